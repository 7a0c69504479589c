"""Evidence is looked at again: what is rotten is found, what is well is not, and nobody is asked more than need be."""

import json
import os
import socket
import ssl
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from email.message import Message
from pathlib import Path
from time import process_time
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cli.conftest import Run, git
from desk.evidence_server import GOOD, GOOD_TOO, ROTTEN, ROTTEN_TOO, Evidence, served
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.evidence_look import EvidenceLook, judged, look_at_evidence
from mkdocs_statuspage.desk.ticket_states import state_in
from mkdocs_statuspage.desk.verification import (
    WEEK,
    due_now,
    look_at_all,
    text_of,
    verify,
    write_sightings,
)
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace
from mkdocs_statuspage.model.sightings import Found, Sighting, Sightings, asked_as
from mkdocs_statuspage.outputs.view.promise_views import seen_words
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.reading.seen_evidence import beside_in
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.writing.public_web import (
    LARGEST,
    FinalAnswer,
    Patience,
    PublicWeb,
    Trouble,
    Unanswered,
    _Got,
    _target,
    is_public,
)
from mkdocs_statuspage.yaml_text.source import SourceFile

PATIENCE = Patience(pauses=(0.01,))
HASTE = replace(PATIENCE, answer=0.4)
ENDLESS = ("/hangs", "/drip", "/endless-head")


class Web(PublicWeb):
    """Waits long for what comes, however busy the machine is, and not for what never ends."""

    def _got(self, url: str, cookies: dict[str, dict[str, str]]) -> _Got:
        patience = HASTE if urlsplit(url).path in ENDLESS else self.patience
        return PublicWeb(patience, self.allowed, self.look_up)._got(url, cookies)


HERE = Web(PATIENCE, allowed={"127.0.0.1"})
DONE = """\
  - {{id: p{number}, promise: It is done, owner: Platform, due_on: 2026-11-02, kept_on: 2026-11-01, evidence: '{url}'}}
"""


@pytest.fixture(scope="module")
def server() -> Iterator[Evidence]:
    with served() as running:
        yield running


def promising(workspace: Workspace, urls: list[str]) -> Workspace:
    """Give the site with an incident that names these addresses as evidence."""
    (path,) = workspace.incidents_dir.glob("2026-11-03-*.md")
    promises = "".join(DONE.format(number=n, url=url) for n, url in enumerate(urls))
    text = path.read_text()
    start, end = text.index("prevention:\n"), text.index("updates:\n")
    path.write_text(f"{text[:start]}prevention:\n{promises}{text[end:]}")
    return nearest_workspace(workspace.root)


def found_of(sightings: Sightings, server: Evidence) -> Mapping[str, str]:
    return {one.url.removeprefix(server.url): one.found.value for one in sightings.evidence}


def test_of_thirty_pieces_of_evidence_the_ten_rotten_ones_are_found_and_no_other(
    workspace: Workspace, server: Evidence
) -> None:
    """And nothing is asked a second time within a week, unless somebody says so."""
    site = promising(workspace, [server.url + path for path in (*GOOD, *ROTTEN)])
    seen = verify(site, HERE)
    assert len(seen.asked) == 30
    found = found_of(seen.sightings, server)
    assert {path: found[path] for path in ROTTEN} == ROTTEN
    assert {path: found[path] for path in GOOD} == dict.fromkeys(GOOD, "answers") | {
        "/new-home": "moved"
    }
    write_sightings(site, seen, publish=False)
    site = nearest_workspace(site.root)
    before = server.asked.total()
    week = {timedelta(): 0, timedelta(days=6, hours=23): 0, timedelta(days=7): 30}
    assert {span: len(due_now(site.as_of(site.now + span), WEEK)) for span in week} == week
    assert verify(site, HERE).asked == ()
    assert server.asked.total() == before
    assert len(due_now(site, timedelta())) == 30, "told to ask again"


@pytest.mark.parametrize("path", ROTTEN_TOO)
def test_more_ways_to_rot_are_found(server: Evidence, path: str) -> None:
    """Each with a reason in our own words."""
    look = look_at_evidence(server.url + path, HERE)
    assert (look.found.value, bool(look.why)) == (ROTTEN_TOO[path], True)


@pytest.mark.parametrize("path", GOOD_TOO)
def test_what_only_seems_rotten_is_not(server: Evidence, path: str) -> None:
    """A page about a missing page is one."""
    assert look_at_evidence(server.url + path, HERE) == EvidenceLook(Found.ANSWERS)


