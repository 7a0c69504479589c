"""A new site in a folder, and a history from elsewhere written into one."""

import platform
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.site_lock import LOCK_NAME, SiteLock, write_lock
from mkdocs_statuspage.desk.workspace import Workspace

if TYPE_CHECKING:
    from mkdocs_statuspage.importers.plan import Plan

STARTER_DIR = Path(__file__).parent.parent / "starter"
WORKFLOWS = ("publish", "clock", "check", "update", "alarm")
FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "incidents/statuspage.yml": "incidents/statuspage.yml",
    "incidents/{day}-the-website-was-slow.md": "incidents/example.md",
    "incidents/pages/about.md": "incidents/pages/about.md",
    **{f".github/workflows/{name}.yml": f"github/{name}.yml" for name in WORKFLOWS},
    ".github/dependabot.yml": "github/dependabot.yml",
    ".vscode/settings.json": "vscode.json",
    ".gitignore": "gitignore",
}
"""What a new site has, and what in `starter/` it is made from."""
AROUND = tuple(p for p in FILES if p in ("mkdocs.yml", ".gitignore") or p.startswith(".github/"))
"""What of that a history from elsewhere needs to become a site."""


def make_site(folder: Path, name: str | None, url: str, timezone: str) -> SiteLock:
    """Write a ready site, and return its lock: config, an example, what publishes it, schemas for editors.

    Raises:
        CannotRun: the zone is none, or one of the files is there already; then none is written.
    """
    from mkdocs_statuspage.model.scalars import slug
    from mkdocs_statuspage.reading.json_schema import SCHEMAS, schema_text

    today = _today_in(timezone)
    title = name or folder.resolve().name.replace("-", " ").capitalize()
    values = {
        "name": _quoted(title),
        "site_name": _quoted(f"{title} status"),
        "site_id": slug(title) or "status",
        "url": url,
        "timezone": timezone,
        "day": today.isoformat(),
        "python": _python(),
        "once": "" if _has_remote(folder) else "# ",
    }
    files = {path.format(**values): starter_text(source, values) for path, source in FILES.items()}
    for kind, model in SCHEMAS.items():
        files[f".schemas/{kind}.json"] = schema_text(model)
    _write(folder, files)
    return write_lock(folder)


def _today_in(timezone: str) -> date:
    try:
        return datetime.now(ZoneInfo(timezone)).date()
    except (KeyError, ValueError, OSError):
        raise CannotRun(
            f"{timezone!r} is no time zone", "use a name such as Europe/Lisbon"
        ) from None


def _has_remote(folder: Path) -> bool:
    from mkdocs_statuspage.writing.git import Git

    there = next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())
    return Git(there).ask("remote") is not None


def _python() -> str:
    return ".".join(platform.python_version_tuple()[:2])


def _quoted(title: str) -> str:
    """Quote a name as YAML takes it on one line."""
    plain = title.replace(" ", "").isalnum() and not title[0].isdigit()
    return title if plain else "'" + title.replace("'", "''") + "'"


def starter_text(source: str, values: dict[str, str]) -> str:
    """Read a file of the starter with its places filled: `{name}` of each value, and nothing else."""
    text = (STARTER_DIR / source).read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"{{{key}}}", value)
    return text


def _write(folder: Path, files: dict[str, str]) -> None:
    there = [path for path in (*files, LOCK_NAME) if (folder / path).exists()]
    if there:
        raise CannotRun(
            f"{folder} has {', '.join(there)} already",
            "name a new folder, or move those away",
            instead=(str(folder), "my-status"),
        )
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")


def write_history(workspace: Workspace, planned: "Plan") -> None:
    """Write the planned files; a file that is there is only replaced where the plan extends it."""
    from mkdocs_statuspage.writing.files import change_file, create_file

    workspace.incidents_dir.mkdir(parents=True, exist_ok=True)
    for name, text in planned.files.items():
        path = workspace.incidents_dir / name
        if path.exists():
            change_file(path, _replacing(text), lock_dir=workspace.locks_dir)
        else:
            create_file(path, text, lock_dir=workspace.locks_dir)
    if workspace.mkdocs_yml is None:
        _begin_around(workspace)


def _begin_around(workspace: Workspace) -> None:
    """Write what a site has around its incidents, where it is not there yet."""
    from mkdocs_statuspage.writing.files import create_file

    values = {"site_name": "Status", "url": "https://status.example.com/", "python": _python()}
    for name in AROUND:
        path = workspace.root / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            create_file(path, starter_text(FILES[name], values), lock_dir=workspace.locks_dir)
    if not (workspace.root / LOCK_NAME).exists():
        write_lock(workspace.root)


def _replacing(text: str) -> Callable[[str], str]:
    return lambda _: text
