"""What is kept is found again as it was, or not at all; and nothing is run that stands in it."""

import io
import os
import pickle
import sqlite3
import subprocess
from contextlib import closing
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

import pytest
from tests.life.every_text import with_links

from mkdocs_statuspage.model.incident import Affected
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.timeline.watched_now import Validity
from mkdocs_statuspage.writing.kept_results import FORMS_KEPT, KeptResults, digest, form_of

ROOT = Path(__file__).parents[2]
FORM, KEY = digest("form"), digest("key")


def kept(folder: Path, form: bytes = FORM) -> KeptResults:
    return KeptResults(folder, "texts", form)


def leave(folder: Path, value: Any, form: bytes = FORM) -> None:
    results = kept(folder, form)
    results.keep("name", KEY, value)
    results.close(is_whole=True)


def test_what_was_just_kept_is_found_before_it_is_written(tmp_path: Path) -> None:
    results = kept(tmp_path)
    results.keep("name", KEY, "kept")
    assert results.knows("name", KEY)
    assert not results.knows("name", digest("another"))
    assert results.find("name", KEY) == "kept"


@pytest.mark.parametrize(
    "value",
    [
        Validity(datetime(2026, 1, 1, tzinfo=UTC)),
        {"a": (b"bytes", "text", frozenset(["x"]), {1, 2}, None, 1.5)},
        Path("a/b"),
    ],
    ids=["own", "plain", "path"],
)
def test_what_is_kept_is_found_under_its_key_and_no_other(tmp_path: Path, value: Any) -> None:
    leave(tmp_path, value)
    again = kept(tmp_path)
    assert again.find("name", KEY) == value
    assert again.find("name", digest("another")) is None
    assert kept(tmp_path, digest("another form")).find("name", KEY) is None


def test_an_incident_is_found_as_it_was_read(tmp_path: Path) -> None:
    """Every field that holds a text, and the example; what is as by default is one for all."""
    with_links(tmp_path / "incidents")
    folders = [tmp_path / "incidents", ROOT / "incidents"]
    read = {one.path: one for folder in folders for one in read_folder(folder).incidents}
    results = kept(tmp_path)
    for path, one in read.items():
        results.keep(path, KEY, one)
    results.close(is_whole=True)
    again = kept(tmp_path)
    found = {path: again.find(path, KEY) for path in read}
    assert found == read
    assert repr(found) == repr(read)
    changed = {path: one.model_copy(update={"title": "X"}) for path, one in found.items()}
    assert changed == {p: one.model_copy(update={"title": "X"}) for p, one in read.items()}
    quiet = [one.affected for one in found.values() if one.affected == Affected()]
    assert len(quiet) > 1
    assert len(set(map(id, quiet))) == 1


class _AsInDebian(pickle.Pickler):
    """Writes members of enumerations as Python 3.11.0 to 3.11.3 does."""

    def reducer_override(self, value: Any) -> Any:
        """Say how a value is written."""
        return (getattr, (type(value), value.name)) if isinstance(value, Enum) else NotImplemented


def test_an_incident_is_found_as_any_python_wrote_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With Debian 12's nothing that was kept was ever found."""

    def dumps(value: Any, protocol: int) -> bytes:
        written = io.BytesIO()
        _AsInDebian(written, protocol).dump(value)
        return written.getvalue()

    with_links(tmp_path / "incidents")
    read = read_folder(tmp_path / "incidents").incidents
    monkeypatch.setattr(pickle, "dumps", dumps)
    leave(tmp_path, read)
    assert kept(tmp_path).find("name", KEY) == read


class Run:
    """What runs when it is unpickled."""

    def __init__(self, what: Any, *words: Any) -> None:
        """Say what."""
        self.what, self.words = what, words

    def __reduce__(self) -> tuple[Any, tuple[Any, ...]]:
        """Run it."""
        return self.what, self.words


@pytest.mark.parametrize(
    "what", [os.system, eval, subprocess.getoutput, getattr], ids=lambda f: f.__name__
)
def test_nothing_is_run_that_somebody_put_there(tmp_path: Path, what: Any) -> None:
    """Under a right key and with a right seal."""
    leave(tmp_path, 1)
    results = kept(tmp_path)
    words = {eval: ("1/0",), getattr: (Affected, "model_validate")}
    value = pickle.dumps(Run(what, *words.get(what, (f"touch {tmp_path}/run",))))
    row = ("name", KEY, value, digest("texts", FORM, "name", KEY, value))
    with closing(sqlite3.connect(results.path)) as there, there:
        there.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)
    assert kept(tmp_path).find("name", KEY) is None
    assert not (tmp_path / "run").exists()


