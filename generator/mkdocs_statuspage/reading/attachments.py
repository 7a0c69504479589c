"""What lies beside incident files and is linked from them: pictures and documents, and nothing that a browser would run.

Pictures of the kind SVG are held to a list of what may be in them. lxml reads them, and this is its room: it is
the parser that browsers have, and it is asked to expand nothing and to fetch nothing.
"""

import posixpath
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePath
from typing import Any, NamedTuple
from urllib.parse import unquote

from mkdocs_statuspage.markdown_text import MarkdownText, read_markdown
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import TextAt, texts_of
from mkdocs_statuspage.reading.file_list import shown

INERT_SUFFIXES = frozenset(
    """
    .png .apng .jpg .jpeg .jfif .gif .webp .avif .bmp .ico .tif .tiff .heic .pdf .txt .text .log .csv .tsv .json .jsonl
    .ndjson .diff .patch .sql .conf .ini .toml .asc .sig .ics .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .rtf .mp3
    .m4a .aac .ogg .oga .opus .wav .flac .mp4 .m4v .mov .webm .ogv .zip .7z .tar .tgz .pcap .pcapng .har
    """.split()
)
"""Files that a browser shows or saves, and never runs; of whatever else there is nobody knows that."""
PACKED_SUFFIXES = frozenset([".gz", ".bz2", ".xz", ".zst", ".br"])
"""What many servers hand out as the file that is packed in it."""
PICTURE_SUFFIX = ".svg"
LARGEST_PICTURE = 2 * 1024 * 1024
"""Bytes of an SVG that are read; a chart has a hundredth of it."""
SVG, XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
DRAWING = frozenset(
    """
    svg g defs symbol use title desc metadata path rect circle ellipse line polyline polygon
    text tspan textPath image linearGradient radialGradient stop pattern clipPath mask marker
    switch style view filter feBlend feColorMatrix feComponentTransfer feComposite
    feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow feFlood
    feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset
    fePointLight feSpecularLighting feSpotLight feTile feTurbulence
    """.split()
)
"""Elements that only draw. No script, no page within, no link, nothing that changes an attribute later."""
_LOCAL = re.compile(r"\s*#")
_PIXELS = re.compile(r"\s*data:image/(?:png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*\Z")
_ACTIVE_STYLE = re.compile(
    r"\\|@import|@namespace|expression|behavior|-moz-binding|javascript:", re.IGNORECASE
)
_ADDRESS = re.compile(r"(?:url|image|image-set|src)\(\s*[\"']?([^\"')]*)", re.IGNORECASE)


def check_asset(path: Path) -> Finding | None:
    """Return an error for a file that would run, or ask another host, in a visitor's browser."""
    suffix = _kind(path.name.lower())
    if suffix in INERT_SUFFIXES:
        return None
    if suffix != PICTURE_SUFFIX:
        message = f"this kind of file ({suffix or 'none'}) may run in a visitor's browser"
        return _error(path, message, "put it into a .zip, or link to it elsewhere")
    try:
        data = path.read_bytes()[: LARGEST_PICTURE + 1]
    except OSError as error:
        return _error(path, f"cannot be read: {error.strerror}", "check it")
    reason = why_not(data)
    return (
        _error(path, f"this picture {reason}", "save it as plain SVG, or as PNG")
        if reason
        else None
    )


def _kind(name: str) -> str:
    """Return the suffix that says what a browser gets; a packed picture is none that could be looked into."""
    path = PurePath(name)
    inner = PurePath(path.stem).suffix
    return inner if path.suffix in PACKED_SUFFIXES and inner in INERT_SUFFIXES else path.suffix


def why_not(data: bytes) -> str:
    """Say what an SVG has that is not on the list; empty for a picture that only draws."""
    from lxml import etree

    if len(data) > LARGEST_PICTURE:
        return f"is larger than {LARGEST_PICTURE // 1024} kB"
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return "is not UTF-8"
    if "<!" in re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL):
        return "declares a document type, which can bring in anything"
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        tree = etree.fromstring(data, parser).getroottree()
    except (etree.XMLSyntaxError, ValueError, LookupError):
        return "cannot be read as XML"
    if (tree.docinfo.encoding or "utf-8").lower() not in ("utf-8", "utf8", "ascii", "us-ascii"):
        return f"declares the encoding {tree.docinfo.encoding}"
    return next(_faults(tree), "")


