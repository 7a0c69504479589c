"""Laws of everything that is put out: nothing that lies ahead counts, and what was taken back was never there.

What is known of a history by a moment is worked out here anew, from the fields as people write them.
"""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import STATUSES_OF, ComponentStatus, Impact, Kind
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.site import Site, site_of

NOW = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
"""In the hour that Lisbon's clocks go through twice."""
FAST = timedelta(minutes=5)
ZONE = ZoneInfo("Europe/Lisbon")
CONFIG = SiteConfig.model_validate(
    {
        "site_id": "law",
        "organisation": {"name": "Law"},
        "timezone": ZONE.key,
        "components": {"api": {"name": "API"}, "shop": {"name": "Shop", "since": "2026-10-20"}},
        "policy": default_policy(),
    }
)
Raw = dict[str, Any]
moments = st.integers(-3000, 3000).map(lambda n: NOW + timedelta(minutes=n))
near = st.integers(-8, 8).map(lambda n: NOW + timedelta(minutes=n))
either = moments | near
days = st.integers(-40, 40).map(lambda n: NOW.astimezone(ZONE).date() + timedelta(days=n))


@st.composite
def updates_st(draw: st.DrawFn, kind: Kind) -> list[Raw]:
    ats = sorted(draw(st.lists(either, max_size=4)))
    return [
        {
            "id": f"u{number}",
            "at": at,
            "status": draw(st.sampled_from(STATUSES_OF[kind])),
            "message": f"word {number}",
            "components": draw(
                st.dictionaries(st.sampled_from(["api", "shop"]), st.sampled_from(ComponentStatus))
            ),
            "next_update_by": draw(st.none() | either),
            "amended_at": draw(st.none() | either),
            "retracted": draw(
                st.none() | st.fixed_dictionaries({"at": either, "why": st.just("x")})
            ),
        }
        for number, at in enumerate(ats)
    ]


@st.composite
def histories(draw: st.DrawFn) -> list[Raw]:
    """Incidents of every kind, whose dates lie on either side of now."""
    found = []
    for number in range(draw(st.integers(1, 3))):
        kind = draw(st.sampled_from(Kind))
        raw: Raw = {
            "id": f"i{number}",
            "path": f"i{number}.md",
            "title": f"Thing {number}",
            "kind": kind,
            "updates": draw(updates_st(kind)),
            "components": draw(st.sampled_from([[], ["api"]])),
            "impact": draw(st.sampled_from([None, *Impact])),
            "started_at": draw(st.none() | either),
            "resolved_at": draw(st.none() | st.none() | either),
            "detected_at": draw(st.none() | either),
            "source": draw(st.sampled_from([None, None, {"system": "x"}])),
            "report": {"published_at": draw(st.none() | either)},
            "corrections": draw(
                st.lists(st.fixed_dictionaries({"at": either, "what": st.just("c")}), max_size=1)
            ),
            "prevention": [
                {"id": "p", "promise": "P", "due_on": draw(days), "kept_on": draw(st.none() | days)}
            ],
        }
        if kind is Kind.MAINTENANCE:
            start = draw(either)
            raw["scheduled"] = {
                "start": start,
                "end": start + timedelta(hours=2),
                "announced_at": draw(st.none() | either),
                "moved": draw(st.lists(moved_st(), max_size=1)),
            }
        if raw["started_at"] or raw["updates"] or kind is Kind.MAINTENANCE:
            found.append(raw)
    return found


@st.composite
def moved_st(draw: st.DrawFn) -> Raw:
    start = draw(either)
    return {"start": start, "end": start + timedelta(hours=1), "at": draw(either)}


def known(raw: Raw) -> Raw | None:
    """Give what had happened of an incident by now, and what was announced; None if nothing."""
    raw = dict(raw)
    for key in ("started_at", "resolved_at", "detected_at"):
        if not (key == "started_at" and raw["kind"] is Kind.MAINTENANCE):
            raw[key] = by_now(raw[key])
    raw["report"] = {"published_at": by_now(raw["report"]["published_at"])}
    raw["updates"] = [known_update(u) for u in raw["updates"] if by_now(u["at"])]
    raw["corrections"] = [
        c | {"at": by_now(c["at"])} for c in raw["corrections"] if by_now(c["at"])
    ]
    raw["prevention"] = [p | {"kept_on": by_today(p["kept_on"])} for p in raw["prevention"]]
    if window := raw.get("scheduled"):
        raw["scheduled"] = known_window(window)
    return raw if raw["started_at"] or raw["updates"] or window else None


def known_update(update: Raw) -> Raw:
    back = update["retracted"]
    return update | {
        "at": by_now(update["at"]),
        "amended_at": by_now(update["amended_at"]),
        "retracted": back | {"at": by_now(back["at"])} if back and by_now(back["at"]) else None,
    }


def known_window(window: Raw) -> Raw:
    known_moves = [m | {"at": by_now(m["at"])} for m in window["moved"] if by_now(m["at"])]
    holds = next((m for m in window["moved"] if not by_now(m["at"])), window)
    times = {key: holds[key] for key in ("start", "end")}
    return window | times | {"moved": known_moves, "announced_at": by_now(window["announced_at"])}


def by_now(at: datetime | None) -> datetime | None:
    return min(at, NOW) if at and at <= NOW + FAST else None


