"""An incident on one line of a list: when, what, how bad, how long, and what came of it."""

from dataclasses import dataclass
from datetime import timedelta

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.component_counts import counted
from mkdocs_statuspage.outputs.view.looks import State, course_state
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.standpoint import (
    BEGINNING,
    MomentView,
    Standpoint,
    incident_url,
)
from mkdocs_statuspage.outputs.view.update_views import owed_report, short_deadline
from mkdocs_statuspage.site import Site, components_of
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.days import midnight
from mkdocs_statuspage.timeline.ledger import state_of

FOLLOWED = timedelta(days=90)
"""How long after the last word of an incident, or the day of a report that is owed, somebody may wait for more."""


@dataclass(frozen=True, kw_only=True)
class Row:
    """An incident on one line of a list."""

    id: str
    href: str
    title: str
    state: State
    day: MomentView
    length: str
    components: str
    note: str


def row(course: Course, here: Standpoint) -> Row:
    """Draw the line of an incident."""
    day = here.day_of(course.began_at)
    return Row(
        id=course.incident.id,
        href=here.link(incident_url(course.incident)),
        title=course.incident.title,
        state=course_state(course, here.words),
        day=MomentView(day.isoformat(), here.words.short_day(day)),
        length=length(course, here),
        components=counted(component_ids(course.incident, here.site), here)
        or here.words.listed(component_names(course.incident, here.site)),
        note=note(course, here),
    )


def length(course: Course, here: Standpoint) -> str:
    """Return how long it lasted; empty while it lasts, and for what has no length."""
    works = course.works_since
    if course.ended_at is None or works is None or works <= course.began_at:
        return ""
    if course.incident.kind is Kind.NOTICE:
        return ""
    return here.words.duration(works - course.began_at)


def watched(course: Course, here: Standpoint) -> MomentView | None:
    """Return until when the fix was watched, where all worked again before the closing word."""
    works, ended = course.works_since, course.ended_at
    if works is None or ended is None or ended <= works:
        return None
    return here.clock_after(ended, works)


@dataclass(frozen=True, slots=True)
class FormerWindow:
    """A window that planned work had before, when it was moved, and why."""

    window: MomentView
    time: MomentView
    why_html: str


def moved(course: Course, here: Standpoint) -> tuple[FormerWindow, ...]:
    """Draw the windows that planned work had before, newest first."""
    window = course.incident.scheduled
    return tuple(
        FormerWindow(
            here.between(earlier.start, earlier.end, weekday=True),
            here.moment(earlier.at),
            here.html(earlier.why, course.incident),
        )
        for earlier in (window.moved[::-1] if window else ())
    )


def note(course: Course, here: Standpoint) -> str:
    """Return what came of it in a word or two: still open, reported, or when the report is due."""
    if course.is_open:
        return here.words("Open now")
    if course.is_upcoming:
        return here.words("Ahead")
    if is_reported(course, here.site):
        return here.words("Report published")
    clock = owed_report(course, here)
    if clock is None:
        return ""
    if clock.is_overdue(here.site.now):
        return here.words("Report is late")
    return here.words("Report due {day}", day=short_deadline(clock.due_at, here))


def is_reported(course: Course, site: Site) -> bool:
    """Tell whether the report on an incident can be read."""
    published = course.incident.report.published_at
    return published is not None and published <= site.now and not course.is_withdrawn


def is_followed(course: Course, here: Standpoint) -> bool:
    """Tell whether somebody may still wait for more: it is not over, a promise is open, a report is due, or the last word is new."""
    one, now, zone = course.incident, here.site.now, here.zone
    promises, report = (*one.preventions, *one.make_goods), owed_report(course, here)
    if course.is_open or course.is_upcoming:
        return True
    if not all(state_of(promise, now, zone).is_settled for promise in promises):
        return True
    kept = (midnight(promise.kept_on, zone) for promise in promises if promise.kept_on)
    awaited = (course.changed_at, report.due_at if report else None, *kept)
    return now < max(filter(None, awaited), default=BEGINNING) + FOLLOWED


def component_ids(incident: Incident, site: Site) -> list[str]:
    """Return the present ids of the components that an incident is about, in its order."""
    ids = dict.fromkeys(site.config.current_ids.get(i, i) for i in components_of(incident))
    return [id_ for id_ in ids if id_ in site.config.components]


def component_names(incident: Incident, site: Site) -> list[str]:
    """Return the names of the components that an incident is about, in its order."""
    return [site.config.component_name(id_) for id_ in component_ids(incident, site)]


def tags(incident: Incident, site: Site) -> tuple[str, ...]:
    """Return the names of the components that an incident is about, as feeds and calendars carry them."""
    return tuple(map(one_line, component_names(incident, site)))
