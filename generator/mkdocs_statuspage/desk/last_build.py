"""What readers last had where git does not say: what the last build says to programs, laid over what stands in the files."""

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_statuspage.desk.built_report import built_sections
from mkdocs_statuspage.desk.built_statuses import with_built_statuses
from mkdocs_statuspage.desk.file_notes import note_build, noted_of_build
from mkdocs_statuspage.desk.owed import load_readable
from mkdocs_statuspage.desk.stamped_notes import stamp_of
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import (
    Affected,
    Incident,
    Retraction,
    Update,
    Window,
    WrongFact,
)
from mkdocs_statuspage.model.promise import MakeGood, Prevention, Withdrawal
from mkdocs_statuspage.model.statuses import MistakeClass, UpdateStatus
from mkdocs_statuspage.outputs.api.api_incidents import given
from mkdocs_statuspage.outputs.api.api_incidents import incident as as_built
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.published import without_report
from mkdocs_statuspage.timeline.course import effective_updates, what_to_do
from mkdocs_statuspage.timeline.ledger import promises_of

API = "api/v2/incidents"
Document = Mapping[str, Any]


class BuiltIncident(NamedTuple):
    """An incident as the last build had it, and as it is."""

    was: Incident
    now: Incident | None


def built_incidents(workspace: Workspace) -> Iterator[BuiltIncident]:
    """Yield each incident of the last build as it was, as far as a program could tell, beside what stands in the files."""
    root = _last_site(workspace) / workspace.address
    names = _names_in(root / API)
    if not names:
        return
    built_at = datetime.fromisoformat(_read(root / "build.json").get("built_at", str(_BEGINNING)))
    here = Standpoint.of(load_readable(workspace))
    reports = {
        item["_statuspage"]["incident"]: item["content_html"]
        for item in _read(root / "reports/feed.json").get("items", ())
    }
    for document in _documents(workspace, root, names):
        if "x_statuspage" in (told := document.get("incident", document)):
            yield _versions(_Told(told, reports, built_at), workspace, here)


def _names_in(folder: Path) -> Sequence[str]:
    found = os.listdir(folder) if folder.is_dir() else ()  # noqa: PTH208 - there may be many
    return sorted(name for name in found if name.endswith(".json"))


def _documents(workspace: Workspace, root: Path, names: Sequence[str]) -> Iterator[Document]:
    """Read the documents of the last build's incidents, or of those that are asked about."""
    if workspace.asks(
        workspace.incidents_dir / "gone.md"
    ):  # where an incident would be that is gone
        yield from (_read(root / API / name) for name in names)
        return
    asked = {id_ for one in workspace.asked_incidents for id_ in (one.id, *one.formerly)}
    stamps = [stamp_of(path) for path in (root / "build.json", root / API) if path.exists()]
    ids, newly = noted_of_build(workspace, stamps), {}
    for name in names:
        if name not in ids or ids[name] in asked:
            document = _read(root / API / name)
            newly[name] = document.get("incident", {}).get("x_statuspage", {}).get("id", "")
            yield document
    note_build(workspace, stamps, {**ids, **newly})


class _Told(NamedTuple):
    """What a build says of an incident."""

    api: Document
    reports: Mapping[str, str]
    """The reports in full, as HTML, by the ids of their incidents."""
    built_at: datetime


def _last_site(workspace: Workspace) -> Path:
    """Return what `publish` built last, where it did: a build of one's own is seen by nobody else."""
    published = workspace.state_dir / "site"
    return published if published.is_dir() else workspace.site_dir


