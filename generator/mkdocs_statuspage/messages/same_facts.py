"""The same facts everywhere: what a text says otherwise than the incident's page, each with what both say.

A figure is compared with those that the page has: times in any zone, days, lengths of time, counts with what they count.
A rounded one that says so is no other figure. How components are, whether it is over, and what people get are compared too.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from difflib import SequenceMatcher
from functools import cached_property
from itertools import pairwise
from zoneinfo import ZoneInfo

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.messages.told_claims import NAME, claims_against
from mkdocs_statuspage.messages.told_figures import (
    YEAR,
    FigureKind,
    ToldFigure,
    day_number,
    figures_in,
    minutes_of,
    numbers_in_words,
    stem,
)
from mkdocs_statuspage.model.dates import happened
from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.outputs.view.prose_times import zones_by_city
from mkdocs_statuspage.review.rule import Hit
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
DAY_MINUTES = 24 * 60
FEWEST_WORDS = 3
"""By fewer words no sentence is known."""
HALF_AN_HOUR = 30
ROUNDED = 0.15
"""How far from the page a figure may be that says that it is rounded."""
STEPS = tuple(part * 10**power for power in range(9) for part in (1, 2.5, 5))
"""To what figures are rounded."""


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
        found = {course.began_at, course.ended_at, course.works_since}
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
            found += with_zones(sorted(figures_in(text, self._words), key=lambda one: one.start))
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
        about = [component.description or "" for component in config.components.values()]
        return [*standing, *about, config.organisation.mission or ""]

    @cached_property
    def days(self) -> frozenset[date]:
        """Every day that the page names by a field."""
        found = {
            at.astimezone(zone).date()
            for at in self.instants
            for zone in (self._zone, ZoneInfo("UTC"))
        }
        for promise in promises_of(self.course.incident):
            found |= {day for day in (promise.due_on, promise.kept_on) if day}
            found |= {promise.withdrawn.on} if promise.withdrawn else set()
        return frozenset(found)

    @cached_property
    def lengths(self) -> frozenset[timedelta]:
        """How long anything of it took, from its beginning and from one turn to the next."""
        awaited = {update.next_update_by for update in self.course.incident.updates}
        found = {at - self.course.began_at for at in self.instants - awaited}
        found |= {spell.end - spell.start for spell in self.course.spells if spell.end}
        if window := self.course.incident.scheduled:
            found.add(window.end - window.start)
        return frozenset(found)

    @cached_property
    def counts(self) -> frozenset[float]:
        """Numbers of things that the page has by a field, or shows."""
        incident = self.course.incident
        shown = (incident.updates, incident.preventions, incident.make_goods, incident.components)
        counted = {float(len(items)) for items in shown}
        counted |= {float(incident.affected.count)} if incident.affected.count else set()
        return frozenset(counted.union(*map(numbers_in_words, self.texts)))

    @cached_property
    def main_spans(self) -> frozenset[tuple[float, float]]:
        """From when to when it was, in minutes of a day in UTC."""
        course, window = self.course, self.course.incident.scheduled
        ends = {course.ended_at, course.works_since, course.incident.resolved_at}
        found = {(course.began_at, end) for end in ends if end}
        found |= {(window.start, window.end)} if window else set()
        return frozenset((_minute(start), _minute(end)) for start, end in found)

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
        found = {(_minute(s.start), _minute(s.end)) for s in self.course.spells if s.end}
        for one, other in pairwise(self.told):
            if _is_span(one, other):
                found |= {(a, b) for a in self.clocks(one) for b in self.clocks(other)}
        return frozenset(found | self.main_spans)

    @cached_property
    def sentences(self) -> Mapping[str, Sequence[Sequence[ToldFigure]]]:
        """The figures of each sentence of the page, by its words without them."""
        found: dict[str, list[Sequence[ToldFigure]]] = {}
        for text in (*self.texts, *self.made):
            figures = sorted(figures_in(text, self._words), key=lambda one: one.start)
            for start, end in _stretches(text):
                here = [one for one in figures if start <= one.start < end]
                spans = [(one.start - start, one.end - start) for one in here]
                if here and (frame := _frame(text[start:end], spans)):
                    found.setdefault(frame, []).append(here)
        return found

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
        name = zones_by_city().get(zone.removesuffix(" time").replace(" ", "_"))
        return _offset(self.course.began_at, ZoneInfo(name)) if name else None

    @property
    def _own_offset(self) -> int:
        return _offset(self.course.began_at, self._zone)

    def clocks(self, figure: ToldFigure, zones: Iterable[str] = ()) -> set[float]:
        """Return which minutes of a day in UTC a time may be."""
        if figure.zone:
            offset = self.offset(figure.zone)
            offsets = set(range(-720, 841, 30)) if offset is None else {offset}
        else:
            offsets = {
                self._own_offset,
                0,
                *(o for z in zones if (o := self.offset(z)) is not None),
            }
        return {(value - offset) % DAY_MINUTES for value in figure.values for offset in offsets}

    @cached_property
    def known_clocks(self) -> frozenset[float]:
        """Every time of day that the page names, in minutes in UTC."""
        fields = set(map(_minute, self.instants))
        told = (f for f in self.told if f.kind is FigureKind.CLOCK)
        return frozenset(fields.union(*(self.clocks(figure) for figure in told)))


def _minute(at: datetime) -> float:
    """Return the minute of the day in UTC."""
    return _utc(at).hour * 60 + _utc(at).minute


def _utc(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo("UTC"))


def _offset(at: datetime, zone: ZoneInfo) -> int:
    return int((at.astimezone(zone).utcoffset() or timedelta()).total_seconds() // 60)


def differences(text: str, page: PageFacts, beside: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Find what a text says otherwise than an incident's page.

    Args:
        text: what somebody is about to say elsewhere.
        page: what the incident's page says.
        beside: what else its figures may come from: what concerns one person.
    """
    words = page.site.words
    own = [figure for other in beside for figure in figures_in(other, words)]
    figures = with_zones(sorted(figures_in(text, words), key=lambda one: one.start))
    hits = [hit for figure in figures if (hit := _differs(figure, page, figures, own, text))]
    hits += _spans(figures, page)
    hits += _promised_days(text, figures, page)
    hits += _quoted(text, figures, page)
    hits += claims_against(text, page.course, page.site)
    by_place = {hit.start: hit for hit in (*hits, *_next_word(text, figures, page))}
    return tuple(hit for _, hit in sorted(by_place.items()))


