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
    FOREIGN,
    IN_PRIVATE,
    NOTE,
    OF_OLD,
    PUBLIC,
    REPORT,
    WORD,
    Reach,
    ReviewedAs,
    plain,
)
from mkdocs_statuspage.model.traces import (
    AMENDED,
    CORRECTED,
    FREE,
    KEPT,
    LOWERED,
    MOVED,
    REPLACED,
    RETRACTABLE,
    SETTLED,
    WITHDRAWABLE,
)

AlarmState = Literal["firing", "ended"]
"""Whether an alarm has begun, or is over."""


class Retraction(Model):
    """An update taken back in the open."""

    at: Annotated[Instant, KEPT]
    """When it was taken back."""
    why: Annotated[Text, PUBLIC, KEPT]
    """The reason, for the reader."""


class EarlierWords(Model):
    """What an update said before it was amended; only what was otherwise stands here."""

    until: Annotated[Instant, KEPT]
    """When it was amended."""
    why: Annotated[Text | None, OF_OLD, KEPT] = None
    """Why, for the reader."""
    message: Annotated[Text | None, replace(OF_OLD, reviewed_as=ReviewedAs.LEAK), KEPT] = None
    """Its message before."""
    do: Annotated[Text | None, OF_OLD, KEPT] = None
    """What it said before that people can do."""
    at: Annotated[Instant | None, KEPT] = None
    """When it was said to have been said."""
    status: Annotated[UpdateStatus | None, KEPT] = None
    """Its status before."""
    components: Annotated[Mapping[Identifier, ComponentStatus], KEPT] = {}
    """What it said of components before."""
    next_update_by: Annotated[Instant | None, KEPT] = None
    """By when it had promised the next word."""
    withheld: Annotated[bool, KEPT] = False
    """Whether the earlier message is kept from readers, as nobody may read it any more."""


class Update(Model):
    """What was said at one moment, and what changed with it."""

    id: Annotated[Reference, KEPT] = ""
    """Written once and never changed; feeds know the update by it. By default its time."""
    at: Annotated[Instant, AMENDED]
    """When it was said."""
    status: Annotated[UpdateStatus | None, AMENDED] = None
    """Where the incident stands; by default where it stood."""
    message: Annotated[Text, WORD, AMENDED]
    """Markdown, as customers read it."""
    do: Annotated[Text | None, PUBLIC, REPLACED] = None
    """What those who are hit can do from now on; it replaces `affected.what_to_do` and what was said before."""
    components: Annotated[Mapping[Identifier, ComponentStatus], AMENDED] = {}
    """The components that change with this update; the others stay as they were."""
    next_update_by: Annotated[Instant | None, AMENDED] = None
    """When the next word comes at the latest."""
    nothing_new: Annotated[bool, AMENDED] = False
    """Whether it only says that the work goes on."""
    alarm: Annotated[AlarmState | None, AMENDED] = None
    """What our monitoring saw, where it is no person who speaks."""
    retracted: Annotated[Retraction | None, KEPT] = None
    """When and why it was taken back."""
    amended_at: Annotated[Instant | None, REPLACED] = None
    """When its text was last mended."""
    earlier: Annotated[tuple[EarlierWords, ...], KEPT] = ()
    """What it said before it was mended, oldest first."""

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

    who: Annotated[Text | None, PUBLIC, CORRECTED] = None
    """Who was hit, in words by which they recognise themselves."""
    not_affected: Annotated[Text | None, PUBLIC, CORRECTED] = None
    """Who was not, so that they stop wondering."""
    how_to_tell: Annotated[Text | None, PUBLIC, CORRECTED] = None
    """What somebody who was hit can see."""
    what_to_do: Annotated[Text | None, PUBLIC, CORRECTED] = None
    """What those who are hit can do; an update changes it with `do`."""
    count: Annotated[Annotated[int, Field(ge=0)] | None, CORRECTED] = None
    """How many were hit."""


class WrongFact(Model):
    """A mistake that is no outage: what we said, and what is right."""

    said: Annotated[Text, PUBLIC, CORRECTED]
    """What was wrong."""
    correct: Annotated[Text, PUBLIC, CORRECTED]
    """What holds."""


class ExpectedFix(Model):
    """A time by which it should work again; a later entry replaces an earlier one."""

    at: Annotated[Instant, CORRECTED]
    """When this was said."""
    by: Annotated[Instant, CORRECTED]
    """When it should work again."""
    reason: Annotated[Text | None, OF_OLD, CORRECTED] = None
    """Why the time moved."""


