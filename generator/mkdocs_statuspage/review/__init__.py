"""May this be published? The language review: text in, hits with a way to mend them out.

Pure functions over text. Which texts an incident has, and where, is for `site` to say.
"""

from collections.abc import Iterable
from dataclasses import replace

from mkdocs_statuspage.review.places import (
    Joined,
    Origin,
    Piece,
    Spot,
    place_in,
    placed,
    to_findings,
)
from mkdocs_statuspage.review.rule import NO_FACTS, Facts, Hit, Kind, Rule
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.review.text import read_text

__all__ = [
    "NOTHING_FOUND",
    "NO_FACTS",
    "RULES",
    "Facts",
    "Hit",
    "Joined",
    "Kind",
    "Origin",
    "Piece",
    "Rule",
    "Spot",
    "place_in",
    "placed",
    "review_text",
    "to_findings",
]

NOTHING_FOUND = (
    "No rule found anything. A rule sees words, not the truth: it cannot tell whether the cause is"
    " the real one, the figures are right, the promises can be kept, or the person who was hit"
    " would feel understood. Ask somebody who was not involved to read it."
)
"""What is said when there are no findings: what the review cannot see, never that all is well."""


def review_text(
    text: str, kind: Kind, facts: Facts = NO_FACTS, rules: Iterable[Rule] = RULES
) -> tuple[Hit, ...]:
    """Give what the rules find in a text of this kind, in the order of the text."""
    read = read_text(text)
    facts = facts if facts.kind is kind else replace(facts, kind=kind)
    hits = [
        _of_rule(hit, rule)
        for rule in rules
        if kind in rule.applies_to and (rule.any_language or facts.language in LANGUAGES)
        for hit in rule.check(read, facts)
    ]
    return tuple(sorted(hits, key=lambda hit: (hit.start, hit.rule, hit.end)))


def _of_rule(hit: Hit, rule: Rule) -> Hit:
    severity = hit.severity or rule.severity
    return Hit(hit.start, hit.end, hit.message, hit.help, severity, rule.name)


LANGUAGES = ("en",)
"""The languages that have phrases; in any other only the rules that need none are applied."""
