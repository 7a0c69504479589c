"""Whether a report says sorry: plain words decide, and the review's phrases never say otherwise."""

import re
from pathlib import Path

import pytest

from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.report_sections import says_sorry
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.review import evidence
from mkdocs_statuspage.review.text import read_text

CASES = Path(__file__).parents[1] / "review" / "cases"


def says(text: str, language: str = "en") -> bool:
    fields = {"site_id": "a", "organisation": {"name": "A"}, "policy": default_policy()}
    config = SiteConfig.model_validate({**fields, "language": language})
    incident = Incident.model_validate({"id": "a", "path": "a.md", "title": "A", "summary": text})
    return says_sorry(incident, config)


@pytest.mark.parametrize(
    "text",
    [
        "We are sorry.",
        "I apologise to every shop.",
        "Please accept our apologies.",
        "We appologized.",
    ],
)
def test_an_apology_is_one(text: str) -> None:
    assert says(text)


@pytest.mark.parametrize(
    "text",
    [
        "We regret it.",
        "We are not going to apologise.",
        "We are sorry to say that it broke.",
        "They demanded an apology.",
        "`sorry` is a command. <!-- say sorry -->",
    ],
)
def test_what_only_sounds_like_one_is_none(text: str) -> None:
    assert not says(text)


def test_in_another_language_the_writer_is_believed() -> None:
    assert says("Es tut uns leid.", "de")


def test_the_review_hears_the_same_apologies() -> None:
    """Over every paragraph of the review's own cases: two answers would send a writer in a circle."""
    texts = [path.read_text() for path in sorted(CASES.rglob("*.md"))]
    parts = [part for text in texts for part in (text, *re.split(r"\n\s*\n", text)) if part.strip()]
    assert len(parts) > 500
    assert [
        p for p in parts if says(p) != evidence.says_sorry(read_text(read_markdown(p)), "en")
    ] == []
