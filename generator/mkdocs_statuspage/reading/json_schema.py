"""The JSON Schemas of the files, derived from the model, for editors to complete and check by."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from pydantic import BaseModel

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import IncidentFields
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.sightings import Sightings
from mkdocs_statuspage.model.slips import SlipCounts

SCHEMAS: dict[str, type[Model]] = {
    "incident": IncidentFields,
    "config": SiteConfig,
    "evidence": Sightings,
    "slips": SlipCounts,
}
"""The models of the files, for who writes them and who reads them."""


def schema_text(model: type[Model]) -> str:
    """Return a model's JSON Schema (2020-12) as text."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
    }
    _describe(schema, model)
    parts = {part.__name__: part for part in _below(Model)}
    for name, part in schema.get("$defs", {}).items():
        if name in parts:
            _describe(part, parts[name])
    if model is SiteConfig:  # what a site leaves out of the policy stands in the default one
        schema["properties"]["policy"] = {"type": "object"}
        schema["required"] = [key for key in schema["required"] if key != "policy"]
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


def descriptions(model: type[BaseModel]) -> Mapping[str, str]:
    """Return the strings below a model's fields, by the name of the field."""
    found: dict[str, str] = {}
    for part in reversed(model.__mro__):
        if issubclass(part, Model) and part is not Model:
            found |= dict(_documented(part))
    return found


def _documented(part: type[Model]) -> Iterator[tuple[str, str]]:
    written = ast.parse(textwrap.dedent(inspect.getsource(part))).body[0]
    for field, below in pairwise(getattr(written, "body", ())):
        if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
            continue
        if isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            yield field.target.id, inspect.cleandoc(str(below.value.value))


def _describe(schema: dict[str, Any], model: type[Model]) -> None:
    told = descriptions(model)
    for name, field in model.model_fields.items():
        if name in told and field.description is None:
            schema["properties"][field.alias or name]["description"] = told[name]


def _below(model: type[Model]) -> Iterator[type[Model]]:
    for part in model.__subclasses__():
        yield part
        yield from _below(part)
