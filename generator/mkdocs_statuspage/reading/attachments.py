"""What lies beside incident files: pictures and documents, and nothing that a browser would run."""

import re
from pathlib import Path

from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.reading.file_list import shown

ACTIVE_SUFFIXES = frozenset(
    [".htm", ".html", ".shtml", ".xhtml", ".xht", ".js", ".mjs", ".xml", ".xsl", ".xslt", ".swf"]
)
"""Files that run, or can, when somebody opens their address."""
PICTURE_SUFFIXES = frozenset([".svg", ".svgz"])
_ACTIVE_PICTURE = re.compile(
    rb"<(?:[a-z]+:)?script\b|<(?:[a-z]+:)?foreignobject\b|<(?:[a-z]+:)?(?:iframe|embed|object)\b"
    rb"|[\s\"'/]on[a-z]+\s*=|javascript:|<!entity|<\?xml-stylesheet|@import"
    rb"|(?:href|src)\s*=\s*[\"']\s*(?:https?:)?//|url\(\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)
LARGEST_PICTURE = 2 * 1024 * 1024
"""Bytes of an SVG that are looked through; a chart has a hundredth of it."""


def check_assets(incidents_dir: Path, assets: tuple[str, ...]) -> list[Finding]:
    """Give an error for each file that would run, or ask another host, in a visitor's browser."""
    return [finding for name in assets if (finding := _check(incidents_dir / name)) is not None]


def _check(path: Path) -> Finding | None:
    suffix = path.suffix.lower()
    if suffix in ACTIVE_SUFFIXES:
        return _error(path, "this kind of file runs in a visitor's browser", "link to it elsewhere")
    if suffix not in PICTURE_SUFFIXES:
        return None
    try:
        data = path.read_bytes()[: LARGEST_PICTURE + 1]
    except OSError as error:
        return _error(path, f"cannot be read: {error.strerror}", "check it")
    if suffix == ".svgz" or len(data) > LARGEST_PICTURE or data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _error(path, "this picture cannot be looked through", "save it as plain SVG or PNG")
    if _ACTIVE_PICTURE.search(data.replace(b"\x00", b"")):
        message = "this picture holds a script, or asks another host for something"
        return _error(path, message, "save it as plain SVG, or as PNG")
    return None


def _error(path: Path, message: str, help_text: str) -> Finding:
    return Finding(Place(shown(path)), "active-file", message, help_text, Severity.ERROR)
