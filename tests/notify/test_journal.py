"""What this machine knows of a telling: who was told, and which runs live."""

from pathlib import Path

import pytest

from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.writing.telling_journal import (
    Journal,
    forget_run,
    is_gone,
    sign_of_life,
    state_home,
)


def test_a_reader_who_is_noted_was_told_and_no_address_is_there(tmp_path: Path) -> None:
    """In whatever order; what is forgotten was never noted, and of another thing nothing is known."""
    journal = Journal(tmp_path / "home", "key", "mail")
    assert journal.told(["ann@x.example"]) == frozenset()
    journal.note("ann@x.example")
    journal.note("bob@x.example")
    readers = ["cat@x.example", "bob@x.example", "ann@x.example"]
    assert journal.told(readers) == {"ann@x.example", "bob@x.example"}
    assert Journal(tmp_path / "home", "key", "chat").told(readers) == frozenset()
    assert "x.example" not in journal.path.read_text()
    journal.forget()
    journal.forget()
    assert journal.told(readers) == frozenset()


def test_what_cannot_be_noted_is_said(tmp_path: Path) -> None:
    """Before the next reader is told."""
    (tmp_path / "home").write_text("a file where a folder should be")
    with pytest.raises(CannotWrite, match="home"):
        Journal(tmp_path / "home", "key", "mail").note("ann@x.example")


def test_a_run_that_lives_is_not_gone(tmp_path: Path) -> None:
    """Whoever has ended is; of one that was never on this machine nobody knows."""
    assert not is_gone(tmp_path, "elsewhere")
    with sign_of_life(tmp_path, "run"):
        assert not is_gone(tmp_path, "run")
    assert is_gone(tmp_path, "run")
    forget_run(tmp_path, "run")
    assert not is_gone(tmp_path, "run")


def test_a_user_without_a_home_keeps_it_beside_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Elsewhere in the place that systems have for it."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert state_home(tmp_path / "site") == tmp_path / "state" / "statuspage"
    (tmp_path / "none").write_text("")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "none"))
    assert state_home(tmp_path / "site") == tmp_path / "site" / "telling"
