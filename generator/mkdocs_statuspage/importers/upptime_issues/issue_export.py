"""Issues and comments as `gh api` and `gh issue list` write them down, put together: each issue once, with its comments."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from mkdocs_statuspage.importers.history import CannotImport
from mkdocs_statuspage.importers.v2.gather import Raw, SavedDocument, text_of

_CAMEL = {
    "createdAt": "created_at",
    "closedAt": "closed_at",
    "url": "html_url",
    "databaseId": "id",
}
"""What `gh issue list --json` calls what the API calls otherwise."""


@dataclass(frozen=True, slots=True)
class ExportedIssue:
    """An issue, and what was said below it."""

    raw: Raw
    comments: tuple[Raw, ...]

    @property
    def number(self) -> str:
        """What it is known by."""
        return text_of(self.raw, "number")

    @property
    def labels(self) -> tuple[str, ...]:
        """The names of its labels, in small letters."""
        found = self.raw.get("labels")
        names = (
            label.get("name") if isinstance(label, dict) else label
            for label in (found if isinstance(found, list) else [])
        )
        return tuple(str(name).strip().casefold() for name in names if name)


@dataclass(frozen=True, slots=True)
class ExportedIssues:
    """All that an export has."""

    issues: tuple[ExportedIssue, ...]
    stray: int
    """How many comments are on something else."""


def issues_in(documents: Iterable[SavedDocument]) -> ExportedIssues:
    """Put together what files have, by the number of the issue; pull requests are none.

    Raises:
        CannotImport: they are of several repositories.
    """
    issues: dict[str, Raw] = {}
    comments: dict[str, dict[str, Raw]] = {}
    found_in = (
        (document.name, item) for document in documents for item in _items(document.content)
    )
    for name, item in found_in:
        raw = _plain(item)
        number = text_of(raw, "number")
        if "issue_url" in raw:
            _add(comments, text_of(raw, "issue_url").rpartition("/")[2], raw)
        elif number and "title" in raw and "pull_request" not in raw:
            _refuse_another(issues.get(number, raw), raw, name)
            issues[number] = raw
            below = raw.get("comments")
            for comment in _items(below if isinstance(below, list) else []):
                _add(comments, number, _plain(comment))
    found = tuple(
        ExportedIssue(raw, tuple(comments.get(number, {}).values()))
        for number, raw in issues.items()
    )
    stray = sum(len(below) for number, below in comments.items() if number not in issues)
    return ExportedIssues(found, stray)


def _refuse_another(known: Raw, raw: Raw, name: str) -> None:
    """Refuse a second issue of one number."""
    if text_of(known, "created_at") != text_of(raw, "created_at"):
        number, title = text_of(raw, "number"), text_of(raw, "title")
        raise CannotImport(
            f"{name}: two issues have the number {number}; {title[:60]!r} is one of them",
            "save the issues of one repository",
        )


def _items(content: Any) -> Iterator[Raw]:
    """Yield the objects of an answer; `--slurp` puts lists in a list, a search has `items`."""
    if isinstance(content, list):
        for item in content:
            yield from _items(item)
    elif isinstance(content, dict):
        listed = content.get("items")
        yield from _items(listed) if isinstance(listed, list) else [content]


def _plain(raw: Raw) -> Raw:
    return {_CAMEL.get(str(key), str(key)): value for key, value in raw.items()}


def _add(comments: dict[str, dict[str, Raw]], number: str, raw: Mapping[str, Any]) -> None:
    key = text_of(raw, "id") or text_of(raw, "created_at")
    comments.setdefault(number, {})[key] = raw
