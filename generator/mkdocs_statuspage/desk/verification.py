"""Looking at the evidence of promises again: which addresses, which of them now, and what was seen, in one file."""

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import chain
from typing import TypeVar
from urllib.parse import urlsplit

from mkdocs_statuspage.desk.beside_files import beside_text, write_beside
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.evidence_look import EvidenceLook, Web, look_at_evidence
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import check_link
from mkdocs_statuspage.model.sightings import (
    Found,
    Sighting,
    Sightings,
    TicketSighting,
    asked_as,
)
from mkdocs_statuspage.policy.classes import is_published
from mkdocs_statuspage.reading.file_list import EVIDENCE_NAME
from mkdocs_statuspage.reading.seen_evidence import sightings_in
from mkdocs_statuspage.timeline.ledger import promises_of
from mkdocs_statuspage.writing.replay import Replay
from mkdocs_statuspage.yaml_text.source import FORBIDDEN, SourceFile

S = TypeVar("S", Sighting, TicketSighting)
WEEK = timedelta(days=7)
"""Nothing is asked twice within it unless somebody says so."""
AT_ONCE = 16
"""How many are asked at one time."""
LONGEST_URL = 2000
"""A longer address that a server names is not kept."""
PER_HOST = 4
"""How many of them at one host."""
HEAD = """\
# What `statuspage verify` saw of the evidence of promises, and when. It is written anew each time: there is
# nothing in it that anybody need correct.
"""


@dataclass(frozen=True)
class Verified:
    """What a run has seen."""

    sightings: Sightings
    """Of every address that is named now."""
    asked: tuple[Sighting, ...]
    """Those that were asked in this run."""
    asked_tickets: tuple[TicketSighting, ...] = ()
    """The tickets that were read in this run."""
    replay: Replay | None = None
    """How putting it on the remote ended; None when that was not asked for."""

    is_news: bool = True
    """Whether the file does not say all of it yet."""

    @property
    def unseen(self) -> Sequence[Sighting]:
        """What readers cannot see."""
        return [one for one in self.sightings.evidence if not one.found.is_seen]

    @property
    def is_unsent(self) -> bool:
        """Whether it should be on the remote and is only here."""
        return self.replay is not None and not self.replay.is_published


def evidence_of(workspace: Workspace) -> Sequence[str]:
    """Return every address that published incidents show as evidence, each once, as it is asked."""
    named = (
        asked_as(promise.evidence)
        for incident in published_in(workspace)
        for promise in promises_of(incident)
        if promise.evidence
    )
    return sorted({url for url in named if not url.lower().startswith("mailto:")})


def due_now(workspace: Workspace, every: timedelta) -> Sequence[str]:
    """Return the evidence that was not looked at for a time."""
    known = workspace.reading.sightings.evidence
    looked_at = {one.url: one.looked_at for one in known}
    return due_among(evidence_of(workspace), looked_at, workspace.now, every)


def published_in(workspace: Workspace) -> Iterable[Incident]:
    """Return the incidents whose class is published, and that are no drafts."""
    return (one for one in workspace.reading.incidents if is_published(one, workspace.config))


def due_among(
    urls: Iterable[str], looked_at: Mapping[str, datetime], now: datetime, every: timedelta
) -> Sequence[str]:
    """Return what was never asked, or not since a time; what is dated ahead of now was not either."""
    return [
        url for url in urls if (at := looked_at.get(url)) is None or at > now or now - at >= every
    ]


def look_at_all(urls: Sequence[str], web: Web) -> Mapping[str, EvidenceLook]:
    """Look at addresses, several at once, and only a few of one host.

    Raises:
        CannotRun: no host could be found at all, so that this machine is what is not connected.
    """
    lanes = _lanes(urls)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        looks = dict(chain.from_iterable(pool.map(partial(_look_along, web), lanes)))
    unknown = [url for url, look in looks.items() if look.is_unknown_host]
    if len({urlsplit(url).hostname for url in unknown}) > 1 and len(unknown) == len(looks):
        raise CannotRun("no host could be found", "see whether this machine is connected")
    if any(look.found.is_seen for look in looks.values()):
        # The name servers answer, and have no such name.
        looks |= {url: replace(looks[url], found=Found.GONE) for url in unknown}
    return looks


def _lanes(urls: Sequence[str]) -> Sequence[Sequence[str]]:
    """Divide addresses into stretches that are asked one after the other, a few for each host."""
    hosts: dict[str, list[str]] = {}
    for url in urls:
        hosts.setdefault(urlsplit(url).netloc, []).append(url)
    return [
        found[n::PER_HOST] for found in hosts.values() for n in range(min(PER_HOST, len(found)))
    ]


def _look_along(web: Web, urls: Sequence[str]) -> Sequence[tuple[str, EvidenceLook]]:
    return [(url, look_at_evidence(url, web)) for url in urls]


def verify(workspace: Workspace, web: Web, every: timedelta = WEEK) -> Verified:
    """Look at all evidence that was not looked at for a time; writes nothing."""
    urls, known = evidence_of(workspace), workspace.reading.sightings.by_url()
    due = due_now(workspace, every)
    looks = look_at_all(due, web) if due else {}
    asked = {
        url: _sighting(url, look, known.get(url), workspace.now) for url, look in looks.items()
    }
    kept = {url: one for url, one in known.items() if url in urls}
    seen = tuple(one for _, one in sorted((kept | asked).items()))
    told = tuple(asked[url] for url in sorted(asked))
    there = Sightings(evidence=seen, tickets=workspace.reading.sightings.tickets)
    return Verified(there, told, is_news=bool(told) or len(kept) < len(known))


def _sighting(url: str, look: EvidenceLook, before: Sighting | None, now: datetime) -> Sighting:
    is_seen = look.found.is_seen
    return Sighting(
        url=url,
        found=look.found,
        looked_at=now.replace(microsecond=0),
        seen_at=None if is_seen or before is None else before.last_seen_at,
        why=look.why or None,
        moved_to=_lawful(look.moved_to),
    )


def _lawful(url: str | None) -> str | None:
    """Return an address that a server named, where it may stand in a file and on a page."""
    try:
        is_lawful = url and len(url) <= LONGEST_URL and not FORBIDDEN.search(url)
        return check_link(url) if url and is_lawful else None
    except ValueError:
        return None


def write_sightings(workspace: Workspace, seen: Verified, *, publish: bool) -> Verified:
    """Write what was seen beside the incidents, and put it on the remote where that is asked for."""
    ended = write_beside(
        workspace,
        EVIDENCE_NAME,
        lambda text: text_of(merged(text or "", seen)),
        subject="Look at the evidence again",
        publish=publish,
    )
    return replace(seen, replay=ended)


def merged(text: str, seen: Verified) -> Sightings:
    """Return what a file says with what was seen since; of each address the newer look."""
    there = sightings_in(SourceFile(EVIDENCE_NAME, text)) if text else Sightings()
    return Sightings(
        evidence=_newer(there.evidence, seen.sightings.evidence),
        tickets=_newer(there.tickets, seen.sightings.tickets),
    )


def _newer(there: Iterable[S], seen: Iterable[S]) -> tuple[S, ...]:
    kept = {one.url: one for one in seen}
    for one in there:
        if one.url in kept and one.looked_at > kept[one.url].looked_at:
            kept[one.url] = one
    return tuple(one for _, one in sorted(kept.items()))


def text_of(seen: Sightings) -> str:
    """Write what was seen, a line for each address."""
    return beside_text(HEAD, {"evidence": seen.evidence, "tickets": seen.tickets})
