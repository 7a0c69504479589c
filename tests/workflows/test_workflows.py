"""The workflows that `init` writes, run as GitHub would run them, for events as GitHub sends them."""

import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from mkdocs_statuspage.cli import run
from workflows.actions import Runner

ROOT = Path(__file__).parents[2]
STARTER = ROOT / "generator/mkdocs_statuspage/starter"
HOSTILE = [
    '"; touch /tmp/statuspage-was-here; echo "',
    "$(touch /tmp/statuspage-was-here)",
    "`touch /tmp/statuspage-was-here`",
    "it's down\n::set-output name=x::y\n$GITHUB_OUTPUT",
    "-m --publish --help",
    "--version",
]


def git(folder: Path, *words: str) -> str:
    settings = ["-c", "user.name=Ana", "-c", "user.email=ana@acme.test"]
    done = subprocess.run(
        ["git", *settings, *words], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def pages(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = tmp_path / "pages"
    folder.mkdir()
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def runner(tmp_path: Path, pages: tuple[Path, str]) -> Runner:
    """A new site, pushed to a repository; programs are those of this environment, and a `gh` that notes its words."""
    origin, seed, programs = tmp_path / "origin.git", tmp_path / "seed", tmp_path / "bin"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(origin)], check=True)
    assert run(["init", str(seed), "--name", "Acme", "--url", pages[1]]) == 0
    config = seed / "incidents" / "statuspage.yml"
    text = config.read_text().replace("{name: API,", "{name: API, alarms: {first_word: post},")
    config.write_text(text)
    git(seed, "init", "-q", "-b", "main")
    git(seed, "add", ".")
    git(seed, "commit", "-qm", "A status page")
    git(seed, "push", "-q", str(origin), "main")
    programs.mkdir()
    (programs / "statuspage").symlink_to(Path(sys.executable).parent / "statuspage")
    (programs / "gh").write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/gh-said\n')
    (programs / "gh").chmod(0o755)
    (tmp_path / "work").mkdir()
    workflows = seed / ".github" / "workflows"
    return Runner(origin, workflows, programs, tmp_path / "work", *pages)


def said(runner: Runner) -> str:
    """Return all incident files of the remote, one after the other."""
    names = git(runner.origin, "ls-tree", "-r", "--name-only", "main", "incidents/").split()
    return "".join(git(runner.origin, "show", f"main:{n}") for n in names if n.endswith(".md"))


def opened(runner: Runner, tmp_path: Path) -> None:
    clone = tmp_path / "laptop"
    git(tmp_path, "clone", "-q", str(runner.origin), str(clone))
    words = ["open", "Cards fail", "-c", "api=major", "-m", "Cards fail.", "--class", "affecting"]
    assert run(["-C", str(clone), *words, "--no-publish"]) == 0
    git(clone, "add", ".")
    git(clone, "commit", "-qm", "Open it")
    git(clone, "push", "-q", "origin", "main")


def form(message: str, **inputs: str) -> dict[str, object]:
    """Return what GitHub sends for a form that was filled in; every field that was left out is empty."""
    empty = {"incident": "", "status": "as it was", "next": ""}
    return {"name": "workflow_dispatch", "inputs": {"message": message} | empty | inputs}


def test_publish_builds_deploys_and_looks(runner: Runner) -> None:
    """Visitors see the build; where they do not, it fails and says so."""
    assert runner.run("publish", {"name": "push"}), runner.log
    assert "Visitors see" in "".join(runner.log)
    assert (runner.pages / "index.html").is_file()
    served = runner.page_url
    runner.page_url = served + "elsewhere/"
    quick = runner.workflows / "publish.yml"
    quick.write_text(quick.read_text().replace("seq 30", "seq 2").replace("sleep 5", "sleep 0"))
    assert not runner.run("publish", {"name": "push"})
    assert "::error title=Visitors do not see the newest build" in runner.log[-1]


def test_a_change_without_its_trace_is_held_back_and_nothing_else(
    runner: Runner, tmp_path: Path
) -> None:
    """The tag says what readers have; a silent change stays away, an update of an open incident does not wait for it."""
    opened(runner, tmp_path)
    seed = tmp_path / "laptop"
    closed = seed / "incidents" / "2026-01-01-old.md"
    closed.write_text(OLD)
    git(seed, "add", ".")
    git(seed, "commit", "-qm", "An old one")
    git(seed, "push", "-q", "origin", "main")
    assert runner.run("publish", {"name": "push"}), runner.log
    tags = git(runner.origin, "rev-parse", "statuspage-published", "main").split()
    assert tags[0] == tags[1]
    closed.write_text(OLD.replace("It was the router.", "It was nothing."))
    git(seed, "commit", "-qam", "In silence")
    git(seed, "push", "-q", "origin", "main")
    assert runner.run("update", form("We found the cause.")), runner.log
    assert "::error file=incidents/2026-01-01-old.md,line=4" in "".join(runner.log)
    assert "Something was held back" in runner.log[-1]
    page = (runner.pages / "incidents" / closed.stem / "index.html").read_text()
    assert "It was the router." in page
    assert "We found the cause." in (runner.pages / "index.html").read_text()
    assert git(runner.origin, "rev-parse", "statuspage-published").strip() == tags[0]


