"""`record.json` is what a short script makes of the files, which reads them itself and knows none of our code."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.outputs import all_files as page_files
from mkdocs_statuspage.outputs.pages.history_page import YearView
from mkdocs_statuspage.outputs.pages.year_calendar import DayCell
from mkdocs_statuspage.outputs.record_json import PATH, files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.site import load_site

ROOT = Path(__file__).parents[2]
LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)
BEGIN = datetime(2026, 9, 20, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WEIGHTS = {"partial_outage": 0.3, "major_outage": 1.0}
ORDER = (
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
)
CONFIG = """\
site_id: tiny
organisation: {name: Tiny}
timezone: Europe/Lisbon
components:
  api: {name: API, since: 2026-10-05}
  shop: {name: Shop, no_record: [{from: 2026-10-20, until: 2026-10-22}]}
people: {ana: {name: Ana Reis, role: Head, reply_to: ana@tiny.example}}
clock: 2026-11-18T10:12:00Z
policy: {classes: {affecting: {sections: [], needs: [], reviewers: 0, prevention: {at_least: 0, owner: optional, due_on: optional}}}}
"""

Raw = dict[str, Any]
HOURS = st.integers(0, 24 * 58)
PAST = st.dates(date(2026, 9, 1), date(2026, 11, 17)).map(str)
DAYS = st.dates(date(2026, 9, 1), date(2026, 12, 31)).map(str)
STATUSES = st.dictionaries(st.sampled_from(["api", "shop"]), st.sampled_from(ORDER), max_size=2)
SLIPS = st.lists(st.sampled_from(["typo", "wrong-name", "other"]), max_size=5)


@st.composite
def promises(draw: st.DrawFn) -> Raw:
    made: Raw = {"promise": "We mend it.", "owner": "Platform"}
    if draw(st.booleans()):
        made["due_on"] = draw(DAYS)
        if draw(st.booleans()):
            first = str(
                date.fromisoformat(made["due_on"]) - timedelta(days=draw(st.integers(1, 40)))
            )
            made["moved"] = [
                {"from": first, "on": min(first, "2026-11-17"), "why": "A part came late."}
            ]
    if draw(st.booleans()):
        made |= {"kept_on": draw(PAST), "evidence": "https://tiny.example/1"}
    elif draw(st.booleans()):
        made["withdrawn"] = {"on": draw(PAST), "why": "Another way is better."}
    return made


@st.composite
def incidents(draw: st.DrawFn) -> Raw:
    """An incident of up to four updates on whole hours, the last of which may close it."""
    hours = sorted(draw(st.lists(HOURS, min_size=1, max_size=4, unique=True)))
    updates = [
        {
            "at": f"{BEGIN + hour * HOUR:%Y-%m-%dT%H:%M:%SZ}",
            "status": "identified",
            "message": "It fails.",
            "components": draw(STATUSES),
        }
        for hour in hours
    ]
    if len(updates) > 1 and draw(st.booleans()):
        updates[-1] |= {"status": "resolved", "components": {}}
    updates[0]["components"] = updates[0]["components"] or {"api": "major_outage"}
    listed = draw(st.lists(promises(), max_size=3))
    return {
        "title": "It fails",
        "signed_by": "ana",
        "updates": updates,
        "prevention": [one | {"id": f"p{n}"} for n, one in enumerate(listed)],
        "make_good": {"none": "Nothing was lost."},
        "report": {"published_at": "2026-11-17T12:00:00Z"},
    }


@cache
def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def status_in(raw: Raw, component: str, moment: datetime) -> str:
    """Say how an incident has a component at a moment: as last said, and well once it is resolved."""
    status = "operational"
    for update in raw["updates"]:
        if at(update["at"]) <= moment:
            status = "operational" if update["status"] == "resolved" else status
            status = update.get("components", {}).get(component, status)
    return status


def is_known(component: str, day: date) -> bool:
    if component == "api":
        return day >= date(2026, 10, 5)
    return not date(2026, 10, 20) <= day <= date(2026, 10, 22)


def uptime(raws: list[Raw], component: str, month: str) -> tuple[float | None, float, int]:
    """Ask every hour of every known whole day since the first word how the component was."""
    first = min(at(u["at"]) for raw in raws for u in raw["updates"]).astimezone(LISBON).date()
    hours, down, days = 0, 0.0, set()
    moment = datetime.combine(first, datetime.min.time(), LISBON).astimezone(UTC)
    while (day := moment.astimezone(LISBON).date()) < NOW.astimezone(LISBON).date():
        if f"{day:%Y-%m}" == month and is_known(component, day):
            worst = max((status_in(raw, component, moment) for raw in raws), key=ORDER.index)
            hours, down = hours + 1, down + WEIGHTS.get(worst, 0)
            days.add(day)
        moment += HOUR
    return (1 - down / hours if hours else None), down * 3600, len(days)


MARKS = ("operational", "maintenance", "degraded", "partial", "major")


def mark_of(raws: list[Raw], day: date) -> str:
    """Ask every hour of a day how any component was: the worst; a notice where one began and nothing was unwell."""
    began = [at(raw["updates"][0]["at"]).astimezone(LISBON).date() for raw in raws]
    worst = -1
    moment = datetime.combine(day, datetime.min.time(), LISBON).astimezone(UTC)
    while moment.astimezone(LISBON).date() == day and moment <= NOW:
        for component in ("api", "shop"):
            seen = max(ORDER.index(status_in(raw, component, moment)) for raw in raws)
            is_told = component == "shop" or is_known(
                "api", day
            )  # before it existed there is nothing
            if is_told and (seen or (is_known(component, day) and day >= min(began))):
                worst = max(worst, seen)
        moment += HOUR
    if worst < 1 and day in began:
        return "notice"
    return "" if worst < 0 else MARKS[worst]


def assert_year(raws: list[Raw], pages: Mapping[str, object]) -> None:
    """Hold the page of the year against what is worked out here: every day, and every month of both components."""
    page = pages["history/2026.md"]
    assert isinstance(page, Page)
    year = page.view()
    assert isinstance(year, YearView)
    assert year.calendar
    shown = {
        (month.name, cell.number): cell
        for month in year.calendar.months
        for week in month.weeks
        for cell in week
        if cell.number
    }
    for back in range(80):  # nothing was said before September
        day = NOW.date() - timedelta(days=back)
        cell = shown.get((f"{day:%B}", str(day.day)), DayCell())
        assert cell.mark == mark_of(raws, day), day
        assert bool(cell.href) == (cell.mark not in ("", "operational")), day
    for row in year.uptime.rows if year.uptime else ():
        for number, text in enumerate(row.months, 1):
            share, down, _ = uptime(raws, row.title.lower(), f"2026-{number:02}")
            assert (share is None) == (text in ("", "–")), (row, number)
            if share is not None:
                assert (text == "100") == (down == 0)
                assert float(text) == pytest.approx(
                    min(share * 100, 99.99 if down else 100), abs=0.006
                )


def state(promise: Raw) -> str:
    """Say what became of a promise, by the rules of the documentation and the first day that it had."""
    today = NOW.astimezone(LISBON).date()
    day = {key: date.fromisoformat(promise[key]) for key in ("due_on", "kept_on") if key in promise}
    first = (
        date.fromisoformat(promise["moved"][0]["from"]) if "moved" in promise else day.get("due_on")
    )
    if "kept_on" in day and day["kept_on"] <= today:
        return "kept_late" if first and day["kept_on"] > first else "kept"
    taken_back = date.fromisoformat(promise["withdrawn"]["on"]) if "withdrawn" in promise else None
    if taken_back and taken_back <= today:
        return "broken" if first and taken_back > first else "withdrawn"
    if first is None or first >= today:
        return "open"
    return "broken" if today > max(first, day["due_on"]) + timedelta(days=90) else "late"


def document(folder: Path) -> Raw:
    told: Raw = json.loads(files(load_site(folder, NOW))[PATH])  # type: ignore[arg-type]
    return told


@settings(max_examples=10)
@given(st.lists(incidents(), min_size=1, max_size=3), SLIPS)
def test_the_figures_are_those_of_the_files(written: list[Raw], slips: list[str]) -> None:
    """Uptime hour by hour, promises by their first day, the slips, and since when anything was said."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "statuspage.yml").write_text(CONFIG)
        for number, raw in enumerate(written):
            (folder / f"2026-09-20-i{number}.yml").write_text(json.dumps(raw))
        counted = [
            {"id": f"s{n}", "month": "2026-10-01", "category": c} for n, c in enumerate(slips)
        ]
        (folder / "slips.yml").write_text(json.dumps({"slips": counted}))
        told, pages = document(folder), page_files(load_site(folder, NOW))
        raws = [
            yaml.load(path.read_text(), yaml.BaseLoader)
            for path in sorted(folder.glob("2026-*.yml"))
        ]
    for part in told["uptime"]["components"]:
        for month in part["months"]:
            share, down, days = uptime(raws, part["id"], month["month"])
            assert (month["downtime_seconds"], month["days"]) == (pytest.approx(down), days)
            assert month["uptime"] == (None if share is None else pytest.approx(share, abs=1e-6))
    assert_year(raws, pages)
    states = Counter(state(promise) for raw in raws for promise in raw.get("prevention", ()))
    assert {k: n for k, n in told["promises"]["states"].items() if n} == states
    said = sorted(at(update["at"]) for raw in raws for update in raw["updates"])
    assert told["spoken"]["by_this_page"] == {
        "from": f"{said[0]:%Y-%m-%dT%H:%M:%SZ}",
        "until": f"{said[-1]:%Y-%m-%dT%H:%M:%SZ}",
    }
    assert told["slips"] == {
        "count": len(slips),
        "categories": dict(sorted(Counter(slips).items())),
    }


