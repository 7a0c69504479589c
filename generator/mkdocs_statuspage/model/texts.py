"""Every text that people write in a model, declared where its field is, and walked in one way.

A field of text is annotated with a `TextUse`: `summary: Annotated[Text | None, REPORT]`. Whoever reads
texts (review, `leak`, links and their files, search, drafts) asks `texts_of` and keeps no list.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, NamedTuple, get_args, get_origin, get_type_hints

from pydantic import BaseModel

TextPath = tuple[str | int, ...]
"""The keys and numbers that lead to a text in its file; `("prose", 2, "text")` is a section below it."""


class Reach(StrEnum):
    """How far a text goes."""

    PUBLIC = "public"
    """To every reader, with the incident."""
    WITH_REPORT = "with_report"
    """To every reader, once the report is published."""
    REPOSITORY = "repository"
    """To those who have the files; no output has it."""
    PRIVATE = "private"
    """To nobody who has not got `private/`."""


class ReviewedAs(StrEnum):
    """What the review takes a text for."""

    REPORT = "report"
    """A part of the one text that a report is."""
    UPDATE = "update"
    """A word to the public by itself."""
    SHORT = "short"
    """A short text by itself: phrases, and nothing that would be missing in it."""
    LEAK = "leak"
    """Something that is looked through only for what must not leave the house."""
    NOTHING = "nothing"
    """Nothing: it is not looked at."""


@dataclass(frozen=True, slots=True)
class TextUse:
    """Who reads a text, and as what."""

    reach: Reach
    reviewed_as: ReviewedAs
    is_prose: bool = True
    """Whether it is Markdown, so that links in it are resolved and their files copied."""
    in_feeds: bool = True
    """Whether those who follow a feed get it."""
    in_search: bool = True
    """Whether search finds its words."""
    is_elsewhere: bool = False
    """Whether another field holds the same text, which is walked instead."""

    @property
    def is_published(self) -> bool:
        """Whether readers get it, sooner or later."""
        return self.reach in (Reach.PUBLIC, Reach.WITH_REPORT)


def plain(use: TextUse, *, in_feeds: bool) -> TextUse:
    """Return the use of a line, a tag or an address, in which only secrets are looked for."""
    return replace(
        use, reviewed_as=ReviewedAs.LEAK, is_prose=False, in_feeds=in_feeds, in_search=False
    )


PUBLIC = TextUse(Reach.PUBLIC, ReviewedAs.SHORT)
"""Prose that readers get with the incident, and read by itself."""
REPORT = TextUse(Reach.WITH_REPORT, ReviewedAs.REPORT)
"""Prose that is a part of the report."""
BESIDE_REPORT = TextUse(Reach.WITH_REPORT, ReviewedAs.SHORT)
"""Prose that readers get with the report, and read by itself."""
OF_OLD = replace(PUBLIC, in_feeds=False, in_search=False)
"""Prose about what held before, which readers find where they look for it."""
WORD = TextUse(Reach.PUBLIC, ReviewedAs.UPDATE)
"""Prose of an update."""
IN_PRIVATE = replace(
    plain(PUBLIC, in_feeds=False), reach=Reach.PRIVATE, reviewed_as=ReviewedAs.NOTHING
)
"""What was said between two people."""
FOREIGN = replace(plain(PUBLIC, in_feeds=False), reviewed_as=ReviewedAs.NOTHING)
"""Where imported history came from, which is shown as it was."""
NOTE = plain(TextUse(Reach.REPOSITORY, ReviewedAs.LEAK), in_feeds=False)
"""What stands in the file for those who keep it."""


class TextAt(NamedTuple):
    """A text, where it stands and what it is for."""

    path: TextPath
    text: str
    use: TextUse


class _Part(NamedTuple):
    """A field that is a text or leads to some."""

    attribute: str
    key: str
    use: TextUse | None


def texts_of(value: Any) -> list[TextAt]:
    """Return every text that stands in a value of the model, in the order of its fields."""
    found: list[TextAt] = []
    _walk(value, (), found)
    return found


def _walk(value: Any, path: TextPath, found: list[TextAt]) -> None:
    kind: Any = type(value)
    for attribute, key, use in _parts(kind):
        inner = getattr(value, attribute)
        if inner and (use is None or not use.is_elsewhere):
            _walk_field(inner, (*path, key), use, found)


def _walk_field(value: Any, path: TextPath, use: TextUse | None, found: list[TextAt]) -> None:
    if isinstance(value, str):
        if use is not None and value:
            found.append(TextAt(path, value, use))
    elif isinstance(value, tuple):
        for number, inner in enumerate(value):
            _walk_field(inner, (*path, number), use, found)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            _walk_field(inner, (*path, str(key)), use, found)
    elif value is not None:
        _walk(value, path, found)


@cache
def _parts(kind: type) -> tuple[_Part, ...]:
    """Return the fields of a type that are texts or lead to some."""
    if not issubclass(kind, BaseModel) and not is_dataclass(kind):
        return ()
    return tuple(
        _Part(name, key, use)
        for name, key, hint in fields_of(kind)
        if (use := use_in(hint)) is not None or any(_parts(type_) for type_ in types_in(hint))
    )


def fields_of(kind: type) -> Iterator[tuple[str, str, Any]]:
    """Yield the attribute, the key in files and the annotation of each field of a model or dataclass."""
    hints = get_type_hints(kind, include_extras=True)
    if issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            yield name, field.alias or name, hints[name]
    elif is_dataclass(kind):
        yield from ((field.name, field.name, hints[field.name]) for field in fields(kind))


def use_in(hint: Any) -> TextUse | None:
    """Return the declaration in an annotation; None where there is none."""
    if get_origin(hint) is Annotated:
        return next((extra for extra in hint.__metadata__ if isinstance(extra, TextUse)), None)
    return None


def types_in(hint: Any) -> Iterator[type]:
    """Yield the plain types that an annotation is made of."""
    if isinstance(hint, type) and not get_args(hint):
        yield hint
    for inner in get_args(hint):
        yield from types_in(inner)
