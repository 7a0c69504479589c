"""A component's page: its ninety days, its uptime, what happened to it, its feed and its badge."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.pages.bars import Bars, bars
from mkdocs_statuspage.outputs.pages.cards import Planned, planned
from mkdocs_statuspage.outputs.pages.linked_data import LinkedData, web_page
from mkdocs_statuspage.outputs.pages.uptime_table import UptimeTable, of_years
from mkdocs_statuspage.outputs.view.figure_words import share_words
from mkdocs_statuspage.outputs.view.looks import State, component_state
from mkdocs_statuspage.outputs.view.page import FeedLink, Page, PageView
from mkdocs_statuspage.outputs.view.prose import plain, whole_sentences
from mkdocs_statuspage.outputs.view.rows import Row, component_ids, row
from mkdocs_statuspage.outputs.view.standpoint import (
    MomentView,
    Standpoint,
    component_url,
)
from mkdocs_statuspage.site import BAR_DAYS
from mkdocs_statuspage.timeline.days import Day, uptime

STRETCHES = (7, 30, 90)
"""Over how many days uptime is shown."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of each component, retired ones too: links to them stay good."""
    for id_ in here.site.config.components:
        yield page(id_, here.at(component_url(id_)))


def page(id_: str, here: Standpoint) -> Page:
    """Return the page of one component."""
    component = here.site.config.components[id_]
    words = here.words
    fallback = words("The state and history of {name}.", name=component.name)
    said = plain(here.html(component.description)) or fallback
    description = here.words.sentence(whole_sentences(said, 200))
    return Page(
        component_url(id_).removesuffix("/") + ".md",
        "statuspage/component.html",
        component.name,
        description,
        view(id_, web_page(component.name, description, component_url(id_), here), here),
        html=here.html(component.description),
    )


@dataclass(frozen=True, slots=True)
class Uptime:
    """For which share of a stretch a component was up."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class YearRows:
    """What happened in a year."""

    year: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentView(PageView):
    """What a component's page shows."""

    id: str
    name: str
    description_html: str
    state: State | None
    retired: MomentView | None
    bars: Bars | None
    uptime: tuple[Uptime, ...]
    uptime_note: str
    """How it is counted."""
    by_month: UptimeTable | None
    planned: tuple[Planned, ...]
    years: tuple[YearRows, ...]
    feed: str
    badge: str
    badge_address: str
    """The badge's whole address, for other people's pages."""
    address: str


def view(id_: str, json_ld: LinkedData, here: Standpoint) -> ComponentView:
    """Make everything that the page shows; how a retired component does is not among it."""
    component = here.site.config.components[id_]
    days = here.site.days(id_, BAR_DAYS)
    is_shown = id_ in here.site.components
    status = here.site.status_of(id_)
    retired = None if is_shown else component.retired_on
    feed = here.link(component_url(id_) + "feed.xml")
    return ComponentView(
        nav="status",
        json_ld=json_ld,
        feeds=(FeedLink(href=feed, type="application/rss+xml"),),
        id=id_,
        name=component.name,
        description_html=here.html(component.description),
        state=component_state(status, here.words) if is_shown else None,
        retired=here.day(retired) if retired else None,
        bars=bars(days, id_, here) if is_shown else None,
        uptime=tuple(_uptime(days, n, here) for n in STRETCHES),
        uptime_note=uptime_note(here),
        by_month=of_years(id_, here),
        planned=_planned(id_, here),
        years=years(id_, here),
        feed=feed,
        badge=here.link(component_url(id_) + "badge.svg"),
        badge_address=here.site.url + component_url(id_) + "badge.svg",
        address=here.site.url + component_url(id_),
    )


def _planned(id_: str, here: Standpoint) -> tuple[Planned, ...]:
    concerned = (c for c in here.site.maintenance if id_ in component_ids(c.incident, here.site))
    return tuple(planned(course, here) for course in concerned)


def _uptime(days: tuple[Day, ...], count: int, here: Standpoint) -> Uptime:
    share = uptime(days[-count:])
    return Uptime(
        here.words.count(count, "last {n} day", "last {n} days"),
        here.words("not known yet") if share is None else here.words.percentage(share),
    )


def uptime_note(here: Standpoint) -> str:
    """Say how the share of time is counted, by the weights of the policy."""
    words, weights = here.words, here.site.config.policy.uptime_weights
    partial, slow = (
        share_words(weights[status], words)
        for status in (ComponentStatus.PARTIAL_OUTAGE, ComponentStatus.DEGRADED_PERFORMANCE)
    )
    if weights[ComponentStatus.DEGRADED_PERFORMANCE]:
        return words(
            "Share of time it was up. A partial outage counts {partial}, slowness {slow}.",
            partial=partial,
            slow=slow,
        )
    return words(
        "Share of time it was up. A partial outage counts {partial}, slowness does not count.",
        partial=partial,
    )


def years(id_: str, here: Standpoint) -> tuple[YearRows, ...]:
    """Draw what happened to a component by year, newest first."""
    courses = here.site.courses_of(id_)
    return tuple(
        YearRows(str(year), tuple(row(course, here) for course in group))
        for year, group in groupby(courses, key=lambda c: here.day_of(c.began_at).year)
    )
