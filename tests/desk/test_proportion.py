"""What a check costs grows as the files do, and no faster."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mkdocs_statuspage.desk.site_review import reviewed_in
from mkdocs_statuspage.desk.workspace import workspace_at

CONFIG = "site_id: tiny\norganisation: {name: Tiny}\ncomponents: {api: {name: API}}\n"
BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


def seconds(folder: Path, count: int) -> float:
    """Review a file of so many updates, of which each has something to be said about."""
    (folder / "incidents").mkdir(parents=True)
    (folder / "incidents" / "statuspage.yml").write_text(CONFIG)
    lines = ["title: API fails", "class: affecting", "components: [api]", "updates:"]
    for number in range(count):
        at = BEGINNING + timedelta(minutes=number)
        text = f"We apologise for any inconvenience {number}."
        lines.append(f"  - {{at: {at:%Y-%m-%dT%H:%MZ}, status: investigating, message: {text}}}")
    (folder / "incidents" / "2026-01-01-a.yml").write_text("\n".join(lines))
    workspace = workspace_at(folder)
    assert workspace
    begun = time.process_time()
    assert workspace.reading.incidents, workspace.reading.findings
    assert len(reviewed_in(workspace)) >= count
    return time.process_time() - begun


def test_four_times_the_updates_cost_about_four_times(tmp_path: Path) -> None:
    """Where each finding stands is looked up without reading the whole file once more."""
    seconds(tmp_path / "warm", 10)
    pairs = [(tmp_path / f"few{n}", tmp_path / f"many{n}") for n in range(3)]
    grown = [seconds(many, 1200) / seconds(few, 300) for few, many in pairs]
    assert min(grown) < 7, grown  # the machine may be busy with something else during one of two