def by_today(day: date | None) -> date | None:
    latest = (NOW + FAST).astimezone(ZONE).date()
    return min(day, NOW.astimezone(ZONE).date()) if day and day <= latest else None


def site_with(history: list[Raw]) -> Site:
    incidents = tuple(Incident.model_validate(raw) for raw in history)
    return site_of(Reading(Path("incidents"), CONFIG, incidents), NOW, "https://law.example/")


def drawn(site: Site) -> Mapping[str, object]:
    """Give everything that is put out, as values that can be compared."""
    return {path: _plain(content) for path, content in all_files(site).items()}


def _plain(content: object) -> object:
    if not isinstance(content, Page):
        return content
    view, text = content.view(), content.text()
    return (content.title, content.description, content.template, content.changed_on, view, text)


@given(history=histories())
def test_what_lies_ahead_changes_nothing(history: list[Raw]) -> None:
    """All that is put out is what a history without it gives."""
    without = [kept for raw in history if (kept := known(raw))]
    assert drawn(site_with(history)) == drawn(site_with(without))


PLANS = frozenset(
    """
    scheduled_for scheduled_until next_update_by started_at startDate endDate previousStartDate
    """.split()
)
"""What may lie ahead, `started_at` of planned work with it; every other date says when something was written."""
STAMPS = (
    re.compile(r"<(?:updated|published|pubDate|lastBuildDate|dc:date)>([^<]+)<"),
    re.compile(r"(?:DTSTAMP|LAST-MODIFIED|CREATED)[^:\n]*:(\S+)"),
)


def stamps(value: object, key: str = "") -> Iterator[str]:
    """Give every date of a JSON document that is no plan, whatever its key is."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from stamps(inner, name)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from stamps(inner, key)
    elif isinstance(value, str) and key not in PLANS and re.match(r"\d{4}-\d\d-\d\dT", value):
        yield value


def dates_in(path: str, content: object) -> Iterator[datetime]:
    """Give every date of publication, creation or change in what is put out."""
    if isinstance(content, Page):
        yield from map(datetime.fromisoformat, stamps(getattr(content.view(), "json_ld", None)))
        if content.changed_on:
            yield datetime.combine(content.changed_on, time(), UTC)
        return
    text = content.decode() if isinstance(content, bytes) else str(content)
    found = [*stamps(json.loads(text))] if path.endswith(".json") else []
    for stamp in (*found, *(m for pattern in STAMPS for m in pattern.findall(text))):
        yield parsedate_to_datetime(stamp) if "," in stamp else datetime.fromisoformat(stamp)


@given(history=histories())
def test_nothing_is_dated_ahead(history: list[Raw]) -> None:
    """No publication, creation or change is dated after the build, in any format."""
    for path, content in all_files(site_with(history)).items():
        assert [at for at in dates_in(path, content) if at > NOW] == [], path


AHEAD = [
    ("feed.xml", "<pubDate>Mon, 26 Oct 2026 10:00:00 +0000</pubDate>"),
    ("history.rss", "<lastBuildDate>Mon, 26 Oct 2026 10:00:00 +0000</lastBuildDate>"),
    ("feed.atom", "<updated>2026-10-26T10:00:00Z</updated>"),
    ("history.atom", "<published>2026-10-26T10:00:00+00:00</published>"),
    ("calendar.ics", "DTSTAMP:20261026T100000Z"),
    ("calendar.ics", "LAST-MODIFIED;VALUE=DATE-TIME:20261026T100000Z"),
    ("feed.json", '{"items": [{"date_modified": "2026-10-26T10:00:00Z"}]}'),
    ("api/v2/summary.json", '{"page": {"updated_at": "2026-10-26T10:00:00.000Z"}}'),
    ("badge.json", '{"at": "2026-10-26T10:00:00Z"}'),
]


@pytest.mark.parametrize(("path", "content"), AHEAD)
def test_the_law_sees_every_format(path: str, content: str) -> None:
    """A date ahead is found wherever it stands, so that the law passes for no want of looking."""
    assert [at for at in dates_in(path, content) if at > NOW]


@given(history=histories(), chosen=st.integers(0, 2))
def test_what_was_taken_back_whole_was_never_there(history: list[Raw], chosen: int) -> None:
    """Pages, API, calendar, badges and record are those of a site that never had it, but for its own page.

    Feeds keep its items, which say that they were taken back: readers have them already. Search finds its page.
    """
    said = [raw for raw in history if [u for u in raw["updates"] if u["at"] <= NOW]]
    if not said:
        return
    one = said[chosen % len(said)]
    back = [u | {"retracted": {"at": u["at"], "why": "Wrong."}} for u in one["updates"]]
    withdrawn = [raw | {"updates": back} if raw is one else raw for raw in history]
    never = [raw for raw in history if raw is not one]
    assert seen(withdrawn, one["id"]) == seen(never, one["id"])


def seen(history: list[Raw], id_: str) -> Mapping[str, object]:
    feeds = re.compile(r"feed\.|history\.(rss|atom)|^search/")
    site = site_with(history)
    files = {
        p: c for p, c in drawn(site).items() if not feeds.search(p) and f"incidents/{id_}" not in p
    }
    named = str([content for path, content in files.items() if path.endswith(".md")])
    kept = {p: c for p, c in files.items() if not p.startswith("previews/") or p in named}
    return kept | {"record": site.record}
