"""The published site is the new one or the former one, whatever happens to a build."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugin.library import Built, build, run

FAILING = "def on_post_page(output, page, config):\n    raise ValueError('a plugin of the owner')\n"


def tree(built: Built) -> dict[str, bytes]:
    """Give every file of the site but those that say when it was built."""
    return {
        path.relative_to(built.site_dir).as_posix(): path.read_bytes()
        for path in built.site_dir.rglob("*")
        if path.is_file() and path.name != "build.json"
    }


def beside(built: Built) -> list[str]:
    return sorted(path.name for path in built.folder.iterdir() if path.name.startswith(".site"))


def add(built: Built, line: str) -> None:
    config = built.folder / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + line, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "text", "line"),
    [
        ("hook.py", FAILING, "hooks: [hook.py]\n"),
        (
            "over/statuspage/incident.html",
            "{{ nothing.at.all }}",
            "theme: {name: material, custom_dir: over}\n",
        ),
        ("incidents/pages/a.md", "[x](no-such-page.md)", "strict: true\n"),
    ],
    ids=["plugin", "template", "strict"],
)
def test_a_build_that_fails_leaves_the_former_site(
    tmp_path: Path, file: str, text: str, line: str
) -> None:
    """An exception in a plugin or a template, and a warning in a strict build."""
    built = build("well", tmp_path)
    before = tree(built)
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_text(text, encoding="utf-8")
    add(built, line)
    assert run(built).returncode == 1
    assert tree(built) == before
    assert beside(built) == []


@pytest.mark.parametrize("kills", [4, pytest.param(200, marks=pytest.mark.long)])
def test_a_killed_build_leaves_a_whole_site(tmp_path: Path, kills: int) -> None:
    """Whenever it is killed, and the next build clears away what was begun."""
    built = build("well", tmp_path)
    begun = time.monotonic()
    assert run(built).returncode == 0
    takes, whole, chance = time.monotonic() - begun, tree(built), random.Random(kills)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    for _ in range(kills):
        with subprocess.Popen(command, cwd=tmp_path) as process:
            time.sleep(chance.uniform(takes * 0.4, takes * 1.05))
            process.kill()
        assert set(tree(built)) == set(whole)
    assert run(built).returncode == 0
    assert tree(built) == whole
    assert beside(built) == []
