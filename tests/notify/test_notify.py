"""Everybody is told of what is new, once: nobody the first time, nobody of what was amended, built again or imported."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.conftest import Run, git
from mail_servers import Mailbox, ended_at
from mkdocs_statuspage.importers.alarm_payloads import read_alarms
from mkdocs_statuspage.writing.notice_channels import signature
from mkdocs_statuspage.writing.told_ledger import REF, LedgerStore, parsed_ledger
from notify.conftest import KEY, Told, said
from notify.listmonk import EVERYTHING, OF_API, OF_CHECKOUT, TOKEN, Listmonk, is_let_in

FILE = "incidents/2026-11-03-card-payments.md"
UPDATE = ("update", "-m", "We found the cause.", "-s", "ide")
CLOCK = "statuspage.yml fixes the clock at 2026-11-03T10:00:00Z\n"
TITLE = "[Cause found] Card payments fail · Tiny"


@pytest.fixture(autouse=True)
def _ready(post: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here has readers, and waits for nothing."""
    monkeypatch.setattr("mkdocs_statuspage.desk.telling.PAUSES", (0.0, 0.0))
    monkeypatch.setattr("mkdocs_statuspage.writing.web_post.PAUSES", (0.0, 0.0))


@pytest.fixture
def begun(run: Run) -> Run:
    """Give what runs commands on a site whose readers are told from now on."""
    assert run("notify", "--no-look").code == 0
    return run


def channel(site: Path, line: str) -> None:
    """Let the site tell by this channel alone."""
    path = site / "incidents/statuspage.yml"
    head = path.read_text().partition("notify:\n")[0]
    path.write_text(f"{head}notify:\n  one: {line}\n")


def test_the_first_time_nobody_is_told(run: Run, webhook: Told, mailbox: Mailbox) -> None:
    """What is there already is known; what is said later is told, and once."""
    first = run("notify", "--no-look")
    assert (first.code, webhook.requests, mailbox.taken) == (0, [], []), first
    assert "Nobody was told" in first.out
    assert run(*UPDATE).code == 0
    planned = run("notify", "--dry-run")
    assert "Would tell hook, customers: [Cause found] Card payments fail" in planned.out
    assert webhook.requests == []
    second = run("notify", "--no-look")
    assert (second.code, second.err) == (0, CLOCK)
    assert f"Told 2 by customers: {TITLE}" in second.out
    assert said(mailbox) == [("ben@reader.test", TITLE), ("jose@reader.test", TITLE)]
    assert "Nothing is new" in run("notify", "--no-look").out
    assert (len(webhook.requests), len(mailbox.taken)) == (1, 2)


def test_whoever_ends_it_waits_until_one_reader_is_told(begun: Run, mailbox: Mailbox) -> None:
    """The next run goes on with the next reader, and tells nobody again."""
    assert begun(*UPDATE).code == 0
    with ended_at(mailbox, "jose@reader.test"):
        assert begun("notify", "--no-look").code == 130
    assert begun("notify", "--no-look").code == 0
    assert said(mailbox) == [("ben@reader.test", TITLE), ("jose@reader.test", TITLE)]


def test_what_is_the_same_tells_nobody(
    begun: Run, site: Path, webhook: Told, mailbox: Mailbox
) -> None:
    """Neither an amended text, nor another domain, a renamed file, or what was taken back before it was told."""
    assert begun("amend", "card", "last", "-m", "Cards fail in Europe.").code == 0
    mkdocs_yml = site / "mkdocs.yml"
    mkdocs_yml.write_text(mkdocs_yml.read_text().replace("tiny.example", "other.example"))
    text = (
        (site / FILE).read_text().replace("---\n", "---\nformerly: [2026-11-03-card-payments]\n", 1)
    )
    (site / FILE).rename(site / "incidents/2026-11-03-cards.md")
    (site / "incidents/2026-11-03-cards.md").write_text(text)
    assert begun("update", "-m", "A slip.").code == 0
    assert begun("retract", "card", "last", "--why", "It was another.").code == 0
    done = begun("notify", "--no-look")
    assert (done.code, "Nothing is new" in done.out) == (0, True), done
    assert (webhook.requests, mailbox.taken) == ([], [])


