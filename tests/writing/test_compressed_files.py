"""Beside each text of a site stands a compressed copy that a server may send in its place."""

import gzip
import os
from pathlib import Path

from mkdocs_statuspage.writing.compressed_files import compress_files, is_compressed_copy

FILES = ["index.html", "api/v2/summary.json", "feed.atom", "box.svg", "box.png", "_headers"]


def site(folder: Path, time: int) -> Path:
    for name in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("Everything works. " * 20)
        os.utime(folder / name, (time, time))
    compress_files(folder)
    return folder


def test_the_copies_follow_from_the_texts_alone(tmp_path: Path) -> None:
    """The same bytes whenever it is built, and the text's own time, by which servers say "not modified"."""
    one, other = site(tmp_path / "one", 1_700_000_000), site(tmp_path / "other", 1_800_000_000)
    copies = {path.relative_to(one).as_posix() for path in one.rglob("*.gz")}
    assert copies == {f"{name}.gz" for name in FILES[:4]}
    for name in copies:
        assert (one / name).read_bytes() == (other / name).read_bytes()
        assert (one / name).read_bytes()[4:8] == b"\0\0\0\0", "no time stands in it"
        assert gzip.decompress((one / name).read_bytes()) == (one / name[:-3]).read_bytes()
        assert (one / name).stat().st_mtime == 1_700_000_000
        assert is_compressed_copy(one / name)


def test_an_archive_of_the_owners_is_no_copy(tmp_path: Path) -> None:
    """Nothing of its name stands beside it."""
    (tmp_path / "logs.gz").write_bytes(gzip.compress(b"x"))
    assert not is_compressed_copy(tmp_path / "logs.gz")
