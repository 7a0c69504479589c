"""A site in a folder of a larger repository: GitHub reads workflows at the top alone, so they stand there and work below."""

import re
from collections.abc import Mapping
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.writing.git import Git

WORKFLOWS_DIR = ".github/workflows/"
DEPENDABOT = ".github/dependabot.yml"
"""The larger repository has its own, or none."""
VERBS = ("check", "build", "update", "hook", "notify", "verify")
"""The commands that workflows run."""
NAMED = ("publish", "clock", "verify")
"""The workflows that another one names, or itself."""


def top_of(folder: Path) -> Path | None:
    """Return the top of the repository that a folder stands in; None where it is the top, or in none."""
    there = next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())
    found = Git(there).ask("rev-parse", "--show-toplevel")
    top = Path(found).resolve() if found else None
    return top if top != folder.resolve() else None


def at_the_top(files: Mapping[str, str], top: Path, below: str) -> dict[str, str]:
    """Move the workflows among a site's files to the top, under names of the site's own.

    Raises:
        CannotRun: the folder has a name that would need quotes in a workflow.
    """
    if not re.fullmatch(r"[\w./-]+", below):
        raise CannotRun(
            f"{below!r} cannot stand in a workflow", "name it by letters, digits, `.`, `_` and `-`"
        )
    changes = _changes(below)
    kept = {p: t for p, t in files.items() if not p.startswith(WORKFLOWS_DIR) and p != DEPENDABOT}
    moved = {
        f"{top}/{WORKFLOWS_DIR}{_prefix(below)}{path.removeprefix(WORKFLOWS_DIR)}": _changed(
            text, changes
        )
        for path, text in files.items()
        if path.startswith(WORKFLOWS_DIR)
    }
    return kept | moved


def _prefix(below: str) -> str:
    return below.replace("/", "-") + "-"


def _changes(below: str) -> Mapping[str, str]:
    """Return what stands in a workflow for a site at the top, and what for one below."""
    own = _prefix(below)
    return {
        **{f"statuspage {verb}": f"statuspage -C {below} {verb}" for verb in VERBS},
        "\nname: ": f"\nname: {own}",
        "  group: ": f"  group: {own}",
        "branches: [main]\n": f"branches: [main]\n    paths: [{below}/**]\n",
        "  pull_request:\n": f"  pull_request:\n    paths: [{below}/**]\n",
        " site/build.json": f" {below}/site/build.json",
        "path: site\n": f"path: {below}/site\n",
        "path: .statuspage/cache\n": f"path: {below}/.statuspage/cache\n",
        "'requirements.txt', 'wheels/*'": f"'{below}/requirements.txt', '{below}/wheels/*'",
        "run: python -m venv": f"run: cd {below} && python -m venv",
        "' incidents ||": f"' {below}/incidents ||",
        "' incidents/statuspage.yml": f"' {below}/incidents/statuspage.yml",
        **{f"workflows/{name}.yml": f"workflows/{own}{name}.yml" for name in NAMED},
    }


def _changed(text: str, changes: Mapping[str, str]) -> str:
    for before, after in changes.items():
        text = text.replace(before, after)
    return text
