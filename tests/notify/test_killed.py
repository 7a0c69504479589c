"""Whoever is killed while telling, or has company, leaves nobody out and tells nobody twice."""

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from time import monotonic

import pytest

from cli.conftest import Run, git
from mail_servers import Mailbox
from notify.conftest import Told

KILLS = pytest.mark.parametrize("kills", [6, pytest.param(200, marks=pytest.mark.long)])
READERS = [f"reader{n}@reader.test" for n in range(30)]
Tell = Callable[..., list[int]]


@pytest.fixture
def tell() -> Iterator[Tell]:
    """Give what tells in some folders at once, each for so many seconds, and says how each ended."""
    command = [sys.executable, str(Path(__file__).with_name("teller.py"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        give, take = process.stdin, process.stdout

        def told(*asked: tuple[Path, float]) -> list[int]:
            give.write(json.dumps([(str(folder), seconds) for folder, seconds in asked]) + "\n")
            give.flush()
            return list(json.loads(take.readline()))

        yield told
        give.close()


@pytest.fixture
def clone(post: None, site: Path, remote: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a second folder with the same site and the same readers."""
    folder = tmp_path_factory.mktemp("clone") / "site"
    (site / "readers.csv").write_text("address\n" + "".join(f"{one}\n" for one in READERS))
    git(site, "add", "incidents")
    git(site, "commit", "-qm", "Name readers")
    git(site, "push", "-q")
    git(site, "clone", "-q", str(remote), str(folder))
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


@KILLS
def test_everybody_is_told_once(
    site: Path, clone: Path, run: Run, tell: Tell, webhook: Told, mailbox: Mailbox, kills: int
) -> None:
    """In any of two folders, killed at any moment, two at once; a second copy has the id of the first."""
    chance, killed, updates = Random(kills), 0, 0
    assert tell((site, 60)) == [0]
    said_again(site, clone, run, updates := updates + 1)
    began = monotonic()
    assert tell((site, 60)) == [0]
    usual = monotonic() - began
    while killed < kills:
        said_again(site, clone, run, updates := updates + 1)
        for _ in range(3):
            folders = chance.choice([[site], [clone], [site, clone], [site, site]])
            ends = tell(*((one, chance.uniform(0, usual)) for one in folders))
            assert set(ends) <= {0, -9}
            killed += ends.count(-9)
        assert tell((chance.choice([site, clone]), 150)) == [0]
    mails = Counter(
        zip(mailbox.recipients, (str(m["Message-ID"]) for m in mailbox.taken), strict=True)
    )
    assert len({id_ for _, id_ in mails}) == updates
    assert len(mails) == updates * len(READERS)
    assert len(set(webhook.ids)) == updates
    again = mails.total() - len(mails) + len(webhook.ids) - updates
    print(f"{killed} killed, {updates} updates, {mails.total()} mails, {again} told again")
    assert again <= killed / 10 + 1
