"""A text that is lawful, and too much for a Markdown parser, neither stops nor delays a build."""

import re
import time
from html import unescape
from pathlib import Path

import pytest
from tests.allowance import seconds

from cli.conftest import Run
from hostile.sites import built
from mkdocs_statuspage.outputs.view.prose import render

SECONDS = 2.0
"""Of this process alone; the slowest takes half of one."""
BOMBS = {
    "brackets": "[" * 20_000,
    "pictures": "![" * 20_000,
    "links in links": "[a](" * 10_000,
    "open tags": "<a " * 20_000,
    "open comments": "<!--" * 20_000,
    "lists in lists": "- " * 3000 + "x",
    "lists by indentation": "\n".join(" " * 4 * number + "- a" for number in range(200)),
    "quotations in quotations": "> " * 3000 + "x",
    "abbreviations": "\n".join(f"*[A{n}]: x" for n in range(3000)) + "\n\n" + "A1 " * 3000,
    "definitions": "a\n: b\n" * 3000,
    "attributes of nothing": "a\n{: " + "x=y " * 20_000 + "}",
    "stars": "*a_" * 20_000,
    "backticks": "".join("`" * number + "a" for number in range(200)),
    "a number without end": f"&#{'9' * 5000}; &#x{'f' * 5000};",
    "fences": "```\n" * 20_000,
    "columns": "|a" * 3000 + "|\n" + "|-" * 3000 + "|\n",
}


@pytest.mark.parametrize("bomb", BOMBS)
def test_a_text_is_rendered_in_time(bomb: str) -> None:
    began = time.process_time()
    render(BOMBS[bomb])
    assert time.process_time() - began < seconds(SECONDS)


def test_what_is_too_much_is_shown_as_it_was_typed() -> None:
    """Nothing of it is lost, and what was typed beside it is there too."""
    for bomb in ("brackets", "open tags", "open comments"):
        shown = unescape(re.sub(r"<[^>]*>", " ", render(f"We know why.\n\n{BOMBS[bomb]}")))
        assert shown.split() == ["We", "know", "why.", *BOMBS[bomb].split()]
    deep = unescape(re.sub(r"<[^>]*>", " ", render(BOMBS["lists in lists"])))
    assert set(deep.split()) == {
        "-",
        "x",
    }  # so many levels are lists, and the rest is what was typed


def test_a_site_with_bombs_is_checked_and_built(site: Path, run: Run) -> None:
    for name in ("brackets", "lists in lists", "attributes of nothing", "a number without end"):
        assert run("update", "-F", "-", stdin=BOMBS[name]).code == 0, name
    assert run("check").code == 0
    page = built(site) / "incidents" / "2026-11-03-card-payments" / "index.html"
    assert "[" * 20_000 in page.read_text(encoding="utf-8")
