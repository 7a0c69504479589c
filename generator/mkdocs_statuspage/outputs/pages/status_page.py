"""The status page: is something wrong now, is it me, and when will I hear more?"""

from collections.abc import Iterator
from datetime import timedelta

from mkdocs_statuspage.model.config import Component
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.pages.bars import bars
from mkdocs_statuspage.outputs.pages.cards import affected, card, window
from mkdocs_statuspage.outputs.pages.head import web_page
from mkdocs_statuspage.outputs.view.looks import component_state
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.promise_views import entries, tally
from mkdocs_statuspage.outputs.view.prose import plain, render, shortened
from mkdocs_statuspage.outputs.view.rows import component_names, is_reported, row
from mkdocs_statuspage.outputs.view.standpoint import (
    Standpoint,
    View,
    component_url,
    incident_url,
    plain_values,
)
from mkdocs_statuspage.timeline.course import Course

RECENT = timedelta(days=14)
"""How far back the front page looks."""
MOST_RECENT = 8
"""How many past incidents it lists at the most; the rest is in the history."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Give the front page."""
    headline = headline_view(here)
    description = describe(headline, here)
    title = headline["title"]
    if headline["mark"] != "operational":
        title = f"{headline['word']}: {title}"
    yield Page(
        "index.md",
        "statuspage/status.html",
        title,
        description,
        {
            "nav": "status",
            "inlines_css": True,
            "headline": headline,
            "icon": headline["mark"],
            **_sections(here),
            "built": here.moment(here.site.now),
            "json_ld": web_page(title, description, "", here),
        },
    )


def _sections(here: Standpoint) -> View:
    is_open = [c for c in here.site.headline.courses if c.incident.kind is not Kind.MAINTENANCE]
    return plain_values(
        {
            "last": _last(here),
            "open": [card(course, here) for course in is_open],
            "maintenance": [planned(course, here) for course in here.site.maintenance],
            "groups": groups(here),
            "recent": [row(course, here) for course in _recent(here)],
            "quiet": _quiet(here),
            "promises": tally(entries(here.site), here),
            "polls": True,
        }
    )


def headline_view(here: Standpoint) -> View:
    """Give the first sentence of the page; it never sounds better than the worst open incident."""
    courses = here.site.headline.courses
    if not courses:
        return _with_nothing_open(here)
    state = card(courses[0], here)["state"]
    others = len(courses) - 1
    return plain_values(
        {
            **state,
            "title": courses[0].incident.title,
            "href": here.link(incident_url(courses[0].incident)),
            "others": here.words.count(others, "One more thing is open", "{n} more things are open")
            if others
            else "",
        }
    )


def _with_nothing_open(here: Standpoint) -> View:
    title = here.site.headline_title
    worst = next(iter(here.site.unwell.values()), None)
    if worst is None:
        return {"mark": "operational", "word": "", "title": title}
    return plain_values({**component_state(worst, here.words), "title": title})


def describe(headline: View, here: Standpoint) -> str:
    """Give the page's description: the state, and what is offered."""
    name = here.site.config.organisation.name
    if not here.site.headline.courses and here.site.unwell:
        return str(headline["title"])
    if not here.site.headline.courses:
        return here.words(
            "Everything works at {name}. Current state, history and reports.", name=name
        )
    first = here.site.headline.courses[0].incident
    said = plain(render(first.summary or first.title, here.links))
    return shortened(f"{headline['word']}: {said}", 200)


def groups(here: Standpoint) -> list[View]:
    """Give the components under the headings of their groups, in the order of the config."""
    found: dict[str, list[View]] = {}
    for id_, component in here.site.components.items():
        found.setdefault(component.group or "", []).append(component_view(id_, component, here))
    return [{"name": name, "components": members} for name, members in found.items()]


def component_view(id_: str, component: Component, here: Standpoint) -> View:
    """Give a component's line: how it does now, and its ninety days."""
    return plain_values(
        {
            "id": id_,
            "name": component.name,
            "href": here.link(component_url(id_)),
            "state": component_state(here.site.component_statuses[id_], here.words),
            "bars": bars(here.site.days(id_), id_, here),
        }
    )


def planned(course: Course, here: Standpoint) -> View:
    """Give planned work, under way or ahead."""
    return plain_values(
        {
            "title": course.incident.title,
            "href": here.link(incident_url(course.incident)),
            "is_open": course.is_open,
            "window": window(course, here),
            "components": here.words.listed(component_names(course.incident, here.site)),
            "affected": affected(course, here),
        }
    )


def _recent(here: Standpoint) -> list[Course]:
    """Give what was over within the last fortnight, newest first."""
    since = here.site.now - RECENT
    over = (c for c in here.site.courses if c.ended_at is not None and c.ended_at <= here.site.now)
    return [course for course in over if (course.ended_at or since) >= since][:MOST_RECENT]


def _last(here: Standpoint) -> View | None:
    """Give the last incident, for a page on which nothing is open."""
    past = [c for c in here.site.courses if c.ended_at and c.incident.kind is Kind.INCIDENT]
    if not past or here.site.headline.courses:
        return None
    last = max(past, key=lambda course: course.ended_at or course.began_at)
    return {
        "day": here.dated(last.ended_at or last.began_at),
        "href": here.link(incident_url(last.incident)),
        "is_reported": is_reported(last, here.site),
    }


def _quiet(here: Standpoint) -> View | None:
    """Give what to say in place of a list: the last incident, or that there was none yet."""
    if _recent(here):
        return None
    past = [c for c in here.site.courses if c.ended_at and c.incident.kind is Kind.INCIDENT]
    if not past and here.site.headline.courses:
        return {"sentence": here.words("Nothing before that.")}
    if not past:
        return {"sentence": here.words("Nothing has gone wrong since this page began.")}
    last = past[0]
    return {
        "sentence": here.words("Nothing in the last fortnight. The last incident:"),
        "row": row(last, here) | {"day": here.day(here.day_of(last.began_at))},
        "is_reported": is_reported(last, here.site),
    }
