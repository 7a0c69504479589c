"""Every page is valid HTML with a title, one first heading and landmarks."""

import re
from itertools import pairwise

import html5lib

from plugin.library import Built

HEADING = re.compile(r"<h([1-6])\b")


def test_pages_are_valid(busy: Built, well: Built) -> None:
    """A strict parser has nothing to say about any of our pages."""
    for built in (busy, well):
        for path, html in built.pages():
            if "md-container" not in html:
                parser = html5lib.HTMLParser(strict=True)
                parser.parse(html)
                assert parser.errors == [], path


def test_headings_are_in_order(busy: Built, well: Built) -> None:
    """Each page has one first heading, and no level is left out on the way down."""
    for built in (busy, well):
        for path, html in built.pages():
            levels = [int(level) for level in HEADING.findall(html)]
            assert levels.count(1) == 1, path
            jumps = [after - before for before, after in pairwise(levels)]
            assert all(jump <= 1 for jump in jumps), f"{path}: {levels}"


def test_pages_have_landmarks_and_titles(busy: Built) -> None:
    """Each page has a header, a main part, a footer, a language and a title of its own; one that leads on has less."""
    titles = []
    for path, html in busy.pages():
        if 'http-equiv="refresh"' in html:
            continue
        assert "<header" in html, path
        assert "<main" in html, path
        assert "<footer" in html, path
        assert re.search(r'<html lang="en"', html), path
        title = re.search(r"<title>(.*?)</title>", html, re.DOTALL)
        assert title, path
        titles.append(title[1].strip())
    assert len(set(titles)) == len(titles)


def test_ids_are_unique(busy: Built, well: Built) -> None:
    """No id stands twice on a page, so that every anchor leads to one place."""
    for built in (busy, well):
        for path, html in built.pages():
            ids = re.findall(r'\sid="([^"]*)"', html)
            assert sorted(set(ids)) == sorted(ids), path
