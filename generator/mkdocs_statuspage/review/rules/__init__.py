"""The rules, one file each, and the one list of them. What they share lives a folder up."""

from collections.abc import Mapping

from mkdocs_statuspage.review.rule import Rule
from mkdocs_statuspage.review.rules import (
    apology,
    blame_third_party,
    excuse,
    leak,
    left_out,
    minimising,
    names_individual,
    near_copy,
    no_empathy,
    no_ownership,
    over_promise,
    passive_evasion,
    stock_phrase,
    time_no_zone,
    vague_when,
)

RULES: tuple[Rule, ...] = (
    apology.RULE,
    no_ownership.RULE,
    over_promise.RULE,
    leak.RULE,
    left_out.RULE,
    stock_phrase.RULE,
    vague_when.RULE,
    minimising.RULE,
    time_no_zone.RULE,
    names_individual.RULE,
    excuse.RULE,
    blame_third_party.RULE,
    passive_evasion.RULE,
    near_copy.RULE,
    no_empathy.RULE,
)
"""Every rule: what holds a report back, what is warned of, and what is advice."""

RULE_NAMES: tuple[str, ...] = tuple(
    dict.fromkeys(n for rule in RULES for n in (rule.name, *rule.names))
)
"""The names that a site may switch off or a file may waive."""


ASKED = "it is no rule any more: the second reader is asked about it"

PART_OF_APOLOGY = "it is part of `apology` now"

FORMER: Mapping[str, str] = {
    "no-apology": PART_OF_APOLOGY,
    "conditional-apology": PART_OF_APOLOGY,
    "but-apology": PART_OF_APOLOGY,
    "regret-only": PART_OF_APOLOGY,
    "no-next-update": "it is part of `vague-when` now",
    "ask-of-customer": "thanks for patience are found by `stock-phrase`, and the rest is no rule any more",
    "deadline-slip": "it is no rule any more: the field `expected_fix` tells a slip exactly",
    "counterfactual": "it is no rule any more: it was wrong more often than right",
    "hedging": "it is no rule any more: it was wrong more often than right",
    "jargon": ASKED,
    "marketing": ASKED,
    "self-centred": ASKED,
    "intent-defence": ASKED,
    "blame-customer": ASKED,
}
"""Rules that there were, and what became of each, for a site that still names one; the sentence follows the name in a finding."""
