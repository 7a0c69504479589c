"""Links and pictures that lead to what is not there, or not on the site: a file, a page, a place on it; an address that is nowhere given."""

import posixpath
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import unquote

from mkdocs_statuspage.markdown_text import SCHEMES, Link, MarkdownText, read_markdown
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import TextAt, texts_of
from mkdocs_statuspage.policy.anchors import anchors_of
from mkdocs_statuspage.policy.passages import place_in_value, place_of
from mkdocs_statuspage.reading.attachments import (
    Linked,
    file_named,
    links_in,
    links_of,
    may_link,
    read_of,
)
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.reading.nearness import closest
from mkdocs_statuspage.reading.noted import Known
from mkdocs_statuspage.review import Origin, PlaceOf, placed
from mkdocs_statuspage.yaml_text.source import one_line, split_front_matter

RULE = "missing-file"
PLACE_RULE = "missing-anchor"
REFERENCE_RULE = "missing-address"
_FROM_ROOT = re.compile(r"/(?!/)([^?#\\]*)")
"""An address from the site's root, without what stands behind its path."""
_ELSEWHERE = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):|//()")
"""How an address begins that leads away from the site."""


class Said(NamedTuple):
    """What is wrong with a link."""

    message: str
    help: str
    """The next step."""
    rule: str = RULE


class Linking(NamedTuple):
    """A text that may link."""

    path: str
    """The file that it is from, relative to the folder of incidents."""
    read: MarkdownText
    places: Callable[[], PlaceOf]
    """Finds where its stretches stand; asked only when something is found."""


class LinkingFile(NamedTuple):
    """A file whose texts may link."""

    path: str
    """It, relative to the folder of incidents."""
    links: Linked
    texts: Callable[[], Iterable[Linking]]
    """Walks through its texts; asked only when something is found."""

    def is_told(self, say: Callable[[Link], "Said | None"]) -> bool:
        """Tell whether something is to be said of one of its links."""
        return any(say(Link(target, 0, 0, is_picture=False)) for target in self.links.targets)


@dataclass(frozen=True, slots=True)
class _There:
    """What a link may lead to."""

    files: frozenset[str]
    """All that lies in the folder."""
    unpublished: frozenset[str]
    """What lies there and is not on the site."""
    incidents: Mapping[str, Known]
    """What has a page with places on it, by its file and by its address below the root."""
    whole: Callable[[Known], Incident | None]
    """Reads an incident that was not read yet."""

    def lacks(self, name: str, path: str) -> bool:
        """Tell whether a reader of a file would not get another; of a draft there are no readers yet."""
        is_draft = path in self.unpublished
        return name not in self.files or (name in self.unpublished and not is_draft)

    def say(self, link: Link, path: str) -> Said | None:
        """Say what is wrong with a link to a file, or to an address that no page leads to."""
        if elsewhere := _ELSEWHERE.match(link.target.strip()):
            return None if (elsewhere[1] or "").lower() in SCHEMES else _refused(link)
        name = file_named(link.target, posixpath.dirname(path))
        if name is None or not self.lacks(name, path):
            return self._say_of_place(link, name or path)
        if name in self.files:
            message = f"this {_kind(link)} leads to `{one_line(name)}`, which is not on the site"
            return Said(message, "publish it, or take the link out")
        close = closest(name, self.files - self.unpublished - {path})
        message = f"this {_kind(link)} leads to `{one_line(name)}`, and there is no such file"
        return Said(message, _meant(close, "mend it, or add the file"))

    def _say_of_place(self, link: Link, path: str) -> Said | None:
        """Say what is wrong with what stands behind the `#` of a link to a page that is there."""
        before, _, name = link.target.partition("#")
        from_root = _FROM_ROOT.match(before)
        known = self.incidents.get(from_root[1].strip("/") if from_root else path)
        name = unquote(name)
        if known is None or not name or name.lower() == "top" or name.startswith(":~:"):
            return None  # the last two are the browser's own
        incident = self.whole(known)
        if incident is None:
            return None
        places = anchors_of(incident)
        if name in places:
            return None
        message = f"this {_kind(link)} leads to `#{one_line(name)}`, and its page has no such place"
        close = closest(name, places)
        meant = _meant(close and f"#{close}", "name a heading of that file, or an update's id")
        return Said(message, meant, PLACE_RULE)


def _refused(link: Link) -> Said:
    message = f"no page leads to `{one_line(link.target)}`: readers get this {_kind(link)} without its address"
    return Said(
        message, f"write one that begins with {' or '.join(f'`{s}:`' for s in sorted(SCHEMES))}"
    )


def missing_files(
    reading: Reading, published: Iterable[Known], linking: Iterable[LinkingFile]
) -> Iterator[Finding]:
    """Yield a warning for each link to a file that is not there, at its place.

    Args:
        reading: all files.
        published: the incidents that have a page.
        linking: their texts, see `linking_files`.
    """
    pages = {CONFIG_NAME, *(incident.path for incident in published)}
    read = reading.marks.keys() | reading.noted.keys()
    files = frozenset((*read, *reading.assets, *reading.pages))
    by_address = {f"incidents/{incident.id}": incident for incident in reading.known}
    by_path = {incident.path: incident for incident in reading.known}
    there = _There(files, frozenset(read - pages), by_path | by_address, reading.whole)
    for file in linking:
        say = partial(there.say, path=file.path)
        if file.links.has_undefined or file.is_told(say):
            for told in file.texts():
                yield from _findings(told, say)
                yield from _undefined(told)


