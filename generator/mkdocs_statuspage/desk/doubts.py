"""What is asked about before a word is said: that it was said already, or names another time than is recorded."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from mkdocs_statuspage.desk.errors import CannotRun, Unsure
from mkdocs_statuspage.desk.incident_files import open_incidents, private_incidents
from mkdocs_statuspage.desk.new_update import Request, item_for
from mkdocs_statuspage.desk.typed_words import in_zone
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.language import phrase
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.timeline.course import course_of, effective_updates


class Doubtful(Unsure):
    """Something is most likely a mistake, and is done only when somebody says so."""


def refuse_repeated(incident: Incident, text: str) -> None:
    """Refuse the words that were said last.

    Raises:
        Doubtful: they are the same.
    """
    said = effective_updates(incident)
    if said and _plain(said[-1].message) == _plain(text):
        raise Doubtful(
            phrase("{incident}: the last update says the same"),
            "say what is new, or `statuspage update --nothing-new`; --again posts it all the same",
            incident=incident.id,
        )


def refuse_twin(workspace: Workspace, title: str) -> None:
    """Refuse to open what is open already.

    Raises:
        Doubtful: an open incident has this title.
    """
    now, ids = workspace.now, workspace.config.current_ids
    private = [course_of(incident, now, ids) for _, incident in private_incidents(workspace)]
    for course in (*open_incidents(workspace, now), *(c for c in private if c.is_open)):
        if _plain(course.incident.title) == _plain(title):
            raise Doubtful(
                phrase("{incident} has this title, and is open"),
                f"`statuspage update {course.incident.id} -m TEXT` says more of it;"
                " --again opens another",
                incident=course.incident.id,
            )


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".! ")


ABOUT_NEXT = re.compile(
    r"\b(?:next (?:update|word|news|message|post)|updates? (?:you )?(?:again|by|at|in)|"
    r"hear from us|(?:again|more|news|back|report) (?:to tell |to follow )?(?:by|at|in|within)|"
    r"próxim[ao]s? (?:palavra|notícia|atualizaç|actualizaç|mensage)\w*|voltamos|voltaremos)",
    re.IGNORECASE,
)
"""Words that are about when the next word comes."""
SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?](?=\w)[^.!?\n]*)*")
CLOCK = re.compile(r"(?<![\d:.-])([01]?\d|2[0-3])[:h]([0-5]\d)(?![\d:])\s*(UTC|GMT|Z\b)?")
LENGTH = re.compile(r"\b(?:in|within|dentro de|em)\s+(\d{1,3})\s*(m|h)\w*", re.IGNORECASE)


def refuse_other_time(workspace: Workspace, incident: Incident, request: Request) -> None:
    """Refuse a text that names a time for the next word which is not the recorded one.

    Raises:
        Doubtful: they differ; with what to give so that they do not.
    """
    item = item_for(workspace, incident, request)
    at, due, zone = item["at"], item.get("next_update_by"), workspace.config.zone
    if not isinstance(at, datetime) or not isinstance(due, datetime):
        return
    named = list(times_named(request.message, at, zone))
    if not named or any(abs(due - moment) <= timedelta(minutes=1) for _, moment in named):
        return
    words, moment = named[0]
    local = f"{moment.astimezone(zone):%H:%M}"
    raise Doubtful(
        phrase("the text says {said} for the next word, and {time} is recorded"),
        f"--next {local} records what the text says",
        instead=(None, ("--next", local)),
        said=words,
        time=f"{due.astimezone(zone):%H:%M}",
    )


def times_named(text: str, at: datetime, zone: ZoneInfo) -> Iterator[tuple[str, datetime]]:
    """Yield each time that a text names for the next word, with the words that name it."""
    for sentence in SENTENCE.findall(text):
        if not ABOUT_NEXT.search(sentence):
            continue
        for found in CLOCK.finditer(sentence):
            yield found[0].strip(), _next_such(found, at, zone)
        for found in LENGTH.finditer(sentence):
            unit = "hours" if found[2].lower() == "h" else "minutes"
            yield found[0], (at + timedelta(**{unit: int(found[1])})).replace(second=0)


def _next_such(found: re.Match[str], at: datetime, zone: ZoneInfo) -> datetime:
    """Return the next moment at which clocks show it, in UTC where that is said."""
    clock = ZoneInfo("UTC") if found[3] else zone
    day = at.astimezone(clock).replace(tzinfo=None, second=0, microsecond=0)
    moment = day.replace(hour=int(found[1]), minute=int(found[2]))
    if moment < day:
        moment += timedelta(days=1)
    try:
        return in_zone(moment, clock)
    except CannotRun:  # clocks are changed then
        return moment.replace(tzinfo=clock)
