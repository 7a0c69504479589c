"""What is promised in public: preventions and make-goods, each with a date and a state."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from mkdocs_statuspage.model.scalars import CalendarDay, Identifier, Line, Model, Text, WebAddress
from mkdocs_statuspage.model.texts import BESIDE_REPORT, NOTE, REPORT, ReviewedAs, plain
from mkdocs_statuspage.model.traces import CORRECTED, FREE, KEPT, MOVED, REPLACED

BESIDE_OLD = replace(BESIDE_REPORT, in_feeds=False, in_search=False)
"""Prose about what a promise was before, beside the report that gave it."""


class Withdrawal(Model):
    """A promise taken back in the open."""

    on: Annotated[CalendarDay, REPLACED]
    """The day it was taken back."""
    why: Annotated[Text, BESIDE_REPORT, REPLACED]
    """The reason, for the reader."""


class EarlierDay(Model):
    """The day by which a promise was to be kept before it was moved."""

    from_: Annotated[CalendarDay, KEPT] = Field(alias="from")
    """The last day on which it was on time then."""
    on: Annotated[CalendarDay, KEPT]
    """The day on which it was moved."""
    why: Annotated[Text, BESIDE_REPORT, KEPT]
    """Why, for the reader."""


class EarlierPromise(Model):
    """What a promise said before it was changed; only what was otherwise stands here."""

    on: Annotated[CalendarDay, KEPT]
    """The day on which it was changed."""
    why: Annotated[Text, BESIDE_OLD, KEPT]
    """Why, for the reader."""
    promise: Annotated[Text | None, replace(BESIDE_OLD, reviewed_as=ReviewedAs.LEAK), KEPT] = None
    """What was promised before."""
    owner: Annotated[Line | None, plain(REPORT, in_feeds=False), KEPT] = None
    """Who answered for it before."""
    for_: Annotated[Text | None, replace(BESIDE_OLD, reviewed_as=ReviewedAs.LEAK), KEPT] = Field(
        None, alias="for"
    )
    """Who was to get it before."""
    how: Annotated[Literal["automatic", "claim"] | None, KEPT] = None
    """How it was to come before."""
    kept_on: Annotated[CalendarDay | None, KEPT] = None
    """The day on which it was said to be kept."""
    evidence: Annotated[WebAddress | None, plain(REPORT, in_feeds=False), KEPT] = None
    """Where it was to be seen before."""
    withheld: Annotated[bool, KEPT] = False
    """Whether the earlier words are kept from readers, as nobody may read them any more."""


class Promise(Model):
    """Something that will be done by a day."""

    id: Annotated[Identifier, KEPT]
    """Unique within the incident; in URLs and in `keep`."""
    promise: Annotated[Text, REPORT, REPLACED]
    """What will be done, as a reader would check it."""
    due_on: Annotated[CalendarDay | None, MOVED] = None
    """The last day on which it is still on time."""
    moved: Annotated[tuple[EarlierDay, ...], KEPT] = ()
    """The days that it had before, oldest first; it counts by the first."""
    kept_on: Annotated[CalendarDay | None, REPLACED] = None
    """The day it was done."""
    evidence: Annotated[WebAddress | None, plain(REPORT, in_feeds=True), REPLACED] = None
    """Where a reader can see that it was done."""
    ticket: Annotated[WebAddress | None, NOTE, FREE] = None
    """The ticket by which it is done; readers do not see it, and `verify --tickets` reads where it stands."""
    withdrawn: Withdrawal | None = None
    """When and why it was taken back."""
    earlier: Annotated[tuple[EarlierPromise, ...], KEPT] = ()
    """What it said before it was changed, oldest first."""

    @property
    def first_due_on(self) -> date | None:
        """The day by which it counts: the first that readers were given."""
        return self.moved[0].from_ if self.moved else self.due_on


class Prevention(Promise):
    """What keeps it from happening again."""

    owner: Annotated[Line | None, plain(REPORT, in_feeds=False), REPLACED] = None
    """The team or role that answers for it."""
    radical: Annotated[bool, REPLACED] = False
    """Whether it changes how we work for good; a grave mistake needs one."""
    removes_cause: Annotated[bool, REPLACED] = False
    """Whether it takes the cause away, so that "never again" may be said once it is kept."""


class MakeGood(Promise):
    """What is done for the people who were hit."""

    for_: Annotated[Text | None, BESIDE_REPORT, REPLACED] = Field(None, alias="for")
    """Who gets it."""
    how: Annotated[Literal["automatic", "claim"] | None, REPLACED] = None
    """Whether it comes by itself or has to be asked for."""
    beyond_restoring: Annotated[bool, REPLACED] = False
    """Whether it gives more than was lost; a grave mistake needs one."""


class NothingPromised(Model):
    """`none: reason` in place of a list."""

    none: Annotated[Text, BESIDE_REPORT, CORRECTED]
    """Why there is nothing to promise."""
