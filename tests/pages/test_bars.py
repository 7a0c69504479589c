"""The bars: ninety days as shapes, links over the days with trouble, and a sentence."""

from datetime import date, timedelta

import pytest

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.pages.bars import bars, sentence
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.timeline.days import Day
from pages.library import site, view


def bars_of(name: str, component: str):  # type: ignore[no-untyped-def]
    loaded = site(name)
    return bars(loaded.days(component), component, Standpoint.of(loaded))


def test_height_says_how_bad_a_day_was() -> None:
    """Every level has a height of its own, so that colour is not the only sign."""
    heights = {}
    for name, component in (("well", "post"), ("busy", "post"), ("busy", "box"), ("late", "post")):
        for shape in bars_of(name, component).shapes:
            heights[shape.mark] = shape.path.split("v")[1].split("h")[0]
    assert len(set(heights.values())) == len(heights) == 5


def test_days_before_a_component_existed_are_empty() -> None:
    """A component that is three weeks old has three weeks of bars, and the sentence says since when."""
    box = bars_of("well", "box")
    assert box.shapes[0].path.count("M") == 22
    assert box.wide.sentence == "Nothing wrong since 20 October 2026"


def test_a_run_of_days_is_one_link() -> None:
    """Days of one incident side by side are one link to it, wide enough for a thumb."""
    links = bars_of("well", "post").links
    assert len(links) == 1
    assert links[0].href == "./incidents/2026-11-02-letters-late/"
    assert links[0].label == (
        "2 Nov – 3 Nov, Partly down, 6\u00a0h 54\u00a0min of downtime: Letters left a day late"
    )
    assert float(links[0].width) >= 3


def test_links_do_not_cover_each_other() -> None:
    """Where days with trouble are close, each link ends where the next begins."""
    links = bars_of("late", "post").links
    ends = [float(link.x) + float(link.width) for link in links]
    assert all(end <= float(after.x) for end, after in zip(ends, links[1:], strict=False))


def test_the_sentence_says_the_same() -> None:
    """The number of days with trouble is said in words."""
    post = view("well").groups[0].rest[0]
    assert (
        post.bars.wide.sentence == "2 of the last 90 days were not normal, the last on 3\u00a0Nov"
    )


STATUSES = {
    "w": ComponentStatus.OPERATIONAL,
    "p": ComponentStatus.UNDER_MAINTENANCE,
    "x": ComponentStatus.MAJOR_OUTAGE,
    ".": None,
}


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ("wwwwww", ""),
        ("wpwwww", ""),
        ("......", "No record of these days"),
        ("www...", "No record after 3 November 2026"),
        ("wx....", "No record after 2 November 2026"),
        ("..wwww", "Nothing wrong since 3 November 2026"),
        ("..wxww", "1 day not normal since 3 November 2026"),
        ("ww.www", "Nothing wrong on the 5 days with a record"),
        ("wx.wxw", "2 of the 5 days with a record were not normal"),
        (".w.xww", "1 of the 4 days with a record was not normal"),
        ("x.....", "No record after 1 November 2026"),
        ("wwwxww", "1 of the last 6 days was not normal, on 4 Nov"),
    ],
)
def test_the_sentence_speaks_of_the_days_that_are_known(days: str, said: str) -> None:
    """What has no record was neither well nor unwell, be it before, between or after the others."""
    first = date(2026, 11, 1)
    drawn = [
        Day(first + timedelta(days=n), STATUSES[mark], timedelta(), timedelta(), ())
        for n, mark in enumerate(days)
    ]
    assert sentence(drawn, load_words("en")).replace("\u00a0", " ") == said


def test_words_beside_thirty_bars_speak_of_thirty_days() -> None:
    """A phone shows thirty bars, and what stands beside them counts no day that it does not show."""
    post = bars_of("years", "post")
    assert "of the last 90 days" in post.wide.sentence
    assert "of the last 30 days" in post.phone.sentence
