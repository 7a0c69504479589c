"""While somebody writes: mistakes are shown on the page, and nothing stops."""

from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from plugin.library import prepare


def served(folder: Path) -> str:
    """Build as `mkdocs serve` does, and give the front page."""
    config = load_config(str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build(config)
    return (folder / "site" / "index.html").read_text(encoding="utf-8")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_mistake_is_shown_and_goes_away(tmp_path: Path) -> None:
    """An invalid file becomes a page with its findings; when it is mended the site is back."""
    prepare("well", tmp_path)
    wrong = tmp_path / "incidents" / "2026-11-09-wrong.md"
    wrong.write_text("---\ntitel: Typo <b>\n---\n", encoding="utf-8")
    page = served(tmp_path)
    assert "2026-11-09-wrong.md:2:1" in page
    assert "<b>" not in page
    wrong.unlink()
    assert "Everything works" in served(tmp_path)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_live_reload_is_not_stopped(tmp_path: Path) -> None:
    """Pages that are served while writing have no policy, which would stop the reload script."""
    prepare("empty", tmp_path)
    assert "Content-Security-Policy" not in served(tmp_path)
