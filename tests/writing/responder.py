"""A process of its own that publishes one update from one clone; the tests start many at once.

Usage: responder.py FILE LOCKS NUMBER. The outcome's name is printed.
"""

import sys
from pathlib import Path

from mkdocs_statuspage.writing.files import change_file
from mkdocs_statuspage.writing.replay import Replay, Step, replay_steps
from writing.writer import with_update

SUBJECT = "Update an incident"
HEADER = "title: a\nupdates: []\n"


def publish(file: Path, locks: Path, number: int) -> Replay:
    """Save an update locally, then put it on the remote, as the command line does."""

    def edit(text: str | None) -> str:
        return with_update(HEADER if text is None else text, number)

    change_file(file, edit, lock_dir=locks)
    return replay_steps([Step(file, edit, SUBJECT)], lock_dir=locks)


if __name__ == "__main__":
    print(publish(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])).outcome.name)
