"""A mail server is spoken to with TLS, and every answer of it is told."""

import time
from email.message import EmailMessage
from pathlib import Path

import pytest

from mail_servers import PASSWORD, SECRETS, Mailbox, certificate, mail_server  # noqa: F401
from mkdocs_statuspage.model.config import MailServer, SiteConfig
from mkdocs_statuspage.writing.mail_server import MailInterrupted, MailRefused, connected, server_of
from mkdocs_statuspage.writing.refusals import CannotWrite


def settings(server: Mailbox, **more: object) -> MailServer:
    given = {"host": "127.0.0.1", "port": server.port, "user_in": "SMTP_USER"}
    return MailServer.model_validate({**given, "password_in": "SMTP_PASSWORD", **more})


def message(text: str = "Olá") -> EmailMessage:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = "ana@a.example", "rui@b.example", "Olá"
    made.set_content(text)
    return made


def test_a_message_is_handed_over_protected_and_by_its_user(
    monkeypatch: pytest.MonkeyPatch,
    certificate: Path,  # noqa: F811
) -> None:
    """The password goes over TLS only, and the text arrives as it was."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with mail_server(certificate) as server, connected(settings(server), SECRETS) as mail:
        mail.hand_over(message(), "ana@a.example", "rui@b.example")
    assert server.protected == [True]
    assert server.recipients == ["rui@b.example"]
    assert server.taken[0].get_content().strip() == "Olá"


def test_a_server_that_nobody_vouches_for_gets_no_password(certificate: Path) -> None:  # noqa: F811
    """Without the certificate among those that are trusted, the connection ends before the login."""
    with (
        mail_server(certificate) as server,
        pytest.raises(CannotWrite, match="certificate verify failed"),
        connected(settings(server), SECRETS),
    ):
        pass
    assert server.taken == []


def test_a_wrong_password_is_told_and_not_shown(
    monkeypatch: pytest.MonkeyPatch,
    certificate: Path,  # noqa: F811
) -> None:
    """What the server says stands in the message; the password does not."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    wrong = SECRETS | {"SMTP_PASSWORD": "wrong horse"}
    with (
        mail_server(certificate) as server,
        pytest.raises(CannotWrite, match="535") as told,
        connected(settings(server), wrong),
    ):
        pass
    assert "wrong horse" not in str(told.value)


def test_a_secret_that_is_not_there_is_named() -> None:
    """The variable's name is said before anything is connected to."""
    with pytest.raises(CannotWrite, match="SMTP_USER"), connected(settings(Mailbox(port=9)), {}):
        pass


def test_what_cannot_be_sent_is_told_without_it(
    monkeypatch: pytest.MonkeyPatch,
    certificate: Path,  # noqa: F811
) -> None:
    """A mistyped host is found in the settings; what name servers do not take, or a password, when it is used."""
    with pytest.raises(ValueError, match="bad-host"):
        MailServer(host="smtp..acme.example")
    wrong = MailServer(host=f"{'é' * 60}.example")
    with pytest.raises(CannotWrite, match="has a letter that cannot be sent"), connected(wrong, {}):
        pass
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with (
        mail_server(certificate) as server,
        pytest.raises(CannotWrite, match="has a letter that cannot be sent") as told,
        connected(settings(server), SECRETS | {"SMTP_PASSWORD": "sé"}),
    ):
        pass
    assert "sé" not in str(told.value)


def test_mail_leaves_this_machine_protected_only() -> None:
    """`tls: none` holds for this machine, and for no other."""
    open_one = MailServer(host="mail.a.example", tls="none")
    with pytest.raises(CannotWrite, match="unprotected"), connected(open_one, {}):
        pass


def test_one_who_is_not_known_does_not_stop_the_next() -> None:
    """A refusal says the server's words; the connection goes on."""
    with mail_server() as server:
        server.refuses = frozenset(["no@b.example"])
        plain = settings(server, tls="none", user_in=None, password_in=None)
        with connected(plain, {}) as mail:
            with pytest.raises(MailRefused, match=r"550 5\.1\.1 there is nobody"):
                mail.hand_over(message(), "ana@a.example", "no@b.example")
            mail.hand_over(message(), "ana@a.example", "rui@b.example")
    assert server.recipients == ["rui@b.example"]


def test_an_address_in_another_script_goes_to_a_server_that_reads_it() -> None:
    """The server is told, and where it cannot the message is refused and nothing breaks."""
    plain = {"tls": "none", "user_in": None, "password_in": None}
    with mail_server(enable_SMTPUTF8=True) as server:
        with connected(settings(server, **plain), {}) as mail:
            mail.hand_over(message(), "ana@a.example", "мария@b.example")
        assert server.recipients == ["мария@b.example"]
    with (
        mail_server(enable_SMTPUTF8=False) as server,
        connected(settings(server, **plain), {}) as mail,
        pytest.raises(MailRefused),
    ):
        mail.hand_over(message(), "ana@a.example", "мария@b.example")


def test_a_server_that_goes_away_leaves_a_doubt() -> None:
    """It has the message and did not say so: nobody knows here."""
    with mail_server() as server:
        server.goes_at = 1
        plain = settings(server, tls="none", user_in=None, password_in=None)
        with connected(plain, {}) as mail, pytest.raises(MailInterrupted):
            mail.hand_over(message(), "ana@a.example", "rui@b.example")
    assert len(server.taken) == 1


def test_a_password_in_the_file_is_not_shown() -> None:
    """Whoever writes the secret itself is told to write a variable's name, without the secret."""
    with pytest.raises(ValueError, match="environment variable") as told:
        MailServer(host="a.example", password_in=PASSWORD)
    assert "secret into one" in str(told.value.errors()[0])  # type: ignore[attr-defined]


def test_no_more_than_a_server_wants_are_handed_over() -> None:
    """Of 600 in a minute the fourth is waited for three tenths of a second."""
    with mail_server() as server:
        slow = settings(server, tls="none", user_in=None, password_in=None, per_minute=600)
        with connected(slow, {}) as mail:
            began = time.monotonic()
            for _ in range(4):
                mail.wait()
                mail.hand_over(message(), "ana@a.example", "rui@b.example")
            assert time.monotonic() - began >= 0.3


def test_a_site_without_a_mail_server_is_told_how_to_name_one() -> None:
    """The message has the line to write."""
    config = SiteConfig.model_construct(mail=None)
    with pytest.raises(CannotWrite, match="user_in: SMTP_USER"):
        server_of(config)
    there = MailServer(host="mail.a.example")
    assert server_of(SiteConfig.model_construct(mail=there)) == there
