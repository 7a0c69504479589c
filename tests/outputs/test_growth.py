"""What a build computes and puts out, in counts, as a history grows: at most in proportion, and once for each text."""

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from cProfile import Profile
from pathlib import Path

import pytest
from tests.bench.counting import NOW, Counts, called, counts, forget
from tests.bench.make_reported import make_reported, reported

from mkdocs_statuspage.outputs.feeds.items import AT_LEAST
from plugin.test_kept_build import World, kept

FEW, MANY, MOST = 10, 100, 1000
MORE_CALLS, MORE_BYTES = 1.5, 1.1
"""What is more than in proportion; what is asked of the latest days alone grows unevenly with few incidents."""
EVEN = 1.2
"""The same of a long history, where it is even."""
LARGEST = 500_000
"""How many bytes a file has at most."""
ONCE = 10 * MANY
"""Calls that may come to it once: lists are parted by then, and each part asks its own."""
WRITTEN = 25
"""Files that are made again after an update, beside those that are made each time."""
LISTED = 600
"""Texts that lists and feeds tell of, however long the history is: fifty for each feed, and those of fifty incidents for programs."""
SITES_OWN = 60
"""Texts that are of no incident: descriptions of components, guidance of sections."""


@pytest.fixture(scope="module")
def few(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    """Count with ten incidents."""
    return counts(tmp_path_factory.mktemp("few"), FEW)


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Counts:
    """Count with a hundred."""
    return counts(tmp_path_factory.mktemp("many"), MANY)


def test_nothing_is_computed_more_often_than_the_history_is_longer(
    few: Counts, many: Counts
) -> None:
    """With ten times the incidents, no function is called much more than ten times as often."""
    assert list(_beyond(few.calls, many.calls, MORE_CALLS * MANY / FEW, ONCE)) == []


def test_no_kind_of_file_grows_faster_than_the_history(few: Counts, many: Counts) -> None:
    """With ten times the incidents, all files of one kind have not much more than ten times the bytes, nor the number."""
    assert list(_beyond(_by_kind(few), _by_kind(many), MORE_BYTES * MANY / FEW)) == []
    numbers = [Counter(map(_kind, one.sizes)) for one in (few, many)]
    assert list(_beyond(*numbers, MANY / FEW)) == []
    assert list(_beyond(_by_folder(few), _by_folder(many), MORE_CALLS * MANY / FEW)) == []


def test_each_file_is_read_once_and_each_text_rendered_and_judged_once(many: Counts) -> None:
    """A build reads no file twice, and renders, cleans and judges no text twice; a body is read whole, then its sections cleaned."""
    calls, reports, sections = many.calls, MANY - 1, 5 * (MANY - 1)
    assert calls["folder._read_as"] == MANY
    assert calls["markdown_text.as_html"] <= many.texts - sections + reports + SITES_OWN
    assert calls["prose._finished"] <= many.texts + SITES_OWN
    assert calls["report_sections.says_sorry"] == reports
    # Once for the site; and for its own files, with the reports before and after it beside it.
    assert calls["course.course_of"] <= 4 * MANY


def test_a_feed_of_fifty_items_makes_fifty(many: Counts) -> None:
    """Of all that was ever told only what a feed tells is made: fifty for each feed, and the last word of each incident."""
    listed = sum(path.endswith("feed.json") for path in many.sizes)
    assert many.calls["items._item"] <= AT_LEAST * listed + MANY + AT_LEAST


UPDATE = """\
  - {id: new, at: 2026-11-18T10:10:00Z, message: It is still so.}
---
"""


def updated(folder: Path, count: int) -> tuple[Mapping[str, int], Set[str]]:
    """Build a site of so many incidents twice, with an update in between: give what was called then, and what changed."""
    make_reported(folder, count, latest=1)
    world = World(folder, now=NOW)
    before = kept(world, compares=False)
    path = folder / "incidents" / reported(0, count, latest=1)[0]
    path.write_text(path.read_text("utf-8").removesuffix("---\n") + UPDATE, "utf-8")
    forget()
    profile = Profile()
    profile.enable()
    after = kept(world, compares=False)
    profile.disable()
    assert before
    assert after
    return called(profile), {path for path in after if after[path] != before.get(path)}


def test_an_update_costs_what_it_changes(tmp_path: Path) -> None:
    """With a hundred incidents as with ten the same files change, one file is parsed, and the page of one incident is made."""
    few, many = (updated(tmp_path / str(count), count) for count in (FEW, MANY))
    assert few[1] == many[1]
    for calls, _ in (few, many):
        _made_once(calls)


@pytest.mark.long
def test_an_update_costs_with_a_long_history_what_it_costs_with_a_short_one(tmp_path: Path) -> None:
    """In files that change, in texts that are parsed and rendered, in files that are made and written."""
    many, most = (updated(tmp_path / str(count), count) for count in (MANY, MOST))
    assert many[1] == most[1]
    _made_once(most[0])


def _made_once(calls: Mapping[str, int]) -> None:
    assert calls["folder.parse_incident"] == calls["incident_page.page"] == 1
    assert calls["kept_build._write_new"] <= WRITTEN
    assert calls["prose._finished"] <= calls["markdown_text.as_html"] <= LISTED


@pytest.mark.long
def test_a_long_history_grows_like_a_short_one(many: Counts, tmp_path: Path) -> None:
    """With a thousand incidents as with a hundred; but that lists are parted, which is called once for each thing in them."""
    most = counts(tmp_path, MOST)
    assert list(_beyond(many.calls, most.calls, EVEN * MOST / MANY, MOST)) == []
    assert list(_beyond(_by_kind(many), _by_kind(most), MORE_BYTES * MOST / MANY)) == []
    assert list(_beyond(_by_folder(many), _by_folder(most), EVEN * MOST / MANY)) == []
    written = [len(one.sizes) + len(one.pages) for one in (many, most)]
    assert written[1] < EVEN * MOST / MANY * written[0]
    assert max(*most.sizes.values(), *most.pages.values()) < LARGEST


def _by_kind(counted: Counts) -> Mapping[str, int]:
    found = Counter[str]()
    for path, size in counted.sizes.items():
        found[_kind(path)] += size
    return found


def _by_folder(counted: Counts) -> Mapping[str, int]:
    found = Counter[str]()
    for path, size in counted.pages.items():
        found[path.partition("/")[0]] += size
    return found


def _kind(path: str) -> str:
    """Return a file's first folder, how deep it lies there and its suffix."""
    return f"{Path(path).parts[0]}/{path.count('/')}{Path(path).suffix}"


def _beyond(
    before: Mapping[str, int], after: Mapping[str, int], times: float, once: int = 0
) -> Iterator[str]:
    """Yield what grew more than in proportion."""
    for name, number in after.items():
        was = before.get(name, 0)
        if number > times * was + once:
            yield f"{name}: {was}, {number}"
