"""What a person meets at a terminal: questions, their editor, and findings with carets."""

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml

from cli.conftest import OPEN_INCIDENT
from measured import surroundings
from mkdocs_statuspage.cli import ask
from mkdocs_statuspage.cli.ask import typed_text

# Who opens a terminal first in a session has its Ctrl-C, which is off in what a shell started in the background.
PROGRAM = """\
import os, signal
signal.signal(signal.SIGINT, signal.default_int_handler)
os.open(os.ttyname(0), os.O_RDWR)
from mkdocs_statuspage.cli import main
main()
"""
PATIENCE = 60.0
STYLES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A command in a pseudo-terminal of a given width, with somebody who types."""

    def __init__(
        self, folder: Path, args: tuple[str, ...], columns: int, more: dict[str, str]
    ) -> None:
        self.master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, columns, 0, 0))
        dropped = ("COLUMNS", "LINES", "NO_COLOR", "FORCE_COLOR", "VISUAL", "EDITOR", "CI")
        kept = {key: value for key, value in surroundings().items() if key not in dropped}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, *args],
            cwd=folder,
            env=kept | {"TERM": "xterm-256color"} | more,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
        )
        os.close(slave)
        self.raw = ""
        self.seen = 0

    @property
    def shown(self) -> str:
        """What stands on the screen, without colours."""
        return STYLES.sub("", self.raw).replace("\r", "")

    def expect(self, text: str) -> None:
        """Wait until something is shown that was not shown before."""
        until = time.monotonic() + PATIENCE
        while text not in self.shown[self.seen :]:
            assert time.monotonic() < until, f"{text!r} is not shown after:\n{self.shown}"
            assert self._read(), f"{text!r} is not shown, and it ended with:\n{self.shown}"
        self.seen = self.shown.index(text, self.seen) + len(text)

    def type(self, line: str) -> None:
        """Type a line."""
        os.write(self.master, (line + "\n").encode())

    def interrupt(self) -> None:
        """Press Ctrl-C, and again while nothing comes of it: Python loses one that comes just before it waits for a line."""
        until = time.monotonic() + PATIENCE
        while self.process.poll() is None and time.monotonic() < until:
            with suppress(OSError):
                os.write(self.master, b"\x03")
            time.sleep(0.3)

    def end(self) -> int:
        """Wait for the end, and give the exit code."""
        while self._read():
            pass
        return self.process.wait(PATIENCE)

    def _read(self) -> bool:
        if not select.select([self.master], [], [], PATIENCE)[0]:
            return False
        try:
            data = os.read(self.master, 4096)
        except OSError:  # the other side is closed
            return False
        self.raw += data.decode("utf-8", "replace")
        return bool(data)

    def close(self) -> None:
        """End what is still running."""
        self.process.kill()
        self.process.wait()
        os.close(self.master)


Sit = Callable[..., Terminal]


@pytest.fixture
def sit(site: Path) -> Iterator[Sit]:
    """Give a function that runs `statuspage ARGS` at a terminal in the site's folder."""
    used: list[Terminal] = []

    def start(*args: str, columns: int = 80, **environment: str) -> Terminal:
        used.append(Terminal(site, args, columns, environment))
        return used[-1]

    yield start
    for terminal in used:
        terminal.close()


def front(path: Path) -> dict[str, object]:
    return dict(yaml.safe_load(path.read_text().split("---\n")[1]))


def editor(folder: Path, program: str) -> str:
    """Write an editor: a program that is given the text's file as its last argument."""
    path = folder / "editor.py"
    path.write_text(f"import pathlib, sys\npath = pathlib.Path(sys.argv[-1])\n{program}\n")
    return f"{sys.executable} {path}"


def kept(folder: Path) -> str:
    """Give the only text that is kept."""
    [path] = (folder / ".statuspage" / "unsent").glob("*.md")
    return path.read_text()


