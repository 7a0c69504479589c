"""Slips that were let go, as they may be told of: when, and of which cause; never in whose words."""

import re

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import CalendarDay, Identifier, Model

OTHER = "other"
"""The category of a slip whose cause has no tag."""
_TAG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+){0,3}")


class SlipCount(Model):
    """One slip, without a word of it."""

    id: Identifier
    """Stands for it, so that it is counted once."""
    month: CalendarDay
    """The first day of the month in which it was."""
    category: Identifier
    """The first tag of its causes; `other` where it has none."""


class SlipCounts(Model):
    """The slips that were let go."""

    slips: tuple[SlipCount, ...] = ()
    """Each one."""


def category_of(incident: Incident) -> str:
    """Return the tag of a slip's cause; what is no short tag may be somebody's words."""
    tag = incident.causes[0].strip().lower() if incident.causes else ""
    return tag if _TAG.fullmatch(tag) else OTHER