def _undefined(told: Linking) -> Iterator[Finding]:
    """Yield a warning for each reference to an address that is nowhere given: readers get its brackets."""
    if not told.read.undefined:
        return
    spot_of = told.places()
    for start, end in told.read.undefined:
        spot = spot_of(start, end)
        words, _, label = told.read.text[start + 1 : end - 1].rpartition("][")
        name = f"[{one_line(label or words)}]:"
        message = (
            f"nothing in this text begins with `{name}`, so readers get the brackets as they stand"
        )
        help_text = f"add `{name}` and what is meant, on a line of its own; or put it into `code`"
        yield Finding(spot.place, REFERENCE_RULE, message, help_text, Severity.WARNING, spot.source)


class RootLink(NamedTuple):
    """A link from the site's root, which only who knows every page can judge."""

    path: str
    """The path that it names below the root."""
    finding: Finding
    """What is said if nothing is there, without the next step."""


def root_links(linking: Iterable[LinkingFile]) -> Iterator[RootLink]:
    """Yield each link from the site's root, with what is to be said where it leads to nothing."""
    for file in linking:
        for told in file.texts() if file.is_told(_from_root) else ():
            for finding in _findings(told, _from_root):
                yield RootLink(finding.help, finding)


def _from_root(link: Link) -> Said | None:
    found = _FROM_ROOT.match(link.target)
    if found is None:
        return None
    message = f"this {_kind(link)} leads to `{one_line(found[0])}`, and there is no such page"
    return Said(message, unquote(found[1]).lstrip("/"))


def missing_pages(links: Iterable[RootLink], there: Collection[str]) -> Iterator[Finding]:
    """Yield a warning for each link from the root to what is not there.

    Args:
        links: from `root_links`.
        there: the site's files below its root, as a host has them.
    """
    known = frozenset(there)
    for path, finding in links:
        if is_lost(path, known):
            close = closest(path, (name.removesuffix("index.html") for name in known))
            yield replace(finding, help=_meant(close and f"/{close}", "mend it, or add the page"))


def is_lost(path: str, known: Collection[str]) -> bool:
    """Tell whether a path below the root leads to none of the site's files."""
    return path not in known and posixpath.join(path, "index.html") not in known


def _meant(close: str | None, otherwise: str) -> str:
    return f"did you mean `{one_line(close)}`?" if close else otherwise


def _kind(link: Link) -> str:
    return "picture" if link.is_picture else "link"


def _findings(told: Linking, say: Callable[[Link], Said | None]) -> Iterator[Finding]:
    if not any(say(Link(target, 0, 0, is_picture=False)) for target in told.read.targets):
        return
    spot_of = told.places()
    for link in told.read.links:
        said = say(link)
        if said is not None:
            spot = spot_of(link.start, link.end)
            yield Finding(
                spot.place, said.rule, said.message, said.help, Severity.WARNING, spot.source
            )


def linking_files(
    reading: Reading, known: Mapping[str, Linked] = MappingProxyType({})
) -> Iterator[LinkingFile]:
    """Yield every file whose texts may link.

    Args:
        reading: all files.
        known: where the texts of some lead, by their paths.
    """
    for incident in reading.incidents:
        links = known.get(incident.path) or links_of(incident)
        yield LinkingFile(incident.path, links, partial(_texts, incident, reading))
    for id_, component in (reading.config.components if reading.config else {}).items():
        text, key = component.description, ("components", id_, "description")
        if text is not None and may_link(text):
            marks, read = reading.marks_of(CONFIG_NAME), read_markdown(text)
            told = Linking(CONFIG_NAME, read, partial(place_in_value, marks, key, text))
            yield LinkingFile(CONFIG_NAME, links_in([read], ""), lambda told=told: [told])  # type: ignore[misc]


def _texts(incident: Incident, reading: Reading) -> Iterator[Linking]:
    """Yield every text of an incident that may link; the sections of a file are one, as they were read."""
    told = (one for one in texts_of(incident) if one.use.is_prose and may_link(one.text))
    for _, (one, *_) in groupby(told, partial(_stretch, incident)):
        yield _of_incident(one, incident, reading)


def _stretch(incident: Incident, told: TextAt) -> tuple[str | int, ...]:
    """Return what is read as one: the sections of a Markdown file are."""
    is_part = told.path[0] == "prose" and read_of(told, incident).whole is not None
    return told.path[:1] if is_part else told.path


def _of_incident(told: TextAt, incident: Incident, reading: Reading) -> Linking:
    read = read_of(told, incident)
    if read.whole is not None:
        return Linking(incident.path, read.whole, partial(_in_body, read.whole, incident, reading))
    places = lambda: place_of(told, incident, reading.marks_of(incident.path))  # noqa: E731
    return Linking(incident.path, read, places)


def _in_body(read: MarkdownText, incident: Incident, reading: Reading) -> PlaceOf:
    source = reading.marks_of(incident.path).source
    document = split_front_matter(source.text)
    return placed(read.text, Origin(source.path, document.body_line if document else 1))
