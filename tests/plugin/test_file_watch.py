"""Whoever serves a site and saves a file need not wait until the folder is looked at next."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from typing import Any

import pytest
from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEventHandler
from watchdog.observers.polling import PollingEmitter

from mkdocs_statuspage.mkdocs import file_watch
from mkdocs_statuspage.mkdocs.file_watch import HastenedObserver, hasten

SOON = 20.0
"""Seconds in which a loaded machine has certainly said something."""
NEVER = 3600.0


@contextmanager
def watched(folder: Path, every: float) -> Iterator["SimpleQueue[str]"]:
    """Watch a folder, and give the paths of files in which something changed."""
    heard: SimpleQueue[str] = SimpleQueue()
    handler = FileSystemEventHandler()
    handler.on_any_event = lambda one: None if one.is_directory else heard.put(str(one.src_path))  # type: ignore[method-assign]
    observer = HastenedObserver(every)
    observer.schedule(handler, str(folder), recursive=True)
    observer.start()
    try:
        yield heard
    finally:
        observer.stop()
        observer.join(SOON)
        assert not observer.is_alive()


def test_a_saved_file_is_heard_of_at_once(tmp_path: Path) -> None:
    """In a folder of a year; no look is due within the hour."""
    (tmp_path / "2026").mkdir()
    (tmp_path / "2026" / "one.md").write_text("one")
    with watched(tmp_path, NEVER) as heard:
        (tmp_path / "2026" / "one.md").write_text("another one")
        assert heard.get(timeout=SOON).endswith("one.md")


def test_that_a_file_is_read_is_nothing_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build reads all of them: to look after each would slow it down."""
    looks = list[float]()
    monkeypatch.setattr(PollingEmitter, "queue_events", lambda _, timeout: looks.append(timeout))
    (tmp_path / "one.md").write_text("one")
    with watched(tmp_path, NEVER):
        for _ in range(50):
            (tmp_path / "one.md").read_text()
        time.sleep(0.3)
        assert looks == []


def test_where_the_system_tells_nothing_the_folder_is_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it has a number of watches, and no word of files that another machine changes."""

    class Deaf(HastenedObserver):
        def schedule(self, *_: Any, **__: Any) -> Any:
            raise OSError("no space left on device")

    monkeypatch.setattr(file_watch, "Observer", Deaf)
    with watched(tmp_path, 0.05) as heard:
        (tmp_path / "one.md").write_text("one")
        assert heard.get(timeout=SOON).endswith("one.md")


def test_a_server_goes_on_watching_what_it_watched(tmp_path: Path) -> None:
    """And nothing else, of all that it might have."""
    server = LiveReloadServer(lambda: None, "127.0.0.1", 0, str(tmp_path))
    server.watch(str(tmp_path))
    try:
        hasten(server, [str(tmp_path), str(tmp_path / "theme")])
        assert [*server._watched_paths] == [str(tmp_path)]
        assert {emitter.watch.path for emitter in server.observer.emitters} == {str(tmp_path)}
        assert isinstance(server.observer, HastenedObserver)
    finally:
        server.shutdown()  # as when another program has its port, which is then said
