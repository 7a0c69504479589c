"""A rehearsal: an incident from the first word to the page and back, on a copy that nobody sees, and how long it takes."""

import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.policy import SMTP
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import Done, FileChange, apply
from mkdocs_statuspage.desk.incident_files import incident_paths
from mkdocs_statuspage.desk.letters import LetterWish, kept, letters_about
from mkdocs_statuspage.desk.new_incident import Opening, open_incident
from mkdocs_statuspage.desk.new_update import Request, post
from mkdocs_statuspage.desk.publication import built, publish_to
from mkdocs_statuspage.desk.workspace import Workspace, workspace_at
from mkdocs_statuspage.model.config import HostingTarget
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import UpdateStatus

TITLE = "A rehearsal of an incident"
LEFT_HERE = shutil.ignore_patterns(".git", ".statuspage", "private", "site", ".venv")
NAMES = ("-c", "user.name=Rehearsal", "-c", "user.email=rehearsal@localhost")


@dataclass(frozen=True)
class RehearsedStep:
    """One step of a rehearsal."""

    name: str
    seconds: float


def rehearse(workspace: Workspace) -> Iterator[RehearsedStep]:
    """Rehearse on a copy with a remote and a host of its own; yield each step when it is done.

    Raises:
        CannotRun: a step failed; says what to do.
    """
    with tempfile.TemporaryDirectory(prefix="statuspage-drill-") as folder, _host(folder) as url:
        root = _copied(workspace, Path(folder))
        words = ("It goes on.", None), ("It is over.", UpdateStatus.RESOLVED)
        yield _timed("open an incident and push it", partial(_open, root))
        yield _timed("post an update and push it", partial(_say, root, *words[0]))
        yield _timed("build, and see it on the page", partial(_publish, root, url))
        yield _timed("write a letter to somebody who was hit", partial(_write, root))
        yield _timed("resolve it and push that", partial(_say, root, *words[1]))
        yield _timed("build, and see that it is over", partial(_publish, root, url))


def _timed(name: str, do: Callable[[], object]) -> RehearsedStep:
    began = time.perf_counter()
    do()
    return RehearsedStep(name, time.perf_counter() - began)


@contextmanager
def _host(folder: str) -> Iterator[str]:
    """Serve the folder to this machine alone."""

    class ScratchHost(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(ScratchHost, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/page/"
    finally:
        server.shutdown()
        server.server_close()


def _copied(workspace: Workspace, scratch: Path) -> Path:
    """Copy the site, and make it a repository with a remote beside it."""
    root, remote = scratch / "site", scratch / "remote.git"
    shutil.copytree(workspace.root, root, ignore=LEFT_HERE, symlinks=True)
    for folder, words in (
        (scratch, ("init", "--quiet", "--bare", "--initial-branch=main", str(remote))),
        (root, ("init", "--quiet", "--initial-branch=main")),
        (root, ("add", "--all")),
        (root, (*NAMES, "commit", "--quiet", "--message", "The site as it is")),
        (root, ("config", "user.name", "Rehearsal")),
        (root, ("config", "user.email", "rehearsal@localhost")),
        (root, ("remote", "add", "origin", str(remote))),
        (root, ("push", "--quiet", "--set-upstream", "origin", "main")),
    ):
        done = subprocess.run(  # noqa: S603 - the words are ours
            ["git", *words],  # noqa: S607 - the user's own git
            cwd=folder,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        if done.returncode:
            raise CannotRun(f"git {words[0]}: {done.stderr.strip()}", "statuspage doctor")
    return root


def _at(root: Path) -> Workspace:
    found = workspace_at(root)
    if found is None:
        raise CannotRun("the copy is no site", "statuspage check")
    return found


def _done(workspace: Workspace, change: FileChange) -> Done:
    done = apply(workspace, change, publish=True)
    if done.replay is None or not done.replay.is_published:
        raise CannotRun("it could not be pushed to a remote of this machine", "statuspage doctor")
    return done


def _open(root: Path) -> None:
    workspace = _at(root)
    _done(workspace, open_incident(workspace, Opening(TITLE), Request("We look.")))


def _say(root: Path, text: str, status: UpdateStatus | None) -> None:
    workspace = _at(root)
    path = incident_paths(workspace)[_rehearsed(workspace).id]
    _done(workspace, post(workspace, path, Request(text, status)))


def _write(root: Path) -> None:
    """Write a letter to somebody who was hit, from one who may sign it, and read it back.

    Raises:
        CannotRun: nobody may, or the letter is not what it should be.
    """
    workspace = _at(root)
    listed = root.parent / "affected.csv"
    listed.write_text("name,address\nZoë Example,zoe@example.org\n", encoding="utf-8")
    people = workspace.config.people
    signer = next((id_ for id_, person in people.items() if person.reply_to), None)
    wish = LetterWish(listed, root.parent / "letters", signed_by=signer)
    [letter] = letters_about(workspace, _rehearsed(workspace).id, wish).letters
    kept([letter])
    message = message_from_bytes(letter.path.read_bytes(), policy=SMTP)
    if TITLE not in str(message["Subject"]) or "Zoë" not in str(message["To"]):
        raise CannotRun("the letter cannot be read back", "statuspage check")


def _rehearsed(workspace: Workspace) -> Incident:
    [incident] = [one for one in workspace.reading.incidents if one.title == TITLE]
    return incident


def _publish(root: Path, url: str) -> None:
    """Publish to the scratch host, and look for the newest word there.

    Raises:
        CannotRun: visitors would not see it.
    """
    workspace = _at(root)
    target = HostingTarget(to="folder", at=str(root.parent / "page"), url=url)
    ended = publish_to(workspace, "scratch", target, built(workspace))
    page = root.parent / "page" / workspace.address / "index.html"
    if ended.problem or TITLE not in page.read_text(encoding="utf-8"):
        raise CannotRun(ended.problem or "the page does not show it", "statuspage check")
