"""`publish`: built once, put at each target, and looked at as visitors see it."""

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Run, git, run, site
from mkdocs_statuspage.desk import publication

__all__ = ["run", "site"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def served(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A web server above the folder of one target; the clock is the day's, so that each build is another."""
    folder = tmp_path_factory.mktemp("srv")
    handler = functools.partial(Quiet, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/www/"
    config = site / "incidents" / "statuspage.yml"
    text = config.read_text().replace("clock: 2026-11-03T10:00:00Z\n", "")
    config.write_text(
        f"{text}targets:\n  spare: {{to: folder, at: /proc/nowhere/www, url: {url}}}\n"
        f"  main: {{to: folder, at: '{folder}/www', url: {url}}}\n"
    )
    yield url
    server.shutdown()
    server.server_close()


def test_each_target_is_published_by_itself(site: Path, run: Run, served: str) -> None:
    """One that is dead is told with its reason, stops no other, and makes the code 3."""
    done = run("publish")
    assert done.code == 3
    dead, main = done.out.splitlines()
    assert dead.startswith("spare: NOT published: ")
    assert main == f"main: visitors see it at {served}"


def test_what_visitors_do_not_see_is_told(
    site: Path, run: Run, served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that was put there and is served from elsewhere is not published."""
    monkeypatch.setattr(publication, "WAIT", 0.1)
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("/www/}", "/elsewhere/}"))
    done = run("publish", "main", "--json")
    assert done.code == 3
    [told] = json.loads(done.out)
    assert told["problem"] == "it is there, and it answers 404 File not found"


def test_what_cannot_be_built_is_published_nowhere(site: Path, run: Run, served: str) -> None:
    """It says why, and what to type."""
    (site / "incidents" / "2026-11-04-wrong.md").write_text("---\ntitel: x\n---\n")
    done = run("publish", "main", "--json")
    assert (done.code, done.out) == (2, "")
    assert "titel" in done.err


def test_a_target_that_is_none_is_told(site: Path, run: Run) -> None:
    """What there is, or what to write."""
    assert "targets: {main: {to: folder" in run("publish").err
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + "targets: {main: {to: folder, at: www}}\n")
    assert "there are: main" in run("publish", "spare").err


def test_a_site_with_other_pages_is_published_whole_and_its_status_pages_looked_at(
    site: Path, run: Run, served: str
) -> None:
    """The target's address is that of the site; the status page knows where it is on both hosts."""
    (site / "docs").mkdir()
    (site / "docs/index.md").write_text("# Tiny\n")
    mkdocs = site / "mkdocs.yml"
    text = mkdocs.read_text().replace("docs_dir: incidents\n", "")
    mkdocs.write_text(text.replace("statuspage]", "statuspage: {incidents_dir: incidents}]"))
    done = run("publish", "main")
    assert done.out == f"main: visitors see it at {served}status/\n"
    at = site / ".statuspage/site"
    assert "Tiny" in (at / "index.html").read_text()
    assert f'href="{served}status/"' in (at / "status/index.html").read_text()


def test_what_was_published_is_what_the_next_is_compared_with(
    site: Path, run: Run, served: str
) -> None:
    """The tag is left once all targets have it; a silent change waits for its trace, but never while an incident is open."""
    config, file = site / "incidents/statuspage.yml", site / "incidents/2026-11-03-card-payments.md"
    spare = next(line for line in config.read_text().splitlines(True) if "spare:" in line)
    config.write_text(config.read_text().replace(spare, ""))
    closed = site / "incidents/2026-10-03-cards.yml"
    update = "{id: u1, at: 2026-10-03T09:20:00Z, status: resolved, message: Cards failed.}"
    closed.write_text(
        f"title: Cards failed\nstarted_at: 2026-10-03T09:12:00Z\nupdates:\n  - {update}\n"
    )
    for words in (["init", "-q"], ["add", "incidents"], ["commit", "-qm", "One"]):
        git(site, *words)
    assert run("publish").code == 0
    tag = git(site, "rev-parse", "statuspage-published")
    assert tag == git(site, "rev-parse", "HEAD")
    closed.write_text(closed.read_text().replace("title: Cards failed", "title: Cards were slow"))
    git(site, "commit", "-qam", "In silence")
    done = run("publish")
    assert (done.code, git(site, "rev-parse", "statuspage-published")) == (0, tag)
    assert "`title` is not what readers had (“Cards failed”)" in done.err
    over = "{id: over, at: 2026-11-03T09:50:00Z, status: resolved, message: It is over.}"
    file.write_text(OPEN_INCIDENT.replace("updates:\n", f"updates:\n  - {over}\n"))
    done = run("publish")
    assert (done.code, done.out) == (1, "")
    assert done.err.endswith(
        "Nothing was published. Write what is missing with: statuspage check --fix\n"
    )
