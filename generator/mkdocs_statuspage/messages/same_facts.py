"""The same facts everywhere: what a text says otherwise than the incident's page, each with what both say.

A figure is compared with those that the page has: times in any zone, days, lengths of time, shares, counts with what they count.
A rounded one that says so is no other figure. How components are, whether it is over, and what people get are compared too.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from mkdocs_statuspage.messages.figure_match import (
    HALF_AN_HOUR,
    has_day,
    has_length,
    is_same_day,
    nearest_length,
    other_count,
    other_share,
)
from mkdocs_statuspage.messages.page_facts import (
    DAY_MINUTES,
    PageFacts,
    frame_of,
    is_span,
    minute_of,
    read_figures,
    stretches,
)
from mkdocs_statuspage.messages.told_claims import claims_against
from mkdocs_statuspage.messages.told_figures import (
    YEAR,
    FigureKind,
    ToldFigure,
    day_number,
    figures_in,
    stem,
)
from mkdocs_statuspage.messages.told_states import other_fact
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.review.rule import Hit
from mkdocs_statuspage.timeline.course import effective_updates
from mkdocs_statuspage.timeline.ledger import promises_of


def differences(text: str, page: PageFacts, beside: Iterable[str] = ()) -> tuple[Hit, ...]:
    """Find what a text says otherwise than an incident's page.

    Args:
        text: what somebody is about to say elsewhere.
        page: what the incident's page says.
        beside: what else it may say: what concerns one person, what is right and on no page.
    """
    words, known = page.site.words, tuple(beside)
    own = [figure for other in known for figure in figures_in(other, words)]
    figures = read_figures(text, words)
    found = [
        hit for hit in _all(text, figures, page) if not _is_beside(text, hit, figures, own, known)
    ]
    quoted = {one.span() for one in page.own_sentences.finditer(text)} if found else set()
    spans = quoted | {(hit.start, hit.end) for hit in found}
    by_place = {hit.start: hit for hit in found if not _is_within(hit, spans, quoted)}
    return tuple(hit for _, hit in sorted(by_place.items()))


def _all(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    yield from (hit for one in figures if (hit := _differs(one, page, figures, text)))
    for compare in (
        _spans,
        _turns,
        _lasted,
        _promised_days,
        _weekdays,
        _days_of_times,
        _quoted,
        _next_word,
    ):
        yield from compare(text, figures, page)
    yield from claims_against(text, page.course, page.site)


def _is_within(hit: Hit, spans: set[tuple[int, int]], quoted: set[tuple[int, int]]) -> bool:
    """Tell whether a hit is a part of another one, or in a sentence that is the page's own."""
    others = spans - {(hit.start, hit.end)} | quoted
    return any(start <= hit.start and hit.end <= end for start, end in others)


def _is_beside(
    text: str,
    hit: Hit,
    figures: Sequence[ToldFigure],
    own: Sequence[ToldFigure],
    known: Sequence[str],
) -> bool:
    """Tell whether what was found may be said all the same, as somebody has said so."""
    said = text[hit.start : hit.end].casefold()
    if any(said in other.casefold() for other in known):
        return True
    of_it = [one for one in figures if hit.start <= one.start < hit.end]
    return bool(of_it) and all(
        any(one.kind is other.kind and one.values & other.values for other in own) for one in of_it
    )


