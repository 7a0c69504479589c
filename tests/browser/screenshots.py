"""Takes a picture of every kind of page of five sites, in light and dark, at three widths, and a sheet of each site.

`python -m tests.browser.screenshots DIR [SITE …]`; the sheets are `DIR/SITE/sheet.jpg`.
"""

import argparse
import sys
from html import escape
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, sync_playwright

sys.path.insert(0, str(Path(__file__).parents[1]))  # the tests find each other so

from browser.library import launch, served
from browser.sites import SITES, Paths, made_site

Scheme = Literal["light", "dark"]
HEIGHT = {1280: 900, 768: 1024, 360: 740}
VARIANTS: tuple[tuple[Scheme, int], ...] = tuple(product(("light", "dark"), HEIGHT))
SHEET_STYLE = """
body { margin: 24px; font: 20px system-ui, sans-serif; background: #888; color: #fff; }
section { margin-bottom: 32px; }
h2 { font-size: 22px; margin: 0 0 8px; }
div { display: flex; gap: 12px; align-items: start; }
img { height: 450px; box-shadow: 0 1px 6px #0006; }
"""


def main() -> None:
    """Build the sites, take the pictures, put the sheets together."""
    parser = argparse.ArgumentParser(description="Take pictures of every kind of page.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("sites", nargs="*", default=SITES, help=f"of {', '.join(SITES)}")
    asked = parser.parse_args()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for name in asked.sites:
            folder = asked.folder / name.replace(" ", "-")
            folder.mkdir(parents=True, exist_ok=True)
            take_all(browser, name, folder)
        browser.close()


def take_all(browser: Browser, name: str, folder: Path) -> None:
    """Take the pictures of one site."""
    with TemporaryDirectory() as made:
        paths = made_site(name, Path(made))
        with served(Path(made) / "site") as base:
            for scheme, width in VARIANTS:
                take(browser, base, paths, folder, scheme, width)
    put_together(browser, paths, folder)


def take(
    browser: Browser, base: str, paths: Paths, folder: Path, scheme: Scheme, width: int
) -> None:
    """Take a picture of the first screen of each kind of page, and of the whole of it."""
    size = {"width": width, "height": HEIGHT[width]}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]  # a TypedDict in Playwright
        color_scheme=scheme,
        device_scale_factor=1 if width > 600 else 2,
        timezone_id="Europe/Lisbon",
    )
    for name, path in paths.items():
        page = context.new_page()
        page.goto(base + path)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=folder / f"{picture(name, scheme, width)}.png")
        page.screenshot(path=folder / f"{picture(name, scheme, width)}-whole.png", full_page=True)
        page.close()
    context.close()


def picture(name: str, scheme: str, width: int) -> str:
    """Give the name of a picture without its ending."""
    return f"{name.replace(' ', '-')}-{scheme}-{width}"


def put_together(browser: Browser, paths: Paths, folder: Path) -> None:
    """Make one sheet of the first screens."""
    rows = "".join(
        f"<section><h2>{escape(name)}</h2><div>"
        + "".join(f'<img src="{picture(name, *variant)}.png">' for variant in VARIANTS)
        + "</div></section>"
        for name in paths
    )
    sheet = folder / "sheet.html"
    sheet.write_text(f"<!doctype html><style>{SHEET_STYLE}</style>{rows}", encoding="utf-8")
    page = browser.new_page(viewport={"width": 1820, "height": 1000})
    page.goto(sheet.resolve().as_uri())
    page.wait_for_load_state("networkidle")
    page.screenshot(path=folder / "sheet.jpg", full_page=True, type="jpeg", quality=70)
    sheet.unlink()


if __name__ == "__main__":
    main()
