"""Puts papers of the repository that are no part of `docs/` into the documentation's site, where links find them."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

HERE = Path(__file__).parent
PAPERS = {
    "ARCHITECTURE.md": HERE.parent / "ARCHITECTURE.md",
    **{f"decisions/{path.name}": path for path in (HERE / "decisions").glob("*.md")},
}


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the papers."""
    for name, path in PAPERS.items():
        files.append(File.generated(config, name, content=path.read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, **_: object) -> str:
    """Let links lead where the papers are here."""
    return markdown.replace("](../../ARCHITECTURE.md", "](ARCHITECTURE.md").replace(
        "](../decisions/", "](decisions/"
    )
