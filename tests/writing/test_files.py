"""Files are replaced whole or not at all, whoever else writes, kills or runs out of disk."""

import errno
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_statuspage.writing.document import append_update
from mkdocs_statuspage.writing.files import LARGEST, change_file, create_file
from mkdocs_statuspage.writing.refusals import CannotWrite

WRITER = Path(__file__).parent / "writer.py"
EMPTY = "title: a\nupdates: []\n"
BREAKABLE = ("open", "fdopen", "fsync", "fchmod", "replace", "lstat")
SAID = {
    errno.ENOSPC: "the disk is full",
    errno.EIO: "reports an error",
    errno.EACCES: "not allowed",
}


class Site:
    """An incident file and its locks in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "incidents" / "a.md"
        self.locks = folder / ".statuspage" / "locks"
        self.file.parent.mkdir(parents=True)
        self.file.write_text(EMPTY)

    def change(self, edit: Callable[[str], str]) -> str:
        return change_file(self.file, edit, lock_dir=self.locks)

    def writer(
        self, first: int, count: int, step: "int | str | None" = None
    ) -> "subprocess.Popen[bytes]":
        numbers = [str(first), str(count), *([str(step)] if step else [])]
        return subprocess.Popen(
            [sys.executable, str(WRITER), str(self.file), str(self.locks), *numbers],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def updates(self) -> list[dict[str, Any]]:
        return list(yaml.safe_load(self.file.read_text())["updates"])

    def numbers(self) -> list[int]:
        return [int(update["id"][1:]) for update in self.updates()]

    def others(self) -> list[str]:
        return sorted(found.name for found in self.file.parent.iterdir() if found != self.file)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


def upper(text: str) -> str:
    return text.upper()


def test_change(site: Site) -> None:
    """A file is replaced by what the edit makes of it, which is given back."""
    assert site.change(upper) == EMPTY.upper() == site.file.read_text()
    assert site.others() == []


def test_bytes_stay(site: Site) -> None:
    """Line ends and a byte order mark come to the edit as they are, and go back so."""
    data = b"\xef\xbb\xbfa: 1\r\nb: 2\rc: 3\n"
    site.file.write_bytes(data)
    seen: list[str] = []
    site.change(lambda text: seen.append(text) or text + "d: 4\r\n")
    assert seen == [data.decode()]
    assert site.file.read_bytes() == data + b"d: 4\r\n"


def test_mode_is_kept(site: Site) -> None:
    """The new file may be read and written by whom the old one was."""
    site.file.chmod(0o640)
    site.change(upper)
    assert site.file.stat().st_mode & 0o7777 == 0o640


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="needs root")
def test_owner_is_kept(site: Site) -> None:
    """The new file belongs to whom the old one did."""
    os.chown(site.file, 1234, 2345)
    site.change(upper)
    assert (site.file.stat().st_uid, site.file.stat().st_gid) == (1234, 2345)


def test_no_change_writes_nothing(site: Site) -> None:
    """An edit that changes nothing leaves even the file's time alone."""
    before = site.file.stat()
    site.change(lambda text: text)
    assert (site.file.stat().st_mtime_ns, site.file.stat().st_ino) == (
        before.st_mtime_ns,
        before.st_ino,
    )


def test_what_the_edit_raises_passes(site: Site) -> None:
    """The edit's own exception arrives as it is, the file untouched, and the lock is free again."""

    def fail(_: str) -> str:
        raise OSError(errno.EIO, "mine")

    with pytest.raises(OSError, match="mine"):
        site.change(fail)
    assert site.file.read_text() == EMPTY
    assert site.change(upper) == EMPTY.upper()


def link(site: Site) -> None:
    real = site.file.rename(site.file.with_name("real.md"))
    site.file.symlink_to(real)


def hard_link(site: Site) -> None:
    site.file.with_name("real.md").hardlink_to(site.file)


def pipe(site: Site) -> None:
    site.file.unlink()
    os.mkfifo(site.file)


def folder(site: Site) -> None:
    site.file.unlink()
    site.file.mkdir()


def nothing(site: Site) -> None:
    site.file.unlink()


def large(site: Site) -> None:
    site.file.write_text("#" * (LARGEST + 1))