def with_zones(figures: Sequence[ToldFigure]) -> list[ToldFigure]:
    """Return figures in which the first time of a stretch has the zone of its end: `09:12 to 10:40 UTC`."""
    found = list(figures)
    for n, figure in enumerate(found[:-1]):
        behind = found[n + 1]
        is_near = behind.start - figure.end <= 12
        if {figure.kind, behind.kind} == {FigureKind.CLOCK} and not figure.zone and is_near:
            found[n] = replace(figure, zone=behind.zone)
    return found


def _differs(
    figure: ToldFigure,
    page: PageFacts,
    figures: Sequence[ToldFigure],
    own: Sequence[ToldFigure],
    text: str,
) -> Hit | None:
    """Compare one figure with the page; None where the page has it too."""
    if any(figure.kind is one.kind and figure.values & one.values for one in own):
        return None
    if figure.kind is FigureKind.CLOCK:
        zones = {one.zone for one in figures if one.zone}
        is_told = bool(page.clocks(figure, zones) & page.known_clocks) or _is_length(figure, page)
        return None if is_told else _hit(figure, _nearest_clock(figure, page))
    if figure.kind is FigureKind.DAY:
        is_told = _has_day(figure, page) or _dates_the_text(figure, text, page)
        return None if is_told else _hit(figure, _nearest_day(figure, page))
    if figure.kind is FigureKind.LENGTH:
        is_of_it = _NOT_OF_IT.search(text[max(0, figure.start - 20) : figure.start]) is None
        is_other = is_of_it and not _has_length(figure, page)
        return _hit(figure, _nearest_length(figure, page)) if is_other else None
    return _coded(figure, page) if figure.kind is FigureKind.CODE else _counted(figure, page)


