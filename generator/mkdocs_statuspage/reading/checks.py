"""What must hold between the fields of an incident, and between files, beyond each field's form.

Each check is a function of its own that gives the problems it finds; `CHECKS` lists them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import MAX_ID_LENGTH, format_instant, is_update_id
from mkdocs_statuspage.model.statuses import STATUSES_OF, Kind
from mkdocs_statuspage.reading.file_list import stem_of
from mkdocs_statuspage.reading.nearness import near, unknown
from mkdocs_statuspage.reading.noted import Known
from mkdocs_statuspage.yaml_text.nodes import MAX_FINDINGS
from mkdocs_statuspage.yaml_text.source import one_line
from mkdocs_statuspage.yaml_text.tree import Marks, Tree, TreePath


class Problem(NamedTuple):
    """A problem at a path of the tree, before its place in the file is looked up."""

    loc: TreePath
    rule: str
    message: str
    help: str
    severity: Severity = Severity.ERROR
    at_key: bool = False


def check_incident(incident: Incident, marks: Marks) -> list[Finding]:
    """Return everything that does not fit within one incident."""
    problems = (problem for check in CHECKS for problem in check(incident))
    return [found(problem, marks) for problem in islice(problems, MAX_FINDINGS)]


def found(problem: Problem, marks: Marks) -> Finding:
    """Return the finding that a problem is, at its place in the file."""
    place = marks.place(problem.loc, key=problem.at_key)
    return marks.source.finding(
        place, problem.rule, problem.message, problem.help, problem.severity
    )


def _has_a_beginning(incident: Incident) -> Iterator[Problem]:
    if not (incident.started_at or incident.scheduled or incident.updates):
        message = "nothing says when this began"
        help_text = "add `started_at:`, or a first update"
        yield Problem(("title",), "no-start", message, help_text, at_key=True)


def _ends_after_it_starts(incident: Incident) -> Iterator[Problem]:
    window = incident.scheduled
    if window and window.end <= window.start:
        message = "the window ends before it begins"
        yield lenient(incident, ("scheduled", "end"), "ends-before-start", message, "correct it")
    start = incident.started_at
    if start is None:
        return
    last = incident.updates[-1] if incident.updates else None
    if incident.resolved_at and incident.resolved_at < start:
        message = f"resolved before it started ({format_instant(start)})"
        loc: TreePath = ("resolved_at",)
        yield lenient(incident, loc, "ends-before-start", message, "correct one of the two")
    elif last and last.status and last.status.closes and last.at < start:
        message = f"started after it was {last.status} ({format_instant(last.at)})"
        loc = ("started_at",)
        yield lenient(incident, loc, "ends-before-start", message, "correct one of the two")


def _update_ids_fit(incident: Incident) -> Iterator[Problem]:
    for number, update in enumerate(incident.updates):
        if not is_update_id(update.id):
            message = f"`{one_line(update.id)}` cannot be an update's id"
            help_text = f"use letters, digits, hyphens and dots, at most {MAX_ID_LENGTH} characters"
            yield Problem(("updates", number, "id"), "bad-id", message, help_text)


def _times_go_forward(incident: Incident) -> Iterator[Problem]:
    for number, update in enumerate(incident.updates[1:], 1):
        before = incident.updates[number - 1]
        if update.at < before.at:
            message = f"this update is older than the one before it ({format_instant(before.at)})"
            help_text = "put updates in the order of their times"
            yield lenient(incident, ("updates", number, "at"), "time-backwards", message, help_text)


def lenient(incident: Incident, loc: TreePath, rule: str, message: str, help_text: str) -> Problem:
    """Return a problem that is only a warning in imported history, which is shown as it was."""
    severity = Severity.WARNING if incident.source else Severity.ERROR
    return Problem(loc, rule, message, help_text, severity)


def _statuses_fit_the_kind(incident: Incident) -> Iterator[Problem]:
    allowed = STATUSES_OF[incident.kind]
    for number, update in enumerate(incident.updates):
        if update.status not in allowed:
            message = f"`{update.status}` is no status for the kind `{incident.kind}`"
            help_text = "use one of: " + ", ".join(allowed)
            yield Problem(("updates", number, "status"), "status-of-kind", message, help_text)


def _maintenance_has_a_window(incident: Incident) -> Iterator[Problem]:
    if incident.kind is Kind.MAINTENANCE and incident.scheduled is None:
        message = "a maintenance needs its window"
        help_text = "add `scheduled: {start: …, end: …}`"
        yield Problem(("kind",), "no-window", message, help_text)


def _maintenance_says_when_it_was_announced(incident: Incident) -> Iterator[Problem]:
    window = incident.scheduled
    is_ours = incident.kind is Kind.MAINTENANCE and incident.source is None
    if is_ours and window and not (incident.updates or window.announced_at):
        message = "nothing says when this was announced, so feeds and calendar cannot date it"
        help_text = "add `announced_at:` to `scheduled:`, or a first update"
        yield Problem(("scheduled",), "no-announcement", message, help_text, Severity.WARNING)


def _promises_have_own_ids(incident: Incident) -> Iterator[Problem]:
    taken: set[str] = set()
    for key, promises in (("prevention", incident.preventions), ("make_good", incident.make_goods)):
        for number, promise in enumerate(promises):
            if promise.id in taken:
                message = f"another promise of this incident has the id `{promise.id}`"
                yield Problem((key, number, "id"), "duplicate-id", message, "choose another")
            taken.add(promise.id)


def check_names(tree: Tree, config: SiteConfig, marks: Marks) -> list[Finding]:
    """Return the components and people that an incident names and the config does not know.

    It reads the tree and not the model, so that it speaks up beside other mistakes too.
    """
    problems = (problem for check in NAME_CHECKS for problem in check(tree, config))
    return [found(problem, marks) for problem in islice(problems, MAX_FINDINGS)]


def _components_exist(tree: Tree, config: SiteConfig) -> Iterator[Problem]:
    known = config.current_ids
    for loc in _component_locs(tree):
        id_, at_key = (loc[-1], True) if len(loc) > 2 else (tree["components"][loc[1]], False)
        if isinstance(id_, str) and id_ not in known:
            message = f"unknown component `{one_line(id_)}`"
            help_text = unknown(id_, known, "components")
            yield Problem(loc, "unknown-component", message, help_text, at_key=at_key)


def _component_locs(tree: Tree) -> Iterator[TreePath]:
    if isinstance(listed := tree.get("components"), list):
        yield from (("components", number) for number in range(len(listed)))
    updates = tree.get("updates")
    for number, update in enumerate(updates if isinstance(updates, list) else ()):
        named = update.get("components") if isinstance(update, dict) else None
        if isinstance(named, dict):
            yield from (("updates", number, "components", id_) for id_ in named)


def _people_exist(tree: Tree, config: SiteConfig) -> Iterator[Problem]:
    report = tree.get("report")
    reviewers = report.get("reviewed_by") if isinstance(report, dict) else None
    answered = report.get("answered_by") if isinstance(report, dict) else None
    lists: list[tuple[TreePath, Tree]] = [
        (("approved_by",), tree.get("approved_by")),
        (("report", "reviewed_by"), reviewers),
        (("report", "answered_by"), answered),
    ]
    named: list[tuple[TreePath, Tree]] = [(("signed_by",), tree.get("signed_by"))]
    for loc, ids in lists:
        named += [((*loc, n), id_) for n, id_ in enumerate(ids if isinstance(ids, list) else ())]
    for loc, id_ in named:
        if isinstance(id_, str) and id_ not in config.people:
            message = f"unknown person `{one_line(id_)}`"
            help_text = unknown(id_, config.people, "people")
            yield Problem(loc, "unknown-person", message, help_text)


CHECKS: tuple[Callable[[Incident], Iterable[Problem]], ...] = (
    _has_a_beginning,
    _ends_after_it_starts,
    _update_ids_fit,
    _times_go_forward,
    _statuses_fit_the_kind,
    _maintenance_has_a_window,
    _maintenance_says_when_it_was_announced,
    _promises_have_own_ids,
)
ABSENCE_RULES = frozenset(["no-start", "no-window"])
"""Rules that find something missing, which may be there and be wrong."""
KIND_RULES = frozenset(["status-of-kind", "no-window"])
"""Rules that say nothing while the kind is misspelt."""
NAME_CHECKS: tuple[Callable[[Tree, SiteConfig], Iterable[Problem]], ...] = (
    _components_exist,
    _people_exist,
)


def check_folder(
    incidents: Iterable[Known], names: Iterable[str], marks_of: Callable[[str], Marks]
) -> list[Finding]:
    """Find what does not fit between files: one id twice, a repeat of nothing.

    Args:
        incidents: the valid ones.
        names: the path of every incident file, also of those that are not valid.
        marks_of: looks up the places of a file by its path; asked only when something is found.
    """
    owners: dict[str, str] = {}
    findings: list[Finding] = []
    for path in names:
        id_ = stem_of(path)
        first = owners.setdefault(id_, path)
        if first != path:
            problem = _taken(id_, marks_of(first).source.path)
            findings.append(_found_in(path, problem, marks_of))
    for field, check in _BETWEEN:
        for incident in incidents:
            problems = check(incident, owners) if getattr(incident, field) else ()
            findings += (_found_in(incident.path, problem, marks_of) for problem in problems)
    return findings


def _found_in(path: str, problem: Problem, marks_of: Callable[[str], Marks]) -> Finding:
    """Return the finding that a problem is; one with the file as a whole stands at its beginning."""
    marks = marks_of(path)
    if problem.loc:
        return found(problem, marks)
    return Finding(Place(marks.source.path), problem.rule, problem.message, problem.help)


def _taken(id_: str, first: str) -> Problem:
    message = f"the id `{one_line(id_)}` belongs to {first}"
    return Problem((), "duplicate-id", message, "rename one of the two files")


def _formerly(incident: Known, owners: dict[str, str]) -> Iterator[Problem]:
    """Yield former ids that another file has or had; and the file's own, which would lead to itself."""
    for number, id_ in enumerate(incident.formerly):
        first = owners.setdefault(id_, incident.path)
        if first != incident.path or id_ == incident.id:
            message = f"the id `{id_}` belongs to {first}"
            help_text = "take it out here, or rename the other file"
            yield Problem(("formerly", number), "duplicate-id", message, help_text)


def _repeats(incident: Known, owners: Mapping[str, str]) -> Iterator[Problem]:
    for number, id_ in enumerate(incident.repeats):
        if id_ == incident.id:
            message = "an incident does not repeat itself"
            yield Problem(("repeats", number), "unknown-incident", message, "take it out here")
        elif id_ not in owners:
            message = f"`repeats` names an unknown incident `{one_line(id_)}`"
            help_text = near(id_, owners, otherwise="name it by its file, without the suffix")
            yield Problem(("repeats", number), "unknown-incident", message, help_text)


_BETWEEN = (("formerly", _formerly), ("repeats", _repeats))
"""What is checked of a field between files: all former ids are known before a repeat names one."""
