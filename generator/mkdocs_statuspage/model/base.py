"""What all parts of the model have in common: frozen, closed to unknown keys, documented."""

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """A frozen value whose fields carry their own documentation, schema and checks.

    The strings below the fields are read where they are shown (`reading.schema`), and a model is
    built when it is first used: commands start a tenth of a second sooner.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