def test_one_address_is_one_request(server: Evidence) -> None:
    """It is a GET at once: a HEAD is refused by many, and cannot tell a page that says that it is none."""
    server.asked.clear()
    urls = [f"{server.url}/changes/881#part", f"{server.url}/changes/881"]
    assert {asked_as(url) for url in urls} == {urls[1]}
    look_at_all([urls[1]], HERE)
    assert server.asked == {"/changes/881": 1}
    assert "mkdocs-statuspage" in server.headers[-1]["user-agent"]


PRIVATE = (
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 100.100.100.200 192.0.0.192 168.63.129.16"
    " 0.0.0.0 224.0.0.1 255.255.255.255 ::1 :: fe80::1 fe80::1%eth0 fd00:ec2::254 fec0::1 ff02::1"
    " ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 2002:7f00:1:: 2002:a00:1::"
    " 2001:0:7f00:1:: 198.18.0.1 nonsense"
).split()


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_of_a_network_of_ours_is_asked(address: str) -> None:
    """However it is written, and whatever it is wrapped in; nothing is even connected to."""
    assert not is_public(address)
    web = PublicWeb(PATIENCE, look_up=lambda *_, **__: [(None, None, None, "", (address, 443))])
    look = look_at_evidence("https://evidence.example/x", web)
    assert look == EvidenceLook(Found.CLOSED, "it is in no public network, so it was not asked")


@pytest.mark.parametrize(
    "address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_an_address_of_the_public_web_is_one(address: str) -> None:
    """So the list of the others is not merely everything."""
    assert is_public(address)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f000001", "127.1", "[::1]", "[::ffff:7f00:1]"]
)
def test_a_private_address_is_none_by_another_spelling(server: Evidence, host: str) -> None:
    """Looked up as the machine itself does."""
    server.asked.clear()
    port = server.url.rpartition(":")[2]
    look = look_at_evidence(f"http://{host}:{port}/changes/881", PublicWeb(PATIENCE))
    assert look.found is Found.CLOSED
    assert not server.asked


