"""The JSON Schemas of the files, derived from the model, for editors to complete and check by."""

import json
from typing import Any

from mkdocs_statuspage.model.base import Model
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import IncidentFields

SCHEMAS: dict[str, type[Model]] = {"incident": IncidentFields, "config": SiteConfig}
"""The models that people write files for."""


def schema_text(model: type[Model]) -> str:
    """Give a model's JSON Schema (2020-12) as text."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **model.model_json_schema(by_alias=True),
    }
    if model is SiteConfig:  # what a site leaves out of the policy stands in the default one
        schema["properties"]["policy"] = {"type": "object"}
        schema["required"] = [key for key in schema["required"] if key != "policy"]
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"
