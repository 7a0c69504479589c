"""A report that lacks one of the required things, each at a time: refused by name, and not on the site."""

import re
from pathlib import Path

import pytest

from life.conftest import Life
from life.reports import AFFECTING_HEAD, GRAVE_HEAD, GRAVE_SECTIONS, SECTIONS

HEAD = """\
---
title: Cards fail in Europe
class: {cls}
started_at: 2026-11-03T09:10:00Z
components: [checkout]
affected:
  who: Shops in Europe
  not_affected: Wallets work.
signed_by: {signer}
approved_by: [rui]
updates:
  - at: 2026-11-03T09:12:00Z
    status: resolved
    components: {{checkout: operational}}
    message: |
      Cards work again.
report: {{{published}reviewed_by: [ana, eva]}}
"""
PUBLISHED = "published_at: 2026-11-05T10:00:00Z, "


def whole(cls: str) -> str:
    """Give an incident with a complete report, and a place for when it was published."""
    grave = cls == "grave"
    sections = GRAVE_SECTIONS if grave else SECTIONS
    headings = ["What happened", "Why it happened", "How we fixed it"]
    headings += ["How we will stop it happening again", "How we will make it up to you"]
    headings += ["How we handled it"] if grave else []
    body = "".join(
        f"\n## {heading}\n\n{text}\n"
        for heading, text in zip(headings, sections.values(), strict=True)
    )
    head = HEAD.format(cls=cls, signer="rui" if grave else "ana", published="@PUBLISHED@")
    return head + (GRAVE_HEAD if grave else AFFECTING_HEAD) + "---\n" + body


def section(heading: str) -> str:
    return rf"(?ms)^## {heading}\n.*?(?=^## |\Z)"


def words_of(heading: str) -> str:
    return rf"(?ms)(?<=^## {heading}\n\n).*?(?=^## |\Z)"


BOTH = {
    "what": (section("What happened"), "", "the section “What happened” is missing"),
    "why": (section("Why it happened"), "", "the section “Why it happened” is missing"),
    "why unwritten": (
        words_of("Why it happened"),
        "<!-- Why did it happen? -->\n\n| Cause | settings |\n|---|---|\n\n",
        "the section “Why it happened” is not written yet",
    ),
    "why put off": (
        words_of("Why it happened"),
        "TODO\n\n",
        "“Why it happened” is not written yet",
    ),
    "fix": (section("How we fixed it"), "", "the section “How we fixed it” is missing"),
    "prevention": (
        section("How we will stop it happening again"),
        "",
        "the section “How we will stop it happening again” is missing",
    ),
    "make-good": (
        section("How we will make it up to you"),
        "",
        "the section “How we will make it up to you” is missing",
    ),
    "affected": ("  who: Shops in Europe\n", "", "nothing says who was hit"),
    "not affected": ("  not_affected: Wallets work.\n", "", "nothing says who was not hit"),
    "apology": (r"(?:We|I) ?(?:are|am) sorry[^.]*\.", "", "the report does not say sorry"),
    "signature": (r"signed_by: \w+\n", "", "nobody signs it"),
    "owner": (r"    owner: [^\n]+\n", "", "has no owner"),
    "due date": (r"    due_on: 2026-11-2\d\n", "", "`due_on`"),
    "soon enough": (r"due_on: 2026-11-2\d", "due_on: 2027-06-01", "is due on 2027-06-01"),
    "promised make-goods": (r"(?ms)^make_good:.*?(?=^---)", "", "nothing is promised to those"),
    "for whom": (r"    for: [^\n]+\n", "", "does not say `for`"),
}
AFFECTING = {
    "promised preventions": (r"(?ms)^prevention:.*?(?=^make_good)", "", "no preventions promised"),
    "reviewer": (r"reviewed_by: \[ana, eva\]", "reviewed_by: [ana]", "0 of 1 people besides the"),
}
GRAVE = {
    "chief executive signs": ("signed_by: rui", "signed_by: ana", "who is not the chief executive"),
    "chief executive approves": ("approved_by: .rui.", "approved_by: [ana]", "has not approved it"),
    "two readers": ("reviewed_by: .ana, eva.", "reviewed_by: [ana, rui]", "1 of 2 people"),
    "three preventions": (r"(?ms)^  - id: two-keys.*?(?=^make_good)", "", "2 preventions promised"),
    "radical": ("    radical: true\n", "", "`radical: true`"),
    "beyond restoring": ("    beyond_restoring: true\n", "", "goes beyond restoring"),
    "evidence": (
        "    radical: true\n",
        "    radical: true\n    kept_on: 2026-11-04\n",
        "no evidence",
    ),
    "how we handled it": (section("How we handled it"), "", "“How we handled it” is missing"),
}
CASES = [
    *((f"affecting, {name}", "affecting", *case) for name, case in (BOTH | AFFECTING).items()),
    *((f"grave, {name}", "grave", *case) for name, case in (BOTH | GRAVE).items()),
]


