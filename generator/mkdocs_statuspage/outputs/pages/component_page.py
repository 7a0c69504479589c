"""A component's page: its ninety days, its uptime, what happened to it, its feed and its badge."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from mkdocs_statuspage.outputs.pages.bars import Bars, bars
from mkdocs_statuspage.outputs.pages.cards import Planned, planned
from mkdocs_statuspage.outputs.pages.linked_data import LinkedData, web_page
from mkdocs_statuspage.outputs.pages.period_page import AT_MOST, PeriodSaid, period_page, rows
from mkdocs_statuspage.outputs.pages.uptime_table import UptimeTable, of_years, uptime_note
from mkdocs_statuspage.outputs.view.archive import Period, PeriodLine, above, archive, lines
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.looks import State, component_state
from mkdocs_statuspage.outputs.view.page import FeedLink, Page, PageView
from mkdocs_statuspage.outputs.view.prose import plain, whole_sentences
from mkdocs_statuspage.outputs.view.rows import Row, component_ids
from mkdocs_statuspage.outputs.view.standpoint import (
    MomentView,
    Standpoint,
    component_url,
)
from mkdocs_statuspage.site import BAR_DAYS
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.days import Day, uptime

NEWEST = 25
"""How many incidents a component's page lists at least where it had too many for one page; those of its bars too, which lead there."""
STRETCHES = (7, 30, 90)
"""Over how many days uptime is shown."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of each component, retired ones too: links to them stay good."""
    for id_ in here.site.config.components:
        years = periods(id_, here)
        yield page(id_, years, here.at(component_url(id_)))
        for period in (one for year in years for one in year.each()):
            yield _of_period(id_, period, years, here.at(component_url(id_) + period.path))


def periods(id_: str, here: Standpoint) -> tuple[Period[Course], ...]:
    """Return what happened to a component by year or month, where it is too much for its page."""
    courses = here.site.courses_of(id_)
    is_long = len(courses) > AT_MOST
    return archive(courses, lambda c: here.day_of(c.began_at), AT_MOST) if is_long else ()


def _of_period(
    id_: str, period: Period[Course], years: Sequence[Period[Course]], here: Standpoint
) -> Page:
    """Return the page of what happened to a component in a year or month."""
    name, when = here.site.config.component_name(id_), period.title(here.words)
    title, url = f"{name}: {when}", component_url(id_)
    said = PeriodSaid(
        nav="status",
        title=title,
        description=f"{title}. {here.words('The state and history of {name}.', name=name)}",
        url=url + period.path,
        year=when,
        above=above(years, period, name, url, here),
        summary=_counted(period, here),
        lines=_lines(id_, period.parts, here),
    )
    return period_page(() if period.parts else period.items, said, here)


def _counted(period: Period[Course], here: Standpoint) -> str:
    return here.words.count(len(period.items), "{n} incident", "{n} incidents")


def _lines(id_: str, found: Sequence[Period[Course]], here: Standpoint) -> tuple[PeriodLine, ...]:
    return lines(found, component_url(id_), lambda period: _counted(period, here), here)


def page(id_: str, found: Sequence[Period[Course]], here: Standpoint) -> Page:
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
        view(id_, found, web_page(component.name, description, component_url(id_), here), here),
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
    lines: tuple[PeriodLine, ...]
    """Where all is that happened, where that is too much for this page."""
    feed: str
    badge: str
    badge_address: str
    """The badge's whole address, for other people's pages."""
    address: str
    """Its own whole address; empty where that is not known, and then no badge is offered."""


def view(
    id_: str, found: Sequence[Period[Course]], json_ld: LinkedData, here: Standpoint
) -> ComponentView:
    """Make everything that the page shows; how a retired component does is not among it."""
    component = here.site.config.components[id_]
    days = here.site.days(id_, BAR_DAYS)
    is_shown = id_ in here.site.components
    status = here.site.status_of(id_)
    retired = None if is_shown else component.retired_on
    feed = here.link(component_url(id_) + "feed.xml")
    address = f"{here.site.url}{component_url(id_)}" if here.site.url else ""
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
        today=here.words.day(here.today),
        uptime=tuple(_uptime(days, n, here) for n in STRETCHES),
        uptime_note=uptime_note(here),
        by_month=of_years(id_, here),
        planned=_planned(id_, here),
        years=years(id_, here, is_short=bool(found)),
        lines=_lines(id_, found, here),
        feed=feed,
        badge=here.link(component_url(id_) + "badge.svg"),
        badge_address=f"{address}badge.svg",
        address=address,
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


def years(id_: str, here: Standpoint, *, is_short: bool) -> tuple[YearRows, ...]:
    """Draw what happened to a component by year, newest first; if it is short only the newest."""
    courses = here.site.courses_of(id_)
    first = here.site.calendar.last_days(BAR_DAYS)[0]
    recent = [course for course in courses[:AT_MOST] if here.day_of(course.began_at) >= first]
    shown = courses[: max(NEWEST, len(recent))] if is_short else courses
    return tuple(
        YearRows(str(year), Excerpt(here, tuple(group), (), _rows).kept(f"{id_} {year}"))
        for year, group in groupby(shown, key=lambda c: here.day_of(c.began_at).year)
    )


def _rows(here: Standpoint, courses: Sequence[Course], said: tuple[()]) -> tuple[Row, ...]:
    return rows(courses, here)
