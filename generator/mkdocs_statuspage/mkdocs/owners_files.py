"""The owner's own files: other plugins find them in `docs_dir`, as on any site of MkDocs, and no incident among them."""

import os
from collections.abc import Iterable, Iterator
from os.path import relpath
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from mkdocs_statuspage.desk.own_pages import in_the_way, published_as
from mkdocs_statuspage.desk.placement import Placement
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.reading.file_list import PAGES_DIR, survey

log = get_plugin_logger("statuspage")


def show_pages(config: MkDocsConfig, *, is_alone: bool) -> None:
    """Let `docs_dir`, which is the folder of incidents, be that of own pages, where plugins look for what those name.

    Args:
        config: MkDocs' configuration.
        is_alone: no other plugin looks there: then it is that folder even where it is missing, or MkDocs would make a file of each incident.
    """
    pages_dir = Path(config.docs_dir, PAGES_DIR)
    if is_alone or pages_dir.is_dir():
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


def pages_beside(
    place: Placement, made: Iterable[str], config: MkDocsConfig, *, is_again: bool
) -> Iterator[File]:
    """Yield the pages that lie beside the incidents of a site with other pages: they stand below the address, as links have it.

    Args:
        place: where all of it is.
        made: what is generated, which they may not replace in silence.
        config: MkDocs' configuration.
        is_again: they are there already, and only known to a build within the build.
    """
    folder = place.incidents_dir / PAGES_DIR
    ours = {published_as(path.removeprefix(place.address)) for path in made}
    for path in survey(place.incidents_dir).pages:
        name = path.relative_to(folder).as_posix()
        findings = list(in_the_way(folder, [name], ours))
        for finding in findings:
            log.warning(logged(finding))
        inclusion = InclusionLevel.EXCLUDED if is_again or findings else InclusionLevel.NOT_IN_NAV
        there = f"{place.address}{name}"
        file = File.generated(config, there, abs_src_path=str(path), inclusion=inclusion)
        file.edit_uri = relpath(path, place.docs_dir).replace(os.sep, "/")
        yield file


def logged(finding: Finding) -> str:
    """Return a finding as the log of a workflow may have it, which takes `##[` for a command."""
    return str(finding).replace("##[", "## [")


def _seen_from(incidents_dir: Path, file: File, config: MkDocsConfig) -> None:
    """Name a file in the configuration's terms, of which the folder of incidents is the root."""
    name = f"{PAGES_DIR}/{file.src_uri}"
    file.edit_uri = name
    there = File(name, str(incidents_dir), config.site_dir, config.use_directory_urls)
    set_exclusions([there], config)
    if there.inclusion is not InclusionLevel.INCLUDED:
        file.inclusion = there.inclusion
