"""What search looks through: titles and texts by year, in parts of a bounded size, so that only what is looked at is got."""

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.plain_text import allowed
from mkdocs_statuspage.outputs.view.prose import plain

URL = "search/"
LIMIT = 200_000
"""From how many bytes on a part is full."""
LIST = f"{URL}parts.json"
"""Where the parts are listed, the newest first."""


def index(files: Iterable[object], words: Words) -> Mapping[str, str | bytes]:
    """Return the index of the pages among some files: its parts by where they stand, and the list of them, what has no day first.

    A part is filled with the oldest first: what happens today changes the newest part of its year and no other.
    """
    found = [page for page in files if isinstance(page, Page) and is_searched(page)]
    dated = sorted((p for p in found if p.day), key=lambda p: (p.day, p.path))
    parts: dict[str, bytes] = {}
    for year, group in groupby(dated, key=_year):
        entries = (_entry(page, words) for page in group)
        parts |= {f"{year}-{n}": part for n, part in enumerate(_parts(entries), 1)}
    parts["pages"] = _text(_entry(p, words) for p in found if not p.day)
    listed = json.dumps(list(parts)[::-1]) + "\n"
    return {LIST: listed, **{f"{URL}{name}.json": part for name, part in parts.items()}}


def _year(page: Page) -> int:
    return page.day.year if page.day else 0


def _entry(page: Page, words: Words) -> bytes:
    """Return a page's address, title, day and words."""
    day = words.day(page.day) if page.day else ""
    entry = [page.url, allowed(page.title), day, words_of(page).decode()]
    return json.dumps(entry, ensure_ascii=False).encode()


def is_searched(page: Page) -> bool:
    """Tell whether search finds a page: it has a text, though that may be one without words."""
    return bool(page.html) or isinstance(page.html, bytes)


def words_of(page: Page) -> bytes:
    """Return what is looked through for a page that search finds."""
    known = page.html
    return known if isinstance(known, bytes) else allowed(plain(page.text())).encode()


def _parts(entries: Iterable[bytes]) -> Iterator[bytes]:
    held: list[bytes] = []
    size = 0
    for entry in entries:
        held.append(entry)
        size += len(entry)
        if size >= LIMIT:
            yield _text(held)
            held, size = [], 0
    if held:
        yield _text(held)


def _text(entries: Iterable[bytes]) -> bytes:
    """Return a part, its newest entry first."""
    return b"[\n" + b",\n".join([*entries][::-1]) + b"\n]\n"
