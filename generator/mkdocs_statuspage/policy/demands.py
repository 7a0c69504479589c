"""All demands on one incident: which keep its report from being published, where in its file, and which policy asks for each."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import Policy
from mkdocs_statuspage.policy import people, promised, report_sections
from mkdocs_statuspage.policy.classes import UNDECIDED
from mkdocs_statuspage.policy.demand import Asked, Demand, Loc, Stage
from mkdocs_statuspage.reading.settings import POLICY_FILE, default_policy
from mkdocs_statuspage.yaml_text.tree import Marks

MarksOf = Callable[[Incident], Marks]
"""Looks up where the fields of an incident's file stand; asked only when something is found."""
DEMANDS: tuple[Callable[[Asked], Iterator[Demand]], ...] = (
    people.lowering,
    people.affected,
    report_sections.sections,
    report_sections.apology,
    report_sections.repeats,
    promised.preventions,
    promised.prevention_details,
    promised.make_good,
    promised.make_good_details,
    promised.evidence,
    people.signature,
    people.reviewers,
    people.approval,
)
"""Every kind of demand, in the order in which a writer meets them."""


def demands_of(asked: Asked) -> tuple[Demand, ...]:
    """Return every demand that applies, met or not."""
    if not asked.incident.owes_answers:
        return ()
    return tuple(demand for ask in DEMANDS for demand in ask(asked))


def missing_for(asked: Asked, stage: Stage = Stage.REPORT) -> tuple[Demand, ...]:
    """Return what is missing before a report, or a preliminary one, may be published."""
    stages = (Stage.PRELIMINARY,) if stage is Stage.PRELIMINARY else tuple(Stage)[:2]
    return tuple(d for d in demands_of(asked) if d.stage in stages and not d.is_met)


def missing_findings(
    missing: Iterable[Demand], incident: Incident, marks: Marks
) -> tuple[Finding, ...]:
    """Return an error for each thing that is missing, where it belongs in the file."""
    return tuple(
        sorted(
            marks.source.finding(
                _place(demand.loc, incident, marks), demand.rule, demand.missing or "", demand.help
            )
            for demand in missing
        )
    )


def _place(loc: Loc, incident: Incident, marks: Marks) -> Place:
    """Return where it belongs; for a section that is there and says nothing, its first line."""
    unwritten = next((part for part in incident.prose if _is(part.kind, loc)), None)
    if unwritten is not None:
        return Place(marks.source.path, unwritten.line)
    return marks.place(loc, key=True)


def _is(kind: object, loc: Loc) -> bool:
    return loc[:1] == ("sections",) and loc[-1] == kind


def incomplete_report(missing: Iterable[Demand], incident: Incident, marks: Marks) -> Finding:
    """Return the warning that a report which is marked as published is not on the site, and why."""
    listed = "; ".join(dict.fromkeys(demand.missing or "" for demand in missing))
    return marks.source.finding(
        marks.place(("report", "published_at"), key=True),
        "incomplete-report",
        f"this report is not on the site, because it is not complete: {listed}",
        f"mend it, then run `statuspage report {incident.id}` to check it",
        Severity.WARNING,
    )


_LINE = re.compile(r"^(?P<indent> *)(?P<key>[\w.-]+):.*?(?:#\s*(?P<why>.*))?$")


def origin_of(loc: Loc, policy: Policy) -> str:
    """Say where a demand comes from, by its place in the policy or in the file."""
    if loc[0] != "classes":
        return f"[{loc[0]}]"
    key = ".".join(str(step) for step in loc)
    if _value(policy, loc) != _value(_default(), loc):
        return f"[this site's policy: {key}]"
    sources = _sources()
    # What several classes ask alike is explained where it is written first.
    alike = ("classes", UNDECIDED.value, loc[2])
    why = sources.get(loc) or sources.get(loc[:3]) or sources.get(alike, "")
    return f"[policy: {key}{'; ' + why if why else ''}]"


def _value(policy: object, loc: Loc) -> object:
    found = policy
    for step in loc:
        found = found.get(step) if isinstance(found, dict) else getattr(found, str(step), None)
    return found


@cache
def _default() -> Policy:
    return Policy.model_validate(default_policy())


@cache
def _sources() -> dict[Loc, str]:
    """Read where each figure of the default policy is from, as its own comments say."""
    way: list[str] = []
    found: dict[Loc, str] = {}
    for line in POLICY_FILE.read_text(encoding="utf-8").splitlines():
        read = _LINE.match(line)
        if read:
            way = [*way[: len(read["indent"]) // 2], read["key"]]
            found[tuple(way)] = (read["why"] or "").strip()
    return {loc: why for loc, why in found.items() if why}