def test_open_asks_for_everything(site: Path, sit: Sit) -> None:
    """The title, the components until they are ones, what decides the class, and the text."""
    screen = sit("open", "--no-publish")
    screen.expect("What do customers notice?")
    screen.type("Cards " * 40)
    screen.expect("keep it to 200")
    screen.expect("What do customers notice?")
    screen.type("Cards are declined")
    screen.expect("Components: checkout, api")
    screen.expect("Which are not well?")
    screen.type("chekout=major")
    screen.expect("did you mean `checkout`?")
    screen.expect("Which are not well?")
    screen.type("checkout=major, api=degr")
    screen.expect("money, safety or personal data")
    screen.type("n")
    screen.expect("one person alone?")
    screen.type("n")
    screen.expect("blocked? [Y/n]")
    screen.type("")
    screen.expect("an empty line ends it:")
    screen.type("Cards are declined.")
    screen.type("Wallets work.")
    screen.type("")
    screen.expect("What can they do meanwhile?")
    screen.type("Pay by transfer.")
    assert screen.end() == 0, screen.shown
    assert "Posted: Cards are declined · investigating" in screen.shown
    written = front(site / "incidents" / "2026-11-03-cards-are-declined.md")
    assert (written["class"], written["components"]) == ("affecting", ["checkout", "api"])
    assert written["affected"] == {"what_to_do": "Pay by transfer."}
    [update] = written["updates"]  # type: ignore[misc, attr-defined]
    assert update["message"] == "Cards are declined.\nWallets work.\n"
    assert update["components"] == {"checkout": "major_outage", "api": "degraded_performance"}


def test_a_yes_to_the_first_question_ends_the_questions(site: Path, sit: Sit) -> None:
    """Where money is at stake it is grave, and nobody is asked anything more about it."""
    screen = sit("open", "We paid twice", "-c", "api=degr", "-m", "We paid twice. We look into it.")
    screen.expect("money, safety or personal data")
    screen.type("y")
    assert screen.end() == 0, screen.shown
    assert "one person alone" not in screen.shown
    assert front(site / "incidents" / "2026-11-03-we-paid-twice.md")["class"] == "grave"


def test_an_interrupted_question_writes_nothing(site: Path, sit: Sit) -> None:
    """Ctrl-C at a question leaves no file behind."""
    screen = sit("open")
    screen.expect("What do customers notice?")
    screen.interrupt()
    assert screen.end() != 0
    assert [path.name for path in (site / "incidents").glob("*.md")] == [
        "2026-11-03-card-payments.md"
    ]


def test_without_a_message_the_editor_opens(site: Path, sit: Sit) -> None:
    """Guidance stands below a line, and nothing from there on is posted."""
    writes = editor(site, "path.write_text('We found it.\\n' + path.read_text())")
    screen = sit("update", "-s", "ident", EDITOR=writes)
    screen.expect("What can they do meanwhile?")
    screen.type("")
    assert screen.end() == 0, screen.shown
    [_, update] = front(site / "incidents" / "2026-11-03-card-payments.md")["updates"]  # type: ignore[misc, attr-defined]
    assert update["message"] == "We found it.\n"


def test_the_editor_begins_with_the_text_that_is_amended(site: Path, sit: Sit) -> None:
    """What is changed in it is changed in the file."""
    writes = editor(site, "path.write_text(path.read_text().replace('fail.', 'fail in Europe.'))")
    screen = sit("amend", "card", "last", EDITOR=writes)
    assert screen.end() == 0, screen.shown
    text = (site / "incidents" / "2026-11-03-card-payments.md").read_text()
    assert "Card payments fail in Europe. We are looking" in text


def test_an_editor_that_fails_loses_nothing(site: Path, sit: Sit) -> None:
    """Nothing is posted, and what was written until then is kept."""
    writes = editor(site, "path.write_text('Half a word' + path.read_text())\nsys.exit(1)")
    screen = sit("update", EDITOR=writes)
    assert screen.end() == 2
    assert kept(site) == "Half a word\n"
    assert "the editor ended with a failure" in screen.shown
    assert (site / "incidents" / "2026-11-03-card-payments.md").read_text() == OPEN_INCIDENT


def test_an_editor_that_is_interrupted_loses_nothing(site: Path, sit: Sit) -> None:
    """Ctrl-C ends an editor that only waits, as that of a window does; what was saved in it is kept."""
    waits = editor(
        site,
        "import time\npath.write_text('Half a word' + path.read_text())\nprint('saved', flush=True)\ntime.sleep(60)",
    )
    screen = sit("update", EDITOR=waits)
    screen.expect("saved")
    screen.interrupt()
    assert screen.end() == 2, screen.shown
    assert kept(site) == "Half a word\n"


