"""What a worried reader needs of an incident: who is hit, what was said last, when the next word comes."""

import re
from urllib.parse import quote

from mkdocs_statuspage.model.config import Person
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.outputs.view.looks import COMPONENT_WORDS
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, View, incident_url, plain_values
from mkdocs_statuspage.outputs.view.update_views import (
    components_now,
    expected_fix,
    last_update,
    next_update,
)
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.headline import Level, level_of


def card(course: Course, here: Standpoint) -> View:
    """Give an open incident as the status page shows it."""
    return plain_values(
        {
            "id": course.incident.id,
            "title": course.incident.title,
            "href": here.link(incident_url(course.incident)),
            "state": open_state(course, here),
            "since": here.short_moment(course.began_at),
            "window": window(course, here),
            "components": components_now(course, here),
            "affected": affected(course, here),
            "correction": correction(course.incident, here),
            "last": last_update(course, here),
            "next": next_update(course, here),
            "fix": expected_fix(course, here),
            "contact": contact(course.incident, here),
        }
    )


def open_state(course: Course, here: Standpoint) -> View:
    """Give the shape and the word for how bad an open incident is now."""
    level = level_of(course)
    return {"mark": level.value, "word": _open_word(level, course, here)}


def _open_word(level: Level, course: Course, here: Standpoint) -> str:
    words = here.words
    if level is Level.NOTICE:
        if course.incident.correction is not None:
            return words("Correction")
        notice = course.incident.kind is Kind.NOTICE
        return words("Notice") if notice else words("Watching the fix")
    if level is Level.MAINTENANCE:
        return words("Planned work under way")
    return words(COMPONENT_WORDS[level])


def window(course: Course, here: Standpoint) -> View | None:
    """Give the window of planned work."""
    if course.incident.kind is not Kind.MAINTENANCE:
        return None
    return here.span(course, weekday=True)


def affected(course: Course, here: Standpoint) -> View | None:
    """Give who is hit, who is not, and how to tell; None when nobody said."""
    said, incident = course.incident.affected, course.incident
    view = plain_values(
        {
            "who_html": here.html(said.who, incident),
            "not_html": here.html(said.not_affected, incident),
            "how_html": here.html(said.how_to_tell, incident),
            "count": _count(incident, here),
        }
    )
    return view and {"heading": _affected_heading(course, here), **view}


def _affected_heading(course: Course, here: Standpoint) -> str:
    if course.is_upcoming:
        return here.words("Will you be affected?")
    if course.is_open:
        return here.words("Are you affected?")
    return here.words("Were you affected?")


def _count(incident: Incident, here: Standpoint) -> str:
    """Give how many were hit, where the words do not say so already."""
    count = incident.affected.count
    said = re.sub(r"[\s.,\u00a0\u202f']", "", incident.affected.who or "")
    if count is None or str(count) in said:
        return ""
    return here.words.number(count)


def correction(incident: Incident, here: Standpoint) -> View | None:
    """Give what was said wrongly, and what is right."""
    wrong = incident.correction
    if wrong is None:
        return None
    return {
        "said_html": here.html(wrong.said, incident),
        "correct_html": here.html(wrong.correct, incident),
    }


def contact(incident: Incident, here: Standpoint) -> View | None:
    """Give the person who answers for an incident, and the way to them."""
    person = here.site.config.people.get(incident.signed_by or "")
    return None if person is None else person_view(person, incident.title, here)


def person_view(person: Person, about: str, here: Standpoint) -> View:
    """Give a person with a mail address that carries the subject."""
    mailto = f"mailto:{person.reply_to}?subject={quote(about)}" if person.reply_to else ""
    return plain_values(
        {
            "name": person.name,
            "role": person.role,
            "mailto": mailto,
            "address": person.reply_to,
            "reply": here.words("Reply to {name}", name=person.name.split()[0]),
        }
    )
