"""The options of an update as they were typed, and what they mean."""

from collections.abc import Sequence
from dataclasses import dataclass

from mkdocs_statuspage.desk.choose import component_changes, one_of
from mkdocs_statuspage.desk.errors import CannotRun
from mkdocs_statuspage.desk.post import Request
from mkdocs_statuspage.desk.typed_times import parse_next, parse_past
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.model.statuses import STATUSES_OF, Kind, UpdateStatus


@dataclass(frozen=True)
class Typed:
    """What somebody typed beside the text."""

    status: str | None = None
    components: Sequence[str] | None = None
    at: str | None = None
    next_by: str | None = None
    nothing_new: bool = False
    id: str | None = None
    fix_by: str | None = None
    because: str | None = None

    def request(self, workspace: Workspace, kind: Kind, text: str = "") -> Request:
        """Give the update that is asked for.

        Raises:
            CannotRun: a word, an id or a time is not one.
        """
        now, zone = workspace.now, workspace.config.zone
        if self.because and not self.fix_by:
            raise CannotRun("--because gives the reason for a time, and no --fix-by gives the time")
        fix_by = parse_next(self.fix_by, now, zone).replace(microsecond=0) if self.fix_by else None
        return Request(
            message=text,
            status=self._status(kind),
            components=component_changes(self.components or (), workspace.config),
            at=parse_past(self.at, now, zone) if self.at else None,
            next_by=parse_next(self.next_by, now, zone) if self.next_by else None,
            nothing_new=self.nothing_new,
            id=self.id,
            fix_by=fix_by,
            fix_because=self.because,
        )

    def _status(self, kind: Kind) -> UpdateStatus | None:
        if self.status is None:
            return None
        return UpdateStatus(one_of(self.status, STATUSES_OF[kind], "status"))
