"""The record's figures, recomputed from the raw files by a short script that knows none of our code."""

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml

from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.plan import plan
from mkdocs_statuspage.model.incident import Source
from mkdocs_statuspage.site import Site, load_site
from mkdocs_statuspage.timeline.ledger import PromiseState
from mkdocs_statuspage.timeline.record_figures import FEWEST, record_of

ROOT = Path(__file__).parents[2]
LISBON = ZoneInfo("Europe/Lisbon")
EVERY = {"affecting": (30, 120, 240), "grave": (20, 60, 120)}
"""Minutes between updates: in the first two hours, after them, while a fix is watched."""

Raw = dict[str, Any]

UNSETTLED = (PromiseState.OPEN, PromiseState.WITHDRAWN)
"""What says nothing yet, or nothing any more, of whether a promise was kept."""


def raw_incidents(folder: Path) -> list[Raw]:
    """Read what is published as plain dictionaries, newest first."""
    found = []
    for path in folder.rglob("*"):
        if (
            path.suffix not in (".md", ".yml")
            or path.name in ("statuspage.yml", "evidence.yml")
            or "pages" in path.relative_to(folder).parts
        ):
            continue
        text = path.read_text(encoding="utf-8")
        raw = yaml.load(text.split("---\n")[1] if path.suffix == ".md" else text, yaml.BaseLoader)
        hidden = raw.get("draft") or raw.get("class") in ("slip", "personal")
        if not hidden and raw.get("kind", "incident") == "incident":
            found.append(raw | {"id": path.stem})
    return sorted(found, key=began, reverse=True)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def began(raw: Raw) -> datetime:
    return min(at(raw.get("started_at") or raw["updates"][0]["at"]), at(raw["updates"][0]["at"]))


def ended(raw: Raw) -> datetime | None:
    last = raw["updates"][-1]
    if last.get("status") not in ("resolved", "completed"):
        return at(raw["resolved_at"]) if "resolved_at" in raw else None
    closing = last
    for update in reversed(raw["updates"]):
        if update.get("status") not in ("resolved", "completed"):
            break
        closing = update
    return at(raw.get("resolved_at") or closing["at"])


def works_again(raw: Raw) -> datetime | None:
    """Give when the last component that was named unwell was named well, or it was over."""
    end, unwell, last = ended(raw), set[str](), None
    for update in raw["updates"] if end else ():
        before = set(unwell)
        for id_, status in update.get("components", {}).items():
            (unwell.discard if status == "operational" else unwell.add)(id_)
        if before and not unwell:
            last = at(update["at"])
        elif unwell:
            last = None
    return min(last, end) if last and end else end


def shares(raws: list[Raw], now: datetime) -> dict[str, list[bool]]:
    """Count, the long way round, what was in time and what was not."""
    own = [raw for raw in raws if "source" not in raw]
    reported = [raw for raw in own if "published_at" in raw.get("report", {})]
    return {
        "cadence": [kept for raw in own for kept in words_in_time(raw, now, limit_of)],
        "next_update": [kept for raw in own for kept in words_in_time(raw, now, promised_by)],
        "preventions": [kept for raw in reported for kept in kept_in(raw, "prevention", now)],
        "make_goods": [kept for raw in reported for kept in kept_in(raw, "make_good", now)],
        "found_by_us": [raw["detected_by"] == "us" for raw in raws if "detected_by" in raw],
    }


def limit_of(raw: Raw, update: Raw) -> datetime | None:
    if update["status"] == "resolved":
        return None
    first, later, watching = EVERY[raw.get("class", "affecting")]
    early = at(update["at"]) - began(raw) < timedelta(hours=2)
    limit = watching if update["status"] == "monitoring" else first if early else later
    return at(update["at"]) + timedelta(minutes=limit)


def promised_by(raw: Raw, update: Raw) -> datetime | None:
    return at(update["next_update_by"]) if "next_update_by" in update else None


def words_in_time(
    raw: Raw, now: datetime, due_of: Callable[[Raw, Raw], datetime | None]
) -> Iterator[bool]:
    said = [update for update in raw["updates"] if "retracted" not in update]
    following = [*(at(update["at"]) for update in said[1:]), ended(raw)]
    for update, then in zip(said, following, strict=True):
        due = due_of(raw, update)
        if due and (then or now > due):
            yield bool(then and then <= due)


def kept_in(raw: Raw, key: str, now: datetime) -> Iterator[bool]:
    promises = raw.get(key, [])
    for promise in promises if isinstance(promises, list) else []:
        due = date.fromisoformat(promise["due_on"])
        kept = date.fromisoformat(promise["kept_on"]) if "kept_on" in promise else None
        if "withdrawn" not in promise and (kept or due < now.date()):
            yield kept is not None and kept <= due


@pytest.fixture(scope="module")
def example() -> Site:
    return load_site(ROOT / "incidents", datetime.now(UTC))


