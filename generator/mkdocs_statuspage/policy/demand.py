"""`Demand`: one thing that the policy asks for; and `Asked`, what the demands are worked out from."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from mkdocs_statuspage.model.config import Person, SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import ClassPolicy
from mkdocs_statuspage.model.statuses import MistakeClass
from mkdocs_statuspage.reading.noted import Known


class Stage(StrEnum):
    """When a demand has to be met."""

    PRELIMINARY = "preliminary"
    """Before even a first version of the report is published."""
    REPORT = "report"
    """Before the report is published."""
    CLOSING = "closing"
    """Before the matter is closed: after the report, while promises are open."""


Loc = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Demand:
    """One thing that the policy asks for, and whether it is there."""

    rule: str
    """Its name, as a finding prints it in brackets."""
    asks: str
    """What is asked for, a few words."""
    origin: Loc
    """The key of the policy that asks, or of the file where no key does."""
    help: str
    """How to meet it: the key to write, or the command."""
    missing: str | None = None
    """What is missing, one sentence without its full stop; None when it is met."""
    loc: Loc = ()
    """Where in the file it belongs."""
    stage: Stage = Stage.REPORT

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return self.missing is None


@dataclass(frozen=True)
class Asked:
    """An incident, and what its demands are worked out from."""

    incident: Incident
    config: SiteConfig
    now: datetime
    earlier: tuple[Known, ...] = ()
    """Published incidents that began before this one."""
    highest: MistakeClass | None = None
    """The highest class that it was ever recorded with, where that is known."""

    @property
    def policy(self) -> ClassPolicy:
        """What its class asks for."""
        return self.config.policy.classes[self.incident.mistake_class]

    def origin(self, *keys: str) -> Loc:
        """Return the place in the policy of a key of its class."""
        return ("classes", self.incident.mistake_class.value, *keys)

    @property
    def signer(self) -> Person | None:
        """Who signs it."""
        return self.config.person(self.incident.signed_by)

    def is_chief_executive(self, person_id: str | None) -> bool:
        """Tell whether somebody's role is one of those that the policy names."""
        person = self.config.person(person_id)
        return person is not None and any(_names_role(person.role, self.config))

    def reads_role_mailbox(self, person: Person) -> bool:
        """Tell whether nobody in particular reads what is sent to somebody's address."""
        name = _bare((person.reply_to or "").partition("@")[0].partition("+")[0])
        return name in map(_bare, self.config.policy.role_mailboxes)


def _bare(mailbox: str) -> str:
    """Return a mailbox's name without what is written in many ways: `no.reply`, `No-Reply`, `no_reply`."""
    return re.sub(r"[._-]", "", mailbox.casefold())


def _names_role(role: str, config: SiteConfig) -> Iterator[bool]:
    """Look for whole words: a "founder" is not in "co-founders' office", nor "ceo" in "oceology"."""
    words = f" {role.casefold().replace(',', ' ').replace('/', ' ')} "
    for wanted in config.policy.chief_executive_roles:
        yield f" {wanted.casefold()} " in " ".join(["", *words.split(), ""])
