"""What changed in the files without a word to readers, by what readers last had; each with the trace that is missing."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from mkdocs_statuspage.desk.trace_words import trace_words
from mkdocs_statuspage.desk.workspace import Workspace, is_below
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.statuses import SectionKind
from mkdocs_statuspage.policy.changed_settings import settings_findings
from mkdocs_statuspage.policy.classes import is_published
from mkdocs_statuspage.policy.published import published_among
from mkdocs_statuspage.policy.silent_changes import SilentChange, like_before, silent_changes
from mkdocs_statuspage.reading.file_list import CONFIG_NAME, is_incident_name, shown, stem_of
from mkdocs_statuspage.reading.folder import IncidentFile, Reading, parse_incident, read_file
from mkdocs_statuspage.reading.noted import Known, Noted
from mkdocs_statuspage.reading.settings import settings_in
from mkdocs_statuspage.timeline.course import course_by
from mkdocs_statuspage.timeline.facts import facts_of
from mkdocs_statuspage.writing.published_files import PublishedFiles, published_files
from mkdocs_statuspage.yaml_text.source import SourceFile, one_line
from mkdocs_statuspage.yaml_text.tree import Marks

RULE = "changed-in-silence"
"""What a change without its trace is called."""
FIX = "statuspage check --fix"
"""The command that writes what is missing."""


@dataclass(frozen=True)
class Untraced:
    """An incident that readers had otherwise, with nothing on its page that says so."""

    path: Path
    """Its file, or where it was."""
    former: str
    """The text of its file as readers had it; empty where only the last build is known."""
    was: Incident
    """What readers had of it."""
    now: Incident | None
    """What stands in the files; None where it is gone."""
    marks: Marks | None
    gone: str = ""
    """Why readers would not find it any more; empty where they would."""
    changes: tuple[SilentChange, ...] = ()
    is_open: bool = False
    """Whether it goes on, so that nothing may hold back its updates."""
    since: str = ""
    """What it is compared with: the tag, or the remote's branch."""

    @property
    def is_renamed(self) -> bool:
        """Whether it is there under another id, to which nothing leads."""
        return self.now is not None and self.was.id not in (self.now.id, *self.now.formerly)

    @property
    def severity(self) -> Severity:
        """How much it stops: the publishing of its own file, but never word of what goes on."""
        return Severity.WARNING if self.is_open and not self.gone else Severity.ERROR


def untraced_in(workspace: Workspace) -> Sequence[Untraced]:
    """Return each incident that is asked about and changed without its trace since readers had it, by its file."""
    found: dict[str, Untraced] = {}
    published = published_files(workspace.incidents_dir, is_incident_name)
    for one in () if published else _since_built(workspace):
        found[one.was.id] = one
    for files in published:
        for one in _untraced(workspace, files):
            if one.was.id not in found:
                found[one.was.id] = one
    asked = workspace.asked
    return [one for one in found.values() if not asked or is_below(one.path, asked)]


def changed_settings(workspace: Workspace) -> Iterator[Finding]:
    """Yield what is otherwise in `statuspage.yml` than readers had it, where git knows that, and moves the record."""
    if not workspace.asks(workspace.incidents_dir / CONFIG_NAME):
        return
    now = workspace.settings
    published = published_files(workspace.incidents_dir, CONFIG_NAME.__eq__)
    text = next((one.texts[CONFIG_NAME] for one in published if CONFIG_NAME in one.texts), None)
    was = settings_in(SourceFile(CONFIG_NAME, text)).held if text is not None else None
    if was is not None and now.config is not None and now.marks is not None:
        yield from settings_findings(was, now.config, now.marks)


def _untraced(workspace: Workspace, files: PublishedFiles) -> Iterator[Untraced]:
    for name, text in files.texts.items():
        path = workspace.incidents_dir / name
        if _is_elsewhere(workspace, stem_of(name)):
            continue
        file = _as_published(workspace, path, text)
        was = file.incident and _had(workspace, file.incident)
        if was is None or file.incident is None or _is_unreadable(workspace, was):
            continue
        now = _found(workspace, was, files)
        where = workspace.incidents_dir / now.path if now else path
        marks = workspace.marks(now.path) if now else None
        one = Untraced(where, text, was, now, marks, _gone(workspace, was, now), since=files.name)
        if now is None or marks is None or one.gone:
            yield one
            continue
        like = like_before(file.incident, file.marks, now, marks)
        if changes := silent_changes(was, like):
            yield replace(one, changes=changes, is_open=_goes_on(workspace, was, now))


def _as_published(workspace: Workspace, path: Path, text: str) -> IncidentFile:
    """Read a file as readers had it; it may name a component or a person that is gone from the settings since."""
    file = workspace.read_text(path, text)
    if file.incident is not None:
        return file
    other = read_file(path, workspace.incidents_dir, None, parse_incident, text)
    if other.incident is None or workspace.config.language.startswith("en"):
        return other
    # Without the settings the headings of a report are read as English.
    return replace(other, incident=other.incident.model_copy(update={"prose": ()}))


