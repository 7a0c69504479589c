"""`Feed`: which feeds there are, before a format is chosen; `feeds` lists those of more than one incident."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from mkdocs_statuspage.outputs.feeds.items import Head, Item, newest, recent, reports
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.standpoint import BEGINNING, Standpoint
from mkdocs_statuspage.site import Site

WHOLE, REPORTS = "feed", "reports/feed"


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
    heads: tuple[Head, ...]
    """What it tells, newest first."""
    items_of: str = ""
    """The feed whose ids the items have, where that is another one."""
    has_summaries: bool = True
    """Whether each item has its text without markup too, for programs that show no other."""

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """The same, made."""
        return tuple(head.make() for head in self.heads)

    @property
    def changed_at(self) -> datetime:
        """When anything in it last changed."""
        return max((item.changed_at for item in self.items), default=BEGINNING)

    def id_of(self, item: Item) -> str:
        """Return an item's id in this feed."""
        return f"{self.items_of or self.id}:{item.key}"


def makers_by_update(site: Site) -> Mapping[str, Callable[[Site], Feed]]:
    """Return what makes every feed with one item per update, and the feed of reports, by its path."""
    found: dict[str, Callable[[Site], Feed]] = {WHOLE: _whole, REPORTS: _of_reports}
    for id_, component in site.config.components.items():
        # At its former addresses too: whoever followed it goes on doing so.
        for known_as in (id_, *component.formerly):
            path = f"components/{known_as}/feed"
            found[path] = partial(_of_component, id_, path)
    return found


def feeds(site: Site) -> Iterator[Feed]:
    """Yield every feed with one item per update, and the feed of reports."""
    return (make(site) for make in makers_by_update(site).values())


def urn(site: Site, *names: str) -> str:
    """Return an id that no other feed has, of any site."""
    return ":".join(["urn:statuspage", site.config.site_id, *names])


def _whole(site: Site) -> Feed:
    name = one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "feed"),
        path=WHOLE,
        title=site.words("{name} status", name=name),
        description=site.words("Every update, report and kept promise of {name}.", name=name),
        page="",
        heads=newest(recent(site.told[::-1], Standpoint.of(site))),
    )


def _of_reports(site: Site) -> Feed:
    name = one_line(site.config.organisation.name)
    return Feed(
        id=urn(site, "reports"),
        path=REPORTS,
        title=site.words("{name} reports", name=name),
        description=site.words("Every report that {name} published, in full.", name=name),
        page="reports/",
        heads=newest(reports(site.reported[::-1], Standpoint.of(site))),
    )


def _of_component(component_id: str, path: str, site: Site) -> Feed:
    component = site.config.components[component_id]
    name, whose = one_line(component.name), one_line(site.config.organisation.name)
    courses = site.courses_of(component_id)[::-1]
    first_id = component.formerly[0] if component.formerly else component_id
    return Feed(
        id=urn(site, "component", first_id),
        path=path,
        title=f"{whose}: {name}",
        description=site.words("Every update that concerns {name}.", name=name),
        page=f"components/{component_id}/",
        heads=newest(recent(courses, Standpoint.of(site))),
    )
