"""`statuspage update`: ten seconds at three in the morning."""

import json
import signal
from pathlib import Path

import pytest
import yaml

from cli.conftest import OPEN_INCIDENT, Run
from mkdocs_statuspage.cli import message

NAME = "2026-11-03-card-payments"


def text_of(site: Path) -> str:
    return (site / "incidents" / f"{NAME}.md").read_text()


def updates_of(site: Path) -> list[dict[str, object]]:
    front = yaml.safe_load(text_of(site).split("---\n")[1])
    return list(front["updates"])


def test_posts_to_the_one_open_incident_without_its_id(site: Path, run: Run) -> None:
    """With one incident open, a message is enough, and every other byte of the file stays."""
    result = run("update", "-m", "Fix is rolling out", "-s", "mon", "--next", "30m")
    assert result.code == 0
    before, after = OPEN_INCIDENT, text_of(site)
    head, tail = before.split("---\n\n## What")
    assert after.startswith(head)
    assert after.endswith("---\n\n## What" + tail)
    last = updates_of(site)[-1]
    assert last["status"] == "monitoring"
    assert last["message"] == "Fix is rolling out\n"
    assert str(last["next_update_by"]) == "2026-11-03 10:30:00+00:00"


def test_says_in_three_lines_what_where_and_what_next(run: Run) -> None:
    """The answer is three lines: what was written, where it is seen with what is promised, what to type next."""
    lines = run("update", "-m", "We found the cause.").out.splitlines()
    assert len(lines) == 3
    assert "Card payments fail · investigating · 2026-11-03 10:00 UTC" in lines[0]
    assert f"https://status.tiny.example/incidents/{NAME}/#20261103T100000Z-" in lines[1]
    assert lines[1].endswith("next word by 2026-11-03 10:30 UTC")
    assert lines[2].endswith("git push")


def test_keeps_the_status_when_none_is_given(site: Path, run: Run) -> None:
    """Without -s the incident stands where it stood."""
    run("update", "-m", "Still looking.")
    assert updates_of(site)[-1]["status"] == "investigating"


def test_changes_what_people_can_do(site: Path, run: Run) -> None:
    """--do stands with the update, and the next one leaves it as it is."""
    run("update", "-m", "Still looking.", "--do", "Pay by transfer.")
    assert updates_of(site)[-1]["do"] == "Pay by transfer."
    run("update", "-m", "We have found it.")
    assert "do" not in updates_of(site)[-1]


def test_reads_the_text_from_standard_input(site: Path, run: Run) -> None:
    """`-F -` takes what a pipe gives, line ends and all."""
    run("update", "-F", "-", stdin="First line.\n\nSecond: with a colon.\n")
    assert updates_of(site)[-1]["message"] == "First line.\n\nSecond: with a colon.\n"


def test_without_a_terminal_it_never_asks(run: Run) -> None:
    """A script that forgets the message is told so, and nothing waits for an answer."""
    result = run("update")
    assert result.code == 2
    assert "there is no message" in result.err
    assert "-m TEXT" in result.err


def test_dry_run_shows_the_patch_and_writes_nothing(site: Path, run: Run) -> None:
    """--dry-run prints what would change, and changes nothing."""
    result = run("update", "-m", "Soon.", "--dry-run")
    assert "+      Soon." in result.out
    assert text_of(site) == OPEN_INCIDENT


def test_json_tells_a_program_what_was_written(site: Path, run: Run) -> None:
    """--json gives ids, address and times, and nothing else on standard output."""
    data = json.loads(run("update", "-m", "Found it.", "-s", "ident", "--json").out)
    assert data["incident"] == NAME
    assert data["update"] == updates_of(site)[-1]["id"]
    assert data["written"] is True
    assert data["at"] == "2026-11-03T10:00:00Z"


def test_a_retry_with_the_same_id_posts_once(site: Path, run: Run) -> None:
    """A bot that does not know whether its call went through may call again."""
    run("update", "-m", "Found it.", "--id", "bot-1")
    result = run("update", "-m", "Found it.", "--id", "bot-1")
    assert result.code == 0
    assert "Already there" in result.out
    assert [u["id"] for u in updates_of(site)].count("bot-1") == 1
    for other in (
        ("Something else.",),
        ("Found it.", "-s", "mon"),
        ("Found it.", "-c", "api=major"),
    ):
        again = run("update", "--id", "bot-1", "-m", *other)
        assert again.code == 2, other
        assert "says something else" in again.err
    assert run("update", "--id", "bot-1", "-m", "Found it.", "-s", "inv").code == 0
    assert len(updates_of(site)) == 2
    run("update", "-m", "And on.")
    again = run("update", "--id", "bot-1", "-m", "Found it.", "--at", "2026-11-03 10:00")
    assert (again.code, len(updates_of(site))) == (0, 3)


def test_unknown_words_name_the_near_match(run: Run) -> None:
    """A misspelt status, component or component status says what was meant."""
    assert "did you mean `monitoring`?" in run("update", "-m", "x", "-s", "monitring").err
    assert "did you mean `checkout`?" in run("update", "-m", "x", "-c", "chekout=major").err
    assert "did you mean `major_outage`?" in run("update", "-m", "x", "-c", "checkout=majr_out").err


