"""Upptime: the issues of its repository, exported, and the minutes down per day that it keeps, become a history.

Read are issues and comments in JSON, `history/summary.json`, `history/*.yml` and `.upptimerc.yml`, as far as they are
there. A day's minutes that no issue tells of become an incident of that day, whose hour nobody knows.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.foreign_values import component_id, one_line, shorten
from mkdocs_statuspage.importers.history import (
    CannotImport,
    ForeignIncident,
    ForeignUpdate,
    History,
    Tally,
)
from mkdocs_statuspage.importers.hugo.front_matter import NoPost, read_settings
from mkdocs_statuspage.importers.typed_times import read_typed
from mkdocs_statuspage.importers.upptime_issues.issue_export import (
    ExportedIssue,
    ExportedIssues,
    issues_in,
)
from mkdocs_statuspage.importers.upptime_issues.issue_incident import IssueReader
from mkdocs_statuspage.importers.v2.gather import Raw, SavedDocument, read_documents, text_of
from mkdocs_statuspage.model.statuses import Impact, UpdateStatus

SYSTEM = "upptime"
WHOLE_DAY = 24 * 60
"""So many minutes has a day."""
_HELP = "name the repository's folder, with issues.json and comments.json in it as `gh api --paginate` writes them"


def read_history(source: Path, zone: ZoneInfo | None = None) -> History:
    """Read a repository's folder, or one file of it; days are counted in the zone given, else in UTC as Upptime's.

    Raises:
        CannotImport: there is nothing of Upptime's, or a file cannot be read.
    """
    documents = read_documents(source)
    sites, found = _sites(documents, source), issues_in(documents)
    if not sites and not any({"status", "maintenance"} & {*one.labels} for one in found.issues):
        raise CannotImport(f"{source} has nothing of Upptime's", _HELP)
    named = zone or ZoneInfo("UTC")
    components, ids = _components(sites)
    refused: list[str] = []
    told = list(_read(found.issues, IssueReader(ids), refused))
    of_issues = _of_issues(found.issues, told, len(refused))
    days = _Days(tuple(_days(sites, named, refused)), refused[of_issues["issues"].refused :])
    some = [day for day in days.known if day.minutes]
    untold = [day for day in some if not any(_covers(one, day, ids) for one in told)]
    made = [_incident(run, ids) for run in _runs(untold)]
    return History(
        SYSTEM,
        _config(source, named),
        components,
        tuple(sorted((*told, *made), key=lambda one: (one.begins_at, one.source_id))),
        tuple(_notes(sites, found, len(some), len(untold))),
        _saved_at(sites),
        tuple(refused),
        {**of_issues, "days with minutes down": days.tally, "components": Tally(len(components))},
        {ids[one.slug.casefold()]: one.seen_at.date() for one in sites if one.seen_at},
    )


@dataclass(frozen=True, slots=True)
class _Days:
    known: tuple["DayDown", ...]
    odd: Sequence[str]

    @property
    def tally(self) -> Tally:
        return Tally(len(self.known) + len(self.odd), refused=len(self.odd))


def _of_issues(
    issues: Sequence[ExportedIssue], told: Iterable[ForeignIncident], refused: int
) -> Mapping[str, Tally]:
    said = sum(len(issue.comments) + 1 for issue in issues)
    lost = said - sum(len(one.updates) for one in told)
    return {"issues": Tally(len(issues), refused=refused), "updates": Tally(said, refused=lost)}


@dataclass(frozen=True, slots=True)
class MonitoredSite:
    """One of the sites that Upptime watches."""

    slug: str
    name: str
    url: str
    minutes: Mapping[str, Any]
    """How many minutes it was down, by day."""
    since: datetime | None = None
    seen_at: datetime | None = None
    """When it was last looked at."""


@dataclass(frozen=True, slots=True)
class DayDown:
    """A day on which a site was down for some minutes."""

    site: MonitoredSite
    begins: datetime
    minutes: int
    counted: int
    """How many Upptime says there were: more than a day has, where issues ran side by side."""

    @property
    def is_whole(self) -> bool:
        """Whether it was down from midnight to midnight."""
        return self.minutes >= WHOLE_DAY

    @property
    def day(self) -> str:
        """The day, as Upptime writes it."""
        return f"{self.begins:%Y-%m-%d}"


def _sites(documents: Iterable[SavedDocument], source: Path) -> list[MonitoredSite]:
    """Return the sites of `summary.json`, and those that have a file of their own besides."""
    files = dict(_site_files(source)) if source.is_dir() else {}
    listed = [
        item
        for document in documents
        for item in (document.content if isinstance(document.content, list) else [])
        if isinstance(item, dict) and "slug" in item and {"dailyMinutesDown", "uptime"} & {*item}
    ]
    raws = {text_of(raw, "slug"): raw for raw in listed}
    raws |= {slug: {} for slug in files if slug not in raws}
    return [_site(slug, raw, files.get(slug, {})) for slug, raw in raws.items()]


def _site(slug: str, raw: Raw, file: Mapping[str, Any]) -> MonitoredSite:
    minutes = raw.get("dailyMinutesDown")
    return MonitoredSite(
        slug,
        text_of(raw, "name") or slug,
        text_of(raw, "url") or str(file.get("url") or ""),
        minutes if isinstance(minutes, dict) else {},
        _moment(file.get("startTime")),
        _moment(file.get("lastUpdated")),
    )


def _site_files(source: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for path in sorted((*source.glob("*.yml"), *source.glob("history/*.yml"))):
        file = _settings(path, path.relative_to(source).as_posix())
        if "startTime" in file:
            yield path.stem, file


def _settings(path: Path, shown: str) -> Mapping[str, Any]:
    try:
        return read_settings(path, shown)
    except NoPost as problem:
        raise CannotImport(str(problem), "correct it, and run this again") from None


def _moment(value: Any) -> datetime | None:
    typed = read_typed(value)
    return typed.at(UTC) if typed and typed.day else None


def _components(
    sites: Iterable[MonitoredSite],
) -> tuple[Mapping[str, Mapping[str, object]], Mapping[str, str]]:
    trees: dict[str, Mapping[str, object]] = {}
    ids: dict[str, str] = {}
    for site in sites:
        name = shorten(one_line(site.name))
        id_ = component_id(name, "", trees)
        since = site.since.date() if site.since else None
        fields = {"name": name, "description": site.url, "since": since}
        trees[id_] = {key: value for key, value in fields.items() if value}
        ids[site.slug.casefold()] = id_
        ids.setdefault(site.name.casefold(), id_)
    return trees, ids


def _read(
    issues: Iterable[ExportedIssue], reader: IssueReader, refused: list[str]
) -> Iterator[ForeignIncident]:
    for issue in issues:
        found = reader.read(issue) if {"status", "maintenance"} & {*issue.labels} else None
        if found:
            yield found
        else:
            title = one_line(text_of(issue.raw, "title"))[:80]
            refused.append(
                f"issue {issue.number}: it has no label of Upptime's, or no time: {title!r}"
            )


def _days(sites: Iterable[MonitoredSite], zone: ZoneInfo, refused: list[str]) -> Iterator[DayDown]:
    for site in sites:
        for day, minutes in site.minutes.items():
            typed = read_typed(day)
            if typed and typed.day and isinstance(minutes, int) and minutes >= 0:
                begins = datetime.combine(typed.day, time(), zone)
                yield DayDown(site, begins, min(minutes, WHOLE_DAY), minutes)
            else:
                refused.append(
                    f"{site.slug}: {str(day)[:20]}: {str(minutes)[:20]!r} are no minutes of a day"
                )


def _covers(incident: ForeignIncident, down: DayDown, ids: Mapping[str, str]) -> bool:
    """Tell whether an issue tells of a day already."""
    ends = incident.resolved_at or incident.updates[-1].at
    is_same = ids[down.site.slug.casefold()] in incident.components
    return is_same and incident.begins_at < down.begins + timedelta(days=1) and ends >= down.begins


def _runs(days: Iterable[DayDown]) -> Iterator[list[DayDown]]:
    """Yield the days, together those between which a site was never up: whole days, what leads to them, and what ends them."""
    run: list[DayDown] = []
    for day in sorted(days, key=lambda one: (one.site.slug, one.begins)):
        if run and not _goes_on(run, day):
            yield run
            run = []
        run.append(day)
    if run:
        yield run


def _goes_on(run: Sequence[DayDown], day: DayDown) -> bool:
    last = run[-1]
    follows = last.site.slug == day.site.slug and day.begins - last.begins == timedelta(days=1)
    return follows and (last.is_whole or (len(run) == 1 and day.is_whole))


def _incident(run: Sequence[DayDown], ids: Mapping[str, str]) -> ForeignIncident:
    first, last, site = run[0], run[-1], run[0].site
    begins = first.begins
    if len(run) > 1:
        begins += timedelta(minutes=WHOLE_DAY - first.minutes)
    ends = (last.begins + timedelta(minutes=last.minutes)).astimezone(UTC)
    minutes = sum(day.minutes for day in run)
    days = first.day if len(run) == 1 else f"{first.day} to {last.day}"
    said = (
        f"{one_line(site.name)} was down for {minutes} minutes, {days}. The hour was not recorded"
    )
    where = (
        "it stands here at the day's beginning"
        if len(run) == 1
        else "what leads to whole days is put before them"
    )
    return ForeignIncident(
        source_id=f"{site.slug}-{first.day}",
        title=shorten(f"{one_line(site.name)} was down for {minutes} minutes"),
        started_at=begins.astimezone(UTC),
        impact=Impact.CRITICAL,
        components=(ids[site.slug.casefold()],),
        updates=(ForeignUpdate("recorded", ends, UpdateStatus.RESOLVED, f"{said}; {where}."),),
        kept={f"dailyMinutesDown {day.day}": str(day.counted) for day in run},
    )


def _notes(
    sites: Sequence[MonitoredSite],
    found: ExportedIssues,
    days: int,
    untold: int,
) -> Iterator[str]:
    if not found.issues:
        yield "there are no issues here, so nobody's words; " + _HELP
    if found.stray:
        yield f"{found.stray} comments are on something else, as pull requests; they are not read"
    if untold:
        yield f"{untold} days with minutes down are told by no issue, and no hour is known; each stands at its day's beginning, whole days in a row as one"
    if days > untold:
        yield f"{days - untold} days with minutes down are told by issues"
    unnamed = ", ".join(site.slug for site in sites if site.name == site.slug)
    if unnamed:
        yield f"summary.json does not name {unnamed}; give those that are gone a `retired_on`"
    yield "look at `organisation`: no file says at which address it is"


def _config(source: Path, zone: ZoneInfo) -> Mapping[str, object]:
    path = source / ".upptimerc.yml"
    settings = _settings(path, path.name) if path.is_file() else {}
    website = settings.get("status-website")
    said = text_of(website, "name") if isinstance(website, dict) else ""
    owner = text_of(settings, "owner")
    # Upptime's own name stands in the settings that every repository begins with.
    own = owner if said == "Upptime" else said or owner
    name = shorten(one_line(own or source.resolve().stem)) or "Status"
    return {
        "site_id": component_id(name, "", ()),
        "organisation": {"name": name},
        "timezone": zone.key,
    }


def _saved_at(sites: Iterable[MonitoredSite]) -> datetime | None:
    return max((site.seen_at for site in sites if site.seen_at), default=None)
