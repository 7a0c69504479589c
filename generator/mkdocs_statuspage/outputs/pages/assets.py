"""The style sheets and the script that pages load, put together from the theme's sources."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from mkdocs_statuspage.outputs.pages.brand import brand_css
from mkdocs_statuspage.outputs.view.looks import LOOKS
from mkdocs_statuspage.timeline.headline import Level

STYLE = ("tokens.css", "frame.css", "page.css")
"""What our own pages need, in its order."""
FRAME = ("tokens.css", "frame.css", "material.css")
"""What Material's pages need to stand in our frame."""
SCRIPT = ("script.js",)


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages load."""

    path: str
    """Where it stands on the site; the name changes with the content, so that it may be kept for long."""
    text: str


def assets(sources_dir: Path, primary: str) -> Mapping[str, Asset]:
    """Return what pages load: `style` and `script` of ours, and `frame` for Material's.

    Args:
        sources_dir: the theme's folder of sources.
        primary: the owner's colour.
    """
    brand = brand_css(primary)
    return {
        "style": _asset("style", "css", brand + squeezed(_read(sources_dir, STYLE))),
        "frame": _asset("frame", "css", brand + squeezed(_read(sources_dir, FRAME))),
        "script": _asset("script", "js", _read(sources_dir, SCRIPT)),
    }


def _read(sources_dir: Path, names: tuple[str, ...]) -> str:
    return "".join((sources_dir / name).read_text(encoding="utf-8") for name in names)


def _asset(kind: str, ending: str, text: str) -> Asset:
    digest = sha256(text.encode()).hexdigest()[:8]
    return Asset(f"assets/statuspage-{kind}.{digest}.{ending}", text)


def squeezed(css: str) -> str:
    """Return a style sheet without comments and indentation."""
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    return re.sub(r"\s*\n\s*", "", bare).strip()


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
