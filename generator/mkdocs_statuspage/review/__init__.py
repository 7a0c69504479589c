"""May this be published? The language review: text in, hits with a way to mend them out.

Pure functions over text. Which texts an incident has, and where, is for `site` to say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import repeat

from mkdocs_statuspage.markdown_text import MarkdownText, read_markdown
from mkdocs_statuspage.review.places import (
    Joined,
    Origin,
    Piece,
    Spot,
    place_in,
    placed,
    to_findings,
)
from mkdocs_statuspage.review.rule import NO_FACTS, Facts, Hit, Rule, TextKind
from mkdocs_statuspage.review.rules import RULE_NAMES, RULES
from mkdocs_statuspage.review.text import read_text

__all__ = [
    "NOTHING_FOUND",
    "NO_FACTS",
    "RULES",
    "RULE_NAMES",
    "Facts",
    "Hit",
    "Joined",
    "Origin",
    "Piece",
    "Rule",
    "Spot",
    "TextKind",
    "base_language",
    "place_in",
    "placed",
    "review_text",
    "to_findings",
    "unread_rules",
]

NOTHING_FOUND = (
    "No rule found anything. A rule sees words, not the truth: it cannot tell whether the cause is"
    " the real one, the figures are right, the promises can be kept, or the person who was hit"
    " would feel understood. Ask somebody who was not involved to read it."
)
"""What is said when there are no findings: what the review cannot see, never that all is well."""


def review_text(
    text: str | Sequence[MarkdownText],
    kind: TextKind,
    facts: Facts = NO_FACTS,
    rules: Iterable[Rule] = RULES,
) -> tuple[Hit, ...]:
    """Return what the rules find in a text of this kind, in the order of the text.

    Several that were read already are reviewed as one.

    What is said in the same words again is found once: a reader would say it once.
    """
    read = read_text(*([read_markdown(text)] if isinstance(text, str) else text))
    facts = replace(facts, kind=kind, language=base_language(facts.language))
    found: dict[tuple[str, str, str], Hit] = {}
    for rule in rules:
        if kind in rule.applies_to and rule.reads(facts.language):
            for hit in map(_of_rule, rule.check(read, facts), repeat(rule)):
                if hit.rule in rule.names:
                    said = read.lower[hit.start : hit.end]
                    found.setdefault((hit.rule, hit.message, said), hit)
    return tuple(sorted(found.values(), key=lambda hit: (hit.start, hit.rule, hit.end)))


def base_language(language: str) -> str:
    """Return the language without its region: `pt` for `pt-BR`."""
    return language.replace("_", "-").partition("-")[0].lower()


def unread_rules(language: str) -> tuple[str, ...]:
    """Return the rules that cannot read a language."""
    return tuple(rule.name for rule in RULES if not rule.reads(base_language(language)))


def _of_rule(hit: Hit, rule: Rule) -> Hit:
    severity = hit.severity or rule.severity
    return Hit(hit.start, hit.end, hit.message, hit.help, severity, hit.rule or rule.name)
