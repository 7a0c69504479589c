"""The body of a post, cut into what was said at one time each, in the order of the file.

A piece begins with a line that is a time, with `*State* - `, or behind a `{{< track >}}`. Everything else stays together:
free prose is one piece. Nothing is dropped but times and states, which a piece has as values.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from mkdocs_statuspage.importers.typed_times import TYPED, TypedTime, read_typed, typed_in
from mkdocs_statuspage.markdown_text import read_markdown

_TRACK = re.compile(r"\{\{[<%]\s*track\s+[\"'`]?(.*?)[\"'`]?\s*[>%]\}\}")
_TRACK_ENDS = re.compile(_TRACK.pattern + r"[\s*_.]*(?:<br\s*/?>|\\)?\s*")
_RULE = re.compile(r"[ ]{0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}")
_FENCE = re.compile(r"[ ]{0,3}(`{3,}|~{3,})")
_STATES = (
    r"investigating|identified|monitoring|resolved|update[sd]?|fixed|scheduled|in progress|completed|verifying"
    r"|post-?\s?mortem|root cause(?: analysis)?|rca"
)
_STATE = re.compile(
    rf"(?:\#{{1,6}} +)?(?P<mark>\*{{1,3}}|_{{1,3}}|)(?P<word>{_STATES})(?:(?P<colon>:)(?P=mark)|(?P=mark)\s*(?:[-–—:]+|(?=\{{\{{)|$))\s*",
    re.IGNORECASE,
)
"""A state that is known, before a dash, a colon or the end of the line."""
_LABEL = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<word>[^*_\n]{1,60}?)(?P=mark)\s*(?:[-–—]\s|:\s|:?$)"
)
"""Words of one's own in a state's place."""
_TIME_LINE = re.compile(
    rf"[\s#*_>\[]*(?P<label>[^\d\n]{{0,60}}?){TYPED}[\s*_:.\])–—-]*", re.IGNORECASE
)
_TIME_FIRST = re.compile(
    rf"(?P<mark>\*\*|__|\*|_|\[){TYPED}(?:\*\*|__|\*|_|\])\s*[-–—:]?\s*", re.IGNORECASE
)
_BRACKETS = re.compile(
    r"\[(?P<word>(?:initial|final|clos|open|updat|edit)[a-z]*)\b[^\]\n]{0,60}\]\s*", re.IGNORECASE
)
"""A heading such as `[Final message]`, which stays in its piece."""
_LINK = re.compile(r"\s*(?:\b(?:at|on)\b|[:–—-])\s*\Z")
"""What links words to the time behind them."""
_REPORT = re.compile(r"post|root|rca", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PostPiece:
    """What was said at one time."""

    text: str
    """The Markdown, without its state and time."""
    state: str
    """The state it begins with, as written; empty for none."""
    typed: TypedTime | None
    """When it was said, as far as the text says."""

    @property
    def is_report(self) -> bool:
        """Whether it was written afterwards."""
        return bool(_REPORT.match(self.state))


def cut(body: str) -> tuple[tuple[PostPiece, ...], tuple[str, ...]]:
    """Return the pieces of a body, and the HTML comments that stood in it."""
    text = body.replace("\r\n", "\n").replace("\r", "\n")
    spans = read_markdown(text).comments
    comments = tuple(text[start:end] for start, end in spans)
    for start, end in reversed(spans):
        text = text[:start] + text[end:]
    pieces = (_piece(lines) for lines in _stretches(text.split("\n")))
    return tuple(_with_days(piece for piece in pieces if piece.text or piece.typed)), comments


def _with_days(pieces: Iterable[PostPiece]) -> Iterator[PostPiece]:
    """Yield pieces; a day that stands alone is the day of the time below it."""
    day: PostPiece | None = None
    for piece in pieces:
        typed = piece.typed
        if day and day.typed and typed and typed.day is None:
            yield replace(piece, typed=replace(typed, day=day.typed.day))
            day = None
            continue
        if day:
            yield day
        is_day = typed and typed.clock is None and not (piece.text or piece.state)
        day = piece if is_day else None
        if not is_day:
            yield piece
    if day:
        yield day


def _stretches(lines: list[str]) -> Iterator[list[str]]:
    """Yield the lines of each piece."""
    found: list[str] = []
    fence, is_over = "", False
    has_labels = _has_labels(lines)
    for number, line in enumerate(lines):
        opens = _FENCE.match(line)
        is_apart = (
            number == 0 or not lines[number - 1].strip() or bool(_RULE.fullmatch(lines[number - 1]))
        )
        begins = not fence and (
            (is_over and line.strip())
            or _begins(line, is_apart, has_labels)
            or _is_last(lines, number, found)
        )
        if begins and any(before.strip() for before in found):
            yield found
            found = []
        found.append(line)
        is_over = not fence and ((is_over and not begins) or _ends(line, found))
        if opens and (not fence or opens[1].startswith(fence)):
            fence = "" if fence else opens[1][:3]
    yield found


def _is_last(lines: list[str], number: int, found: list[str]) -> bool:
    """Tell whether a line begins what is left after a rule, where pieces have a time over them and nothing that follows has."""
    above = next((one for one in reversed(lines[:number]) if one.strip()), "")
    first = next((one for one in found if one.strip() and not _RULE.fullmatch(one)), "")
    if not (lines[number].strip() and _RULE.fullmatch(above) and _time_at_head(first)):
        return False
    return not any(_time_at_head(line) for line in lines[number:])


def _has_labels(lines: list[str]) -> bool:
    """Tell whether pieces begin with words of one's own: one that has a track does."""
    text = "\n".join(lines)
    blocks = re.split(r"\n\s*\n", text)
    return any(_TRACK.search(block) and _LABEL.match(block) for block in blocks)


