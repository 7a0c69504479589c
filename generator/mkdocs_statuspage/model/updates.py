"""`Update`: one timed word to the public."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal

from mkdocs_statuspage.model.base import Model
from mkdocs_statuspage.model.scalars import Identifier, Instant, Reference, Text, format_instant
from mkdocs_statuspage.model.statuses import ComponentStatus, UpdateStatus
from mkdocs_statuspage.model.texts import PUBLIC, WORD

AlarmState = Literal["firing", "ended"]
"""Whether an alarm has begun, or is over."""


class Retraction(Model):
    """An update taken back in the open."""

    at: Instant
    """When it was taken back."""
    why: Annotated[Text, PUBLIC]
    """The reason, for the reader."""


class Update(Model):
    """What was said at one moment, and what changed with it."""

    id: Reference = ""
    """Written once and never changed; feeds know the update by it. By default its time."""
    at: Instant
    """When it was said."""
    status: UpdateStatus | None = None
    """Where the incident stands; by default where it stood."""
    message: Annotated[Text, WORD]
    """Markdown, as customers read it."""
    components: Mapping[Identifier, ComponentStatus] = {}
    """The components that change with this update; the others stay as they were."""
    next_update_by: Instant | None = None
    """When the next word comes at the latest."""
    nothing_new: bool = False
    """Whether it only says that the work goes on."""
    alarm: AlarmState | None = None
    """What our monitoring saw, where it is no person who speaks."""
    retracted: Retraction | None = None
    """When and why it was taken back."""
    amended_at: Instant | None = None
    """When its text was last mended."""

    @property
    def changed_at(self) -> datetime:
        """When its text last changed."""
        taken_back = self.retracted.at if self.retracted else None
        return max(filter(None, (self.at, self.amended_at, taken_back)))

    @property
    def default_id(self) -> str:
        """The id of an update that was written by hand without one: its time."""
        return format_instant(self.at).replace("-", "").replace(":", "")
