"""Ids and titles made from foreign names: the same name always gives the same one."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from datetime import datetime
from itertools import count

from pydantic_core import PydanticCustomError

from mkdocs_statuspage.model.scalars import MAX_LINE_LENGTH, check_identifier

_LONGEST_SLUG = 70
"""Room for the date before it and a number behind it."""
_ELLIPSIS = "…"


def slug(text: str) -> str:
    """Give the small letters and digits of a text, with hyphens for the rest; may be empty."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "").lower()).strip("-")
    if len(words) <= _LONGEST_SLUG:
        return words
    head, _, _ = words[: _LONGEST_SLUG + 1].rpartition("-")
    return head or words[:_LONGEST_SLUG]


def incident_id(begins_at: datetime, title: str, kind: str, taken: Container[str]) -> str:
    """Give the id of an incident: the UTC day it began and its title's slug, numbered if taken."""
    wanted = f"{begins_at.date()}-{slug(title) or kind}"
    return next(id_ for id_ in _numbered([wanted]) if id_ not in taken)


def component_id(name: str, group: str, taken: Container[str]) -> str:
    """Give the id of a component: its name's slug, with its group's before it if taken."""
    wanted = [slug(name) or "component", slug(f"{group} {name}")]
    return next(id_ for id_ in _numbered(wanted) if id_ not in taken and _is_allowed(id_))


def _numbered(wanted: Iterable[str]) -> Iterator[str]:
    first, *others = wanted
    yield from (first, *others)
    yield from (f"{first}-{number}" for number in count(2))


def _is_allowed(id_: str) -> bool:
    try:
        return check_identifier(id_) == id_
    except PydanticCustomError:
        return False


def one_line(text: str) -> str:
    """Give a text on one line, without blanks around it."""
    return " ".join(part for line in text.splitlines() if (part := line.strip()))


def shorten(line: str) -> str:
    """Give a line that is not too long for a title: cut at a word, with an ellipsis."""
    if len(line) <= MAX_LINE_LENGTH:
        return line
    room = MAX_LINE_LENGTH - len(_ELLIPSIS)
    head = line[: room + 1].rpartition(" ")[0] or line[:room]
    return head.rstrip(" ,;:.-") + _ELLIPSIS
