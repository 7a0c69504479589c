"""What may become of a field once readers had it, declared beside the field: freely, with which trace, or never.

A field is annotated with a `ChangeRule`: `due_on: Annotated[CalendarDay | None, MOVED]`. A field that holds a
model, or a list of them without a rule of its own, is looked at part by part.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, Any, get_args, get_origin


class Trace(StrEnum):
    """What shows readers that something was changed."""

    FREE = "free"
    """Nothing has to: readers never had it, or what they had stays true."""
    EARLIER = "earlier"
    """What stood there before is kept beside it, under `earlier`."""
    MOVED = "moved"
    """What stood there before is kept beside it, under `moved`."""
    CORRECTIONS = "corrections"
    """A dated entry in `corrections` says what was changed."""
    RETRACTED = "retracted"
    """It is never deleted, but taken back, under `retracted`."""
    WITHDRAWN = "withdrawn"
    """It is never deleted, but taken back, under `withdrawn`."""
    NEVER = "never"
    """There is no trace that would do: it is put back."""


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """What a field asks for when it becomes another."""

    trace: Trace
    may_be_added: bool = True
    """Whether it may be filled in where there was nothing, and a list may get longer, without a trace."""
    only_lowered: bool = False
    """Whether only a lower one than before needs a trace."""


FREE = ChangeRule(Trace.FREE)
"""It may change without a trace."""
AMENDED = ChangeRule(Trace.EARLIER, may_be_added=False)
"""It was said at one moment; another value of it keeps the former under `earlier`."""
REPLACED = ChangeRule(Trace.EARLIER)
"""It may be said later; what was said keeps the former under `earlier`."""
MOVED = ChangeRule(Trace.MOVED)
"""A time that was named; another one keeps the former under `moved`."""
CORRECTED = ChangeRule(Trace.CORRECTIONS)
"""It may be said later; what was said changes with a correction."""
SETTLED = ChangeRule(Trace.CORRECTIONS, may_be_added=False)
"""Readers have it whole; any change of it is a correction."""
LOWERED = replace(CORRECTED, only_lowered=True)
"""It may rise; a lower one is a correction."""
RETRACTABLE = ChangeRule(Trace.RETRACTED)
"""What is in the list stays there; it can be taken back."""
WITHDRAWABLE = ChangeRule(Trace.WITHDRAWN)
"""What is in the list stays there; it can be withdrawn."""
KEPT = ChangeRule(Trace.NEVER)
"""It may be said later, or the list get longer; what is there stays as it is."""


def rule_in(hint: Any) -> ChangeRule | None:
    """Return the rule in an annotation; None where there is none."""
    if get_origin(hint) is Annotated:
        return next((extra for extra in hint.__metadata__ if isinstance(extra, ChangeRule)), None)
    found = (rule_in(inner) for inner in get_args(hint))
    return next(filter(None, found), None)
