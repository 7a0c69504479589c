"""A foolish and harmful mistake, through its whole life by commands alone."""

from life.conftest import Life
from life.reports import GRAVE_HEAD, GRAVE_SECTIONS

ID = "2026-11-03-we-paid-shops-twice"


def closed(life: Life) -> None:
    given = (
        "open", "We paid shops twice", "-m", "We paid some shops twice. We are finding out whom.",
        "--started-at", "09:10", "--who", "80 shops", "--not-affected", "Everybody else.", "--stakes",
    )  # fmt: skip
    assert life.at("09:14", *given).code == 0
    life.at("09:30", "update", "-m", "It is 80 shops. We have stopped all runs.", "-s", "ident")
    life.at("11:00", "resolve", "-m", "All the money is back. We are sorry.")


def test_money_makes_it_grave_and_the_first_word_is_owed_in_five_minutes(life: Life) -> None:
    """The clock of the first word was met, and those of both reports run."""
    closed(life)
    assert life.site().incidents[0].mistake_class == "grave"
    assert set(life.status("11:01")) == {"preliminary_report", "report"}
    told = life.run("check", "--explain", ID).out
    assert "done  first word" in told
    assert "the chief executive" in told


def test_a_lower_class_than_the_answers_make_it_needs_a_reason(life: Life) -> None:
    """Without one the command says so and writes nothing; with one the reason is in the file."""
    given = ("open", "Fees were wrong", "-m", "Some fees were wrong.", "--stakes", "--class", "aff")
    refused = life.at("09:14", *given)
    assert (refused.code, "--class-reason" in refused.err) == (2, True)
    assert life.at("09:14", *given, "--class-reason", "One cent each.").code == 0
    assert life.site().incidents[0].class_reason == "One cent each."


def test_a_first_version_is_published_within_three_days(life: Life) -> None:
    """It needs what happened, whom it hit, an apology and the chief executive's name, and no more."""
    closed(life)
    life.writes(GRAVE_HEAD, what=GRAVE_SECTIONS["what"])
    life.at("2026-11-05T09:00", "report", ID, "--edit")
    refused = life.run("report", ID, "--preliminary")
    assert (refused.code, "missing-signature" in refused.out) == (1, True)
    result = life.run("report", ID, "--preliminary", "--signed-by", "rui")
    assert result.code == 0, result.out
    assert set(life.status("2026-11-05T09:01")) >= {"report"}
    assert "preliminary_report" not in life.status("2026-11-05T09:01")
    assert "your suppliers" in life.output()
    assert not life.site().reported


def test_the_full_report_takes_two_readers_and_the_chief_executive(life: Life) -> None:
    """Without any of them it is not published; with them it is, and its promises run."""
    closed(life)
    life.writes(GRAVE_HEAD, **GRAVE_SECTIONS)
    life.at("2026-11-06T09:00", "report", ID, "--edit", "--signed-by", "rui")
    life.run("report", ID, "--reviewed-by", "ana")
    refused = life.run("report", ID, "--final")
    assert refused.code == 1
    assert {"missing-review", "missing-approval"} == rules_in(refused.out)
    life.run("report", ID, "--reviewed-by", "eva", "--approved-by", "rui")
    result = life.run("report", ID, "--final")
    assert result.code == 0, result.out
    life.at("2026-11-20T09:00", "keep", "no-recalls", "--evidence", "https://tiny.example/1")
    told = life.run("check", "--explain", ID).out
    assert "not shown yet: one-number, two-keys" in told
    late = life.at("2026-11-25T09:00", "promises").out
    assert late.index("late") < late.index("kept")


def rules_in(out: str) -> set[str]:
    return {line.rpartition("[")[2].rstrip("]") for line in out.splitlines() if line.endswith("]")}
