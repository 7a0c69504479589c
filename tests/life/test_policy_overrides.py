"""A site's own policy is followed everywhere: what is published, where it is kept, what a report needs."""

import re
from pathlib import Path

import pytest

from life.conftest import Life
from life.test_what_a_report_needs import put, section, whole


def override(life: Life, policy: str) -> None:
    config = life.folder / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + f"policy: {{classes: {{{policy}}}}}\n")


def kept(life: Life, folder: str) -> list[str]:
    return [path.stem for path in (life.folder / folder).glob("*.md")]


@pytest.mark.parametrize("cls", ["affecting", "grave"])
def test_any_class_may_be_kept_private(life: Life, cls: str) -> None:
    """It is opened in `private/` and is in no output; its report is refused, and it is no slip."""
    override(life, f"{cls}: {{publish: never}}")
    opened = life.at("09:20", "open", "Quuxwick", "-m", "Quuxwick is down.", "--class", cls)
    assert opened.code == 0, opened.err
    assert "never published" in opened.out + opened.err
    assert (kept(life, "private"), kept(life, "incidents")) == (["2026-11-03-quuxwick"], [])
    life.at("10:00", "resolve", "2026", "-m", "Quuxwick works.")
    assert "never published" in life.run("report", "2026").err
    assert "uuxwick" not in life.output()
    assert '"slips": 0' in life.run("record", "--json").out


def test_a_published_slip_is_no_longer_let_go(life: Life) -> None:
    """It is opened in public, stands on the site, and nobody asks why it is let go."""
    override(life, "slip: {publish: always}")
    opened = life.at("09:20", "open", "Zephyrwick", "-m", "A wrong greeting.", "--class", "slip")
    assert opened.code == 0, opened.err
    assert kept(life, "incidents") == ["2026-11-03-zephyrwick"]
    assert "ephyrwick" in life.output()
    assert "let go" not in life.run("check", "--explain", "2026").out
    assert "Slips let go" not in life.run("record").out


def test_a_file_of_a_class_that_is_private_now_is_told_where_to_go(life: Life) -> None:
    """`check` names the folder, and no output has it."""
    put(life, whole("affecting"), published=True)
    override(life, "affecting: {publish: never}")
    assert "[misplaced]" in life.run("check").out
    assert not life.site().incidents


def test_nobody_is_told_to_add_what_the_policy_does_not_ask(life: Life) -> None:
    """A report of two sections is whole where two are asked for, to the site and to the review."""
    override(
        life,
        "affecting: {sections: [what, why], needs: [], make_good: null, prevention: {at_least: 0}}",
    )
    text = re.sub(r"(?ms)^prevention:.*?(?=^---)", "", whole("affecting"))
    for heading in ("fixed it", "stop it happening again", "make it up to you"):
        text = re.sub(section(f"How we (?:will )?{heading}"), "", text)
    text = re.sub(r"We are sorry[^.]*\.", "", text)
    text = re.sub(r"(?m)^affected:\n(?:  .*\n)+", "", text)
    put(life, text, published=True)
    assert life.site().reported
    found = life.run("review").out
    assert not re.search(r"\[no-(apology|affected|make-good|prevention)\]", found), found


PLANNED = """\
---
title: Database upgrade
kind: maintenance
scheduled: {start: 2026-11-05T02:00:00Z, end: 2026-11-05T03:00:00Z}
updates:
  - at: 2026-11-03T09:00:00Z
    message: We upgrade the database. Cards keep working.
---

## What happens

The database moves to a newer version, and nothing has to be done.
"""


@pytest.mark.parametrize("kind", ["maintenance", "notice"])
def test_planned_work_is_not_told_to_apologise(life: Life, kind: str) -> None:
    """What nobody did wrong is no report, however much is written about it."""
    text = PLANNED if kind == "maintenance" else re.sub(r"(?m)^(kind|scheduled): .*\n", "", PLANNED)
    text = text if kind == "maintenance" else text.replace("---\ntitle", "---\nkind: notice\ntitle")
    path = Path(life.folder / "incidents" / "2026-11-05-database.md")
    path.write_text(text)
    life.move_clock("10:00")
    told = life.run("review", "2026-11-05-database")
    assert (told.code, told.out) == (0, ""), told.out
