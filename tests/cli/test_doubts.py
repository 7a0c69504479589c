"""What is asked about before it is said, slips that are let go, and calls that may be repeated."""

import json
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml

from cli.conftest import OPEN_INCIDENT, Run
from mkdocs_statuspage.desk.doubts import times_named

NAME = "2026-11-03-card-payments"
AT = datetime(2026, 11, 3, 10, 0, tzinfo=UTC)


def front(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text().split("---\n")[1]))


def test_the_same_words_are_not_posted_twice_unasked(site: Path, run: Run) -> None:
    """Whatever its blanks, case and full stop; the text is kept, and --again posts it."""
    words = ("-m", "card payments  fail. We are looking for the cause")
    for command in ("update", "resolve"):
        refused = run(command, *words)
        assert (refused.code, "says the same" in refused.err) == (2, True)
        assert ".statuspage/unsent/" in refused.err
    assert (site / "incidents" / f"{NAME}.md").read_text() == OPEN_INCIDENT
    assert run("update", *words, "--again").code == 0


def test_what_is_open_is_not_opened_again_unasked(site: Path, run: Run) -> None:
    """The answer names the open one; --again opens another."""
    words = ("card payments fail", "-m", "Cards are declined.")
    refused = run("open", *words)
    assert refused.code == 2
    assert f"statuspage update {NAME} -m TEXT" in refused.err
    assert len(list((site / "incidents").glob("*.md"))) == 1
    assert run("open", *words, "--again").code == 0


def test_an_alarm_opens_once(site: Path, run: Run) -> None:
    """With a key the same call finds its work done; with other words it is refused; no page has the key."""
    call = ("open", "API down", "--key", "alarm/42", "-m", "The API is down.", "--json")
    first, again = run(*call), run(*call)
    assert (first.code, again.code) == (0, 0)
    one, other = json.loads(first.out), json.loads(again.out)
    assert (one["written"], other["written"]) == (True, False)
    assert one["update"] == other["update"]
    assert front(site / "incidents" / "2026-11-03-api-down.md")["key"] == "alarm/42"
    changed = run("open", "API down", "--key", "alarm/42", "-m", "Something else.")
    assert (changed.code, "says something else" in changed.err) == (2, True)
    assert run("open", "API down", "--key", "alarm/43", "-m", "The API is down.").code == 0
    assert len(list((site / "incidents").glob("*api-down*.md"))) == 2


def test_a_slip_is_closed_when_it_is_written(site: Path, run: Run) -> None:
    """It says where it is kept and no address, is closed with its reason, and `status` does not list it."""
    words = ("open", "A greeting", "--class", "slip", "-m", "Wrong greeting sent.")
    result = run(*words, "--class-reason", "Nobody acted on it.")
    assert (result.code, "https://" in result.out) == (0, False)
    assert "private/2026-11-03-a-greeting.md" in result.out
    assert "never published" in result.out
    written = front(site / "private" / "2026-11-03-a-greeting.md")
    assert written["class_reason"] == "Nobody acted on it."
    [update] = written["updates"]  # type: ignore[misc, attr-defined]
    assert update["status"] == "resolved"
    assert "next_update_by" not in update
    assert "greeting" not in run("status").out
    assert "--class-reason" in run(*words).err


def test_a_personal_record_says_where_it_is(site: Path, run: Run) -> None:
    """Neither line nor JSON has an address."""
    words = ("open", "A wrong bill", "--class", "personal", "-m", "We billed Ms Poe twice.")
    result = run(*words)
    assert (result.code, "https://" in result.out, "private/" in result.out) == (0, False, True)
    told = json.loads(run("update", "bill", "-m", "We called her.", "--json").out)
    assert told["url"] is None
    assert told["path"].endswith("private/2026-11-03-a-wrong-bill.md")


def test_a_draft_is_seen_nowhere(site: Path, run: Run) -> None:
    """The answer says so, instead of an address."""
    path = site / "incidents" / f"{NAME}.md"
    path.write_text(OPEN_INCIDENT.replace("class:", "draft: true\nclass:", 1))
    result = run("update", NAME, "-m", "We found it.")
    assert "is a draft" in result.out
    assert "https://" not in result.out


def test_the_next_word_is_promised_to_the_minute(site: Path, run: Run) -> None:
    """Seconds of the clock are left out of what was asked for."""
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("T10:00:00Z", "T10:00:47Z"))
    assert run("update", "-m", "Fix.", "--next", "30m", "--fix-by", "2h").code == 0
    written = front(site / "incidents" / f"{NAME}.md")
    assert str(written["updates"][-1]["next_update_by"]) == "2026-11-03 10:30:00+00:00"  # type: ignore[index]
    assert str(written["expected_fix"][0]["by"]) == "2026-11-03 12:00:00+00:00"  # type: ignore[index]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("We look into it. The next update comes at 10:30 UTC.", ["10:30"]),
        ("Next word by 12:30.", ["10:30"]),
        ("We will update you again in 45 minutes.", ["10:45"]),
        ("More to follow within 2 hours.", ["12:00"]),
        ("A próxima atualização é às 12:15.", ["10:15"]),
        ("It began at 09:12 UTC and lasted until 09:40.", []),
        ("Cards work again since 09:55. The next update comes at 11:00 UTC.", ["11:00"]),
        ("Next word at 00:10.", ["22:10"]),
        ("Order 2026-11-03 12:30:11: the next update is late.", []),
    ],
)
def test_a_time_for_the_next_word_is_found_in_a_text(text: str, named: list[str]) -> None:
    """A clock or a length of time in a sentence about the next word; of the site's zone, or UTC as said."""
    found = times_named(text, AT, ZoneInfo("Africa/Johannesburg"))
    assert [f"{moment.astimezone(UTC):%H:%M}" for _, moment in found] == named


def test_a_text_that_names_another_time_is_warned_of(site: Path, run: Run) -> None:
    """A script is told, and posts; where both say the same nobody is told."""
    text = "We look into it. The next update comes at 11:15 UTC."
    told = run("update", "-m", text)
    assert told.code == 0
    assert "the text says 11:15 UTC for the next word, and 10:30 is recorded" in told.err
    assert "--next 11:15" in told.err
    assert "the text says" not in run("update", "-m", f"{text} Still.", "--next", "11:15").err
