"""Whether all is ready for the next incident, looked at before it comes: each thing with what to do about it."""

import json
import socket
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mkdocs_statuspage import explained_at
from mkdocs_statuspage.desk.live_page import LivePage, look_at, weigh
from mkdocs_statuspage.desk.queue import waiting
from mkdocs_statuspage.desk.remedies import SYNC, git_line, own_line
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.scalars import host_in
from mkdocs_statuspage.writing.git import NETWORK_SECONDS
from mkdocs_statuspage.writing.notice_message import NoSecret
from mkdocs_statuspage.writing.remote import NoTarget, find_target

GUIDE = explained_at("hosting/")
NOTICES = explained_at("notices/")
FAST_OR_SLOW = timedelta(minutes=1)
"""A clock that is further off than that dates what is said wrongly."""
STALE = timedelta(hours=26)
"""A page that is built daily is no older than that."""


@dataclass(frozen=True)
class Readiness:
    """One thing that was looked at."""

    subject: str
    said: str
    """What was found."""
    remedy: str = ""
    """What to do; empty where all is well."""

    @property
    def is_well(self) -> bool:
        """Whether there is nothing to do."""
        return not self.remedy


def examine(workspace: Workspace) -> Iterator[Readiness]:
    """Look at everything that an incident will need, the quickest first."""
    yield from _who(workspace)
    yield _waiting(workspace)
    yield _push(workspace)
    yield from _clock_run(workspace)
    yield from _notices(workspace)
    if not workspace.url:
        yield Readiness("page", "it has no address", "write `site_url` in mkdocs.yml")
        return
    live = look_at(workspace.url)
    for look in (_page, _clock, _host):
        yield from look(workspace, live)


def _who(workspace: Workspace) -> Iterator[Readiness]:
    from mkdocs_statuspage.desk.site_review import unfinished

    for finding in unfinished(workspace):
        yield Readiness("site", finding.message, finding.help)
    people = len(workspace.config.people)
    remedy = "" if people else "name who may sign and review under `people` in statuspage.yml"
    yield Readiness("people", f"{people} may sign", remedy)


def _waiting(workspace: Workspace) -> Readiness:
    count = len(waiting(workspace))
    return Readiness(
        "queue", f"{count} wait to be published", own_line(workspace, SYNC) if count else ""
    )


def _push(workspace: Workspace) -> Readiness:
    """Ask the remote whether it would take a push, without pushing anything."""
    target = find_target(workspace.incidents_dir)
    if isinstance(target, NoTarget):
        line = git_line(workspace, "push", "-u", "origin", "main")
        remedy = f"make a repository there, then: {line}"
        return Readiness("push", target.said or target.outcome.value, remedy)
    known = target.known()
    words = ("push", "--dry-run", "--quiet", target.remote, f"{known or 'HEAD'}:{target.ref}")
    done = target.git.without_questions().run(*words, seconds=NETWORK_SECONDS)
    if done.code:
        last = done.said.splitlines()[-1] if done.said else f"git ended with {done.code}"
        line = git_line(workspace, "push", "--dry-run", target.remote)
        return Readiness("push", last, f"{line}, until it works")
    return Readiness("push", f"{target.shown} takes it")


def _notices(workspace: Workspace) -> Iterator[Readiness]:
    """Look whether each channel could tell readers from here, and whether letters have a server."""
    from mkdocs_statuspage.desk.telling import unready

    lacking = dict(unready(workspace))
    for name in workspace.config.notify:
        why = lacking.get(name)
        if isinstance(why, NoSecret):
            yield Readiness("notices", f"{name}: not known here; {why}")
        else:
            remedy = f"until then it tells nobody; see {NOTICES}" if why else ""
            yield Readiness("notices", f"{name}: {why or 'can tell'}", remedy)


def _clock_run(workspace: Workspace) -> Iterator[Readiness]:
    """Look when the workflow that builds daily ran last, where there is one and `gh` can ask for it."""
    if not (workspace.root / ".github" / "workflows" / "clock.yml").is_file():
        return
    runs, remedy = _last_run(workspace.root), "gh workflow enable clock && gh workflow run clock"
    if runs is None:
        yield Readiness("clock run", "not known here: `gh` is not installed, or not logged in")
    elif not runs:
        yield Readiness("clock run", "it has never run", remedy)
    else:
        age = datetime.now(UTC) - datetime.fromisoformat(runs[0]["createdAt"])
        ended = runs[0]["conclusion"] or "under way"
        wrong = ended == "failure" or age > STALE
        said = f"{int(age.total_seconds() // 3600)} h ago: {ended}"
        yield Readiness("clock run", said, remedy if wrong else "")


