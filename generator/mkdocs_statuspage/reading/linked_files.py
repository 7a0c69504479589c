"""Which files of the incident tree the texts of an incident link to or show."""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

from mkdocs_statuspage.markdown_text import MarkdownText, read_markdown
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import TextAt, texts_of

_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_PASSED_OVER = re.compile(r"[\t\n\r]")
"""What browsers leave out of an address: they read `/<tab>/host` as `//host`, which is another one."""


def file_named(target: str, folder: str) -> str | None:
    """Return the file that an address in a file of `folder` names, relative to the folder of incidents.

    An address elsewhere, on the same page, or from the site's root names none.
    """
    target = _PASSED_OVER.sub("", target)
    path = unquote(re.split(r"[?#]", target, maxsplit=1)[0])
    if not path or path.startswith("/") or "\\" in target or _ELSEWHERE.match(target):
        return None
    return posixpath.normpath(posixpath.join(folder, path))


def linked_files(incident: Incident) -> Iterator[tuple[TextAt, str]]:
    """Yield the files that an incident's texts link to or show, each with the text that does."""
    folder = posixpath.dirname(incident.path)
    for told in texts_of(incident):
        if told.use.is_prose and ("[" in told.text or "<" in told.text):
            for link in _linking(told, incident).links:
                named = file_named(link.target, folder)
                if named is not None:
                    yield told, named


def read_of(told: TextAt, incident: Incident) -> MarkdownText:
    """Return what a text was read as; a section was read with its file, where the address of a link may stand."""
    if told.path[0] == "prose" and told.path[-1] == "text":
        return incident.prose[int(told.path[1])].read
    return read_markdown(told.text)


def _linking(told: TextAt, incident: Incident) -> MarkdownText:
    """Return the HTML of a text alone, of which nobody asks where anything stands."""
    return MarkdownText("", read_of(told, incident).html)
