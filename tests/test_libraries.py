"""Each outside library has one room, so that whoever replaces one knows where it ends."""

import ast
import re
import sys
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "generator" / "mkdocs_statuspage"
ROOMS = {
    "PIL": "mkdocs/drawn_images.py",
    "apprise": "writing/notice_channels.py",
    "babel": "language/",
    "boto3": "writing/hosting_targets.py",
    "comrak": "markdown_text.py",
    "feedgen": "outputs/feeds/formats.py",
    "filelock": "writing/locks.py",
    "icalendar": "outputs/calendar.py",
    "jinja2": "mkdocs/",
    "lxml": "reading/attachments.py",
    "nh3": "outputs/view/prose.py",
    "pyrage": "writing/notice_mail.py",
    "rich": "cli/",
    "typer": "cli/",
    "watchdog": "mkdocs/file_watch.py",
    "yaml": "yaml_text/",
}


@pytest.mark.parametrize("library", ROOMS)
def test_a_library_is_imported_in_its_room_alone(library: str) -> None:
    """A second room asks the first for what it needs."""
    found = [
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        if library in imported(path)
    ]
    assert found, "it is imported nowhere: take it from the table and from pyproject.toml"
    assert [path for path in found if not path.startswith(ROOMS[library])] == []


ARCHITECTURE = PACKAGE.parents[1] / "ARCHITECTURE.md"
NAMED = {"PIL": "pillow", "yaml": "pyyaml"}
"""What a library is called, where its package is called otherwise."""
BROUGHT = frozenset(["botocore", "click", "markupsafe", "pydantic_core"])
"""What a library brings that is named, and is spoken to with it."""
_ROW = re.compile(r"^\| ((?:`\w+(?:/|\.py)`(?:, )?)+) \| .* \|(.*)\|$", re.MULTILINE)
LAYERS = {row[1]: row[2].casefold() for row in _ROW.finditer(ARCHITECTURE.read_text("utf-8"))}


@pytest.mark.parametrize("layer", LAYERS)
def test_the_table_of_layers_names_each_library(layer: str) -> None:
    """Whoever wonders what a layer needs reads it there."""
    found = set()
    for name in re.findall(r"`([\w./]+)`", layer):
        files = PACKAGE.joinpath(name).rglob("*.py") if name[-1] == "/" else [PACKAGE / name]
        found |= {one for path in files for one in imported(path)}
    others = found - sys.stdlib_module_names - BROUGHT - {PACKAGE.name, ""}
    assert [one for one in others if NAMED.get(one, one) not in LAYERS[layer]] == []


@cache
def imported(path: Path) -> set[str]:
    """Name the packages that a module imports, at its head or later."""
    names: list[str] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        if isinstance(node, ast.ImportFrom):
            names.append(node.module or "")
    return {name.partition(".")[0] for name in names}
