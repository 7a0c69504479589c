"""A slip and a mistake that wronged one person: kept in private, answered all the same, in no output."""

import shutil
from pathlib import Path

import pytest

from life.conftest import Life

SLIP = (
    "open", "Dear zephyrwick", "-m", "The zephyrwick greeting went out. We let it go.",
    "--no-stakes", "--no-one-person", "--no-blocked", "--no-acted-on",
)  # fmt: skip
PERSONAL = (
    "open", "A reminder to thistledrum", "-m", "We dunned thistledrum for a paid bill.",
    "--one-person",
)  # fmt: skip


def test_a_slip_is_written_down_and_never_published(life: Life) -> None:
    """It is in `private/` with the reason, and nothing is owed for it."""
    given = (*SLIP, "--class-reason", "Nobody acted on it.")
    assert life.at("09:20", *given).code == 0
    assert [path.name for path in (life.folder / "private").glob("*.md")]
    assert life.status("2026-11-20T09:00") == {}
    assert "zephyrwick" not in life.output()
    assert "class slip, because: Nobody acted on it." in life.run("check", "--explain", "2026").out
    assert "Slips let go: 1" in life.run("record").out


def test_a_slip_without_a_reason_is_told_so(life: Life) -> None:
    """`check --explain` asks why it was let go."""
    life.at("09:20", *SLIP)
    assert "nothing says why (`class_reason`)" in life.run("check", "--explain", "2026").out


def test_somebody_who_was_wronged_is_spoken_to_within_four_hours(life: Life) -> None:
    """The clock runs to the first contact, is late after it, and ends with the log's first entry."""
    assert life.at("09:20", *PERSONAL).code == 0
    assert life.status("13:20") == {"first_contact": (False, 0)}
    assert life.status("13:20:01") == {"first_contact": (True, 0)}
    assert life.at("14:00", "status", "--exit-code").code == 1
    given = ("contact", "2026", "--medium", "email", "--by", "ana", "--agreed", "A letter.")
    result = life.run(*given)
    assert result.code == 0
    assert "more personal: face to face, phone, video, letter" in result.err
    assert life.status("14:01") == {}
    text = min((life.folder / "private").glob("*.md")).read_text()
    assert "agreed: A letter." in text
    life.at("2026-11-04T10:00", "resolve", "2026", "-m", "Visited.")
    assert "thistledrum" not in life.output()


def test_its_record_counts_nobody(life: Life) -> None:
    """What concerns one person is in no figure, not even on the owner's own terminal."""
    life.at("09:20", *PERSONAL)
    told = life.run("record", "--json").out
    assert "thistledrum" not in told
    assert '"slips": 0' in told


@pytest.mark.parametrize("what", ["slip", "personal", "draft"])
def test_what_stands_under_incidents_by_mistake_is_in_no_output(life: Life, what: str) -> None:
    """Neither its id nor title, text or picture is put out, and `check` says where to move it."""
    given = {"slip": SLIP, "personal": PERSONAL}.get(what, (*PERSONAL, "--class", "grave"))
    life.at("09:20", *given)
    made = min(life.folder.glob("*/2026*.md"))
    path = life.folder / "incidents" / made.name
    if made != path:
        shutil.move(made, path)
    text = path.read_text()
    text = text.replace("---\n", "---\ndraft: true\n", 1) if what == "draft" else text
    path.write_text(text + "\n## What happened\n\n![a quillomere](quillomere.svg)\n")
    (life.folder / "incidents" / "quillomere.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><title>quillomere</title></svg>'
    )
    put_out = life.output()
    for word in ("zephyrwick", "thistledrum", "quillomere", path.stem):
        assert word not in put_out
    checked = life.run("check")
    assert checked.code == 0
    moved = f"mv {Path('incidents') / path.name} {Path('private') / path.name}"
    assert moved in checked.out
    assert "[misplaced]" in checked.out


def test_a_contact_log_has_no_place_under_incidents(life: Life) -> None:
    """What was said to somebody would be in the repository, so the command says to move the file."""
    life.at("09:20", *PERSONAL)
    made = min((life.folder / "private").glob("*.md"))
    shutil.move(made, life.folder / "incidents" / made.name)
    result = life.run("contact", "2026", "--medium", "phone", "--by", "ana")
    assert (result.code, "move it first" in result.err) == (2, True)
