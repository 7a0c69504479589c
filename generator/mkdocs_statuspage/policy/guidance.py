"""The sentence of guidance with which each section of a report begins, and whether it was ever answered.

Guidance stands in the file as an HTML comment: readers never see it, and what is only a comment, a
table or a picture is not written yet.
"""

import re
from collections.abc import Mapping

from mkdocs_statuspage.markdown_text import plain, read_markdown
from mkdocs_statuspage.model.incident import Section
from mkdocs_statuspage.model.statuses import SectionKind

GUIDANCE: Mapping[SectionKind, str] = {
    SectionKind.WHAT: (
        "What could people not do, from when to when, and how many were hit? Begin with what we did"
        ' ("We …"), and say for what we are sorry.'
    ),
    SectionKind.WHY: (
        "Why did it happen, and why did nothing stop it? Describe the system that let it happen, and"
        " name no person as the cause."
    ),
    SectionKind.FIX: (
        "What did we do until it worked again, with the times, and what did we try that did not help?"
    ),
    SectionKind.PREVENTION: (
        "What will be different for good, and how will a reader see it? Each promise stands under"
        " `prevention:` at the head of this file, with its owner and its date."
    ),
    SectionKind.MAKE_GOOD: (
        "What do those who were hit get, who exactly, by when, and does it come by itself? Each"
        " promise stands under `make_good:` at the head of this file; if there is nothing to make"
        " good, write `make_good: {none: the reason}` there."
    ),
    SectionKind.HOW_WE_HANDLED_IT: (
        "When did we first say something, was the next word on time, what did we say that was wrong,"
        " and what will we do better?"
    ),
}
"""One sentence or two for each section; the writer's words replace it."""

_NOT_PROSE = re.compile(r"<(table|h[1-6])\b.*?</\1>|<!--.*?(?:-->|\Z)", re.DOTALL)
_PLACEHOLDER = re.compile(r"\W*(?:todo|tbd|fixme|xxx|n/?a|lorem ipsum.*)?\W*", re.IGNORECASE)


def comment(kind: SectionKind) -> str:
    """Return a section's guidance as it stands in a file."""
    return f"<!-- {GUIDANCE[kind]} -->"


def is_written(section: Section) -> bool:
    """Tell whether somebody wrote a section: sentences beside its guidance, tables and pictures."""
    prose = plain(_NOT_PROSE.sub("", section.read.html))
    return not _PLACEHOLDER.fullmatch(prose) and not _is_guidance(prose)


def _is_guidance(prose: str) -> bool:
    """Tell whether guidance stands there as though it were the text, its comment marks deleted."""
    said = " ".join(prose.split())
    return any(said == plain(read_markdown(sentence).html) for sentence in GUIDANCE.values())
