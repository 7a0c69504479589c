"""Text from strangers neither hangs nor crashes the reading: each oddity is its own finding."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.allowance import seconds

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.reading.folder import read_folder

CONFIG = "site_id: acme\norganisation: {name: Acme}\n"
INCIDENT = """title: Card payments failed
updates:
  - at: 2026-11-03T09:20:00Z
    message: Card payments fail.
"""
SECONDS = 1.0
NAME = "2026-11-03-cards.yml"


def findings_of(folder: Path, text: str | bytes, name: str = NAME) -> list[str]:
    """Read one file beside a sound config; it may not take long."""
    (folder / "statuspage.yml").write_text(CONFIG, encoding="utf-8")
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    (folder / name).write_bytes(data)
    began = time.process_time()
    found = read_folder(folder).findings
    assert time.process_time() - began < seconds(SECONDS)
    return [_short(finding) for finding in found]


def _short(finding: Finding) -> str:
    return f"{finding.place.line}:{finding.place.column} {finding.rule}"


ODD_LINES = {
    "anchor and aliases": ("causes: &a [x,x]\nwaive: [*a,*a]\n", ["5:9 anchor", "6:9 alias"]),
    "a key beyond ASCII": ("tïtle: x\n", ["5:1 unknown-key"]),
    "a NUL": ("summary: a\0b\n", ["5:11 forbidden-character"]),
    "an escape to the terminal": ('summary: "\\e[2J"\n', ["5:10 forbidden-character"]),
    "half a pair": ('summary: "\\ud83d"\n', ["5:13 not-yaml"]),
    "a pair as JSON writes it": ('{"summary": "\\ud83d\\udd25"}\n', ["5:16 not-yaml"]),
    "an escape beyond Unicode": ('summary: "\\U99999999"\n', ["5:13 not-yaml"]),
    "a non-character": ("summary: \uffff\n", ["5:10 forbidden-character"]),
    "a non-character as an escape": ('summary: "\\uffff"\n', ["5:10 forbidden-character"]),
    "text that runs backwards": ("summary: a\u202eb\n", ["5:11 forbidden-character"]),
    "a month that is none": ("started_at: 2026-13-01\n", ["5:13 bad-instant"]),
    "a tag that runs": ("summary: !!python/object/apply:os.system [id]\n", ["5:10 tag", "5:10 "]),
    "a second document": ("---\ntitle: b\n", ["5:1 two-documents"]),
    "a tab": ("affected:\n\twho: a\n", ["6:1 not-yaml"]),
    "an id that climbs": ("id: ../../index\n", ["5:1 unknown-key"]),
    "a time without its date": ("started_at: 12:30\n", ["5:13 bad-instant"]),
    "a country": ("draft: no\n", []),
    "an equals sign": ("summary: =\n", []),
    "a template": ('summary: "{{ config.__class__ }} {% raw %}"\n', []),
    "markup of the terminal": ('summary: "[/] [red]x"\n', []),
    "a workflow command": ('summary: "::stop-commands::x"\n', []),
    "a script": ('summary: "</script><script>alert(1)</script>"\n', []),
    "a snippet": ("summary: '--8<-- \".git/config\"'\n", []),
    "the end of CDATA": ('summary: "]]><x/>"\n', []),
}


@pytest.mark.parametrize("oddity", ODD_LINES)
def test_an_odd_line_is_told_where_it_stands_or_is_lawful(oddity: str, tmp_path: Path) -> None:
    line, expected = ODD_LINES[oddity]
    found = findings_of(tmp_path, INCIDENT + line)
    for one in expected:
        assert [f for f in found if f.startswith(one)], found
    assert bool(found) == bool(expected), found


def test_bytes_that_are_no_utf8_are_told_where_they_stand(tmp_path: Path) -> None:
    found = findings_of(tmp_path, INCIDENT.encode() + "summary: é caf".encode() + b"\xe9\n")
    assert found == ["5:15 not-utf8"]


BOMBS = {
    "levels of brackets": ("causes: " + "[" * 100_000, "too-deep"),
    "levels of brackets near libyaml's own limit": ("causes: " + "[" * 1_001, "too-deep"),
    "levels of brackets on lines": ("causes:\n" + " [\n" * 2_000, "too-deep"),
    "levels of braces behind a text": ("affected: {a: [], b: " + "{a: " * 5_000, "too-deep"),
    "levels of braces": ("affected: " + "{a: " * 60_000, "too-deep"),
    "levels of dashes": ("causes:\n" + "- " * 100_000, "too-deep"),
    "levels by indentation": ("\n".join(" " * n + "a:" for n in range(600)), "too-deep"),
    "levels of question marks": ("? " * 100_000, "bad-key"),
    "wrong updates": ("waive:\n" + "- {a: b}\n" * 25_000, "too-large"),
    "less wrong updates": ("waive:\n" + "- {a: b}\n" * 9_000, "too-many"),
    "unknown keys": ("".join(f"k{n}: v\n" for n in range(19_000)), "too-many"),
    "empty unknown keys": ("".join(f"k{n}:\n" for n in range(19_000)), "too-many"),
    "one key again and again": ("draft:\n" * 30_000, "too-many"),
    "aliases": ("causes: [" + "*a," * 60_000 + "]", "too-many"),
    "unknown components": ("components: [" + "fax," * 19_000 + "]", "too-many"),
    "a long unknown component": ("components: [" + "x" * 200_000 + "]", "unknown-component"),
    "a long plain key": ("x" * 200_000 + ": y", "not-yaml"),
    "conflict markers": ("<<<<<<<\n" * 30_000, "not-yaml"),
    "conflict markers in a text": ("summary: |\n" + "  <<<<<<< \n" * 20_000 + "  >>>>>>>", ""),
    "brackets that open a link": ("summary: |\n" + "  [\n" * 60_000, ""),
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_does_not_go_off(bomb: str, tmp_path: Path) -> None:
    text, rule = BOMBS[bomb]
    found = findings_of(tmp_path, INCIDENT + text + "\n")
    assert not rule or any(one.endswith(f" {rule}") for one in found), found[:3]
    assert len(found) <= 101


BODIES = {
    "a heading of blanks": "## " + " " * 200_000 + "x",
    "a heading of hashes": "## " + "# " * 100_000 + "x",
    "anchors": "## " + "{#a" * 60_000,
    "fences": "```\n" * 60_000,
    "links that never end": "[\n" * 100_000,
    "links of blanks": "[a]:" + " " * 200_000,
    "brackets": "](" * 100_000,
}


@pytest.mark.parametrize("body", BODIES)
def test_a_body_is_divided_in_time(body: str, tmp_path: Path) -> None:
    from mkdocs_statuspage.reading.attachments import links_of

    text = f"---\n{INCIDENT}---\n{BODIES[body]}\n"
    assert findings_of(tmp_path, text, "2026-11-03-cards.md") == []
    began = time.process_time()
    for incident in read_folder(tmp_path).incidents:
        links_of(incident)
    assert time.process_time() - began < seconds(SECONDS)


def test_what_is_no_ordinary_file_is_not_opened(tmp_path: Path) -> None:
    """A FIFO would wait for ever; a link may lead anywhere; a folder may be a link too."""
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    elsewhere = tmp_path / ".elsewhere"
    elsewhere.mkdir()
    (elsewhere / NAME).write_text(INCIDENT)
    os.mkfifo(tmp_path / "a.yml")
    (tmp_path / "b.yml").symlink_to(elsewhere / NAME)
    (tmp_path / "c.yml").symlink_to("nowhere")
    (tmp_path / "d").symlink_to(elsewhere)
    (tmp_path / "e.png").symlink_to("/etc/hostname")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "f.md").symlink_to("/etc/hostname")
    (tmp_path / "g.yml").write_text(INCIDENT + "#" * 300_000)
    reading = read_folder(tmp_path)
    told = [(Path(f.place.path).name, f.rule) for f in reading.findings]
    links = [(name, "not-a-file") for name in ("a.yml", "b.yml", "c.yml", "d", "e.png")]
    assert sorted(told) == sorted([*links, ("f.md", "not-a-file"), ("g.yml", "too-large")])
    assert reading.incidents == reading.assets == ()


def test_a_config_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "statuspage.yml").symlink_to("/etc/hostname")
    assert [f.rule for f in read_folder(tmp_path).findings] == ["not-a-file"]


def test_what_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file or folder that is left out in silence would be an outage that nobody is told of."""

    def refuse(*_: object, **__: object) -> int:
        raise PermissionError(13, "Permission denied")

    (tmp_path / "statuspage.yml").write_text(CONFIG)
    (tmp_path / NAME).write_text(INCIDENT)
    monkeypatch.setattr(os, "open", refuse)
    found = [str(finding) for finding in read_folder(tmp_path).findings]
    assert len(found) == 2
    assert all("cannot be read: permission denied" in one for one in found)


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_a_closed_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    (tmp_path / "2026").mkdir(mode=0)
    assert [f.rule for f in read_folder(tmp_path).findings] == ["unreadable"]


