"""What a report has to promise: preventions with owner and date, and a make-good or the reason for none."""

from collections.abc import Iterator
from datetime import date, datetime

from mkdocs_statuspage.model.promise import NothingPromised, Prevention, Promise
from mkdocs_statuspage.policy.demand import Asked, Demand, Loc, Stage
from mkdocs_statuspage.timeline.clocks import add

PREVENTION_HELP = (
    "write `prevention:` as a list of `{id: …, promise: …, owner: …, due_on: 2026-12-01}`"
)
MAKE_GOOD_HELP = (
    "write `make_good:` as a list of `{id: …, promise: …, for: …, how: automatic, due_on: …}`"
)


def preventions(asked: Asked) -> Iterator[Demand]:
    """Demand enough promises that it will not happen again, one of them radical for a grave one."""
    wanted = asked.policy.prevention
    given = [p for p in asked.incident.preventions if stands(p, asked)]
    if wanted.at_least:
        yield Demand(
            "missing-prevention",
            _at_least(wanted.at_least, "to keep it from happening again"),
            asked.origin("prevention", "at_least"),
            PREVENTION_HELP,
            _too_few(len(given), wanted.at_least, "promised", "prevention"),
            ("prevention",),
        )
    if wanted.radical_and_permanent:
        radical = sum(promise.radical for promise in given)
        yield Demand(
            "missing-radical-prevention",
            _at_least(wanted.radical_and_permanent, "that is radical and permanent"),
            asked.origin("prevention", "radical_and_permanent"),
            "promise a change of how you work for good, and mark it `radical: true`",
            _too_few(radical, wanted.radical_and_permanent, "marked `radical: true`", "prevention"),
            ("prevention",),
        )


def prevention_details(asked: Asked) -> Iterator[Demand]:
    """Demand of each prevention whose it is and by when it is done."""
    wanted = asked.policy.prevention
    for number, promise in enumerate(asked.incident.preventions):
        loc: Loc = ("prevention", number)
        if not stands(promise, asked):
            continue
        if wanted.owner == "required":
            yield _has_owner(asked, promise, loc)
        if wanted.due_on == "required":
            yield _has_day(asked, promise, loc)
        if wanted.due_within is not None and promise.due_on is not None:
            yield _is_soon(asked, promise, loc)


def _has_owner(asked: Asked, promise: Prevention, loc: Loc) -> Demand:
    return Demand(
        "missing-owner",
        f"who answers for `{promise.id}`",
        asked.origin("prevention", "owner"),
        "write `owner:` with a team or role",
        None if promise.owner else f"the promise `{promise.id}` has no owner",
        loc,
    )


def _has_day(asked: Asked, promise: Promise, loc: Loc) -> Demand:
    return Demand(
        "missing-due-date",
        f"by when `{promise.id}` is kept",
        asked.origin("prevention", "due_on"),
        "write `due_on:` with a day, such as 2026-12-01",
        None if promise.due_on else f"the promise `{promise.id}` has no `due_on`",
        loc,
    )


def _is_soon(asked: Asked, promise: Promise, loc: Loc) -> Demand:
    within = asked.policy.prevention.due_within
    limit = None if within is None else add(given_at(asked), within, asked.config.zone)
    last_day = None if limit is None else limit.astimezone(asked.config.zone).date()
    due = promise.first_due_on  # one that was moved was soon enough when it was given
    is_late = bool(last_day and due and due > last_day)
    return Demand(
        "too-far-off",
        f"`{promise.id}` within {within} of the report",
        asked.origin("prevention", "due_within"),
        f"promise a part of it by {last_day}, or change `due_within` in the site's policy",
        f"the promise `{promise.id}` is due on {due}, after {last_day}" if is_late else None,
        (*loc, "due_on"),
    )


def stands(promise: Promise, asked: Asked) -> bool:
    """Tell whether the report gives a promise: one that was taken back afterwards was given too."""
    if promise.withdrawn is None:
        return True
    published = asked.incident.report.published_at
    return published is not None and promise.withdrawn.on >= _day(published, asked)


def _day(moment: datetime, asked: Asked) -> date:
    return moment.astimezone(asked.config.zone).date()


