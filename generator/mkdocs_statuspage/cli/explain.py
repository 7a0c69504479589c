"""`statuspage check --explain ID`: what the policy asks of one incident, why, and what is missing."""

import sys
from collections.abc import Iterator
from datetime import datetime

from mkdocs_statuspage.cli.ask import find_incident
from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.desk.typed_words import both
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.classes import publishes
from mkdocs_statuspage.policy.demand import Asked, Demand, Stage
from mkdocs_statuspage.policy.demands import origin_of
from mkdocs_statuspage.timeline.clocks import Clock, clocks_of
from mkdocs_statuspage.timeline.course import course_by

CLOCK_KEYS = {
    "first_contact": "first_contact_within",
    "first_word": "first_word_within",
    "next_update": "update_every",
    "preliminary_report": "preliminary_report_within",
    "report": "report_within",
}
"""The key of a class's policy from which each clock comes."""
STAGES = {
    Stage.PRELIMINARY: "before a first version or the report is published",
    Stage.REPORT: "before the report is published",
    Stage.CLOSING: "before the matter is closed",
}


def explain(workspace: Workspace, given: str) -> None:
    """Print every demand on an incident: what, from where, and whether it is met."""
    from mkdocs_statuspage.desk.report_steps import asked_in
    from mkdocs_statuspage.policy.demands import demands_of

    path, incident = find_incident(workspace, given)
    asked = asked_in(workspace, path, path.read_bytes().decode("utf-8"))
    lines = [f"{incident.id}: {incident.title}", *_class_lines(asked)]
    if incident.owes_answers:
        lines += ["", "Clocks", *_clock_lines(asked)]
        demands = demands_of(asked)
        for stage, when in STAGES.items():
            listed = [_demand_line(d, asked) for d in demands if d.stage is stage]
            lines += ["", f"Asked {when}", *listed] if listed else []
        missing = sum(not demand.is_met for demand in demands)
        lines += ["", f"{missing} missing of {len(demands)} asked"]
    else:
        lines += ["", _owes_nothing(incident)]
    sys.stdout.write(printable("\n".join(lines)) + "\n")


def _owes_nothing(incident: Incident) -> str:
    if incident.source is not None:
        return "Imported history is shown as it was, and owes nothing."
    return f"A {incident.kind} owes no report."


def _class_lines(asked: Asked) -> Iterator[str]:
    incident = asked.incident
    yield f"class {incident.mistake_class}" + (
        f", because: {' '.join(incident.class_reason.split())}" if incident.class_reason else ""
    )
    published = publishes(incident.mistake_class, asked.config)
    yield f"  published: {'yes' if published else 'never'}   {origin_of(asked.origin('publish'), asked.config.policy)}"
    if incident.draft:
        yield "  a draft: in no output until `draft:` is deleted"


def _clock_lines(asked: Asked) -> Iterator[str]:
    config = asked.config
    course = course_by(asked.incident, asked.now, config)
    clocks = clocks_of(course, config.policy, config.zone) if course else ()
    for clock in clocks:
        key = CLOCK_KEYS.get(clock.owed)
        origin = origin_of(asked.origin(key), config.policy) if key else "the file's expected_fix"
        state = _state(clock, asked.now)
        due = both(clock.due_at, config.zone)
        yield f"  {state:<5} {clock.owed.value.replace('_', ' ')} by {due}   {origin}"
    if not clocks:
        yield "  none"


def _state(clock: Clock, now: datetime) -> str:
    if clock.done_at is not None:
        return "late" if clock.is_late(now) else "done"
    return "LATE" if clock.is_overdue(now) else "runs"


def _demand_line(demand: Demand, asked: Asked) -> str:
    mark = "ok   " if demand.is_met else "MISSING"
    line = f"  {mark:<7} {demand.asks}   {origin_of(demand.origin, asked.config.policy)}"
    return line if demand.is_met else f"{line}\n          {demand.missing}; {demand.help}"
