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
from mkdocs_statuspage.yaml_text.tree import merge

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

    Raises:
        CannotRead: one of them is not there or no YAML.
    """
    settings: dict[str, Any] = {}
    following: Path | None = path
    read = set()
    while following is not None and following not in read:
        read.add(following)
        found = _read(following)
        settings = merge(found, settings)
        parent = found.get(_INHERIT)
        # As MkDocs does: by the letters of the path, whatever is a link in it.
        name = os.path.normpath(following.parent / parent) if isinstance(parent, str) else ""
        following = Path(name) if name else None
    return settings


def with_plugin(text: str, entry: str) -> str | None:
    """Return a configuration with one plugin more, before the others; None where that cannot be done without touching more.

    Args:
        text: the configuration.
        entry: an item of a list in block style, without indentation.
    """
    try:
        root, item = _composed(text), _composed(entry).value[0]
        made = _with_entry(text, entry, root)
        now = _composed(made) if made else root
    except yaml.YAMLError:
        return None
    key, plugins = _pair(now, "plugins")
    is_new = not _pair(root, "plugins")[0]
    if not made or not plugins or _shape(plugins.value.pop(0)) != _shape(item):
        return None
    if is_new:
        now.value = [pair for pair in now.value if pair[0] is not key]
    return made if _shape(now) == _shape(root) else None


def _composed(text: str) -> Any:
    return yaml.compose(text, Loader=_Loader)


def _pair(root: Any, name: str) -> tuple[Any, Any]:
    pairs = root.value if isinstance(root, yaml.MappingNode) else ()
    return next(((key, value) for key, value in pairs if key.value == name), (None, None))


def _with_entry(text: str, entry: str, root: Any) -> str | None:
    """Put an entry below `plugins:`; where there is none, the search too that MkDocs has then. None where it does not fit."""
    ends = "\r\n" if "\r\n" in text else "\n"
    key, plugins = _pair(root, "plugins")
    if key is None and not _pair(root, _INHERIT)[0]:
        at, indent = len(text), 2
        before, after = (
            ("" if text.endswith("\n") else ends) + f"plugins:{ends}",
            f"  - search{ends}",
        )
    elif isinstance(plugins, yaml.SequenceNode) and not plugins.flow_style:
        at, indent = text.find("\n", key.end_mark.index) + 1, plugins.start_mark.column
        before = after = ""
    else:
        return None
    lines = (f"{' ' * indent}{line}{ends}" for line in entry.splitlines())
    return text[:at] + before + "".join(lines) + after + text[at:]


def _shape(node: Any) -> Any:
    """Return what a part of a configuration says, with its tags."""
    if isinstance(node, yaml.ScalarNode):
        return node.tag, node.value
    parts = (part if isinstance(part, tuple) else (part,) for part in node.value)
    return node.tag, [tuple(map(_shape, part)) for part in parts]


def _read(path: Path) -> dict[str, Any]:
    try:
        read = yaml.load(path.read_bytes(), Loader=_Loader)  # noqa: S506 - it is a safe loader
    except OSError as error:
        raise CannotRead(f"{path.name}: {(error.strerror or str(error)).lower()}") from error
    except (yaml.YAMLError, ValueError) as error:
        said = " ".join(str(error).split())
        raise CannotRead(f"{path.name}: {said}") from error
    return read if isinstance(read, dict) else {}