def given_at(asked: Asked) -> datetime:
    """Return when readers are given the promises: with the report, which may be now."""
    return asked.incident.report.published_at or asked.now


def make_good(asked: Asked) -> Iterator[Demand]:
    """Demand what is done for those who were hit: something, beyond restoring, or why nothing."""
    wanted = asked.policy.make_good
    if wanted is None:
        return
    origin = asked.origin("make_good")
    given = asked.incident.make_good
    beyond = any(p.beyond_restoring for p in asked.incident.make_goods if stands(p, asked))
    reason = isinstance(given, NothingPromised) and wanted == "required_or_reason"
    promised = any(stands(promise, asked) for promise in asked.incident.make_goods)
    yield Demand(
        "missing-make-good",
        "what those who were hit get" + (", or why nothing" if not _beyond(asked) else ""),
        origin,
        MAKE_GOOD_HELP + ("" if _beyond(asked) else "; or `make_good: {none: the reason}`"),
        None if promised or reason else "nothing is promised to those who were hit (`make_good`)",
        ("make_good",),
    )
    if _beyond(asked):
        yield Demand(
            "missing-beyond-restoring",
            "a make-good that gives more than was lost",
            origin,
            "promise more than putting back what was lost, and mark it `beyond_restoring: true`",
            None if beyond else "no make-good goes beyond restoring (`beyond_restoring: true`)",
            ("make_good",),
        )


def _beyond(asked: Asked) -> bool:
    return asked.policy.make_good == "beyond_restoring"


def make_good_details(asked: Asked) -> Iterator[Demand]:
    """Demand of each make-good who gets it and by when: without a day none is ever late."""
    if asked.policy.make_good is None:
        return
    for number, promise in enumerate(asked.incident.make_goods):
        lacking = [
            key
            for key, value in (("for", promise.for_), ("due_on", promise.due_on))
            if value is None
        ]
        yield Demand(
            "missing-make-good-details",
            f"for whom and by when `{promise.id}` is",
            asked.origin("make_good"),
            "write `for:` with who gets it, and `due_on:` with a day",
            f"the make-good `{promise.id}` does not say `{'` and `'.join(lacking)}`"
            if lacking
            else None,
            ("make_good", number),
        )


def evidence(asked: Asked) -> Iterator[Demand]:
    """Demand that what counts as kept can be seen, and that a grave matter ends only so."""
    if not asked.policy.prevention.evidence_before_closing:
        return
    for number, promise in enumerate(asked.incident.preventions):
        if promise.kept_on is not None:
            yield _shown(asked, promise, promise.kept_on, number)
    owed = [p.id for p in asked.incident.preventions if p.kept_on is None and p.withdrawn is None]
    yield Demand(
        "missing-evidence",
        "evidence for every prevention before the matter is closed",
        asked.origin("prevention", "evidence_before_closing"),
        f"`statuspage keep {asked.incident.id}/PROMISE --evidence URL`",
        f"not shown yet: {', '.join(owed)}" if owed else None,
        ("prevention",),
        Stage.CLOSING,
    )


def _shown(asked: Asked, promise: Prevention, kept_on: date, number: int) -> Demand:
    """Demand evidence of a kept promise; when it was kept after the report, that stays published."""
    published = asked.incident.report.published_at
    is_later = published is not None and kept_on >= _day(published, asked)
    return Demand(
        "missing-evidence",
        f"where a reader sees that `{promise.id}` was kept",
        asked.origin("prevention", "evidence_before_closing"),
        "write `evidence:` with a link",
        None
        if promise.evidence
        else f"the promise `{promise.id}` counts as kept and shows no evidence",
        ("prevention", number),
        Stage.CLOSING if is_later else Stage.REPORT,
    )


def _at_least(number: int, purpose: str) -> str:
    return f"at least {number} promised change{'s' if number != 1 else ''} {purpose}"


def _too_few(found: int, wanted: int, how: str, key: str) -> str | None:
    if found >= wanted:
        return None
    return f"{found or 'no'} prevention{'s' if found != 1 else ''} {how}, and {wanted} needed (`{key}`)"
