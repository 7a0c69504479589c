"""Which texts of an incident the review reads as one, and what it is told beside the words.

A report is read as one text: its summary, its sections and its promises. Every other text stands by itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from mkdocs_statuspage.markdown_text import MarkdownText
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind as IncidentKind
from mkdocs_statuspage.model.texts import ReviewedAs, TextAt, texts_of
from mkdocs_statuspage.policy.guidance import is_written
from mkdocs_statuspage.policy.report_sections import says_sorry
from mkdocs_statuspage.reading.linked_files import read_of
from mkdocs_statuspage.review import Facts, TextKind

AFTER_THE_PROSE = ("prevention", "make_good")
"""What readers of a report find below its sections."""
_ALONE = {
    ReviewedAs.UPDATE: (TextKind.UPDATE, False),
    ReviewedAs.SHORT: (TextKind.SOCIAL, False),
    ReviewedAs.LEAK: (TextKind.SOCIAL, True),
}
"""As what a text by itself is read, and whether only for what must not leave the house."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an incident that is read as one."""

    kind: TextKind
    facts: Facts
    parts: tuple[TextAt, ...]
    """The texts that it is made of, with their places in the file."""
    read: tuple[MarkdownText, ...]
    """What each of them was read as."""
    only_leaks: bool = False
    """Whether it is looked through only for what must not leave the house."""


def passages_of(
    incident: Incident, config: SiteConfig, earlier: tuple[str, ...] = ()
) -> Iterator[Passage]:
    """Divide an incident into the texts that are read as one each."""
    facts = facts_of(incident, config, earlier)
    told = tuple(texts_of(incident))
    report = [one for one in told if one.use.reviewed_as is ReviewedAs.REPORT]
    if report:
        parts = sorted(report, key=lambda one: one.path[0] in AFTER_THE_PROSE)
        kind = TextKind.REPORT if has_report(incident) else TextKind.SOCIAL
        yield Passage(kind, facts, tuple(parts), tuple(read_of(one, incident) for one in parts))
    for one in told:
        yield from _alone(incident, one, facts)


def _alone(incident: Incident, told: TextAt, facts: Facts) -> Iterator[Passage]:
    """Make a passage of a text that stands by itself."""
    kind, only_leaks = _ALONE.get(told.use.reviewed_as, (None, False))
    if kind is not None:
        if kind is TextKind.UPDATE:
            facts = _facts_of_update(incident, told, facts)
        yield Passage(kind, facts, (told,), (read_of(told, incident),), only_leaks)


def has_report(incident: Incident) -> bool:
    """Tell whether somebody began to write the report that an incident owes; other prose is no report."""
    return incident.owes_answers and any(is_written(section) for section in incident.prose)


def _facts_of_update(incident: Incident, told: TextAt, facts: Facts) -> Facts:
    update = incident.updates[int(told.path[1])]
    said = update.next_update_by is not None or (update.status and update.status.closes)
    known = bool(said) or incident.kind is not IncidentKind.INCIDENT or bool(update.retracted)
    return replace(facts, has_next_update=known)


def facts_of(incident: Incident, config: SiteConfig, earlier: tuple[str, ...]) -> Facts:
    """Gather what the fields say, so that no rule has to guess it from the words.

    What the policy does not ask of its class is there: nobody is told to add it.
    """
    asks = config.policy.classes[incident.mistake_class]
    said = {
        "affected.who": incident.affected.who,
        "affected.not_affected": incident.affected.not_affected,
    }
    return Facts(
        has_affected=all(text for need, text in said.items() if need in asks.needs),
        has_apology="apology" not in asks.needs or says_sorry(incident, config),
        has_next_update=True,
        has_prevention=not asks.prevention.at_least or bool(incident.prevention),
        has_make_good=asks.make_good is None or bool(incident.make_good),
        finished_evidenced_prevention=any(
            p.removes_cause and p.kept_on is not None and p.evidence for p in incident.preventions
        ),
        own_names=(config.organisation.name, *(c.name for c in config.components.values())),
        earlier_apologies=earlier,
        language=config.language,
    )
