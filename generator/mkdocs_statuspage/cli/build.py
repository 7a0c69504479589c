"""`statuspage build`: MkDocs' own build, with its flags and exit codes."""

import typer

from mkdocs_statuspage.cli.mkdocs_runner import run_mkdocs

SETTINGS = {
    "context_settings": {
        "allow_extra_args": True,
        "ignore_unknown_options": True,
        "help_option_names": [],
    }
}


def command(context: typer.Context) -> None:
    """Build the site into site/; takes every flag of `mkdocs build`."""
    run_mkdocs("build", context)
