"""A status of components is in every table that needs it: whoever adds one is told which lacks it, and where.

As what Statuspage's clients see it is told by `tests/outputs/test_api.py`.
"""

from collections.abc import Container

import pytest

from mkdocs_statuspage.model.statuses import IMPACTS, ComponentStatus
from mkdocs_statuspage.outputs.view.looks import LOOKS
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.timeline.headline import LEVEL_OF

WEIGHTS = dict(default_policy())["uptime_weights"]  # type: ignore[call-overload]
TABLES: dict[str, Container[object]] = {
    "model/statuses.py: IMPACTS, how bad an incident with it is": IMPACTS,
    "policy.yml: uptime_weights, how much of it is downtime": WEIGHTS,
    "timeline/headline.py: LEVEL_OF, as which level it is shown": LEVEL_OF,
}


@pytest.mark.parametrize("place", TABLES)
@pytest.mark.parametrize("status", ComponentStatus)
def test_a_table_has_every_status(status: ComponentStatus, place: str) -> None:
    """Words, shapes and colours follow from the level; `tests/pages/test_looks.py` holds those."""
    assert status in TABLES[place], f"`{status}` is not in {place}"


@pytest.mark.parametrize("status", ComponentStatus)
def test_a_level_has_a_look(status: ComponentStatus) -> None:
    """What a status is shown as has its word, its shape and its colours."""
    assert LEVEL_OF[status] in LOOKS, "add it to outputs/view/looks.py"
