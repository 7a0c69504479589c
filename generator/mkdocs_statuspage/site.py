"""`load_site(folder, now) → Site`: everything read, computed and checked, as one value."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol, TypeVar

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.model.config import Component, HostingTarget, SiteConfig
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import ClassPolicy
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.sightings import NOTHING_SEEN, Sighting, Sightings, asked_as
from mkdocs_statuspage.model.slips import SlipCount
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind
from mkdocs_statuspage.policy.missing_files import (
    LinkingFile,
    RootLink,
    linking_files,
    missing_files,
    root_links,
)
from mkdocs_statuspage.policy.placeholders import MKDOCS_NAME, placeholders, unspoken
from mkdocs_statuspage.policy.published import Judge, judged, published_among
from mkdocs_statuspage.reading.ahead import with_dates_ahead
from mkdocs_statuspage.reading.attachments import Linked, files_in, links_of
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.folder import Parse, Reading, parse_incident, read_folder
from mkdocs_statuspage.timeline.clocks import Clock, clocks_of
from mkdocs_statuspage.timeline.course import Course, Spell, course_of
from mkdocs_statuspage.timeline.days import Calendar, Day, days_of, is_known
from mkdocs_statuspage.timeline.facts import facts_of
from mkdocs_statuspage.timeline.final_course import FinalCourse, is_settled
from mkdocs_statuspage.timeline.headline import Headline, Level, headline
from mkdocs_statuspage.timeline.ledger import Given, given_in
from mkdocs_statuspage.timeline.measures import Setting
from mkdocs_statuspage.timeline.month_uptime import (
    MONTHS_BACK,
    MonthUptime,
    Spoken,
    month_uptimes,
    months_between,
    spoken_in,
)
from mkdocs_statuspage.timeline.record_figures import Record, Values, counts, record_of, values_of
from mkdocs_statuspage.timeline.watched_now import Validity, WatchedNow
from mkdocs_statuspage.timeline.year_days import YearDay, year_days
from mkdocs_statuspage.writing.kept_results import digest

NEWEST = 20
"""How many incidents, and how many with a report, are among the latest."""
BAR_DAYS = 90
"""How many days a component's bars show."""


Said = TypeVar("Said")
Made = TypeVar("Made")


class Keep(Protocol):
    """Makes something, or remembers it under its name and a key of all that it is made of but now."""

    def __call__(
        self, name: str, key: bytes, now: datetime, make: Callable[[Validity], Made]
    ) -> Made:
        """Return it."""


