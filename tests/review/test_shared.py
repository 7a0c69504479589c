"""The figures that the review is held to, on the labelled material that is not in this repository."""

import os
from pathlib import Path

import pytest
from tests.bench import review_texts

SHARED = os.environ.get("STATUSPAGE_SHARED")

pytestmark = pytest.mark.skipif(SHARED is None, reason="STATUSPAGE_SHARED names the material")

REVIEW = Path(SHARED or ".") / "data" / "review"


def test_every_sentence_is_judged_rightly() -> None:
    """All the sentences fire or stay silent as a careful reader wants."""
    assert review_texts.cases(REVIEW / "rule_cases.jsonl") == []


def test_no_error_on_a_good_text_that_no_reader_asked_for() -> None:
    """A good report is never stopped by mistake."""
    assert review_texts.errors_on_good(review_texts.read_texts(REVIEW / "texts.jsonl")) == []
