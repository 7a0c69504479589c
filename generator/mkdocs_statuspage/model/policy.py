"""`Policy`: what each class of mistake asks for, as `policy.yml` writes it."""

import re
from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, WithJsonSchema

from mkdocs_statuspage.model.scalars import Length, Model, problem
from mkdocs_statuspage.model.statuses import ComponentStatus, MistakeClass, SectionKind


def check_percentage(value: str) -> str:
    """Accept a share as people write it."""
    if re.fullmatch(r"\d{1,3}(\.\d+)?%", value, re.ASCII) is None:
        raise problem("bad-percentage", f"{value[:40]!r} is not a share", "write it as 90%")
    return value


Percentage = Annotated[
    str,
    AfterValidator(check_percentage),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,3}(\.\d+)?%$"}),
]
Need = Literal["affected.who", "affected.not_affected", "apology", "signed_by"]


class Cadence(Model):
    """How often word is due while an incident is open."""

    first_2h: Length
    """In the first two hours."""
    then: Length
    """After that."""
    monitoring: Length
    """While a fix is watched."""


class PreventionDemand(Model):
    """What a report must promise."""

    at_least: int = 0
    """How many preventions."""
    owner: Literal["required", "optional"] = "optional"
    """Whether each names who answers for it."""
    due_on: Literal["required", "optional"] = "optional"
    """Whether each has a date."""
    due_within: Length | None = None
    """How far off that date may be."""
    radical_and_permanent: int = 0
    """How many of them change how we work for good."""
    evidence_before_closing: bool = False
    """Whether evidence must stand before the matter is closed."""


class ClassPolicy(Model):
    """What one class of mistake asks for; what is left out is not asked."""

    publish: Literal["always", "never"]
    """Whether it is in any output at all."""
    signed_by: Literal["named_person", "chief_executive"] | None = None
    """Who signs the report."""
    first_word_within: Length | None = None
    """From the start to the first update."""
    update_every: Cadence | None = None
    """How often word is due."""
    preliminary_report_within: Length | None = None
    """From the end to a first report."""
    report_within: Length | None = None
    """From the end to the report."""
    sections: tuple[SectionKind, ...] = ()
    """The parts that the report must have."""
    needs: tuple[Need, ...] = ()
    """What else the report must have."""
    prevention: PreventionDemand = Field(default_factory=PreventionDemand)
    """What the report must promise."""
    make_good: Literal["required_or_reason", "beyond_restoring"] | None = None
    """What must be done for those who were hit."""
    reviewers: int = 0
    """How many others must have read it."""
    chief_executive_approves: bool = False
    """Whether the chief executive must have approved it."""
    first_contact_within: Length | None = None
    """For what concerns one person: how soon they are spoken to."""
    contact_order: tuple[str, ...] = ()
    """For what concerns one person: which way first."""


class SlipDemand(Model):
    """When a missed fix time must be announced."""

    announce_before: Percentage
    """The share of the time that must still be left."""
    at_least: Length
    """And at least so long before."""


class Targets(Model):
    """The figures that the record compares with."""

    first_reply: Length
    """Within what time customers expect the first word."""
    cadence_kept: Percentage
    """What share of updates is to come in time, as by the cadence so by a promised time."""
    promises_kept: Percentage
    """What share of preventions and make-goods is to be kept by its day."""


def check_classes(
    value: Mapping[MistakeClass, ClassPolicy],
) -> Mapping[MistakeClass, ClassPolicy]:
    """Accept classes when none is missing."""
    missing = [str(name) for name in MistakeClass if name not in value]
    if missing:
        help_text = "take the line out to keep the default, or say what it asks for"
        raise problem("missing-key", f"the class `{missing[0]}` is empty", help_text)
    return value


class Policy(Model):
    """What each class of mistake asks for, and the figures that go with it."""

    when_in_doubt: Literal["higher", "lower"] = "higher"
    """Which class holds when two fit."""
    role_mailboxes: tuple[str, ...] = ()
    """Mailbox names behind which no one human stands."""
    chief_executive_roles: tuple[str, ...] = ()
    """What the chief executive's role may be called."""
    expected_fix_slip: SlipDemand
    """When a missed fix time must be announced."""
    uptime_weights: Mapping[ComponentStatus, Annotated[float, Field(ge=0, le=1)]]
    """How much of a minute in each status counts as downtime."""
    mission_line_words: int
    """How long the mission line may be."""
    summary_words: int
    """How long a summary may be."""
    report_words: int
    """How long a report may be."""
    classes: Annotated[Mapping[MistakeClass, ClassPolicy], AfterValidator(check_classes)]
    """What each class asks for."""
    targets: Targets
    """The figures that the record compares with."""
