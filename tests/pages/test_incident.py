"""An incident's page: what is public of it, its timeline, its report."""

import shutil
from datetime import UTC, timedelta
from pathlib import Path
from typing import Any

import pytest

from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.feeds.item_text import report_html
from mkdocs_statuspage.outputs.pages.incident_page import searchable
from mkdocs_statuspage.outputs.pages.report_article import article
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.prose import whole_sentences
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import load_site
from pages.drawing import made_pages
from pages.library import NOW, SITES, URL, page, site, view

LATE_LETTERS = "incidents/2026-11-02-letters-late.md"
REPORT_OWED = "incidents/2026-11-02-report-late.md"


def test_shows_a_published_report_with_its_promises() -> None:
    """A published report reads as an article, and each promise shows what became of it."""
    article = view("well", LATE_LETTERS).article
    assert [s.id for s in article.sections] == [
        "what",
        "why",
        "fix",
        "prevention",
        "make-good",
    ]
    states = {p.anchor: p.state.mark for s in article.sections for p in s.promises}
    assert states == {
        "promise-two-vans": "kept",
        "promise-check-van": "late",
        "promise-horse": "withdrawn",
        "promise-stamps": "open",
    }
    assert article.mission == "Letters that arrive."


@pytest.mark.parametrize(("language", "ways"), [("en", ["", "rtl", ""]), ("he", ["ltr", "", ""])])
def test_a_section_is_read_the_way_it_is_written(
    tmp_path: Path, language: str, ways: list[str]
) -> None:
    """Where that is not the way of the page; a word in other letters changes nothing, nor do figures."""
    (tmp_path / "statuspage.yml").write_text(f"{DAY_ONE}language: {language}\n", "utf-8")
    (tmp_path / "report.md").write_text(TWO_WAYS, "utf-8")
    made = files(load_site(tmp_path, NOW, URL))["incidents/report.md"]
    assert isinstance(made, Page)
    assert [section.direction for section in made.view().article.sections] == ways


TWO_WAYS = """\
---
title: Two ways
started_at: 2026-11-09T08:00:00Z
resolved_at: 2026-11-09T09:00:00Z
source: {system: before}
---
## Why

The word שלום was wrong.

## למה

כי ה-API נפל.

## 2026

12
"""


def test_footnotes_stand_behind_all_sections_and_their_promises(tmp_path: Path) -> None:
    """On the page and in the feed of reports, before who signs; search finds them. In a YAML file each stands behind its own."""
    (tmp_path / "statuspage.yml").write_text(DAY_ONE, "utf-8")
    (tmp_path / "one.md").write_text(NOTED + NOTED_PROSE, "utf-8")
    (tmp_path / "two.yml").write_text(NOTED.strip("-\n") + NOTED_PARTS, "utf-8")
    here = Standpoint.of(load_site(tmp_path, NOW, URL))
    for name, order in (
        ("one", ["back", "Stamps", "A van", "NOTE"]),
        ("two", ["late", "WHAT", "back", "Stamps", "A van", "NOTE"]),
    ):
        course = here.site.by_id[name]
        story = article(course, here)
        assert story
        drawn = "".join(section.html + str(section.promises) for section in story.sections)
        for text in (drawn, report_html(course, here)):
            places = [text.index(words) for words in order]
            assert places == sorted(places)
        assert "NOTE" in searchable(course, here)


NOTED = """\
---
title: One
started_at: 2026-11-09T08:00:00Z
resolved_at: 2026-11-09T09:00:00Z
source: {system: before}
report: {published_at: 2026-11-09T12:00:00Z}
prevention:
  - {id: van, promise: A van, owner: Rui, due_on: 2026-12-01}
make_good:
  - {id: stamps, promise: Stamps, for: All, how: automatic, due_on: 2026-12-01}
"""
NOTED_PROSE = """\
---
## How we will make it up to you

You get it back[^1].

[^1]: NOTE
"""
NOTED_PARTS = """
sections:
  what: "It was late[^1].\\n\\n[^1]: WHAT"
  make_good: "You get it back[^1].\\n\\n[^1]: NOTE"
"""


def test_draws_its_course() -> None:
    """A strip for each component, as tall as it was bad; moments that matter, in words too; facts in a line."""
    data = view("well", LATE_LETTERS)
    [strip] = data.picture.strips
    assert strip.says == "Partly down 2 November 2026, 09:00 – 3 November 2026, 08:00"
    shapes = [(s.mark, s.x, s.width, s.height) for s in strip.stretches]
    assert shapes == [("operational", "0%", "100%", 6), ("partial", "0%", "100%", 16)]
    ticks = [(t.number, t.x, t.says, t.time.text) for t in data.picture.ticks]
    assert ticks == [
        (1, "0.7%", "first told", "09:10"),
        (2, "100%", "works again", "3 November 2026, 08:00"),
    ]
    assert data.facts == (
        "Lasted 23\u00a0h",
        "310 were hit",
        "First word after 10 minutes",
        "1 of 4 promises kept",
    )
    assert [u.level.mark for u in data.updates] == ["partial", "unknown", "partial", "operational"]


