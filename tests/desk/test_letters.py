"""Letters to those who were hit: one a row, read back as they were meant, and sent once to each."""

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from cli.conftest import git
from mail_servers import ended_at, mail_server
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.letters import (
    LetterBatch,
    LetterWish,
    kept,
    letters_about,
    list_at,
    send,
)
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace
from mkdocs_statuspage.writing.mail_server import MailInterrupted
from mkdocs_statuspage.writing.refusals import CannotWrite

EXAMPLE = Path(__file__).parents[2]
FIRST = [
    "José",
    "مريم",
    "Zoë",
    "שרה",
    "Đặng",
    "李",
    "O’Neill",
    "Łukasz",
    '"Ana"',
    "Анна",
    "Ñusta",
    "Sousa,",
]
LAST = [
    "Álvarez",
    "حسن",
    "Ångström",
    "כהן",
    "Văn Lâm",
    "小龙",
    "D'Arcy",
    "Żółć",
    "Reis & Lima",
    "Иванова",
]
BROKEN = [
    ",a{n}@x.example,1",
    "   ,b{n}@x.example,1",
    "Ana {n},,1",
    "Ana {n},nobody,1",
    "Ana {n},a@b,1",
    "Ana {n},a@@x.example,1",
    "Ana {n},a b@x.example,1",
    "Ana {n},a.@x.example,1",
    "Ana {n},<a@x.example>,1",
    "Ana {n},a@x..example,1",
    "Ana {n},a@-x.example,1",
    "Ana {n},a@x.example.,1",
    "a{n}@x.example,Ana,1",
    "Ana {n},c{n}@x.example,1,2,3",
    "123,d{n}@x.example,1",
    '"Ana\n{n}",e{n}@x.example,1',
    "Ana\u202e {n},f{n}@x.example,1",
    "Ana\x07 {n},g{n}@x.example,1",
    '"Ana" {n},h{n}@x.example,1',
    "Again,person0@x.example,1",
]


def rows(count: int) -> list[str]:
    """Give rows of people with names as the world has them, each with an amount."""
    found = []
    for n in range(count):
        name = f"{FIRST[n % len(FIRST)]} {LAST[n % len(LAST)]} {n}".replace('"', '""')
        found.append(f'"{name}",person{n}@x.example,"{n},{n % 90 + 10} €"')
    return found


def wish(tmp_path: Path, lines: list[str], **more: object) -> LetterWish:
    path = tmp_path / "lists" / "affected.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["name,address,amount_back", *lines]) + "\n", encoding="utf-8")
    return LetterWish(path, tmp_path / "letters", **{"signed_by": "ana", **more})  # type: ignore[arg-type]


def read_back(batch: LetterBatch) -> list[EmailMessage]:
    found = []
    for letter in batch.letters:
        message = message_from_bytes(letter.path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)
        found.append(message)
    return found


