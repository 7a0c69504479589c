"""What subscribers are told, in which words, and that nothing tells them twice."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_statuspage.outputs.feeds.feed_list import Feed, feeds
from mkdocs_statuspage.outputs.feeds.history_feed import history
from mkdocs_statuspage.outputs.feeds.incident_feeds import incident_feeds
from mkdocs_statuspage.outputs.feeds.items import Item, heads_of, newest, recent
from mkdocs_statuspage.outputs.view.prose import rooted
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site, load_site
from outputs.library import NOW, URL, copied, site

LENT_TWICE = "2026/2026-09-01-books-lent-twice.md"


def feed(of: Site, path: str = "feed") -> Feed:
    return next(feed for feed in feeds(of) if feed.path == path)


def ids(of: Site, path: str = "feed") -> list[str]:
    whole = feed(of, path)
    return [whole.id_of(item) for item in whole.items]


def feed_items(of: Site) -> tuple[Item, ...]:
    """Give everything that is told, newest first, whatever a feed can hold."""
    here = Standpoint.of(of)
    heads = (head for course in of.told[::-1] for head in heads_of(course, here))
    told = newest(head._replace(is_open=True) for head in heads)
    return tuple(head.make() for head in told)


def rewritten(folder: Path, old: str, new: str, path: str = LENT_TWICE) -> Site:
    file = folder / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    return load_site(folder, NOW, URL)


def test_a_new_domain_changes_no_id() -> None:
    """Whoever moves the site to another address notifies nobody a second time."""
    assert ids(site(url="https://elsewhere.example/a/")) == ids(site())


def test_a_renamed_incident_keeps_its_ids(tmp_path: Path) -> None:
    """An incident that keeps its old id in `formerly` stays known to readers by that."""
    folder = copied("rich", tmp_path)
    before = ids(load_site(folder, NOW, URL))
    file = folder / "2026-09-10-wrong-price.md"
    text = file.read_text("utf-8").replace("---\n", "---\nformerly: [2026-09-10-wrong-price]\n", 1)
    (folder / "2026-09-10-the-atlas.md").write_text(text, "utf-8")
    file.unlink()
    linking = "../2026-09-10-wrong-price.md"
    assert ids(rewritten(folder, linking, "../2026-09-10-the-atlas.md")) == before


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Each book has one reader again.", "Each book has exactly one reader again."),
        ("at: 2026-09-01T09:00:00Z", "at: 2026-09-01T09:30:00Z"),
        ("title: 214 books", "title: 213 books"),
        ("status: monitoring", "status: identified"),
    ],
)
def test_an_edit_changes_no_id(old: str, new: str, tmp_path: Path) -> None:
    """A mended text, time, title or state is the same item to readers."""
    folder = copied("rich", tmp_path)
    before = ids(load_site(folder, NOW, URL))
    assert sorted(ids(rewritten(folder, old, new))) == sorted(before)


@given(st.permutations(range(10)))
def test_the_order_of_incidents_changes_nothing(order: list[int]) -> None:
    """Items and their ids do not depend on the order in which files were read."""
    whole = site()
    picked = [whole.incidents[n] for n in order if n < len(whole.incidents)]
    rest = [one for one in whole.incidents if one not in picked]
    other = Site(whole.config, whole.now, whole.incidents_dir, whole.url, (*picked, *rest))
    assert ids(other) == ids(whole)


def test_ids_are_unique_over_all_feeds() -> None:
    """A reader that keeps items of all feeds in one list takes none for another."""
    rich = site()
    current = [
        f for f in feeds(rich) if f.path not in ("components/cards/feed", "components/tills/feed")
    ]
    found = [f.id_of(item) for f in (*current, history(rich)) for item in f.items]
    assert len(found) == len(set(found))


def by_path(of: Site) -> dict[str, Feed]:
    here = Standpoint.of(of)
    return {one.path: one for course in of.told for one in incident_feeds(course, here)}


def test_an_incident_has_the_items_of_the_feed_of_all() -> None:
    """By the same ids, so that who follows both hears of each update once; at former addresses too."""
    whole, found = feed(site()), by_path(site())
    for name in ("2026-09-01-books-lent-twice", "2026-09-01-lending", "2026-11-10-nobody-can-pay"):
        one = found[f"incidents/{name}/feed"]
        incident = one.items[0].incident
        told = [whole.id_of(item) for item in whole.items if item.incident == incident]
        assert [one.id_of(item) for item in one.items] == told
    assert len({one.id for one in found.values()}) == len(site().incidents)


def test_what_is_not_published_has_no_feed() -> None:
    """Each incident with a page has one, and no draft and no slip."""
    names = {path.split("/")[1] for path in by_path(site())}
    former = {id_ for one in site().incidents for id_ in one.formerly}
    assert names == former | {one.id for one in site().incidents}
    assert not [name for name in names if "draft" in name or "slip" in name]


FOLLOWED_UNTIL = (
    ("2026-11-10-nobody-can-pay", datetime(2030, 1, 1, tzinfo=UTC), True),
    ("2026-10-02-new-roof", datetime(2026, 12, 1, tzinfo=UTC), True),
    ("2026-10-02-new-roof", datetime(2027, 2, 1, tzinfo=UTC), False),
    ("2019-05-06-lifts", NOW, False),
)
"""Whether somebody may wait for more of an incident at a moment."""


@pytest.mark.parametrize("at_least", [1, 2, 3, 5, 8, 13])
@pytest.mark.parametrize("days", [0, 40, 400])
def test_what_is_not_asked_would_not_be_in_a_feed(at_least: int, days: int) -> None:
    """A feed of the newest few tells what it would if all of every incident were looked at."""
    at = site(now=NOW + timedelta(days=days))
    here = Standpoint.of(at)
    every = [head for course in at.told[::-1] for head in heads_of(course, here)]
    found = newest(recent(at.told[::-1], here, at_least), at_least)
    assert [h[:3] for h in found] == [h[:3] for h in newest(every, at_least)]
    for course in at.told:
        assert all(head.published_at <= course.last_told_at for head in heads_of(course, here))


def test_work_that_was_only_announced_is_not_passed_over(tmp_path: Path) -> None:
    """It has no update: what there is to be told of it is that it was announced."""
    folder = copied("rich", tmp_path)
    window = "{start: 2026-11-09T20:00:00Z, end: 2026-11-09T21:00:00Z, announced_at: 2026-11-09T08:00:00Z}"
    (folder / "2026-11-09-new-lamps.yml").write_text(
        f"title: New lamps\nkind: maintenance\ncomponents: [payments]\nscheduled: {window}\n"
    )
    at = load_site(folder, NOW, URL)
    work = at.by_id["2026-11-09-new-lamps"]
    (head,) = heads_of(work, Standpoint.of(at))
    assert head.published_at <= work.last_told_at


def moved_twice(folder: Path) -> Site:
    """Move the work on the shelves on two days, as `statuspage move` does."""
    was = "{start: 2026-11-%s:00:00Z, end: 2026-11-%s:00:00Z, at: 2026-11-0%s:00:00Z, why: %s}"
    first = was % ("20T22", "21T02", "5T10", "The *racks* are late.")
    moved = f"moved: [{first}, {was % ('23T22', '24T02', '9T11', 'And later still.')}]"
    old = "scheduled: {start: 2026-11-20T22:00:00Z, end: 2026-11-21T02:00:00Z}"
    new = "scheduled: {start: 2026-11-25T22:00:00Z, end: 2026-11-26T02:00:00Z, "
    return rewritten(folder, old, f"{new}{moved}}}", "2026-11-20-new-shelves.yml")


def test_work_that_is_moved_is_one_item_each_time(tmp_path: Path) -> None:
    """With both windows and the reason, dated when it was moved; nothing else has another id or date."""
    told = {item.key: item for item in feed_items(moved_twice(copied("rich", tmp_path)))}
    before = {item.key: (item.published_at, item.changed_at) for item in feed_items(site())}
    assert before.items() <= {k: (i.published_at, i.changed_at) for k, i in told.items()}.items()
    first, second = (told.pop(f"2026-11-20-new-shelves:window:{n}") for n in (1, 2))
    assert told.keys() == before.keys()
    assert (first.title, first.published_at.day, second.published_at.day) == (
        "[New time] New shelves",
        5,
        9,
    )
    assert [line for line in first.text("/").splitlines() if line] == [
        "Planned for: 23 November 2026, 22:00 – 24 November 2026, 02:00 Lisbon time",
        "It was planned for: 20 November 2026, 22:00 – 21 November 2026, 02:00 Lisbon time",
        "Why it was moved:",
        "The racks are late.",
    ]
    assert "Planned for: 25 November 2026" in second.text("/")


def test_each_word_of_planned_work_has_the_window_of_then(tmp_path: Path) -> None:
    """What was announced stays as it was; a word after a move has the new window."""
    at = moved_twice(copied("rich", tmp_path))
    said = {item.key: item.text("/") for item in feed_items(at)}
    windows = [
        re.findall(r"Planned for: (\d+)", said[f"2026-11-20-new-shelves:update:{id_}"])
        for id_ in ("told", "more")
    ]
    assert windows == [["20"], ["23"]]


def test_a_feed_of_the_newest_has_what_was_just_moved(tmp_path: Path) -> None:
    """However old its announcement is: it is asked what there is to be told of it."""
    at = moved_twice(copied("rich", tmp_path))
    work = at.by_id["2026-11-20-new-shelves"]
    assert work.last_told_at == max(head.published_at for head in heads_of(work, Standpoint.of(at)))


@pytest.mark.parametrize(("name", "now", "is_awaited"), FOLLOWED_UNTIL)
def test_of_what_is_settled_the_last_word_stays(name: str, now: datetime, is_awaited: bool) -> None:
    """The address that somebody was given leads somewhere for ever, and weighs little."""
    at = site(now=now)
    told = [item.key for item in feed_items(at) if item.incident == name]
    items = by_path(at)[f"incidents/{name}/feed"].items
    assert [item.key for item in items] == told[: None if is_awaited else 1]


def test_a_renamed_component_keeps_its_feed() -> None:
    """Its feed goes on under each id that it had, with the ids of the first."""
    rich = site()
    assert ids(rich, "components/payments/feed") == ids(rich, "components/cards/feed")
    assert all(":component:cards:" in id_ for id_ in ids(rich, "components/tills/feed"))


def test_a_component_feed_has_only_what_concerns_it() -> None:
    """The feed of a component leaves out incidents of the others."""
    assert {item.incident for item in feed(site(), "components/shop/feed").items} == {
        "2026-11-10-nobody-can-pay",
        "2026-11-20-new-shelves",
    }


def test_titles_begin_with_the_state() -> None:
    """A reader that shows titles alone says how things stand."""
    titles = [item.title for item in feed(site()).items]
    assert titles[0] == '[Cause found] Nobody can pay <at> the "till" & online'
    assert "[Called off] A new roof" in titles
    assert "[Taken back] 214 books were lent twice" in titles
    assert "[First report] 214 books were lent twice" in titles
    assert "[Report] 214 books were lent twice" in titles
    assert "[Promise kept late] Refuse a loan of a copy that is out" in titles
    assert "[Promise kept] September’s reservation fees returned" in titles


def test_a_promise_that_was_moved_is_told_once_each_time(tmp_path: Path) -> None:
    """Each time it is moved is one item more, with all its days; no other item becomes a new one."""
    folder, due = copied("rich", tmp_path), "due_on: 2026-10-30}"
    before = ids(load_site(folder, NOW, URL))
    first = "{from: 2026-10-30, on: 2026-10-20, why: The list is not ready.}"
    once = rewritten(folder, due, f"due_on: 2026-11-05, moved: [{first}]}}")
    assert len(set(ids(once)) - set(before)) == 1
    assert set(before) < set(ids(once))
    moved = next(item for item in feed(once).items if ":moved:" in item.key)
    assert (moved.key[-16:], moved.title[:15]) == ("moved:rehearse:1", "[Promise moved]")
    assert "The list is not ready." in moved.html


def test_a_correction_is_told_once_where_there_is_no_report(tmp_path: Path) -> None:
    """It is one item, with what was corrected; once there is a report, the report is what it changes."""
    folder = copied("incident", tmp_path)
    before = ids(load_site(folder, NOW, URL))
    said = "corrections: [{at: 2026-11-10T08:25:00Z, what: It was *one* till.}]"
    name = "2026-11-10-checkout-down.yml"
    corrected = rewritten(folder, "\nupdates:", f"\n{said}\nupdates:", name)
    [item] = [item for item in feed(corrected).items if ":correction:" in item.key]
    assert len(ids(corrected)) == len(before) + 1
    assert item.title.startswith("[Correction] ")
    assert "<em>one</em> till" in item.html


def test_newest_first() -> None:
    """Items stand in the order of their times, whichever incident they are of."""
    times = [item.published_at for item in feed(site()).items]
    assert times == sorted(times, reverse=True)


def test_equal_times_keep_the_order_of_the_file(tmp_path: Path) -> None:
    """Of two updates of one moment the later in the file is the newer."""
    folder = copied("rich", tmp_path)
    one_moment = rewritten(folder, "at: 2026-09-01T09:00:00Z", "at: 2026-09-01T08:35:00Z")
    keys = [item.key for item in feed(one_moment).items if "lending:update" in item.key]
    assert [key[-4:] for key in keys] == ["dddd", "cccc", "bbbb", "aaaa"]


def test_an_update_links_to_its_place_on_the_page() -> None:
    """The link leads to the update itself."""
    page = "incidents/2026-11-10-nobody-can-pay/#20261110T082000Z-hhhh"
    assert feed(site()).items[0].page == page


def test_pictures_and_links_are_absolute() -> None:
    """A text shows its pictures wherever it is read."""
    item = next(i for i in feed(site()).items if i.key.endswith("aaaa"))
    addresses = re.findall(r'(?:src|href)="([^"]+)"', rooted(item.html, URL))
    assert addresses == [
        f"{URL}incidents/2026/desk.png",
        "https://harbour.example/copies",
        f"{URL}incidents/2026-09-10-wrong-price/",
    ]


def test_each_word_says_what_people_can_do_then(tmp_path: Path) -> None:
    """The advice stands with the update that changed it and those after it; the closing one says its own alone."""
    said = "affected: {what_to_do: Wait.}\nupdates:\n"
    do = ["", "do: Come in.", "", "status: resolved"]
    for n, more in enumerate(do):
        said += f"  - {{id: u{n}, at: 2026-11-0{n + 1}T09:00:00Z, message: Word {n}., {more}}}\n"
    folder = copied("rich", tmp_path)
    (folder / "advised.md").write_text(f"---\ntitle: Advised\n{said}---\n")
    items = feed(load_site(folder, NOW, URL)).items
    shown = {i.page[-2:]: i.html for i in items if i.incident == "advised"}
    advice = {id_: re.findall("Wait|Come in", html) for id_, html in shown.items()}
    assert advice == {"u0": ["Wait"], "u1": ["Come in"], "u2": ["Come in"], "u3": []}


def test_maintenance_says_its_window() -> None:
    """Each word on planned work says when it will be."""
    item = next(i for i in feed(site()).items if i.key.endswith("new-shelves:update:told"))
    assert "20 November 2026, 22:00 – 21 November 2026, 02:00 Lisbon time" in item.html


def test_a_retracted_update_says_so() -> None:
    """What was taken back stays, marked, with the reason."""
    item = next(i for i in feed(site()).items if i.key.endswith("bbbb"))
    assert "Taken back on 1 September 2026, 09:30 Lisbon time" in item.html
    assert "It was not the scanner." in item.html
    assert "<blockquote><p>It is the new shelf scanner.</p></blockquote>" in item.html


def test_an_amended_update_moves_only_its_change() -> None:
    """A mended update keeps its time; only when it changed is later."""
    item = next(i for i in feed(site()).items if i.key.endswith("cccc"))
    assert (item.published_at.minute, item.changed_at.minute) == (35, 50)


def test_the_feed_of_reports_has_them_in_full() -> None:
    """A report is read in a reader from its first word to its corrections and its signature."""
    (item,) = feed(site(), "reports/feed").items
    for words in (
        "<h2>Why it happened</h2>",
        "Refuse a loan of a copy that is out",
        "Kept on 20 September 2026.",
        "We first wrote 412 readers; it was 400.",
        "Ana Reis, Head of Lending",
        '<a href="mailto:ana@harbour.example">',
        "We keep small libraries open.",
    ):
        assert words in item.html


def test_nothing_unpublished_is_told() -> None:
    """Drafts and classes that are never published are in no feed."""
    told = " ".join(i.title + i.html for f in feeds(site()) for i in f.items)
    assert "nobody may see" not in told


def _many(count: int, *, is_open: bool) -> str:
    lines = [
        f"  - {{id: u{n}, at: 2026-11-0{1 + n // 24}T{n % 24:02}:00:00Z, status: identified, message: Word {n}.}}"
        for n in range(count)
    ]
    end = (
        ""
        if is_open
        else "  - {id: end, at: 2026-11-09T00:00:00Z, status: resolved, message: Over.}"
    )
    return "title: A long one\nstarted_at: 2026-11-01T00:00:00Z\nupdates:\n" + "\n".join(
        filter(None, [*lines, end])
    )


@pytest.mark.parametrize(("is_open", "kept"), [(True, 70), (False, 50)])
def test_an_open_incident_is_never_cut(is_open: bool, kept: int, tmp_path: Path) -> None:
    """A feed keeps fifty items, and all of what is open."""
    folder = copied("well", tmp_path)
    (folder / "2026-11-01-long.yml").write_text(_many(70, is_open=is_open), "utf-8")
    assert len(feed(load_site(folder, NOW, URL)).items) == kept


def test_an_incident_without_updates_is_announced(tmp_path: Path) -> None:
    """Planned work of which nothing was posted is an item all the same, with its window."""
    folder = copied("well", tmp_path)
    text = (
        "title: A new door\nkind: maintenance\nsummary: The door is replaced.\n"
        "scheduled: {start: 2026-12-01T08:00:00Z, end: 2026-12-01T09:00:00Z,"
        " announced_at: 2026-11-09T08:00:00Z}\n"
    )
    (folder / "2026-12-01-door.yml").write_text(text, "utf-8")
    (item, *_) = feed(load_site(folder, NOW, URL)).items
    assert item.key == "2026-12-01-door:announced"
    assert item.title == "[Planned] A new door"
    assert "1 December 2026, 08:00–09:00 UTC" in item.html


def test_history_has_one_entry_per_incident_in_statuspages_shape() -> None:
    """Programs find the time, state and text of each update where Statuspage puts them."""
    entries = {item.key: item for item in history(site()).items}
    assert len(entries) == len(site().incidents)
    assert entries["2019-05-06-lifts"].html == (
        "<p><small>May <var data-var='date'> 6</var>, <var data-var='time'>11:00</var> UTC</small><br>"
        "<strong>Resolved</strong> - The lifts go.</p>"
        "<p><small>May <var data-var='date'> 6</var>, <var data-var='time'>10:00</var> UTC</small><br>"
        "<strong>Investigating</strong> - The lifts stand.</p>"
    )
    assert entries["2026-11-20-new-shelves"].html.startswith(
        "<p><strong>THIS IS A SCHEDULED EVENT Nov <var data-var='date'>20</var>, <var data-var='time'>22:00</var>"
        " - Nov <var data-var='date'>21</var>, <var data-var='time'>02:00</var> UTC</strong></p>"
    )


OFTEN = """\
title: The door sticks
started_at: 2026-11-09T10:00:00Z
components: [lending]
updates:
  - {id: a, at: 2026-11-09T10:05:00Z, status: investigating, message: "It *sticks* & creaks:\\n\\n- [pull](https://x.example/)\\n- wait"}
  - {id: b, at: 2026-11-09T10:15:00Z, status: investigating, message: "Still.\\nWe pull."}
  - {id: c, at: 2026-11-09T10:25:00Z, message: "Still.\\n\\n> `a < b`"}
  - id: d
    at: 2026-11-09T10:35:00Z
    status: resolved
    message: Over.
    retracted: {at: 2026-11-09T10:36:00Z, why: It is not.}
  - {id: e, at: 2026-11-09T10:45:00Z, status: resolved, message: Over.}
"""


def test_history_says_each_update_in_one_paragraph_and_a_state_once(tmp_path: Path) -> None:
    """Lists and paragraphs are lines of it; the entry is dated by its last word."""
    folder = copied("well", tmp_path)
    (folder / "2026-11-09-door.yml").write_text(OFTEN)
    entry = next(i for i in history(load_site(folder, NOW, URL)).items if i.key.endswith("door"))
    said = re.findall(r"<strong>(.*?)</strong> - (.*?)</p>", entry.html)
    assert said == [
        ("Resolved", "Over."),
        ("Retracted", "It is not."),
        ("Update", "Still.<br /><br />> <code>a &lt; b</code>"),
        ("Update", "Still.<br />We pull."),
        (
            "Investigating",
            'It <em>sticks</em> &amp; creaks:<br /><br />- <a href="https://x.example/">pull</a><br />- wait',
        ),
    ]
    assert entry.html.count("<p>") == 5
    assert entry.published_at == datetime(2026, 11, 9, 10, 45, tzinfo=UTC)
