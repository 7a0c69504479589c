"""The record in words: what each figure says, what it is compared with, and three sentences first."""

from collections.abc import Iterator
from dataclasses import dataclass
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

PLACE = "{figure}"
"""Where the figure of a statement stands in its sentence."""


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
    whole = percent if share in (0, 1) else max(1, min(percent, 99))
    return words.per_cent(words.number(whole))


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


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence about one figure, which a page can draw large."""

    says: str
    """With `{figure}` in the figure's place."""
    figure: str
    aim: str
    measures: tuple[str, ...]
    """The keys of what it is taken of."""

    def __str__(self) -> str:
        return self.says.replace(PLACE, self.figure)


def sentences(record: Record, words: Words) -> tuple[str, ...]:
    """Return the whole record in three sentences; in one while there is nothing to count."""
    how_many = _how_many(record, words)
    if record.first is None:
        return (how_many,)
    spoken = [str(one) for one in (_first_word(record, words), _updates(record, words)) if one]
    return (
        how_many,
        " ".join(spoken) or words("Too early to say how fast we speak."),
        _what_was_kept(record, words),
    )


def summary(record: Record, words: Words) -> str:
    """Return how many incidents there were; and that nothing more can be said, where that is so."""
    return " ".join(sentences(record, words)[: 1 if statements(record, words) else 2])


def statements(record: Record, words: Words) -> tuple[Statement, ...]:
    """Return what can be said of the first word, of updates and of promises, each with its aim."""
    found = (_first_word(record, words), _updates(record, words), _promises(record, words))
    return tuple(one for one in found if one is not None)


def _how_many(record: Record, words: Words) -> str:
    if record.first is None and record.since is None:
        return words(
            "Nothing to count yet. After the first incident you find here how fast we spoke and whether we kept our word."
        )
    if record.first is None:
        return words("No incident in this time.")
    day = words.day(record.since or record.first.date())
    start = words.count(
        len(record.courses), "{n} incident since {day}", "{n} incidents since {day}", day=day
    )
    if record.open_count:
        now = words.count(record.open_count, "{n} is open now", "{n} are open now")
        return f"{start}; {now}."
    ago = words.count(
        record.days_since_last or 0,
        "the last one ended {n} day ago",
        "the last one ended {n} days ago",
    )
    return f"{start}; {ago if record.days_since_last else words('the last one ended today')}."


def _first_word(record: Record, words: Words) -> Statement | None:
    """Say "usually" only of as many as a share is shown of."""
    figure = record.figure("first_word")
    if figure.value is None:
        return None
    if figure.n < FEWEST:
        says = words.count(
            figure.n,
            "Our only first word so far came after {figure}.",
            "Half of our {n} first words came within {figure}.",
            figure=PLACE,
        )
    else:
        says = words("We usually say something within {figure}.", figure=PLACE)
    aim = words.duration(timedelta(seconds=figure.target or 0))
    half = words("Half of our first words came sooner.") if figure.n >= FEWEST else ""
    aimed = f"{half} {words('Our aim is {aim}.', aim=aim)}".strip()
    return Statement(says, value_words(figure, words), aimed, ("first_word",))


def _updates(record: Record, words: Words) -> Statement | None:
    figure = record.figure("next_update")
    if not figure.n:
        return None
    says = words("We posted {figure} updates when we said we would.", figure=PLACE)
    return Statement(says, spread_words(figure, words), _aim(figure, words), ("next_update",))


def _aim(figure: Figure, words: Words) -> str:
    return words("Our aim is {aim}.", aim=share_words(figure.target or 0, words))


def _promises(record: Record, words: Words) -> Statement | None:
    settled = sum(
        count
        for state, count in record.promises.items()
        if state not in (PromiseState.OPEN, PromiseState.WITHDRAWN)
    )
    if not settled:
        return None
    kept, n = words.number(record.promises[PromiseState.KEPT]), words.number(settled)
    return Statement(
        words("We kept {figure} promises on time.", figure=PLACE),
        words("{hits} of {n}", hits=kept, n=n),
        " ".join([*_not_kept(record, words), _aim(record.figure("preventions"), words)]),
        ("preventions", "make_goods"),
    )


def _what_was_kept(record: Record, words: Words) -> str:
    kept = _promises(record, words)
    if kept is None:
        return words("No promise is due yet.")
    return " ".join([str(kept), *_not_kept(record, words), _recurring(record, words)])


def _not_kept(record: Record, words: Words) -> Iterator[str]:
    counts = record.promises
    if late := counts[PromiseState.LATE]:
        yield words.count(late, "{n} is late.", "{n} are late.")
    if broken := counts[PromiseState.BROKEN]:
        yield words.count(broken, "{n} is broken.", "{n} are broken.")


def _recurring(record: Record, words: Words) -> str:
    again = sum(cause.has_recurred for cause in record.causes)
    if not again:
        return words("No cause has come back.")
    return words.count(again, "{n} cause came back.", "{n} causes came back.")


def cause_words(tag: str) -> str:
    """Return a cause as a heading: `webhook-queue` is "Webhook queue"."""
    said = " ".join(tag.replace("-", " ").replace("_", " ").split())
    return f"{said[:1].upper()}{said[1:]}" or tag
