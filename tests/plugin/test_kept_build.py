"""However a site came to be, it is what a build from nothing makes of its files: byte for byte."""

import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.mkdocs import kept_build
from mkdocs_statuspage.mkdocs.kept_build import TEMPLATES, KeptBuild, site_to_be
from mkdocs_statuspage.outputs import all_files, files_but_search, record_json
from mkdocs_statuspage.outputs.feeds.items import newest, recent
from mkdocs_statuspage.outputs.pages import (
    component_page,
    history_page,
    promises_page,
    record_page,
    reports_page,
)
from mkdocs_statuspage.outputs.pages.search_index import index, words_of
from mkdocs_statuspage.outputs.view.page import Page, PageView
from mkdocs_statuspage.outputs.view.previews import Preview
from mkdocs_statuspage.site import InvalidFiles, load_site
from plugin.library import NOW, Built, build, prepare, run

BEGIN = datetime(2025, 12, 20, 9, 0, tzinfo=UTC)
A_DAY = timedelta(days=1)
URL = "https://status.tiny.example/"
EVIDENCE = "https://tiny.example/change"
WORDS = "late twice lost slow wrong gone again".split()
STATUSES = ["investigating", "identified", "monitoring", "resolved"]


@pytest.fixture(autouse=True)
def _parted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Part lists that are long already with a few incidents, as those of years are."""
    for page in (component_page, history_page, promises_page, record_json):
        monkeypatch.setattr(page, "AT_MOST", 2)
    for page, limits in (
        (reports_page, ("AT_MOST", "NEWEST")),
        (record_page, ("AT_MOST", "APART_FROM")),
    ):
        for limit in limits:
            monkeypatch.setattr(page, limit, 1)
    for at_least in (newest, recent):
        monkeypatch.setattr(at_least, "__defaults__", (4,))
    monkeypatch.setattr("mkdocs_statuspage.site.NEWEST", 2)


class Killed(Exception):
    """The process went away."""


@dataclass
class Told:
    """What one incident's file says, as far as an action changes it."""

    number: int
    name: str
    title: str
    at: datetime
    kind: str = "incident"
    updates: int = 2
    is_over: bool = True
    published: int | None = None
    """Days after which its report is published."""
    kept: int | None = None
    """Days after which its promise is kept."""
    names: int | None = None
    """The number of another that its text links to."""
    repeats: int | None = None
    draft: bool = False
    formerly: list[str] = field(default_factory=list)
    cause: str = ""
    component: str = "pay"

    @property
    def path(self) -> str:
        """Where its file stands."""
        return f"{self.at:%Y}/{self.name}.md"


