"""What an address may end in behind its `#`, of an incident's page: the places that it has, by every name that people know."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping

from mkdocs_statuspage.markdown_text import MarkdownText
from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.statuses import SectionKind

PLACES = ("title", "timeline", "affected", "correction", "corrections", "before", "content")
"""What the template of the page calls its places."""


def section_ids(incident: Incident) -> tuple[str, ...]:
    """Return what the sections of a report are called on the page; the first of a kind by that."""
    ids: list[str] = []
    for number, section in enumerate(incident.prose, 1):
        id_ = kind_id(section.kind) if section.kind else f"section-{number}"
        ids.append(id_ if id_ not in ids else f"{id_}-{number}")
    return tuple(ids)


def kind_id(kind: SectionKind) -> str:
    """Return what the section of a kind is called."""
    return kind.value.replace("_", "-")


def promise_id(promise: Promise) -> str:
    """Return what a promise is called on the page of its incident."""
    return f"promise-{promise.id}"


def anchors_of(incident: Incident) -> Mapping[str, str]:
    """Return each name that leads to a place of an incident's page, and what that is called there.

    A heading is known by the name that GitHub gives it, too: it leads to the section in which it stands.
    """
    own = [*PLACES, *section_ids(incident), *(update.id for update in incident.updates)]
    own += (promise_id(promise) for promise in (*incident.preventions, *incident.make_goods))
    promised = {
        SectionKind.PREVENTION: incident.prevention,
        SectionKind.MAKE_GOOD: incident.make_good,
    }
    own += (kind_id(kind) for kind, given in promised.items() if given)
    return {**dict(_headings(incident)), **{id_: id_ for id_ in own}}


def _headings(incident: Incident) -> Iterator[tuple[str, str]]:
    """Yield the names of headings, and the section in which each stands; the sections of a file were read as one."""
    texts: dict[int, tuple[MarkdownText, list[tuple[int, str]]]] = {}
    for section, id_ in zip(incident.prose, section_ids(incident), strict=True):
        read = section.read.whole or section.read
        texts.setdefault(id(read), (read, []))[1].append((_end(section), id_))
    for read, ends in texts.values():
        for name, at in read.anchors.items():
            place = bisect_right(ends, at, key=lambda end: end[0])
            yield name, ends[min(place, len(ends) - 1)][1]


def _end(section: Section) -> int:
    return section.read.start + len(section.read.text)
