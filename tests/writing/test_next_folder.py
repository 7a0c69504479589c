"""A folder is replaced by a whole one or stays as it was, whoever reads or kills meanwhile."""

import errno
import os
import shutil
import stat
import threading
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from mkdocs_statuspage.writing import next_folder as module
from mkdocs_statuspage.writing.next_folder import next_folder


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a folder with a page, a page that will be no more, and a hidden file."""
    folder = tmp_path / "site"
    (folder / "old").mkdir(parents=True)
    for name in ("index.html", "old/index.html", ".nojekyll"):
        (folder / name).write_text("former")
    return folder


def grown(folder: Path, **settings: bool) -> module.NextFolder:
    begun = next_folder(folder, **settings)
    (begun.path / "new").mkdir()
    for name in ("index.html", "new/index.html"):
        (begun.path / name).write_text("new")
    return begun


def files(folder: Path) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()
    }


NEW = {"index.html": "new", "new/index.html": "new", ".nojekyll": "former"}
FORMER = {"index.html": "former", "old/index.html": "former", ".nojekyll": "former"}


def test_the_former_stays_until_the_new_one_is_whole(site: Path) -> None:
    """Nothing of the new folder is seen before, nothing of the former after; hidden files are kept."""
    begun = grown(site)
    assert files(site) == FORMER
    assert begun.replace() == ""
    assert files(site) == NEW
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_the_next_goes_on_from_the_one_before_the_former(site: Path) -> None:
    """What stays of what was replaced is put away, and taken up again; what was put away before that is gone."""
    spare = site.parent / "kept" / "spare"
    spare.mkdir(parents=True)
    (spare / "older").touch()
    (site / "same").touch()
    begun = grown(site)
    (begun.path / "same").touch()
    begun.replace(spare)
    stays = {"same": "", ".nojekyll": "former"}
    assert files(spare) == stays
    begun = next_folder(site)
    begun.go_on(spare)
    assert files(begun.path) == stays
    assert not spare.exists()
    begun.replace(spare)
    assert (files(site), files(spare)) == (stays, stays)
    assert sorted(path.name for path in site.parent.iterdir()) == ["kept", "site"]


def test_no_word_stays_that_is_on_the_site_no_more(site: Path) -> None:
    """Of a folder that was replaced stays what the new one has too: a word that was withheld is gone, and nothing that a link leads to."""
    theirs = site.parent / "theirs"
    theirs.mkdir()
    for name in ("index.html", "new", "other"):
        (theirs / name).write_text("their own")
    for name in ("page", "folder", "file"):
        (site / name).mkdir() if name == "folder" else (site / name).write_text("secret")
    (site / "folder" / "index.html").write_text("secret")
    (site / "new").symlink_to(theirs)
    (site / "gone").symlink_to(theirs / "other")
    begun, spare = grown(site), site.parent / "spare"
    for name in ("page", "folder"):
        (begun.path / name).write_text("nothing")
    (begun.path / "file").mkdir()
    (begun.path / "file" / "index.html").write_text("nothing")
    begun.replace(spare)
    assert files(spare) == {".nojekyll": "former"}
    assert [path.name for path in spare.iterdir() if path.is_symlink()] == []
    assert files(theirs) == dict.fromkeys(("index.html", "new", "other"), "their own")


@pytest.mark.parametrize("how", ["_exchange", "_rename_twice"])
def test_however_it_is_replaced_the_next_can_go_on(
    site: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """In two steps, or file by file."""
    for way in ("_exchange", how):
        monkeypatch.setattr(module, way, refused)
    spare = site.parent / "spare"
    grown(site).replace(spare)
    assert files(site) == NEW
    assert files(spare).items() <= files(site).items()
    assert ".nojekyll" in files(spare)


def test_nothing_goes_on_from_what_is_none(site: Path) -> None:
    """Where there is nothing, a link that leads elsewhere, or something is written already."""
    elsewhere = site.parent / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "theirs").touch()
    for name in ("nothing", "link"):
        (site.parent / "link").symlink_to(elsewhere) if name == "link" else None
        begun = next_folder(site)
        begun.go_on(site.parent / name)
        assert [*begun.path.iterdir()] == []
        begun.give_up()
    begun = grown(site)
    begun.go_on(elsewhere)
    assert "theirs" not in files(begun.path)
    begun.replace(site.parent / "no" / "such" / "place")
    assert files(site) == NEW
    assert files(elsewhere) == {"theirs": ""}


def test_what_is_given_up_leaves_nothing(site: Path) -> None:
    """The former folder is as it was, and nothing lies beside it."""
    grown(site).give_up()
    assert files(site) == FORMER
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_reader_always_finds_a_whole_folder(site: Path) -> None:
    """Over two hundred replacements whoever asks for a page gets it, whole."""
    stop, odd = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            try:
                text = (site / "index.html").read_text()
            except OSError as error:
                odd.append(str(error))
            else:
                odd.extend([text] if text not in ("former", "new") else [])

    reader = threading.Thread(target=read)
    reader.start()
    for _ in range(200):
        grown(site).replace()
    stop.set()
    reader.join()
    assert odd == []


def test_mode_and_links_are_kept(site: Path) -> None:
    """A folder that a group may write stays one; a link to the folder stays a link."""
    site.chmod(0o2775)
    link = site.parent / "current"
    link.symlink_to("site")
    grown(link).replace()
    assert stat.S_IMODE(site.stat().st_mode) == 0o2775
    assert link.is_symlink()
    assert files(link) == NEW


def test_a_hidden_folder_and_the_group_are_kept(site: Path) -> None:
    """A work tree's `.git` is one; the group is that of the former folder, whoever builds."""
    (site / ".git").mkdir()
    (site / ".git" / "HEAD").write_text("ref: refs/heads/pages\n")
    if os.geteuid() == 0:
        os.chown(site, -1, 41500)
    group = site.stat().st_gid
    grown(site).replace()
    assert (site / ".git" / "HEAD").read_text() == "ref: refs/heads/pages\n"
    assert site.stat().st_gid == group


