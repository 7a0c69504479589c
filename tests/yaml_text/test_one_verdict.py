"""One verdict on a YAML text: what is read can be appended to, and what is refused all refuse alike."""

from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, example, given, settings
from tests.yaml_text.odd_texts import odd_texts

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.reading.folder import parse_incident
from mkdocs_statuspage.writing.document import append_update
from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.yaml_text.nodes import Refused
from mkdocs_statuspage.yaml_text.source import SourceFile, check_source
from mkdocs_statuspage.yaml_text.syntax import LOADERS, content
from mkdocs_statuspage.yaml_text.tree import scan_tree

LAW = settings(
    deadline=None,
    database=None,
    max_examples=1000,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
ITEM = {"id": "x", "message": "Hello there."}


def read(text: str) -> Any:
    """Give the tree of a text, or the first thing that is wrong with it."""
    source = check_source(SourceFile("a.yml", text.removeprefix("\ufeff")))
    if isinstance(source, Finding):
        return source
    try:
        tree, _, findings = scan_tree(source, source.text)
    except Refused as refused:
        return refused.finding
    return findings[0] if findings else tree


def appended(text: str) -> str | CannotEdit:
    try:
        return append_update(text, ".yml", ITEM)
    except CannotEdit as refused:
        return refused


@given(text=odd_texts())
@example("title: T\t\n")
@example("title: |#x\n  T\n")
@example("{a?: b}")
@example("a:\n\ufeff")
@LAW
def test_what_is_read_is_read_alike_by_every_parser(text: str) -> None:
    """Only where a sign says so is the slow parser asked; nowhere else do the two differ."""
    if isinstance(read(text), Finding):
        return
    event("read")
    fast, slow = (
        [content(one) for one in yaml.parse(text.removeprefix("\ufeff"), Loader=loader)]
        for loader in (LOADERS[0], LOADERS[-1])
    )
    assert fast == slow


@given(text=odd_texts())
@example("? updates\n")
@example("? updates\n: #- a\n")
@example("? |\n  updates\n")
@example("updates: []#")
@example("updates: # c\n null\n")
@example('updates:\n  - a: b\n    ? "c"\nd: e\n')
@example("?\n  a\n: b\n")
@example("? updates\n:a: b\n")
@example("t: >\n a\n\n \t")
@example("updates: []\n---\na: b\n\t- c")
@example('"updates": |')
@LAW
def test_what_is_read_is_appended_to_and_reads_back(text: str) -> None:
    """With one update more and nothing else changed; what is refused is refused at the same place."""
    tree, new = read(text), appended(text)
    if isinstance(tree, Finding):
        event("refused")
        assert isinstance(new, CannotEdit)
        assert (new.line, new.column) == (tree.place.line, tree.place.column)
        assert new.reason == f"{tree.message}; {tree.help}"
    elif isinstance(tree, dict) and isinstance(tree.get("updates"), list | None):
        event("appended")
        assert isinstance(new, str), new
        # A last line without its break is completed, and a literal block there then ends in one.
        before = [tree, read(text + "\n")]
        assert read(new) in [t | {"updates": [*(t.get("updates") or []), ITEM]} for t in before]
    else:
        assert isinstance(new, CannotEdit)


@pytest.mark.long
@given(text=odd_texts())
@settings(LAW, max_examples=20_000)
def test_law_many_texts(text: str) -> None:
    """Of twenty thousand odd texts none is read that cannot be appended to."""
    test_what_is_read_is_read_alike_by_every_parser.hypothesis.inner_test(text)  # type: ignore[attr-defined]
    test_what_is_read_is_appended_to_and_reads_back.hypothesis.inner_test(text)  # type: ignore[attr-defined]


START = "title: T\nstarted_at: 2026-11-20T10:00:00Z\n"
UPDATE = "updates:\n  - at: 2026-11-20T10:00:00Z\n    status: investigating\n    message: Hello."


@pytest.mark.parametrize(
    ("text", "place", "told"),
    [
        (f"{START}summary: T\t\n{UPDATE}\n", (3, 11), "a tab stands where only spaces may"),
        (f"{START}components: [api]\t# both\n{UPDATE}\n", (3, 18), "a tab stands"),
        (f"{START}summary:\tT\n{UPDATE}\n", (3, 9), "a tab stands"),
        (f"{START}{UPDATE}\t# ok\n", (6, 20), "a tab stands"),
        (f"{START}summary: |#x\n  T\n{UPDATE}\n", (3, 11), "but found '#'; put a blank before"),
        (f"{START}waive: [{{rule: a?}}]\n{UPDATE}\n", (3, 17), "got '?'; quote the text"),
        (f"{START}{UPDATE}\n\ufeff", (7, 1), "a byte order mark"),
    ],
)
def test_check_and_update_refuse_alike(text: str, place: tuple[int, int], told: str) -> None:
    """What parsers read in different ways is told by all of us, in a file that is sound but for it."""
    file = parse_incident(SourceFile("a.yml", text), "a.yml", None)
    refused = appended(text)
    assert file.incident is None
    assert isinstance(refused, CannotEdit)
    finding = file.findings[0]
    assert (refused.line, refused.column) == (finding.place.line, finding.place.column) == place
    assert told in refused.reason == f"{finding.message}; {finding.help}"


def test_a_second_byte_order_mark_is_told_alike() -> None:
    """Parsers leave it out and count from behind it: an update would stand one character off."""
    text = f"\ufeff{START}{UPDATE}\n"
    file = parse_incident(SourceFile("a.yml", text), "a.yml", None)
    refused = appended(f"\ufeff{text}")
    assert isinstance(refused, CannotEdit)
    for told in (file.findings[0].message, refused.reason):
        assert "a byte order mark (U+FEFF) stands within the text" in told
    assert isinstance(appended(text), str)


@pytest.mark.parametrize("text", ["summary: a\tb\n  c\n", "summary: 'a\tb'\n", "a: |\n  \tx\n"])
def test_a_tab_within_a_text_is_text(text: str) -> None:
    """Where both parsers take it for a part of the text it is none of our business."""
    if not isinstance(read(text), Finding):
        assert isinstance(appended(text), str)
