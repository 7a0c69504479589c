"""Makes the reference of fields and commands from the model and the command line themselves."""

import re
from collections.abc import Iterator
from inspect import cleandoc
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin

import typer.main
from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from mkdocs_statuspage.cli import COMMANDS, build_app
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import IncidentFields
from mkdocs_statuspage.reading.json_schema import descriptions
from mkdocs_statuspage.review.documentation import BETWEEN, explain
from mkdocs_statuspage.review.rule import Rule
from mkdocs_statuspage.review.rules import RULES
from tests.plugin.other_plugins import OTHERS

DOCS_DIR = Path(__file__).parents[2] / "generator" / "docs"
NOTE = "<!-- Made from the code by `python -m tests.docs`; change it there. -->"

RULES_LEAD = """# The review rules

This page is made from the rules themselves: `statuspage review --explain RULE` prints the same.
How to work with the review, and what it cannot see, is in [reviewing.md](reviewing.md).

An **error** keeps a report from being published unless it is waived with a reason. A **warning**
must be answered before a report is published, by a change or a waiver. **Advice** is shown to the
writer of a report only. On an update nothing is blocked. [S0] to [S4] are the articles that the
project rests on.

| kind of text | rules that read it |
|---|---|
| `report` | all of them |
| `update` | the warnings, and `leak` |
| `social` | the warnings, `leak`, `apology` and `over-promise` |

For an incident, what a field can carry (who was hit, next update, prevention, make-good) is judged
by the field. A text on its own has no fields, so there the words are judged.
"""


def pages() -> dict[Path, str]:
    """Give the text of every reference page, by where it stands."""
    return {
        DOCS_DIR / "incident-fields.md": model_page(
            "Fields of an incident file",
            IncidentFields,
            "Everything that may stand at the head of `incidents/<id>.md`, or in `incidents/<id>.yml`."
            " Only `title` and a time are needed.",
        ),
        DOCS_DIR / "config-fields.md": model_page(
            "Fields of statuspage.yml",
            SiteConfig,
            "Everything that may stand in `incidents/statuspage.yml`."
            " `policy` overrides the default policy key by key.",
        ),
        DOCS_DIR / "commands.md": commands_page(),
        DOCS_DIR / "plugins.md": plugins_page(),
        DOCS_DIR / "rules.md": rules_page(),
    }


def model_page(title: str, model: type[BaseModel], lead: str) -> str:
    """Give a page with a table for a model and for each that it holds."""
    lines = [f"# {title}", "", NOTE, "", lead]
    for name, part in _models("", model):
        lines += ["", f"## `{name}`" if name else "## At the top", ""]
        lines += ["| field | type | meaning |", "|---|---|---|"]
        told = descriptions(part)
        lines += [_row(key, field, told.get(key, "")) for key, field in part.model_fields.items()]
    return "\n".join(lines) + "\n"


def _row(key: str, field: FieldInfo, told: str) -> str:
    meaning = " ".join((field.description or told).split()).replace("|", "\\|")
    if field.is_required():
        meaning += " Needed."
    elif field.default not in (None, (), {}, "", False, PydanticUndefined) and not isinstance(
        field.default, BaseModel
    ):
        meaning += f" By default `{field.default}`."
    return f"| `{field.alias or key}` | {_type_words(field.annotation, field)} | {meaning} |"


def _type_words(annotation: Any, field: FieldInfo | None = None) -> str:
    """Give a type in a writer's words."""
    marks = [*(field.metadata if field else ()), *getattr(annotation, "__metadata__", ())]
    words = next((w for m in marks if (w := _marked(getattr(m, "json_schema", None)))), "")
    if words or not hasattr(annotation, "__metadata__"):
        return words or _generic_words(annotation)
    return _type_words(annotation.__origin__)


