"""Addresses that something had before, here or on another system's page; each leads to where it is now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mkdocs_statuspage.outputs.view.standpoint import component_url, incident_url
from mkdocs_statuspage.site import Site

ELSEWHERE: Mapping[str, str] = {"statuspage": "incidents/{id}/", "cstate": "issues/{id}/"}
"""Where a system's page had what was imported from it, by the system's name; the id is the one that it had there."""
_SAFE = re.compile(r"(?!/)(?:/?[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*){1,20}")


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An address that leads on; both are below the root."""

    old: str
    new: str
    title: str
    """What is found there."""


def old_addresses(site: Site) -> Iterator[OldAddress]:
    """Yield each address that is no longer one, and where what was there is now."""
    taken = {incident_url(incident) for incident in site.incidents}
    taken |= {component_url(id_) for id_ in site.config.components}
    for moved in (*_imported(site), *_renamed(site)):
        if moved.old not in taken:
            yield moved
            taken.add(moved.old)


def _renamed(site: Site) -> Iterator[OldAddress]:
    for incident in site.incidents:
        for former in incident.formerly:
            yield OldAddress(f"incidents/{former}/", incident_url(incident), incident.title)
    for id_, component in site.config.components.items():
        for former in component.formerly:
            yield OldAddress(component_url(former), component_url(id_), component.name)


def _imported(site: Site) -> Iterator[OldAddress]:
    for incident in site.incidents:
        source = incident.source
        known = ELSEWHERE.get(source.system) if source else None
        if source and known and source.id and _SAFE.fullmatch(source.id):
            yield OldAddress(known.format(id=source.id), incident_url(incident), incident.title)
