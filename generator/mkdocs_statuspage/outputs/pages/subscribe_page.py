"""The ways to be told, each explained to people: feeds, a calendar, and what programs read."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from mkdocs_statuspage.model.scalars import is_on_the_web
from mkdocs_statuspage.outputs.pages.component_groups import folds
from mkdocs_statuspage.outputs.pages.linked_data import web_page
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, component_url
from mkdocs_statuspage.site import Site

URL = "subscribe/"


@dataclass(frozen=True, slots=True)
class Address:
    """A link with the whole address, to be copied."""

    href: str
    shown: str


@dataclass(frozen=True, slots=True)
class ComponentFeed:
    """What can be ticked: a component and its feed."""

    id: str
    name: str
    title: str
    """Its name where it stands alone, with its group if another one has that name."""
    feed: Address


@dataclass(frozen=True, slots=True)
class FeedGroup:
    """The feeds of a group's components."""

    name: str
    is_folded: bool
    components: tuple[ComponentFeed, ...]


@dataclass(frozen=True, slots=True)
class MailList:
    """A list that readers can put themselves on."""

    id: str
    name: str
    component: str = ""
    """The component that it is of; empty for the list of everything."""


@dataclass(frozen=True, slots=True)
class SignUp:
    """A form by which readers ask for mail: a Listmonk of the owner's takes it."""

    action: str
    whose: str
    """Who gets the address."""
    lists: tuple[MailList, ...]
    """The list of everything first, if there is one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView(PageView):
    """What the page of subscriptions shows."""

    feed: Address
    formats: tuple[Address, ...]
    reports: Address
    calendar: Address
    webcal: str
    """The calendar's address as calendars open it; empty where the site's own is not known."""
    api: Address
    groups: tuple[FeedGroup, ...]
    sign_ups: tuple[SignUp, ...]


def pages(here: Standpoint) -> Iterator[Page]:
    """Yield the page of subscriptions."""
    here = here.at(URL)
    words = here.words
    title = words("Subscribe")
    name = here.site.config.organisation.name
    description = words(
        "Hear when something breaks at {name}, without giving an address.", name=name
    )
    data = SubscribeView(
        nav="subscribe",
        json_ld=web_page(title, description, URL, here),
        feed=address("feed.xml", here),
        formats=(address("feed.atom", here), address("feed.json", here)),
        reports=address("reports/feed.xml", here),
        calendar=address("calendar.ics", here),
        webcal=_webcal(here.site.url),
        api=address("api/v2/summary.json", here),
        groups=tuple(_groups(here)),
        sign_ups=tuple(sign_ups(here.site)),
    )
    yield Page(f"{URL}index.md", "statuspage/subscribe.html", title, description, data)


def _webcal(url: str) -> str:
    return f"webcal://{url.partition('://')[2]}calendar.ics" if url else ""


def sign_ups(site: Site) -> Iterator[SignUp]:
    """Yield the form of each Listmonk whose address is known and that has a list."""
    ids, components = site.config.current_ids, site.components
    for channel in site.config.notify.values():
        known = {ids.get(id_, id_): list_id for id_, list_id in channel.lists.items()}
        lists = [
            MailList(known[id_], one.name, id_) for id_, one in components.items() if id_ in known
        ]
        if channel.list_id:
            lists.insert(0, MailList(channel.list_id, site.words("Every update")))
        if channel.to == "listmonk" and channel.at and is_on_the_web(channel.at) and lists:
            host = urlsplit(channel.at).netloc
            whose = site.words(
                "Your address goes to {host}, which asks you first and lets you go with one click.",
                host=host,
            )
            action = f"{channel.at.rstrip('/')}/subscription/form"
            yield SignUp(action, whose, tuple(lists))


def address(path: str, here: Standpoint) -> Address:
    """Write an address in full; where that is not known, the way to it."""
    shown = here.site.url + path if here.site.url else f"/{path}"
    return Address(here.link(path), shown)


def _groups(here: Standpoint) -> Iterator[FeedGroup]:
    found: dict[str, list[str]] = {}
    for id_, component in here.site.components.items():
        found.setdefault(component.group or "", []).append(id_)
    for name, ids in sorted(found.items(), key=lambda group: bool(group[0])):
        is_folded = folds(ids, here) and bool(name)
        yield FeedGroup(name, is_folded, tuple(_component(id_, here) for id_ in ids))


def _component(id_: str, here: Standpoint) -> ComponentFeed:
    config = here.site.config
    feed = address(f"{component_url(id_)}feed.xml", here)
    return ComponentFeed(id_, config.components[id_].name, config.component_name(id_), feed)
