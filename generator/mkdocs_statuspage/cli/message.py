"""The text that somebody typed: where it comes from, and that it is never lost."""

import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, Self

import typer

from mkdocs_statuspage.cli.ask import find_incident, typed_text
from mkdocs_statuspage.cli.options import GivenText, HowMade
from mkdocs_statuspage.cli.terminal import is_interactive, printable
from mkdocs_statuspage.desk.errors import CannotRun, StillWaits
from mkdocs_statuspage.language import Words
from mkdocs_statuspage.reading.file_list import shown
from mkdocs_statuspage.reading.nearness import closest
from mkdocs_statuspage.writing.held_signals import undisturbed
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.yaml_text.source import MAX_BYTES

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.workspace import Workspace
    from mkdocs_statuspage.model.incident import Incident

NO_TEXT = (None, ("-m", "TEXT"))
ENDS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))
"""Sent by whoever ends a program, and by a terminal that is closed."""
KEPT_HERE = "Your text, so that it is not lost:"


class Draft:
    """The text that comes with a command: taken before anything can fail, and kept when something does."""

    def __init__(self, context: typer.Context, given: GivenText) -> None:
        """Take the text of `-m`, `-F FILE` or `-F -`."""
        if given.message is not None and given.file is not None:
            raise CannotRun("both -m and -F give a message", instead=("-F", ()))
        self.text = _from_file(given.file) if given.file is not None else given.message
        """As it was typed; None until it is asked for."""
        self.edit = given.edit
        """Whether the editor is opened, whatever was typed."""
        self._folder: Path | None = context.obj
        self._ended_at_once: Sequence[int] = ()

    def incident(self, workspace: "Workspace", given: str | None) -> "tuple[Path, Incident]":
        """Find the incident that the text is for; where several may be, a terminal asks which."""
        return find_incident(workspace, given, posts=True, has_text=self.text is not None)

    def reviewed(self, guidance: str, workspace: "Workspace", how: HowMade) -> str:
        """Return the text as it may be posted; where none was given it is written in the editor, or asked for.

        Raises:
            CannotRun: there is none and nobody who could be asked for it, or it may not be posted.
        """
        if self.edit or (self.text is None and is_interactive() and editor()):
            self._take_from_editor(guidance, workspace.words)
        elif self.text is None and is_interactive():
            self._take_from_terminal(guidance, workspace.words)
        if self.text is None:
            raise CannotRun(
                "there is no message", "give one with -m TEXT, or -F - to read it", instead=NO_TEXT
            )
        return _reviewed(self.text, workspace, allow_secret=how.allow_secret)

    def _take_from_terminal(self, guidance: str, words: Words) -> None:
        """Ask for the text where no editor is set; what is typed until it is interrupted is taken too."""
        sys.stderr.write(f"{printable(guidance)}\n{words('Your text; an empty line ends it:')}\n")
        self.text = ""
        for part in typed_text():
            self.text += part

    def _take_from_editor(self, guidance: str, words: Words) -> None:
        """Let the user write in their editor, whose text is taken however that ends; what is below the scissors is left out."""
        text = self.text or ""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "update.md"
            cut = f"# ------ {words('what is below this line is not posted')} ------"
            path.write_text(f"{text}\n\n{cut}\n{guidance}\n", encoding="utf-8")
            try:
                run_editor(path)
            finally:
                written = path.read_text(encoding="utf-8", errors="surrogateescape")
                self.text = written.split(cut)[0]

    def __enter__(self) -> Self:
        """Begin with what the text is for; whoever ends this process from now on, as a terminal does that is closed, leaves the text."""
        self._ended_at_once = [n for n in ENDS if signal.getsignal(n) is signal.SIG_DFL]
        for number in self._ended_at_once:
            signal.signal(number, _stop)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: object
    ) -> None:
        """Keep the text when that failed, and say where it is; not beside what waits to be published, or it would be told twice."""
        for number in self._ended_at_once:
            signal.signal(number, signal.SIG_DFL)
        if error is None or isinstance(error, StillWaits) or not (self.text or "").strip():
            return
        with undisturbed():
            path = _keep_and_say(self._folder, str(self.text))
        if isinstance(error, CannotRun | CannotWrite):
            error.kept = path


def _keep_and_say(folder: Path | None, text: str) -> Path | None:
    """Keep a text and say where; where that cannot be, it is shown."""
    try:
        path = _keep(folder, text)
    except (OSError, CannotRun):
        sys.stderr.write(f"{KEPT_HERE}\n{printable(text)}\n")
        return None
    name = shlex.quote(shown(path))
    sys.stderr.write(f"Your text is kept in {name}; use it with -F {name}\n")
    return path


def _stop(number: int, _: object) -> NoReturn:
    """Stop as by Ctrl-C; a second time at once."""
    signal.signal(number, signal.SIG_DFL)
    raise KeyboardInterrupt


def _keep(folder: Path | None, text: str) -> Path:
    """Put a text beside the site; or where that is full, among the files of this machine that are to be thrown away."""
    from mkdocs_statuspage.desk.message_check import keep_unsent
    from mkdocs_statuspage.desk.workspace import nearest_workspace

    try:
        return keep_unsent(nearest_workspace(folder), text, datetime.now(UTC))
    except (OSError, CannotWrite):
        file, name = tempfile.mkstemp(prefix="statuspage-unsent-", suffix=".md")
        with os.fdopen(file, "w", encoding="utf-8", errors="surrogateescape") as kept:
            kept.write(text)
        return Path(name)


def _reviewed(text: str, workspace: "Workspace", *, allow_secret: bool) -> str:
    """Return a message that may be posted, without the blanks around it; what the review says is told.

    Raises:
        CannotRun: it is empty or holds a secret or characters that readers must not get.
    """
    from mkdocs_statuspage.desk.message_check import checked, findings_in

    text = checked(text)
    findings = findings_in(text, workspace.config, allow_secret=allow_secret)
    for finding in findings:
        line = printable(str(finding)).replace("\n", " ")
        sys.stderr.write(f"{finding.severity}: {line}\n")
    return text


def _from_file(name: str) -> str:
    try:
        data = _beginning(name)
    except OSError as error:
        there = [path.name for path in Path(name).parent.glob("*") if path.is_file()]
        right = str(Path(name).with_name(closest(Path(name).name, there) or "FILE"))
        said = f"{name} cannot be read: {error.strerror}"
        raise CannotRun(said, "-F - reads a pipe", instead=(name, right)) from None
    if len(data) > MAX_BYTES:
        raise CannotRun(f"{name} has more than {MAX_BYTES:,} bytes", "give the text alone")
    return data.decode("utf-8", "surrogateescape")


def _beginning(name: str) -> bytes:
    """Read as much as a message may have, and a byte more: a device has no end."""
    if name == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MAX_BYTES + 1)


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
        with _left_to_editor():
            done = subprocess.run([*shlex.split(chosen), str(path)], check=False)  # noqa: S603
    except OSError as error:
        message = f"the editor {chosen} cannot be run: {error.strerror}"
        raise CannotRun(message, "set EDITOR to one that is there, or give -m TEXT") from None
    if done.returncode:
        raise CannotRun("the editor ended with a failure, so nothing was posted")


@contextmanager
def _left_to_editor() -> Iterator[None]:
    """Leave Ctrl-C to the editor, for which it is a key or the end; a handler is not handed on to it, as ignoring is."""
    former = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, former)
