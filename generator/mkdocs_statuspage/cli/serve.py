"""`statuspage serve`: MkDocs' own server, which reloads the page when a file changes."""

import typer

from mkdocs_statuspage.cli.build import SETTINGS, run_mkdocs

__all__ = ["SETTINGS", "command"]


def command(context: typer.Context) -> None:
    """Show the site on this machine, reloading on every change; takes the flags of `mkdocs serve`."""
    run_mkdocs("serve", context)
