"""What a rule is, what it is told, and what it gives back. The rules themselves are in `rules`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.text import ReviewText


class TextKind(StrEnum):
    """What the text is going to be, which decides the rules that read it."""

    REPORT = "report"
    """A whole report: every rule."""
    UPDATE = "update"
    """A message during an incident: the warnings, and `leak`."""
    SOCIAL = "social"
    """A short post or any other piece of text: the warnings, `leak`, and how it apologises and promises."""


EVERYWHERE = frozenset(TextKind)

REPORTS = frozenset({TextKind.REPORT})

NOT_UPDATES = frozenset({TextKind.REPORT, TextKind.SOCIAL})


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known about a text from somewhere else than its words.

    `None` means that there are no fields to go by, and the rule judges the text.
    """

    kind: TextKind = TextKind.REPORT
    """Set by `review_text`."""
    has_affected: bool | None = None
    """Whether the fields say who was hit and who was not."""
    has_apology: bool | None = None
    """Whether the report says sorry, or need not."""
    has_next_update: bool | None = None
    """Whether the update's fields name the next one's time, or close the incident."""
    has_prevention: bool | None = None
    """Whether prevention is promised, or there is a reason for none."""
    has_make_good: bool | None = None
    """Whether something is made good, or there is a reason for nothing."""
    finished_evidenced_prevention: bool = False
    """Whether a prevention that removes the cause is kept and shows its evidence."""
    own_names: tuple[str, ...] = ()
    """The organisation and its components, which are never mistaken for suppliers."""
    earlier_apologies: tuple[str, ...] = ()
    """What `near_copy.apology_of` gave for earlier reports; the last fifty are plenty."""
    language: str = "en"

    def of_kind(self, kind: TextKind) -> "Facts":
        """Return the same facts for a text of this kind."""
        return self if self.kind is kind else replace(self, kind=kind)


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
    """Only while it differs from the rule's own name; always set in what `review_text` gives."""

    @property
    def missing(self) -> bool:
        """Tell whether it is about something that is not there."""
        return self.start == self.end


Check = Callable[[ReviewText, Facts], Iterable[Hit]]


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its name, how much it stops, where it applies, and how it is checked."""

    name: str
    severity: Severity
    applies_to: frozenset[TextKind]
    check: Check
    documentation: str
    """The module's docstring: what, why, how to mend, before and after."""
    languages: frozenset[str] | None = None
    """Those that it can read; None for a rule that needs no words of any."""
    findings: tuple[str, ...] = ()
    """The names that its findings bear, where they are not its own."""

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names by which its findings are waived."""
        return self.findings or (self.name,)

    def reads(self, language: str) -> bool:
        """Tell whether it can read a language."""
        return self.languages is None or language in self.languages
