"""The promises of published reports, each with its incident and what became of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import MakeGood, Prevention, Promise
from mkdocs_statuspage.outputs.view.looks import PROMISE_WORDS
from mkdocs_statuspage.outputs.view.rows import is_reported
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, View, incident_url, plain_values
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.ledger import PromiseState, state_of


@dataclass(frozen=True, slots=True)
class Entry:
    """A promise in the public ledger."""

    course: Course
    promise: Prevention | MakeGood
    state: PromiseState


def entries(site: Site) -> tuple[Entry, ...]:
    """Give every promise that readers were given, newest incident first."""
    return tuple(
        Entry(course, promise, state_of(promise, site.now, site.config.zone))
        for course in site.courses
        if is_reported(course, site)
        for promise in promises_of(course.incident)
    )


def promises_of(incident: Incident) -> tuple[Prevention | MakeGood, ...]:
    """Give what an incident's report promises, preventions first."""
    return (*incident.preventions, *incident.make_goods)


def tally(found: Iterable[Entry], here: Standpoint) -> str:
    """Give the ledger in a line: `11 of 12 kept, 1 open`; empty without promises."""
    counts = dict.fromkeys(PromiseState, 0)
    for entry in found:
        counts[entry.state] += 1
    total = sum(counts.values())
    return here.words.listed(_counted(counts, total, here)) if total else ""


def _counted(counts: dict[PromiseState, int], total: int, here: Standpoint) -> Iterator[str]:
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


def promise_view(promise: Promise, course: Course, here: Standpoint) -> View:
    """Give a promise with its state, as reports and the ledger show it."""
    state = state_of(promise, here.site.now, here.site.config.zone)
    is_taken_back = state in (PromiseState.WITHDRAWN, PromiseState.BROKEN)
    withdrawn = promise.withdrawn if is_taken_back else None
    return plain_values(
        {
            "id": promise.id,
            "anchor": f"promise-{promise.id}",
            "state": state.value,
            "word": here.words(PROMISE_WORDS[state]),
            "text_html": here.html(promise.promise, course.incident),
            "due": promise.due_on and here.short_day(promise.due_on),
            "kept": here.short_day(promise.kept_on) if promise.kept_on and state.is_kept else None,
            "evidence": promise.evidence if state.is_kept else None,
            "withdrawn": withdrawn and here.short_day(withdrawn.on),
            "why_html": withdrawn and here.html(withdrawn.why, course.incident),
            **_whose(promise, course, here),
        }
    )


def _whose(promise: Promise, course: Course, here: Standpoint) -> View:
    """Give who answers for a prevention, or who gets a make-good and how."""
    if isinstance(promise, Prevention):
        return {"owner": promise.owner}
    if isinstance(promise, MakeGood):
        ways = {"automatic": here.words("comes by itself"), "claim": here.words("ask us for it")}
        return {
            "for_html": here.html(promise.for_, course.incident),
            "how": ways.get(promise.how or ""),
        }
    return {}


def entry_view(entry: Entry, here: Standpoint) -> View:
    """Give a promise of the ledger with the incident that it follows from."""
    incident = entry.course.incident
    kind = "make_good" if isinstance(entry.promise, MakeGood) else "prevention"
    words = {
        "make_good": here.words("Make-good"),
        "prevention": here.words("Prevention"),
    }
    return promise_view(entry.promise, entry.course, here) | {
        "anchor": f"{incident.id}-{entry.promise.id}",
        "kind": words[kind],
        "incident": {"title": incident.title, "href": here.link(incident_url(incident))},
    }
