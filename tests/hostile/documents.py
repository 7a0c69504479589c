"""What in a built document could run, load or lead away: read without a browser."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from mkdocs_statuspage.outputs.view.prose import ATTRIBUTES, SCHEMES, TAGS

QUIET = frozenset(
    [(tag, name) for tag, names in ATTRIBUTES.items() for name in names]
    + [(tag, name) for tag in TAGS for name in ("", "title", "lang")]
)
"""Attributes that people's own Markdown may bring."""
WRAPPED = frozenset(
    [
        ("div", ""),
        ("div", "class"),
        ("div", "role"),
        ("div", "tabindex"),
        ("div", "aria-label"),
        ("img", "loading"),
    ]
)
"""Attributes that the theme puts around people's tables and on their pictures."""
ADDRESSES = frozenset(
    ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "ping"]
)
LOADING = frozenset(
    ["img", "script", "link", "iframe", "source", "video", "audio", "embed", "object"]
)
MOVED = "incidents/an-old-name/"
"""Where a page stands that sends its reader to another."""
LEADS_ON = '<meta http-equiv="refresh"'
"""What each such page has."""
OWN = "https://status.tiny.example/"
CALENDAR = "webcal://status.tiny.example/calendar.ics"
"""Opens a program for calendars; of its scheme it is the only address."""
"""Where the site is served."""
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):")


@dataclass
class Document(HTMLParser):
    """A page, as far as it can do anything."""

    text: str
    attributes: Counter[tuple[str, str]] = field(default_factory=Counter)
    """How often each tag has each attribute; a tag alone counts under an empty name."""
    scripts: Counter[str] = field(default_factory=Counter)
    """Scripts that run, by their address or text; data for scripts has its kind before it."""
    styles: set[str] = field(default_factory=set)
    data: list[str] = field(default_factory=list)
    """The texts of data for scripts."""
    faults: list[str] = field(default_factory=list)
    _raw: tuple[str, dict[str, str]] | None = None

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feed(self.text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Count a tag and look at its addresses."""
        values = {name: value or "" for name, value in attrs}
        self.attributes[tag, ""] += 1
        for name, value in values.items():
            self.attributes[tag, name] += 1
            self.faults += _faults(tag, name, value)
        if tag in ("script", "style"):
            self._raw = (tag, values)
            if "src" in values:
                self.scripts[values["src"]] += 1

    def handle_data(self, data: str) -> None:
        """Keep what stands in scripts and styles."""
        if self._raw is None or not data.strip():
            return
        tag, values = self._raw
        if tag == "style":
            self.styles.add(data)
        elif values.get("type", "module") in ("module", "text/javascript"):
            self.scripts[data] += 1
        else:
            self.scripts[f"{values['type']} {values.get('id', '')}"] += 1
            self.data.append(data)

    def handle_endtag(self, tag: str) -> None:
        """Note the end of a script or style."""
        if self._raw and tag == self._raw[0]:
            self._raw = None


def _faults(tag: str, name: str, value: str) -> Iterator[str]:
    if name.startswith("on"):
        yield f"<{tag} {name}={value!r}>"
    if name == "srcdoc" or (name == "srcset" and value):
        yield f"<{tag} {name}={value!r}>"
    if name not in ADDRESSES:
        return
    address = re.sub(r"[\x00-\x20]", "", value.casefold()).replace("\\", "/")
    scheme = _SCHEME.match(address)
    if scheme and scheme[1] not in SCHEMES and address != CALENDAR:
        yield f"<{tag} {name}={value!r}>"
    if tag in LOADING and address.startswith("//"):
        yield f"<{tag} {name}={value!r}>"
    if tag in LOADING - {"link"} and scheme and not address.startswith(OWN):
        yield f"<{tag} {name}={value!r}>"


def gained(page: Document, twin: Document) -> list[str]:
    """Give what a page has that its twin has not, but for what Markdown may bring."""
    found = list((Counter(page.faults) - Counter(twin.faults)).elements())
    for (tag, name), count in page.attributes.items():
        if (tag, name) not in QUIET | WRAPPED and count > twin.attributes[tag, name]:
            found.append(f"<{tag} {name}> {count} times, its twin {twin.attributes[tag, name]}")
    found += [f"script {script[:80]!r}" for script in page.scripts - twin.scripts]
    found += [f"style {style[:80]!r}" for style in page.styles - twin.styles]
    return found


def pages(site: Path) -> Iterator[Path]:
    """Give every page of a built site."""
    yield from sorted(site.rglob("*.html"))


def urls(site: Path) -> list[str]:
    """Give the address below the root of every page of a built site, but those that lead on."""
    stay = (path for path in pages(site) if LEADS_ON not in path.read_text(encoding="utf-8"))
    return [path.relative_to(site).as_posix().removesuffix("index.html") for path in stay]