class Report(Model):
    """The state of the report."""

    published_at: Annotated[Instant | None, CORRECTED] = None
    """When it was published; without it the report is not on the site."""
    preliminary_at: Annotated[Instant | None, CORRECTED] = None
    """When a first version was published."""
    reviewed_by: Annotated[tuple[Reference, ...], FREE] = ()
    """Who read it before customers did; person ids."""
    answered_by: Annotated[tuple[Reference, ...], FREE] = ()
    """Who of them answered the second reader's questions; `report --reviewed-by` asks them on a terminal."""


class ReportCorrection(Model):
    """A change to what readers had."""

    at: Annotated[Instant, KEPT]
    """When it was made."""
    what: Annotated[Text, PUBLIC, KEPT]
    """What was changed, and why."""


class EarlierWindow(Model):
    """A window that was announced, and replaced by another."""

    start: Annotated[Instant, KEPT]
    """When it was to begin."""
    end: Annotated[Instant, KEPT]
    """When it was to end at the latest."""
    at: Annotated[Instant, KEPT]
    """When it was moved."""
    why: Annotated[Text | None, replace(OF_OLD, in_feeds=True), KEPT] = None
    """Why, for the reader."""


class Window(Model):
    """The time in which planned work is done."""

    start: Annotated[Instant, MOVED]
    """When it begins."""
    end: Annotated[Instant, MOVED]
    """When it ends at the latest."""
    announced_at: Annotated[Instant | None, CORRECTED] = None
    """When it was announced, where no update announces it."""
    moved: Annotated[tuple[EarlierWindow, ...], KEPT] = ()
    """The windows that it had before, oldest first."""

    def as_of(self, moment: datetime) -> "Window | EarlierWindow":
        """Return the window that held at a moment."""
        return next((earlier for earlier in self.moved if earlier.at > moment), self)


class Contact(Model):
    """A talk with a person who was wronged; only ever in `private/`."""

    medium: Annotated[Medium, FREE]
    """How: the more personal, the better."""
    by: Annotated[Reference, FREE]
    """Who of us spoke; a person id."""
    at: Annotated[Instant, FREE]
    """When."""
    agreed: Annotated[Text | None, IN_PRIVATE, FREE] = None
    """What was agreed."""


class Waiver(Model):
    """An answer to a finding of the review, in the open."""

    rule: Annotated[Reference, FREE]
    """The rule that is answered."""
    why: Annotated[Text, NOTE, FREE]
    """Why the text stays as it is."""


class Source(Model):
    """Where imported history came from; it owes none of the policy's demands."""

    system: Annotated[Line, FOREIGN, CORRECTED]
    """The software it was written in."""
    id: Annotated[Reference | None, KEPT] = None
    """Its id there."""
    url: Annotated[WebAddress | None, FOREIGN, CORRECTED] = None
    """Its page there."""
    kept: Annotated[
        Mapping[Reference, Text], replace(NOTE, reviewed_as=ReviewedAs.NOTHING), FREE
    ] = {}
    """What it said there that has no place here, by its name there; on no page."""


NO_PROMISE = "no promise"
"""Stands in what pydantic says of one; as no key of a file is called so, its place is that of the key behind it."""


def _promises_tag(value: Any) -> str:
    return NO_PROMISE if isinstance(value, dict | NothingPromised) else "a list"


