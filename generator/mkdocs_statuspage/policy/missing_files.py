"""Links and pictures that lead to a file which is not there, or not on the site: readers get none of them."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_statuspage.markdown_text import Link, MarkdownText
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import TextAt
from mkdocs_statuspage.policy.passages import place_of
from mkdocs_statuspage.reading.attachments import file_named, linked_files, read_of
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.reading.nearness import closest
from mkdocs_statuspage.review import Origin, PlaceOf, placed
from mkdocs_statuspage.yaml_text.source import one_line, split_front_matter
from mkdocs_statuspage.yaml_text.tree import Marks

RULE = "missing-file"


@dataclass(frozen=True, slots=True)
class _There:
    """What a link may lead to."""

    files: frozenset[str]
    """All that lies in the folder."""
    unpublished: frozenset[str]
    """What lies there and is not on the site."""

    def lacks(self, name: str, incident: Incident) -> bool:
        """Tell whether a reader of an incident would not get a file; of a draft there are none yet."""
        is_draft = incident.path in self.unpublished
        return name not in self.files or (name in self.unpublished and not is_draft)


def missing_files(reading: Reading, published: Iterable[Incident]) -> Iterator[Finding]:
    """Yield a warning for each link of an incident to a file that is not there, at its place.

    Args:
        reading: all files.
        published: the incidents that have a page.
    """
    pages = {incident.path for incident in published}
    files = frozenset((*reading.marks, *reading.assets, *reading.pages))
    there = _There(files, frozenset(reading.marks.keys() - pages))
    for incident in reading.incidents:
        lacking = [told for told, name in linked_files(incident) if there.lacks(name, incident)]
        for told in {_stretch(told): told for told in lacking}.values():
            yield from _in_text(told, incident, reading.marks_of(incident.path), there)


def _stretch(told: TextAt) -> tuple[str | int, ...]:
    """Return what is read as one: the sections of a file are."""
    return told.path[:1] if told.path[0] == "prose" else told.path


def _in_text(told: TextAt, incident: Incident, marks: Marks, there: _There) -> Iterator[Finding]:
    folder = posixpath.dirname(incident.path)
    for read, spot_of in _read_as_one(told, incident, marks):
        for link in read.links:
            name = file_named(link.target, folder)
            if name is not None and there.lacks(name, incident):
                spot = spot_of(link.start, link.end)
                said = _said(link, name, incident, there)
                yield Finding(spot.place, RULE, *said, Severity.WARNING, spot.source)


def _read_as_one(
    told: TextAt, incident: Incident, marks: Marks
) -> Iterator[tuple[MarkdownText, PlaceOf]]:
    whole = read_of(told, incident).whole
    if whole is not None:
        first = split_front_matter(marks.source.text)
        line = first.body_line if first else 1
        yield whole, placed(whole.text, Origin(marks.source.path, line))
        return
    yield read_of(told, incident), place_of(told, incident, marks)


def _said(link: Link, name: str, incident: Incident, there: _There) -> tuple[str, str]:
    """Say what is wrong, and the next step."""
    what = "picture" if link.is_picture else "link"
    if name in there.files:
        message = f"this {what} leads to `{one_line(name)}`, which is not on the site"
        return message, "publish it, or take the link out"
    close = closest(name, there.files - there.unpublished - {incident.path})
    message = f"this {what} leads to `{one_line(name)}`, and there is no such file"
    return message, f"did you mean `{one_line(close)}`?" if close else "mend it, or add the file"
