"""`review`: which rules read which text, what is printed, and what answers a finding."""

import json
from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run

ID = "2026-11-03-card-payments"

HEDGED = (
    "Card payments fail.\n      We are sorry for any inconvenience. A small number of shops is hit."
)

BAD_APOLOGY = "On Monday there was a fault.\nWe apologise for any inconvenience.\n"

KEYS = {"rule", "severity", "line", "column", "text", "message"}


@pytest.fixture
def told(site: Path) -> Path:
    """Give the incident's file, with an update that holds a phrase in its second line."""
    path = site / "incidents" / f"{ID}.md"
    path.write_text(OPEN_INCIDENT.replace("Card payments fail.", HEDGED, 1))
    return path


def _waive(path: Path, rule: str) -> None:
    waiver = f"waive:\n  - {{rule: {rule}, why: The customer asked for these words}}\n"
    path.write_text(path.read_text().replace("updates:\n", f"{waiver}updates:\n", 1))


def _rules(run: Run, *args: str, stdin: str = "") -> list[str]:
    return [
        record["rule"] for record in json.loads(run(*args, "--format", "json", stdin=stdin).out)
    ]


def test_json_of_a_text_from_standard_input(run: Run) -> None:
    """Each record says which rule, how much it stops, where, which words, and why."""
    result = run("review", "-", "--as", "social", "--format", "json", stdin=BAD_APOLOGY)
    records = json.loads(result.out)
    assert result.code == 1
    assert all(record.keys() >= KEYS for record in records)
    found = {record["rule"]: record for record in records}["stock-phrase"]
    assert (found["severity"], found["line"], found["column"]) == ("warning", 2, 18)
    assert found["text"] == "any inconvenience"


def test_json_gives_a_phrase_whole_where_it_goes_over_a_line(run: Run) -> None:
    """The place ends with its line, the words do not."""
    text = "We promise that this will never\nhappen again.\n"
    [found] = json.loads(run("review", "-", "--as", "social", "--format", "json", stdin=text).out)
    assert found["text"].endswith("will never happen")
    assert found["column"] + found["length"] - 1 == len("We promise that this will never")


def test_what_is_missing_has_no_words(run: Run) -> None:
    """A finding about something that is not there stands at the beginning, with no text."""
    records = json.loads(run("review", "-", "--format", "json", stdin="Cards failed.\n").out)
    found = {record["rule"]: record for record in records}["apology"]
    assert (found["line"], found["column"], found["text"]) == (1, 1, "")


def test_a_report_is_read_by_every_rule(run: Run) -> None:
    """What a whole report owes is judged on its words, since there are no fields."""
    found = set(_rules(run, "review", "-", stdin=BAD_APOLOGY))
    assert found >= {"no-ownership", "no-affected", "no-prevention", "no-make-good", "no-empathy"}
    assert "vague-when" not in found


def test_an_update_gets_warnings_alone(run: Run) -> None:
    """An update is not told how to apologise; that it is open and names no time is one finding."""
    text = "We are investigating. " + BAD_APOLOGY
    found = json.loads(run("review", "-", "--as", "update", "--format", "json", stdin=text).out)
    assert {(one["rule"], one["severity"]) for one in found} == {
        ("stock-phrase", "warning"),
        ("vague-when", "warning"),
    }


def test_a_post_owes_nothing(run: Run) -> None:
    """A social post is read for how it says what it says."""
    found = set(_rules(run, "review", "-", "--as", "social", stdin=BAD_APOLOGY))
    assert found == {"apology", "stock-phrase"}


def test_nothing_found_is_no_praise(run: Run) -> None:
    """It says what it cannot see; there is no score."""
    result = run("review", "-", "--as", "social", stdin="We sent the wrong list.\n")
    assert (result.code, result.out) == (0, "")
    assert "No rule found anything" in result.err
    assert "cannot tell" in result.err
    quiet = run("review", "-", "--as", "social", "--format", "json", stdin="We sent it.\n")
    assert json.loads(quiet.out) == []


