"""Everybody is told of what is new, once: nobody the first time, nobody of what was amended, built again or imported."""

import pytest

from cli.conftest import Run
from mail_servers import Mailbox
from notify.conftest import Told, said

FILE = "incidents/2026-11-03-card-payments.md"
UPDATE = ("update", "-m", "We found the cause.", "-s", "ide")


@pytest.fixture(autouse=True)
def _ready(post: None) -> None:
    """Every test here has readers."""


def test_the_first_time_nobody_is_told(run: Run, webhook: Told, mailbox: Mailbox) -> None:
    """What is there already is known; what is said later is told, and once."""
    first = run("notify", "--no-look")
    assert (first.code, webhook.requests, mailbox.taken) == (0, [], []), first
    assert "Nobody was told" in first.out
    assert run(*UPDATE).code == 0
    planned = run("notify", "--dry-run")
    assert "Would tell hook, customers: [Identified] Card payments fail" in planned.out
    assert webhook.requests == []
    second = run("notify", "--no-look")
    assert (second.code, second.err) == (
        0,
        "statuspage.yml fixes the clock at 2026-11-03T10:00:00Z\n",
    )
    assert len(webhook.requests) == 1
    title = "[Identified] Card payments fail · Tiny"
    assert said(mailbox) == [("ben@reader.test", title), ("jose@reader.test", title)]
    assert "Nothing is new" in run("notify", "--no-look").out
    assert (len(webhook.requests), len(mailbox.taken)) == (1, 2)
