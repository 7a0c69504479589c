"""`Feed`: which feeds there are, before a format is chosen; `feeds` lists those of more than one incident."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from mkdocs_statuspage.outputs.feeds.items import Head, Item, heads_of, newest, reports
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint
from mkdocs_statuspage.site import Site


@dataclass(frozen=True)
class Feed:
    """A list of items under one name, the same in every format."""

    id: str
    """A URN that stays when the site moves; items' ids begin with it, so feeds have their own."""
    path: str
    """Its address below the root, without the ending that names the format."""
    title: str
    description: str
    page: str
    """The page that it follows, below the root."""
    items: tuple[Item, ...]
    """Newest first."""
    items_of: str = ""
    """The feed whose ids the items have, where that is another one."""
    has_summaries: bool = True
    """Whether each item has its text without markup too, for programs that show no other."""

    @property
    def changed_at(self) -> datetime:
        """When anything in it last changed."""
        return max((item.changed_at for item in self.items), default=BEGINNING)

    def id_of(self, item: Item) -> str:
        """Return an item's id in this feed."""
        return f"{self.items_of or self.id}:{item.key}"


def feeds(site: Site) -> Iterator[Feed]:
    """Yield every feed with one item per update, and the feed of reports."""
    here = Standpoint.of(site)
    told = {course.incident.id: heads_of(course, here) for course in site.told[::-1]}
    yield _whole(site, told)
    yield _of_reports(site)
    for component_id in site.config.components:
        yield from _of_component(component_id, site, told)


def urn(site: Site, *names: str) -> str:
    """Return an id that no other feed has, of any site."""
    return ":".join(["urn:statuspage", site.config.site_id, *names])


def _whole(site: Site, told: Mapping[str, tuple[Head, ...]]) -> Feed:
    name = one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "feed"),
        path="feed",
        title=site.words("{name} status", name=name),
        description=site.words("Every update, report and kept promise of {name}.", name=name),
        page="",
        items=newest(head for heads in told.values() for head in heads),
    )


def _of_reports(site: Site) -> Feed:
    name = one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "reports"),
        path="reports/feed",
        title=site.words("{name} reports", name=name),
        description=site.words("Every report that {name} published, in full.", name=name),
        page="reports/",
        items=newest(reports(site.reported[::-1], Standpoint.of(site))),
    )


def _of_component(
    component_id: str, site: Site, told: Mapping[str, tuple[Head, ...]]
) -> Iterator[Feed]:
    """Yield a component's feed, at its former addresses too: whoever followed it goes on doing so."""
    component = site.config.components[component_id]
    name, whose = one_line(component.name), one_line(site.config.organisation.name)
    courses = site.courses_of(component_id)[::-1]
    items = newest(head for course in courses for head in told[course.incident.id])
    first_id = component.formerly[0] if component.formerly else component_id
    for id_ in (component_id, *component.formerly):
        yield Feed(
            id=urn(site, "component", first_id),
            path=f"components/{id_}/feed",
            title=f"{whose}: {name}",
            description=site.words("Every update that concerns {name}.", name=name),
            page=f"components/{component_id}/",
            items=items,
        )
