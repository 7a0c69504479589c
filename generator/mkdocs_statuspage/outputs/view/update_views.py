"""The updates of an incident as readers see them, and the clocks that run while it is open."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from itertools import pairwise

from mkdocs_statuspage.model.incident import ExpectedFix
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.outputs.view.looks import component_state, update_word
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, View, plain_values
from mkdocs_statuspage.timeline.clocks import Owed
from mkdocs_statuspage.timeline.course import Course, effective_updates


def timeline(course: Course, here: Standpoint) -> list[View]:
    """Give the updates: newest first while it is open, in the order of events afterwards."""
    ordered = sorted(course.incident.updates, key=lambda update: update.at)
    if course.is_open or course.is_upcoming:
        ordered.reverse()
    first_days = _first_of_each_day(ordered, course, here)
    return [update_view(u, course, here) | {"day": first_days.get(u.id, "")} for u in ordered]


def _first_of_each_day(updates: list[Update], course: Course, here: Standpoint) -> dict[str, str]:
    """Give the day above the first update of each; empty when all are of the day it began."""
    days = {update.id: here.day_of(update.at) for update in updates}
    if set(days.values()) <= {here.day_of(course.began_at)}:
        return {}
    seen = set()
    firsts = {}
    for id_, day in days.items():
        if day not in seen:
            seen.add(day)
            firsts[id_] = here.words.day(day, weekday=True)
    return firsts


def update_view(update: Update, course: Course, here: Standpoint) -> View:
    """Give one update: when, where it stood, what was said, what changed."""
    taken_back = update.retracted
    return plain_values(
        {
            "id": update.id,
            "time": here.time_of_day(update.at),
            "state": update_word(update.status, course, here.words),
            "closes": bool(update.status and update.status.closes),
            "message_html": here.html(update.message, course.incident),
            "components": list(_changes(update, here)),
            "amended": update.amended_at and here.moment(update.amended_at),
            "retracted": taken_back and here.moment(taken_back.at),
            "retracted_why_html": taken_back and here.html(taken_back.why, course.incident),
        }
    )


def _changes(update: Update, here: Standpoint) -> Iterator[View]:
    config = here.site.config
    for id_, status in update.components.items():
        component = config.components.get(config.current_ids.get(id_, id_))
        if component is not None:
            yield component_state(status, here.words) | {"name": component.name}


def last_update(course: Course, here: Standpoint) -> View | None:
    """Give the newest update that holds."""
    updates = effective_updates(course.incident)
    if not updates:
        return None
    return update_view(updates[-1], course, here) | {"time": here.clock(updates[-1].at)}


def next_update(course: Course, here: Standpoint) -> View | None:
    """Give when the next word is due, and whether we are late with it."""
    clocks = {clock.owed: clock for clock in here.site.clocks(course)}
    clock = clocks.get(Owed.NEXT_UPDATE)
    if clock is None:
        return None
    late = clock.is_overdue(here.site.now)
    view = {"time": here.clock(clock.due_at), "is_late": late}
    if late:
        view["late_by"] = spelled_minutes(here.site.now - clock.due_at, here)
    return view


def spelled_minutes(length: timedelta, here: Standpoint) -> str:
    """Give a length of time as one says it: `12 minutes`, `1 h 28 min`."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return here.words.count(minutes, "{n} minute", "{n} minutes")
    return here.words.duration(length)


def expected_fix(course: Course, here: Standpoint) -> View | None:
    """Give when it should work again, and what was said before."""
    said = course.incident.expected_fix
    if not said or not course.is_open:
        return None
    earlier = [_slip(before, after, course, here) for before, after in pairwise(said)]
    return {
        "time": here.clock(said[-1].by),
        "is_late": here.site.now > said[-1].by,
        "earlier": earlier,
    }


def _slip(before: ExpectedFix, after: ExpectedFix, course: Course, here: Standpoint) -> View:
    return {"time": here.clock(before.by), "why_html": here.html(after.reason, course.incident)}


def report_due(course: Course, here: Standpoint) -> View | None:
    """Give when the report comes at the latest; None when none is owed, or it is there."""
    clocks = {clock.owed: clock for clock in here.site.clocks(course)}
    for owed in (Owed.PRELIMINARY_REPORT, Owed.REPORT):
        clock = clocks.get(owed)
        if clock is not None and clock.done_at is None:
            late = clock.is_overdue(here.site.now)
            return {
                "is_first": owed is Owed.PRELIMINARY_REPORT,
                "is_late": late,
                "by": deadline(clock.due_at, here),
                "by_day": short_deadline(clock.due_at, here),
            }
    return None


def short_deadline(due_at: datetime, here: Standpoint) -> str:
    """Give the last day on which something is in time, in little room."""
    last_moment = due_at - timedelta(microseconds=1)
    return str(here.short_day(here.day_of(last_moment))["text"])


def deadline(due_at: datetime, here: Standpoint) -> View:
    """Give a moment by which something is due; a midnight is the end of the day before."""
    local = due_at.astimezone(here.site.config.zone)
    if local.time() != time.min:
        return here.moment(due_at, weekday=True)
    day = (local - timedelta(days=1)).date()
    return {
        "at": here.moment(due_at)["at"],
        "text": here.words("the end of {day}", day=here.words.day(day, weekday=True)),
    }


def components_now(course: Course, here: Standpoint) -> list[View]:
    """Give the components that an open incident touches, each with how it does."""
    found = course.components_now()
    config = here.site.config
    named = dict.fromkeys([config.current_ids.get(i, i) for i in course.incident.components])
    return [
        component_state(found.get(id_, ComponentStatus.OPERATIONAL), here.words)
        | {"name": config.components[id_].name}
        for id_ in [*named, *(i for i in found if i not in named)]
        if id_ in config.components
    ]
