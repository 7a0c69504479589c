"""A mail server on this machine: with TLS by a certificate of its own, a user and a password; it keeps what it takes."""

import signal
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

USER, PASSWORD = "statuspage", "correct horse"
SECRETS = {"SMTP_USER": USER, "SMTP_PASSWORD": PASSWORD}


@dataclass
class Mailbox:
    """What a server took, in the order in which it came."""

    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuses: frozenset[str] = frozenset()
    """Recipients that it does not know."""
    goes_at: int | None = None
    """With this many messages it goes away without an answer, though it has the last."""
    meets: Callable[[str, str], None] = lambda *_: None
    """Is told of each recipient that is named, and of each whose message was taken, before the answer."""
    protected: list[bool] = field(default_factory=list)
    port: int = 0

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, server: Any, session: Any, envelope: Any, address: str, _: Any
    ) -> str:
        if address in self.refuses:
            return "550 5.1.1 there is nobody of this name"
        self.meets("named", address)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        self.recipients += envelope.rcpt_tos
        self.protected.append(session.ssl is not None)
        self.meets("taken", envelope.rcpt_tos[-1])
        if len(self.taken) == self.goes_at:
            server.transport.abort()
        return "250 OK"


@contextmanager
def mail_server(certificate: Path | None = None, **settings: Any) -> Iterator[Mailbox]:
    """Run a server; with a certificate it takes mail only after STARTTLS, from its user."""
    mailbox = Mailbox()
    if certificate is not None:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        settings |= {"tls_context": context, "require_starttls": True}
        settings |= {"auth_required": True, "authenticator": _admitted}
    with socket.create_server(("127.0.0.1", 0)) as free:
        mailbox.port = free.getsockname()[1]
    controller = Controller(mailbox, hostname="127.0.0.1", port=mailbox.port, **settings)
    controller.start()
    try:
        yield mailbox
    finally:
        controller.stop()


@contextmanager
def ended_at(mailbox: Mailbox, address: str) -> Iterator[None]:
    """Have somebody end this process when a message to an address is taken, by a signal that the server's thread gets."""

    def end(number: int, _: FrameType | None) -> None:
        raise KeyboardInterrupt(number)

    def meets(what: str, who: str) -> None:
        if (what, who) == ("taken", address):
            signal.raise_signal(signal.SIGTERM)

    former, mailbox.meets = signal.signal(signal.SIGTERM, end), meets
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, former)
        mailbox.meets = lambda *_: None


def _admitted(_: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    is_known = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=is_known, handled=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a certificate of this machine, with its key, that nobody else has signed."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), 1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("certificate") / "localhost.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path
