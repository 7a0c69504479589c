"""`Workspace`: the site that a command works on: where it is, who it is, and what time it is there."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from mkdocs_statuspage import explained_at
from mkdocs_statuspage.desk.errors import CannotRun, invalid_file
from mkdocs_statuspage.desk.placement import Placement, placement, plugin_options
from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, Listing, shown, survey
from mkdocs_statuspage.yaml_text.mkdocs_yml import CannotRead, mkdocs_yml, read_settings_of_mkdocs
from mkdocs_statuspage.yaml_text.source import SourceFile

if TYPE_CHECKING:
    from mkdocs_statuspage.desk.file_notes import AskedFiles
    from mkdocs_statuspage.desk.following import Newest
    from mkdocs_statuspage.model.config import SiteConfig
    from mkdocs_statuspage.model.incident import Incident
    from mkdocs_statuspage.reading.folder import IncidentFile, Parse, Reading
    from mkdocs_statuspage.reading.noted import Noted
    from mkdocs_statuspage.reading.settings import Settings
    from mkdocs_statuspage.yaml_text.tree import Marks

NOTHING_NOTED: "Mapping[str, Noted]" = MappingProxyType({})
USUAL: Mapping[str, Any] = {"docs_dir": "incidents"}
"""What holds where MkDocs' configuration says nothing."""


OF_THE_REMOTE = ("components", "people")
"""What of the settings holds as the remote has it where this folder cannot follow, as incidents name it."""
STATE_DIR = ".statuspage"
"""Where a site keeps what git ignores, beside its incidents."""


