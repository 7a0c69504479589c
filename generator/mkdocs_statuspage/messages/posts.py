"""Short posts and replies about an incident, each within what its network takes; the link always fits."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from mkdocs_statuspage.messages.post_length import PostLimit
from mkdocs_statuspage.model.incident import Update
from mkdocs_statuspage.model.statuses import PostKind
from mkdocs_statuspage.outputs.view.looks import update_word
from mkdocs_statuspage.outputs.view.plain_text import one_line
from mkdocs_statuspage.outputs.view.prose import plain, rooted
from mkdocs_statuspage.outputs.view.standpoint import Standpoint, incident_url, root_of
from mkdocs_statuspage.timeline.course import Course, effective_updates
from mkdocs_statuspage.timeline.ledger import Given, PromiseState

FEWEST_WORDS = 4
"""Fewer words of a sentence say nothing."""


@dataclass(frozen=True, slots=True)
class PostDraft:
    """What is to be said, in parts: what comes first goes last when there is little room."""

    lead: str
    """What it is about."""
    body: str
    """What is said of it; cut where there is little room."""
    tail: str
    """What must not be missing beside it."""
    link: str

    def within(self, limit: PostLimit) -> str:
        """Write it so that it fits; the link always does."""
        for lead, tail in ((self.lead, self.tail), (self.lead, ""), ("", "")):
            if limit.fits(_joined(lead, "", tail, self.link)):
                return _joined(lead, self._body(lead, tail, limit), tail, self.link)
        return self.link

    def _body(self, lead: str, tail: str, limit: PostLimit) -> str:
        """Return as much of the body as fits: whole sentences where they say most of it, else whole words."""
        words = self.body.split(" ")

        def is_too_long(count: int) -> bool:
            cut = " ".join(words[:count]) + ("…" if count < len(words) else "")
            return not limit.fits(_joined(lead, cut, tail, self.link))

        fitting = bisect_left(range(1, len(words) + 1), True, key=is_too_long)
        if fitting == len(words):
            return self.body
        kept = " ".join(words[:fitting])
        whole = max((kept.rfind(end) + 1 for end in (". ", "! ", "? ")), default=0)
        if whole > len(kept) / 2 or kept.endswith((".", "!", "?")):
            return kept if kept.endswith((".", "!", "?")) else kept[:whole]
        return f"{kept.rstrip(' ,;:–')}…" if fitting >= FEWEST_WORDS else ""


def _joined(*parts: str) -> str:
    *said, link = parts
    return "\n\n".join(filter(None, (" ".join(filter(None, said)), link)))


def kind_now(course: Course) -> PostKind:
    """Return what there is to tell of an incident now."""
    if course.incident.report.published_at is not None:
        return PostKind.REPORT
    if not course.is_open and not course.is_upcoming:
        return PostKind.RESOLVED
    return PostKind.OPEN if len(course.updates) < 2 else PostKind.UPDATE


def post_of(course: Course, kind: PostKind, here: Standpoint) -> PostDraft | None:
    """Write what a post tells of an incident; None where there is nothing to tell of this kind."""
    incident = course.incident
    link = f"{root_of(here.site)}{incident_url(incident)}"
    if kind is PostKind.REPORT:
        if incident.report.published_at is None:
            return None
        lead = here.words.sentence(
            here.words("Our report: {title}", title=one_line(incident.title))
        )
        return PostDraft(lead, _plain(incident.summary, course, here), "", link)
    updates = effective_updates(incident)
    closing = [update for update in updates if update.status and update.status.closes]
    chosen = {
        PostKind.OPEN: updates[:1],
        PostKind.UPDATE: updates[-1:],
        PostKind.RESOLVED: closing[-1:],
    }
    return next((_of_update(course, one, here, link) for one in chosen[kind]), None)


def _of_update(course: Course, update: Update, here: Standpoint, link: str) -> PostDraft:
    words = here.words
    lead = f"{one_line(course.incident.title).rstrip('.')} – {update_word(update.status, course, words)}."
    due = update.next_update_by
    tail = words("Next update by {when}.", when=words.zoned_clock(due, here.zone)) if due else ""
    said = [_plain(update.message, course, here), *_advice(course, update, here)]
    return PostDraft(lead, " ".join(said), tail, link)


def _advice(course: Course, update: Update, here: Standpoint) -> Iterator[str]:
    """Write what people can do: with the first word and whenever that changes; replies say it while it lasts."""
    is_first = update == course.updates[0]
    do = update.do or (course.incident.affected.what_to_do if is_first else None)
    if do:
        said = _plain(do, course, here)
        yield here.words.sentence(here.words("What you can do: {what}", what=said))


def _plain(text: str | None, course: Course, here: Standpoint) -> str:
    html = rooted(here.bare_html(text, course.incident, breaks=True), root_of(here.site))
    return plain(html)


def kept_post(given: Given, here: Standpoint) -> PostDraft | None:
    """Write that a promise was kept; None while it is not."""
    words, promise = here.words, given.promise
    if not given.state.is_kept or promise.kept_on is None:
        return None
    lead = words(
        "We promised this after “{title}”. We did it on {day}:",
        title=one_line(given.incident.title),
        day=words.day(promise.kept_on),
    )
    said = plain(rooted(here.bare_html(promise.promise, given.incident), root_of(here.site)))
    due = promise.first_due_on if given.state is PromiseState.KEPT_LATE else None
    tail = words("It was due on {day}.", day=words.day(due)) if due else ""
    link = f"{root_of(here.site)}{incident_url(given.incident)}"
    return PostDraft(lead, words.sentence(said), tail, link)
