"""Notices by mail to a closed list: a CSV that is in no repository, or one that `age` encrypted."""

import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from html import escape
from pathlib import Path
from urllib.parse import quote

from mkdocs_statuspage.csv_text import decoded, read_rows
from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.model.config import NoticeChannel, Person, SiteConfig
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.mail_server import (
    MailConnection,
    MailRefused,
    connected,
    server_of,
)
from mkdocs_statuspage.writing.notice_message import Message, NotTold
from mkdocs_statuspage.writing.refusals import CannotWrite

_MAILBOX = re.compile(r"[^@\s<>\",;]+@[^@\s<>\",;.]+(\.[^@\s<>\",;.]+)+")
_NOBODY = ("501", "550", "551", "553", "556")
"""What a server answers where there is no such mailbox."""
ENCRYPTED = ".age"
"""How a list's name ends of which others may have the file."""
_COLUMNS = ("address", "email", "mail")


@dataclass(frozen=True)
class Reader:
    """Somebody on a closed list."""

    address: str
    """Empty where the line has none that mail could be sent to."""
    name: str = ""
    components: frozenset[str] = frozenset()
    """The components of which they want to be told; without any, everything."""
    line: int = 0
    """Where they stand in the list."""


@contextmanager
def mail_sender(
    channel: NoticeChannel,
    config: SiteConfig,
    path: Path,
    identity: str,
) -> Iterator["_Mail"]:
    """Read a closed list; the server is asked when there is somebody to tell.

    Raises:
        CannotWrite: the list cannot be read.
    """
    sender = config.person(channel.sender)
    if sender is None or sender.reply_to is None:
        raise CannotWrite("its `sender` is nobody of `people` who has a `reply_to`")
    server_of(config)
    ids, notes = config.current_ids, []
    known: dict[str, Reader] = {}
    for row in read_list(path, identity):
        wanted = frozenset(ids.get(id_, "") for id_ in row.components)
        if not row.address or "" in wanted:
            lack = "names no component of ours" if row.address else "has no mail address"
            notes.append(f"line {row.line} of {path.name} {lack}")
        if row.address:
            known.setdefault(row.address.casefold(), replace(row, components=wanted))
    with ExitStack() as stack:
        yield _Mail(channel, config, sender, known, stack, notes)


def read_list(path: Path, identity: str = "") -> Sequence[Reader]:
    """Read the readers of a closed list, in its order.

    Raises:
        CannotWrite: it is not there, cannot be opened, or git has it as it is.
    """
    if not path.is_file():
        raise CannotWrite(f"the list {path.name} is not there")
    if path.suffix == ENCRYPTED:
        data = _decrypted(path, identity)
    elif Git(path.parent).ask("ls-files", "--", path.name):
        raise CannotWrite(
            f"the list {path.name} is in git, as it is: encrypt it with age, or keep it elsewhere"
        )
    else:
        data = path.read_bytes()
    text = decoded(data)
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise CannotWrite(f"the list {path.name} is not UTF-8")
    return tuple(_rows(text, path.name))


def _rows(text: str, name: str) -> Iterator[Reader]:
    rows = read_rows(text)
    _, head = next(rows, (0, ""))
    columns = [column.strip().casefold() for column in head]
    key = next((one for one in _COLUMNS if one in columns), None)
    if key is None:
        raise CannotWrite(f"the list {name} has no column `address` in its first line")
    for line, cells in rows:
        row = {} if isinstance(cells, str) else dict(zip(columns, cells, strict=False))
        address = row.get(key, "").strip()
        wanted = re.split(r"[\s;,]+", row.get("components", "").strip())
        called = " ".join(row.get("name", "").split())
        is_one = _MAILBOX.fullmatch(address) is not None
        yield Reader(address if is_one else "", called, frozenset(filter(None, wanted)), line)


