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


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_nothing_stays_beside_what_was_served(tmp_path: Path) -> None:
    """The next build goes on from the site before; at the end that goes."""
    prepare("well", tmp_path)
    config = load_config(str(tmp_path / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    folders = []
    for _ in range(3):
        mkdocs_build(config)
        folders.append((tmp_path / "site" / "incidents").stat().st_ino)
    assert folders[0] == folders[2] != folders[1]
    assert [*(tmp_path / ".site.former").rglob("index.html")]
    config.plugins.on_shutdown()
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".site")]
