"""Sending letters is killed at random moments and run again: each person has theirs, and nobody has two."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import partial
from pathlib import Path
from signal import SIGKILL

import pytest

from mail_servers import Mailbox, mail_server


@pytest.fixture
def affected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int], Path]:
    """Give what writes a list of so many people."""

    def listed(people: int) -> Path:
        path = tmp_path_factory.mktemp("lists") / "affected.csv"
        rows = (f"Person No {n},{address(n)}\n" for n in range(people))
        path.write_text("name,address\n" + "".join(rows))
        return path

    return listed


def address(number: int) -> str:
    return f"p{number}@x.example"


def test_who_is_killed_at_a_moment_goes_on_from_there(
    site: Path, affected: Callable[[int], Path]
) -> None:
    """A letter that was begun goes again, under the same id, and comes twice only if the server had taken it."""
    path, killed = (
        affected(6),
        [("named", address(0)), ("taken", address(3)), ("named", address(4))],
    )
    with mail_server() as server:
        _served(site, server, 60000)
        for moment in killed:
            sending = _started(site, path)
            server.meets = partial(_kill, sending, moment)
            sending.communicate()
            assert sending.returncode == -SIGKILL
        server.meets = lambda *_: None
        _to_the_end(site, path)
    assert Counter(server.recipients) == Counter([*map(address, range(6)), address(3)])
    assert len({str(message["Message-ID"]) for message in server.taken}) == 6
    assert sorted(_begun(site).values()) == [1, 1, 1, 2, 2, 2]


@pytest.mark.long
def test_each_has_one_letter_wherever_it_was_killed(
    site: Path, affected: Callable[[int], Path]
) -> None:
    """A message id a person; a second copy of one only where it was killed within the handing over, which is seldom."""
    people, kills, rng = 60, 40, random.Random(60)
    path = affected(people)
    with mail_server() as server:
        _served(site, server, 600)
        for _ in range(kills):
            _killed(site, path, server, rng)
        _to_the_end(site, path)
    ids = [str(message["Message-ID"]) for message in server.taken]
    assert len(set(ids)) == len(set(server.recipients)) == people
    begun = _begun(site)
    twice = {id_.strip("<>").partition("@")[0] for id_, n in Counter(ids).items() if n > 1}
    assert all(begun[id_] > 1 for id_ in twice)
    assert len(twice) < kills / 2


def _kill(sending: "subprocess.Popen[str]", moment: tuple[str, str], what: str, who: str) -> None:
    """Kill what sends when the server meets a letter at a moment, before it answers."""
    if (what, who) == moment:
        sending.kill()


def _served(site: Path, server: Mailbox, per_minute: int) -> None:
    config = site / "incidents" / "statuspage.yml"
    where = f"host: 127.0.0.1, port: {server.port}, tls: none, per_minute: {per_minute}"
    config.write_text(f"{config.read_text()}mail: {{{where}}}\n")


def _to_the_end(site: Path, path: Path) -> None:
    ended = _started(site, path)
    _, last = ended.communicate(timeout=120)
    assert ended.returncode == 0, last


def _begun(site: Path) -> Counter[str]:
    """Give how often each letter was begun, by its id."""
    [journal] = (site / ".statuspage" / "letters").glob("*.jsonl")
    steps = [json.loads(line) for line in journal.read_text().splitlines() if line]
    return Counter(step["id"] for step in steps if step["became"] == "begun")


def _started(site: Path, path: Path) -> "subprocess.Popen[str]":
    words = ["draft", "email", "card", "--to", str(path), "--signed-by", "ana", "--send"]
    return subprocess.Popen(
        [sys.executable, "-c", "from mkdocs_statuspage.cli import main; main()", *words],
        cwd=site,
        env=os.environ | {"NO_COLOR": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )


def _killed(site: Path, path: Path, server: Mailbox, rng: random.Random) -> None:
    """Start it, and kill it a random moment after it has sent something more: anywhere between one letter and the next."""
    before, started = len(server.taken), _started(site, path)
    until = time.monotonic() + 60
    while len(server.taken) == before and started.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(rng.random() * 0.1)
    started.kill()
    started.communicate()
