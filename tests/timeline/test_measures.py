"""What each figure takes of an incident, at its boundaries."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.timeline.course import course_of
from mkdocs_statuspage.timeline.measures import MEASURES, Setting
from timeline.case_files import CONFIG

BEGAN = datetime(2026, 11, 3, 9, tzinfo=UTC)
SECOND = timedelta(seconds=1)
FOREIGN = {"system": "statuspage"}


def taken(key: str, now: datetime = BEGAN + timedelta(days=30), **fields: Any) -> list[float]:
    """Give the values of one measure for one incident that began at nine."""
    given = {"id": "a", "path": "a.md", "title": "A", "started_at": BEGAN, **fields}
    course = course_of(Incident.model_validate(given), now, {})
    (measure,) = [measure for measure in MEASURES if measure.key == key]
    setting = Setting(CONFIG.policy, ZoneInfo("Europe/Lisbon"), now)
    return [sample.value for sample in measure.take(course, setting)]


def word(after: timedelta, **fields: Any) -> dict[str, Any]:
    return {"at": BEGAN + after, "status": "investigating", "message": "m"} | fields


@pytest.mark.parametrize(
    ("source", "seconds", "counts"),
    [(None, 0, False), (None, 1, True), (FOREIGN, 0, False), (FOREIGN, 59, False), (FOREIGN, 60, True)],
)  # fmt: skip
def test_what_a_foreign_system_stamped_together_is_no_length(
    source: dict[str, str] | None, seconds: int, counts: bool
) -> None:
    """Neither the first word nor the end of an incident counts that has the time of its beginning."""
    after = timedelta(seconds=seconds)
    expected = [float(seconds)] if counts else []
    assert taken("first_word", source=source, updates=[word(after)]) == expected
    over = [word(after, status="resolved")]
    assert taken("until_over", source=source, updates=over) == expected


def test_a_word_of_monitoring_is_no_word_of_a_person() -> None:
    """Each is counted from the beginning, by itself."""
    seen, said = word(SECOND * 60, alarm="firing"), word(SECOND * 600)
    assert taken("first_word", updates=[seen, said]) == [600.0]
    assert taken("first_alarm", updates=[seen, said]) == [60.0]
    assert taken("first_word", updates=[seen]) == []
    assert taken("first_alarm", updates=[said]) == []


@pytest.mark.parametrize(("after", "counts"), [(0, []), (1, [0.0])])
def test_a_promised_word_is_late_after_its_time(after: int, counts: list[float]) -> None:
    """At the very second it may still come, and counts neither way."""
    due = BEGAN + timedelta(hours=1)
    waits = word(SECOND * 60, next_update_by=due)
    assert taken("next_update", due + SECOND * after, updates=[waits]) == counts
