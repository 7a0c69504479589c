"""A YAML text as nodes that know where they stand in it: the one pass over the parser's events.

Reading makes its tree and its places from them, writing its splices. Events are read instead of
composed nodes: limits hold before anything is built, duplicate keys are seen, every scalar stays the
string that was written, and a block collection ends before the comments that follow it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

import yaml

from mkdocs_statuspage.model.finding import Finding, Place
from mkdocs_statuspage.yaml_text.source import FORBIDDEN, SourceFile, one_line
from mkdocs_statuspage.yaml_text.syntax import FAST, disagreement, syntax_words

MAX_DEPTH = 20
MAX_VALUES = 20_000
"""A file of the greatest length with nothing but updates has half as many."""
LIMITS = frozenset(["too-deep", "too-large"])
"""The rules that say so."""
MAX_FINDINGS = 100
"""So many problems of one file are told; the rest is told once these are mended."""
TOO_MANY = ("this file has more problems", "mend those above, and check again")
NULLS = frozenset(["", "~", "null", "Null", "NULL"])


class Shape(Enum):
    """What a node is."""

    SCALAR = "a value"
    ALIAS = "an alias"
    MAPPING = "a mapping"
    SEQUENCE = "a list"


_SCALAR = Shape.SCALAR


class Node(NamedTuple):
    """One value in a text: what it is, how it is written, and the stretch of text that it takes."""

    shape: Shape
    start: int
    """The index in the text at which it starts, with its tag and anchor."""
    end: int
    """The index in the text behind its last character that is not comment or blank."""
    value: str = ""
    """A scalar's text; an alias as it is written."""
    style: str | None = None
    """The sign that a scalar begins with, a quote or that of a block; None for a plain one."""
    flow: bool = False
    """Whether a collection stands in braces or brackets."""
    children: tuple["Node", ...] = ()
    """A list's items; a mapping's keys and values by turns."""

    @property
    def pairs(self) -> Iterator[tuple["Node", "Node"]]:
        """A mapping's keys, each with its value."""
        return zip(self.children[::2], self.children[1::2], strict=True)

    @property
    def is_null(self) -> bool:
        """Whether it is a null, written or left out."""
        return self.shape is Shape.SCALAR and not self.style and self.value in NULLS

    @property
    def is_block(self) -> bool:
        """Whether it is a literal or folded block scalar."""
        return self.style in ("|", ">")

    @property
    def tail(self) -> "Node":
        """The last node in the text that is not itself a block collection."""
        node = self
        while node.children and not node.flow:
            node = node.children[-1]
        return node


class Refused(Exception):
    """The text holds something that is not read; carries what is wrong, in the order found."""

    def __init__(self, finding: Finding, *others: Finding) -> None:
        super().__init__(str(finding))
        self.finding = finding
        self.findings = (finding, *others)


@dataclass(frozen=True, slots=True)
class Outline:
    """A YAML text of one document, and its nodes."""

    source: SourceFile
    """The file, for places."""
    text: str
    first_line: int
    """The file's line on which the text begins."""
    root: Node
    """A null where there is nothing."""
    findings: list[Finding]
    """What may not be in it, and could be read past."""

    def place(self, at: int) -> Place:
        """Return the file's place of an index in the text."""
        return self.source.place(at + self.source.line_start(self.first_line))


def read_outline(source: SourceFile, text: str, first_line: int = 1) -> Outline:
    """Read one YAML document as far as it can be made sense of, and say what may not be in it.

    Args:
        source: the file, which `check_source` accepts.
        text: the YAML in it.
        first_line: the line of the file on which it begins.

    Raises:
        Refused: no sense can be made of it, or parsers differ on it.
    """
    scan = _Scan(source, text, first_line)
    try:
        root = scan.document(FAST)
    except Refused as refused:
        raise Refused(*scan.findings, *refused.findings) from None
    except yaml.YAMLError as error:
        scan.refuse_by_our_limits()
        raise Refused(*scan.findings, scan.not_yaml(*syntax_words(error, text))) from None
    is_one = scan.documents < 2
    told = disagreement(text, has_odd_flow=scan.has_odd_flow) if is_one else None
    if told:
        raise Refused(*scan.findings, scan.not_yaml(*told))
    return Outline(source, text, first_line, root, scan.findings)


