"""Our part of the theme: where its templates are, what pages load, and that its names are exact."""

from collections.abc import Callable, Mapping, MutableMapping
from pathlib import Path
from typing import Any

from jinja2 import BaseLoader, Environment, StrictUndefined, Template
from mkdocs.structure.files import File

from mkdocs_statuspage.outputs.pages.assets import Asset, assets


class ExactNames(BaseLoader):
    """Loads our templates so that a name which nothing stands for is an error; others as they were.

    Material's and an owner's templates may read names that are not there, and get nothing for them.
    """

    def __init__(self, environment: Environment, folder: Path) -> None:
        if environment.loader is None:
            raise ValueError("there is nothing to load from")
        self.inner = environment.loader
        self.folder = folder
        self.usual = environment
        self.exact = environment.overlay(undefined=StrictUndefined)
        self.exact.loader = self

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
        is_ours = path is not None and Path(path).is_relative_to(self.folder)
        return super().load(self.exact if is_ours else self.usual, name, globals)


def loaded_files(primary: str) -> Mapping[str, Asset]:
    """Put together the style sheets and the script that pages load, in the owner's colour."""
    return assets(theme_dir() / "statuspage", primary)


def is_source_of_theme(file: File) -> bool:
    """Tell whether MkDocs took one of our sources for something to publish."""
    return file.src_uri.startswith("statuspage/") and file.src_uri.endswith((".css", ".js"))


def theme_dir() -> Path:
    """Find the folder of templates: inside an installed package, else beside `generator/`."""
    package = Path(__file__).parent.parent
    inside = package / "theme"
    return inside if inside.is_dir() else package.parent.parent / "theme"
