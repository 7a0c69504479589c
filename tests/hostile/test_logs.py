"""What somebody wrote speaks neither to the terminal nor to the log of a workflow that prints it."""

import json
import re
from pathlib import Path

import pytest

from cli.conftest import CONFIG, OPEN_INCIDENT, Run
from hostile.payloads import MANY_LINES, payloads
from hostile.sites import line, text
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

COMMAND = re.compile(r"^\s*::|##\[", re.MULTILINE)
"""What the runner of a workflow obeys: it takes off the blanks before it looks."""
LOGS = [
    "::stop-commands::endless",
    "[/] [red]x [link=https://evil.example]y[/link]",
    "##[add-mask]acme",
    "::error file=x::y%0A::add-mask::z",
    "%0A::set-output name=a::b ##[group]c",
]
WORKFLOW_COMMAND = re.compile(
    r"::(error|warning|notice) file=[^:]*,line=\d+,col=\d+,endColumn=\d+,title=[a-z-]+::[^\r\n]*"
)


def assert_quiet(said: str) -> None:
    """Fail where a terminal or a runner would take something for more than text."""
    for wrong in (COMMAND, re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]"), FORBIDDEN):
        around = [said[max(0, one.start() - 60) : one.end() + 60] for one in wrong.finditer(said)]
        assert not around


@pytest.fixture
def full(site: Path) -> Path:
    """Give the site with an open incident of each payload's title, and components of the same names."""
    wanted = [*LOGS, *(line(payload) for payload in payloads()[::3])]
    named = "".join(f"  c{n}: {{name: {json.dumps(one)}}}\n" for n, one in enumerate(wanted))
    config = CONFIG.replace("people:\n", f"{named}people:\n")
    (site / "incidents" / "statuspage.yml").write_text(config, encoding="utf-8")
    for number, one in enumerate(wanted):
        said = OPEN_INCIDENT.replace("Card payments fail\n", f"{json.dumps(one)}\n")
        said = said.replace("Card payments fail.", f"We apologize for any inconvenience. {one}")
        path = site / "incidents" / f"2026-11-03-i{number}.md"
        path.write_text(said, encoding="utf-8")
    return site


BROKEN = """title: {title}
{key}: x
class: {value}
kind: {value}
components: [{value}]
started_at: {value}
signed_by: {value}
updates:
  - {{at: 2026-11-03T09:12:00Z, message: {value}, id: {value}}}
  - {{at: 2026-11-03T09:11:00Z, message: {value}, status: {value}}}
prevention: [{{id: {value}, promise: {value}, evidence: {value}, due_on: {value}}}]
formerly: [{value}]
repeats: [{value}]
"""


@pytest.fixture
def broken(site: Path) -> Path:
    """Give the site with files in which every value is wrong, and a payload."""
    for number, one in enumerate([*LOGS, *map(line, payloads()[::6]), *map(text, MANY_LINES)]):
        value = json.dumps(one, ensure_ascii=False)
        said = BROKEN.format(title=value, key=value, value=value)
        (site / "incidents" / f"2026-11-03-i{number}.yml").write_text(said, encoding="utf-8")
    (site / "incidents" / "::error::x\x1b[2J.yml").write_text("title: x\n")
    return site


def test_status_shows_titles_as_text(full: Path, run: Run) -> None:
    shown = run("status")
    assert shown.code == 0
    assert "[/] [red]x [link=https://evil.example]y[/link]" in shown.out
    assert_quiet(shown.out + shown.err)


def test_status_as_json_keeps_every_title(full: Path, run: Run) -> None:
    shown = run("status", "--json")
    assert_quiet(shown.out)
    assert set(LOGS) <= {one["title"] for one in json.loads(shown.out)["open"]}


@pytest.mark.parametrize("form", ["text", "json", "sarif", "github"])
@pytest.mark.parametrize("which", ["full", "broken"])
def test_findings_are_quiet_in_every_form(
    form: str, which: str, request: pytest.FixtureRequest, run: Run
) -> None:
    """Only the commands that are meant reach the log, each on one line."""
    request.getfixturevalue(which)
    shown = run("check", "--format", form)
    assert shown.code == (1 if which == "broken" else 0)
    assert_quiet(shown.err)
    if form == "github":
        lines = shown.out.splitlines()
        assert lines
        assert all(WORKFLOW_COMMAND.fullmatch(one) for one in lines)
        assert_quiet("\n".join(one.partition("::")[2] for one in lines).replace("::", ""))
    else:
        assert_quiet(shown.out)
    if form in ("json", "sarif"):
        assert json.loads(shown.out)


@pytest.mark.parametrize("number", range(len(LOGS)))
def test_an_update_tells_what_it_wrote(number: int, full: Path, run: Run) -> None:
    message = f"{LOGS[number]}\n\n{MANY_LINES[1]}"
    id_ = f"2026-11-03-i{number}"
    tried = run("update", id_, "-F", "-", "--dry-run", stdin=message)
    posted = run("update", id_, "-F", "-", stdin=message)
    assert (tried.code, posted.code) == (0, 0), posted.err
    assert_quiet(tried.out + tried.err)
    assert_quiet(posted.out + posted.err)
    assert "::stop-commands::x" in (full / "incidents" / f"{id_}.md").read_text()


def test_what_cannot_be_done_is_told_quietly(full: Path, run: Run) -> None:
    for wrong in (*LOGS, "x\x1b]0;title\x07", "a\n::error::b", "a\u202eb"):
        for args in (
            ["update", f"{wrong} of nobody", "-m", "x"],
            ["update", "2026-11-03-i1", "-m", "x", "-c", f"{wrong}=major_outage"],
            ["update", "2026-11-03-i1", "-m", "x", "-s", wrong],
            ["update", "2026-11-03-i1", "-m", "x", "--at", wrong],
            ["update", "2026-11-03-i1", "-m", "x", "--id", wrong],
            ["update", "2026-11-03-i1", "-F", wrong],
            ["keep", wrong],
            ["check", wrong],
        ):
            failed = run(*args)
            assert failed.code or "--id" in args, args
            assert_quiet(failed.out + failed.err)


def test_a_message_in_another_encoding_is_refused(full: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "latin").write_bytes(b"caf\xe9")
    failed = run("update", "2026-11-03-i1", "-F", str(tmp_path / "latin"))
    assert failed.code == 2
    assert "a bug" not in failed.err


def test_a_build_that_fails_is_quiet(broken: Path, run: Run) -> None:
    failed = run("build")
    assert failed.code == 1
    assert_quiet(failed.out + failed.err)


@pytest.mark.parametrize("args", [["status"], ["check"], ["promises"]])
def test_a_terminal_is_sent_colours_and_nothing_else(args: list[str], broken: Path) -> None:
    """On a real terminal too, where Rich draws: no link, no title, no movement of the cursor."""
    import os
    import pty
    import subprocess
    import sys

    ours, theirs = pty.openpty()
    code = "from mkdocs_statuspage.cli import main; main()"
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    running = subprocess.Popen(
        [sys.executable, "-c", code, *args], cwd=broken, stdout=theirs, stderr=theirs, env=env
    )
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 65536):
            said += part
    except OSError:  # the end, as Linux tells it
        pass
    finally:
        os.close(ours)
        running.wait()
    shown = re.sub(r"\x1b\[[0-9;]*m", "", said.decode()).replace("\r\n", "\n")
    assert shown.strip()
    assert_quiet(shown)