_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def _read(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError):
        found = json.loads(path.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    return {}


def _versions(built: _Told, workspace: Workspace, here: Standpoint) -> BuiltIncident:
    told, _, built_at = built
    id_ = told["x_statuspage"]["id"]
    found = workspace.reading.by_id.get(id_)
    now = workspace.reading.whole(found) if found else None
    course = here.site.by_id.get(now.id) if now else None
    if now is None or course is None:
        began = str(told["started_at"])
        gone = {"id": id_, "path": f"{id_}.md", "title": told["name"], "started_at": began}
        was = Incident.model_validate(gone)
        return BuiltIncident(
            was.model_copy(update={"updates": _updates(told, was, {}, built_at)}), now
        )
    shown = as_built(course, here)
    shown["x_statuspage"]["promises"] = given(now, here)  # where it is published no longer, too
    was = _laid_over(told, now, shown, built_at)
    if told["x_statuspage"]["report_url"] and id_ in built.reports:
        whole = replace(course, incident=now, updates=effective_updates(now))
        sections = built_sections(built.reports[id_], whole, here)
        was = was.model_copy(update={"prose": sections})
    return BuiltIncident(with_built_statuses(told, shown, was, here), now)


def _id(update: Document) -> str:
    return str(update.get("x_statuspage", {}).get("id", ""))


def _laid_over(told: Document, now: Incident, shown: Document, built_at: datetime) -> Incident:
    """Return an incident with what a build said of it in the place of what is otherwise now."""
    extras, there = told["x_statuspage"], shown["x_statuspage"]
    values: dict[str, Any] = {
        "title": told["name"],
        "mistake_class": MistakeClass(extras["class"]),
        "affected": _affected(told, there["affected"], now),
        "correction": _correction(extras["correction"], there["correction"] or {}, now),
        "corrections": tuple(one for one in now.corrections if one.at < built_at),
        "updates": _updates(told, now, shown, built_at),
        "summary": _summary(told, shown, now),
        "scheduled": _window(told, shown, now),
        "formerly": tuple(id_ for id_ in now.formerly if id_ != extras["id"]),
    }
    if not extras["report_url"]:
        return without_report(now.model_copy(update=values))
    for key, kind in (("prevention", Prevention), ("make_good", MakeGood)):
        had = [one for one in extras["promises"] if one["kind"] == key]
        known = {one.id: one for one in promises_of(now)}
        says = {one["id"]: one for one in there["promises"]}
        made = tuple(
            _promise(one, known.get(one["id"]), says.get(one["id"]), kind, built_at) for one in had
        )
        values[key] = made or (getattr(now, key) if not had else ())
    return now.model_copy(update=values)


def _words(told: str | None, shown: str | None, now: str | None) -> str | None:
    """Return what a file said: what it says now, where the build says the same of that, else the build's words.

    Builds of older versions have texts as they stand in the file.
    """
    return now if told in (shown, now) else told


def _affected(told: Document, shown: Document, now: Incident) -> Affected:
    """Return whether it was me by a build, but for what one can do where that is an update's word."""
    whole = now.affected.model_copy(update={"what_to_do": what_to_do(now)}).model_dump()
    had = told["x_statuspage"]["affected"]
    by_updates = [one["x_statuspage"].get("do") for one in told["incident_updates"] if _id(one)]
    others = {
        key: had.get(key)
        for key in {*shown, *had}
        if had.get(key) not in (shown.get(key), whole.get(key))
        and not (key == "what_to_do" and had.get(key) in filter(None, by_updates))
    }
    return now.affected.model_copy(update=others)


def _correction(
    told: Mapping[str, str] | None, shown: Mapping[str, str], now: Incident
) -> WrongFact | None:
    if not told:
        return None
    there = now.correction.model_dump() if now.correction else {}
    said = {key: _words(text, shown.get(key), there.get(key)) for key, text in told.items()}
    return WrongFact.model_validate(said)


def _summary(told: Document, shown: Document, now: Incident) -> str | None:
    """Return the words of an incident as a whole, which the API tells where no update does."""
    was, there = (
        [one["body"] for one in each["incident_updates"] if not _id(one)] for each in (told, shown)
    )
    if was == there or not was or was[0].startswith(told["name"]):
        return now.summary
    return str(was[0]).rpartition("\n\nhttp")[0] or str(was[0])


def _window(told: Document, shown: Document, now: Incident) -> Window | None:
    keys = ("scheduled_for", "scheduled_until")
    if now.scheduled is None or all(told.get(key) in (None, shown[key]) for key in keys):
        return now.scheduled
    start, end = (datetime.fromisoformat(told[key]).astimezone(UTC) for key in keys)
    moved = now.scheduled.moved
    before = [n for n, one in enumerate(moved) if (one.start, one.end) == (start, end)]
    times = {"start": start, "end": end, "moved": moved[: before[0]] if before else moved}
    return now.scheduled.model_copy(update=times)


def _updates(
    told: Document, now: Incident, shown: Document, built_at: datetime
) -> tuple[Update, ...]:
    there = {update.id: update for update in now.updates}
    says = {_id(one): one for one in shown.get("incident_updates", ()) if _id(one)}
    found = [
        _update(one, there.get(_id(one)), says.get(_id(one)), built_at)
        for one in told["incident_updates"]
        if _id(one)
    ]
    reasons = {one["id"]: one["why"] for one in shown.get("x_statuspage", {}).get("retracted", ())}
    for one in told["x_statuspage"]["retracted"]:
        update = there.get(one["id"])
        if update is not None:
            now_why = update.retracted.why if update.retracted else None
            why = _words(one["why"], reasons.get(one["id"]), now_why)
            taken = Retraction.model_validate({"at": one["at"], "why": why})
            found.append(update.model_copy(update={"retracted": taken}))
    return tuple(found)


def _update(
    told: Document, now: Update | None, shown: Document | None, built_at: datetime
) -> Update:
    extras, status = told["x_statuspage"], told["status"]
    values: dict[str, Any] = {
        "at": datetime.fromisoformat(told["display_at"]).astimezone(UTC),
        "nothing_new": extras["nothing_new"],
    }
    if now is None or (shown and shown["body"] != told["body"]):
        values["message"] = told["body"]
    if now is None or (shown and shown["status"] != status):
        values["status"] = UpdateStatus(status) if status in set(UpdateStatus) else None
    if now is None:
        return Update.model_validate(values | {"id": extras["id"]})
    if shown:
        values["do"] = _words(extras.get("do"), shown["x_statuspage"].get("do"), now.do)
    by = extras["next_update_by"]
    values["next_update_by"] = datetime.fromisoformat(by) if by else None
    values["at"] = now.at if abs(now.at - values["at"]).total_seconds() < 1 else values["at"]
    values["earlier"] = tuple(one for one in now.earlier if one.until < built_at)
    values["retracted"] = None
    return now.model_copy(update=values)


def _promise(
    told: Document,
    now: Prevention | MakeGood | None,
    shown: Document | None,
    kind: type[Prevention | MakeGood],
    built_at: datetime,
) -> Prevention | MakeGood:
    given = {
        key: value for key, value in told.items() if key in kind.model_fields and value is not None
    }
    made = kind.model_validate(given)
    if now is None or shown is None:
        return made
    due, taken = made.due_on, told["withdrawn"]
    if taken and now.withdrawn:
        says = (shown["withdrawn"] or {}).get("why")
        taken = taken | {"why": _words(taken["why"], says, now.withdrawn.why)}
    before = [n for n, one in enumerate(now.moved) if one.from_ == due]
    values = {
        "promise": _words(made.promise, shown["promise"], now.promise),
        "due_on": due,
        "moved": now.moved[: before[0]] if before else now.moved,
        "kept_on": made.kept_on,
        "evidence": made.evidence,
        "withdrawn": Withdrawal.model_validate(taken) if taken else None,
        "earlier": tuple(one for one in now.earlier if one.on < built_at.date()),
    }
    return now.model_copy(update=values)
