"""The rules' documentation: complete, current, and its example session true."""

import re
from inspect import cleandoc
from pathlib import Path

import pytest

from mkdocs_statuspage.review import NOTHING_FOUND, Origin, placed, review_text, to_findings
from mkdocs_statuspage.review.documentation import BETWEEN, explain
from mkdocs_statuspage.review.rule import Rule, TextKind
from mkdocs_statuspage.review.rules import RULES

DOCS = Path(__file__).parents[2] / "generator" / "docs"

INTRODUCTION = """# The review rules

This page is made from the rules themselves: `statuspage review --explain RULE` prints the same.
How to work with the review, and what it cannot see, is in [reviewing.md](reviewing.md).

An **error** keeps a report from being published unless it is waived with a reason. A **warning**
must be answered before a report is published, by a change or a waiver. **Advice** is shown to the
writer of a report only. On an update nothing is blocked. [S0] to [S4] are the articles that the
project rests on.

| kind of text | rules that read it |
|---|---|
| `report` | all of them |
| `update` | the warnings, and `leak` |
| `social` | the warnings, `leak`, `apology` and `over-promise` |

For an incident, what a field can carry (who was hit, next update, prevention, make-good) is judged
by the field. A text on its own has no fields, so there the words are judged.
"""

SESSION = re.compile(r"```markdown\n(.*?)```\n\n```text\n(.*?)```", re.DOTALL)


def rules_markdown() -> str:
    """Return the page `rules.md`."""
    sections = BETWEEN.join(explain(rule.name) for rule in RULES)
    return f"{INTRODUCTION}\n{_table()}{BETWEEN}{sections}\n"


def _table() -> str:
    rows = (
        f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {_summary(rule)} |"
        for rule in RULES
    )
    return "\n".join(("| rule | severity | finds |", "|---|---|---|", *rows))


def _summary(rule: Rule) -> str:
    return cleandoc(rule.documentation).partition("\n")[0].rstrip(".")


def test_the_page_is_current() -> None:
    """`rules.md` is made from the docstrings: write it anew with `rules_markdown()`."""
    assert (DOCS / "rules.md").read_text(encoding="utf-8") == rules_markdown()


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
