"""`Ledger`: what readers were told, kept on a ref of the repository; no reader's address is in it.

Before anything is sent, a run takes the slots of those whom it will tell; afterwards it notes that they were. A slot is a
number that several addresses share, so that nobody can find an address by it.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

from mkdocs_statuspage.model.scalars import format_instant, parse_instant
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.writing.remote import NoTarget, Outcome, Target, fetched, find_ref
from mkdocs_statuspage.writing.replay import Replay, replay_on_ref

REF = "refs/statuspage/told"
VERSION = 1
_FEWEST_SLOTS = 16


@dataclass(frozen=True)
class Taken:
    """What a run has taken upon itself."""

    slots: frozenset[int]
    until: datetime
    """When others may take it, if the run has not ended."""


@dataclass(frozen=True)
class Debt:
    """Whom one channel still has to tell of one thing."""

    of: int = 0
    """How many slots there are; 0 before anybody was to be told."""
    done: frozenset[int] = frozenset()
    """The slots whose readers were told."""
    taken: Mapping[str, Taken] = field(default_factory=dict)
    """What each run has taken, by the run's name."""


Debts = Mapping[str, Debt]
"""What is owed of one thing, by the channel's id."""


@dataclass(frozen=True)
class Ledger:
    """What was told, and what is owed."""

    id: str = ""
    """Which ledger it is: one that is begun anew has another."""
    told: frozenset[str] = frozenset()
    """The keys of what nobody has to be told of any more."""
    imported: Mapping[str, datetime] = field(default_factory=dict)
    """Until when each imported incident is history, by its first id."""
    owed: Mapping[str, Debts] = field(default_factory=dict)
    """What is owed, by the key of what is to be told."""

    def with_debt(self, key: str, channel: str, owed: Debt | None) -> "Ledger":
        """Return the ledger with what one channel owes now; when none owes anything more, it is told."""
        debts = {name: one for name, one in self.owed.get(key, {}).items() if name != channel}
        debts |= {channel: owed} if owed else {}
        others = {name: one for name, one in self.owed.items() if name != key}
        if debts:
            return replace(self, owed={**others, key: debts})
        return replace(self, owed=others, told=self.told | {key})


class NotNoted(CannotWrite):
    """What is told could not be noted, so nobody may be told."""


Change = Callable[[Ledger | None], Ledger]
"""Makes the new ledger of the newest one; None where nobody was ever told."""


def slots_for(readers: int) -> int:
    """Return how many slots so many readers get: a few times as many, so that hardly any share one."""
    return max(_FEWEST_SLOTS, 4 << (max(readers, 1) - 1).bit_length())


def slot_of(reader: str, of: int) -> int:
    """Return the slot of a reader: the same one in every run, whoever else is on the list."""
    return int.from_bytes(sha256(reader.casefold().encode()).digest()[:8]) % of


def parsed_ledger(text: str) -> Ledger:
    """Read a ledger.

    Raises:
        CannotWrite: it is none that this version knows.
    """
    try:
        tree = json.loads(text)
        tree = {VERSION: tree}[tree["version"]]
        imported = {name: parse_instant(at) for name, at in tree["imported"].items()}
        owed = {key: _debts(debts) for key, debts in tree["owed"].items()}
        return Ledger(str(tree["id"]), frozenset(tree["told"]), imported, owed)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = f"what was told cannot be read from {REF}: {error}; use the version that wrote it"
        raise CannotWrite(message) from None


def _debts(tree: Mapping[str, Any]) -> Debts:
    return {
        name: Debt(
            one["of"],
            frozenset(one["done"]),
            {
                run: Taken(frozenset(taken["slots"]), parse_instant(taken["until"]))
                for run, taken in one["taken"].items()
            },
        )
        for name, one in tree.items()
    }


def written_ledger(ledger: Ledger) -> str:
    """Write a ledger, alike for like ones, a line for each thing."""
    tree = {
        "version": VERSION,
        "id": ledger.id,
        "told": sorted(ledger.told),
        "imported": {name: format_instant(at) for name, at in sorted(ledger.imported.items())},
        "owed": {key: _debts_tree(debts) for key, debts in sorted(ledger.owed.items())},
    }
    return json.dumps(tree, indent=1, ensure_ascii=False) + "\n"


def _debts_tree(debts: Debts) -> dict[str, Any]:
    return {
        name: {
            "of": one.of,
            "done": sorted(one.done),
            "taken": {
                run: {"slots": sorted(taken.slots), "until": format_instant(taken.until)}
                for run, taken in sorted(one.taken.items())
            },
        }
        for name, one in sorted(debts.items())
    }


@dataclass(frozen=True)
class LedgerStore:
    """Where the ledger of one site is kept."""

    folder: Path
    """A folder of the repository."""
    site_id: str
    lock_dir: Path

    @property
    def name(self) -> str:
        """The file's name: several sites may stand in one repository."""
        return f"{self.site_id}.json"

    @cached_property
    def _target(self) -> Target:
        target = find_ref(self.folder, REF)
        if isinstance(target, NoTarget):
            raise _unkept(Replay(target.outcome, target.said))
        return target

    def read(self) -> Ledger | None:
        """Return the newest ledger; None where nobody was ever told.

        Raises:
            NotNoted: it could not be asked for.
        """
        target = self._target
        with fetched(target) as base:
            if isinstance(base, NoTarget):
                if base.outcome is Outcome.NO_BRANCH:
                    return None
                raise _unkept(Replay(base.outcome, base.said))
            if target.git.ask("ls-tree", base, "--", self.name) is None:
                return None
            return parsed_ledger(
                target.git.need("cat-file", "blob", f"{base}:{self.name}").out.decode()
            )

    def change(self, change: Change) -> Ledger:
        """Make a change on the newest ledger, which is then the remote's, and return that.

        Raises:
            NotNoted: it could not be put there; what stood there stands.
        """

        def edit(text: str | None) -> str:
            former = None if text is None else parsed_ledger(text)
            made = change(former)
            return text if text is not None and made == former else written_ledger(made)

        ended = replay_on_ref(self._target, self.name, edit, self.lock_dir)
        if not ended.is_published or ended.text is None:
            raise _unkept(ended)
        return parsed_ledger(ended.text)


def _unkept(ended: Replay) -> NotNoted:
    said = ended.said.strip().splitlines()
    why = f"{ended.outcome.value}{f': {said[-1]}' if said else ''}"
    return NotNoted(f"what is told cannot be noted on {REF}, so nobody else is told: {why}")
