"""What `statuspage verify` saw of the addresses that promises name, and when: `incidents/evidence.yml`."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from urllib.parse import urldefrag

from mkdocs_statuspage.model.scalars import Instant, Line, Model, WebAddress


class Found(StrEnum):
    """What stood behind an address when it was last asked."""

    ANSWERS = "answers"
    """A page that everybody can read."""
    MOVED = "moved"
    """Such a page, at another address, for good."""
    GONE = "gone"
    """Nothing any more: the page is not found, or another stands in for it."""
    CLOSED = "closed"
    """Something that readers may not see: it asks them to log in, or is in a network of ours."""
    SILENT = "silent"
    """No answer, or an error: it may come back."""

    @property
    def is_seen(self) -> bool:
        """Whether a reader can see it."""
        return self in (Found.ANSWERS, Found.MOVED)


class TicketState(StrEnum):
    """Whether what a ticket asks for is done."""

    OPEN = "open"
    CLOSED = "closed"
    UNKNOWN = "unknown"
    """It could not be read."""


class Sighting(Model):
    """What was seen of one piece of evidence."""

    url: WebAddress
    """Its address, without what stands behind a `#`."""
    found: Found
    """What stood there."""
    looked_at: Instant
    """When it was asked."""
    seen_at: Instant | None = None
    """When it was there last, where it is not now."""
    why: Line | None = None
    """What was wrong, or what the answer was."""
    moved_to: WebAddress | None = None
    """Where it is now, where it has moved."""

    @property
    def last_seen_at(self) -> datetime | None:
        """When a reader could last see it, as far as is known."""
        return self.looked_at if self.found.is_seen else self.seen_at


class TicketSighting(Model):
    """What was read of one ticket."""

    url: WebAddress
    """Its address, as the promise names it."""
    state: TicketState
    """Where it stands."""
    looked_at: Instant
    """When it was asked."""


class Sightings(Model):
    """What was last seen of every address."""

    evidence: tuple[Sighting, ...] = ()
    """Of each piece of evidence, by its address."""
    tickets: tuple[TicketSighting, ...] = ()
    """Of each ticket, by its address."""

    def by_url(self) -> Mapping[str, Sighting]:
        """Return what was seen of each piece of evidence, by its address."""
        return {one.url: one for one in self.evidence}


NOTHING_SEEN = Sightings.model_construct(evidence=(), tickets=())


def asked_as(url: str) -> str:
    """Return an address as it is asked: what stands behind `#` is for the browser."""
    asked = url.strip()
    return urldefrag(asked)[0] if "#" in asked else asked
