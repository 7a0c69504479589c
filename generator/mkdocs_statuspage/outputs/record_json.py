"""`record.json`: the figures of the record for programs: uptime by month, first words, promises by their first day, slips.

What each incident adds to them stands beside it, in parts by year or month, of which `record.json` has the list.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from math import floor
from typing import Any

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.archive import Period, archive
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.outputs.view.plain_text import json_text
from mkdocs_statuspage.outputs.view.promise_views import entries
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url, root_of
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import Given, tally_states
from mkdocs_statuspage.timeline.month_uptime import MonthUptime, Spoken
from mkdocs_statuspage.timeline.record_figures import (
    BRANDS_TAKE,
    PAGES_TAKE,
    Figure,
    counts,
    figures_of,
)

PATH = "record.json"
FORMAT = "mkdocs-statuspage record 1"
"""What the document says it is; the number rises when its form does."""
PART_FORMAT = "mkdocs-statuspage record incidents 1"
AT_MOST = 100
"""How many incidents are in one part; and up to how many in all the document has what they add by itself too."""

JsonTree = dict[str, Any]


def files(site: Site) -> Files:
    """Return the document."""
    return {PATH: json_text(record_tree(site, _leaves(site))).encode()}


def parts(site: Site) -> Iterator[tuple[str, Excerpt[str, Files]]]:
    """Yield the documents of what it rests on, each as what is made of the incidents in it."""
    here = Standpoint.of(site)
    for part in _leaves(site):
        yield _path(part), Excerpt(here, part.items, _name(part), _part_written)


def _part_written(here: Standpoint, courses: Sequence[Course], name: str) -> Files:
    return {_path_of(name): json_text(part_tree(name, courses, here.site)).encode()}


def _leaves(site: Site) -> list[Period[Course]]:
    return [leaf for year in _years(site) for leaf in year.each() if not leaf.parts]


def _years(site: Site) -> tuple[Period[Course], ...]:
    def began_on(course: Course) -> date:
        return course.began_at.astimezone(site.config.zone).date()

    return archive((c for c in site.courses if not c.is_upcoming), began_on, AT_MOST)


def _name(part: Period[Course]) -> str:
    return part.path.removesuffix("/").replace("/", "-")


def _path(part: Period[Course]) -> str:
    return _path_of(_name(part))


def _path_of(name: str) -> str:
    return f"record/parts/{name}.json"


def _samples(courses: Sequence[Course], site: Site) -> Mapping[str, Mapping[str, list[float]]]:
    """Return what each incident adds to each figure."""
    found: dict[str, dict[str, list[float]]] = {}
    counted = [course for course in courses if counts(course, site.config.zone)]
    for figure in figures_of(counted, site.measuring):
        for sample in figure.samples:
            values = found.setdefault(sample.incident, {})
            values.setdefault(figure.measure.key, []).append(sample.value)
    return found


def _given(site: Site) -> Mapping[str, list[JsonTree]]:
    """Return the promises that readers were given after each incident."""
    found: dict[str, list[JsonTree]] = {}
    for one in entries(site):
        found.setdefault(one.incident.id, []).append(dict(_promise(one)))
    return found


def part_tree(name: str, courses: Sequence[Course], site: Site) -> JsonTree:
    """Return what the incidents of a year or month add to the figures, and what was promised after them."""
    samples, given, root = _samples(courses, site), _given(site), root_of(site)
    return {
        "format": PART_FORMAT,
        "period": name,
        "incidents": [
            {
                "id": course.incident.id,
                "url": root + incident_url(course.incident),
                "began_at": format_instant(course.began_at),
                "causes": list(course.incident.causes),
                "figures": samples.get(course.incident.id, {}),
                "promises": given.get(course.incident.id, []),
            }
            for course in courses
        ],
    }


def record_tree(site: Site, parts: Sequence[Period[Course]]) -> JsonTree:
    """Return every figure; nothing in it changes within a day but by a word.

    Of a short history what they rest on stands with them too.
    """
    is_short = len(site.courses) <= AT_MOST
    figures = [figure_tree(figure, site.words) for figure in site.record.figures]
    return {
        "format": FORMAT,
        "name": site.config.organisation.name,
        "url": site.url,
        "time_zone": site.config.timezone,
        "spoken": {
            "by_this_page": _spoken(site.spoken),
            "imported": _spoken(site.spoken_elsewhere),
        },
        "uptime": _uptime(site),
        "first_word": _first_word(site.record.figure("first_word")),
        "figures": figures if is_short else [_without(figure, "incidents") for figure in figures],
        "promises": _promises(site) | ({"list": _listed(site)} if is_short else {}),
        "evidence": _evidence(site),
        "slips": _slips(site),
        "parts": [_part(part, root_of(site)) for part in parts],
    }


def _part(part: Period[Course], root: str) -> JsonTree:
    return {"period": _name(part), "incidents": len(part.items), "url": root + _path(part)}


def _without(tree: JsonTree, key: str) -> JsonTree:
    return {name: value for name, value in tree.items() if name != key}


def _spoken(spoken: Spoken | None) -> JsonTree | None:
    if spoken is None:
        return None
    return {"from": format_instant(spoken.first), "until": format_instant(spoken.last)}


def _uptime(site: Site) -> JsonTree:
    return {
        "until": site.calendar.last_days(2)[0].isoformat(),
        "weights": {
            status.value: weight for status, weight in site.calendar.weights.items() if weight
        },
        "components": [
            {
                "id": id_,
                "name": site.config.components[id_].name,
                "months": [_month(month) for month in months],
            }
            for id_, months in site.uptime_by_month.items()
        ],
    }


def _month(month: MonthUptime) -> JsonTree:
    return {
        "month": f"{month.month:%Y-%m}",
        "uptime": None if month.share is None else floor(month.share * 1e6) / 1e6,
        "downtime_seconds": round(month.downtime.total_seconds()),
        "days": month.days,
        "is_over": month.is_over,
    }


def _first_word(figure: Figure) -> JsonTree:
    """Return our first word beside what others take."""
    return {
        "seconds": figure.value,
        "n": figure.n,
        "customers_expect_seconds": figure.target,
        "status_pages_take_seconds": PAGES_TAKE.total_seconds(),
        "brands_take_seconds": BRANDS_TAKE.total_seconds(),
    }


def figure_tree(figure: Figure, words: Words) -> JsonTree:
    """Return a figure as programs read it: lengths in seconds, shares between 0 and 1."""
    low, high = figure.range or (None, None)
    measure = figure.measure
    return {
        "key": measure.key,
        "name": words(measure.name),
        "definition": words(measure.definition),
        "unit": measure.unit.value,
        "value": figure.value,
        "low": low,
        "high": high,
        "hits": figure.hits if figure.range is None and figure.n else None,
        "n": figure.n,
        "target": figure.target,
        "incidents": list(figure.incidents),
    }


def _promises(site: Site) -> JsonTree:
    given = entries(site)
    counts = tally_states(one.state for one in given)
    return {
        "counted_by": "first_due_on",
        "states": {state.value: count for state, count in counts.items()},
        "moved": sum(one.promise.first_due_on != one.promise.due_on for one in given),
    }


def _listed(site: Site) -> list[JsonTree]:
    return [dict(_promise(one)) for one in entries(site)]


def _promise(one: Given) -> Iterator[tuple[str, Any]]:
    promise = one.promise
    withdrawn_on = promise.withdrawn.on if promise.withdrawn else None
    yield "incident", one.incident.id
    yield "id", promise.id
    yield "kind", one.kind
    yield "state", one.state.value
    for key, day in (
        ("first_due_on", promise.first_due_on),
        ("due_on", promise.due_on),
        ("kept_on", promise.kept_on if one.state.is_kept else None),
        ("withdrawn_on", withdrawn_on),
    ):
        yield key, day.isoformat() if day else None


def _evidence(site: Site) -> JsonTree:
    """Return what became of the evidence that readers are shown, and when it was looked at last."""
    shown = [site.seen_of(one.promise) for one in entries(site) if one.promise.evidence]
    seen = [one for one in shown if one is not None]
    looked: list[datetime] = [one.looked_at for one in seen]
    return {
        "named": len(shown),
        "found": dict(sorted(Counter(one.found.value for one in seen).items())),
        "looked_at": format_instant(max(looked)) if looked else None,
    }


def _slips(site: Site) -> JsonTree:
    """Return how many mistakes were let go, and by which causes; their words are nowhere."""
    categories = Counter(slip.category for slip in site.slips)
    return {"count": len(site.slips), "categories": dict(sorted(categories.items()))}
