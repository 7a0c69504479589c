"""`Turn`: a run's turn at telling a channel's readers of one thing: what it takes, and what it leaves to others."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from mkdocs_statuspage.writing.told_ledger import Debt, Ledger, Taken, slot_of, slots_for

LEASE = timedelta(minutes=2)
"""How long others leave to a run what it has taken, where they cannot tell whether it lives."""
BATCH = 20
"""How many readers are taken at once: so many are told again at most, if a run and its whole machine are gone."""


@dataclass(frozen=True)
class Turn:
    """A run's turn."""

    key: str
    """What is told."""
    channel: str
    run: str
    readers: Sequence[str]
    """Everybody whom the channel tells of it."""
    told: Callable[[], frozenset[str]]
    """Returns those of them of whom this machine knows that they were: asked anew, as whoever is gone told until then."""
    left: frozenset[str]
    """Those whom it cannot tell for now, and leaves."""
    is_gone: Callable[[str], bool]
    """Whether another run has ended for sure."""

    def taken_in(self, ledger: Ledger | None, now: datetime) -> Ledger:
        """Return the ledger with the next readers taken, those who were told noted, and no debt when all were."""
        ledger = ledger or Ledger()
        owed = ledger.owed.get(self.key, {}).get(self.channel)
        if owed is None:
            return ledger
        of = owed.of or slots_for(len(self.readers))
        others = {
            run: taken
            for run, taken in owed.taken.items()
            if run != self.run and taken.until > now and not self.is_gone(run)
        }
        told = self.told()
        done = owed.done | self._done(of, told)
        pending = [one for one in self.readers if slot_of(one, of) not in done]
        if not pending and not others:
            return ledger.with_debt(self.key, self.channel, None)
        busy = {slot for taken in others.values() for slot in taken.slots}
        free = [slot_of(one, of) for one in pending if one not in self.left | told]
        mine = frozenset([slot for slot in free if slot not in busy][:BATCH])
        taken = others | ({self.run: Taken(mine, now + LEASE)} if mine else {})
        return ledger.with_debt(self.key, self.channel, Debt(of, done, taken))

    def _done(self, of: int, told: frozenset[str]) -> frozenset[int]:
        """Return the slots in which there is nobody left who was not told."""
        left = {slot_of(one, of) for one in self.readers if one not in told}
        return frozenset(slot_of(one, of) for one in told) - left

    def mine_in(self, ledger: Ledger) -> Sequence[str]:
        """Return the readers whom the run has taken, in the order of the list."""
        owed = ledger.owed.get(self.key, {}).get(self.channel, Debt())
        mine = owed.taken[self.run].slots if self.run in owed.taken else frozenset()
        settled = self.told() | self.left
        wanted = (one for one in self.readers if one not in settled)
        return [one for one in wanted if slot_of(one, owed.of or 1) in mine]
