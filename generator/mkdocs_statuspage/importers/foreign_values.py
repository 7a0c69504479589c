"""What a foreign system wrote becomes what ours may hold: characters, names, moments, and words for a state.

The same name always gives the same id; what has no counterpart becomes the nearest, with a note.
"""

from collections.abc import Container
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from mkdocs_statuspage.model.scalars import (
    FIRST_YEAR,
    LAST_YEAR,
    MAX_LINE_LENGTH,
    check_identifier,
    numbered,
    slug,
)
from mkdocs_statuspage.model.statuses import (
    STATUSES_OF,
    ComponentStatus,
    Impact,
    Kind,
    UpdateStatus,
)
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

_ELLIPSIS = "…"


def component_id(name: str, group: str, taken: Container[str]) -> str:
    """Return the id of a component: its name's slug, with its group's before it if taken."""
    wanted = [slug(name) or "component", slug(f"{group} {name}")]
    return next(id_ for id_ in numbered(wanted) if id_ not in taken and is_allowed(id_))


def is_allowed(id_: str) -> bool:
    """Tell whether a file here may be called so."""
    try:
        return check_identifier(id_) == id_
    except PydanticCustomError:
        return False


def one_line(text: str) -> str:
    """Return a text on one line, without blanks around it."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def shorten(line: str) -> str:
    """Return a line that is not too long for a title: cut at a word, with an ellipsis."""
    if len(line) <= MAX_LINE_LENGTH:
        return line
    room = MAX_LINE_LENGTH - len(_ELLIPSIS)
    head = line[: room + 1].rpartition(" ")[0] or line[:room]
    return head.rstrip(" ,;:.-") + _ELLIPSIS


REPLACEMENT = "\ufffd"
"""The character that says: something stood here that cannot be shown."""


def clean(tree: Any) -> tuple[Any, int]:
    """Return a tree of dicts, lists and strings with forbidden characters replaced, and how many.

    Control codes and halves of surrogate pairs spoil feeds, direction overrides mislead readers.
    """
    if isinstance(tree, str):
        return FORBIDDEN.subn(REPLACEMENT, tree)
    if isinstance(tree, dict):
        pairs = [(clean(key), clean(value)) for key, value in tree.items()]
        cleaned = {key[0]: value[0] for key, value in pairs}
        return cleaned, sum(key[1] + value[1] for key, value in pairs)
    if isinstance(tree, list):
        items = [clean(item) for item in tree]
        return [item for item, _ in items], sum(count for _, count in items)
    return tree, 0


def note_of(count: int) -> str:
    """Say how many characters were replaced."""
    what = "1 character that spoils" if count == 1 else f"{count} characters that spoil"
    return f"{what} feeds or misleads readers replaced with U+FFFD"


def read_zone(name: object) -> ZoneInfo | None:
    """Read the zone of this name; None when there is none."""
    try:
        return ZoneInfo(str(name)) if name else None
    except (KeyError, ValueError, OSError):
        return None


def read_instant(value: object, zone: tzinfo, label: str, notes: list[str]) -> datetime | None:
    """Read the moment that a foreign value names, to the millisecond; None when it names none.

    Args:
        value: what the source has, RFC 3339 by rights.
        zone: what a time without a zone is in.
        label: what to call the value in a note.
        notes: gets a sentence for whatever had to be guessed.
    """
    if value is None or value == "":
        return None
    moment: datetime | None
    try:
        moment = datetime.fromisoformat(str(value).strip().replace(" UTC", "+00:00"))
        if moment.tzinfo is None:
            notes.append(f"{label} {value} has no time zone; read as {zone}")
            moment = moment.replace(tzinfo=zone)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        moment = None
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        notes.append(f"{label} {str(value)[:40]!r} is not a time; left out")
        return None
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


E = TypeVar("E", bound=StrEnum)

_COUNTERPARTS = {
    Kind.INCIDENT: {
        "scheduled": UpdateStatus.INVESTIGATING,
        "in_progress": UpdateStatus.IDENTIFIED,
        "verifying": UpdateStatus.MONITORING,
        "completed": UpdateStatus.RESOLVED,
        "postmortem": UpdateStatus.RESOLVED,
        "fixed": UpdateStatus.RESOLVED,
        "closed": UpdateStatus.RESOLVED,
    },
    Kind.MAINTENANCE: {
        "investigating": UpdateStatus.IN_PROGRESS,
        "identified": UpdateStatus.IN_PROGRESS,
        "monitoring": UpdateStatus.VERIFYING,
        "resolved": UpdateStatus.COMPLETED,
        "postmortem": UpdateStatus.COMPLETED,
        "closed": UpdateStatus.COMPLETED,
    },
}
"""Words of the other kind, and words that other pages use."""
_COMPONENTS = {
    "degraded": ComponentStatus.DEGRADED_PERFORMANCE,
    "maintenance": ComponentStatus.UNDER_MAINTENANCE,
    "up": ComponentStatus.OPERATIONAL,
    "down": ComponentStatus.MAJOR_OUTAGE,
}


def update_status(value: object, kind: Kind, before: UpdateStatus | None) -> UpdateStatus:
    """Return the status that an update's word stands for; one that stands for none changes nothing."""
    allowed = STATUSES_OF[kind]
    word = _plain(value)
    found = _COUNTERPARTS[kind].get(word) or _close(word, allowed)
    return found or before or allowed[0]


def component_status(value: object) -> ComponentStatus | None:
    """Return the component status that a word stands for; None when it stands for none."""
    word = _plain(value)
    return _COMPONENTS.get(word) or _close(word, tuple(ComponentStatus))


def impact(value: object) -> Impact | None:
    """Return the impact that a word stands for; None when it stands for none."""
    word = _plain(value)
    return Impact.NONE if word == "maintenance" else _close(word, tuple(Impact))


def _plain(value: object) -> str:
    return str(value or "").strip().lower().replace(" ", "_").replace("-", "_")


def _close(word: str, known: tuple[E, ...]) -> E | None:
    found = get_close_matches(word, known, n=1, cutoff=0.7)
    return next((member for member in known if found and member.value == found[0]), None)
