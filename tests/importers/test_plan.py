"""What an import does to a site that is there already: it adds, and never touches or doubles."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from mkdocs_statuspage.importers.history import (
    CannotImport,
    ForeignIncident,
    ForeignUpdate,
    History,
)
from mkdocs_statuspage.importers.plan import Existing, Plan, plan, read_existing
from mkdocs_statuspage.model.statuses import ComponentStatus, Kind, UpdateStatus
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.site import Site, load_site
from mkdocs_statuspage.timeline.headline import Level

MOMENT = datetime(2024, 5, 1, 7, tzinfo=UTC)
UPDATE = ForeignUpdate(
    "u1", MOMENT, UpdateStatus.RESOLVED, "Done.", {"api": ComponentStatus.OPERATIONAL}
)
INCIDENT = ForeignIncident(
    "i1", "The API was slow", started_at=MOMENT, components=("api",), updates=(UPDATE,)
)
CONFIG = {"site_id": "s", "organisation": {"name": "S"}, "timezone": "UTC"}
HISTORY = History("statuspage", CONFIG, {"api": {"name": "API"}}, (INCIDENT,))
SITE = (
    "# ours\nsite_id: shop\norganisation: {name: Shop}\ncomponents:\n  till: {name: Till}  # ring\n"
)


def _put(folder: Path, planned: Plan) -> Existing:
    for path, text in planned.files.items():
        (folder / path).write_bytes(text.encode())
    return read_existing(folder)


def _site(folder: Path, config: str = SITE) -> Existing:
    (folder / "statuspage.yml").write_text(config, encoding="utf-8")
    return read_existing(folder)


def test_a_second_import_changes_nothing(tmp_path: Path) -> None:
    """What was imported once is recognised by its id in the source, whatever its file is called."""
    there = _put(tmp_path, plan(HISTORY))
    again = plan(HISTORY, there)
    assert again.files == {}
    assert again.skipped == ("2024-05-01-the-api-was-slow",)


def test_a_later_import_says_what_a_known_incident_lacks(tmp_path: Path) -> None:
    """An update that the source got meanwhile is not lost in silence."""
    there = _put(tmp_path, plan(HISTORY))
    more = replace(INCIDENT, updates=(UPDATE, replace(UPDATE, id="u2")))
    again = plan(replace(HISTORY, incidents=(more,)), there)
    assert again.files == {}
    assert "without 1 of its updates" in again.notes[0]


def test_a_later_import_says_what_was_edited(tmp_path: Path) -> None:
    """On either side: the file stays as somebody left it."""
    there = _put(tmp_path, plan(HISTORY))
    assert plan(HISTORY, there).notes == HISTORY.notes
    other = replace(INCIDENT, title="Slow", updates=(replace(UPDATE, message="Otherwise."),))
    again = plan(replace(HISTORY, incidents=(other,)), there)
    assert again.files == {}
    assert "is not as the source has it: title, update u1; it stays as it is" in again.notes[-1]


def test_new_components_are_added_and_the_rest_left_alone(tmp_path: Path) -> None:
    """A site's own file keeps its comments and components, and gets the new ones."""
    planned = plan(HISTORY, _site(tmp_path))
    assert planned.components == ("api",)
    assert planned.files["statuspage.yml"].startswith(SITE)
    _put(tmp_path, planned)
    assert read_folder(tmp_path).is_valid


@pytest.mark.parametrize(
    "config",
    [
        "site_id: shop\norganisation: {name: Shop}\n",
        "site_id: shop\norganisation: {name: Shop}\ncomponents: {}\n",
        "site_id: shop\norganisation: {name: Shop}\ncomponents: {till: {name: Till}}",
    ],
)
def test_components_are_added_however_the_file_is_laid_out(tmp_path: Path, config: str) -> None:
    """Without components, with none, or with all on one line: the site is valid afterwards."""
    _put(tmp_path, plan(HISTORY, _site(tmp_path, config)))
    assert read_folder(tmp_path).findings == ()


def test_a_component_of_the_same_name_is_the_same(tmp_path: Path) -> None:
    """The site's id for it is used, so that its history is one."""
    config = SITE + "  rest: {name: Api, formerly: [rest-api]}\n"
    planned = plan(HISTORY, _site(tmp_path, config))
    assert planned.components == ()
    assert "components: {rest: operational}" in planned.files["2024-05-01-the-api-was-slow.md"]


def test_two_components_never_become_one(tmp_path: Path) -> None:
    """One is ours by its name, the other has the id that ours has: they stay apart."""
    components = {"gateway": {"name": "API"}, "api": {"name": "API of old"}}
    planned = plan(
        replace(HISTORY, components=components), _site(tmp_path, SITE + "  api: {name: API}\n")
    )
    assert planned.components == ("api-of-old",)


def test_ids_that_are_taken_get_a_number(tmp_path: Path) -> None:
    """An incident of one's own with the same id is never overwritten."""
    own = "---\ntitle: The API was slow\nstarted_at: 2024-05-01T00:00:00Z\n---\n"
    (tmp_path / "2024-05-01-the-api-was-slow.md").write_text(own, encoding="utf-8")
    assert plan(HISTORY, _site(tmp_path)).incidents == ("2024-05-01-the-api-was-slow-2",)


def test_a_folder_with_errors_is_not_imported_into(tmp_path: Path) -> None:
    """A file that cannot be read may hold an incident that would then be there twice."""
    (tmp_path / "broken.md").write_text(
        "---\ntitle: A\nstarted_at: 2024-05-01T00:00:00Z\ntitel: x\n---\n", encoding="utf-8"
    )
    with pytest.raises(CannotImport, match="unknown key"):
        _site(tmp_path)


