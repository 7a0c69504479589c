"""What a course answers beyond its spells: when it was first told of, and what is unwell now."""

import pytest

from mkdocs_statuspage.timeline.course import Course, course_of
from mkdocs_statuspage.timeline.facts import facts_of
from timeline.case_files import CONFIG, CURRENT_IDS, moment, read_incident

WORK = "title: T\nkind: maintenance\ncomponents: [api]\nscheduled: {start: 2026-11-03T09:00:00Z, end: 2026-11-03T11:00:00Z"
TOLD = "\nupdates:\n  - {at: 2026-11-01T09:00:00Z, status: scheduled, message: m}\n"


def course(text: str, now: str) -> Course:
    return course_of(read_incident(text), moment(now), CURRENT_IDS)


@pytest.mark.parametrize(
    ("text", "now", "expected"),
    [
        (WORK + "}", "2026-11-02T09:00:00Z", None),
        (WORK + "}", "2026-11-03T09:30:00Z", "2026-11-03T09:00:00Z"),
        (WORK + ", announced_at: 2026-10-30T09:00:00Z}", "2026-11-02T09:00:00Z", "2026-10-30T09:00:00Z"),
        (WORK + ", announced_at: 2026-10-30T09:00:00Z}" + TOLD, "2026-11-02T09:00:00Z", "2026-10-30T09:00:00Z"),
        (WORK + "}" + TOLD, "2026-11-02T09:00:00Z", "2026-11-01T09:00:00Z"),
        ("title: T\nstarted_at: 2026-11-03T09:00:00Z\n", "2026-11-03T10:00:00Z", "2026-11-03T09:00:00Z"),
    ],
)  # fmt: skip
def test_when_it_was_first_told_of(text: str, now: str, expected: str | None) -> None:
    """The first word or the announcement; else its beginning, and nothing while that lies ahead."""
    assert course(text, now).first_said_at == (moment(expected) if expected else None)


WRITTEN = "title: T\nupdates:\n  - {at: 2026-11-03T09:00:00Z, status: resolved, message: m}\n"


@pytest.mark.parametrize(
    "later",
    [
        "corrections: [{at: %s, what: It was less.}]",
        "expected_fix: [{at: %s, by: 2026-11-09T09:00:00Z}]",
        "report: {published_at: %s}",
        "report: {preliminary_at: %s}",
    ],
)
def test_what_is_written_beside_the_updates_changes_it(later: str) -> None:
    """A correction, a new time of the fix or a report is the last that was written, if it is the latest."""
    now, before, after = "2026-11-08T09:00:00Z", "2026-11-03T08:00:00Z", "2026-11-05T09:00:00Z"
    assert course(WRITTEN + later % after, now).changed_at == moment(after)
    assert course(WRITTEN + later % before, now).changed_at == moment("2026-11-03T09:00:00Z")


def test_what_is_unwell_now() -> None:
    """A component that a closing update leaves unwell is among it, one that works again is not."""
    text = (
        "title: T\nupdates:\n"
        "  - {at: 2026-11-03T09:00:00Z, components: {api: major_outage, checkout: major_outage}, message: m}\n"
        "  - {at: 2026-11-03T10:00:00Z, status: resolved, components: {api: partial_outage}, message: m}\n"
    )
    assert course(text, "2026-11-03T11:00:00Z").components_now() == {"api": "partial_outage"}


def test_an_end_at_the_last_word_ends_it() -> None:
    """`resolved_at` at the very moment of the last update speaks of that end."""
    text = (
        "title: T\nresolved_at: 2026-11-03T10:00:00Z\nupdates:\n"
        "  - {at: 2026-11-03T10:00:00Z, status: identified, message: m}\n"
    )
    assert not course(text, "2026-11-03T11:00:00Z").is_open


def test_a_word_at_the_beginning_of_the_work_is_about_the_work() -> None:
    """That all works is said of the work when it begins, and of the time before it earlier."""
    text = (
        WORK
        + "}\nupdates:\n  - {at: %s, status: in_progress, components: {api: operational}, message: m}\n"
    )
    assert course(text % "2026-11-03T09:00:00Z", "2026-11-03T10:00:00Z").spells == ()
    earlier = text.replace("in_progress", "scheduled") % "2026-11-03T08:59:00Z"
    (spell,) = course(earlier, "2026-11-03T10:00:00Z").spells
    assert spell.status == "under_maintenance"


def test_what_has_happened_whole_is_given_as_it_is() -> None:
    """Of an incident of which nothing lies ahead no copy is made."""
    text = "title: T\nstarted_at: 2026-11-03T09:00:00Z\n"
    incident = read_incident(text)
    assert facts_of(incident, moment("2026-11-03T10:00:00Z"), CONFIG.zone) is incident