def _faults(tree: Any) -> Iterator[str]:
    from lxml import etree

    if tree.getroot().tag != f"{SVG}svg":
        yield "does not begin as an SVG"
    for node in tree.xpath("//* | //processing-instruction()"):
        if not isinstance(node.tag, str):
            yield "holds an instruction for programs"
        elif node.tag.startswith(SVG) and node.tag.removeprefix(SVG) not in DRAWING:
            yield f"holds a <{node.tag.removeprefix(SVG)}>, which does more than draw"
        elif not node.tag.startswith(SVG) and not _is_inert(node):
            yield f"holds <{etree.QName(node).localname}> of another language"
        else:
            yield from _faults_of(node)


def _is_inert(node: Any) -> bool:
    """Tell whether an element is only what a drawing program remembers, which no browser knows."""
    namespace = node.nsmap.get(node.prefix) or ""
    return namespace.startswith(
        (
            "http://www.inkscape.org/",
            "http://sodipodi.",
            "http://purl.org/dc/",
            "http://creativecommons.org/ns",
            "http://www.w3.org/1999/02/22-rdf-syntax-ns",
        )
    )


def _faults_of(node: Any) -> Iterator[str]:
    for name, value in node.attrib.items():
        bare = name.rpartition("}")[2].lower()
        if bare.startswith("on"):
            yield f"holds `{bare}`, which runs"
        elif bare in ("href", "src", "data", "action", "base") and not _stays_here(value):
            yield "leads or asks elsewhere"
        elif _asks_elsewhere(value):
            yield "asks elsewhere in a style"
    if node.tag == f"{SVG}style" and _asks_elsewhere("".join(node.itertext())):
        yield "asks elsewhere in a style"


def _stays_here(address: str) -> bool:
    return bool(_LOCAL.match(address) or _PIXELS.match(address))


def _asks_elsewhere(style: str) -> bool:
    found = _ADDRESS.findall(style)
    return bool(_ACTIVE_STYLE.search(style)) or not all(map(_stays_here, found))


def _error(path: Path, message: str, help_text: str) -> Finding:
    return Finding(Place(shown(path)), "active-file", message, help_text, Severity.ERROR)


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


class Linked(NamedTuple):
    """Where the texts of a file lead."""

    files: frozenset[str] = frozenset()
    """The files that they link to or show."""
    targets: tuple[str, ...] = ()
    """Each address, as it was written."""
    has_undefined: bool = False
    """Whether a reference has an address that is nowhere given."""


def links_of(incident: Incident) -> Linked:
    """Return where the texts of an incident lead."""
    told = (one for one in texts_of(incident) if one.use.is_prose and may_link(one.text))
    reads = [read_of(one, incident) for one in told]
    return links_in(reads, posixpath.dirname(incident.path)) if reads else Linked()


def links_in(reads: Sequence[MarkdownText], folder: str) -> Linked:
    """Return where texts in a file of `folder` lead; a part of a text is looked at with all of it."""
    whole = {id(one): one for one in (read.whole or read for read in reads)}.values()
    return Linked(
        frozenset(name for read in reads for name in files_in(read, folder)),
        tuple(dict.fromkeys(target for one in whole for target in one.targets)),
        any(one.undefined for one in whole),
    )


def files_in(read: MarkdownText, folder: str) -> Iterator[str]:
    """Yield the files that a text in a file of `folder` links to or shows."""
    named = (file_named(target, folder) for target in read.targets)
    return (name for name in named if name is not None)


def may_link(text: str) -> bool:
    """Tell whether a text may link to a file; most have no sign that could."""
    return "[" in text or "<" in text


def read_of(told: TextAt, incident: Incident) -> MarkdownText:
    """Return what a text was read as; a section was read with its file, where the address of a link may stand."""
    if told.path[0] == "prose" and told.path[-1] == "text":
        return incident.prose[int(told.path[1])].read
    return read_markdown(told.text)
