"""A folder becomes one value: what is published, what holds now, and what does not matter."""

import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.site import InvalidFiles, Site, load_site
from mkdocs_statuspage.timeline.headline import Level
from tests.bench.make_incidents import make_site

NOW = datetime(2026, 11, 3, 12, tzinfo=UTC)
CONFIG = """site_id: acme
organisation: {name: Acme}
timezone: Europe/Lisbon
components:
  checkout: {name: Checkout}
  api: {name: API, formerly: [rest-api]}
  fax: {name: Fax, retired_on: 2026-11-02}
  telex: {name: Telex, retired_on: 2026-11-03}
"""
OPEN = """title: Cards
{fields}updates:
  - at: 2026-11-03T09:20:00Z
    status: investigating
    components: {{{components}}}
    message: "See ![a](cards/a%20b.png) and [b](/b.png) and <img src='c.png'>"
"""

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an open incident."""
    (tmp_path / "statuspage.yml").write_text(CONFIG)

    def write_one(name: str, fields: str = "", components: str = "checkout: major_outage") -> Path:
        text = OPEN.format(fields=fields and fields + "\n", components=components)
        path = tmp_path / f"{name}.yml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
        return path

    return write_one


def test_what_is_open_shows(write: Write, tmp_path: Path) -> None:
    write("a")
    site = load_site(tmp_path, NOW)
    assert site.headline.level is Level.MAJOR
    assert site.component_statuses["checkout"] is ComponentStatus.MAJOR_OUTAGE
    assert [course.incident.id for course in site.open_courses] == ["a"]
    assert [course.incident.id for course in site.courses_of("checkout")] == ["a"]


@pytest.mark.parametrize("fields", ["draft: true", "class: slip", "class: personal"])
def test_drafts_and_unpublished_classes_have_no_effect(
    fields: str, write: Write, tmp_path: Path
) -> None:
    write("a", fields)
    (tmp_path / "c.png").write_bytes(b"")
    site = load_site(tmp_path, NOW)
    assert site.headline.level is Level.OPERATIONAL
    assert site.incidents == site.courses == ()
    assert site.assets == frozenset()
    assert site.days("checkout", 1)[0].incidents == ()


def test_where_incidents_overlap_the_worst_wins(write: Write, tmp_path: Path) -> None:
    write("a", components="checkout: partial_outage, rest-api: degraded_performance")
    write("b")
    site = load_site(tmp_path, NOW)
    assert site.component_statuses["checkout"] is ComponentStatus.MAJOR_OUTAGE
    assert site.component_statuses["api"] is ComponentStatus.DEGRADED_PERFORMANCE
    assert [course.incident.id for course in site.headline.courses] == ["b", "a"]


def test_what_a_closing_update_left_unwell_is_not_called_well(write: Write, tmp_path: Path) -> None:
    path = write("a")
    more = "  - {at: 2026-11-03T10:00:00Z, status: resolved, components: {checkout: partial_outage}, message: x}\n"
    path.write_text(path.read_text() + more)
    site = load_site(tmp_path, NOW)
    assert site.component_statuses["checkout"] is ComponentStatus.PARTIAL_OUTAGE
    assert site.headline.level is Level.PARTIAL
    assert site.headline.courses == ()


def test_a_component_shows_until_the_end_of_its_last_day(write: Write, tmp_path: Path) -> None:
    write("a", components="fax: major_outage")
    assert list(load_site(tmp_path, NOW).components) == ["checkout", "api", "telex"]
    assert load_site(tmp_path, NOW).days("fax", 2)[1].status is None


def test_files_that_are_linked_to_are_shown_and_no_others(write: Write, tmp_path: Path) -> None:
    write("2026/a")
    (tmp_path / "2026" / "cards").mkdir()
    for name in ("2026/cards/a b.png", "2026/c.png", "2026/other.png", "b.png"):
        (tmp_path / name).write_bytes(b"")
    assert load_site(tmp_path, NOW).assets == {"2026/cards/a b.png", "2026/c.png"}


def test_the_config_s_clock_goes_before_the_real_one(write: Write, tmp_path: Path) -> None:
    write("a")
    (tmp_path / "statuspage.yml").write_text(CONFIG + "clock: 2026-11-03T09:30:00Z\n")
    assert load_site(tmp_path, NOW).now == datetime(2026, 11, 3, 9, 30, tzinfo=UTC)


def test_wrong_files_make_no_site(write: Write, tmp_path: Path) -> None:
    """A typo must never publish an all-green page; all problems are carried, not the first."""
    write("a", "class: afecting", "chekout: major_outage")
    with pytest.raises(InvalidFiles) as told:
        load_site(tmp_path, NOW)
    assert [finding.rule for finding in told.value.findings] == ["wrong-value", "unknown-component"]


def _state(site: Site) -> object:
    days = {id_: site.days(id_) for id_ in site.components}
    return site.incidents, site.courses, site.headline, site.component_statuses, days


def test_the_order_of_files_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_site(tmp_path, 60)
    folder = tmp_path / "incidents"
    expected = load_site(folder, NOW)
    scandir = os.scandir

    class Shuffled:
        """A folder that gives its entries in another order each time."""

        def __init__(self, path: str) -> None:
            with scandir(path) as entries:
                self.entries = list(entries)

        def __enter__(self) -> list[os.DirEntry[str]]:
            random.Random(len(self.entries)).shuffle(self.entries)
            return self.entries

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr(os, "scandir", Shuffled)
    assert _state(load_site(folder, NOW)) == _state(expected)


def test_the_bench_s_incidents_are_valid_and_always_the_same(tmp_path: Path) -> None:
    make_site(tmp_path / "one", 60, 30)
    make_site(tmp_path / "two", 60, 30)
    names = sorted(p.relative_to(tmp_path / "one") for p in (tmp_path / "one").rglob("*.*"))
    assert len(names) == 62
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
    site = load_site(tmp_path / "one" / "incidents", NOW)
    assert site.findings == ()
    assert len(site.open_courses) == 1
    assert site.reported


def test_nothing_open_is_not_everything_well(tmp_path: Path) -> None:
    """A closing update that leaves a component unwell is in the headline, by its name."""
    (tmp_path / "statuspage.yml").write_text(
        "site_id: a\norganisation: {name: A}\ncomponents: {shop: {name: Shop}}\n"
    )
    (tmp_path / "2026-11-03-slow.yml").write_text(
        "title: Slow\nupdates:\n"
        "  - {at: 2026-11-03T09:00:00Z, message: Slow, components: {shop: major_outage}}\n"
        "  - {at: 2026-11-03T10:00:00Z, message: Better, status: resolved,"
        " components: {shop: degraded_performance}}\n"
    )
    site = load_site(tmp_path, datetime(2026, 11, 3, 11, tzinfo=UTC))
    assert not site.headline.courses
    assert site.headline_title == "Not everything works: Shop"