def test_annotations_of_a_pull_request(told: Path, run: Run) -> None:
    """The place is the phrase itself, inside a block scalar too."""
    out = run("review", ID, "--format", "github").out
    assert f"::warning file=incidents/{ID}.md,line=15,col=24,endColumn=41,title=stock-phrase" in out


def test_a_rule_is_explained(run: Run) -> None:
    """Its documentation is printed; a name that is nearly a rule's gets the near match."""
    out = run("review", "--explain", "minimising").out
    assert all(label in out for label in ("**Why:**", "**Mend:**", "**Before:**", "**After:**"))
    refused = run("review", "--explain", "minimizing")
    assert refused.code == 2
    assert "minimising" in refused.err


def test_a_waiver_answers_a_finding(told: Path, run: Run) -> None:
    """Only the rule that it names is answered."""
    assert set(_rules(run, "review", ID)) == {"minimising", "stock-phrase"}
    _waive(told, "stock-phrase")
    assert _rules(run, "review", ID) == ["minimising"]


def test_a_waiver_that_answers_nothing_is_a_warning(told: Path, run: Run) -> None:
    """It stands at the waiver, and says to delete it."""
    _waive(told, "near-copy")
    result = run("check", str(told))
    assert "nothing here needs the waiver of `near-copy`; delete it [unused-waiver]" in result.out
    assert result.code == 0
    assert run("check", "--strict", str(told)).code == 1


def test_a_waiver_of_no_rule_gets_the_near_match(told: Path, run: Run) -> None:
    """A rule's name is easily mistyped."""
    _waive(told, "stock-phrases")
    out = run("review", ID).out
    assert "unknown rule `stock-phrases`" in out
    assert "did you mean `stock-phrase`?" in out


def test_a_rule_is_switched_off_with_a_reason(told: Path, site: Path, run: Run) -> None:
    """The site's own choice, which is in its config for all to see."""
    config = site / "incidents" / "statuspage.yml"
    plain = config.read_text()
    config.write_text(plain + "rules_off:\n  - {rule: stock-phrase, why: Our law asks for it}\n")
    assert _rules(run, "review", ID) == ["minimising"]
    config.write_text(plain + "rules_off:\n  - {rule: stock-phrase}\n")
    assert run("check").code == 1


@pytest.mark.parametrize("command", ["check", "review"])
def test_a_switch_of_no_rule_is_a_finding(site: Path, run: Run, command: str) -> None:
    """Whoever mistypes a rule's name believes that it is off."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + "rules_off:\n  - {rule: vaguewhen, why: We like it}\n")
    out = run(command).out
    assert "incidents/statuspage.yml:" in out
    assert "unknown rule `vaguewhen`, so nothing is switched off" in out
    assert "did you mean `vague-when`?" in out


def test_check_of_one_file_reviews_no_other(told: Path, run: Run) -> None:
    """Paths narrow the review itself, so that one file is quick among thousands."""
    other = told.with_name("2026-11-02-search.md")
    other.write_text(told.read_text().replace("title: Card", "title: Other card"))
    out = run("check", f"incidents/{other.name}").out
    assert other.name in out
    assert told.name not in out
    assert told.name in run("check", "incidents").out


def test_an_update_is_posted_in_spite_of_findings(site: Path, run: Run) -> None:
    """While somebody is waiting, the review speaks and does not block."""
    result = run("update", ID, "-m", "We are sorry for any inconvenience.", "--next", "30m")
    assert result.code == 0
    assert "stock-phrase" in result.out + result.err


def test_a_waiver_of_a_former_rule_says_what_became_of_it(told: Path, run: Run) -> None:
    """Whoever waived a rule that is gone learns that nothing has to be waived, and why."""
    _waive(told, "deadline-slip")
    found = run("check", str(told)).out
    assert "nothing needs the waiver of `deadline-slip`: it is no rule any more" in found
    assert "`expected_fix` tells a slip exactly; delete it [unused-waiver]" in found


def test_a_former_rule_switched_off_says_what_became_of_it(site: Path, run: Run) -> None:
    """The switch does nothing any more, and the finding says why."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + "rules_off:\n  - {rule: jargon, why: We are many}\n")
    found = run("check").out
    assert "`jargon` switches off nothing: it is no rule any more: the second reader is" in found
