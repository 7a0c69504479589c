"""The digest: for each who answers for something, what is owed, what is late and what recurs; one page an owner."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.letters import LetterFile, letters_folder
from mkdocs_statuspage.desk.owed import answer_to, load_readable, owed_clocks
from mkdocs_statuspage.desk.typed_words import both, one_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.language import Words, load_words, phrase
from mkdocs_statuspage.messages.mail_form import MailParty, mail, message_id
from mkdocs_statuspage.model.config import NoticeChannel
from mkdocs_statuspage.reading.affected_list import AffectedPerson
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.clocks import Clock, Owed
from mkdocs_statuspage.writing.notice_channels import opened
from mkdocs_statuspage.writing.notice_message import Message, NotTold
from mkdocs_statuspage.writing.refusals import CannotWrite

NAMES: Mapping[Owed, str] = {
    Owed.FIRST_CONTACT: phrase("first contact"),
    Owed.FIRST_WORD: phrase("first word"),
    Owed.NEXT_UPDATE: phrase("next update"),
    Owed.EXPECTED_FIX: phrase("expected fix"),
    Owed.PRELIMINARY_REPORT: phrase("preliminary report"),
    Owed.REPORT: phrase("report"),
    Owed.PROMISE: phrase("promise"),
}
"""What is owed, in words."""
NOBODY = "nobody"
"""Under whom what nobody answers for is listed."""


@dataclass(frozen=True, slots=True)
class OwnerDigest:
    """What one owner has to know this week."""

    owner: str
    """A person's id, or the owner that a promise names."""
    name: str
    address: str | None
    """A mailbox that they read; None where the owner is no person of ours."""
    late: tuple[str, ...]
    owed: tuple[str, ...]
    recurring: tuple[str, ...]

    def lines(self, words: Words) -> Sequence[str]:
        """Return the page, line by line."""
        parts = (
            (words("What is late"), self.late),
            (words("What is owed"), self.owed),
            (words("What keeps happening"), self.recurring),
        )
        listed = [
            line
            for head, items in parts
            if items
            for line in ("", f"{head}:", *(f"- {i}" for i in items))
        ]
        return [
            self.name,
            *(listed or ["", words("Nothing is owed, nothing is late, nothing keeps happening.")]),
        ]


def digests(workspace: Workspace, owner: str | None = None) -> tuple[OwnerDigest, ...]:
    """Return the digest of each owner, who is late first; of one alone where one is named."""
    site = load_readable(workspace)
    clocks = owed_clocks(workspace, site)
    owners = dict.fromkeys(clock.owner or NOBODY for clock in clocks)
    owners |= dict.fromkeys(id_ for id_ in site.config.people)
    if owner is not None:
        names = {site.config.name_of(id_): id_ for id_ in owners} | {id_: id_ for id_ in owners}
        owners = {names[one_of(owner, names, "owner")]: None}
    found = [_of(id_, [c for c in clocks if (c.owner or NOBODY) == id_], site) for id_ in owners]
    return tuple(sorted(found, key=lambda one: (-len(one.late), -len(one.owed), one.name)))


def _of(owner: str, clocks: Sequence[Clock], site: Site) -> OwnerDigest:
    person = site.config.person(owner)
    late = [clock for clock in clocks if clock.is_overdue(site.now)]
    return OwnerDigest(
        owner,
        site.words("nobody") if owner == NOBODY else site.config.name_of(owner),
        person.reply_to if person else None,
        tuple(_line(clock, site) for clock in late),
        tuple(_line(clock, site) for clock in clocks if clock not in late),
        tuple(_recurring(owner, site)),
    )


def _line(clock: Clock, site: Site) -> str:
    """Write what is owed by when, and the command that answers it; what is private is not named in a mail."""
    words, course = site.words, site.by_id.get(clock.incident)
    due, what = both(clock.due_at, site.config.zone), words(NAMES[clock.owed])
    if course is None:
        where = words("{what}, by {when}: in private/", what=what, when=due)
        return f"{where} (statuspage status)"
    what += f" {clock.promise}" if clock.promise else ""
    title = course.incident.title
    said = words("{what}, by {when}: {title}", what=what, when=due, title=title)
    return f"{said} ({answer_to(clock)})"


def _recurring(owner: str, site: Site) -> Iterator[str]:
    """Yield the causes that came again in what an owner answers for."""
    for cause in site.record.causes:
        courses = [site.by_id[id_] for id_ in cause.incidents if id_ in site.by_id]
        mine = [
            course
            for course in courses
            if course.incident.signed_by == owner
            or any(one.owner == owner for one in course.incident.preventions)
        ]
        if len(courses) > 1 and mine:
            title = mine[0].incident.title
            yield site.words(
                "{cause}: {n} times, last {title}", cause=cause.tag, n=len(courses), title=title
            )


def as_mails(workspace: Workspace, found: Sequence[OwnerDigest]) -> Iterator[LetterFile]:
    """Make a mail of each digest whose owner has a mailbox; one a week, by its id.

    Raises:
        CannotRun: its folder would be in the site.
    """
    folder = letters_folder(workspace, "digest")
    site = load_readable(workspace)
    year, week, _ = workspace.today.isocalendar()
    for one in found:
        if one.address is None:
            continue
        who = MailParty(one.name, one.address)
        html = "".join(f"<p>{escape(line)}</p>" for line in one.lines(site.words) if line)
        id_ = message_id(one.address, site.config.site_id, "digest", one.owner, f"{year}-{week}")
        name = site.config.organisation.name
        subject = site.words("{name}: what is owed, week {week}", name=name, week=week)
        message = mail(
            (who, who),
            subject,
            ("\n".join(one.lines(site.words)), html),
            id_,
            workspace.now,
            site.words,
        )
        person = AffectedPerson(0, one.name, one.address, {})
        yield LetterFile(person, folder / f"{one.owner}-{year}-{week:02}.eml", message)


def told_in_chat(workspace: Workspace, found: Sequence[OwnerDigest], variable: str) -> int:
    """Put each digest into a chat, whose Apprise address an environment variable has; return how many.

    Raises:
        CannotRun: the variable's name is none.
        CannotWrite: nobody can be told there.
    """
    try:
        channel = NoticeChannel(to="apprise", at_in=variable)
    except ValueError:
        raise CannotRun(
            "the address of a chat is a secret",
            "put it into an environment variable, and name that",
        ) from None
    with opened(channel, workspace.config, workspace.root, workspace.is_published) as chat:
        for one in found:
            message = _message(workspace, one)
            for reader in chat.readers(message):
                try:
                    chat.tell(reader, message)
                except NotTold as error:
                    raise CannotWrite(str(error)) from error
    return len(found)


def _message(workspace: Workspace, one: OwnerDigest) -> Message:
    head, *lines = one.lines(load_words(workspace.config.language))
    text = "\n".join(lines).strip()
    return Message(
        one.owner, "digest", workspace.now, head, text, "", workspace.url, frozenset(), {}
    )
