"""Ids made from names that people give: the same name always gives the same one."""

import re
import unicodedata
from collections.abc import Container, Iterable, Iterator
from datetime import date
from itertools import count

_LONGEST_SLUG = 70
"""Room for the date before it and a number behind it."""


def slug(text: str) -> str:
    """Return the small letters and digits of a text, with hyphens for the rest; may be empty."""
    letters = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", letters.replace("'", "").lower()).strip("-")
    if len(words) <= _LONGEST_SLUG:
        return words
    head, _, _ = words[: _LONGEST_SLUG + 1].rpartition("-")
    return head or words[:_LONGEST_SLUG]


def incident_id(day: date, title: str, kind: str, taken: Container[str]) -> str:
    """Return the id of an incident: the day it began and its title's slug, numbered if taken."""
    wanted = f"{day}-{slug(title) or kind}"
    return next(id_ for id_ in numbered([wanted]) if id_ not in taken)


def numbered(wanted: Iterable[str]) -> Iterator[str]:
    """Yield the wanted names, then the first of them with 2, 3 and so on behind it."""
    first, *others = wanted
    yield from (first, *others)
    yield from (f"{first}-{number}" for number in count(2))