def raw_files() -> Iterator[Raw]:
    for path in (ROOT / "incidents").rglob("20*"):
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            text = text.split("---\n")[1] if path.suffix == ".md" else text
            yield yaml.load(text, yaml.BaseLoader)


def test_the_example_s_promises_and_first_words() -> None:
    """Counted in the raw files: each promise of a published report, and half of the first words."""
    told = document(ROOT / "incidents")
    raws = [
        raw
        for raw in raw_files()
        if not raw.get("draft") and raw.get("class") not in ("slip", "personal")
    ]
    reported = [raw for raw in raws if "published_at" in raw.get("report", {})]
    lists = [raw.get(key) for raw in reported for key in ("prevention", "make_good")]
    states = Counter(state(one) for listed in lists if isinstance(listed, list) for one in listed)
    assert {k: n for k, n in told["promises"]["states"].items() if n} == states
    waits = [
        (at(raw["updates"][0]["at"]) - at(raw["started_at"])).total_seconds()
        for raw in raws
        if raw.get("kind", "incident") == "incident" and "started_at" in raw
    ]
    waits = [wait for wait in waits if wait >= 1]
    assert (told["first_word"]["seconds"], told["first_word"]["n"]) == (median(waits), len(waits))
    assert told["first_word"]["status_pages_take_seconds"] == 16 * 60
