"""The review of incidents: their passages read by the rules, what answers a finding, and what readers would not read to its end.

Imported history is shown as it was and is not reviewed. What must not leave the house is looked for in every text
before it is posted.
"""

from collections.abc import (
    Callable,
    Container,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
)
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from itertools import islice
from typing import Protocol

from mkdocs_statuspage.markdown_text import MarkdownText, read_markdown
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import ReviewedAs, TextAt, texts_of
from mkdocs_statuspage.policy.demands import MarksOf
from mkdocs_statuspage.policy.passages import Passage, passages_of, place_of
from mkdocs_statuspage.reading.attachments import read_of
from mkdocs_statuspage.reading.nearness import near
from mkdocs_statuspage.reading.noted import Known
from mkdocs_statuspage.review import (
    Joined,
    Origin,
    Piece,
    applying,
    base_language,
    hits_in,
    placed,
    review_text,
    to_findings,
)
from mkdocs_statuspage.review.rule import Facts, Rule, TextKind
from mkdocs_statuspage.review.rules import FORMER, RULE_NAMES, RULES
from mkdocs_statuspage.review.rules.apology import NAME as APOLOGY
from mkdocs_statuspage.review.rules.leak import NAME as LEAK
from mkdocs_statuspage.review.rules.leak import may_leak
from mkdocs_statuspage.review.rules.near_copy import apology_of
from mkdocs_statuspage.review.text import BETWEEN_PIECES, mask, read_text
from mkdocs_statuspage.yaml_text.tree import Marks, TreePath

EARLIER = 50
"""With so many earlier apologies a new one is compared."""
NOT_OF_A_REPORT = frozenset(["no-affected", "no-make-good", "no-prevention", "unused-waiver"])
"""Rules about what the policy demands; and about waivers, which may be for an update."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What the review says of one incident."""

    findings: tuple[Finding, ...]
    """What is not answered, in the order of the file; waivers that answer nothing among them."""
    waived: tuple[tuple[str, str], ...] = ()
    """Rules that were answered, with the reason."""


Calm = tuple[Reviewed, Sequence[str]]
"""What the review says where it finds nothing, and how the report says sorry."""


class ReviewMemory(Protocol):
    """Knows in which incidents nothing was found, beside these earlier apologies."""

    def find(self, incident: Incident, earlier: Sequence[str]) -> Calm | None:
        """Return what was said of one, if that is known."""

    def keep(self, incident: Incident, earlier: Sequence[str], calm: Calm) -> None:
        """Keep what is said of one."""


@dataclass(frozen=True)
class Others:
    """How incidents that are not reviewed are known."""

    apologies: MutableMapping[str, Sequence[str]]
    """How the reports say sorry of which that is known, by their paths; what is looked up is added."""
    whole: Callable[[Known], Incident | None]
    """Reads an incident that was not read."""
    memory: ReviewMemory | None = None


RulesFor = Callable[[TextKind, bool, bool], tuple[Rule, ...]]
"""Gives the rules for a kind of text; whether it is read for leaks only, and whether there may be any."""


def review_incidents(
    incidents: Sequence[Known],
    config: SiteConfig,
    marks_of: MarksOf,
    only: Container[str] | None = None,
    others: Others | None = None,
) -> Mapping[str, Reviewed]:
    """Return what the review says of each incident, by id, or of those in `only`, which were read.

    The others are needed all the same: their apologies are what a near copy is a copy of.
    """
    rules_for = cache(partial(_rules_for, active_rules(config), config.language))
    ordered = [i for i in sorted(incidents, key=lambda i: i.begins_at) if i.source is None]
    others = others or Others({}, lambda one: one if isinstance(one, Incident) else None)
    said = _Said(ordered, config, others)
    reviewed: dict[str, Reviewed] = {}
    for number, incident in enumerate(ordered):
        if isinstance(incident, Incident) and (only is None or incident.id in only):
            reviewed[incident.id] = said.recalled(number, incident) or _review(
                incident, tuple(said.told(number)), rules_for, marks_of
            )
            said.keep(number, incident, reviewed[incident.id])
    return reviewed


