"""`Notice`: one thing to be told, and for whom it is; and what of it nobody has been told yet.

Nothing here sends, reads a clock or asks anybody: the ledger is a value.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from mkdocs_statuspage.model.config import NoticeChannel
from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.feeds.items import WINDOW, Item, items_of
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint
from mkdocs_statuspage.site import Site, components_of
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.writing.told_ledger import Debt, Ledger

MOVES = WINDOW
"""Stands in what was told once a ledger knows of windows that were moved; those of before are no news to anybody."""
_OWN_ID = re.compile(r"\d{8}T\d{6}Z-[0-9a-z]{4}")
"""What our own commands call an update; no importer does."""


@dataclass(frozen=True)
class Notice:
    """One thing to be told."""

    item: Item
    course: Course
    kind: str
    """What it is, in the words of `kinds`."""
    components: frozenset[str]
    """The components that it concerns, by their present ids."""
    update: Update | None = None
    """The update that it tells of, if it is one."""

    @property
    def key(self) -> str:
        """What it is for ever; see `Item.key`."""
        return self.item.key

    @property
    def is_taken_back(self) -> bool:
        """Whether what it says does not hold any more."""
        return self.course.is_withdrawn or bool(self.update and self.update.retracted)

    @property
    def is_other_window(self) -> bool:
        """Whether it tells that planned work was moved."""
        return self.key.startswith(f"{self.course.incident.feed_id}:{WINDOW}:")

    @property
    def is_said_here(self) -> bool:
        """Whether one of our own commands said it, and no importer brought it."""
        return bool(self.update and _OWN_ID.fullmatch(self.update.id))


def notices_of(site: Site) -> tuple[Notice, ...]:
    """Return everything that readers are ever told, oldest first."""
    here = Standpoint.of(site)
    found = (notice for course in site.told[::-1] for notice in _of_course(course, here))
    return tuple(sorted(found, key=lambda notice: notice.item.published_at))


def _of_course(course: Course, here: Standpoint) -> Iterator[Notice]:
    incident, ids = course.incident, here.site.config.current_ids
    components = frozenset(ids.get(id_, id_) for id_ in components_of(incident))
    items = items_of(course, here)
    updates = {item.key: update for item, update in zip(items, incident.updates, strict=False)}
    for item in items:
        word = item.key.removeprefix(f"{incident.feed_id}:").partition(":")[0]
        kind = {
            "kept": "promise",
            "moved": "promise",
            "report": "report",
            "first-report": "report",
        }.get(word)
        said = updates.get(item.key) if word == "update" else None
        yield Notice(item, course, kind or incident.kind.value, components, said)


def wants(channel: NoticeChannel, notice: Notice) -> bool:
    """Tell whether a channel tells of something: by what it is, of what, and how bad it came to be."""
    is_bad_enough = notice.course.impact.rank >= channel.least.rank
    return (
        (not channel.kinds or notice.kind in channel.kinds)
        and (not channel.components or bool(notice.components & frozenset(channel.components)))
        and (is_bad_enough or notice.course.incident.kind is not Kind.INCIDENT)
    )


def begun(id_: str, notices: Sequence[Notice]) -> Ledger:
    """Return the first ledger: what is there before it was never to be told."""
    empty = Ledger(id_, frozenset([MOVES]))
    ledger = reduce(_remember_import, _by_incident(notices).values(), empty)
    return _with_told(ledger, (n for n in notices if is_new(n, ledger)))


def brought_up(
    ledger: Ledger,
    notices: Sequence[Notice],
    channels: Mapping[str, NoticeChannel],
    is_live: Callable[[Notice], bool],
) -> Ledger:
    """Return the ledger with what is new: who owes it, and what nobody needs to be told of.

    What readers do not see on the page yet stays new. What was taken back, what an import brought and what
    is on no page any more is owed by nobody.
    """
    for group in _by_incident(notices).values():
        if _is_new_import(group, ledger):
            ledger = _remember_import(ledger, group)
        for notice in group:
            if is_new(notice, ledger) and is_live(notice):
                ledger = _with_new(ledger, notice, channels)
    if MOVES not in ledger.told:
        ledger = _with_told(ledger, (n for n in notices if n.is_other_window))
        ledger = replace(ledger, told=ledger.told | {MOVES})
    standing = {notice.key: notice for notice in notices if not notice.is_taken_back}
    gone = [key for key in ledger.owed if key not in standing]
    for key, channel in [(k, c) for k, debts in ledger.owed.items() for c in debts]:
        if key in gone or channel not in channels:
            ledger = ledger.with_debt(key, channel, None)
    return ledger


def is_new(notice: Notice, ledger: Ledger) -> bool:
    """Tell whether a ledger knows nothing of something."""
    until = ledger.imported.get(notice.course.incident.feed_id)
    is_history = until is not None and notice.item.published_at <= until
    is_history |= notice.is_other_window and MOVES not in ledger.told
    return not (is_history or notice.key in ledger.told or notice.key in ledger.owed)


def _with_told(ledger: Ledger, notices: Iterable[Notice]) -> Ledger:
    return replace(ledger, told=ledger.told.union(notice.key for notice in notices))


def _with_new(ledger: Ledger, notice: Notice, channels: Mapping[str, NoticeChannel]) -> Ledger:
    wanted = [id_ for id_, channel in channels.items() if wants(channel, notice)]
    if not wanted:
        return _with_told(ledger, [notice])
    return replace(ledger, owed={**ledger.owed, notice.key: dict.fromkeys(wanted, Debt())})


def _by_incident(notices: Iterable[Notice]) -> Mapping[str, Sequence[Notice]]:
    found: dict[str, list[Notice]] = {}
    for notice in notices:
        found.setdefault(notice.course.incident.feed_id, []).append(notice)
    return found


def _is_new_import(group: Sequence[Notice], ledger: Ledger) -> bool:
    """Tell whether an incident came from elsewhere and nothing of it is known yet."""
    incident = group[0].course.incident
    is_known = (not is_new(notice, ledger) for notice in group if not notice.is_other_window)
    return incident.source is not None and not (
        incident.feed_id in ledger.imported or any(is_known)
    )


def _remember_import(ledger: Ledger, group: Sequence[Notice]) -> Ledger:
    """Return the ledger that takes all that was said of an imported incident for history.

    By the time and not thing by thing: a second import may bring earlier words of it.
    """
    if group[0].course.incident.source is None:
        return ledger
    feed_id = group[0].course.incident.feed_id
    theirs = (notice.item.published_at for notice in group if not notice.is_said_here)
    until = max(theirs, default=BEGINNING)
    return replace(ledger, imported={**ledger.imported, feed_id: until})
