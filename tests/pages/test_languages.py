"""Sites in every language: pages and feeds have no English word of ours left, and say which way they are read."""

import re
from pathlib import Path
from shutil import copytree

import pytest

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
