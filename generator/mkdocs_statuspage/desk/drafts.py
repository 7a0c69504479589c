"""Drafts for other channels: about which incident, and whether a text says the same as its page."""

from collections.abc import Iterable, Sequence

from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.incident_files import pick_incident
from mkdocs_statuspage.desk.owed import load_readable
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.messages.same_facts import differences
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.policy.incident_review import active_rules
from mkdocs_statuspage.policy.passages import facts_of
from mkdocs_statuspage.review import Origin, placed, review_text, to_findings
from mkdocs_statuspage.review.rule import TextKind
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course


def told_of(workspace: Workspace, given: str | None) -> tuple[Course, Standpoint]:
    """Find the incident that a draft is about, and the site as a draft sees it.

    Raises:
        CannotRun: none is meant, or it has no page that a draft could lead to.
    """
    _, incident = pick_incident(workspace, given, workspace.now)
    site = load_readable(workspace)
    course = site.by_id.get(incident.id)
    if course is None:
        demands = site.demands(incident)
        to_do = "publish it first"
        if demands.first_contact_within is not None:
            to_do = "speak to the person, and write it down with `statuspage contact`"
        raise CannotRun(f"{incident.id} has no page, and a draft says what the page says", to_do)
    if not site.url:
        raise CannotRun(
            "the site has no address that a draft could lead to", "write `site_url` in mkdocs.yml"
        )
    return course, Standpoint.of(site)


def faults_in(
    text: str,
    name: str,
    course: Course,
    site: Site,
    *,
    kind: TextKind = TextKind.SOCIAL,
    beside: Iterable[str] = (),
) -> Sequence[Finding]:
    """Return what the review says of a draft, and what it says otherwise than the page."""
    facts = facts_of(course.incident, site.config)
    hits = [*review_text(text, kind, facts, active_rules(site.config))]
    hits += differences(text, course, site, beside)
    return to_findings(hits, placed(text, Origin(name)))


def holds_back(findings: Iterable[Finding]) -> bool:
    """Tell whether a draft must not leave the house as it is."""
    return any(finding.severity is Severity.ERROR for finding in findings)
