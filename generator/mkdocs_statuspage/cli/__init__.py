"""The command line: each command is a module of its own that parses, calls and presents.

Typer's and Rich's room. Commands import what they need when they run, so that help and completion are
quick.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from mkdocs_statuspage import __version__
from mkdocs_statuspage.cli.errors import report_failure

COMMANDS = (
    "init",
    "open",
    "update",
    "resolve",
    "amend",
    "retract",
    "report",
    "maintenance",
    "check",
    "review",
    "status",
    "promises",
    "keep",
    "record",
    "contact",
    "import",
    "build",
    "serve",
    "schema",
)
"""Every command in the order of the help text; `NAME` is in `cli/NAME.py`, with `_` after a keyword."""

app = typer.Typer(
    name="statuspage",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Tell customers what is going on, and hold yourself to a good response.",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mkdocs-statuspage {__version__}")
        raise typer.Exit


@app.callback()
def shared_options(
    context: typer.Context,
    directory: Annotated[
        Path | None,
        typer.Option("-C", metavar="DIR", help="The site's folder; by default this one or above."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a failure came from.")] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Say which.")
    ] = False,
) -> None:
    """Take the options that every command shares."""
    context.obj = directory


for _name in COMMANDS:
    _module = import_module(
        f"{__name__}.{_name}_" if _name in ("open", "import") else f"{__name__}.{_name}"
    )
    app.command(_name, **getattr(_module, "SETTINGS", {}))(_module.command)


def main() -> None:
    """Run the command line; the entry point of `statuspage`."""
    debug = "--debug" in sys.argv[1:]
    try:
        app()
    except Exception as error:
        if debug:
            raise
        raise SystemExit(report_failure(error)) from None
