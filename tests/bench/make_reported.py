"""Makes a site of made-up incidents that each have all there is, the same for the same numbers: no text stands in two of them.

Four updates, five sections, three promises and a published report in each file, some 4.3 kB; the newest is open.
`python -m tests.bench.make_reported DIR --count 1000`
"""

import argparse
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from tests.bench.make_incidents import CLOCK, YEARS, instant, make_frame
from tests.bench.words import CLOSING, COMPONENTS, NOTHING_NEW, OWNERS, TOPICS, Topic

LATEST = 10
"""How many are so late that some of their promises are not kept yet."""
SETTLED = timedelta(days=200)
"""After so many days nothing is owed any more."""
WITHIN = timedelta(days=365 * YEARS)
"""Within how long the others began."""
HEADINGS = (
    "What happened",
    "Why it happened",
    "How we fixed it",
    "How we will stop it happening again",
    "How we will make it up to you",
)
MORE = (
    "Shops that had taken orders before that time kept them, and nobody had to type anything twice.",
    "Our own alarm rang four minutes after the first of you wrote to us, which is four minutes late.",
    "People who called us were told the same as what stood here, by the colleague who was on duty.",
    "What was stored stays as it was, and we compared every entry of that day with its original.",
    "Two of us read the change before it went out, and neither of us tried it with a full table.",
)


def make_reported(
    folder: Path, count: int, latest: int = LATEST, within: timedelta = WITHIN
) -> None:
    """Write `mkdocs.yml`, `statuspage.yml` and so many incidents, by year, so many of them of late, the others within some time."""
    incidents_dir = folder / "incidents"
    make_frame(folder, COMPONENTS)
    for number in range(count):
        name, text = reported(number, count, latest, within)
        path = incidents_dir / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def reported(
    number: int, count: int, latest: int = LATEST, within: timedelta = WITHIN
) -> tuple[str, str]:
    """Give the path and text of one incident; number 0 is the newest, open, and still without a report."""
    chance = random.Random(f"reported {number}")
    topic = chance.choice(TOPICS)
    id_, name, _ = COMPONENTS[number % len(COMPONENTS)]
    start = begins_at(number, count, latest, within)
    lines = ["---", *head(topic, id_, name, start, number)]
    lines += updates(chance, topic, id_, name, start, number)
    if number:
        lines += promises(chance, topic, start, number)
    lines += ["---", *(body(chance, topic, name, number) if number else ())]
    path = f"{start:%Y}/{start:%Y-%m-%d}-{id_}-{topic.slug}-{number}.md"
    return path, "\n".join([*lines, ""])


def begins_at(number: int, count: int, latest: int, within: timedelta) -> datetime:
    """Give when an incident begins; the latest ones are the same in each history, the others over several years before."""
    if number < latest:
        return CLOCK - timedelta(days=15 * number, minutes=50)
    apart = within / max(1, count - latest)
    return (CLOCK - SETTLED - apart * (number - latest)).replace(microsecond=0)


def head(topic: Topic, id_: str, name: str, start: datetime, number: int) -> Iterator[str]:
    """Give the fields before the updates."""
    yield f"title: {topic.title.format(name=name)}, for the {number}th time"
    yield "class: affecting"
    yield f"started_at: {instant(start)}"
    yield f"components: [{id_}]"
    yield f"summary: Shops could not rely on {name} for some time on {start:%d %B}, and we say why."
    yield "affected:"
    yield f"  who: Shops that use {name} in Portugal and Spain, about {number + 20}."
    yield f"  not_affected: Shops elsewhere, and all that we offer but {name}, on day {number}."
    yield f"  count: {number + 20}"
    yield "signed_by: ana"


def updates(
    chance: random.Random, topic: Topic, id_: str, name: str, start: datetime, number: int
) -> Iterator[str]:
    """Give four updates, the last one a closing one unless it is the newest incident."""
    said = (
        ("investigating", topic.seen.format(name=name), "major_outage"),
        ("identified", chance.choice(NOTHING_NEW), ""),
        ("monitoring", chance.choice(NOTHING_NEW), "degraded_performance"),
        ("resolved", chance.choice(CLOSING).format(name=name), ""),
    )
    yield "updates:"
    for place, (status, message, component) in enumerate(said if number else said[:3]):
        at = start + timedelta(minutes=4 + 11 * place)
        yield f"  - id: {at:%Y%m%dT%H%M%SZ}-b{place}{at.minute:02x}"
        yield f"    at: {instant(at)}"
        yield f"    status: {status}"
        if component:
            yield f"    components: {{{id_}: {component}}}"
        if status != "resolved":
            yield f"    next_update_by: {instant(at + timedelta(minutes=30))}"
        yield "    message: |"
        yield f"      {message} It is case {number}, message **{place + 1}**."
        yield from ("", f"      {chance.choice(MORE)}")


def promises(chance: random.Random, topic: Topic, start: datetime, number: int) -> Iterator[str]:
    """Give two promises to prevent and one to make good, and the publication of the report."""
    due = start + timedelta(days=chance.randrange(14, 50))
    kept = due - timedelta(days=chance.randrange(-4, 10))
    yield "prevention:"
    for step in (1, 2):
        yield f"  - id: step-{step}"
        yield f"    promise: {topic.prevention}, step {step} after case {number}"
        yield f"    owner: {chance.choice(OWNERS)}"
        yield f"    due_on: {due:%Y-%m-%d}"
        if kept < CLOCK:
            yield f"    kept_on: {kept:%Y-%m-%d}"
            yield f"    evidence: https://bench.example/changes/{number}-{step}"
    yield "make_good:"
    yield f"  - {{id: fees, promise: The fees of case {number} refunded, for: Every affected shop,"
    done = f", kept_on: {kept:%Y-%m-%d}" if kept < CLOCK else ""
    yield f"     how: automatic, due_on: {due:%Y-%m-%d}{done}}}"
    published = min(start + timedelta(days=2), CLOCK - timedelta(hours=1))
    yield f"report: {{published_at: {instant(published)}, reviewed_by: [rui]}}"


def body(chance: random.Random, topic: Topic, name: str, number: int) -> Iterator[str]:
    """Give the five parts of a report, each with a text of its own."""
    parts = (
        f"{topic.seen.format(name=name)}\n\nWe are sorry. You rely on us, and we let you down.",
        f"{topic.cause}\n\nWe should have seen it: the [log](https://bench.example/{number}) said so.",
        f"{topic.fix}\n\n- first on one machine\n- then on the others\n- then we counted again",
        f"{topic.prevention}. The list above says who does it, and **by when**.",
        "We refund this month's fees of every affected shop. You need not do anything.",
    )
    for heading, text in zip(HEADINGS, parts, strict=True):
        more = " ".join(chance.sample(MORE, 2))
        yield from (f"## {heading}", "", text, "", f"{more} This was case {number}.", "")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description="Make a site of incidents with reports.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--count", type=int, default=1000)
    options = parser.parse_args()
    make_reported(options.folder, options.count)


if __name__ == "__main__":
    main()
