"""From YAML text to a tree of dicts, lists and strings, with the place of everything in it.

PyYAML's event stream is read instead of its nodes: limits hold before anything is built, duplicate
keys are seen, and every scalar stays the string that was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.yaml_text.parsing import FAST
from mkdocs_statuspage.yaml_text.source import FORBIDDEN, SourceFile, one_line
from mkdocs_statuspage.yaml_text.yaml_lines import Positions
from mkdocs_statuspage.yaml_text.yaml_words import syntax_words

MAX_DEPTH = 20
MAX_VALUES = 20_000
"""A file of the greatest length with nothing but updates has half as many."""
LIMITS = frozenset(["too-deep", "too-large"])
"""The rules that say so."""
MAX_FINDINGS = 100
"""So many problems of one file are told; the rest is told once these are mended."""
TOO_MANY = ("this file has more problems", "mend those above, and check again")
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
    """The text holds something that is not read; carries what is wrong, in the order found."""

    def __init__(self, finding: Finding, *others: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
        self.findings = (finding, *others)


@dataclass(slots=True)
class Marks:
    """The place of every value of a tree, by its path."""

    source: SourceFile
    by_path: dict[Path, Mark] = field(default_factory=dict)
    empty: list[Path] = field(default_factory=list)
    """The paths at which nothing stands after the colon or dash."""

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
    tree, marks, findings = scan_tree(source, yaml_text, first_line)
    if findings:
        raise Refused(*findings)
    return tree, marks


def scan_tree(
    source: SourceFile, yaml_text: str, first_line: int = 1
) -> tuple[Tree, Marks, list[Finding]]:
    """Read one YAML document as far as it can be made sense of, and say what may not be in it.

    Raises:
        Refused: no sense can be made of it.
    """
    scan = _Scan(source, Positions(yaml_text, first_line))
    try:
        tree = scan.document(yaml_text, FAST)
    except Refused as refused:
        raise Refused(*scan.findings, *refused.findings) from None
    except yaml.YAMLError as error:
        _refuse_by_our_limits(source, yaml_text, first_line)
        line, column, message, help_text = syntax_words(error, yaml_text)
        finding = scan.finding(line, column, "not-yaml", message, help_text)
        raise Refused(*scan.findings, finding) from None
    return tree, scan.marks, scan.findings


def _refuse_by_our_limits(source: SourceFile, yaml_text: str, first_line: int) -> None:
    """Raise what our own limits say of a text that libyaml gave up on.

    libyaml has limits of its own, which differ between its versions, and looks ahead: it may give up before
    it hands over the event that is one level too deep. PyYAML's parser has none, and looks less far ahead.
    """
    scan = _Scan(source, Positions(yaml_text, first_line))
    try:
        scan.document(yaml_text, yaml.SafeLoader)
    except Refused as refused:
        if refused.finding.rule in LIMITS:
            raise Refused(*scan.findings, *refused.findings) from None
    except (yaml.YAMLError, ValueError, OverflowError):
        return  # libyaml's own words are better; PyYAML's parser fails on some escapes


class _Scan:
    """Turns events into a tree; holds the events, so that every part takes its own from them."""

    def __init__(self, source: SourceFile, positions: Positions) -> None:
        self.source = source
        self.positions = positions
        self.marks = Marks(source)
        self.findings: list[Finding] = []
        self.events: Iterator[yaml.Event] = iter(())

    def document(self, text: str, loader: type) -> Tree:
        self.events = yaml.parse(text, Loader=loader)
        tree: Tree = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    message = "a second document starts here"
                    help_text = "keep one incident per file; Markdown needs one that ends in .md"
                    self.note(event.start_mark, "two-documents", message, help_text)
                    break
            elif isinstance(event, yaml.NodeEvent):
                tree = self.value(event, (), event.start_mark)
        return tree

    def value(self, event: yaml.NodeEvent, path: Path, key: Any) -> Tree:
        self.check(event, path)
        if isinstance(event, yaml.ScalarEvent):
            self.mark(path, key, event, event.end_mark, event.style)
            value = self.scalar(event)
            if value is None:
                self.marks.empty.append(path)
            return value
        # The end is not known yet; findings about a collection point at its beginning.
        self.mark(path, key, event, event.start_mark, None)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(path)
        return f"*{event.anchor}"

    def mapping(self, path: Path) -> dict[str, Tree]:
        tree: dict[str, Tree] = {}
        for event in self.events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self.key(event, path, tree)
            is_new = key not in tree
            below = (*path, key if is_new else f"{key} again")
            value = self.value(_node(next(self.events)), below, event.start_mark)
            if is_new:
                tree[key] = value
        return tree

    def key(self, event: yaml.Event, path: Path, tree: dict[str, Tree]) -> str:
        self.check(_node(event), path)
        if not isinstance(event, yaml.ScalarEvent):
            help_text = "quote the text if it starts with { or [ or *"
            raise self.refused(event, "bad-key", "a key must be a word", help_text)
        key = self.clean(event)
        if key in tree:
            first = self.marks.by_path[(*path, key)].key_line
            message = f"`{one_line(key)}` stands here a second time"
            help_text = f"the first is on line {first}; keep one of them"
            self.note(event.start_mark, "duplicate-key", message, help_text)
        elif key == "<<" and not event.style:
            message = "merge keys are not used"
            self.note(event.start_mark, "merge-key", message, "write the keys out")
        return key

    def sequence(self, path: Path) -> list[Tree]:
        items: list[Tree] = []
        for event in self.events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self.value(_node(event), (*path, len(items)), event.start_mark))
        return items

    def scalar(self, event: yaml.ScalarEvent) -> str | None:
        if event.style:
            return self.clean(event)
        text = str(event.value)
        return None if text in NULLS else text

    def clean(self, event: yaml.ScalarEvent) -> str:
        """Give the text; what an escape brought in that may not be there is replaced, and told."""
        text = str(event.value)
        bad = FORBIDDEN.search(text)
        if bad is None:
            return text
        message = f"character U+{ord(bad[0]):04X} in the text is not allowed"
        self.note(event.start_mark, "forbidden-character", message, "take the escape out")
        return FORBIDDEN.sub("\ufffd", text)

    def check(self, event: yaml.NodeEvent, path: Path) -> None:
        if len(path) > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels deep"
            raise self.refused(event, "too-deep", message, "nothing in a file needs so many")
        if len(self.marks.by_path) > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} values in one file"
            raise self.refused(event, "too-large", message, "divide the file")
        if isinstance(event, yaml.AliasEvent):
            message = f"*{one_line(event.anchor)}: aliases are not used in incident files"
            help_text = "write the value out, or quote the text if it starts with *"
            self.note(event.start_mark, "alias", message, help_text)
            return
        if event.anchor is not None:
            message = f"&{one_line(event.anchor)}: anchors are not used in incident files"
            help_text = "quote the text if it starts with &"
            self.note(event.start_mark, "anchor", message, help_text)
        if event.tag is not None:  # type: ignore[attr-defined]  # all nodes but aliases have one
            message = f"tag {one_line(event.tag)}: tags are not used in incident files"  # type: ignore[attr-defined]
            help_text = "quote the text if it starts with !"
            self.note(event.start_mark, "tag", message, help_text)

    def mark(self, path: Path, key: Any, start: yaml.Event, end: Any, style: str | None) -> None:
        at = self.positions.at
        begun, ended, named = at(start.start_mark), at(end), at(key)
        self.marks.by_path[path] = Mark(*named, *begun, *ended, style)

    def note(self, mark: Any, rule: str, message: str, help_text: str) -> None:
        """Remember a finding and read on."""
        if len(self.findings) >= MAX_FINDINGS:
            rule, message, help_text = "too-many", *TOO_MANY
        self.findings.append(self.finding(mark.line, mark.column, rule, message, help_text))
        if rule == "too-many":
            raise Refused(self.findings.pop())

    def refused(self, event: yaml.Event, rule: str, message: str, help_text: str) -> Refused:
        mark: Any = event.start_mark
        return Refused(self.finding(mark.line, mark.column, rule, message, help_text))

    def finding(self, line: int, column: int, rule: str, message: str, help_text: str) -> Finding:
        place = Place(self.source.path, *self.positions.of(line, column))
        return self.source.finding(place, rule, message, help_text)


def _node(event: yaml.Event) -> yaml.NodeEvent:
    """Give an event of which the grammar promises that it begins a value."""
    assert isinstance(event, yaml.NodeEvent)  # noqa: S101
    return event