def test_draws_nothing_of_what_has_lasted_for_no_time(tmp_path: Path) -> None:
    """A component that is said to be unwell in this second has no strip yet."""
    shutil.copytree(SITES / "empty", tmp_path, dirs_exist_ok=True)
    first = f"{{at: {format_instant(NOW - timedelta(minutes=1))}, status: investigating, message: A., components: {{post: operational}}}}"
    then = f"at: {format_instant(NOW)}, status: investigating, message: B., components: {{post: under_maintenance}}"
    (tmp_path / "2026-11-10-begins.yml").write_text(
        f"title: It begins\nupdates:\n  - {first}\n  - {{{then}}}\n"
    )
    made = files(load_site(tmp_path, NOW, URL))
    begun = next(one for path, one in made.items() if "begins" in path)
    assert isinstance(begun, Page)
    assert begun.view().picture is None


def test_keeps_an_unpublished_report_to_itself() -> None:
    """What is written of a report that is not published is in neither the page nor the search index."""
    made = page("late", REPORT_OWED)
    assert "SECRETREPORT" not in str(made.view()) + made.text() + made.description
    assert made.view().due.is_late


def test_says_when_the_report_comes(tmp_path: Path) -> None:
    """Before the deadline the page names its last day."""
    folder = shutil.copytree(SITES / "late", tmp_path / "late")
    (folder / "2026-11-10-post-down.md").unlink()
    made = files(load_site(folder, NOW - timedelta(days=7), URL))[REPORT_OWED]
    assert isinstance(made, Page)
    due: Any = made.view()
    due = due.due
    assert due.by.text == "the end of Thursday, 5 November 2026"
    assert not due.is_late


def test_shows_imported_history_as_it_was() -> None:
    """Imported history shows its prose, names its source, and owes no report."""
    data = view("imported", "incidents/2024-02-03-old.md")
    assert "IMPORTEDPROSE" in str(data.article)
    assert data.source == "https://old.example/incidents/abc123"
    assert data.due is None


def test_turns_the_timeline_round_when_it_is_over() -> None:
    """The newest update is first while the incident is open, and last afterwards."""
    assert [u.id for u in view("busy", "incidents/2026-11-10-post-down.md").updates] == [
        "a2",
        "a1",
    ]
    assert [u.id for u in view("well", LATE_LETTERS).updates] == ["u1", "u2", "u3", "u4"]


def test_shows_what_was_taken_back_and_what_was_changed() -> None:
    """A retracted update keeps its place and its text, with the reason; an amended one says so."""
    updates = {u.id: u for u in view("well", LATE_LETTERS).updates}
    assert "not the battery" in updates["u2"].retracted_why_html
    assert "battery" in updates["u2"].message_html
    assert updates["u3"].amended.at == "2026-11-02T10:05:00Z"


def test_words_that_were_taken_back_describe_nothing(tmp_path: Path) -> None:
    """The newest that stand do, where a link is shared and in what is found; of a false alarm why it was taken back."""
    (tmp_path / "statuspage.yml").write_text(DAY_ONE, "utf-8")
    (tmp_path / "open.yml").write_text(LAST_WORD_TAKEN_BACK, "utf-8")
    (tmp_path / "alarm.yml").write_text(FALSE_ALARM, "utf-8")
    made = files(load_site(tmp_path, NOW, URL))
    still_open, alarm = made["incidents/open.md"], made["incidents/alarm.md"]
    assert isinstance(still_open, Page)
    assert isinstance(alarm, Page)
    assert still_open.description == "Letters wait."
    assert still_open.view().json_ld["description"] == "Letters wait."
    assert "SECRET" not in still_open.text()
    assert alarm.description == "Taken back on 9 November 2026, 08:30 UTC: A probe was broken."
    assert alarm.view().json_ld["description"] == alarm.description


DAY_ONE = (
    "site_id: one\norganisation: {name: Harbour}\ntimezone: UTC\ncomponents: {post: {name: Post}}\n"
)
LAST_WORD_TAKEN_BACK = """\
title: The quay is dark
components: [post]
updates:
  - {id: a, at: 2026-11-10T08:00:00Z, status: investigating, message: Letters wait.}
  - id: b
    at: 2026-11-10T08:10:00Z
    message: SECRET It was Rui.
    do: SECRET Call Rui.
    retracted: {at: 2026-11-10T08:15:00Z, why: It was not.}
"""
FALSE_ALARM = """\
title: No letters leave
summary: SECRET All letters wait.
components: [post]
updates:
  - id: a
    at: 2026-11-09T08:00:00Z
    status: investigating
    message: SECRET Nothing leaves.
    retracted: {at: 2026-11-09T08:30:00Z, why: A probe was broken.}
"""