@dataclass
class World:
    """A site's files, its clock, and what else a build depends on."""

    folder: Path
    now: datetime = BEGIN
    program: bytes = b"1"
    around: str = "header"
    component: str = "Payments"
    has_people: bool = True
    told: dict[int, Told] = field(default_factory=dict)
    builds: int = 0
    seen: str = ""
    """What was found when the evidence of promises was looked at."""

    @property
    def frame(self) -> str:
        """What is around each page."""
        return f"{self.around} {self.program!r}"

    @property
    def incidents(self) -> Path:
        """The folder of incidents."""
        return self.folder / "incidents"

    def write(self) -> None:
        """Write all files anew."""
        shutil.rmtree(self.incidents, ignore_errors=True)
        self.incidents.mkdir(parents=True)
        (self.incidents / "statuspage.yml").write_text(yaml.safe_dump(self.config()))
        if self.seen:
            looked = {"url": EVIDENCE, "found": self.seen, "looked_at": BEGIN - A_DAY}
            (self.incidents / "evidence.yml").write_text(yaml.safe_dump({"evidence": [looked]}))
        for one in self.told.values():
            path = self.incidents / one.path
            path.parent.mkdir(exist_ok=True)
            path.write_text(self.text(one))

    def config(self) -> dict[str, Any]:
        """Say who we are."""
        lenient = {"prevention": {"at_least": 0, "owner": "optional", "due_on": "optional"}}
        return {
            "site_id": "tiny",
            "organisation": {"name": "Tiny"},
            "timezone": "America/Sao_Paulo",
            "components": {"pay": {"name": self.component}, "api": {"name": "API"}},
            "people": {
                "ana" if self.has_people else "eva": {
                    "name": "Ana",
                    "role": "Head",
                    "reply_to": "ana@tiny.example",
                }
            },
            "policy": {
                "classes": {
                    "affecting": {"sections": [], "needs": [], "reviewers": 0} | lenient,
                }
            },
        }

    def text(self, one: Told) -> str:
        """Write the file of one incident."""
        head: dict[str, Any] = {"title": one.title, "kind": one.kind, "components": [one.component]}
        if one.kind == "maintenance":
            start = one.at + timedelta(days=3)
            head["scheduled"] = {"start": start, "end": start + timedelta(hours=2)}
        else:
            head["started_at"] = one.at
        statuses = ["scheduled"] if one.kind == "maintenance" else STATUSES[: one.updates]
        if one.is_over and one.kind != "maintenance":
            statuses = [*statuses[:-1], "resolved"]
        head["updates"] = [
            {
                "at": one.at + timedelta(minutes=10 * n),
                "status": status,
                "message": f"It is {WORDS[n]} at {one.at:%H:%M} UTC. {self.link(one)}",
            }
            for n, status in enumerate(statuses)
        ]
        if one.published is not None and one.kind == "incident":
            head["report"] = {"published_at": one.at + timedelta(days=one.published)}
            head["signed_by"] = "ana"
            head["make_good"] = {"none": "Nobody lost anything by it."}
            due = (one.at + timedelta(days=30)).date()
            head["prevention"] = [
                {"id": "p1", "promise": "Mend it.", "owner": "ana", "due_on": due}
            ]
            if one.kept is not None:
                kept_on = min(due + timedelta(days=one.kept - 15), self.now.date() - A_DAY)
                head["prevention"][0] |= {"kept_on": kept_on, "evidence": EVIDENCE}
        if one.repeats in self.told and one.repeats != one.number:
            head["repeats"] = [self.told[one.repeats].name]
        if one.cause:
            head["causes"] = [one.cause]
        if one.draft:
            head["draft"] = True
        if one.formerly:
            head["formerly"] = one.formerly
        body = f"## What happened\n\nIt was {one.title}. {self.link(one)}\n"
        return f"---\n{yaml.safe_dump(head)}---\n{body if one.kind == 'incident' else ''}"

    def link(self, one: Told) -> str:
        """Link to another incident's file, be it there or not."""
        other = self.told.get(one.names) if one.names is not None else None
        path = f"../{other.path}" if other else "../2025/nowhere.md"
        return (
            f"See [that one]({path}#what-happened), [the list][gone]."
            if one.names is not None
            else ""
        )


def drawn(content: str | bytes | Page | Preview, around: str) -> bytes:
    """Draw what a template would, in short, by a program and in a frame."""
    if isinstance(content, Page):
        return f"{around} {content.title} {content.view()!r}".encode()
    if isinstance(content, Preview):
        return repr(content).encode()
    return content.encode() if isinstance(content, str) else content


def from_nothing(world: World) -> dict[str, bytes] | None:
    """Make the site of its files alone."""
    try:
        site = load_site(world.incidents, world.now, URL)
    except InvalidFiles:
        return None
    return {path: drawn(content, world.frame) for path, content in all_files(site).items()}


def kept(
    world: World,
    dies_after: int = 10_000,
    into: str = "site",
    without: str = "",
    *,
    compares: bool = True,
) -> dict[str, bytes] | None:
    """Make it with what former builds left, from the site before the former one, and put it in the place of that."""
    former, new, spare = (world.folder / name for name in (into, "next", "spare"))
    shutil.rmtree(new, ignore_errors=True)
    spare.rename(new) if spare.is_dir() else new.mkdir(parents=True)
    build = KeptBuild(world.folder, world.incidents, world.program)
    left = iter(range(dies_after))

    def draw(page: Page) -> str:
        if next(left, None) is None:
            raise Killed
        return drawn(page, world.frame).decode()

    try:
        site = load_site(world.incidents, world.now, URL, memory=build.reading.memory)
    except InvalidFiles:
        build.close(is_whole=False)
        return None
    if compares:
        whole = load_site(world.incidents, world.now, URL)
        assert (site.findings, site.root_links) == (whole.findings, whole.root_links)
        assert (site.assets, site.linked) == (whole.assets, whole.linked)
    build.begin(site)
    made = files_but_search(site, build.files_of, build.part)
    build.know_pages(made)
    ours = {path for bundle in build.bundles.values() for path in bundle.paths}
    at = {path: path for path in ours if path != without}
    build.put_out(world.around, draw, site_to_be(new, former, at))
    others = {path: made[path] for path in made.keys() - ours} | dict(build.search(site.words))
    for path, content in others.items():
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        (new / path).write_bytes(drawn(content, world.frame))
    build.close(is_whole=True)
    if former.is_dir():
        former.rename(spare)
    new.rename(former)
    return {
        path.relative_to(former).as_posix(): path.read_bytes()
        for path in former.rglob("*")
        if path.is_file()
    }


