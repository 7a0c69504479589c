"""A history is fetched from its address: all of it, or nothing and why."""

import json
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from cli.conftest import Run, run, site
from importers.conftest import Web
from mkdocs_statuspage.desk import web_answer
from mkdocs_statuspage.reading.folder import read_folder

__all__ = ["run", "site"]

ATOM = """\
<feed xmlns="http://www.w3.org/2005/Atom"><title>Harbour - Incident History</title>{entries}</feed>"""
ENTRY = """\
<entry><id>tag:status.example,2005:Incident/{number}</id><title>Old {number}</title>
<published>{year}-05-01T09:00:00Z</published><updated>{year}-05-01T10:00:00Z</updated>
<link rel="alternate" type="text/html" href="https://status.example/incidents/{code}"/>
<content type="html">&lt;p&gt;&lt;small&gt;May &lt;var data-var='date'&gt;1&lt;/var&gt;, &lt;var data-var='time'&gt;09:30&lt;/var&gt; UTC&lt;/small&gt;&lt;br&gt;&lt;strong&gt;Resolved&lt;/strong&gt; - Up again.&lt;/p&gt;</content></entry>"""
LOGIN = b"<!DOCTYPE html><html><body><form>Log in</form></body></html>"
API = "/api/v2/"
GITHUB = "/api/v3/repos/o/r/"


