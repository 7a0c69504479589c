"""What we say beyond Statuspage, under `x_statuspage`: class, who is affected, clocks, promises."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.updates import Update
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import incident_url, root_of
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.clocks import next_update_due
from mkdocs_statuspage.timeline.course import Course


def incident_extras(course: Course, site: Site) -> dict[str, Any]:
    """Return what we know of an incident that Statuspage has no place for."""
    one = course.incident
    due = next_update_due(course, site.demands(one), site.config.zone)
    page = f"{root_of(site)}{incident_url(one)}"
    return {
        "id": one.id,
        "kind": one.kind.value,
        "class": one.mistake_class.value,
        "affected": one.affected.model_dump(exclude_none=True),
        "correction": one.correction.model_dump() if one.correction else None,
        "next_update_by": None if one.source else _moment(due),
        "promises": _given(one) if is_reported(course, site) else [],
        "report_url": page if is_reported(course, site) else None,
        "retracted": [_retraction(update) for update in one.updates if update.retracted],
    }


def update_extras(update: Update) -> dict[str, Any]:
    """Return what we know of an update that Statuspage has no place for."""
    by = _moment(update.next_update_by)
    return {
        "x_statuspage": {"id": update.id, "next_update_by": by, "nothing_new": update.nothing_new}
    }


def page_extras(site: Site) -> dict[str, Any]:
    """Return what the status page says first, so that a page left open can say it too."""
    dues = [
        due
        for course in site.open_courses
        if not course.incident.source
        and (due := next_update_due(course, site.demands(course.incident), site.config.zone))
    ]
    return {
        "headline": {"level": site.headline.level.value, "title": site.headline_title},
        "next_update_by": _moment(min(dues, default=None)),
    }


def _given(one: Incident) -> list[dict[str, Any]]:
    """Return what readers were promised, which the report did."""
    return [*_promises("prevention", one.preventions), *_promises("make_good", one.make_goods)]


def _promises(kind: str, promises: Iterable[Promise]) -> list[dict[str, Any]]:
    """Return promises with their days; whether one is late is for the reader's clock to say."""
    keys = {"id", "promise", "due_on", "kept_on", "evidence", "withdrawn"}
    return [{"kind": kind} | promise.model_dump(mode="json", include=keys) for promise in promises]


def _retraction(update: Update) -> dict[str, str]:
    taken = update.retracted
    return {"id": update.id} | (taken.model_dump(mode="json") if taken else {})


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else format_instant(moment)
