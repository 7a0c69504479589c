"""Our part of the theme: where its templates are, what pages load, and that its names are exact."""

import os
from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import (
    BaseLoader,
    BytecodeCache,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    Template,
)
from jinja2.bccache import Bucket
from mkdocs.structure.files import File
from mkdocs.theme import Theme

from mkdocs_statuspage.outputs.pages.assets import Asset, assets
from mkdocs_statuspage.writing.kept_results import KeptResults


class OwnersNames(Environment):
    """Knows templates as their owner does, who extends Material's base: ours stands between."""

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of the template that another one asks for."""
        return "statuspage/main.html" if template == "base.html" else template


class OwnMain(Environment):
    """Lets our pages stand in our frame, whatever the site that they are part of has as its main template."""

    def join_path(self, template: str, parent: str) -> str:
        """Return the name of the template that another one asks for."""
        return "statuspage/main.html" if template == "main.html" else template


class ExactNames(BaseLoader):
    """Loads our templates so that a name which nothing stands for is an error; others as they were.

    Material's and an owner's templates may read names that are not there, and get nothing for them. What an owner's
    template calls `base.html` is ours, which extends Material's where the page is one of Material's.
    """

    def __init__(
        self,
        environment: Environment,
        folder: Path,
        custom_dir: str | None = None,
        is_guest: bool = False,
    ) -> None:
        if environment.loader is None:
            raise ValueError("there is nothing to load from")
        self.inner = environment.loader
        self.folder = folder
        self.usual = environment
        self.exact = environment.overlay(undefined=StrictUndefined)
        self.exact.loader = self
        if is_guest:
            self.exact.__class__ = OwnMain
        self.custom_dir = Path(custom_dir) if custom_dir and not is_guest else None
        self.owners = environment.overlay()
        self.owners.__class__ = OwnersNames
        self.owners.loader = self

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str | None, Callable[[], bool] | None]:
        """Read a template's text."""
        return self.inner.get_source(environment, template)

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - the name is Jinja's
    ) -> Template:
        """Load a template; what it extends and includes is loaded by its own kind again."""
        _, path, _ = self.get_source(environment, name)
        return super().load(self._kind_of(Path(path)) if path else self.usual, name, globals)

    def _kind_of(self, path: Path) -> Environment:
        if path.is_relative_to(self.folder):
            return self.exact
        if self.custom_dir and path.is_relative_to(self.custom_dir):
            return self.owners
        return self.usual


class KeptTemplates(BytecodeCache):
    """Keeps templates as they were compiled, which takes longer than to draw a dozen pages."""

    def __init__(self, kept: KeptResults) -> None:
        """Keep them among the results of former builds."""
        self.kept = kept

    def load_bytecode(self, bucket: Bucket) -> None:
        """Find one that was compiled from the same text."""
        if found := self.kept.find(bucket.key, bucket.checksum.encode()):
            bucket.bytecode_from_string(found)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep one."""
        self.kept.keep(bucket.key, bucket.checksum.encode(), bucket.bytecode_to_string())


def loaded_files(primary: str) -> Mapping[str, Asset]:
    """Put together the style sheets and the script that pages load, in the owner's colour."""
    return assets(theme_dir() / "statuspage", primary)


def add_templates(theme: Theme, *, is_guest: bool) -> None:
    """Let our templates be found: before the theme's, or after them where its pages stay as they are."""
    ours = str(theme_dir())
    if ours not in theme.dirs:
        before = 1 if theme.custom_dir else 0
        theme.dirs.insert(len(theme.dirs) if is_guest else before, ours)


class _Visible(FileSystemLoader):
    def list_templates(self) -> list[str]:
        """List all that is in no hidden folder."""
        found = set()
        for root in self.searchpath:
            for folder, below, names in os.walk(root):
                below[:] = [name for name in below if not name.startswith(".")]
                found |= {Path(folder, name).relative_to(root).as_posix() for name in names}
        return sorted(found)


def list_nothing_hidden(theme: Theme) -> None:
    """Spare MkDocs the hidden files of a theme, of which it takes none: Material has fourteen thousand icons there."""
    made_before = theme.get_env

    def made() -> Environment:
        env = made_before()
        if type(env.loader) is FileSystemLoader:
            env.loader = _Visible(env.loader.searchpath)
        return env

    setattr(theme, "get_env", made)  # noqa: B010 - of this theme alone


def is_source_of_theme(file: File, *, is_guest: bool) -> bool:
    """Tell whether MkDocs took one of our sources for something to publish."""
    if is_guest:
        return file.src_dir == str(theme_dir())
    return file.src_uri.startswith("statuspage/") and file.src_uri.endswith((".css", ".js"))


def theme_dir() -> Path:
    """Find the folder of templates: inside an installed package, else beside `generator/`."""
    package = Path(__file__).parent.parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "theme"
