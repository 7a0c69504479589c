"""What a report has to say: its sections with their guidance, an apology, and what became of earlier promises.

Guidance stands in the file as an HTML comment: readers never see it, and what is only a comment, a
table or a picture is not written yet.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.markdown_text import MarkdownText, plain, read_markdown
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.promise import NothingPromised
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.policy.demand import Asked, Demand, Stage
from mkdocs_statuspage.reading.noted import Known
from mkdocs_statuspage.reading.parts import HEADINGS
from mkdocs_statuspage.review import base_language, evidence
from mkdocs_statuspage.review.text import BETWEEN_PIECES, FOLDED, MARKS, mask, read_text

GUIDANCE: Mapping[SectionKind, str] = {
    SectionKind.WHAT: (
        "What could people not do, from when to when, and how many were hit? Begin with what we did"
        " (“We …”), and say for what we are sorry."
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


def comment(kind: SectionKind, words: Words) -> str:
    """Return a section's guidance as it stands in a file, in the site's words."""
    return f"<!-- {words(GUIDANCE[kind])} -->"


def is_written(section: Section, config: SiteConfig) -> bool:
    """Tell whether somebody wrote a section: sentences beside its guidance, tables and pictures."""
    prose = plain(_NOT_PROSE.sub("", section.read.html))
    said = " ".join(prose.split())
    return not _PLACEHOLDER.fullmatch(prose) and said not in _guidance_as_text(config.language)


@cache
def _guidance_as_text(language: str) -> frozenset[str]:
    """Return the guidance as a reader would see it whose comment marks are deleted, in a language and in English."""
    words = load_words(language)
    every = (text for english in GUIDANCE.values() for text in (english, words(english)))
    return frozenset(plain(read_markdown(text).html) for text in every)


WORDS_IN = ("en",)
"""Languages in which these words decide; in others the review's phrases do, where it has any, or the writer is believed."""
_SORRY = re.compile(r"\b(?:sorry|ap+olog(?:y|ies|i[sz](?:e[sd]?|ing)))\b", re.IGNORECASE)
_NOT_SORRY = re.compile(
    r"\b(?:sorry\s+to\s+say|better\s+safe\s+than\s+sorry|demanded\s+an\s+apology)\b"
    r"|\b(?:not?|nothing|never|without|refuse\s+to)\s+(?:(?:need|going|want)\s+to\s+|to\s+|(?:owe\s+you\s+)?an\s+)?"
    r"(?:apolog\w+|be\s+sorry)\b",
    re.IGNORECASE,
)
"""An apology that is refused or only spoken about."""
BEGINNING = 60
"""In characters: as far as the words of that reach."""


def sections(asked: Asked) -> Iterator[Demand]:
    """Demand each part of the report; a reason for nothing stands for the words about it."""
    words = load_words(asked.config.language)
    for kind in asked.policy.sections:
        yield Demand(
            "missing-section",
            words("the section “{heading}”", heading=words(HEADINGS[kind])),
            asked.origin("sections"),
            _help(asked.incident, kind, words),
            _missing_section(asked, kind, words),
            ("sections", kind.value),
            Stage.PRELIMINARY if kind is SectionKind.WHAT else Stage.REPORT,
        )


def _help(incident: Incident, kind: SectionKind, words: Words) -> str:
    """Say what to do: write into the section that stands there, or have it added."""
    heading = words(HEADINGS[kind])
    if any(part.kind is kind for part in incident.prose):
        return words("answer the guidance under “{heading}” in sentences", heading=heading)
    command = f"statuspage report {incident.id}"
    return words(
        "write it under `## {heading}`; `{command}` adds it with guidance",
        heading=heading,
        command=command,
    )


def _missing_section(asked: Asked, kind: SectionKind, words: Words) -> str | None:
    incident = asked.incident
    found = [part for part in incident.prose if part.kind is kind]
    if any(is_written(part, asked.config) for part in found):
        return None
    given = {
        SectionKind.PREVENTION: incident.prevention,
        SectionKind.MAKE_GOOD: incident.make_good,
    }.get(kind)
    if isinstance(given, NothingPromised):
        return None
    if found:
        return words("the section “{heading}” is not written yet", heading=words(HEADINGS[kind]))
    return words("the section “{heading}” is missing", heading=words(HEADINGS[kind]))


