"""Beside other plugins and hooks: what they change late is honoured, or refused before the site is touched."""

import subprocess
import sys
from pathlib import Path

import pytest

from plugin.library import build, prepare, run

HOOK = "def {event}(*args, config, **more):\n    config.{name} = {value!r}\n"


@pytest.mark.parametrize("plugins", [["offline", "statuspage"], ["statuspage", "offline"]], ids=str)
def test_addresses_are_permanent_whoever_changes_them(tmp_path: Path, plugins: list[str]) -> None:
    """Offline's addresses without folders are not ours, wherever it stands in the list."""
    built = prepare("well", tmp_path, plugins=["search", *plugins])
    result = run(built)
    assert result.returncode == 0
    assert "use_directory_urls is needed" in result.stderr
    assert (built.site_dir / "history/index.html").is_file()


def test_an_address_set_by_a_hook_is_everywhere(tmp_path: Path) -> None:
    """Feeds and pages name the same host; and whoever reads our pages' texts finds an element in each."""
    hook = "def on_config(config):\n    config.site_url = 'https://preview.example/x/'\n    return config\n"
    reads = "def on_page_context(context, page, **_):\n    assert page.content.startswith('<'), page.url\n"
    (tmp_path / "hook.py").write_text(hook + reads)
    built = build("well", tmp_path, hooks=["hook.py"])
    for path in ("feed.xml", "index.html", "api/v2/summary.json"):
        assert "https://preview.example/x/" in built.read(path)
        assert "status.harbour.example" not in built.read(path)


@pytest.mark.parametrize(
    ("name", "value"),
    [("site_url", "https://preview.example/"), ("use_directory_urls", False)],
)
@pytest.mark.parametrize(
    "event",
    [
        "on_env",
        *(
            pytest.param(e, marks=pytest.mark.long)
            for e in ("on_pre_build", "on_nav", "on_post_build")
        ),
    ],
)
def test_what_comes_too_late_is_refused(
    tmp_path: Path, event: str, name: str, value: object
) -> None:
    """A hook that changes addresses after feeds were made ends the build, which touches nothing."""
    (tmp_path / "hook.py").write_text(HOOK.format(event=event, name=name, value=value))
    built = prepare("empty", tmp_path, hooks=["hook.py"])
    result = run(built)
    assert result.returncode == 1
    assert f"changed {name} from" in result.stderr
    assert not built.site_dir.exists()


def test_a_site_without_an_address_is_told(tmp_path: Path) -> None:
    """Even quietly, and a strict build fails: links in feeds lead nowhere."""
    built = prepare("empty", tmp_path, site_url="")
    result = run(built, "--quiet")
    assert result.returncode == 0
    assert "site_url is not set" in result.stderr
    assert run(built, "--quiet", "--strict").returncode == 1


@pytest.mark.parametrize("name", ["blog", "material/blog"])
def test_materials_blog_is_refused_by_name(tmp_path: Path, name: str) -> None:
    """Before it writes anything into the folder of incidents."""
    built = prepare("empty", tmp_path, plugins=["statuspage", name])
    result = run(built)
    assert result.returncode == 1
    assert "blog` cannot go together with statuspage" in result.stderr
    assert not (tmp_path / "incidents/blog").exists()
    assert not built.site_dir.exists()


def test_i18n_is_refused_by_name(tmp_path: Path) -> None:
    """Before anything is built; what is installed here only has its name, as the plugin itself is tried by the matrix."""
    installed = tmp_path / "i18n-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Name: i18n\nVersion: 1\n")
    (installed / "entry_points.txt").write_text("[mkdocs.plugins]\ni18n = i18n:I18n\n")
    (tmp_path / "i18n.py").write_text(
        "from mkdocs.plugins import BasePlugin\n\n\nclass I18n(BasePlugin): pass\n"
    )
    for plugins in (["i18n", "statuspage"], ["statuspage", "i18n"]):
        built = prepare("empty", tmp_path, plugins=plugins)
        command = [sys.executable, "-m", "mkdocs", "build"]
        result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert result.returncode == 1
        assert "the plugin `i18n` cannot go together with statuspage: it reads" in result.stderr
        assert not built.site_dir.exists()


def test_instant_navigation_leaves_links_to_the_browser(tmp_path: Path) -> None:
    """Material's own pages no longer ask for it, as it cannot show ours."""
    pages = tmp_path / "incidents" / "pages"
    pages.mkdir(parents=True)
    (pages / "about.md").write_text("---\nshell: material\n---\n# About us\n", encoding="utf-8")
    features = ["navigation.instant", "navigation.instant.prefetch", "navigation.top"]
    built = build(
        "empty", tmp_path, theme={"name": "material", "font": False, "features": features}
    )
    about = built.read("about/index.html")
    assert "navigation.instant" not in about
    assert "navigation.top" in about


def test_what_another_plugin_takes_away_is_told(tmp_path: Path) -> None:
    """A page of ours that a hook removed or replaced is named."""
    (tmp_path / "hook.py").write_text(
        "def on_files(files, config):\n    files.remove(files.get_file_from_path('history/index.md'))\n    return files\n"
    )
    result = run(prepare("empty", tmp_path, hooks=["hook.py"]))
    assert "a plugin replaced or removed history/index.md" in result.stderr
