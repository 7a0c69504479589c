"""The public ledger: what was promised, and whether it was kept."""

from collections.abc import Iterator, Sequence
from datetime import date

from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.outputs.pages.head import web_page
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.promise_views import Entry, entries, entry_view, tally
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, View, plain_values
from mkdocs_statuspage.timeline.ledger import PromiseState

URL = "promises/"
GROUPS: tuple[tuple[str, tuple[PromiseState, ...]], ...] = (
    (phrase("Late"), (PromiseState.LATE,)),
    (phrase("Broken"), (PromiseState.BROKEN,)),
    (phrase("Open"), (PromiseState.OPEN,)),
    (phrase("Kept"), (PromiseState.KEPT, PromiseState.KEPT_LATE)),
    (phrase("Withdrawn"), (PromiseState.WITHDRAWN,)),
)
"""The order of the page: what asks for attention first."""


def pages(here: Standpoint) -> Iterator[Page]:
    """Give the page of promises."""
    here = here.at(URL)
    words = here.words
    title = words("Promises")
    name = here.site.config.organisation.name
    description = words(
        "What {name} promised after each incident, and whether it was kept.", name=name
    )
    found = entries(here.site)
    data = plain_values(
        {
            "nav": "promises",
            "tally": tally(found, here),
            "groups": list(groups(found, here)),
            "json_ld": web_page(title, description, URL, here),
        }
    )
    yield Page(f"{URL}index.md", "statuspage/promises.html", title, description, data)


def groups(found: Sequence[Entry], here: Standpoint) -> Iterator[View]:
    """Give the promises by what became of them: what is owed by its day, what was done newest first."""
    for heading, states in GROUPS:
        members = [entry for entry in found if entry.state in states]
        if members:
            is_owed = PromiseState.LATE in states or PromiseState.OPEN in states
            ordered = sorted(members, key=_due_on if is_owed else _done_on, reverse=not is_owed)
            yield {
                "id": states[0].value,
                "heading": here.words(heading),
                "count": here.words.number(len(members)),
                "promises": [entry_view(entry, here) for entry in ordered],
            }


def _due_on(entry: Entry) -> date:
    return entry.promise.due_on or date.max


def _done_on(entry: Entry) -> date:
    promise = entry.promise
    return promise.kept_on or (promise.withdrawn.on if promise.withdrawn else date.min)