@pytest.mark.parametrize("name", ["subprocess.run", "subprocess", "_telling", "Mapping"])
def test_only_classes_of_our_own_are_made(tmp_path: Path, name: str) -> None:
    """Not what a module of ours has from elsewhere, nor its functions."""
    module = "mkdocs_statuspage.writing.git"
    value = f"\x80\x04\x8c{chr(len(module))}{module}\x8c{chr(len(name))}{name}\x93.".encode(
        "latin-1"
    )
    leave(tmp_path, 1)
    row = ("name", KEY, value, digest("texts", FORM, "name", KEY, value))
    with closing(sqlite3.connect(kept(tmp_path).path)) as there, there:
        there.execute("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", row)
    assert kept(tmp_path).find("name", KEY) is None


def test_what_is_no_database_is_replaced(tmp_path: Path) -> None:
    leave(tmp_path, 1)
    path = kept(tmp_path).path
    path.write_bytes(b"no database at all" * 100)
    assert kept(tmp_path).find("name", KEY) is None
    leave(tmp_path, 2)
    assert kept(tmp_path).find("name", KEY) == 2


@pytest.mark.parametrize("part", [b"CREATE TABLE kept", b"name TEXT", b"seal BLOB", b"kept"])
def test_what_is_a_damaged_database_is_replaced(tmp_path: Path, part: bytes) -> None:
    """Whatever it is that SQLite says of it: here in words that are no text."""
    leave(tmp_path, 1)
    path = kept(tmp_path).path
    data = path.read_bytes()
    assert part in data
    path.write_bytes(data.replace(part, bytes(sign ^ 0xA0 for sign in part)))
    assert kept(tmp_path).find("name", KEY) in (None, 1)
    leave(tmp_path, 2)
    leave(tmp_path, 2)
    assert kept(tmp_path).find("name", KEY) == 2


def test_another_writer_is_not_robbed(tmp_path: Path) -> None:
    """Who finds it locked does without, and leaves it."""
    leave(tmp_path, 1)
    path = kept(tmp_path).path
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        leave(tmp_path, 2)
        other.execute("ROLLBACK")
    assert kept(tmp_path).find("name", KEY) == 1


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file in the place of the folder")
    leave(tmp_path, 1)
    assert kept(tmp_path).find("name", KEY) is None


def test_what_nobody_asks_for_goes(tmp_path: Path) -> None:
    """With a whole run; one that was cut off forgets nothing."""
    leave(tmp_path, 1)
    for is_whole, left in ((False, 1), (True, None)):
        results = kept(tmp_path)
        results.keep("other", KEY, 2)
        results.close(is_whole=is_whole)
        assert kept(tmp_path).find("name", KEY) == left


def test_what_was_replaced_or_forgotten_is_not_in_the_file(tmp_path: Path) -> None:
    """Whatever SQLite does by itself, a word that was withheld is overwritten."""
    for value, others in (("secret", 200), ("word", 0)):
        results = kept(tmp_path)
        results.keep("name", KEY, value * 50)
        for number in range(others):
            results.keep(str(number), KEY, value * 50)
        results.close(is_whole=True)
    said = next((tmp_path / "cache").glob("*.db")).read_bytes()
    assert b"word" in said
    assert b"secret" not in said


def test_other_configurations_stay_for_a_while(tmp_path: Path) -> None:
    """So that who builds and serves by turns need not begin anew; of many the oldest go."""
    forms = [digest(str(number)) for number in range(FORMS_KEPT + 2)]
    for number, form in enumerate(forms):
        leave(tmp_path, number, form)
    assert len([*(tmp_path / "cache").glob("*.db")]) == FORMS_KEPT
    assert kept(tmp_path, forms[-1]).find("name", KEY) == len(forms) - 1


def test_who_builds_again_and_again_reads_nothing_twice(tmp_path: Path) -> None:
    leave(tmp_path, 1)
    remembered: Any = {}
    first = KeptResults(tmp_path, "texts", FORM, remembered)
    assert first.find("name", KEY) == 1
    first.path.unlink()
    assert KeptResults(tmp_path, "texts", FORM, remembered).find("name", KEY) == 1
    assert KeptResults(tmp_path, "texts", FORM, remembered).find("name", digest("else")) is None


def test_the_form_of_a_folder_is_another_when_a_file_is_elsewhere_in_it(tmp_path: Path) -> None:
    """As a module that is moved to another package; what Python compiled is left out."""
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    (tmp_path / "a/one.py").write_text("1")
    before = form_of(tmp_path)
    (tmp_path / "a/one.pyc").write_text("compiled")
    assert form_of(tmp_path) == before
    (tmp_path / "a/one.py").rename(tmp_path / "b/one.py")
    assert form_of(tmp_path) != before
