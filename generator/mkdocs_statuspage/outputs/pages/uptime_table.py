"""Uptime by month as a table with the months as columns: of each component in a year, or of one component in each year."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.view.figure_words import share_words
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, component_url
from mkdocs_statuspage.timeline.month_uptime import MonthUptime

MONTHS = range(1, 13)
UNKNOWN = "–"
FOLDED_FROM = 12
"""With how many rows a table is shown at most without being asked for."""


@dataclass(frozen=True, slots=True)
class MonthHead:
    """The head of a column."""

    short: str
    name: str


@dataclass(frozen=True, slots=True)
class UptimeRow:
    """Twelve months."""

    title: str
    href: str
    months: tuple[str, ...]
    """Each in per cent, a dash where nothing is known, nothing where it is ahead."""


@dataclass(frozen=True, slots=True)
class UptimeTable:
    """Uptime by month."""

    heads: tuple[MonthHead, ...]
    rows: tuple[UptimeRow, ...]

    @property
    def is_long(self) -> bool:
        """Whether it is folded, so that what comes after it is not far away."""
        return len(self.rows) > FOLDED_FROM


def uptime_note(here: Standpoint) -> str:
    """Say how the share of time is counted, by the weights of the policy."""
    words, weights = here.words, here.site.config.policy.uptime_weights
    partial, slow = (
        share_words(weights[status], words)
        for status in (ComponentStatus.PARTIAL_OUTAGE, ComponentStatus.DEGRADED_PERFORMANCE)
    )
    if weights[ComponentStatus.DEGRADED_PERFORMANCE]:
        return words(
            "Share of time it was up. A partial outage counts {partial}, slowness {slow}.",
            partial=partial,
            slow=slow,
        )
    return words(
        "Share of time it was up. A partial outage counts {partial}, slowness does not count.",
        partial=partial,
    )


def of_components(year: int, here: Standpoint) -> UptimeTable | None:
    """Draw how each component was in a year; None where that is known of none."""
    rows = [
        (here.site.config.component_name(id_), component_url(id_), found)
        for id_, found in here.site.uptimes_in(here.site.months_of(year)).items()
    ]
    return _table(rows, here)


def of_years(component_id: str, here: Standpoint) -> UptimeTable | None:
    """Draw how a component was in each year, the newest first; None where nothing is known of it."""
    years = groupby(here.site.uptimes[component_id], key=lambda one: one.month.year)
    rows = [(str(year), f"history/{year}/", tuple(group)) for year, group in years]
    return _table(rows[::-1], here)


def _table(
    rows: Iterable[tuple[str, str, Sequence[MonthUptime]]], here: Standpoint
) -> UptimeTable | None:
    known = [row for row in rows if any(month.share is not None for month in row[2])]
    if not known:
        return None
    return UptimeTable(
        tuple(_head(date(2001, number, 1), here) for number in MONTHS),
        tuple(UptimeRow(title, here.link(url), _months(row, here)) for title, url, row in known),
    )


def _head(month: date, here: Standpoint) -> MonthHead:
    return MonthHead(here.words.short_month(month), here.words.month_alone(month))


def _months(found: Sequence[MonthUptime], here: Standpoint) -> tuple[str, ...]:
    shares: Mapping[int, float | None] = {one.month.month: one.share for one in found}
    last = max(shares)
    return tuple("" if number > last else _share(shares.get(number), here) for number in MONTHS)


def _share(share: float | None, here: Standpoint) -> str:
    return UNKNOWN if share is None else here.words.hundredths(share)
