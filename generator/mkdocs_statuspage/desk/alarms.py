"""What an alarm makes us say: a first word by itself, or one that a person posts. A machine never says that it is over."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from fnmatch import fnmatchcase
from functools import partial
from hashlib import sha256
from pathlib import Path

from mkdocs_statuspage.desk.amendments import standing, without_trace
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.file_change import FileChange, parsed
from mkdocs_statuspage.desk.incident_files import (
    Undecided,
    ids_like,
    incident_paths,
    open_incidents,
)
from mkdocs_statuspage.desk.new_incident import Opening, open_incident
from mkdocs_statuspage.desk.new_update import Request, post
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.importers.alarm_payloads import Alarm
from mkdocs_statuspage.language import bare, load_words, phrase
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.classes import UNDECIDED
from mkdocs_statuspage.timeline.clocks import add
from mkdocs_statuspage.timeline.course import Course, course_by


@dataclass(frozen=True)
class Heard:
    """What becomes of an alarm."""

    alarm: Alarm
    change: FileChange | None = None
    """None where nothing is to be said."""
    why: str = ""
    """Why nothing is."""
    is_known: bool = True
    """Whether a component has an alarm of this name."""


def hear(workspace: Workspace, system: str, alarm: Alarm) -> Heard:
    """Decide what an alarm makes us say, from what was said before.

    One that fires, ends and fires again is one incident, until a person has closed it.
    """
    components = _components_of(alarm, workspace.config)
    if not components:
        return Heard(alarm, None, f"no component has an alarm {alarm.names[0]!r}", is_known=False)
    key = f"alarm-{sha256(f'{system} {alarm.fingerprint}'.encode()).hexdigest()[:12]}"
    earlier = [i for i in workspace.reading.incidents if (i.key or "").startswith(f"{key}-")]
    last = max(earlier, key=lambda incident: incident.begins_at, default=None)
    course = course_by(last, workspace.now, workspace.config) if last else None
    if course is not None and course.is_open:
        return _go_on(workspace, alarm, course.incident)
    if not alarm.is_firing:
        return Heard(alarm, None, "it has ended, and nothing is open about it")
    if course is not None and _is_before_its_end(alarm, course):
        return Heard(alarm, None, f"{course.incident.id} was about it, and is over")
    if told := _told_otherwise(workspace, components):
        return Heard(alarm, None, f"{told.id} is open about {_names(components, workspace.config)}")
    return Heard(alarm, _begin(workspace, alarm, components, f"{key}-{len(earlier) + 1}"))


def _components_of(alarm: Alarm, config: SiteConfig) -> Sequence[str]:
    """Find the components that an alarm is about: by their id, or by one of the names under `alarms`."""
    said = {name.casefold() for name in alarm.names}
    return [
        id_
        for id_, component in config.components.items()
        if component.alarms is not None and component.retired_on is None
        for wanted in [(id_, *component.alarms.names)]
        if any(fnmatchcase(name, pattern.casefold()) for name in said for pattern in wanted)
    ]


def _is_before_its_end(alarm: Alarm, course: Course) -> bool:
    """Tell whether an alarm that is told again began before its incident was closed."""
    ended, began = course.ended_at, alarm.began_at
    return ended is not None and began is not None and began <= ended


def _told_otherwise(workspace: Workspace, components: Sequence[str]) -> Incident | None:
    """Find an open incident in which the components fail already, whoever opened it."""
    ids = workspace.config.current_ids
    for course in open_incidents(workspace, workspace.now):
        failing = {ids.get(id_, id_) for id_ in course.incident.components}
        if failing.issuperset(components):
            return course.incident
    return None


def _begin(workspace: Workspace, alarm: Alarm, components: Sequence[str], key: str) -> FileChange:
    config, words = workspace.config, workspace.words
    alarms = [a for id_ in components if (a := config.components[id_].alarms) is not None]
    names = _names(components, config)
    is_draft = any(a.first_word == "prepare" for a in alarms)
    opening = Opening(
        bare(words("Errors at {components}", components=names)),
        started_at=_happened(alarm.began_at, workspace.now),
        detected_by="us",
        key=key,
        is_draft=is_draft,
    )
    # What is prepared promises nothing yet: nobody knows when it will be posted.
    word = _word(workspace, alarm, names, None if is_draft else _person_by(workspace))
    states = {id_: a.status for id_, a in zip(components, alarms, strict=True)}
    return open_incident(workspace, opening, replace(word, components=states))


def _go_on(workspace: Workspace, alarm: Alarm, incident: Incident) -> Heard:
    """Say that an alarm has ended, or fires again; each once."""
    said = [update.alarm for update in incident.updates if update.alarm and not update.retracted]
    state = "firing" if alarm.is_firing else "ended"
    at = alarm.began_at if alarm.is_firing else alarm.ended_at
    names = _names(incident.components, workspace.config)
    due = None if incident.draft else _person_by(workspace)
    request = replace(
        _word(workspace, alarm, names, due),
        id=f"{at:%Y%m%dT%H%M%SZ}-{state}" if at else None,
    )
    is_told = request.id in [update.id for update in incident.updates]
    is_before = at is not None and at <= incident.begins_at
    if is_told or is_before or said[-1:] == [state]:
        return Heard(alarm, None, f"{incident.id} says so already")
    return Heard(alarm, post(workspace, incident_paths(workspace)[incident.id], request))


def _word(workspace: Workspace, alarm: Alarm, names: str, due: datetime | None) -> Request:
    """Write what monitoring sees, in words that are ours: none of the payload's."""
    now, words = workspace.now, workspace.words
    if not alarm.is_firing:
        text = words(
            "The alarm of our monitoring ended at {time}. A person will say when it works again.",
            time=_time(_happened(alarm.ended_at, now), now),
        )
        return Request(bare(text), alarm="ended")
    text = words(
        "Our monitoring sees errors at {components} since {time}.",
        components=names,
        time=_time(_happened(alarm.began_at, now), now),
    )
    looking = words("Somebody is looking at it.")
    if due is not None:
        looking = words("Somebody is looking at it. Next update by {time}.", time=_time(due, now))
    return Request(bare(f"{text} {looking}"), next_by=due, alarm="firing")


