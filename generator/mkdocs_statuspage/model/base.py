"""What all parts of the model have in common: frozen, closed to unknown keys, documented."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value whose fields carry their own documentation, schema and checks."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        use_attribute_docstrings=True,
    )
