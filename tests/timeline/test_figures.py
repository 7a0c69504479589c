"""The record of a few incidents, with every number worked out by hand."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.timeline.course import Course, course_of
from mkdocs_statuspage.timeline.measures import Setting
from mkdocs_statuspage.timeline.record_figures import Record, causes_of, record_of
from timeline.case_files import CONFIG

NOW = datetime(2026, 11, 10, 12, tzinfo=UTC)
SETTING = Setting(CONFIG.policy, ZoneInfo("Europe/Lisbon"), NOW)


def course(id_: str, began: str, ended: str | None = None, **fields: Any) -> Course:
    given = {"id": id_, "path": f"{id_}.md", "title": id_, "started_at": f"2026-{began}Z"}
    end = {"resolved_at": f"2026-{ended}Z"} if ended else {}
    return course_of(Incident.model_validate({**given, **end, **fields}), NOW, {})


def record(*courses: Course, since: date | None = None) -> Record:
    return record_of(courses, SETTING, since)


def test_of_nothing_there_are_no_figures() -> None:
    """No number stands where nothing happened."""
    empty = record()
    assert (empty.courses, empty.first, empty.open_count, empty.days_since_last) == (
        (),
        None,
        0,
        None,
    )
    over = empty.figure("until_over")
    assert (over.n, over.value, over.range, over.incidents, over.hits) == (0, None, None, (), 0)
    assert empty.figure("found_by_us").value is None


def test_lengths_have_a_median_and_a_range() -> None:
    """Of one, two and nine hours the median is two."""
    made = record(
        course("a", "11-01T09:00:00", "11-01T10:00:00"),
        course("b", "11-02T09:00:00", "11-02T18:00:00"),
        course("c", "11-03T09:00:00", "11-03T11:00:00"),
    )
    over = made.figure("until_over")
    assert (over.n, over.value, over.range) == (3, 7200.0, (3600.0, 32400.0))
    assert over.incidents == ("c", "b", "a")
    assert made.first == datetime(2026, 11, 1, 9, tzinfo=UTC)
    assert made.days_since_last == 7


def test_a_share_is_given_from_five_on() -> None:
    """Four of five were found by us; of four no share is given, but how many."""
    found = [
        course(
            f"i{n}",
            f"11-0{n}T09:00:00",
            f"11-0{n}T10:00:00",
            detected_by="us" if n > 1 else "customers",
        )
        for n in range(1, 6)
    ]
    five, four = record(*found).figure("found_by_us"), record(*found[:4]).figure("found_by_us")
    assert (five.n, five.hits, five.value, five.range) == (5, 4, 0.8, None)
    assert (four.n, four.hits, four.value) == (4, 3, None)


def test_what_the_policy_compares_with() -> None:
    """First words with an hour, shares with what it names as a goal, the rest with nothing."""
    targets = {figure.measure.key: figure.target for figure in record().figures}
    kept = float(CONFIG.policy.targets.cadence_kept.rstrip("%")) / 100
    promises = float(CONFIG.policy.targets.promises_kept.rstrip("%")) / 100
    assert targets == {
        "first_word": CONFIG.policy.targets.first_reply.span.total_seconds(),
        "cadence": kept,
        "next_update": kept,
        "slips": None,
        "until_over": None,
        "report": None,
        "report_on_time": None,
        "preventions": promises,
        "make_goods": promises,
        "found_by_us": None,
    }


def test_counted_are_incidents_from_a_day_on() -> None:
    """Planned work, notices and what was taken back are not; the day is that of the zone, itself included."""
    window = {"scheduled": {"start": "2026-11-01T09:00:00Z", "end": "2026-11-01T10:00:00Z"}}
    back = {"at": "2026-11-01T10:00:00Z", "message": "m", "status": "investigating"}
    back |= {"retracted": {"at": "2026-11-01T11:00:00Z", "why": "w"}}
    made = record(
        course("early", "07-31T22:59:59", "08-01T10:00:00"),
        course("open", "07-31T23:00:00"),
        course("work", "11-01T09:00:00", kind="maintenance", **window),
        course("told", "11-01T09:00:00", "11-01T10:00:00", kind="notice"),
        course("wrong", "11-01T09:00:00", updates=[back]),
        since=date(2026, 8, 1),
    )
    assert [c.incident.id for c in made.courses] == ["open"]
    assert (made.open_count, made.days_since_last) == (1, 0)


def test_months_are_the_last_twelve_by_the_zone() -> None:
    """An hour before August in UTC is August in Lisbon; a month without any is there too."""
    made = record(
        course("a", "07-31T23:00:00", "08-01T10:00:00"),
        course("b", "11-09T09:00:00", "11-09T10:00:00"),
        course("c", "11-09T11:00:00", "11-09T12:00:00"),
    )
    assert len(made.months) == 12
    assert (made.months[0], made.months[-1]) == ((date(2025, 12, 1), 0), (date(2026, 11, 1), 2))
    assert dict(made.months)[date(2026, 8, 1)] == 1


def test_causes_go_by_how_often_then_people_then_promises_then_name() -> None:
    """What came twice is first; of those that came once the one that hit most people."""
    owed = [{"id": "p", "promise": "P", "due_on": "2026-12-01"}]
    kept = [{"id": "p", "promise": "P", "due_on": "2026-11-01", "kept_on": "2026-11-01"}]
    many = {"who": "All", "count": 9}
    found = causes_of(
        [
            course("e", "11-05T09:00:00", "11-05T10:00:00", causes=["disk"], prevention=kept),
            course("d", "11-04T09:00:00", "11-04T10:00:00", causes=["zone"]),
            course("c", "11-03T09:00:00", "11-03T10:00:00", causes=["wire"], prevention=owed),
            course(
                "b", "11-02T09:00:00", "11-02T10:00:00", causes=["host", "twice"], affected=many
            ),
            course("a", "11-01T09:00:00", "11-01T10:00:00", causes=["twice"]),
        ],
        SETTING,
    )
    assert [(c.tag, c.incidents, c.people, c.open_promises) for c in found] == [
        ("twice", ("b", "a"), 9, 0),
        ("host", ("b",), 9, 0),
        ("wire", ("c",), 0, 1),
        ("disk", ("e",), 0, 0),
        ("zone", ("d",), 0, 0),
    ]


def test_imported_history_owes_nothing_of_the_policy() -> None:
    """Its first words, its lengths and who found it count; that it kept cadence or reported was never asked."""
    told = [
        {"at": "2026-11-01T09:10:00Z", "message": "m", "status": "investigating"},
        {"at": "2026-11-01T10:00:00Z", "message": "m", "status": "resolved"},
    ]
    report = {"published_at": "2026-11-02T09:00:00Z"}
    given = {"updates": told, "report": report, "detected_by": "us"}
    own = course("own", "11-01T09:00:00", **given)
    imported = course("imported", "11-01T09:00:00", source={"system": "statuspage"}, **given)
    assert {f.measure.key for f in record(imported).figures if f.n} == {
        "first_word",
        "until_over",
        "found_by_us",
    }
    assert {"cadence", "report"} < {f.measure.key for f in record(own).figures if f.n}