def latin(site: Site) -> None:
    site.file.write_bytes(b"a: 1\nb: caf\xe9\n")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (link, "it is a symbolic link"),
        (hard_link, "it has a second name"),
        (pipe, "it is not an ordinary file"),
        (folder, "it is not an ordinary file"),
        (nothing, "there is no such file"),
        (large, "it is larger than 256 kB"),
        (latin, ":2: not UTF-8: byte 0xe9"),
    ],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_unsafe_files_are_refused(site: Site, make: Callable[[Site], None], reason: str) -> None:
    """What cannot be replaced safely is refused by what it is, before the edit is asked."""
    make(site)
    with pytest.raises(CannotWrite, match=reason):
        site.change(lambda _: pytest.fail("the edit was asked"))


@pytest.mark.parametrize(
    ("text", "reason"), [("#" * (LARGEST + 1), "larger"), ("\ud83d", "U\\+D83D")]
)
def test_texts_nobody_could_read_are_refused(site: Site, text: str, reason: str) -> None:
    """A text that reading would refuse is not written."""
    with pytest.raises(CannotWrite, match=reason):
        site.change(lambda _: text)
    assert site.file.read_text() == EMPTY


def test_an_editor_saves_in_between(site: Site) -> None:
    """A change made without the lock while the edit was running is edited again, not lost."""
    calls: list[str] = []

    def slow(text: str) -> str:
        calls.append(text)
        if len(calls) == 1:
            site.file.write_text("title: saved\nupdates: []\n")
        return text + "z: 1\n"

    assert site.change(slow) == "title: saved\nupdates: []\nz: 1\n"
    assert calls == [EMPTY, "title: saved\nupdates: []\n"]


def test_an_editor_that_never_stops(site: Site) -> None:
    """A file that changes each time it is read is left to whoever changes it."""

    def restless(text: str) -> str:
        site.file.write_text(text + "# again\n")
        return text + "z: 1\n"

    with pytest.raises(CannotWrite, match="another program keeps changing it"):
        site.change(restless)
    assert "z: 1" not in site.file.read_text()


def test_leftovers_are_cleared(site: Site) -> None:
    """What a killed writer left of this file is removed; what is another's stays."""
    mine, other = ".a.md.0123abcd.tmp", ".b.md.0123abcd.tmp"
    for name in (mine, other):
        (site.file.parent / name).write_text("half")
    site.change(upper)
    assert site.others() == [other]


def test_create(site: Site) -> None:
    """A new file appears whole, in folders that are made for it, readable as the umask has it."""
    new = site.file.parent / "2026" / "b.md"
    create_file(new, EMPTY, lock_dir=site.locks)
    assert new.read_text() == EMPTY
    assert [found.name for found in new.parent.iterdir()] == ["b.md"]
    assert new.stat().st_mode & 0o7777 == (site.file.stat().st_mode & 0o7777)


@pytest.mark.parametrize("errnos", [(), (errno.EPERM,)], ids=["hard links", "no hard links"])
def test_create_never_overwrites(
    site: Site, monkeypatch: pytest.MonkeyPatch, errnos: tuple[int, ...]
) -> None:
    """A file that is there stays as it is, on disks without hard links too; so does a dangling link."""
    dangling = site.file.with_name("c.md")
    dangling.symlink_to("nowhere")
    if errnos:
        monkeypatch.setattr(os, "link", failing(os.link, errnos[0]))
    for path in (site.file, dangling):
        with pytest.raises(CannotWrite, match="it exists already"):
            create_file(path, "b: 1\n", lock_dir=site.locks)
    create_file(site.file.with_name("d.md"), "b: 1\n", lock_dir=site.locks)
    assert site.file.read_text() == EMPTY
    assert site.others() == ["c.md", "d.md"]


def failing(call: Callable[..., Any], number: int, after: int = 0) -> Callable[..., Any]:
    """Make a call to the disk fail from its `after`th time on."""
    made = iter(range(10**9))

    def fail(*arguments: Any, **options: Any) -> Any:
        if next(made) >= after:
            raise OSError(number, os.strerror(number))
        return call(*arguments, **options)

    return fail


@pytest.mark.parametrize("number", SAID, ids=lambda number: errno.errorcode[number])
@pytest.mark.parametrize("call", BREAKABLE)
@pytest.mark.parametrize("after", range(5))
def test_disk_fails(
    site: Site, monkeypatch: pytest.MonkeyPatch, call: str, number: int, after: int
) -> None:
    """Whichever call to the disk fails, the file is whole, and what was said about it is true."""
    site.change(lambda text: text)  # the lock's own file is there
    with monkeypatch.context() as patch:
        patch.setattr(os, call, failing(getattr(os, call), number, after))
        said = outcome(site)
    if said is None or "did not confirm" in said:
        assert site.file.read_text() == EMPTY.upper()
    else:
        assert SAID[number] in said or "another process" in said
        assert site.file.read_text() == EMPTY
    assert site.others() == []