def _differs(
    figure: ToldFigure, page: PageFacts, figures: Sequence[ToldFigure], text: str
) -> Hit | None:
    """Compare one figure with the page; None where the page has it too."""
    before = text[max(0, figure.start - 80) : figure.start]
    if figure.kind is FigureKind.CLOCK:
        is_told = _has_clock(figure, page, figures) or _is_length(figure, page)
        is_theirs = _THEIRS.search(before) is not None
        return None if is_told or is_theirs else _hit(figure, _nearest_clock(figure, page))
    if figure.kind is FigureKind.DAY:
        is_told = has_day(figure, page) or _dates_the_text(figure, text, page)
        return None if is_told else _hit(figure, _nearest_day(figure, page))
    if figure.kind is FigureKind.LENGTH:
        gaps = _gaps(figure, page, figures, text)
        is_told = gaps == () or has_length(figure, page, gaps)
        is_told = is_told or (gaps is None and _is_from_here(figure, page, text))
        is_other = not is_told and _NOT_OF_IT.search(before) is None
        return _of_length(figure, page) if is_other else None
    if figure.kind is FigureKind.CODE:
        return _coded(figure, page)
    find = other_share if figure.kind is FigureKind.SHARE else other_count
    there = find(figure, page)
    return None if there is None else _hit(figure, there)


_IN_WORDS = 5
"""How many minutes a time may be off that is said in words."""


def _has_clock(figure: ToldFigure, page: PageFacts, figures: Sequence[ToldFigure]) -> bool:
    """Tell whether the page names a time; the first of a stretch whose zone is that of its end is judged with it."""
    zones = {one.zone for one in figures if one.zone}
    clocks = page.clocks(figure, zones)
    if clocks & page.known_clocks:
        return True
    if figure.is_in_words:  # `a quarter past nine` is 09:12 as well
        return any(abs(one - other) < _IN_WORDS for one in clocks for other in page.known_clocks)
    behind = next((one for one in figures if one.start > figure.start), None)
    is_first = behind is not None and is_span(figure, behind) and figure.zone == behind.zone
    if not (is_first and behind and figure.zone and figure.zone not in figure.text):
        return False
    return not page.clocks(behind, zones) & page.known_clocks


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
    return other_fact(figure.start, figure.end, f"this says {figure.text}, {said}")


def _of_length(figure: ToldFigure, page: PageFacts) -> Hit:
    return _hit(figure, nearest_length(figure, page))


def _is_length(figure: ToldFigure, page: PageFacts) -> bool:
    """Tell whether `1h28` is a length of time that the page has."""
    return "h" in figure.text and has_length(figure, page)


def _nearest_clock(figure: ToldFigure, page: PageFacts) -> str:
    zone, words = page.site.config.zone, page.site.words
    values = page.clocks(figure) or {0}

    def away(minute: float) -> float:
        gaps = ((minute - value) % DAY_MINUTES for value in values)
        return min(min(gap, DAY_MINUTES - gap) for gap in gaps)

    nearest = min(page.instants, key=lambda at: (away(minute_of(at)), at))
    minutes = minute_of(nearest)
    in_utc = f"{minutes // 60:02.0f}:{minutes % 60:02.0f} UTC"
    there = words.zoned_clock(nearest, zone)
    return there if there == in_utc else f"{there} ({in_utc})"


def _dates_the_text(figure: ToldFigure, text: str, page: PageFacts) -> bool:
    """Tell whether a day is the one on which a letter is written, on a line of its own."""
    line = text[text.rfind("\n", 0, figure.start) + 1 :].partition("\n")[0]
    day = page.site.now.astimezone(page.site.config.zone).date()
    today = day_number(day.month, day.day, day.year)
    is_today = any(is_same_day(value, today) for value in figure.values)
    return is_today and len(line.split()) <= 6


def _nearest_day(figure: ToldFigure, page: PageFacts) -> str:
    def away(day: date) -> float:
        number = day_number(day.month, day.day, day.year)
        return min(abs(number % (10**8 if v > 10000 else 10000) - v) for v in figure.values or {0})

    return page.site.words.day(min(page.days, key=lambda day: (away(day), day)))


_AFTER = re.compile(
    r"\s(?:after|later|earlier|before|into|depois|mais tarde|antes)\b", re.IGNORECASE
)
_COARSE = 0.15
"""How far off a number of hours, days or weeks may be."""
_DAY = 24 * 60


