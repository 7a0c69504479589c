"""One post of cState, in our words: what its front matter says of it, and what was said when."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import Any, NamedTuple
from urllib.parse import quote
from zoneinfo import ZoneInfo

from mkdocs_statuspage.importers.foreign_values import update_status
from mkdocs_statuspage.importers.history import ForeignIncident, ForeignReport, ForeignUpdate
from mkdocs_statuspage.importers.hugo.front_matter import NoPost, Post
from mkdocs_statuspage.importers.hugo.post_body import PostPiece, cut
from mkdocs_statuspage.importers.typed_times import TypedTime, read_typed
from mkdocs_statuspage.model.scalars import format_instant, is_on_the_web, numbered
from mkdocs_statuspage.model.statuses import STATUSES_OF, Impact, Kind, UpdateStatus

NO_TEXT = "(This post had no text.)"
"""What stands for an empty post: that it was written is part of the history."""
_IMPACTS = {"down": Impact.CRITICAL, "disrupted": Impact.MAJOR, "notice": Impact.NONE}
"""How bad each severity is; its components stand as badly as that while it lasts."""
_READ = frozenset(
    "title date resolved resolvedwhen severity affected informational draft slug".split()
)
_SAYS_NOTHING = {"section": ("issue",), "pin": ("false",), "type": ("issue", "issues")}
"""Values that each post of cState has, or might as well."""
_BACK = timedelta(hours=2)
"""A time of day so much before the one said earlier is still the same day's."""


class NeedsZone(Exception):
    """A post has a time without a zone, and nothing says which."""


@dataclass(frozen=True, slots=True)
class PostContext:
    """What holds for all posts of a site."""

    zone: ZoneInfo | None
    """What a time without a zone is in; None when nothing says that."""
    base_url: str
    """Where the site was."""
    components: Mapping[str, str]
    """The ids of the components, by their names in small letters."""

    def moment(self, typed: TypedTime, day: datetime | None = None) -> datetime:
        """Return the moment that was typed.

        Raises:
            NeedsZone: it has no zone, and none is known.
        """
        zone = typed.zone or self.zone
        if zone is None:
            raise NeedsZone
        return typed.at(zone, day.astimezone(zone).date() if day else None)

    def ids_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the components of these names, each once."""
        return tuple(dict.fromkeys(self.components[name.casefold()] for name in names))


class PostCourse(NamedTuple):
    """How a post's matter went by its front matter."""

    begins: datetime
    ends: datetime | None
    is_over: bool


def affected_in(post: Post) -> list[str]:
    """Return the names of the systems that a post is about."""
    value = post.fields.get("affected")
    items = value if isinstance(value, list) else [value]
    names = (next(iter(item.values()), None) if isinstance(item, dict) else item for item in items)
    return list(dict.fromkeys(name for item in names if item and (name := str(item).strip())))


def read_incident(address: str, post: Post, context: PostContext) -> ForeignIncident:
    """Read a post.

    Raises:
        NoPost: nothing says when it was, so that it can stand nowhere in a history.
        NeedsZone: a time in it has no zone, and none is known.
    """
    notes: list[str] = []
    kept = _kept(post.fields)
    is_notice = _is_true(post, "informational")
    kind = Kind.NOTICE if is_notice else Kind.INCIDENT
    course = _course(post, context, kept, notes)
    pieces, comments = cut(post.body)
    spoken = tuple(piece for piece in pieces if not piece.is_report)
    updates = _updates(_in_time(spoken, course, context, notes), kind, course)
    return ForeignIncident(
        source_id=address,
        title=_title(post, address, notes),
        kind=kind,
        url=_url(address, context),
        started_at=course.begins,
        resolved_at=_end(updates, course, is_notice, post, notes),
        impact=_impact(post, kept, notes) if not is_notice else None,
        components=context.ids_of(affected_in(post)),
        updates=updates,
        report=_report(pieces, [*post.comments, *comments], course, updates),
        is_draft=_is_true(post, "draft"),
        kept=kept,
        notes=tuple(notes),
    )