class InvalidFiles(Exception):
    """Files are wrong, so no site is made of them; carries every finding."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} problems")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Beyond:
    """What a site that holds few incidents knows of all of them together."""

    told_since: date | None
    latest: frozenset[str] = frozenset()
    first_spells: Mapping[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class Site:
    """A site at a moment. Drafts and classes that are never published are not in it."""

    config: SiteConfig
    now: datetime
    incidents_dir: Path
    url: str
    """Where it is served, with a slash at the end; empty when that is not known."""
    incidents: tuple[Incident, ...]
    """The published ones, newest first."""
    assets: frozenset[str] = frozenset()
    """Files that published incidents show or link to, relative to `incidents_dir`."""
    findings: tuple[Finding, ...] = ()
    """What is wrong and does not stop a build."""
    unfinished: tuple[Finding, ...] = ()
    """What is still to be said of the site itself before it is published."""
    root_links: tuple[RootLink, ...] = ()
    """Links from the root, in drafts too, for who knows every page of the site."""
    sightings: Sightings = NOTHING_SEEN
    """What was last seen of the evidence of promises."""
    slips: tuple[SlipCount, ...] = ()
    """The slips that were let go, without their words."""
    address: str = ""
    """Where it stands below the root of a site that has other pages too, with a slash at the end; empty where it is the root."""
    versions: Mapping[str, bytes] = field(default_factory=dict)
    """What tells each incident as it stands here from any other, by its id; none where nobody asks."""
    linked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The files that the texts of each incident show or link to, by its id."""
    beyond: "Beyond | None" = None
    """What is known of the incidents that are left out here; None where none are."""
    computed: Mapping[str, Course] = field(default_factory=dict)
    """What became of incidents up to now, where that is known already, by their ids."""
    final_courses: Mapping[str, FinalCourse] = field(default_factory=dict)
    """What becomes of incidents as they stand here once all in them is past, where that is known, by their ids."""
    keep: "Keep | None" = None
    """Makes or remembers what follows from some incidents; None where nobody remembers anything."""

    @cached_property
    def words(self) -> Words:
        """The site's own words."""
        return load_words(self.config.language)

    @cached_property
    def made(self) -> dict[type, Any]:
        """What was made of it once, by its type; gone with it."""
        return {}

    @cached_property
    def calendar(self) -> Calendar:
        """Its days."""
        return Calendar(self.now, self.config.zone, self.config.policy.uptime_weights)

    @cached_property
    def told(self) -> tuple[Course, ...]:
        """What became of each incident that has a page, newest first; of withdrawn ones too."""
        known = self.computed
        found = [known.get(incident.id) or self._course(incident) for incident in self.incidents]
        return tuple(sorted(found, key=lambda c: (c.began_at, c.incident.id), reverse=True))

    def _course(self, incident: Incident) -> Course:
        final = self.final_courses.get(incident.id)
        if final and final.since <= self.now:
            return final.course
        return course_of(incident, self.now, self.config.current_ids)

    @cached_property
    def courses(self) -> tuple[Course, ...]:
        """What became of each incident that stands: what was taken back whole leaves nothing behind."""
        return tuple(course for course in self.told if not course.is_withdrawn)

    def around(self, incident: Incident) -> "Site":
        """Return a site of one incident and those that it names: what is made of that one needs no others."""
        return self._of_few(*self._around(incident))

    def excerpt(self, incidents: Iterable[Incident]) -> "Site":
        """Return a site of some incidents: a page that lists them needs no others."""
        return self._of_few(_by_id(incidents), Beyond(self.told_since))

    def version_around(self, incident: Incident) -> bytes:
        """Return what tells all that the outputs of an incident are made of, but `now` and the configuration, from anything else."""
        return self._version_of_few(*self._around(incident))

    def version_of(self, incidents: Iterable[Incident]) -> bytes:
        """Return the same of what is made of an excerpt."""
        return self._version_of_few(_by_id(incidents), Beyond(self.told_since))

    def of_some(
        self, courses: Iterable[Course], make: "Callable[[Site, Said], Made]", name: str, said: Said
    ) -> Made:
        """Return what is made of some incidents alone, and of what is said of all others; where somebody remembers it, that.

        Args:
            courses: the incidents.
            make: a function of a module, of a site in which nothing else is.
            name: what it is called among all that it makes.
            said: what else it is made of, as a value whose `repr` tells it from any other.
        """
        few = [course.incident for course in courses]
        if self.keep is None:
            return make(self.excerpt(few), said)
        where = f"{self.url} {self.address} {said!r}"
        key = digest(where, self.version_of(few))
        return self.keep(
            f"{make.__qualname__} {name}",
            key,
            self.now,
            lambda validity: make(self.excerpt(few).watched(validity), said),
        )

    def watched(self, validity: Validity) -> "Site":
        """Return it with a `now` that makes a validity as narrow as the time in which it all stays as it is."""
        return replace(self, now=WatchedNow.of(self.now, validity), computed={})

    def _around(self, incident: Incident) -> tuple[Mapping[str, Incident], Beyond]:
        course = self.by_id[incident.id]
        beside = self.reports_beside(course) if incident.id in self.reported_places else ()
        current, first = self.config.current_ids, self.first_spells
        ids = [current.get(id_, id_) for id_ in components_of(incident)]
        named = (self.by_id.get(id_) for id_ in incident.repeats)
        few = _by_id([incident, *(one.incident for one in (*named, *beside) if one)])
        spells = {id_: first[id_] for id_ in ids if id_ in first}
        return few, Beyond(self.told_since, self.latest & {incident.id}, spells)

    def _of_few(self, few: Mapping[str, Incident], beyond: Beyond) -> "Site":
        return replace(
            self,
            incidents=_newest_first(few.values()),
            computed={id_: self.by_id[id_] for id_ in few},
            findings=(),
            unfinished=(),
            root_links=(),
            slips=(),
            beyond=beyond,
            keep=None,
        )

    def _version_of_few(self, few: Mapping[str, Incident], beyond: Beyond) -> bytes:
        return digest(repr(beyond), b"".join(map(self._version_with_links, few.values())))

    def _version_with_links(self, incident: Incident) -> bytes:
        """Return what tells an incident, the evidence of its promises and what its links lead to from anything else."""
        found = self._versions_with_links.get(incident.id)
        if found is None:
            promised = (*incident.preventions, *incident.make_goods)
            seen = [self._seen.get(asked_as(one.evidence)) for one in promised if one.evidence]
            led_to = [(path, self._version_at(path)) for path in sorted(self.linked[incident.id])]
            found = digest(incident.id, self.versions[incident.id], repr((led_to, seen)))
            self._versions_with_links[incident.id] = found
        return found

    @cached_property
    def _versions_with_links(self) -> dict[str, bytes]:
        return {}

    @cached_property
    def _seen(self) -> Mapping[str, Sighting]:
        return self.sightings.by_url()

    def _version_at(self, path: str) -> bytes:
        """Return what a link to a file leads to."""
        incident = self._by_path.get(path)
        return self.versions[incident.id] if incident else b"asset" * (path in self.assets)

    @cached_property
    def _by_path(self) -> Mapping[str, Incident]:
        return {incident.path: incident for incident in self.incidents}

    @cached_property
    def latest(self) -> frozenset[str]:
        """The ids of the incidents that go on or are ahead, and of the newest: so many, however long the history is."""
        if self.beyond:
            return self.beyond.latest
        current = (course for course in self.courses if course.is_open or course.is_upcoming)
        chosen = (*current, *self.courses[:NEWEST], *self.reported[:NEWEST])
        return frozenset(course.incident.id for course in chosen)

    @cached_property
    def by_id(self) -> Mapping[str, Course]:
        """The courses by incident id."""
        return {course.incident.id: course for course in self.told}

    @cached_property
    def open_courses(self) -> tuple[Course, ...]:
        """Open incidents and notices, worst first; maintenance is not among them."""
        return tuple(c for c in self.headline.courses if c.incident.kind is not Kind.MAINTENANCE)

    @cached_property
    def maintenance(self) -> tuple[Course, ...]:
        """Maintenance under way or ahead, soonest first."""
        ahead = (
            c
            for c in self.courses
            if c.incident.kind is Kind.MAINTENANCE and (c.is_open or c.is_upcoming)
        )
        return tuple(sorted(ahead, key=lambda c: (c.began_at, c.incident.id)))

    @cached_property
    def reported(self) -> tuple[Course, ...]:
        """Incidents with a published report, by the time of publication, newest first."""
        found = [c for c in self.courses if c.incident.report.published_at is not None]
        return tuple(
            sorted(
                found, key=lambda c: (c.incident.report.published_at, c.incident.id), reverse=True
            )
        )

    @cached_property
    def reported_places(self) -> Mapping[str, int]:
        """Where each incident with a report stands in `reported`, by its id."""
        return {course.incident.id: place for place, course in enumerate(self.reported)}

    def reports_beside(self, course: Course) -> tuple[Course | None, Course | None]:
        """Return what was reported before and after an incident with a report."""
        place, reported = self.reported_places[course.incident.id], self.reported
        earlier = reported[place + 1] if place + 1 < len(reported) else None
        return earlier, reported[place - 1] if place else None

    @cached_property
    def promises(self) -> tuple[Given, ...]:
        """Every promise that readers were given, late ones first."""
        standing = (course.incident for course in self.courses)
        return given_in(standing, self.now, self.config.zone)

    @cached_property
    def seen_evidence(self) -> Mapping[str, Sighting]:
        """What was seen of each piece of evidence up to now, by its address without what is behind `#`."""
        seen = self.sightings.by_url()
        return {url: one for url, one in seen.items() if one.looked_at <= self.now}

    def seen_of(self, promise: Promise) -> Sighting | None:
        """Return what was seen of a promise's evidence; None where it names none, or nobody looked."""
        return self.seen_evidence.get(asked_as(promise.evidence)) if promise.evidence else None

    @cached_property
    def spoken(self) -> Spoken | None:
        """From when to when this page has said anything itself."""
        return spoken_in(course for course in self.told if course.incident.source is None)

    @cached_property
    def spoken_elsewhere(self) -> Spoken | None:
        """From when to when what was imported was said, on another page."""
        return spoken_in(course for course in self.told if course.incident.source is not None)

    @cached_property
    def told_since(self) -> date | None:
        """The day on which anything was said first; None where nothing was."""
        if self.beyond:
            return self.beyond.told_since
        said = [one.first for one in (self.spoken, self.spoken_elsewhere) if one]
        return min(said).astimezone(self.config.zone).date() if said else None

    @cached_property
    def months(self) -> tuple[date, ...]:
        """The first day of each month since anything was said, up to yesterday's."""
        yesterday = self.calendar.last_days(2)[0]
        return months_between(self.told_since, yesterday) if self.told_since else ()

    def months_of(self, year: int) -> tuple[date, ...]:
        """Return those of a year."""
        first, yesterday = self.told_since, self.calendar.last_days(2)[0]
        months = (date(year, number, 1) for number in range(1, 13))
        return tuple(m for m in months if first and first.replace(day=1) <= m <= yesterday)

    @cached_property
    def uptimes(self) -> Mapping[str, tuple[MonthUptime, ...]]:
        """How each component was in each of these months, by its id; several pages ask."""
        over, last = self.months[:-1], self.uptimes_in(self.months[-1:])
        return {
            id_: self.of_some(self.courses_of(id_), _uptimes, id_, (id_, over)) + newest
            for id_, newest in last.items()
        }

    def uptimes_in(self, months: Sequence[date]) -> Mapping[str, tuple[MonthUptime, ...]]:
        """Return how each component was in each of some months that follow each other, by its id."""
        return {id_: self.uptimes_of(id_, months) for id_ in self.config.components}

    def uptimes_of(self, id_: str, months: Sequence[date]) -> tuple[MonthUptime, ...]:
        """Return how one was."""
        component, first, calendar = self.config.components[id_], self.told_since, self.calendar
        if first is None:
            return ()
        return tuple(month_uptimes(component, self.spells.get(id_, ()), months, first, calendar))

    @property
    def uptime_by_month(self) -> Mapping[str, tuple[MonthUptime, ...]]:
        """The last year of months of each component, by its id."""
        found = self.uptimes if self.told_since else {}
        return {id_: months[-MONTHS_BACK - 1 :] for id_, months in found.items()}

    def year_days(self, year: int) -> tuple[YearDay, ...]:
        """Return the days of a year up to today, of all components together; none where nothing was ever said."""
        if self.told_since is None:
            return ()
        components, calendar = self.config.components, self.calendar
        return year_days(year, components, self.spells, self.told_since, calendar)

    @cached_property
    def record(self) -> Record:
        """The figures about how we answered for our mistakes."""
        taken: dict[str, Values] = {}
        for month, courses in groupby(self.courses, key=lambda c: f"{c.began_at:%Y-%m}"):
            taken |= self.of_some(list(courses), _values, month, ())
        return record_of(
            self.courses, self.measuring, take=lambda course, _: taken[course.incident.id]
        )

    @property
    def measuring(self) -> Setting:
        """What figures are taken with."""
        return Setting(self.config.policy, self.config.zone, self.now)

    @cached_property
    def headline(self) -> Headline:
        """What the status page says first; it is not green where nothing is known of today."""
        found = headline(self.courses)
        is_unknown = bool(self.components) and len(self.unknown) == len(self.components)
        if found.level is Level.OPERATIONAL and is_unknown:
            return replace(found, level=Level.UNKNOWN)
        return found

    @cached_property
    def unknown(self) -> Mapping[str, Component]:
        """The components on the status page of which nothing is known today."""
        today = self.calendar.last_days(1)[0]
        return {
            id_: component
            for id_, component in self.components.items()
            if not is_known(component, today)
            and self.component_statuses[id_] is ComponentStatus.OPERATIONAL
        }

    def status_of(self, component_id: str) -> ComponentStatus | None:
        """Return how a component is now; None where nobody knows."""
        return None if component_id in self.unknown else self.component_statuses[component_id]

    @property
    def known_until(self) -> date | None:
        """The last day of which something is known, where today is not; None if there was none yet."""
        today = self.calendar.last_days(1)[0]
        gaps = (gap for component in self.unknown.values() for gap in component.no_record)
        begun = [gap.from_ for gap in gaps if gap.from_ <= today]
        return max(begun) - timedelta(days=1) if begun else None

    @cached_property
    def headline_title(self) -> str:
        """What the status page says first, in words.

        A closing update may leave a component unwell; then nothing is open, and not everything works.
        """
        if self.headline.courses:
            return self.headline.courses[0].incident.title
        names = [self.config.component_name(id_) for id_ in self.unwell if id_ in self.components]
        if not names:
            return self._title_of_calm
        return self.words("Not everything works: {names}", names=", ".join(names))

    @property
    def _title_of_calm(self) -> str:
        if not self.unknown:
            return self.words("Everything works")
        if self.headline.level is not Level.UNKNOWN:
            return self.words("Nothing is wrong that we know of")
        if self.known_until is None:
            return self.words("Nothing is known yet")
        return self.words("Nothing is known after {day}", day=self.words.day(self.known_until))

    @cached_property
    def unwell(self) -> Mapping[str, ComponentStatus]:
        """The components that do not work as they should, worst first."""
        found = {i: s for i, s in self.component_statuses.items() if s.impact is not Impact.NONE}
        return dict(sorted(found.items(), key=lambda pair: -pair[1].rank))

    @cached_property
    def components(self) -> Mapping[str, Component]:
        """The components on the status page, in their order; retired ones are not."""
        today = self.calendar.last_days(1)[0]
        return {
            id_: component
            for id_, component in self.config.components.items()
            if component.retired_on is None or component.retired_on >= today
        }

    @cached_property
    def spells(self) -> Mapping[str, tuple[Spell, ...]]:
        """The spells of every component that had any, by its id."""
        found: dict[str, list[Spell]] = {}
        for course in self.courses:
            for spell in course.spells:
                found.setdefault(spell.component, []).append(spell)
        return {id_: tuple(spells) for id_, spells in found.items()}

    @cached_property
    def first_spells(self) -> Mapping[str, datetime]:
        """When each component that had any trouble had the first, by its id."""
        if self.beyond:
            return self.beyond.first_spells
        return {id_: min(spell.start for spell in spells) for id_, spells in self.spells.items()}

    @cached_property
    def component_statuses(self) -> Mapping[str, ComponentStatus]:
        """How every component is now: the worst of what holds."""
        worst = dict.fromkeys(self.config.components, ComponentStatus.OPERATIONAL)
        for course in self.courses:
            for id_, status in course.components_now().items():
                worst[id_] = max(worst.get(id_, status), status, key=lambda s: s.rank)
        return worst

    def days(self, component_id: str, count: int = BAR_DAYS) -> tuple[Day, ...]:
        """Return the last days of a component, oldest first."""
        component = self.config.components[component_id]
        spells = self.spells.get(component_id, ())
        return days_of(component, spells, self.calendar.last_days(count), self.calendar)

    @cached_property
    def _courses_by_component(self) -> Mapping[str, tuple[Course, ...]]:
        ids = self.config.current_ids
        found: dict[str, list[Course]] = {}
        for course in self.courses:
            for id_ in dict.fromkeys(ids.get(i, i) for i in components_of(course.incident)):
                found.setdefault(id_, []).append(course)
        return {id_: tuple(courses) for id_, courses in found.items()}

    def courses_of(self, component_id: str) -> tuple[Course, ...]:
        """Return what concerned a component, newest first."""
        return self._courses_by_component.get(component_id, ())

    def demands(self, incident: Incident) -> ClassPolicy:
        """Return what the policy asks for an incident."""
        return self.config.policy.classes[incident.mistake_class]

    def clocks(self, course: Course) -> tuple[Clock, ...]:
        """Return what is owed for an incident."""
        return clocks_of(course, self.config.policy, self.config.zone)


