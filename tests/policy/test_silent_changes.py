"""Nothing published changes in silence: every value is compared by the rule that its field declares."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.texts import fields_of, types_in
from mkdocs_statuspage.model.traces import rule_in
from mkdocs_statuspage.policy.silent_changes import like_before, silent_changes
from mkdocs_statuspage.reading.folder import IncidentFile, parse_incident, read_folder
from mkdocs_statuspage.site import load_site
from mkdocs_statuspage.yaml_text.source import SourceFile
from policy.published_mutations import mutations

NUMBERS = re.compile(r"\.\d+")
FEWEST = 10
"""Fewer fields than that no history has."""
ROOT = Path(__file__).parents[2]
IMPORTED = ROOT / "tests" / "importers" / "cases"
MARKDOWN = """\
---
title: Cards failed
started_at: 2026-11-03T09:12:00Z
affected: {who: Shops in Europe, count: 1840}
updates:
  - {id: u1, at: 2026-11-03T09:20:00Z, status: investigating, message: Cards fail.}
  - {id: u2, at: 2026-11-03T09:40:00Z, message: It is the router.}
  - {id: u3, at: 2026-11-03T10:40:00Z, status: resolved, message: Cards work.}
prevention:
  - {id: guard, promise: Refuse such a file, owner: Payments, due_on: 2026-11-13}
report: {published_at: 2026-11-05T09:00:00Z}
---
## What happened

Cards failed
for an hour.
"""
YAML = """\
updates:
  - at: "2026-11-03T10:20:00+01:00"
    message: >-
      Cards
      fail.
    status: 'investigating'
    id: u1
  - {id: u2, at: 2026-11-03T09:40:00Z, message: It is the router.}
  - {id: u3, at: 2026-11-03T10:40:00Z, status: resolved, message: Cards work.}
