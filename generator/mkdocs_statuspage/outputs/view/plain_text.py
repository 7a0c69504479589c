"""Text for programs that show no markup: clean characters, lines, JSON.

Characters that no document may carry are refused by reading, and this is the second lock: a single one of
them would make a whole feed or calendar unreadable to strict programs.
"""

import json
import re
from typing import Any

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def allowed(text: str) -> str:
    """Replace control characters and lone surrogates by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Join a text's lines, and leave out the characters that no document may carry."""
    return " ".join(allowed(text).split())


def json_text(tree: Any) -> str:
    """Write a JSON document: the same bytes for the same values, keys in their order, a line break last."""
    return json.dumps(_cleaned(tree), ensure_ascii=False, indent=1) + "\n"


def _cleaned(tree: Any) -> Any:
    if isinstance(tree, str):
        return allowed(tree)
    if isinstance(tree, dict):
        return {key: _cleaned(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_cleaned(value) for value in tree]
    return tree
