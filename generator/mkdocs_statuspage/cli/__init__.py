"""The command line: each command is a module of its own that parses, calls and presents.

Typer's and Rich's room. Commands import what they need when they run, so that help and completion are
quick.
"""

import atexit
import gc
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from mkdocs_statuspage import __version__, explained_at
from mkdocs_statuspage.cli.completion import completed_line, join_pairs
from mkdocs_statuspage.cli.failures import (
    EXIT_CANNOT_RUN,
    EXIT_FINDINGS,
    report_failure,
    say_failure,
)
from mkdocs_statuspage.cli.options import spread
from mkdocs_statuspage.cli.pasted import unpasted
from mkdocs_statuspage.cli.streams import sturdy_streams

COMMANDS: Mapping[str, str] = {
    "init": "Make a ready site, or add status pages to a site of MkDocs: config, an example, schemas; asks what is missing.",
    "open": "Begin an incident; on a terminal it asks for what is missing.",
    "update": "Post an update; with one open incident its id may be left out.",
    "resolve": "Post the closing update; its components work again unless -c says otherwise.",
    "amend": "Change an update's text; its id stays, so that no subscriber is notified again.",
    "retract": "Take an update back: struck through where it was published, gone where nobody has seen it.",
    "report": "Write the report: add what is missing with guidance, check it, and publish it with --final.",
    "maintenance": "Announce planned work; it begins and ends by its window.",
    "move": "Move planned work to another window; pages, calendar and API follow, and subscribers are told.",
    "cancel": "Call off planned work; it stays on its page and in the calendar, as called off.",
    "check": "Say everything that is wrong with the files, each with its place and the next step.",
    "review": "Read what customers are about to read, and point at what will make it worse.",
    "status": "Say what is open and what is owed by when.",
    "promises": "List every promise by who answers for it, overdue first.",
    "keep": "Mark a promise as kept; readers see it on its page, in the ledger and in the feed.",
    "verify": "Look whether the evidence of promises is still there; the ledger shows what was seen, and when.",
    "record": "Say in figures how soon you spoke up, and whether you kept your word.",
    "draft": "Draft letters to those who were hit, posts, a reply to a complaint, word of a kept promise; each says what the page says.",
    "digest": "Say for each owner what is owed, what is late and what recurs; for every week.",
    "contact": "Note down a talk with somebody who was wronged; it stays in private/.",
    "hook": "Read an alarm's payload from standard input, and say what monitoring sees; it never resolves.",
    "post": "Post the first word that an alarm has prepared; on a terminal it is shown, and one key posts it.",
    "sync": "Learn what the remote has, and send what waits, in order and with its own times.",
    "import": "Tell what a history becomes, and with --write write it; nothing is lost in silence.",
    "export": "Write the history as Markdown that MkDocs alone builds, or as JSON that `import` reads again.",
    "lock": "Renew requirements.txt, from which the page is built, with what runs here.",
    "build": "Build the site into site/; takes every flag of `mkdocs build`.",
    "serve": "Show the site on this machine, reloading on every change; takes the flags of `mkdocs serve`.",
    "publish": "Build the site, put it at each target, and say what visitors see there; no target waits for another.",
    "notify": "Tell chats, programs and mail what is new since readers were last told; the first time nobody is told.",
    "doctor": "Look whether a push works, the page is live and new, and the clock right; each with its remedy.",
    "drill": "Rehearse an incident on a copy that nobody sees: open, update, publish, write a letter, resolve; each step is timed.",
    "schema": "Print the JSON Schema of incident files, or of statuspage.yml.",
}
"""Every command in the order of the help text, and what it is for, as its function says; `NAME` is in `cli/NAME.py`.

A `_` follows a name that Python uses itself.
"""
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "init": ("init my-status --name 'Acme Pay' --url https://status.acme.example/",),
    "open": ("open 'Card payments fail' -c checkout=major -m 'Cards fail. Wallets work.'",),
    "update": ("update -m 'A fix is rolling out.' -s mon --next 30m", "update --nothing-new"),
    "resolve": ("resolve -m 'Card payments work again since 10:40 UTC.'",),
    "amend": ("amend card last -e", "amend card last -m 'Cards fail in Europe.'"),
    "retract": (
        "retract card last --why 'It was another incident.'",
        "retract card --all --why 'A false alarm.'",
    ),
    "report": ("report card", "report card --signed-by priya --reviewed-by marta --final"),
    "maintenance": (
        "maintenance 'Database move' --start '2026-11-21 02:00' --end 2h -c api -m 'It pauses.'",
    ),
    "move": ("move database --start '2026-11-22 02:00' --end 2h --why 'A part comes later.'",),
    "cancel": ("cancel database -m 'We will announce another day.'",),
    "check": ("check", "check --strict", "check --explain 2026-11-03-card-payments"),
    "review": ("review", "review - --as update < text.md", "review - --about card < post.txt"),
    "status": ("status", "status --exit-code"),
    "promises": ("promises", "promises --owner priya"),
    "keep": ("keep region-guard --evidence https://acme.example/changes/881",),
    "verify": ("verify", "verify --again --exit-code"),
    "record": ("record", "record --since 2026-01-01 --csv"),
    "draft": (
        "draft email card --to ~/affected.csv --dry-run",
        "draft email card --to ~/affected.csv --send",
        "draft social card",
        "draft reply card --name Ana",
        "draft kept region-guard",
    ),
    "digest": ("digest", "digest --owner priya --eml"),
    "contact": ("contact wrong-bill --medium phone --by priya --agreed 'A refund by Friday'",),
    "import": ("import statuspage incidents.json --into . --write",),
    "export": ("export my-history", "export --json"),
    "lock": ("lock",),
    "build": ("build", "build --strict"),
    "serve": ("serve",),
    "schema": ("schema incident",),
    "sync": ("sync",),
    "doctor": ("doctor",),
    "drill": ("drill",),
    "publish": ("publish", "publish spare"),
    "notify": ("notify", "notify --dry-run"),
    "hook": ("hook alertmanager < payload.json", "hook json --dry-run < payload.json"),
    "post": ("post", "post 2026-11-03-errors-at-checkout"),
}
HELP = ("-h", "--help")
SHOWING = frozenset(["check", "review", "status", "promises", "record", "schema", "export"])
"""Commands that have failed when what they say is not read; what the others do is done all the same."""


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mkdocs-statuspage {__version__}")
        raise typer.Exit


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


