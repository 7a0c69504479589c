"""A new site is valid, and says nothing of the days before it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.desk.new_site import make_site
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.timeline.headline import Level


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "UTC"])
def test_what_was_before_the_first_day_is_not_known(tmp_path: Path, zone: str) -> None:
    """Its components are from the day it was made, as the day is in its own zone."""
    make_site(tmp_path, "Acme", "https://status.acme.example/", zone)
    site = load_site(tmp_path / "incidents", datetime.now(UTC))
    assert site.headline.level is Level.OPERATIONAL
    today = datetime.now(ZoneInfo(zone)).date()
    for id_, component in site.components.items():
        assert component.since in (today, today - timedelta(days=1)), "it may be midnight"
        assert next(day.status for day in site.days(id_, 3)) is None
