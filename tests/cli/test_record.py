"""`record`: the figures as sentences, JSON and CSV."""

import csv
import io
import json
from datetime import UTC, datetime
from pathlib import Path

from cli.conftest import Run
from mkdocs_statuspage.site import load_site


def test_it_starts_with_three_sentences(site: Path, run: Run) -> None:
    """What is open, how soon we spoke, what became of promises; then every figure."""
    lines = run("record").out.splitlines()
    assert lines[0] == "1 incident since 3 November 2026; 1 is open now."
    assert lines[1] == (
        "Our only first word so far came after 8 min."
        " We posted 0 of 1 updates when we said we would."
    )
    assert lines[2] == "No promise is due yet."
    assert "Next updates on time: too few for a share (0 of 1, n = 1); our aim: 90 %" in lines


def test_figures_for_a_program(site: Path, run: Run) -> None:
    """Each has its definition, n, and the incidents behind it."""
    told = json.loads(run("record", "--json").out)
    first = next(figure for figure in told["figures"] if figure["key"] == "first_word")
    assert (first["value"], first["n"], first["unit"]) == (480.0, 1, "seconds")
    assert first["incidents"] == ["2026-11-03-card-payments"]
    assert first["definition"].startswith("From the start")


def test_a_table_for_a_spreadsheet(site: Path, run: Run) -> None:
    """One row for each figure, with a header."""
    rows = list(csv.DictReader(io.StringIO(run("record", "--csv").out)))
    assert [row["key"] for row in rows][:2] == ["first_word", "cadence"]
    assert rows[0]["incidents"] == "2026-11-03-card-payments"


def test_since_leaves_out_what_began_before(site: Path, run: Run) -> None:
    """A day after the only incident there is nothing to tell."""
    told = run("record", "--since", "2026-11-04")
    assert told.out.splitlines()[0] == "No incident in this time."
    assert run("record", "--since", "November").code == 2
    assert run("record", "--json", "--csv").code == 2


def test_waivers_are_listed_by_rule(site: Path, run: Run) -> None:
    """The rule that is answered most often stands first, with each reason."""
    path = site / "incidents" / "2026-11-03-card-payments.md"
    waived = "waive:\n  - {rule: excuse, why: Our readers are engineers.}\n"
    path.write_text(
        path.read_text().replace("components: [checkout]\n", f"components: [checkout]\n{waived}")
    )
    out = run("record", "--waivers").out
    assert out == "excuse: 1\n  2026-11-03-card-payments: Our readers are engineers.\n"
    assert run("record", "--waivers", "--since", "2026-11-03").out == out
    assert "waived" in run("record", "--waivers", "--since", "2026-11-04").out
    assert run("record", "--waivers", "--csv").code == 2


SLIP = """\
---
title: We called Sam by the name of Alex
class: slip
class_reason: Only a greeting.
causes: [{cause}]
updates:
  - {{id: u{number}, at: 2026-10-0{number}T09:20:00Z, status: resolved, message: Put right.}}
---
"""


def test_slips_are_counted_for_everybody_without_a_word_of_them(site: Path, run: Run) -> None:
    """By month and by a short tag of their cause; each once, whoever counts again."""
    private = site / "private"
    private.mkdir()
    for number, cause in enumerate(("wrong-name", "Sam Doe, who rang us", "wrong-name"), 1):
        text = SLIP.format(number=number, cause=f'"{cause}"')
        (private / f"2026-10-0{number}-we-called-sam.md").write_text(text)
    assert "3 slips are counted, 3 of them new" in run("record", "--count-slips").out
    path = site / "incidents" / "slips.yml"
    text = path.read_text()
    assert text.count("month: 2026-10-01") == 3
    assert text.count("category: 'wrong-name'") == 2
    assert text.count("category: other") == 1
    assert not any(word in text for word in ("Sam", "Alex", "called", "rang", "u1"))
    assert json.loads(run("record", "--count-slips", "--json").out) == {
        "slips": 3,
        "new": 0,
        "published": False,
    }
    assert path.read_text() == text
    assert run("check").code == 0
    told = load_site(site / "incidents", datetime(2026, 11, 3, 10, tzinfo=UTC))
    assert [one.category for one in told.slips].count("wrong-name") == 2