class _Scan:
    """Turns events into nodes; holds the events, so that every part takes its own from them."""

    def __init__(self, source: SourceFile, text: str, first_line: int) -> None:
        self.source = source
        self.text = text
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.documents = 0
        self.values = 0
        self.has_odd_flow = False
        self.events: Iterator[yaml.Event] = iter(())

    def document(self, loader: type) -> Node:
        self.events = iter(loader(self.text).get_event, None)
        root = Node(Shape.SCALAR, 0, 0)
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    message = "a second document starts here"
                    help_text = "keep one incident per file; Markdown needs one that ends in .md"
                    self.note(event, "two-documents", message, help_text)
                    break
            elif isinstance(event, yaml.NodeEvent):
                root = self.value(event, 0)
            elif isinstance(event, yaml.StreamEndEvent):
                break
        return root

    def refuse_by_our_limits(self) -> None:
        """Raise what our own limits say of a text that libyaml gave up on.

        libyaml has limits of its own, which differ between its versions, and looks ahead: it may give
        up before it hands over the event that is one level too deep. PyYAML's parser has none, and
        looks less far ahead.
        """
        again = _Scan(self.source, self.text, self.first_line)
        try:
            again.document(yaml.SafeLoader)
        except Refused as refused:
            if refused.finding.rule in LIMITS:
                raise Refused(*again.findings, *refused.findings) from None
        except (yaml.YAMLError, ValueError, OverflowError):
            return  # libyaml's own words are better; PyYAML's parser fails on some escapes

    def value(self, event: yaml.NodeEvent, depth: int) -> Node:
        self.values += 1
        if isinstance(event, yaml.ScalarEvent):
            return self.scalar(event, depth)
        self.check(event, depth)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(event, depth)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(event, depth)
        return Node(Shape.ALIAS, _start(event), _end(event), f"*{event.anchor}")

    def scalar(self, event: yaml.ScalarEvent, depth: int) -> Node:
        self.check(event, depth)
        style, value = event.style, event.value
        if style == '"' and FORBIDDEN.search(value):
            value = self.clean(event)
        return Node(_SCALAR, _start(event), _end(event), value, style or None)

    def mapping(self, start: yaml.MappingStartEvent, depth: int) -> Node:
        children: list[Node] = []
        known: dict[str, Node] = {}
        end: yaml.Event = start
        for end in self.events:
            if isinstance(end, yaml.MappingEndEvent):
                break
            key = self.key(_node(end), depth, known)
            children += (key, self.value(_node(next(self.events)), depth + 1))
        return self.collection(Shape.MAPPING, start, end, tuple(children))

    def sequence(self, start: yaml.SequenceStartEvent, depth: int) -> Node:
        children: list[Node] = []
        end: yaml.Event = start
        for end in self.events:
            if isinstance(end, yaml.SequenceEndEvent):
                break
            children.append(self.value(_node(end), depth + 1))
        return self.collection(Shape.SEQUENCE, start, end, tuple(children))

    def collection(
        self,
        shape: Shape,
        start: yaml.CollectionStartEvent,
        end: yaml.Event,
        children: tuple[Node, ...],
    ) -> Node:
        # The single pair of `[a: b]` is in flow style but has no bracket of its own: its end is empty.
        if not start.flow_style or _start(end) == _end(end):
            behind = children[-1].end if children else _end(start)
        else:
            behind = _end(end)
            self.has_odd_flow |= "?" in self.text[_start(start) : behind]
        flow = bool(start.flow_style)
        return Node(shape, _start(start), behind, flow=flow, children=children)

    def key(self, event: yaml.NodeEvent, depth: int, known: dict[str, Node]) -> Node:
        if not isinstance(event, yaml.ScalarEvent):
            self.check(event, depth)
            help_text = "quote the text if it starts with { or [ or *"
            raise self.refused(event, "bad-key", "a key must be a word", help_text)
        key = self.scalar(event, depth)
        value = key.value
        first = known.setdefault(value, key)
        if first is not key:
            line = self.place(first.start).line
            message = f"`{one_line(value)}` stands here a second time"
            help_text = f"the first is on line {line}; keep one of them"
            self.note(event, "duplicate-key", message, help_text)
        elif value == "<<" and not key.style:
            self.note(event, "merge-key", "merge keys are not used", "write the keys out")
        return key

    def clean(self, event: yaml.ScalarEvent) -> str:
        """Replace what an escape brought in that may not be there, and tell of it."""
        bad = FORBIDDEN.findall(event.value)[0]
        message = f"character U+{ord(bad):04X} in the text is not allowed"
        self.note(event, "forbidden-character", message, "take the escape out")
        return FORBIDDEN.sub("\ufffd", event.value)

    def check(self, event: yaml.NodeEvent, depth: int) -> None:
        """Hold a node to the limits, and note what is not read: a tag, an anchor, an alias."""
        if depth > MAX_DEPTH:
            message = f"more than {MAX_DEPTH} levels deep"
            raise self.refused(event, "too-deep", message, "nothing in a file needs so many")
        if self.values > MAX_VALUES:
            message = f"more than {MAX_VALUES:,} values in one file"
            raise self.refused(event, "too-large", message, "divide the file")
        tag = getattr(event, "tag", None)  # an alias has none
        if isinstance(event, yaml.AliasEvent):
            message = f"*{one_line(event.anchor)}: aliases are not used in incident files"
            help_text = "write the value out, or quote the text if it starts with *"
            self.note(event, "alias", message, help_text)
        elif event.anchor is not None:
            message = f"&{one_line(event.anchor)}: anchors are not used in incident files"
            self.note(event, "anchor", message, "quote the text if it starts with &")
        if tag is not None:
            message = f"tag {one_line(tag)}: tags are not used in incident files"
            self.note(event, "tag", message, "quote the text if it starts with !")

    def note(self, event: yaml.Event, rule: str, message: str, help_text: str) -> None:
        """Remember a finding and read on."""
        if len(self.findings) >= MAX_FINDINGS:
            raise self.refused(event, "too-many", *TOO_MANY)
        self.findings.append(self.finding(_start(event), rule, message, help_text))

    def refused(self, event: yaml.Event, rule: str, message: str, help_text: str) -> Refused:
        return Refused(self.finding(_start(event), rule, message, help_text))

    def not_yaml(self, at: int, message: str, help_text: str) -> Finding:
        return self.finding(at, "not-yaml", f"not valid YAML: {message}", help_text)

    def finding(self, at: int, rule: str, message: str, help_text: str) -> Finding:
        return self.source.finding(self.place(at), rule, message, help_text)

    def place(self, at: int) -> Place:
        return self.source.place(at + self.source.line_start(self.first_line))


def _start(event: Any) -> int:
    return event.start_mark.index  # type: ignore[no-any-return]  # both parsers mark every event


def _end(event: Any) -> int:
    return event.end_mark.index  # type: ignore[no-any-return]


def _node(event: yaml.Event) -> yaml.NodeEvent:
    """Return an event of which the grammar promises that it begins a value."""
    assert isinstance(event, yaml.NodeEvent)  # noqa: S101
    return event
