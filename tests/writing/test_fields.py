"""`set_field` and `set_in` on every file of `cases/set`, and on generated documents."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.writing.document import ItemStep, Step, set_field, set_in
from mkdocs_statuspage.writing.refusals import CannotEdit
from writing import oracle
from writing.documents import DOCUMENTS, VALUES, damaged

CASES = Path(__file__).parent / "cases" / "set"
FOLDERS = sorted(CASES.iterdir()) if CASES.exists() else []
LAW = settings(
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
    max_examples=400,
)
KEYS = st.sampled_from(["id", "title", "meta", "updates", "a", "c", "message", "new"])
PATHS = st.lists(st.one_of(KEYS, st.integers(-2, 2)), min_size=1, max_size=3)


def read_case(folder: Path) -> tuple[list[Step], Any]:
    """Read a case's path and value; `{id: x}` in a path is a step to that item."""
    change = yaml.safe_load((folder / "change.yml").read_text())
    path = [ItemStep(step["id"]) if isinstance(step, dict) else step for step in change["path"]]
    return path, change["value"]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_case(folder: Path) -> None:
    """Each case comes out as its `after` file, or is refused as `refused.txt` says."""
    before = next(folder.glob("before.*"))
    text = before.read_bytes().decode()
    path, value = read_case(folder)
    refused = folder / "refused.txt"
    if refused.exists():
        with pytest.raises(CannotEdit) as error:
            set_in(text, before.suffix, path, value)
        assert str(error.value) == refused.read_text().strip()
        return
    after = (folder / f"after{before.suffix}").read_bytes().decode()
    assert set_in(text, before.suffix, path, value) == after


@pytest.mark.parametrize("path", [(), ("a", 0)])
def test_a_path_that_ends_in_no_field_is_refused(path: tuple[Step, ...]) -> None:
    """A path that leads nowhere, or to an item as a whole, changes nothing."""
    with pytest.raises(CannotEdit, match="the path does not end in a field"):
        set_field("a: [1]\n", path, 2)


def test_number_into_a_new_list_is_refused() -> None:
    """A list is not made up on the way to one of its items."""
    with pytest.raises(CannotEdit, match="no list to find `first` in"):
        set_field("a: 1\n", ("list", ItemStep("first"), "b"), 2)


@given(text=DOCUMENTS | damaged(), path=PATHS, value=VALUES)
@LAW
def test_law_one_field(text: str, path: list[str | int], value: Any) -> None:
    """A document gets the one field set and keeps every other, or the change is refused."""
    try:
        new = set_field(text, path, value)
    except CannotEdit:
        event("refused")
        return
    event("set")
    for loader in oracle.LOADERS:
        assert oracle.tree(new, loader) in [
            oracle.with_field(oracle.tree(old, loader), path, oracle.as_tree(value))
            for old in (text, text + "\n")
        ]


@given(text=DOCUMENTS, path=PATHS, value=VALUES)
@settings(LAW, max_examples=200)
def test_law_again_is_nothing(text: str, path: list[str | int], value: Any) -> None:
    """Setting a field to what it is leaves the text alone."""
    try:
        new = set_field(text, path, value)
    except CannotEdit:
        return
    assert set_field(new, path, value) == new
