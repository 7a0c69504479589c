"""The promises of published reports, each with its incident and what became of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import EarlierPromise, MakeGood, Prevention, Promise
from mkdocs_statuspage.model.sightings import Found
from mkdocs_statuspage.outputs.view.looks import State, promise_state
from mkdocs_statuspage.outputs.view.plain_text import shown_address
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import MomentView, PageLink, Standpoint
from mkdocs_statuspage.policy.anchors import promise_id
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import (
    Given,
    PromiseState,
    promises_of,
    state_of,
    tally_states,
)


def entries(site: Site) -> tuple[Given, ...]:
    """Return every promise that readers were given, newest incident first; several pages ask."""
    found: tuple[Given, ...] | None = site.made.get(Given)
    if found is None:
        made = tuple(entry for course in site.courses for entry in entries_of(course, site))
        found = site.made[Given] = made
    return found


def entries_of(course: Course, site: Site) -> Iterator[Given]:
    """Yield the promises of an incident that readers were given."""
    if is_reported(course, site):
        for promise in promises_of(course.incident):
            state = state_of(promise, site.now, site.config.zone)
            yield Given(course.incident, promise, state)


def tally(found: Iterable[Given], here: Standpoint) -> str:
    """Return the ledger in a line: `11 of 12 kept, 1 open`; empty without promises."""
    counts = tally_states(entry.state for entry in found)
    total = sum(counts.values())
    return here.words.listed(_counted(counts, total, here)) if total else ""


def _counted(counts: Mapping[PromiseState, int], total: int, here: Standpoint) -> Iterator[str]:
    words = here.words
    kept = counts[PromiseState.KEPT] + counts[PromiseState.KEPT_LATE]
    yield words("{kept} of {total} kept", kept=words.number(kept), total=words.number(total))
    if counts[PromiseState.LATE]:
        yield words.count(counts[PromiseState.LATE], "{n} late", "{n} late")
    if counts[PromiseState.BROKEN]:
        yield words.count(counts[PromiseState.BROKEN], "{n} broken", "{n} broken")
    if counts[PromiseState.OPEN]:
        yield words.count(counts[PromiseState.OPEN], "{n} open", "{n} open")
    if counts[PromiseState.WITHDRAWN]:
        yield words.count(counts[PromiseState.WITHDRAWN], "{n} withdrawn", "{n} withdrawn")


@dataclass(frozen=True, slots=True)
class MovedView:
    """A day that a promise had before, and why it has another."""

    said: str
    why_html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierPromiseView:
    """What a promise said before it was changed."""

    on: MomentView
    why_html: str
    text_html: str
    for_html: str
    facts: tuple[str, ...]
    is_withheld: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    """A promise with its state, as reports and the ledger show it."""

    anchor: str
    state: State
    text_html: str
    due: MomentView | None
    kept: MomentView | None
    evidence: PageLink | None
    seen: str
    """What stood behind the evidence when it was last looked at, and when that was."""
    withdrawn: MomentView | None
    why_html: str
    """Why it was withdrawn."""
    moved: tuple[MovedView, ...]
    """The days that it had before, oldest first."""
    earlier: tuple[EarlierPromiseView, ...]
    """What it said before, newest first."""
    owner: str
    """Who answers for a prevention."""
    for_html: str
    """Who gets a make-good."""
    how: str
    """How they get it."""
    kind: str = ""
    """Which kind of promise it is, where the ledger says so."""
    incident: PageLink | None = None
    """What it follows from, where the ledger says so."""


def promise_view(promise: Promise, incident: Incident, here: Standpoint) -> PromiseView:
    """Draw a promise of a report."""
    state = state_of(promise, here.site.now, here.zone)
    is_taken_back = state in (PromiseState.WITHDRAWN, PromiseState.BROKEN)
    withdrawn = promise.withdrawn if is_taken_back else None
    return PromiseView(
        anchor=promise_id(promise),
        state=promise_state(state, here.words),
        text_html=here.html(promise.promise, incident),
        due=here.short_day(promise.due_on) if promise.due_on else None,
        kept=here.short_day(promise.kept_on) if promise.kept_on and state.is_kept else None,
        evidence=_evidence(promise) if state.is_kept else None,
        seen=seen_words(promise, here) if state.is_kept else "",
        withdrawn=here.short_day(withdrawn.on) if withdrawn else None,
        why_html=here.html(withdrawn.why, incident) if withdrawn else "",
        moved=tuple(_moved(promise, incident, here)),
        earlier=tuple(_before(was, incident, here) for was in promise.earlier[::-1]),
        owner=promise.owner or "" if isinstance(promise, Prevention) else "",
        for_html=here.html(promise.for_, incident) if isinstance(promise, MakeGood) else "",
        how=_way(promise.how, here, is_kept=state.is_kept) if isinstance(promise, MakeGood) else "",
    )


def _evidence(promise: Promise) -> PageLink | None:
    address = promise.evidence
    return PageLink(shown_address(address), address) if address else None


def _moved(promise: Promise, incident: Incident, here: Standpoint) -> Iterator[MovedView]:
    for was in promise.moved:
        days = {"was": here.words.day(was.from_), "day": here.words.day(was.on)}
        said = here.words("was {was}, moved on {day}, because:", **days)
        yield MovedView(said, here.html(was.why, incident))


def _before(was: EarlierPromise, incident: Incident, here: Standpoint) -> EarlierPromiseView:
    return EarlierPromiseView(
        on=here.short_day(was.on),
        why_html=here.html(was.why, incident),
        text_html=here.html(was.promise, incident),
        for_html=here.html(was.for_, incident),
        facts=tuple(_facts_before(was, here)),
        is_withheld=was.withheld,
    )


def _facts_before(was: EarlierPromise, here: Standpoint) -> Iterator[str]:
    if was.owner:
        yield was.owner
    if was.how:
        yield _way(was.how, here, is_kept=False)
    if was.kept_on:
        yield here.words("Kept on {day}.", day=here.words.day(was.kept_on))
    if was.evidence:
        yield was.evidence


def seen_words(promise: Promise, here: Standpoint) -> str:
    """Say what stood behind a promise's evidence when it was last looked at; empty where it never was."""
    sighting = here.site.seen_of(promise)
    if sighting is None:
        return ""
    words, day = here.words, here.short_day(here.day_of(sighting.looked_at)).text
    said = {
        Found.ANSWERS: words("seen on {day}", day=day),
        Found.MOVED: words("seen on {day}, at another address", day=day),
        Found.GONE: words("no longer there, as of {day}", day=day),
        Found.CLOSED: words("not open to everybody, as of {day}", day=day),
        Found.SILENT: words("no answer on {day}", day=day),
    }[sighting.found]
    if sighting.seen_at is None:
        return said
    last = here.short_day(here.day_of(sighting.seen_at)).text
    return words("{said}; last seen on {day}", said=said, day=last)


def _way(how: str | None, here: Standpoint, *, is_kept: bool) -> str:
    words = here.words
    if how == "automatic":
        return words("Done without asking you") if is_kept else words("You need do nothing")
    return words("Ask us for it") if how == "claim" and not is_kept else ""


def entry_view(entry: Given, here: Standpoint) -> PromiseView:
    """Draw a promise of the ledger with the incident that it follows from."""
    incident = entry.incident
    is_make_good = isinstance(entry.promise, MakeGood)
    return replace(
        promise_view(entry.promise, incident, here),
        anchor=f"{incident.id}-{entry.promise.id}",
        kind=here.words("Make-good") if is_make_good else here.words("Prevention"),
        incident=here.page_link(incident),
    )