class _Said:
    """What incidents say, each by its number in the order in which they began."""

    def __init__(self, ordered: Sequence[Known], config: SiteConfig, others: Others) -> None:
        self.ordered = ordered
        self.config = config
        self.others = others
        self.passages = lru_cache(maxsize=1)(self._passages)

    def _passages(self, number: int) -> Sequence[Passage]:
        incident = self.others.whole(self.ordered[number])
        return tuple(passages_of(incident, self.config)) if incident else ()

    def apologies(self, number: int) -> Sequence[str]:
        """Return how a report says sorry."""
        path, known = self.ordered[number].path, self.others.apologies
        if path not in known:
            known[path] = _apologies(self.passages(number))
        return known[path]

    def told(self, number: int) -> Iterator[Passage]:
        """Yield what an incident says, a report beside earlier ones."""
        return _beside(self.passages(number), self.apologies_before(number))

    def recalled(self, number: int, incident: Incident) -> Reviewed | None:
        """Return what the review said of an incident, where that is known."""
        memory = self.others.memory
        known = memory.find(incident, self._latest_before(number)) if memory else None
        if known is None:
            return None
        self.others.apologies[incident.path] = known[1]
        return known[0]

    def keep(self, number: int, incident: Incident, reviewed: Reviewed) -> None:
        """Keep how an incident says sorry, while its passages are at hand, and that nothing was found in it."""
        apologies, memory = self.apologies(number), self.others.memory
        if memory and not reviewed.findings:
            memory.keep(incident, self._latest_before(number), (reviewed, apologies))

    def _latest_before(self, number: int) -> Sequence[str]:
        return tuple(islice(self.apologies_before(number), EARLIER))

    def apologies_before(self, number: int) -> Iterator[str]:
        """Yield how earlier reports say sorry, the latest first."""
        return (apology for n in range(number - 1, -1, -1) for apology in self.apologies(n))


def _rules_for(
    rules: tuple[Rule, ...], language: str, kind: TextKind, only_leaks: bool, may_leak: bool
) -> tuple[Rule, ...]:
    known = Facts(kind=kind, language=base_language(language))
    return tuple(
        rule
        for rule in applying(rules, known)
        if (may_leak if rule.name == LEAK else not only_leaks)
    )


def _beside(passages: Iterable[Passage], apologies: Iterator[str]) -> Iterator[Passage]:
    """Tell a report's passage how earlier ones apologised, the latest first."""
    for told in passages:
        if told.kind is TextKind.REPORT:
            facts = replace(told.facts, earlier_apologies=tuple(islice(apologies, EARLIER)))
            yield replace(told, facts=facts)
        else:
            yield told


def review_report(
    incident: Incident, others: Iterable[Incident], config: SiteConfig, marks: Marks
) -> tuple[Finding, ...]:
    """Read the language of a report that is about to be published, among the site's other incidents.

    What is missing in it the demands say, and what its updates said keeps no report back.
    """
    reported = [
        other
        for other in others
        if other.report.published_at
        and other.begins_at < incident.begins_at
        and other.id != incident.id
    ]
    # Without its updates nothing would say when an incident began whose first word is its beginning.
    alone = [
        each.model_copy(update={"updates": (), "started_at": each.begins_at})
        for each in (*reported, incident)
    ]
    reviewed = review_incidents(alone, config, lambda _: marks, only={incident.id})
    return tuple(f for f in reviewed[incident.id].findings if not _is_demanded(f))


def _is_demanded(finding: Finding) -> bool:
    """Tell whether a demand says it already; one that the report says sorry is about no words of it."""
    return finding.rule in NOT_OF_A_REPORT or (finding.rule == APOLOGY and not finding.text)


def _apologies(passages: Iterable[Passage]) -> tuple[str, ...]:
    reports = (told for told in passages if told.kind is TextKind.REPORT)
    return tuple(apology_of(told.text, told.facts.language) for told in reports)


def active_rules(config: SiteConfig) -> tuple[Rule, ...]:
    """Return the rules that a site has not switched off."""
    off = {switched.rule for switched in config.rules_off}
    left = (
        replace(rule, findings=tuple(name for name in rule.names if name not in off))
        for rule in RULES
        if rule.name not in off
    )
    return tuple(rule for rule in left if rule.findings)


