"""Laws of the reading: whatever stands in a file, there is an incident or a finding, and no crash."""

import tempfile
from pathlib import Path
from typing import Any

import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from tests.bench.make_incidents import component, incident

from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import IncidentFields, Update
from mkdocs_statuspage.model.promise import Prevention
from mkdocs_statuspage.model.statuses import (
    ComponentStatus,
    Impact,
    Kind,
    MistakeClass,
    UpdateStatus,
)
from mkdocs_statuspage.reading.folder import parse_incident, read_folder
from mkdocs_statuspage.reading.settings import read_settings
from mkdocs_statuspage.yaml_text.source import LINE_BREAK, SourceFile, check_source

CONFIG = read_settings(Path(__file__).parent).config
assert CONFIG

KEYS = [
    f.alias or n for m in (IncidentFields, Update, Prevention) for n, f in m.model_fields.items()
]
WORDS = [*ComponentStatus, *Impact, *Kind, *MistakeClass, *UpdateStatus]
TIMES = ["2026-11-03T09:12:00Z", "2026-11-03 09:12", "2026-12-01", "12:30", "0001-01-01T00:00Z"]
NAMES = ["checkout", "rest-api", "chekout", "priya", "../..", "con", "", "no", "~", "1,840"]
scalars = st.one_of(
    st.sampled_from([*map(str, WORDS), *TIMES, *NAMES]),
    st.text(max_size=20),
    st.none(),
    st.integers(),
)
keys = st.one_of(st.sampled_from(KEYS), st.text(max_size=8))
trees = st.recursive(
    scalars,
    lambda below: st.one_of(st.lists(below, max_size=4), st.dictionaries(keys, below, max_size=6)),
    max_leaves=30,
)
roots = st.dictionaries(keys, trees, max_size=12)


def read_text(text: str, name: str) -> list[Finding]:
    """Read a text as a file, and hold what is found to what every finding has."""
    source = check_source(SourceFile(name, text.removeprefix("\ufeff")))
    if isinstance(source, Finding):
        return [source]
    file = parse_incident(source, name, CONFIG)
    assert (file.incident is None) == any(f.severity is Severity.ERROR for f in file.findings)
    for finding in file.findings:
        holds_what_every_finding_has(finding, source.text)
    return list(file.findings)


def holds_what_every_finding_has(finding: Finding, text: str) -> None:
    """A place that is in the file, the line that it is in, a next step, and one printable line."""
    lines = LINE_BREAK.split(text)
    place = finding.place
    assert 1 <= place.line <= len(lines), finding
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1, finding
    assert finding.source == lines[place.line - 1] or not finding.source
    assert finding.help
    assert str(finding).isprintable()


@given(data=st.binary(max_size=300), suffix=st.sampled_from([".md", ".yml", ".png"]))
def test_bytes_never_raise(data: bytes, suffix: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / f"a{suffix}").write_bytes(data)
        (folder / "statuspage.yml").write_bytes(data)
        assert read_folder(folder).findings


@given(text=st.text(max_size=200), fenced=st.booleans())
def test_text_never_raises(text: str, fenced: bool) -> None:
    read_text(f"---\n{text}\n---\n{text}" if fenced else text, "a.md" if fenced else "a.yml")


@given(root=roots, flow=st.sampled_from([True, False, None]))
def test_trees_never_raise(root: dict[str, Any], flow: bool | None) -> None:
    text = yaml.safe_dump(root, default_flow_style=flow, allow_unicode=True, width=60)
    read_text(text, "a.yml")
    read_text(f"---\n{text}---\n## What happened\n", "a.md")


@given(root=roots)
def test_configs_never_raise(root: dict[str, Any]) -> None:
    text = yaml.safe_dump({"site_id": "a", "organisation": {"name": "A"}, **root})
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "statuspage.yml").write_text(text, encoding="utf-8", errors="replace")
        settings = read_settings(Path(name))
        assert (settings.config is None) == bool(settings.findings)


@given(
    number=st.integers(0, 50),
    at=st.floats(0, 1),
    length=st.integers(0, 5),
    put=st.sampled_from(
        ["", "x", "\n", "\t", ": ", "- ", "'", '"', "{", "[", "#", "\u2028", "é", "🔥"]
    ),
)
def test_a_damaged_incident_is_told_where_it_is(
    number: int, at: float, length: int, put: str
) -> None:
    name, text = incident(number, 100, [component(n) for n in range(3)])
    start = int(at * len(text))
    read_text(text[:start] + put + text[start + length :], Path(name).name)


@given(number=st.integers(0, 500), crlf=st.booleans(), bom=st.booleans())
@example(number=63, crlf=True, bom=False)  # with a report below its front matter
def test_line_ends_and_a_byte_order_mark_change_nothing(number: int, crlf: bool, bom: bool) -> None:
    """An editor on Windows writes both; places and values stay."""
    name, text = incident(number, 100, [component(n) for n in range(12)])
    text = text.replace("affecting", "afecting")
    other = ("\ufeff" if bom else "") + (text.replace("\n", "\r\n") if crlf else text)
    relative = Path(name).name
    plain = parse_incident(SourceFile(relative, text), relative, None)
    changed = parse_incident(SourceFile(relative, other.removeprefix("\ufeff")), relative, None)
    assert (plain.incident, plain.findings) == (changed.incident, changed.findings)
