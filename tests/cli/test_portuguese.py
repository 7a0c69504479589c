"""A site in Portuguese: what is put into its files, asked of its people and said of its reports is Portuguese."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import Run
from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.report_sections import GUIDANCE
from mkdocs_statuspage.review.documentation import QUESTIONS
from mkdocs_statuspage.site import load_site

NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)
ENGLISH = [
    *GUIDANCE.values(),
    *("| Known |", "| Time |", "What you saw", "What we said we did", "It began", "It was over"),
    *("| From |", "| To |", "| Lasted |", "First word after", "Longest silence", "investigating"),
]


@pytest.fixture
def in_portuguese(site: Path) -> Path:
    path = site / "incidents" / "statuspage.yml"
    path.write_text(path.read_text() + "language: pt\n")
    incident = site / "incidents" / "2026-11-03-card-payments.md"
    word = "  - {id: z9, at: 2026-11-03T09:55:00Z, status: resolved, message: Voltou a funcionar.}\n---"
    front = incident.read_text().split("\n---\n", 1)[0]
    incident.write_text(f"{front}\n{word}\n")
    return incident


def test_a_reports_scaffold_is_portuguese(in_portuguese: Path, run: Run) -> None:
    """Headings, guidance, tables and what they hold."""
    assert run("report", "2026-11-03-card-payments").code == 0
    text = in_portuguese.read_text().split("\n---\n", 1)[1]
    assert "## O que aconteceu" in text
    assert "| Hora | O que viu |" in text
    assert [english for english in ENGLISH if english in text] == []


def test_findings_about_sections_and_questions_are_portuguese(
    in_portuguese: Path, run: Run
) -> None:
    """A section that is not written is named by its own heading, and the second reader is asked in Portuguese."""
    told = run("report", "2026-11-03-card-payments")
    assert "a secção “O que aconteceu” ainda não está escrita" in told.out
    assert "the section" not in told.out
    words = load_words("pt")
    assert [question for question in QUESTIONS if words(question) not in told.err] == []


def test_guidance_that_stands_as_text_is_no_section(in_portuguese: Path, run: Run) -> None:
    """In no language is the guidance itself an answer to it."""
    run("report", "2026-11-03-card-payments")
    text = in_portuguese.read_text()
    in_portuguese.write_text(text.replace("<!-- ", "").replace(" -->", ""))
    told = run("report", "2026-11-03-card-payments")
    assert "a secção “Porque aconteceu” ainda não está escrita" in told.out


def test_nothing_new_is_said_in_portuguese_by_the_sites_clock(
    in_portuguese: Path, run: Run
) -> None:
    """Customers read it."""
    run("update", "2026-11-03-card-payments", "--nothing-new", "-s", "investigating")
    text = in_portuguese.read_text()
    assert "Continuamos a trabalhar nisto. Até às 10:00" in text
    assert "nothing new" not in text.replace("nothing_new", "")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("NOTE", "Nota"),
        ("TIP", "Dica"),
        ("IMPORTANT", "Importante"),
        ("WARNING", "Aviso"),
        ("CAUTION", "Cuidado"),
        ("NOTE] Meu", "Meu"),
    ],
)
def test_the_titles_of_alerts_are_portuguese(
    typed: str, shown: str, in_portuguese: Path, run: Run
) -> None:
    """On pages and in feeds; a title of one's own stays."""
    site = load_site(in_portuguese.parent, NOW)
    title = typed if "]" in typed else f"{typed}]"
    here, text = Standpoint.of(site), f"> [!{title}\n> Texto."
    for html in (here.html(text), here.bare_html(text, site.incidents[0])):
        assert f"<strong>{shown}</strong>" in html