def test_a_name_is_looked_up_once_and_what_was_checked_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name server that says another address the second time leads nowhere."""
    answers = iter(["93.184.216.34", "127.0.0.1", "127.0.0.1"])
    connected: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        connected.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    web = PublicWeb(
        replace(PATIENCE, pauses=()),
        look_up=lambda *_, **__: [(None, None, None, "", (next(answers), 80))],
    )
    with pytest.raises(Unanswered) as told:
        web.asked("http://rebinding.example/")
    assert told.value.trouble is Trouble.UNREACHED
    assert connected == [("93.184.216.34", 80)]


def test_a_machine_without_a_network_says_so_and_writes_nothing(workspace: Workspace) -> None:
    """Else all that was promised would seem to be gone."""

    def nobody(*_: object, **__: object) -> object:
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    site = promising(workspace, ["https://a.example/1", "https://b.example/2"])
    with pytest.raises(CannotRun, match="no host could be found"):
        verify(site, PublicWeb(PATIENCE, look_up=nobody))


def test_a_host_that_is_no_more_is_gone_where_others_are_found(server: Evidence) -> None:
    """The name servers answer for the others, so it is not the machine."""

    def only_here(host: str, *rest: object, **more: object) -> object:
        if host == "old.example":
            raise socket.gaierror(socket.EAI_NONAME, "unknown")
        return socket.getaddrinfo(host, *rest, **more)  # type: ignore[arg-type]

    web = replace(HERE, look_up=only_here)
    looks = look_at_all(["http://old.example/1", f"{server.url}/changes/881"], web)
    assert [look.found for look in looks.values()] == [Found.GONE, Found.ANSWERS]


def test_what_was_seen_last_stays_when_it_is_gone(workspace: Workspace, server: Evidence) -> None:
    """So that the ledger can say until when it was there; and of an address nobody names any more nothing is kept."""
    site = promising(workspace, [f"{server.url}/deleted"])
    path = site.incidents_dir / "evidence.yml"
    known = [
        Sighting(url=f"{server.url}/{name}", found=Found.ANSWERS, looked_at=at)
        for name, at in (("deleted", "2026-10-20T08:00:00Z"), ("unnamed", "2026-10-20T08:00:00Z"))
    ]
    path.write_text(text_of(Sightings(evidence=tuple(known))))
    site = nearest_workspace(site.root)
    write_sightings(site, verify(site, HERE), publish=False)
    (one,) = yaml.safe_load(path.read_text())["evidence"]
    assert (one["found"], one["why"]) == ("gone", "it answers 410")
    assert one["seen_at"].isoformat() == "2026-10-20T08:00:00+00:00"


SIGHTINGS = st.builds(
    Sighting,
    url=st.sampled_from(
        [
            "https://a.example/1",
            "https://a.example/it's, {really} [it]",
            "https://ü.example/#:x",
            "http://x/?a=%27&b=1:",
        ]
    ).map(lambda url: url.replace(" ", "%20")),
    found=st.sampled_from(Found),
    looked_at=st.datetimes(timezones=st.just(UTC))
    .filter(lambda at: 1971 < at.year < 2199)
    .map(lambda at: at.replace(microsecond=0)),
    why=st.none() | st.sampled_from(["it answers 404", "it's: {odd}, [really] # so", "- x"]),
    moved_to=st.none() | st.just("https://b.example/{x}'y"),
)


@settings(max_examples=20)
@given(st.lists(SIGHTINGS, max_size=3, unique_by=lambda one: one.url))
def test_what_is_written_is_what_is_read(listed: list[Sighting]) -> None:
    """Whatever an address or a reason holds; and no other YAML comes of it."""
    seen = Sightings(evidence=tuple(listed))
    read = beside_in(SourceFile("evidence.yml", text_of(seen)), Sightings)
    assert (read.value, read.findings) == (seen, ())


def test_the_command_says_what_it_saw(workspace: Workspace, server: Evidence, run: Run) -> None:
    """A line for each address that was asked; the exit code tells where that is wanted."""
    promising(workspace, [f"{server.url}/changes/881", f"{server.url}/deleted"])
    assert run("verify", "--dry-run").out.split() == [
        f"{server.url}/{n}" for n in ("changes/881", "deleted")
    ]
    refused = run("verify", "--exit-code")
    assert refused.code == 1, "this machine is in a network of ours"
    assert refused.out.count("closed") == 2
    told = run("verify", "--again", "--allow", "127.0.0.1", "--exit-code")
    assert told.code == 1
    assert told.out.splitlines() == [
        f"answers  {server.url}/changes/881",
        f"gone     {server.url}/deleted · it answers 410",
    ]
    assert "2 pieces of evidence, 2 asked now; 1 that readers cannot see" in told.err
    again = json.loads(run("verify", "--json").out)
    assert again["asked"] == 0
    assert [one["found"] for one in again["evidence"]] == ["answers", "gone"]
    checked = run("check")
    assert checked.code == 0, "it stops nothing"
    assert (
        "this evidence is no longer there: it answers 410 (looked at on 2026-11-03)" in checked.out
    )
    assert "[evidence-gone]" in checked.out
    assert run("verify", "--every", "soon").code == 2


def test_what_was_seen_is_published_as_any_change(
    workspace: Workspace, server: Evidence, run: Run, remote: Path
) -> None:
    """A commit of its own on the remote; nothing new is no commit."""
    promising(workspace, [f"{server.url}/changes/881"])
    git(workspace.root, "commit", "-qam", "Promise")
    git(workspace.root, "push", "-q")
    assert run("verify", "--allow", "127.0.0.1", "--publish").code == 0
    assert git(remote, "log", "--format=%s", "-1", "main").strip() == "Look at the evidence again"
    assert "changes/881" in git(remote, "show", "main:incidents/evidence.yml")
    assert run("verify", "--publish").code == 0
    assert (
        git(remote, "rev-list", "--count", "main").strip()
        == git(workspace.root, "rev-list", "--count", "HEAD").strip()
    )


WORDS = {
    Found.ANSWERS: "seen on 2 Nov 2026",
    Found.MOVED: "seen on 2 Nov 2026, at another address",
    Found.GONE: "no longer there, as of 2 Nov 2026",
    Found.CLOSED: "not open to everybody, as of 2 Nov 2026",
    Found.SILENT: "no answer on 2 Nov 2026",
}


def test_readers_see_what_was_seen_and_when(workspace: Workspace) -> None:
    """In the words of each finding; what is dated ahead of now was not seen, and hostile text is text."""
    urls = {found: f"https://a.example/{found.value}" for found in Found}
    ahead = "https://a.example/ahead"
    site = promising(workspace, [*urls.values(), ahead])
    seen = [
        Sighting(url=url, found=found, looked_at="2026-11-02T08:00:00Z", why="<script>x</script>")
        for found, url in urls.items()
    ]
    seen += [Sighting(url=ahead, found=Found.GONE, looked_at="2026-12-02T08:00:00Z")]
    (site.incidents_dir / "evidence.yml").write_text(text_of(Sightings(evidence=tuple(seen))))
    loaded = load_site(site.incidents_dir, site.now)
    (incident,) = site.reading.incidents
    here = Standpoint.of(loaded)
    told = {p.evidence: seen_words(p, here) for p in incident.preventions}
    assert told == {urls[found]: words for found, words in WORDS.items()} | {ahead: ""}
    before = Sighting(
        url=ahead,
        found=Found.SILENT,
        looked_at="2026-11-02T08:00:00Z",
        seen_at="2026-10-26T08:00:00Z",
    )
    loaded = replace(loaded, sightings=Sightings(evidence=(before,)))
    promise = incident.preventions[-1]
    assert (
        seen_words(promise, Standpoint.of(loaded))
        == "no answer on 2 Nov 2026; last seen on 26 Oct 2026"
    )


TICKETS = (
    ({"state": "OPEN"}, "open"),  # gh
    ({"state": "MERGED"}, "closed"),
    ({"state": "opened", "title": "Closed doors"}, "open"),  # glab, and GitLab's API
    (
        {"key": "P-1", "fields": {"status": {"name": "Fertig", "statusCategory": {"key": "done"}}}},
        "closed",
    ),  # Jira
    ({"fields": {"status": {"statusCategory": {"key": "indeterminate"}}}}, "open"),
    ({"data": {"completed": True}}, "closed"),  # Asana
    ({"closed": False}, "open"),  # Trello
    ({"status": "In Progress"}, "open"),
    ({"status": "ok"}, "unknown"),
    ([1], "unknown"),
    (None, "unknown"),
)


@pytest.mark.parametrize(("answer", "state"), TICKETS, ids=str)
def test_a_ticket_s_state_is_read_as_others_write_it(answer: object, state: str) -> None:
    """What no list knows is unknown, and never taken for done."""
    assert state_in(answer).value == state


def test_tickets_are_read_when_that_is_asked_for(
    workspace: Workspace, server: Evidence, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By `gh`, by `glab`, or as JSON; `check` tells which promise its ticket contradicts; no page has them."""
    issue, merge = "https://github.com/a/b/issues/1", "https://gitlab.com/a/b/-/merge_requests/2"
    site = promising(workspace, [f"{server.url}/changes/881"] * 4)
    (path,) = site.incidents_dir.glob("2026-11-03-*.md")
    text = path.read_text()
    for number, url in enumerate((issue, merge, f"{server.url}/json", f"{server.url}/never")):
        kept = "kept_on: 2026-11-01, " if number != 2 else ""
        text = text.replace(f"id: p{number},", f"id: p{number}, ticket: '{url}',")
        before, _, after = text.partition(f"id: p{number},")
        text = before + f"id: p{number}," + after.replace("kept_on: 2026-11-01, ", kept, 1)
    path.write_text(text)
    programs = site.root / "programs"
    programs.mkdir()
    for name, state in (("gh", "OPEN"), ("glab", "merged")):
        said = f'#!/bin/sh\necho {name} $@ >> {site.root}/said\necho \'{{"state": "{state}"}}\'\n'
        (programs / name).write_text(said)
        (programs / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}:{os.environ['PATH']}")
    lines = run("verify", "--tickets", "--allow", "127.0.0.1").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["closed", "unknown", "open", "closed"]
    assert (site.root / "said").read_text().splitlines() == [
        f"gh issue view {issue} --json state",
        f"glab mr view {merge} --output json",
    ]
    again = json.loads(run("verify", "--tickets", "--json").out)
    assert [one["asked"] for one in again["tickets"]] == [False] * 4
    told = run("check").out
    assert "counts as kept, and its ticket is open (looked at on 2026-11-03)" in told
    assert told.count("[ticket-open]") == told.count("[ticket-closed]") == 1
    assert "statuspage keep 2026-11-03-card-payments/p2 --evidence URL" in told


