"""The trace that a change lacks, as it is written into the file: filled in, but for the reason."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from mkdocs_statuspage.desk.amendments import written
from mkdocs_statuspage.model.incident import EarlierWords, Update, Window
from mkdocs_statuspage.model.promise import EarlierPromise
from mkdocs_statuspage.model.traces import Trace
from mkdocs_statuspage.policy.silent_changes import SilentChange
from mkdocs_statuspage.writing.spelling import Spelling, flow, normal

WHY = "…"
"""Stands where only the author knows what to write."""


def trace_words(change: SilentChange, now: datetime) -> str:
    """Say what a change lacks, as YAML.

    Args:
        change: what readers had otherwise.
        now: the moment, in the site's zone.
    """
    if change.trace is Trace.NEVER:
        return "put it back: it never changes"
    if change.trace is Trace.CORRECTIONS:
        entry = _yaml({"at": now.replace(microsecond=0), "what": WHY})
        return f"say it under `corrections`, as `- {entry}`"
    if change.trace in (Trace.RETRACTED, Trace.WITHDRAWN):
        return f"put it back, taken back: `- {_yaml(_taken_back(change, now))}`"
    dated = "`amended_at`, and " if isinstance(change.holder.was, Update) else ""
    kept = _moved(change, now) if change.trace is Trace.MOVED else _earlier(change, now)
    return f"keep what it was, under {dated}`{change.trace}: [{_yaml(kept)}]`"


def _yaml(value: Mapping[str, Any]) -> str:
    """Spell an entry on one line, as the documentation does: no quotes that our own reader does without."""
    spelled = flow(normal(value), Spelling.READABLE)
    return spelled.replace('"on": ', "on: ").replace(f'"{WHY}"', WHY)


def _taken_back(change: SilentChange, now: datetime) -> dict[str, Any]:
    when = (
        {"at": now.replace(microsecond=0)}
        if change.trace is Trace.RETRACTED
        else {"on": now.date()}
    )
    return written(change.holder.was) | {str(change.trace): when | {"why": WHY}}


def _moved(change: SilentChange, now: datetime) -> dict[str, Any]:
    was = change.holder.was
    if isinstance(was, Window):
        return {"start": was.start, "end": was.end, "at": now.replace(microsecond=0), "why": WHY}
    return {"from": was.due_on, "on": now.date(), "why": WHY}


def _earlier(change: SilentChange, now: datetime) -> dict[str, Any]:
    is_update = isinstance(change.holder.was, Update)
    kind = EarlierWords if is_update else EarlierPromise
    dated = {"until": now.replace(microsecond=0)} if is_update else {"on": now.date()}
    kept = {str(change.loc[-1]): change.value.was} if change.attribute in kind.model_fields else {}
    return dated | {"why": WHY} | kept
