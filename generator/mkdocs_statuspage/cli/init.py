"""`statuspage init`: a ready site in a new folder."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from mkdocs_statuspage import __version__
from mkdocs_statuspage.desk.errors import CannotRun

STARTER_DIR = Path(__file__).parent.parent / "starter"
FILES = {
    "mkdocs.yml": "mkdocs.yml",
    "incidents/statuspage.yml": "incidents/statuspage.yml",
    "incidents/{day}-the-website-was-slow.md": "incidents/example.md",
    "incidents/pages/about.md": "incidents/pages/about.md",
    ".github/workflows/publish.yml": "github/publish.yml",
    ".vscode/settings.json": "vscode.json",
    ".gitignore": "gitignore",
}
"""What a new site has, and what in `starter/` it is made from."""


def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The site's new folder.")],
    name: Annotated[
        str | None, typer.Option(help="The organisation, as customers know it.")
    ] = None,
    url: Annotated[
        str, typer.Option(help="Where the page will be served.")
    ] = "https://status.example.com/",
    timezone: Annotated[str, typer.Option(help="How times are shown.")] = "UTC",
) -> None:
    """Make a ready site: config, an example, the workflow that publishes it, schemas for editors."""
    from mkdocs_statuspage.model.ids import slug
    from mkdocs_statuspage.reading.json_schema import SCHEMAS, schema_text

    try:
        ZoneInfo(timezone)
    except (KeyError, ValueError, OSError):
        raise CannotRun(
            f"{timezone!r} is no time zone", "use a name such as Europe/Lisbon"
        ) from None
    title = name or folder.resolve().name.replace("-", " ").capitalize()
    values = {
        "name": _quoted(title),
        "site_name": _quoted(f"{title} status"),
        "site_id": slug(title) or "status",
        "url": url,
        "timezone": timezone,
        "day": datetime.now(UTC).date().isoformat(),
        "version": __version__,
    }
    files = {path.format(**values): starter_text(source, values) for path, source in FILES.items()}
    for kind, model in SCHEMAS.items():
        files[f".schemas/{kind}.json"] = schema_text(model)
    _write(folder, files)
    sys.stdout.write(
        f"{folder} is a site. Next:\n"
        f"  cd {folder} && statuspage serve        # look at it\n"
        f"  edit incidents/statuspage.yml          # your components and people\n"
        f"  statuspage open 'TITLE' -c website=major -m TEXT   # when something breaks\n"
    )


def _quoted(title: str) -> str:
    """Give a name as YAML takes it on one line."""
    plain = title.replace(" ", "").isalnum() and not title[0].isdigit()
    return title if plain else "'" + title.replace("'", "''") + "'"


def starter_text(source: str, values: dict[str, str]) -> str:
    """Give a file of the starter with its places filled."""
    text = (STARTER_DIR / source).read_text(encoding="utf-8")
    return text if source == "gitignore" else text.format(**values)


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write the files.

    Raises:
        CannotRun: one of them is there already; then none is written.
    """
    there = [path for path in files if (folder / path).exists()]
    if there:
        raise CannotRun(
            f"{folder} has {', '.join(there)} already", "name a new folder, or move those away"
        )
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
