"""Parsed phrases, kept in the user's cache folder.

Parsing takes more than a tenth of a second, a quarter of `check` for one file. What is kept is used
while the lists and the code that parses them are the same to the byte. Delete it at any time.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review import inflection, phrase, phrase_files
from mkdocs_statuspage.review.phrase import Phrase
from mkdocs_statuspage.review.phrase_files import Group, read_groups

PARSERS = (phrase, phrase_files, inflection)
"""The code that decides what a line means."""


@cache
def groups_of(language: str) -> Mapping[str, tuple[Group, ...]]:
    """Give the phrases of every rule in a language, parsed now or before."""
    stamp = _stamp(language)
    kept = _kept(language, stamp)
    if kept is None:
        kept = read_groups(language)
        _keep(language, stamp, kept)
    return kept


def cache_path(language: str) -> Path:
    """Give where the parsed phrases of a language are kept: see the XDG base directories."""
    given = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    caches = Path(given) if given else Path.home() / ".cache"
    return caches / "mkdocs-statuspage" / f"phrases-{language}.json"


def _stamp(language: str) -> str:
    digest = hashlib.sha256()
    for path in (*phrase_files.files_of(language), *map(_source, PARSERS)):
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def _source(module: ModuleType) -> Path:
    return Path(str(module.__file__))


def _kept(language: str, stamp: str) -> Mapping[str, tuple[Group, ...]] | None:
    try:
        kept = json.loads(cache_path(language).read_bytes())
        return _unpacked(kept) if kept["stamp"] == stamp else None
    except (OSError, RuntimeError, ValueError, LookupError, TypeError):
        return None


def _keep(language: str, stamp: str, groups: Mapping[str, tuple[Group, ...]]) -> None:
    """Write what was parsed; where that is not allowed, the next command parses again."""
    with suppress(OSError, RuntimeError):  # there may be no home
        path = cache_path(language)
        temporary = path.with_suffix(f".{os.getpid()}")
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps({"stamp": stamp, **_packed(groups)}), encoding="utf-8")
        temporary.replace(path)


def _packed(groups: Mapping[str, tuple[Group, ...]]) -> dict[str, Any]:
    """Give the groups as lists; a set of words, which many phrases share, is written once."""
    numbers: dict[frozenset[str], int] = {}

    def number(words: frozenset[str]) -> int:
        return numbers.setdefault(words, len(numbers))

    def packed(phrase: Phrase) -> list[Any]:
        sets = map(number, (phrase.keys, *phrase.demands))
        return [phrase.written, phrase.source, phrase.doubtful, *sets]

    books = {
        name: [
            [
                g.name,
                g.says,
                g.mend,
                g.severity,
                *([*map(packed, p)] for p in (g.phrases, g.silenced_by)),
            ]
            for g in book
        ]
        for name, book in groups.items()
    }
    return {"books": books, "sets": [sorted(words) for words in numbers]}


def _unpacked(kept: Mapping[str, Any]) -> Mapping[str, tuple[Group, ...]]:
    sets = [frozenset(words) for words in kept["sets"]]

    def phrases(rows: list[list[Any]]) -> tuple[Phrase, ...]:
        return tuple(
            Phrase(written, source, sets[keys], tuple(sets[d] for d in demands), doubtful)
            for written, source, doubtful, keys, *demands in rows
        )

    def group(name: str, says: str, mend: str, severity: str | None, *rows: Any) -> Group:
        known = Severity(severity) if severity is not None else None
        return Group(name, says, mend, known, *map(phrases, rows))

    return {name: tuple(group(*row) for row in book) for name, book in kept["books"].items()}