def test_the_example_s_shares(example: Site) -> None:
    """Every share is what counting the raw files gives."""
    raws = raw_incidents(ROOT / "incidents")
    for key, values in shares(raws, example.now).items():
        figure = example.record.figure(key)
        assert (figure.hits, figure.n) == (sum(values), len(values)), key
        assert figure.value == (sum(values) / len(values) if len(values) >= 5 else None), key


def check_lengths(site: Site, raws: list[Raw]) -> None:
    first = [
        (at(raw["updates"][0]["at"]) - began(raw)).total_seconds()
        for raw in raws
        if at(raw["updates"][0]["at"]) - began(raw)
        >= timedelta(seconds=60 if "source" in raw else 1)
    ]
    over = [
        (end - began(raw)).total_seconds()
        for raw in raws
        if (end := works_again(raw))
        and end - began(raw) >= timedelta(seconds=60 if "source" in raw else 1)
    ]
    record = site.record
    for key, values in (("first_word", first), ("until_over", over)):
        figure = record.figure(key)
        assert figure.n == len(values), key
        assert figure.value == (median(values) if values else None), key
        assert figure.range == ((min(values), max(values)) if values else None), key
    assert [course.incident.id for course in record.courses] == [raw["id"] for raw in raws]


def test_the_example_s_lengths(example: Site) -> None:
    """Medians and ranges are those of the raw times."""
    check_lengths(example, raw_incidents(ROOT / "incidents"))


def test_the_example_s_reports(example: Site) -> None:
    """From the end to the report, in seconds; imported history has none."""
    raws = [
        raw for raw in raw_incidents(ROOT / "incidents") if "published_at" in raw.get("report", {})
    ]
    waits = [
        (at(raw["report"]["published_at"]) - end).total_seconds()
        for raw in raws
        if (end := ended(raw)) and "source" not in raw
    ]
    figure = example.record.figure("report")
    assert sorted(sample.value for sample in figure.samples) == sorted(waits)
    assert example.record.figure("report_on_time").hits == len(waits), "all were in time"


def test_the_example_s_causes(example: Site) -> None:
    """What came twice is first, with the people of both."""
    first = example.record.causes[0]
    assert (first.tag, len(first.incidents)) == ("webhook-queue", 2)
    raws = {raw["id"]: raw for raw in raw_incidents(ROOT / "incidents")}
    assert first.people == sum(int(raws[id_]["affected"]["count"]) for id_ in first.incidents)


def test_what_began_before_a_day_is_left_out(example: Site) -> None:
    """`since` is a day of the site's zone, itself included."""
    day = date(2026, 10, 1)
    record = record_of(example.courses, example.measuring, day)
    expected = [
        raw["id"]
        for raw in raw_incidents(ROOT / "incidents")
        if began(raw).astimezone(LISBON).date() >= day
    ]
    assert [course.incident.id for course in record.courses] == expected
    assert len(expected) < len(example.record.courses)


def test_a_share_of_fewer_than_five_is_not_given(example: Site) -> None:
    """One slip of one is a count, and no hundred per cent."""
    figure = example.record.figure("slips")
    assert (figure.n, figure.hits, figure.value) == (1, 1, None)
    assert FEWEST == 5


def test_every_figure_can_be_followed_to_its_incidents(example: Site) -> None:
    """Each sample names a published incident."""
    for figure in example.record.figures:
        assert set(figure.incidents) <= set(example.by_id)
        assert (figure.n == 0) == (figure.incidents == ())


@pytest.mark.parametrize(("name", "count"), [("emma", 22), ("github-stactus", 2)])
def test_the_figures_of_a_real_imported_history(name: str, count: int, tmp_path: Path) -> None:
    """Lengths are as in its files; of promises, of which it has none, and cadence, which it never owed, nothing is said."""
    shared = os.environ.get("STATUSPAGE_SHARED")
    if not shared:
        pytest.skip("set STATUSPAGE_SHARED to the folder of real histories")
    history = IMPORTERS["statuspage"](Path(shared) / "data" / "statuspage" / name)
    for path, text in plan(history).files.items():
        (tmp_path / path).write_bytes(text.encode())
    site = load_site(tmp_path, datetime(2026, 11, 18, tzinfo=UTC))
    raws = raw_incidents(site.incidents_dir)
    assert len(raws) <= count
    assert raws
    check_lengths(site, raws)
    for key in ("cadence", "next_update", "slips", "report", "preventions", "make_goods"):
        assert site.record.figure(key).n == 0, key


def test_a_promise_counts_whoever_kept_the_history(example: Site) -> None:
    """The sentence and its months rest on the same promises, those of imported incidents too."""
    source = Source(system="statuspage", id="x")
    moved = [one.model_copy(update={"source": source}) for one in example.incidents]
    for record in (example.record, replace(example, incidents=tuple(moved)).record):
        settled = [n for state, n in record.promises.items() if state not in UNSETTLED]
        taken = [record.figure(key) for key in ("preventions", "make_goods")]
        assert sum(figure.n for figure in taken) == sum(settled) > 0
        assert sum(figure.hits for figure in taken) == record.promises[PromiseState.KEPT]