def _last_run(root: Path) -> list[dict[str, str]] | None:
    """Ask GitHub's own program for the last run of `clock`; None where it cannot say."""
    words = ("run", "list", "--workflow", "clock", "--limit", "1", "--json", "createdAt,conclusion")
    try:
        done = subprocess.run(  # noqa: S603 - fixed words
            ["gh", *words],  # noqa: S607 - the one that is on the user's path
            cwd=root,
            capture_output=True,
            text=True,
            timeout=NETWORK_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    found: list[dict[str, str]] = json.loads(done.stdout)
    return found


def _page(workspace: Workspace, live: LivePage) -> Iterator[Readiness]:
    if live.problem:
        yield Readiness("page", f"{live.url}: {live.problem}", f"publish it; see {GUIDE}")
        return
    if live.built_at is None:
        yield Readiness(
            "page", f"{live.url} is no page of ours", "correct `site_url` in mkdocs.yml"
        )
        return
    age = datetime.now(UTC) - live.built_at
    said = f"built {int(age.total_seconds() // 3600)} h ago"
    remedy = "see why the daily build has not run: the workflow `clock`" if age > STALE else ""
    yield Readiness("page", said, remedy)
    yield _newest(workspace, live)
    yield from _weight(live)


def _weight(live: LivePage) -> Iterator[Readiness]:
    """Say what a visitor downloads; while much is asked for, each byte is one too many."""
    found = weigh(live.url)
    if found is None:
        return
    said = f"{found.size / 1000:.0f} kB in {found.requests} requests"
    if found.is_compressed:
        yield Readiness("weight", said)
    else:
        remedy = (
            f"let the server compress, or send what `compress` in mkdocs.yml writes; see {GUIDE}"
        )
        yield Readiness("weight", f"{said}, not compressed", remedy)


def _newest(workspace: Workspace, live: LivePage) -> Readiness:
    """Compare the newest word that visitors see with the newest that the remote has."""
    from mkdocs_statuspage.desk.owed import load_readable

    updates = [
        (update.at, update.id)
        for course in load_readable(workspace).courses
        for update in course.incident.updates
        if update.retracted is None
    ]
    newest = max(updates, default=(None, ""))[1]
    if not newest or newest in (live.newest or ""):
        return Readiness("newest", "visitors see the newest word")
    return Readiness("newest", f"visitors do not see {newest}", "see why the last build failed")


def _clock(workspace: Workspace, live: LivePage) -> Iterator[Readiness]:
    if live.server_time is None:
        return
    off = datetime.now(UTC) - live.server_time
    seconds = int(abs(off).total_seconds())
    which = "ahead of" if off > timedelta() else "behind"
    said = f"this clock is {seconds} s {which} the page's server"
    wrong = abs(off) > FAST_OR_SLOW
    yield Readiness(
        "clock", said, "set it by the network: timedatectl set-ntp true" if wrong else ""
    )


def _host(workspace: Workspace, live: LivePage) -> Iterator[Readiness]:
    """Look whether the page falls with what it reports on: one machine, or one domain."""
    ours = workspace.config.organisation.url
    host, other = host_in(workspace.url), host_in(ours or "")
    if not host or not other:
        return
    remedy = f"put the page with another provider; see {GUIDE}"
    if host == other or _addresses(host) & _addresses(other):
        yield Readiness("host", f"{host} is where {other} is: it goes down with it", remedy)
    elif host.endswith(f".{other.removeprefix('www.')}"):
        yield Readiness(
            "host",
            f"{host} has the name servers of {other}; when those fail nobody finds the page",
        )
    else:
        yield Readiness("host", f"{host} stands by itself")


def _addresses(host: str) -> set[str]:
    look_up: Callable[..., list[tuple[object, ...]]] = socket.getaddrinfo  # type: ignore[assignment]
    try:
        return {str(found[4][0]) for found in look_up(host, 443)}  # type: ignore[index]
    except (OSError, UnicodeError):
        return set()
