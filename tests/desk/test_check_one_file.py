"""`check FILE` says of a file what `check` says of it, and reads no more of a long history than of a short one."""

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from cProfile import Profile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.bench.counting import called, forget
from tests.bench.make_reported import make_reported, reported

from mkdocs_statuspage.cli.check import check_files
from mkdocs_statuspage.desk import file_notes, stamped_notes
from mkdocs_statuspage.desk.owed import load_readable
from mkdocs_statuspage.desk.workspace import Workspace, is_below, workspace_at
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs import all_files

NOW = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)
CONFIG = """\
site_id: tiny
organisation: {name: Tiny}
components:
  api: {name: API, description: "See [the latest](2026/a.md#what)."}
people:
  ana: {name: Ana Reis, role: Founder, reply_to: ana@tiny.test}
"""
IDS = ("a", "b", "c", "2026-11-03-d")
PATHS = ("2026/a.md", "2026/b.md", "c.yml", "2026/2026-11-03-d.md", "b.md", "2026/a.yml")
LINKS = (
    "a.md", "../a.md#what", "2026/b.md", "#nowhere", "c.yml", "a.png", "/incidents/b/", "/incidents/a/#what",
    "/history/", "/nowhere/", "/incidents/2026-11-03-d/#promise-p",
)  # fmt: skip
TEXTS = st.sampled_from(
    [
        "We are very sorry that you could not take cards on Saturday while your shop was full.",
        "We are very sorry that you could not take cards on Sunday while your shop was full.",
        "You could not take cards. What we promised did not help.",
        "We apologise. Bob broke it. The key is AKIAIOSFODNN7EXAMPLE.",
    ]
)
SOME_IDS = st.lists(st.sampled_from([*IDS, "old", "older"]), max_size=2, unique=True)


@st.composite
def incidents(draw: st.DrawFn) -> Mapping[str, Any]:
    """Draw what one file says: with each kind of fault that other files have a part in."""
    day = draw(st.integers(1, 20))
    at = f"2026-11-{day:02}T09:12:00Z"
    links = draw(st.lists(st.sampled_from(LINKS), max_size=2))
    text = draw(TEXTS) + "".join(f" See [this]({link})." for link in links)
    said: dict[str, Any] = {
        "title": draw(st.sampled_from(["Cards fail", "Slow"])),
        "class": draw(st.sampled_from(["affecting", "affecting", "grave", "slip"])),
        "started_at": at,
        "formerly": draw(SOME_IDS),
        "repeats": draw(SOME_IDS),
        "causes": draw(st.lists(st.sampled_from(["dns", "deploy"]), max_size=1)),
        "draft": draw(st.sampled_from(["false", "false", "false", "true"])),
        "updates": [{"id": f"u{day}", "at": at, "status": "resolved", "message": draw(TEXTS)}],
        "sections": {"what": text, "why": "A table was full."},
        "prevention": [{"id": "p", "promise": "More room", "owner": "ops", "due_on": "2026-11-10"}],
    }
    if draw(st.booleans()):
        said["report"] = {"published_at": f"2026-11-{day:02}T12:00:00Z", "reviewed_by": ["ana"]}
    if draw(st.integers(0, 5)) == 4:
        said["source"] = {"system": "statuspage", "url": "https://old.test/1"}
    if draw(st.integers(0, 9)) == 7:
        said["unheard"] = "of"
    return {key: value for key, value in said.items() if value not in ([], "false")}


BEGUN = st.lists(incidents(), min_size=3, max_size=5)
STEPS = st.one_of(
    st.tuples(st.just("write"), st.sampled_from(PATHS), incidents()),
    st.tuples(st.just("write"), st.sampled_from(PATHS), incidents()),
    st.tuples(st.just("write"), st.sampled_from(PATHS), incidents()),
    st.tuples(st.just("delete"), st.sampled_from(PATHS), st.none()),
    st.tuples(st.just("rename"), st.sampled_from(PATHS), st.sampled_from(PATHS)),
    st.tuples(st.just("clock"), st.integers(-100, 400), st.none()),
    st.tuples(st.just("settings"), st.sampled_from(["en", "pt"]), st.none()),
    st.tuples(st.just("built"), st.none(), st.none()),
)
"""What happens to a folder, with what, and how."""
Step = tuple[str, Any, Any]


def take(step: Step, folder: Path, now: datetime) -> datetime:
    what, which, how = step
    path = folder / "incidents" / str(which)
    match what:
        case "write":
            path.write_text(file_of(how, path.suffix))
        case "delete":
            path.unlink(missing_ok=True)
        case "rename" if path.exists():
            path.rename(folder / "incidents" / how)
        case "clock":
            return now + timedelta(hours=which)
        case "settings":
            config = folder / "incidents" / "statuspage.yml"
            config.write_text(f"{CONFIG}language: {which}\n")
        case "built":
            build(folder, now)
        case "published":
            publish(folder)
    return now


