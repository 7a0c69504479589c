"""The style sheets and the script that pages load, put together from the theme's sources, with the owner's colour.

The colour is darkened or lightened until it can be read.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mkdocs_statuspage.outputs.view.looks import LOOKS
from mkdocs_statuspage.timeline.headline import Level

Colour = tuple[int, int, int]

LIGHT_GROUND: Colour = (255, 255, 255)
DARK_GROUND: Colour = (18, 20, 24)
TEXT_CONTRAST = 5.0
"""What WCAG asks of text, 4.5 at level AA, and a ninth more: boxes are tinted, and links stand in them too."""
STEPS = 100

NAMED: Mapping[str, str] = {
    "red": "#ef5552",
    "pink": "#e92063",
    "purple": "#ab47bd",
    "deep-purple": "#7e56c2",
    "indigo": "#4051b5",
    "blue": "#2094f3",
    "light-blue": "#02a6f2",
    "cyan": "#00bdd6",
    "teal": "#009485",
    "green": "#4cae4f",
    "light-green": "#8bc34b",
    "lime": "#cbdc38",
    "yellow": "#ffec3d",
    "amber": "#ffc105",
    "orange": "#ffa724",
    "deep-orange": "#ff6e42",
    "brown": "#795649",
    "grey": "#757575",
    "blue-grey": "#546d78",
}
"""Material's primary colours by their names."""


def brand_css(primary: str) -> str:
    """Return the declarations for a primary colour, a name of Material's or `#rrggbb`; else nothing."""
    colour = brand_colour(primary)
    if colour is None:
        return ""
    light = show_colour(readable(colour, LIGHT_GROUND))
    dark = show_colour(readable(colour, DARK_GROUND))
    return f":root {{ --sp-brand-light: {light}; --sp-brand-dark: {dark}; }}\n"


def unreadable(primary: str) -> list[tuple[str, str]]:
    """Return the grounds on which a primary colour cannot be read, each with the shade used there."""
    colour = brand_colour(primary)
    if colour is None:
        return []
    return [
        (show_colour(ground), show_colour(readable(colour, ground)))
        for ground in (LIGHT_GROUND, DARK_GROUND)
        if contrast(colour, ground) < TEXT_CONTRAST
    ]


def brand_colour(primary: str) -> Colour | None:
    """Return the parts of a primary colour, a name of Material's or `#rrggbb`; None of anything else."""
    return parse_colour(NAMED.get(primary.replace(" ", "-"), primary))


def parse_colour(text: str) -> Colour | None:
    """Parse the parts of `#rrggbb` or `#rgb`; None of anything else."""
    digits = text.removeprefix("#")
    if re.fullmatch(r"[0-9a-fA-F]{3}", digits):
        digits = "".join(digit * 2 for digit in digits)
    if re.fullmatch(r"[0-9a-fA-F]{6}", digits) is None:
        return None
    return (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))


def show_colour(colour: Colour) -> str:
    """Return a colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def readable(colour: Colour, ground: Colour) -> Colour:
    """Return the nearest shade of a colour that has enough contrast with the ground it is read on."""
    goal = 0 if luminance(ground) > 0.18 else 255
    for step in range(STEPS + 1):
        red, green, blue = (round(part + (goal - part) * step / STEPS) for part in colour)
        if contrast((red, green, blue), ground) >= TEXT_CONTRAST:
            break
    return (red, green, blue)


def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast of two colours as WCAG defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Colour) -> float:
    """Return how light a colour is to the eye, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


STYLE = ("tokens.css", "frame.css", "page.css")
"""What our own pages need, in its order."""
OWN = ("own.css",)
"""What the owner's pages need besides, for what Material's Markdown can do."""
FRAME = ("tokens.css", "frame.css", "material.css")
"""What Material's pages need to stand in our frame."""
SCRIPT = ("script.js",)
SEARCH = ("search.js",)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load."""

    path: str
    """Where it stands on the site; the name changes with the content, so that it may be kept for long."""
    text: str


def assets(sources_dir: Path, primary: str) -> Mapping[str, Asset]:
    """Return what pages load: `style` and `script`, `own` for the owner's, `search` for the search, and `frame` for Material's.

    Args:
        sources_dir: the theme's folder of sources.
        primary: the owner's colour.
    """
    brand = brand_css(primary)
    return {
        "style": _asset("style", "css", brand + squeezed(_read(sources_dir, STYLE))),
        "frame": _asset("frame", "css", brand + squeezed(_read(sources_dir, FRAME))),
        "own": _asset("own", "css", squeezed(_read(sources_dir, OWN))),
        "search": _asset("search", "js", squeezed_script(_read(sources_dir, SEARCH))),
        "script": _asset("script", "js", squeezed_script(_read(sources_dir, SCRIPT))),
    }


def _read(sources_dir: Path, names: tuple[str, ...]) -> str:
    return "".join((sources_dir / name).read_text(encoding="utf-8") for name in names)


def _asset(kind: str, ending: str, text: str) -> Asset:
    digest = sha256(text.encode()).hexdigest()[:8]
    return Asset(f"assets/statuspage/{kind}.{digest}.{ending}", text)


def squeezed(css: str) -> str:
    """Return a style sheet without comments and indentation."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", bare).strip()


def squeezed_script(script: str) -> str:
    """Return a script without the comments that stand on lines of their own, and without indentation.

    No text in it may go over several lines; a test of the theme's scripts sees to that.
    """
    bare = re.sub(r"^\s*(?://.*|/\*(?:[^*]|\*(?!/))*\*/)[ \t]*\n", "", script, flags=re.MULTILINE)
    return re.sub(r"^[ \t]+", "", bare, flags=re.MULTILINE)


TOUCH_ICON = "statuspage/touch-icon.png"
"""The icon of a phone's home screen."""


def icon_path(level: Level) -> str:
    """Return where the icon of a level stands on the site."""
    return f"statuspage/icon-{level.value}.svg"


def icons() -> dict[str, str]:
    """Draw an icon for each state, which the tab of a browser shows."""
    return {
        icon_path(level): (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="{look.icon.colour}">'
            f'<path fill-rule="evenodd" d="{look.icon.shape}"/></svg>\n'
        )
        for level, look in LOOKS.items()
    }
