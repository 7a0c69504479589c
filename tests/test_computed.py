"""Between reading and writing there is no clock, no network and no disk: it runs where all are refused."""

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import babel
import pytest

import mkdocs_statuspage

PACKAGE = Path(mkdocs_statuspage.__file__).parent
EXAMPLE = Path(__file__).parents[1] / "incidents"
INCOMPLETE = """\
title: Cards
class: affecting
updates:
  - at: 2026-01-03T09:20:00Z
    status: resolved
    message: "See [the log](log.txt)."
report: {published_at: 2026-01-04T09:20:00Z}
"""
PROGRAM = """\
import datetime, pathlib, sys, zoneinfo
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.site import site_of

reading = read_folder(pathlib.Path(sys.argv[1]))
OWN = tuple(sys.argv[3:])
PROGRAM_FILES = (sys.prefix, sys.base_prefix, sys.argv[2], *zoneinfo.TZPATH)
TOUCHES = ("open", "os.", "socket.", "subprocess.", "shutil.", "tempfile.", "sqlite3.", "time.sleep")


def refuse(event, args):
    if event.startswith(TOUCHES) and not str(args[0] if args else "").startswith(OWN or ("\\0",)):
        raise RuntimeError(f"{event} {args}")


sys.addaudithook(refuse)
site = site_of(reading, datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC), "https://a.example/")
for name in dir(site):
    getattr(site, name)
OWN = PROGRAM_FILES  # modules and words that are loaded when first used are a part of the program
for content in all_files(site).values():
    if isinstance(content, Page):
        content.view(), content.text()
print(len(site.incidents), [finding.rule for finding in site.findings])
"""


@pytest.mark.parametrize("language", ["en", "pt"])
def test_a_site_and_its_files_are_computed_without_a_disk_or_a_network(
    tmp_path: Path, language: str
) -> None:
    """In a process of its own, in which opening a file or a socket raises once the folder is read.

    Whether a report says sorry is looked up among the program's own phrases where the site is not English, and which way its
    words run in Babel's tables.
    """
    folder = tmp_path / "incidents"
    shutil.copytree(EXAMPLE, folder)
    (folder / "2026-01-03-cards.yml").write_text(INCOMPLETE)
    config = folder / "statuspage.yml"
    config.write_text(config.read_text().replace("language: en", f"language: {language}"))
    of_babel = str(Path(babel.__file__).parent)
    own = [] if language == "en" else [str(PACKAGE / "review/phrases" / language), of_babel]
    command = [sys.executable, "-IB", "-c", PROGRAM, str(folder), str(PACKAGE), *own]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "incomplete-report" in ran.stdout, "the warnings were computed too"
    assert int(ran.stdout.split()[0]) > 5


COMPUTES = ("site.py", "model", "timeline", "policy", "review", "outputs")
READS_ITS_OWN = {
    "review/phrasebook.py": "the phrases of the rules",
    "policy/demands.py": "where the default policy's figures are from",
    "outputs/pages/assets.py": "style sheet and script, which it is told where to find",
}
EDGES = frozenset(
    [
        "now",
        "today",
        "utcnow",
        "read_text",
        "read_bytes",
        "write_text",
        "write_bytes",
        "open",
        "exists",
    ]
)
MODULES = frozenset(
    ["os", "io", "time", "socket", "subprocess", "shutil", "tempfile", "random", "sys"]
)


@pytest.mark.parametrize("room", COMPUTES)
def test_what_computes_asks_for_no_clock_and_no_file(room: str) -> None:
    """Read from the source: a clock cannot be refused at run time."""
    files = [PACKAGE / room] if room.endswith(".py") else sorted((PACKAGE / room).rglob("*.py"))
    assert files
    names = [path.relative_to(PACKAGE).as_posix() for path in files]
    found = [
        f"{name}:{line}"
        for name, path in zip(names, files, strict=True)
        if name not in READS_ITS_OWN
        for line in edges_in(ast.parse(path.read_text()))
    ]
    assert found == []


def edges_in(tree: ast.AST) -> Iterator[int]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import) and {alias.name for alias in node.names} & MODULES:
            yield node.lineno
        if isinstance(node, ast.ImportFrom) and node.module in MODULES:
            yield node.lineno
        if isinstance(node, ast.Call):
            called = node.func
            is_method = isinstance(called, ast.Attribute) and called.attr in EDGES
            if is_method or (isinstance(called, ast.Name) and called.id in ("open", "print")):
                yield node.lineno