def test_a_certificate_is_checked_by_the_name_that_was_asked(
    certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a browser would warn of is no evidence; the address is connected to, and the name is what is certified."""
    with served(certificate) as secured:
        url = f"{secured.url}/changes/881"
        web = replace(HERE, allowed={"localhost"})
        assert look_at_evidence(url, web) == EvidenceLook(
            Found.SILENT, "its certificate is not valid"
        )
        context = ssl.create_default_context(cafile=str(certificate))
        monkeypatch.setattr("mkdocs_statuspage.writing.public_web._CONTEXT", context)
        assert look_at_evidence(url, web).found is Found.ANSWERS
        other = PublicWeb(
            PATIENCE, {"other.example"}, lambda *_, **__: HERE.look_up("127.0.0.1", 0)
        )
        look = look_at_evidence(url.replace("localhost", "other.example"), other)
        assert look.why == "its certificate is not valid"


@pytest.mark.parametrize(
    "piece",
    ["<a", "<!--", "<meta http-equiv=refresh ", "<title>404 ", "<input type", "{", "&", "a."],
)
def test_a_page_that_is_made_to_be_slow_is_not(piece: str) -> None:
    """What a stranger's server sends is read in one pass, whatever it is."""
    text = piece * (LARGEST // len(piece))
    begun = process_time()
    _target(_Got(200, Message(), b""), text)
    judged(
        "https://a.example/x",
        FinalAnswer(url="https://a.example/x", status=200, text=text, is_empty=False),
        lambda: None,
    )
    assert process_time() - begun < 2
