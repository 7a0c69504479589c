"""`append_update` on every file of `cases/append`, on hard messages, and on generated documents."""

import json
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, example, given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.writing.document import append_in, append_update
from mkdocs_statuspage.writing.refusals import CannotEdit
from mkdocs_statuspage.yaml_text.source import FORBIDDEN
from writing import oracle
from writing.documents import DOCUMENTS, ITEMS, damaged

CASES = Path(__file__).parent / "cases" / "append"
FOLDERS = sorted(folder for folder in CASES.iterdir() if folder.is_dir())
ITEM = yaml.safe_load((CASES / "item.yml").read_text())
HOSTS = ["id: a\nupdates:\n  - id: b\n", "updates: [{id: b}]", '{"updates": [{"id": "b"}]}', "{}"]
MARKED = re.compile(r"[&!]\w")
"""What has an anchor or a tag."""
LAW = settings(deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
MANY = settings(LAW, max_examples=20_000)


def shared_cases() -> Any:
    """Read the recorded cases that this project is measured by, when they are at hand."""
    folder = os.environ.get("STATUSPAGE_SHARED")
    if not folder:
        pytest.skip("STATUSPAGE_SHARED is not set")
    return json.loads((Path(folder) / "data/robustness/append_cases.json").read_text())


def append_or_refuse(text: str, item: dict[str, Any]) -> bool:
    """Append and check the outcome, or find that it was refused with a place in the text."""
    outcome = outcome_of(text, item)
    if isinstance(outcome, CannotEdit):
        assert 1 <= outcome.line <= len(text.splitlines()) + 1, outcome
        assert outcome.column >= 1
        assert outcome.reason
        return False
    oracle.assert_appended(text, outcome, "updates", item)
    return True


def outcome_of(text: str, item: dict[str, Any]) -> str | CannotEdit:
    """Give the new text or the refusal; every other exception is a failure."""
    try:
        return append_update(text, ".yml", item)
    except CannotEdit as refused:
        return refused


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    """Each case comes out as its `after.yml`, byte for byte, or is refused as `refused.txt` says."""
    before = (folder / "before.yml").read_bytes().decode()
    refused = folder / "refused.txt"
    if refused.exists():
        with pytest.raises(CannotEdit) as error:
            append_update(before, ".yml", ITEM)
        assert str(error.value) == refused.read_text().strip()
        return
    after = append_update(before, ".yml", ITEM)
    assert after == (folder / "after.yml").read_bytes().decode()
    oracle.assert_appended(before, after, "updates", ITEM)


def test_recorded_cases() -> None:
    """What was recorded as appended to is, but for anchors and tags, which `check` refuses too."""
    for case in shared_cases()["cases"]:
        is_refused = case["result"] == "refused" or MARKED.search(case["input"]) is not None
        assert append_or_refuse(case["input"], ITEM) is not is_refused, case["name"]


@pytest.mark.parametrize("host", HOSTS)
def test_messages(host: str) -> None:
    """Every hard message that files may hold reads back equal, typed and as text, from lines, braces and JSON."""
    messages = json.loads((CASES.parent / "messages.json").read_text())
    recorded = os.environ.get("STATUSPAGE_SHARED") and shared_cases()["messages"]
    for message in [*messages, *(recorded or [])]:
        is_allowed = FORBIDDEN.search(message) is None
        assert append_or_refuse(host, {"id": "x", "message": message}) is is_allowed


@pytest.mark.parametrize(
    "message",
    [
        "NO",
        ".inf",
        "12:30",
        "1e3",
        "0o17",
        "2026-11-03",
        "2026-11-03T09:20:00Z",
        "<<",
        "=",
        "~",
        "",
    ],
)
def test_text_stays_text(message: str) -> None:
    """Text that YAML would take for something else is put in quotes."""
    new = append_update("updates:\n- a\n", ".yml", {"message": message})
    assert f'message: "{message}"' in new


def test_instant_is_plain_utc() -> None:
    """An instant is written plain and in UTC, whatever its offset."""
    item = yaml.safe_load("at: 2026-11-03T11:20:00+02:00")
    assert "- at: 2026-11-03T09:20:00Z\n" in append_update("updates: []\n", ".yml", item)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"at": yaml.safe_load("2026-11-03 09:20:00")}, "an instant needs an offset or Z"),
        ({"a": object()}, "type object cannot be written"),
        ({1: "a"}, "a key must be text, not int"),
        ({"a": "\ud83d"}, "half of a surrogate pair"),
        ({"a": float("nan")}, "by hand"),
    ],
)
def test_what_cannot_be_written_is_refused(item: dict[str, Any], reason: str) -> None:
    """A value that would not read back equal is refused by name."""
    with pytest.raises(CannotEdit, match=reason):
        append_update("updates: []\n", ".yml", item)


def test_key_may_be_any_text() -> None:
    """A list under a key that needs quotes is found, and begun, as that key."""
    new = append_in("a: 1\n", ".yml", "no", {"b": 1})
    assert append_in(new, ".yml", "no", {"b": 2}) == 'a: 1\n"no":\n  - b: 1\n  - b: 2\n'


@given(text=DOCUMENTS, item=ITEMS)
@settings(LAW, max_examples=300)
def test_law_any_document(text: str, item: dict[str, Any]) -> None:
    """A generated document gets exactly one item more, or is refused."""
    event("appended" if append_or_refuse(text, item) else "refused")


@given(text=damaged(), item=ITEMS)
@example(text="updates: [ ]# none yet\n", item={"id": None})
@settings(LAW, max_examples=400)
def test_law_damaged_document(text: str, item: dict[str, Any]) -> None:
    """A damaged document is never made into a wrong one."""
    event("appended" if append_or_refuse(text, item) else "refused")


@given(text=st.text(max_size=60))
@settings(LAW, max_examples=300)
def test_law_any_text(text: str) -> None:
    """No text whatsoever raises anything but a refusal."""
    append_or_refuse(text, {"id": "a"})


@pytest.mark.long
@pytest.mark.parametrize("documents", [DOCUMENTS, damaged()], ids=["generated", "damaged"])
def test_law_many_documents(documents: st.SearchStrategy[str]) -> None:
    """Of twenty thousand documents none is made into a wrong one; the counts are printed."""
    counts: Counter[bool] = Counter()

    @given(text=documents, item=ITEMS)
    @MANY
    def law(text: str, item: dict[str, Any]) -> None:
        counts[append_or_refuse(text, item)] += 1

    law()
    print(f"appended {counts[True]}, refused {counts[False]}")
