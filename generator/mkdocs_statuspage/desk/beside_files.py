"""Files that commands keep beside the incidents, a line for each item, so that git shows what became of one."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.scalars import Model, format_instant
from mkdocs_statuspage.writing.files import change_file, create_file
from mkdocs_statuspage.writing.replay import Replay, Step, replay_steps


def write_beside(
    workspace: Workspace,
    name: str,
    edit: Callable[[str | None], str],
    *,
    subject: str,
    publish: bool,
) -> Replay | None:
    """Change such a file: on the remote when that is asked for, and in the folder when it was not or failed.

    Args:
        workspace: the site.
        name: the file's name in the folder of incidents.
        edit: makes its new text of the newest one, None for no file.
        subject: what its commit is called.
        publish: put it on the remote by replay.
    """
    path = workspace.incidents_dir / name
    ended = None
    if publish:
        ended = replay_steps([Step(path, edit, subject)], lock_dir=workspace.locks_dir)
        if ended.is_published:
            return ended
    if path.exists():
        change_file(path, edit, lock_dir=workspace.locks_dir)
    else:
        create_file(path, edit(None), lock_dir=workspace.locks_dir)
    return ended


def beside_text(head: str, lists: Mapping[str, Iterable[Model]]) -> str:
    """Write such a file's text: what it is, and the lists in it that have items."""
    lines = [head]
    for key, listed in lists.items():
        items = [_line(one) for one in listed]
        lines += [f"{key}:\n", *items] if items else []
    return "".join(lines)


def _line(one: Model) -> str:
    given = one.model_dump(exclude_none=True)
    parts = (f"{key}: {_spelled(value)}" for key, value in given.items())
    return f"  - {{{', '.join(parts)}}}\n"


def _spelled(value: object) -> str:
    if isinstance(value, datetime):
        return format_instant(value)
    text = str(value)
    is_plain = isinstance(value, date) or text.isalpha()
    return text if is_plain else "'" + text.replace("'", "''") + "'"
