"""The documents about promises and the record say what the code does."""

from pathlib import Path

from mkdocs_statuspage.timeline.ledger import BROKEN_AFTER, PromiseState
from mkdocs_statuspage.timeline.measures import MEASURES

DOCS = Path(__file__).parents[2] / "generator" / "docs"


def test_every_figure_is_documented_in_its_own_words() -> None:
    """Key, name and definition stand in the table of the record."""
    text = (DOCS / "record.md").read_text(encoding="utf-8")
    for measure in MEASURES:
        assert f"| `{measure.key}` | {measure.name} |" in text
        assert measure.definition in text


def test_every_state_of_a_promise_is_documented() -> None:
    """Each has a row, and the days after which late is broken are named."""
    text = (DOCS / "promises.md").read_text(encoding="utf-8")
    for state in PromiseState:
        assert f"| {state.value.replace('_', ' ')} |" in text
    assert f"{BROKEN_AFTER.days} days" in text
