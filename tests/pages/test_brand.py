"""The owner's colour: it cannot break contrast."""

import pytest

from mkdocs_statuspage.outputs.pages.assets import (
    DARK_GROUND,
    LIGHT_GROUND,
    NAMED,
    brand_css,
    contrast,
    parse_colour,
    readable,
    unreadable,
)


@pytest.mark.parametrize("name", sorted(NAMED))
def test_every_colour_of_materials_becomes_readable(name: str) -> None:
    """Whatever colour is chosen, links have 4.5:1 on both grounds."""
    colour = parse_colour(NAMED[name])
    assert colour is not None
    assert contrast(readable(colour, LIGHT_GROUND), LIGHT_GROUND) >= 4.5
    assert contrast(readable(colour, DARK_GROUND), DARK_GROUND) >= 4.5


def test_a_colour_that_is_fine_stays() -> None:
    """A colour with enough contrast is used as it is."""
    assert "--sp-brand-light: #0b6e4f" in brand_css("#0b6e4f")


def test_what_is_no_colour_is_left_out() -> None:
    """A name that nobody knows changes nothing."""
    assert brand_css("custom") == ""


def test_names_the_shade_that_is_used() -> None:
    """A colour that cannot be read on a ground is reported with the nearest shade that can."""
    assert unreadable("#ffec3d") == [("#ffffff", "#786f1d")]
    assert unreadable("custom") == []
