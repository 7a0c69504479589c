"""Pages at addresses that incidents and components had, each leading to the present one."""

from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, component_url, incident_url


@dataclass(frozen=True, slots=True, kw_only=True)
class RedirectView(PageView):
    """What the page at an old address shows."""

    title: str
    target: str


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield a page for each id that is no longer used."""
    for incident in here.site.incidents:
        for former in incident.formerly:
            yield page(f"incidents/{former}/", incident_url(incident), incident.title, here)
    for id_, component in here.site.config.components.items():
        for former in component.formerly:
            yield page(component_url(former), component_url(id_), component.name, here)


def page(old: str, new: str, title: str, here: Standpoint) -> Page:
    """Return the page at an old address."""
    here = here.at(old)
    return Page(
        old.removesuffix("/") + ".md",
        "statuspage/redirect.html",
        here.words("Moved: {title}", title=title),
        here.words("This page has moved."),
        RedirectView(
            title=title,
            target=here.link(new),
            canonical=here.site.url + new if here.site.url else "",
        ),
    )
