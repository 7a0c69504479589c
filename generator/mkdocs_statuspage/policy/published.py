"""What of a site readers may have: no draft, no class that is never published, no report that lacks something.

The site is made of what this gives, so that no output has to think of it.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.classes import is_published
from mkdocs_statuspage.policy.demand import Asked, Demand, Stage
from mkdocs_statuspage.policy.demands import MarksOf, incomplete_report, missing_for
from mkdocs_statuspage.reading.noted import Known


@dataclass(frozen=True, slots=True)
class Published:
    """Incidents as readers may have them, and a warning for each report that is held back."""

    incidents: tuple[Incident, ...]
    warnings: tuple[Finding, ...]


View = tuple[Incident, tuple[Demand, ...]]
"""An incident as readers may have it, and what keeps its report from them."""
Look = Callable[[Asked], View]
Judge = Callable[[Asked, Look], View]
"""Returns what a look gives, for who remembers what it gave before."""


def judged(asked: Asked, look: Look) -> View:
    """Look each time."""
    return look(asked)


def published_among(
    incidents: Iterable[Incident],
    config: SiteConfig,
    now: datetime,
    marks_of: MarksOf,
    beside: Iterable[Known] = (),
    judge: Judge = judged,
) -> Published:
    """Take out of incidents what is not published yet, or must not be; `beside` are others of their site."""
    published = [incident for incident in incidents if is_published(incident, config)]
    by_cause = _by_cause([*published, *(one for one in beside if is_published(one, config))])
    shown: list[Incident] = []
    warnings: list[Finding] = []
    for incident in published:
        earlier = earlier_with_cause(incident, by_cause)
        view, missing = judge(Asked(incident, config, now, earlier), _view)
        shown.append(view)
        if missing:
            warnings.append(incomplete_report(missing, incident, marks_of(incident)))
    return Published(tuple(shown), tuple(warnings))


def _view(asked: Asked) -> View:
    """Return an incident as readers may have it, and what keeps its report from them."""
    incident, now = asked.incident, asked.now
    if not incident.owes_answers:
        return incident, ()
    report, missing = incident.report, tuple[Demand, ...]()
    if report.published_at is not None and report.published_at <= now:
        missing = missing_for(asked)
        if not missing:
            return incident, ()
    if report.preliminary_at is not None and report.preliminary_at <= now:
        lacking = missing_for(asked, Stage.PRELIMINARY)
        if not lacking:
            return _as_preliminary(incident), missing
        missing = missing or lacking
    return without_report(incident), missing


def _as_preliminary(incident: Incident) -> Incident:
    report = incident.report.model_copy(update={"published_at": None})
    return incident.model_copy(update={"report": report})


def without_report(incident: Incident) -> Incident:
    """Return an incident without its report, and what the report promises."""
    report = incident.report.model_copy(update={"published_at": None, "preliminary_at": None})
    nothing: dict[str, object] = {
        "prose": (),
        "sections": {},
        "prevention": (),
        "make_good": (),
        "report": report,
    }
    return incident.model_copy(update=nothing)


def _by_cause(incidents: Iterable[Known]) -> Mapping[str, list[Known]]:
    found: dict[str, list[Known]] = {}
    for incident in incidents:
        for tag in incident.causes:
            found.setdefault(tag, []).append(incident)
    return found


def earlier_with_cause(
    incident: Incident, by_cause: Mapping[str, list[Known]]
) -> tuple[Known, ...]:
    """Return the incidents with one of its causes that began before it, oldest first."""
    found = {
        other.id: other
        for tag in incident.causes
        for other in by_cause.get(tag, ())
        if other.id != incident.id and other.begins_at < incident.begins_at
    }
    return tuple(sorted(found.values(), key=lambda other: (other.begins_at, other.id)))


def asked_of(
    incident: Incident, others: Iterable[Incident], config: SiteConfig, now: datetime
) -> Asked:
    """Return what the demands on one incident are worked out from, among the others of its site."""
    published = [other for other in others if is_published(other, config)]
    return Asked(incident, config, now, earlier_with_cause(incident, _by_cause(published)))
