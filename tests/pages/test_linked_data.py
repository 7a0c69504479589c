"""What pages tell machines: what search engines ask for is there, and all of it stands on the page."""

from html.parser import HTMLParser
from typing import Any

import pytest

from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.view.page import Page
from outputs.library import site as rich
from pages.drawing import Sheet, draw
from pages.library import URL, view

VOCABULARY = "https://schema.org"


def told(site: str, path: str) -> dict[str, Any]:
    """Give what a page tells machines, by its type."""
    data = view(site, path).json_ld
    return {one["@type"]: one for one in (data if isinstance(data, tuple) else [data])}


class Words(HTMLParser):
    """The text of a page, and the times and names in it."""

    def __init__(self) -> None:
        super().__init__()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what programs read of an element."""
        names = ("datetime", "data-end", "id")
        self.text += [f" {value} " for name, value in attrs if name in names]

    def handle_data(self, data: str) -> None:
        """Take a text."""
        self.text.append(data)


def shown(site: str, path: str) -> str:
    """Give the words of a page's body on one line."""
    parser = Words()
    parser.feed(draw(Sheet(site, path)).split("<body")[1])
    return " ".join("".join(parser.text).split())


BLOGS = [
    ("busy", "incidents/2026-11-10-post-down.md", False),
    ("well", "incidents/2026-11-02-letters-late.md", True),
    ("years", "incidents/2024-05-01-old-belt.md", True),
]


@pytest.mark.parametrize(("site", "path", "is_over"), BLOGS)
def test_an_incident_is_told_update_by_update(site: str, path: str, *, is_over: bool) -> None:
    """With what search engines ask for of a live blog; its end where it is over, and nothing that was taken back."""
    blog = told(site, path)["LiveBlogPosting"]
    page, address = shown(site, path), blog["url"]
    assert ("coverageEndTime" in blog) == is_over
    assert blog["coverageStartTime"] == blog["liveBlogUpdate"][0]["datePublished"]
    for update in blog["liveBlogUpdate"]:
        assert update.keys() >= {"@type", "headline", "articleBody", "datePublished", "url"}
        assert f" {update['url'].removeprefix(f'{address}#')} " in f" {page} "
        assert update["datePublished"] in page
        assert update["headline"] in page
        assert update["articleBody"][:12] in page


WORK = "incidents/2026-11-20-new-van.md"


def test_planned_work_is_an_event() -> None:
    """With its hours, where it is told of, and who does it: what search engines ask for."""
    work, page = told("well", WORK)["Event"], shown("well", WORK)
    assert work["startDate"] in page
    assert work["eventStatus"] == f"{VOCABULARY}/EventScheduled"
    assert work["location"] == {"@type": "VirtualLocation", "url": f"{URL}{WORK[:-3]}/"}
    assert work["organizer"]["name"] == "Harbour Mail"
    assert work.keys() >= {"name", "description", "endDate", "eventAttendanceMode"}


def test_work_that_was_moved_says_when_it_was_to_begin() -> None:
    """By its last window before this one."""
    work = told("years", "incidents/2026-11-25-quay-painted.md")["Event"]
    assert work["eventStatus"] == f"{VOCABULARY}/EventRescheduled"
    assert (work["startDate"], work["previousStartDate"]) == (
        "2026-11-25T08:00:00Z",
        "2026-11-20T08:00:00Z",
    )


def test_work_that_was_called_off_says_so() -> None:
    """It keeps its hours, which is how the vocabulary says when it does not take place."""
    made = files(rich())["incidents/2026-10-02-new-roof.md"]
    assert isinstance(made, Page)
    _, work = made.view().json_ld  # type: ignore[misc]
    assert work["eventStatus"] == f"{VOCABULARY}/EventCancelled"  # type: ignore[index]


def test_an_incident_is_no_event_and_work_no_live_blog() -> None:
    """Each is what it is."""
    assert told("well", "incidents/2026-11-02-letters-late.md").keys() == {"LiveBlogPosting"}
    assert told("well", WORK).keys() == {"Article", "Event"}
