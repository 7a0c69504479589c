"""A file in which git left both sides of a merge is recognised, and no other."""

import time

import pytest
from tests.allowance import seconds

from mkdocs_statuspage.yaml_text.source import conflict_markers

BOTH = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\n"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (BOTH, 2),
        (BOTH.replace("\n", "\r\n"), 2),
        (BOTH.replace("=======", "||||||| base\nx\n======="), 2),
        ("<<<<<<<\n=======\n>>>>>>>", 1),
        ("Heading\n=======\n", None),
        (BOTH.replace("=======\n", ""), None),
        (BOTH.replace("<<<<<<<", "  <<<<<<<"), None),
        (BOTH.replace("<<<<<<<", "<<<<<<<<"), None),
        (">>>>>>> a\n=======\n<<<<<<< b\n", None),
    ],
)
def test_all_three_markers_in_their_order(text: str, line: int | None) -> None:
    assert conflict_markers(text) == line


def test_many_openings_take_no_time() -> None:
    began = time.process_time()
    assert conflict_markers("<<<<<<< \n" * 30_000 + ">>>>>>>") is None
    assert time.process_time() - began < seconds(1)
