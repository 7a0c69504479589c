"""What a notice says, in each form that a channel may want, in the site's own words."""

from hashlib import sha256
from html import escape

from mkdocs_statuspage.desk.notices import Notice
from mkdocs_statuspage.outputs.api import webhook_body
from mkdocs_statuspage.outputs.view.plain_text import allowed, one_line, paragraphs
from mkdocs_statuspage.outputs.view.prose import rooted
from mkdocs_statuspage.outputs.view.standpoint import root_of
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.writing.notice_message import Message


def message_of(notice: Notice, site: Site) -> Message:
    """Return what is told of a notice."""
    root, item = root_of(site), notice.item
    html = allowed(rooted(item.html, root))
    url = root + item.page
    link = f'<p><a href="{escape(url)}">{escape(url)}</a></p>'
    name = one_line(site.config.organisation.name)
    return Message(
        id=_hashed(site, notice.key),
        thread=_hashed(site, notice.course.incident.feed_id),
        at=item.published_at,
        subject=f"{allowed(item.title)} · {allowed(name)}",
        text=paragraphs(html),
        html=f"{_components(notice, site)}{html}{link}",
        url=url,
        components=notice.components,
        body=webhook_body(notice.course, site),
    )


def _components(notice: Notice, site: Site) -> str:
    """Name what it is about, before what is said of it."""
    names = ", ".join(one_line(tag) for tag in notice.item.tags)
    return f"<p>{escape(allowed(names))}</p>" if names and site.components else ""


def _hashed(site: Site, name: str) -> str:
    """Return an id that follows from the site's id and what it is, and from nothing else: a new domain changes none."""
    return sha256(f"{site.config.site_id}\n{name}".encode(errors="replace")).hexdigest()[:32]
