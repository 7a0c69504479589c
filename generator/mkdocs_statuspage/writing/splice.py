"""A change to a text: where it may be spliced in, and making the first splice that proves exact."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_statuspage.writing.layout import Spelling, Value, normal
from mkdocs_statuspage.writing.proof import Slot, is_exact
from mkdocs_statuspage.yaml_text.lines import ends_in_break, newline_at
from mkdocs_statuspage.yaml_text.outline import Node, Outline, read_outline
from mkdocs_statuspage.yaml_text.parsing import LOADERS, refuse_broken
from mkdocs_statuspage.yaml_text.refusals import CannotEdit

_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Edit:
    """One stretch of a text, and what stands there afterwards."""

    start: int
    end: int
    text: str


Candidate = tuple[Edit, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What is to stand in which slot, and the splices that may bring it about, best first."""

    slot: Slot
    candidates: Callable[[Spelling], Iterable[Candidate]]
    spellings: tuple[Spelling, ...] = (Spelling.READABLE, Spelling.QUOTED)
    at: int = 0
    """The index in the text to name when no candidate is exact."""


def edit_text(text: str, find: Callable[[Outline], Change]) -> str:
    """Read a text, find the change to make in it, and make it; a byte order mark stays in front."""
    body = text.removeprefix(_BOM)
    outline = read_outline(body)
    return text[: len(text) - len(body)] + _make(outline, find(outline))


def lines_edit(text: str, at: int, lines: str) -> Edit:
    """Add whole lines before the line at `at`; a last line without its break gets one first."""
    complete = at < len(text) or ends_in_break(text)
    return Edit(at, at, ("" if complete else "\n") + lines + "\n")


def writable(value: object) -> Value:
    """Give a value as it will be written; `CannotEdit` names what cannot be."""
    try:
        plain = normal(value)
    except TypeError as error:
        raise CannotEdit(1, 1, str(error)) from error
    for text in _texts(plain):
        _refuse_surrogate(text)
    return plain


def refuse_shared(outline: Outline, path: Iterable[Node]) -> None:
    """Refuse to change what an alias elsewhere repeats: both places would change."""
    anchors = {node.anchor for node in path if node.anchor is not None}
    for alias in outline.aliases:
        if alias.value in anchors:
            reason = f"*{alias.value} repeats it here, and would change with it; write it out here"
            raise outline.refusal(alias.start, reason)


def _make(outline: Outline, change: Change) -> str:
    text = outline.text
    for spelling in change.spellings:
        for candidate in change.candidates(spelling):
            new = _apply(text, candidate)
            if is_exact(_baseline(text, candidate), new, change.slot):
                return new
    raise _why_not(outline, change.at)


def _why_not(outline: Outline, at: int) -> CannotEdit:
    """Find what keeps every splice from being exact, as far as it can be told."""
    for loader in LOADERS:
        refuse_broken(outline.text, loader)
    if _BOM in outline.text:
        reason = "a byte order mark (U+FEFF) stands here, where parsers differ on it; remove it"
        return outline.refusal(outline.text.index(_BOM), reason)
    reason = "it cannot be put here without touching something else; put it here by hand"
    return outline.refusal(at, reason)


def _apply(text: str, candidate: Candidate) -> str:
    parts, done = [], 0
    for edit in sorted(candidate, key=lambda edit: (edit.start, edit.end)):
        newline = newline_at(text, edit.start)
        parts += [text[done : edit.start], edit.text.replace("\n", newline)]
        done = edit.end
    return "".join(parts) + text[done:]


def _baseline(text: str, candidate: Candidate) -> str:
    """Give what the new text is compared with: the old one, its last line completed if that was done.

    A literal block on a last line without its break reads without one too, and would be refused.
    """
    completed = any(edit.start == len(text) and edit.text.startswith("\n") for edit in candidate)
    return text + newline_at(text, len(text)) if completed else text


def _texts(value: Value) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            yield from value
            for entry in value.values():
                yield from _texts(entry)
        case Sequence():
            for entry in value:
                yield from _texts(entry)


def _refuse_surrogate(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        half = f"U+{ord(text[error.start]):04X}"
        reason = f"the text holds {half}, half of a surrogate pair; remove it"
        raise CannotEdit(1, 1, reason) from error
