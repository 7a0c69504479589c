"""Incidents and maintenance with their updates, as Statuspage's clients know them; and under `x_statuspage` what we say beyond that."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from mkdocs_statuspage.model.incident import Incident, Update
from mkdocs_statuspage.model.promise import Promise
from mkdocs_statuspage.model.scalars import Model, format_instant
from mkdocs_statuspage.model.statuses import ComponentStatus, Kind, UpdateStatus
from mkdocs_statuspage.model.texts import texts_of
from mkdocs_statuspage.outputs.api.api_components import (
    component,
    component_id,
    incident_id,
    made_update_id,
    named,
    page_id,
    rfc3339,
    update_id,
)
from mkdocs_statuspage.outputs.view.plain_text import paragraphs
from mkdocs_statuspage.outputs.view.prose import rooted
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint, incident_url, root_of
from mkdocs_statuspage.site import Site, components_of
from mkdocs_statuspage.timeline.clocks import Owed
from mkdocs_statuspage.timeline.course import Course, effective_updates, what_to_do

POSTMORTEM = "postmortem"
"""What Statuspage calls an incident whose report is published."""


def incident(course: Course, here: Standpoint) -> dict[str, Any]:
    """Return one incident or maintenance."""
    one, site, config = course.incident, here.site, here.site.config
    return {
        "id": incident_id(config, one),
        "name": one.title,
        "status": status(course, site),
        "created_at": rfc3339(course.first_said_at or BEGINNING),
        "updated_at": rfc3339(updated_at(course)),
        "monitoring_at": _moment(_monitoring_at(one)),
        "resolved_at": _moment(course.ended_at),
        "impact": impact(course),
        "shortlink": f"{root_of(site)}{incident_url(one)}",
        "started_at": rfc3339(course.began_at),
        "page_id": page_id(config),
        "incident_updates": [*_report(course, here), *said(course, here)],
        "components": [component(id_, site, course) for id_ in named(components_of(one), config)],
        "reminder_intervals": None,
        **_window(one),
        "x_statuspage": incident_extras(course, here),
    }


def updated_at(course: Course) -> datetime:
    """Return when an incident last changed, by what was written and never by the clock."""
    return course.changed_at or BEGINNING


def impact(course: Course) -> str:
    """Return how bad it was, in Statuspage's words; planned work has one of its own."""
    return "maintenance" if course.incident.kind is Kind.MAINTENANCE else course.impact.value


def status(course: Course, site: Site) -> str:
    """Return where an incident stands, in Statuspage's words."""
    if course.status is UpdateStatus.RESOLVED and is_reported(course, site):
        return POSTMORTEM
    return _known(course.status)


def _known(status: UpdateStatus) -> str:
    """Return a status that clients know; they have none for what was called off."""
    return (UpdateStatus.COMPLETED if status is UpdateStatus.CANCELLED else status).value


def _monitoring_at(one: Incident) -> datetime | None:
    watched = (UpdateStatus.MONITORING, UpdateStatus.VERIFYING)
    found = (update.at for update in effective_updates(one) if update.status in watched)
    return next(found, None)


def _window(one: Incident) -> dict[str, str]:
    if one.kind is not Kind.MAINTENANCE or one.scheduled is None:
        return {}
    return {
        "scheduled_for": rfc3339(one.scheduled.start),
        "scheduled_until": rfc3339(one.scheduled.end),
    }


def _report(course: Course, here: Standpoint) -> Iterator[dict[str, Any]]:
    """Yield a published report as the update that it is to Statuspage's clients, the newest."""
    one, site = course.incident, here.site
    if one.report.published_at is not None and status(course, site) == POSTMORTEM:
        link = f"{root_of(site)}{incident_url(one)}"
        yield _update(
            made_update_id(site.config, one, "report"),
            POSTMORTEM,
            f"{_text(one.summary or one.title, one, here)}\n\n{link}",
            (one.report.published_at, updated_at(course)),
            incident_id(site.config, one),
        )


def _updates(course: Course, here: Standpoint) -> list[dict[str, Any]]:
    """Return the updates that hold, newest first; those that were taken back are among the extras."""
    one, site, made = course.incident, here.site, []
    statuses = dict.fromkeys(named(components_of(one), site.config), ComponentStatus.OPERATIONAL)
    for update in effective_updates(one):
        before, statuses = statuses, _after(update, statuses, course, site)
        written = _update(
            update_id(site.config, one, update),
            _known(update.status or course.status),
            _text(update.message, one, here),
            (update.at, update.changed_at),
            incident_id(site.config, one),
        )
        changes = _changes(before, statuses, site)
        made.append(written | {"affected_components": changes} | update_extras(update, one, here))
    return made[::-1]


def said(course: Course, here: Standpoint) -> list[dict[str, Any]]:
    """Return the updates, and where there is none what the page says: clients ask for the first."""
    one, site, at = course.incident, here.site, course.first_said_at or BEGINNING
    return _updates(course, here) or [
        _update(
            made_update_id(site.config, one, "announced"),
            _known(course.status),
            _text(one.summary or one.title, one, here),
            (at, at),
            incident_id(site.config, one),
        )
    ]


