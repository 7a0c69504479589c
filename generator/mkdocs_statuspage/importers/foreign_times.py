"""Foreign moments, written in whatever way, become instants in UTC."""

from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.scalars import FIRST_YEAR, LAST_YEAR


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
