"""A feed's file, Atom or RSS in any version, as entries."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, XMLParser

from mkdocs_statuspage.importers.history import CannotImport
from mkdocs_statuspage.importers.typed_times import TypedTime, read_typed

_HELP = "save the page's /history.atom or /history.rss, and name the file"
_ENTRIES = ("entry", "item")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """What one entry has, as it stands there."""

    place: str
    """The file, and the number of the entry."""
    id: str
    title: str
    link: str
    published: TypedTime | None
    updated: TypedTime | None
    html: str
    others: tuple[tuple[str, str], ...] = ()
    """What else it says, by the names of its elements."""

    @property
    def file(self) -> str:
        """The file it stands in."""
        return self.place.rpartition(": entry ")[0]

    @property
    def said(self) -> tuple[object, ...]:
        """What makes it another one than one of the same id."""
        return self.title, self.published, self.html


@dataclass(frozen=True, slots=True)
class ReadFeed:
    """A feed: whose it is, and its entries in its order."""

    title: str
    link: str
    entries: tuple[FeedEntry, ...]
    next_link: str = ""
    """Where its older entries are, by RFC 5005."""


def read_feed(path: Path) -> ReadFeed:
    """Read a file.

    Raises:
        CannotImport: it cannot be read, is no XML, or no feed.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CannotImport(f"{path} cannot be read: {error.strerror}", _HELP) from None
    plain = data.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
        # No feed has one; it is a web page, or made to grow without end when it is read.
        raise CannotImport(f"{path}:1:1: it has a document type, as no feed has", _HELP)
    root = _root(data, path)
    entries = [part for part in root.iter() if _name(part) in _ENTRIES]
    channel = next((part for part in root if _name(part) == "channel"), root)
    if _name(root) not in ("feed", "rss", "RDF"):
        raise CannotImport(f"{path}:1:1: <{_name(root)}> is no feed", _HELP)
    read = (_entry(part, f"{path.name}: entry {number}") for number, part in enumerate(entries, 1))
    following = _link(channel, "next") or _link(channel, "prev-archive")
    return ReadFeed(_text(channel, "title"), _link(channel), tuple(read), following)


def _root(data: bytes, path: Path) -> Element:
    # What could be harmful in XML is its document type, and that is refused above.
    parser = XMLParser()  # noqa: S314
    try:
        parser.feed(data)
        root: Element = parser.close()
    except (ParseError, ValueError, LookupError) as error:
        line, column = getattr(error, "position", (1, 0))
        raise CannotImport(f"{path}:{line}:{column + 1}: no XML: {error}", _HELP) from None
    return root


_IDS = ("id", "guid")
_BEGUN = ("published", "pubDate", "date", "issued", "created")
_CHANGED = ("updated", "modified")
_TEXTS = ("encoded", "content", "description", "summary")


def _entry(part: Element, place: str) -> FeedEntry:
    link = _link(part)
    begun, changed = _time(part, *_BEGUN), _time(part, *_CHANGED)
    html = _text(part, *_TEXTS)
    return FeedEntry(
        place,
        _text(part, *_IDS) or link,
        _text(part, "title"),
        link,
        begun or changed,
        changed or begun,
        html,
        tuple(_others(part, html)),
    )


def _others(part: Element, html: str) -> Iterator[tuple[str, str]]:
    """Yield what is not read; of a text that stands there in two lengths, the longer one is."""
    known = (*_IDS, *_BEGUN, *_CHANGED, "title", "link")
    for child in part:
        name = _name(child)
        said = " ".join(" ".join(child.itertext()).split()) or child.get("term", "")
        is_said = name in _TEXTS and said in " ".join(html.split())
        if said and name not in known and not is_said:
            yield name, said


def _name(part: Element) -> str:
    return str(part.tag).rpartition("}")[2]


def _children(part: Element, *names: str) -> Iterator[Element]:
    for name in names:
        yield from (child for child in part if _name(child) == name)


def _text(part: Element, *names: str) -> str:
    """Return the first of these that has text, with its own tags where they are not escaped."""
    texts = ("".join(child.itertext()).strip() for child in _children(part, *names))
    return next((text for text in texts if text), "")


def _link(part: Element, rel: str = "alternate") -> str:
    for child in _children(part, "link"):
        if child.get("rel", "alternate") == rel:
            return (child.get("href") or child.text or "").strip()
    return ""


def _time(part: Element, *names: str) -> TypedTime | None:
    text = _text(part, *names)
    return read_typed(text) or read_typed(_by_mail(text))


def _by_mail(text: str) -> datetime | str:
    """Read a time as mail has it, which is RSS's form."""
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return ""
