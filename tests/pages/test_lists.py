"""The lists: history by month, reports with their beginnings, the ledger, subscriptions, components."""

from mkdocs_statuspage.outputs.pages.frame import frame
from pages.library import site, view


def test_history_says_quiet_months_once() -> None:
    """Months in which nothing happened share a line."""
    months = view("imported", "history/2024.md").months
    assert [m.name or m.quiet for m in months] == [
        "March to December: quiet",
        "February",
    ]


def test_two_quiet_months_are_named_both() -> None:
    """Nobody says "July to August"."""
    quiet = [month.quiet for month in view("years", "history/2025.md").months if month.quiet]
    assert "July and August: quiet" in quiet


def test_history_lists_every_year() -> None:
    """The history's front page has every year with what it held, and the newest in full."""
    data = view("well", "history/index.md")
    assert [(y.title, y.summary) for y in data.years] == [("2026", "1 incident, 1 report")]
    assert data.months[0].rows[0].title == "Letters left a day late"


def test_reports_begin_with_their_first_words() -> None:
    """Each report in the list carries its beginning, its signer and its promises."""
    report = view("well", "reports/index.md").reports[0]
    assert report.beginning.startswith("Letters posted on 2 November left on the 3rd")
    assert report.signer.name == "Rui Melo"
    assert report.promises == "1 of 4 kept, 1 late, 1 open and 1 withdrawn"


def test_reports_name_what_is_owed() -> None:
    """A report that is late stands above those that are there."""
    due = view("late", "reports/index.md").owed
    assert [(d.link.title, d.due.is_late) for d in due] == [("A letter was lost", True)]


def test_ledger_begins_with_what_is_late() -> None:
    """The ledger is grouped by what became of each promise, late ones first."""
    groups = view("well", "promises/index.md").groups
    assert [g.id for g in groups] == ["late", "open", "kept", "withdrawn"]
    [kept] = groups[2].years
    assert (kept.year, kept.count, kept.is_open) == ("2026", "1", True)
    proof = kept.promises[0].evidence
    assert proof is not None
    assert (proof.title, proof.href) == ("harbour.example/van", "https://harbour.example/van")


def test_every_page_names_a_way_to_a_person() -> None:
    """As the config says it: a mail address becomes a link, the address of a page is one."""
    assert frame(site("busy")).contact == "mailto:help@harbour.example"
    assert frame(site("well")).contact == "https://harbour.example/help"
    assert frame(site("late")).contact == ""


def test_every_component_has_a_feed_of_its_own() -> None:
    """The page of subscriptions names the feed of each component in full."""
    groups = view("well", "subscribe/index.md").groups
    shown = [c.shown for group in groups for c in group.components]
    assert "https://status.harbour.example/components/post/feed.xml" in shown


def test_the_calendar_opens_in_a_calendar() -> None:
    """Its address has the scheme that calendars answer to."""
    webcal = view("well", "subscribe/index.md").webcal
    assert webcal == "webcal://status.harbour.example/calendar.ics"


def test_readers_put_themselves_on_open_lists() -> None:
    """The form is sent to Listmonk by the visitor; a component that is gone has no list, and one with a new id keeps its own."""
    [form] = view("busy", "subscribe/index.md").sign_ups
    assert form.action == "https://lists.harbour.example/subscription/form"
    assert "lists.harbour.example" in form.whose
    assert [one.name for one in form.lists] == ["Every update", "Telephone"]
    assert view("well", "subscribe/index.md").sign_ups == ()


def test_component_shows_uptime_and_what_happened() -> None:
    """A component's page has its uptime over three stretches, and its incidents by year."""
    data = view("well", "components/post.md")
    assert [u.label for u in data.uptime] == ["last 7 days", "last 30 days", "last 90 days"]
    assert [y.year for y in data.years] == ["2026"]
    assert data.planned[0].title == "We change the van"
