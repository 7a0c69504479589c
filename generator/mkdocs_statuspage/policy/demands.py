"""All demands on one incident, and which of them keep its report from being published."""

from collections.abc import Callable, Iterator

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.policy import people, promised, report_sections
from mkdocs_statuspage.policy.demand import Asked, Demand, Stage

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


def owes_a_report(incident: Incident) -> bool:
    """Tell whether the policy asks anything of an incident: not of imported history or planned work."""
    return incident.source is None and incident.kind is Kind.INCIDENT


def demands_of(asked: Asked) -> tuple[Demand, ...]:
    """Give every demand that applies, met or not."""
    if not owes_a_report(asked.incident):
        return ()
    return tuple(demand for ask in DEMANDS for demand in ask(asked))


def missing_for(asked: Asked, stage: Stage = Stage.REPORT) -> tuple[Demand, ...]:
    """Give what is missing before a report, or a preliminary one, may be published."""
    stages = (Stage.PRELIMINARY,) if stage is Stage.PRELIMINARY else tuple(Stage)[:2]
    return tuple(d for d in demands_of(asked) if d.stage in stages and not d.is_met)


def is_complete(asked: Asked) -> bool:
    """Tell whether a report has everything that it may not be published without."""
    return not missing_for(asked)
