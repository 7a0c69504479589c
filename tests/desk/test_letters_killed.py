"""Sending letters is killed at random moments and run again: each person has theirs, and nobody has two."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from mail_servers import Mailbox, mail_server

AGAIN = "sent again under the same id"


@pytest.mark.parametrize(
    ("people", "kills"), [(12, 3), pytest.param(60, 40, marks=pytest.mark.long)]
)
def test_each_has_one_letter_wherever_it_was_killed(
    site: Path, tmp_path_factory: pytest.TempPathFactory, people: int, kills: int
) -> None:
    """A message id a person; a second copy of one only where the program said that it had to send it again."""
    path = tmp_path_factory.mktemp("lists") / "affected.csv"
    rows = (f"Person No {n},p{n}@x.example\n" for n in range(people))
    path.write_text("name,address\n" + "".join(rows))
    rng, told = random.Random(people), ""
    with mail_server() as server:
        config = site / "incidents" / "statuspage.yml"
        mail = f"mail: {{host: 127.0.0.1, port: {server.port}, tls: none, per_minute: 6000}}\n"
        config.write_text(config.read_text() + mail)
        for _ in range(kills):
            told += _killed(site, path, server, rng)
        ended = _started(site, path)
        _, last = ended.communicate(timeout=120)
        assert ended.returncode == 0, last
        told += last
    ids = {message["Message-ID"] for message in server.taken}
    counts = Counter(server.recipients)
    assert len(ids) == len(counts) == people
    twice = {address for address, count in counts.items() if count > 1}
    assert all(f"{address}: {AGAIN}" in told for address in twice)


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


def _killed(site: Path, path: Path, server: Mailbox, rng: random.Random) -> str:
    """Start it, kill it a random moment after it has sent something more, and return what it had said."""
    before, started = len(server.taken), _started(site, path)
    until = time.monotonic() + 60
    while len(server.taken) == before and started.poll() is None and time.monotonic() < until:
        time.sleep(0.001)
    time.sleep(rng.random() * 0.03)
    started.kill()
    return started.communicate()[1]