def _begins(line: str, is_apart: bool, has_labels: bool) -> bool:
    """Tell whether a line is the first of a piece."""
    state = _STATE.match(line)
    if state and (state["mark"] or line.startswith("#")):
        return True
    if _time_at_head(line, is_apart) or _BRACKETS.fullmatch(line):
        return True
    label = _LABEL.match(line) if is_apart else None
    return label is not None and (has_labels or "{{" in line)


def _ends(line: str, found: list[str]) -> bool:
    """Tell whether a piece ends with a line: one that ends with a track, unless that is a heading over it."""
    track = _TRACK.search(line)
    if not track or not _TRACK_ENDS.fullmatch(line, track.start()):
        return False
    words = "".join(found).strip()
    state = _STATE.match(words)
    return bool(_TRACK.sub("", words[state.end() if state else 0 :]).strip(" *_#\n"))


def _time_at_head(line: str, is_apart: bool = True) -> re.Match[str] | None:
    """Match the time that a line is, or that it begins with in bold letters or brackets."""
    found = _TIME_LINE.fullmatch(line) if line.strip() else None
    if found and (
        is_apart or found["zone"] or found["only_zone"] or line.startswith(("#", "*", "_"))
    ):
        return found if _is_time(found) else None
    found = _TIME_FIRST.match(line) if is_apart else None
    return found if found and _is_time(found) else None


def _is_time(found: re.Match[str]) -> bool:
    """Tell a heading from words that end in a time, which is what they speak of: it has a day, a time and stands out."""
    label = found.groupdict().get("label") or ""
    stands_out = found[0].lstrip().startswith(("#", "*", "_", "[")) and found["clock"] is not None
    return typed_in(found) is not None and (not label.strip() or stands_out)


def _piece(lines: list[str]) -> PostPiece:
    text, typed, state = _trimmed("\n".join(lines)), None, ""
    head = _time_at_head(text.partition("\n")[0])
    if head:
        typed = typed_in(head)
        label = _LINK.sub("", (head.groupdict().get("label") or "").strip(" #*_>["))
        text = _trimmed(f"{label}\n\n{_trimmed(text[head.end() :])}")
    found = _STATE.match(text.partition("\n")[0])
    if found and (
        found["mark"] or found["colon"] or text.startswith("#") or found.end() < len(text)
    ):
        state, text = found["word"], _trimmed(text[found.end() :])
    for track in _TRACK.finditer(text):
        typed = typed or read_typed(track[1])
    heading = _BRACKETS.fullmatch(text.partition("\n")[0])
    if heading and heading["word"].lower().startswith(("final", "clos")):
        state = state or "resolved"
    return PostPiece(_without_tracks(text, typed), state, typed)


def _without_tracks(text: str, typed: TypedTime | None) -> str:
    """Take out the track that gave the time; what others say stays, as cState shows it."""

    def said(track: re.Match[str]) -> str:
        read = read_typed(track[1])
        return track[0] if read is None else "" if read == typed else f"({track[1]})"

    lines = (_TRACK.sub(said, line) if "{{" in line else line for line in text.split("\n"))
    return _trimmed("\n".join(lines))


def _trimmed(text: str) -> str:
    """Return a text without blanks and rules around it."""
    lines = text.split("\n")
    while lines and (not lines[0].strip() or _RULE.fullmatch(lines[0])):
        lines.pop(0)
    while lines and (not lines[-1].strip() or _RULE.fullmatch(lines[-1])):
        lines.pop()
    return "\n".join(lines).rstrip()
