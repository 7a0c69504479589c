"""The rules' documentation, made from their own docstrings: on a terminal and as `rules.md`."""

from inspect import cleandoc

from mkdocs_statuspage.review.rule import Rule, TextKind
from mkdocs_statuspage.review.rules import RULES

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

BETWEEN = "\n\n"


def explain(name: str) -> str:
    """Return one rule's documentation as Markdown; raises `KeyError` for a name that is no rule."""
    return _section({known: rule for rule in RULES for known in (rule.name, *rule.names)}[name])


def rules_markdown() -> str:
    """Return the page `rules.md`."""
    sections = BETWEEN.join(_section(rule) for rule in RULES)
    return f"{INTRODUCTION}\n{_table()}{BETWEEN}{sections}\n"


def _section(rule: Rule) -> str:
    heading = f"## `{rule.name}`"
    where = f"*{rule.severity.value}, {_where(rule)}*"
    return BETWEEN.join((heading, where, _emphasised(cleandoc(rule.documentation))))


def _where(rule: Rule) -> str:
    return "in " + ", ".join(kind.value for kind in TextKind if kind in rule.applies_to)


def _emphasised(documentation: str) -> str:
    for label in ("Why:", "Mend:", "Before:", "After:"):
        documentation = documentation.replace(f"\n{label}", f"\n**{label}**")
    return documentation


def _table() -> str:
    rows = (
        f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {_summary(rule)} |"
        for rule in RULES
    )
    return "\n".join(("| rule | severity | finds |", "|---|---|---|", *rows))


def _summary(rule: Rule) -> str:
    return cleandoc(rule.documentation).partition("\n")[0].rstrip(".")
