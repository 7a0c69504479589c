"""What is kept of some incidents stands under all that it is made of: each part of it alone makes another key."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site
from outputs.library import site

FEW = 3


def made(*_: Any) -> str:
    """Make nothing much."""
    return "made"


def keys_of(at: Site, said: str = "", root: str = "./") -> list[bytes]:
    """Return under which keys something is kept of the newest incidents of a site."""
    found = list[bytes]()

    def keep(name: str, key: bytes, *_: Any) -> str:
        found.append(key)
        return name

    at = replace(at, keep=keep)  # type: ignore[arg-type]
    at.of_some(at.courses[:FEW], made, "it", said)
    Excerpt(replace(Standpoint.of(at), root=root), at.courses[:FEW], said, made).kept("it")
    return found


@pytest.fixture(scope="module")
def known() -> Site:
    """A site in which each incident has a version."""
    at = site()
    return replace(at, versions={incident.id: b"1" for incident in at.incidents})


def test_each_part_of_what_it_is_made_of_makes_another_key(known: Site) -> None:
    """Where it is served, what one incident says, since when anything was said, and what is said besides."""
    newest = known.courses[0].incident
    for others in (
        keys_of(replace(known, url="https://other.example/")),
        keys_of(replace(known, address="status/")),
        keys_of(replace(known, versions={**known.versions, newest.id: b"2"})),
        keys_of(replace(known, incidents=known.incidents[: FEW + 1])),
        keys_of(known, "something else"),
    ):
        assert not {*keys_of(known)} & {*others}


def test_a_page_elsewhere_has_other_links(known: Site) -> None:
    assert keys_of(known)[1] != keys_of(known, root="../")[1]


def test_what_it_is_not_made_of_leaves_the_key_as_it_is(known: Site) -> None:
    """The moment is asked each time, and other incidents are not there."""
    oldest = known.courses[-1].incident
    later = replace(known, now=known.now + timedelta(days=1))
    other = replace(known, versions={**known.versions, oldest.id: b"2"})
    assert keys_of(known) == keys_of(later) == keys_of(other)
