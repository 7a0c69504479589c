"""`report`: the sections put in where they belong, and nothing else of the file touched."""

from pathlib import Path

import pytest

from cli.conftest import Run

ID = "2026-11-03-card-payments"


def resolved(site: Path, run: Run) -> Path:
    run("resolve", ID, "-m", "Cards work again.")
    return site / "incidents" / f"{ID}.md"


def test_sections_are_put_in_their_order(site: Path, run: Run) -> None:
    """What stands there stays where it is; each missing one comes before the first that follows it."""
    path = resolved(site, run)
    path.write_text(path.read_text() + "\nWe declined cards.\n\n## How we fixed it\n\nBy hand.\n")
    assert run("report", ID).code == 0
    text = path.read_text()
    headings = [line[3:] for line in text.splitlines() if line.startswith("## ")]
    assert headings == [
        "What happened",
        "Why it happened",
        "How we fixed it",
        "How we will stop it happening again",
        "How we will make it up to you",
    ]
    assert "# a note that stays" in text
    assert "We declined cards." in text
    assert text.count("<!--") == 3


def test_asking_twice_adds_nothing_twice(site: Path, run: Run) -> None:
    """The second run only checks."""
    path = resolved(site, run)
    run("report", ID)
    before = path.read_text()
    assert run("report", ID).code == 0
    assert path.read_text() == before


def test_windows_line_ends_stay(site: Path, run: Run) -> None:
    """A file of CRLF has no other line ends afterwards."""
    path = resolved(site, run)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("report", ID).code == 0
    data = path.read_bytes()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_a_yaml_file_gets_its_sections_as_fields(site: Path, run: Run) -> None:
    """They are under `sections:`, and count as not written yet."""
    path = resolved(site, run)
    head = path.read_text().split("---\n")[1]
    path.unlink()
    path.with_suffix(".yml").write_text(head)
    result = run("report", ID)
    assert result.code == 0
    assert "sections:\n  what: |" in path.with_suffix(".yml").read_text()
    assert "“What happened” is not written yet" in result.out


@pytest.mark.parametrize("args", [(), (ID,), ("card",)])
def test_the_one_that_owes_a_report_needs_no_name(site: Path, run: Run, args: tuple[str]) -> None:
    """With one report owed the id may be left out; its slug's beginning is enough."""
    resolved(site, run)
    assert run("report", *args).code == 0


def test_what_readers_see_goes_before_drafts(site: Path, run: Run) -> None:
    """The example of a new site owes a report like any other, and is not meant."""
    text = (site / "incidents" / "2026-11-03-card-payments.md").read_text()
    (site / "private").mkdir()
    draft = text.replace("title:", "draft: true\ntitle:").replace("investigating", "resolved")
    (site / "private" / "2026-11-03-example.md").write_text(draft)
    assert run("resolve", "-m", "It works again.").code == 0
    assert "2026-11-03-card-payments" in run("report").out


def test_an_open_incident_has_no_published_report(site: Path, run: Run) -> None:
    """The command says to close it first."""
    result = run("report", ID, "--final")
    assert (result.code, "still open" in result.err) == (2, True)


def test_who_signs_and_reads_is_written_down(site: Path, run: Run) -> None:
    """People are named by how their id begins, and named twice they stand there once."""
    path = resolved(site, run)
    run("report", ID, "--signed-by", "an", "--reviewed-by", "rui", "--reviewed-by", "rui")
    text = path.read_text()
    assert "signed_by: ana" in text
    assert text.count("rui") == 1
    assert run("report", ID, "--signed-by", "nobody").code == 2


def test_findings_for_a_program(site: Path, run: Run) -> None:
    """`--json` gives the findings as a list."""
    resolved(site, run)
    assert '"rule": "missing-section"' in run("report", ID, "--json").out
