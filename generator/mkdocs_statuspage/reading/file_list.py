"""Which files lie in a folder of incidents; nothing is opened here."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.yaml_text.source import one_line

CONFIG_NAME = "statuspage.yml"
EVIDENCE_NAME = "evidence.yml"
SLIPS_NAME = "slips.yml"
NO_INCIDENTS = frozenset([CONFIG_NAME, EVIDENCE_NAME, SLIPS_NAME])
"""What lies beside the incidents and is none."""
PAGES_DIR = "pages"
INCIDENT_SUFFIXES = frozenset([".md", ".yml", ".yaml"])
MARKDOWN_SUFFIXES = frozenset([".markdown", ".mdown", ".mkdn", ".mkd"])
"""Other suffixes of Markdown, which MkDocs would take for pages."""


@dataclass
class Listing:
    """The files below a folder."""

    files: list[Path] = field(default_factory=list)
    """In a fixed order; hidden ones, what is no incident and `pages/` left out."""
    pages: list[Path] = field(default_factory=list)
    """What lies in `pages/`, in a fixed order."""
    findings: list[Finding] = field(default_factory=list)
    """What lies there and is not followed: nothing must be left out in silence."""


def walk(incidents_dir: Path) -> Iterator[Path]:
    """Yield the files of the incident tree in a fixed order; hidden ones and `pages/` left out."""
    yield from survey(incidents_dir).files


def survey(incidents_dir: Path) -> Listing:
    """Look at everything below a folder. Links are not followed: they may lead anywhere."""
    listing = Listing()
    folders = [incidents_dir] if incidents_dir.is_dir() else []
    while folders:
        folder = folders.pop()
        is_top = folder == incidents_dir
        holds_pages = not is_top and incidents_dir / PAGES_DIR in (folder, *folder.parents)
        for entry in _entries(folder, listing.findings):
            if is_top and entry.name in NO_INCIDENTS:
                continue
            path = folder / entry.name
            if entry.is_symlink():
                listing.findings.append(_link(path))
            elif entry.is_dir(follow_symlinks=False):
                folders.append(path)
            elif not entry.is_file(follow_symlinks=False):
                listing.findings.append(_special(path))
            elif holds_pages:
                listing.pages.append(path)
            else:
                listing.files.append(path)
                listing.findings += _odd_suffix(path)
    listing.files.sort(key=lambda path: path.parts)  # as paths are, but asked once for each
    listing.pages.sort(key=lambda path: path.parts)
    return listing


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


def has_words(path: Path) -> bool:
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