def outcome(site: Site) -> str | None:
    try:
        site.change(upper)
    except CannotWrite as error:
        return str(error)
    return None


def test_full_quota(site: Site) -> None:
    """A disk that really takes no more bytes leaves the file as it was, and nothing beside it."""
    code = (
        "import resource, signal, sys; from pathlib import Path\n"
        "from mkdocs_statuspage.writing.files import CannotWrite, change_file\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
        "try: change_file(Path(sys.argv[1]), lambda t: t + '#' * 9000, lock_dir=Path(sys.argv[2]))\n"
        "except CannotWrite as error: print(error)\n"
    )
    arguments = [sys.executable, "-c", code, str(site.file), str(site.locks)]
    ended = subprocess.run(arguments, capture_output=True, text=True, check=True)
    assert "nothing was changed" in ended.stdout
    assert site.file.read_text() == EMPTY
    assert site.others() == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 kB, where the system lets us have one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    options = ["-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    if (
        mount is None
        or subprocess.run([mount, *options], capture_output=True, check=False).returncode
    ):
        pytest.skip("a disk can be mounted only by root")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_full_disk(small_disk: Path) -> None:
    """On a disk that is full the file stays as it was; with room again the same change succeeds."""
    site = Site(small_disk)
    filler = small_disk / "filler"
    with pytest.raises(OSError, match="No space"):
        filler.write_bytes(b"x" * 80_000)
    with pytest.raises(CannotWrite, match="the disk is full; nothing was changed"):
        site.change(lambda text: text + "#" * 20_000)
    assert site.file.read_text() == EMPTY
    assert site.others() == []
    filler.unlink()
    site.change(upper)
    assert site.file.read_text() == EMPTY.upper()


def finish(processes: list["subprocess.Popen[bytes]"]) -> list[bytes]:
    outputs = []
    for process in processes:
        out, err = process.communicate(timeout=300)
        assert process.returncode == 0, err.decode()
        outputs.append(out)
    return outputs


def assert_all_kept(site: Site, count: int) -> None:
    """Check that each update is there once, that their times rise, and that nothing lies beside."""
    assert sorted(site.numbers()) == list(range(count))
    times: list[datetime] = [update["at"] for update in site.updates()]
    assert times == sorted(set(times))
    assert site.others() == []


@pytest.mark.parametrize(
    ("processes", "each"), [(12, 3), pytest.param(50, 10, marks=pytest.mark.long)]
)
def test_many_processes(site: Site, processes: int, each: int) -> None:
    """However many processes append at once, every update is kept, in the order of their times."""
    finish([site.writer(number * each, each) for number in range(processes)])
    assert_all_kept(site, processes * each)


def test_fifty_processes(site: Site) -> None:
    """Fifty processes that append one update each lose none."""
    finish([site.writer(0, 50, "each")])
    assert_all_kept(site, 50)


def test_killed_at_each_step(site: Site) -> None:
    """A writer killed before any of its calls leaves the file whole; trying again completes it."""
    steps = int(finish([site.writer(0, 1)])[0])
    assert steps > 10
    for step in range(1, steps + 1):
        site.file.write_text(EMPTY)
        killed = site.writer(0, 1, step)
        assert killed.wait(timeout=60) in (0, -9)
        killed.communicate()
        text = site.file.read_text()
        site.change(append_once)
        assert site.numbers() == [0], (step, text)
        assert site.others() == []


def append_once(text: str) -> str:
    if "id: u0" in text:
        return text
    return append_update(text, ".yml", {"id": "u0", "message": "Update 0.\n"})


@pytest.mark.parametrize("rounds", [6, pytest.param(100, marks=pytest.mark.long)])
def test_killed_at_random(site: Site, rounds: int) -> None:
    """A writer killed at any moment and started again loses, doubles and tears nothing."""
    chance = random.Random(20261103)
    for _ in range(rounds):
        writer = site.writer(0, 60)
        time.sleep(chance.uniform(0.1, 0.5))
        writer.kill()
        writer.communicate()
        assert site.numbers() == list(range(len(site.numbers())))
    finish([site.writer(0, 60)])
    assert_all_kept(site, 60)