def test_five_hundred_rows_are_five_hundred_letters(
    workspace: Workspace, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Each is read back with its name, address, both parts and amount; twenty broken rows are named by their line."""
    good, bad = rows(500), [row.format(n=n) for n, row in enumerate(BROKEN)]
    lines, where, line = [], [], 2
    for n, row in enumerate(good):
        if n and n % 25 == 0:
            where.append(line)
            lines.append(bad[n // 25 - 1])
            line += 1 + bad[n // 25 - 1].count("\n")
        lines.append(row)
        line += 1
    where.append(line)
    lines.append(bad[-1])
    batch = letters_about(workspace, None, wish(tmp_path_factory.mktemp("a"), lines))
    assert [row.line for row in batch.broken] == where
    assert kept(batch.letters) == len({letter.path for letter in batch.letters}) == 500
    messages = read_back(batch)
    for n, message in enumerate(messages):
        name = f"{FIRST[n % len(FIRST)]} {LAST[n % len(LAST)]} {n}"
        [to] = message["To"].addresses
        assert (to.display_name, to.addr_spec) == (name, f"person{n}@x.example")
        assert str(message["From"]) == "Ana Reis <ana@tiny.example>"
        assert not message.defects
        text, html = (message.get_body((kind,)) for kind in ("plain", "html"))
        assert text is not None
        assert html is not None
        assert {text.get_content_charset(), html.get_content_charset()} == {"utf-8"}
        assert text.get_content().startswith(f"Hello {name},\r\n")
        assert f"Amount back: {n},{n % 90 + 10} €" in text.get_content()
        assert f"Amount back: {n},{n % 90 + 10} €" in html.get_content()
    assert len({message["Message-ID"] for message in messages}) == 500


def test_an_address_that_name_servers_do_not_take_is_named_by_its_line(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The others have their letter, those with names by newer rules than Python's among them."""
    lines = [f"Joe,joe@{'a' * 64}.example,1", "Ann,ann@مثال1.example,1", *rows(1)]
    batch = letters_about(workspace, None, wish(tmp_path, lines))
    assert [row.line for row in batch.broken] == [2]
    assert batch.letters[0].person.name == "Ann"
    assert kept(batch.letters) == 2


def test_a_letter_is_from_a_human_who_answers(tmp_path: Path) -> None:
    """It greets by name, says sorry in the signer's first person, what was done, what they get and by when, where to reply."""
    asked = wish(tmp_path, rows(1), signed_by=None)
    batch = letters_about(nearest_workspace(EXAMPLE), "2026-11-03-card", asked)
    text = batch.letters[0].text
    assert text.startswith(
        "Hello José Álvarez 0,\n\n"
        "I am Priya Raman, Head of Payments at Acme Pay. A mistake of ours hit you: Card payments failed in Europe (3"
        " November 2026, 09:12–10:40 Lisbon time).\n\n"
        "I am sorry for what this did to you, and I answer for it.\n\n"
        "We sent out a settings file that left out our European card route"
    )
    assert "\n\nWhat it was for you\n\n- Amount back: 0,10 €\n\n" in text
    assert "\n\nWhat we did\n\nOur alarm for declined cards rang at 09:14 UTC." in text
    assert "\n\nWhat you get\n\n- November’s fees refunded\n\n  Every affected shop. By 30" in text
    assert " November 2026. You need do nothing.\n\n- A call back to each of the 41 shops" in text
    assert "\n\n  The 41 shops. Done on 9 November 2026.\n\n" in text
    assert text.endswith(
        "\n\nThe whole report: https://status.acme.example/incidents/2026-11-03-card-payments/\n\n"
        "Reply to this mail if anything is left open. I read the answers.\n\n"
        "Priya Raman\nHead of Payments\nAcme Pay\n\nWe keep small shops' tills ringing.\n"
    )
    assert batch.findings == ()


def test_a_letter_speaks_the_language_of_the_site(workspace: Workspace, tmp_path: Path) -> None:
    """Portuguese to the last sentence, and the review of that language finds nothing."""
    config = workspace.incidents_dir / "statuspage.yml"
    config.write_text(config.read_text() + "language: pt\n")
    path = workspace.incidents_dir / "2026-11-03-card-payments.md"
    said = path.read_text().replace("Card payments fail. We are", "Os cartões não passam. Estamos")
    said = said.replace("looking for the cause", "à procura da causa").replace(
        "Card payments fail", "Os cartões falham"
    )
    path.write_text(said, encoding="utf-8")
    batch = letters_about(nearest_workspace(workspace.root), None, wish(tmp_path, rows(1)))
    assert batch.letters[0].text == (
        "Olá, José Álvarez 0,\n\n"
        "Sou Ana Reis, Head of Payments, Tiny. Um erro nosso chegou até si: Os cartões falham (desde 3 de novembro de 2026,"
        " 09:12 hora de Lisboa).\n\n"
        "Peço-lhe desculpa pelo que isto lhe causou, e respondo por isso.\n\n"
        "O que lhe aconteceu\n\n- Amount back: 0,10 €\n\n"
        "O que fizemos\n\nOs cartões não passam. Estamos à procura da causa.\n\n"
        "O que dizemos a todos: https://status.tiny.example/incidents/2026-11-03-card-payments/\n\n"
        "Se algo ficou por dizer, responda a este email. Leio eu as respostas.\n\n"
        "Ana Reis\nHead of Payments\nTiny\n"
    )
    assert batch.letters[0].message["Content-Language"] == "pt"
    assert batch.findings == ()


@pytest.mark.parametrize(
    "mailbox",
    [
        "info@tiny.example",
        "no-reply@tiny.example",
        "No.Reply@tiny.example",
        "support+x@tiny.example",
    ],
)
def test_a_mailbox_behind_which_nobody_stands_sends_no_letter(
    workspace: Workspace, tmp_path: Path, mailbox: str
) -> None:
    """However it is spelled."""
    config = workspace.incidents_dir / "statuspage.yml"
    config.write_text(config.read_text().replace("ana@tiny.example", mailbox))
    with pytest.raises(CannotRun, match="not the mailbox of a human"):
        letters_about(nearest_workspace(workspace.root), None, wish(tmp_path, rows(1)))


def test_without_a_signer_nobody_writes(workspace: Workspace, tmp_path: Path) -> None:
    """Who may sign is named."""
    with pytest.raises(CannotRun, match="nobody signs it") as told:
        letters_about(workspace, None, wish(tmp_path, rows(1), signed_by=None))
    assert "ana, rui" in told.value.help


def test_a_list_in_the_site_is_refused(workspace: Workspace) -> None:
    """Below the folder of incidents, below the built site, or by a link that leads there."""
    for folder in (workspace.incidents_dir / "pages", workspace.root / "site"):
        folder.mkdir(exist_ok=True)
        (folder / "affected.csv").write_text("name,address\nAna,a@x.example\n")
        with pytest.raises(CannotRun, match="in the site"):
            list_at(workspace, folder / "affected.csv")
    link = workspace.root / "linked.csv"
    link.symlink_to(folder / "affected.csv")
    with pytest.raises(CannotRun, match="in the site"):
        list_at(workspace, link)
    with pytest.raises(CannotRun, match="drafts never do"):
        letters_about(
            workspace,
            None,
            LetterWish(_outside(workspace), workspace.incidents_dir / "drafts", None, "ana"),
        )


GUEST = """\
site_name: Tiny
site_url: https://tiny.example/
docs_dir: manual
site_dir: public
theme: {name: material, custom_dir: overrides}
plugins: [{statuspage: {incidents_dir: incidents}}]
"""


@pytest.mark.parametrize("name", ["manual", "public", "overrides", "incidents"])
def test_a_list_and_letters_keep_out_of_each_folder_that_is_published(
    workspace: Workspace, name: str
) -> None:
    """Other pages, the built site, files of the theme, incidents; beside them both may lie."""
    (workspace.root / "mkdocs.yml").write_text(GUEST)
    there = nearest_workspace(workspace.root)
    letters_about(there, None, LetterWish(_outside(there), there.root / "letters", None, "ana"))
    asked = LetterWish(_outside(there), there.root / name / "letters", None, "ana")
    with pytest.raises(CannotRun, match="drafts never do"):
        letters_about(there, None, asked)
    (there.root / name).mkdir(exist_ok=True)
    with pytest.raises(CannotRun, match="in the site"):
        list_at(there, _outside(there).rename(there.root / name / "affected.csv"))


def _outside(workspace: Workspace) -> Path:
    path = workspace.root / "affected.csv"
    path.write_text("name,address\nAna,a@x.example\n")
    return path


def test_a_list_that_git_tracks_is_refused(workspace: Workspace, remote: Path) -> None:
    """Once it is added; the message says that the history keeps it."""
    path = _outside(workspace)
    assert len(list_at(workspace, path).people) == 1
    git(workspace.root, "add", "affected.csv")
    with pytest.raises(CannotRun, match="tracked by git"):
        list_at(workspace, path)


def test_a_letter_that_somebody_edited_stays_and_is_read_again(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A figure that is changed in it is found, and the others are made."""
    asked = wish(tmp_path, rows(2))
    batch = letters_about(workspace, None, asked)
    kept(batch.letters[:1])
    edited = batch.letters[0].path
    edited.write_bytes(edited.read_bytes().replace(b"09:12", b"08:12"))
    again = letters_about(workspace, None, asked)
    assert [letter.is_new for letter in again.letters] == [False, True]
    assert ["08:12" in finding.message for finding in again.findings] == [True]
    assert "09:12" in again.findings[0].message


def test_own_words_have_the_fields_of_the_list(workspace: Workspace, tmp_path: Path) -> None:
    """Every column may stand in them; one that the list has not is told."""
    own = tmp_path / "words.md"
    own.write_text("We took *{amount_back}* twice from you.\n", encoding="utf-8")
    batch = letters_about(workspace, None, wish(tmp_path, rows(1), words=own))
    assert "We took 0,10 € twice from you." in batch.letters[0].text
    assert "What we did" not in batch.letters[0].text
    own.write_text("We took {amount} twice from you.\n", encoding="utf-8")
    with pytest.raises(CannotRun, match=r"\{amount\}"):
        letters_about(workspace, None, wish(tmp_path, rows(1), words=own))


def test_own_words_in_another_encoding_are_told(workspace: Workspace, tmp_path: Path) -> None:
    """With the place of the first letter that is none."""
    own = tmp_path / "words.md"
    own.write_bytes(b"We closed\nthe caf\xe9.\n")
    with pytest.raises(CannotRun, match=r"words\.md:2:8: not UTF-8: byte 0xe9; save the file"):
        letters_about(workspace, None, wish(tmp_path, rows(1), words=own))


def test_a_full_disk_leaves_no_half_of_a_letter(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has a name and an address in it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    batch = letters_about(workspace, None, wish(tmp_path, rows(1)))
    with pytest.raises(OSError, match="No space"):
        kept(batch.letters)
    assert list(batch.folder.iterdir()) == []


def test_planned_work_and_what_is_private_get_no_letter(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Nobody was wronged by the one, and the other is spoken about with the person."""
    (workspace.incidents_dir / "2026-11-20-disks.yml").write_text(
        "title: Disks\nkind: maintenance\ncomponents: [api]\n"
        "scheduled: {start: 2026-11-20T11:00:00Z, end: 2026-11-20T13:00:00Z}\n"
    )
    private = workspace.root / "private"
    private.mkdir()
    (private / "2026-11-02-a-wrong-reminder.md").write_text(
        "---\ntitle: A wrong reminder\nclass: personal\nstarted_at: 2026-11-02T09:12:00Z\n---\n"
    )
    fresh = nearest_workspace(workspace.root)
    with pytest.raises(CannotRun, match="no mistake of ours"):
        letters_about(fresh, "disks", wish(tmp_path, rows(1)))
    with pytest.raises(CannotRun, match="no page") as told:
        letters_about(fresh, "a-wrong-reminder", wish(tmp_path, rows(1)))
    assert "speak to the person" in told.value.help


def with_server(workspace: Workspace, port: int) -> Workspace:
    config = workspace.incidents_dir / "statuspage.yml"
    mail = f"mail: {{host: 127.0.0.1, port: {port}, tls: none, per_minute: 60000}}\n"
    config.write_text(config.read_text() + mail)
    return nearest_workspace(workspace.root)


def test_each_gets_one_letter_however_often_it_is_sent(
    workspace: Workspace, tmp_path: Path
) -> None:
    """A second run sends nothing, one with a row more sends that; who was refused is tried again."""
    with mail_server() as server:
        fresh = with_server(workspace, server.port)
        server.refuses = frozenset(["person1@x.example"])
        batch = letters_about(fresh, None, wish(tmp_path, rows(3)))
        kept(batch.letters)
        sent = list(send(fresh, batch.incident, batch.letters))
        assert [bool(one.problem) for one in sent] == [False, True, False]
        assert "nobody of this name" in sent[1].problem
        server.refuses = frozenset()
        more = letters_about(fresh, None, wish(tmp_path, rows(4)))
        assert [one.letter.person.address for one in send(fresh, batch.incident, more.letters)] == [
            "person1@x.example",
            "person3@x.example",
        ]
        assert list(send(fresh, batch.incident, more.letters)) == []
    assert sorted(server.recipients) == [f"person{n}@x.example" for n in range(4)]


def test_whoever_ends_it_waits_until_a_letter_has_arrived(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The next run goes on with the next one, and is in doubt about none."""
    with mail_server() as server:
        fresh = with_server(workspace, server.port)
        batch = letters_about(fresh, None, wish(tmp_path, rows(3)))
        with ended_at(server, "person1@x.example"), pytest.raises(KeyboardInterrupt):
            list(send(fresh, batch.incident, batch.letters))
        [last] = send(fresh, batch.incident, batch.letters)
    assert not last.was_in_doubt
    assert server.recipients == [f"person{n}@x.example" for n in range(3)]


def test_a_letter_of_another_signer_is_the_same_letter(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Who got Ana's is not sent Rui's."""
    with mail_server() as server:
        fresh = with_server(workspace, server.port)
        for signer in ("ana", "rui"):
            folder = tmp_path / signer
            folder.mkdir()
            batch = letters_about(fresh, None, wish(folder, rows(2), signed_by=signer))
            list(send(fresh, batch.incident, batch.letters))
    assert sorted(server.recipients) == ["person0@x.example", "person1@x.example"]


def test_a_network_that_breaks_loses_nobody(workspace: Workspace, tmp_path: Path) -> None:
    """The one within which it broke goes again under the same id; whoever has it sees one."""
    with mail_server() as server:
        fresh = with_server(workspace, server.port)
        server.goes_at = 2
        batch = letters_about(fresh, None, wish(tmp_path, rows(4)))
        with pytest.raises(MailInterrupted):
            list(send(fresh, batch.incident, batch.letters))
        again = list(send(fresh, batch.incident, batch.letters))
    assert [one.was_in_doubt for one in again] == [True, False, False]
    by_id = {message["Message-ID"]: str(message["To"]) for message in server.taken}
    assert len(by_id) == len(set(by_id.values())) == 4
    assert len(server.taken) == 5


def test_two_never_send_the_same_letters_at_once(workspace: Workspace, tmp_path: Path) -> None:
    """The second is told that another is at it."""
    with mail_server() as server:
        fresh = with_server(workspace, server.port)
        batch = letters_about(fresh, None, wish(tmp_path, rows(2)))
        first = send(fresh, batch.incident, batch.letters)
        next(first)
        with pytest.raises(CannotWrite, match="another process"):
            list(send(fresh, batch.incident, batch.letters))
        assert len(list(first)) == 1
    assert len(server.recipients) == 2
