"""What a worried reader needs of an incident: who is hit, what was said last, when the next word comes."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from mkdocs_statuspage.model.config import Person
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.component_counts import counted
from mkdocs_statuspage.outputs.view.looks import State, level_state, open_state
from mkdocs_statuspage.outputs.view.rows import FormerWindow, component_ids, moved
from mkdocs_statuspage.outputs.view.standpoint import (
    EVENT,
    MomentView,
    Standpoint,
    WorkClock,
    incident_url,
)
from mkdocs_statuspage.outputs.view.update_views import (
    FixView,
    LastWord,
    NamedState,
    NextWord,
    components_now,
    do_label,
    expected_fix,
    last_word,
    next_word,
)
from mkdocs_statuspage.timeline.course import Course, what_to_do
from mkdocs_statuspage.timeline.headline import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class AffectedBox:
    """Who is hit, who is not, how to tell, and what they can do."""

    heading: str
    who_html: str
    not_html: str
    how_html: str
    do_label: str
    do_html: str
    count: str


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What was said wrongly, and what is right."""

    said_html: str
    correct_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactView:
    """A person who answers, and the way to them."""

    name: str
    role: str
    mailto: str
    """A mail address that carries the subject; empty where there is none."""
    address: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An open incident, or planned work once it is under way, as the status page shows it."""

    id: str
    title: str
    href: str
    state: State
    since: MomentView
    window: MomentView | None
    """From when to when, of planned work."""
    moved: tuple[FormerWindow, ...]
    calendar: str
    is_ahead: bool
    """Whether it is still to come, so that nothing is said of how components do."""
    components: tuple[NamedState, ...]
    counted: str
    """How many they are, where they are too many to be named at once."""
    affected: AffectedBox | None
    correction: CorrectionView | None
    last: LastWord | None
    next: NextWord | None
    fix: FixView | None
    contact: ContactView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """Planned work, under way or ahead."""

    state: State
    title: str
    href: str
    window: MomentView
    clock: WorkClock | None
    moved: tuple[FormerWindow, ...]
    affected: AffectedBox | None
    calendar: str
    components: str
    """The ids of those that it concerns, apart by blanks."""
    card: Card | None = None
    """How it looks above everything once it is under way, for a page that is looked at later."""


def card(course: Course, here: Standpoint) -> Card:
    """Draw an open incident, or planned work once it is under way, as the status page shows it."""
    is_work = course.incident.kind is Kind.MAINTENANCE
    return Card(
        id=course.incident.id,
        title=course.incident.title,
        href=here.link(incident_url(course.incident)),
        state=open_state(course, here.words),
        since=here.short_moment(course.began_at),
        window=here.span(course, weekday=True) if is_work else None,
        moved=moved(course, here),
        calendar=calendar(course, here),
        is_ahead=course.is_upcoming,
        components=components_now(course, here),
        counted=counted(component_ids(course.incident, here.site), here),
        affected=affected(course, here),
        correction=correction(course.incident, here),
        last=last_word(course, here),
        next=next_word(course, here),
        fix=expected_fix(course, here),
        contact=contact(course.incident, here),
    )


def planned(course: Course, here: Standpoint) -> Planned:
    """Draw planned work, under way or ahead."""
    word = here.words("Under way") if course.is_open else here.words("Planned")
    return Planned(
        state=level_state(Level.MAINTENANCE, here.words, word),
        title=course.incident.title,
        href=here.link(incident_url(course.incident)),
        window=here.span(course, weekday=True),
        clock=here.work_clock(course),
        moved=moved(course, here),
        affected=affected(course, here),
        calendar=calendar(course, here),
        components=concerned(course, here),
    )


def concerned(course: Course, here: Standpoint) -> str:
    """Return the ids of the components that it concerns, apart by blanks."""
    return " ".join(component_ids(course.incident, here.site))


def calendar(course: Course, here: Standpoint) -> str:
    """Return the way to planned work as one event, while it is not over."""
    is_work = course.incident.kind is Kind.MAINTENANCE
    is_due = is_work and (course.is_open or course.is_upcoming)
    return here.link(incident_url(course.incident) + EVENT) if is_due else ""


def affected(course: Course, here: Standpoint) -> AffectedBox | None:
    """Say who is hit, who is not, how to tell and what they can do; None when nobody said."""
    said, incident = course.incident.affected, course.incident
    view = AffectedBox(
        heading=_affected_heading(course, here),
        who_html=here.html(said.who, incident),
        not_html=here.html(said.not_affected, incident),
        how_html=here.html(said.how_to_tell, incident),
        do_label=do_label(course, here.words),
        do_html=here.html(what_to_do(course.incident), incident),
        count=_count(incident, here),
    )
    said_any = (view.who_html, view.not_html, view.how_html, view.do_html, view.count)
    return view if any(said_any) else None


def _affected_heading(course: Course, here: Standpoint) -> str:
    if course.incident.scheduled and (course.is_upcoming or course.is_open):
        return here.words("Does this affect you?")  # true before, in and after its window
    if course.is_open:
        return here.words("Are you affected?")
    return here.words("Were you affected?")


def _count(incident: Incident, here: Standpoint) -> str:
    """Return how many were hit, where the words do not say so already."""
    count = incident.affected.count
    said = re.sub(r"[\s.,\u00a0\u202f']", "", incident.affected.who or "")
    if count is None or str(count) in said:
        return ""
    return here.words.number(count)


def correction(incident: Incident, here: Standpoint) -> CorrectionView | None:
    """Return what was said wrongly, and what is right."""
    wrong = incident.correction
    if wrong is None:
        return None
    return CorrectionView(here.html(wrong.said, incident), here.html(wrong.correct, incident))


def contact(incident: Incident, here: Standpoint) -> ContactView | None:
    """Return the person who answers for an incident, and the way to them."""
    person = here.site.config.person(incident.signed_by)
    return None if person is None else person_view(person, incident.title, here)


def person_view(person: Person, about: str, here: Standpoint) -> ContactView:
    """Draw a person with a mail address that carries the subject."""
    return ContactView(
        name=person.name,
        role=person.role,
        mailto=f"mailto:{person.reply_to}?subject={quote(about)}" if person.reply_to else "",
        address=person.reply_to or "",
        reply=here.words("Reply to {name}", name=person.name.split()[0]),
    )
