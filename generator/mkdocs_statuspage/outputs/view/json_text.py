"""Values as JSON documents: the same bytes for the same values, and no character that breaks a reader."""

import json
from typing import Any

from mkdocs_statuspage.outputs.view.characters import allowed


def json_text(tree: Any) -> str:
    """Give a document that ends with a line break; keys stay in their order."""
    return json.dumps(_cleaned(tree), ensure_ascii=False, indent=1) + "\n"


def _cleaned(tree: Any) -> Any:
    if isinstance(tree, str):
        return allowed(tree)
    if isinstance(tree, dict):
        return {key: _cleaned(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_cleaned(value) for value in tree]
    return tree
