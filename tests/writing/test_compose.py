"""New documents: they look as the format's own example does, and read back equal."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.writing.document import compose, compose_markdown
from mkdocs_statuspage.writing.refusals import CannotEdit
from writing import oracle
from writing.documents import IDS, VALUES

EXAMPLE = Path(__file__).parent / "cases" / "compose" / "incident.md"
LAW = settings(
    deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300
)


def test_example() -> None:
    """An incident is composed as people would write it."""
    text = EXAMPLE.read_text()
    _, front_matter, body = text.split("---\n", 2)
    assert compose_markdown(yaml.safe_load(front_matter), body) == text


def test_nothing() -> None:
    """No fields at all are still a document."""
    assert compose({}) == "{}\n"


def test_what_cannot_be_written_is_refused() -> None:
    """A value without a spelling is refused instead of being written as something else."""
    with pytest.raises(CannotEdit):
        compose({"a": float("nan")})


@given(tree=st.dictionaries(IDS, VALUES, max_size=6))
@LAW
def test_law_reads_back(tree: dict[str, Any]) -> None:
    """Whatever is composed reads back equal, typed and as text."""
    text = compose(tree)
    assert oracle.typed(text) == tree
    assert oracle.strings(text) == oracle.as_strings(tree)
    for loader in oracle.LOADERS:
        assert oracle.tree(text, loader) == oracle.as_tree(tree)
