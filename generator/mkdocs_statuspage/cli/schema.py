"""`statuspage schema`: the JSON Schemas of the files, for editors."""

import sys
from enum import StrEnum
from typing import Annotated

import typer

from mkdocs_statuspage.cli.terminal import printable_json


class Which(StrEnum):
    """The files that have a schema."""

    INCIDENT = "incident"
    CONFIG = "config"


def command(
    which: Annotated[Which, typer.Argument(help="Whose schema.")] = Which.INCIDENT,
) -> None:
    """Print the JSON Schema of incident files, or of statuspage.yml."""
    from mkdocs_statuspage.reading.json_schema import SCHEMAS, schema_text

    sys.stdout.write(printable_json(schema_text(SCHEMAS[which])))
