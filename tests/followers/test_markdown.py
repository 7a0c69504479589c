"""What people write is read as GitHub reads it: by CommonMark's own examples, and beside GitHub's own program."""

import gzip
import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from followers.tools import node_modules, program
from mkdocs_statuspage.markdown_text import as_html, read_markdown
from mkdocs_statuspage.outputs.view.prose import clean
from mkdocs_statuspage.yaml_text.source import split_front_matter

SHARED = os.environ.get("STATUSPAGE_SHARED")
EXAMPLE = re.compile(r"^`{32} example\n(.*?)\n?^\.\n(.*?)\n?^`{32}$", re.MULTILINE | re.DOTALL)
BARE_ADDRESSES = (602, 608, 611, 612)
"""CommonMark's examples of addresses that are plain text there, and links on GitHub and here."""
RAW_HTML = re.compile(r"<(?!https?:)[a-zA-Z/!?]")
BLOCK = re.compile(r" ?(</?(?:p|ul|ol|li|blockquote|h\d|hr|br|pre|table|t\w+|div)\b[^>]*>) ?")
EXTENSIONS = ("table", "strikethrough", "autolink", "tasklist", "footnotes")


def normal(html: str) -> str:
    """Give HTML without what no reader can see: white space between blocks, and how a tag is closed."""
    closed = re.sub(r"<(br|hr|img|input)\b([^>]*?) ?/?>", r"<\1\2>", html.replace("&quot;", '"'))
    return BLOCK.sub(r"\1", " ".join(closed.split()))


def examples() -> list[tuple[str, str]]:
    """Give CommonMark's own examples: what is written, and what it is read as."""
    text = (node_modules() / "commonmark-spec" / "spec.txt").read_text("utf-8")
    return [
        (m[1].replace("→", "\t") + "\n", m[2].replace("→", "\t")) for m in EXAMPLE.finditer(text)
    ]


def test_commonmarks_examples_are_read_as_it_says() -> None:
    """Of 652 only bare addresses differ, which GitHub links."""
    found = examples()
    assert len(found) > 600
    read = [normal(as_html(written)) for written, _ in found]
    wanted = [normal(html) for _, html in found]
    differing = [
        n for n, pair in enumerate(zip(read, wanted, strict=True), 1) if len(set(pair)) > 1
    ]
    assert tuple(differing) == BARE_ADDRESSES


def readable(html: str) -> str:
    """Give normal HTML with straight quotes, without languages of code, addresses, and levels of headings."""
    html = re.sub(r' (?:class|href|src)="[^"]*"', "", re.sub(r"(</?h)[12]\b", r"\g<1>3", html))
    html = re.sub(r"<img(?: (?:alt|title)=\"[^\"]*\")*>", _sorted, normal(html))
    straight = unescape(html).translate(str.maketrans("“”‘’\u00a0", "\"\"'' "))
    return BLOCK.sub(r"\1", " ".join(straight.split()))


def _sorted(tag: re.Match[str]) -> str:
    return " ".join(sorted(re.findall(r'\S+="[^"]*"', tag[0])))


def test_cleaning_changes_nothing_of_commonmarks_examples_but_html_that_was_typed() -> None:
    """Everything that is Markdown comes through."""
    kinds: Counter[str] = Counter()
    for number, (written, html) in enumerate(examples(), 1):
        cleaned = readable(clean(read_markdown(written).html))
        if cleaned == readable(html):
            kinds["same"] += 1
        elif RAW_HTML.search(written):
            kinds["typed"] += 1
        else:
            assert number in BARE_ADDRESSES, (number, written, cleaned)
            kinds["bare"] += 1
    assert kinds["typed"] < 60, kinds
    assert kinds["bare"] == len(BARE_ADDRESSES), kinds


GITHUBS = Path("/usr/share/doc/cmark-gfm/spec.txt.gz")
"""GitHub's own specification, as Debian's package has it; its examples name the extension that they show."""
GITHUBS_EXAMPLE = re.compile(
    EXAMPLE.pattern.replace("example", "example(?: [a-z]+)?"), EXAMPLE.flags
)
OTHERWISE = {
    "a box's attributes stand in another order": (279, 280),
    "an address that only the extension of bare addresses links": (610, 616, 619, 620),
    "what a comment is, by CommonMark 0.31": (645, 646),
    "tags that our cleaning stops, and not the parser": (653,),
}
"""GitHub's examples that are read otherwise, and why."""


@pytest.mark.skipif(not GITHUBS.exists(), reason="this system keeps no documentation of packages")
def test_githubs_own_examples_are_read_as_it_says() -> None:
    """Of 673, 24 of them of its extensions, nine are read otherwise, each for a reason."""
    text = gzip.decompress(GITHUBS.read_bytes()).decode("utf-8").replace("→", "\t")
    found = [(m[1] + "\n", m[2]) for m in GITHUBS_EXAMPLE.finditer(text)]
    assert len(found) == 673
    differing = tuple(
        number
        for number, (written, html) in enumerate(found, 1)
        if normal(as_html(written)) != normal(html)
    )
    assert differing == tuple(sorted(sum(OTHERWISE.values(), ())))