def _is_true(post: Post, key: str) -> bool:
    return str(post.fields.get(key)).strip().lower() in ("true", "yes", "on", "y", "1")


def _title(post: Post, address: str, notes: list[str]) -> str:
    title = str(post.fields.get("title") or "").strip()
    if not title:
        title = address.rpartition("/")[2]
        notes.append(f"it has no title; titled `{title}`")
    return title


def _course(post: Post, context: PostContext, kept: dict[str, str], notes: list[str]) -> PostCourse:
    begins = _moment(post, "date", context)
    ends = _moment(post, "resolvedwhen", context)
    if begins is None:
        raise NoPost(
            f"{post.path}: no `date` that can be read, so it can stand nowhere in a history"
        )
    is_over = _is_true(post, "resolved")
    if ends and not is_over:
        kept["resolvedWhen"] = str(post.fields["resolvedwhen"])
        notes.append("it has `resolvedWhen`, but is not `resolved`; it is open here")
        ends = None
    if ends is None and post.fields.get("resolvedwhen") and is_over:
        kept["resolvedWhen"] = str(post.fields["resolvedwhen"])
        notes.append(f"`resolvedWhen` {kept['resolvedWhen'][:40]!r} is no time; kept aside")
    if ends and ends < begins:
        kept["resolvedWhen"] = str(post.fields["resolvedwhen"])
        notes.append(f"it was resolved before it began, at {format_instant(ends)}; kept aside")
        ends = None
    return PostCourse(begins, ends, is_over)


def _moment(post: Post, key: str, context: PostContext) -> datetime | None:
    typed = read_typed(post.fields.get(key))
    return context.moment(typed) if typed and typed.day else None


def _in_time(
    pieces: Sequence[PostPiece], course: PostCourse, context: PostContext, notes: list[str]
) -> list[tuple[datetime, PostPiece]]:
    """Return the pieces with their times, oldest first."""
    ordered = list(reversed(pieces) if _is_newest_first(pieces, course, context) else pieces)
    timed: list[tuple[datetime, PostPiece]] = []
    before, without = course.begins, 0
    for number, piece in enumerate(ordered):
        is_last = number == len(ordered) - 1
        at = _at(piece, before, course, context)
        if at is None:
            without += 1
            closes = is_last and _status_of(piece, Kind.INCIDENT) is UpdateStatus.RESOLVED
            at = (course.ends if closes else None) or (
                before if piece.state or not is_last else course.begins
            )
        timed.append((at, piece))
        before = at
    if without and len(pieces) > 1:
        notes.append(
            f"{without} of its {len(pieces)} parts have no time of their own; put beside the others"
        )
    return sorted(timed, key=lambda entry: entry[0])


def _at(
    piece: PostPiece, before: datetime, course: PostCourse, context: PostContext
) -> datetime | None:
    """Return when a piece was said; a time of day alone is the next one after what was said before."""
    typed = piece.typed
    if typed is None:
        return None
    if typed.day and typed.clock is None:
        zone = typed.zone or context.zone
        same = zone and course.begins.astimezone(zone).date() == typed.day
        return course.begins if same else context.moment(typed)
    at = context.moment(typed, before)
    return at if typed.day or at >= before - _BACK else at + timedelta(days=1)


def _is_newest_first(pieces: Sequence[PostPiece], course: PostCourse, context: PostContext) -> bool:
    """Tell the order: by the first and last time, by which end resolves it, else as cState's own template has it."""
    typed = [piece.typed for piece in pieces if piece.typed]
    dated = [context.moment(one) for one in typed if one.day and one.clock]
    if len(dated) > 1 and dated[0] != dated[-1]:
        return dated[0] > dated[-1]
    ends = (*pieces[:1], *pieces[-1:])
    over = [_status_of(piece, Kind.INCIDENT) is UpdateStatus.RESOLVED for piece in ends]
    if over and over[0] != over[-1]:
        return over[0]
    if len(typed) < 2:
        is_last = bool(typed) and len(pieces) > 1 and pieces[-1].typed is not None
        return not (is_last and context.moment(typed[0], course.begins) > course.begins)
    first, last = (_far(typed[at], course.begins, context) for at in (0, -1))
    return first >= last