@dataclass(frozen=True)
class Workspace:
    """A site's folder."""

    root: Path
    """The folder with MkDocs' configuration."""
    incidents_dir: Path
    """The folder with `statuspage.yml`."""
    url: str
    """Where the site is served, with a slash at the end; empty when MkDocs' configuration does not say."""
    say: Callable[[str], None] = field(default=lambda _: None, compare=False)
    """Tells whoever works on it what they should know; nobody by default."""
    follows: bool = False
    """Whether it learns first what the remote has, and reads incidents as they are there."""
    moment: datetime | None = None
    """What `now` is, for an act of which that is known; None asks the clock."""
    unread: str = ""
    """Why MkDocs' configuration could not be read."""
    mkdocs_yml: Path | None = None
    """MkDocs' configuration, where there is one."""
    site_dir: Path = Path("site")
    """Where a build puts the site."""
    address: str = ""
    """Where the status pages stand below the root of a site that has other pages too."""
    pages_dir: Path | None = None
    """The folder of that site's other pages; None where the status pages are the site."""
    theme_dir: Path | None = None
    """The folder of what the owner changes in the theme, whose pictures and other files go onto the site too."""
    asked: tuple[Path, ...] = ()
    """Files and folders, resolved, of which alone anything is asked; all where none is named."""

    @property
    def private_dir(self) -> Path:
        """Where what is never published is kept; git ignores it."""
        return self.root / "private"

    @property
    def state_dir(self) -> Path:
        """Locks and texts that could not be posted; git ignores it."""
        return self.root / STATE_DIR

    @property
    def locks_dir(self) -> Path:
        """Where writers wait for each other."""
        return self.state_dir / "locks"

    @cached_property
    def newest(self) -> "Newest":
        """What the remote has beyond this folder; the folder follows it when this is first asked for."""
        from mkdocs_statuspage.desk.following import Newest, follow

        return follow(self) if self.follows else Newest()

    def survey(self) -> Listing:
        """Look at what lies in the folder of incidents, once that has followed."""
        _ = self.newest
        return survey(self.incidents_dir)

    @cached_property
    def settings(self) -> "Settings":
        """What `statuspage.yml` says, as far as it holds; in the folder that has followed, if it does.

        Where it cannot follow, components and people are those of the remote, as incidents are; what else the
        file says is how this folder works: its clock, whether it publishes.
        """
        from mkdocs_statuspage.reading.settings import read_settings, settings_in

        newer = self.newest.config
        here = read_settings(self.incidents_dir)
        there = settings_in(SourceFile(CONFIG_NAME, newer)).config if newer is not None else None
        if there is None or here.config is None:
            return here
        known = {key: getattr(there, key) for key in OF_THE_REMOTE}
        return replace(here, held=here.config.model_copy(update=known))

    @cached_property
    def config(self) -> "SiteConfig":
        """Who we are; the command ends when that file is invalid."""
        if self.settings.config is None:
            raise invalid_file(CONFIG_NAME, self.settings.findings)
        return self.settings.config

    @property
    def words(self) -> Words:
        """What people are asked in: the site's own words."""
        return load_words(self.config.language)

    @cached_property
    def reading(self) -> "Reading":
        """All files, as they were when this was first asked for; where some are asked about, what judging these needs."""
        is_limited = self.asked and self.settings.config is not None
        if is_limited:
            return self.asked_files.reading
        from mkdocs_statuspage.desk.whole_reading import read_whole

        return read_whole(self)

    @cached_property
    def asked_files(self) -> "AskedFiles":
        """The files that are asked about, and what is known of the others; see `file_notes`."""
        from mkdocs_statuspage.desk.file_notes import read_asked

        return read_asked(self)

    @cached_property
    def going_on(self) -> "Reading":
        """The files of which anything may be open or ahead, and those that are wrong."""
        from mkdocs_statuspage.desk.file_notes import Left, read_unsettled

        return read_unsettled(self, Left.OWED)

    @cached_property
    def unsettled(self) -> "Reading":
        """The same, and the files of which anything is owed."""
        from mkdocs_statuspage.desk.file_notes import Left, read_unsettled

        return read_unsettled(self, Left.NOTHING)

    def read_beside(
        self,
        listing: Listing | None = None,
        noted: "Mapping[str, Noted]" = NOTHING_NOTED,
        parse: "Parse | None" = None,
    ) -> "Reading":
        """Read the folder's files beside those of which enough is known; `parse` knows some of the texts."""
        from mkdocs_statuspage.reading.ahead import with_dates_ahead
        from mkdocs_statuspage.reading.folder import read_folder

        newer = self.newest.texts
        reading = read_folder(
            self.incidents_dir, self.settings, parse or self._parse, newer, listing, noted
        )
        return with_dates_ahead(reading, datetime.now(UTC))

    def asked_among(self, names: Iterable[str]) -> list[str]:
        """Return which files are asked about, by their paths from the folder of incidents."""
        folder = self.incidents_dir.resolve()
        if not self.asked or any(folder.is_relative_to(path) for path in self.asked):
            return list(names)
        here = [p.relative_to(folder).as_posix() for p in self.asked if p.is_relative_to(folder)]
        exact, heads = frozenset(here), tuple(f"{name}/" for name in here)
        return [name for name in names if name in exact or name.startswith(heads)]

    @cached_property
    def asked_incidents(self) -> "Sequence[Incident]":
        """The incidents that are asked about, in the order of their paths."""
        names = {*self.asked_among(incident.path for incident in self.reading.incidents)}
        return [incident for incident in self.reading.incidents if incident.path in names]

    def asks(self, *paths: Path) -> bool:
        """Tell whether any of these files and folders is asked about, or lies there in part."""
        resolved = [path.resolve() for path in paths]
        near = (one for path in self.asked for one in resolved if _is_near(one, path))
        return not self.asked or any(near)

    @cached_property
    def private(self) -> "Reading":
        """The files in `private/`, as they were when this was first asked for."""
        from mkdocs_statuspage.reading.ahead import with_dates_ahead
        from mkdocs_statuspage.reading.folder import read_folder

        reading = read_folder(self.private_dir, self.settings, self._parse)
        return with_dates_ahead(reading, datetime.now(UTC))

    @property
    def findings(self) -> Sequence[Finding]:
        """What is wrong with the files, those in `private/` included."""
        private = self.private.findings if self.asks(self.private_dir) else ()
        return sorted({*self.reading.findings, *private})

    def read_file(self, path: Path) -> "IncidentFile":
        """Read an incident's file, public or in `private/`."""
        from mkdocs_statuspage.reading.folder import read_file

        newer = self.newest.texts.get(path)
        return read_file(path, self._folder_of(path), self.config, self._parse, newer)

    def text_of(self, path: Path) -> str:
        """Return the newest text of a file that is known here; empty where there is none."""
        if path in self.newest.texts:
            return self.newest.texts[path] or ""
        return path.read_bytes().decode("utf-8") if path.exists() else ""

    def as_of(self, moment: datetime) -> "Workspace":
        """Return the same site at another moment."""
        return replace(self, moment=moment, follows=False)

    def read_text(self, path: Path, text: str) -> "IncidentFile":
        """Read a text as that of an incident's file, which may not be there yet."""
        from mkdocs_statuspage.reading.folder import read_file

        return read_file(path, self._folder_of(path), self.config, self._parse, text)

    def _folder_of(self, path: Path) -> Path:
        folders = (self.incidents_dir, self.private_dir)
        return next((folder for folder in folders if path.is_relative_to(folder)), path.parent)

    @cached_property
    def _parse(self) -> "Parse":
        """What makes an incident of a text: a text that was read is not read again."""
        from mkdocs_statuspage.reading.folder import parse_incident

        known: dict[tuple[SourceFile, str], IncidentFile] = {}

        def parse(source: SourceFile, relative: str, config: "SiteConfig | None") -> "IncidentFile":
            if (source, relative) not in known:
                known[source, relative] = parse_incident(source, relative, config)
            return known[source, relative]

        return parse

    @property
    def today(self) -> date:
        """The day in the site's zone."""
        return self.now.astimezone(self.config.zone).date()

    @cached_property
    def now(self) -> datetime:
        """The site's clock when it is fixed, which is said, else the time."""
        if self.moment is not None:
            return self.moment
        if self.config.clock is None:
            return datetime.now(UTC)
        from mkdocs_statuspage.model.scalars import format_instant

        self.say(f"{CONFIG_NAME} fixes the clock at {format_instant(self.config.clock)}")
        return self.config.clock

    def marks(self, name: str) -> "Marks":
        """Look up where each field of a file in the folder of incidents stands."""
        return self.reading.marks_of(name)

    def is_published(self, path: Path) -> bool:
        """Tell whether a file lies, or would lie, where a build takes what visitors read, or puts it."""
        folders = (self.incidents_dir, self.root / self.site_dir, self.pages_dir, self.theme_dir)
        return is_below(path, [folder.resolve() for folder in folders if folder])

    def is_private(self, path: Path) -> bool:
        """Tell whether a file is one of those that are never published."""
        return path.is_relative_to(self.private_dir)

    def shown(self, path: Path) -> str:
        """Write a path as the user would type it."""
        return shown(path)

    def page_url(self, incident_id: str, update_id: str = "") -> str:
        """Return the address of an incident, or of one of its updates."""
        return f"{self.url}incidents/{incident_id}/" + (f"#{update_id}" if update_id else "")


