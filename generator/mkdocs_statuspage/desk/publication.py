"""Publishing without CI: the site is built, put at each target, and looked at as visitors see it."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.live_page import look_at
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import HostingTarget
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.site import url_at
from mkdocs_statuspage.writing.refusals import CannotWrite

WAIT = 60.0
"""How long visitors may have to wait for what is put there."""


@dataclass(frozen=True)
class Arrival:
    """How publishing to one target ended."""

    name: str
    url: str
    problem: str = ""
    """Why visitors do not see the new build; empty where they do."""
    is_seen: bool = False
    """Whether it was seen at the target's address."""


def built(workspace: Workspace) -> Path:
    """Build the site as CI would, and return its folder.

    Raises:
        CannotRun: it cannot be built; the former stays everywhere.
    """
    folder = workspace.state_dir / "site"
    folder.parent.mkdir(exist_ok=True)
    config = str(workspace.mkdocs_yml or "mkdocs.yml")
    words = ["build", "--quiet", "--config-file", config, "--site-dir", str(folder.resolve())]
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-m", "mkdocs", *words],
        cwd=workspace.root,
        env=os.environ | {"CI": "true", "NO_MKDOCS_2_WARNING": "1", "PYTHONIOENCODING": "utf-8"},
        stdout=subprocess.DEVNULL,  # it is the command's own
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        raise CannotRun(f"it cannot be built:\n{done.stderr.strip()}", "statuspage check")
    return folder


def chosen_targets(workspace: Workspace, names: Sequence[str]) -> dict[str, HostingTarget]:
    """Return the targets that are named, all of them without a name.

    Raises:
        CannotRun: there are none, or none of a name.
    """
    known = workspace.config.targets
    if not known:
        example = "targets: {main: {to: folder, at: /srv/status}}"
        raise CannotRun(
            "no host is named in statuspage.yml",
            f"write one there, such as {example}; what waits for the remote is sent by sync",
            instead=("publish", "sync"),
        )
    if missing := [name for name in names if name not in known]:
        raise CannotRun(
            f"there is no target {missing[0]!r}",
            f"there are: {', '.join(known)}",
            instead=(missing[0], next(iter(known))),
        )
    return {name: known[name] for name in names or known}


def publish_to(workspace: Workspace, name: str, target: HostingTarget, site: Path) -> Arrival:
    """Put a built site at one target, and look until visitors see it there."""
    from mkdocs_statuspage.writing.hosting_targets import put_site

    url = url_at(target, workspace.address) or workspace.url
    try:
        put_site(site, target, workspace.root)
    except CannotWrite as error:
        return Arrival(name, url, str(error))
    if not url:
        return Arrival(name, "")
    told = json.loads((site / workspace.address / "build.json").read_text(encoding="utf-8"))[
        "built_at"
    ]
    return _seen(Arrival(name, url), datetime.fromisoformat(told))


def _seen(there: Arrival, built_at: datetime) -> Arrival:
    until = time.monotonic() + WAIT
    while True:
        live = look_at(there.url)
        if live.built_at == built_at:
            return Arrival(there.name, there.url, is_seen=True)
        if time.monotonic() > until:
            found = format_instant(live.built_at) if live.built_at else "another program"
            said = live.problem or f"visitors see the build of {found}"
            return Arrival(there.name, there.url, f"it is there, and {said}")
        time.sleep(min(2.0, WAIT / 10))
