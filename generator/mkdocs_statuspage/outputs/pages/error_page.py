"""The page that stands in for a site that cannot be read: while somebody writes, all findings on it."""

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs.view.page import Page, PageView


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingView:
    """What is wrong, with its place and its next step."""

    place: str
    message: str
    help: str
    rule: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorView(PageView):
    """What the page shows."""

    findings: tuple[FindingView, ...]


def error_page(findings: Sequence[Finding]) -> Page:
    """Make a front page that lists what is wrong."""
    views = (
        FindingView(
            place=str(finding.place),
            message=finding.message,
            help=finding.help,
            rule=finding.rule,
            source=finding.source,
        )
        for finding in findings
    )
    title = load_words("en")("The files cannot be read as they are")
    return Page(
        "index.md", "statuspage/findings.html", title, title, ErrorView(findings=tuple(views))
    )
