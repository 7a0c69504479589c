"""Running git so that it never prompts, never hangs, and runs nobody's hooks."""

import os
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import ClassVar

from mkdocs_statuspage.writing.refusals import CannotWrite

_LOCAL_SECONDS = 30
NETWORK_SECONDS = 60
"""How long a fetch or a push may take."""

_SETTINGS = {
    "core.hooksPath": os.devnull,  # a hook that asks or tests would stop an update in an outage
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "gc.auto": "0",
    "maintenance.auto": "false",
    "protocol.ext.allow": "never",  # a remote may not name a program to be run
    "push.gpgSign": "false",
    "push.followTags": "false",
    "submodule.recurse": "false",
}
# What a surrounding git command hands down, a hook's for instance, would lead to another repository;
# and `SSH_ASKPASS` opens a window. `GIT_ASKPASS` stays: it is how a CI's token is handed over.
_NOT_INHERITED = tuple(
    """
    GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_COMMON_DIR GIT_DIR GIT_INDEX_FILE GIT_NAMESPACE
    GIT_OBJECT_DIRECTORY GIT_PREFIX GIT_WORK_TREE SSH_ASKPASS
    """.split()
)
_QUIET = {
    "GIT_TERMINAL_PROMPT": "0",
    "GCM_INTERACTIVE": "never",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_EDITOR": "true",
    "GIT_LITERAL_PATHSPECS": "1",
    "LC_ALL": "C",
}
_ADVICE = (
    "fatal: Could not read from remote repository.",
    "Please make sure you have the correct access rights",
    "and the repository exists.",
)
_PASSWORD = re.compile(r"//[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class GitEnd:
    """How a git command ended."""

    code: int
    out: bytes
    said: str
    """What it wrote to standard error, without passwords."""

    @property
    def text(self) -> str:
        """Its output as text, without the last line's break."""
        return self.out.decode("utf-8", "surrogateescape").removesuffix("\n")


def _telling(said: str) -> str:
    """Return what git says without the advice that ends whatever it says of a remote."""
    lines = said.strip().splitlines()
    told = [line for line in lines if line.strip() and not line.startswith(_ADVICE)]
    return "\n".join(told or lines)


@dataclass(frozen=True, slots=True)
class Git:
    """Git in one folder."""

    MISSING: ClassVar[int] = 127
    """The code of a command that could not be run, as git is not installed."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)
    """What differs from the process's own environment."""

    def run(self, *arguments: str, send: bytes = b"", seconds: float = _LOCAL_SECONDS) -> GitEnd:
        """Run a command to its end, whatever that is; code 124 means that it took too long."""
        settings = [part for key, value in _SETTINGS.items() for part in ("-c", f"{key}={value}")]
        try:
            ended = subprocess.run(  # noqa: S603 - the arguments are ours, and no shell reads them
                ["git", *settings, *arguments],  # noqa: S607 - the user's own git
                cwd=self.folder,
                env=_environment(self.environment),
                input=send,
                capture_output=True,
                timeout=seconds,
                check=False,
            )
        except (FileNotFoundError, NotADirectoryError):
            if not self.folder.is_dir():
                return GitEnd(128, b"", f"there is no folder {self.folder}")
            return GitEnd(self.MISSING, b"", "git is not installed")
        except subprocess.TimeoutExpired:
            return GitEnd(124, b"", f"git {arguments[0]} took longer than {seconds:.0f} seconds")
        said = _telling(ended.stderr.decode("utf-8", "replace"))
        return GitEnd(ended.returncode, ended.stdout, _PASSWORD.sub("//…@", said))

    def need(self, *arguments: str, send: bytes = b"") -> GitEnd:
        """Run a local command that has to succeed."""
        done = self.run(*arguments, send=send)
        if done.code:
            raise CannotWrite(f"git {arguments[0]}: {done.said or f'ended with {done.code}'}")
        return done

    def ask(self, *arguments: str) -> str | None:
        """Run a local command for its output; None when it fails or has none."""
        done = self.run(*arguments)
        return (done.text or None) if done.code == 0 else None

    def without_questions(self) -> "Git":
        """Return git whose ssh asks nothing, unless the user has chosen an ssh of their own.

        ssh asks on the terminal itself, which closing its standard input does not prevent.
        """
        chosen = {"GIT_SSH_COMMAND", "GIT_SSH"} & os.environ.keys()
        if chosen or self.ask("config", "core.sshCommand"):
            return self
        return self.using(GIT_SSH_COMMAND="ssh -o BatchMode=yes -o ConnectTimeout=15")

    def using(self, **environment: str) -> "Git":
        """Return git in the same folder with a variable more in its environment."""
        return Git(self.folder, {**self.environment, **environment})


def nearest_folder(folder: Path) -> Path:
    """Return a folder, or the nearest one above it that is there: git knows a file of a folder that is not checked out."""
    return next(one for one in (folder.resolve(), *folder.resolve().parents) if one.is_dir())


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in _NOT_INHERITED}
    return {**kept, **_QUIET, **more}
