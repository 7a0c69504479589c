"""Every rule against its own cases: files that anybody can add, found by themselves.

Each paragraph of `cases/<rule>/bad-*.md` is a text in which the rule must fire, each of a
`good-*.md` one in which it must not. A file that begins with facts, ended by a line of dashes, is
one text: `kind: update`, `earlier: an earlier apology`, `ours:`, `finished: yes`.
"""

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path

import pytest

from mkdocs_statuspage.review import review_text
from mkdocs_statuspage.review.rule import Facts, Rule, TextKind
from mkdocs_statuspage.review.rules import RULES

CASES = Path(__file__).parent / "cases"

HEADER_END = re.compile(r"^---$", re.MULTILINE)


def _cases(prefix: str) -> Iterator[object]:
    for path in sorted(CASES.glob(f"*/{prefix}-*.md")):
        header, kind, texts = _read(path)
        for number, text in enumerate(texts, 1):
            name = f"{path.parent.name}/{path.stem}-{number}"
            yield pytest.param(path.parent.name, text, kind, header, id=name)


def _read(path: Path) -> tuple[Facts, TextKind, list[str]]:
    content = path.read_text(encoding="utf-8")
    first, *rest = HEADER_END.split(content, maxsplit=1)
    if not rest:
        return Facts(), TextKind.REPORT, _paragraphs(content)
    fields = dict(line.split(": ", 1) for line in first.strip().splitlines())
    return _facts(fields), TextKind(fields.get("kind", "report")), [rest[0].strip()]


def _paragraphs(content: str) -> list[str]:
    return [text.strip() for text in re.split(r"\n\n", content) if text.strip()]


def _facts(fields: dict[str, str]) -> Facts:
    return Facts(
        finished_evidenced_prevention=fields.get("finished") == "yes",
        own_names=tuple(filter(None, [fields.get("ours")])),
        earlier_apologies=tuple(filter(None, [fields.get("earlier", "").lower()])),
    )


def _fired(
    rule: str, text: str, kind: TextKind = TextKind.REPORT, facts: Facts | None = None
) -> bool:
    return rule in {hit.rule for hit in review_text(text, kind, facts or Facts())}


@pytest.mark.parametrize(("rule", "text", "kind", "facts"), list(_cases("bad")))
def test_fires(rule: str, text: str, kind: TextKind, facts: Facts) -> None:
    """A rule finds what it is about."""
    assert _fired(rule, text, kind, facts)


@pytest.mark.parametrize(("rule", "text", "kind", "facts"), list(_cases("good")))
def test_is_silent(rule: str, text: str, kind: TextKind, facts: Facts) -> None:
    """A rule leaves alone what only looks like it."""
    assert not _fired(rule, text, kind, facts)


def _example(rule: Rule, label: str) -> str:
    """Give the text after `Before:` or `After:` of a rule's documentation."""
    documentation = cleandoc(rule.documentation)
    match = re.search(rf"^{label}: (.+?)(?:\n\n|\Z)", documentation, re.MULTILINE | re.DOTALL)
    assert match is not None, f"the docstring of the rule {rule.name} has no `{label}:`"
    return match.group(1)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_documentation_is_true(rule: Rule) -> None:
    """A rule fires on its own "before" and is silent on its "after"."""
    before, after = _example(rule, "Before"), _example(rule, "After")
    facts = Facts(earlier_apologies=(before.lower(),))
    assert all(_fired(name, before, TextKind.REPORT, facts) for name in rule.names)
    assert not any(_fired(name, after, TextKind.REPORT, facts) for name in rule.names)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_has_cases(rule: Rule) -> None:
    """Every rule has cases of both kinds."""
    for name in rule.names:
        for wanted in ("bad-*.md", "good-*.md"):
            assert list((CASES / name).glob(wanted)), f"add tests/review/cases/{name}/{wanted}"


def test_no_cases_without_a_rule() -> None:
    """Every folder of cases belongs to a rule."""
    folders = {path.name for path in CASES.iterdir()}
    assert folders - {n for rule in RULES for n in rule.names} == set(), "no rule has that name"
