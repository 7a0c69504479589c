"""`statuspage build` and `serve`: MkDocs' own command line, with the same flags, logs and exit codes.

It is called as a program would call it: Typer carries a click of its own, through which MkDocs' errors
would come out as tracebacks.
"""

import os
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import typer

from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.usage import answer_to
from mkdocs_statuspage.desk.errors import CannotRun

Begin = Callable[[Path, Mapping[str, Any]], None]
"""Is given MkDocs' configuration and the options of the command."""


def run_mkdocs(verb: str, context: typer.Context, begin: Begin | None = None) -> None:
    """Run `mkdocs VERB` on the site, and end with its exit code; what begins with it is done before."""
    from mkdocs_statuspage.yaml_text.mkdocs_yml import NAMES

    arguments = [verb, *context.args]
    if any(argument.startswith(("-f", "--config-file")) for argument in arguments):
        os.chdir(context.obj or ".")  # the configuration that is named, seen from where they stand
    elif not {"-h", "--help"} & set(arguments):
        workspace = find_workspace(context)
        os.chdir(workspace.root)
        config = workspace.mkdocs_yml or workspace.root / NAMES[0]
        if config.exists() and not config.is_file():
            raise CannotRun(f"{config.name} is no file", "put MkDocs' configuration there")
        arguments += ["--config-file", str(config)]
    if verb == "serve" and not {"--livereload", "--no-livereload"} & set(arguments):
        arguments.append("--livereload")  # click 8.3.0 and 8.3.1 switch it off by default
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # an advertisement on every run
    from mkdocs.__main__ import cli

    options = _options_of(cli.commands[verb], context.args)
    if begin and options:
        named = options["config_file"]
        begin(Path(named.name) if named else config, options)
    sys.exit(cli.main(args=arguments, prog_name="statuspage"))


def _options_of(command: Any, arguments: Sequence[str]) -> Mapping[str, Any]:
    """Return the options of MkDocs' command; answer those that MkDocs has not, as ours are, with the line to type.

    Raises:
        CannotRun: one is wrong.
    """
    from click import UsageError

    if {"-h", "--help"} & {*arguments}:
        return {}
    try:
        options: Mapping[str, Any] = command.make_context(command.name, [*arguments]).params
    except UsageError as error:
        group = SimpleNamespace(commands={command.name: command})
        said, line = answer_to(error, [command.name, *arguments], group, [command.name])
        raise CannotRun(said, line=tuple(shlex.split(line)[1:])) from None
    return options


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
