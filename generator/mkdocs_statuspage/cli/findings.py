"""Findings for a person, an editor, a program or a pull request."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from mkdocs_statuspage import __version__, explained_at
from mkdocs_statuspage.cli.terminal import console, printable, printable_json
from mkdocs_statuspage.model.finding import Finding, Severity

if TYPE_CHECKING:
    from rich.text import Text

COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.ADVICE: "cyan"}


def show(findings: Sequence[Finding]) -> None:
    """Print findings as text; on a terminal with the source line, a caret and the next step."""
    if not sys.stdout.isatty():
        sys.stdout.writelines(printable(str(finding)) + "\n" for finding in findings)
        return
    for finding in findings:
        for line in _entry(finding, console().width):
            console().print(line)


def _entry(finding: Finding, width: int) -> Iterator["Text"]:
    from rich.text import Text

    colour = COLOURS[finding.severity]
    yield Text.assemble(
        (str(finding.place), "bold"),
        ": ",
        (printable(finding.message), colour),
        (f" [{finding.rule}]", "dim"),
    )
    if finding.source:
        yield from _caret(finding, width, colour)
    if finding.help:
        yield Text.assemble(("  → ", "dim"), printable(finding.help))


def _caret(finding: Finding, width: int, colour: str) -> Iterator["Text"]:
    """Yield the source line, cut to what fits, and a mark under the place."""
    from rich.text import Text

    room = max(20, width - 12)
    before = finding.place.column - 1
    start = max(0, before - room // 2)
    shown = printable(finding.source[start : start + room])
    length = max(1, min(finding.place.length, len(shown) - (before - start)))
    yield Text.assemble((f"{finding.place.line:>5} | ", "dim"), shown)
    yield Text.assemble(("      | ", "dim"), " " * (before - start), ("^" * length, colour))


def as_json(findings: Sequence[Finding]) -> str:
    """Return a JSON list."""
    records = [_record(finding) for finding in findings]
    return printable_json(json.dumps(records, indent=1, ensure_ascii=False))


def _record(finding: Finding) -> dict[str, Any]:
    return {
        **asdict(finding.place),
        "text": phrase_of(finding),
        "severity": finding.severity.value,
        "rule": finding.rule,
        "message": finding.message,
        "help": finding.help,
    }


def phrase_of(finding: Finding) -> str:
    """Return the words at fault; none when something is missing."""
    if finding.text or finding.place.length <= 1:
        return finding.text
    start = finding.place.column - 1
    return finding.source[start : start + finding.place.length]


class Format(StrEnum):
    """How findings are printed."""

    TEXT = "text"
    JSON = "json"
    GITHUB = "github"
    SARIF = "sarif"


GITHUB_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "notice"}
SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.ADVICE: "note"}


def as_github(findings: Sequence[Finding]) -> str:
    """Return workflow commands, which a pull request shows beside the lines."""
    return "\n".join(_annotation(finding) for finding in findings)


def _annotation(finding: Finding) -> str:
    place = finding.place
    properties = {
        "file": place.path,
        "line": place.line,
        "col": place.column,
        "endColumn": place.column + place.length,
        "title": finding.rule,
    }
    listed = ",".join(f"{key}={_escaped(str(v), property_=True)}" for key, v in properties.items())
    text = f"{finding.message}; {finding.help}" if finding.help else finding.message
    return f"::{GITHUB_LEVELS[finding.severity]} {listed}::{_escaped(printable(text))}"


def _escaped(text: str, *, property_: bool = False) -> str:
    """Escape as workflow commands want it, so that no text can become a command of its own."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if property_ else text


def as_sarif(findings: Sequence[Finding]) -> str:
    """Return a SARIF 2.1.0 log, which code scanning reads."""
    from mkdocs_statuspage.review.rules import RULES

    explained = {rule.name: {"helpUri": explained_at(f"rules/#{rule.name}")} for rule in RULES}
    rules = sorted({finding.rule for finding in findings})
    driver = {
        "name": "statuspage",
        "version": __version__,
        "informationUri": explained_at(),
        "rules": [{"id": rule, **explained.get(rule, {})} for rule in rules],
    }
    run = {"tool": {"driver": driver}, "results": [_result(finding) for finding in findings]}
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{**run, "columnKind": "unicodeCodePoints"}],
    }
    return printable_json(json.dumps(log, indent=1, ensure_ascii=False))


def _result(finding: Finding) -> dict[str, Any]:
    place = finding.place
    region = {
        "startLine": place.line,
        "startColumn": place.column,
        "endColumn": place.column + place.length,
    }
    location = {"artifactLocation": {"uri": place.path}, "region": region}
    text = f"{finding.message}; {finding.help}" if finding.help else finding.message
    return {
        "ruleId": finding.rule,
        "level": SARIF_LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": location}],
    }


FORMATS: Mapping[str, Callable[[Sequence[Finding]], str]] = {
    "json": as_json,
    "github": as_github,
    "sarif": as_sarif,
}


def tally(findings: Sequence[Finding]) -> str:
    """Return how many findings there are of each severity: `2 errors, 1 warning`."""
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(
        f"{counts[severity]} {severity.value}{'s' if counts[severity] != 1 and severity is not Severity.ADVICE else ''}"
        for severity in Severity
        if counts[severity]
    )


def present(findings: Sequence[Finding], format_: Format, calm: str) -> None:
    """Print findings as they are asked for; where there are none, say so to a person."""
    if format_ is Format.TEXT:
        show(findings)
        sys.stderr.write((tally(findings) or calm) + "\n")
    elif text := FORMATS[format_](findings):
        sys.stdout.write(text + "\n")