def begun(world: World, chance: random.Random, hours: float) -> None:
    """Add an incident that began so many hours ago."""
    number = max(world.told, default=0) + 1
    at = world.now - timedelta(hours=hours)
    world.told[number] = Told(
        number,
        f"{at:%Y-%m-%d}-{chance.choice(WORDS)}-{number}",
        f"Payments {chance.choice(WORDS)}",
        at.replace(microsecond=0),
        kind=chance.choice(["incident", "incident", "incident", "incident", "maintenance"]),
        published=chance.choice([None, 1, 2, 60]),
        kept=chance.choice([None, None, 3, 20]),
        names=chance.choice([None, *world.told]),
        repeats=chance.choice([None, None, *world.told]),
        is_over=chance.random() < 0.8,
        cause=chance.choice(["", "certificates"]),
    )


Deed = Callable[[World, Told, random.Random], None]


def renamed(_: World, one: Told, chance: random.Random) -> None:
    one.formerly = [one.name] if chance.random() < 0.7 else []
    one.name = f"{one.name[:11]}renamed-{chance.choice(WORDS)}-{one.number}"


def moved_on(world: World, one: Told, chance: random.Random) -> None:
    """Step to a moment near one at which something turns, or back."""
    turns = [timedelta(days=days) for days in (0.5, 1, 2, 3, 3.08, 30, 33, 60, 60.5)]
    near = [timedelta(minutes=minutes) for minutes in (-1500, -61, -1, 0, 1, 61, 1500)]
    world.now = one.at + chance.choice(turns) + chance.choice(near)


def later(world: World, _: Told, chance: random.Random) -> None:
    world.now += timedelta(days=chance.choice([-40, 0.01, 1, 14, 31, 90, 400]))


DEEDS: list[Deed] = [
    lambda world, _, chance: begun(world, chance, chance.choice([1, 30, 24 * 40, 24 * 400])),
    lambda _, one, chance: setattr(one, "title", f"{one.title} {chance.choice(WORDS)}"[:70]),
    lambda _, one, chance: setattr(one, "updates", chance.randint(1, 4)),
    lambda _, one, chance: setattr(one, "is_over", not one.is_over),
    lambda world, one, _: world.told.pop(one.number) and None,
    renamed,
    lambda world, one, chance: setattr(one, "names", chance.choice([None, *world.told])),
    lambda world, one, chance: setattr(one, "repeats", chance.choice([None, *world.told])),
    lambda _, one, chance: setattr(one, "published", chance.choice([None, 0, 1, 30, 60])),
    lambda _, one, chance: setattr(one, "kept", chance.choice([None, 1, 15, 40])),
    lambda _, one, __: setattr(one, "draft", not one.draft),
    lambda world, _, chance: setattr(world, "component", chance.choice(["Payments", "Cards"])),
    lambda world, _, __: setattr(world, "has_people", not world.has_people),
    lambda world, _, chance: setattr(world, "program", chance.choice([b"1", b"2"])),
    lambda world, _, chance: setattr(world, "around", chance.choice(["header", "banner"])),
    *[moved_on] * 5,
    *[later] * 2,
]


