"""The fields that a report is asked for and its file lacks, put in with nothing behind them: there only values are to be written."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from mkdocs_statuspage.model.finding import Finding, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.policy import ClassPolicy
from mkdocs_statuspage.policy.demand import Demand
from mkdocs_statuspage.yaml_text.tree import Marks

_MARK = "left-blank"
_NEW_MAPPING = re.compile(rf"^(\w+): \{{(\w+: {_MARK}(?:, \w+: {_MARK})*)\}}", re.MULTILINE)
DEMANDED = ("affected", "prevention", "make_good", "signed_by", "report", "approved_by")
"""The fields of which a report may be asked."""


def with_blanks(
    text: str, suffix: str, missing: Iterable[Demand], policy: ClassPolicy, marks: Marks
) -> str:
    """Return an incident file's text with a blank for each demanded field whose key is not there."""
    from mkdocs_statuspage.writing.document import set_in

    blanks = {
        ("affected", "who"): _MARK,
        ("affected", "not_affected"): _MARK,
        ("prevention",): _preventions(policy),
        ("make_good",): [_make_good(policy)],
        ("signed_by",): _MARK,
        ("report", "reviewed_by"): _MARK,
        ("approved_by",): _MARK,
    }
    wanted = {demand.loc for demand in missing}
    for loc, blank in blanks.items():
        if loc in wanted and marks.at(loc) is None:
            text = set_in(text, suffix, loc, blank)
    newline = "\r\n" if "\r\n" in text else "\n"
    text = _NEW_MAPPING.sub(lambda found: _in_lines(found, newline), text)
    return text.replace(f": {_MARK}", ": ")  # with its blank, behind which a value is typed at once


def _in_lines(found: re.Match[str], newline: str) -> str:
    """Write a mapping of blanks in lines: between braces a comma in what is filled in would end it."""
    return newline.join([f"{found[1]}:", *(f"  {pair}" for pair in found[2].split(", "))])


def left_blank(incident: Incident, marks: Marks) -> Iterator[Finding]:
    """Tell which fields of an incident's file have nothing behind them yet, as `report` leaves them."""
    paths = [path for path in marks.empty if path[0] in DEMANDED]
    names = dict.fromkeys(".".join(s for s in path if isinstance(s, str)) for path in paths)
    if names:
        listed = ", ".join(f"`{name}`" for name in names)
        found = marks.source.finding(
            marks.place(paths[0], key=True),
            "left-blank",
            f"not filled in yet: {listed}",
            f"`statuspage report {incident.id}` says what each is for",
        )
        yield replace(found, severity=Severity.ADVICE)


def _preventions(policy: ClassPolicy) -> list[Mapping[str, str]]:
    keys = ("id", "promise", "owner", "due_on")
    wanted = policy.prevention
    radical = wanted.radical_and_permanent
    return [
        _blank(*keys, *["radical"] * (number < radical)) for number in range(wanted.at_least or 1)
    ]


def _make_good(policy: ClassPolicy) -> Mapping[str, str]:
    beyond = ["beyond_restoring"] * (policy.make_good == "beyond_restoring")
    return _blank("id", "promise", "for", "due_on", *beyond)


def _blank(*keys: str) -> Mapping[str, str]:
    return dict.fromkeys(keys, _MARK)
