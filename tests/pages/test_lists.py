"""The lists: history by month, reports with their beginnings, the ledger, subscriptions, components."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.bench.make_incidents import CLOCK, make_site
from tests.bench.make_reported import make_reported

from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.pages.frame import frame
from mkdocs_statuspage.outputs.pages.promises_page import ALL_SHOWN
from mkdocs_statuspage.outputs.pages.reports_page import NEWEST, OWED_AT_MOST
from mkdocs_statuspage.outputs.pages.subscribe_page import sign_ups
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.promise_views import entries
from mkdocs_statuspage.site import Site, load_site
from mkdocs_statuspage.timeline.ledger import PromiseState
from pages.drawing import context, drawn, framed
from pages.library import URL, site, view


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


def test_of_many_reports_that_are_owed_the_newest_are_named(tmp_path: Path) -> None:
    """How many more there are is said, with the way to the history, which marks each."""
    make_site(tmp_path, 70, 2)
    made = files(load_site(tmp_path / "incidents", CLOCK, URL))["reports/index.md"]
    assert isinstance(made, Page)
    owed: Any = made.view()
    assert len(owed.owed) == OWED_AT_MOST
    assert re.fullmatch(r"\d+ more reports are owed\.", owed.more_owed)


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
    shown = [c.feed.shown for group in groups for c in group.components]
    assert "https://status.harbour.example/components/post/feed.xml" in shown
    assert not any(group.is_folded for group in groups)


def test_a_group_is_whole_and_folds_where_there_are_many() -> None:
    """Whatever stands between its members; those without a group come first, and a name that comes twice has its group in a file."""
    groups = view("many", "subscribe/index.md").groups
    names = [group.name for group in groups]
    assert len(set(names)) == len(names)
    assert [group.is_folded for group in groups] == [False, False, True]
    titles = [one.title for group in groups for one in group.components]
    assert "Crane (North quay)" in titles
    assert len(set(titles)) == len(titles)


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


@pytest.mark.parametrize("at", ["https://[::1/", "https://lists..harbour.example", "javascript:x"])
def test_no_form_is_sent_where_nobody_can_be_asked(at: str) -> None:
    """A mistyped address of Listmonk ends no build."""
    busy = site("busy")
    channels = {id_: one.model_copy(update={"at": at}) for id_, one in busy.config.notify.items()}
    config = busy.config.model_copy(update={"notify": channels})
    assert list(sign_ups(replace(busy, config=config))) == []


def test_component_shows_uptime_and_what_happened() -> None:
    """A component's page has its uptime over three stretches, and its incidents by year."""
    data = view("well", "components/post.md")
    assert [u.label for u in data.uptime] == ["last 7 days", "last 30 days", "last 90 days"]
    assert [y.year for y in data.years] == ["2026"]
    assert data.planned[0].title == "We change the van"


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """Give a site of sixty incidents with a report each."""
    folder = tmp_path_factory.mktemp("many")
    make_reported(folder, 60)
    return load_site(folder / "incidents", CLOCK, URL)


@pytest.fixture(scope="module")
def made(many: Site) -> dict[str, Any]:
    """Give the view of each of its pages."""
    return {path: one.view() for path, one in files(many).items() if isinstance(one, Page)}


def test_of_many_promises_and_reports_each_year_has_a_page(
    many: Site, made: dict[str, Any]
) -> None:
    """The first page has what is owed and the latest; each that is settled stands on the page of its year, once."""
    years = [path for path in made if re.fullmatch(r"promises/20\d\d.md", path)]
    shown = [one.anchor for path in years for g in made[path].groups for one in g.promises]
    owed = (PromiseState.LATE, PromiseState.OPEN)
    settled = [given for given in entries(many) if given.state not in owed]
    assert sorted(shown) == sorted(f"{one.incident.id}-{one.promise.id}" for one in settled)
    first = made["promises/index.md"]
    assert [line.title for line in first.years] == [path[9:13] for path in years]
    assert {len(g.promises) for g in first.groups if g.id == "kept"} == {ALL_SHOWN}
    pages = [path for path in made if re.fullmatch(r"reports/20\d\d.md", path)]
    reports = [one.title for path in pages for one in made[path].reports]
    assert len(reports) == 59
    assert len(made["reports/index.md"].reports) == NEWEST


def test_many_incidents_behind_figures_stand_on_a_page_of_their_own(
    many: Site, made: dict[str, Any]
) -> None:
    """The record leads to the part of it that a figure rests on; with few they stand beneath the figures."""
    record, apart = made["record/index.md"], made["record/incidents/index.md"]
    assert record.incidents == ()
    listed = [course.incident.id for course in many.record.courses]
    assert [one.href.split("/")[-2] for one in apart.incidents] == listed
    shared = framed(frame(many), "plain")
    page, behind = (
        drawn(one.template, context(one, shared, "plain"))
        for path, one in files(many).items()
        if path in ("record/index.md", "record/incidents/index.md") and isinstance(one, Page)
    )
    for figure in apart.figures:
        if figure.runs:
            assert f'/record/incidents/#{figure.id}"' in page
            assert f'id="{figure.id}"' in behind
    assert all(f'id="i{number}"' in behind for number in range(1, len(listed) + 1))
    few = view("well", "record/index.md")
    assert few.incidents
    assert few.apart_href == ""
