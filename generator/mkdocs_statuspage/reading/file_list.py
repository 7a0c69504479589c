"""Which files lie in a folder of incidents; nothing is opened here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePath, PurePosixPath

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.yaml_text.source import one_line

CONFIG_NAME = "statuspage.yml"
EVIDENCE_NAME = "evidence.yml"
SLIPS_NAME = "slips.yml"
NO_INCIDENTS = frozenset([CONFIG_NAME, EVIDENCE_NAME, SLIPS_NAME])
"""What lies beside the incidents and is none."""
PAGES_DIR = "pages"
INCIDENT_SUFFIXES = frozenset([".md", ".yml", ".yaml"])
_ENDINGS = tuple(INCIDENT_SUFFIXES)
MARKDOWN_SUFFIXES = frozenset([".markdown", ".mdown", ".mkdn", ".mkd"])
"""Other suffixes of Markdown, which MkDocs would take for pages."""


@dataclass
class Listing:
    """The files below a folder, by their paths from it, with forward slashes: there may be many, so they are text."""

    folder: Path
    names: list[str] = field(default_factory=list)
    """What is named as an incident, in the order of the paths; nothing that is hidden, and nothing in `pages/`."""
    others: list[str] = field(default_factory=list)
    """What lies beside them, in that order too."""
    page_names: list[str] = field(default_factory=list)
    """What lies in `pages/`."""
    findings: list[Finding] = field(default_factory=list)
    """What lies there and is not followed: nothing must be left out in silence."""

    @property
    def pages(self) -> list[Path]:
        """The paths of `page_names`."""
        return [self.folder / name for name in self.page_names]


def walk(incidents_dir: Path) -> Iterator[Path]:
    """Yield the files of incidents in a fixed order."""
    yield from (incidents_dir / name for name in survey(incidents_dir).names)


def survey(incidents_dir: Path) -> Listing:
    """Look at everything below a folder. Links are not followed: they may lead anywhere."""
    listing = Listing(incidents_dir)
    folders = [""] if incidents_dir.is_dir() else []
    while folders:
        within = folders.pop()
        are_pages = within.startswith(f"{PAGES_DIR}/")
        for entry in _entries(incidents_dir / within, listing.findings):
            name = within + entry.name
            if name in NO_INCIDENTS:
                continue
            if entry.is_symlink():
                listing.findings.append(_link(incidents_dir / name))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(f"{name}/")
            elif not entry.is_file(follow_symlinks=False):
                listing.findings.append(_special(incidents_dir / name))
            elif are_pages:
                listing.page_names.append(name)
            elif name.endswith(_ENDINGS):
                listing.names.append(name)
            else:
                listing.others.append(name)
                listing.findings += _odd_suffix(incidents_dir / name)
    for names in (listing.names, listing.others, listing.page_names):
        names.sort(key=in_order)
    return listing


def in_order(name: str) -> list[str]:
    """Return what the paths of files are sorted by."""
    return name.split("/")


def stem_of(name: str) -> str:
    """Return what a file is called without its suffix: an incident's id."""
    return name.rpartition("/")[2].rpartition(".")[0]


def is_named_as_incident(name: str) -> bool:
    """Tell whether a file that is not hidden ends as an incident's does."""
    return name.endswith(_ENDINGS)


def _entries(folder: Path, findings: list[Finding]) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return [entry for entry in entries if not entry.name.startswith(".")]
    except OSError as error:
        message = f"cannot be read: {(error.strerror or 'no such folder').lower()}"
        help_text = "check that you may read this folder"
        findings.append(Finding(Place(shown(folder)), "unreadable", message, help_text))
        return []


def _link(path: Path) -> Finding:
    help_text = "put the file or folder itself here"
    return Finding(Place(shown(path)), "not-a-file", "is a symbolic link", help_text)


def _special(path: Path) -> Finding:
    message = "is a pipe, a socket or a device, which nobody can read to its end"
    return Finding(Place(shown(path)), "not-a-file", message, "move it away from here")


def has_words(path: PurePath) -> bool:
    """Tell whether a file is named as one of text, be it as an incident's or not: it is nothing to publish beside one."""
    return path.suffix.lower() in INCIDENT_SUFFIXES | MARKDOWN_SUFFIXES


def is_incident_name(name: str) -> bool:
    """Tell whether a path from the folder of incidents, with forward slashes, is that of an incident."""
    path = PurePosixPath(name)
    is_hidden = any(part.startswith(".") for part in path.parts)
    is_other = is_hidden or path.parts[0] == PAGES_DIR or name in NO_INCIDENTS
    return path.suffix in INCIDENT_SUFFIXES and not is_other


def _odd_suffix(path: Path) -> list[Finding]:
    small = path.suffix.lower()
    if path.suffix in INCIDENT_SUFFIXES or not has_words(path):
        return []
    right = ".md" if small in MARKDOWN_SUFFIXES else small
    message = f"a file that ends in `{path.suffix}` is not read as an incident"
    help_text = f"rename it to {one_line(path.stem)}{right}, or move a page to {PAGES_DIR}/"
    return [Finding(Place(shown(path)), "wrong-suffix", message, help_text)]


def shown(path: Path) -> str:
    """Return a path as the user would type it: relative to where they stand, where that is shorter."""
    text = os.path.abspath(path)  # noqa: PTH100 - resolving a link would name another file
    here = os.getcwd() + os.sep  # noqa: PTH109
    text = text.removeprefix(here).replace(os.sep, "/")
    # A name may hold bytes that are no text, and line breaks; both would spoil the output.
    return text if text.isprintable() else one_line(text, len(text))
