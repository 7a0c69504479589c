"""Addresses that something had before, here or on another system's page; each leads to where it is now."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from mkdocs_statuspage.model.incident import Source
from mkdocs_statuspage.outputs.view.standpoint import component_url, incident_url
from mkdocs_statuspage.site import Site

ELSEWHERE: Mapping[str, tuple[str, re.Pattern[str]]] = {
    "statuspage": ("incidents/{id}/", re.compile(".+")),
    "cstate": ("issues/{id}/", re.compile(".+")),
    "upptime": ("incident/{id}/", re.compile(r"\d+")),
}
"""Where a system's page had what was imported from it, by the system's name, and which ids had a page."""
COMPONENTS_ELSEWHERE: Mapping[str, str] = {"cstate": "affected/{id}/", "upptime": "history/{id}/"}
"""Where a system's page had each component; a slug of a name is the same there as here."""
_SAFE = re.compile(r"(?!/)(?:/?[\w-]+(?:\.[\w-]+)*){1,20}")
_OWN = frozenset(
    ["api", "components", "history", "promises", "record", "reports", "search", "subscribe"]
)
"""What addresses of ours begin with that nothing from elsewhere may take."""


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
        old = _old_of(incident.source) if incident.source else ""
        if _SAFE.fullmatch(old.rstrip("/")):
            yield OldAddress(old, incident_url(incident), incident.title)
    systems = dict.fromkeys(one.source.system for one in site.incidents if one.source)
    for known in filter(None, map(COMPONENTS_ELSEWHERE.get, systems)):
        for id_, component in site.config.components.items():
            yield OldAddress(known.format(id=id_), component_url(id_), component.name)


def _old_of(source: Source) -> str:
    """Return the address that something had on its page of old: made of its id, or else that of its link."""
    if source.system in ELSEWHERE:
        known, ids = ELSEWHERE[source.system]
        return known.format(id=source.id) if ids.fullmatch(source.id or "") else ""
    path = unquote(urlsplit(source.url or "").path).strip("/")
    begins, _, rest = path.partition("/")
    return f"{path}/" if rest and begins not in _OWN else ""