def test_folds_what_an_amended_update_said_before() -> None:
    """Its earlier words, newest first, with what else was otherwise; what is withheld is said to be."""
    withheld, first = {u.id: u for u in view("well", LATE_LETTERS).updates}["u3"].earlier
    assert withheld.is_withheld
    assert "It named a person." in withheld.why_html
    assert "It is the fuse." in first.message_html
    assert first.facts == (
        "Its time was 2 November 2026, 09:55.",
        "Its status was: Looking for the cause.",
        "Post: Down.",
        "Next update by 2 November 2026, 10:25.",
    )


def test_says_that_a_promise_was_moved_and_changed() -> None:
    """The former day stands beside the new one, with the reason; it counts by the first."""
    sections = view("well", LATE_LETTERS).article.sections
    promise = next(p for s in sections for p in s.promises if "evening" in p.text_html)
    assert promise.state.word == "Late"
    assert promise.moved[0].said == "was 7 November 2026, moved on 6 November 2026, because:"
    assert "garage is closed" in promise.moved[0].why_html
    assert "each evening" in promise.earlier[0].text_html
    assert promise.earlier[0].facts[0] == "Rui"


def test_names_days_when_there_is_more_than_one() -> None:
    """Updates of several days stand under their days, said once each."""
    days = [u.day for u in view("well", LATE_LETTERS).updates]
    assert days == ["Monday, 2 November 2026", "", "", "Tuesday, 3 November 2026"]


def test_does_not_shout_how_bad_it_was_once_it_is_over() -> None:
    """A closed incident says that it is over, and how bad it was beside it."""
    data = view("well", LATE_LETTERS)
    assert (data.state.mark, data.state.word) == ("operational", "Solved")
    assert data.worst.word == "Partly down"


def test_links_pictures_from_the_page() -> None:
    """A picture beside the incident is found from the incident's page."""
    html = str(view("well", LATE_LETTERS).article)
    assert '<img loading="lazy" src="../../incidents/letters-late/van.svg" alt="The van">' in html


def test_shows_corrections_to_the_report() -> None:
    """A change to a published report is dated and visible."""
    corrections = view("well", LATE_LETTERS).corrections
    assert "It was 310" in corrections[0].what_html


def test_old_ids_lead_to_the_present_page() -> None:
    """A renamed incident, and a renamed component, are found at their old addresses."""
    assert view("well", "incidents/2026-11-02-van.md").target == (
        "../../incidents/2026-11-02-letters-late/"
    )
    assert view("well", "components/old-phone.md").target == "../../components/phone/"


def test_a_page_changes_when_something_is_taken_back_or_moved() -> None:
    """The site map, the linked data and the API have one moment, and it is never that of a plan."""
    for name, path in (("late", "incidents"), ("well", "incidents"), ("years", "incidents")):
        here = site(name)
        made_files = files(here)
        for course in here.courses:
            made = made_files[f"{path}/{course.incident.id}.md"]
            assert isinstance(made, Page)
            changed = course.changed_at
            assert changed
            retracted = [u.retracted.at for u in course.incident.updates if u.retracted]
            moved = (
                [m.at for m in course.incident.scheduled.moved] if course.incident.scheduled else []
            )
            assert changed >= max([*retracted, *moved], default=changed)
            assert made.changed_on == changed.astimezone(UTC).date()
            told = made.view().json_ld
            article = told[0] if isinstance(told, tuple) else told
            assert article
            assert article["dateModified"] == format_instant(changed)


def test_a_description_ends_with_a_sentence() -> None:
    """What does not fit is left out from the end of a sentence on; one alone that is too long is cut."""
    told = "We charged twice. Version 3.5 of it did so. Everybody has the money back."
    assert whole_sentences(told, len(told)) == told
    assert whole_sentences(told, 50) == "We charged twice. Version 3.5 of it did so."
    assert whole_sentences(told, 43) == "We charged twice. Version 3.5 of it did so."
    assert whole_sentences(told, 29) == "We charged twice."
    assert whole_sentences("Oh. " + "word " * 20, 40).endswith("word…"), "two letters say nothing"
    every = [
        made.description for name in ("busy", "well", "years") for made in made_pages(name).values()
    ]
    assert [text for text in every if not text.endswith((".", "!", "?", "…"))] == []
