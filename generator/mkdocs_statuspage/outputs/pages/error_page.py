"""The page that stands in for a site that cannot be read: while somebody writes, all findings on it."""

from collections.abc import Sequence

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.standpoint import View


def error_page(findings: Sequence[Finding]) -> Page:
    """Give a front page that lists what is wrong, each with its place and its next step."""
    data = {
        "findings": [
            {
                "place": str(finding.place),
                "message": finding.message,
                "help": finding.help,
                "rule": finding.rule,
                "source": finding.source,
            }
            for finding in findings
        ]
    }
    title = load_words("en")("The files cannot be read as they are")
    return Page("index.md", "statuspage/findings.html", title, title, data)


def error_frame() -> View:
    """Give the values that all templates share when there is no site."""
    return {
        "words": dict(load_words("en").strings),
        "script_words": {},
        "language": "en",
        "direction": "ltr",
        "organisation": {"name": "", "url": ""},
        "zone": "UTC",
        "now": "",
        "links": [],
        "feeds": [],
    }
