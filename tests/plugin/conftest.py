"""Sites that several tests look at, built once."""

from pathlib import Path

import pytest

from plugin.library import Built, build


@pytest.fixture(scope="session")
def well(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give a site on which nothing is open."""
    return build("well", tmp_path_factory.mktemp("well"))


@pytest.fixture(scope="session")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Give a site with ordinary pages, one of them Material's, open incidents, a repository and the owner's colour."""
    folder: Path = tmp_path_factory.mktemp("busy")
    pages = folder / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("# About us\n\nWe carry letters.\n", encoding="utf-8")
    asks = "---\nshell: material\n---\n# Letters\n\nBy hand.\n"
    (pages / "letters.md").write_text(asks, encoding="utf-8")
    return build(
        "busy",
        folder,
        repo_url="https://git.harbour.example/status",
        edit_uri="edit/main/incidents/",
        plugins=["search", {"statuspage": {"primary": "#0b6e4f"}}],
    )
