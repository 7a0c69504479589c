"""`open`, `resolve`, `maintenance`, `amend` and `retract`: an incident's life by commands."""

from datetime import timedelta
from pathlib import Path

import pytest

from cli.conftest import Run
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.reading.folder import read_folder


def incidents_of(site: Path) -> dict[str, Incident]:
    reading = read_folder(site / "incidents")
    assert not reading.findings
    return {incident.id: incident for incident in reading.incidents}


OPEN = ("open", "API answers slowly", "-m", "The API is slow.", "-c", "api=degraded")


def test_open_makes_a_valid_incident_with_a_first_word(site: Path, run: Run) -> None:
    """The id is the day and the title's slug; the first update has status, components and clock."""
    assert run(*OPEN, "--who", "Programs", "--next", "20m").code == 0
    incident = incidents_of(site)["2026-11-03-api-answers-slowly"]
    assert incident.affected.who == "Programs"
    assert incident.components == ("api",)
    update = incident.updates[0]
    assert (update.status, dict(update.components)) == (
        "investigating",
        {"api": "degraded_performance"},
    )
    assert update.next_update_by is not None
    assert update.next_update_by.isoformat() == "2026-11-03T10:20:00+00:00"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--who", " "), '{who: " "} – this is empty'),
        (("--who", "Programs\a"), "U+0007"),
        (("--detected-by", "nobody"), "detected_by: nobody – `nobody` is not allowed here"),
    ],
)
def test_a_value_that_a_file_cannot_have_is_named(
    site: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    """It is not said that a file has to be fixed that is not there."""
    refused = run(*OPEN, *words)
    assert refused.code == 2
    assert said in refused.err
    assert "cannot be written into incidents/2026-11-03-api-answers-slowly.md" in refused.err
    assert "has to be fixed" not in refused.err
    assert [path.name for path in (site / "incidents").glob("*.md")] == [
        "2026-11-03-card-payments.md"
    ]


def test_a_file_that_is_invalid_itself_has_to_be_fixed(site: Path, run: Run) -> None:
    """Its place is told, whatever was typed."""
    path = site / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(path.read_text().replace("class: affecting", "class: awful"))
    assert "2026-11-03-card-payments.md:3:8: " in run("update", "card", "-m", "Fixed.").err


def test_open_follows_the_cadence_of_its_class(site: Path, run: Run) -> None:
    """A grave mistake owes its next word after 20 minutes, without being told."""
    run(*OPEN, "--class", "grave")
    update = incidents_of(site)["2026-11-03-api-answers-slowly"].updates[0]
    assert update.next_update_by is not None
    assert update.next_update_by.isoformat() == "2026-11-03T10:20:00+00:00"


def test_open_can_say_when_it_should_work_again(site: Path, run: Run) -> None:
    """A fix time is a promise from the first word on, with its clock."""
    assert run(*OPEN, "--fix-by", "2h").code == 0
    incident = incidents_of(site)["2026-11-03-api-answers-slowly"]
    [fix] = incident.expected_fix
    assert fix.at == incident.updates[0].at
    assert fix.by - fix.at == timedelta(hours=2)
    assert "expected fix" in run("status").out


def test_two_of_one_name_and_day_get_different_ids(site: Path, run: Run) -> None:
    """The second is numbered; the first is not touched."""
    run(*OPEN)
    run(*OPEN, "--again")
    assert "2026-11-03-api-answers-slowly-2" in incidents_of(site)


@pytest.mark.parametrize("kind", ["slip", "personal"])
def test_what_is_never_published_goes_to_a_private_folder(site: Path, run: Run, kind: str) -> None:
    """It is not under incidents/, and git ignores where it is."""
    result = run("open", "A wrong greeting", "-m", "Noted.", "--class", kind)
    assert result.code == 0
    assert "never published" in result.out
    assert list((site / "private").glob("*.md"))
    assert (site / "private" / ".gitignore").read_text().endswith("*\n")
    assert "2026-11-03-a-wrong-greeting" not in incidents_of(site)


def test_open_without_a_terminal_names_what_is_missing(run: Run) -> None:
    """A script without a title is told which argument it forgot."""
    result = run("open", "-m", "x")
    assert result.code == 2
    assert "TITLE is missing" in result.err


def test_resolve_closes_and_says_what_the_report_needs(site: Path, run: Run) -> None:
    """The components work again, and the answer names the report's parts and its day."""
    result = run("resolve", "-m", "Cards work again.")
    assert result.code == 0
    assert "what, why, fix, prevention, make_good" in result.out
    assert "is due by 2026-11-07" in result.out  # three working days: Friday to its end
    assert incidents_of(site)["2026-11-03-card-payments"].updates[-1].status == "resolved"
    assert "no incident is open" in run("update", "-m", "x").err


def test_maintenance_begins_and_ends_by_its_window(site: Path, run: Run) -> None:
    """Start is a local time, end may be a length; the first update announces it."""
    args = ("maintenance", "Database move", "--start", "2026-11-21 02:00", "--end", "2h")
    assert run(*args, "-c", "api", "-m", "The API pauses.").code == 0
    incident = incidents_of(site)["2026-11-21-database-move"]
    assert incident.scheduled is not None
    assert incident.scheduled.end.isoformat() == "2026-11-21T04:00:00+00:00"
    assert incident.updates[0].status == "scheduled"


def test_a_local_time_that_happens_twice_is_an_error(run: Run) -> None:
    """When clocks go back, both instants are offered instead of a guess."""
    args = ("maintenance", "Move", "--start", "2027-10-31 01:30", "--end", "2h", "-m", "x")
    result = run(*args)
    assert result.code == 2
    assert "2027-10-31T00:30:00Z or 2027-10-31T01:30:00Z" in result.err


def test_amend_mends_the_text_and_keeps_the_id(site: Path, run: Run) -> None:
    """Outside git the last build says whether readers have it; where they do, the change is visible."""
    built = site / "site" / "api" / "v2" / "incidents" / "2026-11-03-card-payments.json"
    built.parent.mkdir(parents=True)
    built.write_text('{"id": "20261103T092000Z-k7q2"}')
    before = incidents_of(site)["2026-11-03-card-payments"].updates[0]
    assert run("amend", "card", "last", "-m", "Cards fail in Europe.").code == 0
    after = incidents_of(site)["2026-11-03-card-payments"].updates[0]
    assert (after.id, after.at) == (before.id, before.at)
    assert after.message == "Cards fail in Europe.\n"
    assert after.amended_at is not None
    assert [(one.until, one.message) for one in after.earlier] == [
        (after.amended_at, before.message)
    ]


@pytest.mark.parametrize(
    ("former", "option"), [("The key is AKIA2TESTTESTTESTTST.", ()), ("Ask Rui.", ("--withhold",))]
)
def test_what_must_not_be_read_any_more_is_not_kept(
    site: Path, run: Run, former: str, option: tuple[str, ...]
) -> None:
    """A secret that was published goes from the file; that there were other words stays said."""
    file = site / "incidents" / "2026-11-03-card-payments.md"
    file.write_text(file.read_text().replace("We are looking for the cause.", former))
    built = site / "site" / "api" / "v2" / "incidents" / "2026-11-03-card-payments.json"
    built.parent.mkdir(parents=True)
    built.write_text('{"id": "20261103T092000Z-k7q2"}')
    assert run("amend", "card", "last", "-m", "Cards fail in Europe.", *option).code == 0
    update = incidents_of(site)["2026-11-03-card-payments"].updates[0]
    assert (update.earlier[0].message, update.earlier[0].withheld) == (None, True)
    assert former not in file.read_text()


def test_amend_puts_right_what_people_can_do(site: Path, run: Run) -> None:
    """With --do alone the text stays as it was."""
    before = incidents_of(site)["2026-11-03-card-payments"].updates[0]
    assert run("amend", "card", "last", "--do", "Pay by transfer.").code == 0
    after = incidents_of(site)["2026-11-03-card-payments"].updates[0]
    assert (after.message, after.do) == (before.message, "Pay by transfer.")


def test_retract_takes_an_update_back_in_the_open(site: Path, run: Run) -> None:
    """The text stays, with the reason; here because it is all that the report below it is about."""
    assert run("retract", "card", "k7q2", "--why", "It was another incident.").code == 0
    update = incidents_of(site)["2026-11-03-card-payments"].updates[0]
    assert update.retracted is not None
    assert update.retracted.why == "It was another incident."
    assert "Card payments fail" in update.message
