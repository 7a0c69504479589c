"""`digest`: one page an owner of what is owed, late and recurring; by mail once a week."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from cli.conftest import Run
from mail_servers import mail_server


def signed(site: Path) -> None:
    path = site / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(path.read_text().replace("updates:\n", "signed_by: ana\nupdates:\n", 1))


def test_a_page_for_each_owner_who_is_late_first(run: Run, site: Path) -> None:
    """With the command that answers each, and a word for those who owe nothing."""
    signed(site)
    done = run("digest")
    assert done.code == 0
    assert done.out.startswith(
        "Ana Reis\n\nWhat is late:\n- next update, by 2026-11-03 09:50 UTC: Card payments fail"
        " (statuspage update 2026-11-03-card-payments -m TEXT)\n"
    )
    assert "Rui Lima\n\nNothing is owed, nothing is late, nothing keeps happening." in done.out
    [one] = json.loads(run("digest", "--owner", "ana", "--json").out)
    assert one["owner"] == "ana"
    assert len(one["late"]) == 1


def test_it_speaks_the_language_of_the_site(run: Run, site: Path) -> None:
    """What is owed and the subject of a mail; the commands stay what they are."""
    signed(site)
    config = site / "incidents" / "statuspage.yml"
    config.write_text(f"{config.read_text()}language: pt\n")
    done = run("digest", "--eml")
    assert "Em atraso:\n- próxima atualização, até 2026-11-03" in run("digest").out
    assert done.code == 0
    mail = message_from_bytes(
        next((site / "drafts" / "digest").glob("ana-*")).read_bytes(), policy=policy.default
    )
    assert mail["Subject"] == "Tiny: o que está em falta, semana 45"


def test_what_concerns_one_person_is_not_named(run: Run, site: Path) -> None:
    """A mail may be read by others: it says that something in `private/` is owed."""
    private = site / "private"
    private.mkdir()
    (private / "2026-11-02-joe-bloggs.md").write_text(
        "---\ntitle: Joe Bloggs\nclass: personal\nsigned_by: ana\nstarted_at: 2026-11-02T09:12:00Z\n---\n"
    )
    out = run("digest", "--owner", "ana").out
    assert "in private/" in out
    assert "bloggs" not in out.casefold()


def test_a_mail_a_week_goes_to_each_owner(run: Run, site: Path) -> None:
    """However often it is sent; its text is the page."""
    signed(site)
    with mail_server() as server:
        config = site / "incidents" / "statuspage.yml"
        mail = f"mail: {{host: 127.0.0.1, port: {server.port}, tls: none, per_minute: 60000}}\n"
        config.write_text(config.read_text() + mail)
        assert run("digest", "--send").code == 0
        assert run("digest", "--send", "--eml").code == 0
    assert sorted(server.recipients) == ["ana@tiny.example", "rui@tiny.example"]
    files = sorted((site / "drafts" / "digest").glob("*.eml"))
    assert [path.name for path in files] == ["ana-2026-45.eml", "rui-2026-45.eml"]
    read = message_from_bytes(files[0].read_bytes(), policy=policy.default)
    assert "next update, by 2026-11-03 09:50 UTC" in str(read.get_body(("plain",)).get_content())  # type: ignore[attr-defined]


@pytest.mark.filterwarnings("ignore::DeprecationWarning:apprise")
def test_the_pages_are_put_into_a_chat(
    run: Run, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By an address that only the environment has; given as it is, it is refused and not repeated."""
    signed(site)
    with heard() as (port, bodies):
        monkeypatch.setenv("OPS_CHAT", f"json://127.0.0.1:{port}/hook")
        done = run("digest", "--chat-in", "OPS_CHAT")
    assert done.code == 0, done.err
    assert [body["title"] for body in bodies] == ["Ana Reis", "Rui Lima"]
    assert "next update, by 2026-11-03 09:50 UTC" in bodies[0]["message"]
    refused = run("digest", "--chat-in", "json://secret@127.0.0.1/hook")
    assert refused.code == 2
    assert "secret@" not in refused.err
    assert "no OPS_ROOM" in run("digest", "--chat-in", "OPS_ROOM").err


@contextmanager
def heard() -> Iterator[tuple[int, list[dict[str, str]]]]:
    """Run a chat on this machine; give its port, and what it is told."""
    bodies: list[dict[str, str]] = []

    class Chat(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            bodies.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Chat)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        yield server.server_port, bodies
    finally:
        server.shutdown()
        server.server_close()
