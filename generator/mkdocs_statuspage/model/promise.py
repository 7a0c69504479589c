"""What is promised in public: preventions and make-goods, each with a date and a state."""

from typing import Annotated, Literal

from pydantic import Field

from mkdocs_statuspage.model.scalars import CalendarDay, Identifier, Line, Model, Text, WebAddress
from mkdocs_statuspage.model.texts import BESIDE_REPORT, REPORT, plain


class Withdrawal(Model):
    """A promise taken back in the open."""

    on: CalendarDay
    """The day it was taken back."""
    why: Annotated[Text, BESIDE_REPORT]
    """The reason, for the reader."""


class Promise(Model):
    """Something that will be done by a day."""

    id: Identifier
    """Unique within the incident; in URLs and in `keep`."""
    promise: Annotated[Text, REPORT]
    """What will be done, as a reader would check it."""
    due_on: CalendarDay | None = None
    """The last day on which it is still on time."""
    kept_on: CalendarDay | None = None
    """The day it was done."""
    evidence: Annotated[WebAddress | None, plain(REPORT, in_feeds=True)] = None
    """Where a reader can see that it was done."""
    withdrawn: Withdrawal | None = None
    """When and why it was taken back."""


class Prevention(Promise):
    """What keeps it from happening again."""

    owner: Annotated[Line | None, plain(REPORT, in_feeds=False)] = None
    """The team or role that answers for it."""
    radical: bool = False
    """Whether it changes how we work for good; a grave mistake needs one."""
    removes_cause: bool = False
    """Whether it takes the cause away, so that "never again" may be said once it is kept."""


class MakeGood(Promise):
    """What is done for the people who were hit."""

    for_: Annotated[Text | None, BESIDE_REPORT] = Field(None, alias="for")
    """Who gets it."""
    how: Literal["automatic", "claim"] | None = None
    """Whether it comes by itself or has to be asked for."""
    beyond_restoring: bool = False
    """Whether it gives more than was lost; a grave mistake needs one."""


class NothingPromised(Model):
    """`none: reason` in place of a list."""

    none: Annotated[Text, BESIDE_REPORT]
    """Why there is nothing to promise."""
