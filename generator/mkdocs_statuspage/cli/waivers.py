"""Waivers by rule: which rules of the review are answered most often, and so which one annoys."""

from collections.abc import Mapping, Sequence
from datetime import date, tzinfo

from mkdocs_statuspage.cli.terminal import printable
from mkdocs_statuspage.model.incident import Incident

Waived = Mapping[str, Sequence[tuple[str, str]]]
"""A rule, and for each of its waivers the incident's id and the reason."""


def waivers_of(incidents: Sequence[Incident], since: date | None, zone: tzinfo) -> Waived:
    """Give the waivers by rule, the most waived rule first; of incidents that began since a day."""
    found: dict[str, list[tuple[str, str]]] = {}
    for incident in incidents:
        if since is not None and incident.begins_at.astimezone(zone).date() < since:
            continue
        for waiver in incident.waive:
            found.setdefault(waiver.rule, []).append((incident.id, waiver.why))
    return dict(sorted(found.items(), key=lambda pair: (-len(pair[1]), pair[0])))


def listed(waived: Waived) -> str:
    """Give a line for each rule, and below it one for each waiver."""
    lines = []
    for rule, answers in waived.items():
        lines.append(f"{rule}: {len(answers)}")
        lines += [f"  {id_}: {' '.join(why.split())}" for id_, why in answers]
    return printable("\n".join(lines) or "No finding of the review was waived.") + "\n"
