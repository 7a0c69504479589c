"""The same changes to a whole incident file's text, Markdown with front matter or plain YAML.

Places in errors are those of the file.
"""

from collections.abc import Callable, Mapping, Sequence

from mkdocs_statuspage.model.conflict import conflict_markers
from mkdocs_statuspage.model.front_matter import Document, opens_front_matter, split_front_matter
from mkdocs_statuspage.writing.append import append_item
from mkdocs_statuspage.writing.fields import set_field
from mkdocs_statuspage.writing.walk import Step
from mkdocs_statuspage.yaml_text.refusals import CannotAppend, CannotChange, CannotEdit

YAML_SUFFIXES = (".yml", ".yaml")
"""Files of these endings are YAML throughout; every other has front matter."""


def append_update(text: str, suffix: str, item: Mapping[str, object]) -> str:
    """Give an incident file's text with one update more; see `append_item`."""
    return append_in(text, suffix, "updates", item)


def append_in(text: str, suffix: str, key: str, item: Mapping[str, object]) -> str:
    """Give an incident file's text with an item more in one of its lists; see `append_item`."""
    return _edit(text, suffix, lambda yaml: append_item(yaml, key, item), CannotAppend)


def set_in(text: str, suffix: str, path: Sequence[Step], value: object) -> str:
    """Give an incident file's text with one field set; see `set_field`."""
    return _edit(text, suffix, lambda yaml: set_field(yaml, path, value), CannotChange)


def _edit(text: str, suffix: str, edit: Callable[[str], str], refusal: type[CannotEdit]) -> str:
    conflict = conflict_markers(text)
    if conflict:
        raise refusal(conflict, 1, "git left a conflict here; resolve it first")
    if suffix in YAML_SUFFIXES:
        return edit(text)
    document = _split(text, refusal)
    try:
        changed = document.with_yaml(edit(document.yaml))
    except CannotEdit as refused:
        raise refused.below(document.first_line - 1) from refused
    if split_front_matter(changed.text) != changed:
        raise refusal(document.first_line, 1, "the change would end the front matter early")
    return changed.text


def _split(text: str, refusal: type[CannotEdit]) -> Document:
    document = split_front_matter(text)
    if document is None and opens_front_matter(text):
        raise refusal(1, 1, "the front matter is not closed; end it with a line `---`")
    if document is None:
        raise refusal(1, 1, "there is no front matter; start the file with a line `---`")
    return document