def _uptimes(site: Site, said: tuple[str, Sequence[date]]) -> tuple[MonthUptime, ...]:
    """Return how a component was in some months that are over."""
    return site.uptimes_of(*said)


def _values(site: Site, said: tuple[()]) -> dict[str, Values]:
    """Return what each incident adds to the figures of the record, by its id."""
    counted = (course for course in site.courses if counts(course, site.config.zone))
    return {course.incident.id: values_of(course, site.measuring) for course in counted}


def url_at(target: HostingTarget, address: str) -> str:
    """Return where visitors see at a target what stands at an address below the root; empty where that is not said."""
    return f"{target.url.rstrip('/')}/{address}" if target.url else ""


def components_of(incident: Incident) -> tuple[str, ...]:
    """Return the ids of the components that an incident names anywhere, each once."""
    named = [
        *incident.components,
        *(id_ for update in incident.updates for id_ in update.components),
    ]
    return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of texts from before: by these two a site is read and judged as without it, and quicker."""

    parse: Parse = parse_incident
    judge: Judge = judged
    versions: Mapping[str, bytes] = field(default_factory=dict)
    """What tells the text of an incident's file from any other, by its path, once it was parsed; none where nobody asks."""
    links: Mapping[str, Linked] = field(default_factory=dict)
    """Where the texts of an incident's file lead, by its path, once it was parsed."""
    final_courses: Mapping[str, FinalCourse] = field(default_factory=dict)
    """What becomes of what an incident's file says, by its path, once it was parsed."""
    keep: Keep | None = None
    """Makes or remembers what follows from some of them."""