title: "Cards failed"
sections: {what: Cards failed for an hour.}
prevention: [{due_on: 2026-11-13, owner: Payments, promise: Refuse such a file, id: guard}]
report: {published_at: 2026-11-05T09:00:00Z}
affected: {count: 1840, who: Shops in Europe}
started_at: 2026-11-03T09:12:00Z
"""


def read(text: str, name: str = "2026-11-03-cards.md") -> IncidentFile:
    file = parse_incident(SourceFile(name, text), name, None)
    assert file.incident is not None, file.findings
    return file


def found(was: IncidentFile, now: IncidentFile) -> list[str]:
    assert was.incident is not None
    assert now.incident is not None
    like = like_before(was.incident, was.marks, now.incident, now.marks)
    return [change.name for change in silent_changes(was.incident, like)]


def changed(*pairs: tuple[str, str]) -> list[str]:
    text = MARKDOWN
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new, 1)
    return found(read(MARKDOWN), read(text))


def unruled(kind: type, seen: set[type]) -> list[str]:
    """Give the fields that have no rule and hold nothing that has."""
    seen.add(kind)
    found: list[str] = []
    for name, _, hint in fields_of(kind):
        models = [one for one in types_in(hint) if issubclass(one, Model)]
        if rule_in(hint) is None and not models:
            found.append(f"{kind.__name__}.{name}")
        for one in models:
            found += unruled(one, seen) if one not in seen else []
    return found


def test_every_field_of_an_incident_says_how_it_may_change() -> None:
    """A new field whose change nobody thought of would change in silence."""
    assert unruled(Incident, set()) == []


@pytest.mark.parametrize("history", ["example", "whole-page", "upptime-repository"])
def test_every_published_value_that_changes_is_found(history: str) -> None:
    """One at a time, in the example and in two imported histories; here each field once."""
    fields: dict[str, tuple[Incident, Incident]] = {}
    for incident in incidents_of(history):
        for name, other in mutations(incident):
            fields.setdefault(NUMBERS.sub("", name), (incident, other))
    assert len(fields) > FEWEST
    assert [name for name, pair in fields.items() if not silent_changes(*pair)] == []


@pytest.mark.long
@pytest.mark.parametrize("history", ["example", "whole-page", "upptime-repository"])
def test_every_published_value_of_every_incident_that_changes_is_found(history: str) -> None:
    """Not one is missed; says how many there were."""
    pairs = [(one, *pair) for one in incidents_of(history) for pair in mutations(one)]
    silent = [f"{one.id}: {name}" for one, name, other in pairs if not silent_changes(one, other)]
    assert silent == [], f"{len(silent)} of {len(pairs)}"


def incidents_of(history: str) -> tuple[Incident, ...]:
    if history == "example":
        return load_site(ROOT / "incidents", datetime.now(UTC)).incidents
    return read_folder(IMPORTED / history / "expected").incidents


def test_another_way_to_write_the_same_is_no_change() -> None:
    """Markdown or YAML, the order of keys, quotes, line ends, the zone of an instant."""
    yaml = read(YAML, "2026-11-03-cards.yml")
    assert found(read(MARKDOWN), yaml) == []
    assert found(yaml, read(MARKDOWN)) == []
    assert found(read(MARKDOWN), read(MARKDOWN.replace("\n", "\r\n"))) == []


@pytest.mark.parametrize(
    ("pairs", "names"),
    [
        ([("It is the router.", "It is a cable.")], ["updates.u2.message"]),
        ([("T09:20:00Z", "T09:13:00Z")], ["updates.u1.at"]),
        ([("status: resolved", "status: monitoring")], ["updates.u3.status"]),
        ([("id: u2", "id: u4")], ["updates.u2.id"]),
        ([("  - {id: u2, at: 2026-11-03T09:40:00Z, message: It is the router.}\n", "")], ["updates.u2"]),
        ([("due_on: 2026-11-13", "due_on: 2026-12-13")], ["prevention.guard.due_on"]),
        ([("owner: Payments, ", "")], ["prevention.guard.owner"]),
        ([("id: guard", "id: gate")], ["prevention.guard.id"]),
        ([("count: 1840", "count: 840")], ["affected.count"]),
        ([("affected: {who: Shops in Europe, count: 1840}\n", "")], ["affected.who", "affected.count"]),
        ([("for an hour", "for a moment")], ["the section “what”"]),
        ([("for an hour.\n", "for an hour.\n\n## Why it happened\n\nA file.\n")], ["the section “why”"]),
        ([("title: Cards failed", "title: Some cards failed")], ["title"]),
        ([("title: Cards failed", "title: Cards failed\nclass: slip")], ["class"]),
    ],
)  # fmt: skip
def test_a_change_without_its_trace_is_found(
    pairs: list[tuple[str, str]], names: list[str]
) -> None:
    """Each by its name in the file, with the ids of what holds it."""
    assert changed(*pairs) == names


KEPT = "amended_at: 2026-11-03T12:00:00Z, earlier: [{until: 2026-11-03T12:00:00Z, %s}]"
OTHER_DAY = "due_on: 2026-12-13, moved: [{from: %s, on: 2026-11-12, why: The audit is late.}]"


@pytest.mark.parametrize(
    ("pairs", "names"),
    [
        ([("router.}", f"cable., {KEPT % 'message: It is the router.'}}}")], []),
        ([("router.}", f"cable., {KEPT % 'withheld: true'}}}")], []),
        ([("router.}", f"cable., {KEPT % 'message: It is something.'}}}")], ["updates.u2.message"]),
        ([("router.}", "cable., amended_at: 2026-11-03T12:00:00Z}")], ["updates.u2.message"]),
        ([("router.}", "router., retracted: {at: 2026-11-03T12:00:00Z, why: No.}}")], []),
        ([("investigating,", "investigating, retracted: {at: 2026-11-03T12:00:00Z, why: No.},")], []),
        ([("due_on: 2026-11-13", OTHER_DAY % "2026-11-13")], []),
        ([("due_on: 2026-11-13", OTHER_DAY % "2026-12-01")], ["prevention.guard.due_on"]),
        ([("due_on: 2026-11-13", "due_on: 2026-11-13, moved: [{from: 2026-12-24, on: 2026-11-12, why: x}]")], ["prevention.guard.due_on"]),
        ([("owner: Payments, ", "owner: Data, earlier: [{on: 2026-11-12, why: We are merged., owner: Payments}], ")], []),
        ([("owner: Payments, ", "owner: Data, earlier: [{on: 2026-11-12, why: We are merged.}], ")], ["prevention.guard.owner"]),
        ([("owner: Payments, ", "owner: Data, earlier: [{on: 2026-11-12, why: We are merged., owner: Cards}], ")], ["prevention.guard.owner"]),
        ([("due_on: 2026-11-13", "due_on: 2026-11-13, kept_on: 2026-11-12, evidence: https://a.example")], []),
        ([("count: 1840", "count: 840"), ("report:", "corrections: [{at: 2026-11-06T09:00:00Z, what: It was 840.}]\nreport:")], []),
        ([("title: Cards failed", "title: Cards failed\nclass: grave")], []),
        ([("title: Cards failed", "title: Cards failed\nsummary: An hour without cards.")], []),
    ],
)  # fmt: skip
def test_a_change_with_its_trace_is_none(pairs: list[tuple[str, str]], names: list[str]) -> None:
    """The trace keeps what was there; one that keeps something else is none."""
    assert changed(*pairs) == names


def test_one_correction_does_not_hide_a_promise_that_was_moved() -> None:
    """A day that was promised is never put right by a word at the top of the report."""
    correction = ("report:", "corrections: [{at: 2026-11-06T09:00:00Z, what: A slip.}]\nreport:")
    assert changed(("due_on: 2026-11-13", "due_on: 2026-12-13"), correction) == [
        "prevention.guard.due_on"
    ]


def test_what_is_added_to_a_trace_stays_there() -> None:
    """Who takes the trace away, or writes another past into it, is found again."""
    moved = "moved: [{from: 2026-11-01, on: 2026-10-30, why: It is late.}]"
    was = MARKDOWN.replace("due_on: 2026-11-13", f"due_on: 2026-11-13, {moved}")
    assert found(read(was), read(MARKDOWN)) == ["prevention.guard.moved"]
    other = was.replace("from: 2026-11-01", "from: 2026-11-10")
    assert found(read(was), read(other)) == ["prevention.guard.moved"]


def test_a_first_report_takes_back_what_was_said_before_it() -> None:
    """What is known when the report is published stands in it, dated and told to all."""
    before = MARKDOWN.replace("report: {published_at: 2026-11-05T09:00:00Z}\n", "")
    assert found(read(before), read(MARKDOWN.replace("count: 1840", "count: 1850"))) == []
