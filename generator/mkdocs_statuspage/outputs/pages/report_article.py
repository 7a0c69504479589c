"""A report as an article: its sections with their promises, who signed it, and how long it reads."""

from collections.abc import Iterator
from math import ceil

from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.promise import NothingPromised
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.outputs.view.promise_views import promise_view
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, View, incident_url, plain_values
from mkdocs_statuspage.reading.sections import HEADINGS
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course

WORDS_A_MINUTE = 220
"""How fast people read on a screen; the usual figure for plain prose."""
PROMISED = (SectionKind.PREVENTION, SectionKind.MAKE_GOOD)


def shows_prose(course: Course, site: Site) -> bool:
    """Tell whether the body of an incident is public.

    A report is, once it is published, in full or as a first version. Imported history is shown as it
    was, and what owes no report (notices, planned work) has no other place for its words.
    """
    incident = course.incident
    first = incident.report.preliminary_at
    is_free = not incident.owes_answers
    return is_free or is_reported(course, site) or (first is not None and first <= site.now)


def article(course: Course, here: Standpoint) -> View | None:
    """Give the report of an incident; None while it is not public, or there is none."""
    incident = course.incident
    if not shows_prose(course, here.site):
        return None
    sections = [*_written(course, here), *_unwritten(course, here)]
    if not sections:
        return None
    reported = is_reported(course, here.site)
    published = incident.report.published_at if reported else None
    first = incident.report.preliminary_at
    return plain_values(
        {
            "sections": sections,
            "published": published and here.dated(published),
            "first_version": None if published or not first else here.dated(first),
            "minutes": _minutes(incident, here),
            "mission": here.site.config.organisation.mission if reported else None,
            **(_neighbours(course, here) if reported else {}),
        }
    )


def _written(course: Course, here: Standpoint) -> Iterator[View]:
    """Give the sections that people wrote, each with the promises that belong to it."""
    taken: set[str] = set()
    for number, section in enumerate(course.incident.prose, 1):
        anchor = _anchor(section, number)
        yield plain_values(
            {
                "id": f"{anchor}-{number}" if anchor in taken else anchor,
                "heading": section.heading,
                "html": here.html(section.text, course.incident),
                **(_promises(section.kind, course, here) if anchor not in taken else {}),
            }
        )
        taken.add(anchor)


def _anchor(section: Section, number: int) -> str:
    return section.kind.value.replace("_", "-") if section.kind else f"section-{number}"


def _unwritten(course: Course, here: Standpoint) -> Iterator[View]:
    """Give the promises about which the report has no words of its own."""
    for kind in PROMISED:
        promises = _promises(kind, course, here)
        if promises and course.incident.section(kind) is None and is_reported(course, here.site):
            anchor = kind.value.replace("_", "-")
            yield {"id": anchor, "heading": here.words(HEADINGS[kind]), **promises}


def _promises(kind: SectionKind | None, course: Course, here: Standpoint) -> View:
    incident = course.incident
    if kind not in PROMISED:
        return {}
    given = incident.prevention if kind is SectionKind.PREVENTION else incident.make_good
    if isinstance(given, NothingPromised):
        return {"none_html": here.html(given.none, incident)}
    views = [promise_view(promise, course, here) for promise in given]
    return {"promises": views} if views else {}


def _minutes(incident: Incident, here: Standpoint) -> str:
    words = len(" ".join(section.text for section in incident.prose).split())
    minutes = max(1, ceil(words / WORDS_A_MINUTE))
    return here.words.count(minutes, "{n} minute to read", "{n} minutes to read")


def _neighbours(course: Course, here: Standpoint) -> View:
    """Give the reports published before and after this one."""
    reported = here.site.reported
    here_at = here.site.reported_places[course.incident.id]
    earlier = reported[here_at + 1] if here_at + 1 < len(reported) else None
    later = reported[here_at - 1] if here_at else None
    return {
        "earlier": earlier and _link(earlier, here),
        "later": _link(later, here) if later and is_reported(later, here.site) else None,
    }


def _link(course: Course, here: Standpoint) -> View:
    return {"title": course.incident.title, "href": here.link(incident_url(course.incident))}