def unknown_rules_off(config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield a warning for each name under `rules_off` that is no rule's, with the near match."""
    for number, switched in enumerate(config.rules_off):
        if switched.rule not in RULE_NAMES:
            place = marks.place(("rules_off", number, "rule"))
            fate = FORMER.get(switched.rule)
            what = f"`{switched.rule}` switches off nothing: {fate}" if fate else None
            message = what or f"unknown rule `{switched.rule}`, so nothing is switched off"
            help_text = "delete it" if fate else near(switched.rule, RULE_NAMES)
            yield marks.source.finding(place, "unknown-rule", message, help_text, Severity.WARNING)


def _review(
    incident: Incident, passages: Sequence[Passage], rules_for: RulesFor, marks_of: MarksOf
) -> Reviewed:
    may = may_leak(BETWEEN_PIECES.join(told.text.raw for told in passages))
    looked = ((p, hits_in(p.text, p.facts, rules_for(p.kind, p.only_leaks, may))) for p in passages)
    found = [(passage, hits) for passage, hits in looked if hits]
    if not incident.waive and not found:
        return Reviewed(())
    marks = marks_of(incident)
    findings = [
        finding
        for passage, hits in found
        for finding in to_findings(hits, _places(passage, incident, marks).place_of)
    ]
    return _answered(incident, findings, marks)


def _places(passage: Passage, incident: Incident, marks: Marks) -> Joined:
    parts = (
        Piece(read.text, place_of(told, incident, marks))
        for told, read in zip(passage.parts, passage.text.reads, strict=True)
    )
    return Joined(tuple(parts))


def _answered(incident: Incident, findings: Sequence[Finding], marks: Marks) -> Reviewed:
    """Take out what the file answers, and add the answers that answer nothing."""
    reasons = {waiver.rule: waiver.why for waiver in incident.waive}
    raised = {finding.rule for finding in findings}
    left = [finding for finding in findings if finding.rule not in reasons]
    left += _unused(incident, raised, marks)
    waived = tuple((rule, why) for rule, why in reasons.items() if rule in raised)
    return Reviewed(tuple(sorted(left)), waived)


def _unused(incident: Incident, raised: set[str], marks: Marks) -> Iterator[Finding]:
    for number, waiver in enumerate(incident.waive):
        if waiver.rule in raised:
            continue
        place = marks.place(("waive", number, "rule"))
        if waiver.rule in RULE_NAMES:
            message, help_text = f"nothing here needs the waiver of `{waiver.rule}`", "delete it"
        elif fate := FORMER.get(waiver.rule):
            message, help_text = f"nothing needs the waiver of `{waiver.rule}`: {fate}", "delete it"
        else:
            message, help_text = f"unknown rule `{waiver.rule}`", near(waiver.rule, RULE_NAMES)
        yield marks.source.finding(place, "unused-waiver", message, help_text, Severity.WARNING)


def leaks_in(
    incident: Incident, config: SiteConfig, known: Container[str] = ()
) -> tuple[Finding, ...]:
    """Find keys, internal hosts and the like in every text of an incident that is not known already."""
    rules = tuple(rule for rule in active_rules(config) if rule.name == LEAK)
    told = (one for one in texts_of(incident) if one.text not in known)
    return tuple(
        finding for one in told for finding in _leaks(one, incident, rules, config.language)
    )


def _leaks(
    told: TextAt, incident: Incident, rules: tuple[Rule, ...], language: str
) -> list[Finding]:
    if told.use.reviewed_as is ReviewedAs.NOTHING:
        return []
    read = read_of(told, incident)
    hits = review_text(read_text(read), TextKind.SOCIAL, Facts(language=language), rules)
    field = ".".join(step for step in told.path if isinstance(step, str))
    found = to_findings(hits, placed(read.text, Origin(field)))
    return [replace(one, source="") for one in found if one.severity is Severity.ERROR]


TOO_LONG = "too-many-words"


def too_long(incident: Incident, config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield a warning where a summary or a report has more words than the policy allows."""
    policy = config.policy
    summary = count_words(read_markdown(incident.summary or ""))
    if summary > policy.summary_words:
        help_text = (
            "say who could not do what, since when, and what they get; the rest is the report"
        )
        yield _too_long(marks, ("summary",), "summary", summary, policy.summary_words, help_text)
    report = sum(count_words(part.read) for part in incident.prose)
    if report > policy.report_words:
        help_text = "keep what a customer needs; put the rest on a page of its own and link it"
        place = ("sections",) if incident.sections else ("report",)
        yield _too_long(marks, place, "report", report, policy.report_words, help_text)


def mission_too_long(config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield a warning when the mission is more than one line."""
    words = count_words(read_markdown(config.organisation.mission or ""))
    if words > config.policy.mission_line_words:
        loc = ("organisation", "mission")
        help_text = "say in one line which problem you solve for customers"
        yield _too_long(marks, loc, "mission", words, config.policy.mission_line_words, help_text)


def count_words(read: MarkdownText) -> int:
    """Count the words that readers read; links' targets, code and comments are none."""
    return sum(any(char.isalnum() for char in word) for word in mask([read]).split())


def _too_long(
    marks: Marks, loc: TreePath, what: str, words: int, limit: int, help_text: str
) -> Finding:
    message = f"the {what} has {words} words, and {limit} are what people read"
    place = marks.place(loc, key=True)
    return marks.source.finding(place, TOO_LONG, message, help_text, Severity.WARNING)
