"""`draft`: what is said elsewhere is made of the page, and is in no output."""

import json
import shutil
from pathlib import Path

import pytest

from cli.conftest import Run, git
from mail_servers import mail_server

LIST = "name,address\nJosé,jose@x.example\n,nobody@x.example\nRui,rui@x.example\nEva,eva@x.example\nIvo,ivo@x.example\n"


@pytest.fixture
def listed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a list with four people and a row without a name, outside the site."""
    path = tmp_path_factory.mktemp("lists") / "affected.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_letters_lie_in_drafts_and_broken_rows_are_told(run: Run, site: Path, listed: Path) -> None:
    """The exit code says that a row is broken; a second run leaves the letters as they are."""
    done = run("draft", "email", "card", "--to", str(listed), "--signed-by", "ana")
    assert done.code == 1
    assert f"{listed}:3: it has no name" in done.err
    assert done.out == "4 letters → drafts/2026-11-03-card-payments\n"
    assert len(list((site / "drafts" / "2026-11-03-card-payments").iterdir())) == 4
    again = run("draft", "email", "--to", str(listed), "--signed-by", "ana")
    assert again.out == (
        "0 letters → drafts/2026-11-03-card-payments · 4 were there, and stay as they are\n"
    )


def test_a_dry_run_shows_three_and_writes_nothing(run: Run, site: Path, listed: Path) -> None:
    """With whom they are to, and what they say."""
    done = run("draft", "email", "--to", str(listed), "--signed-by", "ana", "--dry-run")
    assert [line for line in done.out.splitlines() if line.startswith("To:")] == [
        "To: José <jose@x.example>",
        "To: Rui <rui@x.example>",
        "To: Eva <eva@x.example>",
    ]
    assert "Hello José,\n" in done.out
    assert "4 letters, 0 of them sent; nothing was written or sent" in done.err
    assert not (site / "drafts").exists()


def test_a_program_is_told_each_letter_and_each_broken_row(run: Run, listed: Path) -> None:
    """By its line in the list."""
    told = json.loads(
        run("draft", "email", "--to", str(listed), "--signed-by", "ana", "--json").out
    )
    assert [letter["line"] for letter in told["letters"]] == [2, 4, 5, 6]
    assert told["broken"] == [{"line": 3, "why": "it has no name"}]


def test_sent_once_and_held_back_where_the_page_says_otherwise(
    run: Run, site: Path, listed: Path
) -> None:
    """A figure changed in one of them keeps all from being sent, until it is mended."""
    words = ("draft", "email", "--to", str(listed), "--signed-by", "ana", "--send")
    with mail_server() as server:
        config = site / "incidents" / "statuspage.yml"
        mail = f"mail: {{host: 127.0.0.1, port: {server.port}, tls: none, per_minute: 60000}}\n"
        config.write_text(config.read_text() + mail)
        run(*words[:-1])
        letter = next((site / "drafts").rglob("jose-*.eml"))
        right = letter.read_bytes()
        letter.write_bytes(right.replace(b"09:12", b"08:12"))
        done = run(*words)
        assert done.code == 1
        assert "this says 08:12 Lisbon time, and the page says 09:12 Lisbon time" in done.out
        assert "nothing was sent" in done.err
        letter.write_bytes(right)
        server.refuses = frozenset(["ivo@x.example"])
        done = run(*words)
        assert done.code == 3
        assert "ivo@x.example: 550 5.1.1 there is nobody of this name" in done.err
        assert "3 sent, 0 had it already, 1 not sent" in done.err
        server.refuses = frozenset()
        assert "1 sent, 3 had it already, 0 not sent" in run(*words).err
    assert sorted(server.recipients) == [
        f"{who}@x.example" for who in ("eva", "ivo", "jose", "rui")
    ]


def test_letters_are_sent_from_one_machine(
    run: Run, site: Path, remote: Path, listed: Path, tmp_path: Path
) -> None:
    """Another one would not know who has a letter: it is told where to go on, and sends only if it is told to."""
    with mail_server() as server:
        config = site / "incidents" / "statuspage.yml"
        mail = f"mail: {{host: 127.0.0.1, port: {server.port}, tls: none, per_minute: 60000}}\n"
        config.write_text(config.read_text() + mail)
        git(site, "add", "incidents")
        git(site, "commit", "-qm", "Name a mail server")
        git(site, "push", "-q")
        git(tmp_path, "clone", "-q", str(remote), "other")
        words = ("draft", "email", "card", "--to", str(listed), "--signed-by", "ana", "--send")
        other = ("-C", str(tmp_path / "other"), *words)
        assert "4 sent" in run(*words).err
        done = run(*other)
        assert (done.code, len(server.taken)) == (2, 4)
        assert "another machine sends the letters about this" in done.err
        assert "4 had it already" in run(*words).err
        shutil.copytree(
            site / ".statuspage/letters", tmp_path / "other/.statuspage/letters", dirs_exist_ok=True
        )
        assert "0 sent, 4 had it already" in run(*other).err
        shutil.rmtree(tmp_path / "other/.statuspage/letters")
        assert "4 sent" in run(*other, "--from-here").err
        assert len({str(one["Message-ID"]) for one in server.taken}) == 4
        remote.rename(tmp_path / "gone")
        shutil.rmtree(tmp_path / "other/.statuspage/letters")
        assert run(*other).code == 2
    assert len(server.taken) == 8
    assert "x.example" not in git(tmp_path / "gone", "log", "-p", "refs/statuspage/told")


def test_without_a_mail_server_the_letters_are_made_and_the_line_to_write_is_told(
    run: Run, listed: Path
) -> None:
    """What is missing is in `statuspage.yml`."""
    done = run("draft", "email", "--to", str(listed), "--signed-by", "ana", "--send")
    assert done.code == 2
    assert "names no mail server" in done.err


def test_without_a_list_the_option_is_told(run: Run) -> None:
    """Nobody is written to without one."""
    done = run("draft", "email", "card")
    assert done.code == 2
    assert "--to affected.csv" in done.err


def with_channels(site: Path) -> None:
    config = site / "incidents" / "statuspage.yml"
    config.write_text(
        config.read_text() + "channels: {m: {network: mastodon}, b: {network: other, limit: 120}}\n"
    )


def test_each_channel_gets_a_post_that_fits(run: Run, site: Path) -> None:
    """One alone is printed as it is, to be handed to another program."""
    with_channels(site)
    both = run("draft", "social", "card")
    assert both.code == 0
    assert both.out.startswith(
        "m: 152 of 500\n\nCard payments fail – Looking for the cause. Card payments fail. We are looking for the"
        " cause. Next update by 09:50 Lisbon time.\n\nhttps://status.tiny.example/incidents/2026-11-03-card-payments/\n"
    )
    one = json.loads(run("draft", "social", "--channel", "b", "--json").out)[0]
    assert (one["channel"], one["limit"]) == ("b", 120)
    assert one["length"] <= 120
    alone = run("draft", "social", "--channel", "b")
    assert alone.out.rstrip("\n") == one["text"]


def test_what_is_not_there_to_tell_is_told(run: Run, site: Path) -> None:
    """No channel, no report, no kept promise, no name of one."""
    assert "channels: {mastodon:" in run("draft", "social", "card").err
    with_channels(site)
    assert "no report" in run("draft", "social", "card", "--tells", "report").err
    assert run("draft", "kept").code == 2
    assert "nobody signs it" in run("draft", "reply", "card").err


def test_a_reply_is_signed(run: Run) -> None:
    """By a human, with a private way to answer."""
    words = ("draft", "reply", "card", "--name", "Zoë", "--signed-by", "ana")
    done = run(*words)
    assert done.code == 0
    assert done.out.startswith("Hello Zoë, I am sorry")
    assert "ana@tiny.example" in done.out
    asked = (*words, "--complaint", "-")
    assert "You ask: “Do you sell bread?”" in run(*asked, stdin="Do you sell bread?").out


def test_a_complaint_in_another_encoding_is_told(run: Run, tmp_path: Path) -> None:
    """Its words are quoted in the reply."""
    path = tmp_path / "complaint.txt"
    path.write_bytes(b"Is the caf\xe9 open?")
    done = run("draft", "reply", "card", "--signed-by", "ana", "--complaint", str(path))
    assert (done.code, done.err.splitlines()) == (
        2,
        [
            f"statuspage: {path} is not UTF-8: byte 0xe9",
            "  save it as UTF-8, or leave it out",
        ],
    )


def test_what_is_right_and_on_no_page_may_be_said(run: Run, site: Path, listed: Path) -> None:
    """Where it is named: a figure, or words as they stand; in letters as well."""
    words = "We are sorry. We are 40 people, and Checkout is up."
    about = ("review", "-", "--about", "card", "--as", "social")
    done = run(*about, stdin=words)
    assert done.code == 1
    assert "--beside TEXT" in done.out
    assert run(*about, "--beside", "40 people", stdin=words).code == 1
    both = ("--beside", "40", "--beside", "Checkout is up")
    assert run(*about, *both, stdin=words).code == 0
    email = ("draft", "email", "--to", str(listed), "--signed-by", "ana")
    run(*email)
    letter = next((site / "drafts").rglob("jose-*.eml"))
    letter.write_bytes(letter.read_bytes().replace(b"09:12", b"08:12"))
    assert "this says 08:12" in run(*email).out
    assert "08:12" not in run(*email, "--beside", "08:12 Lisbon time").out


def test_a_text_is_compared_with_the_page_it_is_about(run: Run) -> None:
    """From standard input, a mail by its plain part; alone it is only reviewed."""
    wrong = "We are sorry. Card payments fail since 08:12 Lisbon time."
    done = run("review", "-", "--about", "card", "--as", "social", stdin=wrong)
    assert done.code == 1
    assert "this says 08:12 Lisbon time, and the page says 09:12 Lisbon time" in done.out
    assert run("review", "-", "--as", "social", stdin=wrong).code == 0
    right = wrong.replace("08:12", "09:12")
    assert run("review", "-", "--about", "card", "--as", "social", stdin=right).code == 0
    mail = "From: a@x.example\nMIME-Version: 1.0\nContent-Transfer-Encoding: quoted-printable\n\nIt began at 08=\n:12 UTC.\n"
    assert "this says 08:12 UTC" in run("review", "-", "--about", "card", stdin=mail).out
    assert run("review", "card", "--about", "card").code == 2
