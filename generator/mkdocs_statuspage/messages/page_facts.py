"""`PageFacts`: what an incident's page says, as figures: by its fields, and in its words."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.messages.told_figures import (
    PERCENT,
    FigureKind,
    ToldFigure,
    day_number,
    figures_in,
)
from mkdocs_statuspage.model.dates import happened
from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.outputs.view.prose_times import zones_by_city
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course, effective_updates
from mkdocs_statuspage.timeline.ledger import promises_of

OFFSETS = {
    **dict.fromkeys(("UTC", "GMT", "Z", "WET"), 0),
    **dict.fromkeys(("BST", "CET", "WEST"), 60),
    **dict.fromkeys(("CEST", "EET", "SAST"), 120),
    **dict.fromkeys(("EEST", "MSK"), 180),
    **dict.fromkeys(("EST", "CDT"), -300),
    **dict.fromkeys(("CST", "MDT"), -360),
    **dict.fromkeys(("MST", "PDT"), -420),
    **dict.fromkeys(("EDT",), -240),
    **dict.fromkeys(("PST",), -480),
    **dict.fromkeys(("BRT",), -180),
    **dict.fromkeys(("IST",), 330),
    **dict.fromkeys(("SGT", "HKT"), 480),
    **dict.fromkeys(("JST", "KST"), 540),
}
"""How many minutes a zone by its short name is ahead of UTC."""
_CITY = re.compile(r"^(?:hora d[aeo]|in|em) | time$", re.IGNORECASE)
"""What stands about the city in the name of a zone."""
_NO_ZONE = re.compile(r"^(?:in|em) ", re.IGNORECASE)
"""How what may be a place of any kind begins: `10:12 in Madrid`, `09:12 in Europe`."""
_OTHER_NAMES = {
    "Lisboa": "Lisbon",
    "Londres": "London",
    "Nova Iorque": "New York",
    "Berlim": "Berlin",
}
"""What Portuguese texts call the cities of zones."""
DAY_MINUTES = 24 * 60
FEWEST_WORDS = 3
"""By fewer words no sentence is known."""
_RANGE_GAP = 8
"""So many signs at most stand between the two times of a stretch."""
_NEAR_ZONE = 12
_LAST_OF_MONTH = 31


@dataclass(frozen=True)
class PageFacts:
    """What an incident's page says, as figures."""

    course: Course
    site: Site
    made: tuple[str, ...] = ()
    """What we have drafted of it: a sentence that differs from one of these by a figure alone was changed."""

    @property
    def _words(self) -> Words:
        return load_words(self.site.config.language)

    @property
    def _zone(self) -> ZoneInfo:
        return self.site.config.zone

    @cached_property
    def instants(self) -> frozenset[datetime]:
        """Every moment that the page names."""
        course, incident = self.course, self.course.incident
        found = {course.began_at, course.ended_at, course.works_since, incident.resolved_at}
        found.add(incident.report.published_at)
        found |= {at for spell in course.spells for at in (spell.start, spell.end)}
        for update in effective_updates(incident):
            found |= {update.at, update.next_update_by}
        for fix in incident.expected_fix:
            found |= {fix.at, fix.by}
        if window := incident.scheduled:
            found |= {window.start, window.end}
            found |= {at for earlier in window.moved for at in (earlier.start, earlier.end)}
        found |= {dated.at for dated in happened(incident) if isinstance(dated.at, datetime)}
        return frozenset(at for at in found if at is not None)

    @cached_property
    def told(self) -> Sequence[ToldFigure]:
        """Every figure of the page's own texts; what was taken back is none."""
        found = []
        for text in self.texts:
            found += read_figures(text, self._words)
        return found

    @cached_property
    def texts(self) -> Sequence[str]:
        """What the page says in words."""
        incident, config = self.course.incident, self.site.config
        taken_back = {n for n, update in enumerate(incident.updates) if update.retracted}
        standing = [
            one.text
            for one in texts_of(incident)
            if one.use.is_published and not (one.path[0] == "updates" and one.path[1] in taken_back)
        ]
        about = [
            text
            for component in config.components.values()
            for text in (component.name, component.description or "")
        ]
        return [*standing, *about, config.organisation.mission or ""]

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day that the page names by a field."""
        found = {day for at in self.instants for day in self.days_of(at)}
        for promise in promises_of(self.course.incident):
            found |= {day for day in (promise.due_on, promise.first_due_on, promise.kept_on) if day}
            found |= {promise.withdrawn.on} if promise.withdrawn else set()
        return frozenset(found)

    @cached_property
    def told_together(self) -> frozenset[tuple[date, float]]:
        """Every day and time, in minutes in UTC, that stand in one sentence of the page."""
        found = set()
        for text in self.texts:
            figures = read_figures(text, self._words)
            for start, end in stretches(text):
                here = [one for one in figures if start <= one.start < end]
                days = {day for one in here for day in self.dates(one)}
                clocks = [self.clocks(one) for one in here if one.kind is FigureKind.CLOCK]
                found |= {(day, clock) for day in days for each in clocks for clock in each}
        return frozenset(found)

    def days_of(self, at: datetime) -> set[date]:
        """Return on which days a moment was: in the site's zone, and in UTC."""
        return {at.astimezone(zone).date() for zone in (self._zone, ZoneInfo("UTC"))}

    @cached_property
    def lengths(self) -> frozenset[timedelta]:
        """How long anything of it took, from its beginning and from one turn to the next."""
        awaited = {update.next_update_by for update in self.course.incident.updates}
        found = {at - self.course.began_at for at in self.instants - awaited}
        return frozenset(found | self.main_lengths)

    @cached_property
    def main_lengths(self) -> frozenset[timedelta]:
        """How long it took, it and each stretch of it."""
        course = self.course
        ends = {course.ended_at, course.works_since, course.incident.resolved_at}
        ends |= {self.site.now} if course.is_open else set()
        found = {end - course.began_at for end in ends if end}
        found |= {spell.end - spell.start for spell in course.spells if spell.end}
        if window := course.incident.scheduled:
            found.add(window.end - window.start)
        told = {timedelta(minutes=(end - start) % DAY_MINUTES) for start, end in self.spans}
        return frozenset(found | told)

    @cached_property
    def shares(self) -> Sequence[tuple[float, str]]:
        """Every share that the page tells but as so many percent, in percent, and how it says it."""
        found = [(max(f.values), f.text) for f in self.told if f.kind is FigureKind.SHARE]
        found += [(100 * part / whole, f"{part:g} of {whole:g}") for part, whole in self.parts]
        return found + [(100 - share, f"{said}, without these") for share, said in found]

    @cached_property
    def parts(self) -> Sequence[tuple[float, float]]:
        """What the page counts as a part of how many: 212 of 640."""
        counts = [f for f in self.told if f.kind is FigureKind.COUNT]
        near = (
            (max(one.values), max(other.values))
            for one, other in pairwise(counts)
            if 0 < other.start - one.end <= _NEAR_ZONE
        )
        return [(part, whole) for part, whole in near if 0 < part < whole]

    @cached_property
    def percents(self) -> Sequence[tuple[float, str]]:
        """What the page tells as so many percent, and how it says it."""
        counts = (f for f in self.told if f.kind is FigureKind.COUNT and f.things == (PERCENT,))
        return [(min(f.values), f.text) for f in counts]

    @cached_property
    def days_off(self) -> frozenset[float]:
        """How many days lie between now, or its beginning, and each day that the page names."""
        from_here = (self.site.now.date(), self.course.began_at.date())
        return frozenset(
            float(abs((day - here).days)) for day in self.named_days for here in from_here
        )

    @cached_property
    def named_days(self) -> frozenset[date]:
        """Every day that the page names, by a field or in its words."""
        told = (f for f in self.told if max(f.values, default=0) > _LAST_OF_MONTH)
        return self.days.union(*map(self.dates, told))

    def dates(self, figure: ToldFigure) -> set[date]:
        """Return which dates a day may be; without its year it is one of a year that the page has."""
        if figure.kind is not FigureKind.DAY:
            return set()
        if max(figure.values, default=0) <= _LAST_OF_MONTH:
            return {day for day in self.named_days if day.day in figure.values}
        years = {day_number(0, 0, day.year) for day in self.days}
        numbers = {v if v > 10000 else v + y for v in figure.values if v > 100 for y in years}
        return set(filter(None, map(_day_of, map(int, numbers))))

    @cached_property
    def counts(self) -> frozenset[float]:
        """Numbers of things that the page has by a field, or shows, and what is left of those that it counts."""
        incident = self.course.incident
        shown = (incident.updates, incident.preventions, incident.make_goods, incident.components)
        counted = {float(len(items)) for items in shown}
        counted |= {whole - part for part, whole in self.parts}
        return frozenset(
            counted | ({float(incident.affected.count)} if incident.affected.count else set())
        )

    @cached_property
    def begins(self) -> frozenset[float]:
        """When it began, in minutes of a day in UTC."""
        return frozenset(begin for begin, _ in self.main_spans) or frozenset(
            [minute_of(self.course.began_at)]
        )

    @cached_property
    def ends(self) -> frozenset[float]:
        """When it ended, by whatever the page takes for its end."""
        closing = {
            minute_of(update.at)
            for update in effective_updates(self.course.incident)
            if update.status and update.status.closes
        }
        told = {end for start, end in self._told_spans if start in self.begins}
        return frozenset((closing | told).union(end for _, end in self.main_spans))

    @cached_property
    def main_spans(self) -> frozenset[tuple[float, float]]:
        """From when to when it was, in minutes of a day in UTC."""
        course, window = self.course, self.course.incident.scheduled
        ends = {course.ended_at, course.works_since, course.incident.resolved_at}
        found = {(course.began_at, end) for end in ends if end}
        found |= {(window.start, window.end)} if window else set()
        return frozenset((minute_of(start), minute_of(end)) for start, end in found)

    @property
    def main_span(self) -> str:
        """The same in words."""
        words, course, window = self.site.words, self.course, self.course.incident.scheduled
        if window:
            return words.zoned_span(window.start, window.end, self._zone)
        end = course.works_since or course.ended_at
        if end is None:
            since = words.zoned_moment(course.began_at, self._zone)
            return words("since {when}", when=since)
        return words.zoned_span(course.began_at, end, self._zone)

    @cached_property
    def spans(self) -> frozenset[tuple[float, float]]:
        """Every stretch that the page names, in minutes of a day in UTC."""
        turns = {minute_of(s.end) for s in self.course.spells if s.end}
        found = {(minute_of(s.start), minute_of(s.end)) for s in self.course.spells if s.end}
        found |= {(begin, turn) for begin in self.begins for turn in turns}
        return frozenset(found | self.main_spans | self._told_spans)

    @cached_property
    def _told_spans(self) -> frozenset[tuple[float, float]]:
        return frozenset(
            (a, b)
            for one, other in pairwise(self.told)
            if is_span(one, other)
            for a in self.clocks(one)
            for b in self.clocks(other)
        )

    @cached_property
    def sentences(self) -> Mapping[str, Sequence[Sequence[ToldFigure]]]:
        """The figures of each sentence of the page, by its words without them."""
        found: dict[str, list[Sequence[ToldFigure]]] = {}
        for text in (*self.texts, *self.made):
            figures = sorted(figures_in(text, self._words), key=lambda one: one.start)
            for start, end in stretches(text):
                here = [one for one in figures if start <= one.start < end]
                spans = [(one.start - start, one.end - start) for one in here]
                if here and (frame := frame_of(text[start:end], spans)):
                    found.setdefault(frame, []).append(here)
        return found

    @cached_property
    def own_sentences(self) -> re.Pattern[str]:
        """What finds the page's own sentences, however their lines are broken."""
        said = {" ".join(t[a:b].split()) for t in self.texts for a, b in stretches(t)}
        long = sorted((one for one in said if one.count(" ") >= FEWEST_WORDS - 1), key=len)
        each = (r"\s+".join(map(re.escape, one.split())) for one in reversed(long))
        return re.compile("|".join(each) or r"(?!)", re.IGNORECASE)

    def offset(self, zone: str) -> int | None:
        """Return how far a zone is ahead of UTC when it was, in minutes; None where nobody knows."""
        if zone.upper() in OFFSETS:
            return OFFSETS[zone.upper()]
        if zone.upper().startswith(("UTC", "GMT")):
            sign = -1 if zone[3] in "-−" else 1
            hours, _, minutes = zone[4:].partition(":")
            return sign * (int(hours) * 60 + int(minutes or 0))
        if zone == self._words.zone_name(self._zone):
            return self._own_offset
        city = _CITY.sub("", zone)
        name = zones_by_city().get(_OTHER_NAMES.get(city, city).replace(" ", "_"))
        return _offset(self.course.began_at, ZoneInfo(name)) if name else None

    @property
    def _own_offset(self) -> int:
        return _offset(self.course.began_at, self._zone)

    def clocks(self, figure: ToldFigure, zones: Iterable[str] = ()) -> set[float]:
        """Return which minutes of a day in UTC a time may be."""
        offset = self.offset(figure.zone) if figure.zone else None
        if offset is not None:
            offsets = {offset}
        elif figure.zone and not _NO_ZONE.match(figure.zone):
            offsets = set(range(-720, 841, 30))
        else:
            others = {o for zone in zones if (o := self.offset(zone)) is not None}
            offsets = {self._own_offset, 0, *others}
        return {(value - offset) % DAY_MINUTES for value in figure.values for offset in offsets}

    @cached_property
    def known_clocks(self) -> frozenset[float]:
        """Every time of day that the page names, in minutes in UTC."""
        told = [f for f in self.told if f.kind is FigureKind.CLOCK]
        sure = set(map(minute_of, self.instants))
        sure = sure.union(*(self.clocks(figure) for figure in told if figure.zone))
        unsure = [self.clocks(figure) for figure in told if not figure.zone]
        return frozenset(sure.union(*(clocks for clocks in unsure if not clocks & sure)))


