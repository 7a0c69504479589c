"""The site is built beside the former one, and takes its place when it is whole."""

import logging
from collections.abc import Callable
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.utils import CountHandler

from mkdocs_statuspage.writing.next_folder import NextFolder, next_folder

log = get_plugin_logger("statuspage")


class WholeSite:
    """Stands for `site_dir` while MkDocs builds, which would empty it first."""

    def __init__(self) -> None:
        self.begun: NextFolder | None = None
        self.site_dir = ""
        self.depth = 0

    @property
    def is_again(self) -> bool:
        """Whether a plugin builds the site once more within a build, as one for languages does."""
        return self.depth > 0

    def begin(self, config: MkDocsConfig, *, dirty: bool) -> None:
        """Let everybody write beside the former site; a dirty build goes on from a copy of it."""
        if self.begun is not None and config.site_dir == str(self.begun.path):
            self.depth += 1
            return
        self.give_up()
        self.site_dir = config.site_dir
        self.begun = next_folder(Path(self.site_dir), copied=dirty)
        config.site_dir = str(self.begun.path)

    def go_on(self, spare: Path) -> None:
        """Go on from the site before the former one, where that was left."""
        if self.begun is not None:
            self.begun.go_on(spare)

    def finish(
        self, config: MkDocsConfig, spare: Path | None = None, *, is_waited_for: bool = False
    ) -> None:
        """Put the new site in the former one's place, unless MkDocs is about to say that the build failed.

        Args:
            config: where MkDocs wrote.
            spare: where the former site goes, for a build that will go on from it.
            is_waited_for: somebody looks at it as soon as this returns.
        """
        if self.is_again:
            self.depth -= 1
            return
        if self.begun is None:
            return
        if config.site_dir != str(self.begun.path):
            raise PluginError(
                f"a plugin or hook changed site_dir to {config.site_dir}; set it in mkdocs.yml"
            )
        config.site_dir = self.site_dir
        if config.strict and has_warned():
            self.give_up()
            return
        if said := self.begun.replace(spare, is_waited_for=is_waited_for):
            log.info("%s was replaced %s", self.site_dir, said)
        self.begun = None

    def give_up(self) -> None:
        """Leave the former site as it is."""
        if self.begun is not None:
            self.begun.give_up()
        self.begun, self.depth = None, 0


def has_warned() -> bool:
    """Tell whether MkDocs counted a warning, for which a strict build ends as failed."""
    counters = (
        one for one in logging.getLogger("mkdocs").handlers if isinstance(one, CountHandler)
    )
    return any(counter.get_counts() for counter in counters)


def forgiving(build: Callable[[], None]) -> Callable[[], None]:
    """Go on serving the former site when a build fails; MkDocs would answer nobody until one succeeds."""

    def built_or_told() -> None:
        try:
            build()
        except (Exception, SystemExit) as error:
            log.error("the former site is still served, as this build failed: %s", error)

    return built_or_told
