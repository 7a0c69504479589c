"""Counting the slips in `private/` for everybody: how many, and by which causes; not a word of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from mkdocs_statuspage.desk.beside_files import beside_text, write_beside
from mkdocs_statuspage.desk.incident_files import private_incidents
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.slips import SlipCount, SlipCounts, category_of
from mkdocs_statuspage.policy.classes import is_let_go
from mkdocs_statuspage.reading.file_list import SLIPS_NAME
from mkdocs_statuspage.reading.seen_evidence import beside_in
from mkdocs_statuspage.writing.replay import Replay
from mkdocs_statuspage.yaml_text.source import SourceFile

HEAD = """\
# The slips that were let go, counted by `statuspage record --count-slips`: when, and of which cause. What they were
# stays in private/.
"""


@dataclass(frozen=True)
class Counted:
    """What a count has found."""

    slips: tuple[SlipCount, ...]
    """All that are counted now."""
    new: int
    """How many of them were not before."""
    replay: Replay | None = None
    """How putting it on the remote ended; None when that was not asked for."""


def count_for_all(workspace: Workspace, *, publish: bool) -> Counted:
    """Add the slips of this machine to those that are counted; each counts once, whoever counts it."""
    known = {one.id for one in workspace.reading.slips}
    here = [
        slip_count(workspace, incident)
        for _, incident in private_incidents(workspace)
        if is_let_go(incident, workspace.config)
    ]
    new = [one for one in here if one.id not in known]
    ended = None
    if new:
        ended = write_beside(
            workspace,
            SLIPS_NAME,
            lambda text: with_slips(text or "", new),
            subject="Count the slips that were let go",
            publish=publish,
        )
    return Counted((*workspace.reading.slips, *new), len(new), ended)


def slip_count(workspace: Workspace, incident: Incident) -> SlipCount:
    """Return what may be told of a slip; its name is a sum from which nothing can be read."""
    named = incident.updates[0].id if incident.updates else incident.id
    month = incident.begins_at.astimezone(workspace.config.zone).date().replace(day=1)
    number = sha256(named.encode()).hexdigest()[:12]
    return SlipCount(id=number, month=month, category=category_of(incident))


def with_slips(text: str, new: Sequence[SlipCount]) -> str:
    """Add slips to the text of the file, each once."""
    there = beside_in(SourceFile(SLIPS_NAME, text), SlipCounts).value if text else None
    slips = {one.id: one for one in (*(there.slips if there else ()), *new)}
    ordered = sorted(slips.values(), key=_month_and_id)
    return beside_text(HEAD, {"slips": ordered})


def _month_and_id(one: SlipCount) -> tuple[date, str]:
    return one.month, one.id
