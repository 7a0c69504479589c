"""Whoever is killed while telling, or has company, leaves nobody out and tells nobody twice."""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path
from queue import SimpleQueue
from random import Random
from signal import SIGKILL
from time import monotonic

import pytest

from cli.conftest import Run, git
from mail_servers import Mailbox
from notify.conftest import Told

READERS = [f"reader{n}@reader.test" for n in range(30)]
KILLER = """#!/bin/sh
left=$(cat "$0.at" 2>/dev/null || echo 0)
[ "$left" -gt 0 ] && echo $((left - 1)) > "$0.at"
[ "$left" -eq 1 ] && kill -s KILL -- "-$TELLER"
exit 0
"""


class Teller:
    """What tells in some folders at once, each for so many seconds, and says how each ended."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.give, self.take = process.stdin, process.stdout
        self.forks: SimpleQueue[int] = SimpleQueue()

    def __call__(self, *asked: tuple[Path, float]) -> list[int]:
        self.forks = SimpleQueue()
        self.give.write(json.dumps([(str(folder), seconds) for folder, seconds in asked]) + "\n")
        self.give.flush()
        for fork in json.loads(self.take.readline()):
            self.forks.put(fork)
        return list(json.loads(self.take.readline()))

    def kill(self) -> None:
        """Kill what tells, from whatever it speaks to: it gets no answer any more."""
        os.killpg(self.forks.get(timeout=60), SIGKILL)


@pytest.fixture
def tell() -> Iterator[Teller]:
    command = [sys.executable, str(Path(__file__).with_name("teller.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        told = Teller(process)
        yield told
        told.give.close()


@pytest.fixture
def clone(post: None, site: Path, remote: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a second folder with the same site and the same readers; the remote is a machine of its own."""
    folder = tmp_path_factory.mktemp("clone") / "site"
    (site / "readers.csv").write_text("address\n" + "".join(f"{one}\n" for one in READERS))
    git(site, "add", "incidents")
    git(site, "commit", "-qm", "Name readers")
    git(site, "push", "-q")
    git(site, "clone", "-q", str(remote), str(folder))
    for one in (site, folder):
        git(one, "config", "remote.origin.receivepack", "setsid -w git-receive-pack")
    (folder / ".git" / "info" / "exclude").write_text("readers.csv\n")
    (folder / "readers.csv").write_text((site / "readers.csv").read_text())
    return folder


def said_again(site: Path, clone: Path, run: Run, number: int) -> None:
    assert (
        run(
            "update",
            "-m",
            f"Word {number}.",
            "--at",
            f"2026-11-03T09:{number // 60 + 21}:{number % 60:02}Z",
        ).code
        == 0
    )
    name = "incidents/2026-11-03-card-payments.md"
    (clone / name).write_text((site / name).read_text())


MOMENTS = (
    *("post-update 1", "hook taken", "update 2"),
    *("named 0", "taken 5", "named 6", "update 2", "taken 29", "update 1"),
)
"""A reader is named or taken, or the ledger changed for the so-manieth time of a run, which has no answer to it any more."""


def test_who_is_killed_at_a_moment_goes_on_from_there(
    site: Path,
    clone: Path,
    remote: Path,
    run: Run,
    tell: Teller,
    webhook: Told,
    mailbox: Mailbox,
) -> None:
    """Who had just been taken by a server when the run was killed is told again, under the same id; nobody else is."""
    assert tell((site, 60)) == [0]
    said_again(site, clone, run, 1)
    for hook in ("update", "post-update"):
        (remote / "hooks" / hook).write_text(KILLER)
        (remote / "hooks" / hook).chmod(0o755)
    waited = ""

    def meets(what: str, who: str) -> None:
        if waited == f"{what} {READERS.index(who) if who in READERS else who}":
            tell.kill()

    mailbox.meets = meets
    webhook.answer = lambda *_: (meets("hook", "taken"), (200, {}))[1]
    for folder, waited in zip(cycle([site, clone]), MOMENTS):
        what, _, which = waited.partition(" ")
        if "update" in what:
            (remote / "hooks" / f"{what}.at").write_text(which)
        assert tell((folder, 60)) == [-9], waited
    waited = ""
    assert tell((site, 60), (clone, 60), (site, 60)) == [0, 0, 0]
    assert Counter(mailbox.recipients) == Counter([*READERS, READERS[5], READERS[29]])
    assert len(webhook.ids) == 2
    assert len(set(webhook.ids)) == len({str(m["Message-ID"]) for m in mailbox.taken}) == 1


@pytest.mark.long
def test_everybody_is_told_once(
    site: Path, clone: Path, run: Run, tell: Teller, webhook: Told, mailbox: Mailbox
) -> None:
    """In any of two folders, killed at any moment, two at once; a second copy has the id of the first.

    There is at most one for each that is killed, and hardly ever one.
    """
    kills = 200
    chance, killed, updates, copies = Random(kills), 0, 0, 0
    assert tell((site, 60)) == [0]
    said_again(site, clone, run, updates := updates + 1)
    began = monotonic()
    assert tell((site, 60)) == [0]
    usual = monotonic() - began
    while killed < kills:
        said_again(site, clone, run, updates := updates + 1)
        before = killed
        for _ in range(3):
            folders = chance.choice([[site], [clone], [site, clone], [site, site]])
            ends = tell(*((one, chance.uniform(0, usual)) for one in folders))
            assert set(ends) <= {0, -9}
            killed += ends.count(-9)
        assert tell((chance.choice([site, clone]), 150)) == [0]
        again = len(mailbox.taken) - updates * len(READERS) + len(webhook.ids) - updates
        assert 0 <= again - copies <= killed - before
        copies = again
    mails = Counter(
        zip(mailbox.recipients, (str(m["Message-ID"]) for m in mailbox.taken), strict=True)
    )
    assert len({id_ for _, id_ in mails}) == updates
    assert len(mails) == updates * len(READERS)
    assert len(set(webhook.ids)) == updates
    print(f"{killed} killed, {updates} updates, {mails.total()} mails, {copies} told again")
    assert copies <= killed / 10 + 1
