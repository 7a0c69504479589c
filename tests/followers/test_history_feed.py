"""Programs that followed a Statuspage's feed of its history read time, state and text of each update from ours."""

import html
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from followers.tools import node_modules, program, run, served, write
from mkdocs_statuspage.site import load_site
from outputs.library import NOW, copied

INCIDENT = """\
title: The lights are out
started_at: 2026-11-09T10:00:00Z
components: [lending]
updates:
  - {id: a, at: 2026-11-09T10:05:00Z, status: investigating, message: "It is dark.\\n\\n- reading room\\n- hall"}
  - {id: b, at: 2026-11-09T10:20:00Z, status: investigating, message: "Still *dark* & cold."}
  - {id: c, at: 2026-11-09T11:00:00Z, status: resolved, message: "The [lights](https://x.example/) are on."}
"""
UPDATE = re.compile(
    r"<p>\s*<small>(\w{3}) <var data-var='date'>\s*(\d{1,2})</var>, <var data-var='time'>(\d\d:\d\d)</var> UTC</small>"
    r"<br>\s*<strong>([^<]+)</strong> - (.*?)\s*</p>",
    re.DOTALL,
)
"""How public programs take apart what Statuspage writes: mrshu/github-statuses, which keeps GitHub's history, and others."""
EXPECTED = [
    ("Nov", "9", "11:00", "Resolved", "The lights are on."),
    ("Nov", "9", "10:20", "Update", "Still dark & cold."),
    ("Nov", "9", "10:05", "Investigating", "It is dark.  - reading room - hall"),
]


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve a site with one incident, and give its address."""
    folder = tmp_path_factory.mktemp("feeds")
    www = folder / "www"
    www.mkdir()
    with served(www) as address:
        site = copied("well", folder)
        (site / "2026-11-09-lights.yml").write_text(INCIDENT, "utf-8")
        write(load_site(site, NOW, address), www)
        yield address


def sfeed(url: str, home: Path) -> str:
    """Let sfeed read the feed, of which it writes a line an entry."""
    feed = home / "feed"
    feed.write_text(run("curl", "-s", url, cwd=home), "utf-8")
    lines = run("sh", "-c", f"{program('sfeed')} < feed", cwd=home).splitlines()
    at, title, link, content, kind, *_ = lines[0].split("\t")
    assert (title, kind) == ("The lights are out", "html")
    assert int(at) == 1_794_222_000
    assert link.endswith("/incidents/2026-11-09-lights/")
    return content


def rsstail(url: str, home: Path) -> str:
    """Let rsstail print the newest entry."""
    return run(program("rsstail"), "-1", "-n", "1", "-N", "-l", "-d", "-u", url, cwd=home)


RSS_PARSER = """
const Parser = require("rss-parser");
new Parser().parseURL(process.argv[1]).then(feed => console.log(JSON.stringify(feed.items[0])));
"""


def rss_parser(url: str, home: Path) -> str:
    """Let rss-parser read it, which n8n's trigger reads feeds with."""
    env = {"NODE_PATH": str(node_modules())}
    item = json.loads(run(program("node"), "-e", RSS_PARSER, url, cwd=home, env=env))
    assert item["title"] == "The lights are out"
    assert item["isoDate"] == "2026-11-09T11:00:00.000Z"
    assert item["link"].endswith("/incidents/2026-11-09-lights/")
    return str(item["content"])


@pytest.mark.parametrize("path", ["history.rss", "history.atom"])
@pytest.mark.parametrize("follow", [sfeed, rsstail, rss_parser])
def test_a_program_reads_every_update(
    follow: Callable[[str, Path], str], path: str, url: str, tmp_path: Path
) -> None:
    """Three updates, each with its day, time, state and text."""
    said = follow(url + path, tmp_path)
    assert [tuple(map(words, found)) for found in UPDATE.findall(said)] == EXPECTED


def words(markup: str) -> str:
    """Give what those programs show of a text."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"<br ?/?>", " ", markup))).strip()
