"""Which files change, and that nothing else ever makes one change."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.make_reported import make_reported

from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.api.api_components import incident_id
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.site import Site, load_site
from outputs.library import NOW, URL, copied, drawn, made, site

UPDATE = """\
  - id: third
    at: 2026-11-10T08:29:00Z
    status: monitoring
    components: {shop: degraded_performance}
    message: Payments go through again.
"""
CHANGED_BY_AN_UPDATE = {
    "feed.xml",
    "feed.atom",
    "feed.json",
    "history.rss",
    "history.atom",
    "incidents/2026-11-10-checkout-down/feed.xml",
    "components/shop/feed.xml",
    "components/shop/feed.atom",
    "components/shop/feed.json",
    "components/shop/badge.svg",
    "components/shop/badge.json",
    "badge.svg",
    "badge.json",
    "record.json",
    "record/parts/2026.json",
    "api/v2/summary.json",
    "api/v2/status.json",
    "api/v2/components.json",
    "api/v2/incidents.json",
    "api/v2/incidents/unresolved.json",
    "api/v2/incidents/0yi2lwakhzgp.json",
    # These say when the whole page last changed, as Statuspage's own do.
    "api/v2/scheduled-maintenances.json",
    "api/v2/scheduled-maintenances/upcoming.json",
    "api/v2/scheduled-maintenances/active.json",
}
PAGES_OF_AN_UPDATE = {
    "index.md",
    "incidents/2026-11-10-checkout-down.md",
    "components/shop.md",
    "history/index.md",
    "history/2026.md",
    "record/index.md",
    "record/sheet/index.md",
}
"""Pages that may be others after it: what is said first, the incident, its component, the lists."""


def test_two_builds_of_one_state_are_the_same() -> None:
    """A minute later only the file that says when it was built is another."""
    before, after = made(site()), made(site(now=NOW + timedelta(minutes=1)))
    assert {path for path in before if before[path] != after[path]} == {"build.json"}


def test_an_update_changes_only_what_it_should(tmp_path: Path) -> None:
    """One appended update changes the lists, its own incident, and its components."""
    folder = copied("incident", tmp_path)
    before = made(load_site(folder, NOW, URL))
    with (folder / "2026-11-10-checkout-down.yml").open("a", encoding="utf-8") as file:
        file.write(UPDATE)
    after = made(load_site(folder, NOW, URL))
    assert before.keys() == after.keys()
    assert {path for path in before if before[path] != after[path]} == CHANGED_BY_AN_UPDATE


def test_an_update_changes_few_pages(tmp_path: Path) -> None:
    """Pages of other incidents and components stay as they were, to the byte."""
    folder = copied("incident", tmp_path)
    before = all_files(load_site(folder, NOW, URL))
    with (folder / "2026-11-10-checkout-down.yml").open("a", encoding="utf-8") as file:
        file.write(UPDATE)
    after = all_files(load_site(folder, NOW, URL))
    pages = {path: page for path, page in before.items() if isinstance(page, Page)}
    changed = {path for path, page in pages.items() if drawn(page) != drawn(after[path])}
    assert {"index.md", "incidents/2026-11-10-checkout-down.md"} <= changed <= PAGES_OF_AN_UPDATE


OVER = 10
"""Incidents that are over, with all that was promised kept."""


def test_new_year_and_midnight_change_nothing_of_what_is_over(tmp_path: Path) -> None:
    """The page, feed and document of an incident that is settled are the same on the next day and in the next year."""
    make_reported(tmp_path, OVER + 1, latest=1)
    config = tmp_path / "incidents/statuspage.yml"
    config.write_text(re.sub(r"(?m)^clock: .*\n", "", config.read_text(encoding="utf-8")), "utf-8")
    days = [datetime(2026, 12, 30, 9, 30, tzinfo=UTC) + timedelta(days=n) for n in (0, 1, 400)]
    first, *others = [_of_what_is_over(load_site(tmp_path / "incidents", day, URL)) for day in days]
    assert len(first) == 3 * OVER
    for other in others:
        assert {path for path in first if first[path] != other[path]} == set()


def _of_what_is_over(built: Site) -> dict[str, object]:
    own = re.compile(r"(?:incidents|api/v2/incidents)/([^/]+?)(?:/feed\.xml|\.json|\.md)")
    over = [course.incident for course in built.told if not course.is_open]
    ids = {id_ for one in over for id_ in (one.id, incident_id(built.config, one))}
    return {
        path: drawn(content)
        for path, content in all_files(built).items()
        if (found := own.fullmatch(path)) and found[1] in ids
    }