def test_an_editor_to_which_ctrl_c_is_a_key_goes_on(site: Path, sit: Sit) -> None:
    """What is written after it is posted."""
    goes_on = editor(
        site,
        "import signal, time\ncame = []\nsignal.signal(signal.SIGINT, lambda *_: came.append(1))\n"
        "print('begun', flush=True)\nwhile not came: time.sleep(0.05)\ntime.sleep(0.5)\n"
        "path.write_text('We found it.\\n' + path.read_text())",
    )
    screen = sit("update", "--do", "Wait.", EDITOR=goes_on)
    screen.expect("begun")
    os.write(screen.master, b"\x03")
    assert screen.end() == 0, screen.shown
    [_, update] = front(site / "incidents" / "2026-11-03-card-payments.md")["updates"]  # type: ignore[misc, attr-defined]
    assert update["message"] == "We found it.\n"


@pytest.mark.parametrize(
    ("pasted", "posted"),
    [
        (
            "First: lions.\n\nSecond: call us.\ntouch X\n",
            "First: lions.\n\nSecond: call us.\ntouch X\n",
        ),
        ("\nFirst: lions.\n\n\nSecond: é", "First: lions.\n\n\nSecond: é and more\n"),
    ],
)
def test_a_text_that_is_pasted_is_posted_whole(
    site: Path, sit: Sit, pasted: str, posted: str
) -> None:
    """Its empty lines do not end it, nor does it have to end with a line; nothing of it goes to what asks next."""
    screen = sit("update")
    screen.expect("an empty line ends it:")
    os.write(screen.master, pasted.encode())
    time.sleep(1)
    if not pasted.endswith("\n"):
        screen.type(" and more")
    screen.type("")
    screen.expect("What can they do meanwhile?")
    os.write(screen.master, b"Wait here.\nOr call us.\nrm")
    time.sleep(1)
    assert screen.end() == 0, screen.shown
    [_, update] = front(site / "incidents" / "2026-11-03-card-payments.md")["updates"]  # type: ignore[misc, attr-defined]
    assert (update["message"], update["do"]) == (posted, "Wait here.\nOr call us.\nrm")


@pytest.mark.skipif(sys.platform != "linux", reason="other terminals take lines of other lengths")
def test_a_line_that_the_terminal_cuts_off_is_not_posted(site: Path, sit: Sit) -> None:
    """What came of it is kept, and so is what was pasted behind it."""
    screen = sit("update")
    screen.expect("an empty line ends it:")
    for part in ("word " * 500, "word " * 500, "end.\nAnother line.\n"):
        os.write(screen.master, part.encode())
        time.sleep(0.3)
        screen.expect(part.split()[0])
    assert screen.end() == 2, screen.shown
    assert "has thrown away the end of a line" in screen.shown
    assert kept(site).endswith("Another line.\n")
    assert (site / "incidents" / "2026-11-03-card-payments.md").read_text() == OPEN_INCIDENT


def test_what_was_typed_when_ctrl_c_comes_is_kept(site: Path, sit: Sit) -> None:
    """The line that was begun too."""
    screen = sit("update")
    screen.expect("an empty line ends it:")
    screen.type("Card payments fail.")
    os.write(screen.master, b"Wallets wo")
    time.sleep(0.5)
    screen.interrupt()
    assert screen.end() == 130, screen.shown
    assert kept(site) == "Card payments fail.\nWallets wo\n"


def test_what_was_typed_when_the_terminal_is_closed_is_kept(site: Path, sit: Sit) -> None:
    """As a lost connection closes it."""
    screen = sit("update")
    screen.expect("an empty line ends it:")
    screen.type("Card payments fail.")
    screen.expect("fail.")
    time.sleep(0.5)
    os.close(screen.master)
    screen.master = os.open(os.devnull, os.O_RDONLY)
    assert screen.process.wait(PATIENCE) == 130
    assert kept(site) == "Card payments fail.\n"


