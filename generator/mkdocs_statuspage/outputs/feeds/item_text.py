"""The text of feed items, as HTML that is clean anywhere, with `prose.ROOT` before addresses here.

Nothing of it depends on the moment of the build: a feed changes only when somebody wrote something.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from html import escape

from mkdocs_statuspage.model.incident import EarlierWindow, Incident, ReportCorrection, Update
from mkdocs_statuspage.model.promise import MakeGood, NothingPromised, Prevention, Promise
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.outputs.view.looks import component_state
from mkdocs_statuspage.outputs.view.plain_text import allowed, shown_address
from mkdocs_statuspage.outputs.view.prose import ROOT, first_paragraph
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url
from mkdocs_statuspage.outputs.view.update_views import do_label, taken_back_html
from mkdocs_statuspage.reading.parts import HEADINGS
from mkdocs_statuspage.timeline.course import Course, what_to_do


def update_html(course: Course, update: Update, here: Standpoint) -> str:
    """Return what was said, what changed with it, and when the next word comes."""
    message = here.bare_html(update.message, course.incident, breaks=True)
    if update.retracted is not None:
        taken_back = taken_back_html(update.retracted, course.incident, here)
        return f"{taken_back}<blockquote>{message}</blockquote>"
    advice = _advice(course, update, here)
    facts = _facts(course.incident, here, update.at)
    return "".join([message, *advice, *facts, *_changes(update, here)])


def _advice(course: Course, update: Update, here: Standpoint) -> Iterator[str]:
    """Write what people could do when an update came: many read no other word than the newest.

    With the closing one it is what that one says alone, as what was said before helps no longer.
    """
    said = [u.do for u in course.updates if u.do and u.at <= update.at]
    newest = said[-1] if said else course.incident.affected.what_to_do
    holds = update.do if update.status and update.status.closes else newest
    if holds:
        yield _labelled(here.words("What you can do:"), here.bare_html(holds, course.incident))


def announcement_html(course: Course, here: Standpoint, at: datetime) -> str:
    """Return what is known of an incident about which nothing was posted, and its window as of a moment."""
    summary = [here.bare_html(course.incident.summary, course.incident)]
    return "".join([*summary, *_facts(course.incident, here, at), *_affected(course, here)])


def window_html(course: Course, was: EarlierWindow, here: Standpoint) -> str:
    """Return the window that planned work was moved to, the one that it had, and why."""
    former = here.words.zoned_span(was.start, was.end, here.zone)
    label = here.words("It was planned for:")
    parts = [f"<p><strong>{escape(label)}</strong> {escape(former)}</p>"]
    if was.why:
        why = here.bare_html(was.why, course.incident)
        parts.append(_labelled(here.words("Why it was moved:"), why))
    return "".join([*_facts(course.incident, here, was.at), *parts])


def digest_html(course: Course, here: Standpoint) -> str:
    """Return a report's first words, whom it concerns, and where it stands in full."""
    incident = course.incident
    label = here.words("Read the whole report")
    link = f'<p><a href="{ROOT}{incident_url(incident)}">{escape(label)}</a></p>'
    first = here.bare_html(incident.summary, incident) or _beginning(incident, here)
    return "".join([first, *_affected(course, here), link])


def correction_html(course: Course, correction: ReportCorrection, here: Standpoint) -> str:
    """Return what was corrected, and what is said now."""
    said = here.bare_html(correction.what, course.incident)
    return "".join([said, announcement_html(course, here, correction.at)])


def report_html(course: Course, here: Standpoint) -> str:
    """Return a published report in full: it is read in a reader as on the site."""
    incident = course.incident
    parts = [here.bare_html(incident.summary, incident), *_affected(course, here)]
    notes = ""  # of a Markdown file all stand behind its last section, and come behind all here
    for section in incident.prose:
        heading = escape(allowed(section.heading))
        parts += [notes, f"<h2>{heading}</h2>" if heading else ""]
        parts += [
            here.bare_section_html(section, incident),
            *_promises(section.kind, course, here),
        ]
        notes = here.bare_notes_html(section, incident)
    parts += [*_unwritten(course, here), notes]
    return "".join([*parts, *_corrections(incident, here), signature_html(incident, here)])


def _unwritten(course: Course, here: Standpoint) -> Iterator[str]:
    """Write the promises about which the report has no words of its own."""
    for kind in (SectionKind.PREVENTION, SectionKind.MAKE_GOOD):
        if course.incident.section(kind) is not None:
            continue
        if promises := "".join(_promises(kind, course, here)):
            yield f"<h2>{escape(here.words(HEADINGS[kind]))}</h2>{promises}"


def promise_html(course: Course, promise: Promise, here: Standpoint) -> str:
    """Return a promise by itself: what was promised, what became of it, how one can see it, and after what."""
    link = f'<a href="{ROOT}{incident_url(course.incident)}">'
    after = (
        f"<p>{escape(here.words('Promised after:'))} {link}{_text(course.incident.title)}</a></p>"
    )
    return f"{_promise(promise, course.incident, here)}{after}"


def _text(text: str) -> str:
    return escape(allowed(text))


def _beginning(incident: Incident, here: Standpoint) -> str:
    first = next((part for part in incident.prose if part.text), None)
    return first_paragraph(here.bare_section_html(first, incident)) if first else ""