def _generic_words(annotation: Any) -> str:
    """Give a union, a list or a mapping in words; anything else by its name."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        return " or ".join(dict.fromkeys(_type_words(a) for a in args if a is not type(None)))
    if origin is tuple:
        return f"list of {_type_words(args[0])}"
    if "Mapping" in str(origin):
        return f"{_type_words(args[0])}: {_type_words(args[1])}"
    return " ".join(f"`{a}`" for a in args) if args else _plain_words(annotation)


def _marked(schema: Any) -> str:
    if not isinstance(schema, dict):
        return ""
    form = schema.get("format")
    known = {"date-time": "instant", "date": "day"}.get(form or "")
    if known:
        return known
    pattern = schema.get("pattern", "")
    return "duration" if "wd" in pattern else "id" if pattern.startswith("^[a-z0-9]+") else ""


def _plain_words(annotation: Any) -> str:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return "keys, see below"
    if hasattr(annotation, "__members__"):
        return " ".join(f"`{member.value}`" for member in annotation)
    return {str: "text", int: "whole number", bool: "`true` or `false`", float: "number"}.get(
        annotation, "anything"
    )


def _models(name: str, model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Give a model and those below it, each once, with the path at which it stands."""
    seen: set[type[BaseModel]] = set()
    waiting = [(name, model)]
    while waiting:
        name, model = waiting.pop(0)
        if model in seen:
            continue
        seen.add(model)
        yield name, model
        for key, field in model.model_fields.items():
            below = f"{name}.{field.alias or key}" if name else (field.alias or key)
            waiting += [(below, found) for found in _models_in(field.annotation)]


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for arg in get_args(annotation):
        yield from _models_in(arg)


def commands_page() -> str:
    """Give a page with each command, its arguments and its options."""
    group: Any = typer.main.get_command(build_app())
    lines = ["# Commands", "", NOTE, ""]
    lines += [
        "`statuspage -C DIR COMMAND` works on the site in DIR; without it, on the one here or above.",
        "Exit codes: 0 done, 1 findings, 2 could not run, 3 saved but not published. Output that is not whole changes",
        "neither what was done nor the exit code; commands that only say something end with 2 when a disk is full.",
    ]
    for name in COMMANDS:
        command = group.commands[name]
        lines += ["", f"## `statuspage {name}`", "", _one_line(command.help or "")]
        rows = [_parameter(p) for p in command.params if p.name != "help"]
        if rows:
            lines += ["", "| argument or option | meaning |", "|---|---|", *rows]
    return "\n".join(lines) + "\n"


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        name = parameter.metavar or parameter.name.upper()
    else:
        name = ", ".join([*parameter.opts, *parameter.secondary_opts])
        if parameter.metavar:
            name += f" {parameter.metavar}"
    meaning = _one_line(parameter.help or "").replace("|", "\\|")
    return f"| `{name}` | {meaning} |"


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def plugins_page() -> str:
    """Give a page that says what comes of the most used plugins beside ours, as a test shows it."""
    lines = [
        "# Other plugins",
        "",
        "<!-- Made from tests/plugin/other_plugins.py by `make docs`. -->",
        "",
    ]
    lines += [
        "The plugins of MkDocs that most sites use, in the order of their downloads, and then those that Material brings along. A long test",
        "builds a site with each, before ours in the list and after (`.venv/bin/pytest tests/plugin/test_matrix.py`, on Linux; it installs",
        "`requirements/plugins.txt` into an environment of its own). *The same* means: both orders give the same files; our pages, feeds, API and",
        "search are those of a build without the plugin, but for what it does to every page (scripts and styles, spaces, the order of your pages in",
        "the footer); your own pages and their search are those of a build without us.",
        "",
        "[Inside an existing site](existing-site.md) none is refused.",
        "",
        "| plugin | package | beside ours |",
        "|---|---|---|",
        *(f"| `{one.name}` | {one.package.partition('[')[0]} | {one.outcome} |" for one in OTHERS),
    ]
    return "\n".join(lines) + "\n"


def rules_page() -> str:
    """Give a page with what each rule of the review says of itself."""
    sections = BETWEEN.join(explain(rule.name) for rule in RULES)
    return f"{RULES_LEAD}\n{_rules_table()}{BETWEEN}{sections}\n"


def _rules_table() -> str:
    rows = (
        f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {_first_words(rule)} |"
        for rule in RULES
    )
    return "\n".join(("| rule | severity | finds |", "|---|---|---|", *rows))


def _first_words(rule: Rule) -> str:
    return cleandoc(rule.documentation).partition("\n")[0].rstrip(".")
