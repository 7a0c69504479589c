"""The rules, one file each, and the one list of them. What they share lives a folder up."""

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
