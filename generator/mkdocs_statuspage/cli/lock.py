"""`statuspage lock`: write what the page is built with anew, from what runs here."""

import sys
from typing import TYPE_CHECKING

import typer

from mkdocs_statuspage.cli.options import find_workspace
from mkdocs_statuspage.cli.terminal import warn

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.site_lock import SiteLock


def command(context: typer.Context) -> None:
    """Renew requirements.txt, from which the page is built, with what runs here."""
    from mkdocs_statuspage.desk.remedies import publish_line
    from mkdocs_statuspage.desk.site_lock import LOCK_NAME, write_lock

    workspace = find_workspace(context)
    lock = write_lock(workspace.root)
    tell_only_here(lock)
    written = [workspace.root / name for name in (LOCK_NAME, *lock.wheels)]
    sys.stdout.write(
        f"Written: {workspace.shown(workspace.root / LOCK_NAME)}\n"
        f"Publish: {publish_line(workspace, 'Renew the lock', *written)}\n"
    )


def tell_only_here(lock: "SiteLock") -> None:
    """Say what in a lock nobody else can install."""
    if lock.only_here:
        warn(
            f"{', '.join(lock.only_here)} runs from a folder of this machine, which the page's build cannot fetch:"
            f" install it from an index, a wheel or a git address, and run `statuspage lock` in the site"
        )
