"""What is known of an incident file that was not read: all that other files ask of it, and nothing of what it tells readers."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.reading.file_list import stem_of

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class Noted(NamedTuple):
    """A valid incident of which nothing lies ahead, under the names of `Incident`."""

    path: str
    begun: int
    """When it began, in microseconds."""
    is_published: bool
    """Whether it may be in any output."""
    source: bool | None
    """None where it is not imported."""
    promised: bool
    """Whether it promises anything."""
    formerly: Sequence[str]
    repeats: Sequence[str]
    causes: Sequence[str]
    apologies: Sequence[str] | None = None
    """How its report says sorry; None where nobody looked."""

    @property
    def id(self) -> str:
        """The stem of its file."""
        return stem_of(self.path)

    @property
    def begins_at(self) -> datetime:
        """When it began."""
        return _EPOCH + self.begun * _MICROSECOND


Known = Incident | Noted
"""An incident that was read, or what is known of one that was not."""


def noted_of(incident: Incident, *, is_published: bool) -> Noted:
    """Return what is to be known of an incident when it is not read."""
    return Noted(
        incident.path,
        (incident.begins_at - _EPOCH) // _MICROSECOND,
        is_published,
        None if incident.source is None else True,
        incident.promised,
        incident.formerly,
        incident.repeats,
        incident.causes,
        None,
    )
