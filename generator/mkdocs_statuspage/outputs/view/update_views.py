"""The updates of an incident as readers see them, and the clocks that run while it is open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from html import escape
from itertools import pairwise

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.incident import EarlierWords, ExpectedFix, Incident, Retraction, Update
from mkdocs_statuspage.model.statuses import ComponentStatus, Kind
from mkdocs_statuspage.outputs.view.component_counts import counted
from mkdocs_statuspage.outputs.view.looks import State, component_state, level_state, update_word
from mkdocs_statuspage.outputs.view.prose import plain, shortened
from mkdocs_statuspage.outputs.view.standpoint import MomentView, Standpoint
from mkdocs_statuspage.timeline.clocks import Clock, Owed
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level

SHORT = 120
"""How many characters of the latest word stand where it is folded."""


@dataclass(frozen=True, slots=True)
class NamedState:
    """A component, and how it does."""

    name: str
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierWordsView:
    """What an update said before it was amended."""

    until: MomentView
    message_html: str
    do_html: str
    why_html: str
    is_withheld: bool
    facts: tuple[str, ...]
    """What else was otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """One update: when, where it stood, what was said, what changed."""

    id: str
    day: str
    """The day above it, where it is the first of another."""
    time: MomentView
    state: str
    level: State
    """How bad it was from then on."""
    closes: bool
    is_alarm: bool
    """Whether it is our monitoring that speaks, and no person."""
    message_html: str
    do_html: str
    """What those who were hit could do from then on, where it says so."""
    components: tuple[NamedState, ...]
    counted: str
    """How many they are, where they are too many to be named at once."""
    amended: MomentView | None
    earlier: tuple[EarlierWordsView, ...]
    """What it said before, newest first."""
    retracted: MomentView | None
    retracted_why_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LastWord:
    """The newest update that holds, beside an open incident."""

    time: MomentView
    state: str
    message_html: str
    short: str
    """Its first words, for where it is folded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextWord:
    """When the next update comes."""

    time: MomentView
    late_by: str
    """How late we are with it; empty while we are not."""
    as_of: MomentView | None
    """The moment for which lateness is said."""


@dataclass(frozen=True, slots=True)
class SlipView:
    """A time that was named before, and why it does not hold."""

    time: MomentView
    why_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FixView:
    """When it should work again, and what was said before."""

    time: MomentView
    is_late: bool
    works: MomentView | None
    """Since when it works again, while that is watched; then nothing is expected any more."""
    earlier: tuple[SlipView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDue:
    """By when a report comes."""

    is_first: bool
    """Whether it is the first version that is owed."""
    is_late: bool
    by: MomentView


def timeline(course: Course, here: Standpoint) -> tuple[UpdateView, ...]:
    """Draw the updates: newest first while it is open, in the order of events afterwards."""
    ordered = sorted(course.incident.updates, key=lambda update: update.at)
    if course.is_open or course.is_upcoming:
        ordered.reverse()
    first_days = _first_of_each_day(ordered, course, here)
    return tuple(update_view(u, first_days.get(u.id, ""), course, here) for u in ordered)


def _first_of_each_day(updates: list[Update], course: Course, here: Standpoint) -> dict[str, str]:
    """Return the day above the first update of each; empty when all are of the day it began."""
    days = {update.id: here.day_of(update.at) for update in updates}
    if set(days.values()) <= {here.day_of(course.began_at)}:
        return {}
    firsts = {day: id_ for id_, day in reversed(days.items())}
    return {id_: here.words.day(day, weekday=True) for day, id_ in firsts.items()}


def update_view(update: Update, day: str, course: Course, here: Standpoint) -> UpdateView:
    """Draw one update, under a day where one is given."""
    taken_back = update.retracted
    return UpdateView(
        id=update.id,
        day=day,
        time=here.time_of_day(update.at),
        state=update_word(update.status, course, here.words),
        level=_level(update, course, here.words),
        closes=bool(update.status and update.status.closes),
        is_alarm=update.alarm is not None,
        message_html=here.html(update.message, course.incident, breaks=True, at=update.at),
        do_html=here.html(update.do, course.incident, at=update.at),
        components=tuple(_changes(update, here)),
        counted=counted(update.components, here),
        amended=here.moment(update.amended_at) if update.amended_at else None,
        earlier=tuple(_before(words, update, course, here) for words in update.earlier[::-1]),
        retracted=here.moment(taken_back.at) if taken_back else None,
        retracted_why_html=here.html(taken_back.why, course.incident, at=taken_back.at)
        if taken_back
        else "",
    )


def taken_back_html(taken_back: Retraction, incident: Incident, here: Standpoint) -> str:
    """Write for programs elsewhere when something was taken back, and why."""
    when = here.words.zoned_moment(taken_back.at, here.zone)
    said = here.words("Taken back on {when}:", when=when)
    why = here.bare_html(taken_back.why, incident)
    return f"<p><strong>{escape(said)}</strong></p>{why}"


def withdrawal_html(course: Course, here: Standpoint) -> str:
    """Write why all that was said of an incident was taken back; empty where something of it stands."""
    incident = course.incident
    taken_back = [update.retracted for update in incident.updates if update.retracted]
    if not course.is_withdrawn:
        return ""
    return taken_back_html(max(taken_back, key=lambda one: one.at), incident, here)


def _level(update: Update, course: Course, words: Words) -> State:
    """Draw how bad it was once an update was said; one that was taken back says nothing of that."""
    if update.retracted is not None:
        return level_state(Level.UNKNOWN, words)
    at = update.at
    found = [
        LEVEL_OF[spell.status]
        for spell in course.spells
        if spell.start <= at and (spell.end is None or at < spell.end)
    ]
    is_planned = course.incident.kind is Kind.MAINTENANCE
    calm = Level.MAINTENANCE if is_planned else Level.NOTICE
    floor = Level.OPERATIONAL if update.status and update.status.closes else calm
    return level_state(max([floor, *found], key=lambda level: level.rank), words)


def _before(
    words: EarlierWords, update: Update, course: Course, here: Standpoint
) -> EarlierWordsView:
    incident = course.incident
    at = words.at or update.at
    return EarlierWordsView(
        until=here.moment(words.until),
        message_html=here.html(words.message, incident, breaks=True, at=at),
        do_html=here.html(words.do, incident, at=at),
        why_html=here.html(words.why, incident, at=words.until),
        is_withheld=words.withheld,
        facts=tuple(_facts_before(words, course, here)),
    )


def _facts_before(was: EarlierWords, course: Course, here: Standpoint) -> Iterator[str]:
    words = here.words
    if was.at is not None:
        yield words("Its time was {when}.", when=words.moment(was.at, here.zone))
    if was.status is not None:
        word = update_word(was.status, course, words)
        yield words("Its status was: {status}.", status=word)
    for id_, status in was.components.items():
        component = here.site.config.components.get(here.site.config.current_ids.get(id_, id_))
        if component is not None:
            yield f"{component.name}: {component_state(status, words).word}."
    if was.next_update_by is not None:
        yield words("Next update by {when}.", when=words.moment(was.next_update_by, here.zone))


def do_label(course: Course, words: Words) -> str:
    """Head what people can do; what was said while it lasted, and not renewed since, they could."""
    updates = course.updates
    is_over = not (course.is_open or course.is_upcoming)
    if is_over and course.incident.updates and not (updates and updates[-1].do):
        return words("What you could do")
    return words("What you can do")


def _changes(update: Update, here: Standpoint) -> Iterator[NamedState]:
    config = here.site.config
    for id_, status in update.components.items():
        current = config.current_ids.get(id_, id_)
        if current in config.components:
            yield NamedState(config.component_name(current), component_state(status, here.words))


def last_word(course: Course, here: Standpoint) -> LastWord | None:
    """Draw the newest update that holds."""
    updates = course.updates
    if not updates:
        return None
    html = here.html(updates[-1].message, course.incident, breaks=True, at=updates[-1].at)
    return LastWord(
        time=here.clock(updates[-1].at),
        state=update_word(updates[-1].status, course, here.words),
        message_html=html,
        short=shortened(plain(here.bare_html(updates[-1].message, course.incident)), SHORT),
    )


def next_word(course: Course, here: Standpoint) -> NextWord | None:
    """Say when the next word is due, and whether we are late with it."""
    clocks = {clock.owed: clock for clock in here.site.clocks(course)}
    clock = clocks.get(Owed.NEXT_UPDATE)
    if clock is None:
        return None
    is_late = clock.is_overdue(here.site.now)
    late_by = spelled_minutes(here.site.now - clock.due_at, here) if is_late else ""
    return NextWord(
        time=here.clock(clock.due_at),
        late_by=late_by,
        as_of=here.clock(here.site.now) if is_late else None,
    )


def spelled_minutes(length: timedelta, here: Standpoint) -> str:
    """Return a length of time as one says it: `12 minutes`, `1 h 28 min`."""
    minutes = max(1, int(length.total_seconds() // 60))
    if minutes < 60:
        return here.words.count(minutes, "{n} minute", "{n} minutes")
    return here.words.duration(length)


def expected_fix(course: Course, here: Standpoint) -> FixView | None:
    """Say when it should work again, or since when it does, and what was said before."""
    said, works = course.incident.expected_fix, course.works_since
    if not said or not course.is_open:
        return None
    return FixView(
        time=here.clock(said[-1].by),
        is_late=works is None and here.site.now > said[-1].by,
        works=here.clock(works) if works else None,
        earlier=tuple(_slip(before, after, course, here) for before, after in pairwise(said)),
    )


def _slip(before: ExpectedFix, after: ExpectedFix, course: Course, here: Standpoint) -> SlipView:
    return SlipView(here.clock(before.by), here.html(after.reason, course.incident))


def owed_report(course: Course, here: Standpoint) -> Clock | None:
    """Find the clock of the report that comes next; None when none is owed, or it is there."""
    if course.incident.report.published_at is not None:
        return None
    clocks = {clock.owed: clock for clock in here.site.clocks(course)}
    found = (clocks.get(owed) for owed in (Owed.PRELIMINARY_REPORT, Owed.REPORT))
    return next((clock for clock in found if clock and clock.done_at is None), None)


def report_due(course: Course, here: Standpoint) -> ReportDue | None:
    """Say when the report comes at the latest."""
    clock = owed_report(course, here)
    if clock is None:
        return None
    return ReportDue(
        is_first=clock.owed is Owed.PRELIMINARY_REPORT,
        is_late=clock.is_overdue(here.site.now),
        by=deadline(clock.due_at, here),
    )


def short_deadline(due_at: datetime, here: Standpoint) -> str:
    """Return the last day on which something is in time, in little room."""
    last_moment = due_at - timedelta(microseconds=1)
    return here.short_day(here.day_of(last_moment)).text


def deadline(due_at: datetime, here: Standpoint) -> MomentView:
    """Return a moment by which something is due; a midnight is the end of the day before."""
    local = due_at.astimezone(here.site.config.zone)
    if local.time() != time.min:
        return here.moment(due_at, weekday=True)
    day = (local - timedelta(days=1)).date()
    text = here.words("the end of {day}", day=here.words.day(day, weekday=True))
    return MomentView(here.moment(due_at).at, text)


def components_now(course: Course, here: Standpoint) -> tuple[NamedState, ...]:
    """Draw the components that an open incident touches, each with how it does."""
    found = course.components_now()
    config = here.site.config
    named = dict.fromkeys([config.current_ids.get(i, i) for i in course.incident.components])
    return tuple(
        NamedState(
            config.component_name(id_),
            component_state(found.get(id_, ComponentStatus.OPERATIONAL), here.words),
        )
        for id_ in [*named, *(i for i in found if i not in named)]
        if id_ in config.components
    )
