"""Letters to those who were hit: made of a list outside the site, kept as files, and sent once to each."""

import re
import shlex
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path

from mkdocs_statuspage.desk.drafts import faults_in, signer_of, told_of
from mkdocs_statuspage.desk.errors import CannotRun, invalid_file
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.messages.letter import NOBODY, LetterWriter
from mkdocs_statuspage.messages.mail_form import MailParty, mail, message_id
from mkdocs_statuspage.messages.page_facts import PageFacts
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.reading.affected_list import (
    AffectedList,
    AffectedPerson,
    BrokenRow,
    NoList,
    read_affected,
)
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.writing.git import Git
from mkdocs_statuspage.writing.held_signals import undisturbed
from mkdocs_statuspage.writing.letter_claims import claimed, machine_in
from mkdocs_statuspage.writing.letter_files import HandedOver, Handover, handed_over, put_letter
from mkdocs_statuspage.writing.mail_server import MailConnection, MailRefused, connected, server_of
from mkdocs_statuspage.yaml_text.source import read_source

FIELD = re.compile(r"\{([^{}\n]+)\}")
"""Where something of the list stands in the signer's own words."""


@dataclass(frozen=True, slots=True)
class LetterFile:
    """A letter as it lies in its folder."""

    person: AffectedPerson
    path: Path
    message: EmailMessage
    is_new: bool = True
    """Whether it is as it was made just now; one that was there already is whoever's edited it."""

    @property
    def key(self) -> str:
        """What it is known by in every run: the part of its message id that no signer changes."""
        return str(self.message["Message-ID"]).strip("<> ").partition("@")[0]

    @property
    def text(self) -> str:
        """Its words."""
        part = self.message.get_body(("plain",))
        return str(part.get_content()).replace("\r\n", "\n") if part is not None else ""


@dataclass(frozen=True, slots=True)
class LetterSent:
    """What became of a letter when it was sent."""

    letter: LetterFile
    problem: str = ""
    """Why it was not taken."""
    was_in_doubt: bool = False
    """Whether an earlier run ended while it was handed over, so that it went a second time under the same id."""


@dataclass(frozen=True, slots=True)
class LetterWish:
    """What letters are to be made of."""

    list: Path
    """The CSV of those who were hit."""
    folder: Path | None = None
    """Where they go."""
    words: Path | None = None
    """The signer's own words."""
    signed_by: str | None = None
    """Who writes, where it is not the incident's signer."""
    beside: Sequence[str] = ()
    """What they may say although the page lacks it."""


@dataclass(frozen=True, slots=True)
class LetterBatch:
    """The letters of an incident, those that cannot be written, and what is wrong with what they say."""

    course: Course
    folder: Path
    letters: tuple[LetterFile, ...]
    broken: tuple[BrokenRow, ...]
    findings: tuple[Finding, ...]

    @property
    def incident(self) -> str:
        """The incident's id."""
        return self.course.incident.id

    @property
    def record(self) -> str:
        """What the list of those who have a letter is called: it stays when the incident's file is renamed."""
        return self.course.incident.feed_id


def letters_about(workspace: Workspace, given: str | None, wish: LetterWish) -> LetterBatch:
    """Make the letters about an incident to those on a list; nothing is written yet.

    Raises:
        CannotRun: there is no such incident, list or signer, or one of them is where it must not be.
    """
    course, here = told_of(workspace, given)
    if course.is_withdrawn or not course.incident.owes_answers:
        raise CannotRun(
            f"{course.incident.id} is no mistake of ours that stands", "a letter apologises for one"
        )
    signer = signer_of(here.site, course, wish.signed_by)
    read = list_at(workspace, wish.list)
    folder = letters_folder(workspace, course.incident.id, wish.folder)
    writer = LetterWriter(course, here, signer, _own_words(wish, here, course, read))
    letters = tuple(made(workspace, writer, read.people, folder))
    findings = tuple(_findings(writer, letters, wish.beside))
    return LetterBatch(course, folder, letters, read.broken, findings)


def _own_words(wish: LetterWish, here: Standpoint, course: Course, read: AffectedList) -> str:
    """Return the signer's own words as HTML; every field in them is a column of the list."""
    if wish.words is None:
        return ""
    source = read_source(wish.words, str(wish.words))
    if isinstance(source, Finding):
        raise invalid_file(str(wish.words), [source])
    text = source.text
    columns = {"name", *(key for person in read.people for key in person.fields)}
    if unknown := set(FIELD.findall(text)) - columns:
        name = min(unknown)
        raise CannotRun(
            f"{wish.words} asks for {{{name}}}, and the list has no such column",
            f"it has: {', '.join(sorted(columns))}",
        )
    return here.bare_html(text, course.incident)


def _findings(
    writer: LetterWriter, letters: Sequence[LetterFile], known: Sequence[str]
) -> Iterator[Finding]:
    """Review what all letters have in common, and each that somebody has edited."""
    common = writer.to(NOBODY).text
    page = PageFacts(writer.course, writer.here.site, (common,))
    yield from faults_in(common, "letter", page, beside=known)
    for letter in letters:
        if not letter.is_new:
            beside = (*known, letter.person.name, *letter.person.fields.values())
            name = str(letter.path)
            yield from faults_in(letter.text, name, page, beside=beside)


