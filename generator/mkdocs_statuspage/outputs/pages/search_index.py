"""What search looks through: titles and texts by year, in parts of a bounded size, so that only what is looked at is got."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.plain_text import allowed
from mkdocs_statuspage.outputs.view.prose import plain_apart

URL = "search/"
LIMIT = 200_000
"""From how many bytes on a part is full."""
LIST = f"{URL}parts.json"
"""Where the parts are listed, the newest first."""
SaidOn = Callable[[Page], bytes]
"""Returns what is looked through for a page."""
PartsOf = Callable[[Sequence[Page], Words], Iterable[bytes]]
"""Returns the parts of a year, of whose pages the oldest comes first."""


def index(
    files: Iterable[object], words: Words, parts_of: PartsOf | None = None
) -> Iterator[tuple[str, str | bytes]]:
    """Yield the index of the pages among some files: its parts by where they stand, and the list of them, what has no day first.

    A part is filled with the oldest first: what happens today changes the newest part of its year and no other.

    Args:
        files: what is searched is among them.
        words: the site's own.
        parts_of: returns the parts of a year, for who knows some; see `parts`.
    """
    found = [page for page in files if isinstance(page, Page) and is_searched(page)]
    dated = sorted((p for p in found if p.day), key=lambda p: (p.day, p.path))
    names: list[str] = []
    for year, group in groupby(dated, key=_year):
        pages = [*group]
        for number, part in enumerate((parts_of or parts)(pages, words), 1):
            names.append(f"{year}-{number}")
            yield f"{URL}{names[-1]}.json", part
    yield f"{URL}pages.json", _text(_entry(p, words, words_of) for p in found if not p.day)
    yield LIST, json.dumps(["pages", *names[::-1]]) + "\n"


def _year(page: Page) -> int:
    return page.day.year if page.day else 0


def _entry(page: Page, words: Words, said: SaidOn) -> bytes:
    """Return a page's address, title, day and words."""
    day = words.day(page.day) if page.day else ""
    entry = [page.url, allowed(page.title), day, said(page).decode()]
    return json.dumps(entry, ensure_ascii=False).encode()


def is_searched(page: Page) -> bool:
    """Tell whether search finds a page: it has a text, though that may be one without words."""
    return bool(page.html) or isinstance(page.html, bytes)


def words_of(page: Page) -> bytes:
    """Return what is looked through for a page that search finds."""
    known = page.html
    return known if isinstance(known, bytes) else allowed(plain_apart(page.text())).encode()


def parts(pages: Iterable[Page], words: Words, said: SaidOn | None = None) -> Iterator[bytes]:
    """Yield the parts of a year.

    Args:
        pages: those of the year, the oldest first.
        words: the site's own.
        said: returns what is looked through for a page; by default `words_of`.
    """
    held: list[bytes] = []
    size = 0
    for page in pages:
        entry = _entry(page, words, said or words_of)
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
