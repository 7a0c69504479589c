"""What MkDocs takes of a theme is what it always took, and of the folder of incidents nothing."""

from pathlib import Path

from mkdocs.config import load_config
from mkdocs.structure.files import Files, get_files

from mkdocs_statuspage.mkdocs.owners_files import show_pages
from mkdocs_statuspage.mkdocs.theme import list_nothing_hidden
from plugin.library import CONFIG


def test_what_is_hidden_in_a_theme_was_never_taken() -> None:
    """The same files are found, among far fewer names."""
    config = load_config(config_file=None, theme=CONFIG["theme"])
    taken, listed = [], []
    for _ in range(2):
        files, env = Files([]), config.theme.get_env()
        files.add_files_from_theme(env, config)
        taken.append([(file.src_uri, file.abs_src_path) for file in files])
        listed.append(env.list_templates())
        list_nothing_hidden(config.theme)
    assert taken[0] == taken[1] != []
    assert listed[1] == [
        name for name in listed[0] if not any(part[0] == "." for part in name.split("/")[:-1])
    ]
    assert 100 * len(listed[1]) < 2 * len(listed[0])


def test_mkdocs_makes_no_file_of_an_incident(tmp_path: Path) -> None:
    """Where nobody else looks there; another plugin finds the folder that it was given."""
    (tmp_path / "2026-11-20-down.md").write_text("title: Down\n", encoding="utf-8")
    for is_alone, count in ((True, 0), (False, 1)):
        config = load_config(config_file=None, docs_dir=str(tmp_path), theme=CONFIG["theme"])
        show_pages(config, is_alone=is_alone)
        assert len([*get_files(config)]) == count
