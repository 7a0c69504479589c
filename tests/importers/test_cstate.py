"""What the importer of cState's posts reads, what it asks for, and what it refuses."""

from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport, ForeignIncident
from mkdocs_statuspage.importers.plan import plan, read_existing
from mkdocs_statuspage.importers.typed_times import TypedTime, read_typed

read_history = IMPORTERS["cstate"]
HEAD = "---\ntitle: A\ndate: 2024-05-01T08:00:00Z\nresolved: true\nresolvedWhen: 2024-05-01T10:00:00Z\n---\n"


def _post(folder: Path, text: str) -> Path:
    issues = folder / "content" / "issues"
    issues.mkdir(parents=True)
    (issues / "a.md").write_text(text, encoding="utf-8")
    return folder


def _read(folder: Path, body: str) -> ForeignIncident:
    return read_history(_post(folder, HEAD + body), ZoneInfo("UTC")).incidents[0]


def _said(incident: ForeignIncident) -> list[tuple[str, str, str]]:
    return [(f"{u.at:%H:%M}", u.status.value, u.message) for u in incident.updates]


BODIES = {
    "a template's order": (
        '*Resolved* - Up. {{< track "2024-05-01 10:00" >}}\n\n*Identified* - Why. {{< track "2024-05-01 08:30" >}}',
        [("08:30", "identified", "Why."), ("10:00", "resolved", "Up.")],
    ),
    "oldest first": (
        '*Investigating* - Down. {{< track "2024-05-01 08:00" >}}\n*Resolved* - Up. {{< track "2024-05-01 10:00" >}}',
        [("08:00", "investigating", "Down."), ("10:00", "resolved", "Up.")],
    ),
    "no times at all, as the template begins": (
        "*Update* - It is over.\n\n*Investigating* - Down.",
        [("08:00", "investigating", "Down."), ("08:00", "investigating", "It is over.")],
    ),
    "a state without marks is a word": ("Resolved it is not.", [("08:00", "investigating", "Resolved it is not.")]),
    "a track under a heading of one's own": (
        ('**Back**\nAll works.\n{{< track "2024-05-01 10:00" >}}\n\n**Cable cut**:\nDigging.\n\n'
        '**Dark**:\nNo light.\n{{< track "2024-05-01 08:00" >}}'),
        [
            ("08:00", "investigating", "**Dark**:\nNo light."),
            ("08:00", "investigating", "**Cable cut**:\nDigging."),
            ("10:00", "resolved", "**Back**\nAll works."),
        ],
    ),
    "a time before its text, in letters that stand out": (
        "**Update at 2024-05-01 09:20 UTC**\n\nSoon.\n\n**2024-05-01 08:10 UTC** - Looking.",
        [("08:10", "investigating", "Looking."), ("09:20", "investigating", "Soon.")],
    ),
    "a track over its text": (
        '*Monitoring* {{< track "2024-05-01 09:00" >}}\n\nIt runs.',
        [("09:00", "monitoring", "It runs.")],
    ),
    "a day over its times of day": (
        "2024-05-02\n\n09:00 UTC\n\nUp.\n\n---\n\n2024-05-01\n\n08:30 UTC\n\nDown.",
        [("08:30", "investigating", "Down."), ("09:00", "investigating", "Up.")],
    ),
    "a beginning without a time, after a rule": (
        "2024-05-01 10:00 UTC\n\nUp.\n\n---\n\nThe quay says:\n\n---\n\nA rope.\n\n---\n\n2024-05-01 09:00 UTC\n\nLooking.\n\n---\n\nDown.",
        [
            ("08:00", "investigating", "Down."),
            ("09:00", "investigating", "Looking."),
            ("10:00", "resolved", "Up.\n\n---\n\nThe quay says:\n\n---\n\nA rope."),
        ],
    ),
    "messages under headings in brackets": (
        "[FINAL message]\nUp.\n\n[Update 2]\nSoon.\n\n[Initial message]\nDown [as a whole].",
        [
            ("08:00", "investigating", "[Initial message]\nDown [as a whole]."),
            ("08:00", "investigating", "[Update 2]\nSoon."),
            ("10:00", "resolved", "[FINAL message]\nUp."),
        ],
    ),
    "days that stand alone": (
        "2024-05-03\n\n2024-05-02 08:30 UTC\n\nDown.\n\n---\n\n2024-05-01",
        [
            ("08:00", "investigating", "(This post had no text.)"),
            ("08:30", "investigating", "Down."),
            ("00:00", "investigating", "(This post had no text.)"),
        ],
    ),
    "one time throughout, and the last resolves it": (
        '*Investigating* - Down. {{< track "2024-05-01 08:00" >}}\n\n*Fixed* - Up. {{< track "2024-05-01 08:00" >}}',
        [("08:00", "investigating", "Down."), ("08:00", "resolved", "Up.")],
    ),
    "a list of times is a text": (
        "* 08:05 UTC - rang\n* 08:10 UTC - came",
        [("08:00", "investigating", "* 08:05 UTC - rang\n* 08:10 UTC - came")],
    ),
    "words that end in a time are words": (
        "We expect to begin on\n2 May 2024, and said so in\nour letter of 3 May 2024",
        [
            (
                "08:00",
                "investigating",
                "We expect to begin on\n2 May 2024, and said so in\nour letter of 3 May 2024",
            )
        ],
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BODIES)
def test_a_body_is_cut_into_what_was_said_when(case: str, tmp_path: Path) -> None:
    """Each has its time, its state and its exact text, oldest first."""
    body, expected = BODIES[case]
    assert _said(_read(tmp_path, body)) == expected


def test_what_was_written_afterwards_is_the_report(tmp_path: Path) -> None:
    """A post-mortem is no update, and comments stay comments."""
    found = _read(
        tmp_path, "## Post-mortem\n\nA rope.\n\n---\n\n*Resolved* - Up.\n\n<!-- who? -->\n"
    )
    assert found.report
    assert found.report.prose == "A rope.\n\n<!-- who? -->\n"
    assert [update.message for update in found.updates] == ["Up."]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-01T08:00:00.5+02:00", datetime(2024, 5, 1, 6, 0, 0, 500_000, UTC)),
        ("2024-5-1 8:00", datetime(2024, 5, 1, 8, tzinfo=UTC)),
        ("1 May 2024 08:00 BST", datetime(2024, 5, 1, 7, tzinfo=UTC)),
        ("May 1st, 2024 at 8:00 PM (EDT)", datetime(2024, 5, 2, 0, tzinfo=UTC)),
        ("2024/05/01 - 12:30 am -0130", datetime(2024, 5, 1, 2, tzinfo=UTC)),
    ],
)
def test_times_are_read_as_people_type_them(text: str, expected: datetime) -> None:
    """Whatever order, marks and zone they have."""
    typed = read_typed(text)
    assert typed
    assert typed.at(UTC) == expected


