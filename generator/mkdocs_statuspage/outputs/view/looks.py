"""How a state looks and is called, wherever it is shown: one row for each, and every reader takes it from here.

A state is a word, a shape and a colour at once. Pages, bars, badges, icons, feeds and the API read these
tables; the style sheets and the script, which cannot, are held to them by a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from mkdocs_statuspage.language import Words, phrase
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level, level_of
from mkdocs_statuspage.timeline.ledger import PromiseState


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """How a state looks outside our pages."""

    colour: str
    shape: str
    """An SVG path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How one level looks and is called."""

    word: str
    shape: str
    """An SVG path within 16 by 16, for pages; its colour is `--sp-` and the level, in `tokens.css`."""
    height: int | None
    """How high a day's bar is, of 40; the taller, the worse. None of what no day can be."""
    badge: Drawn
    """Within 10 by 10, on a ground of its colour, on which white has a contrast of at least 4.5:1."""
    icon: Drawn
    """Within 32 by 32, in the tab of a browser, on any ground."""
    indicator: str
    """What Statuspage's API calls it, which clients compare with."""
    description: str
    """What Statuspage's API says of it, word for word."""


_DISC = "M5 0a5 5 0 1 0 0 10a5 5 0 1 0 0-10z"
_SQUARE = "M.5 .5h9v9h-9z"

LOOKS: Mapping[Level, Look] = {
    Level.OPERATIONAL: Look(
        word=phrase("Works"),
        shape="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1z",
        height=12,
        badge=Drawn(colour="#1a7f37", shape=_DISC),
        icon=Drawn(colour="#1a7f4e", shape="M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26z"),
        indicator="none",
        description="All Systems Operational",
    ),
    Level.UNKNOWN: Look(
        word=phrase("No record"),
        shape="M1.5 1.5h13v13h-13zm2 2v9h9v-9z",
        height=None,
        badge=Drawn(
            colour="#4a5568", shape="M2 0L5 3L8 0L10 2L7 5L10 8L8 10L5 7L2 10L0 8L3 5L0 2z"
        ),
        icon=Drawn(colour="#687082", shape="M3 3h26v26H3zm4 4v18h18V7z"),
        indicator="none",
        description="No Record",
    ),
    Level.MAINTENANCE: Look(
        word=phrase("Maintenance"),
        shape="M8 .3 15.7 8 8 15.7.3 8z",
        height=18,
        badge=Drawn(colour="#0b5cad", shape="M5 0L10 5L5 10L0 5z"),
        icon=Drawn(colour="#2a5fc9", shape="M16 1 31 16 16 31 1 16z"),
        indicator="maintenance",
        description="Service Under Maintenance",
    ),
    Level.NOTICE: Look(
        word=phrase("Notice"),
        shape=(
            "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3z"
            "m0 2.6a2.4 2.4 0 1 0 0 4.8 2.4 2.4 0 0 0 0-4.8z"
        ),
        height=None,
        badge=Drawn(
            colour="#6a4cc2",
            shape=f"{_DISC}M5 1.5a3.5 3.5 0 1 1 0 7a3.5 3.5 0 1 1 0-7zM5 3.3a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4z",
        ),
        icon=Drawn(
            colour="#6a4cc2",
            shape=(
                "M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26zm0 4a9 9 0 1 1 0 18 9 9 0 0 1 0-18z"
                "m0 5a4 4 0 1 0 0 8 4 4 0 0 0 0-8z"
            ),
        ),
        indicator="minor",
        description="Minor Service Outage",
    ),
    Level.DEGRADED: Look(
        word=phrase("Slow or faulty"),
        shape="M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 0 1 0 10z",
        height=22,
        badge=Drawn(colour="#8a5a00", shape=f"{_DISC}M5 1.5a3.5 3.5 0 0 1 0 7z"),
        icon=Drawn(
            colour="#b98500",
            shape="M16 3a13 13 0 1 0 0 26 13 13 0 0 0 0-26zm0 4a9 9 0 0 1 0 18z",
        ),
        indicator="minor",
        description="Minor Service Outage",
    ),
    Level.PARTIAL: Look(
        word=phrase("Partly down"),
        shape="M8 1 15.6 14.6H.4z",
        height=31,
        badge=Drawn(colour="#b03a00", shape="M5 .5L10 9.5H0z"),
        icon=Drawn(colour="#d15a10", shape="M16 2 31 30H1z"),
        indicator="major",
        description="Partial System Outage",
    ),
    Level.MAJOR: Look(
        word=phrase("Down"),
        shape="M1.5 1.5h13v13h-13z",
        height=40,
        badge=Drawn(colour="#b3141d", shape=_SQUARE),
        icon=Drawn(colour="#d02b2b", shape="M3 3h26v26H3z"),
        indicator="critical",
        description="Major Service Outage",
    ),
}
"""How a component does, how bad an incident was, and what a page says first."""