OLD = """\
---
title: It failed
updates:
  - {id: a, at: 2026-01-01T09:00:00Z, status: resolved, message: It was the router.}
---
"""


@pytest.fixture
def program(pages: tuple[Path, str]) -> Iterator[tuple[str, list[tuple[str, bool]]]]:
    """Give the address of a program that is told, and what it was told: each word, and whether the page had it by then."""
    told: list[tuple[str, bool]] = []

    class Program(Quiet):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            word = body["incident"]["incident_updates"][0]["body"]
            told.append((word, word in (pages[0] / "index.html").read_text()))
            self.send_response(204)
            self.end_headers()

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Program)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", told
    server.shutdown()
    server.server_close()


def test_readers_are_told_once_the_page_is_live(
    runner: Runner, tmp_path: Path, program: tuple[str, list[tuple[str, bool]]]
) -> None:
    """Once, with a secret of their environment; who cannot be told is a warning, and the page stays published."""
    url, told = program
    seed = runner.workflows.parents[1]
    hooks = (
        f"{{to: webhook, at_in: WEBHOOK_URL, secret_in: {key}}}"
        for key in ("WEBHOOK_KEY", "CHAT_URL")
    )
    with (seed / "incidents" / "statuspage.yml").open("a") as file:
        file.write(
            "notify:\n"
            + "".join(
                f"  {name}: {hook}\n" for name, hook in zip(("good", "bad"), hooks, strict=True)
            )
        )
    git(seed, "commit", "-qam", "Tell readers")
    git(seed, "push", "-q", str(runner.origin), "main")
    git(seed, "remote", "add", "origin", str(runner.origin))
    assert run(["-C", str(seed), "notify", "--no-look"]) == 0  # the first time, when nobody is told
    opened(runner, tmp_path)
    runner.secrets["notices"] = {"WEBHOOK_URL": url, "WEBHOOK_KEY": "hook-secret"}
    assert runner.run("update", form("We found the cause.", status="identified")), runner.log
    # The first word was pushed without being published, and is told with the second.
    assert told == [("We found the cause.", True)] * 2
    assert (
        "::warning title=Not everybody was told::bad: the environment has no CHAT_URL"
        in runner.log[-1]
    )
    assert "hook-secret" not in "".join(runner.log)


def test_the_form_says_it_once(runner: Runner, tmp_path: Path) -> None:
    """The one that is open, without naming it; the page has it."""
    opened(runner, tmp_path)
    event = form("We found the cause.", status="identified", next="20m")
    assert runner.run("update", event), runner.log
    assert said(runner).count("We found the cause.") == 1
    assert "We found the cause." in (runner.pages / "index.html").read_text()
    assert "secret-token" not in "".join(runner.log)


def test_what_is_typed_into_the_form_is_text(runner: Runner, tmp_path: Path) -> None:
    """Nobody runs anything by a message, an incident or a time."""
    opened(runner, tmp_path)
    for text in HOSTILE:
        runner.run("update", form(text), publishes=False)
    for text in HOSTILE[:5:4]:
        assert not runner.run("update", form("It goes on.", incident=text), publishes=False)
        assert not runner.run("update", form("It goes on.", next=text), publishes=False)
    [path] = [
        n
        for n in git(runner.origin, "ls-tree", "-r", "--name-only", "main").split()
        if "cards" in n
    ]
    front = git(runner.origin, "show", f"main:{path}").split("---\n")[1]
    messages = [update["message"].strip() for update in yaml.safe_load(front)["updates"]]
    assert messages[1:] == HOSTILE
    assert not Path("/tmp/statuspage-was-here").exists()


@pytest.mark.parametrize("system", ["json", '"; touch /tmp/statuspage-was-here; "', "--help"])
def test_an_alarm_says_a_first_word(runner: Runner, system: str) -> None:
    """Once however often it is sent; a system that is none says nothing and fails."""
    payload = {"id": "$(touch /tmp/statuspage-was-here)", "component": "api", "state": "firing"}
    event = {
        "name": "repository_dispatch",
        "client_payload": {"system": system, "payload": payload},
    }
    for _ in range(2):
        assert runner.run("alarm", event, publishes=False) == (system == "json"), runner.log
    assert said(runner).count("Our monitoring sees errors at API") == (system == "json")
    assert not Path("/tmp/statuspage-was-here").exists()