def load_site(
    incidents_dir: Path,
    now: datetime,
    url: str = "",
    address: str = "",
    memory: Memory | None = None,
) -> Site:
    """Read a folder and compute everything that follows from it.

    Args:
        incidents_dir: the folder of incident files.
        now: the moment to compute for; the config's `clock` goes before it.
        url: where the site is served.
        address: the part of that which is below the root of a site that has other pages too.
        memory: what is known from before.

    Raises:
        InvalidFiles: something is wrong that must not be published.
    """
    known = memory or Memory()
    read = read_folder(incidents_dir, parse=known.parse)
    moment = (read.config.clock if read.config else None) or now
    reading = with_dates_ahead(
        read, now, partial(is_settled, final_courses=known.final_courses, now=moment)
    )
    return site_of(reading, now, url, address, known)


def site_of(
    reading: Reading, now: datetime, url: str = "", address: str = "", memory: Memory | None = None
) -> Site:
    """Compute everything that follows from what was read."""
    known = memory or Memory()
    if reading.config is None or not reading.is_valid:
        raise InvalidFiles(reading.findings)
    now = reading.config.clock or now
    config = reading.config
    happened = (
        one if is_settled(one, known.final_courses, now) else facts_of(one, now, config.zone)
        for one in reading.incidents
    )
    published = published_among(
        tuple(filter(None, happened)),
        config,
        now,
        lambda incident: reading.marks_of(incident.path),
        reading.noted.values(),
        known.judge,
    )
    linking = tuple(linking_files(reading, known.links))
    linked = dict(_linked(reading.incidents, published.incidents, linking))
    marks = reading.marks_of(CONFIG_NAME)
    missing = missing_files(reading, published.incidents, linking)
    return Site(
        config=config,
        now=now,
        incidents_dir=reading.incidents_dir,
        url=url and url.rstrip("/") + "/",
        address=address,
        incidents=_newest_first(published.incidents),
        keep=known.keep,
        final_courses=dict(_final_courses(published.incidents, known.final_courses)),
        versions=dict(_versions(reading.incidents, published.incidents, known.versions)),
        sightings=reading.sightings,
        slips=reading.slips,
        root_links=tuple(root_links(linking)),
        assets=frozenset(reading.assets) & _shown_by(config).union(*linked.values()),
        linked=linked,
        findings=tuple(
            sorted((*reading.findings, *published.warnings, *missing, *unspoken(config, marks)))
        ),
        unfinished=tuple(placeholders(config, url, MKDOCS_NAME, marks)),
    )


