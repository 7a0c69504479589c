"""A letter to somebody who was hit: by name, in the signer's first person, with what they get and a human to answer to."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from mkdocs_statuspage.model.config import Person
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import MakeGood, NothingPromised
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.outputs.view.plain_text import allowed, one_line, paragraphs
from mkdocs_statuspage.outputs.view.prose import plain, rooted
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url, root_of
from mkdocs_statuspage.reading.affected_list import AffectedPerson
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import PromiseState, state_of

NOBODY = AffectedPerson(0, "", "", {})
"""To whom one writes what all letters have in common."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, before it is a mail."""

    subject: str
    html: str
    """Its body, as it stands between the tags of a page."""
    text: str
    """The same for programs that show no markup."""


@dataclass(frozen=True, slots=True)
class LetterWriter:
    """Writes the letters of one incident."""

    course: Course
    here: Standpoint
    signer: Person
    own_html: str = ""
    """The signer's own words for what happened and what follows, with `{field}` for what differs; ours where it is empty."""

    def to(self, person: AffectedPerson) -> Letter:
        """Write to one person."""
        body = filled(self.own_html, person) if self.own_html else "".join(self._story(person))
        parts = [self._greeting(person.name), *self._apology(), body, *self._answer()]
        html = rooted(allowed("\n".join([*parts, *self._signature()])), root_of(self.here.site))
        return Letter(one_line(self._incident.title), html, paragraphs(html))

    @property
    def _incident(self) -> Incident:
        return self.course.incident

    def _greeting(self, name: str) -> str:
        said = self.here.words("Hello {name},", name="\0")
        return f"<p>{escape(said).replace(chr(0), f'<bdi>{escape(one_line(name))}</bdi>')}</p>"

    def _apology(self) -> Iterator[str]:
        words, signer = self.here.words, self.signer
        organisation = self.here.site.config.organisation.name
        yield _paragraph(
            words(
                "I am {name}, {role} at {organisation}. A mistake of ours hit you: {title} ({when}).",
                name=signer.name,
                role=signer.role,
                organisation=organisation,
                title=one_line(self._incident.title).rstrip("."),
                when=when(self.course, self.here),
            )
        )
        yield _paragraph(words("I am sorry for what this did to you, and I answer for it."))

    def _story(self, person: AffectedPerson) -> Iterator[str]:
        incident, here = self._incident, self.here
        yield here.bare_html(incident.summary or incident.affected.who, incident)
        yield from _fields(person.fields, here)
        done = done_html(self.course, here)
        if done:
            yield _heading(here.words("What we did")) + done
        yield from make_goods_html(self.course, here)

    def _answer(self) -> Iterator[str]:
        words = self.here.words
        url = f"{root_of(self.here.site)}{incident_url(self._incident)}"
        link = f'<a href="{escape(url)}">{escape(url)}</a>'
        is_reported = self._incident.report.published_at is not None
        label = words("The whole report:") if is_reported else words("What we say to everybody:")
        yield f"<p>{escape(label)} {link}</p>"
        yield _paragraph(words("Reply to this mail if anything is left open. I read the answers."))

    def _signature(self) -> Iterator[str]:
        signer, organisation = self.signer, self.here.site.config.organisation
        lines = (signer.name, signer.role, organisation.name)
        yield f"<p>{'<br />'.join(escape(one_line(line)) for line in lines)}</p>"
        if organisation.mission:
            yield f"<p><em>{escape(one_line(organisation.mission))}</em></p>"


def filled(html: str, person: AffectedPerson) -> str:
    """Put what the list says of a person into text that has `{field}` for it."""
    for key, value in {"name": person.name, **person.fields}.items():
        html = html.replace(f"{{{key}}}", escape(value))
    return html


def when(course: Course, here: Standpoint) -> str:
    """Say when it was, or since when it is."""
    end = None if course.is_open else course.works_since or course.ended_at
    if end is None or end <= course.began_at:
        since = here.words.zoned_moment(course.began_at, here.zone)
        return here.words("since {when}", when=since) if end is None else since
    return here.words.zoned_span(course.began_at, end, here.zone)


def done_html(course: Course, here: Standpoint) -> str:
    """Return what was done about it: what the report says of that, else the newest word."""
    section = course.incident.section(SectionKind.FIX)
    if section is not None and section.text.strip() and course.incident.report.published_at:
        return here.bare_section_html(section, course.incident)
    updates = course.updates
    return here.bare_html(updates[-1].message, course.incident, breaks=True) if updates else ""


def make_goods_html(course: Course, here: Standpoint) -> Iterator[str]:
    """Yield what those who were hit get, each with its day and how it comes; or why nothing."""
    incident = course.incident
    if isinstance(incident.make_good, NothingPromised):
        yield _heading(here.words("What you get")) + here.bare_html(
            incident.make_good.none, incident
        )
        return
    items = [item for one in incident.make_good if (item := _make_good(one, incident, here))]
    if items:
        yield f"{_heading(here.words('What you get'))}<ul>{''.join(items)}</ul>"


def _make_good(promise: MakeGood, incident: Incident, here: Standpoint) -> str:
    state = state_of(promise, here.site.now, here.zone)
    if promise.withdrawn is not None and not state.is_kept:
        return ""
    whose = here.words.sentence(plain(here.bare_html(promise.for_, incident)))
    said = here.bare_html(promise.promise, incident)
    by_when = promised_by(promise, here, here.words("Reply to this mail to get it."))
    told = filter(None, (whose if promise.for_ else "", *by_when))
    return f"<li>{said}{_paragraph(' '.join(told))}</li>"


def promised_by(promise: MakeGood, here: Standpoint, claim: str) -> Iterator[str]:
    """Yield by when a make-good comes, or when it came, and how; `claim` says how one asks for it."""
    words, state = here.words, state_of(promise, here.site.now, here.zone)
    if state.is_kept and promise.kept_on:
        yield words("Done on {day}.", day=words.day(promise.kept_on))
        return
    if promise.due_on and state is PromiseState.OPEN:
        yield words("By {day}.", day=words.day(promise.due_on))
    elif promise.first_due_on:
        yield words("It was due on {day} and is late.", day=words.day(promise.first_due_on))
    if promise.how:
        yield words("You need do nothing.") if promise.how == "automatic" else claim


def _fields(fields: Mapping[str, str], here: Standpoint) -> Iterator[str]:
    """Yield what the list says of this one person."""
    lines = (
        f"<li>{escape(label(key))}: {escape(' '.join(value.split()))}</li>"
        for key, value in fields.items()
    )
    if fields:
        yield f"{_heading(here.words('What it was for you'))}<ul>{''.join(lines)}</ul>"


def label(column: str) -> str:
    """Return the name of a list's column as a reader sees it."""
    words = column.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def _heading(text: str) -> str:
    return f"<p><strong>{escape(text)}</strong></p>"


def _paragraph(text: str) -> str:
    return f"<p>{escape(allowed(text))}</p>" if text else ""
