"""`/api/v2/`: the site as Atlassian Statuspage's v2 API says it, so that its clients work unchanged.

What goes beyond Statuspage stands under the one key `x_statuspage`, which strict clients never see.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.api.api_components import components, incident_id, page_id, rfc3339
from mkdocs_statuspage.outputs.api.api_incidents import incident, page_extras, updated_at
from mkdocs_statuspage.outputs.view.looks import LOOKS
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.outputs.view.plain_text import json_text
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import Level

ROOT = "api/v2/"
AT_MOST = 50
"""How many incidents a list holds, as Statuspage's own."""

JsonTree = dict[str, Any]


def files(site: Site) -> Files:
    """Return the documents of the API that tell of more than one incident."""
    page = _page(site, site.courses)
    lists = ((name, {"page": page} | tree) for name, tree in _lists(site).items())
    return {f"{ROOT}{name}.json": json_text(tree).encode() for name, tree in lists}


def paths_of_incident(course: Course, site: Site) -> Iterator[str]:
    """Yield where the document of one incident stands; there is none of what was taken back whole."""
    if not course.is_withdrawn:
        yield f"{ROOT}incidents/{incident_id(site.config, course.incident)}.json"


def of_incident(course: Course, here: Standpoint) -> Files:
    """Return the document of one incident.

    It carries no time but the incident's own, or each update would change them all.
    """
    site = here.site
    return {
        path: json_text(
            {"page": _page(site, [course]), "incident": incident(course, here)}
        ).encode()
        for path in paths_of_incident(course, site)
    }


def _lists(site: Site) -> Mapping[str, JsonTree]:
    here = Standpoint.of(site)

    def listed(courses: Iterable[Course]) -> list[JsonTree]:
        return [incident(course, here) for course in courses]

    incidents = [c for c in site.courses if c.incident.kind is not Kind.MAINTENANCE]
    planned = [c for c in site.courses if c.incident.kind is Kind.MAINTENANCE]
    unresolved = listed(c for c in incidents if c.is_open)
    upcoming = listed(c for c in site.maintenance if c.is_upcoming)
    active = listed(c for c in site.maintenance if c.is_open)
    parts = components(site)
    status = {"status": _status(site), "x_statuspage": page_extras(site)}
    return {
        "summary": {
            "components": parts,
            "incidents": unresolved,
            "scheduled_maintenances": active + upcoming,
            **status,
        },
        "status": status,
        "components": {"components": parts},
        "incidents": {"incidents": listed(incidents[:AT_MOST])},
        "incidents/unresolved": {"incidents": unresolved},
        "scheduled-maintenances": {"scheduled_maintenances": listed(planned[:AT_MOST])},
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": upcoming},
        "scheduled-maintenances/active": {"scheduled_maintenances": active},
    }


def webhook_body(course: Course, site: Site) -> JsonTree:
    """Return what a program is told of an incident, in the shape of Statuspage's webhooks."""
    page = {"id": page_id(site.config), **_status(site)}
    told = {f"status_{key}": page[key] for key in ("indicator", "description")}
    return {
        "meta": {"documentation": f"{site.url}subscribe/"},
        "page": {"id": page["id"], "name": site.config.organisation.name, "url": site.url, **told},
        "incident": incident(course, Standpoint.of(site)),
    }


def _page(site: Site, courses: Iterable[Course]) -> JsonTree:
    changes = (updated_at(course) for course in courses)
    return {
        "id": page_id(site.config),
        "name": site.config.organisation.name,
        "url": site.url.rstrip("/"),
        "time_zone": site.config.timezone,
        "updated_at": rfc3339(max(changes, default=BEGINNING)),
    }


def _status(site: Site) -> JsonTree:
    look = LOOKS[site.headline.level]
    is_certain = site.headline.level is not Level.OPERATIONAL or not site.unknown
    return {
        "indicator": look.indicator,
        "description": look.description if is_certain else "No Known Issues",
    }