def test_an_import_of_ten_years_tells_nobody(begun: Run, site: Path, webhook: Told) -> None:
    """Nor a second one that brings more of the same; what is said here of an imported incident is told."""
    head = "---\ntitle: Old {n}\nsource: {{system: statuspage, id: old{n}}}\nclass: affecting\ncomponents: [api]\nupdates:\n"
    one = "  - {{id: u{n}, at: 20{n:02}-03-04T05:06:07Z, status: {status}, message: It failed.}}\n"
    for year in range(16, 26):
        path = site / f"incidents/20{year}-03-04-old.md"
        text = head.format(n=year) + one.format(n=year, status="investigating")
        path.write_text(text + "---\n")
    assert "Nothing is new" in begun("notify", "--no-look").out
    again = text.replace(
        "updates:\n", "updates:\n  - {id: u0, at: 2025-03-04T05:05:07Z, message: First.}\n"
    )
    path.write_text(again + "---\n")
    assert "Nothing is new" in begun("notify", "--no-look").out
    assert begun("update", "2025-03-04-old", "-m", "It is over.", "-s", "res").code == 0
    done = begun("notify", "--no-look")
    assert [body["incident"]["name"] for _, _, _, body in webhook.requests] == ["Old 25"], done
    both = text.replace("title: Old 25", "title: New").replace("old25", "old26")
    ours = "  - {id: 20261103T095500Z-k7q2, at: 2026-11-03T09:55:00Z, message: Ours.}\n---\n"
    (site / "incidents/2025-03-05-new.md").write_text(both + ours)
    assert "Told 1 by hook" in begun("notify", "--no-look").out
    assert webhook.requests[-1][3]["incident"]["incident_updates"][0]["body"] == "Ours."
    assert len(webhook.requests) == 2


WORK = (
    "maintenance",
    "Move the database",
    "--start",
    "2026-11-04 11:00",
    "--end",
    "2h",
    "-c",
    "api",
    "-m",
    "It pauses.",
)
MOVED = "[New time] Move the database · Tiny"


def move(day: int) -> tuple[str, ...]:
    return (
        "move",
        "database",
        "--start",
        f"2026-11-{day:02} 11:00",
        "--end",
        "1h",
        "--why",
        "Late.",
    )


def test_whoever_reckons_with_planned_work_is_told_that_it_is_moved(
    run: Run, webhook: Told, mailbox: Mailbox
) -> None:
    """Each time once, with the new window and the reason."""
    assert (run(*WORK).code, run("notify", "--no-look").code) == (0, 0)
    assert run(*move(5)).code == 0
    done = run("notify", "--no-look")
    assert (done.code, f"Told 3 by customers: {MOVED}" in done.out) == (0, True), done
    part = mailbox.taken[0].get_body(("plain",))
    assert part is not None
    assert "Planned for: 5 November 2026, 11:00–12:00 Lisbon time" in part.get_content()
    assert "Late." in part.get_content()
    [(_, _, _, body)] = webhook.requests
    assert body["incident"]["scheduled_for"] == "2026-11-05T11:00:00.000Z"
    assert "Nothing is new" in run("notify", "--no-look").out


def test_a_site_that_upgrades_tells_nobody_of_what_was_moved_before(
    run: Run, site: Path, webhook: Told
) -> None:
    """Its ledger knows nothing of moved windows; from then on each is told."""
    assert (run(*WORK).code, run(*move(5)).code, run("notify", "--no-look").code) == (0, 0, 0)
    remote = git(site, "remote", "get-url", "origin").strip()
    ledger = json.loads(git(site, "--git-dir", remote, "show", f"{REF}:tiny.json"))
    kept = [key for key in ledger["told"] if "window" not in key]
    assert len(kept) < len(ledger["told"])
    older = json.dumps({**ledger, "told": kept})
    LedgerStore(site, "tiny", site / "locks").change(lambda _: parsed_ledger(older))
    assert "Nothing is new" in run("notify", "--dry-run").out
    done = run("notify", "--no-look")
    assert (done.code, "Nothing is new" in done.out, webhook.requests) == (0, True, []), done
    assert run(*move(6)).code == 0
    assert f"Told 3 by customers: {MOVED}" in run("notify", "--no-look").out
    assert len(webhook.requests) == 1