def read_figures(text: str, words: Words) -> list[ToldFigure]:
    """Return the figures of a text in their order; the first time of a stretch has the zone of its end: `09:12 to 10:40 UTC`."""
    found = sorted(figures_in(text, words), key=lambda one: one.start)
    for n, figure in enumerate(found[:-1]):
        behind = found[n + 1]
        is_near = behind.start - figure.end <= _NEAR_ZONE
        if {figure.kind, behind.kind} == {FigureKind.CLOCK} and not figure.zone and is_near:
            found[n] = replace(figure, zone=behind.zone)
    return found


def is_span(one: ToldFigure, other: ToldFigure) -> bool:
    """Tell whether two figures are the ends of a stretch."""
    is_pair = one.kind is other.kind is FigureKind.CLOCK
    return is_pair and 0 < other.start - one.end <= _RANGE_GAP


def _day_of(number: int) -> date | None:
    """Return the day of a day's number; None where there is no such day."""
    try:
        return date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None


def minute_of(at: datetime) -> float:
    """Return the minute of the day in UTC."""
    utc = at.astimezone(ZoneInfo("UTC"))
    return utc.hour * 60 + utc.minute


def _offset(at: datetime, zone: ZoneInfo) -> int:
    return int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends; a row of a table is one."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    yield start, len(text)


_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n+")


def frame_of(sentence: str, figures: Iterable[tuple[int, int]]) -> str:
    """Return a sentence's words without its figures; empty where they are too few to know it by."""
    for start, end in figures:
        sentence = sentence[:start] + "#" * (end - start) + sentence[end:]
    words = re.findall(r"[^\W\d_]+|#+", sentence.casefold())
    known = [word if word[0] != "#" else "#" for word in words]
    return " ".join(known) if len(known) >= FEWEST_WORDS else ""