def test_names_that_are_no_text_can_be_told(tmp_path: Path) -> None:
    """A name in Latin-1, and one with a line break that would forge a second finding."""
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    for name in (b"caf\xe9.yml", b"a\nb.yml:1:1: nothing.yml"):
        Path(os.fsdecode(os.path.join(os.fsencode(tmp_path), name))).write_text(INCIDENT)  # noqa: PTH118
    found = [str(finding) for finding in read_folder(tmp_path).findings]
    assert len(found) == 2
    assert all(one.endswith("[bad-id]") and "\n" not in one for one in found)
    "".join(found).encode("utf-8")


def test_a_message_stays_on_its_line(tmp_path: Path) -> None:
    """What somebody wrote cannot forge a line of the output, or speak to the terminal."""
    text = INCIDENT + '"a\\n::error::b": c\nclass: "a\\n::error::b"\nkind: "\\x1b[2J"\n'
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    (tmp_path / NAME).write_text(text)
    for finding in read_folder(tmp_path).findings:
        assert str(finding).isprintable(), finding


def test_no_such_folder_is_told(tmp_path: Path) -> None:
    assert [f.rule for f in read_folder(tmp_path / "none").findings] == ["no-config"]


def test_hidden_files_and_pages_are_no_incidents(tmp_path: Path) -> None:
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    for name in (".git/config.yml", ".a.yml", "pages/about.md", "2026/.b.md", "2026/pages/c.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(INCIDENT)
    assert [incident.path for incident in read_folder(tmp_path).incidents] == ["2026/pages/c.yml"]


def test_folders_may_lie_deep(tmp_path: Path) -> None:
    """Deeper than Python calls functions."""
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    folders = [tmp_path]
    for _ in range(1200):
        folders.append(folders[-1] / "d")
        folders[-1].mkdir()
    (folders[-1] / NAME).write_text(INCIDENT)
    try:
        assert len(read_folder(tmp_path).incidents) == 1
    finally:  # what clears up after the tests goes down by calling itself, and could not
        (folders[-1] / NAME).unlink()
        for folder in reversed(folders[1:]):
            folder.rmdir()


SHARED = os.environ.get("STATUSPAGE_SHARED", "")
HOSTILE = Path(SHARED) / "robustness" / "hostile"
if not HOSTILE.is_dir():
    HOSTILE = Path(SHARED) / "data" / "robustness" / "hostile"
LAWFUL = frozenset(
    [
        "cdata",
        "equals",
        "jinja",
        "json_script_close",
        "meta_breakout",
        "norway",
        "rich_markup",
        "snippet",
        "workflow_command",
    ]
)
"""Texts that are lawful as text; every output escapes them."""
RENAMED = {"text": "summary", "at": "started_at", "start": "started_at", "region": "summary"}
"""The keys of these files, and those of ours that take such a value."""


@pytest.mark.skipif(not SHARED or not HOSTILE.is_dir(), reason="STATUSPAGE_SHARED is not set")
def test_the_hostile_files_are_told_or_lawful(tmp_path: Path) -> None:
    """Each oddity in an otherwise valid incident: its own finding, within a second and 100 MB."""
    for number, path in enumerate(sorted(HOSTILE.iterdir())):
        folder = tmp_path / str(number)
        folder.mkdir()
        found = findings_of(folder, _planted(path.read_bytes()))
        assert bool(found) != (path.stem in LAWFUL), (path.name, found)
        assert all(int(one.split(":")[0]) >= 1 for one in found)


def _planted(data: bytes) -> bytes:
    """Put the odd line into a valid incident, in the place of the field it would be."""
    key, colon, rest = data.partition(b":")
    name = RENAMED.get(key.decode("latin-1"), key.decode("latin-1")).encode()
    odd = name + colon + rest if data[:1] != b"{" else data
    lines = INCIDENT.encode().splitlines(keepends=True)
    if name in (b"title", b"updates"):
        lines = lines[1:] if name == b"title" else lines[:1]
    return b"".join(lines) + odd if name != b"title" else odd + b"".join(lines)


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux says it so")
def test_reading_bombs_takes_little_memory(tmp_path: Path) -> None:
    """In a process of its own, the program itself included, all of them together under 100 MB."""
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    for number, (text, _) in enumerate(BOMBS.values()):
        (tmp_path / f"2026-11-03-{number}.yml").write_text(INCIDENT + text + "\n")
    code = (
        "import pathlib, re\n"
        "from mkdocs_statuspage.reading.folder import read_folder\n"
        f"read_folder(pathlib.Path({str(tmp_path)!r}))\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(re.search(r'VmHWM:\\s*(\\d+) kB', status)[1])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(ran.stdout) / 1024 < 100


def test_a_pipe_among_the_pages_is_told_before_anybody_reads_it(tmp_path: Path) -> None:
    """Whoever opens it waits for good."""
    (tmp_path / "pages").mkdir()
    os.mkfifo(tmp_path / "pages" / "p.md")
    os.mkfifo(tmp_path / "p.png")
    found = [f for f in read_folder(tmp_path).findings if f.rule == "not-a-file"]
    assert len(found) == 2