@pytest.mark.parametrize(
    "text", ["2024-02-30", "25:00", "soon", "1024-05-01", "2024-05-01 08:00 XYZ"]
)
def test_what_is_no_time_is_none(text: str) -> None:
    """There is no 30 February, and a zone that nobody knows is not left out."""
    assert read_typed(text) is None


def test_a_zone_is_asked_for_never_guessed(tmp_path: Path) -> None:
    """How many posts need it is told; a site that names its own is believed."""
    _post(tmp_path, "---\ntitle: A\ndate: 2024-05-01 08:00\n---\n")
    with pytest.raises(
        CannotImport, match="1 of 1 posts have times without a zone, the first is a"
    ):
        read_history(tmp_path)
    (tmp_path / "config.toml").write_text('title = "S"\ntimeZone = "Europe/Lisbon"\n')
    assert read_history(tmp_path).incidents[0].begins_at == datetime(2024, 5, 1, 7, tzinfo=UTC)
    assert read_typed("08:00") == TypedTime(None, time(8))


def test_a_folder_without_posts_is_refused(tmp_path: Path) -> None:
    """The place of the first thing that is none, and what to name instead."""
    with pytest.raises(CannotImport, match="is no folder"):
        read_history(tmp_path / "nowhere")
    with pytest.raises(CannotImport, match="has no post of cState; name"):
        read_history(tmp_path)
    _post(tmp_path, "<html>Log in</html>")
    with pytest.raises(CannotImport, match=r"content/issues/a.md:1:1: no front matter") as refused:
        read_history(tmp_path)
    assert "content/issues" in refused.value.help


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("config.yml", "title: [", "config.yml:1:9"),
        ("hugo.toml", "\ntitle = ", "hugo.toml:2"),
        ("config.yml", "- a\n", "has no settings"),
    ],
)
def test_settings_that_cannot_be_read_stop_it(
    name: str, text: str, said: str, tmp_path: Path
) -> None:
    """Without them every component would be lost."""
    (_post(tmp_path, HEAD) / name).write_text(text, encoding="utf-8")
    with pytest.raises(CannotImport, match=said):
        read_history(tmp_path)


@pytest.mark.parametrize("text", ["+++\ntitle = \n+++\n", '{"title": }\n', "---\n- a\n---\n"])
def test_broken_front_matter_of_each_form_is_listed(text: str, tmp_path: Path) -> None:
    """The other posts are imported, and the second run changes nothing."""
    _post(tmp_path, HEAD + "Text.")
    (tmp_path / "content" / "issues" / "broken.md").write_text(text, encoding="utf-8")
    history = read_history(tmp_path)
    assert [refusal.partition(":")[0] for refusal in history.refused] == [
        "content/issues/broken.md"
    ]
    into = tmp_path / "incidents"
    into.mkdir()
    for path, written in plan(history).files.items():
        (into / path).write_text(written, encoding="utf-8")
    again = plan(history, read_existing(into))
    assert (again.files, len(again.skipped)) == ({}, 1)
