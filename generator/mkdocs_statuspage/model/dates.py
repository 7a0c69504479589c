"""The dates of an incident, declared once: which say what happened, and which are plans.

What happened cannot lie ahead of now; a plan may. A law of the tests keeps both lists complete.
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.incident import (
    Contact,
    EarlierWindow,
    EarlierWords,
    ExpectedFix,
    Incident,
    Report,
    ReportCorrection,
    Retraction,
    Update,
    Window,
)
from mkdocs_statuspage.model.promise import (
    EarlierDay,
    EarlierPromise,
    MakeGood,
    Prevention,
    Withdrawal,
)
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.statuses import Kind

FAST_CLOCK = timedelta(minutes=5)
"""How far a laptop's clock may be ahead: what it stamped counts as now."""

HAPPENED: Mapping[type[Model], tuple[str, ...]] = {
    Incident: ("started_at", "detected_at", "resolved_at"),
    Update: ("at", "amended_at"),
    Retraction: ("at",),
    ExpectedFix: ("at",),
    ReportCorrection: ("at",),
    Contact: ("at",),
    Window: ("announced_at",),
    EarlierWindow: ("at",),
    Prevention: ("kept_on",),
    MakeGood: ("kept_on",),
    Withdrawal: ("on",),
    EarlierWords: ("until", "at"),
    EarlierDay: ("on",),
    EarlierPromise: ("on", "kept_on"),
}
"""The fields that say when something happened, was said or was done."""

PLANNED: Mapping[type[Model], tuple[str, ...]] = {
    Update: ("next_update_by",),
    ExpectedFix: ("by",),
    Report: ("published_at", "preliminary_at"),
    Window: ("start", "end"),
    EarlierWindow: ("start", "end"),
    EarlierWords: ("next_update_by",),
    EarlierDay: ("from_",),
    Prevention: ("due_on",),
    MakeGood: ("due_on",),
}
"""The fields that may lie ahead; a report that is to be published is not yet."""

PARTS: Mapping[type[Model], tuple[str, ...]] = {
    Incident: (
        "updates",
        "expected_fix",
        "prevention",
        "make_good",
        "report",
        "corrections",
        "contacts",
        "scheduled",
    ),
    Update: ("retracted", "earlier"),
    Window: ("moved",),
    Prevention: ("moved", "withdrawn", "earlier"),
    MakeGood: ("moved", "withdrawn", "earlier"),
}
"""The fields that hold things with dates of their own."""


class Dated(NamedTuple):
    """A date at a path of an incident's file."""

    loc: tuple[str | int, ...]
    at: date
    """An instant, or a day."""


def happened(model: Model, loc: tuple[str | int, ...] = ()) -> Iterator[Dated]:
    """Yield every date that says what happened. When planned work is to begin is a plan."""
    for name in HAPPENED.get(type(model), ()):
        value = getattr(model, name)
        if value is not None and not (name == "started_at" and is_planned(model)):
            yield Dated((*loc, name), value)
    for name in PARTS.get(type(model), ()):
        part = getattr(model, name)
        if isinstance(part, tuple):
            for number, item in enumerate(part):
                yield from happened(item, (*loc, name, number))
        elif part is not None:
            yield from happened(part, (*loc, name))


def is_planned(model: Model) -> bool:
    """Tell whether something is planned work."""
    return isinstance(model, Incident) and model.kind is Kind.MAINTENANCE


def is_ahead(at: date, now: datetime, zone: ZoneInfo) -> bool:
    """Tell whether an instant, or a day of a zone, lies further ahead than a fast clock explains."""
    limit = now + FAST_CLOCK
    return at > limit if isinstance(at, datetime) else at > limit.astimezone(zone).date()