def _versions(
    read: Iterable[Incident], shown: Iterable[Incident], known: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Yield what tells an incident as it is shown from any other, by its id: of one that is shown in part, that part too."""
    as_read = {incident.id: incident for incident in read if known}
    for incident in shown if known else ():
        version, whole = known[incident.path], as_read[incident.id]
        if whole is not incident:
            version = digest(version, repr([(k, v) for k, v in incident if v != getattr(whole, k)]))
        yield incident.id, version


def _final_courses(
    shown: Iterable[Incident], known: Mapping[str, FinalCourse]
) -> Iterator[tuple[str, FinalCourse]]:
    """Yield what becomes of the incidents that are shown whole, by their ids."""
    for incident in shown:
        final = known.get(incident.path)
        if final and final.course.incident is incident:
            yield incident.id, final


def _linked(
    read: Iterable[Incident], shown: Iterable[Incident], linking: Iterable[LinkingFile]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the files that the texts of an incident link to as it is shown, by its id."""
    links = {file.path: file.links for file in linking}
    whole = set(map(id, read))
    for incident in shown:
        known = links[incident.path] if id(incident) in whole else links_of(incident)
        yield incident.id, known.files


def _shown_by(config: SiteConfig) -> frozenset[str]:
    """Return the files that the descriptions of components show or link to."""
    told = (read_markdown(component.description or "") for component in config.components.values())
    return frozenset(name for text in told for name in files_in(text, ""))


def _by_id(incidents: Iterable[Incident]) -> Mapping[str, Incident]:
    return {incident.id: incident for incident in incidents}


def _newest_first(incidents: Iterable[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(incidents, key=lambda i: (i.begins_at, i.id), reverse=True))
