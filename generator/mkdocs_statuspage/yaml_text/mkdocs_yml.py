"""Reads of MkDocs' configuration what a command needs, by MkDocs' own rules and without the time that MkDocs takes to start.

`!ENV` is resolved by the library that MkDocs resolves it with, `INHERIT` as MkDocs does; tags that make objects for plugins
are passed over. `tests/yaml_text/test_mkdocs_yml.py` holds it against MkDocs itself.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from mkdocs_statuspage.yaml_text.syntax import FAST

NAMES = ("mkdocs.yml", "mkdocs.yaml")
"""What the file is called, in the order in which MkDocs looks."""
_INHERIT = "INHERIT"


class _Loader(FAST):  # type: ignore[misc]
    """Reads what MkDocs reads, and nothing for a tag that means an object."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda loader, tag, node: None)


class CannotRead(Exception):
    """The configuration cannot be read; MkDocs will not be able to either."""


def mkdocs_yml(folder: Path) -> Path | None:
    """Find the configuration in a folder."""
    return next((folder / name for name in NAMES if (folder / name).is_file()), None)


def read_settings_of_mkdocs(path: Path) -> Mapping[str, Any]:
    """Read the settings at the top of a configuration, those of the files that it inherits from included.

    What stands below a key is not merged: commands read `docs_dir` and `site_url`, and nothing below them.

    Raises:
        CannotRead: one of them is not there or no YAML.
    """
    settings: dict[str, Any] = {}
    following: Path | None = path
    read = set()
    while following is not None and following not in read:
        read.add(following)
        found = _read(following)
        settings = found | settings
        parent = found.get(_INHERIT)
        # As MkDocs does: by the letters of the path, whatever is a link in it.
        name = os.path.normpath(following.parent / parent) if isinstance(parent, str) else ""
        following = Path(name) if name else None
    return settings


def _read(path: Path) -> dict[str, Any]:
    try:
        read = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - it is a safe loader
    except OSError as error:
        raise CannotRead(f"{path.name}: {(error.strerror or str(error)).lower()}") from error
    except (yaml.YAMLError, ValueError) as error:
        said = " ".join(str(error).split())
        raise CannotRead(f"{path.name}: {said}") from error
    return read if isinstance(read, dict) else {}
