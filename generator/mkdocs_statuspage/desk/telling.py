"""Telling readers what is new, each once: whoever dies on the way, is repeated or has company.

What is about to be told is taken in the ledger first, so that no other run tells the same. Who was told is noted on this
machine at once, and in the ledger after each few readers. Only the reader who is being told in the moment in which a run
dies may be told again, under the same id.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from secrets import token_hex

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.live_page import told_on
from mkdocs_statuspage.desk.notice_texts import message_of
from mkdocs_statuspage.desk.notices import Notice, begun, brought_up, is_new, notices_of
from mkdocs_statuspage.desk.turns import LEASE, Turn
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.config import NoticeChannel
from mkdocs_statuspage.site import InvalidFiles, Site, load_site
from mkdocs_statuspage.writing.held_signals import undisturbed
from mkdocs_statuspage.writing.notice_channels import opened
from mkdocs_statuspage.writing.notice_message import Message, NotTold, Sender
from mkdocs_statuspage.writing.refusals import CannotWrite
from mkdocs_statuspage.writing.telling_journal import (
    Journal,
    forget_run,
    is_gone,
    sign_of_life,
    state_home,
)
from mkdocs_statuspage.writing.told_ledger import Ledger, LedgerStore, NotNoted

MARGIN = timedelta(seconds=45)
"""So much of what a run was given is left when it tells a last reader: longer than any server may take."""
PAUSES = (2.0, 10.0)
"""Seconds before what could not be told is tried again."""
POLL = 1.0
"""Seconds before it is looked again what another run has left."""
WAIT = 60.0
"""How long readers may have to wait for the page that they are told of."""


@dataclass
class Telling:
    """How it went."""

    is_first: bool = False
    """Whether it was the first time, when nobody is told."""
    told: dict[str, dict[str, int]] = field(default_factory=dict)
    """How many readers were told: by the title of what they were told, and the channel."""
    problems: list[str] = field(default_factory=list)
    """Why somebody was not told."""
    owed: tuple[str, ...] = ()
    """The titles of what somebody has still to be told."""


def tell(workspace: Workspace, *, look: bool = True) -> Telling:
    """Tell every channel what it has not told yet, of what is on the page.

    Args:
        workspace: the site.
        look: look first whether the page has it.

    Raises:
        CannotRun: no channel is named.
    """
    run = _Run(workspace, _site_of(workspace))
    try:
        with sign_of_life(run.home, run.name):
            run.learn(look=look)
            if not run.result.is_first:
                run.tell_all()
        run.tidy_up()
    except NotNoted as error:
        run.result.problems.append(str(error))
    titles = (run.notices[key].item.title for key in run.ledger.owed if key in run.notices)
    run.result.owed = tuple(titles)
    return run.result


def unready(workspace: Workspace) -> Iterator[tuple[str, CannotWrite]]:
    """Yield each channel that cannot tell anybody for now, and why; nobody is told, and no server asked."""
    for name, channel in workspace.config.notify.items():
        try:
            with opened(channel, workspace.config, workspace.root, workspace.is_published):
                pass
        except CannotWrite as error:
            yield name, error


def outlook(workspace: Workspace) -> Mapping[str, Sequence[str]] | None:
    """Return what would be told, by its title, and by which channels; None where nobody is told as it is the first time."""
    site = _site_of(workspace)
    ledger = _store(workspace, site).read()
    if ledger is None:
        return None
    notices = notices_of(site)
    owed = brought_up(ledger, notices, workspace.config.notify, lambda _: True).owed
    return {n.item.title: tuple(owed[n.key]) for n in notices if n.key in owed}


def _site_of(workspace: Workspace) -> Site:
    if not workspace.config.notify:
        example = "notify: {chat: {to: apprise, at_in: CHAT_URL}}"
        raise CannotRun("statuspage.yml names no channel", f"write one there, such as {example}")
    try:
        return load_site(workspace.incidents_dir, workspace.now, workspace.url, workspace.address)
    except InvalidFiles as wrong:
        message = "the files are not valid, so nobody is told:"
        raise CannotRun(message, "statuspage check", wrong.findings) from None


def _store(workspace: Workspace, site: Site) -> LedgerStore:
    return LedgerStore(workspace.incidents_dir, site.config.site_id, workspace.locks_dir)


@dataclass
class _Run:
    """One time that readers are told."""

    workspace: Workspace
    site: Site
    result: Telling = field(default_factory=Telling)
    name: str = field(default_factory=lambda: token_hex(8))
    ledger: Ledger = field(default_factory=Ledger)
    """As it was when it was last changed."""
    gone: set[str] = field(default_factory=set)
    """Other runs that have ended."""
    shut: set[str] = field(default_factory=set)
    """Channels that cannot tell anybody in this run."""
    lacks: dict[str, None] = field(default_factory=dict)
    """Why somebody was not told, as far as another try may mend it."""

    @cached_property
    def notices(self) -> Mapping[str, Notice]:
        """Everything that is ever told, oldest first."""
        return {notice.key: notice for notice in notices_of(self.site)}

    @cached_property
    def home(self) -> Path:
        """Where this machine keeps what it knows of tellings."""
        return state_home(self.workspace.state_dir)

    @cached_property
    def store(self) -> LedgerStore:
        return _store(self.workspace, self.site)

    @property
    def channels(self) -> Mapping[str, NoticeChannel]:
        return self.workspace.config.notify

    def learn(self, *, look: bool) -> None:
        """Bring the ledger up to what the site says: the first time all of it is known, later what is new is owed."""
        known = tuple(self.notices.values())
        former = self.store.read()
        fresh = [] if former is None else [one for one in known if is_new(one, former)]
        is_live = _looked(self.workspace.url, fresh) if look else _always
        if hidden := sum(not is_live(notice) for notice in fresh):
            where = self.workspace.url
            self.result.problems.append(f"{hidden} of what is new is not seen at {where} yet")

        def change(ledger: Ledger | None) -> Ledger:
            self.result.is_first = ledger is None
            if ledger is None:
                return begun(token_hex(8), known)
            return brought_up(ledger, known, self.channels, is_live)

        self.ledger = self.store.change(change)

    def tell_all(self) -> None:
        """Tell what is owed; what cannot be told is tried again, and what another run has taken is waited for."""
        pauses, until = list(PAUSES), time.monotonic() + LEASE.total_seconds() + 10
        while names := self._owing():
            self.lacks = {}
            for name in names:
                self._tell_by(name)
            if not self.lacks and self._owing() and time.monotonic() < until:
                time.sleep(POLL)  # others have taken what is left
                self.ledger = self.store.read() or self.ledger
            elif self.lacks and pauses:
                time.sleep(pauses.pop(0))
            else:
                break
        self.result.problems += self.lacks

    def _owing(self) -> Sequence[str]:
        """Return the channels that owe something and can tell."""
        owing = {name for debts in self.ledger.owed.values() for name in debts}
        return [name for name in self.channels if name in owing - self.shut]

    def _tell_by(self, name: str) -> None:
        """Tell what one channel owes, oldest first."""
        with ExitStack() as stack:
            try:
                where = self.workspace.root, self.workspace.is_published
                channel = opened(self.channels[name], self.site.config, *where)
                sender = stack.enter_context(channel)
            except CannotWrite as error:
                self.shut.add(name)
                self._lasting([f"{name}: {error}"])
                return
            self._lasting(f"{name}: {note}" for note in sender.notes)
            try:
                for key in self.notices:
                    if name in self.ledger.owed.get(key, {}):
                        self._tell(key, name, sender)
            except NotNoted:
                raise
            except CannotWrite as error:
                self.lacks[f"{name}: {error}"] = None

    def _tell(self, key: str, name: str, sender: Sender) -> None:
        """Tell a channel's readers of one thing, some at a time, until nobody is left who can be told now."""
        message, left = message_of(self.notices[key], self.site), frozenset[str]()
        readers = sender.readers(message)
        journal = Journal(self.home / self.ledger.id, key, name)
        told = partial(journal.told, readers)
        turn = Turn(key, name, self.name, readers, told, left, self._is_gone)
        try:
            while mine := self._take(turn):
                left |= self._tell_some(mine, message, sender, journal)
                turn = replace(turn, left=left)
        except NotNoted:
            raise
        except CannotWrite:
            self._take(replace(turn, left=frozenset(readers)))
            raise
        if name not in self.ledger.owed.get(key, {}):
            journal.forget()

    def _take(self, turn: Turn) -> Sequence[str]:
        """Note whom the run has told, and return those whom it may tell now."""
        self.ledger = self.store.change(lambda ledger: turn.taken_in(ledger, datetime.now(UTC)))
        return turn.mine_in(self.ledger)

    def _tell_some(
        self, readers: Iterable[str], message: Message, sender: Sender, journal: Journal
    ) -> frozenset[str]:
        """Tell those whom the run has taken, as long as it has them; return who could not be told."""
        left, until = set(), time.monotonic() + (LEASE - MARGIN).total_seconds()
        for reader in readers:
            if time.monotonic() > until:
                break
            with undisturbed():
                try:
                    sender.tell(reader, message)
                except NotTold as error:
                    why = f"{journal.channel}: {message.subject}: {error}"
                    if not error.is_final:
                        self.lacks[why] = None
                        left.add(reader)
                        continue
                    self._lasting([why])
                else:
                    told = self.result.told.setdefault(message.subject, {})
                    told[journal.channel] = told.get(journal.channel, 0) + 1
                journal.note(reader)
        return frozenset(left)

    def _lasting(self, problems: Iterable[str]) -> None:
        """Note what no second try mends, once."""
        self.result.problems += [one for one in problems if one not in self.result.problems]

    def _is_gone(self, run: str) -> bool:
        if run not in self.gone and is_gone(self.home, run):
            self.gone.add(run)
        return run in self.gone

    def tidy_up(self) -> None:
        """Take away the signs of runs that have nothing taken any more."""
        taken = {r for debts in self.ledger.owed.values() for o in debts.values() for r in o.taken}
        for run in {self.name, *self.gone} - taken:
            forget_run(self.home, run)


def _always(_: Notice) -> bool:
    return True


def _looked(url: str, fresh: Sequence[Notice]) -> Callable[[Notice], bool]:
    """Look at the page until it has what is new, and return what tells whether it has something."""
    if not url or not fresh:
        return _always
    until = time.monotonic() + WAIT
    while True:
        seen = told_on(url)

        def is_live(notice: Notice) -> bool:
            return seen.has(notice.key, notice.item.published_at)  # noqa: B023 - of this round

        if all(map(is_live, fresh)) or time.monotonic() > until:
            return is_live
        time.sleep(min(2.0, WAIT / 10))
