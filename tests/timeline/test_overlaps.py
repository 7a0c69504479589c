"""Every file in `overlaps/` is a site of one component and several incidents, and what is said of it by some moments.

To add one: write the incidents by their ids under `incidents:`, and under `at:` a moment with the lines that
are expected: how bad it is and because of what, how the component is, a line for each of as many days up to that
moment as you like, and the share of their known time that it was up.
`zone` is Lisbon without it; `component` holds `since` and `no_record`.
"""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.reading.folder import Reading
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.site import Site, site_of
from mkdocs_statuspage.timeline.days import Day, uptime
from timeline.case_files import moment, read_incident

OVERLAPS = Path(__file__).parent / "overlaps"


def site_by(case: Mapping[str, Any], now: str) -> Site:
    """Compute the site of a case by a moment."""
    config = SiteConfig.model_validate(
        {
            "site_id": "overlaps",
            "organisation": {"name": "Overlaps"},
            "timezone": case.get("zone", "Europe/Lisbon"),
            "components": {"checkout": {"name": "Checkout", **case.get("component", {})}},
            "policy": default_policy(),
        }
    )
    incidents = tuple(read_incident(text, id_) for id_, text in case["incidents"].items())
    return site_of(Reading(Path("incidents"), config, incidents), moment(now))


def lines_of(site: Site, count: int) -> Iterator[str]:
    """Say how bad it is, how the component is, how each day was, and what share of them it was up."""
    because = " ".join(course.incident.id for course in site.headline.courses)
    yield f"{site.headline.level}: {because}" if because else f"{site.headline.level}"
    yield f"checkout {site.status_of('checkout') or 'unknown'}"
    days = site.days("checkout", count)
    yield from map(_line, days)
    share = uptime(days)
    yield "up unknown" if share is None else f"up {share:.4f}"


def _line(day: Day) -> str:
    if day.status is None:
        return f"{day.day} no record"
    lengths = f"{_hours(day.downtime)} of {_hours(day.observed)}"
    return ", ".join(filter(None, (f"{day.day} {day.status}", lengths, " ".join(day.incidents))))


def _hours(length: timedelta) -> str:
    seconds = round(length.total_seconds())
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@pytest.mark.parametrize("path", sorted(OVERLAPS.glob("*.yml")), ids=lambda path: path.stem)
def test_where_several_overlap_each_day_is_as_expected(path: Path) -> None:
    """The worst holds, once; what is not known counts for nothing."""
    case = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    for now, expected in case["at"].items():
        count = sum(line[:2] == "20" for line in expected)
        assert [now, *lines_of(site_by(case, now), count)] == [now, *expected]
