"""Where the tickets of promises stand, read through `gh` or `glab`, or from an address that answers with JSON."""

import json
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from mkdocs_statuspage.desk.evidence_look import Web
from mkdocs_statuspage.desk.verification import Verified, due_among, published_in
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.sightings import TicketSighting, TicketState
from mkdocs_statuspage.timeline.ledger import promises_of
from mkdocs_statuspage.writing.git import NETWORK_SECONDS
from mkdocs_statuspage.writing.public_web import Unanswered

_GITHUB = re.compile(r"https://(?:github\.com|github\.[^/]+)/[^/]+/[^/]+/(issues|pull)/\d+")
_GITLAB = re.compile(r"https://[^/]+/.+/-/(issues|work_items|merge_requests)/\d+")
_PROGRAMS: Mapping[str, tuple[str, ...]] = {
    "issues": ("gh", "issue", "view"),
    "pull": ("gh", "pr", "view"),
}
_CLOSED = frozenset(
    ["closed", "merged", "done", "resolved", "completed", "complete", "fixed", "finished"]
)
_OPEN = frozenset(
    [
        "open",
        "opened",
        "reopened",
        "new",
        "todo",
        "backlog",
        "inprogress",
        "indeterminate",
        "started",
    ]
)
_SAYING = (
    "state",
    "status",
    "statusCategory",
    "category",
    "key",
    "name",
    "fields",
    "data",
    "issue",
)
"""The keys behind which a state stands, the surer first."""
_FLAGS = ("closed", "is_closed", "completed", "done", "resolved")


def with_tickets(workspace: Workspace, seen: Verified, web: Web, every: timedelta) -> Verified:
    """Read the state of each ticket that was not read for a time, and add it to what was seen."""
    known = {one.url: one for one in workspace.reading.sightings.tickets}
    urls = tickets_of(workspace)
    looked_at = {url: one.looked_at for url, one in known.items()}
    now = workspace.now.replace(microsecond=0)
    asked = {
        url: TicketSighting(url=url, state=ticket_state(url, web, workspace.root), looked_at=now)
        for url in due_among(urls, looked_at, workspace.now, every)
    }
    kept = {url: one for url, one in known.items() if url in urls}
    tickets = tuple(one for _, one in sorted((kept | asked).items()))
    is_news = seen.is_news or bool(asked) or len(kept) < len(known)
    there = seen.sightings.model_copy(update={"tickets": tickets})
    return replace(seen, sightings=there, asked_tickets=tuple(asked.values()), is_news=is_news)


def tickets_of(workspace: Workspace) -> Sequence[str]:
    """Return the ticket of each promise, each once."""
    named = (
        promise.ticket for incident in published_in(workspace) for promise in promises_of(incident)
    )
    return sorted({url for url in named if url and url.lower().startswith("http")})


def ticket_state(url: str, web: Web, folder: Path) -> TicketState:
    """Read where a ticket stands; unknown where nobody says."""
    if found := _GITHUB.match(url):
        return state_in(_said(folder, *_PROGRAMS[found[1]], url, "--json", "state"))
    if found := _GITLAB.match(url):
        kind = "mr" if found[1] == "merge_requests" else "issue"
        return state_in(_said(folder, "glab", kind, "view", url, "--output", "json"))
    try:
        return state_in(_tree(web.asked(url).text))
    except Unanswered:
        return TicketState.UNKNOWN


def _said(folder: Path, *words: str) -> Any:
    """Return what a program says as JSON; None where it is not there, or not let in."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed words, and an address that begins with https://
            words, cwd=folder, capture_output=True, timeout=NETWORK_SECONDS, check=True
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return _tree(done.stdout.decode("utf-8", "replace"))


def _tree(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def state_in(tree: Any, depth: int = 0) -> TicketState:
    """Find the state that a program's answer says: as GitHub, GitLab, Jira and others write it."""
    if isinstance(tree, str):
        word = re.sub(r"[\s_-]", "", tree.casefold())
        is_open = TicketState.OPEN if word in _OPEN else TicketState.UNKNOWN
        return TicketState.CLOSED if word in _CLOSED else is_open
    if not isinstance(tree, dict) or depth > len(_SAYING):
        return TicketState.UNKNOWN
    states = (state_in(tree[key], depth + 1) for key in _SAYING if key in tree)
    found = next((state for state in states if state is not TicketState.UNKNOWN), None)
    if found is not None:
        return found
    flags = [tree[key] for key in _FLAGS if isinstance(tree.get(key), bool)]
    if not flags:
        return TicketState.UNKNOWN
    return TicketState.CLOSED if any(flags) else TicketState.OPEN
