"""Rules that there were: what became of each, for a site that still names one."""

from collections.abc import Mapping

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
"""By the former name; the sentence follows the name in a finding."""


def became_of(name: str) -> str | None:
    """Tell what became of a former rule; None for a name that never was one."""
    return FORMER.get(name)