def _since_built(workspace: Workspace) -> Iterator[Untraced]:
    """Compare with the last build, where git knows nothing of what readers had."""
    from mkdocs_statuspage.desk.last_build import built_incidents

    for was, now in built_incidents(workspace):
        if _is_unreadable(workspace, was):
            continue
        path = workspace.incidents_dir / (now or was).path
        marks = workspace.marks(now.path) if now else None
        one = Untraced(
            path, "", was, now, marks, _gone(workspace, was, now), since="the last build"
        )
        changes = () if now is None or one.gone else silent_changes(was, now)
        if one.gone or changes:
            goes_on = now is not None and _goes_on(workspace, was, now)
            yield replace(one, changes=changes, is_open=goes_on)


def _now(workspace: Workspace) -> datetime:
    return workspace.config.clock or datetime.now(UTC)


def _had(workspace: Workspace, incident: Incident) -> Incident | None:
    """Return what readers had of an incident: no draft, no report that was not out."""
    now, config = _now(workspace), workspace.config
    happened = facts_of(incident, now, config.zone)
    if happened is None:
        return None
    marks = workspace.marks(incident.path)
    return next(iter(published_among([happened], config, now, lambda _: marks).incidents), None)


def _is_unreadable(workspace: Workspace, was: Incident) -> bool:
    """Tell whether a file of that name is there and invalid, which is said already."""
    read = {incident.path for incident in workspace.reading.incidents}
    left = (name for name in workspace.reading.marks if name not in read)
    return any(PurePosixPath(name).stem == was.id for name in left)


def _is_elsewhere(workspace: Workspace, id_: str) -> bool:
    """Tell whether an incident that readers had is there, in a file that was not read as nothing is asked about it."""
    return isinstance(workspace.reading.by_id.get(id_), Noted)


def _found(workspace: Workspace, was: Incident, files: PublishedFiles) -> Incident | None:
    """Find an incident as it is now: by its id, by one that it had, or by what it says."""
    reading = workspace.reading
    new = (one for one in reading.known if one.path not in files.names)
    if named := reading.by_id.get(was.id):
        return reading.whole(named)
    return next((found for one in new if (found := _renamed(was, one, reading))), None)


def _renamed(was: Incident, one: Known, reading: Reading) -> Incident | None:
    """Return an incident, where it is one that readers had under another name."""
    now = reading.whole(one) if was.begins_at == one.begins_at else None
    if now is None:
        return None
    ids = {update.id for update in was.updates} & {update.id for update in now.updates}
    return now if ids or was.title == now.title else None


def _gone(workspace: Workspace, was: Incident, now: Incident | None) -> str:
    if now is None:
        return "is deleted"
    if now.draft:
        return "is a draft again"
    if not is_published(now, workspace.config):
        return f"is now of a class that is never published ({now.mistake_class})"
    return "" if was.id in (now.id, *now.formerly) else f"is now called {now.id}"


def _goes_on(workspace: Workspace, was: Incident, now: Incident) -> bool:
    """Tell whether an incident is open: it was, or a new word has opened it again."""
    known = {update.id for update in was.updates}
    has_new_word = any(update.id not in known for update in now.updates)
    asked = (was, now) if has_new_word else (was,)
    courses = (course_by(one, _now(workspace), workspace.config) for one in asked)
    return any(course is not None and course.is_open for course in courses)


def put_back(workspace: Workspace, untraced: Iterable[Untraced]) -> None:
    """Put files as readers had them in place of those whose change is held back, so that all the rest is published."""
    for one in untraced:
        if one.severity is Severity.ERROR and one.former:
            former = workspace.incidents_dir / one.was.path
            if one.now is not None and one.path != former:
                one.path.unlink()
            former.parent.mkdir(parents=True, exist_ok=True)
            former.write_bytes(one.former.encode("utf-8"))


def silent_findings(workspace: Workspace, untraced: Iterable[Untraced]) -> Iterator[Finding]:
    """Yield a finding for each change without its trace, with the trace that is missing."""
    for one in untraced:
        now = workspace.now.astimezone(workspace.config.zone)
        if one.gone:
            yield _gone_finding(one)
        for change in one.changes:
            place = _place(one, change)
            message = f"{_named(change)} is not what readers had ({_shown(change.value.was)})"
            help_text = f"{trace_words(change, now)}; `{FIX}` does it, and asks for the reason"
            source = one.marks.source.line(place.line) if one.marks else ""
            yield Finding(place, RULE, message, help_text, one.severity, source)


def _named(change: SilentChange) -> str:
    return change.name if change.name.startswith("the ") else f"`{change.name}`"


def _gone_finding(one: Untraced) -> Finding:
    if one.is_renamed:
        help_text = f"add `formerly: [{one.was.id}]`, which leads on who has its address"
    else:
        help_text = "put it back; what did not hold is taken back in the open, with `retracted`"
    message = f"{one.was.id} {one.gone}, and readers had it"
    done = f"{help_text}; `{FIX}` does it, and asks for the reason"
    return Finding(Place(shown(one.path)), RULE, message, done, one.severity)


def _place(one: Untraced, change: SilentChange) -> Place:
    if one.marks is None or one.now is None:
        return Place(shown(one.path))
    if change.loc[0] == "sections" and change.loc[1] in set(SectionKind):
        section = one.now.section(SectionKind(change.loc[1]))
        return Place(shown(one.path), section.line if section else 1)
    return one.marks.place(change.loc)


def _shown(value: object) -> str:
    if isinstance(value, datetime):
        value = value.isoformat().replace("+00:00", "Z")
    if hasattr(value, "id"):
        value = getattr(value, "message", None) or getattr(value, "promise", None)
    return f"“{one_line(value)}”"
