"""`Standpoint`: the site as one page sees it, with links, prose and times written for that page."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache, cached_property
from typing import Self
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.plain_text import allowed
from mkdocs_statuspage.outputs.view.prose import Links, clean, on_page, render, without_notes
from mkdocs_statuspage.outputs.view.prose_times import READ, PageClock, TimeSpan, Told, has_times
from mkdocs_statuspage.policy.anchors import anchors_of
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course


@dataclass(frozen=True)
class MomentView:
    """A time or a day, exact for machines and in words for people."""

    at: str
    text: str
    end: str = ""
    """The exact end, of a span."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkClock:
    """When planned work begins and ends, for a page that is looked at later."""

    at: str
    end: str
    has_begun: bool


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page of the site, under its title."""

    title: str
    href: str


BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""When something was changed that nothing was ever put into."""


def root_of(site: Site) -> str:
    """Return what whole addresses begin with; without a known one, the root of the host."""
    return site.url or f"/{site.address}"


def incident_url(incident: Incident) -> str:
    """Return an incident's address below the root."""
    return f"incidents/{incident.id}/"


EVENT = "calendar.ics"
"""What planned work is called as one event for a calendar, beside its page."""

FEED = "feed"
"""What the feed of one incident is called beside its page, without the ending that names the format."""


def beside(incident: Incident, name: str) -> tuple[str, ...]:
    """Return where a file beside an incident's page is, and where it was under its former ids: those hold for ever."""
    return tuple(f"incidents/{id_}/{name}" for id_ in (incident.id, *incident.formerly))


def component_url(component_id: str) -> str:
    """Return a component's address below the root."""
    return f"components/{component_id}/"


def _alerts(words: Words) -> Mapping[str, str]:
    """Return what GitHub's alerts are called in the site's language, by what GitHub calls them."""
    return {
        "Note": words("Note"),
        "Tip": words("Tip"),
        "Important": words("Important"),
        "Warning": words("Warning"),
        "Caution": words("Caution"),
    }


