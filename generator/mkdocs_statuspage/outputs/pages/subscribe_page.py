"""The ways to be told, each explained to people: feeds, a calendar, and what programs read."""

from collections.abc import Iterator
from itertools import groupby

from mkdocs_statuspage.outputs.pages.head import web_page
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, View, component_url

URL = "subscribe/"


def pages(here: Standpoint) -> Iterator[Page]:
    """Give the page of subscriptions."""
    here = here.at(URL)
    words = here.words
    title = words("Subscribe")
    name = here.site.config.organisation.name
    description = words(
        "Be told when something at {name} breaks, without giving an address.", name=name
    )
    data = {
        "nav": "subscribe",
        "feed": address("feed.xml", here),
        "formats": [address("feed.atom", here), address("feed.json", here)],
        "reports": address("reports/feed.xml", here),
        "calendar": address("calendar.ics", here),
        "api": address("api/v2/summary.json", here),
        "groups": list(_groups(here)),
        "json_ld": web_page(title, description, URL, here),
    }
    yield Page(f"{URL}index.md", "statuspage/subscribe.html", title, description, data)


def address(path: str, here: Standpoint) -> View:
    """Give a link with the whole address, to be copied; where that is not known, the way to it."""
    shown = here.site.url + path if here.site.url else f"/{path}"
    return {"href": here.link(path), "shown": shown}


def _groups(here: Standpoint) -> Iterator[View]:
    members = here.site.components.items()
    for name, group in groupby(members, key=lambda item: item[1].group or ""):
        components = [
            {"name": component.name} | address(component_url(id_) + "feed.xml", here)
            for id_, component in group
        ]
        yield {"name": name, "components": components}
