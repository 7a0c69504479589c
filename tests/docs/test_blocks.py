"""Each block of commands in the documentation does what its page says, or says in its title that no test runs it."""

import os
import re
import shlex
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from cli.conftest import Run, pushed, remote, run, site
from mkdocs_statuspage.desk.own_pages import published_as
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.site import load_site
from tests.docs.reference import DOCS_DIR

__all__ = ["pushed", "remote", "run", "site"]

ROOT = DOCS_DIR.parent.parent
NOT_RUN = 'title="No test runs this"'
FENCE = re.compile(r"^```(?:console|sh|bash)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PASTED = "Card payments in Europe are slow. Wallets work. Next update by 10:30 UTC."
WHO = {f"GIT_{who}_{what}": "ana@tiny.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}  # fmt: skip
ENDS: Mapping[str, int] = {
    # Without a terminal they ask nothing, and are refused or have something to say.
    "statuspage amend": 2,
    "statuspage retract": 2,
    "statuspage report --final": 1,
    "statuspage doctor --json": 1,
    "statuspage status --exit-code": 1,
}
"""How lines end that do not end with 0 in a small site."""


class Block(NamedTuple):
    """A block of commands."""

    page: str
    is_run: bool
    lines: tuple[str, ...]


def blocks() -> Iterator[Block]:
    """Yield every block of commands in the documentation."""
    for path in sorted(DOCS_DIR.glob("*.md")):
        for title, text in FENCE.findall(path.read_text(encoding="utf-8")):
            lines = re.findall(r"^\$ (.*?)(?: +#.*)?$", text, re.MULTILINE)
            yield Block(path.stem, NOT_RUN not in title, tuple(lines))


BLOCKS = tuple(blocks())
RUN = [block for block in BLOCKS if block.is_run]
TOGETHER = "start"
"""The page whose blocks are typed one after the other."""
BEFORE: Mapping[str, tuple[str, ...]] = {
    "statuspage open": ("git rm -q incidents/2026-11-03-card-payments.md", "git commit -q -m Calm", "git push -q"),
    "statuspage report": ("statuspage resolve -m 'It works again.'",),
    "statuspage move": ("statuspage maintenance 'Database move' --start '2026-11-21 02:00' --end 2h -c api -m 'It pauses.'",),
}  # fmt: skip
"""What was done before a block that begins with these words; else one incident is open."""


@dataclass
class Shell:
    """Types lines as a reader of a page would, one after the other."""

    run: Run
    folder: Path
    bare: Path
    put: Mapping[str, str] = field(default_factory=dict)
    """What stands for words that only a reader knows."""

    def type(self, line: str) -> None:
        """Do one line."""
        for part in line.split(" && "):
            self._do(part)

    def _do(self, line: str) -> None:
        said = PASTED if line.startswith("pbpaste | ") else ""
        words = [self.put.get(word, word) for word in shlex.split(line.removeprefix("pbpaste | "))]
        if words[0] == "cd":
            self.folder /= words[1]
        elif words[0] == "git":
            subprocess.run(words, cwd=self.folder, env=os.environ | WHO, check=True, capture_output=True)  # fmt: skip
        else:
            assert words[0] == "statuspage", f"mark the block of `{line}` with {NOT_RUN}"
            there = () if words[1] == "init" else ("-C", str(self.folder))
            done = self.run(*there, *words[1:], stdin=said)
            assert done.code == ENDS.get(line, 0), (line, done.out, done.err)


def saved_history(shell: Shell, site: Path) -> None:
    """What each page or site that is left behind holds is in a folder."""
    cases = ROOT / "tests/importers/cases"
    shell.put = {
        "saved/": str(cases / "whole-page/source"),
        "my-cstate-site": str(cases / "cstate-site/source"),
        "my-upptime": str(cases / "upptime-repository/source"),
        "history.atom": str(cases / "feed-history/source/history.atom"),
    }


def another_site(shell: Shell, site: Path) -> None:
    """There is a site of MkDocs without status pages."""
    (site / "other/docs").mkdir(parents=True)
    (site / "other/mkdocs.yml").write_text("site_name: Acme\nsite_url: https://acme.test/\n")
    shell.put = {".": "other"}


def an_address(shell: Shell, site: Path) -> None:
    """The host has an empty repository."""
    folder = site.parent / f"{site.name}-new"
    empty = folder / "status.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(empty)], check=True)
    shell.put = {"ADDRESS": str(empty), "my-status": str(folder / "my-status")}


SCENES: Mapping[str, Callable[[Shell, Path], None]] = {
    "importing": saved_history,
    "existing-site": another_site,
    TOGETHER: an_address,
}
"""What there is where a page speaks of more than a site."""


@pytest.mark.parametrize(
    "typed",
    [[b] for b in RUN if b.page != TOGETHER] + [[b for b in RUN if b.page == TOGETHER]],
    ids=lambda typed: f"{typed[0].page}: {typed[0].lines[0]}",
)
def test_a_block_can_be_typed(
    site: Path, remote: Path, run: Run, monkeypatch: pytest.MonkeyPatch, typed: list[Block]
) -> None:
    """Line by line, in a site with a remote; on the first page each block after the other, from nothing to a report."""
    for name, value in WHO.items():
        monkeypatch.setenv(name, value)
    shell = Shell(run, site, remote)
    SCENES.get(typed[0].page, lambda *_: None)(shell, site)
    before = next((b for a, b in BEFORE.items() if typed[0].lines[0].startswith(a)), ())
    for line in (*before, *(line for block in typed for line in block.lines)):
        shell.type(line)


def test_few_blocks_are_not_run() -> None:
    """What cannot be run here says so where a reader sees it, and it does not become more."""
    left = [block.page for block in BLOCKS if not block.is_run]
    assert len(left) <= 8, left
    assert len(BLOCKS) - len(left) >= 15


def patterns() -> list[str]:
    """Give the paths that the table of outputs has."""
    text = (DOCS_DIR / "outputs.md").read_text(encoding="utf-8")
    cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    return [path for cell in cells for path in re.findall("`([^`]+)`", cell)]


def test_every_output_is_in_the_table() -> None:
    """Each file that the example puts out is in a row, and each row of ours has a file."""
    site = load_site(ROOT / "incidents", datetime.now(UTC), "https://status.acme.example/")
    made = {published_as(path) for path in all_files(site)}
    known = {
        path: re.compile(
            re.escape(path).replace("ID", "[^/]+").replace("YEAR", "[0-9]{4}").replace(r"\*", ".+")
        )
        for path in patterns()
    }
    assert [
        path for path in sorted(made) if not any(p.fullmatch(path) for p in known.values())
    ] == []
    by_mkdocs = {"404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json", "assets/*", "statuspage/*.svg", "statuspage/*.png", "about/index.html", "_redirects"}  # fmt: skip
    unused = {path for path, p in known.items() if not any(map(p.fullmatch, made))}
    with_many = {
        "reports/YEAR/index.html",
        "promises/YEAR/index.html",
        "record/incidents/index.html",
    }
    assert unused <= by_mkdocs | with_many
