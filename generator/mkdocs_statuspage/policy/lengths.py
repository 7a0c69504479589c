"""Where a text is longer than people read: summaries, reports, and the one line of mission."""

from collections.abc import Iterator
from dataclasses import replace

from mkdocs_statuspage.markdown_text import MarkdownText, read_markdown
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.review.masking import mask
from mkdocs_statuspage.yaml_text.tree import Marks, TreePath

RULE = "too-many-words"


def too_long(incident: Incident, config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield a warning where a summary or a report has more words than the policy allows."""
    policy = config.policy
    summary = count_words(read_markdown(incident.summary or ""))
    if summary > policy.summary_words:
        help_text = (
            "say who could not do what, since when, and what they get; the rest is the report"
        )
        yield _warning(marks, ("summary",), "summary", summary, policy.summary_words, help_text)
    report = sum(count_words(part.read) for part in incident.prose)
    if report > policy.report_words:
        help_text = "keep what a customer needs; put the rest on a page of its own and link it"
        place = ("sections",) if incident.sections else ("report",)
        yield _warning(marks, place, "report", report, policy.report_words, help_text)


def mission_too_long(config: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield a warning when the mission is more than one line."""
    words = count_words(read_markdown(config.organisation.mission or ""))
    if words > config.policy.mission_line_words:
        loc = ("organisation", "mission")
        help_text = "say in one line which problem you solve for customers"
        yield _warning(marks, loc, "mission", words, config.policy.mission_line_words, help_text)


def count_words(read: MarkdownText) -> int:
    """Count the words that readers read; links' targets, code and comments are none."""
    return sum(any(char.isalnum() for char in word) for word in mask([read]).split())


def _warning(
    marks: Marks, loc: TreePath, what: str, words: int, limit: int, help_text: str
) -> Finding:
    message = f"the {what} has {words} words, and {limit} are what people read"
    found = marks.source.finding(marks.place(loc, key=True), RULE, message, help_text)
    return replace(found, severity=Severity.WARNING)
