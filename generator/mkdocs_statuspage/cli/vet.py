"""A look at a text before it is posted: secrets stop it, the rest is said and stops nothing."""

import sys
from collections.abc import Sequence

import typer

from mkdocs_statuspage.cli.message import checked
from mkdocs_statuspage.cli.terminal import is_interactive, printable
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity

LEAK = "leak"


def vet(text: str, config: SiteConfig, *, allow_secret: bool) -> str:
    """Review a message that is about to be posted, and give it without the blanks around it.

    Raises:
        CannotRun: it is empty or holds a secret or characters that readers must not get, or the
            writer wants to mend it first.
    """
    text = checked(text)
    findings = review_message(text, config)
    leaks = [f for f in findings if f.rule == LEAK and f.severity is Severity.ERROR]
    if leaks and not allow_secret:
        listed = "\n".join(f"  {_line(finding)}" for finding in leaks)
        raise CannotRun(
            f"the text holds what must not leave the house:\n{listed}",
            "take it out, or add --allow-secret if it is meant to be public",
        )
    said = [f for f in findings if f.severity is not Severity.ADVICE and f not in leaks]
    for finding in said:
        sys.stderr.write(f"{finding.severity}: {_line(finding)}\n")
    errors = [f for f in said if f.severity is Severity.ERROR]
    if errors and is_interactive() and not typer.confirm("Post it as it is?", err=True):
        raise CannotRun("nothing was posted", "mend the text, and post it again")
    return text


def review_message(text: str, config: SiteConfig) -> Sequence[Finding]:
    """Give what the review says of a message; its next word is a field, so no rule looks for it."""
    from mkdocs_statuspage.policy.incident_review import active_rules
    from mkdocs_statuspage.review import Facts, Kind, Origin, placed, review_text, to_findings

    names = (config.organisation.name, *(c.name for c in config.components.values()))
    facts = Facts(
        has_next_update=True,
        names=tuple(person.name for person in config.people.values()),
        own_names=names,
        language=config.language,
    )
    hits = review_text(text, Kind.UPDATE, facts, active_rules(config))
    return to_findings(hits, placed(text, Origin("text")))


def _line(finding: Finding) -> str:
    return printable(str(finding)).replace("\n", " ")
