"""`statuspage export`: the history taken out again, as plain Markdown or as one file of JSON."""

import shutil
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import printable_json
from mkdocs_statuspage.desk.errors import CannotRun

JSON_NAME = "history.json"


def command(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="DIR", help="A folder that is not there yet, or empty.")
    ] = None,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json", help="All of it as one file of JSON: history.json in DIR, or printed."
        ),
    ] = False,
) -> None:
    """Write the history as Markdown that MkDocs alone builds, or as JSON that `import` reads again."""
    from mkdocs_statuspage.desk import exported_history
    from mkdocs_statuspage.desk.owed import load_readable

    workspace = find_workspace(context)
    if as_json:
        if folder and workspace.is_published(folder):
            raise CannotRun(
                f"{folder} lies in the site, and drafts are exported too", "name another"
            )
        text = exported_history.as_json(workspace)
        if folder is None:
            sys.stdout.write(printable_json(text))
            return
        _write(folder, {JSON_NAME: text})
    elif folder is None:
        raise CannotRun("there is no folder to write to", "name one: statuspage export my-history")
    else:
        site = load_readable(workspace)
        _write(folder, exported_history.as_markdown(site))
        _copy(site.incidents_dir, site.assets, folder / "docs" / "incidents")
    sys.stderr.write(f"Written to {folder}.\n")


def _copy(source: Path, names: Iterable[str], target: Path) -> None:
    for name in names:
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, path)


def _write(folder: Path, files: Mapping[str, str]) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotRun(f"{folder} is there already", "name a folder that is not, or is empty")
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
