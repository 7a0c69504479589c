"""Sites in every language: pages and feeds have no English word of ours left, and say which way they are read."""

import json
import re
from pathlib import Path
from shutil import copytree

import pytest

from mkdocs_statuspage.desk.new_update import nothing_new_message
from mkdocs_statuspage.language import ENGLISH, languages, load_words, read_catalogue
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.pages.frame import frame
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.reading.parts import HEADINGS
from mkdocs_statuspage.site import Site, load_site
from pages.drawing import context, drawn, framed, readable
from pages.library import NOW, SITES, URL

OTHERS = [language for language in languages() if language != ENGLISH]


def speaking(language: str, name: str, folder: Path) -> Site:
    """Give one of the sites in another language."""
    copytree(SITES / name, folder)
    config = folder / "statuspage.yml"
    config.write_text(config.read_text().replace("language: en", f"language: {language}"))
    return load_site(folder, NOW, URL)


def english_left(text: str, language: str) -> list[str]:
    """Give the English sentences of the catalogue in a text, which this language says otherwise."""
    said = read_catalogue(language).strings
    pieces = {
        piece.strip()
        for english, own in said.items()
        if own != english and english not in HEADINGS.values()  # which people wrote
        for piece in re.split(r"\{[^}]*\}", english)
    }
    return [one for one in pieces if one.count(" ") >= 2 and one in text]


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("name", ["busy", "well"])
def test_no_english_word_of_ours_is_left(language: str, name: str, tmp_path: Path) -> None:
    """Nor a place that nobody filled."""
    site = speaking(language, name, tmp_path / name)
    shared = framed(frame(site), "plain")
    assert shared.direction == load_words(language).direction
    for path, made in all_files(site).items():
        if isinstance(made, Page):
            text = readable(drawn(made.template, context(made, shared, "plain")))
        elif path.startswith(("api/", "history.")) or not isinstance(made, str):
            continue
        else:
            text = made
        assert english_left(text, language) == [], path


@pytest.mark.parametrize(
    ("language", "text", "is_isolated"),
    [
        ("he", "API (v2)", True),
        ("he", "כרטיסים", False),
        ("he", "12", False),
        ("en", "כרטיסים (חדש)", True),
        ("en", "API (v2)", False),
    ],
)
def test_words_of_the_other_direction_turn_nothing_round(
    language: str, text: str, is_isolated: bool
) -> None:
    """They stand by themselves in our sentences and lists; a place that is filled later stays as it is."""
    words = load_words(language)
    expected = f"\u2068{text}\u2069" if is_isolated else text
    assert expected in words("{name} reports", name=text)
    assert words.listed([text, text]).count(expected) == 2
    assert "{figure}" in words("We kept {figure} promises on time.", figure="{figure}")
    assert "\u2068" not in words("We kept {figure} promises on time.", figure="{figure}")


@pytest.mark.parametrize("language", OTHERS)
def test_a_feed_says_which_way_it_is_read(language: str, tmp_path: Path) -> None:
    """A reader reads from the left where nobody says otherwise; an English title in it keeps its order."""
    feed = json.loads(str(all_files(speaking(language, "busy", tmp_path / "busy"))["feed.json"]))
    is_leftward = load_words(language).direction == "rtl"
    for item in feed["items"]:
        start = f'<div lang="{language}" dir="rtl">'
        assert item["content_html"].startswith(start) == is_leftward
        assert ("\u2068" in item["title"]) == is_leftward


def test_what_goes_into_a_file_turns_nothing_round(tmp_path: Path) -> None:
    """Signs that nobody sees are refused in files of the site, ours too."""
    site = speaking("he", "busy", tmp_path / "busy")
    message = nothing_new_message(NOW, site.config.model_copy(update={"timezone": "UTC"}))
    assert "08:30 UTC" in message
    assert not set(message) & {"\u2068", "\u2069"}


@pytest.mark.parametrize(("language", "first"), [("en", 0), ("de", 0), ("he", 6), ("pt", 6)])
def test_weeks_begin_as_they_do_where_the_language_is_spoken(language: str, first: int) -> None:
    """On Sunday in Israel, Brazil and Portugal; English is Britain's, as its dates are."""
    assert load_words(language).first_weekday == first
