"""Exact, safe changes to files that people edit too: nothing is touched but what was asked for.

Text in, text out; only `files` touches a disk, and only `replay`, which is imported by its own name
because few commands need it, a repository.
"""

from mkdocs_statuspage.writing.document import (
    ItemStep,
    Step,
    append_in,
    append_item,
    append_update,
    compose,
    compose_markdown,
    remove_from,
    set_field,
    set_in,
)
from mkdocs_statuspage.writing.files import change_file, create_file
from mkdocs_statuspage.writing.refusals import CannotEdit, CannotWrite

__all__ = [
    "CannotEdit",
    "CannotWrite",
    "ItemStep",
    "Step",
    "append_in",
    "append_item",
    "append_update",
    "change_file",
    "compose",
    "compose_markdown",
    "create_file",
    "remove_from",
    "set_field",
    "set_in",
]
