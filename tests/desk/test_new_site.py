"""A new site is valid, and says nothing of the days before it."""

import subprocess
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import which
from zoneinfo import ZoneInfo

import pytest
import yaml

from cli.conftest import Run, git, run, site
from mkdocs_statuspage.desk.new_site import HOSTS, SENDING_COPIES, NewSite, address_of, make_site
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.timeline.headline import Level

__all__ = ["run", "site"]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "UTC"])
def test_what_was_before_the_first_day_is_not_known(tmp_path: Path, zone: str) -> None:
    """Its components are from the day it was made, as the day is in its own zone."""
    make_site(tmp_path, NewSite("Acme", "https://status.acme.example/", zone))
    site = load_site(tmp_path / "incidents", datetime.now(UTC))
    assert site.headline.level is Level.OPERATIONAL
    today = datetime.now(ZoneInfo(zone)).date()
    for id_, component in site.components.items():
        assert component.since in (today, today - timedelta(days=1)), "it may be midnight"
        assert next(day.status for day in site.days(id_, 3)) is None


@pytest.mark.parametrize(
    ("remote", "url"),
    [
        ("https://github.com/Acme/status.git", "https://acme.github.io/status/"),
        ("git@github.com:acme/acme.github.io.git", "https://acme.github.io/"),
        ("git@gitlab.com:acme/status", "https://acme.gitlab.io/status/"),
        ("https://git.acme.example/acme/status", None),
    ],
)
def test_the_address_is_what_the_remote_says(tmp_path: Path, remote: str, url: str | None) -> None:
    """Where the host of its pages is known; else nobody guesses."""
    git(tmp_path, "init", "-q")
    git(tmp_path, "remote", "add", "origin", remote)
    assert address_of(tmp_path / "status") == url


@pytest.mark.parametrize("host", HOSTS)
def test_each_host_gets_its_own_files_and_the_check_finds_no_fault(
    tmp_path: Path, run: Run, host: str
) -> None:
    """And no files of another; what is YAML or TOML there can be read."""
    folder = tmp_path / "new"
    words = ("--host", host, "--url", "https://status.acme.test", "--name", "Acme")
    assert run("init", str(folder), *words, "--person", "Eva Sá, Founder, eva@acme.test").code == 0
    there = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    others = {name for one in HOSTS.values() for name in one} - {*HOSTS[host]}
    assert there >= {*HOSTS[host]}
    assert not there & others
    for path in folder.rglob("*.yml"):
        yaml.safe_load(path.read_text())
    for path in folder.rglob("*.toml"):
        assert tomllib.loads(path.read_text())["build"]["publish"] == "site"
    assert "{python}" not in "".join((folder / name).read_text() for name in HOSTS[host])
    done = run("-C", str(folder), "check")
    assert (done.code, done.out) == (0, "")
    assert ("compress: true" in (folder / "mkdocs.yml").read_text()) == (host in SENDING_COPIES)
    assert git(folder, "symbolic-ref", "HEAD").strip() == "refs/heads/main"


def test_an_address_that_nobody_named_is_told(tmp_path: Path, run: Run) -> None:
    """No placeholder stands in a site in silence, and no repository is made within another."""
    git(tmp_path, "init", "-q")
    done = run("init", str(tmp_path / "new"))
    assert "the page has no address yet" in done.err
    assert not (tmp_path / "new" / ".git").exists()


@pytest.mark.parametrize(
    "before", [b"# Caf\xe9\n", b"\xff\xfe#\x00\n\x00", b"/private/\r\n*.log\r\n", b"x/private/"]
)
@pytest.mark.parametrize("how", ["init", "import"])
def test_what_is_ignored_already_stays_byte_for_byte(
    tmp_path: Path, run: Run, before: bytes, how: str
) -> None:
    """In any encoding; each line that is lacking is put below once, and the site is whole."""
    folder, source = tmp_path / "new", tmp_path / "history.rss"
    folder.mkdir()
    (folder / ".gitignore").write_bytes(before)
    source.write_text(
        "<rss><channel><title>S</title><item><guid>1</guid><title>A</title>"
        "<pubDate>2024-05-01T10:00:00Z</pubDate></item></channel></rss>"
    )
    words = {
        "init": ("init", str(folder)),
        "import": ("import", "feed", str(source), "--into", str(folder), "--write"),
    }
    done = run(*words[how])
    assert done.code == 0, done
    written = (folder / ".gitignore").read_bytes()
    assert written.startswith(before)
    lines = written.splitlines()
    assert [lines.count(line) for line in (b"/site/", b"/private/", b"/drafts/")] == [1, 1, 1]
    assert (folder / "requirements.txt").exists()


def test_nothing_is_written_where_what_is_ignored_cannot_be_read(tmp_path: Path, run: Run) -> None:
    """Half a site would say that it is one."""
    (tmp_path / "new/.gitignore").mkdir(parents=True)
    done = run("init", str(tmp_path / "new"))
    assert (done.code, "a bug" in done.err) == (2, False)
    assert [path.name for path in (tmp_path / "new").iterdir()] == [".gitignore"]


@pytest.mark.parametrize("url", ["status.acme.test", "https://[::1/", "https://status..acme.test"])
def test_an_address_at_which_nobody_can_be_asked_makes_no_site(
    tmp_path: Path, run: Run, url: str
) -> None:
    """Given with the command as when it is asked for."""
    done = run("init", str(tmp_path / "new"), "--url", url)
    assert (done.code, (tmp_path / "new").exists()) == (2, False)
    assert f"{url!r} is no address" in done.err


@pytest.mark.parametrize(
    "text", ["Eva", "Eva, Founder", "Eva, , eva@acme.test", "Eva, Founder, eva"]
)
def test_who_answers_is_said_whole(tmp_path: Path, run: Run, text: str) -> None:
    """Else nothing is written, and the form is shown."""
    done = run("init", str(tmp_path / "new"), "--person", text)
    assert (done.code, (tmp_path / "new").exists()) == (2, False)
    assert "Priya Raman, Founder, priya@acme.test" in done.err


@pytest.mark.parametrize(
    ("host", "tool", "line"),
    [
        ("github", "gh", "gh repo create new --public --source . --push && gh api --method POST"),
        ("gitlab", "glab", "glab repo create new --public && git push -u origin main"),
        (
            "github",
            "",
            "git remote add origin ADDRESS && git push -u origin main   # then: Settings",
        ),
    ],
)
def test_the_line_that_puts_it_there_is_whole(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, host: str, tool: str, line: str
) -> None:
    """With the host's own program at hand, nothing is left to be clicked; else the address is to be filled in."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "git").symlink_to(str(which("git")))
    if tool:
        (programs / tool).touch(0o755)
    monkeypatch.setenv("PATH", str(programs))
    done = run("init", str(tmp_path / "new"), "--host", host)
    assert line in done.out
    assert ("Settings → Pages" in done.out) == (not tool)


def test_a_folder_that_a_workflow_cannot_name_is_refused(tmp_path: Path, run: Run) -> None:
    """Nothing is written then, neither there nor at the top; another host than GitHub is told of."""
    mono = tmp_path / "mono"
    subprocess.run(["git", "init", "-q", str(mono)], check=True)
    done = run("init", str(mono / "my status"))
    assert (done.code, [path.name for path in mono.iterdir()]) == (2, [".git"])
    assert "name it by letters" in done.err
    assert "at the top of the repository" in run("init", str(mono / "new"), "--host", "gitlab").err