def _gaps(
    figure: ToldFigure, page: PageFacts, figures: Sequence[ToldFigure], text: str
) -> Sequence[timedelta] | None:
    """Return how far a sentence's times are from those of the page, where a length says how much later something was.

    None where it does not; nothing where the page has none of these times, which is enough to say.
    """
    start, end = next(s for s in stretches(text) if s[0] <= figure.start < s[1])
    here = [f for f in figures if f.kind is FigureKind.CLOCK and start <= f.start < end]
    if not here or not _AFTER.match(text, figure.end):
        return None
    clocks = set[float]().union(*map(page.clocks, here)) & page.known_clocks
    gaps = {abs(one - other) for one in clocks for other in page.known_clocks}
    found = [timedelta(minutes=gap) for gap in gaps if gap]
    return (*found, *page.lengths) if found else ()


def _is_from_here(figure: ToldFigure, page: PageFacts, text: str) -> bool:
    """Tell whether a length is how far off something of the page is now, or was when it began."""
    if figure.step < HALF_AN_HOUR:
        return False
    ago = {abs((page.site.now - at).total_seconds()) / 60 for at in page.instants}
    ago |= {days * _DAY for days in page.days_off} if figure.step >= _DAY / 2 else set()
    if figure.step == _DAY / 2 and _AFTER.match(text, figure.end):
        ago |= {abs((a - b).days) * _DAY for a in page.days for b in page.days}
    return any(
        abs(value - one) <= max(figure.step, _COARSE * one)
        for value in figure.values
        for one in ago
        if one >= figure.step
    )


