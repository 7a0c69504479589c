"""Questions on a terminal for what was not given; without one, what the caller has to give."""

import sys

import typer

from mkdocs_statuspage.cli.errors import CannotRun
from mkdocs_statuspage.cli.terminal import is_interactive
from mkdocs_statuspage.model.config import SiteConfig


def ask_line(question: str, argument: str) -> str:
    """Ask for a line of text.

    Raises:
        CannotRun: there is nobody to ask.
    """
    if not is_interactive():
        raise CannotRun(f"{argument} is missing", "give it on the command line; see --help")
    return str(typer.prompt(question, err=True)).strip()


def ask_components(config: SiteConfig) -> list[str]:
    """Ask which components are not well; nobody there, or none, is no component."""
    if not is_interactive() or not config.components:
        return []
    sys.stderr.write(f"Components: {', '.join(config.components)}\n")
    sys.stderr.write("Statuses: degraded_performance, partial_outage, major_outage\n")
    given = typer.prompt(
        "Which are not well? (checkout=major api=partial; empty for none)",
        default="",
        show_default=False,
        err=True,
    )
    return str(given).replace(",", " ").split()