RETIRED = Drawn(colour="#57606a", shape="M0 0h10v10h-10zM2 2v6h6v-6z")
"""The badge of what no longer exists, whose state nobody knows."""


@dataclass(frozen=True, slots=True)
class UpdateLook:
    """What is said of where an incident or a maintenance stands."""

    word: str
    """On pages, as people speak."""
    feed_word: str
    """In the feeds of whole incidents: Statuspage's English, which programs read."""


UPDATE_LOOKS: Mapping[UpdateStatus, UpdateLook] = {
    UpdateStatus.INVESTIGATING: UpdateLook(phrase("Looking for the cause"), "Investigating"),
    UpdateStatus.IDENTIFIED: UpdateLook(phrase("Cause found"), "Identified"),
    UpdateStatus.MONITORING: UpdateLook(phrase("Watching the fix"), "Monitoring"),
    UpdateStatus.RESOLVED: UpdateLook(phrase("Solved"), "Resolved"),
    UpdateStatus.SCHEDULED: UpdateLook(phrase("Planned"), "Scheduled"),
    UpdateStatus.IN_PROGRESS: UpdateLook(phrase("Under way"), "In progress"),
    UpdateStatus.VERIFYING: UpdateLook(phrase("Checking the result"), "Verifying"),
    UpdateStatus.COMPLETED: UpdateLook(phrase("Done"), "Completed"),
    UpdateStatus.CANCELLED: UpdateLook(phrase("Called off"), "Cancelled"),
}


@dataclass(frozen=True, slots=True)
class PromiseLook:
    """How it looks and is called what became of a promise."""

    word: str
    shape: str
    """An SVG path within 16 by 16."""
    colour: str
    """The name of its colour in `tokens.css`, after `--sp-`."""


_WARNING = "M8 .6 15.9 15H.1zM7 6v4h2V6zm0 5.3v1.9h2v-1.9z"
_CROSS = "M3 1.6 8 6.6l5-5L14.4 3l-5 5 5 5-1.4 1.4-5-5-5 5L1.6 13l5-5-5-5z"
_TICK = "M6.2 13.6.9 8.3l1.9-1.9 3.4 3.4 7-7.2 1.9 1.9z"
_RING = "M8 1a7 7 0 1 0 0 14A7 7 0 0 0 8 1zm0 2a5 5 0 1 1 0 10A5 5 0 0 1 8 3z"

PROMISE_LOOKS: Mapping[PromiseState, PromiseLook] = {
    PromiseState.LATE: PromiseLook(phrase("Late"), _WARNING, "major"),
    PromiseState.BROKEN: PromiseLook(phrase("Broken"), _CROSS, "major"),
    PromiseState.OPEN: PromiseLook(phrase("Open"), _RING, "notice"),
    PromiseState.KEPT: PromiseLook(phrase("Kept"), _TICK, "operational"),
    PromiseState.KEPT_LATE: PromiseLook(phrase("Kept late"), _TICK, "degraded"),
    PromiseState.WITHDRAWN: PromiseLook(phrase("Withdrawn"), _CROSS, "unknown"),
}


