"""What the last build said of components with each update, by the API, laid over what stands in the files."""

from collections.abc import Mapping
from typing import Any

from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.api.api_components import component_id
from mkdocs_statuspage.outputs.view.standpoint import Standpoint

Document = Mapping[str, Any]
_WELL = (ComponentStatus.OPERATIONAL.value, ComponentStatus.OPERATIONAL.value)
"""What was said of a component that an incident does not name."""


def with_built_statuses(
    told: Document, shown: Document, was: Incident, here: Standpoint
) -> Incident:
    """Return an incident whose updates say of components what a build said, where that is otherwise now."""
    config = here.site.config
    ids = {component_id(config, id_): id_ for id_ in config.components}
    before, after = _statuses(told), _statuses(shown)
    updates = tuple(
        _with_statuses(one, before[one.id], after[one.id], ids)
        if one.id in before and one.id in after and one.retracted is None
        else one
        for one in was.updates
    )
    return was.model_copy(update={"updates": updates})


def _statuses(document: Document) -> dict[str, dict[str, tuple[str, str]]]:
    """Return what each component was and became with each update, by their ids in the API."""
    return {
        one["x_statuspage"]["id"]: {
            each["code"]: (each["old_status"], each["new_status"])
            for each in one["affected_components"]
        }
        for one in document["incident_updates"]
        if "x_statuspage" in one
    }


def _with_statuses(
    update: Update,
    before: Mapping[str, tuple[str, str]],
    after: Mapping[str, tuple[str, str]],
    ids: Mapping[str, str],
) -> Update:
    """Lay over what became of components with this update, and not what merely followed from the one before it."""
    said = {}
    for code in ids.keys() & {*before, *after}:
        (old, new), now = before.get(code, _WELL), after.get(code, _WELL)
        if now[0] == old and now[1] != new:
            said[ids[code]] = ComponentStatus(new)
    return update.model_copy(update={"components": {**update.components, **said}})