@pytest.mark.parametrize(("minutes", "is_due"), [(-30, True), (30, False), (-90, False)])
def test_the_clock_builds_when_a_window_begins(
    runner: Runner, tmp_path: Path, minutes: int, is_due: bool
) -> None:
    """Within the hour, and keeps itself alive each time."""
    if datetime.now(UTC).hour == 4:
        pytest.skip("in this hour it builds whatever is planned")
    start = datetime.now(UTC) + timedelta(minutes=minutes)
    seed = runner.workflows.parents[1]
    (seed / "incidents" / "2026-01-01-move.md").write_text(
        "---\ntitle: A move\nkind: maintenance\ncomponents: [api]\n"
        f"scheduled: {{start: {start:%Y-%m-%dT%H:%M:00Z}, end: 2199-01-01T00:00:00Z}}\n"
        "updates:\n  - {at: 2020-01-01T00:00:00Z, status: scheduled, message: It pauses.}\n---\n"
    )
    git(seed, "add", ".")
    git(seed, "commit", "-qm", "Plan")
    git(seed, "push", "-q", str(runner.origin), "main")
    assert runner.run("clock", {"name": "schedule"}), runner.log
    assert (runner.pages / "index.html").is_file() == is_due
    assert "actions/workflows/clock.yml/enable" in (tmp_path / "gh-said").read_text()


PROMISED = """\
title: A wrong price
started_at: 2026-01-02T09:00:00Z
components: [api]
updates: [{at: 2026-01-02T09:10:00Z, status: resolved, message: It is right again.}]
prevention:
  - {id: a, promise: We compare prices., owner: Ana, kept_on: 2026-01-03, evidence: "http://127.0.0.1:9/$(id)"}
"""


def test_evidence_is_looked_at_each_week_and_what_was_seen_is_pushed(
    runner: Runner, tmp_path: Path
) -> None:
    """On GitHub by a workflow that keeps itself alive, on GitLab by a job of the schedule: there nothing is asked again."""
    seed = runner.workflows.parents[1]
    (seed / "incidents" / "2026-01-02-price.yml").write_text(PROMISED)
    git(seed, "add", ".")
    git(seed, "commit", "-qm", "Promise")
    git(seed, "push", "-q", str(runner.origin), "main")
    assert runner.run("verify", {"name": "schedule"}, publishes=False), runner.log
    seen = git(runner.origin, "show", "main:incidents/evidence.yml")
    assert "{url: 'http://127.0.0.1:9/$(id)', found: closed" in seen
    assert "actions/workflows/verify.yml/enable" in (tmp_path / "gh-said").read_text()
    assert in_gitlab(runner, "look"), runner.log
    assert git(runner.origin, "show", "main:incidents/evidence.yml") == seen


def test_a_pull_request_is_checked_beside_its_lines(runner: Runner) -> None:
    """A finding is an annotation with its place."""
    assert runner.run("check", {"name": "pull_request"}), runner.log
    seed = runner.workflows.parents[1]
    (seed / "incidents" / "2026-01-01-wrong.md").write_text("---\ntitel: x\n---\n")
    git(seed, "add", ".")
    git(seed, "commit", "-qm", "Wrong")
    git(seed, "push", "-q", str(runner.origin), "main")
    assert not runner.run("check", {"name": "pull_request"})
    assert "::error file=incidents/2026-01-01-wrong.md,line=2" in runner.log[-1]


def test_a_site_within_a_repository_is_published_from_its_top(runner: Runner) -> None:
    """GitHub reads workflows nowhere else; they work on the folder below, beside others of the same names."""
    mono = runner.work.parent / "mono"
    (mono / ".github/workflows").mkdir(parents=True)
    (mono / ".github/workflows/publish.yml").write_text("name: another\n")
    git(mono.parent, "init", "-q", "-b", "main", str(mono))
    assert run(["init", str(mono / "docs/status"), "--name", "Acme", "--url", runner.page_url]) == 0
    words = ["open", "Cards fail", "-c", "api=major", "-m", "Cards fail.", "--class", "affecting"]
    assert run(["-C", str(mono / "docs/status"), *words]) == 0
    git(mono, "add", ".")
    git(mono, "commit", "-qm", "A status page")
    git(mono, "push", "-qf", str(runner.origin), "main")
    runner.workflows = mono / ".github/workflows"
    assert runner.run("docs-status-update", form("We found it.")), runner.log
    assert "We found it." in (runner.pages / "index.html").read_text()
    assert not (mono / "docs/status/.github").exists()
    groups = {path.stem: path.read_text() for path in runner.workflows.glob("docs-status-*.yml")}
    assert len(groups) == 6
    words = {"verify": "verify", "publish": "notify"}
    for name, verb in words.items():
        assert f"statuspage -C docs/status {verb}" in groups[f"docs-status-{name}"]
    for name, text in groups.items():
        assert f"\nname: {name}\n" in text
        assert f"  group: {name}" in text
        assert ("paths: [docs/status/**]" in text) == name.endswith(("publish", "check"))
    assert runner.run("docs-status-clock", {"name": "workflow_dispatch"}, publishes=False)
    (mono / "docs/status/incidents/2026-01-01-wrong.md").write_text("---\ntitel: x\n---\n")
    git(mono, "add", ".")
    git(mono, "commit", "-qm", "Wrong")
    git(mono, "push", "-qf", str(runner.origin), "main")
    assert not runner.run("docs-status-check", {"name": "pull_request"})
    assert "::error file=docs/status/incidents/2026-01-01-wrong.md,line=2" in runner.log[-1]


