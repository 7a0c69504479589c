"""Parsed phrases are kept, and what is kept is never more than a shortcut."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from mkdocs_statuspage.review import phrase_cache, phrase_files
from mkdocs_statuspage.review.phrase_cache import cache_path, groups_of
from mkdocs_statuspage.review.phrase_files import read_groups

LIST = "[wrong]\nsays: it is wrong\nmend: mend it\nseverity: error\n- (any|some) trouble\n! no trouble\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setattr(phrase_files, "PHRASES_DIR", tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "en").mkdir()
    (tmp_path / "en" / "words.txt").write_text("people: users|shops\n")
    (tmp_path / "en" / "some-rule.txt").write_text(LIST)
    groups_of.cache_clear()
    yield tmp_path / "en"
    groups_of.cache_clear()


def again() -> object:
    groups_of.cache_clear()
    return groups_of("en")


def test_what_is_kept_is_what_was_parsed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert groups_of("en") == read_groups("en")
    monkeypatch.setattr(phrase_cache, "read_groups", lambda _: pytest.fail("parsed twice"))
    assert again() == read_groups("en")
    assert list(cache_path("en").parent.iterdir()) == [cache_path("en")]


def test_a_changed_list_is_parsed_again(folder: Path) -> None:
    groups_of("en")
    (folder / "some-rule.txt").write_text(LIST.replace("trouble", "bother"))
    assert again() == read_groups("en")
    (folder / "words.txt").write_text("people: cooks\n")
    assert again() == read_groups("en")


@pytest.mark.parametrize("broken", ["", "{", "[]", "{}", '{"stamp": 1}', "null"])
def test_a_broken_file_is_no_loss(folder: Path, broken: str) -> None:
    groups_of("en")
    cache_path("en").write_text(broken)
    assert again() == read_groups("en")


def test_a_kept_file_with_other_shapes_is_parsed_again(folder: Path) -> None:
    groups_of("en")
    kept = cache_path("en").read_text()
    cache_path("en").write_text(kept.replace('"books": {', '"books": {"x": [["just a name"]], '))
    assert again() == read_groups("en")


def test_where_nothing_may_be_written_nothing_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "cache").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    assert groups_of("en") == read_groups("en")


def test_without_a_home_nothing_fails(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_home() -> Path:
        raise RuntimeError

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("LOCALAPPDATA", raising=False)
    monkeypatch.setattr(Path, "home", no_home)
    assert groups_of("en") == read_groups("en")