def _person_by(workspace: Workspace) -> datetime | None:
    """Return when a person speaks at the latest: as soon as a first word is due."""
    config = workspace.config
    within = config.policy.classes[UNDECIDED].first_word_within
    due = add(workspace.now, within, config.zone) if within else None
    return due.replace(second=0, microsecond=0) if due else None


def _happened(at: datetime | None, now: datetime) -> datetime:
    """Return when something was, which is no later than now."""
    return min(at or now, now).replace(microsecond=0)


def _time(at: datetime, now: datetime) -> str:
    """Write a time as people do, which pages show in the reader's zone; with its day where that is another."""
    utc = at.astimezone(UTC)
    return (
        f"{utc:%H:%M} UTC" if abs(now - at) < timedelta(hours=12) else f"{utc:%Y-%m-%d %H:%M} UTC"
    )


def _names(components: Sequence[str], config: SiteConfig) -> str:
    ids = [config.current_ids.get(id_, id_) for id_ in components]
    names = [config.components[id_].name for id_ in ids if id_ in config.components]
    return load_words(config.language).listed(names)


def waits_for_post(incident: Incident) -> bool:
    """Tell whether an alarm has prepared an incident, and nobody has posted it: every clone is to have it."""
    return incident.draft and (incident.key or "").startswith("alarm-")


def prepared(workspace: Workspace) -> Sequence[Incident]:
    """Return what alarms have prepared, and nobody has posted or taken back, newest first."""
    found = [i for i in workspace.reading.incidents if waits_for_post(i) and standing(i)]
    return sorted(found, key=lambda incident: incident.begins_at, reverse=True)


def pick_prepared(workspace: Workspace, given: str | None) -> Incident:
    """Find what is named of that which alarms have prepared, or else the newest.

    Raises:
        Undecided: several may be meant.
        CannotRun: there is none, or it is none of them.
    """
    there = {incident.id: incident for incident in prepared(workspace)}
    if not there:
        begin = ("open", "TITLE", "-c", "COMPONENT=major", "-m", "TEXT")
        raise CannotRun("no alarm has prepared anything; an incident is begun so:", line=begin)
    newest = next(iter(there))
    if given is None or given in there:
        return there[given or newest]
    alike = ids_like(given, there, lambda id_: there[id_].title)
    if len(alike) > 1:
        message = phrase("{given!r} may be any of these:")
        raise Undecided(message, given, [there[id_] for id_ in alike])
    if not alike:
        listed = "".join(f"\n  {one.id}  {one.title}" for one in there.values())
        said = f"{given!r} is nothing that an alarm has prepared and that stands; there is:{listed}"
        raise CannotRun(said, instead=(given, newest))
    return there[alike[0]]


def post_prepared(workspace: Workspace, incident: Incident) -> FileChange:
    """Post what an alarm has prepared, as said now."""
    path = incident_paths(workspace)[incident.id]
    return FileChange(
        path,
        partial(with_posted, workspace, path),
        f"Open {incident.id}",
        update_id=standing(incident)[-1].id,
    )


def with_posted(workspace: Workspace, path: Path, text: str) -> str:
    """Make what was prepared an incident; each of its updates is said now, but for what was taken back.

    Raises:
        CannotRun: it is gone, or all of it was taken back.
    """
    from mkdocs_statuspage.writing.document import set_in

    if not text:
        raise CannotRun(f"{path.name} is gone", line=("status",))
    incident = parsed(workspace, path, text)
    if not incident.draft:
        return text
    left = standing(incident)
    if not left:
        raise CannotRun(f"{incident.id} was taken back", line=("status",))
    for update in incident.updates:
        if update.retracted:
            text = without_trace(workspace, path, update.id, text)
    now, count = workspace.now.replace(microsecond=0), len(left)
    text = set_in(text, path.suffix, ("draft",), False)
    for number in range(count):
        at = now - timedelta(seconds=count - 1 - number)
        text = set_in(text, path.suffix, ("updates", number, "at"), at)
    due = _person_by(workspace)
    return set_in(text, path.suffix, ("updates", count - 1, "next_update_by"), due) if due else text
