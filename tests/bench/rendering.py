"""CPU of rendering texts, and what the same texts took when Python-Markdown parsed them: record 14's measure.

`python -m tests.bench.rendering [FOLDER ...]` reads every Markdown body and every string of JSON below the folders;
without one, the example's incidents and the documentation. Both renderers take turns in one process, and clean with nh3.
"""

import json
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from time import process_time
from typing import Any

import nh3
from markdown import Markdown

from mkdocs_statuspage.markdown_text import as_typed
from mkdocs_statuspage.outputs.view import prose
from mkdocs_statuspage.yaml_text.source import FORBIDDEN, split_front_matter

OWN = (Path("incidents"), Path("generator/docs"), Path("generator/decisions"))
TURNS = 7
OPENING = re.compile(r"<(?:/?([a-zA-Z][^\s/<>]*)|(!--)|(?=[!?/]))")
REFERENCE = re.compile(r"&#(?:[xX][0-9a-fA-F]{1,6}|[0-9]{1,7});?")
LONG = 1000
"""In characters: what is longer is counted as a report or a page."""
MOST_MARKS = 1000
"""What had more brackets and tags was not parsed, as Python-Markdown would have taken minutes."""


def main() -> None:
    """Print a line for short texts, one for long ones and one for all."""
    found = {text for folder in map(Path, sys.argv[1:] or OWN) for text in texts(folder)}
    short = sorted(text for text in found if len(text) <= LONG)
    long = sorted(found.difference(short))
    print("texts      number  characters  before s   now s   now/before")
    total = [0.0, 0.0]
    for name, chosen in (("short", short), ("long", long)):
        costs = measure(chosen)
        line(name, chosen, *costs)
        total = [sum(pair) for pair in zip(total, costs, strict=True)]
    line("all", [*short, *long], *total)


def line(name: str, chosen: list[str], before: float, now: float) -> None:
    """Print what some texts took."""
    size = sum(map(len, chosen))
    print(f"{name:8}{len(chosen):9}{size:12}{before:10.3f}{now:8.3f}{now / before:13.3f}")


def measure(chosen: list[str]) -> tuple[float, float]:
    """Give what the texts took before and take now: the quickest of several turns."""
    turns = [(cost(former, chosen), cost(present, chosen)) for _ in range(TURNS)]
    return min(before for before, _ in turns), min(now for _, now in turns)


def cost(render: Callable[[str], object], chosen: list[str]) -> float:
    """Give the seconds of the processor that rendering takes."""
    begun = process_time()
    for text in chosen:
        render(text)
    return process_time() - begun


def present(text: str) -> str:
    """Render as pages and feeds do, from nothing each time."""
    return prose.render(text)


def former(text: str) -> str:
    """Render as before record 14."""
    if text.count("[") + text.count("<") > MOST_MARKS:
        html = as_typed(text)
    else:
        converter().reset()
        html = converter().convert(text)
    return nh3.clean(
        legible(html),
        tags=set(prose.TAGS),
        attributes=prose.ATTRIBUTES,
        url_schemes=prose.SCHEMES,
        attribute_filter=resolved,
        link_rel=None,
    ).strip()


def legible(html: str) -> str:
    """Make text of tags that readers would not get, as it stood before the cleaner then."""
    last = html.rfind("-->")

    def shown(opening: re.Match[str]) -> str:
        tag, comment = opening[1], opening[2]
        known = prose.TAGS | prose.UNWRAPPED
        is_known = tag.lower() in known if tag else comment and opening.start() < last
        return opening[0] if is_known else "&lt;" + opening[0][1:]

    return REFERENCE.sub(unescaped, OPENING.sub(shown, html))


def unescaped(reference: re.Match[str]) -> str:
    """Replace a reference to a control code."""
    return "\ufffd" if FORBIDDEN.search(unescape(reference[0])) else reference[0]


@cache
def converter() -> Markdown:
    """Give the one converter, with the extensions that were chosen."""
    extensions = ["tables", "fenced_code", "sane_lists", "attr_list", "abbr", "def_list"]
    return Markdown(extensions=extensions, output_format="html")


def resolved(tag: str, attribute: str, value: str) -> str | None:
    """Resolve an address, as then and now."""
    return (
        prose.NO_LINKS.resolve(value, "")
        if attribute == "href" or (tag, attribute) == ("img", "src")
        else value
    )


def texts(folder: Path) -> Iterator[str]:
    """Yield every Markdown body and every string of several words below a folder."""
    for path in sorted(folder.rglob("*.md")):
        text = path.read_text("utf-8", "replace")
        document = split_front_matter(text)
        yield document.body if document else text
    for path in sorted(folder.rglob("*.json")):
        yield from strings(json.loads(path.read_text("utf-8")))


def strings(tree: Any) -> Iterator[str]:
    """Yield the strings of several words in JSON."""
    if isinstance(tree, str) and " " in tree:
        yield tree
    elif isinstance(tree, dict | list):
        for inner in tree.values() if isinstance(tree, dict) else tree:
            yield from strings(inner)


if __name__ == "__main__":
    main()
