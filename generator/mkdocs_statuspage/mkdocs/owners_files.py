"""The owner's own files: other plugins find them in `docs_dir`, as on any site of MkDocs, and no incident among them."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from mkdocs_statuspage.desk.placement import Placement
from mkdocs_statuspage.reading.file_list import PAGES_DIR


def show_pages(config: MkDocsConfig) -> None:
    """Let `docs_dir`, which is the folder of incidents, be that of own pages, where plugins look for what those name."""
    if (pages_dir := Path(config.docs_dir, PAGES_DIR)).is_dir():
        config.docs_dir = str(pages_dir)


def own_files(files: Files, place: Placement, config: MkDocsConfig) -> dict[str, File]:
    """Return the owner's files by where they stand on the site; take files of incidents from MkDocs."""
    incidents_dir = place.incidents_dir
    found = [file for file in files if file.src_dir == config.docs_dir]
    if place.is_guest:
        return {file.dest_uri: file for file in found}
    if config.docs_dir == str(incidents_dir):
        for file in found:
            files.remove(file)
        return {}
    for file in found:
        _seen_from(incidents_dir, file, config)
    return {file.dest_uri: file for file in found}


def _seen_from(incidents_dir: Path, file: File, config: MkDocsConfig) -> None:
    """Name a file in the configuration's terms, of which the folder of incidents is the root."""
    name = f"{PAGES_DIR}/{file.src_uri}"
    file.edit_uri = name
    there = File(name, str(incidents_dir), config.site_dir, config.use_directory_urls)
    set_exclusions([there], config)
    if there.inclusion is not InclusionLevel.INCLUDED:
        file.inclusion = there.inclusion