def _coded(figure: ToldFigure, page: PageFacts) -> Hit | None:
    """Compare a code with those of its kind; None where the page has none of it."""
    alike = [f for f in page.told if f.kind is FigureKind.CODE and f.things == figure.things]
    if not alike or any(f.values == figure.values for f in alike):
        return None
    if figure.things == (YEAR,) and figure.values & {float(at.year) for at in page.days}:
        return None
    return _hit(figure, alike[0].text)


def _hit(figure: ToldFigure, there: str) -> Hit:
    said = f"and the page says {there}" if there else f"and the page has no such {figure.kind}"
    return _told(figure.start, figure.end, f"this says {figure.text}, {said}")


def _told(start: int, end: int, message: str) -> Hit:
    help_text = "say what the page says, or correct the page first"
    return Hit(start, end, message, help_text, Severity.ERROR, NAME)


def _is_length(figure: ToldFigure, page: PageFacts) -> bool:
    """Tell whether `1h28` is a length of time that the page has."""
    return "h" in figure.text and _has_length(figure, page)


def _nearest_clock(figure: ToldFigure, page: PageFacts) -> str:
    zone, words = page.site.config.zone, page.site.words
    offset = page.offset(figure.zone) if figure.zone else None
    value = min(figure.values, default=0) - (
        _offset(page.course.began_at, zone) if offset is None else offset
    )

    def away(at: datetime) -> float:
        gap = (_minute(at) - value) % DAY_MINUTES
        return min(gap, DAY_MINUTES - gap)

    nearest = min(page.instants, key=lambda at: (away(at), at))
    in_utc = f"{_utc(nearest):%H:%M} UTC"
    there = words.zoned_clock(nearest, zone)
    return there if there == in_utc else f"{there} ({in_utc})"


def _has_day(figure: ToldFigure, page: PageFacts) -> bool:
    known = {day_number(day.month, day.day, day.year) for day in page.days}
    told = (f.values for f in page.told if f.kind is FigureKind.DAY)
    year = page.course.began_at.year * 10000  # of a day without one
    known = known.union(*({v if v > 10000 else v + year for v in values} for values in told))
    return any(_is_same_day(value, other) for value in figure.values for other in known)


def _dates_the_text(figure: ToldFigure, text: str, page: PageFacts) -> bool:
    """Tell whether a day is the one on which a letter is written, on a line of its own."""
    line = text[text.rfind("\n", 0, figure.start) + 1 :].partition("\n")[0]
    day = page.site.now.astimezone(page.site.config.zone).date()
    is_today = any(
        _is_same_day(value, day_number(day.month, day.day, day.year)) for value in figure.values
    )
    return is_today and len(line.split()) <= 6


def _is_same_day(one: float, other: float) -> bool:
    has_years = one > 10000 and other > 10000
    return one == other if has_years else one % 10000 == other % 10000


def _nearest_day(figure: ToldFigure, page: PageFacts) -> str:
    def away(day: date) -> float:
        return min(
            abs(
                day_number(day.month, day.day, day.year) - v
                if v > 10000
                else day_number(day.month, day.day) - v
            )
            for v in figure.values
        )

    return page.site.words.day(min(page.days, key=lambda day: (away(day), day)))


def _has_length(figure: ToldFigure, page: PageFacts) -> bool:
    told = [f.values for f in page.told if f.kind is FigureKind.LENGTH]
    if any(_is_same_count(figure, values) for values in told):
        return True
    known = map(minutes_of, page.lengths)
    return any(_is_near(value, other, figure) for value in figure.values for other in known)


