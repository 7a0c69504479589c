"""`init` in a site of MkDocs that is there: its configuration keeps every byte, or the lines to add are said."""

from pathlib import Path

import pytest

from cli.conftest import Run, run
from mkdocs_statuspage.desk.workspace import workspace_at
from mkdocs_statuspage.yaml_text.mkdocs_yml import with_plugin

__all__ = ["run"]

ENTRY = "- statuspage:\n    incidents_dir: incidents\n    address: status/\n"
EVA = ("--person", "Eva Sá, Founder, eva@acme.test")
URL = "site_name: Acme\nsite_url: https://acme.test/docs\n"
TAGGED = "# ours\nplugins:   # all\n    # the index\n    - search:\n        separator: !ENV [SEP, '-']\n    - tags\n"
EMOJI = "markdown_extensions:\n- pymdownx.emoji: {emoji_index: !!python/name:material.extensions.emoji.twemoji ''}\n"


def site(tmp_path: Path, text: str) -> Path:
    """Write a site of MkDocs."""
    folder = tmp_path / "acme"
    (folder / "docs").mkdir(parents=True)
    (folder / "docs/index.md").write_text("# Acme\n")
    (folder / "mkdocs.yml").write_bytes(text.encode())
    return folder


@pytest.mark.parametrize(
    "text",
    [
        URL,
        URL.rstrip(),
        URL + TAGGED + EMOJI,
        URL + EMOJI + "plugins:\n- search\nnav: [index.md]\n",
        (URL + TAGGED).replace("\n", "\r\n"),
        "INHERIT: base.yml\n" + URL + "plugins:\n  - search",
    ],
)
def test_the_plugin_is_added_and_no_other_byte_touched(tmp_path: Path, run: Run, text: str) -> None:
    """With tags that make objects, comments, any indentation and line ends; commands then know where they are."""
    folder = site(tmp_path, text)
    (folder / "base.yml").write_text("theme: material\n")
    (folder / ".gitignore").write_text("/private/\n*.log")
    done = run("init", str(folder), *EVA)
    assert done.code == 0
    written = (folder / "mkdocs.yml").read_bytes().decode()
    added = [line for line in written.splitlines() if line not in text.splitlines()]
    kept = written
    for line in added:
        kept = kept.replace(f"{line}\r\n" if "\r" in text else f"{line}\n", "", 1)
    assert kept.rstrip("\n") == text.rstrip("\n")
    assert [line.strip() for line in added if "plugins" not in line and "search" not in line] == [
        line.strip() for line in ENTRY.splitlines()
    ]
    assert "https://acme.test/docs/status/" in done.out
    found = workspace_at(folder)
    assert found
    assert (found.url, found.incidents_dir) == (
        "https://acme.test/docs/status/",
        folder / "incidents",
    )
    assert (
        folder / ".gitignore"
    ).read_text() == "/private/\n*.log\n/site/\n/drafts/\n/.statuspage/\n"
    assert not (folder / "incidents/pages").exists()
    assert run("-C", str(folder), "check").code == 0


@pytest.mark.parametrize(
    "plugins", ["[search]", "{search: {}}", "", "[]", "&all\n  - search\nextra: {a: *all}"]
)
def test_what_cannot_be_added_safely_is_said(tmp_path: Path, run: Run, plugins: str) -> None:
    """The file stays as it is, and the answer has the lines; all else is written."""
    text = f"{URL}plugins: {plugins}\n"
    folder = site(tmp_path, text)
    done = run("init", str(folder), *EVA)
    assert done.code == 0
    assert (folder / "mkdocs.yml").read_text() == text
    assert "stays as it is. Add to it:\nplugins:\n  - statuspage:\n      incidents_dir:" in done.out
    assert (folder / "incidents/statuspage.yml").is_file()


def test_an_inherited_list_is_left_to_its_owner() -> None:
    """A list here would take the place of the one there."""
    assert with_plugin("INHERIT: base.yml\nsite_name: Acme\n", ENTRY) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--url", "https://acme.test/docs/help/status"), "https://acme.test/docs/help/status/"),
        (("--url", "https://other.test/status"), "is no address within the site"),
        (("--url", "https://acme.test/docs/"), "is no address within the site"),
    ],
)
def test_the_address_is_within_the_site(
    tmp_path: Path, run: Run, words: tuple[str, ...], said: str
) -> None:
    """By default below `status/`; another host's is refused, and nothing written."""
    folder = site(tmp_path, URL)
    done = run("init", str(folder), *EVA, *words)
    assert said in done.out + done.err
    assert (folder / "incidents").exists() == (done.code == 0)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (URL + "docs_dir: incidents\n", "must not be in docs_dir or around it"),
        (URL + "docs_dir: .\n", "must not be in docs_dir or around it"),
        ("site_name: [\n", "MkDocs cannot read its configuration"),
    ],
)
def test_what_cannot_stand_there_is_refused(tmp_path: Path, run: Run, text: str, said: str) -> None:
    """With the reason, and no file is written."""
    folder = site(tmp_path, text)
    done = run("init", str(folder), *EVA)
    assert (done.code, (folder / "incidents").exists()) == (2, False)
    assert said in done.err


def test_a_history_is_imported_once_the_pages_are_there(tmp_path: Path, run: Run) -> None:
    """A site of MkDocs gets no workflow and no configuration by an import; it is told what comes first."""
    folder = site(tmp_path, URL)
    source = next(
        Path(__file__).parents[1].glob("importers/cases/whole-page/**/summary.json")
    ).parent
    words = ("import", "statuspage", str(source), "--into", str(folder), "--write")
    done = run(*words)
    assert (done.code, f"statuspage init {folder}" in done.err) == (2, True)
    assert {path.name for path in folder.iterdir()} == {"docs", "mkdocs.yml"}
    assert run("init", str(folder), *EVA).code == 0
    assert run(*words).code == 0
    assert not (folder / ".github").exists()
