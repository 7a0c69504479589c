"""The status page: is something wrong now, is it me, and when will I hear more?"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from mkdocs_statuspage.model.statuses import ComponentStatus, Kind
from mkdocs_statuspage.outputs.pages.cards import Card, Planned, card, concerned, planned
from mkdocs_statuspage.outputs.pages.component_groups import GroupView, groups
from mkdocs_statuspage.outputs.pages.linked_data import LinkedData, web_page
from mkdocs_statuspage.outputs.view.looks import State, component_state, open_state
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.previews import preview
from mkdocs_statuspage.outputs.view.promise_views import entries, tally
from mkdocs_statuspage.outputs.view.prose import plain, whole_sentences
from mkdocs_statuspage.outputs.view.rows import Row, is_reported, row
from mkdocs_statuspage.outputs.view.standpoint import (
    MomentView,
    PageLink,
    Standpoint,
    WorkClock,
    incident_url,
)
from mkdocs_statuspage.site import url_at
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import Level

RECENT = timedelta(days=14)
"""How far back the front page looks."""
MOST_RECENT = 8
"""How many past incidents it lists at the most; the rest is in the history."""

SEVERAL = 2
"""From how many open incidents on a list of them comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadlineView:
    """The first sentence of the page."""

    state: State
    is_well: bool
    """Whether everything works, so that no word stands above the sentence."""
    title: str
    href: str = ""
    window: WorkClock | None = None
    """Of planned work."""
    several: str = ""
    """How much is open, where it is more than one thing; then a list of it comes first."""


@dataclass(frozen=True, slots=True)
class LastIncident:
    """The last incident, for a page on which nothing is open."""

    day: MomentView
    href: str
    is_reported: bool


@dataclass(frozen=True, slots=True)
class Quiet:
    """What to say in place of a list."""

    sentence: str
    row: Row | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusView(PageView):
    """What the status page shows."""

    headline: HeadlineView
    last: LastIncident | None
    work: Card | None
    """Planned work under way, where that comes first."""
    concerned: str
    """The ids of the components that it concerns, apart by blanks."""
    open: tuple[Card, ...]
    maintenance: tuple[Planned, ...]
    groups: tuple[GroupView, ...]
    recent: tuple[Row, ...]
    quiet: Quiet | None
    promises: str
    addresses: tuple[PageLink, ...]
    """Where this page is, if at more than one host: one may have what another has not got yet."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Make the front page."""
    headline = headline_view(here)
    description = describe(headline, here)
    title = headline.title if headline.is_well else f"{headline.state.word}: {headline.title}"
    data = view(headline, here, web_page(title, description, "", here))
    state = replace(headline.state, word="") if headline.is_well else headline.state
    picture = preview(here.site, state, headline.several or headline.title)
    yield Page("index.md", "statuspage/status.html", title, description, data, preview=picture)


def view(headline: HeadlineView, here: Standpoint, json_ld: LinkedData) -> StatusView:
    """Make everything that the page shows."""
    is_open = here.site.open_courses
    leading = _leading_work(here)
    return StatusView(
        nav="status",
        inlines_css=True,
        icon=headline.state.mark,
        built=here.moment(here.site.now),
        today=here.words.day(here.today),
        json_ld=json_ld,
        headline=headline,
        last=_last(here),
        work=card(leading, here) if leading else None,
        concerned=concerned(leading, here) if leading else "",
        open=tuple(card(course, here) for course in is_open),
        maintenance=tuple(
            _ahead(c, headline, here) for c in here.site.maintenance if c is not leading
        ),
        groups=groups(here),
        recent=tuple(row(course, here) for course in _recent(here)),
        quiet=_quiet(here),
        promises=tally(entries(here.site), here),
        addresses=_addresses(here),
    )


def _leading_work(here: Standpoint) -> Course | None:
    """Find the planned work under way that the page says first, so that it is said once."""
    first = next(iter(here.site.headline.courses), None)
    is_work = first is not None and first.incident.kind is Kind.MAINTENANCE
    return first if is_work and len(here.site.open_courses) < SEVERAL else None


