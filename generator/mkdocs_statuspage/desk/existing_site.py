"""Status pages for a site of MkDocs that is there already: what is written, and the plugin's lines in its configuration."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.new_site import (
    FILES,
    NewSite,
    refuse_to_replace,
    schemas,
    starter_files,
    values_of,
    write_new,
)
from mkdocs_statuspage.desk.placement import (
    PLUGIN,
    USUAL_ADDRESS,
    has_plugin,
    placement,
)
from mkdocs_statuspage.writing.files import change_file
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.yaml_text.mkdocs_yml import (
    CannotRead,
    mkdocs_yml,
    read_settings_of_mkdocs,
    with_plugin,
)

FOLDER = "incidents"
ENTRY = """\
- statuspage:
    incidents_dir: {folder}
    address: {address}
"""
"""What MkDocs' configuration needs; `{folder}` and `{address}` are put in."""
LEFT = ("mkdocs.yml", "incidents/pages/about.md")
"""What of a new site's files an existing one has of its own."""
EDITOR = ".vscode/settings.json"


@dataclass(frozen=True)
class ExistingSite:
    """A site of MkDocs without status pages."""

    mkdocs_yml: Path
    settings: Mapping[str, Any]

    @property
    def name(self) -> str:
        """What it is called."""
        return str(self.settings.get("site_name") or "")

    @property
    def url(self) -> str:
        """Where it is served, with a slash at the end; empty where that is not known."""
        known = self.settings.get("site_url")
        return f"{known.rstrip('/')}/" if isinstance(known, str) and known else ""

    def address_in(self, url: str | None) -> str:
        """Return where below it the pages are that are to be served at an address.

        Raises:
            CannotRun: that is no address within the site.
        """
        if not url:
            return USUAL_ADDRESS
        below = f"{url.rstrip('/')}/".removeprefix(self.url) if self.url else ""
        if not below or "://" in below:
            raise CannotRun(
                f"{url} is no address within the site at {self.url or 'an address that mkdocs.yml does not say'}",
                f"name one below it, such as {self.url or 'https://acme.example/'}{USUAL_ADDRESS}",
            )
        return below


@dataclass(frozen=True)
class JoinedSite:
    """What came of it."""

    url: str
    """Where the status pages will be served; empty where that is not known."""
    front: str
    """The page that a navigation may name."""
    to_add: str = ""
    """The lines that the owner has to write, where nobody but they can do so safely."""


def existing_site(folder: Path) -> ExistingSite | None:
    """Find a site of MkDocs in a folder, which has no status pages yet."""
    path = mkdocs_yml(folder)
    if path is None:
        return None
    try:
        settings = read_settings_of_mkdocs(path)
    except CannotRead as error:
        raise CannotRun(f"MkDocs cannot read its configuration: {error}", "mend it first") from None
    return None if has_plugin(settings) else ExistingSite(path, settings)


def join_site(site: ExistingSite, new: NewSite, address: str) -> JoinedSite:
    """Write incidents and schemas beside a site's pages, and the plugin into its configuration.

    Raises:
        CannotRun: they cannot stand there, or one of the files is there already; then none is written.
    """
    root = site.mkdocs_yml.parent
    options = {"incidents_dir": FOLDER, "address": address}
    there = placement(root, root / str(site.settings.get("docs_dir") or "docs"), options)
    for fault in there.faults():
        raise CannotRun(fault, "or name a folder of its own: statuspage init my-status")
    chosen = {path: of for path, of in FILES.items() if path not in LEFT}
    files = starter_files(chosen, values_of(root, new)) | schemas()
    if (root / EDITOR).exists():
        files.pop(EDITOR)
    refuse_to_replace(root, files)
    write_new(root, files)
    entry = ENTRY.format(folder=FOLDER, address=address)
    to_add = "" if _added(site.mkdocs_yml, entry) else f"plugins:\n{_indented(entry)}"
    return JoinedSite(there.url(site.settings.get("site_url")), f"{address}index.md", to_add)


def _indented(entry: str) -> str:
    return "".join(f"  {line}" for line in entry.splitlines(keepends=True))


def _added(path: Path, entry: str) -> bool:
    try:
        change_file(
            path, partial(_with_entry, entry=entry), lock_dir=path.parent / ".statuspage/locks"
        )
    except CannotWrite:
        return False
    return True


def _with_entry(text: str, entry: str) -> str:
    found = with_plugin(text, entry)
    if found is None:
        raise CannotWrite(f"{PLUGIN} cannot be added safely")
    return found