def _update(
    id_: str, status: str, body: str, times: tuple[datetime, datetime], incident: str
) -> dict[str, Any]:
    return {
        "id": id_,
        "status": status,
        "body": body,
        "incident_id": incident,
        "created_at": rfc3339(times[0]),
        "updated_at": rfc3339(times[1]),
        "display_at": rfc3339(times[0]),
        "affected_components": [],
        "deliver_notifications": True,
        "custom_tweet": None,
        "tweet_id": None,
    }


Statuses = dict[str, ComponentStatus]


def _after(update: Update, before: Statuses, course: Course, site: Site) -> Statuses:
    """Return how components are after an update; where none names any, as the impact says until it closes."""
    closes = update.status is not None and update.status.closes
    carried = dict.fromkeys(before, ComponentStatus.OPERATIONAL) if closes else before
    if any(u.components for u in course.incident.updates):
        ids = site.config.current_ids
        return carried | {ids[id_]: s for id_, s in update.components.items() if id_ in ids}
    return carried if closes else carried | {s.component: s.status for s in course.spells}


def _changes(before: Statuses, after: Statuses, site: Site) -> list[dict[str, str]]:
    return [
        {
            "code": component_id(site.config, id_),
            "name": site.config.components[id_].name,
            "old_status": before.get(id_, ComponentStatus.OPERATIONAL).value,
            "new_status": status.value,
        }
        for id_, status in after.items()
    ]


def _text(message: str, one: Incident, here: Standpoint) -> str:
    """Return a message without its markup.

    Clients put it into pages of their own, some of them as it is.
    """
    return paragraphs(rooted(here.bare_html(message, one, breaks=True), root_of(here.site)))


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def incident_extras(course: Course, here: Standpoint) -> dict[str, Any]:
    """Return what we know of an incident that Statuspage has no place for."""
    one, site = course.incident, here.site
    page = f"{root_of(site)}{incident_url(one)}"
    return {
        "id": one.id,
        "kind": one.kind.value,
        "class": one.mistake_class.value,
        "affected": _affected(course, here),
        "correction": _said(one.correction, one, here) if one.correction else None,
        "next_update_by": _exact_moment(_next_word_due(course, site)),
        "promises": given(one, here) if is_reported(course, site) else [],
        "report_url": page if is_reported(course, site) else None,
        "retracted": [
            {"id": update.id, **_said(update.retracted, one, here)}
            for update in one.updates
            if update.retracted
        ],
    }


def _said(part: Model, one: Incident, here: Standpoint) -> dict[str, Any]:
    """Return a part of an incident, its texts without their markup."""
    texts = {str(told.path[0]): _text(told.text, one, here) for told in texts_of(part)}
    return part.model_dump(mode="json", exclude_none=True) | texts


def _affected(course: Course, here: Standpoint) -> dict[str, Any]:
    """Return whether it was me, with what the newest word says that one can do."""
    current = course.incident.affected.model_copy(
        update={"what_to_do": what_to_do(course.incident)}
    )
    return _said(current, course.incident, here)


def update_extras(update: Update, one: Incident, here: Standpoint) -> dict[str, Any]:
    """Return what we know of an update that Statuspage has no place for."""
    said = {"id": update.id, "next_update_by": _exact_moment(update.next_update_by)}
    do = {"do": _text(update.do, one, here)} if update.do else {}
    return {"x_statuspage": {**said, "nothing_new": update.nothing_new, **do}}


def page_extras(site: Site) -> dict[str, Any]:
    """Return what the status page says first, so that a page left open can say it too."""
    dues = filter(None, (_next_word_due(course, site) for course in site.open_courses))
    return {
        "headline": {"level": site.headline.level.value, "title": site.headline_title},
        "next_update_by": _exact_moment(min(dues, default=None)),
    }


def _next_word_due(course: Course, site: Site) -> datetime | None:
    """Return by when the next word is owed; None where nobody is owed any."""
    clocks = (clock.due_at for clock in site.clocks(course) if clock.owed is Owed.NEXT_UPDATE)
    return next(clocks, None)


def given(one: Incident, here: Standpoint) -> list[dict[str, Any]]:
    """Return what readers are promised by a report."""
    kinds = (("prevention", one.preventions), ("make_good", one.make_goods))
    return [_promise(kind, promise, one, here) for kind, some in kinds for promise in some]


def _promise(kind: str, promise: Promise, one: Incident, here: Standpoint) -> dict[str, Any]:
    """Return a promise with its days; whether it is late, by its first, is for the reader's clock to say."""
    keys = {"id", "promise", "due_on", "kept_on", "evidence", "withdrawn"}
    return {
        "kind": kind,
        "first_due_on": _day(promise.first_due_on),
        **promise.model_dump(mode="json", include=keys),
        "promise": _text(promise.promise, one, here),
        "withdrawn": _said(promise.withdrawn, one, here) if promise.withdrawn else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _exact_moment(moment: datetime | None) -> str | None:
    return None if moment is None else format_instant(moment)
