"""One issue of Upptime, in our words: a site that was down or slow, or planned work."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mkdocs_statuspage.importers.foreign_values import clean, note_of, read_instant
from mkdocs_statuspage.importers.history import ForeignIncident, ForeignUpdate
from mkdocs_statuspage.importers.typed_times import read_typed
from mkdocs_statuspage.importers.upptime_issues.issue_export import ExportedIssue
from mkdocs_statuspage.importers.v2.gather import Raw, text_of
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.model.statuses import Impact, Kind, UpdateStatus

NO_TEXT = "(This issue had no text.)"
"""What stands for an empty text: that it was posted is part of the history."""
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_FIELD = re.compile(r"^\s*(\w+)\s*:\s*(.*?)\s*$", re.MULTILINE)
_OVER = re.compile(r"\*\*resolved:?\*\*|\bis back up\b|\bperformance has improved\b", re.IGNORECASE)
_SLOW = re.compile(r"degraded", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class IssueReader:
    """Reads the issues of one repository."""

    components: Mapping[str, str]
    """The ids of its components, by what labels and titles call them in small letters."""

    def read(self, issue: ExportedIssue) -> ForeignIncident | None:
        """Read an issue; None for one without a time, and for one that no label makes Upptime's."""
        lost: list[str] = []
        raw, replaced = clean(dict(issue.raw))
        notes = [note_of(replaced)] if replaced else []
        begins = read_instant(raw.get("created_at"), UTC, "created_at", notes)
        if begins is None:
            return None
        ends = read_instant(raw.get("closed_at"), UTC, "closed_at", notes)
        body, fields = _fields_in(text_of(raw, "body"))
        window = _window(fields, begins, ends, notes) if "maintenance" in issue.labels else None
        kind = Kind.MAINTENANCE if window else Kind.INCIDENT
        said = [(begins, raw | {"body": body}, "issue"), *self._comments(issue, lost)]
        updates = _updates(said, kind, ends)
        return ForeignIncident(
            source_id=issue.number,
            title=text_of(raw, "title") or f"Issue {issue.number}",
            kind=kind,
            url=text_of(raw, "html_url") or None,
            started_at=None if window else begins,
            resolved_at=_end(updates, ends),
            impact=None if window else _impact(raw),
            components=self._components(issue, fields),
            updates=updates,
            window=window,
            kept=fields,
            notes=tuple(notes),
            lost=tuple(lost),
        )

    def _comments(self, issue: ExportedIssue, lost: list[str]) -> list[tuple[datetime, Raw, str]]:
        said = []
        for comment in issue.comments:
            label = f"comment {text_of(comment, 'id')}"
            at = read_instant(comment.get("created_at"), UTC, label, lost)
            if at:
                said.append((at, clean(dict(comment))[0], label))
            elif not comment.get("created_at"):
                lost.append(f"{label} has no time: {text_of(comment, 'body')[:200]!r}")
        return sorted(said, key=lambda entry: entry[0])

    def _components(self, issue: ExportedIssue, fields: Mapping[str, str]) -> tuple[str, ...]:
        named = ",".join(fields.get(key, "") for key in ("expectedDown", "expectedDegraded"))
        words = [*issue.labels, *(word.strip().casefold() for word in named.split(","))]
        title = text_of(issue.raw, "title").casefold()
        found = [self.components[word] for word in words if word in self.components]
        if not found:
            names = sorted((name for name in self.components if name in title), key=len)
            found = [self.components[name] for name in names[-1:]]
        return tuple(dict.fromkeys(found))


def _impact(raw: Raw) -> Impact:
    return Impact.MINOR if _SLOW.search(text_of(raw, "title")) else Impact.CRITICAL


def _fields_in(body: str) -> tuple[str, dict[str, str]]:
    """Return a text without the comment that says when work is planned, and what that says."""
    for comment in _COMMENT.finditer(body):
        fields = dict(_FIELD.findall(comment[1]))
        if "start" in fields or "end" in fields:
            return (body[: comment.start()] + body[comment.end() :]).strip(), fields
    return body, {}


def _window(
    fields: dict[str, str], begins: datetime, ends: datetime | None, notes: list[str]
) -> tuple[datetime, datetime]:
    found = []
    for key, instead in (("start", begins), ("end", ends or begins)):
        typed = read_typed(fields.get(key, ""))
        found.append(typed.at(UTC) if typed and typed.day else instead)
        if typed and typed.day:
            del fields[key]
        else:
            notes.append(f"its window has no {key}; put at {format_instant(instead)}")
    start, end = found
    return start, max(start, end)


def _updates(
    said: Sequence[tuple[datetime, Raw, str]], kind: Kind, ends: datetime | None
) -> tuple[ForeignUpdate, ...]:
    planned = kind is Kind.MAINTENANCE
    status = UpdateStatus.SCHEDULED if planned else UpdateStatus.INVESTIGATING
    closed = UpdateStatus.COMPLETED if planned else UpdateStatus.RESOLVED
    updates = []
    for number, (at, raw, label) in enumerate(said):
        body = text_of(raw, "body")
        if ends and number and number == len(said) - 1 and (_OVER.search(body) or at >= ends):
            status = closed
        id_ = text_of(raw, "id") if label != "issue" else "opened"
        updates.append(ForeignUpdate(id_ or f"{at:%Y%m%dT%H%M%SZ}", at, status, body or NO_TEXT))
    return tuple(updates)


def _end(updates: Sequence[ForeignUpdate], ends: datetime | None) -> datetime | None:
    """Return when the issue was closed, where the last update does not say the same."""
    last = updates[-1]
    return None if last.status.closes and last.at == ends else ends
