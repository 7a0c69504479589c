"""Saved answers are read, one file or a folder of them, and put together: the page, its components, its incidents, each once.

The answers overlap: an open incident stands in `incidents.json`, `unresolved.json` and `summary.json`.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_statuspage.importers.history import CannotImport


class SavedDocument(NamedTuple):
    """What one file holds."""

    name: str
    """The file, as the user would know it."""
    content: Any
    """Its JSON."""


_ENDINGS = ("*.json", "*.jsonl", "*.ndjson")


def read_documents(source: Path) -> tuple[SavedDocument, ...]:
    """Read a file of JSON, or all below a folder in the order of their paths; a file may hold several values, as JSON lines do.

    Raises:
        CannotImport: there is none, or one cannot be read.
    """
    if not source.is_dir():
        return tuple(_read(source, source.name))
    found = (path for ending in _ENDINGS for path in source.rglob(ending))
    paths = sorted(path for path in found if _counts(path, source))
    if not paths:
        raise CannotImport(f"there is no .json file in {source}", "name the folder that has them")
    return tuple(
        document for path in paths for document in _read(path, path.relative_to(source).as_posix())
    )


def _counts(path: Path, source: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
    return not hidden and not path.is_symlink() and path.is_file()


def _read(path: Path, name: str) -> list[SavedDocument]:
    if not path.is_file():
        raise CannotImport(f"there is no file {path}", "check the path")
    try:
        text = path.read_bytes().decode("utf-8-sig")
        return [SavedDocument(name, value) for value in _values(text)]
    except OSError as error:
        raise CannotImport(f"{path} cannot be read: {error.strerror}", "check it") from None
    except UnicodeDecodeError as error:
        help_text = "save the file as UTF-8"
        raise CannotImport(f"{path} is not UTF-8 at byte {error.start}", help_text) from None
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        help_text = "save the answer of the API again, whole"
        if text.lstrip().startswith("<"):
            help_text = "it is a web page; perhaps one has to log in before the API answers"
        raise CannotImport(f"{place}: not valid JSON: {error.msg}", help_text) from None
    except (RecursionError, ValueError):
        help_text = "check that it is the right file"
        raise CannotImport(
            f"{path} is nested too deep, or holds too long a number", help_text
        ) from None


_BLANK = re.compile(r"[ \t\r\n]*")


def _values(text: str) -> Iterator[Any]:
    """Yield each value of a text, one at least."""
    # Raw line ends inside strings are no JSON, and are in files that were saved by hand.
    decoder = json.JSONDecoder(strict=False)
    at = _after_blanks(text, 0)
    while True:
        value, end = decoder.raw_decode(text, at)
        yield value
        at = _after_blanks(text, end)
        if at == len(text):
            return


def _after_blanks(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at


Raw = Mapping[str, Any]
"""An object of the JSON; whatever stands in it may be missing or odd."""

_ONE = {"incident": "incidents", "scheduled_maintenance": "scheduled_maintenances"}
"""Keys under which an answer about a single thing has it."""
_PARTS = ("incidents", "scheduled_maintenances", "components")
_MARKS = {
    "incidents": ("incident_updates", "shortlink", "created_at"),
    "scheduled_maintenances": ("incident_updates", "shortlink", "created_at"),
    "components": ("status",),
}
"""Keys of which one at least is in every item; other systems use the same words for their lists."""
PAGE = 50
"""So many of each sort the public API gives at most."""
_HELP = (
    "save /api/v2/incidents.json, scheduled-maintenances.json and components.json of the page, and name"
    " the folder or one of the files"
)


@dataclass(frozen=True, slots=True)
class Gathered:
    """The parts of a page, as they stand in the JSON."""

    page: Raw
    """Who it is; empty when no answer says."""
    components: tuple[Raw, ...]
    """In the order of the page; groups too."""
    incidents: tuple[Raw, ...]
    """Incidents and maintenances, newest first."""
    planned: frozenset[int]
    """Which of the incidents are maintenances, by their place."""
    notes: tuple[str, ...]
    """What was left out."""


def gather(documents: Sequence[SavedDocument]) -> Gathered:
    """Put the answers together.

    Raises:
        CannotImport: none is of this shape, or they are of more than one page.
    """
    shaped = [(document, _normal(document.content)) for document in documents]
    _refuse_shared_ids(shaped)
    ours = [content for _, content in shaped if content is not None]
    if not any(part in content for content in ours for part in _PARTS):
        names = ", ".join(document.name for document in documents[:3])
        raise CannotImport(f"{names}: this is not Statuspage's v2 JSON", _HELP)
    others = dict.fromkeys(document.name for document, content in shaped if content is None)
    notes = [f"{name} is not Statuspage's v2 JSON; left out" for name in others]
    plain = _unique(_items(ours, "incidents", notes))
    maintenances = _unique(_items(ours, "scheduled_maintenances", notes))
    notes += _cut_off(len(plain), len(maintenances))
    planned = frozenset(range(len(plain), len(plain) + len(maintenances)))
    components = _in_page_order(_unique(_items(ours, "components", notes)))
    return Gathered(_page(ours), components, (*plain, *maintenances), planned, tuple(notes))


def _refuse_shared_ids(shaped: Iterable[tuple[SavedDocument, Raw | None]]) -> None:
    """Refuse a file in which two incidents have one id; the same one may stand there twice."""
    begun: dict[tuple[str, str], str] = {}
    for document, content in shaped:
        for raw in (one for part in _PARTS[:2] for one in objects_of(content or {}, part, [])):
            key = (document.name, text_of(raw, "id"))
            at = text_of(raw, "created_at")
            if key[1] and begun.setdefault(key, at) != at:
                names = f"{text_of(raw, 'name')[:60]!r} is one of them"
                raise CannotImport(
                    f"{document.name}: two incidents have the id {key[1]!r}; {names}",
                    "give each its own, or leave one out",
                )


def _cut_off(*counts: int) -> Iterator[str]:
    """Say that an answer has as many as the public API gives at most."""
    if PAGE in counts:
        yield (
            f"exactly {PAGE} of a sort are here, as many as the public API gives: there may be older ones."
            " The management API has them all"
        )


def text_of(raw: Raw, key: str) -> str:
    """Return the text under a key, without blanks around it; empty when there is none."""
    value = raw.get(key)
    return str(value).strip() if isinstance(value, str | int) else ""


def objects_of(raw: Raw, key: str, notes: list[str]) -> list[Raw]:
    """Return the objects in the list under a key; what is none is noted."""
    value = raw.get(key)
    items = value if isinstance(value, list) else [] if value is None else [value]
    notes += [
        f"`{key}` holds {str(item)[:40]!r}; left out"
        for item in items
        if not isinstance(item, dict)
    ]
    return [item for item in items if isinstance(item, dict)]


def _normal(content: Any) -> Raw | None:
    """Return an answer with its things in lists under their plural; None for another shape."""
    if _has(content, ("incident_updates",)) and not any(part in content for part in _PARTS[:2]):
        # A line of JSON lines is one of them.
        return {"incidents": [content]}
    if isinstance(content, list) and any(_has(item, ("incident_updates",)) for item in content):
        # The management API answers with a bare list.
        return {"incidents": content}
    if not isinstance(content, dict):
        return None
    plural: dict[str, Any] = {
        _ONE.get(str(key), str(key)): [value] if key in _ONE else value
        for key, value in content.items()
    }
    parts = [part for part in _PARTS if part in plural]
    fits = all(_fits(plural[part], _MARKS[part]) for part in parts)
    known = bool(parts) or isinstance(plural.get("page"), dict)
    return plural if fits and known else None


def _fits(items: Any, marks: Iterable[str]) -> bool:
    if items is None or items == []:
        return True
    return isinstance(items, list) and any(_has(item, marks) and "name" in item for item in items)


def _has(item: Any, marks: Iterable[str]) -> bool:
    return isinstance(item, dict) and any(mark in item for mark in marks)


def _items(ours: Iterable[Raw], part: str, notes: list[str]) -> Iterator[Raw]:
    for content in ours:
        yield from objects_of(content, part, notes)


def _unique(items: Iterable[Raw]) -> tuple[Raw, ...]:
    """Return each item once, by its id, in the version that says most."""
    kept: dict[object, Raw] = {}
    for number, item in enumerate(items):
        key = text_of(item, "id") or number
        if key not in kept or _says(item) > _says(kept[key]):
            kept[key] = item
    return tuple(kept.values())


def _says(item: Raw) -> int:
    updates = item.get("incident_updates")
    return len(updates) if isinstance(updates, list) else 0


def _in_page_order(components: tuple[Raw, ...]) -> tuple[Raw, ...]:
    """Return components as the page shows them, those of a group together; as they came if unsure."""
    if not all(isinstance(component.get("position"), int) for component in components):
        return components
    positions = {text_of(component, "id"): component["position"] for component in components}

    def place(component: Raw) -> tuple[int, int, int]:
        group, own = positions.get(text_of(component, "group_id")), component["position"]
        return (own, 0, 0) if group is None else (group, 1, own)

    return tuple(sorted(components, key=place))


def _page(ours: Iterable[Raw]) -> Raw:
    pages = [page for content in ours if isinstance(page := content.get("page"), dict)]
    names = {text_of(page, "id"): text_of(page, "name") for page in pages}
    if len(names) > 1:
        listed = ", ".join(sorted(names.values()))
        raise CannotImport(f"these files are of several pages: {listed}", "import one at a time")
    return pages[0] if pages else {}