def test_what_is_too_large_to_be_read_is_told() -> None:
    """A file that reading refuses for its size is not written without a word."""
    long = replace(INCIDENT, updates=(replace(UPDATE, message="word " * 60_000),))
    assert "split it" in plan(replace(HISTORY, incidents=(long,))).notes[-1]


def _imported(folder: Path, history: History, today: date | None, now: datetime) -> Site:
    _put(folder, plan(history, today=today))
    return load_site(folder, now)


def test_an_import_that_ended_says_nothing_of_today(tmp_path: Path) -> None:
    """Known are the days from the first to the last that the source tells of, and no other."""
    site = _imported(tmp_path, HISTORY, date(2026, 11, 3), MOMENT + timedelta(days=915))
    assert site.headline.level is Level.UNKNOWN
    assert site.headline_title.replace("\u00a0", " ") == "Nothing is known after 1 May 2024"
    at_the_time = load_site(tmp_path, MOMENT + timedelta(days=1))
    assert [day.status is None for day in at_the_time.days("api", 3)] == [True, False, True]


@pytest.mark.parametrize(
    ("today", "is_well"),
    [(date(2024, 5, 1), True), (date(2024, 5, 2), True), (date(2024, 5, 3), False)],
)
def test_what_was_kept_until_yesterday_goes_on_here(
    tmp_path: Path, today: date, is_well: bool
) -> None:
    """An import on the last day that the source tells of, or the day after, leaves no gap."""
    site = _imported(tmp_path, HISTORY, today, MOMENT + timedelta(days=30))
    assert (site.headline.level is Level.OPERATIONAL) == is_well
    told = [note for note in plan(HISTORY, today=today).notes if "nothing is known after" in note]
    assert len(told) == (0 if is_well else 1)


def test_what_the_source_says_of_its_days_goes_before_what_it_tells(tmp_path: Path) -> None:
    """When a component came to be, and up to when a page was kept, is known to the page itself."""
    since, saved = date(2021, 5, 4), datetime(2024, 6, 1, 23, 30, tzinfo=UTC)
    components = {"api": {"name": "API", "since": since}}
    lisbon = {**CONFIG, "timezone": "Europe/Lisbon"}
    history = replace(HISTORY, config=lisbon, components=components, saved_at=saved)
    site = _imported(tmp_path, history, None, datetime(2026, 11, 3, tzinfo=UTC))
    api = site.config.components["api"]
    assert (api.since, api.no_record[0].from_) == (since, date(2024, 6, 3)), "the day in Lisbon"


def test_a_plan_that_lies_ahead_is_no_day_that_is_known() -> None:
    """The window of planned work says nothing of how things were."""
    start = datetime(2030, 1, 1, tzinfo=UTC)
    window = (start, start + timedelta(hours=1))
    planned = replace(
        INCIDENT, source_id="m", kind=Kind.MAINTENANCE, started_at=None, window=window
    )
    text = plan(replace(HISTORY, incidents=(planned,))).files["statuspage.yml"]
    assert "2024-05-02" in text
    assert "2030" not in text


def test_a_history_without_any_time_says_nothing_of_days() -> None:
    """Components alone are no record."""
    assert "since" not in plan(replace(HISTORY, incidents=())).files["statuspage.yml"]


DAYS_OF_API = [
    # what stands there of `since` and `no_record`; what becomes of them with 1 May 2024 known
    ("since: 2026-11-27", "2024-05-01", [("2024-05-02", "2026-11-26")]),
    ("since: 2024-05-02", "2024-05-01", []),
    (
        "since: 2023-01-01, no_record: [{from: 2023-06-01}]",
        "2023-01-01",
        [("2023-06-01", "2024-04-30"), ("2024-05-02", "None")],
    ),
    ("no_record: [{from: 2024-04-01, until: 2024-05-01}]", "None", [("2024-04-01", "2024-04-30")]),
    ("since: 2024-05-01, no_record: [{from: 2024-05-01, until: 2024-05-01}]", "2024-05-01", []),
    ("since: 2020-01-01", "2020-01-01", []),
]


@pytest.mark.parametrize(("there", "since", "gaps"), DAYS_OF_API)
def test_a_component_that_is_here_is_known_of_more_days(
    there: str, since: str, gaps: list[tuple[str, str]], tmp_path: Path
) -> None:
    """What a history knows of a component ends its gaps, and is told; what nobody knows stays one."""
    existing = _site(tmp_path, SITE + f"  api: {{name: API, {there}}}\n")
    planned = plan(HISTORY, existing, date(2026, 11, 27))
    config = _put(tmp_path, planned).config
    assert config
    api = config.components["api"]
    assert str(api.since) == since
    assert [(str(gap.from_), str(gap.until)) for gap in api.no_record] == gaps
    told = [note for note in planned.notes if "more days" in note]
    assert len(told) == (0 if there == "since: 2020-01-01" else 1)
    assert plan(HISTORY, read_existing(tmp_path), date(2026, 11, 27)).files == {}


def test_a_history_that_reaches_to_today_ends_the_gap(tmp_path: Path) -> None:
    """What was kept until today goes on here, for a component that an older import left unknown."""
    existing = _site(tmp_path, SITE + "  api: {name: API, no_record: [{from: 2024-01-01}]}\n")
    planned = plan(HISTORY, existing, date(2024, 5, 1))
    config = _put(tmp_path, planned).config
    assert config
    gaps = config.components["api"].no_record
    assert [(str(gap.from_), str(gap.until)) for gap in gaps] == [("2024-01-01", "2024-04-30")]
