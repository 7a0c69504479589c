"""`Message`: what one reader is told, and what keeps a sender from telling."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from mkdocs_statuspage.writing.refusals import CannotWrite


@dataclass(frozen=True)
class Message:
    """What is told, in each form that a channel may want."""

    id: str
    """The same in every run, so that whoever got it already can tell; letters and digits."""
    thread: str
    """The same for all that is told of one incident."""
    at: datetime
    """When it was said on the page."""
    subject: str
    text: str
    html: str
    url: str
    """Where it stands on the page."""
    components: frozenset[str]
    """The components that it concerns."""
    body: Mapping[str, Any]
    """What a program is told."""


class NoSecret(CannotWrite):
    """The environment has no secret of a channel; another machine may have it."""


class NotTold(Exception):
    """One reader could not be told, and the next one may be; says why, without any address."""

    def __init__(self, why: str, *, is_final: bool = False) -> None:
        super().__init__(why)
        self.is_final = is_final
        """Whether it is of no use to try again: there is no such reader."""


class Sender(Protocol):
    """A channel that is ready to tell."""

    @property
    def notes(self) -> Sequence[str]:
        """What is wrong with its list, and keeps nobody else from being told."""

    def readers(self, message: Message) -> Sequence[str]:
        """Return whom it tells of something, each once; what a reader is called stays on this machine."""

    def tell(self, reader: str, message: Message) -> None:
        """Tell one reader; on return somebody else answers for it.

        Raises:
            NotTold: this one was not told.
            CannotWrite: nobody can be told for now.
        """
