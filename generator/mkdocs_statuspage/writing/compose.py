"""A new document from values: how an incident file looks on its first day."""

from collections.abc import Mapping

from mkdocs_statuspage.writing.layout import Spelling, Value, pairs
from mkdocs_statuspage.writing.proof import Slot, is_exact
from mkdocs_statuspage.writing.splice import writable
from mkdocs_statuspage.yaml_text.refusals import CannotChange


def compose(tree: Mapping[str, object]) -> str:
    """Give a YAML document that reads back equal, its keys in the mapping's order."""
    value = writable(tree)
    if not isinstance(value, Mapping) or not value:
        return "{}\n"
    for spelling in (Spelling.READABLE, Spelling.QUOTED):
        text = pairs(value, 0, spelling) + "\n"
        if _reads_as(text, value):
            return text
    raise CannotChange(1, 1, "these values cannot be written as YAML")


def compose_markdown(tree: Mapping[str, object], body: str) -> str:
    """Give a Markdown document with the values as front matter."""
    return f"---\n{compose(tree)}---\n{body}"


def _reads_as(text: str, value: Value) -> bool:
    """Check a whole document as a change to an empty one: `{}` is two events, the third and fourth."""
    return is_exact("{}\n", text, Slot(2, 4, (value,)))
