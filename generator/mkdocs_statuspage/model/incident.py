"""`Incident`: one file, with everything that was said, done and promised about one thing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from mkdocs_statuspage.model.base import Model
from mkdocs_statuspage.model.promise import MakeGood, NothingPromised, Prevention
from mkdocs_statuspage.model.scalars import Identifier, Instant, Line, Link, Text
from mkdocs_statuspage.model.statuses import Impact, Kind, MistakeClass, SectionKind
from mkdocs_statuspage.model.update import Update

Medium = Literal["face_to_face", "phone", "video", "letter", "email"]
"""How one speaks to somebody, the most personal first."""


class Affected(Model):
    """Whether it was me."""

    who: Text | None = None
    """Who was hit, in words by which they recognise themselves."""
    not_affected: Text | None = None
    """Who was not, so that they stop wondering."""
    how_to_tell: Text | None = None
    """What somebody who was hit can see."""
    count: Annotated[int, Field(ge=0)] | None = None
    """How many were hit."""


class WrongFact(Model):
    """A mistake that is no outage: what we said, and what is right."""

    said: Text
    """What was wrong."""
    correct: Text
    """What holds."""


class ExpectedFix(Model):
    """A time by which it should work again; a later entry replaces an earlier one."""

    at: Instant
    """When this was said."""
    by: Instant
    """When it should work again."""
    reason: Text | None = None
    """Why the time moved."""


class Report(Model):
    """The state of the report."""

    published_at: Instant | None = None
    """When it was published; without it the report is not on the site."""
    preliminary_at: Instant | None = None
    """When a first version was published."""
    reviewed_by: tuple[str, ...] = ()
    """Who read it before customers did; person ids."""


class ReportCorrection(Model):
    """A change to a published report."""

    at: Instant
    """When it was made."""
    what: Text
    """What was changed."""


class Window(Model):
    """The time in which planned work is done."""

    start: Instant
    """When it begins."""
    end: Instant
    """When it ends at the latest."""


class Contact(Model):
    """A talk with a person who was wronged; only ever in `private/`."""

    medium: Medium
    """How: the more personal, the better."""
    by: str
    """Who of us spoke; a person id."""
    at: Instant
    """When."""
    agreed: Text | None = None
    """What was agreed."""


class Waiver(Model):
    """An answer to a finding of the review, in the open."""

    rule: str
    """The rule that is answered."""
    why: Text
    """Why the text stays as it is."""


class Source(Model):
    """Where imported history came from; it owes none of the policy's demands."""

    system: Line
    """The software it was written in."""
    id: str | None = None
    """Its id there."""
    url: Link | None = None
    """Its page there."""


def _promises_tag(value: Any) -> str:
    return "none" if isinstance(value, dict | NothingPromised) else "list"


class IncidentFields(Model):
    """The fields that people write at the head of an incident file."""

    title: Line
    """What customers notice, in their words."""
    summary: Text | None = None
    """At most 60 words; the first words of page and feed."""
    kind: Kind = Kind.INCIDENT
    """What sort of thing this file is about."""
    mistake_class: MistakeClass = Field(MistakeClass.AFFECTING, alias="class")
    """What sort of mistake it was; when two fit, the higher."""
    class_reason: Text | None = None
    """Why the class was lowered."""
    started_at: Instant | None = None
    """When it began; by default with the first update, or with the window of a maintenance."""
    detected_at: Instant | None = None
    """When somebody knew."""
    detected_by: Literal["us", "customers", "third_party"] | None = None
    """Who knew first."""
    resolved_at: Instant | None = None
    """When it was over; by default with the closing update."""
    impact: Impact | None = None
    """How bad it was; by default the worst that a component reached."""
    components: tuple[Identifier, ...] = ()
    """The components it is about."""
    affected: Affected = Affected()
    """Whether it was me."""
    correction: WrongFact | None = None
    """For a mistake that is no outage: what we said and what is right."""
    causes: tuple[Line, ...] = ()
    """Tags by which a cause is recognised when it comes again."""
    repeats: tuple[str, ...] = ()
    """Ids of earlier incidents that this one repeats."""
    expected_fix: tuple[ExpectedFix, ...] = ()
    """When it should work again; the last entry holds."""
    signed_by: str | None = None
    """The person who answers for the report."""
    approved_by: tuple[str, ...] = ()
    """People who approved it; the chief executive for a grave one."""
    updates: tuple[Update, ...] = ()
    """What was said, oldest first."""
    prevention: Annotated[
        Annotated[tuple[Prevention, ...], Tag("list")] | Annotated[NothingPromised, Tag("none")],
        Discriminator(_promises_tag),
    ] = ()
    """What keeps it from happening again, or `none:` with the reason."""
    make_good: Annotated[
        Annotated[tuple[MakeGood, ...], Tag("list")] | Annotated[NothingPromised, Tag("none")],
        Discriminator(_promises_tag),
    ] = ()
    """What is done for those who were hit, or `none:` with the reason."""
    report: Report = Report()
    """The state of the report."""
    corrections: tuple[ReportCorrection, ...] = ()
    """What was changed in a published report, and when."""
    contacts: tuple[Contact, ...] = ()
    """For what concerns one person: who spoke to them and what was agreed; only in `private/`."""
    scheduled: Window | None = None
    """The window of a maintenance."""
    waive: tuple[Waiver, ...] = ()
    """Findings of the review that are answered instead of followed."""
    draft: bool = False
    """Whether it is kept out of everything that is built."""
    formerly: tuple[Identifier, ...] = ()
    """Ids that this incident had; they redirect, and the feeds keep the first."""
    source: Source | None = None
    """Where imported history came from."""
    translations: Mapping[str, Any] = {}
    """Reserved."""
    sections: Mapping[SectionKind, Text] = {}
    """The prose of the report, in a file without a Markdown body."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the report's prose under one heading."""

    kind: SectionKind | None
    """Which part of a report it is; None for other headings and for what precedes all."""
    heading: str
    """The heading as written; empty for what precedes the first one, and in a YAML file."""
    text: str
    """Markdown, without the heading."""
    line: int
    """The line of the file on which `text` begins, counted from 1."""


class Incident(IncidentFields):
    """An incident as read: its fields, its id, its prose and where it stands."""

    id: Identifier
    """The stem of its file; its URL, for good."""
    path: str
    """Its file, relative to the folder of incidents, with forward slashes."""
    prose: tuple[Section, ...] = ()
    """The report, in the order of the file."""

    @property
    def preventions(self) -> tuple[Prevention, ...]:
        """The promised preventions; empty when there are none with a reason."""
        return () if isinstance(self.prevention, NothingPromised) else self.prevention

    @property
    def make_goods(self) -> tuple[MakeGood, ...]:
        """The promised make-goods; empty when there are none with a reason."""
        return () if isinstance(self.make_good, NothingPromised) else self.make_good

    @property
    def feed_id(self) -> str:
        """The id that feeds know it by: the first it ever had."""
        return self.formerly[0] if self.formerly else self.id

    @cached_property
    def begins_at(self) -> datetime:
        """When it began, or will."""
        if self.started_at is not None:
            return self.started_at
        if self.scheduled is not None:
            return self.scheduled.start
        return self.updates[0].at

    def section(self, kind: SectionKind) -> Section | None:
        """Give the first section of this kind."""
        return next((part for part in self.prose if part.kind is kind), None)
