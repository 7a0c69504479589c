"""Exact, safe changes to files that people edit too: nothing is touched but what was asked for.

Text in, text out; only `files` touches a disk, and only `replay`, which is imported by its own name
because few commands need it, a repository.
"""

from mkdocs_statuspage.writing.append import append_item
from mkdocs_statuspage.writing.compose import compose, compose_markdown
from mkdocs_statuspage.writing.document import append_in, append_update, set_in
from mkdocs_statuspage.writing.fields import set_field
from mkdocs_statuspage.writing.files import change_file, create_file
from mkdocs_statuspage.writing.walk import Item, Step
from mkdocs_statuspage.yaml_text.refusals import CannotAppend, CannotChange, CannotEdit, CannotWrite

__all__ = [
    "CannotAppend",
    "CannotChange",
    "CannotEdit",
    "CannotWrite",
    "Item",
    "Step",
    "append_in",
    "append_item",
    "append_update",
    "change_file",
    "compose",
    "compose_markdown",
    "create_file",
    "set_field",
    "set_in",
]
