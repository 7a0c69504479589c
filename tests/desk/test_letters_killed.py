"""Sending letters is killed at random moments and run again: each person has theirs, and nobody has two."""

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from mail_servers import Mailbox, mail_server


@pytest.mark.parametrize(
    ("people", "kills"), [(12, 3), pytest.param(60, 40, marks=pytest.mark.long)]
)
def test_each_has_one_letter_wherever_it_was_killed(
    site: Path, tmp_path_factory: pytest.TempPathFactory, people: int, kills: int
) -> None:
    """A message id a person; a second copy of one only where it was killed within the handing over."""
    path = tmp_path_factory.mktemp("lists") / "affected.csv"
    rows = (f"Person No {n},p{n}@x.example\n" for n in range(people))
    path.write_text("name,address\n" + "".join(rows))
    rng = random.Random(people)
    with mail_server() as server:
        config = site / "incidents" / "statuspage.yml"
        mail = f"mail: {{host: 127.0.0.1, port: {server.port}, tls: none, per_minute: 600}}\n"
        config.write_text(config.read_text() + mail)
        for _ in range(kills):
            _killed(site, path, server, rng)
        ended = _started(site, path)
        _, last = ended.communicate(timeout=120)
        assert ended.returncode == 0, last
    ids = [str(message["Message-ID"]) for message in server.taken]
    assert len(set(ids)) == len(set(server.recipients)) == people
    [journal] = (site / ".statuspage" / "letters").glob("*.jsonl")
    steps = [json.loads(line) for line in journal.read_text().splitlines() if line]
    begun = Counter(step["id"] for step in steps if step["became"] == "begun")
    twice = {id_.strip("<>").partition("@")[0] for id_, n in Counter(ids).items() if n > 1}
    assert all(begun[id_] > 1 for id_ in twice)
    assert len(twice) < kills / 2


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
