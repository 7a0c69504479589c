"""The text of feed items, as HTML that is clean anywhere, with `prose.ROOT` before addresses here.

Nothing of it depends on the moment of the build: a feed changes only when somebody wrote something.
"""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import escape
from zoneinfo import ZoneInfo

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.promise import MakeGood, NothingPromised, Prevention, Promise
from mkdocs_statuspage.model.scalars import Text
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.model.update import Update
from mkdocs_statuspage.outputs.view.characters import allowed
from mkdocs_statuspage.outputs.view.looks import component_state
from mkdocs_statuspage.outputs.view.prose import ROOT, Links, render
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course


@dataclass(frozen=True)
class Setting:
    """What a text is written in: the site's words, its zone, and where its files are."""

    site: Site

    @property
    def config(self) -> SiteConfig:
        """Who we are."""
        return self.site.config

    @property
    def words(self) -> Words:
        """The site's own words."""
        return self.site.words

    @cached_property
    def zone(self) -> ZoneInfo:
        """The zone in which times are written."""
        return self.config.zone

    @cached_property
    def links(self) -> Links:
        """Where the files of the incident tree are on the site."""
        return Standpoint.of(self.site).links


def update_html(course: Course, update: Update, setting: Setting) -> str:
    """Give what was said, what changed with it, and when the next word comes."""
    message = prose_html(update.message, course.incident, setting)
    if update.retracted is not None:
        when = setting.words.moment(update.retracted.at, setting.zone)
        said = setting.words("We took this back on {when}:", when=when)
        why = prose_html(update.retracted.why, course.incident, setting)
        return f"<p><strong>{escape(said)}</strong></p>{why}<blockquote>{message}</blockquote>"
    return "".join([message, *_facts(course.incident, setting), *_changes(update, setting)])


def announcement_html(course: Course, setting: Setting) -> str:
    """Give what is known of an incident about which nothing was posted."""
    summary = [prose_html(course.incident.summary, course.incident, setting)]
    return "".join(
        [*summary, *_facts(course.incident, setting), *_affected(course.incident, setting)]
    )


def digest_html(course: Course, setting: Setting) -> str:
    """Give a report's first words, whom it concerns, and where it stands in full."""
    incident = course.incident
    label = setting.words("Read the whole report")
    link = f'<p><a href="{ROOT}{incident_url(incident)}">{escape(label)}</a></p>'
    first = prose_html(incident.summary, incident, setting) or _beginning(incident, setting)
    return "".join([first, *_affected(incident, setting), link])


def report_html(course: Course, setting: Setting) -> str:
    """Give a published report in full: it is read in a reader as on the site."""
    incident = course.incident
    parts = [prose_html(incident.summary, incident, setting), *_affected(incident, setting)]
    for section in incident.prose:
        heading = escape(allowed(section.heading))
        parts += [f"<h2>{heading}</h2>"] if heading else []
        parts += [
            prose_html(section.text, incident, setting),
            *_promises(section.kind, course, setting),
        ]
    return "".join([*parts, *_corrections(incident, setting), *_signature(incident, setting)])


def kept_html(course: Course, promise: Promise, setting: Setting) -> str:
    """Give a kept promise: what was promised, when it was kept, how one can see it, and after what."""
    link = f'<a href="{ROOT}{incident_url(course.incident)}">'
    after = f"<p>{escape(setting.words('Promised after:'))} {link}{_text(course.incident.title)}</a></p>"
    return f"{_promise(promise, course.incident, setting)}{after}"


def prose_html(text: Text | None, incident: Incident, setting: Setting) -> str:
    """Give clean HTML of somebody's Markdown in an incident file; empty of nothing."""
    folder = posixpath.dirname(incident.path)
    return render(allowed(text), setting.links, folder) if text else ""


def _text(text: str) -> str:
    return escape(allowed(text))


def _beginning(incident: Incident, setting: Setting) -> str:
    first = next((part.text for part in incident.prose if part.text), None)
    return prose_html(first and first.split("\n\n", 1)[0], incident, setting)


