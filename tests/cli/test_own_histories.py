"""Whatever our own commands do leaves its trace: over a history made by them alone nothing is found."""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.conftest import Run, git
from cli.test_traces import POLICY
from mkdocs_statuspage.desk.missing_traces import silent_findings, untraced_in
from mkdocs_statuspage.desk.workspace import Workspace, nearest_workspace

SECTIONS = """\
prevention:
  - {id: guard, promise: Refuse such a file, owner: Payments, due_on: 2026-11-13}
make_good: {none: Nobody lost anything.}
---
## What happened

We broke it. We are sorry: you could not take cards.
"""
BEGIN = datetime(2026, 11, 3, 10, tzinfo=UTC)
Step = tuple[str, ...]


def steps(chance: random.Random, count: int) -> Iterator[Step]:
    """Give commands as somebody might type them, in any order that makes sense and in some that do not."""
    card = "2026-11-03-card-payments"
    texts = (
        "Found it.",
        "A fix is on its way, by 14:00 UTC.",
        "Cards fail\nin `Europe`.",
        "It is: #1",
    )
    some = lambda: chance.choice(texts) + f" {chance.randrange(999)}"  # noqa: E731
    choices: tuple[Callable[[], Step], ...] = (
        lambda: ("update", card, "-m", some(), "--next", "30m"),
        lambda: ("update", card, "-m", some(), "-s", chance.choice(["ident", "mon", "inv"])),
        lambda: ("update", card, "-m", some(), "-c", "api=degraded", "--fix-by", "2h", "--because", "It is big."),
        lambda: ("amend", card, chance.choice(["last", "k7q2"]), "-m", some()),
        lambda: ("amend", card, "last", "-m", some(), "--withhold"),
        lambda: ("retract", card, "last", "--why", "It was wrong.", "--yes"),
        lambda: ("resolve", card, "-m", some()),
        lambda: ("report", card, "--signed-by", "ana"),
        lambda: ("report", card, "--final"),
        lambda: ("report", card, "--preliminary"),
        lambda: ("keep", "guard", "--evidence", "https://tiny.example/1"),
        lambda: ("open", f"Other {chance.randrange(99)}", "-c", "api=major", "-m", some(), "--class", "affecting"),
        lambda: ("maintenance", "Shelves", "--start", "2026-11-21 02:00", "--end", "2h", "-c", "api", "-m", some()),
        lambda: ("move", "shelves", "--start", f"2026-11-2{chance.randrange(2, 9)} 02:00", "--end", "2h", "--why", "It is late."),
        lambda: ("cancel", "shelves", "-m", some()),
        lambda: ("write", "the report"),
    )  # fmt: skip
    yield from (chance.choice(choices)() for _ in range(count))


def later(site: Path, hours: int) -> None:
    """Put the site's clock on, in a commit of its own."""
    config = site / "incidents" / "statuspage.yml"
    at = BEGIN + timedelta(hours=hours)
    lines = [line for line in config.read_text().splitlines() if not line.startswith("clock:")]
    config.write_text("\n".join([*lines, f"clock: {at:%Y-%m-%dT%H:%M:%SZ}"]) + "\n")


def written_report(site: Path) -> None:
    """Write the report by hand, as people do, once and while it is not out."""
    file = site / "incidents" / "2026-11-03-card-payments.md"
    head, dashes, _ = file.read_text().rpartition("---\n")
    if dashes and "guard" not in head and "published_at" not in head and "_at: 2026-11" in head:
        file.write_text(head + SECTIONS)


def found_after(
    site: Path, run: Run, chance: random.Random, count: int
) -> Iterator[tuple[Step, list[str]]]:
    for number, step in enumerate(steps(chance, count)):
        later(site, number + 1)
        if step[0] == "write":
            written_report(site)
        git(site, "commit", "-qam", "Later")
        git(site, "push", "-q")
        if chance.random() < 0.8:  # else two or more steps are published at once
            git(site, "tag", "-f", "statuspage-published")
        if step[0] != "write":
            run(*step, "--publish")
        yield step, silent_in(nearest_workspace(site))


def silent_in(workspace: Workspace) -> list[str]:
    return [str(one) for one in silent_findings(workspace, untraced_in(workspace))]


def nothing_is_found(site: Path, run: Run, seed: int, count: int) -> None:
    config = site / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + POLICY)
    for step, found in found_after(site, run, random.Random(seed), count):
        assert found == [], (seed, step)


def test_a_history_of_our_commands_is_without_silent_changes(
    site: Path, remote: Path, run: Run
) -> None:
    """After each command, compared with what readers had before it; two hundred of them in the long form."""
    nothing_is_found(site, run, 7, 5)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(200))
def test_no_history_of_our_commands_has_silent_changes(
    site: Path, remote: Path, run: Run, seed: int
) -> None:
    """In any order, some published together."""
    nothing_is_found(site, run, seed, 12)
