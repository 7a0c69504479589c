"""What moves the record without a word: a component that readers had is gone, or less is asked than was."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from mkdocs_statuspage.model.config import Component, SiteConfig
from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.scalars import Duration, Model
from mkdocs_statuspage.yaml_text.source import one_line
from mkdocs_statuspage.yaml_text.tree import Marks, TreePath

RULE = "settings-changed"
"""What is said of settings that are not those by which readers had the record."""


_COUNTED = ("classes", "uptime_weights", "targets")
"""What of the policy the record and the reports follow from."""


class _Change(NamedTuple):
    """Something of the settings that is otherwise now."""

    loc: TreePath
    message: str
    help: str
    severity: Severity = Severity.WARNING


def settings_findings(was: SiteConfig, now: SiteConfig, marks: Marks) -> Iterator[Finding]:
    """Yield what is told of settings that are otherwise than readers had them; it holds nothing back."""
    changes = [*_components(was, now)]
    for key in _COUNTED:
        changes += _loosened(getattr(was.policy, key), getattr(now.policy, key), ("policy", key))
    for loc, message, help_text, severity in changes:
        place = marks.place(loc)
        source = marks.source.line(place.line)
        yield Finding(place, RULE, message, help_text, severity, source)


def _components(was: SiteConfig, now: SiteConfig) -> Iterator[_Change]:
    for id_, had in was.components.items():
        there = now.components.get(now.current_ids.get(id_, ""))
        if there is None:
            yield _Change(
                ("components",),
                f"the component `{id_}` (“{one_line(had.name)}”) is gone, and readers had it",
                f"put it back with `retired_on`, or write `formerly: [{id_}]` at the one that it is now",
            )
        else:
            yield from _component(now.current_ids[id_], had, there)


def _component(id_: str, was: Component, now: Component) -> Iterator[_Change]:
    loc = ("components", id_)
    if was.name != now.name:
        said = f"the component `{id_}` is called “{one_line(now.name)}”, and readers had “{one_line(was.name)}”"
        yield _Change((*loc, "name"), said, "say it to your readers", Severity.ADVICE)
    if was.since != now.since or was.no_record != now.no_record:
        key = "since" if was.since != now.since else "no_record"
        said = f"other days of the component `{id_}` count than readers had"
        yield _Change((*loc, key), said, "say why where readers see it")


def _loosened(was: Any, now: Any, loc: TreePath) -> Iterator[_Change]:
    """Yield where less is asked than was: longer times, lower counts, fewer parts."""
    if isinstance(was, Model) and isinstance(now, Model):
        for key in type(was).model_fields:
            yield from _loosened(getattr(was, key), getattr(now, key), (*loc, key))
    elif isinstance(was, Mapping) and isinstance(now, Mapping):
        for key in was.keys() & now.keys():
            yield from _loosened(was[key], now[key], (*loc, str(key)))
    elif _is_less(was, now):
        name = ".".join(map(str, loc))
        shown = one_line(", ".join(map(str, was)) if isinstance(was, tuple) else was)
        said = f"`{name}` asks for less than readers were told ({shown})"
        yield _Change(loc, said, "say to your readers that you ask less of yourselves, and why")


def _is_less(was: object, now: object) -> bool:
    if was == now or was is None:
        return False
    match was, now:
        case Duration(), Duration():
            return now.span > was.span
        case tuple(), tuple():
            return not set(was) <= set(now)
        case ((bool() | int() | float()), (bool() | int() | float())):
            return now < was
        case str(), str() if was.endswith("%"):
            return float(now.rstrip("%")) < float(was.rstrip("%"))
    return now is None or now in _LESS


_LESS = ("never", "optional", "named_person", "required_or_reason")
"""The words of the policy that ask for less than the other that may stand in their place."""
