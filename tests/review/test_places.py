"""From hits to lines and columns of the file that was written."""

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review import (
    Joined,
    Origin,
    Piece,
    place_in,
    placed,
    review_text,
    to_findings,
)
from mkdocs_statuspage.review.rule import Hit, TextKind

TEXT = "Cards failed.\nWe take it seriously."


def test_place_of_plain_text() -> None:
    """Lines and columns are counted from one, at the phrase."""
    spot = place_in(TEXT, Origin("-"), 17, 34)
    assert str(spot.place) == "-:2:4"
    assert spot.place.length == 17
    assert spot.source == "We take it seriously."


def test_place_in_an_indented_block() -> None:
    """In a block scalar every line begins at the same column, and the source shows it so."""
    spot = place_in(TEXT, Origin("i.yml", 20, 7), 17, 34)
    assert str(spot.place) == "i.yml:21:10"
    assert spot.source == "      We take it seriously."


def test_a_stretch_over_lines_ends_with_its_first() -> None:
    """The caret line is one line long."""
    assert place_in("any\ninconvenience", Origin("-"), 0, 17).place.length == 3


def test_something_missing_is_placed_at_the_beginning() -> None:
    """A hit about nothing that is there has a place all the same."""
    hit = Hit(0, 0, "nothing says who", "Say who", Severity.ERROR, "no-affected")
    (finding,) = to_findings([hit], placed(TEXT, Origin("-")))
    assert str(finding) == "-:1:1: nothing says who; Say who [no-affected]"


def test_pieces_keep_their_own_places() -> None:
    """Several texts are read as one, and each finding stands in the piece that it is about."""
    summary, section = "Cards failed.", "We take it seriously."
    joined = Joined(
        (
            Piece(summary, placed(summary, Origin("a.md", 3, 10))),
            Piece(section, placed(section, Origin("a.md", 40))),
        )
    )
    findings = to_findings(review_text(joined.text, TextKind.SOCIAL), joined.place_of)
    assert [str(finding.place) for finding in findings] == ["a.md:40:4"]
