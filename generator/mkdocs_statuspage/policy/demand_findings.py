"""What is missing from a report, as findings with their places in the file."""

from collections.abc import Iterable

from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.demand import Demand, Loc
from mkdocs_statuspage.policy.guidance import is_written
from mkdocs_statuspage.yaml_text.tree import Marks


def missing_findings(
    missing: Iterable[Demand], incident: Incident, marks: Marks
) -> tuple[Finding, ...]:
    """Give an error for each thing that is missing, where it belongs in the file."""
    return tuple(
        sorted(
            marks.source.finding(
                _place(demand.loc, incident, marks), demand.rule, demand.missing or "", demand.help
            )
            for demand in missing
        )
    )


def _place(loc: Loc, incident: Incident, marks: Marks) -> Place:
    """Give where it belongs; for a section that is there and says nothing, its first line."""
    unwritten = next(
        (s for s in incident.prose if _is(s.kind, loc) and not is_written(s.text)), None
    )
    if unwritten is not None:
        return Place(marks.source.path, unwritten.line)
    return marks.place(loc, key=True)


def _is(kind: object, loc: Loc) -> bool:
    return loc[:1] == ("sections",) and loc[-1] == kind


def incomplete_report(missing: Iterable[Demand], incident: Incident, marks: Marks) -> Finding:
    """Give the warning that a report which is marked as published is not on the site, and why."""
    listed = "; ".join(dict.fromkeys(demand.missing or "" for demand in missing))
    found = marks.source.finding(
        marks.place(("report", "published_at"), key=True),
        "incomplete-report",
        f"this report is not on the site, because it is not complete: {listed}",
        f"mend it, then run `statuspage report {incident.id}` to check it",
    )
    return Finding(
        found.place, found.rule, found.message, found.help, Severity.WARNING, found.source
    )