def _far(typed: TypedTime, begins: datetime, context: PostContext) -> timedelta:
    """Return how far a time is from the beginning; a time of day alone may be that of any day."""
    far = abs(context.moment(typed, begins) - begins)
    return far if typed.day else min(far, abs(timedelta(days=1) - far))


def _status_of(piece: PostPiece, kind: Kind) -> UpdateStatus | None:
    word = piece.state.lower()
    return None if not word or word.startswith("update") else update_status(word, kind, None)


def _updates(
    timed: Iterable[tuple[datetime, PostPiece]], kind: Kind, course: PostCourse
) -> tuple[ForeignUpdate, ...]:
    said = list(timed) or [(course.begins, PostPiece(NO_TEXT, "", None))]
    updates: list[ForeignUpdate] = []
    status = STATUSES_OF[kind][0]
    for number, (at, piece) in enumerate(said):
        status = _status_of(piece, kind) or status
        if number == len(said) - 1 and number and course.is_over and at == course.ends:
            status = UpdateStatus.RESOLVED
        taken = {earlier.id for earlier in updates}
        made = f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
        id_ = next(one for one in numbered([made]) if one not in taken)
        updates.append(ForeignUpdate(id_, at, status, piece.text or NO_TEXT))
    return tuple(updates)


def _end(
    updates: Sequence[ForeignUpdate],
    course: PostCourse,
    is_notice: bool,
    post: Post,
    notes: list[str],
) -> datetime | None:
    """Return when it was over, where the last update does not say so."""
    last = updates[-1]
    closed = last.at if last.status.closes else None
    if course.is_over:
        if course.ends is None and closed is None:
            notes.append(f"nothing says when it was resolved; put at {format_instant(last.at)}")
        ends = course.ends or max(last.at, course.begins)
        return ends if ends != closed else None
    if is_notice and not _is_true(post, "pin"):
        notes.append("it is informational and not pinned, so it stands in the history only")
        return max(last.at, course.begins) if closed is None else None
    if closed is None:
        notes.append("it is not `resolved`, so it is open here")
    return None


def _impact(post: Post, kept: dict[str, str], notes: list[str]) -> Impact | None:
    given = str(post.fields.get("severity") or "").strip()
    near = get_close_matches(given.lower(), _IMPACTS, n=1, cutoff=0.8)
    if not given:
        notes.append("it has no severity; how bad it was is not known")
        return None
    if not near or near[0] != given.lower():
        kept["severity"] = given
        written = f"read as `{near[0]}`" if near else "is none of cState's; kept aside"
        notes.append(f"severity {given[:40]!r} {written}")
    return _IMPACTS[near[0]] if near else None


def _url(id_: str, context: PostContext) -> str | None:
    if not is_on_the_web(context.base_url):
        return None
    return f"{context.base_url.rstrip('/')}/issues/{quote(id_)}/"


def _report(
    pieces: Iterable[PostPiece],
    comments: Sequence[str],
    course: PostCourse,
    updates: Sequence[ForeignUpdate],
) -> ForeignReport | None:
    texts = [piece.text for piece in pieces if piece.is_report]
    hidden = [text if text.startswith("<!--") else f"<!-- {text} -->" for text in comments]
    if not texts and not hidden:
        return None
    published = (course.ends or updates[-1].at) if texts else None
    return ForeignReport("\n\n".join((*texts, *hidden)).strip("\n") + "\n", published)


def _kept(fields: Mapping[str, Any]) -> dict[str, str]:
    """Return what a post's front matter says that has no place here."""
    return {
        key: _as_text(value)
        for key, value in fields.items()
        if key not in _READ
        and value not in (None, "", [], {})
        and str(value).strip().lower() not in _SAYS_NOTHING.get(key, ())
    }


def _as_text(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)
