"""Ids of Statuspage's shape: twelve small letters and digits, the same in every build.

They follow from the site's id and our own first id of the thing, so a new domain, a renamed file or
another order changes none. What came from a Statuspage keeps the id that its clients know.
"""

import re
from hashlib import sha256

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.updates import Update

LENGTH = 12
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_THEIRS = re.compile(r"[a-z0-9]{8,40}")
"""An id that is safe as a file's name, whatever a foreign history says."""


def page_id(config: SiteConfig) -> str:
    """Return the id of the whole page."""
    return _hashed(config.site_id, "page")


def component_id(config: SiteConfig, id_: str) -> str:
    """Return a component's id, by any that it has or had."""
    component = config.components[config.current_ids[id_]]
    first = component.formerly[0] if component.formerly else config.current_ids[id_]
    return _hashed(config.site_id, "component", first)


def group_id(config: SiteConfig, name: str) -> str:
    """Return the id of a group of components; it has no other id than its name."""
    return _hashed(config.site_id, "group", name)


def incident_id(config: SiteConfig, incident: Incident) -> str:
    """Return an incident's id."""
    theirs = incident.source.id if incident.source else None
    if _is_imported(incident) and theirs and _THEIRS.fullmatch(theirs):
        return theirs
    return _hashed(config.site_id, "incident", incident.feed_id)


def update_id(config: SiteConfig, incident: Incident, update: Update) -> str:
    """Return an update's id."""
    if _is_imported(incident) and _THEIRS.fullmatch(update.id):
        return update.id
    return _hashed(config.site_id, "update", incident.feed_id, update.id)


def report_id(config: SiteConfig, incident: Incident) -> str:
    """Return the id of the update that a published report is."""
    return _hashed(config.site_id, "report", incident.feed_id)


def announcement_id(config: SiteConfig, incident: Incident) -> str:
    """Return the id of the update that stands for an incident of which nothing was said yet."""
    return _hashed(config.site_id, "announced", incident.feed_id)


def _is_imported(incident: Incident) -> bool:
    return incident.source is not None and incident.source.system == "statuspage"


def _hashed(*names: str) -> str:
    """Return twelve characters of base 36: among a million, two are equal once in ten million sites."""
    number = int.from_bytes(sha256("\n".join(names).encode(errors="replace")).digest())
    characters = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(DIGITS))
        characters.append(DIGITS[digit])
    return "".join(characters)
