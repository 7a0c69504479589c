"""The status page: its headline, its open incidents, what it says on a first day."""

from pages.library import NOW, minutes, page, view

POST_DOWN = "2026-11-10-post-down"


def test_says_that_everything_works_when_nothing_is_open() -> None:
    """With nothing open the headline is green, and names the last incident."""
    data = view("well")
    assert data.headline.state.mark == "operational"
    assert data.headline.is_well
    assert data.headline.title == "Everything works"
    assert data.last.day.text == "3 November 2026"
    assert data.last.is_reported
    assert not data.open


def test_leads_with_the_worst_open_incident() -> None:
    """The worst open incident is the headline, in a shape and a word, and the others follow."""
    data = view("busy")
    assert (data.headline.state.mark, data.headline.state.word) == ("major", "Down")
    assert data.headline.title == "No letters leave"
    assert [card.id for card in data.open] == [POST_DOWN, "2026-11-10-phone-slow"]
    assert page("busy").title == "Down: No letters leave"


def test_is_not_green_while_a_fix_is_watched() -> None:
    """An open incident whose components work again is not "Everything works"."""
    for name in ("busy", "late", "correction"):
        assert view(name).headline.state.mark != "operational"


def test_calls_a_correction_a_correction() -> None:
    """A mistake that is no outage says so, with what was said and what is right."""
    data = view("correction")
    assert data.headline.state.word == "Correction"
    assert "50 cents" in data.open[0].correction.correct_html
    assert data.open[0].affected.count == "1,200"
    assert data.groups[0].rest[0].state.word == "Works"


def test_tells_who_is_affected_and_whom_to_ask() -> None:
    """An open incident carries who is hit, who is not, how to tell, and a person's mailbox."""
    card = view("busy").open[0]
    assert card.affected.heading == "Are you affected?"
    assert card.affected.not_html == "<p>Telephone.</p>"
    assert card.affected.do_html == "<p>Bring it to <em>our counter</em>.</p>"
    assert card.contact.mailto == "mailto:rui@harbour.example?subject=No%20letters%20leave"
    assert card.contact.reply == "Reply to Rui"


def test_promises_the_next_update_by_a_time() -> None:
    """The time of the next update is in the site's zone, and not late at that very moment."""
    due = view("busy").open[0].next
    assert (due.time.text, due.late_by) == ("08:50", "")
    at_the_moment = view("busy", now=NOW + minutes(20)).open[0].next
    assert not at_the_moment.late_by


def test_says_in_the_open_that_an_update_is_late() -> None:
    """Once the promised time has passed the page says by how much."""
    due = view("late").open[0].next
    assert due.late_by == "12 minutes"


def test_shows_an_announced_slip() -> None:
    """A fix time that moved shows the earlier one and the reason."""
    fix = view("busy").open[0].fix
    assert fix.time.text == "11:00"
    assert fix.earlier[0].time.text == "09:00"
    assert "Porto" in fix.earlier[0].why_html


def test_expects_nothing_of_what_works_again() -> None:
    """While the fix is watched the page says since when it works, and no clock calls it late."""
    fix = view("busy").open[1].fix
    assert (fix.time.text, fix.works.text, fix.is_late) == ("08:00", "08:15", False)
    slow = view("years").open[0].fix
    assert (slow.works, slow.is_late) == (None, True)


def test_lists_planned_work_ahead() -> None:
    """Maintenance that has not begun stands there with its window and who need not worry."""
    planned = view("well").maintenance[0]
    assert planned.window.text == "Friday, 20 November 2026, 05:00–07:00"
    assert planned.state.word == "Planned"


def test_says_work_under_way_once() -> None:
    """Work that leads is above everything with its hours, and not in the list below; an open incident follows it."""
    data = view("work")
    assert data.work.window.text == "Tuesday, 10 November 2026, 08:00–12:00"
    assert data.work.affected.who_html == "<p>You expect a parcel between 08:00 and 12:00.</p>"
    assert data.work.last.message_html == "<p>The old one is down.</p>"
    assert data.work.calendar == "./incidents/2026-11-10-quay-crane/calendar.ics"
    assert [one.title for one in data.maintenance] == ["Letter boxes are oiled"]
    assert [card.title for card in data.open] == ["A wrong price"]
    assert view("busy").work is None
    assert [one.title for one in view("busy").maintenance] == ["Letter boxes are painted"]


def test_carries_what_is_said_once_work_begins() -> None:
    """Where all is well a page that is kept has all of it; before its time nothing is said of how components do."""
    card = view("well").maintenance[0].card
    assert (card.is_ahead, card.window.text) == (True, "Friday, 20 November 2026, 05:00–07:00")
    assert all(one.card is None for one in view("busy").maintenance)


def test_makes_sense_on_the_first_day() -> None:
    """A site without incidents says so once, and has no list, no promises and no maintenance."""
    data = view("empty")
    assert data.quiet.sentence == "Nothing has gone wrong since this page began."
    assert not any((data.recent, data.promises, data.maintenance, data.open, data.last))


def test_folds_a_large_group_and_names_its_members_apart() -> None:
    """One bar for all of it, how many work, what is not well first; a name that comes twice has its group."""
    data = view("many")
    assert data.headline.several == "2 things are open now"
    letters, north, south = data.groups
    assert (letters.is_folded, north.is_folded, south.is_folded) == (False, False, True)
    assert south.works == "2 of 6 work"
    assert [c.name for c in south.unwell] == ["Crane", "Lights", "Ramp", "Scales"]
    assert [c.name for c in south.rest] == ["Water", "Power"]
    assert south.bars.shapes[-1].mark == "major"
    card = data.open[0]
    assert card.counted == "5 components in 2 groups"
    assert [c.name for c in card.components][:2] == ["Crane (North quay)", "Crane (South quay)"]


def test_leaves_retired_components_out() -> None:
    """A retired component is not on the status page; its own page says since when."""
    names = [c.name for group in view("well").groups for c in group.unwell + group.rest]
    assert names == ["Post", "Letter box", "Telephone"]
    assert view("well", "components/telex.md").retired.text == "31 January 2026"


def test_counts_promises() -> None:
    """The ledger stands on the front page in a line."""
    assert view("well").promises == "1 of 4 kept, 1 late, 1 open and 1 withdrawn"
