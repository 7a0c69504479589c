"""The rules' documentation: complete, current, and its example session true."""

import re
from pathlib import Path

import pytest

from mkdocs_statuspage.review import NOTHING_FOUND, Origin, placed, review_text, to_findings
from mkdocs_statuspage.review.documentation import explain
from mkdocs_statuspage.review.rule import Rule, TextKind
from mkdocs_statuspage.review.rules import RULES

DOCS = Path(__file__).parents[2] / "generator" / "docs"

SESSION = re.compile(r"```markdown\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_says_what_why_and_how(rule: Rule) -> None:
    """Every rule has a sentence, a why, a way to mend, a before and an after."""
    text = explain(rule.name)
    labels = re.findall(r"^\*\*(\w+):\*\*", text, re.MULTILINE)
    assert labels == ["Why", "Mend", "Before", "After"]
    assert rule.severity.value in text


def test_the_session_is_true() -> None:
    """A bad apology gives the findings that the guide shows, and its mended form gives none."""
    guide = (DOCS / "reviewing.md").read_text(encoding="utf-8")
    session = SESSION.findall(guide)
    for text, shown in session:
        findings = to_findings(review_text(text, TextKind.REPORT), placed(text, Origin("-")))
        assert "".join(f"{finding}\n" for finding in findings) == shown
    assert [bool(shown) for _, shown in session] == [True, True, False]
    assert NOTHING_FOUND in guide
