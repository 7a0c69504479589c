"""What commands read of MkDocs' configuration is what MkDocs reads."""

import os
from pathlib import Path

import pytest
from mkdocs.config import load_config

from mkdocs_statuspage.desk.placement import plugin_options
from mkdocs_statuspage.desk.workspace import nearest_workspace
from mkdocs_statuspage.yaml_text.mkdocs_yml import read_settings_of_mkdocs

SITE = "site_id: tiny\ntimezone: UTC\n"
URL = "site_url: https://status.tiny.example"
CASES = {
    "plain": {"mkdocs.yml": f"{URL}\ndocs_dir: incidents\n"},
    "slash": {"mkdocs.yml": f"{URL}/x/ # a path\ndocs_dir: ./incidents/\n"},
    "quoted": {"mkdocs.yml": "site_url: 'https://a.example/x'\ndocs_dir: \"in cidents\"\n"},
    "yaml": {"mkdocs.yaml": f"{URL}\ndocs_dir: incidents\n"},
    "both": {"mkdocs.yaml": "docs_dir: other\n", "mkdocs.yml": f"{URL}\ndocs_dir: incidents\n"},
    "no docs_dir": {"mkdocs.yml": f"{URL}\n"},
    "env": {"mkdocs.yml": "site_url: !ENV TINY_URL\ndocs_dir: !ENV [TINY_NONE, TINY_DIR, other]\n"},
    "env default": {"mkdocs.yml": "site_url: !ENV [TINY_NONE, 'https://d.example/']\n"},
    "env nothing": {"mkdocs.yml": "site_url: !ENV TINY_NONE\n"},
    "folded": {"mkdocs.yml": "site_url: >-\n  https://folded.example/\n"},
    "flow": {"mkdocs.yml": "{site_url: 'https://flow.example', docs_dir: incidents}\n"},
    "anchor": {"mkdocs.yml": "extra: {a: &u https://anchor.example}\nsite_url: *u\n"},
    "inherit": {
        "mkdocs.yml": "INHERIT: conf/base.yml\nsite_name: x\n",
        "conf/base.yml": f"INHERIT: ../more.yml\n{URL}\n",
        "more.yml": "docs_dir: incidents\nsite_url: https://older.example/\n",
    },
    "inherit over a link": {
        "mkdocs.yml": "INHERIT: link/base.yml\nsite_name: x\nextra: {b: {d: 2}}\n",
        "far/away/base.yml": f"INHERIT: ../more.yml\n{URL}\nextra: {{b: {{c: 1}}}}\n",
        "more.yml": "docs_dir: incidents\n",
        "far/more.yml": "docs_dir: other\n",
    },
    "inherit by variable": {
        "mkdocs.yml": "INHERIT: !ENV [TINY_NONE, TINY_BASE, x]\nsite_url:\n",
        "base.yml": f"{URL}\ndocs_dir: !ENV TINY_DIR\n",
    },
    "merge key": {"mkdocs.yml": f"x: &x {{docs_dir: incidents}}\n<<: *x\n{URL}\n"},
    "objects": {
        "mkdocs.yml": f"{URL}\nmarkdown_extensions:\n  - toc:\n      slugify: !!python/name:str\n"
        "  - pymdownx.snippets: {base_path: [!relative $config_dir]}\n"
    },
}


@pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("files", CASES.values(), ids=CASES)
def test_is_read_as_mkdocs_reads_it(
    tmp_path: Path, files: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another name, variables, what is inherited, quotes, and objects that only plugins understand."""
    monkeypatch.setenv("TINY_URL", "https://env.example")
    monkeypatch.setenv("TINY_DIR", "incidents")
    monkeypatch.setenv("TINY_BASE", "base.yml")
    for name in ("incidents", "docs", "in cidents"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "statuspage.yml").write_text(SITE)
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"site_name: Tiny\n{text}" if text[0] != "{" else text)
    (tmp_path / "link").symlink_to("far/away")
    monkeypatch.chdir(tmp_path)
    mkdocs = load_config(site_name="Tiny", plugins=[])
    found = nearest_workspace(None)
    assert found.url == (mkdocs.site_url or "")
    assert found.incidents_dir.samefile(mkdocs.docs_dir)
    assert found.mkdocs_yml
    assert found.mkdocs_yml.samefile(mkdocs.config_file_path)


@pytest.mark.parametrize(
    ("here", "base"),
    [
        ("plugins:\n- search\n- statuspage: {incidents_dir: in, address: /a/b}\n", ""),
        ("plugins: {statuspage: {incidents_dir: in}}\n", ""),
        ("plugins: {statuspage: {address: ''}}\n", "plugins: {statuspage: {incidents_dir: in}}\n"),
        ("plugins: [statuspage]\n", "plugins: {statuspage: {incidents_dir: in}}\n"),
        ("", "plugins: [statuspage: {incidents_dir: !ENV [TINY_NONE, in]}]\n"),
    ],
)
def test_the_plugins_options_are_those_that_mkdocs_gives_it(
    tmp_path: Path, here: str, base: str
) -> None:
    """In a list or a mapping, inherited or not."""
    (tmp_path / "base.yml").write_text(base or "{}")
    text = f"INHERIT: base.yml\nsite_name: Tiny\n{here}"
    (tmp_path / "mkdocs.yml").write_text(text)
    (tmp_path / "docs").mkdir()
    given = load_config(str(tmp_path / "mkdocs.yml")).plugins["statuspage"].config
    read = plugin_options(read_settings_of_mkdocs(tmp_path / "mkdocs.yml"))
    for name in ("incidents_dir", "address"):
        assert read.get(name) == given[name]


@pytest.mark.parametrize("text", ["a: [", "INHERIT: none.yml\n", "\x00", "site_url: !ENV {a: 1}"])
def test_what_mkdocs_cannot_read_stops_no_update(tmp_path: Path, text: str) -> None:
    """The incidents are where they usually are, and it is said why nothing is known of the address."""
    (tmp_path / "mkdocs.yml").write_text(text)
    (tmp_path / "incidents").mkdir()
    (tmp_path / "incidents/statuspage.yml").write_text(SITE)
    found = nearest_workspace(tmp_path)
    assert found.url == ""
    assert "mkdocs.yml: " in found.unread or "none.yml: " in found.unread
    assert os.linesep not in found.unread
