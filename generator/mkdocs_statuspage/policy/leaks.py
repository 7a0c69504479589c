"""What must not leave the house in the texts of an incident, told before they are posted."""

from collections.abc import Container
from dataclasses import replace

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.texts import ReviewedAs, TextAt, texts_of
from mkdocs_statuspage.policy.incident_review import active_rules
from mkdocs_statuspage.reading.linked_files import read_of
from mkdocs_statuspage.review import Facts, Origin, Rule, TextKind, placed, review_text, to_findings
from mkdocs_statuspage.review.rules.leak import NAME as LEAK


def leaks_in(
    incident: Incident, config: SiteConfig, known: Container[str] = ()
) -> tuple[Finding, ...]:
    """Find keys, internal hosts and the like in every text of an incident that is not known already."""
    rules = tuple(rule for rule in active_rules(config) if rule.name == LEAK)
    told = (one for one in texts_of(incident) if one.text not in known)
    return tuple(
        finding for one in told for finding in _leaks(one, incident, rules, config.language)
    )


def _leaks(
    told: TextAt, incident: Incident, rules: tuple[Rule, ...], language: str
) -> list[Finding]:
    if told.use.reviewed_as is ReviewedAs.NOTHING:
        return []
    read = read_of(told, incident)
    hits = review_text([read], TextKind.SOCIAL, Facts(language=language), rules)
    field = ".".join(step for step in told.path if isinstance(step, str))
    found = to_findings(hits, placed(read.text, Origin(field)))
    return [replace(one, source="") for one in found if one.severity is Severity.ERROR]