def in_gitlab(runner: Runner, job: str, **variables: str) -> bool:
    """Run a job's scripts in a fresh clone, as GitLab's runner does, and tell whether it went well."""
    folder = runner.work / f"gitlab-{len(list(runner.work.iterdir()))}"
    git(runner.work, "clone", "-q", str(runner.origin), str(folder))
    git(folder, "checkout", "-q", "--detach")
    if (runner.pages / "index.html").is_file():  # what an earlier job left
        shutil.copytree(runner.pages, folder / "public")
    text = (STARTER / "gitlab/gitlab-ci.yml").read_text()
    known = dict.fromkeys(("MESSAGE", "INCIDENT", "STATUS", "NEXT", "PAYLOAD", "SYSTEM"), "")
    known |= {"CI_COMMIT_BRANCH": "main", "CI_PIPELINE_ID": "7", "CI_JOB_ID": "8", "CI": "true"}
    known |= {"CI_SERVER_HOST": "gitlab.test", "CI_PROJECT_PATH": "acme/status", "PUSH_TOKEN": "t"}
    known |= {"GITLAB_USER_NAME": "Ana", "GITLAB_USER_EMAIL": "ana@acme.test"}
    known |= {"GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": f"url.{runner.origin}.insteadOf"}
    known |= {"GIT_CONFIG_VALUE_0": "https://oauth2:t@gitlab.test/acme/status.git"}
    known |= {"PATH": f"{runner.programs}:{os.environ['PATH']}", "HOME": str(runner.work)}
    done = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", "\n".join(yaml.safe_load(text)[job]["script"])],
        cwd=folder,
        env=known | variables | {"LANG": "C.UTF-8", "GIT_CONFIG_GLOBAL": os.devnull},
        capture_output=True,
        text=True,
        check=False,
    )
    runner.log.append(done.stdout + done.stderr)
    if (folder / "public").is_dir():
        shutil.copytree(folder / "public", runner.pages, dirs_exist_ok=True)
    return done.returncode == 0


def test_gitlab_does_the_same(runner: Runner, tmp_path: Path) -> None:
    """What is typed into the pipeline's form and what an alarm sends is text; the page has it, and is looked at."""
    opened(runner, tmp_path)
    form = {"MESSAGE": HOSTILE[3], "STATUS": "identified", "NEXT": "20m"}
    assert in_gitlab(runner, "say", **form), runner.log
    payload = '{"id": "$(touch /tmp/statuspage-was-here)", "component": "api", "state": "firing"}'
    assert in_gitlab(runner, "say", PAYLOAD=payload, SYSTEM="json"), runner.log
    assert said(runner).count("it's down") == 1
    assert in_gitlab(runner, "pages"), runner.log
    assert "$GITHUB_OUTPUT" in (runner.pages / "index.html").read_text()
    assert in_gitlab(runner, "seen", CI_PAGES_URL=runner.page_url), runner.log
    assert "Visitors see" in runner.log[-1]
    assert in_gitlab(runner, "published"), runner.log
    assert len(set(git(runner.origin, "rev-parse", "statuspage-published", "main").split())) == 1
    assert not Path("/tmp/statuspage-was-here").exists()


def test_an_auditor_finds_nothing(runner: Runner) -> None:
    """Neither in a new site's workflows nor in our own."""
    auditor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    assert auditor is not None
    for folder in (runner.workflows.parents[1], ROOT):
        done = subprocess.run(
            [auditor, "--offline", "--persona", "auditor", "--no-progress", ".github"],
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout


def test_each_workflow_is_tried_here() -> None:
    """One that is added is run by this file too."""
    names = {
        path.stem for path in (ROOT / "generator/mkdocs_statuspage/starter/github").glob("*.yml")
    }
    tried = Path(__file__).read_text()
    assert {n for n in names if f'run("{n}"' not in tried} == {"dependabot"}
    assert yaml.safe_load((ROOT / ".github/dependabot.yml").read_text())["version"] == 2