def as_github(text: str) -> str:
    """Give what GitHub's own program makes of a text."""
    chosen = (word for extension in EXTENSIONS for word in ("-e", extension))
    command = [program("cmark-gfm"), "--unsafe", *chosen]
    given = text.encode("utf-8", "replace")
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout.decode()


def same(text: str) -> bool:
    """Tell whether readers get what they would get of GitHub's program."""
    text = text.rstrip("\n") + "\n"
    return normal(clean(read_markdown(text).html)) == normal(clean(as_github(text)))


LIKE_GITHUB = [
    "Times:\n| a | b |\n|---|:-:|\n| 1 \\| 2 | `x|y` |\nafter\n",
    "| a |\n|---|\n| one | two |\n\n| no\n|---|---|\n",
    "~~a~~ ~b~ ~~~c~~~ a~~b~~c\n",
    "- [x] a\n- [ ] b\n  - [X] c\n- [y] d\n1. [ ] e\n",
    "www.example.com/a_(b) http://example.com/a?b=c&d. (https://example.com/x) ftp://example.com\n",
    "me@example.com, mailto:me@example.com. x@y\n",
    "a[^1] b[^long] c[^none] d[^1]\n\n[^1]: One.\n[^long]: Two.\n\n    More.\n\nAfter.\n",
    "Regions:\n- eu\n- us\n1. one\n2. two\n",
    "- EU\n  - Frankfurt\n- US\n\n  more\n",
    "1. Run\n\n   ```sh\n   curl <id>\n   ```\n2. Then\n",
    "Title\n===\n\nSub\n---\n### Third ###\n",
    "snake_case_name 2*3*4 __init__.py **bold**text\n",
    "[a][b] [b] [c]\n\n> [b]: https://example.com 'T'\n",
    "<details><summary>More</summary>\n\n**Bold**\n\n</details>\n",
    "a  \nb\\\nc\n",
    "> - a[^1]\n>   b\n\n[^1]: In a list in a quotation.\n",
    "<!--\n[a]: https://x.example\n-->\n[a] and [b]\n\n[b]: y.md\n",
    "> Title\n> ===\n> text\n",
    "- a\n  ~~~\n  code *x*\n  ~~~\n- b\n",
    "a <!-- b\n\nc\n\n<!-- open\n\n# H\n",
    '(see https://x.example/a_(b)). https://x.example/c?! "https://x.example/d" https://x.example/e&amp; f\n',
    "WWW.EXAMPLE.COM. a.b+c@example.co.uk; x@y_z.com\n",
    "**强调**文字 *重点*。**“引用”**后 **중요**입니다\n",
    "---\nstatus: x\n---\ntext\n\na\n---\nb: c\n---\n",
    "```\n## What\n```\n## Real\n## Real\n",
    "a[^x][^y]\n\n[^x]: one\n[^y]: two\n\n    - list\n",
    "**a*b**c* _a_b_ a^2^ ==mark== :smile: #123 @user\n",
    "\ttab\n\n- a\n\n\n- b\n* * *\n+ c\n",
]


@pytest.mark.parametrize("text", LIKE_GITHUB)
def test_githubs_extensions_are_read_as_its_program_reads_them(text: str) -> None:
    """Tables, struck words, boxes, bare addresses and footnotes."""
    assert normal(clean(read_markdown(text).html)) == normal(clean(as_github(text)))


def texts() -> Iterator[tuple[str, str]]:
    """Give every text of the real histories: messages, post-mortems, bodies, and each of their paragraphs."""
    data = Path(SHARED or "") / "data"
    for path in sorted(data.rglob("*.json")):
        yield from (
            (path.parent.name, text) for text in strings(json.loads(path.read_text("utf-8")))
        )
    for path in sorted(data.rglob("*.md")):
        text = path.read_text("utf-8", "replace")
        document = split_front_matter(text)
        body = document.body if document else text
        yield path.parent.name, body
        yield from ((path.parent.name, part) for part in re.split(r"\n\s*\n", body))


def strings(tree: Any) -> Iterator[str]:
    if isinstance(tree, str) and " " in tree:
        yield tree
    elif isinstance(tree, dict | list):
        for inner in tree.values() if isinstance(tree, dict) else tree:
            yield from strings(inner)


DIFFERING = (
    re.compile(r"\A<textarea"),  # begins a block of HTML since CommonMark 0.31
    re.compile(r"&#x000003c;"),  # a character written in seven digits
    re.compile(r"//http://|://\w+['\"]>"),  # an address whose host has no dot is no link
)
"""What is read otherwise than by Debian's cmark-gfm; all of it stands in attacks alone."""


@pytest.mark.skipif(not SHARED, reason="STATUSPAGE_SHARED names no folder of real histories")
def test_every_real_text_reads_as_on_github() -> None:
    """Of some 7,300 texts those that differ are attacks, and each is of a kind that is named."""
    found = {text: source for source, text in texts()}
    assert len(found) > 5000
    differing = {text: source for text, source in found.items() if not same(text)}
    assert set(differing.values()) <= {"robustness"}, differing
    unnamed = [t for t in differing if not any(kind.search(t) for kind in DIFFERING)]
    assert unnamed == []
