"""`statuspage init`: a ready site in a new folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from mkdocs_statuspage.cli.lock import tell_only_here


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
    from mkdocs_statuspage.desk.new_site import make_site

    tell_only_here(make_site(folder, name, url, timezone))
    sys.stdout.write(
        f"{folder} is a site. Next:\n"
        f"  cd {folder} && statuspage serve        # look at it\n"
        f"  edit incidents/statuspage.yml          # your components and people\n"
        f"  statuspage open 'TITLE' -c website=major -m TEXT   # when something breaks\n"
    )
