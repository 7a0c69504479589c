"""A component's page: its ninety days, its uptime, what happened to it, its feed and its badge."""

from collections.abc import Iterator
from itertools import groupby

from mkdocs_statuspage.outputs.pages.bars import bars
from mkdocs_statuspage.outputs.pages.head import web_page
from mkdocs_statuspage.outputs.pages.status_page import planned
from mkdocs_statuspage.outputs.view.looks import component_state
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.rows import component_ids, row
from mkdocs_statuspage.outputs.view.standpoint import (
    Standpoint,
    View,
    component_url,
    plain_values,
)
from mkdocs_statuspage.site import BAR_DAYS
from mkdocs_statuspage.timeline.days import Day, uptime

STRETCHES = (7, 30, 90)
"""Over how many days uptime is shown."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Give the page of each component, retired ones too: links to them stay good."""
    for id_ in here.site.config.components:
        yield page(id_, here.at(component_url(id_)))


def page(id_: str, here: Standpoint) -> Page:
    """Give the page of one component."""
    component = here.site.config.components[id_]
    words = here.words
    fallback = words("The state and history of {name}.", name=component.name)
    description = component.description or fallback
    return Page(
        component_url(id_).removesuffix("/") + ".md",
        "statuspage/component.html",
        component.name,
        description,
        view(id_, here)
        | {"json_ld": web_page(component.name, description, component_url(id_), here)},
        html=here.html(component.description),
    )


def view(id_: str, here: Standpoint) -> View:
    """Give everything that the page shows."""
    component = here.site.config.components[id_]
    days = here.site.days(id_, BAR_DAYS)
    is_shown = id_ in here.site.components
    status = here.site.component_statuses[id_] if is_shown else None
    feed = component_url(id_) + "feed.xml"
    return plain_values(
        {
            "nav": "status",
            "id": id_,
            "name": component.name,
            "group": component.group,
            "description_html": here.html(component.description),
            "state": component_state(status, here.words) if is_shown else None,
            "retired": component.retired_on and not is_shown and here.day(component.retired_on),
            "bars": bars(days, id_, here) if is_shown else None,
            "uptime": [_uptime(days, n, here) for n in STRETCHES] if is_shown else [],
            "planned": _planned(id_, here),
            "years": years(id_, here),
            "feed": here.link(feed),
            "feeds": [{"href": here.link(feed), "type": "application/rss+xml"}],
            "badge": here.link(component_url(id_) + "badge.svg"),
            "badge_address": here.site.url + component_url(id_) + "badge.svg",
            "address": here.site.url + component_url(id_),
        }
    )


def _planned(id_: str, here: Standpoint) -> list[View]:
    concerned = (c for c in here.site.maintenance if id_ in component_ids(c.incident, here.site))
    return [planned(course, here) for course in concerned]


def _uptime(days: tuple[Day, ...], count: int, here: Standpoint) -> View:
    share = uptime(days[-count:])
    return {
        "label": here.words.count(count, "last {n} day", "last {n} days"),
        "value": here.words("not known yet") if share is None else here.words.percentage(share),
    }


def years(id_: str, here: Standpoint) -> list[View]:
    """Give what happened to a component by year, newest first."""
    courses = here.site.courses_of(id_)
    return [
        {"year": str(year), "rows": [row(course, here) for course in group]}
        for year, group in groupby(courses, key=lambda c: here.day_of(c.began_at).year)
    ]