def _facts(incident: Incident, here: Standpoint, at: datetime) -> Iterator[str]:
    """Yield what must be read with everything that is told of an incident, as it was at that moment."""
    if incident.scheduled is not None:
        held = incident.scheduled.as_of(at)
        window = here.words.zoned_span(held.start, held.end, here.zone)
        yield f"<p><strong>{escape(here.words('Planned for:'))}</strong> {escape(window)}</p>"
    if incident.correction is not None:
        wrong, right = incident.correction.said, incident.correction.correct
        yield _labelled(here.words("We said:"), here.bare_html(wrong, incident))
        yield _labelled(here.words("What is right:"), here.bare_html(right, incident))


def _labelled(label: str, html: str) -> str:
    return f"<p><strong>{escape(label)}</strong></p>{html}"


def _changes(update: Update, here: Standpoint) -> Iterator[str]:
    ids = here.site.config.current_ids
    lines = [
        f"<li>{_text(here.site.config.components[ids[id_]].name)}:"
        f" {escape(component_state(status, here.words).word)}</li>"
        for id_, status in update.components.items()
        if id_ in ids
    ]
    if lines:
        yield f"<ul>{''.join(lines)}</ul>"
    if update.next_update_by is not None:
        when = here.words.zoned_moment(update.next_update_by, here.zone)
        yield f"<p>{escape(here.words('Next update by {when}.', when=when))}</p>"


def _affected(course: Course, here: Standpoint) -> Iterator[str]:
    incident, words = course.incident, here.words
    affected = incident.affected
    rows = (
        (words("Yes, if …"), affected.who),
        (words("No, if …"), affected.not_affected),
        (words("How to tell:"), affected.how_to_tell),
        (f"{do_label(course, words)}:", what_to_do(course.incident)),
    )
    if any(text for _, text in rows):
        yield f"<h2>{escape(words('Were you affected?'))}</h2>"
    for label, text in rows:
        if text:
            yield _labelled(label, here.bare_html(text, incident))


def _promises(kind: SectionKind | None, course: Course, here: Standpoint) -> Iterator[str]:
    incident = course.incident
    given: NothingPromised | Iterable[Prevention | MakeGood]
    if kind is SectionKind.PREVENTION:
        given = incident.prevention
    elif kind is SectionKind.MAKE_GOOD:
        given = incident.make_good
    else:
        return
    if isinstance(given, NothingPromised):
        yield here.bare_html(given.none, incident)
        return
    items = "".join(f"<li>{_promise(promise, incident, here)}</li>" for promise in given)
    yield f"<ul>{items}</ul>" if items else ""


def _promise(promise: Promise, incident: Incident, here: Standpoint) -> str:
    """Write a promise: what, for whom, and what became of it."""
    whose = promise.for_ if isinstance(promise, MakeGood) else None
    taken_back = promise.withdrawn.why if promise.withdrawn else None
    moved = "".join(_moved(promise, incident, here))
    line = f"<p>{escape(' '.join(_states(promise, here)))}{_evidence(promise, here)}</p>"
    texts = (promise.promise, whose)
    said = "".join(here.bare_html(text, incident) for text in texts)
    return f"{said}{line}{moved}{here.bare_html(taken_back, incident)}"


def _moved(promise: Promise, incident: Incident, here: Standpoint) -> Iterator[str]:
    """Write the days that a promise had before, each with why it has another."""
    words = here.words
    for was in promise.moved:
        days = {"was": words.day(was.from_), "day": words.day(was.on)}
        said = words("was {was}, moved on {day}, because:", **days)
        yield _labelled(said[:1].upper() + said[1:], here.bare_html(was.why, incident))


def _states(promise: Promise, here: Standpoint) -> Iterator[str]:
    words = here.words
    if promise.due_on:
        yield words("Due {day}.", day=words.day(promise.due_on))
    if promise.kept_on:
        yield words("Kept on {day}.", day=words.day(promise.kept_on))
    if promise.withdrawn:
        yield words("Withdrawn on {day}:", day=words.day(promise.withdrawn.on))


def _evidence(promise: Promise, here: Standpoint) -> str:
    if promise.evidence is None:
        return ""
    address = escape(allowed(promise.evidence))
    shown = escape(shown_address(allowed(promise.evidence)))
    return f' {escape(here.words("Proof:"))} <a href="{address}">{shown}</a>'


def _corrections(incident: Incident, here: Standpoint) -> Iterator[str]:
    if incident.corrections:
        yield f"<h2>{escape(here.words('Corrections'))}</h2>"
    for correction in incident.corrections:
        when = here.words.zoned_moment(correction.at, here.zone)
        yield _labelled(f"{when}:", here.bare_html(correction.what, incident))


def signature_html(incident: Incident, here: Standpoint) -> str:
    """Return who answers for a report, which ends it."""
    return "".join(_signature(incident, here))


def _signature(incident: Incident, here: Standpoint) -> Iterator[str]:
    signer = here.site.config.person(incident.signed_by)
    if signer is not None:
        yield f"<p>{_text(signer.name)}, {_text(signer.role)}</p>"
        if signer.reply_to:
            label = here.words("Reply to {name}", name=signer.name)
            address = escape(allowed(f"mailto:{signer.reply_to}"))
            yield f'<p><a href="{address}">{_text(label)}</a></p>'
    mission = here.site.config.organisation.mission
    if mission:
        yield f"<p><em>{_text(mission)}</em></p>"
