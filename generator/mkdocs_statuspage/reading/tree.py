"""From YAML text to a tree of dicts, lists and strings, with the place of everything in it.

PyYAML's event stream is read instead of its nodes: limits hold before anything is built, duplicate
keys are seen, and every scalar stays the string that was written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.reading.source import FORBIDDEN, SourceFile

MAX_DEPTH = 20
NULLS = frozenset(["", "~", "null", "Null", "NULL"])

Path = tuple[str | int, ...]
Tree = Any  # dict[str, Tree] | list[Tree] | str | None


class Mark(NamedTuple):
    """Where a value stands in its file: 1-based lines and columns, and how it is written."""

    key_line: int
    key_column: int
    line: int
    column: int
    end_line: int
    end_column: int
    style: str | None


class Refused(Exception):
    """The text holds something that is not read; carries the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding


@dataclass(slots=True)
class Marks:
    """The place of every value of a tree, by its path."""

    source: SourceFile
    by_path: dict[Path, Mark] = field(default_factory=dict)

    def nearest(self, loc: Path) -> Path:
        """Give the longest path in the tree that `loc` names; segments that are not in it drop out.

        A validator's `loc` also names the branch of a union that it tried.
        """
        path: Path = ()
        for step in loc:
            if (*path, step) in self.by_path:
                path = (*path, step)
        return path

    def place(self, loc: Path, *, key: bool = False) -> Place:
        """Give the place of a value, or of its key."""
        path = self.nearest(loc)
        mark = self.by_path.get(path)
        if mark is None:
            return Place(self.source.path)
        if key and path and isinstance(path[-1], str):
            return Place(self.source.path, mark.key_line, mark.key_column, len(path[-1]))
        length = mark.end_column - mark.column if mark.line == mark.end_line else 1
        return Place(self.source.path, mark.line, mark.column, max(1, length))


def read_tree(source: SourceFile, yaml_text: str, first_line: int = 1) -> tuple[Tree, Marks]:
    """Read one YAML document.

    Args:
        source: the file, for places.
        yaml_text: the YAML in it.
        first_line: the line of the file on which `yaml_text` begins.

    Raises:
        Refused: not YAML, or more than plain mappings, lists and scalars.
    """
    builder = _Builder(source, first_line - 1)
    return builder.document(yaml_text), builder.marks


class _Builder:
    """Turns events into a tree; holds the position, so that every refusal has its place."""

    def __init__(self, source: SourceFile, line_offset: int) -> None:
        self.source = source
        self.line_offset = line_offset
        self.marks = Marks(source)

    def document(self, text: str) -> Tree:
        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        try:
            events = yaml.parse(text, Loader=loader)
            tree: Tree = None
            documents = 0
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        raise self.refused(
                            event.start_mark,
                            "two-documents",
                            "a second document starts here",
                            "keep one incident per file",
                        )
                elif isinstance(event, yaml.NodeEvent):
                    tree = self.value(event, events, (), None)
        except yaml.MarkedYAMLError as error:
            raise self.not_yaml(error) from None
        except yaml.YAMLError as error:
            raise Refused(self.finding(1, 1, "not-yaml", f"not valid YAML: {error}", "")) from None
        return tree

    def value(
        self, event: yaml.NodeEvent, events: Iterator[yaml.Event], path: Path, key: Any
    ) -> Tree:
        self.check(event, path)
        if isinstance(event, yaml.ScalarEvent):
            self.mark(path, key, event.start_mark, event.end_mark, event.style)
            return self.scalar(event)
        # The end is not known yet; findings about a collection point at its beginning.
        self.mark(path, key, event.start_mark, event.start_mark, None)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, path)
        return self.sequence(events, path)

    def mapping(self, events: Iterator[yaml.Event], path: Path) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            if not isinstance(event, yaml.ScalarEvent):
                raise self.refused(event.start_mark, "bad-key", "a key must be a word", "")
            self.check(event, path)
            key = str(event.value)
            if key in tree:
                first = self.marks.by_path[(*path, key)].key_line
                raise self.refused(
                    event.start_mark,
                    "duplicate-key",
                    f"`{key}` stands here a second time",
                    f"the first is on line {first}; keep one of them",
                )
            if key == "<<" and event.style is None:
                raise self.refused(
                    event.start_mark, "merge-key", "merge keys are not used", "write the keys out"
                )
            following = next(events)
            assert isinstance(following, yaml.NodeEvent)  # noqa: S101 - the grammar's promise
            tree[key] = self.value(following, events, (*path, key), event.start_mark)
        return tree

    def sequence(self, events: Iterator[yaml.Event], path: Path) -> list[Tree]:
        items: list[Tree] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            assert isinstance(event, yaml.NodeEvent)  # noqa: S101 - the grammar's promise
            items.append(self.value(event, events, (*path, len(items)), event.start_mark))
        return items

    def scalar(self, event: yaml.ScalarEvent) -> str | None:
        text = str(event.value)
        if event.style is None or event.style == "":
            return None if text in NULLS else text
        bad = FORBIDDEN.search(text)
        if bad is not None:
            raise self.refused(
                event.start_mark,
                "forbidden-character",
                f"character U+{ord(bad[0]):04X} in the text is not allowed",
                "take the escape out",
            )
        return text

    def check(self, event: yaml.NodeEvent, path: Path) -> None:
        if len(path) > MAX_DEPTH:
            raise self.refused(
                event.start_mark, "too-deep", f"more than {MAX_DEPTH} levels deep", "flatten it"
            )
        if isinstance(event, yaml.AliasEvent):
            raise self.refused(
                event.start_mark,
                "alias",
                f"*{event.anchor}: aliases are not used in incident files",
                "write the value out, or quote the text if it starts with *",
            )
        if event.anchor is not None:
            raise self.refused(
                event.start_mark,
                "anchor",
                f"&{event.anchor}: anchors are not used in incident files",
                "quote the text if it starts with &",
            )
        if getattr(event, "tag", None) is not None:
            raise self.refused(
                event.start_mark,
                "tag",
                f"tag {event.tag}: tags are not used in incident files",  # type: ignore[attr-defined]
                "quote the text if it starts with !",
            )

    def mark(self, path: Path, key: Any, start: Any, end: Any, style: str | None) -> None:
        key = key or start
        offset = self.line_offset + 1
        self.marks.by_path[path] = Mark(
            key.line + offset,
            key.column + 1,
            start.line + offset,
            start.column + 1,
            end.line + offset,
            end.column + 1,
            style,
        )

    def refused(self, mark: Any, rule: str, message: str, help_text: str) -> Refused:
        return Refused(self.finding(mark.line + 1, mark.column + 1, rule, message, help_text))

    def finding(self, line: int, column: int, rule: str, message: str, help_text: str) -> Finding:
        place = Place(self.source.path, line + self.line_offset, column)
        return self.source.finding(place, rule, message, help_text)

    def not_yaml(self, error: yaml.MarkedYAMLError) -> Refused:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        return Refused(
            self.finding(line, column, "not-yaml", f"not valid YAML: {error.problem}", _hint(error))
        )


_HINTS: Mapping[str, str] = {
    "cannot start any token": "indent with spaces, and quote text that starts with a sign",
    "mapping values are not allowed": "quote the text if it has a colon and a space in it",
    "could not find expected ':'": "write `key: value`",
    "did not find expected key": "check the indentation against the lines above",
    "invalid Unicode character escape": "write the character itself",
}


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = f"{error.problem} {error.context}"
    return next((hint for part, hint in _HINTS.items() if part in problem), "check this line")
