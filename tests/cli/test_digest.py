"""`digest`: one page an owner of what is owed, late and recurring; by mail once a week."""

import json
from email import message_from_bytes, policy
from pathlib import Path

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
        "Ana Reis\n\nLate:\n- next update, by 2026-11-03 09:50 UTC: Card payments fail"
        " (statuspage update 2026-11-03-card-payments -m TEXT)\n"
    )
    assert "Rui Lima\n\nNothing is owed, nothing is late, nothing recurs." in done.out
    [one] = json.loads(run("digest", "--owner", "ana", "--json").out)
    assert one["owner"] == "ana"
    assert len(one["late"]) == 1


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
