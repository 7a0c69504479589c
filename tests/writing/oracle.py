"""What a correct change looks like, told without any of the code that makes it."""

import re
from datetime import date, datetime
from typing import Any

import yaml

LOADERS = (yaml.SafeLoader, yaml.CSafeLoader)


def tree(text: str, loader: type) -> Any:
    """Give a document as nested tuples of tags and texts, as every later reader would see it."""
    return _tuples(yaml.compose(text.removeprefix("\ufeff"), Loader=loader))


def strings(text: str) -> Any:
    """Give a document as a reader sees it that takes every scalar for text."""
    return yaml.load(text.removeprefix("\ufeff"), Loader=yaml.CBaseLoader)


def typed(text: str) -> Any:
    """Give a document as PyYAML's own safe loader constructs it."""
    return yaml.load(text.removeprefix("\ufeff"), Loader=yaml.SafeLoader)


def readable(text: str, loader: type) -> bool:
    """Tell whether a parser can make a document of a text."""
    try:
        tree(text, loader)
    except (yaml.YAMLError, ValueError, OverflowError, UnicodeError, RecursionError):
        return False
    return True


def assert_appended(old: str, new: str, key: str, item: dict[str, Any]) -> None:
    """Fail unless the new text is the old one with one item more and nothing else changed."""
    for loader in LOADERS:
        if readable(old, loader):
            before = [_with_item(tree(text, loader), key, item) for text in _endings(old)]
            assert tree(new, loader) in before
    assert_spliced(old, new)


def assert_spliced(old: str, new: str) -> None:
    """Fail unless one piece was put in, and nothing taken out but a null or an empty list."""
    nothings = [*re.finditer(r"[ \t\r\n\x85\u2028\u2029]*(?P<own>null|~|\[ *\])", old)]
    # What stands close behind it stays a comment by the blank before it.
    starts = [(found.start(part), found.end()) for found in nothings for part in (0, "own")]
    without = [old[:start] + old[end:] for start, end in starts]
    # In brackets over several lines, a comma and the item are put in on either side of a comment.
    commas = (found.start() for found in re.finditer(",", new))
    texts = [new, *(new[:at] + new[at + 1 :] for at in commas)]
    assert any(_is_put_in(base, text) for text in texts for base in [old, *without]), (old, new)


def _is_put_in(old: str, new: str) -> bool:
    left = _same(old, new)
    right = _same(old[::-1], new[::-1])
    return left + right >= len(old) <= len(new)


def _same(one: str, other: str) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _endings(text: str) -> list[str]:
    """A last line without its break may be completed, and a literal block there then ends in one."""
    return [text, text + "\n"]


def _tuples(node: yaml.Node | None, seen: tuple[int, ...] = ()) -> Any:
    if node is None or id(node) in seen:
        return ("nothing" if node is None else "itself",)
    seen = (*seen, id(node))
    if isinstance(node, yaml.MappingNode):
        pairs = tuple((_tuples(k, seen), _tuples(v, seen)) for k, v in node.value)
        return (node.tag, pairs)
    if isinstance(node, yaml.SequenceNode):
        return (node.tag, tuple(_tuples(entry, seen) for entry in node.value))
    return (node.tag, node.value)


def _with_item(root: Any, key: str, item: dict[str, Any]) -> Any:
    name = ("tag:yaml.org,2002:str", key)
    pairs = list(root[1])
    at = next((i for i, (k, _) in enumerate(pairs) if k == name), len(pairs))
    if at == len(pairs):
        pairs.append((name, ("tag:yaml.org,2002:null", "")))
    tag, entries = pairs[at][1]
    if tag == "tag:yaml.org,2002:null":
        tag, entries = "tag:yaml.org,2002:seq", ()
    pairs[at] = (name, (tag, (*entries, as_tree(item))))
    return (root[0], tuple(pairs))


def as_tree(value: Any) -> Any:
    """Give a value as `tree` gives it, told by its type alone."""
    if isinstance(value, dict):
        pairs = tuple((as_tree(key), as_tree(entry)) for key, entry in value.items())
        return ("tag:yaml.org,2002:map", pairs)
    if isinstance(value, list):
        return ("tag:yaml.org,2002:seq", tuple(map(as_tree, value)))
    tags = {
        str: "str",
        int: "int",
        bool: "bool",
        type(None): "null",
        datetime: "timestamp",
        date: "timestamp",
    }
    return (f"tag:yaml.org,2002:{tags[type(value)]}", as_strings(value))


def as_strings(value: Any) -> Any:
    """Give a value as `strings` gives it."""
    if isinstance(value, dict):
        return {key: as_strings(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [as_strings(entry) for entry in value]
    if isinstance(value, date):
        return value.isoformat().replace("+00:00", "Z")
    return (
        {None: "null", True: "true", False: "false"}[value]
        if value is None or isinstance(value, bool)
        else str(value)
    )


def with_field(root: Any, path: list[str | int], value: Any) -> Any:
    """Give a tree with the field at a path set, mappings on the way made where there are none."""
    if not path:
        return value
    step, rest = path[0], path[1:]
    tag, entries = root
    if tag == "tag:yaml.org,2002:null" or not entries:
        return ("tag:yaml.org,2002:map", ((as_tree(step), with_field(_NOTHING, rest, value)),))
    if isinstance(step, int):
        at = range(len(entries))[step]
        entry = with_field(entries[at], rest, value)
        return (tag, (*entries[:at], entry, *entries[at + 1 :]))
    names = [key for key, _ in entries]
    if as_tree(step) not in names:
        return (tag, (*entries, (as_tree(step), with_field(_NOTHING, rest, value))))
    at = names.index(as_tree(step))
    pair = (names[at], with_field(entries[at][1], rest, value))
    return (tag, (*entries[:at], pair, *entries[at + 1 :]))


_NOTHING = ("tag:yaml.org,2002:null", "")
