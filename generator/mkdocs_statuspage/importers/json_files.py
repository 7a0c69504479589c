"""Reads saved JSON: one file, or every one in a folder."""

import json
from pathlib import Path
from typing import Any, NamedTuple

from mkdocs_statuspage.importers.refused import CannotImport


class SavedDocument(NamedTuple):
    """What one file holds."""

    name: str
    """The file, as the user would know it."""
    content: Any
    """Its JSON."""


def read_documents(source: Path) -> tuple[SavedDocument, ...]:
    """Read a JSON file, or all below a folder in the order of their paths.

    Raises:
        CannotImport: there is none, or one cannot be read.
    """
    if not source.is_dir():
        return (_read(source, source.name),)
    paths = sorted(path for path in source.rglob("*.json") if _counts(path, source))
    if not paths:
        raise CannotImport(f"there is no .json file in {source}", "name the folder that has them")
    return tuple(_read(path, path.relative_to(source).as_posix()) for path in paths)


def _counts(path: Path, source: Path) -> bool:
    hidden = any(part.startswith(".") for part in path.relative_to(source).parts)
    return not hidden and not path.is_symlink() and path.is_file()


def _read(path: Path, name: str) -> SavedDocument:
    if not path.is_file():
        raise CannotImport(f"there is no file {path}", "check the path")
    try:
        # Raw line ends inside strings are no JSON, and are in files that were saved by hand.
        return SavedDocument(name, json.loads(path.read_bytes().decode("utf-8-sig"), strict=False))
    except OSError as error:
        raise CannotImport(f"{path} cannot be read: {error.strerror}", "check it") from None
    except UnicodeDecodeError as error:
        help_text = "save the file as UTF-8"
        raise CannotImport(f"{path} is not UTF-8 at byte {error.start}", help_text) from None
    except json.JSONDecodeError as error:
        place = f"{path}:{error.lineno}:{error.colno}"
        help_text = "save the answer of the API again, whole"
        raise CannotImport(f"{place}: not valid JSON: {error.msg}", help_text) from None
    except (RecursionError, ValueError):
        help_text = "check that it is the right file"
        raise CannotImport(
            f"{path} is nested too deep, or holds too long a number", help_text
        ) from None
