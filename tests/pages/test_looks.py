"""How states look: one row for each, and the style sheets and the script hold to it."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.statuses import ComponentStatus, UpdateStatus
from mkdocs_statuspage.outputs.view.looks import (
    LOOKS,
    PROMISE_LOOKS,
    RETIRED,
    UPDATE_LOOKS,
    course_state,
    update_word,
)
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level
from mkdocs_statuspage.timeline.ledger import PromiseState
from pages.drawing import THEME

TOKENS = (THEME / "statuspage" / "tokens.css").read_text(encoding="utf-8")
PAGE = (THEME / "statuspage" / "page.css").read_text(encoding="utf-8")
SCRIPT = (THEME / "statuspage" / "script.js").read_text(encoding="utf-8")
GROUNDS = 3
"""How often each colour is set: on light, on dark by the system, on dark by choice."""
USUAL = "unknown"
"""The colour of a mark that has none of its own."""


def colour_of(selector: str) -> str:
    """Give the name of the colour in which the style sheet draws what a selector finds."""
    for selectors, body in re.findall(r"([^{}]+)\{([^{}]*)\}", PAGE):
        if selector in [one.strip() for one in selectors.split(",")]:
            found = re.search(r"(?:fill|--state): var\(--sp-([\w-]+)\)", body)
            return found[1] if found else ""
    return USUAL if selector.startswith(".mark-") else ""


def test_every_state_has_a_row() -> None:
    """Whoever adds a state is told which table lacks it."""
    place = "outputs/view/looks.py has no row for it, or one too many: "
    assert set(LOOKS) ^ set(Level) == set(), place + "LOOKS"
    assert set(UPDATE_LOOKS) ^ set(UpdateStatus) == set(), place + "UPDATE_LOOKS"
    assert set(PROMISE_LOOKS) ^ set(PromiseState) == set(), place + "PROMISE_LOOKS"
    assert set(LEVEL_OF) ^ set(ComponentStatus) == set(), "LEVEL_OF in timeline/headline.py"
    shown = {*LEVEL_OF.values(), Level.NOTICE, Level.UNKNOWN}
    assert set(Level) - shown == set(), "no status has this level: LEVEL_OF in timeline/headline.py"


@pytest.mark.parametrize("level", Level)
def test_style_sheets_have_every_level(level: Level) -> None:
    """A level has its colour on each ground, and marks, words, headlines and bars are drawn in it."""
    name = level.value
    assert TOKENS.count(f"--sp-{name}:") == GROUNDS, (
        f"set --sp-{name} {GROUNDS} times in tokens.css"
    )
    drawn = [f".mark-{name}", f".state-{name}"]
    if level is not Level.OPERATIONAL:  # a headline that says all is well is no box
        drawn.append(f".headline-{name}")
    if LOOKS[level].height is not None:
        drawn.append(f".bar-{name}")
    assert [one for one in drawn if colour_of(one) != name] == [], (
        f"draw it in --sp-{name}, page.css"
    )


@pytest.mark.parametrize("state", PromiseState)
def test_style_sheets_have_every_state_of_a_promise(state: PromiseState) -> None:
    """What became of a promise is drawn in the colour that the table names."""
    look = PROMISE_LOOKS[state]
    assert TOKENS.count(f"--sp-{look.colour}:") == GROUNDS
    assert colour_of(f".mark-{state.value}") == look.colour


def test_no_two_levels_look_the_same() -> None:
    """Shapes, words, badges and heights differ, so that colour is never the only sign."""
    looks = LOOKS.values()
    for kind in (
        [look.shape for look in looks],
        [look.word for look in looks],
        [look.badge.shape for look in looks] + [RETIRED.shape],
        [look.badge.colour for look in looks] + [RETIRED.colour],
        [look.icon.shape for look in looks],
        [look.height for look in looks if look.height is not None],
    ):
        assert len(set(kind)) == len(kind)


@pytest.mark.parametrize("holder", ["timeline", "update", "corrections"])
def test_lists_and_headings_in_peoples_words_do_not_look_like_the_pages_own(holder: str) -> None:
    """A numbered list in an update had the line of the timeline beside it."""
    assert f".{holder} " in PAGE
    assert not re.findall(rf"\.{holder} (?:[uo]l|li|h\d)\b", PAGE)


def test_nobody_looks_for_the_cause_of_a_notice(tmp_path: Path) -> None:
    """Its updates are updates, until one closes it."""
    (tmp_path / "statuspage.yml").write_text("site_id: a\norganisation: {name: A}\n")
    (tmp_path / "2024-05-01-news.yml").write_text(
        "title: News\nkind: notice\nstarted_at: 2024-05-01T08:00:00Z\n"
        "updates:\n  - {at: 2024-05-01T08:00:00Z, message: Soon.}\n"
    )
    site = load_site(tmp_path, datetime(2024, 5, 2, tzinfo=UTC))
    course, words = site.courses[0], load_words("en")
    assert update_word(site.incidents[0].updates[0].status, course, words) == "Update"
    assert update_word(UpdateStatus.RESOLVED, course, words) == "Solved"


def test_an_end_says_what_ended(tmp_path: Path) -> None:
    """It works again where something was down; a matter that hit no component is solved, and no notice."""
    (tmp_path / "statuspage.yml").write_text(
        "site_id: a\norganisation: {name: A}\ncomponents: {post: {name: Post}}\n"
    )
    said = "title: T\nstarted_at: 2024-05-01T08:00:00Z\nimpact: none\nupdates:\n"
    end = "  - {at: 2024-05-01T09:00:00Z, status: resolved, message: Done.}\n"
    down = "  - {at: 2024-05-01T08:00:00Z, components: {post: major_outage}, message: Down.}\n"
    (tmp_path / "2024-05-01-a.yml").write_text(said + end)
    (tmp_path / "2024-05-02-b.yml").write_text(said.replace("impact: none\n", "") + down + end)
    site, words = load_site(tmp_path, datetime(2024, 5, 3, tzinfo=UTC)), load_words("en")
    matter, outage = site.by_id["2024-05-01-a"], site.by_id["2024-05-02-b"]
    assert update_word(UpdateStatus.RESOLVED, matter, words) == "Solved"
    assert update_word(UpdateStatus.RESOLVED, outage, words) == "It works again"
    assert course_state(matter, words).word == "Incident, no component down"


def test_the_browser_s_frame_has_the_paper_s_colour() -> None:
    """`theme-color` cannot read a token, so it holds the same colours."""
    shell = (THEME / "statuspage" / "shell.html").read_text(encoding="utf-8")
    papers = dict.fromkeys(re.findall("--sp-paper: ([^;]+);", TOKENS))
    assert re.findall('name="theme-color" content="([^"]+)"', shell) == list(papers)