def put(life: Life, text: str, *, published: bool) -> Path:
    path = life.folder / "incidents" / "2026-11-03-cards.md"
    path.write_text(text.replace("@PUBLISHED@", PUBLISHED if published else ""))
    life.move_clock("2026-11-06T12:00")
    return path


@pytest.mark.parametrize("cls", ["affecting", "grave"])
def test_a_whole_report_is_published(life: Life, cls: str) -> None:
    """Nothing is missing, so the command sets the time; marked by hand the site carries it too."""
    put(life, whole(cls), published=True)
    assert life.site().reported
    assert not life.site().findings
    path = put(life, whole(cls), published=False)
    result = life.run("report", "2026-11-03-cards", "--final")
    assert result.code == 0, result.out
    assert "published_at: 2026-11-06T12:00:00Z" in path.read_text()


@pytest.mark.parametrize(
    ("cls", "pattern", "replacement", "named"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_without_one_thing_it_is_refused_by_name(
    life: Life, cls: str, pattern: str, replacement: str, named: str
) -> None:
    """The command exits with 1, names it and writes nothing; the site does not carry it, and says so."""
    text, count = re.subn(pattern, replacement, whole(cls), count=0)
    assert count, "the pattern of this case is in the report"
    path = put(life, text, published=False)
    before = path.read_text()
    result = life.run("report", "2026-11-03-cards", "--final")
    assert result.code == 1
    assert named in result.out
    assert path.read_text() == before
    put(life, text, published=True)
    site = life.site()
    assert not site.reported
    assert [finding.rule for finding in site.findings] == ["incomplete-report"]
    assert named in site.findings[0].message
    assert "settings of all regions" not in life.output()


def test_a_reason_stands_for_a_make_good(life: Life) -> None:
    """`make_good: {none: …}` is an answer, for which the section may be missing too."""
    text = re.sub(
        r"(?ms)^make_good:.*?(?=^---)", "make_good: {none: Nobody paid.}\n", whole("affecting")
    )
    put(life, re.sub(section("How we will make it up to you"), "", text), published=True)
    assert life.site().reported


def test_words_that_make_it_worse_keep_it_back(life: Life) -> None:
    """An error of the review blocks until the sentence is mended or the file says why it stays."""
    text = whole("affecting").replace(
        "You need do nothing", "We apologise for any inconvenience. Done"
    )
    put(life, text, published=False)
    refused = life.run("report", "2026-11-03-cards", "--final")
    assert (refused.code, "[stock-phrase]" in refused.out) == (1, True)
    waived = text.replace(
        "---\n\n## What",
        "waive:\n  - {rule: stock-phrase, why: quoted}\n  - {rule: apology, why: quoted}\n"
        "---\n\n## What",
    )
    put(life, waived, published=False)
    result = life.run("report", "2026-11-03-cards", "--final")
    assert result.code == 0, result.out


def test_never_again_needs_a_finished_prevention(life: Life) -> None:
    """The sentence is refused until what removes the cause is kept and can be seen."""
    text = whole("affecting").replace("You need do nothing", "This will never happen again. Done")
    put(life, text, published=False)
    assert "[over-promise]" in life.run("report", "2026-11-03-cards", "--final").out
    kept = (
        "    removes_cause: true\n    kept_on: 2026-11-04\n    evidence: https://tiny.example/1\n"
    )
    put(life, text.replace("    removes_cause: true\n", kept), published=False)
    result = life.run("report", "2026-11-03-cards", "--final")
    assert result.code == 0, result.out


def test_a_long_summary_is_sent_back(life: Life) -> None:
    """More words than people read are a finding, with the count and the limit."""
    text = whole("affecting").replace(
        "Wallets worked.\ncauses", "Wallets" + " worked" * 60 + ".\ncauses"
    )
    put(life, text, published=False)
    result = life.run("report", "2026-11-03-cards", "--final")
    assert result.code == 1
    assert "the summary has 84 words, and 60 are what people read" in result.out


def test_a_repeat_says_what_became_of_the_earlier_promise(life: Life) -> None:
    """With a cause that came before, `repeats` and a word about the promise are asked for."""
    first = (
        whole("affecting").replace("@PUBLISHED@", PUBLISHED).replace("2026-11-03T", "2026-11-01T")
    )
    (life.folder / "incidents" / "2026-11-01-first.md").write_text(first)
    put(life, whole("affecting"), published=False)
    refused = life.run("report", "2026-11-03-cards", "--final")
    assert "2026-11-01-first had the same cause, and `repeats` does not name it" in refused.out
    named = whole("affecting").replace("causes:", "repeats: [2026-11-01-first]\ncauses:")
    put(life, named, published=False)
    refused = life.run("report", "2026-11-03-cards", "--final")
    assert "does not say what became of the promises of 2026-11-01-first" in refused.out
    told = named.replace(
        "We keep the settings", "On 1 November we promised a guard. We keep the settings"
    )
    put(life, told, published=False)
    result = life.run("report", "2026-11-03-cards", "--final")
    assert result.code == 0, result.out


def test_imported_history_owes_nothing(life: Life) -> None:
    """It is shown as it was, and no warning is given."""
    text = whole("affecting").replace("signed_by: ana", "source: {system: statuspage, id: x1}")
    text = re.sub(section("Why it happened"), "", text)
    put(life, text, published=True)
    assert life.site().reported
    assert life.run("report", "2026-11-03-cards", "--final").code == 2


def test_a_policy_of_the_site_s_own_asks_what_it_asks(life: Life) -> None:
    """One key is overridden, `check --explain` says so, and the others stay."""
    config = life.folder / "incidents" / "statuspage.yml"
    config.write_text(config.read_text() + "policy: {classes: {affecting: {reviewers: 2}}}\n")
    put(life, whole("affecting"), published=True)
    told = life.run("check", "--explain", "2026-11-03-cards").out
    assert (
        "2 other people who read it first   [this site's policy: classes.affecting.reviewers]"
        in told
    )
    assert "[policy: classes.affecting.sections; [S0]]" in told
    assert not life.site().reported


def test_a_class_that_git_remembers_higher_needs_a_reason(life: Life) -> None:
    """Lowered by hand after a commit, the report asks for `class_reason`."""
    import subprocess

    path = put(life, whole("grave"), published=False)

    def git(*args: str) -> None:
        who = ["-c", "user.name=a", "-c", "user.email=a@b.example"]
        subprocess.run(["git", *who, *args], cwd=life.folder, check=True, capture_output=True)

    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "Open")
    path.write_text(path.read_text().replace("class: grave", "class: affecting"))
    told = life.run("check", "--explain", "2026-11-03-cards").out
    assert "the class was lowered from grave to affecting" in told
    path.write_text(path.read_text().replace("class: aff", "class_reason: One cent.\nclass: aff"))
    assert "MISSING the reason" not in life.run("check", "--explain", "2026-11-03-cards").out