@dataclass(frozen=True, eq=False)
class Standpoint:
    """A site, seen from the address of one of its pages."""

    site: Site
    links: Links
    """Where the files of the incident tree are on the site."""
    root: str = "./"
    """The way from the page to the site's root."""

    @classmethod
    def of(cls, site: Site) -> Self:
        """Return the standpoint of the front page; the same one each time, so that each text is rendered once."""
        found = site.made.get(cls)
        if found is None:
            found = site.made[cls] = cls._of(site)
        return found

    @classmethod
    def _of(cls, site: Site) -> Self:
        by_path = {incident.path: incident for incident in site.incidents}
        pages = {path: incident_url(incident) for path, incident in by_path.items()}
        assets = {path: f"incidents/{quote(path)}" for path in site.assets}
        anchors = cache(lambda path: anchors_of(by_path[path]) if path in by_path else {})
        links = Links(pages | assets, _alerts(site.words), site.address, anchors, {})
        return cls(site, links)

    def at(self, url: str) -> Self:
        """Return the standpoint of the page at an address below the root."""
        return replace(self, root="../" * url.count("/") or "./")

    @cached_property
    def words(self) -> Words:
        """The site's own words."""
        return self.site.words

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which times are written."""
        return self.site.config.zone

    @cached_property
    def changed_at(self) -> datetime:
        """When anything was said last; the site's pages have no other date."""
        changes = (course.changed_at for course in self.site.courses)
        return max(filter(None, changes), default=self.site.now)

    def link(self, url: str) -> str:
        """Return the way to an address below the root."""
        return self.root + url

    def page_link(self, incident: Incident) -> PageLink:
        """Return the link to an incident's page."""
        return PageLink(incident.title, self.link(incident_url(incident)))

    def html(
        self,
        text: str | None,
        incident: Incident | None = None,
        *,
        breaks: bool = False,
        at: datetime | None = None,
    ) -> str:
        """Render people's Markdown as this page shows it, posted `at`; empty of nothing."""
        if not text:
            return ""
        html = self._rendered(text, incident.path if incident else "", breaks=breaks)
        return self._shown(html, incident, at)

    def _rendered(self, text: str, path: str, *, breaks: bool) -> str:
        html = render(text, self.links, path.rpartition("/")[0], breaks=breaks)
        return self.links.owned(html, path)

    def _cleaned(self, html: str, path: str) -> str:
        return self.links.owned(clean(html, self.links, path.rpartition("/")[0]), path)

    def section_html(self, section: Section, incident: Incident) -> str:
        """Render a section of a report as this page shows it, without its footnotes."""
        return self._shown(self.bare_section_html(section, incident), incident)

    def notes_html(self, section: Section, incident: Incident) -> str:
        """Render the footnotes behind a section as this page shows them; in a Markdown file those of all are behind its last."""
        return self._shown(self.bare_notes_html(section, incident), incident)

    def _told(self, incident: Incident | None, at: datetime | None) -> Told:
        """Return what a text is of, where its language is read: its moment, and the hours of its incident."""
        if self.site.config.language.partition("-")[0] not in READ:
            return ()
        course = self.site.by_id.get(incident.id) if incident else None
        posted = (TimeSpan(at, at),) if at else ()
        if course is None or (at and course.incident.scheduled is None):
            return posted
        window = course.incident.scheduled
        start = window.start if window else course.began_at
        end = window.end if window else course.ended_at or self.site.now
        return *posted, TimeSpan(start, max(start, end))

    def _today(self, incident: Incident | None) -> date | None:
        """Return the day that a text may call today; of an incident that is over none, so that it reads the same for ever."""
        course = self.site.by_id.get(incident.id) if incident else None
        is_over = course is not None and course.ended_at is not None
        return None if is_over else self.today

    def _shown(self, html: str, incident: Incident | None, at: datetime | None = None) -> str:
        if has_times(html):  # few texts have, and what they are of takes longer to find out
            clock = PageClock(self.words, self.zone, self._today(incident))
            html = clock.timed(html, self._told(incident, at))
        return on_page(html, self.root, self._table)

    def bare_html(self, text: str | None, incident: Incident, *, breaks: bool = False) -> str:
        """Render people's Markdown for programs elsewhere, with `prose.ROOT` before links to the site."""
        return self._rendered(allowed(text), incident.path, breaks=breaks) if text else ""

    def bare_section_html(self, section: Section, incident: Incident) -> str:
        """Render a section of a report for programs elsewhere, without its footnotes."""
        return self._cleaned(without_notes(section.read.html)[0], incident.path)

    def bare_notes_html(self, section: Section, incident: Incident) -> str:
        """Render the footnotes behind a section for programs elsewhere; most have none, and nothing is kept for those."""
        notes = without_notes(section.read.html)[1]
        return self._cleaned(notes, incident.path) if notes else ""

    @cached_property
    def _table(self) -> str:
        return self.words("Table")

    def moment(self, at: datetime, *, weekday: bool = False) -> MomentView:
        """Return a day with its year, and a time."""
        return instant(at, self.words.moment(at, self.zone, weekday=weekday))

    def short_moment(self, at: datetime) -> MomentView:
        """Return a day and a time; the year only where it is not this one."""
        zone = self.zone
        if at.astimezone(zone).year != self.today.year:
            return self.moment(at)
        return instant(at, self.words.short_moment(at, zone))

    def clock(self, at: datetime) -> MomentView:
        """Return a time of today, with its day where it is another."""
        zone = self.zone
        if at.astimezone(zone).date() != self.today:
            return self.short_moment(at)
        return instant(at, self.words.clock(at, zone))

    def day(self, day: date) -> MomentView:
        """Return a day with its year."""
        return MomentView(day.isoformat(), self.words.day(day))

    def short_day(self, day: date) -> MomentView:
        """Return a day with its year in little room: what names it once names it for ever."""
        return MomentView(day.isoformat(), self.words.medium_day(day))

    def dated(self, at: datetime) -> MomentView:
        """Return an exact moment of which only the day is shown."""
        return instant(at, self.words.day(self.day_of(at)))

    def time_of_day(self, at: datetime) -> MomentView:
        """Return a time where the day is said already."""
        return instant(at, self.words.clock(at, self.zone))

    @cached_property
    def today(self) -> date:
        """The day of the site's zone for which the page is made."""
        return self.day_of(self.site.now)

    def day_of(self, at: datetime) -> date:
        """Return the day of the site's zone that a moment is in."""
        return at.astimezone(self.zone).date()

    def span(self, course: Course, *, weekday: bool = False) -> MomentView:
        """Return from when to when an incident lasted, or since when it does."""
        window = course.incident.scheduled
        if window and (course.ended_at is None or course.ended_at <= course.began_at):
            return self.between(window.start, window.end, weekday=weekday)
        end = None if course.is_open else course.works_since or course.ended_at
        if end is None:
            since = self.words.moment(course.began_at, self.zone, weekday=weekday)
            return instant(course.began_at, self.words("Since {when}", when=since))
        return self.between(course.began_at, end, weekday=weekday)

    def between(self, start: datetime, end: datetime, *, weekday: bool = False) -> MomentView:
        """Return a stretch of time."""
        text = self.words.span(start, end, self.zone, weekday=weekday)
        return MomentView(format_instant(start), text, format_instant(end))

    def work_clock(self, course: Course) -> WorkClock | None:
        """Return by when planned work changes its state by the clock alone; None where it does not."""
        window = course.incident.scheduled
        if window is None or not (course.is_open or course.is_upcoming):
            return None
        start, end = format_instant(window.start), format_instant(window.end)
        return WorkClock(at=start, end=end, has_begun=course.is_open)

    def clock_after(self, at: datetime, before: datetime) -> MomentView:
        """Return a moment after one whose day is said: its time, with its day where that is another."""
        same_day = self.day_of(at) == self.day_of(before)
        return self.time_of_day(at) if same_day else self.moment(at)


def instant(at: datetime, text: str) -> MomentView:
    """Return an exact moment with the words for it."""
    return MomentView(format_instant(at), text)