def test_an_ambiguous_beginning_names_the_candidates(run: Run) -> None:
    """`-s i` may be two statuses, so it says which."""
    result = run("update", "-m", "x", "-s", "i")
    assert result.code == 2
    assert "investigating, identified" in result.err


def test_text_is_kept_when_posting_fails(site: Path, run: Run) -> None:
    """What somebody typed is saved, and the message says where."""
    result = run("update", "-m", "A long text, typed at night.", "-s", "nonsense")
    kept = list((site / ".statuspage" / "unsent").glob("*.md"))
    assert result.code == 2
    assert [path.read_text() for path in kept] == ["A long text, typed at night.\n"]
    assert f".statuspage/unsent/{kept[0].name}" in result.err


def test_at_is_in_the_sites_zone(site: Path, run: Run) -> None:
    """--at 09:55 is a time of today in the site's zone; the answer has UTC too where they differ."""
    run("update", "-m", "x", "--at", "09:55")
    assert str(updates_of(site)[-1]["at"]) == "2026-11-03 09:55:00+00:00"


def test_a_time_ahead_stops_with_both_times(site: Path, run: Run) -> None:
    """More than five minutes ahead is a mistake, and both times are shown."""
    result = run("update", "-m", "x", "--at", "10:06")
    assert result.code == 2
    assert "2026-11-03 10:06 UTC" in result.err
    assert "2026-11-03 10:00 UTC now" in result.err
    assert text_of(site) == OPEN_INCIDENT


def test_a_word_after_one_that_is_dated_ahead_is_not_lost(site: Path, run: Run) -> None:
    """It would be dated ahead too and count nowhere; so the file's time is to be corrected first."""
    path = site / "incidents" / f"{NAME}.md"
    path.write_text(
        path.read_text("utf-8").replace("at: 2026-11-03T09:20:00Z", "at: 2026-11-03T19:20:00Z"),
        "utf-8",
    )
    result = run("update", "-m", "Still looking.")
    assert result.code == 2
    assert "dated ahead" in result.err
    assert len(updates_of(site)) == 1


def test_two_updates_in_one_second_stay_in_order(site: Path, run: Run) -> None:
    """The later one is a second later, so that no reader shuffles them."""
    run("update", "-m", "one")
    run("update", "-m", "two")
    times = [str(u["at"]) for u in updates_of(site)]
    assert times[-2:] == ["2026-11-03 10:00:00+00:00", "2026-11-03 10:00:01+00:00"]


def test_needs_only_its_own_file_to_be_valid(site: Path, run: Run) -> None:
    """A mistake in last year's file does not stop tonight's update."""
    (site / "incidents" / "2025-01-01-old.md").write_text("---\ntitel: Old\n---\n")
    assert run("update", "-m", "We found the cause.").code == 0


def test_several_open_incidents_must_be_named(site: Path, run: Run) -> None:
    """With two open, it lists both; the beginning of the slug is enough to choose."""
    other = OPEN_INCIDENT.replace("Card payments fail", "API slow").replace("checkout", "api")
    (site / "incidents" / "2026-11-03-api-slow.md").write_text(other)
    result = run("update", "-m", "x")
    assert result.code == 2
    assert "2026-11-03-api-slow" in result.err
    assert NAME in result.err
    assert run("update", "card", "-m", "x").code == 0


def test_nothing_new_says_so_with_the_time(site: Path, run: Run) -> None:
    """--nothing-new needs no text, and is no copy of the last one."""
    run("update", "--nothing-new")
    run("update", "--nothing-new")
    last, before = updates_of(site)[-1], updates_of(site)[-2]
    assert last["nothing_new"] is True
    assert "10:00 Lisbon time" in str(before["message"])


def test_control_characters_are_refused_by_name(site: Path, run: Run) -> None:
    """A character that cannot be seen is named, and nothing is written."""
    result = run("update", "-m", "safe\u202eevil")
    assert result.code == 2
    assert "U+202E" in result.err
    assert text_of(site) == OPEN_INCIDENT


def test_a_secret_stops_the_update(site: Path, run: Run) -> None:
    """A password in an address is not posted, the text is kept, and --allow-secret overrules."""
    text = "The queue at amqp://shop:hunter2@mq.tiny.example is full."
    result = run("update", "-m", text)
    assert result.code == 2
    assert "must not leave the house" in result.err
    assert text_of(site) == OPEN_INCIDENT
    assert run("update", "-m", text, "--allow-secret").code == 0


def test_the_review_is_said_and_stops_nothing(site: Path, run: Run) -> None:
    """At night a stock phrase is pointed at, and posted all the same."""
    result = run("update", "-m", "We apologise for any inconvenience.")
    assert result.code == 0
    assert "[stock-phrase]" in result.err
    assert len(updates_of(site)) == 2


def test_a_second_ctrl_c_does_not_keep_a_text_from_being_kept(
    site: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who is impatient loses nothing."""
    keep = message._keep

    def keep_when_interrupted(folder: Path | None, text: str) -> Path:
        signal.raise_signal(signal.SIGINT)
        return keep(folder, text)

    monkeypatch.setattr(message, "_keep", keep_when_interrupted)
    refused = run("update", "-m", "Fixed.", "-s", "nothing")
    assert "Your text is kept in" in refused.err
    [kept] = (site / ".statuspage" / "unsent").glob("*.md")
    assert kept.read_text() == "Fixed.\n"
