"""Badges: how the site and each component is, as a small picture and as data for shields.io.

State is a word, a shape and a colour at once. The picture brings its own ground, so that it reads the
same on light and dark pages, and says in words to a screen reader what it shows.
"""

from html import escape
from itertools import pairwise
from unicodedata import category, east_asian_width

from mkdocs_statuspage.outputs.view.looks import LOOKS, RETIRED, Drawn, open_state
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.outputs.view.plain_text import json_text, one_line
from mkdocs_statuspage.outputs.view.prose import shortened
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.headline import LEVEL_OF, Level

LABEL_LENGTH = 40
"""How many characters of a name a badge shows."""
PADDING = 7
SHAPE = 15
"""How wide the shape is, with the space after it."""


def files(site: Site) -> Files:
    """Draw a badge of the site, and one of each component under every id that it has or had."""
    made = _pair("", site.config.organisation.name, site.headline.level, site)
    for id_, component in site.config.components.items():
        level = _level(id_, site) if id_ in site.components else None
        for name in (id_, *component.formerly):
            made |= _pair(f"components/{name}/", component.name, level, site)
    return made


def _level(component_id: str, site: Site) -> Level:
    status = site.status_of(component_id)
    return LEVEL_OF[status] if status else Level.UNKNOWN


def _word(level: Level | None, site: Site, *, is_site: bool) -> str:
    """Say how it is; of the site, where an incident stands that hits no component, and that not all is known."""
    if level is None:
        return site.words("Retired")
    if is_site and level is Level.NOTICE:
        return open_state(site.headline.courses[0], site.words).word
    if is_site and level is Level.OPERATIONAL and site.unknown:
        return site.words("No known problems")
    return site.words(LOOKS[level].word)


def _pair(folder: str, name: str, level: Level | None, site: Site) -> dict[str, str]:
    """Write a badge in both forms; without a level it is of something that no longer exists."""
    label, look = shortened(one_line(name), LABEL_LENGTH), LOOKS[level].badge if level else RETIRED
    word = _word(level, site, is_site=not folder)
    return {
        f"{folder}badge.svg": svg(label, word, look),
        f"{folder}badge.json": json_text(endpoint(label, word, look, level)),
    }


def endpoint(label: str, word: str, look: Drawn, level: Level | None) -> dict[str, object]:
    """Return what shields.io's endpoint badge asks for."""
    return {
        "schemaVersion": 1,
        "label": label,
        "message": word,
        "color": look.colour,
        "isError": level in (Level.PARTIAL, Level.MAJOR),
        "cacheSeconds": 300,
    }


def svg(label: str, word: str, look: Drawn) -> str:
    """Return a badge as a picture."""
    left = width(label) + 2 * PADDING
    right = width(word) + 2 * PADDING + SHAPE
    said = escape(f"{label}: {word}")
    middle = left + PADDING + SHAPE + width(word) / 2
    return f"""\
<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="22" role="img" aria-label="{said}">
 <title>{said}</title>
 <rect width="{left + right}" height="22" rx="4" fill="#24292f"/>
 <path d="M{left} 0h{right - 4}a4 4 0 0 1 4 4v14a4 4 0 0 1-4 4h-{right - 4}z" fill="{look.colour}"/>
 <rect x=".5" y=".5" width="{left + right - 1}" height="21" rx="3.5" fill="none" stroke="#fff" stroke-opacity=".35"/>
 <path transform="translate({left + PADDING} 6)" d="{look.shape}" fill="#fff" fill-rule="evenodd"/>
 <g fill="#fff" font-family="Verdana,DejaVu Sans,Geneva,sans-serif" font-size="11" text-anchor="middle">
  <text x="{left / 2:g}" y="15" textLength="{width(label)}" lengthAdjust="spacingAndGlyphs">{escape(label)}</text>
  <text x="{middle:g}" y="15" textLength="{width(word)}" lengthAdjust="spacingAndGlyphs">{escape(word)}</text>
 </g>
</svg>
"""


_JOINER = "\u200d"
_SKIN = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
_ON_OTHERS = frozenset(["Mn", "Me", "Cf"])
"""Accents, what encloses, and what nobody sees."""
_NARROW, _WIDE = frozenset("fijlrtI.,:;!'|()[] "), frozenset("mwMWGOQ@%—")


def width(text: str) -> int:
    """Return about how wide a text is at 11 pixels; the picture fits the text into exactly that."""
    joined = pairwise(f" {text}")  # what a joiner ties to the picture before it is a part of that
    return round(sum(_width(sign) for before, sign in joined if before != _JOINER)) or 7


def _width(sign: str) -> float:
    """Return the width of a sign: East Asian ones and most pictures are squares, accents stand on others."""
    if category(sign) in _ON_OTHERS or sign in _SKIN:
        return 0
    if east_asian_width(sign) in ("W", "F"):
        return 11
    return 4.5 if sign in _NARROW else 10 if sign in _WIDE else 7
