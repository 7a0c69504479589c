"""A mail server, spoken to with TLS: it is handed one message after the other, and says of each what became of it.

smtplib's room. Secrets come from the environment, by the names that the settings give.
"""

import os
import smtplib
import ssl
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8

from mkdocs_statuspage.model.config import MailServer, SiteConfig
from mkdocs_statuspage.writing.refusals import CannotWrite

SECONDS = 30
"""How long the server may take for an answer."""
OWN_HOSTS = frozenset(["localhost", "127.0.0.1", "::1"])


class MailRefused(Exception):
    """The server does not take one message, and may take the next; says why."""


class MailInterrupted(CannotWrite):
    """The connection broke: what was being handed over may have arrived or not."""


class MailConnection:
    """A server that waits for messages, and is handed no more of them in a minute than it wants."""

    def __init__(self, smtp: smtplib.SMTP, per_minute: int) -> None:
        self._smtp = smtp
        self._every = 60 / per_minute
        self._next_at = time.monotonic()

    def wait(self) -> None:
        """Wait until the server wants the next message; at most a minute."""
        time.sleep(max(0.0, self._next_at - time.monotonic()))
        self._next_at = time.monotonic() + self._every

    def hand_over(self, message: EmailMessage, sender: str, to: str) -> None:
        """Hand over a message to one recipient; on return the server answers for it.

        Raises:
            MailRefused: it does not take this one.
            MailInterrupted: nobody knows whether it has it.
        """
        international = not (sender + to).isascii()
        policy = SMTPUTF8 if international else SMTP
        options = ("SMTPUTF8", "BODY=8BITMIME") if international else ()
        try:
            self._smtp.sendmail(sender, [to], message.as_bytes(policy=policy), options)
        except smtplib.SMTPServerDisconnected as error:
            raise MailInterrupted(f"the mail server is gone: {error}") from error
        except smtplib.SMTPException as error:
            raise MailRefused(_said(error)) from error
        except OSError as error:
            raise MailInterrupted(f"the mail server is gone: {error}") from error


def server_of(config: SiteConfig) -> MailServer:
    """Return the mail server that a site names.

    Raises:
        CannotWrite: it names none.
    """
    if config.mail is None:
        example = "mail: {host: smtp.acme.example, user_in: SMTP_USER, password_in: SMTP_PASSWORD}"
        raise CannotWrite(
            f"statuspage.yml names no mail server; write one there, such as {example}"
        )
    return config.mail


@contextmanager
def connected(
    server: MailServer, environment: Mapping[str, str] = os.environ
) -> Iterator[MailConnection]:
    """Connect to a mail server, protected and logged in.

    Raises:
        CannotWrite: it cannot be reached, is not who it says, or lets nobody in; or a secret is missing.
    """
    if server.tls == "none" and server.host not in OWN_HOSTS:
        raise CannotWrite(f"mail to {server.host} would travel unprotected; set `tls` of `mail`")
    user, password = (_secret(name, environment) for name in (server.user_in, server.password_in))
    with ExitStack() as open_ones:
        try:
            smtp = open_ones.enter_context(closing(_greeted(server)))
            if server.tls == "starttls":
                smtp.starttls(context=ssl.create_default_context())
            if user:
                smtp.login(user, password)
        except (smtplib.SMTPException, OSError) as error:
            said = f"the mail server {server.host}:{server.port}: {_said(error)}"
            raise CannotWrite(said) from error
        except UnicodeError as error:
            lack = "its name, its user or its password has a letter that cannot be sent"
            raise CannotWrite(f"the mail server {server.host}:{server.port}: {lack}") from error
        yield MailConnection(smtp, server.per_minute)
        with suppress(smtplib.SMTPException, OSError):
            smtp.quit()


def _greeted(server: MailServer) -> smtplib.SMTP:
    """Return the connection, protected from the first byte where the settings ask for that."""
    if server.tls == "implicit":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(server.host, server.port, timeout=SECONDS, context=context)
    return smtplib.SMTP(server.host, server.port, timeout=SECONDS)


def _secret(name: str | None, environment: Mapping[str, str]) -> str:
    if name is None:
        return ""
    if not environment.get(name):
        raise CannotWrite(f"the environment has no {name}, which statuspage.yml names under `mail`")
    return environment[name]


def _said(error: Exception) -> str:
    """Say what a server answered, in one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        error = smtplib.SMTPResponseException(*next(iter(error.recipients.values())))
    if isinstance(error, smtplib.SMTPResponseException):
        told = error.smtp_error
        text = told.decode("utf-8", "replace") if isinstance(told, bytes) else str(told)
        return f"{error.smtp_code} {' '.join(text.split())}"
    return str(error)
