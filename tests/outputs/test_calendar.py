"""The calendar: events that stay themselves, and change only when somebody said something."""

from datetime import UTC, datetime
from pathlib import Path

from icalendar import Calendar, Event

from mkdocs_statuspage.site import Site, load_site
from outputs.library import NOW, URL, as_bytes, copied, made, site

SHELVES = "2026-11-20-new-shelves@harbour-books.statuspage"
ROOF = "2026-10-02-new-roof@harbour-books.statuspage"


def events(of: Site) -> dict[str, Event]:
    calendar = Calendar.from_ical(as_bytes(made(of)["calendar.ics"]))
    return {str(event["UID"]): event for event in calendar.walk("VEVENT")}


def test_only_planned_work_is_in_it() -> None:
    """Each maintenance is an event, and nothing else is."""
    assert set(events(site())) == {SHELVES, ROOF}


def test_an_event_has_its_window_in_utc() -> None:
    """A calendar anywhere shows the right time."""
    event = events(site())[SHELVES]
    assert event.start == datetime(2026, 11, 20, 22, tzinfo=UTC)
    assert event.end == datetime(2026, 11, 21, 2, tzinfo=UTC)


def test_a_cancelled_event_stays_as_cancelled() -> None:
    """What was called off is not just gone, or calendars would keep it."""
    assert str(events(site())[ROOF]["STATUS"]) == "CANCELLED"
    assert str(events(site())[SHELVES]["STATUS"]) == "CONFIRMED"


def test_another_word_moves_sequence_and_stamp(tmp_path: Path) -> None:
    """An update makes calendars take the event again, under the id that it had."""
    folder = copied("rich", tmp_path)
    file = folder / "2026-11-20-new-shelves.yml"
    text = file.read_text("utf-8").replace("end: 2026-11-21T02:00:00Z", "end: 2026-11-21T03:00:00Z")
    more = (
        "  - {id: later, at: 2026-11-09T09:00:00Z, status: scheduled, message: An hour longer.}\n"
    )
    file.write_text(text + more, "utf-8")
    before, after = events(site())[SHELVES], events(load_site(folder, NOW, URL))[SHELVES]
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after["DTSTAMP"].dt > before["DTSTAMP"].dt
    assert after.end == datetime(2026, 11, 21, 3, tzinfo=UTC)


def test_time_alone_changes_nothing() -> None:
    """When the window is over the event is what it was."""
    later = site(now=datetime(2027, 3, 1, tzinfo=UTC))
    assert made(later)["calendar.ics"] == made(site())["calendar.ics"]


def alone(of: Site, name: str) -> Event:
    [event] = Calendar.from_ical(as_bytes(made(of)[f"incidents/{name}/calendar.ics"])).walk(
        "VEVENT"
    )
    return event


def test_each_work_can_be_added_alone(tmp_path: Path) -> None:
    """It is the event that the calendar has, to the byte, so that whoever has both has it once; at former addresses too."""
    folder = copied("rich", tmp_path)
    file = folder / "2026-11-20-new-shelves.yml"
    file.write_text(f"formerly: [2026-11-20-shelves]\n{file.read_text('utf-8')}", "utf-8")
    renamed = load_site(folder, NOW, URL)
    whole = events(renamed)
    for name in ("2026-11-20-new-shelves", "2026-11-20-shelves", "2026-10-02-new-roof"):
        event = alone(renamed, name)
        assert event.to_ical() == whole[str(event["UID"])].to_ical()
    assert b"CALNAME" not in as_bytes(made(renamed)["incidents/2026-10-02-new-roof/calendar.ics"])


def test_work_that_was_taken_back_is_called_off_for_who_added_it(tmp_path: Path) -> None:
    """The calendar has it no longer; its own file stays and says so."""
    folder = copied("maintenance", tmp_path)
    file = folder / "2026-11-20-new-roof.yml"
    text = file.read_text("utf-8").replace(
        "message: Lending",
        "retracted: {at: 2026-11-05T09:00:00Z, why: It was a mistake.}, message: Lending",
    )
    before = alone(load_site(folder, NOW, URL), file.stem)
    file.write_text(text, "utf-8")
    after = load_site(folder, NOW, URL)
    assert before["UID"] not in events(after)
    event = alone(after, file.stem)
    assert (event["UID"], str(event["STATUS"])) == (before["UID"], "CANCELLED")
    assert "It was a mistake." in event["DESCRIPTION"]
    assert event["SEQUENCE"] > before["SEQUENCE"]


def test_commas_in_its_name_are_escaped(tmp_path: Path) -> None:
    """A calendar takes an unescaped one for the beginning of a second name."""
    folder = copied("well", tmp_path)
    config = folder / "statuspage.yml"
    text = config.read_text("utf-8")
    config.write_text(
        text.replace("name: Harbour Books", 'name: "Harbour, Books; & Sons"', 1), "utf-8"
    )
    written = as_bytes(made(load_site(folder, NOW, URL))["calendar.ics"]).decode()
    for name in ("NAME", "X-WR-CALNAME"):
        assert f"\r\n{name}:Harbour\\, Books\\; & Sons maintenance\r\n" in written
