"""Takes a picture of every kind of page in light and dark, wide and narrow, and one sheet of them all.

`python -m tests.browser.screenshots DIR`; the sheet is `DIR/sheet.jpg`.
"""

import argparse
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from playwright.sync_api import Browser, sync_playwright
from tests.browser.library import PAGE_TYPES, ROOT, built, launch, served

VARIANTS: tuple[tuple[Literal["light", "dark"], int], ...] = (
    ("light", 1280),
    ("dark", 1280),
    ("light", 360),
    ("dark", 360),
)
HEIGHT = {1280: 900, 360: 740}
SHEET_STYLE = """
body { margin: 24px; font: 20px system-ui, sans-serif; background: #888; color: #fff; }
section { margin-bottom: 32px; }
h2 { font-size: 22px; margin: 0 0 8px; }
div { display: flex; gap: 12px; align-items: start; }
img { height: 450px; box-shadow: 0 1px 6px #0006; }
"""


def main() -> None:
    """Build the example, take the pictures, put the sheet together."""
    parser = argparse.ArgumentParser(description="Take pictures of every kind of page.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as site, sync_playwright() as playwright:
        browser = launch(playwright)
        with served(built(ROOT, Path(site))) as base:
            for scheme, width in VARIANTS:
                take(browser, base, folder, scheme, width)
        put_together(browser, folder)
        browser.close()


def take(
    browser: Browser, base: str, folder: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    """Take a picture of the first screen of each kind of page, and of the whole of it."""
    size = {"width": width, "height": HEIGHT[width]}
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]  # a TypedDict in Playwright
        color_scheme=scheme,
        device_scale_factor=1 if width > 600 else 2,
        timezone_id="Europe/Lisbon",
    )
    for name, path in PAGE_TYPES.items():
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


def put_together(browser: Browser, folder: Path) -> None:
    """Make one sheet of the first screens."""
    rows = "".join(
        f"<section><h2>{escape(name)}</h2><div>"
        + "".join(f'<img src="{picture(name, *variant)}.png">' for variant in VARIANTS)
        + "</div></section>"
        for name in PAGE_TYPES
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