def _is_near(value: float, other: float, figure: ToldFigure) -> bool:
    """Tell whether a length is one that is computed, as finely as it is said."""
    if figure.is_about and _rounds(value, round(other)):
        return True
    allowed = 0.1 * other if figure.step >= HALF_AN_HOUR else 0.999
    return value >= 1 and abs(value - other) <= allowed


def _nearest_length(figure: ToldFigure, page: PageFacts) -> str:
    known = [f for f in page.told if f.kind is FigureKind.LENGTH]
    value = min(figure.values)
    told = {f.text: min(f.values) for f in known}
    told |= {page.site.words.duration(one): minutes_of(one) for one in page.lengths if one}
    return min(told, key=lambda text: (abs(told[text] - value), text), default="")


def _counted(figure: ToldFigure, page: PageFacts) -> Hit | None:
    """Compare a count: the number, and what the page counts with it."""
    counts = [f for f in page.told if f.kind is FigureKind.COUNT]
    same = [f for f in counts if _is_same_count(figure, f.values)]
    if _is_same_count(figure, page.counts) or any(_counts_alike(figure, f) for f in same):
        return None
    alike = [f for f in counts if set(figure.things[:1]) & set(f.things)]
    if same and not alike:
        return None
    if not same and any(figure.values & f.values for f in page.told):
        return None  # the page has it as a part of a day or of a time
    there = max(
        alike or counts,
        key=lambda f: SequenceMatcher(None, f.text, figure.text).ratio(),
        default=None,
    )
    if there is None:
        return _hit(figure, str(page.course.incident.affected.count or ""))
    return _hit(figure, there.text)


def _is_same_count(figure: ToldFigure, values: Iterable[float]) -> bool:
    is_same = bool(figure.values & {*values})
    return is_same or (
        figure.is_about and any(_rounds(v, other) for v in figure.values for other in values)
    )


def _rounds(value: float, other: float) -> bool:
    """Tell whether a figure is another, rounded up or down."""
    gap = abs(value - other)
    is_near = 0 < gap <= ROUNDED * other
    return is_near and any(value % step == 0 and other % step and gap < step for step in STEPS)


def _counts_alike(figure: ToldFigure, other: ToldFigure) -> bool:
    """Tell whether two figures count the same, or one does not say what."""
    return not (figure.things and other.things) or bool({*figure.things} & {*other.things})


def _spans(figures: Sequence[ToldFigure], page: PageFacts) -> list[Hit]:
    """Compare stretches that begin or end with the incident: both ends are on the page, and belong together there."""
    known = page.spans
    begins, ends = ({span[n] for span in page.main_spans} for n in (0, 1))
    hits = []
    for one, other in pairwise(figures):
        if not _is_span(one, other):
            continue
        pairs = {(a, b) for a in page.clocks(one) for b in page.clocks(other)}
        is_told = page.clocks(one) & page.known_clocks and page.clocks(other) & page.known_clocks
        is_of_it = page.clocks(one) & begins or page.clocks(other) & ends
        if is_told and is_of_it and not pairs & known:
            said = f"{one.text} to {other.text}"
            hits.append(
                _told(one.start, other.end, f"this says {said}, and the page says {page.main_span}")
            )
    return hits


def _is_span(one: ToldFigure, other: ToldFigure) -> bool:
    is_pair = one.kind is other.kind is FigureKind.CLOCK
    return is_pair and 0 < other.start - one.end <= 8


