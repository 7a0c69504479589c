"""An incident's page, the one permanent address of everything said about it."""

from collections.abc import Iterator
from datetime import datetime
from html import escape

from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.model.texts import Reach, TextAt, texts_of
from mkdocs_statuspage.outputs.pages.cards import (
    affected,
    card,
    contact,
    correction,
    open_state,
)
from mkdocs_statuspage.outputs.pages.head import article as linked_data
from mkdocs_statuspage.outputs.pages.report_article import article, shows_prose
from mkdocs_statuspage.outputs.view.looks import course_state, standing
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.prose import plain, render, shortened
from mkdocs_statuspage.outputs.view.rows import component_ids, component_names, is_reported, length
from mkdocs_statuspage.outputs.view.standpoint import (
    Standpoint,
    View,
    component_url,
    incident_url,
    plain_values,
)
from mkdocs_statuspage.outputs.view.update_views import report_due, timeline
from mkdocs_statuspage.timeline.course import Course

DESCRIPTION_LENGTH = 200


def pages(here: Standpoint) -> Iterator[Page]:
    """Give the page of each incident."""
    for course in here.site.courses:
        yield page(course, here.at(incident_url(course.incident)))


def page(course: Course, here: Standpoint) -> Page:
    """Give the page of one incident."""
    incident = course.incident
    description = describe(course, here)
    return Page(
        incident_url(incident).removesuffix("/") + ".md",
        "statuspage/incident.html",
        incident.title,
        description,
        lambda: view(course, here) | {"json_ld": linked_data(course, description, here)},
        html=lambda: searchable(course, here),
        source=incident.path,
        changed_on=here.day_of(_changed_at(course)),
    )


def view(course: Course, here: Standpoint) -> View:
    """Give everything that the page shows."""
    return plain_values({**_top(course, here), **_story(course, here), **_rest(course, here)})


def _top(course: Course, here: Standpoint) -> View:
    """Give what it is, how bad, and since when."""
    incident = course.incident
    return {
        "nav": "reports" if is_reported(course, here.site) else "history",
        "title": incident.title,
        "state": _state(course, here),
        "worst": _worst(course, here),
        "is_open": course.is_open,
        "is_ahead": course.is_upcoming,
        "inlines_css": course.is_open,
        "icon": open_state(course, here)["mark"] if course.is_open else None,
        "span": here.span(course, weekday=True),
        "length": length(course, here),
        "components": _components(course, here),
        "now": card(course, here) if course.is_open else None,
    }


def _story(course: Course, here: Standpoint) -> View:
    """Give who is affected, what was said, and the report."""
    incident = course.incident
    return {
        "affected": affected(course, here),
        "correction": correction(incident, here),
        "summary_html": here.html(incident.summary, incident),
        "article": article(course, here),
        "due": None if is_reported(course, here.site) else report_due(course, here),
        "updates": timeline(course, here),
    }


def _rest(course: Course, here: Standpoint) -> View:
    """Give what was corrected, what it repeats, whom to ask, and where it came from."""
    incident = course.incident
    return {
        "corrections": [
            {"time": here.moment(c.at), "what_html": here.html(c.what, incident)}
            for c in incident.corrections
        ],
        "repeats": _repeats(course, here),
        "contact": contact(incident, here),
        "source": incident.source and incident.source.url,
        "source_name": incident.source and incident.source.system,
    }


def _state(course: Course, here: Standpoint) -> View:
    return open_state(course, here) if course.is_open else standing(course, here.words)


def _worst(course: Course, here: Standpoint) -> View | None:
    """Give how bad it was, where something was down or slow and is no longer."""
    if course.is_open or course.incident.kind is not Kind.INCIDENT or not course.spells:
        return None
    return course_state(course, here.words)


def _components(course: Course, here: Standpoint) -> list[View]:
    return [
        {"name": here.site.config.components[id_].name, "href": here.link(component_url(id_))}
        for id_ in component_ids(course.incident, here.site)
    ]


def _repeats(course: Course, here: Standpoint) -> list[View]:
    """Give the earlier incidents that this one repeats, where they are public."""
    found = (here.site.by_id.get(id_) for id_ in course.incident.repeats)
    return [
        {"title": c.incident.title, "href": here.link(incident_url(c.incident))} for c in found if c
    ]


def describe(course: Course, here: Standpoint) -> str:
    """Give the first words of an incident for search engines and previews."""
    incident = course.incident
    updates = incident.updates
    text = incident.summary or (updates[-1].message if updates else incident.title)
    return shortened(plain(render(text, here.links)), DESCRIPTION_LENGTH)


def searchable(course: Course, here: Standpoint) -> str:
    """Give the words by which search finds the page: its components, and every text that it shows."""
    incident = course.incident
    names = escape(", ".join(component_names(incident, here.site)))
    shown = (told for told in texts_of(incident) if _is_found(told, course, here))
    return "\n".join([f"<p>{names}</p>", *(here.html(told.text, incident) for told in shown)])


def _is_found(told: TextAt, course: Course, here: Standpoint) -> bool:
    """Tell whether search finds a text: not what was taken back, nor a report that is not public."""
    if told.path[0] == "updates" and told.path[2] == "message":
        return course.incident.updates[int(told.path[1])].retracted is None
    is_shown = told.use.reach is Reach.PUBLIC or shows_prose(course, here.site)
    return told.use.in_search and is_shown


def _changed_at(course: Course) -> datetime:
    """Give when something on the page was written last."""
    incident = course.incident
    written = [
        incident.report.published_at,
        *(correction.at for correction in incident.corrections),
        *(update.amended_at or update.at for update in incident.updates),
    ]
    return max(filter(None, written), default=course.began_at)
