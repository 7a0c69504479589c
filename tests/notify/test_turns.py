"""Whoever takes turns at telling, in whatever order and wherever killed, tells everybody."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import partial
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.desk.turns import BATCH, LEASE, Turn
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.writing.told_ledger import (
    Debt,
    Ledger,
    parsed_ledger,
    slot_of,
    slots_for,
    written_ledger,
)

KEY, CHANNEL = "cards:update:1", "mail"
NOW = datetime(2026, 11, 3, 10, tzinfo=UTC)


@dataclass
class World:
    """One ledger, the readers' letter boxes, and what each machine knows."""

    readers: list[str]
    ledger: Ledger = field(default_factory=lambda: Ledger("x").with_debt(KEY, CHANNEL, Debt()))
    told: Counter[str] = field(default_factory=Counter)
    journals: dict[int, set[str]] = field(default_factory=lambda: {0: set(), 1: set()})
    gone: dict[int, set[str]] = field(default_factory=lambda: {0: set(), 1: set()})
    now: datetime = NOW

    @property
    def is_settled(self) -> bool:
        return KEY in self.ledger.told

    def run(self, name: str, machine: int) -> Iterator[None]:
        """Tell step by step; whoever steps no further has been killed."""
        while True:
            told = partial(frozenset, self.journals[machine])
            is_gone = self.gone[machine].__contains__
            turn = Turn(KEY, CHANNEL, name, self.readers, told, frozenset(), is_gone)
            yield
            self.ledger = turn.taken_in(parsed_ledger(written_ledger(self.ledger)), self.now)
            mine = turn.mine_in(self.ledger)
            assert len(mine) <= BATCH + len(self.readers) // 4
            yield
            for reader in mine:
                self.told[reader] += 1
                self.journals[machine].add(reader)
                yield
            if not mine:
                return


def play(world: World, chance: Random, machines: int) -> int:
    """Have runs begin, step and die until all is settled; give how many died."""
    runs: dict[str, tuple[Iterator[None], int]] = {}
    kills = number = 0
    while not world.is_settled:
        if len(runs) < 2:
            number += 1
            machine = chance.randrange(machines)
            runs[str(number)] = (world.run(str(number), machine), machine)
        name = chance.choice(list(runs))
        steps, machine = runs[name]
        for _ in range(chance.randrange(1, 30)):
            if next(steps, "over") == "over":
                del runs[name]
                world.now += timedelta(seconds=5)
                break
        if name in runs and kills < 20 and chance.random() < 0.3:
            del runs[name]
            world.gone[machine].add(name)
            kills += 1
    return kills


@given(seed=st.integers(0, 10**6), count=st.integers(0, 70))
def test_on_one_machine_everybody_is_told_once(seed: int, count: int) -> None:
    """It knows whom it told, and who has died."""
    world = World([f"r{n}@reader.test" for n in range(count)])
    play(world, Random(seed), machines=1)
    assert world.told == Counter(world.readers)


@given(seed=st.integers(0, 10**6), count=st.integers(0, 70))
def test_on_two_machines_nobody_is_left_out(seed: int, count: int) -> None:
    """One does not know whom the other told last: no more are told again than it had taken."""
    world = World([f"r{n}@reader.test" for n in range(count)])
    kills = play(world, Random(seed), machines=2)
    assert set(world.told) == set(world.readers)
    assert world.told.total() - count <= kills * (BATCH + count // 4)


def begun(world: World, name: str, machine: int) -> Iterator[None]:
    """Give a run that has taken readers, and told none yet."""
    steps = world.run(name, machine)
    next(steps)
    next(steps)
    return steps


def test_what_a_living_run_has_taken_is_left_to_it() -> None:
    """For as long as it was given, if nobody can tell whether it lives."""
    world = World(["a@reader.test", "b@reader.test"])
    begun(world, "first", 0)
    assert [*world.run("second", 1)] == [None, None]
    assert not world.told
    world.now += LEASE
    assert [*world.run("second", 1)]
    assert set(world.told) == set(world.readers)


def test_what_a_dead_run_has_taken_is_taken_at_once() -> None:
    """This machine knows that it is dead."""
    world = World(["a@reader.test"])
    begun(world, "first", 0)
    world.gone[0].add("first")
    assert [*world.run("second", 0)]
    assert set(world.told) == {"a@reader.test"}


def test_whom_it_told_is_asked_when_it_is_known_to_be_dead() -> None:
    """A run that looks after another, which tells one more and dies in that moment, does not tell that one again."""
    world = World(["a@reader.test", "b@reader.test"])
    first = begun(world, "first", 0)

    class Dying(set[str]):
        def __contains__(self, _: object) -> bool:
            next(first)
            return True

    world.gone[0] = Dying()
    assert [*world.run("second", 0)]
    assert world.told == Counter(world.readers)


def test_a_longer_list_of_another_run_is_told_to_its_end() -> None:
    """Who is through with a shorter one does not settle it."""
    world = World(["a@reader.test", "b@reader.test"])
    begun(world, "longer", 0)
    shorter = World(["a@reader.test"], world.ledger)
    shorter.journals[1].add("a@reader.test")
    assert [*shorter.run("shorter", 1)] == [None, None]
    assert not shorter.is_settled


def test_a_slot_is_of_several_addresses() -> None:
    """A reader has the same one in every run, and nobody who has an address can tell that it is on the list."""
    for count in (1, 30, 500, 5000):
        of = slots_for(count)
        assert 16 <= of <= max(16, 8 * count)
        taken = {slot_of(f"r{n}@reader.test", of) for n in range(count)}
        others = [slot_of(f"o{n}@other.test", of) in taken for n in range(2000)]
        assert sum(others) > 50
    assert slot_of("Ana@Reader.test", 64) == slot_of("ana@reader.TEST", 64)


@pytest.mark.parametrize("text", ["", "[]", '{"version": 2}', '{"version": 1}', "\x00"])
def test_a_ledger_of_another_version_tells_nobody(text: str) -> None:
    """What cannot be read is not taken for a first time."""
    with pytest.raises(CannotWrite, match="use the version that wrote it"):
        parsed_ledger(text)
