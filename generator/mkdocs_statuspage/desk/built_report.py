"""The sections of a report as the last build's feed of reports has them, laid over what stands in the files."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import unescape

from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.outputs.feeds.item_text import report_html, signature_html
from mkdocs_statuspage.outputs.view.plain_text import paragraphs
from mkdocs_statuspage.outputs.view.prose import rooted
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, root_of
from mkdocs_statuspage.timeline.course import Course

_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)
_WITH_PROMISES = (SectionKind.PREVENTION, SectionKind.MAKE_GOOD)
"""Sections below which the promises stand, which change with their own traces."""


def built_sections(html: str, course: Course, here: Standpoint) -> tuple[Section, ...]:
    """Return the sections of a report as they are, and where a build said something else, its words.

    Args:
        html: the report as the last build told it in full.
        course: the incident as it stands in the files.
        here: what texts are written with.
    """
    was, now = _chunks(html), _chunks(_rooted(report_html(course, here), here))
    whole = _words(_HEADING.sub("", html))
    tail = _words(_rooted(signature_html(course.incident, here), here))
    found = []
    for part in course.incident.prose:
        own = _words(_rooted(here.bare_section_html(part, course.incident), here))
        if not part.heading:
            found.append(part if own in whole else replace(part, text=whole))
        elif part.heading in was:
            before = was[part.heading].removesuffix(tail).strip()
            after = now.get(part.heading, before).removesuffix(tail).strip()
            is_same = before.startswith(own) if part.kind in _WITH_PROMISES else before == after
            found.append(part if is_same else replace(part, text=before))
    return (*found, *_gone(course.incident, was, now, here))


def _gone(
    incident: Incident, was: Mapping[str, str], now: Mapping[str, str], here: Standpoint
) -> Iterator[Section]:
    """Yield the sections that are there no more; what is no section of the file is told by the API."""
    ours = {here.words(text) for text in ("Corrections", "Were you affected?")}
    for heading in was:
        if heading not in ours and heading not in now and incident.prose:
            yield replace(incident.prose[0], kind=None, heading=heading, text=was[heading])


def _chunks(html: str) -> dict[str, str]:
    """Return what stands below each heading, as words."""
    parts = _HEADING.split(html)[1:]
    return {
        unescape(heading): _words(text)
        for heading, text in zip(parts[::2], parts[1::2], strict=True)
    }


def _words(html: str) -> str:
    return " ".join(paragraphs(html).split())


def _rooted(html: str, here: Standpoint) -> str:
    return rooted(html, root_of(here.site))