def apology(asked: Asked) -> Iterator[Demand]:
    """Demand that the report says sorry."""
    if "apology" not in asked.policy.needs:
        return
    yield Demand(
        "missing-apology",
        "an apology",
        asked.origin("needs"),
        "say that you are sorry, for what, and to whom",
        None if says_sorry(asked.incident, asked.config) else "the report does not say sorry",
        ("summary",),
        Stage.PRELIMINARY,
    )


def says_sorry(incident: Incident, config: SiteConfig) -> bool:
    """Tell whether the report on an incident says sorry; in English plain words decide, not the review's phrases."""
    language = base_language(config.language)
    if language not in WORDS_IN:
        text = read_text(*_report(incident))
        return not evidence.hears_apologies(language) or evidence.says_sorry(text, language)
    reads = _report(incident)
    return any(map(_plainly_sorry, reads)) or _apologises(mask(reads))


def _apologises(prose: str, after: int = 0) -> bool:
    if _SORRY.search(prose, after) is None:  # quicker to see than what is only spoken about
        return False
    return _SORRY.search(_NOT_SORRY.sub("", prose), after) is not None


def _plainly_sorry(read: MarkdownText) -> bool:
    """Tell of a text in which nothing is masked; most apologies stand in one, and the others need not be parsed for them.

    What stands at its very beginning may go on from the text before it.
    """
    text = read.text.translate(FOLDED)
    return not (MARKS.search(text) or '"' in text) and _apologises(text, BEGINNING)


def report_text(incident: Incident) -> str:
    """Return what readers of the report read: its summary and its sections."""
    return BETWEEN_PIECES.join(read.text for read in _report(incident))


def _report(incident: Incident) -> tuple[MarkdownText, ...]:
    return (read_markdown(incident.summary or ""), *(part.read for part in incident.prose))


def repeats(asked: Asked) -> Iterator[Demand]:
    """Demand a word about what was promised when the same cause came before."""
    for earlier in _same_cause(asked):
        tags = ", ".join(sorted(set(earlier.causes) & set(asked.incident.causes)))
        yield Demand(
            "missing-repeat",
            f"what became of the promises of {earlier.id}, which had the same cause ({tags})",
            ("causes",),
            f"add `repeats: [{earlier.id}]`, and say in the report what was promised then and why"
            " it did not help",
            _missing_repeat(asked.incident, earlier, base_language(asked.config.language)),
            ("causes",),
        )


def _same_cause(asked: Asked) -> Iterator[Known]:
    """Yield the latest earlier incident of each cause: the one whose promises should have helped."""
    found: dict[str, Known] = {}
    for tag in asked.incident.causes:
        of_cause = [other for other in asked.earlier if tag in other.causes]
        if of_cause:
            latest = max(of_cause, key=lambda other: (other.begins_at, other.id))
            found[latest.id] = latest
    yield from found.values()


_PROMISED = {
    language: re.compile(words, re.IGNORECASE)
    for language, words in {
        "en": r"\bpromis|\bpledge|\bcommit+ed to\b|\bwe (?:had )?said\b",
        "pt": r"\bpromet|\bpromess|\bcomprom|\b(?:tínhamos dito|dissemos)\b",
        "de": r"\bverspr[aeo]ch|\bzu(?:ge)?sag|\b(?:hatten gesagt|sagten)\b",
        "he": r"הבט[חי]|התחייב|אמרנו",
    }.items()
}
"""How each language speaks of a promise; in others the writer is believed."""


def _missing_repeat(incident: Incident, earlier: Known, language: str) -> str | None:
    if not {earlier.id, *earlier.formerly} & set(incident.repeats):
        return f"{earlier.id} had the same cause, and `repeats` does not name it"
    text = report_text(incident)
    spoken = language not in _PROMISED or _PROMISED[language].search(text) is not None
    if earlier.promised and not (spoken or earlier.id in text):
        return f"the report does not say what became of the promises of {earlier.id}"
    return None
