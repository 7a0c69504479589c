"""Components and their groups, as Statuspage's clients know them; and ids of Statuspage's shape.

An id is twelve small letters and digits, the same in every build. They follow from the site's id and our own first id
of the thing, so a new domain, a renamed file or another order changes none. What came from a Statuspage keeps the id
that its clients know.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from typing import Any

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.view.plain_text import allowed, paragraphs
from mkdocs_statuspage.outputs.view.prose import render, rooted
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint, root_of
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course, Spell
from mkdocs_statuspage.timeline.days import midnight

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


def made_update_id(config: SiteConfig, incident: Incident, what: str) -> str:
    """Return the id of an update that nobody posted: a published report, or what is announced."""
    return _hashed(config.site_id, what, incident.feed_id)


def _is_imported(incident: Incident) -> bool:
    return incident.source is not None and incident.source.system == "statuspage"


@lru_cache(maxsize=1024)  # those of the site and its components stand in each document
def _hashed(*names: str) -> str:
    """Return twelve characters of base 36: among a million, two are equal once in ten million sites."""
    number = int.from_bytes(sha256("\n".join(names).encode(errors="replace")).digest())
    number %= len(DIGITS) ** LENGTH  # what is left of it counts more quickly
    characters = []
    for _ in range(LENGTH):
        number, digit = divmod(number, len(DIGITS))
        characters.append(DIGITS[digit])
    return "".join(characters)


def rfc3339(moment: datetime) -> str:
    """Return an instant as Statuspage writes it: in UTC, with milliseconds."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def components(site: Site) -> list[dict[str, Any]]:
    """Return every component on the status page, each group before its own."""
    found: list[dict[str, Any]] = []
    groups = _groups(site)
    for id_, one in site.components.items():
        if one.group is None:
            found.append(component(id_, site))
        elif id_ == groups[one.group][0]:
            found.append(_group(one.group, groups[one.group], site))
            found += [component(member, site) for member in groups[one.group]]
    return found


def component(id_: str, site: Site, course: Course | None = None) -> dict[str, Any]:
    """Return one component, by its present id.

    Args:
        id_: the id that it has now.
        site: whose it is.
        course: an incident, for how the component is as far as that incident goes. So the document of
            an old incident changes only with the incident, and not with every later one.
    """
    one, config = site.config.components[id_], site.config
    spells = site.spells.get(id_, ()) if course is None else _spells_in(course, id_)
    statuses = site.component_statuses if course is None else course.components_now()
    began = _created_at(id_, site)
    return {
        "id": component_id(config, id_),
        "name": one.name,
        "status": statuses.get(id_, ComponentStatus.OPERATIONAL).value,
        "created_at": rfc3339(began),
        "updated_at": rfc3339(max([began, *_turns(spells)])),
        "position": _position(id_, site),
        "description": _description(one.description, site),
        "showcase": True,
        "start_date": one.since.isoformat() if one.since else None,
        "group_id": group_id(config, one.group) if one.group else None,
        "page_id": page_id(config),
        "group": False,
        "only_show_if_degraded": False,
        "x_statuspage": {"id": id_},
    }


def _description(text: str | None, site: Site) -> str | None:
    """Return what is said of a component, without its markup."""
    if not text:
        return None
    links = Standpoint.of(site).links
    return paragraphs(rooted(links.owned(render(allowed(text), links), ""), root_of(site)))


def _group(name: str, members: list[str], site: Site) -> dict[str, Any]:
    made = [component(id_, site) for id_ in members]
    statuses = (site.component_statuses[id_] for id_ in members)
    return {
        "id": group_id(site.config, name),
        "name": name,
        "status": _worst(statuses).value,
        "created_at": min(one["created_at"] for one in made),
        "updated_at": max(one["updated_at"] for one in made),
        "position": _headings(site).index(name) + 1,
        "description": None,
        "showcase": False,
        "start_date": None,
        "group_id": None,
        "page_id": page_id(site.config),
        "group": True,
        "only_show_if_degraded": False,
        "components": [one["id"] for one in made],
    }


def _groups(site: Site) -> Mapping[str, list[str]]:
    """Return the ids of each group's components, in the order of the page."""
    groups: dict[str, list[str]] = {}
    for id_, one in site.components.items():
        if one.group is not None:
            groups.setdefault(one.group, []).append(id_)
    return groups


def _headings(site: Site) -> list[str]:
    """Return what stands at the top level: names of groups, and ids of components without one."""
    return list(dict.fromkeys(one.group or id_ for id_, one in site.components.items()))


def _position(id_: str, site: Site) -> int:
    """Return a component's place in its group, or at the top level; from 1."""
    group = site.config.components[id_].group
    among = _groups(site).get(group, []) if group else _headings(site)
    return among.index(id_) + 1 if id_ in among else len(among) + 1


def _created_at(id_: str, site: Site) -> datetime:
    """Return when a component came to be: as declared, else when it was first heard of."""
    since = site.config.components[id_].since
    if since is not None and since <= site.now.astimezone(site.config.zone).date():
        return midnight(since, site.config.zone)
    return site.first_spells.get(id_, BEGINNING)


def _spells_in(course: Course, id_: str) -> Iterable[Spell]:
    return (spell for spell in course.spells if spell.component == id_)


def _turns(spells: Iterable[Spell]) -> Iterable[datetime]:
    """Return when a component's status changed."""
    return (spell.end or spell.start for spell in spells)


def _worst(statuses: Iterable[ComponentStatus]) -> ComponentStatus:
    return max(statuses, key=lambda status: status.rank)


def named(ids: Iterable[str], config: SiteConfig) -> tuple[str, ...]:
    """Return the present ids of components, each once."""
    known = config.current_ids
    return tuple(dict.fromkeys(known[id_] for id_ in ids if id_ in known))