def list_at(workspace: Workspace, path: Path) -> AffectedList:
    """Read the list of those who were hit.

    Raises:
        CannotRun: it is none, or lies where others would read it.
    """
    if workspace.is_published(path):
        raise CannotRun(
            f"{path} lies in the site, and everybody could read it", "move it out of there"
        )
    real = path.resolve()
    if real.parent.is_dir() and Git(real.parent).ask("ls-files", "--", real.name):
        removed = shlex.join(
            ["git", "-C", workspace.shown(real.parent), "rm", "--cached", real.name]
        )
        raise CannotRun(
            f"{path} is tracked by git, and whoever has the repository could read it",
            f"move it out; `{removed}` alone leaves it in the history",
        )
    try:
        return read_affected(path.read_bytes())
    except NoList as error:
        raise CannotRun(
            f"{path} is no list of people: {error}", "its first line: name,address"
        ) from None


def letters_folder(workspace: Workspace, about: str, given: Path | None = None) -> Path:
    """Return the folder of letters about something, by default one in `drafts/`.

    Raises:
        CannotRun: it would be in the site.
    """
    folder = given or workspace.root / "drafts" / about
    if workspace.is_published(folder):
        raise CannotRun(
            f"{folder} lies in the site, and drafts never do", "name another with --out"
        )
    return folder


def made(
    workspace: Workspace, writer: LetterWriter, people: Sequence[AffectedPerson], folder: Path
) -> Iterator[LetterFile]:
    """Make a letter to each; one that lies in the folder already stays as it is."""
    site, signer = writer.here.site, writer.signer
    sender = MailParty(signer.name, signer.reply_to or "")
    incident = writer.course.incident
    for person in people:
        id_ = message_id(sender.address, site.config.site_id, incident.feed_id, person.address)
        path = folder / f"{_slug(person.name)}-{id_[1:9]}.eml"
        if path.exists():
            yield LetterFile(person, path, _read(path, id_), is_new=False)
            continue
        letter = writer.to(person)
        parties = (sender, MailParty(person.name, person.address))
        bodies = (letter.text, letter.html)
        message = mail(parties, letter.subject, bodies, id_, workspace.now, site.words)
        yield LetterFile(person, path, message)


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:40].strip("-") or "letter"


def _read(path: Path, id_: str) -> EmailMessage:
    """Read a letter that somebody may have edited; its id is not theirs to change."""
    message = message_from_bytes(path.read_bytes(), policy=SMTP)
    del message["Message-ID"]
    message["Message-ID"] = id_
    return message


def kept(letters: Sequence[LetterFile]) -> int:
    """Write the letters that are not there yet, and return how many."""
    new = [letter for letter in letters if letter.is_new]
    for letter in new:
        put_letter(letter.path, letter.message.as_bytes())
    return len(new)


def claim(workspace: Workspace, batch: LetterBatch, *, anyway: bool = False) -> None:
    """Note that the letters about an incident are sent from here, where the list of those that were sent is.

    Raises:
        CannotRun: they are sent from another machine.
        CannotWrite: it could not be noted.
    """
    folder, incident = workspace.state_dir / "letters", batch.course.incident
    machine, where = machine_in(folder), (workspace.incidents_dir, workspace.config.site_id)
    if not claimed(*where, incident.feed_id, machine, workspace.locks_dir, anyway=anyway):
        raise CannotRun(
            "another machine sends the letters about this, and knows who has one",
            f"send there, or bring its folder {workspace.shown(folder)} here; --from-here sends to all who have none from here",
        )


def send(
    workspace: Workspace, incident: str, letters: Sequence[LetterFile]
) -> Iterator[LetterSent]:
    """Send each letter that was not sent yet, and yield what became of it.

    Raises:
        CannotWrite: the mail server cannot be reached, or is gone; run it again, and it goes on from there.
    """
    server = server_of(workspace.config)
    path = workspace.state_dir / "letters" / f"{incident}.jsonl"
    with handed_over(path, workspace.locks_dir) as known:
        left = [one for one in letters if known.state_of(one.key) is not Handover.TAKEN]
        if not left:
            return
        with connected(server) as connection:
            for letter in left:
                connection.wait()
                with undisturbed():
                    sent = _sent(letter, known, connection)
                yield sent


def _sent(letter: LetterFile, known: HandedOver, connection: MailConnection) -> LetterSent:
    """Hand over one letter, written down before and after: it is taken once, or nobody knows."""
    was_in_doubt = known.state_of(letter.key) is Handover.BEGUN
    message = message_from_bytes(letter.message.as_bytes(), policy=SMTP)
    del message["Date"]
    message["Date"] = format_datetime(datetime.now(UTC))
    sender = letter.message["From"].addresses[0].addr_spec
    known.note(letter.key, Handover.BEGUN)
    try:
        connection.hand_over(message, sender, letter.message["To"].addresses[0].addr_spec)
    except MailRefused as error:
        known.note(letter.key, Handover.REFUSED)
        return LetterSent(letter, str(error), was_in_doubt)
    known.note(letter.key, Handover.TAKEN)
    return LetterSent(letter, "", was_in_doubt)


def is_sent(workspace: Workspace, incident: str, letters: Sequence[LetterFile]) -> Sequence[bool]:
    """Tell of each letter whether a mail server has taken it."""
    known = HandedOver(workspace.state_dir / "letters" / f"{incident}.jsonl")
    return [known.state_of(letter.key) is Handover.TAKEN for letter in letters]