_NOT_OF_IT = re.compile(
    r"\b(?:wait|within|every|each|(?:last|next|past)|dentro de|a cada|últim[oa]s|próxim[oa]s)\s(?:about |the )?$",
    re.IGNORECASE,
)
"""What stands before a length of time that is not of the incident."""
_NEXT = re.compile(
    r"\b(?:next (?:update|word|news)|pr[óo]xim[ao] (?:atualização|palavra|aviso))\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)


def _next_word(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> list[Hit]:
    """Compare when the next word comes with the last promise of it."""
    updates = effective_updates(page.course.incident)
    due = updates[-1].next_update_by if updates else None
    if due is None:
        return []
    wanted = _minute(due)
    there = page.site.words.zoned_clock(due, page.site.config.zone)
    return [
        _told(figure.start, figure.end, f"this says {figure.text}, and the page says {there}")
        for figure in figures
        if figure.kind is FigureKind.CLOCK
        and _NEXT.search(text[max(0, figure.start - 80) : figure.start])
        and wanted not in page.clocks(figure)
    ]


def _promised_days(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> list[Hit]:
    """Compare the day of a promise with the page, where a sentence has the promise's words and another promise's day."""
    promises = [one for one in promises_of(page.course.incident) if one.due_on]
    hits = []
    for figure in (f for f in figures if f.kind is FigureKind.DAY):
        others = [one for one in promises if _has_its_day(figure, one)]
        meant = _meant(_sentence(text, figure), promises)
        if others and meant is not None and meant not in others and meant.due_on:
            there = f"{page.site.words.day(meant.due_on)} for “{' '.join(meant.promise.split())}”"
            hits.append(
                _told(
                    figure.start, figure.end, f"this says {figure.text}, and the page says {there}"
                )
            )
    return hits


def _quoted(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> list[Hit]:
    """Compare sentences that are the page's own but for a figure, with those figures."""
    hits = []
    for start, end in _stretches(text):
        here = [one for one in figures if start <= one.start < end]
        alike = page.sentences.get(
            _frame(text[start:end], [(f.start - start, f.end - start) for f in here]), ()
        )
        for n, one in enumerate(here):
            theirs = [sentence[n] for sentence in alike if len(sentence) == len(here)]
            if theirs and not any(_agree(one, other) for other in theirs):
                hits.append(_hit(one, theirs[0].text))
    return hits


def _agree(one: ToldFigure, other: ToldFigure) -> bool:
    return one.kind is not other.kind or bool(one.values & other.values)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends; a row of a table is one."""
    start = 0
    for found in _SENTENCE_END.finditer(text):
        yield start, found.end()
        start = found.end()
    yield start, len(text)


_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n+")


def _frame(sentence: str, figures: Iterable[tuple[int, int]]) -> str:
    """Return a sentence's words without its figures; empty where they are too few to know it by."""
    for start, end in figures:
        sentence = sentence[:start] + "#" * (end - start) + sentence[end:]
    words = re.findall(r"[^\W\d_]+|#+", sentence.casefold())
    known = [word if word[0] != "#" else "#" for word in words]
    return " ".join(known) if len(known) >= FEWEST_WORDS else ""


def _has_its_day(figure: ToldFigure, promise: Promise) -> bool:
    days = [promise.due_on, promise.kept_on, promise.withdrawn.on if promise.withdrawn else None]
    numbers = [day_number(day.month, day.day, day.year) for day in days if day]
    return any(_is_same_day(value, number) for value in figure.values for number in numbers)


def _sentence(text: str, figure: ToldFigure) -> str:
    start = max(text.rfind(sign, 0, figure.start) for sign in ".!?\n")
    return text[start + 1 : figure.start] + text[figure.end :].partition("\n")[0].partition(". ")[0]


def _meant(sentence: str, promises: Sequence[Promise]) -> Promise | None:
    """Return the promise whose words a sentence has; None where several or none are meant."""
    said = _stems(sentence)
    scores = [
        (len(_stems(one.promise) & said) / max(1, len(_stems(one.promise))), one)
        for one in promises
    ]
    scores.sort(key=lambda score: -score[0])
    if not scores or scores[0][0] < 0.5 or (len(scores) > 1 and scores[1][0] > scores[0][0] / 2):
        return None
    return scores[0][1]


def _stems(text: str) -> set[str]:
    return {stem(word) for word in re.findall(r"[^\W\d_]{4,}", text)}
