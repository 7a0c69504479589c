"""The components of the status page under their groups: what is not well first, and where there are many, the rest folded."""

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.pages.bars import Bars, bars, combined_bars
from mkdocs_statuspage.outputs.view.looks import State, component_state
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, component_url

ALL_SHOWN = 12
"""Up to how many components each has its line at once."""
GROUP_SHOWN = 5
"""Up to how many of a group each has its line at once, where there are few in all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentLine:
    """How a component does now, and its ninety days."""

    id: str
    name: str
    href: str
    state: State
    bars: Bars


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupView:
    """Components under the heading of their group."""

    name: str
    is_folded: bool
    """Whether there is more than one takes in at once, so that what works stands behind a line to open."""
    state: State
    """The worst of them."""
    works: str
    """How many work, of how many."""
    bars: Bars | None
    """The worst of each day, where they are folded."""
    unwell: tuple[ComponentLine, ...]
    rest: tuple[ComponentLine, ...]
    rest_count: str


def groups(here: Standpoint) -> tuple[GroupView, ...]:
    """Draw the components by group, in the order of the config but for those in which something is not well."""
    found: dict[str, list[str]] = {}
    for id_, component in here.site.components.items():
        found.setdefault(component.group or "", []).append(id_)
    drawn = [_group(name, ids, here) for name, ids in found.items()]
    return tuple(sorted(drawn, key=lambda group: not group.unwell))


def folds(ids: Sequence[str], here: Standpoint) -> bool:
    """Tell whether a group is too large to be shown whole, among as many as there are."""
    return len(ids) > (GROUP_SHOWN if len(here.site.components) <= ALL_SHOWN else 1)


def _group(name: str, ids: Sequence[str], here: Standpoint) -> GroupView:
    site, words = here.site, here.words
    is_folded = folds(ids, here)
    ordered = sorted(ids, key=lambda id_: -_rank(id_, here))
    planned = ComponentStatus.UNDER_MAINTENANCE.rank
    unwell = [id_ for id_ in ordered if _rank(id_, here) > planned]
    rest = ordered[len(unwell) :]
    return GroupView(
        name=name or (words("Components") if is_folded else ""),
        is_folded=is_folded,
        state=component_state(site.status_of(ordered[0]), words),
        works=_works(ids, here),
        bars=combined_bars([site.days(id_) for id_ in ids], here) if is_folded else None,
        unwell=tuple(_line(id_, here) for id_ in unwell),
        rest=tuple(_line(id_, here) for id_ in rest),
        rest_count=words.count(len(rest), "{n} more", "{n} more"),
    )


def _rank(id_: str, here: Standpoint) -> int:
    """Return how far a component is from well; what nobody knows comes last."""
    status = here.site.status_of(id_)
    return -1 if status is None else status.rank


def _works(ids: Sequence[str], here: Standpoint) -> str:
    """Say how many work, of those of which it is known."""
    known = [id_ for id_ in ids if _rank(id_, here) >= 0]
    if not known:
        return component_state(None, here.words).word
    works = sum(1 for id_ in known if _rank(id_, here) == 0)
    return here.words.count(
        len(known), "{works} of {n} works", "{works} of {n} work", works=here.words.number(works)
    )


def _line(id_: str, here: Standpoint) -> ComponentLine:
    return ComponentLine(
        id=id_,
        name=here.site.components[id_].name,
        href=here.link(component_url(id_)),
        state=component_state(here.site.status_of(id_), here.words),
        bars=bars(here.site.days(id_), id_, here),
    )