def test_a_dirty_build_begins_with_a_copy(site: Path) -> None:
    """What is not written again is there still, with its time, and the former is not touched by it."""
    before = (site / "old/index.html").stat().st_mtime_ns
    begun = grown(site, copied=True)
    assert files(site) == FORMER
    begun.replace()
    assert files(site) == NEW | {"old/index.html": "former"}
    assert (site / "old/index.html").stat().st_mtime_ns == before


def test_what_a_killed_build_left_goes_with_the_next(site: Path) -> None:
    """A room whose maker is gone is removed; that of a build which still runs is not."""
    running, killed = grown(site), grown(site)
    killed.lock.release()
    next_folder(site).give_up()
    assert not killed.room.exists()
    running.replace()
    assert files(site) == NEW


def test_a_room_that_goes_while_another_looks_at_it_stops_nobody(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two builds that begin together both clear away what a third left."""
    left = site.parent / ".site.next-left"
    left.mkdir()

    def later() -> float:
        shutil.rmtree(left)
        return time.time()

    monkeypatch.setattr(module, "time", SimpleNamespace(time=later))
    grown(site).replace()
    assert files(site) == NEW
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_a_kill_between_two_renames_is_undone(site: Path) -> None:
    """Where a system cannot exchange folders, the former one comes back with the next build."""
    killed = grown(site)
    site.rename(killed.room / "former")
    killed.lock.release()
    next_folder(site).give_up()
    assert files(site) == FORMER


def refused(*_: object) -> None:
    raise OSError(errno.EINVAL, "cannot")


def test_without_an_exchange_it_takes_two_steps(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is the same, and what it lacks is said."""
    monkeypatch.setattr(module, "_exchange", refused)
    assert "two steps" in grown(site).replace()
    assert files(site) == NEW


def test_what_cannot_be_renamed_is_replaced_file_by_file(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A volume's root, say: the result is the same, and what it lacks is said."""
    monkeypatch.setattr(module, "_exchange", refused)
    monkeypatch.setattr(module, "_rename_twice", refused)
    inode = site.stat().st_ino
    assert "file by file" in grown(site).replace()
    assert files(site) == NEW
    assert not (site / "old").exists()
    assert site.stat().st_ino == inode


def test_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """The first build makes it, with the folders above it."""
    target = tmp_path / "a" / "site"
    assert grown(target).replace() == ""
    assert files(target) == {"index.html": "new", "new/index.html": "new"}


def test_what_is_the_same_stays_as_it_was(site: Path) -> None:
    """Its time and its number on the disk; what has another word or another mode is another file."""
    for name in ("same", "changed", "open"):
        (site / name).write_text("one word")
        os.utime(site / name, (1, 1))
    begun = next_folder(site)
    for name, text in (("same", "one word"), ("changed", "two word"), ("open", "one word")):
        (begun.path / name).write_text(text)
    (begun.path / "open").chmod(0o600)
    number = (site / "same").stat().st_ino
    begun.replace()
    assert [(site / name).stat().st_mtime == 1 for name in ("same", "changed", "open")] == [
        True,
        False,
        False,
    ]
    assert (site / "same").stat().st_ino == number
    assert (site / "changed").read_text() == "two word"