def file_of(said: Mapping[str, Any], suffix: str) -> str:
    """Write a file of either kind."""
    if suffix == ".yml":
        return str(yaml.safe_dump(dict(said), sort_keys=False))
    front = {key: value for key, value in said.items() if key != "sections"}
    what, why = said["sections"].values()
    body = f"## What happened\n\n{what}\n\n## Why it happened\n\n{why}\n"
    return f"---\n{yaml.safe_dump(front, sort_keys=False)}---\n\n{body}"


def build(folder: Path, now: datetime) -> None:
    """Leave in the folder what a build says to programs."""
    found = load_readable(at(folder, now))
    shutil.rmtree(folder / "site", ignore_errors=True)
    for name, content in all_files(found).items():
        if name.endswith(".json") and isinstance(content, str | bytes):
            path = folder / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())


def publish(folder: Path) -> None:
    """Leave a commit in the folder that readers had."""
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@a.test"]
    for words in (
        ["init", "-q"],
        ["add", "incidents"],
        ["commit", "-q", "--allow-empty", "-m", "x"],
        ["tag", "-f", "statuspage-published"],
    ):
        subprocess.run([*git, *words], check=True, capture_output=True)


def at(folder: Path, now: datetime, *asked: str) -> Workspace:
    found = workspace_at(folder)
    assert found
    files = tuple((folder / "incidents" / name).resolve() for name in asked)
    return replace(found, moment=now, asked=files)


def said(workspace: Workspace, *, strict: bool = True) -> tuple[Sequence[Finding], Sequence[str]]:
    """Return all findings, and what is told besides."""
    told: list[str] = []
    found = check_files(replace(workspace, say=told.append), strict=strict)
    return sorted([*found.invalid, *found.silent, *found.advice]), told


def law(begun: Sequence[Mapping[str, Any]], steps: Sequence[Step]) -> None:
    with TemporaryDirectory() as name:
        folder, now = Path(name), NOW
        (folder / "incidents" / "2026").mkdir(parents=True)
        (folder / "mkdocs.yml").write_text(
            "site_name: x\ndocs_dir: incidents\nsite_url: https://x.test/\n"
        )
        take(("settings", "en", None), folder, now)
        for path, drawn in zip(PATHS, begun, strict=False):
            take(("write", path, drawn), folder, now)
        for step in steps:
            now = take(step, folder, now)
            asked = str(step[1]) if (folder / "incidents" / str(step[1])).is_file() else ""
            names = (
                [asked] if asked else [n for n in PATHS if (folder / "incidents" / n).exists()][:2]
            )
            for one in names:
                noted = said(at(folder, now, one))
                shutil.rmtree(folder / ".statuspage", ignore_errors=True)
                assert noted == said(at(folder, now, one)), step
                every, _ = said(at(folder, now))
                file = (folder / "incidents" / one).resolve()
                assert noted[0] == [f for f in every if is_below(Path(f.place.path), [file])], step


