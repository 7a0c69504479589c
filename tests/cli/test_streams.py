"""What was done stays true and is told by the exit code, whatever becomes of the words about it."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from cli.conftest import git
from cli.writers import BEFORE, ELSEWHERE, STDIN, WRITING, prepared
from mkdocs_statuspage.cli import COMMANDS, SHOWING
from mkdocs_statuspage.cli.failures import owner_of, report_failure

PROGRAM = "from mkdocs_statuspage.cli import main; main()"
OUTPUTS = ("cp1252", "latin-1", "ascii", "closed", "full", "ended")


@pytest.fixture
def tree(site: Path) -> Path:
    return prepared(site)


@pytest.fixture
def folder_server(tree: Path) -> Iterator[str]:
    """Serve the site's folder, and give the address."""
    handler = partial(SimpleHTTPRequestHandler, directory=str(tree))
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def run_into(
    output: str, folder: Path, *words: str, stdin: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run a command whose standard output is one of `OUTPUTS`."""
    environment = {**os.environ, "PYTHONIOENCODING": output if output in OUTPUTS[:3] else "utf-8"}
    command = [sys.executable, "-c", PROGRAM, *words]
    if output == "closed":
        command = ["sh", "-c", '"$@" >&-', "sh", *command]
    out: int = subprocess.PIPE
    if output == "full":
        out = os.open("/dev/full", os.O_WRONLY)
    if output == "ended":
        reading, out = os.pipe()
        os.close(reading)
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        stdout=out,
        stderr=subprocess.PIPE,
        check=False,
        input=stdin.encode(),
    )
    if out != subprocess.PIPE:
        os.close(out)
    return subprocess.CompletedProcess(
        command,
        done.returncode,
        (done.stdout or b"").decode("latin-1"),
        done.stderr.decode(environment["PYTHONIOENCODING"]),
    )


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".statuspage" not in path.parts
    }


def test_every_command_that_writes_is_known() -> None:
    """A new one says in `writers.py` how it writes, and is tried with the others."""
    known = WRITING.keys() | SHOWING | ELSEWHERE
    assert set(COMMANDS) - known == set(), (
        "add it to WRITING in tests/cli/writers.py, or to SHOWING in cli/__init__.py if it only says something"
    )
    assert known - set(COMMANDS) == set()
    assert not WRITING.keys() & (SHOWING | ELSEWHERE)


@pytest.mark.long
@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_writes_has_written(
    tree: Path, name: str, output: str, request: pytest.FixtureRequest
) -> None:
    """Its exit code is 0 and the files are as they should be, wherever its words go."""
    if name == "sync":
        bare = request.getfixturevalue("remote")
        bare.rename(bare.with_name("away.git"))
        assert (
            run_into("ascii", tree, "update", "card", "-m", "It waits.", "--publish").returncode
            == 3
        )
        bare.with_name("away.git").rename(bare)
    if name in BEFORE:
        words, stdin = BEFORE[name]
        assert run_into("ascii", tree, *words, stdin=stdin).returncode == 0
    before = files(tree)
    done = run_into(output, tree, name, *WRITING[name], stdin=STDIN.get(name, ""))
    assert done.returncode == 0, done.stderr
    if name == "sync":
        assert "It waits." in git(bare, "show", "main:incidents/2026-11-03-card-payments.md")
    else:
        assert files(tree) != before


@pytest.mark.parametrize(
    "output",
    ["closed", *(pytest.param(o, marks=pytest.mark.long) for o in OUTPUTS if o != "closed")],
)
def test_a_site_is_published(tree: Path, output: str, folder_server: str) -> None:
    """The build that it runs, and a hook that prints in it, have the same streams or none."""
    (tree / "hook.py").write_text("def on_config(config):\n    print('Łódź')\n")
    with (tree / "mkdocs.yml").open("a") as config:
        config.write("hooks: [hook.py]\n")
    with (tree / "incidents/statuspage.yml").open("a") as config:
        config.write(
            f"targets: {{main: {{to: folder, at: {tree}/www, url: {folder_server}www/}}}}\n"
        )
    done = run_into(output, tree, "publish", "--json")
    assert done.returncode == 0, done.stderr
    assert (tree / "www/index.html").is_file()
    assert not done.stdout or json.loads(done.stdout)[0]["is_seen"]


@pytest.mark.long
@pytest.mark.parametrize("output", OUTPUTS)
def test_a_rehearsal_ends_well(tree: Path, output: str, remote: Path) -> None:
    """And so does the look whether all is ready: what they say is in their exit code."""
    assert run_into(output, tree, "drill").returncode == 0
    assert run_into(output, tree, "doctor").returncode == 1


@pytest.mark.parametrize("output", OUTPUTS)
def test_an_update_is_posted_once(tree: Path, output: str) -> None:
    """And whoever reads the output can, with every sign that their terminal has not spelt out."""
    done = run_into(output, tree, "update", "-m", "Cards fail in Łódź.")
    assert done.returncode == 0, done.stderr
    text = (tree / "incidents" / "2026-11-03-card-payments.md").read_text()
    assert text.count("Cards fail in Łódź.") == 1
    if done.stdout:
        assert "UTC -> incidents/2026-11-03-card-payments.md" in done.stdout
    assert ("could not be written: No space left" in done.stderr) is (output == "full")


@pytest.mark.parametrize(
    ("output", "code"), [("ascii", 0), ("closed", 0), ("ended", 0), ("full", 2)]
)
def test_a_command_that_only_says_something_has_failed_on_a_full_disk(
    tree: Path, output: str, code: int
) -> None:
    """A pipe that ends early is meant, and is no failure."""
    assert run_into(output, tree, "status").returncode == code


def test_json_is_json_in_any_encoding(tree: Path) -> None:
    """A program reads it on a terminal that has only ASCII as well."""
    path = tree / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(path.read_text().replace("Card payments fail\n", "Łódź 😀 is down\n", 1))
    told = json.loads(run_into("ascii", tree, "status", "--json").stdout)
    assert told["open"][0]["title"] == "Łódź 😀 is down"


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_nothing_is_printed_into_a_file(tree: Path, closed: str) -> None:
    """Where a stream is closed the next file that is opened would get its number."""
    command = [sys.executable, "-c", PROGRAM, "update", "-m", "We found it."]
    shell = ["sh", "-c", f'"$@" {closed}', "sh", *command]
    assert subprocess.run(shell, cwd=tree, check=False).returncode == 0
    changed = (tree / "incidents" / "2026-11-03-card-payments.md").read_text()
    assert changed.count("We found it.") == 1
    assert "Posted" not in changed


@pytest.mark.parametrize("how", [("-m", b"caf\xe9"), ("-F", b"-")])
def test_bytes_that_are_no_text_are_told_and_kept(tree: Path, how: tuple[str, bytes]) -> None:
    """The byte is named, and what was typed is there to be mended."""
    command = [sys.executable.encode(), b"-c", PROGRAM.encode(), b"update", how[0].encode(), how[1]]
    done = subprocess.run(command, cwd=tree, input=b"caf\xe9", capture_output=True, check=False)
    assert done.returncode == 2
    assert b"the byte 0xE9 in line 1, which is no UTF-8" in done.stderr
    [kept] = (tree / ".statuspage" / "unsent").iterdir()
    assert kept.read_bytes() == b"caf\xe9\n"


@pytest.mark.parametrize(
    "zone", ["/dev/null", "../..", "Foo/Bar", ":/etc/localtime", "", "a\udce9"]
)
def test_an_odd_zone_of_the_surroundings_changes_nothing(tree: Path, zone: str) -> None:
    """No time of theirs is ever shown; Babel asks for it all the same."""
    words = [sys.executable, "-c", PROGRAM, "record"]
    environment = {**os.environ, "TZ": zone}
    done = subprocess.run(words, cwd=tree, env=environment, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == b"statuspage.yml fixes the clock at 2026-11-03T10:00:00Z\n"


@pytest.mark.parametrize(
    ("modules", "owner"),
    [
        (["mkdocs_statuspage.cli", "mkdocs_statuspage.desk.workspace", "yaml"], "mkdocs_statuspage"),
        (["mkdocs_statuspage.cli", "mkdocs.config", "mkdocs_gallery.plugin", "json"], "mkdocs_gallery"),
        (["mkdocs_statuspage.cli", "mkdocs.plugins", "mkdocs_statuspage.mkdocs.plugin", "re"], "mkdocs_statuspage"),
        (["mkdocs_statuspage.cli", "mkdocs.structure.nav"], "mkdocs"),
    ],
)  # fmt: skip
def test_a_mistake_is_that_of_whoever_made_it(modules: list[str], owner: str) -> None:
    """What other plugins do under MkDocs is theirs, and what they call too."""
    assert owner_of(modules) == owner


def test_a_bug_leaves_what_to_send(capsys: pytest.CaptureFixture[str]) -> None:
    """Where it happened is in a file, without the words that somebody typed."""
    with pytest.raises(KeyError) as caught:
        _ = {}["what somebody typed"]
    assert report_failure(caught.value) == 2
    said = capsys.readouterr().err
    assert "a bug in statuspage" in said
    path = Path(said.split("please send ")[1].strip())
    text = path.read_text()
    path.unlink()
    assert "test_a_bug_leaves_what_to_send" in text
    assert "Python 3." in text
    assert text.endswith("KeyError\n")


@pytest.mark.parametrize(
    "words",
    [("open", "-m", "x", "--class", "slip"), ("init",), ("check",), ("import", "statuspage")],
    ids=" ".join,
)
def test_a_name_that_is_no_text_is_told(tree: Path, words: tuple[str, ...]) -> None:
    """In a sentence, whichever command it is given to; it is no bug of ours."""
    command = [sys.executable, "-c", PROGRAM, *words, b"caf\xe9"]
    done = subprocess.run(command, cwd=tree, capture_output=True, check=False)
    assert done.returncode == 2
    assert b"a bug" not in done.stderr


@pytest.mark.parametrize("words", [("status",), ("update", "-m", "x"), ("build",)], ids=" ".join)
def test_a_folder_that_is_gone_is_told(tmp_path: Path, words: tuple[str, ...]) -> None:
    """Somebody else deleted it, or checked out another branch."""
    gone = tmp_path / "gone"
    gone.mkdir()
    shell = ["sh", "-c", 'rmdir "$PWD"; "$@"', "sh", sys.executable, "-c", PROGRAM, *words]
    done = subprocess.run(shell, cwd=gone, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "the folder that you are in is gone" in done.stderr


def test_what_has_no_end_is_no_message(tree: Path) -> None:
    """A device that is named by mistake is told before it fills the memory."""
    done = run_into("utf-8", tree, "update", "-F", "/dev/zero")
    assert done.returncode == 2
    assert "/dev/zero has more than 262,144 bytes" in done.stderr


def test_a_pipe_in_the_place_of_mkdocs_yml_is_told(tree: Path) -> None:
    """Nothing waits for it."""
    (tree / "mkdocs.yml").unlink()
    os.mkfifo(tree / "mkdocs.yml")
    done = run_into("utf-8", tree, "build")
    assert done.returncode == 2
    assert "mkdocs.yml is no file" in done.stderr


def test_why_nothing_was_built_is_told_in_any_encoding(tree: Path) -> None:
    """The build that `publish` runs speaks to us alone, and in one encoding."""
    (tree / "incidents" / "2026-11-04-wrong.md").write_text("---\ntítulo: x\n---\n")
    with (tree / "incidents/statuspage.yml").open("a") as config:
        config.write("targets: {main: {to: folder, at: /nowhere}}\n")
    done = run_into("cp1252", tree, "publish")
    assert done.returncode == 2
    assert "título" in done.stderr
