"""Rules that a site switches off: a name that is no rule's switches off nothing, and is said."""

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.reading.decode import near
from mkdocs_statuspage.review.former import became_of
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.yaml_text.tree import Marks

RULE = "unknown-rule"


def unknown_rules_off(config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Give a warning for each name under `rules_off` that is no rule's, with the near match."""
    names = [rule.name for rule in RULES]
    for number, switched in enumerate(config.rules_off):
        if switched.rule not in names:
            place = marks.place(("rules_off", number, "rule"))
            fate = became_of(switched.rule)
            what = f"`{switched.rule}` switches off nothing: {fate}" if fate else None
            message = what or f"unknown rule `{switched.rule}`, so nothing is switched off"
            help_text = "delete it" if fate else near(switched.rule, names)
            found = marks.source.finding(place, RULE, message, help_text)
            yield replace(found, severity=Severity.WARNING)