def damaged(world: World, chance: random.Random) -> None:
    """Hurt what was kept, or the former site: some of its bytes, its end, all of it."""
    found = sorted((world.folder / "cache").glob("*.db")) + sorted(
        path
        for site in ("site", "spare")
        for path in (world.folder / site).rglob("*")
        if path.is_file()
    )
    for path in chance.sample(found, min(len(found), 6)):
        data, how = bytearray(path.read_bytes()), chance.randrange(5)
        if how <= 1:
            for at in chance.sample(range(len(data)), len(data) // 300):
                data[at] ^= 1 << chance.randrange(8)
            path.write_bytes(data)
        elif how == 2:
            path.write_bytes(data[: len(data) // 2])
        elif how == 3:
            path.unlink()
        else:
            path.write_bytes(chance.randbytes(200))


def lives(world: World, seed: int) -> Iterator[str]:
    """Change and build, some builds killed and some of what they left hurt; tell before each build."""
    chance = random.Random(seed)
    for hours in (24 * 70, 24 * 65, 24 * 20, 30, 1):
        begun(world, chance, hours)
    for number in range(8):
        for _ in range(chance.choice([0, 1, 1, 1, 2, 4]) if number else 0):
            one = chance.choice(list(world.told.values()))
            chance.choice(DEEDS)(world, one, chance)
            if not world.told:
                begun(world, chance, 1)
        newest = max(one.at for one in world.told.values()) + timedelta(minutes=40)
        world.now = max(world.now, newest) if chance.random() < 0.95 else world.now
        world.write()
        world.has_people = True
        if chance.random() < 0.2:
            damaged(world, chance)
        if chance.random() < 0.2:
            with suppress(Killed):
                kept(world, dies_after=chance.randrange(4))
        yield f"build {number} of seed {seed}"


def hold(folder: Path, seed: int) -> None:
    """Fail where a build with what was kept is another than one from nothing."""
    world = World(folder)
    for said in lives(world, seed):
        found, right = kept(world), from_nothing(world)
        assert (found is None) == (right is None), said
        if found is not None and right is not None:
            assert found.keys() == right.keys(), said
            differing = [path for path in right if found[path] != right[path]]
            assert differing == [], said


@pytest.mark.parametrize("seed", [0, 2, 3, 5, 252])
def test_a_site_is_what_its_files_say_whatever_was_before(seed: int, tmp_path: Path) -> None:
    hold(tmp_path, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 400))
def test_a_site_is_what_its_files_say_whatever_was_before_long(seed: int, tmp_path: Path) -> None:
    hold(tmp_path, seed)


def reported(number: int, days: int, **more: Any) -> Told:
    at = BEGIN - timedelta(days=days)
    return Told(number, f"{at:%Y-%m-%d}-late-{number}", "Late", at, published=2, **more)


def both(world: World, into: str = "site") -> dict[str, bytes]:
    """Build with what was kept, and give that where it is what the files say."""
    world.write()
    found, right = kept(world, into=into), from_nothing(world)
    assert found is not None
    assert found == right
    return found


def test_a_report_is_told_at_its_time(tmp_path: Path) -> None:
    """Not before its time, then at it, and not at an earlier moment again."""
    world = World(tmp_path, told={1: reported(1, 10)})
    page, told = f"incidents/{world.told[1].name}.md", list[bytes]()
    for days in (1, 3, 1):
        world.now = world.told[1].at + timedelta(days=days)
        told.append(both(world)[page])
    assert told[0] == told[2] != told[1]


def test_what_is_known_of_all_changes_what_is_said_of_one(tmp_path: Path) -> None:
    """Since when a component is heard of stands in the document of each of its incidents."""
    oldest = Told(0, "2025-10-10-gone-0", "Gone", BEGIN - 71 * A_DAY, component="api")
    latest = Told(1, "2025-12-19-late-1", "Late", BEGIN - A_DAY)
    world = World(tmp_path, told={0: oldest, 1: latest})
    before = both(world)
    world.told[2] = Told(2, "2025-11-19-lost-2", "Lost", BEGIN - 31 * A_DAY)
    after = both(world)
    assert [
        path
        for path in before
        if path.startswith("api/v2/incidents/") and before[path] != after[path]
    ]


def test_what_a_page_is_called_is_a_part_of_what_it_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever it is worked out from: it stands beside what the page shows."""
    world = World(tmp_path, told={1: reported(1, 10)})
    before = both(world)
    monkeypatch.setattr(history_page, "_named", lambda *_: ("Another", "Another."))
    assert before["history/2025.md"] != both(world)["history/2025.md"]


def test_what_was_seen_of_evidence_stands_beside_its_promise(tmp_path: Path) -> None:
    """On the page of the incident, and where promises are listed."""
    world = World(tmp_path, told={n: reported(n, 40 + n, kept=14) for n in (1, 2, 3)})
    before = both(world)
    world.seen = "gone"
    after = both(world)
    changed = {path for path in before if before[path] != after[path]}
    assert f"incidents/{world.told[1].name}.md" in changed
    assert [path for path in changed if path.startswith("promises/2025/")]


def test_an_incident_names_those_that_it_repeats(tmp_path: Path) -> None:
    """By their titles, as they are called now."""
    first = Told(1, "2025-11-10-late-1", "Late", BEGIN - 40 * A_DAY)
    world = World(tmp_path, told={1: first, 2: reported(2, 10, repeats=1)})
    page = f"incidents/{world.told[2].name}.md"
    both(world)
    world.told[1].title = "Another name"
    assert b"Another name" in both(world)[page]


def test_a_year_tells_of_what_began_before_it(tmp_path: Path) -> None:
    """The day after New Year's Eve is as its trouble was, and leads to it."""
    eve = datetime(2026, 1, 1, 2, 50, tzinfo=UTC)  # in Brazil ten minutes before midnight
    one = Told(1, "2026-01-01-late-1", "Late", eve, updates=4)
    site = both(World(tmp_path, now=eve + 9 * A_DAY, told={1: one}))
    assert all(one.name in site[f"history/{year}.md"].decode() for year in (2025, 2026))


def test_the_newest_alone_have_a_picture_of_their_own(tmp_path: Path) -> None:
    """One that is no longer among them has that of the site; nothing else of it changed."""
    world = World(tmp_path, told={n: reported(n, 60 - 10 * n) for n in (1, 2)})
    before = both(world)
    world.told |= {n: reported(n, 60 - 10 * n) for n in (3, 4)}
    page = f"incidents/{world.told[1].name}.md"
    assert before[page] != both(world)[page]


def test_a_report_is_judged_again_when_its_cause_turns_out_to_have_come_back(
    tmp_path: Path,
) -> None:
    world = World(tmp_path, told={1: reported(1, 10, cause="certificates")})
    page = f"incidents/{world.told[1].name}.md"
    before = both(world)
    world.told[2] = reported(2, 40, cause="certificates")
    assert both(world)[page] != before[page]


@pytest.mark.parametrize(
    "kind", ["texts", "verdicts", "figures", "files", "words", "drawn", "there"]
)
def test_what_was_hurt_is_made_again(tmp_path: Path, kind: str) -> None:
    """Another value under a right key is found out, whoever put it there."""
    world = World(tmp_path, told={n: reported(n, 10 * n) for n in (1, 2)})
    both(world)
    shutil.rmtree(tmp_path / "site")
    (path,) = (tmp_path / "cache").glob(f"{kind}-*.db")
    with closing(sqlite3.connect(path)) as hurt, hurt:
        (one,) = hurt.execute("SELECT value FROM kept ORDER BY name LIMIT 1").fetchone()
        hurt.execute("UPDATE kept SET value = ?", (one,))
    both(world)


@pytest.mark.parametrize(
    ("name", "value"), [("program", b"2"), ("around", "banner"), ("component", "Cards")]
)
def test_what_all_depend_on_makes_everything_anew(tmp_path: Path, name: str, value: Any) -> None:
    """Another program, another frame, another configuration."""
    world = World(tmp_path, told={1: reported(1, 10)})
    page = f"incidents/{world.told[1].name}.md"
    before = both(world)
    setattr(world, name, value)
    assert both(world)[page] != before[page]


def test_another_configuration_is_asked_whether_a_file_is_valid(tmp_path: Path) -> None:
    """What names somebody who is no longer there is wrong now, as it stands."""
    world = World(tmp_path, told={1: reported(1, 10)})
    both(world)
    world.has_people = False
    world.write()
    assert from_nothing(world) is None
    assert kept(world) is None


def test_what_lies_ahead_of_an_earlier_moment_is_seen_though_its_file_is_known(
    tmp_path: Path,
) -> None:
    """Two minutes ahead it counts as now, as a fast clock may have stamped it; eight are a mistake."""
    one = Told(1, "2025-12-19-late-1", "Late", BEGIN - A_DAY)
    world = World(tmp_path, told={1: one})
    both(world)
    world.now = one.at + timedelta(minutes=8)
    both(world)
    world.now = one.at + timedelta(minutes=2)
    assert from_nothing(world) is None
    assert kept(world) is None


def test_each_place_has_the_site_of_its_time(tmp_path: Path) -> None:
    """What was built elsewhere since then leaves nothing old here."""
    world = World(tmp_path, told={1: reported(1, 10)})
    for days, into in ((0, "site"), (40, "elsewhere"), (40, "site"), (0, "elsewhere")):
        world.now = BEGIN + timedelta(days=days)
        both(world, into)


def test_what_the_owner_had_in_the_place_of_a_page_was_never_ours(tmp_path: Path) -> None:
    """When it goes, ours is there."""
    world = World(tmp_path, told={1: reported(1, 10)})
    page = f"incidents/{world.told[1].name}.md"
    world.write()
    for _ in range(2):
        found = kept(world, without=page)
        assert found is not None
        assert page not in found
    both(world)


def test_what_does_not_change_is_left_alone(tmp_path: Path) -> None:
    """Not only its bytes: its time and its number on the disk."""
    world = World(
        tmp_path, told={1: reported(1, 10), 2: Told(2, "2025-12-20-slow-2", "Slow", BEGIN - A_DAY)}
    )
    both(world)
    page = tmp_path / "site" / "incidents" / f"{world.told[1].name}.md"
    before = page.stat()
    world.told[2].updates, world.told[2].is_over, world.now = 3, False, BEGIN + timedelta(hours=1)
    both(world)
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_what_is_made_again_and_says_the_same_is_left_alone(tmp_path: Path) -> None:
    """And is known for what it is: the next build neither makes nor writes it."""
    world = World(tmp_path, told={1: reported(1, 10)})
    both(world)
    page = tmp_path / "site" / "incidents" / f"{world.told[1].name}.md"
    before = page.stat()
    shutil.rmtree(tmp_path / "cache")
    both(world)
    assert (page.stat().st_ino, page.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_former_site_that_goes_costs_no_drawing(tmp_path: Path) -> None:
    """A machine that has what was kept and no site draws nothing, however many builds had both; reports shown in part neither."""
    world = World(
        tmp_path, told={1: reported(1, 10), 2: Told(2, "2025-12-19-slow-2", "Slow", BEGIN - A_DAY)}
    )
    first = both(world)
    assert kept(world, dies_after=0) == first
    shutil.rmtree(tmp_path / "site")
    assert kept(world, dies_after=0) == first


def test_of_a_site_that_is_gone_on_from_only_what_is_asked_for_stays(tmp_path: Path) -> None:
    """A folder in the place of a file and a file in that of a folder go, and links, which lead anywhere."""
    world = World(tmp_path, told={n: reported(n, 10 * n) for n in (1, 2)})
    first, spare = both(world), tmp_path / "spare"
    page, other = (f"incidents/{world.told[n].name}.md" for n in (1, 2))
    shutil.copytree(tmp_path / "site", spare)
    shutil.rmtree(spare / "history")
    (spare / "history").write_text("a file")
    (spare / page).unlink()
    (spare / page).mkdir()
    (spare / page / "more.html").write_text("more")
    (spare / other).unlink()
    (spare / other).symlink_to(tmp_path / "site" / other)
    (tmp_path / "theirs" / "history").mkdir(parents=True)
    (tmp_path / "theirs" / "history" / "of-theirs").touch()
    (spare / "theirs").symlink_to(tmp_path / "theirs")
    assert both(world) == first
    assert (tmp_path / "site" / other).is_symlink() is False
    assert (tmp_path / "theirs" / "history" / "of-theirs").exists()


def test_a_site_in_which_one_may_remove_nothing_is_left_aside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another user left it."""

    def refused(*_: object) -> None:
        raise PermissionError

    world = World(tmp_path, told={1: reported(1, 10)})
    first = both(world)
    shutil.copytree(tmp_path / "site", tmp_path / "spare")
    (tmp_path / "spare" / "theirs.html").touch()
    monkeypatch.setattr(kept_build, "_claimed", refused)
    assert both(world) == first


def test_what_stands_is_neither_made_nor_written(tmp_path: Path) -> None:
    """However many builds it has stood."""
    world = World(tmp_path, told={n: reported(n, 10 * n) for n in (1, 2)})
    for _ in range(2):
        first = both(world)
    (drawn,) = (tmp_path / "cache").glob("drawn-*.db")
    drawn.unlink()
    assert kept(world, dies_after=0) == first


def test_words_for_the_search_stay_where_nobody_asks_for_them(tmp_path: Path) -> None:
    """Of a year in which nothing changed the parts are found whole."""
    world = World(tmp_path, told={n: reported(n, 10 * n) for n in (1, 2)})
    both(world)
    (path,) = (tmp_path / "cache").glob("words-*.db")
    before = rows_in(path)
    both(world)
    assert rows_in(path) == before
    assert len(before) > len(world.told)


def rows_in(path: Path) -> list[tuple[str, bytes]]:
    """Give what is kept in a file, by its name."""
    with closing(sqlite3.connect(path)) as read:
        return [*read.execute("SELECT name, value FROM kept ORDER BY name")]


def test_a_template_stays_where_no_page_of_its_kind_is_drawn(tmp_path: Path) -> None:
    """A build in which nothing changed would forget all of them, and the next compile them again."""
    found = []
    for name in ("incident.html", "other.html", "incident.html"):
        build = KeptBuild(tmp_path, tmp_path / "incidents", b"1")
        templates = build.results(TEMPLATES)
        found.append(templates.find(name, b"text"))
        templates.keep(name, b"text", b"compiled")
        build.close(is_whole=True)
    assert found == [None, None, b"compiled"]


def test_incidents_are_made_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of one is there before its turn, and no text stays when it was put out: memory does not grow with them."""
    monkeypatch.setattr("mkdocs_statuspage.outputs.view.prose.LISTED", 0)
    world = World(tmp_path, told={n: reported(n, 10 * n) for n in (1, 2)})
    world.write()
    build = KeptBuild(tmp_path, world.incidents, world.program)
    site = load_site(world.incidents, world.now, URL, memory=build.reading.memory)
    build.begin(site)
    build.know_pages(files_but_search(site, build.files_of, build.part))
    waiting = [build.bundles[one.name].files for one in world.told.values()]
    assert {content for files in waiting for content in files.values()} == {b""}
    build.links.made.clear()  # type: ignore[union-attr]
    at = {path: path for bundle in build.bundles.values() for path in bundle.paths}
    (tmp_path / "new").mkdir()
    place = site_to_be(tmp_path / "new", tmp_path / "site", at)
    build.put_out("", lambda page: drawn(page, "").decode(), place)
    known = [page.html for page in build.searched.values() if page.day]
    assert len(known) == len(world.told)
    assert all(len(digest) == 16 for digest in known)
    build.close(is_whole=True)
    assert b"It was Late" in (tmp_path / "new" / f"incidents/{world.told[1].name}.md").read_bytes()
    assert build.links.made == {}


def test_a_picture_is_drawn_again_for_other_words_another_font_and_another_colour(
    tmp_path: Path,
) -> None:
    """And for nothing else, so that a build in which none is drawn needs no program that draws."""
    font, drawn = tmp_path / "font.ttf", list[int]()

    def found(key: bytes, colour: str) -> bytes:
        build = KeptBuild(tmp_path, tmp_path / "incidents", b"1")
        look = (font, colour)
        icon = build.drawn_once("icon", key, look, lambda: drawn.append(1) or bytes(len(drawn)))
        build.close(is_whole=True)
        return icon

    told = [found(b"1", "#000"), found(b"1", "#000"), found(b"2", "#000"), found(b"2", "#111")]
    font.write_bytes(b"another")
    assert [len(one) for one in (*told, found(b"2", "#111"))] == [1, 1, 2, 3, 4]


def test_a_page_without_words_is_searched_as_it_was() -> None:
    """Of what is known, its words are; of a picture there are none."""
    page = Page("one.md", "", "A picture", "", PageView(), lambda: "<p></p>", day=BEGIN.date())
    known, words = replace(page, html=words_of(page)), load_words("en")
    found = dict(index([known], words))
    assert found == dict(index([page], words))
    assert page.title in str(found)


SETTINGS: dict[str, Any] = {
    "copyright": "Ours",
    "site_description": "How we are",
    "extra_javascript": [{"path": "https://status.harbour.example/own.js", "defer": True}, "a.js"],
    "repo_url": "https://code.harbour.example/status",
    "edit_uri": "edit/main/incidents",
}


def files_in(site: Path) -> dict[str, bytes]:
    """Give what a build wrote, but for when that was."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != "build.json"
    }


def test_mkdocs_builds_the_same_with_what_was_kept(tmp_path: Path) -> None:
    """An hour later, with another word, then with other settings: as if nothing had been there before."""
    again = tmp_path / "again"
    built = build("well", again)
    assert [*(again / ".statuspage" / "cache").glob("drawn-*.db")]
    path = next((again / "incidents").rglob("2026-11-02-letters-late.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("letters", "parcels"), "utf-8")
    assert_clean(built, tmp_path / "word")
    assert [*(again / ".statuspage" / "former").rglob("index.html")]
    settings = yaml.safe_load((again / "mkdocs.yml").read_text("utf-8")) | SETTINGS
    (again / "mkdocs.yml").write_text(yaml.safe_dump(settings), "utf-8")
    assert_clean(built, tmp_path / "settings")


def test_what_is_withheld_is_gone_with_the_next_build(tmp_path: Path) -> None:
    """From the site, and from all that builds leave beside it."""
    built = prepare("well", tmp_path)
    path = next((tmp_path / "incidents").rglob("2026-11-02-letters-late.md"))
    text = path.read_text(encoding="utf-8")
    for said in ("kestrels", "kestrels", "letters"):
        path.write_text(text.replace("letters", said), "utf-8")
        assert run(built).returncode == 0
        told = [
            one.relative_to(tmp_path).parts[:2]
            for one in tmp_path.rglob("*")
            if one.is_file() and b"kestrels" in one.read_bytes()
        ]
        assert bool(told) == (said == "kestrels"), told


ABOUT = """---
title: About
shell: material
---
See [the letters](incidents/2026-11-02-letters-late.md#it), [its feed](incidents/2026-11-02-letters-late/feed.xml),
[nothing](incidents/2026-11-02-letters.md) and [the root](/incidents/2026-11-02-letters-late/).
"""
NAVIGATION = ["index.md", {"Letters": "incidents/2026-11-02-letters-late.md"}, "about.md"]


def test_pages_are_drawn_as_mkdocs_draws_them(tmp_path: Path) -> None:
    """Which it does where a hook might have a say; the owner's, which link to ours, with the same warnings."""
    said = []
    for name, more in ("ours", {}), ("theirs", {"hooks": ["hook.py"]}):
        built = prepare("well", tmp_path / name, **SETTINGS, **more, nav=NAVIGATION)
        (built.folder / "incidents" / "pages").mkdir(exist_ok=True)
        (built.folder / "incidents" / "pages" / "about.md").write_text(ABOUT, "utf-8")
        (built.folder / "hook.py").write_text(
            "def on_page_context(context, **_):\n    return context\n"
        )
        done = run(built)
        assert done.returncode == 0, done.stderr
        said.append([line for line in done.stderr.splitlines() if line.startswith("WARNING")])
    ours, theirs = (Built(tmp_path / name) for name in ("ours", "theirs"))
    assert len(said[0]) == 1
    assert said[0] == said[1]
    assert 'href="../incidents/2026-11-02-letters-late/#it"' in ours.read("about/index.html")
    assert files_in(ours.site_dir) == files_in(theirs.site_dir)
    assert [*(ours.folder / ".statuspage" / "cache").glob("drawn-*.db")]
    assert not (theirs.folder / ".statuspage" / "cache").exists()


def assert_clean(built: Built, clean: Path) -> None:
    """Build again, and in another folder from nothing; and compare all files."""
    later = str(int(NOW) + 3600)
    shutil.copytree(built.folder / "incidents", clean / "incidents")
    shutil.copy(built.folder / "mkdocs.yml", clean / "mkdocs.yml")
    for one in (built, Built(clean)):
        done = run(one, now=later)
        assert done.returncode == 0, done.stderr
    assert files_in(built.site_dir) == files_in(Built(clean).site_dir)
