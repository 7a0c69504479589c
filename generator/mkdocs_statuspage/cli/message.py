"""The text that somebody typed: where it comes from, and that it is never lost."""

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from mkdocs_statuspage.cli.terminal import is_interactive, printable
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.finding import Severity

KEPT_HERE = "Your text, so that it is not lost:"
SCISSORS = "# ------ what is below this line is not posted ------"


def read_message(given: str | None, file: str | None, edit: bool, guidance: str) -> str:
    """Read the text of an update: from `-m`, from `-F FILE` or `-F -`, from the editor, or asked for.

    It is as it was typed; `reviewed` says whether it can be posted.

    Raises:
        CannotRun: there is none, or nobody who could be asked for it.
    """
    if given is not None and file is not None:
        raise CannotRun("both -m and -F give a message", "give one of them")
    text = _from_file(file) if file is not None else given
    if edit or (text is None and is_interactive() and editor()):
        return _from_editor(text or "", guidance)
    if text is None and is_interactive():
        return _from_terminal(guidance)
    if text is None:
        raise CannotRun("there is no message", "give one with -m TEXT, or -F - to read it")
    return text


def reviewed(text: str, workspace: Workspace, *, allow_secret: bool) -> str:
    """Return a message that may be posted, without the blanks around it; what the review says is told.

    Raises:
        CannotRun: it is empty or holds a secret or characters that readers must not get, or the
            writer wants to change it first.
    """
    from mkdocs_statuspage.desk.message_check import checked, findings_in

    text = checked(text)
    findings = findings_in(text, workspace.config, allow_secret=allow_secret)
    for finding in findings:
        line = printable(str(finding)).replace("\n", " ")
        sys.stderr.write(f"{finding.severity}: {line}\n")
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if errors and is_interactive() and not typer.confirm("Post it as it is?", err=True):
        raise CannotRun("nothing was posted", "change the text, and post it again")
    return text


def _from_file(name: str) -> str:
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
    except OSError as error:
        raise CannotRun(f"{name} cannot be read: {error.strerror}") from None
    return data.decode("utf-8", "surrogateescape")


def _from_terminal(guidance: str) -> str:
    """Ask for the text where no editor is set; an empty line ends it."""
    sys.stderr.write(f"{printable(guidance)}\nYour text; an empty line ends it:\n")
    return "".join(iter(sys.stdin.readline, "\n"))


def _from_editor(text: str, guidance: str) -> str:
    """Let the user write in their editor; what is below the scissors is left out."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "update.md"
        path.write_text(f"{text}\n\n{SCISSORS}\n{guidance}\n", encoding="utf-8")
        try:
            run_editor(path)
        except CannotRun:
            written = path.read_text(encoding="utf-8", errors="replace").split(SCISSORS)[0].strip()
            if written != text.strip():
                sys.stderr.write(f"{KEPT_HERE}\n{printable(written)}\n")
            raise
        return path.read_text(encoding="utf-8", errors="surrogateescape").split(SCISSORS)[0]


def editor() -> str:
    """Return the user's editor; empty when none is set."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def run_editor(path: Path) -> None:
    """Let the user change a file in their editor.

    Raises:
        CannotRun: the editor cannot be run, or ended with a failure.
    """
    chosen = editor() or "vi"
    try:
        done = subprocess.run([*shlex.split(chosen), str(path)], check=False)  # noqa: S603
    except OSError as error:
        message = f"the editor {chosen} cannot be run: {error.strerror}"
        raise CannotRun(message, "set EDITOR to one that is there, or give -m TEXT") from None
    if done.returncode:
        raise CannotRun("the editor ended with a failure, so nothing was posted")


@contextmanager
def kept_on_failure(text: str, workspace: Workspace) -> Iterator[None]:
    """Save a text when what is done with it fails, and say where it is."""
    from mkdocs_statuspage.desk.message_check import keep_unsent

    try:
        yield
    except BaseException:
        if text.strip():
            try:
                path = keep_unsent(workspace, text)
                sys.stderr.write(f"Your text is kept in {path}; use it with -F {path}\n")
            except OSError:
                sys.stderr.write(f"{KEPT_HERE}\n{printable(text)}\n")
        raise