@pytest.fixture(autouse=True)
def notes_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Note down few files too, and those that have just been written."""
    monkeypatch.setattr(file_notes, "FEWEST", 1)
    monkeypatch.setattr(file_notes, "FEWEST_HEARD", 1)
    monkeypatch.setattr(stamped_notes, "RECENT_NS", 0)


@settings(max_examples=3, deadline=None)
@given(BEGUN, st.lists(STEPS, min_size=3, max_size=5))
def test_law_a_file_is_judged_as_among_all(
    begun: list[Mapping[str, Any]], steps: list[Step]
) -> None:
    """Whatever other files say, are called, and become; and wherever the clock is put."""
    law(begun, steps)


@pytest.mark.long
@settings(max_examples=200, deadline=None)
@given(
    BEGUN, st.lists(st.one_of(STEPS, st.just(("published", None, None))), min_size=4, max_size=12)
)
def test_law_a_file_is_judged_as_among_all_long(
    begun: list[Mapping[str, Any]], steps: list[Step]
) -> None:
    """The same, for long, and beside what readers had by git."""
    law(begun, steps)


SORRY = "We are very sorry that you could not take cards on {day} while your shop was full."
THEIRS = "We apologise to each school whose exam had to wait until the week after that holiday."
AMONG_OTHERS: Mapping[str, Mapping[str, Any]] = {
    "2026/earlier.md": {"causes": ["dns"], "formerly": ["old"]},
    "2026/theirs.md": {
        "sorry": THEIRS,
        "source": {"system": "statuspage", "url": "https://x.test/"},
    },
    "2026/named.yml": {"repeats": ["later", "old"], "causes": ["dns"], "sorry": THEIRS},
    "2026/later.md": {"causes": ["dns"], "formerly": ["old"], "day": "Tuesday"},
    "2026/slip.md": {"class": "slip", "day": "Friday"},
    "2026/last.yml": {
        "causes": ["dns"],
        "repeats": ["later", "gone"],
        "day": "Tuesday",
        "more": " See [this](slip.md), [that](named.yml#what), [it](named.yml#no), [one](/incidents/earlier/).",
    },
}
"""Files with each kind of fault that others have a part in, the oldest first, and what they say beside what all do."""


@pytest.fixture
def among_others(tmp_path: Path) -> Path:
    """Give a folder of files with faults between them."""
    (tmp_path / "incidents" / "2026").mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: x\ndocs_dir: incidents\n")
    take(("settings", "en", None), tmp_path, NOW)
    for day, (path, more) in enumerate(AMONG_OTHERS.items(), 1):
        text = more.get("sorry", SORRY.format(day=more.get("day", "Sunday"))) + more.get("more", "")
        like = {
            "title": f"Cards fail {day}",
            "class": "affecting",
            "started_at": f"2026-11-{day:02}T09:12:00Z",
            "updates": [
                {"at": f"2026-11-{day:02}T09:20:00Z", "status": "resolved", "message": "Over."}
            ],
            "sections": {"what": text, "why": "A table was full."},
            "prevention": [{"id": "p", "promise": "Room", "owner": "ops", "due_on": "2026-11-10"}],
            "report": {"published_at": f"2026-11-{day:02}T12:00:00Z", "reviewed_by": ["ana"]},
        }
        own = {key: value for key, value in more.items() if key not in ("day", "more", "sorry")}
        take(("write", path, {**like, **own}), tmp_path, NOW)
    return tmp_path


def test_each_kind_of_fault_between_files_is_known_without_reading(among_others: Path) -> None:
    """What is noted of the others is enough to judge each file, and all that is wrong with them is told as before."""
    found = {}
    for path in AMONG_OTHERS:
        shutil.rmtree(among_others / ".statuspage", ignore_errors=True)
        found[path] = said(at(among_others, NOW, path))
    for path in AMONG_OTHERS:
        looked = at(among_others, NOW, path)
        assert said(looked) == found[path], path
        assert len(looked.reading.noted) == len(AMONG_OTHERS) - 1
    messages = "\n".join(str(one) for findings, _ in found.values() for one in findings)
    for words in (
        "named had the same cause, and `repeats` does not name it",
        "what became of the promises of later",
        "the id `old` belongs to 2026/earlier.md",
        "`repeats` names an unknown incident `gone`",
        "leads to `2026/slip.md`, which is not on the site",
        "leads to `#no`",
        "nearly the same as an earlier one",
    ):
        assert words in messages


def test_of_the_last_build_only_the_file_asked_about_is_read(among_others: Path) -> None:
    """Where no git says what readers had, whose each document is was noted down by whom a file was asked about before."""
    build(among_others, NOW)
    path, asked = among_others / "incidents/2026/named.yml", "2026/named.yml"
    path.write_text(path.read_text().replace("Over.", "It is over."))
    found = said(at(among_others, NOW, asked))
    assert [f.rule for f in found[0] if "readers had" in f.message] == ["changed-in-silence"]
    documents = {p: p.read_text() for p in (among_others / "site/api/v2/incidents").glob("*.json")}
    [own] = [text for text in documents.values() if "incidents/named/" in text]
    for document, text in documents.items():
        if text != own:
            document.write_text(own.replace("Over.", "Never over."))
    assert said(at(among_others, NOW, asked)) == found
    (among_others / ".statuspage" / file_notes.BUILD).write_text("damaged")
    assert said(at(among_others, NOW, asked)) != found, "now they are read"


def test_a_file_costs_the_same_in_a_longer_history(tmp_path: Path) -> None:
    """The same files are read and the same texts made HTML; of each other incident little more than its name and stamp is looked at."""
    few, many = (_calls(tmp_path / str(count), count) for count in (10, 100))
    for what in ("folder.read_file", "markdown_text.read_markdown", "markdown_text.as_html"):
        assert few.get(what) == many.get(what), what
    assert sum(many.values()) - sum(few.values()) < 30 * 90


def _calls(folder: Path, count: int) -> Mapping[str, int]:
    """Return how often each of our functions is called when a file is checked for the third time."""
    make_reported(folder, count)
    for _ in range(2):
        said(at(folder, NOW, reported(1, count)[0]))
    forget()
    with Profile() as profile:
        said(at(folder, NOW, reported(1, count)[0]))
    return called(profile)