def nearest_workspace(given: Path | None) -> Workspace:
    """Find the site that `-C` names, or the nearest one at or above the current folder.

    Raises:
        CannotRun: there is none.
    """
    start = (given or Path.cwd()).resolve()
    if not start.is_dir():
        raise CannotRun(
            f"{given} is no folder",
            "name the site's folder after -C",
            instead=(str(given), "DIR"),
        )
    for folder in (start,) if given else (start, *start.parents):
        found = workspace_at(folder)
        if found is not None:
            return found
    if [path.name for path in start.iterdir()] == [".git"]:
        raise CannotRun(
            f"no site here: git has checked nothing out in {start}",
            "`git branch --all` lists the branches; `git switch NAME` to the one that has the site",
        )
    raise CannotRun(
        f"no site here: neither {start} nor a folder above it has incidents/{CONFIG_NAME}",
        "run `statuspage init my-status` for a new one, or name one with -C DIR;"
        f" how to start: {explained_at('start/')}",
    )


def workspace_at(folder: Path) -> Workspace | None:
    """Find the site in a folder, if there is one.

    Where MkDocs could not read its own configuration, the incidents are where they usually are: during an outage nothing may depend
    on it.
    """
    path, unread = mkdocs_yml(folder), ""
    settings: Mapping[str, Any] = {} if path else USUAL
    try:
        settings = read_settings_of_mkdocs(path) if path else settings
    except CannotRead as error:
        settings, unread = USUAL, f"the site's address is not known: {error}"
    there = placed(folder, settings)
    if not (there.incidents_dir / CONFIG_NAME).is_file():
        return None
    return Workspace(
        folder,
        there.incidents_dir,
        there.url(settings.get("site_url")),
        unread=unread,
        mkdocs_yml=path,
        site_dir=folder / str(settings.get("site_dir") or "site"),
        address=there.address,
        pages_dir=there.docs_dir if there.is_guest else None,
        theme_dir=_theme_dir(folder, settings.get("theme")),
    )


def _theme_dir(folder: Path, theme: object) -> Path | None:
    name = theme.get("custom_dir") if isinstance(theme, Mapping) else None
    return folder / name if isinstance(name, str) and name else None


def placed(folder: Path, settings: Mapping[str, Any]) -> Placement:
    """Tell where MkDocs' configuration in a folder has the incidents, and their pages."""
    docs_dir = folder / str(settings.get("docs_dir") or "docs")
    return placement(folder, docs_dir, plugin_options(settings))


def _is_near(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)


def is_below(path: Path, folders: Iterable[Path]) -> bool:
    """Tell whether a file is one of these, which are resolved, or in one of these folders."""
    resolved = path.resolve()
    return any(resolved.is_relative_to(folder) for folder in folders)