def build_app(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """Return the command line with these commands, ready to run."""
    app = _empty_app()
    for name in names:
        suffix = "_" if iskeyword(name) or name == "open" else ""
        module = import_module(f"{__name__}.{name}{suffix}")
        settings = getattr(module, "SETTINGS", {})
        app.command(name, epilog=epilog(name), **settings)(spread(module.command))
    return app


def list_app() -> typer.Typer:
    """Return the command line as it is listed: every command's name and what it is for, and none of them imported."""
    app = _empty_app()
    for name, use in COMMANDS.items():
        app.command(name, help=use)(lambda: None)
    return app


def _empty_app() -> typer.Typer:
    app = typer.Typer(
        name="statuspage",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": [*HELP]},
        help="Tell customers what is going on, and hold yourself to a good response.",
    )
    app.callback()(shared_options)
    return app


def _app_for(words: Sequence[str]) -> typer.Typer:
    """Return the command line with the commands that these words may name; all are only listed where they name none.

    To import all of them takes longer than to check a file.
    """
    line = completed_line(os.environ)
    named = [name for name in COMMANDS if name in (words if line is None else line)]
    if named:
        return build_app(named)
    return list_app()


def main() -> None:
    """Run the command line; the entry point of `statuspage`."""
    # Most commands end before garbage matters, and looking for it took a tenth of their time; an import makes much.
    gc.set_threshold(10_000, 50, 10)
    atexit.register(gc.freeze)  # a last look through all that was made took a tenth of it too
    join_pairs(os.environ)
    words = unpasted(sys.argv[1:])
    with sturdy_streams() as output:
        code = run(words)
        sys.stdout.flush()
        if output.failure:
            say_failure(f"standard output could not be written: {output.failure}", "")
            code = code or (EXIT_CANNOT_RUN if SHOWING & {*words} else code)
    raise SystemExit(code)


def run(words: Sequence[str]) -> int:
    """Run the command that these words name, and return its exit code."""
    try:
        return _answered(words)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except typer.Abort:
        sys.stderr.write("Aborted.\n")
        return EXIT_FINDINGS
    except Exception as error:
        if "--debug" in words:
            raise
        return report_failure(error, words)


def _answered(words: Sequence[str]) -> int:
    """Run a command line, and return its exit code; one that cannot be read is answered with the next."""
    from mkdocs_statuspage.cli.usage import USAGE_ERROR, answer_to, slip_in

    group: Any = get_command(_app_for(words))
    slip = slip_in(words, group.commands)
    if slip is None:
        if len(words) == 2 and words[1] in HELP and words[0] in group.commands:
            return _help_of(group.commands[words[0]])
        try:
            return group.main(args=[*words], prog_name="statuspage", standalone_mode=False) or 0
        except USAGE_ERROR as error:
            if not words:
                typer.echo(group.get_help(error.ctx))  # type: ignore[attr-defined]
                return EXIT_CANNOT_RUN
            slip = answer_to(error, words, group, [*COMMANDS])
    say_failure(slip[0], "", slip[1])
    return EXIT_CANNOT_RUN


def _help_of(command: Any) -> int:
    """Print a command's help: by itself, since Typer loads pydantic for the options before it."""
    settings = {"help_option_names": [*HELP]} | command.context_settings
    words = {"args": ["--help"], "prog_name": f"statuspage {command.name}"}
    return command.main(**words, standalone_mode=False, **settings) or 0


def epilog(name: str) -> str:
    """Write how a command's help ends."""
    lines = [f"statuspage {example}" for example in EXAMPLES.get(name, ())]
    return "\n\n".join(
        ["Examples:", *lines, f"Reference: {explained_at(f'commands/#statuspage-{name}')}"]
    )
