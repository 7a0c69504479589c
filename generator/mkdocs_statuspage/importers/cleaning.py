"""Foreign text without the characters that no file of ours may hold."""

from typing import Any

from mkdocs_statuspage.yaml_text.source import FORBIDDEN

REPLACEMENT = "\ufffd"
"""The character that says: something stood here that cannot be shown."""


def clean(tree: Any) -> tuple[Any, int]:
    """Return a tree of dicts, lists and strings with forbidden characters replaced, and how many.

    Control codes and halves of surrogate pairs spoil feeds, direction overrides mislead readers.
    """
    if isinstance(tree, str):
        return FORBIDDEN.subn(REPLACEMENT, tree)
    if isinstance(tree, dict):
        pairs = [(clean(key), clean(value)) for key, value in tree.items()]
        cleaned = {key[0]: value[0] for key, value in pairs}
        return cleaned, sum(key[1] + value[1] for key, value in pairs)
    if isinstance(tree, list):
        items = [clean(item) for item in tree]
        return [item for item, _ in items], sum(count for _, count in items)
    return tree, 0


def note_of(count: int) -> str:
    """Say how many characters were replaced."""
    what = "1 character that spoils" if count == 1 else f"{count} characters that spoil"
    return f"{what} feeds or misleads readers replaced with U+FFFD"
