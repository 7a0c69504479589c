"""`report` leaves each field that it will demand blank, to be filled in with values alone."""

from pathlib import Path

import pytest

from cli.conftest import CONFIG, Run

ID = "2026-11-03-card-payments"
VALUES = {
    "who: ": "Shops, in Europe.",
    "not_affected: ": "Wallets.",
    "signed_by: ": "ana",
    "reviewed_by: ": "[rui]",
    "owner: ": "Payments",
    "due_on: ": "2026-12-01",
    "for: ": "Every shop that was hit",
}
PROSE = {
    "what": "We released a configuration that declined all cards. We are sorry that your customers could not pay you.",
    "why": "Our configuration could drop a region, and no check refused it.",
    "fix": "We rolled the configuration back at 10:00 UTC.",
    "prevention": "A configuration that drops a region is refused.",
    "make_good": "Every shop that was hit gets the fees of November back.",
}


@pytest.fixture
def drafted(site: Path, run: Run) -> Path:
    assert run("resolve", "-m", "Cards work again.").code == 0
    assert run("report").code == 0
    return site / "incidents" / f"{ID}.md"


def filled(text: str) -> str:
    """Write values behind the blanks and prose into the sections, and nothing else."""
    for number, promise in enumerate(("Refuse it", "November's fees")):
        text = text.replace(
            "- id: \n    promise: \n", f"- id: p{number}\n    promise: {promise}\n", 1
        )
    for blank, value in VALUES.items():
        text = text.replace(f" {blank}\n", f" {blank}{value}\n").replace(
            f"\n{blank}\n", f"\n{blank}{value}\n"
        )
    head, *sections = text.split("\n## ")
    titled = zip(sections, PROSE.values(), strict=True)
    return head + "".join(f"\n## {s.rstrip()}\n\n{prose}\n" for s, prose in titled)


def test_a_complete_report_takes_few_keys(drafted: Path, run: Run) -> None:
    """The two commands are all the keys beside prose and values."""
    text = drafted.read_text()
    drafted.write_text(filled(text))
    final = "report --final"
    result = run(*final.split(), ID)
    assert result.code == 0, result.out + result.err
    assert len("report") + len(final) <= 30
    assert "published_at: 2026-11-03T10:00:00Z" in drafted.read_text()


def test_what_is_blank_is_named_and_counts_as_not_there(drafted: Path, run: Run) -> None:
    """By `check`, which does not fail for it; the file stays valid, and updates go on."""
    told = run("check")
    assert told.code == 0
    for name in ("affected.who", "prevention.due_on", "make_good.for", "report.reviewed_by"):
        assert f"`{name}`" in told.out
    assert "[left-blank]" in told.out
    assert run("update", ID, "-m", "One word more.").code == 0
    assert run("report", ID).out.count("[missing-prevention]") == 1


def test_what_is_there_is_not_asked_for_again(drafted: Path, run: Run) -> None:
    """A second draft changes nothing, nor does it touch what was begun."""
    text = drafted.read_text().replace(
        "  - id: \n    promise: \n", "  - id: p\n    promise: P\n", 1
    )
    drafted.write_text(text)
    assert run("report", ID).code == 0
    assert drafted.read_text() == text


def test_a_grave_mistake_asks_for_what_its_class_demands(site: Path, run: Run) -> None:
    """Three preventions, one radical, and a make-good beyond restoring; existing braces stay braces."""
    path = site / "incidents" / f"{ID}.md"
    text = path.read_text().replace("affecting", "grave")
    path.write_text(text.replace("updates:\n", "affected: {count: 3}\nupdates:\n", 1))
    assert run("resolve", "-m", "Cards work again.").code == 0
    assert run("report").code == 0
    drafted = path.read_text()
    assert drafted.count("    promise: \n") == 4
    assert drafted.count("    radical: \n") == drafted.count("    beyond_restoring: \n") == 1
    assert "affected: {count: 3, who: , not_affected: }" in drafted
    assert run("check").code == 0


def test_a_team_of_one_is_told_how_to_publish_and_can(drafted: Path, run: Run, site: Path) -> None:
    """The refusal names the line, and with it the report is published."""
    config = site / "incidents" / "statuspage.yml"
    one = "\n".join(line for line in CONFIG.splitlines() if "rui" not in line) + "\n"
    config.write_text(one)
    drafted.write_text(filled(drafted.read_text()).replace("reviewed_by: [rui]", "reviewed_by: "))
    line = "policy: {classes: {affecting: {reviewers: 0}}}"
    refused = run("report", ID, "--final")
    assert (refused.code, line in refused.out) == (1, True), refused
    config.write_text(one + line + "\n")
    assert run("report", ID, "--final").code == 0
