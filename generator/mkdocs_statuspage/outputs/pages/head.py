"""What the head of a page tells machines: linked data, in the vocabulary of schema.org."""

from collections.abc import Mapping
from typing import Any

from mkdocs_statuspage.model.config import Person
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url
from mkdocs_statuspage.timeline.course import Course

VOCABULARY = "https://schema.org"
LinkedData = Mapping[str, Any]
"""What a page tells machines."""


def web_page(title: str, description: str, url: str, here: Standpoint) -> LinkedData:
    """Return the description of an ordinary page."""
    return _without_empty(
        {
            "@context": VOCABULARY,
            "@type": "WebPage",
            "name": title,
            "description": description,
            "url": _absolute(url, here),
            "inLanguage": here.words.language,
            "publisher": _organisation(here),
        }
    )


def article(course: Course, description: str, here: Standpoint) -> LinkedData:
    """Return the description of an incident's page, which becomes an article."""
    incident = course.incident
    written = [incident.report.published_at, course.first_said_at]
    written += [*(u.at for u in incident.updates), *(c.at for c in incident.corrections)]
    changed = [at for at in written if at is not None]
    return _without_empty(
        {
            "@context": VOCABULARY,
            "@type": "Article",
            "headline": incident.title,
            "description": description,
            "url": _absolute(incident_url(incident), here),
            "inLanguage": here.words.language,
            "datePublished": format_instant(min(changed)) if changed else None,
            "dateModified": format_instant(max(changed)) if changed else None,
            "author": _author(here.site.config.people.get(incident.signed_by or ""), here),
            "publisher": _organisation(here),
        }
    )


def _author(person: Person | None, here: Standpoint) -> LinkedData:
    if person is None:
        return _organisation(here)
    return {"@type": "Person", "name": person.name, "jobTitle": person.role}


def _organisation(here: Standpoint) -> LinkedData:
    organisation = here.site.config.organisation
    return _without_empty(
        {"@type": "Organization", "name": organisation.name, "url": organisation.url}
    )


def _absolute(url: str, here: Standpoint) -> str | None:
    return here.site.url + url if here.site.url else None


def _without_empty(values: LinkedData) -> LinkedData:
    return {key: value for key, value in values.items() if value not in (None, "")}
