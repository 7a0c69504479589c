"""Which incident is meant, and that a text is read before anything can fail."""

from pathlib import Path

import pytest
import yaml

from cli.conftest import OPEN_INCIDENT, Run
from mkdocs_statuspage.desk.incident_files import ids_like

NAME = "2026-11-03-card-payments"


def another(site: Path, id_: str, title: str, began: str, more: str = "") -> Path:
    path = site / "incidents" / f"{id_}.md"
    path.write_text(
        f"---\ntitle: {title}\nstarted_at: {began}\ncomponents: [api]\nupdates:\n"
        f"  - {{at: {began}, status: investigating, message: Slow.}}\n{more}---\n"
    )
    return path


def count(path: Path) -> int:
    return len(yaml.safe_load(path.read_text().split("---\n")[1])["updates"])


def test_a_mistyped_id_loses_no_text_from_a_pipe(site: Path, run: Run) -> None:
    """The text is read first; it is kept, and the answer's line posts it."""
    result = run("update", "card-paymnets", "-F", "-", stdin="A long text.\nOf two lines.\n")
    [kept] = (site / ".statuspage" / "unsent").glob("*.md")
    assert (result.code, kept.read_text()) == (2, "A long text.\nOf two lines.\n")
    line = f"statuspage update {NAME} -F .statuspage/unsent/{kept.name}"
    assert f"  Type: {line}\n" in result.err
    assert run(*line.split()[1:]).code == 0
    assert "Of two lines." in (site / "incidents" / f"{NAME}.md").read_text()


def test_a_text_is_kept_where_the_config_is_invalid(site: Path, run: Run) -> None:
    """Nothing of the site is needed to keep it."""
    (site / "incidents" / "statuspage.yml").write_text("site_id: [\n")
    assert run("update", "-m", "A long text.").code == 2
    assert [p.read_text() for p in (site / ".statuspage/unsent").glob("*")] == ["A long text.\n"]


def test_a_text_is_shown_where_there_is_no_site(
    site: Path, run: Run, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """It cannot be kept, so it is printed."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    result = run("-C", str(elsewhere), "update", "-F", "-", stdin="A long text.\n")
    assert (result.code, "A long text.\n" in result.err) == (2, True)


def test_two_texts_of_one_second_are_both_kept(site: Path, run: Run) -> None:
    """The later one has a number; the same text again is kept once."""
    for text in ("One.", "Two.", "One."):
        assert run("update", "-m", text, "-s", "nonsense").code == 2
    kept = (site / ".statuspage" / "unsent").glob("*.md")
    assert sorted(path.read_text() for path in kept) == ["One.\n", "Two.\n"]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2026-11-03", ["2026-11-03-card-payments"]),
        ("card", ["2026-11-03-card-payments", "2025-01-02-cards"]),
        ("card pay", ["2026-11-03-card-payments"]),
        ("payments", ["2026-11-03-card-payments"]),
        ("fail europe", ["2026-11-03-card-payments"]),
        ("FAIL", ["2026-11-03-card-payments"]),
        ("crd", []),
        ("-", []),
    ],
)
def test_a_part_of_the_name_is_enough(given: str, found: list[str]) -> None:
    """How the id or the slug begins, else words of the slug and of the title, by their beginnings."""
    titles = {NAME: "Card payments fail in Europe", "2025-01-02-cards": "Nothing"}
    assert ids_like(given, titles, titles.__getitem__) == found


def test_the_open_one_of_several_is_meant(site: Path, run: Run) -> None:
    """Last year's incident of the same name is not asked about."""
    closed = "  - {at: 2026-10-01T10:00:00Z, status: resolved, message: Works.}\n"
    old = another(site, "2026-10-01-card-readers", "Readers", "2026-10-01T09:00:00Z", closed)
    assert run("update", "card", "-m", "We found it.").code == 0
    assert (count(old), count(site / "incidents" / f"{NAME}.md")) == (2, 2)


def test_nothing_is_posted_to_one_that_is_over_by_a_part_of_its_name(site: Path, run: Run) -> None:
    """Somebody may mean another, which this folder does not have yet; the whole id is certain."""
    closed = "  - {at: 2026-10-01T10:00:00Z, status: resolved, message: Works.}\n"
    old = another(site, "2026-10-01-readers", "Readers", "2026-10-01T09:00:00Z", closed)
    refused = run("update", "readers", "-m", "We found it.")
    assert (refused.code, count(old)) == (2, 2)
    assert "over" in refused.err
    assert "Type: statuspage update 2026-10-01-readers -F" in refused.err
    assert run("update", "2026-10-01-readers", "-m", "And more.").code == 0
    assert run("amend", "readers", "last", "-m", "And much more.").code == 0


def test_a_pipe_is_refused_with_all_that_are_open_newest_first(site: Path, run: Run) -> None:
    """And with the line for the newest."""
    another(site, "2026-11-03-api-slow", "API slow", "2026-11-03T09:40:00Z")
    result = run("update", "-F", "-", stdin="Fixed.")
    assert result.code == 2
    assert result.err.index("2026-11-03-api-slow") < result.err.index(NAME)
    assert "Type: statuspage update 2026-11-03-api-slow -F .statuspage/unsent/" in result.err
    assert (site / "incidents" / f"{NAME}.md").read_text() == OPEN_INCIDENT


def test_planned_work_is_completed_and_not_cancelled(site: Path, run: Run) -> None:
    """`resolve` closes it as done."""
    words = ("--start", "11:00", "--end", "2h", "-c", "api", "-m", "The API pauses.")
    assert run("maintenance", "Move", *words).code == 0
    assert run("resolve", "move", "-m", "It was done early.").code == 0
    [path] = (site / "incidents").glob("*move.md")
    assert "status: completed" in path.read_text()
