"""What a rule is, what it is told, and what it gives back. The rules themselves are in `rules`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.text import Text


class Kind(StrEnum):
    """What the text is going to be, which decides the rules that read it."""

    REPORT = "report"
    """A whole report: every rule, those about what is missing included."""
    UPDATE = "update"
    """A message during an incident: the phrase rules and `no-next-update`."""
    SOCIAL = "social"
    """A short post or any other piece of text: the phrase rules alone."""


EVERYWHERE = frozenset(Kind)

REPORTS = frozenset({Kind.REPORT})

REPORTS_AND_UPDATES = frozenset({Kind.REPORT, Kind.UPDATE})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a text from somewhere else than its words.

    `None` means that there are no fields to go by, and the rule judges the text.
    """

    kind: Kind = Kind.REPORT
    """Set by `review_text`."""
    has_affected: bool | None = None
    """Whether the fields say who was hit and who was not."""
    has_apology: bool | None = None
    """Whether the report says sorry, or need not."""
    has_next_update: bool | None = None
    """Whether the update names the next one's time, or closes the incident."""
    has_prevention: bool | None = None
    """Whether prevention is promised, or there is a reason for none."""
    has_make_good: bool | None = None
    """Whether something is made good, or there is a reason for nothing."""
    finished_evidenced_prevention: bool = False
    """Whether a prevention that removes the cause is kept and shows its evidence."""
    names: tuple[str, ...] = ()
    """People who must not be named as the cause; first names are looked for by themselves too."""
    own_names: tuple[str, ...] = ()
    """The organisation and its components, which are never mistaken for suppliers."""
    mission_line: str = ""
    """The one sentence of praise that a site allows itself."""
    earlier_apologies: tuple[str, ...] = ()
    """What `near_copy.apology_of` gave for earlier reports; the last fifty are plenty."""
    language: str = "en"


NO_FACTS = Facts()


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of text that will make things worse, and how to mend it.

    A hit about something missing has no stretch: it starts and ends at the beginning of the text.
    """

    start: int
    end: int
    message: str
    """What is wrong, without a full stop."""
    help: str
    """What to write instead."""
    severity: Severity | None = None
    """Only while a rule differs from its own; always set in what `review_text` gives."""
    rule: str = ""
    """Set by `review_text`."""

    @property
    def missing(self) -> bool:
        """Tell whether it is about something that is not there."""
        return self.start == self.end


Check = Callable[[Text, Facts], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, how much it stops, where it applies, and how it is checked."""

    name: str
    severity: Severity
    applies_to: frozenset[Kind]
    check: Check
    documentation: str
    """The module's docstring: what, why, how to mend, before and after."""
    any_language: bool = False
    """Whether it needs no phrases of the text's language."""