def _facts(incident: Incident, setting: Setting) -> Iterator[str]:
    """Give what every update of an incident must be read with."""
    if incident.scheduled is not None:
        start, end = incident.scheduled.start, incident.scheduled.end
        window = setting.words.span(start, end, setting.zone)
        yield f"<p><strong>{escape(setting.words('Planned for:'))}</strong> {escape(window)}</p>"
    if incident.correction is not None:
        wrong, right = incident.correction.said, incident.correction.correct
        yield _labelled(setting.words("We said:"), prose_html(wrong, incident, setting))
        yield _labelled(setting.words("Correct is:"), prose_html(right, incident, setting))


def _labelled(label: str, html: str) -> str:
    return f"<p><strong>{escape(label)}</strong></p>{html}"


def _changes(update: Update, setting: Setting) -> Iterator[str]:
    ids = setting.config.current_ids
    lines = [
        f"<li>{_text(setting.config.components[ids[id_]].name)}:"
        f" {escape(component_state(status, setting.words)['word'])}</li>"
        for id_, status in update.components.items()
        if id_ in ids
    ]
    if lines:
        yield f"<ul>{''.join(lines)}</ul>"
    if update.next_update_by is not None:
        when = setting.words.moment(update.next_update_by, setting.zone)
        yield f"<p>{escape(setting.words('Next update by {when}.', when=when))}</p>"


def _affected(incident: Incident, setting: Setting) -> Iterator[str]:
    affected, words = incident.affected, setting.words
    rows = (
        (words("Affected:"), affected.who),
        (words("Not affected:"), affected.not_affected),
        (words("How to tell:"), affected.how_to_tell),
    )
    if any(text for _, text in rows):
        yield f"<h2>{escape(words('Were you affected?'))}</h2>"
    for label, text in rows:
        if text:
            yield _labelled(label, prose_html(text, incident, setting))


def _promises(kind: SectionKind | None, course: Course, setting: Setting) -> Iterator[str]:
    incident = course.incident
    given: NothingPromised | Iterable[Prevention | MakeGood]
    if kind is SectionKind.PREVENTION:
        given = incident.prevention
    elif kind is SectionKind.MAKE_GOOD:
        given = incident.make_good
    else:
        return
    if isinstance(given, NothingPromised):
        yield prose_html(given.none, incident, setting)
        return
    items = "".join(f"<li>{_promise(promise, incident, setting)}</li>" for promise in given)
    yield f"<ul>{items}</ul>" if items else ""


def _promise(promise: Promise, incident: Incident, setting: Setting) -> str:
    words = setting.words
    state = [
        words("Due {day}.", day=words.day(promise.due_on)) if promise.due_on else "",
        words("Kept {day}.", day=words.day(promise.kept_on)) if promise.kept_on else "",
    ]
    if promise.withdrawn is not None:
        state.append(words("Withdrawn {day}:", day=words.day(promise.withdrawn.on)))
        state.append(allowed(promise.withdrawn.why))
    seen = ""
    if promise.evidence is not None:
        address = escape(allowed(promise.evidence))
        seen = f' <a href="{address}">{escape(words("See for yourself"))}</a>'
    line = escape(" ".join(filter(None, state)))
    return f"{prose_html(promise.promise, incident, setting)}<p>{line}{seen}</p>"


def _corrections(incident: Incident, setting: Setting) -> Iterator[str]:
    if incident.corrections:
        yield f"<h2>{escape(setting.words('Corrections'))}</h2>"
    for correction in incident.corrections:
        when = setting.words.moment(correction.at, setting.zone)
        yield _labelled(f"{when}:", prose_html(correction.what, incident, setting))


def _signature(incident: Incident, setting: Setting) -> Iterator[str]:
    signer = setting.config.people.get(incident.signed_by or "")
    if signer is not None:
        yield f"<p>{_text(signer.name)}, {_text(signer.role)}</p>"
        if signer.reply_to:
            label = setting.words("Reply to {name}", name=signer.name)
            address = escape(allowed(f"mailto:{signer.reply_to}"))
            yield f'<p><a href="{address}">{_text(label)}</a></p>'
    mission = setting.config.organisation.mission
    if mission:
        yield f"<p><em>{_text(mission)}</em></p>"
