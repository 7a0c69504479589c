"""`serve` hears of a saved file from the system at once.

MkDocs looks at the whole folder each half second. That goes on, as of some folders the system tells nothing: on a network, in a
container whose files another machine changes.
"""

from collections.abc import Iterable
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING, Any

from watchdog.events import (
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingEmitter, PollingObserver

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

EVERY = 0.5
"""As MkDocs does."""
CHANGES: list[type[FileSystemEvent]] = [
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
]
"""What we want to be told of: not that a file is read, which a build does with all of them."""


class _Teller(FileSystemEventHandler):
    def __init__(self, told: Event) -> None:
        self.told = told

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Say that there was something; what it was, a look at the folder tells."""
        self.told.set()


class HastenedEmitter(PollingEmitter):
    """Looks at a folder when the system says that something changed there, and from time to time whatever it says."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.told, self.system = Event(), Observer()

    def on_thread_start(self) -> None:
        """Ask the system to tell; without it, as where it has no more watches, only time goes by."""
        super().on_thread_start()
        teller, watch = _Teller(self.told), self.watch
        with suppress(Exception):
            self.system.schedule(
                teller, watch.path, recursive=watch.is_recursive, event_filter=CHANGES
            )
            self.system.start()

    def queue_events(self, timeout: float) -> None:
        """Wait until there may be something, and look."""
        self.told.wait(timeout)
        self.told.clear()
        super().queue_events(0)

    def on_thread_stop(self) -> None:
        """Wait no longer."""
        self.told.set()
        if self.system.is_alive():
            self.system.stop()


class HastenedObserver(PollingObserver):
    """Watches folders in this way."""

    def __init__(self, every: float = EVERY) -> None:
        """Begin with none.

        Args:
            every: seconds between two looks where the system tells nothing.
        """
        BaseObserver.__init__(self, HastenedEmitter, timeout=every)


def hasten(server: "LiveReloadServer", paths: Iterable[str]) -> None:
    """Let a server that has not begun hear at once of what it watches already."""
    watched = []
    for path in paths:
        with suppress(KeyError):  # it is not watched
            server.unwatch(path)
            watched.append(path)
    server.observer = HastenedObserver()
    for path in watched:
        server.watch(path)
