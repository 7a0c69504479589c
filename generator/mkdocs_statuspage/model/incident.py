"""`Incident`: one file, with everything that was said, done and promised about one thing; `Update`: one timed word of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from mkdocs_statuspage.markdown_text import MarkdownText
from mkdocs_statuspage.model.promise import MakeGood, NothingPromised, Prevention
from mkdocs_statuspage.model.scalars import (
    Identifier,
    Instant,
    Line,
    Model,
    Reference,
    Text,
    WebAddress,
    format_instant,
)
from mkdocs_statuspage.model.statuses import (
    ComponentStatus,
    Impact,
    Kind,
    MistakeClass,
    SectionKind,
    UpdateStatus,
)
from mkdocs_statuspage.model.texts import (
    BESIDE_REPORT,
    FOREIGN,
    IN_PRIVATE,
    NOTE,
    PUBLIC,
    REPORT,
    WORD,
    Reach,
    ReviewedAs,
    plain,
)

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


Medium = Literal["face_to_face", "phone", "video", "letter", "email"]
"""How one speaks to somebody, the most personal first."""


class Affected(Model):
    """Whether it was me."""

    who: Annotated[Text | None, PUBLIC] = None
    """Who was hit, in words by which they recognise themselves."""
    not_affected: Annotated[Text | None, PUBLIC] = None
    """Who was not, so that they stop wondering."""
    how_to_tell: Annotated[Text | None, PUBLIC] = None
    """What somebody who was hit can see."""
    count: Annotated[int, Field(ge=0)] | None = None
    """How many were hit."""


class WrongFact(Model):
    """A mistake that is no outage: what we said, and what is right."""

    said: Annotated[Text, PUBLIC]
    """What was wrong."""
    correct: Annotated[Text, PUBLIC]
    """What holds."""


class ExpectedFix(Model):
    """A time by which it should work again; a later entry replaces an earlier one."""

    at: Instant
    """When this was said."""
    by: Instant
    """When it should work again."""
    reason: Annotated[Text | None, replace(PUBLIC, in_feeds=False, in_search=False)] = None
    """Why the time moved."""


class Report(Model):
    """The state of the report."""

    published_at: Instant | None = None
    """When it was published; without it the report is not on the site."""
    preliminary_at: Instant | None = None
    """When a first version was published."""
    reviewed_by: tuple[Reference, ...] = ()
    """Who read it before customers did; person ids."""
    answered_by: tuple[Reference, ...] = ()
    """Who of them answered the second reader's questions; `report --reviewed-by` asks them on a terminal."""


class ReportCorrection(Model):
    """A change to a published report."""

    at: Instant
    """When it was made."""
    what: Annotated[Text, BESIDE_REPORT]
    """What was changed."""


class EarlierWindow(Model):
    """A window that was announced, and replaced by another."""

    start: Instant
    """When it was to begin."""
    end: Instant
    """When it was to end at the latest."""
    at: Instant
    """When it was moved."""
    why: Annotated[Text | None, replace(PUBLIC, in_feeds=False, in_search=False)] = None
    """Why, for the reader."""


class Window(Model):
    """The time in which planned work is done."""

    start: Instant
    """When it begins."""
    end: Instant
    """When it ends at the latest."""
    announced_at: Instant | None = None
    """When it was announced, where no update announces it."""
    moved: tuple[EarlierWindow, ...] = ()
    """The windows that it had before, oldest first."""


class Contact(Model):
    """A talk with a person who was wronged; only ever in `private/`."""

    medium: Medium
    """How: the more personal, the better."""
    by: Reference
    """Who of us spoke; a person id."""
    at: Instant
    """When."""
    agreed: Annotated[Text | None, IN_PRIVATE] = None
    """What was agreed."""


class Waiver(Model):
    """An answer to a finding of the review, in the open."""

    rule: Reference
    """The rule that is answered."""
    why: Annotated[Text, NOTE]
    """Why the text stays as it is."""


class Source(Model):
    """Where imported history came from; it owes none of the policy's demands."""

    system: Annotated[Line, FOREIGN]
    """The software it was written in."""
    id: Reference | None = None
    """Its id there."""
    url: Annotated[WebAddress | None, FOREIGN] = None
    """Its page there."""
    kept: Annotated[Mapping[Reference, Text], replace(NOTE, reviewed_as=ReviewedAs.NOTHING)] = {}
    """What it said there that has no place here, by its name there; on no page."""


def _promises_tag(value: Any) -> str:
    return "none" if isinstance(value, dict | NothingPromised) else "list"


class IncidentFields(Model):
    """The fields that people write at the head of an incident file."""

    title: Annotated[Line, replace(PUBLIC, is_prose=False, in_search=False)]
    """What customers notice, in their words."""
    summary: Annotated[Text | None, replace(REPORT, reach=Reach.PUBLIC)] = None
    """At most 60 words; the first words of page and feed."""
    kind: Kind = Kind.INCIDENT
    """What sort of thing this file is about."""
    mistake_class: MistakeClass = Field(MistakeClass.AFFECTING, alias="class")
    """What sort of mistake it was; when two fit, the higher."""
    class_reason: Annotated[Text | None, NOTE] = None
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
    causes: Annotated[tuple[Line, ...], plain(PUBLIC, in_feeds=False)] = ()
    """Tags by which a cause is recognised when it comes again."""
    repeats: tuple[Reference, ...] = ()
    """Ids of earlier incidents that this one repeats."""
    expected_fix: tuple[ExpectedFix, ...] = ()
    """When it should work again; the last entry holds."""
    signed_by: Reference | None = None
    """The person who answers for the report."""
    approved_by: tuple[Reference, ...] = ()
    """People who approved it; the chief executive for a grave one."""
    updates: tuple[Update, ...] = ()
    """What was said, oldest first."""
    key: Reference | None = None
    """What an alarm or a script calls it, by `open --key`; it is on no page and in no feed."""
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
    sections: Annotated[Mapping[SectionKind, Text], replace(REPORT, is_elsewhere=True)] = {}
    """The prose of the report, in a file without a Markdown body."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the report's prose under one heading."""

    kind: SectionKind | None
    """Which part of a report it is; None for other headings and for what precedes all."""
    heading: Annotated[str, plain(REPORT, in_feeds=True)]
    """The heading as written; empty for what precedes the first one, and in a YAML file."""
    text: Annotated[str, REPORT]
    """Markdown, without the heading, and with blanks in place of comments."""
    line: int
    """The line of the file on which `text` begins, counted from 1."""
    read: Annotated[MarkdownText, replace(REPORT, is_elsewhere=True)]
    """What `text` was read as, among the rest of the file."""


class Incident(IncidentFields):
    """An incident as read: its fields, its id, its prose and where it stands."""

    id: Identifier
    """The stem of its file; its URL, for good."""
    path: Reference
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
    def owes_answers(self) -> bool:
        """Whether the policy asks anything for it: nothing for imported history, notices and planned work."""
        return self.source is None and self.kind is Kind.INCIDENT

    @property
    def feed_id(self) -> str:
        """The id that feeds know it by: the first it ever had."""
        return self.formerly[0] if self.formerly else self.id

    @property
    def begins_at(self) -> datetime:
        """When it began, or will: as declared, else with the first update that stands."""
        if self.started_at is not None:
            return self.started_at
        if self.scheduled is not None:
            return self.scheduled.start
        return next((u for u in self.updates if u.retracted is None), self.updates[0]).at

    def section(self, kind: SectionKind) -> Section | None:
        """Return the first section of this kind."""
        return next((part for part in self.prose if part.kind is kind), None)
