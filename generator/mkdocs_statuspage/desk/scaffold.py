"""The sections of a report that are missing, put into its file where readers expect them."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from itertools import pairwise

from mkdocs_statuspage.language import Words, bare, phrase
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.statuses import SectionKind, UpdateStatus
from mkdocs_statuspage.outputs.view.looks import update_word
from mkdocs_statuspage.policy.report_sections import comment
from mkdocs_statuspage.reading.parts import ANCHORS, HEADINGS, headings_in, section_starts
from mkdocs_statuspage.timeline.clocks import Owed, clocks_of
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.yaml_text.source import SourceFile, split_front_matter

ORDER = tuple(SectionKind)
EXCERPT = 80
DETECTED = {
    "us": phrase("us"),
    "customers": phrase("customers"),
    "third_party": phrase("somebody else"),
}
"""Who knew first, in words."""


def with_sections(text: str, suffix: str, missing: Mapping[SectionKind, str], words: Words) -> str:
    """Return an incident file's text with sections put in, each before the first that follows it."""
    from mkdocs_statuspage.writing.document import set_in

    for kind in ORDER:
        if kind in missing and suffix != ".md":
            text = set_in(text, suffix, ("sections", kind.value), missing[kind] + "\n")
        elif kind in missing:
            text = _with_section(text, kind, missing[kind], words)
    return text


def _with_section(text: str, kind: SectionKind, content: str, words: Words) -> str:
    document = split_front_matter(text)
    if document is None:
        return text
    newline = "\r\n" if "\r\n" in document.after else "\n"
    starts_of_lines = SourceFile("", document.after).starts
    starts = section_starts(document.body, 1, headings_in(words))
    later = (line for line, found in starts if found and ORDER.index(found) > ORDER.index(kind))
    at = next((starts_of_lines[line] for line in later), len(document.after))
    block = f"{_heading(kind, words)}\n\n{content}\n".replace("\n", newline)
    before, after = document.after[:at], document.after[at:]
    before = before.rstrip("\r\n") + newline * 2
    return document.before + document.yaml + before + block + (newline + after if after else "")


def _heading(kind: SectionKind, words: Words) -> str:
    """Write a heading that is recognised in the site's language, by its anchor where it has to be."""
    heading = words(HEADINGS[kind])
    if headings_in(words).get(heading.casefold()) is kind:
        return f"## {heading}"
    anchor = next(name for name, found in ANCHORS.items() if found is kind)
    return f"## {heading} {{#{anchor}}}"


def missing_sections(course: Course, config: SiteConfig, words: Words) -> Mapping[SectionKind, str]:
    """Compute the sections that the policy asks for and the file lacks, with what is already known."""
    wanted = config.policy.classes[course.incident.mistake_class].sections
    return {
        kind: bare(
            "\n\n".join(filter(None, (comment(kind, words), known(kind, course, config, words))))
        )
        for kind in wanted
        if course.incident.section(kind) is None
    }


def known(kind: SectionKind, course: Course, config: SiteConfig, words: Words) -> str:
    """Write what the file says already that belongs into a section, as a table to write from."""
    if kind is SectionKind.WHAT:
        return f"{_table(_facts(course, config, words), (words('Known'), ''))}\n\n{_timeline(course, config, words)}"
    if kind is SectionKind.WHY:
        return _table([(words("Cause"), ", ".join(course.incident.causes))], (words("Known"), ""))
    if kind is SectionKind.FIX:
        return _milestones(course, config, words)
    if kind is SectionKind.HOW_WE_HANDLED_IT:
        return _table(_handling(course, config, words), (words("Known"), ""))
    promises = (
        course.incident.preventions
        if kind is SectionKind.PREVENTION
        else course.incident.make_goods
    )
    return _table([(p.id, p.promise) for p in promises], (words("Known"), ""))


def _facts(course: Course, config: SiteConfig, words: Words) -> Iterable[tuple[str, str]]:
    incident, zone = course.incident, config.zone
    end = course.ended_at
    yield words("From"), words.zoned_moment(course.began_at, zone)
    yield words("To"), words.zoned_moment(end, zone) if end else words("it is still open")
    yield words("Lasted"), words.duration(end - course.began_at) if end else ""
    names = [config.components[id_].name for id_ in incident.components if id_ in config.components]
    yield words("Components"), ", ".join(names)
    yield words("Hit"), words.number(incident.affected.count) if incident.affected.count else ""
    yield (
        words("Noticed first by"),
        words(DETECTED[incident.detected_by]) if incident.detected_by else "",
    )


def _timeline(course: Course, config: SiteConfig, words: Words) -> str:
    rows = [(course.began_at, words("It began"))]
    rows += [(u.at, _excerpt(u.message)) for u in course.updates]
    rows += [(course.ended_at, words("It ended"))] if course.ended_at else []
    rows.sort(key=lambda row: row[0])
    return _table(_told_when(rows, course, config, words), (words("Time"), words("What you saw")))


def _milestones(course: Course, config: SiteConfig, words: Words) -> str:
    told = (UpdateStatus.IDENTIFIED, UpdateStatus.MONITORING, UpdateStatus.RESOLVED)
    rows = [
        (update.at, f"{update_word(update.status, course, words)}: {_excerpt(update.message)}")
        for update in course.updates
        if update.status in told
    ]
    told_when = _told_when(rows, course, config, words)
    return _table(told_when, (words("Time"), words("What we said we did")))


def _told_when(
    rows: Iterable[tuple[datetime, str]], course: Course, config: SiteConfig, words: Words
) -> Iterable[tuple[str, str]]:
    """Yield each row with its time of day; of more days than the first, with the day where that changes."""
    timed = [(at, at.astimezone(config.zone).date(), what) for at, what in rows]
    began_on = course.began_at.astimezone(config.zone).date()
    before = began_on if {day for _, day, _ in timed} <= {began_on} else None
    for at, day, what in timed:
        told = words.zoned_clock if day == before else words.zoned_moment
        yield told(at, config.zone), what
        before = day


def _handling(course: Course, config: SiteConfig, words: Words) -> Iterable[tuple[str, str]]:
    """Yield how soon and how often we said something."""
    clocks = clocks_of(course, config.policy, config.zone)
    first = next((clock for clock in clocks if clock.owed is Owed.FIRST_WORD), None)
    if first is not None and first.done_at is not None:
        said = words.duration(first.done_at - course.began_at)
        asked = words.duration(first.due_at - course.began_at)
        yield (
            words("First word after"),
            words("{said} (our policy: {asked})", said=said, asked=asked),
        )
    updates = course.updates
    yield words("Updates"), words.number(len(updates))
    times = [update.at for update in updates]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    yield words("Longest silence"), words.duration(max(gaps, default=timedelta())) if gaps else ""


def _excerpt(message: str) -> str:
    line = " ".join(message.split())
    return line if len(line) <= EXCERPT else line[: EXCERPT - 1].rsplit(" ", 1)[0] + " …"


def _table(rows: Iterable[tuple[str, str]], head: tuple[str, str]) -> str:
    """Write a table of what is known; empty without any row."""
    cells = [(key, " ".join(value.replace("|", "\\|").split())) for key, value in rows if value]
    lines = [f"| {head[0]} | {head[1]} |", "|---|---|"]
    return "\n".join(lines + [f"| {key} | {value} |" for key, value in cells]) if cells else ""