def _spans(_: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare stretches that begin or end with the incident: both ends are on the page, and belong together there."""
    known = page.spans
    starts, ends = ({span[n] for span in known} for n in (0, 1))
    for one, other in pairwise(figures):
        if not is_span(one, other):
            continue
        pairs = {(a, b) for a in page.clocks(one) for b in page.clocks(other)}
        is_told = page.clocks(one) & page.known_clocks and page.clocks(other) & page.known_clocks
        is_of_it = page.clocks(one) & starts or page.clocks(other) & ends
        if is_told and is_of_it and not pairs & known:
            said = f"this says {one.text} to {other.text}, and the page says {page.main_span}"
            yield other_fact(one.start, other.end, said)


_IT = r"(?:it|this|that|(?:the|this|our|a|o|este|isto) ?(?:incident|outage|problem|issue|fault|disruption|trouble|whole thing|incidente|problema|falha|avaria)?|everything|all|tudo)"
_BEGAN = re.compile(
    rf"\b(?:{_IT} (?:began|started|first appeared|começou|teve início)|(?:^|\n)[ \t>*-]*(?:start(?:ed)?|began|begin(?:ning)?|início|começo)(?: time)?:)(?: \w+){{0,2}}\s$",
    re.IGNORECASE,
)
_ENDED = re.compile(
    r"\b(?:all|everything|everywhere|again|normally|normal|tudo|de novo|normalmente)\b[^.!?\n]{0,30}\b(?:since|desde as)\s$|"
    rf"\b(?:{_IT} (?:was |is |has been |foi |ficou |está )?(?:now |fully |all |totalmente )?(?:over|ended|resolved|fixed|solved|mended|finished|terminou|acabou|resolvid[oa]|corrigid[oa]|normalizad[oa])"
    r"|(?:^|\n)[ \t>*-]*(?:end(?:ed)?|resolved|fixed|fim|resolvido)(?: time)?:)(?: (?:at|by|since|as of|around|às|desde|as|pelas|only))*\s$",
    re.IGNORECASE,
)


def _turns(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare when it began and when it was over, where a text says which of both a time is."""
    for figure in (one for one in figures if one.kind is FigureKind.CLOCK):
        before, clocks = text[max(0, figure.start - 60) : figure.start], page.clocks(figure)
        for pattern, known in ((_BEGAN, page.begins), (_ENDED, page.ends)):
            if pattern.search(before) and clocks & page.known_clocks and not clocks & known:
                yield _hit(figure, page.main_span)


_LASTED = re.compile(
    r"\b(?:lasted|duration:?|took us|outage of|in total|durou|duração:?|demorou)(?: (?:for|of|about|around|nearly|just|over|under|cerca de|quase|uns))*\s$",
    re.IGNORECASE,
)


def _lasted(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare how long it took as a whole."""
    for figure in (one for one in figures if one.kind is FigureKind.LENGTH):
        before = text[max(0, figure.start - 40) : figure.start]
        if _LASTED.search(before) and not has_length(figure, page, page.main_lengths):
            yield _of_length(figure, page)


_NOT_OF_IT = re.compile(
    r"\b(?:wait|within|every|each|for the next|in the next|(?:last|next|past)|dentro de|a cada|últim[oa]s|próxim[oa]s)\s(?:about |the )?$",
    re.IGNORECASE,
)
"""What stands before a length of time that is not of the incident."""
_THEIRS = re.compile(
    r"\b(?:you (?:wrote|called|rang|mailed|e-?mailed|tweeted|contacted us|reported)|your (?:e-?mail|mail|message|ticket|call|letter|tweet|complaint|note|question)"
    r"|ticket|(?:o|a) (?:seu|sua|teu|tua) (?:e-?mail|mensagem|pedido|chamada|queixa)|(?:nos )?(?:escreveu|ligou))\b[^.!?\n]*$",
    re.IGNORECASE,
)
"""What stands before a time at which one reader did something, of which the page knows nothing."""
_NEXT = re.compile(
    r"\b(?:next (?:update|word|news)|pr[óo]xim[ao] (?:atualização|palavra|aviso)|hear from us(?: again)?|update you|more news)\b[^.!?\n]{0,40}$",
    re.IGNORECASE,
)


def _next_word(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare when the next word comes with the last promise of it."""
    updates = effective_updates(page.course.incident)
    due = updates[-1].next_update_by if updates else None
    if due is None:
        return
    there = page.site.words.zoned_clock(due, page.site.config.zone)
    for figure in (one for one in figures if one.kind is FigureKind.CLOCK):
        before = text[max(0, figure.start - 80) : figure.start]
        if _NEXT.search(before) and minute_of(due) not in page.clocks(figure):
            yield _hit(figure, there)


_DUE = re.compile(r"\b(?:by|until|due(?: on| by)?|até(?: a| ao dia)?)\s(?:the )?$", re.IGNORECASE)


def _promised_days(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare the day of a promise with the page, where a sentence has the promise's words and another promise's day."""
    promises = [one for one in promises_of(page.course.incident) if one.due_on]
    for figure in (f for f in figures if f.kind is FigureKind.DAY):
        others = [one for one in promises if _has_its_day(figure, one)]
        meant = _meant(_sentence(text, figure), promises)
        is_due = others or _DUE.search(text[max(0, figure.start - 20) : figure.start])
        if is_due and meant is not None and meant not in others and meant.due_on:
            there = f"{page.site.words.day(meant.due_on)} for “{' '.join(meant.promise.split())}”"
            yield _hit(figure, there)


_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        """mon/monday/segunda/segunda-feira tue/tues/tuesday/terça/terça-feira wed/wednesday/quarta/quarta-feira thu/thur/thurs/thursday/quinta/quinta-feira
        fri/friday/sexta/sexta-feira sat/saturday/sábado sun/sunday/domingo""".split()
    )
    for name in names.split("/")
}
_WEEKDAY = "|".join(sorted(_WEEKDAYS, key=len, reverse=True))
_WEEKDAY_BEFORE = re.compile(rf"\b(?P<day>{_WEEKDAY})\b\.?,?(?: the| dia| \()?\s*$", re.IGNORECASE)
_WEEKDAY_BEHIND = re.compile(rf"\s?\((?P<day>{_WEEKDAY})\)", re.IGNORECASE)
_WEEKDAY_ALONE = re.compile(
    r"(?:(?P<before>\blast |\d on |UTC on )|(?<!every )(?<!each )(?<![-–] )\b)"
    rf"(?P<day>{_WEEKDAY})\b(?(before)|(?= (?:morning|afternoon|evening|night|lunchtime|noon|from \d|at \d|between|de manhã|à tarde|à noite)\b))",
    re.IGNORECASE,
)


def _weekdays(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare the day of the week that a text gives to a day, or by which it calls one, with the calendar."""
    for figure in (f for f in figures if f.kind is FigureKind.DAY):
        found = _WEEKDAY_BEFORE.search(text, 0, figure.start)
        found = found or _WEEKDAY_BEHIND.match(text, figure.end)
        if found and has_day(figure, page) and (days := sorted(page.dates(figure))):
            yield from _other_weekday(found, days, page)
    known = sorted({at.astimezone(page.site.config.zone).date() for at in page.instants})
    for found in _WEEKDAY_ALONE.finditer(text):
        yield from _other_weekday(found, known, page)


def _days_of_times(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare the day beside a time with the days on which the page has that time."""
    for one, other in pairwise(figures):
        if {one.kind, other.kind} != {FigureKind.DAY, FigureKind.CLOCK}:
            continue
        between = text[one.end : other.start]
        day, clock = (one, other) if one.kind is FigureKind.DAY else (other, one)
        clocks = page.clocks(clock)
        on = {at for at in page.instants if minute_of(at) in clocks}
        is_on = any(_is_of(day, d) for at in on for d in page.days_of(at))
        is_on = is_on or any((d, c) in page.told_together for d in page.dates(day) for c in clocks)
        if _IS_BESIDE.fullmatch(between) and on and not is_on and has_day(day, page):
            yield _hit(day, page.site.words.day(min(min(page.days_of(at)) for at in on)))


_IS_BESIDE = re.compile(
    r"\s?[,(]?\s?(?:(?:at|on|from|since|between|by|until|o?n? ?the|às|das|de|desde as|entre as|a|no dia|em)\s)*",
    re.IGNORECASE,
)


def _other_weekday(found: re.Match[str], days: Sequence[date], page: PageFacts) -> Iterator[Hit]:
    if _WEEKDAYS[found["day"].casefold()] not in [day.weekday() for day in days]:
        there = page.site.words.day(days[0], weekday=True)
        said = f"this says {found['day']}, and the page says {there}"
        yield other_fact(found.start("day"), found.end("day"), said)


def _is_of(figure: ToldFigure, day: date) -> bool:
    number = day_number(day.month, day.day, day.year)
    return any(is_same_day(value, number) for value in figure.values)


def _quoted(text: str, figures: Sequence[ToldFigure], page: PageFacts) -> Iterator[Hit]:
    """Compare sentences that are the page's own but for a figure, with those figures."""
    for start, end in stretches(text):
        here = [one for one in figures if start <= one.start < end]
        spans = [(one.start - start, one.end - start) for one in here]
        alike = page.sentences.get(frame_of(text[start:end], spans), ())
        for n, one in enumerate(here):
            theirs = [sentence[n] for sentence in alike if len(sentence) == len(here)]
            if theirs and not any(_agree(one, other) for other in theirs):
                yield _hit(one, theirs[0].text)


def _agree(one: ToldFigure, other: ToldFigure) -> bool:
    return one.kind is not other.kind or bool(one.values & other.values)


def _has_its_day(figure: ToldFigure, promise: Promise) -> bool:
    withdrawn = promise.withdrawn.on if promise.withdrawn else None
    days = [promise.due_on, promise.first_due_on, promise.kept_on, withdrawn]
    return any(_is_of(figure, day) for day in days if day)


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