@pytest.fixture(autouse=True)
def _without_token(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a token of the machine's out of the tests."""
    for name in ("GH_TOKEN", "GITHUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)


def _incident(code: str, year: int = 2024, **fields: Any) -> dict[str, Any]:
    at = f"{year}-05-01T08:00:00.000Z"
    update = {"id": f"u{code}", "status": "resolved", "body": f"Text of {code}.", "display_at": at}
    given = {"id": code, "name": f"About {code}", "status": "resolved", "impact": "minor"}
    return {**given, "created_at": at, "incident_updates": [update], "components": [], **fields}


def _entry(number: int, code: str, year: int) -> str:
    return ENTRY.format(number=number, code=code, year=year)


@pytest.fixture
def page(web: Web) -> Web:
    """Give a page of Statuspage with one incident of each sort."""
    named = {"page": {"id": "p", "name": "Harbour", "time_zone": "Etc/UTC"}}
    planned = {"scheduled_for": "2024-06-01T00:00:00Z", "scheduled_until": "2024-06-01T01:00:00Z"}
    web.pages = {
        f"{API}incidents.json": named | {"incidents": [_incident("new1")]},
        f"{API}scheduled-maintenances.json": named
        | {"scheduled_maintenances": [_incident("work1", **planned)]},
        f"{API}components.json": named
        | {"components": [{"id": "c", "name": "Ferry", "status": "operational"}]},
        f"{API}summary.json": named,
    }
    return web


def _sources(folder: Path) -> list[tuple[str, str]]:
    read = read_folder(folder / "incidents")
    assert read.findings == ()
    return [(one.source.system, one.source.id or "") for one in read.incidents if one.source]


def test_a_page_is_fetched_with_its_feed(page: Web, run: Run, site: Path) -> None:
    """The API, and of its feed, page after page, what the API does not have, known by the same ids."""
    page.pages["/history.atom"] = ATOM.format(
        entries=_entry(2, "new1", 2024) + _entry(1, "old1", 2021)
    ).encode()
    page.pages["/history.atom?page=2"] = ATOM.format(entries=_entry(0, "old0", 2019)).encode()
    page.pages["/history.atom?page=3"] = ATOM.format(entries="").encode()
    told = run("import", "statuspage", f"{page.url}/history", "--into", "s", "--write")
    assert told.code == 0
    assert sorted(_sources(site / "s")) == [
        ("statuspage", code) for code in ("new1", "old0", "old1", "work1")
    ]
    assert "2 incidents are in the feed alone" in told.out
    assert "4 incidents, 1 new components" in told.out
    again = run("import", "statuspage", page.url, "--into", "s")
    assert "4 are here already" in again.out


def test_a_feed_that_knows_no_pages_is_asked_twice(page: Web, run: Run) -> None:
    """Whatever page is asked for, it answers with the same entries."""
    whole = ATOM.format(entries=_entry(1, "old1", 2021)).encode()
    page.pages |= {f"/history.atom{query}": whole for query in ("", "?page=2", "?page=3")}
    assert "3 incidents" in run("import", "statuspage", page.url).out
    assert [path for path in page.paths if "atom" in path] == [
        "/history.atom",
        "/history.atom?page=2",
    ]


def test_a_pages_archive_is_fetched_whole(page: Web, run: Run, site: Path) -> None:
    """Where it lists every incident, each is fetched by itself, and nothing is left for the feed to tell."""
    months = [{"year": 2020, "incidents": [{"code": code} for code in ("new1", "old1")]}]
    page.pages["/history.json?page=1"] = {"months": months}
    for number in range(2, 12):
        page.pages[f"/history.json?page={number}"] = {"months": [{"year": 2019, "incidents": []}]}
    page.pages["/incidents/old1.json"] = _incident("old1", 2020)
    assert run("import", "statuspage", page.url, "--into", "s", "--write").code == 0
    assert sorted(code for _, code in _sources(site / "s")) == ["new1", "old1", "work1"]
    assert not any("atom" in path or "new1" in path for path in page.paths)


def test_what_a_page_does_not_have_is_told(page: Web, run: Run) -> None:
    """Without a list of its components and without a feed it is imported all the same."""
    del page.pages[f"{API}components.json"]
    told = run("import", "statuspage", f"{page.url}/api/v2/incidents.json")
    assert told.code == 0
    for what in (f"{API}components.json", "/history.atom"):
        assert f"{page.url}{what} is not there" in told.out


def test_a_page_that_answers_everything_with_a_web_page_has_no_feed(page: Web, run: Run) -> None:
    """Some pages do so at addresses that they do not have."""
    page.pages |= {"/history.atom": LOGIN, "/history.json?page=1": LOGIN}
    told = run("import", "statuspage", page.url)
    assert (told.code, "/history.atom is a web page and no feed" in told.out) == (0, True)


def _redirected(to: str) -> Any:
    return (302, {"Location": to}, b"")


BROKEN: dict[str, tuple[str, Any, str]] = {
    "a page to log in": (
        f"{API}incidents.json",
        LOGIN,
        "a web page, and no JSON; perhaps it asks to log in",
    ),
    "nothing": (f"{API}incidents.json", (404, {}, b""), "it answers 404 Not Found"),
    "JSON that ends amid": (
        f"{API}incidents.json",
        b'{"incidents": [\n{"id": ',
        "2:8: not valid JSON",
    ),
    "an answer that ends amid": (
        f"{API}components.json",
        (200, {"Content-Length": "900"}, b'{"components": []}'),
        "cut off after 18 of 900 bytes",
    ),
    "another encoding": (f"{API}incidents.json", "{}".encode("utf-16"), "not UTF-8 at byte 0"),
    "a part that fails": (
        f"{API}summary.json",
        (500, {}, b"{}"),
        "it answers 500 Internal Server Error",
    ),
    "a server that wants to rest": (
        f"{API}summary.json",
        (429, {"Retry-After": "3600"}, b""),
        "429 Too Many Requests, and asks to come again in 3,600 seconds",
    ),
    "a circle": (f"{API}summary.json", _redirected(f"{API}summary.json"), "it answers 302"),
    "a way to another sort of address": (
        f"{API}summary.json",
        _redirected("ftp://x.example/"),
        "to ftp://",
    ),
    "JSON of something else": (
        f"{API}incidents.json",
        {"error": "no"},
        "this is not Statuspage's v2 JSON",
    ),
    "compressed": (
        f"{API}incidents.json",
        (200, {"Content-Encoding": "br"}, b"\x8b"),
        "it comes compressed as br",
    ),
    "a feed that ends amid": ("/history.atom", b"<feed><entry>", "history-001.atom:1:14: no XML"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_does_not_come_whole_is_refused(case: str, page: Web, run: Run, site: Path) -> None:
    """With its address and why; nothing is written, not half of it."""
    path, reply, said = BROKEN[case]
    page.pages[path] = reply
    told = run("import", "statuspage", page.url, "--into", "s", "--write")
    assert told.code == 2
    assert said in told.err
    assert page.url in told.err or "v2 JSON" in said
    assert not (site / "s").exists()


def test_a_server_that_asks_for_patience_gets_it(page: Web, run: Run) -> None:
    """It is asked again when it says, and then all is well."""
    answers = iter([(429, {"Retry-After": "0"}, b""), (503, {"Retry-After": "0"}, b"")])
    there = page.pages[f"{API}incidents.json"]
    page.pages[f"{API}incidents.json"] = lambda: next(answers, there)
    assert run("import", "statuspage", page.url).code == 0
    assert page.paths[:3] == [f"{API}incidents.json"] * 3


def test_a_server_that_says_nothing_or_too_much_is_left(
    page: Web, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """There is an end to waiting and to reading."""
    over = Event()
    page.pages[f"{API}incidents.json"] = lambda: (over.wait(60), (200, {}, b"{}"))[1]
    with monkeypatch.context() as here:
        here.setattr(web_answer, "SECONDS", 0.2)
        assert "timed out" in run("import", "statuspage", page.url).err
    over.set()
    page.pages[f"{API}incidents.json"] = b"[" + b" " * 9_000 + b"]"
    monkeypatch.setattr(web_answer, "LARGEST", 5_000)
    assert "more than 5,000 bytes" in run("import", "statuspage", page.url).err
    monkeypatch.setattr(web_answer, "LARGEST", 50_000)
    monkeypatch.setattr(web_answer, "LONGEST", -1.0)
    assert "more than -1 seconds" in run("import", "statuspage", page.url).err


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:1/", "it does not answer"),
        ("https://ana:secret@127.0.0.1/", "a name or a password is in the address"),
        ("http://", "this is no address of the web"),
        ("https://ana:secret@[::1/?secret", "this is no address of the web"),
        ("https://www..status.example/", "this is no address of the web"),
    ],
)
def test_an_address_that_cannot_be_asked_is_told(address: str, said: str, run: Run) -> None:
    """Without what may be secret in it."""
    told = run("import", "statuspage", address)
    assert (told.code, said in told.err, "secret" in told.err) == (2, True, False)


def test_a_feed_is_fetched_with_the_pages_that_follow(web: Web, run: Run) -> None:
    """It says itself where its older entries are."""
    following = '<link rel="next" href="/feed?page=2"/>'
    web.pages = {
        "/feed": ATOM.format(entries=following + _entry(1, "a", 2023)).encode(),
        "/feed?page=2": ATOM.format(entries=_entry(0, "b", 2022)).encode(),
    }
    told = run("import", "feed", f"{web.url}/feed")
    assert "2 incidents" in told.out
    web.pages["/feed"] = LOGIN
    told = run("import", "feed", f"{web.url}/feed")
    assert (told.code, f"{web.url}/feed: feed-001.xml:1:1: it has a document type" in told.err) == (
        2,
        True,
    )


@pytest.fixture
def repository(web: Web) -> Web:
    """Give a repository of Upptime as its host's API has it."""
    issue = {
        "title": "🛑 Shop is down",
        "labels": [{"name": "status"}, {"name": "shop"}],
        "created_at": "2024-05-01T08:00:00Z",
        "closed_at": "2024-05-01T09:00:00Z",
    }
    comment = {
        "id": 9,
        "created_at": "2024-05-01T09:00:00Z",
        "body": "**Resolved:** Shop is back up.",
    }
    first, second = ({**issue, "number": number, "body": f"Number {number}."} for number in (1, 2))
    following = {"Link": f'<{web.url}{GITHUB}issues?page=2>; rel="next", <{web.url}/x>; rel="last"'}
    site = {"slug": "shop", "name": "Shop", "url": "https://shop.example", "dailyMinutesDown": {}}
    web.pages = {
        f"{GITHUB}issues?state=all&per_page=100": (200, following, json.dumps([first]).encode()),
        f"{GITHUB}issues?page=2": [second],
        f"{GITHUB}issues/comments?per_page=100": [
            comment | {"issue_url": f"{web.url}{GITHUB}issues/1"}
        ],
        f"{GITHUB}contents/.upptimerc.yml": b"status-website:\n  name: Harbour\n",
        f"{GITHUB}contents/history": [
            {"name": name} for name in ("summary.json", "shop.yml", "../x.yml", "a.md")
        ],
        f"{GITHUB}contents/history/summary.json": [site],
        f"{GITHUB}contents/history/shop.yml": b"url: https://shop.example\nstartTime: 2023-01-01T00:00:00.000Z\n",
    }
    return web


def test_a_repository_is_fetched_with_a_token(
    repository: Web, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All pages of issues, comments, settings and history; the token is sent, and nowhere said."""
    monkeypatch.setenv("GH_TOKEN", "ghp_verysecret")
    told = run("import", "upptime", f"{repository.url}/o/r")
    assert told.code == 0
    assert "2 incidents, 1 new components" in told.out
    assert {headers.get("Authorization") for _, headers in repository.asked} == {
        "Bearer ghp_verysecret"
    }
    repository.pages = {}
    told = run("import", "upptime", f"{repository.url}/o/r")
    assert (told.code, "404" in told.err, "GH_TOKEN" in told.err) == (2, True, True)
    assert "verysecret" not in told.out + told.err


def test_a_token_goes_to_no_other_host(
    repository: Web, webs: Callable[[], Web], run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever an answer leads or goes on."""
    monkeypatch.setenv("GITHUB_TOKEN", "ghp_verysecret")
    other, issues = webs(), f"{GITHUB}issues?state=all&per_page=100"
    there = repository.pages[issues]
    other.pages = {"/": []}
    repository.pages[issues] = _redirected(f"{other.url}/")
    run("import", "upptime", f"{repository.url}/o/r")
    assert ["Authorization" in headers for _, headers in other.asked] == [False]
    repository.pages[issues] = (200, {"Link": f'<{other.url}/>; rel="next"'}, there[2])
    assert "it goes on at another host" in run("import", "upptime", f"{repository.url}/o/r").err
    moved = _redirected(f"{repository.url}{GITHUB}issues?moved")
    repository.pages |= {issues: moved, f"{GITHUB}issues?moved": there}
    repository.asked.clear()
    assert run("import", "upptime", f"{repository.url}/o/r").code == 0
    assert all("Authorization" in headers for _, headers in repository.asked), "on its own host"


def test_a_folder_of_posts_has_no_address(run: Run) -> None:
    """And a repository has an owner and a name."""
    assert "read from files" in run("import", "cstate", "https://status.example").err
    assert "names no repository" in run("import", "upptime", "https://github.com/o").err
