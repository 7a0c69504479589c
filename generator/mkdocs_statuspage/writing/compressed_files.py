"""Compressed copies beside the files of a site, which servers send in their place: nginx by `gzip_static`, GitLab Pages."""

import gzip
import os
from pathlib import Path

TEXTS = frozenset(
    ".atom .css .html .ics .js .json .map .md .rss .svg .txt .webmanifest .xml".split()
)
"""What compression makes smaller; pictures and fonts are compressed already."""


def compress_files(folder: Path) -> None:
    """Write `NAME.gz` beside each text; its bytes and its time follow from the text's alone."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in TEXTS and path.is_file():
            copy = path.with_name(f"{path.name}.gz")
            copy.write_bytes(gzip.compress(path.read_bytes(), mtime=0))
            times = path.stat()
            os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))


def is_compressed_copy(path: Path) -> bool:
    """Tell whether a file is the compressed copy of the one beside it."""
    return path.suffix == ".gz" and path.with_suffix("").is_file()