@pytest.mark.parametrize("is_there", [False, True])
def test_a_terminal_that_is_gone_ends_no_text(
    monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    """Whatever comes first, what it hands on or the signal, which may be ignored too; Ctrl-D ends one."""
    lines = iter(["Card payments fail.\n", ""])
    there = SimpleNamespace(readline=lambda: next(lines), isatty=lambda: is_there, fileno=lambda: 0)
    monkeypatch.setattr(ask, "sys", SimpleNamespace(stdin=there))
    monkeypatch.setattr(ask, "what_waits", str)
    text = ""
    with nullcontext() if is_there else pytest.raises(KeyboardInterrupt):
        for part in typed_text():
            text += part
    assert text == "Card payments fail.\n"


def test_a_secret_is_not_posted_and_other_findings_stop_nothing(site: Path, sit: Sit) -> None:
    """The text of the first is kept for another try; the second is said and posted."""
    screen = sit("update", "-m", "The queue at amqp://shop:hunter2@mq.tiny.example is full.")
    assert screen.end() == 2
    assert "Your text is kept in" in screen.shown
    assert (site / "incidents" / "2026-11-03-card-payments.md").read_text() == OPEN_INCIDENT
    text = "We apologise for any inconvenience."
    again = sit("update", "-m", text)
    again.expect("[stock-phrase]")
    assert again.end() == 0, again.shown
    assert text in (site / "incidents" / "2026-11-03-card-payments.md").read_text()


@pytest.mark.parametrize("columns", [40, 80, 200])
def test_a_caret_stands_under_the_place(site: Path, sit: Sit, columns: int) -> None:
    """However narrow the terminal and however far to the right the place is."""
    before = "a" * 90
    line = f"components: [{before}, chekout]"
    path = site / "incidents" / "2026-11-03-card-payments.md"
    path.write_text(OPEN_INCIDENT.replace("components: [checkout]", line, 1))
    screen = sit("check", columns=columns)
    assert screen.end() == 1
    lines = screen.shown.splitlines()
    at = next(number for number, shown in enumerate(lines) if "`chekout`" in shown)
    source, caret = lines[at + 1], lines[at + 2]
    assert source.startswith("    5 | ")
    assert len(source) <= columns
    start = caret.index("^")
    assert source[start : start + caret.count("^")] == "chekout"
    assert "did you mean `checkout`?" in lines[at + 3]


@pytest.mark.parametrize(("environment", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colours_are_for_those_who_want_them(
    sit: Sit, environment: dict[str, str], is_coloured: bool
) -> None:
    """A terminal gets them, unless NO_COLOR is set."""
    screen = sit("status", **environment)
    assert screen.end() == 0
    assert "Card payments fail" in screen.shown
    assert bool(re.search(r"\x1b\[[0-9;]*3[0-9]m", screen.raw)) is is_coloured


SECOND = OPEN_INCIDENT.replace("Card payments fail", "API slow").replace("T09:12", "T09:40")


@pytest.mark.parametrize(
    ("keys", "environment", "chosen"),
    [
        ("\r", {}, "api-slow"),
        ("2\n", {}, "card-payments"),
        ("\x1b[B\n", {}, "card-payments"),
        ("\x1bOA\x1b[A\n", {}, "api-slow"),
        ("9\n", {}, "api-slow"),
        ("2\n", {"TERM": "dumb"}, "card-payments"),
    ],
)
def test_with_several_open_a_terminal_asks_which(
    site: Path, sit: Sit, keys: str, environment: dict[str, str], chosen: str
) -> None:
    """The newest stands first; arrow keys or a number choose, and Enter takes it."""
    (site / "incidents" / "2026-11-03-api-slow.md").write_text(SECOND)
    screen = sit("update", "-m", "We found it.", **environment)
    screen.expect("2 incidents are open")
    screen.expect("1  2026-11-03-api-slow  API slow")
    screen.expect("2  2026-11-03-card-payments")
    os.write(screen.master, keys.encode())
    assert screen.end() == 0, screen.shown
    for name in ("api-slow", "card-payments"):
        text = (site / "incidents" / f"2026-11-03-{name}.md").read_text()
        assert ("We found it." in text) is (name == chosen)


def test_a_near_match_is_asked_about(site: Path, sit: Sit) -> None:
    """Yes posts to it; no posts nothing and keeps the text."""
    screen = sit("update", "card-paymnets", "-m", "We found it.")
    screen.expect("Is it that one?")
    screen.type("n")
    assert screen.end() == 1
    assert "Your text is kept in" in screen.shown
    again = sit("update", "card-paymnets", "-m", "We found it.")
    again.expect("Is it that one?")
    again.type("y")
    assert again.end() == 0, again.shown


def test_words_and_times_that_are_doubtful_are_asked_about(site: Path, sit: Sit) -> None:
    """No posts nothing, keeps the text and names the line that does it right; yes posts it."""
    again = "Card payments fail. We are looking for the cause."
    screen = sit("update", "-m", again)
    screen.expect("the last update says the same. Go on?")
    screen.type("n")
    assert screen.end() == 2
    screen = sit("update", "-m", "The next update comes at 11:15.")
    screen.expect("and 10:30 is recorded. Go on?")
    screen.type("")
    assert screen.end() == 2
    assert "Type: statuspage update --next 11:15 -F .statuspage/unsent/" in screen.shown
    screen = sit("update", "-m", again)
    screen.expect("Go on?")
    screen.type("y")
    assert screen.end() == 0, screen.shown


def test_a_slip_is_asked_why_it_is_let_go(site: Path, sit: Sit) -> None:
    """The reason stands in its record, which is closed."""
    screen = sit("open", "A greeting", "-c", "api=operational", "--class", "slip", "-m", "Wrong.")
    screen.expect("Why is it let go?")
    screen.type("Nobody acted on it.")
    assert screen.end() == 0, screen.shown
    written = front(site / "private" / "2026-11-03-a-greeting.md")
    assert written["class_reason"] == "Nobody acted on it."


def test_init_asks_three_things(site: Path, sit: Sit) -> None:
    """Whose page it is, where it is served, who answers; the remote knows the address.

    Each is asked again, with how an answer looks, when what is typed is none.
    """
    subprocess.run(["git", "init", "-q"], cwd=site, check=True)
    address = "git@github.com:acme/status.git"
    subprocess.run(["git", "remote", "add", "origin", address], cwd=site, check=True)
    screen = sit("init", "new-page")
    screen.expect("Whose page is it?")
    screen.type("A" * 201)
    screen.expect("keep it to 200")
    screen.expect("Whose page is it?")
    screen.type("Acme Pay")
    screen.expect("Where will it be served? [https://acme.github.io/status/]")
    screen.type("acme")
    screen.expect("write all of it: https://")
    screen.expect("Where will it be served? [https://acme.github.io/status/]")
    screen.type("")
    for wrong in ("Eva", "Eva Sá, Founder, eva@acme"):
        screen.expect("Who answers for it?")
        screen.type(wrong)
        screen.expect("write: 'Priya Raman, Founder, priya@acme.test'")
    screen.expect("Who answers for it?")
    screen.type("Eva Sá, Founder, eva@acme.test")
    assert screen.end() == 0, screen.shown
    config = (site / "new-page" / "incidents" / "statuspage.yml").read_text()
    assert "name: Acme Pay" in config
    assert "eva: {name: Eva Sá, role: Founder, reply_to: 'eva@acme.test'}" in config
    assert "https://acme.github.io/status/" in (site / "new-page" / "mkdocs.yml").read_text()


@pytest.mark.parametrize("answer", ["y", "n"])
def test_init_offers_to_make_the_repository(site: Path, sit: Sit, answer: str) -> None:
    """With the host's own program at hand it knows the address, and runs the line that it would print."""
    programs = site / "programs"
    programs.mkdir()
    for name in ("gh", "git"):
        said = f'#!/bin/sh\n[ "$2" = user ] && echo Acme\necho {name} $1 $2 $3 >> {site}/ran\n'
        (programs / name).write_text(said)
        (programs / name).chmod(0o755)
    folder = site / "new-page"
    screen = sit("init", str(folder), "--name", "Acme", PATH=f"{programs}:{os.environ['PATH']}")
    screen.expect("Where will it be served? [https://acme.github.io/new-page/]")
    screen.type("")
    screen.expect("Who answers for it?")
    screen.type("")
    screen.expect("gh repo create new-page --public --source . --push && gh api")
    screen.expect("Run it now?")
    screen.type(answer)
    assert screen.end() == 0, screen.shown
    ran = (site / "ran").read_text()
    assert ("gh repo create new-page" in ran) == (answer == "y")
    assert ("gh api --method POST" in ran) == (answer == "y")
    assert ("on its way" in screen.shown) == (answer == "y")
