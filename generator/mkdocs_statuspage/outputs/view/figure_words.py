"""The record in words: what each figure says, what it is compared with, and three sentences first."""

from collections.abc import Iterator
from datetime import timedelta
from math import floor

from mkdocs_statuspage.language import Words
from mkdocs_statuspage.timeline.ledger import PromiseState
from mkdocs_statuspage.timeline.measures import Unit
from mkdocs_statuspage.timeline.record_figures import (
    BRANDS_TAKE,
    FEWEST,
    PAGES_TAKE,
    Figure,
    Record,
)


def value_words(figure: Figure, words: Words) -> str:
    """Return the median or the share; of too few, how many of how many."""
    if figure.n == 0:
        return words("none yet")
    if figure.measure.unit is Unit.SECONDS:
        return words.duration(timedelta(seconds=figure.value or 0))
    if figure.n < FEWEST:
        return words("too few for a share")
    return share_words(figure.value or 0, words)


def share_words(share: float, words: Words) -> str:
    """Return a share in whole per cent; never 100 for less than all, and never 0 for more than none."""
    percent = floor(share * 100)
    return f"{words.number(percent if share in (0, 1) else max(1, min(percent, 99)))}\u202f%"


def spread_words(figure: Figure, words: Words) -> str:
    """Return the range of a median, or the counts behind a share."""
    if figure.n == 0:
        return ""
    if figure.range is None:
        hits, n = words.number(figure.hits), words.number(figure.n)
        return words("{hits} of {n}", hits=hits, n=n)
    low, high = (words.duration(timedelta(seconds=end)) for end in figure.range)
    return low if low == high else words("from {low} to {high}", low=low, high=high)


def target_words(figure: Figure, words: Words) -> str:
    """Return what the policy compares a figure with; empty where it does not."""
    if figure.target is None:
        return ""
    if figure.measure.unit is Unit.SECONDS:
        within = words.duration(timedelta(seconds=figure.target))
        return words(
            "customers expect {within}, status pages take {pages}, brands in social media {brands}",
            within=within,
            pages=words.duration(PAGES_TAKE),
            brands=words.duration(BRANDS_TAKE),
        )
    return words("our aim: {share}", share=share_words(figure.target, words))


def sources(words: Words) -> str:
    """Say where the figures of others come from."""
    return words(
        "Status pages: the median of 25 outages of 14 vendors, measured by Metrist in “The data behind delayed status page updates”. Brands: their answers to complaints in social media."
    )


def sentences(record: Record, words: Words) -> tuple[str, str, str]:
    """Return the whole record in three sentences."""
    return (
        _how_many(record, words),
        _how_soon(record, words),
        _what_was_kept(record, words),
    )


def _how_many(record: Record, words: Words) -> str:
    if record.first is None:
        return words("There has been no incident in this time.")
    day = words.day(record.since or record.first.date())
    start = words.count(
        len(record.courses), "{n} incident since {day}", "{n} incidents since {day}", day=day
    )
    if record.open_count:
        now = words.count(record.open_count, "{n} is open now", "{n} are open now")
        return f"{start}; {now}."
    ago = words.count(
        record.days_since_last or 0,
        "the last one was over {n} day ago",
        "the last one was over {n} days ago",
    )
    return f"{start}; {ago if record.days_since_last else words('the last one was over today')}."


def _how_soon(record: Record, words: Words) -> str:
    figure = record.figure("first_word")
    if figure.value is None:
        return words("How soon our first word comes cannot be said yet.")
    start = words(
        "Half of our first words came within {median}; {target}",
        median=value_words(figure, words),
        target=target_words(figure, words),
    )
    kept = record.figure("next_update")
    if kept.value is None:
        return f"{start}."
    said = words(
        "{hits} of {n} updates that we promised by a time were there",
        hits=words.number(kept.hits),
        n=words.number(kept.n),
    )
    return f"{start}; {said}."


def _what_was_kept(record: Record, words: Words) -> str:
    settled = sum(
        count
        for state, count in record.promises.items()
        if state not in (PromiseState.OPEN, PromiseState.WITHDRAWN)
    )
    if not settled:
        return words("No promise has come to its day yet.")
    start = words(
        "{kept} of {n} promises that have come to their day were kept by it",
        kept=words.number(record.promises[PromiseState.KEPT]),
        n=words.number(settled),
    )
    return "; ".join([start, *_not_kept(record, words), _recurring(record, words)]) + "."


def _not_kept(record: Record, words: Words) -> Iterator[str]:
    counts = record.promises
    if late := counts[PromiseState.LATE]:
        yield words.count(late, "{n} is late", "{n} are late")
    if broken := counts[PromiseState.BROKEN]:
        yield words.count(broken, "{n} is broken", "{n} are broken")


def _recurring(record: Record, words: Words) -> str:
    again = [cause for cause in record.causes if len(cause.incidents) > 1]
    if not again:
        return words("no cause has come twice")
    return words.count(len(again), "{n} cause came again", "{n} causes came again")
