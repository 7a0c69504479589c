"""Ids and titles made from foreign names: the same name always gives the same one."""

from collections.abc import Container

from pydantic_core import PydanticCustomError

from mkdocs_statuspage.model.ids import numbered, slug
from mkdocs_statuspage.model.scalars import MAX_LINE_LENGTH, check_identifier

_ELLIPSIS = "…"


def component_id(name: str, group: str, taken: Container[str]) -> str:
    """Return the id of a component: its name's slug, with its group's before it if taken."""
    wanted = [slug(name) or "component", slug(f"{group} {name}")]
    return next(id_ for id_ in numbered(wanted) if id_ not in taken and _is_allowed(id_))


def _is_allowed(id_: str) -> bool:
    try:
        return check_identifier(id_) == id_
    except PydanticCustomError:
        return False


def one_line(text: str) -> str:
    """Return a text on one line, without blanks around it."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def shorten(line: str) -> str:
    """Return a line that is not too long for a title: cut at a word, with an ellipsis."""
    if len(line) <= MAX_LINE_LENGTH:
        return line
    room = MAX_LINE_LENGTH - len(_ELLIPSIS)
    head = line[: room + 1].rpartition(" ")[0] or line[:room]
    return head.rstrip(" ,;:.-") + _ELLIPSIS
