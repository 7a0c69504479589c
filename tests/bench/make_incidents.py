"""Makes a site of made-up incidents, the same for the same numbers.

`python -m tests.bench.make_incidents DIR --count 1000 [--components 30]`
"""

import argparse
import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.bench.words import CLOSING, COMPONENTS, NOTHING_NEW, OWNERS, TOPICS, Topic

CLOCK = datetime(2026, 11, 18, 10, 12, tzinfo=UTC)
YEARS = 5
STATUSES = ("degraded_performance", "partial_outage", "major_outage")

MKDOCS = """\
site_name: Bench status
site_url: https://status.bench.example/
docs_dir: incidents
theme:
  name: material
  font: false
plugins:
  - search
  - statuspage
"""
CONFIG = """\
site_id: bench
organisation: {name: Bench and Sons, url: https://bench.example, mission: We keep tills ringing.}
timezone: Europe/Lisbon
people:
  ana: {name: Ana Reis, role: Founder and chief executive, reply_to: ana@bench.example}
  rui: {name: Rui Melo, role: Head of Infrastructure, reply_to: rui@bench.example}
clock: 2026-11-18T10:12:00Z
components:
"""


def make_site(folder: Path, count: int, components: int = len(COMPONENTS)) -> None:
    """Write `mkdocs.yml`, `statuspage.yml` and so many incidents, by year, the newest open."""
    incidents_dir = folder / "incidents"
    known = [component(number) for number in range(components)]
    make_frame(folder, known)
    for number in range(count):
        name, text = incident(number, count, known)
        path = incidents_dir / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def make_frame(folder: Path, known: Iterable[tuple[str, str, str]]) -> None:
    """Write `mkdocs.yml` and `statuspage.yml` with these components."""
    incidents_dir = folder / "incidents"
    incidents_dir.mkdir(parents=True, exist_ok=True)
    (folder / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    entries = [f"  {id_}: {{name: {name}, group: {group}}}\n" for id_, name, group in known]
    (incidents_dir / "statuspage.yml").write_text(CONFIG + "".join(entries), encoding="utf-8")


def component(number: int) -> tuple[str, str, str]:
    """Give the id, name and group of a component; beyond the named ones, with a number."""
    id_, name, group = COMPONENTS[number % len(COMPONENTS)]
    again = number // len(COMPONENTS)
    return (f"{id_}-{again + 1}", f"{name} {again + 1}", group) if again else (id_, name, group)


def incident(number: int, count: int, known: list[tuple[str, str, str]]) -> tuple[str, str]:
    """Give the path and text of one incident; number 0 is the newest, and open."""
    chance = random.Random(f"incident {number}")
    topic = chance.choice(TOPICS)
    id_, name, _ = chance.choice(known)
    apart = timedelta(days=365 * YEARS) / count
    start = (CLOCK - apart * (number + chance.random())).replace(second=0, microsecond=0)
    start = CLOCK - timedelta(minutes=50) if number == 0 else start
    stem = f"{start:%Y}/{start:%Y-%m-%d}-{id_}-{topic.slug}-{number}"
    if number % 12 == 5:
        return f"{stem}.yml", "\n".join(maintenance(chance, id_, name, start))
    is_yaml = number % 4 == 1
    lines = list(head(chance, topic, id_, name, start))
    lines += ["draft: true"] if number % 40 == 7 else []
    lines += updates(chance, topic, id_, name, start, is_open=number == 0)
    if number % 3 == 0 and number:
        lines += promises(chance, topic, start)
        lines += sections(topic, name) if is_yaml else ["---", *body(topic, name)]
    elif not is_yaml:
        lines += ["---"]
    return (f"{stem}.yml" if is_yaml else f"{stem}.md"), "\n".join(
        [*([] if is_yaml else ["---"]), *lines, ""]
    )


def head(
    chance: random.Random, topic: Topic, id_: str, name: str, start: datetime
) -> Iterator[str]:
    """Give the fields before the updates."""
    yield f"title: {topic.title.format(name=name)}"
    yield f"class: {'grave' if chance.random() < 0.05 else 'affecting'}"
    yield f"started_at: {instant(start)}"
    yield f"components: [{id_}]"
    yield "affected:"
    yield f"  who: Shops that use {name} in Portugal and Spain, about {chance.randrange(20, 3000)}."
    yield "  not_affected: Shops elsewhere, and everything else that we offer."
    yield f"  count: {chance.randrange(20, 3000)}"
    yield "signed_by: ana"


def updates(
    chance: random.Random, topic: Topic, id_: str, name: str, start: datetime, *, is_open: bool
) -> Iterator[str]:
    """Give three to nine updates, the last a closing one unless it is open."""
    at = start + timedelta(minutes=chance.randrange(3, 12))
    worst = chance.choice(STATUSES)
    yield "updates:"
    yield from update(at, "investigating", topic.seen.format(name=name), {id_: worst}, 30)
    for _ in range(1 if is_open else chance.randrange(1, 7)):
        at += timedelta(minutes=chance.randrange(9, 30))
        status = chance.choice(("identified", "identified", "monitoring"))
        changed = {id_: "degraded_performance"} if status == "monitoring" else {}
        yield from update(at, status, chance.choice(NOTHING_NEW), changed, 30)
    if not is_open:
        at += timedelta(minutes=chance.randrange(9, 90))
        yield from update(at, "resolved", chance.choice(CLOSING).format(name=name), {}, 0)


def update(
    at: datetime, status: str, message: str, changed: dict[str, str], next_minutes: int
) -> Iterator[str]:
    """Give the lines of one update."""
    yield f"  - id: {at:%Y%m%dT%H%M%SZ}-b{at.minute:02}x"
    yield f"    at: {instant(at)}"
    yield f"    status: {status}"
    if changed:
        yield f"    components: {{{', '.join(f'{k}: {v}' for k, v in changed.items())}}}"
    if next_minutes:
        yield f"    next_update_by: {instant(at + timedelta(minutes=next_minutes))}"
    yield "    message: |"
    yield f"      {message}"


def promises(chance: random.Random, topic: Topic, start: datetime) -> Iterator[str]:
    """Give what is promised, and the publication of the report."""
    due = start + timedelta(days=chance.randrange(14, 50))
    kept = due - timedelta(days=chance.randrange(-4, 10))
    yield "prevention:"
    for number in range(3):
        yield f"  - id: step-{number + 1}"
        yield f"    promise: {topic.prevention}, step {number + 1}"
        yield f"    owner: {chance.choice(OWNERS)}"
        yield f"    due_on: {due:%Y-%m-%d}"
        if kept < CLOCK and chance.random() < 0.8:
            yield f"    kept_on: {kept:%Y-%m-%d}"
            yield f"    evidence: https://bench.example/changes/{chance.randrange(9999)}"
    yield "make_good:"
    yield "  - {id: fees, promise: This month's fees refunded, for: Every affected shop,"
    yield f"     how: automatic, due_on: {due:%Y-%m-%d}}}"
    published = min(start + timedelta(days=2), CLOCK - timedelta(hours=1))
    yield f"report: {{published_at: {instant(published)}, reviewed_by: [rui]}}"


def body(topic: Topic, name: str) -> Iterator[str]:
    """Give a report as Markdown."""
    headings = (
        "What happened",
        "Why it happened",
        "How we fixed it",
        "How we will stop it happening again",
        "How we will make it up to you",
    )
    for heading, text in zip(headings, paragraphs(topic, name), strict=True):
        yield from (f"## {heading}", "", text, "")


def sections(topic: Topic, name: str) -> Iterator[str]:
    """Give a report as YAML."""
    yield "sections:"
    keys = ("what", "why", "fix", "prevention", "make_good")
    for key, text in zip(keys, paragraphs(topic, name), strict=True):
        yield f"  {key}: |"
        yield from (f"    {line}" if line else "" for line in text.splitlines())


def paragraphs(topic: Topic, name: str) -> Iterator[str]:
    """Give the five parts of a report."""
    yield f"{topic.seen.format(name=name)}\n\nWe are sorry. You rely on us, and we let you down."
    yield f"{topic.cause}\n\nWe should have seen it: the [log](https://bench.example/log) said so."
    yield f"{topic.fix}\n\n- first on one machine\n- then on the others\n- then we counted again"
    yield f"{topic.prevention}. The list above says who does it, and **by when**."
    yield "We refund this month's fees of every affected shop. You need not do anything."


def maintenance(chance: random.Random, id_: str, name: str, start: datetime) -> Iterator[str]:
    """Give the lines of planned work of an hour or two."""
    end = start + timedelta(hours=chance.randrange(1, 3))
    yield f"title: {name} moves to new machines"
    yield "kind: maintenance"
    yield f"components: [{id_}]"
    yield f"scheduled: {{start: {instant(start)}, end: {instant(end)}}}"
    yield "updates:"
    said = f"On {start:%d %B} we move {name}. It may answer late for some minutes."
    yield from update(start - timedelta(days=5), "scheduled", said, {}, 0)
    if chance.random() < 0.6:
        yield from update(start, "in_progress", "We have begun.", {}, 0)
        yield from update(end - timedelta(minutes=9), "completed", "Done, as planned.", {}, 0)
    yield ""


def instant(moment: datetime) -> str:
    """Give an instant as files carry it."""
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Make a site of made-up incidents.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--components", type=int, default=len(COMPONENTS))
    options = parser.parse_args()
    make_site(options.folder, options.count, options.components)


if __name__ == "__main__":
    main()