def test_a_program_is_told_in_statuspages_shape(begun: Run, webhook: Told) -> None:
    """Signed by Standard Webhooks; our own `hook statuspage` reads it."""
    assert begun(*UPDATE).code == 0
    assert begun("notify", "--no-look").code == 0
    [(_, _, headers, body)] = webhook.requests
    raw = headers["raw"]
    signed = signature(KEY, headers["webhook-id"], headers["webhook-timestamp"], raw)
    assert headers["webhook-signature"] == signed
    assert headers["idempotency-key"] == headers["webhook-id"]
    assert body["page"]["status_indicator"] == "critical"
    assert body["incident"]["incident_updates"][0]["body"] == "We found the cause."
    [alarm] = read_alarms("statuspage", raw)
    assert (alarm.is_firing, "Checkout" in alarm.names) == (True, True)


def test_a_mail_says_who_it_is_from_and_how_to_be_left_out(
    begun: Run, site: Path, mailbox: Mailbox
) -> None:
    """Names keep their script; one click is offered where an address on the web takes it."""
    assert begun(*UPDATE).code == 0
    assert begun("notify", "--no-look").code == 0
    jose, ben = sorted(mailbox.taken, key=lambda one: str(one["To"]))
    assert str(jose["To"]) == "José Ñuñez <jose@reader.test>"
    assert str(ben["To"]) == "בן לוי <ben@reader.test>"
    assert str(jose["From"]) == '"Ana Reis, Tiny" <ana@tiny.example>'
    unsubscribe = "<mailto:ana@tiny.example?subject=unsubscribe%20jose@reader.test>"
    assert (jose["List-Unsubscribe"].strip(), jose["List-Unsubscribe-Post"]) == (unsubscribe, None)
    for kind in ("plain", "html"):
        part = jose.get_body((kind,))
        assert part is not None
        assert "We found the cause." in part.get_content()
    way = "https://tiny.example/out?who={address}"
    channel(site, f'{{to: mail, at: readers.csv, sender: ana, unsubscribe: "{way}"}}')
    assert begun("update", "-m", "A fix is rolling out.").code == 0
    assert begun("notify", "--no-look").code == 0
    last = next(one for one in mailbox.taken[2:] if "jose" in str(one["To"]))
    assert last["List-Unsubscribe"] == "<https://tiny.example/out?who=jose@reader.test>"
    assert last["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert last["References"] == jose["References"]
    assert last["Message-ID"] != jose["Message-ID"]


def test_a_bad_line_keeps_nobody_else_from_being_told(
    begun: Run, site: Path, mailbox: Mailbox
) -> None:
    """It is named by its number, without any address; whom the mail server does not know is said and not tried again."""
    rows = "address,components\nnobody,\nann@reader.test,\nann@reader.test,\njosé@reader.test,\nx@reader.test,fax\ngone@reader.test,\n"
    (site / "readers.csv").write_text(rows)
    mailbox.refuses = frozenset(["gone@reader.test"])
    channel(site, "{to: mail, at: readers.csv, sender: ana}")
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert done.code == 3
    assert [to for to, _ in said(mailbox)] == ["ann@reader.test", "josé@reader.test"]
    assert "line 2 of readers.csv has no mail address" in done.err
    assert "line 6 of readers.csv names no component of ours" in done.err
    assert "its server answers 550" in done.err
    assert "reader.test" not in done.err + done.out
    assert begun("notify", "--no-look").code == 0
    assert len(mailbox.taken) == 2


@pytest.mark.parametrize("ends", ["\r", "\r\n", "\n"])
@pytest.mark.parametrize("between", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_list_is_read_as_any_spreadsheet_writes_it(
    begun: Run, site: Path, mailbox: Mailbox, ends: str, between: str, encoding: str
) -> None:
    """As the list of those who are sent letters is; the line of a row is an editor's, and of a broken one too."""
    rows = [["address", "name"], ["ann@reader.test", "Ann"], ['"x" y', ""], ["b@reader.test", "Bé"]]
    text = ends.join(between.join(row) for row in rows)
    (site / "readers.csv").write_bytes(text.encode(encoding))
    channel(site, "{to: mail, at: readers.csv, sender: ana}")
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert [to for to, _ in said(mailbox)] == ["ann@reader.test", "b@reader.test"]
    assert "line 3 of readers.csv has no mail address" in done.err


def test_a_list_in_another_encoding_is_told(begun: Run, site: Path, mailbox: Mailbox) -> None:
    """A name would be written wrongly."""
    (site / "readers.csv").write_bytes("address,name\njose@reader.test,José\n".encode("latin-1"))
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert (done.code, mailbox.taken) == (3, [])
    assert "the list readers.csv is not UTF-8" in done.err


@pytest.mark.parametrize(
    "address",
    [
        "https://hooks..tiny.example/x",
        "https://[::1/x",
        f"https://{'a' * 64}.example/",
        "https://é\u2100.example/",
        "https://127.0.0.1/é",
    ],
)
def test_a_mistyped_address_keeps_nobody_else_from_being_told(
    begun: Run, site: Path, mailbox: Mailbox, webhook: Told, address: str
) -> None:
    """The channel says that its address is wrong, and not which, as it may hold a secret."""
    path = site / "incidents/statuspage.yml"
    path.write_text(path.read_text().replace('/hook"', f'/hook {address}"'))
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert (done.code, len(webhook.requests), len(mailbox.taken)) == (3, 1, 2)
    assert "NOT told: hook: " in done.err
    assert "its address is none on the web: correct it" in done.err
    assert address not in done.err


def test_a_list_that_git_has_is_refused(begun: Run, site: Path, mailbox: Mailbox) -> None:
    """Nobody is told by it, and the other channels tell all the same."""
    git(site, "add", "--force", "readers.csv")
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert (done.code, mailbox.taken) == (3, [])
    assert "the list readers.csv is in git" in done.err
    git(site, "rm", "-q", "--cached", "readers.csv")
    assert begun("notify", "--no-look").code == 0
    assert len(mailbox.taken) == 2


def test_a_list_in_the_site_is_refused(begun: Run, site: Path, mailbox: Mailbox) -> None:
    """Visitors would read it; nobody is told by it."""
    (site / "incidents/pages").mkdir()
    (site / "readers.csv").rename(site / "incidents/pages/readers.csv")
    channel(site, "{to: mail, at: incidents/pages/readers.csv, sender: ana}")
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert (done.code, mailbox.taken) == (3, [])
    assert "the list readers.csv lies in the site" in done.err


def test_a_list_that_age_encrypted_may_be_in_git(
    begun: Run, site: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The identity is a secret of the environment."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    data = pyrage.encrypt((site / "readers.csv").read_bytes(), [identity.to_public()])
    (site / "readers.csv.age").write_bytes(data)
    git(site, "add", "readers.csv.age")
    channel(site, "{to: mail, at: readers.csv.age, secret_in: AGE_KEY, sender: ana}")
    assert begun(*UPDATE).code == 0
    assert "the environment has no AGE_KEY" in begun("notify", "--no-look").err
    monkeypatch.setenv("AGE_KEY", str(pyrage.x25519.Identity.generate()))
    assert "cannot be opened" in begun("notify", "--no-look").err
    monkeypatch.setenv("AGE_KEY", str(identity))
    assert begun("notify", "--no-look").code == 0
    assert len(mailbox.taken) == 2


def test_channels_tell_what_they_are_for(begun: Run, site: Path, webhook: Told) -> None:
    """By component, by kind, and by the worst that an incident came to; what was passed over is not told later."""
    at = f'to: webhook, at: "{webhook.url}/', "secret_in: HOOK_KEY"
    lines = [
        f'  {name}: {{{at[0]}{name}", {at[1]}, {rest}}}'
        for name, rest in (
            ("api", "components: [api]"),
            ("checkout", "components: [checkout]"),
            ("work", "kinds: [maintenance]"),
            ("bad", "least: critical"),
        )
    ]
    path = site / "incidents/statuspage.yml"
    path.write_text(
        path.read_text().partition("notify:\n")[0] + "notify:\n" + "\n".join(lines) + "\n"
    )
    assert begun(*UPDATE).code == 0
    words = ("open", "Slow answers", "-c", "api=degraded", "-m", "Slow.", "--class", "affecting")
    assert begun(*words).code == 0
    window = ("--start", "2026-11-04 02:00", "--end", "1h", "-c", "api", "-m", "It pauses.")
    assert begun("maintenance", "A move", *window).code == 0
    assert begun("notify", "--no-look").code == 0
    told = sorted((path, body["incident"]["name"]) for _, path, _, body in webhook.requests)
    assert told == [
        ("/api", "A move"),
        ("/api", "Slow answers"),
        ("/bad", "A move"),
        ("/bad", "Card payments fail"),
        ("/checkout", "Card payments fail"),
        ("/work", "A move"),
    ]
    lines[0] = f'  new: {{{at[0]}new", {at[1]}}}'
    path.write_text(
        path.read_text().partition("notify:\n")[0] + "notify:\n" + "\n".join(lines) + "\n"
    )
    assert "Nothing is new" in begun("notify", "--no-look").out


def test_nobody_is_told_before_the_page_is_live(
    begun: Run,
    site: Path,
    answers: Callable[[], Told],
    webhook: Told,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What is not on it yet is told once it is; a page that does not answer has nothing."""
    monkeypatch.setattr("mkdocs_statuspage.desk.telling.WAIT", 0.0)
    page = answers()
    mkdocs_yml = site / "mkdocs.yml"
    mkdocs_yml.write_text(mkdocs_yml.read_text().replace("https://status.tiny.example", page.url))
    assert begun(*UPDATE).code == 0
    done = begun("notify")
    assert (done.code, webhook.requests) == (3, [])
    assert f"1 of what is new is not seen at {page.url}/ yet" in done.err
    last = json.loads(begun("notify", "--dry-run", "--json").out)
    assert list(last["would_tell"]) == ["[Cause found] Card payments fail"]
    key = (site / FILE).read_text().rpartition("- id: ")[2].partition("\n")[0]
    item = {
        "_statuspage": {"key": f"2026-11-03-card-payments:update:{key}"},
        "date_published": "2026-11-03T10:00:00Z",
    }
    page.answer = lambda *_: (200, {"items": [item]})
    assert begun("notify").code == 0
    assert len(webhook.requests) == 1


def test_who_cannot_be_told_is_told_later(
    begun: Run, webhook: Told, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that answers with a fault keeps nobody else waiting; in Actions it is a warning."""
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    webhook.answer = lambda *_: (503, {})
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert done.code == 3
    assert len(mailbox.taken) == 2
    assert f"NOT told: hook: {TITLE}: it answers 503" in done.err
    assert "::warning title=Not everybody was told::hook" in done.out
    assert len(set(webhook.ids)) == 1
    webhook.answer = lambda *_: (204, {})
    webhook.requests.clear()
    assert begun("notify", "--no-look").code == 0
    assert (len(webhook.requests), len(mailbox.taken)) == (1, 2)
    for code in (302, 404):
        webhook.answer = lambda _, path, __, code=code: (code if path == "/hook" else 200, {})
        assert begun("update", "-m", f"It goes on: {code}.").code == 0
        assert f"it answers {code}" in begun("notify", "--no-look").err


def test_the_network_goes_in_the_middle(
    begun: Run, site: Path, remote: Path, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of mail, of what notes it, and of both: everybody is told once the network is back."""
    channel(site, "{to: mail, at: readers.csv, sender: ana}")
    (site / "readers.csv").write_text(
        "address\n" + "".join(f"r{n}@reader.test\n" for n in range(50))
    )
    assert begun(*UPDATE).code == 0
    mailbox.goes_at = 25
    assert begun("notify", "--no-look").code == 0
    ids = {
        (to, str(m["Message-ID"])) for to, m in zip(mailbox.recipients, mailbox.taken, strict=True)
    }
    assert (len(ids), len(mailbox.taken)) == (50, 51), (
        "the one whose answer was lost has it twice, with one id"
    )
    assert begun("update", "-m", "A fix is rolling out.").code == 0
    remote.rename(remote.with_name("gone"))
    done = begun("notify", "--no-look")
    assert (done.code, len(mailbox.taken)) == (3, 51)
    assert "so nobody else is told" in done.err
    remote.with_name("gone").rename(remote)
    assert begun("notify", "--no-look").code == 0
    assert len(mailbox.taken) == 101


def test_open_lists_are_told_by_a_campaign(
    begun: Run, site: Path, answers: Callable[[], Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One for each notice, to all lists that it concerns; after errors, slow and lost answers it is found again."""
    monkeypatch.setenv("LISTMONK_TOKEN", TOKEN)
    lists = {EVERYTHING: ["ann", "bob"], OF_API: ["cat"], OF_CHECKOUT: ["bob", "dan"]}
    listmonk, server = Listmonk(lists), answers()
    server.answer = listmonk.answer
    channel(
        site,
        f'{{to: listmonk, at: "{server.url}", secret_in: LISTMONK_TOKEN,'
        f" list_id: {EVERYTHING}, lists: {{api: {OF_API}, checkout: {OF_CHECKOUT}}}}}",
    )
    told = []
    for number, (troubles, loses) in enumerate(
        [([], 0), ([503, 500, 0.05], 0), ([0, 0.3, 429], 0), ([], 1), ([], 2), ([500] * 3, 1)]
    ):
        listmonk.troubles, listmonk.loses = [*troubles], loses
        assert begun("update", "-m", f"Word {number} {{{{ .Name }}}}.").code == 0
        done = begun("notify", "--no-look")
        assert done.code == 0, done.err
        told += ["ann", "bob", "dan"]
    assert sorted(who for who, _ in listmonk.told) == sorted(told)
    assert {c["status"] for c in listmonk.campaigns} == {"running"}
    assert all(is_let_in(headers) for _, _, headers, _ in server.requests)
    assert '{{"{{"}} .Name }}' in listmonk.campaigns[-1]["body"]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:apprise")
def test_chats_are_told_by_apprise(
    begun: Run, site: Path, answers: Callable[[], Told], monkeypatch: pytest.MonkeyPatch
) -> None:
    """JSON, Slack and Matrix; an address that is wrong is not shown."""
    from apprise.plugins.slack import NotifySlack

    chat = answers()
    host = chat.url.removeprefix("http://")
    chat.answer = _chat
    monkeypatch.setattr(NotifySlack, "webhook_url", f"{chat.url}/slack")
    addresses = f"json://{host}/json slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ/#status"
    monkeypatch.setenv("CHAT_URL", f"{addresses} matrix://ana:secret@{host}/#status")
    channel(site, "{to: apprise, at_in: CHAT_URL}")
    assert begun(*UPDATE).code == 0
    done = begun("notify", "--no-look")
    assert (done.code, f"Told 3 by one: {TITLE}" in done.out) == (0, True), done
    told = [(path, json.dumps(body)) for _, path, _, body in chat.requests if body]
    for name in ("/json", "/slack", "/send/"):
        [text] = [text for path, text in told if name in path]
        assert "We found the cause." in text
        assert "incidents/2026-11-03-card-payments/#" in text
    monkeypatch.setenv("CHAT_URL", f"json://{host}/json nothing://secret")
    assert begun("update", "-m", "A fix is rolling out.").code == 0
    done = begun("notify", "--no-look")
    assert (done.code, "secret" in done.err) == (3, False)
    assert "is none that Apprise knows" in done.err


def _chat(method: str, path: str, body: object) -> tuple[int, object]:
    """Answer as Slack and Matrix do."""
    if path.endswith("/login"):
        return 200, {"access_token": "t", "home_server": "h", "user_id": "@ana:h"}
    if "/join" in path or "/directory/" in path:
        return 200, {"room_id": "!room:h"}
    return 200, {"event_id": "$1"} if "/send/" in path else "ok"


def test_a_channel_that_cannot_tell_is_a_finding(run: Run, site: Path) -> None:
    """What it lacks is said by `check`, before anything happens."""
    channel(site, "{to: webhook, components: [fax], sender: rob}")
    done = run("check")
    assert done.code == 1
    for rule in ("no-way-to-tell", "unknown-component", "no-sender"):
        assert f"[{rule}]" in done.out
    path = site / "incidents/statuspage.yml"
    text = path.read_text().replace("mail:", "channels: {} #")
    path.write_text(f"{text}  two: {{to: mail, at: readers.csv, sender: ana}}\n")
    assert "it tells by mail, and no mail server is named" in run("check").out


def test_without_a_channel_it_says_what_to_write(run: Run, site: Path) -> None:
    """And without Apprise what to install."""
    path = site / "incidents/statuspage.yml"
    path.write_text(path.read_text().partition("notify:\n")[0])
    done = run("notify")
    assert done.code == 2
    assert "notify: {chat: {to: apprise, at_in: CHAT_URL}}" in done.err


def test_what_is_missing_can_be_installed(
    begun: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command that brings it is said before anybody is told, and what was to be told stays owed."""
    import sys

    monkeypatch.setitem(sys.modules, "apprise", None)
    monkeypatch.setenv("CHAT_URL", "json://localhost")
    channel(site, "{to: apprise, at_in: CHAT_URL}")
    assert begun(*UPDATE).code == 0
    said = "Apprise is not installed: pip install 'mkdocs-statuspage[notify]'"
    for words in (("notify", "--dry-run"), ("notify", "--no-look")):
        done = begun(*words)
        assert done.err.startswith(f"one tells nobody for now: {said}\n")
    assert (done.code, f"NOT told: one: {said}" in done.err) == (3, True)


def test_the_doctor_says_which_channel_cannot_tell(run: Run, site: Path) -> None:
    """A secret that only another machine has is no fault of this one."""
    path = site / "incidents/statuspage.yml"
    chat = "  chat: {to: apprise, at_in: CHAT_URL}\n"
    open_ones = "  open: {to: listmonk, at: 'https://lists..tiny.example', secret_in: HOOK_KEY}\n"
    path.write_text(path.read_text().replace("at: readers.csv", "at: gone.csv") + chat + open_ones)
    told = {
        one["said"].partition(":")[0]: one
        for one in json.loads(run("doctor", "--json").out)
        if one["subject"] == "notices"
    }
    assert told["hook"]["said"] == "hook: can tell"
    assert told["open"]["said"] == "open: its address is none on the web: correct it"
    assert told["customers"]["said"] == "customers: the list gone.csv is not there"
    assert told["customers"]["remedy"].startswith("until then it tells nobody")
    assert "not known here; the environment has no CHAT_URL" in told["chat"]["said"]
    assert not told["chat"]["remedy"]


def test_what_was_told_names_nobody(begun: Run, site: Path, remote: Path, mailbox: Mailbox) -> None:
    """The ledger has ids and numbers; a debt that is left has no address in it."""
    mailbox.refuses = frozenset(["jose@reader.test"])
    assert begun(*UPDATE).code == 0
    begun("notify", "--no-look")
    texts = git(remote, "log", "-p", "refs/statuspage/told")
    assert "2026-11-03-card-payments:update:" in texts
    assert "@reader.test" not in texts
    assert git(site, "status", "--porcelain", "--", "readers.csv") == ""


def test_what_was_taken_back_while_it_was_owed_is_told_to_nobody_else(
    begun: Run, webhook: Told, mailbox: Mailbox
) -> None:
    """Nor what is on no page any more."""
    webhook.answer = lambda *_: (503, {})
    assert begun(*UPDATE).code == 0
    assert begun("notify", "--no-look").code == 3
    assert begun("retract", "card", "last", "--why", "It was another.").code == 0
    webhook.requests.clear()
    assert begun("notify", "--no-look").code == 0
    assert (webhook.requests, len(mailbox.taken)) == ([], 2)


def test_files_that_are_wrong_tell_nobody(begun: Run, site: Path, webhook: Told) -> None:
    """They are said as `check` says them, and what is said of others waits for them too."""
    assert begun(*UPDATE).code == 0
    (site / "incidents/2026-11-01-wrong.md").write_text("---\ntitel: x\n---\n")
    done = begun("notify", "--no-look")
    assert (done.code, webhook.requests) == (2, [])
    assert "2026-11-01-wrong.md:2" in done.err
    assert "bug" not in done.err
