"""The rules' documentation: complete, and the published page is the current one."""

import re
from pathlib import Path

import pytest

from mkdocs_statuspage.review import RULES, Rule
from mkdocs_statuspage.review.documentation import explain, rules_markdown

RULES_PAGE = Path(__file__).parents[2] / "generator" / "docs" / "rules.md"


def test_the_page_is_current() -> None:
    """`rules.md` is made from the docstrings: write it anew with `rules_markdown()`."""
    assert RULES_PAGE.read_text(encoding="utf-8") == rules_markdown()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_why_and_how(rule: Rule) -> None:
    """Every rule has a sentence, a why, a way to mend, a before and an after."""
    text = explain(rule.name)
    labels = re.findall(r"^\*\*(\w+):\*\*", text, re.MULTILINE)
    assert labels == ["Why", "Mend", "Before", "After"]
    assert rule.severity.value in text