def _ahead(course: Course, headline: HeadlineView, here: Standpoint) -> Planned:
    """Draw planned work; where all is well, with what comes first on the page once it is under way."""
    drawn = planned(course, here)
    return replace(drawn, card=card(course, here)) if headline.is_well else drawn


def _addresses(here: Standpoint) -> tuple[PageLink, ...]:
    """List the addresses at which visitors see the site, the one of its own first; none where there is no second."""
    site = here.site
    told = (site.url, *(url_at(target, site.address) for target in site.config.targets.values()))
    urls = dict.fromkeys(filter(None, told))
    links = tuple(PageLink(url.partition("://")[2].rstrip("/"), url) for url in urls)
    return links if len(links) > 1 else ()


def headline_view(here: Standpoint) -> HeadlineView:
    """Say the first sentence; it never sounds better than the worst open incident."""
    courses = here.site.headline.courses
    if not courses:
        return _with_nothing_open(here)
    count = len(here.site.open_courses)
    several = here.words.count(count, "{n} thing is open now", "{n} things are open now")
    return HeadlineView(
        state=open_state(courses[0], here.words),
        is_well=False,
        title=courses[0].incident.title,
        href=here.link(incident_url(courses[0].incident)),
        window=here.work_clock(courses[0]),
        several=several if count >= SEVERAL else "",
    )


def _with_nothing_open(here: Standpoint) -> HeadlineView:
    worst = next(iter(here.site.unwell.values()), None)
    is_unknown = here.site.headline.level is Level.UNKNOWN
    status = None if is_unknown else worst or ComponentStatus.OPERATIONAL
    is_well = worst is None and not is_unknown
    state = component_state(status, here.words)
    return HeadlineView(state=state, is_well=is_well, title=here.site.headline_title)


def describe(headline: HeadlineView, here: Standpoint) -> str:
    """Return the page's description: the state, and what is offered."""
    name = here.site.config.organisation.name
    if not here.site.headline.courses and (here.site.unwell or here.site.unknown):
        return here.words.sentence(headline.title)
    if not here.site.headline.courses:
        return here.words(
            "Everything works at {name}. Current state, history and reports.", name=name
        )
    first = here.site.headline.courses[0].incident
    said = plain(here.bare_html(first.summary or first.title, first))
    return here.words.sentence(whole_sentences(f"{headline.state.word}: {said}", 200))


def _recent(here: Standpoint) -> list[Course]:
    """Return what was over within the last fortnight, newest first."""
    since = here.site.now - RECENT
    over = (c for c in here.site.courses if c.ended_at is not None and c.ended_at <= here.site.now)
    return [course for course in over if (course.ended_at or since) >= since][:MOST_RECENT]


def _last(here: Standpoint) -> LastIncident | None:
    """Return the last incident, for a page on which nothing is open."""
    past = [c for c in here.site.courses if c.ended_at and c.incident.kind is Kind.INCIDENT]
    if not past or here.site.headline.courses:
        return None
    last = max(past, key=lambda course: course.ended_at or course.began_at)
    return LastIncident(
        day=here.dated(last.ended_at or last.began_at),
        href=here.link(incident_url(last.incident)),
        is_reported=is_reported(last, here.site),
    )


def _quiet(here: Standpoint) -> Quiet | None:
    """Return what to say in place of a list: the last incident, or that there was none yet."""
    if _recent(here):
        return None
    past = [c for c in here.site.courses if c.ended_at and c.incident.kind is Kind.INCIDENT]
    if not past and here.site.headline.courses:
        return Quiet(here.words("Nothing earlier."))
    if not past:
        return Quiet(here.words("Nothing has gone wrong since this page began."))
    last = past[0]
    return Quiet(
        here.words("Nothing in the last two weeks. The last incident:"),
        replace(row(last, here), day=here.short_day(here.day_of(last.began_at))),
    )