class IncidentFields(Model):
    """The fields that people write at the head of an incident file."""

    title: Annotated[Line, replace(PUBLIC, is_prose=False, in_search=False), CORRECTED]
    """What customers notice, in their words."""
    summary: Annotated[Text | None, replace(REPORT, reach=Reach.PUBLIC), CORRECTED] = None
    """At most 60 words; the first words of page and feed."""
    kind: Annotated[Kind, CORRECTED] = Kind.INCIDENT
    """What sort of thing this file is about."""
    mistake_class: Annotated[MistakeClass, LOWERED] = Field(MistakeClass.AFFECTING, alias="class")
    """What sort of mistake it was; when two fit, the higher."""
    class_reason: Annotated[Text | None, NOTE, FREE] = None
    """Why the class was lowered."""
    started_at: Annotated[Instant | None, CORRECTED] = None
    """When it began; by default with the first update, or with the window of a maintenance."""
    detected_at: Annotated[Instant | None, CORRECTED] = None
    """When somebody knew."""
    detected_by: Annotated[Literal["us", "customers", "third_party"] | None, CORRECTED] = None
    """Who knew first."""
    resolved_at: Annotated[Instant | None, CORRECTED] = None
    """When it was over; by default with the closing update."""
    impact: Annotated[Impact | None, CORRECTED] = None
    """How bad it was; by default the worst that a component reached."""
    components: Annotated[tuple[Identifier, ...], CORRECTED] = ()
    """The components it is about."""
    affected: Affected = Affected()
    """Whether it was me."""
    correction: WrongFact | None = None
    """For a mistake that is no outage: what we said and what is right."""
    causes: Annotated[tuple[Line, ...], plain(PUBLIC, in_feeds=False), CORRECTED] = ()
    """Tags by which a cause is recognised when it comes again."""
    repeats: Annotated[tuple[Reference, ...], CORRECTED] = ()
    """Ids of earlier incidents that this one repeats."""
    expected_fix: Annotated[tuple[ExpectedFix, ...], CORRECTED] = ()
    """When it should work again; the last entry holds."""
    signed_by: Annotated[Reference | None, CORRECTED] = None
    """The person who answers for the report."""
    approved_by: Annotated[tuple[Reference, ...], FREE] = ()
    """People who approved it; the chief executive for a grave one."""
    updates: Annotated[tuple[Update, ...], RETRACTABLE] = ()
    """What was said, oldest first."""
    key: Annotated[Reference | None, FREE] = None
    """What an alarm or a script calls it, by `open --key`; it is on no page and in no feed."""
    prevention: Annotated[
        Annotated[tuple[Prevention, ...], Tag("a list")]
        | Annotated[NothingPromised, Tag(NO_PROMISE)],
        Discriminator(_promises_tag),
        WITHDRAWABLE,
    ] = ()
    """What keeps it from happening again, or `none:` with the reason."""
    make_good: Annotated[
        Annotated[tuple[MakeGood, ...], Tag("a list")]
        | Annotated[NothingPromised, Tag(NO_PROMISE)],
        Discriminator(_promises_tag),
        WITHDRAWABLE,
    ] = ()
    """What is done for those who were hit, or `none:` with the reason."""
    report: Report = Report()
    """The state of the report."""
    corrections: Annotated[tuple[ReportCorrection, ...], KEPT] = ()
    """What was changed of what readers had, and when."""
    contacts: Annotated[tuple[Contact, ...], FREE] = ()
    """For what concerns one person: who spoke to them and what was agreed; only in `private/`."""
    scheduled: Window | None = None
    """The window of a maintenance."""
    waive: Annotated[tuple[Waiver, ...], FREE] = ()
    """Findings of the review that are answered instead of followed."""
    draft: Annotated[bool, FREE] = False
    """Whether it is kept out of everything that is built."""
    formerly: Annotated[tuple[Identifier, ...], KEPT] = ()
    """Ids that this incident had; they redirect, and the feeds keep the first."""
    source: Source | None = None
    """Where imported history came from."""
    sections: Annotated[Mapping[SectionKind, Text], replace(REPORT, is_elsewhere=True), FREE] = {}
    """The prose of the report, in a file without a Markdown body."""


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of the report's prose under one heading."""

    kind: Annotated[SectionKind | None, SETTLED]
    """Which part of a report it is; None for other headings and for what precedes all."""
    heading: Annotated[str, plain(REPORT, in_feeds=True), SETTLED]
    """The heading as written; empty for what precedes the first one, and in a YAML file."""
    text: Annotated[str, REPORT, SETTLED]
    """Markdown, without the heading, and with blanks in place of comments."""
    line: Annotated[int, FREE]
    """The line of the file on which `text` begins, counted from 1."""
    read: Annotated[MarkdownText, replace(REPORT, is_elsewhere=True), FREE]
    """What `text` was read as, among the rest of the file."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Keep the values alone, which are read at once."""
        return Section, (self.kind, self.heading, self.text, self.line, self.read)


class Incident(IncidentFields):
    """An incident as read: its fields, its id, its prose and where it stands."""

    id: Annotated[Identifier, KEPT]
    """The stem of its file; its URL, for good."""
    path: Annotated[Reference, FREE]
    """Its file, relative to the folder of incidents, with forward slashes."""
    prose: Annotated[tuple[Section, ...], SETTLED] = ()
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
    def promised(self) -> bool:
        """Whether it promises anything."""
        return bool(self.preventions or self.make_goods)

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