def _decrypted(path: Path, identity: str) -> bytes:
    """Open a file that age encrypted: by the package pyrage where there is one, else by the program."""
    try:
        import pyrage
    except ImportError:
        return _by_program(path, identity)
    try:
        keys = [line for line in identity.splitlines() if line.startswith("AGE-SECRET-KEY-")]
        known = [pyrage.x25519.Identity.from_str(line.strip()) for line in keys]
        return bytes(pyrage.decrypt(path.read_bytes(), known))
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise CannotWrite(f"the list {path.name} cannot be opened: {error}") from None


def _by_program(path: Path, identity: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - the arguments are the owner's, and no shell reads them
            ["age", "--decrypt", "--identity", "-", str(path)],  # noqa: S607
            input=identity.encode(),
            capture_output=True,
            timeout=30,
            check=False,
        )
    except FileNotFoundError:
        message = "neither pyrage nor age is installed: pip install 'mkdocs-statuspage[notify]'"
        raise CannotWrite(message) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise CannotWrite(f"the list {path.name} cannot be opened: {said[0] if said else 'age'}")
    return done.stdout


@dataclass
class _Mail:
    """A closed list, whose readers get a mail each."""

    channel: NoticeChannel
    config: SiteConfig
    sender: Person
    known: Mapping[str, Reader]
    stack: ExitStack
    notes: Sequence[str]
    connection: MailConnection | None = field(default=None, init=False)

    def readers(self, message: Message) -> Sequence[str]:
        """Return those who want to be told of it, by their addresses."""
        return [
            key
            for key, reader in self.known.items()
            if not reader.components or reader.components & message.components
        ]

    def tell(self, reader: str, message: Message) -> None:
        """Hand one mail over."""
        if self.connection is None:
            server = connected(server_of(self.config))
            self.connection = self.stack.enter_context(server)
        letter = notice_letter(message, self.known[reader], self.sender, self.channel, self.config)
        self.connection.wait()
        try:
            self.connection.hand_over(letter, str(self.sender.reply_to), self.known[reader].address)
        except MailRefused as error:
            code = str(error)[:3]
            raise NotTold(f"its server answers {code}", is_final=code in _NOBODY) from None


def notice_letter(
    message: Message, reader: Reader, sender: Person, channel: NoticeChannel, config: SiteConfig
) -> EmailMessage:
    """Return the mail that one reader gets, with one id for ever, and the ways to be left out."""
    words = load_words(config.language)
    mailbox = str(sender.reply_to)
    domain = mailbox.rpartition("@")[2]
    letter = EmailMessage()
    letter["From"] = _address(f"{sender.name}, {config.organisation.name}", mailbox)
    letter["To"] = _address(reader.name, reader.address)
    letter["Subject"] = message.subject
    letter["Date"] = formatdate(usegmt=True)
    letter["Message-ID"] = f"<{message.id}@{domain}>"
    letter["References"] = f"<{message.thread}@{domain}>"
    letter["List-Id"] = f"<{config.site_id}.{domain}>"
    letter["List-Unsubscribe"] = f"<{_way_out(channel, sender, reader)}>"
    if (channel.unsubscribe or "").startswith("https:"):
        letter["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    letter["Auto-Submitted"] = "auto-generated"
    letter.set_content(f"{message.text}\n\n{message.url}\n\n-- \n{_why(words, config)}\n")
    why = f"<hr><p>{escape(_why(words, config))}</p>\n"
    letter.add_alternative(f"{message.html}{why}", subtype="html")
    return letter


def _address(name: str, mailbox: str) -> Address:
    """Return an address for a header; one in any script, as mail servers of today take it."""
    user, _, domain = mailbox.rpartition("@")
    return Address(name, user, domain)


def _way_out(channel: NoticeChannel, sender: Person, reader: Reader) -> str:
    """Return the address by which a reader asks to be left out."""
    given = channel.unsubscribe or f"mailto:{sender.reply_to}?subject=unsubscribe%20{{address}}"
    return given.replace("{address}", quote(reader.address, safe="@"))


def _why(words: Words, config: SiteConfig) -> str:
    name = config.organisation.name
    return words("You get this mail because {name} keeps you informed.", name=name)