@dataclass(frozen=True)
class State:
    """A state as a template draws it."""

    mark: str
    """What style sheets know it by, such as `major` or `kept_late`."""
    word: str
    shape: str
    """An SVG path within 16 by 16."""


def level_state(level: Level, words: Words, word: str | None = None) -> State:
    """Draw a level, under another word where one says more."""
    look = LOOKS[level]
    return State(level.value, words(look.word) if word is None else word, look.shape)


def component_state(status: ComponentStatus | None, words: Words) -> State:
    """Draw how a component does; None is not known."""
    return level_state(LEVEL_OF[status] if status else Level.UNKNOWN, words)


def promise_state(state: PromiseState, words: Words) -> State:
    """Draw what became of a promise."""
    look = PROMISE_LOOKS[state]
    return State(state.value, words(look.word), look.shape)


def course_state(course: Course, words: Words) -> State:
    """Draw how bad an incident was at its worst."""
    incident = course.incident
    if course.is_withdrawn:
        return _withdrawn(words)
    if incident.kind is Kind.MAINTENANCE:
        word = words("Called off") if course.is_cancelled else words("Planned work")
        return level_state(Level.MAINTENANCE, words, word)
    if incident.correction is not None:
        return level_state(Level.NOTICE, words, words("Correction"))
    if incident.kind is Kind.NOTICE or course.impact is Impact.NONE:
        is_notice = incident.kind is Kind.NOTICE
        return level_state(
            Level.NOTICE, words, None if is_notice else words("Incident, no component down")
        )
    if course.is_open and not course.spells:
        return open_state(course, words)
    return component_state(course.impact.component_status, words)


def open_state(course: Course, words: Words) -> State:
    """Draw how bad an open incident is now.

    Where no component is unwell the word is where it stands: nobody watches a fix whose cause is not known.
    """
    level = level_of(course)
    return level_state(level, words, _open_word(level, course, words))


def _open_word(level: Level, course: Course, words: Words) -> str | None:
    """Say more than the level's own word does; None where that says enough."""
    if level is Level.MAINTENANCE:
        return words("Planned work under way")
    if level is Level.NOTICE and course.incident.correction is not None:
        return words("Correction")
    if level is Level.NOTICE and course.incident.kind is not Kind.NOTICE:
        return words(UPDATE_LOOKS[course.status].word)
    return None


def _withdrawn(words: Words) -> State:
    return level_state(Level.NOTICE, words, words("Withdrawn"))


def closed_state(course: Course, words: Words) -> State:
    """Draw where a matter stands that is not open: what is over does not shout how bad it was."""
    incident = course.incident
    if course.is_withdrawn:
        return _withdrawn(words)
    if course.is_upcoming:
        return level_state(Level.MAINTENANCE, words, words("Planned"))
    if incident.kind is Kind.MAINTENANCE:
        word = words("Called off") if course.is_cancelled else words("Done")
        return level_state(Level.OPERATIONAL, words, word)
    if incident.kind is Kind.NOTICE:
        return level_state(Level.NOTICE, words)
    word = words("Solved") if incident.correction is None else words("Corrected")
    return level_state(Level.OPERATIONAL, words, word)


def update_word(status: UpdateStatus | None, course: Course, words: Words) -> str:
    """Say where an incident stood after an update; a notice has no cause that anybody looks for."""
    if status is None or (course.incident.kind is Kind.NOTICE and not status.closes):
        return words("Update")
    if course.incident.correction is not None and status.closes:
        return words("Corrected")
    if status is UpdateStatus.RESOLVED and course.spells and not course.components_now():
        return words("It works again")
    return words(UPDATE_LOOKS[status].word)
