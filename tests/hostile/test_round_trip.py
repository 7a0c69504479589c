"""What was typed is what is read: every string, from `update` to the page, both feeds and the API."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from html import unescape
from pathlib import Path

import pytest

from cli.conftest import OPEN_INCIDENT, Result, Run
from hostile.payloads import MANY_LINES, naughty_strings, payloads
from hostile.sites import built, line
from mkdocs_statuspage.language import bare
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

SAMPLE = 30
"""Each so-many-th of the long list is in the short form too, where the list is there."""
AT_ONCE = 70
"""How many updates one incident gets."""
ID = "2026-11-03-card-payments"
OURS = [
    "null",
    "~",
    "- - -",
    "a: b # c",
    "'single' \"double\" `back`",
    "*bold* _italic_ \\*escaped\\* \\ \\\\n",
    "%s %(a)s {0} {a} $a ${b}",
    "1e9 0x1F 12:30 no",
    "&amp; &lt; &#60; &nbsp; &nosuch;",
    "<b>bold</b> <unknown a='b'/> <!-- gone? --> <![CDATA[ x ]]>",
    "çãé Ω Ж 中文 日本語 한국어 ไทย हिन्दी",
    "العربية עברית mixed with latin",
    "👩🏽‍🚒 🏳️‍🌈 🇵🇹 e\u0301 ﬁ Å",
    "zero\u200bwidth\u200djoiner soft\u00adhyphen nbsp\u00a0narrow\u202fthin",
    "mark\u200e\u200f\ufeffinside",
    "next\u0085line\u2028line\u2029paragraph",
    "tab\there\tand   blanks",
    "T̸̡̛o̷͝ ͏i͜n̵v̨o͠k҉e",
    "𝕬𝖇𝖈 ⒜⒝ ﷽ ˙ɐnbᴉlɐ ǝɹ",
    "~~~~\n```\n~~~",
    "first\n\n\n   indented\n> quoted\n\n- item\n\nlast",
    "---\n...\n---",
    "?a=b&c=d;e=%20+#f",
]
REFUSED = {
    "\x00": "U+0000",
    "\x07 bell": "U+0007",
    "a\x1b[2Jb": "U+001B",
    "a\x7fb": "U+007F",
    "a\x9bb": "U+009B",
    "a\u202eb": "U+202E",
    "a\u2066b": "U+2066",
    "a\ufffeb": "U+FFFE",
    "a\ufdd0b": "U+FDD0",
}


def fenced(text: str) -> str:
    """Give a text as Markdown that shows exactly it."""
    longest = max(map(len, re.findall("~+", text)), default=0)
    fence = "~" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def as_shown(text: str) -> str:
    """Give a text as Markdown reads it: line ends are of one kind, and lines of blanks are empty."""
    return re.sub(r"(?m)^[ \t]+$", "", re.sub("\r\n?", "\n", text)).rstrip()


def words(text: str) -> str:
    """Give a text without how its blanks and lines were."""
    return " ".join(text.split())


def code_in(html: str) -> str:
    """Give what stands in the code of a rendered message."""
    (found,) = re.findall(r"<pre><code>(.*?)</code></pre>", html, re.DOTALL)
    return unescape(found).rstrip()


def posted(strings: Sequence[str], run: Run) -> Mapping[str, str]:
    """Post strings, and give each that was accepted with its update's id; the others are told why."""
    ids: dict[str, str] = {}
    for text in strings:
        answer: Result = run(
            "update", ID, "-F", "-", "--json", "--allow-secret", "--again", stdin=fenced(text)
        )
        bad = FORBIDDEN.search(text.replace("\r\n", "\n"))
        if bad:
            assert answer.code == 2, text
            assert f"U+{ord(bad[0]):04X}" in answer.err, text
        else:
            assert answer.code == 0, (text, answer.err)
            ids[json.loads(answer.out)["update"]] = text
    return ids


def assert_read(site: Path, ids: Mapping[str, str]) -> None:
    """Compare with what stands in each place that people or programs read."""
    made = built(site)
    seen = [page_of(made), json_feed_of(made), rss_of(made)]
    bodies = api_of(made)
    for id_, text in ids.items():
        for messages in seen:
            assert code_in(messages(id_)) == as_shown(text), repr(text)
        # A body is what was typed; where that has tags, it is the words of what is shown.
        shown = words(bodies[words(text)])
        assert shown in (words(fenced(text)), words(text)), repr(text)


def page_of(made: Path) -> Callable[[str], str]:
    page = (made / "incidents" / ID / "index.html").read_text(encoding="utf-8")

    def message(id_: str) -> str:
        return page.partition(f'id="{id_}"')[2].partition("</li>")[0]

    return message


def json_feed_of(made: Path) -> Callable[[str], str]:
    feed = json.loads((made / "feed.json").read_bytes())
    found = {item["url"].partition("#")[2]: item["content_html"] for item in feed["items"]}
    return found.__getitem__


def rss_of(made: Path) -> Callable[[str], str]:
    content = "{http://purl.org/rss/1.0/modules/content/}encoded"
    items = ET.parse(made / "feed.xml").getroot().iter("item")
    found = {
        item.findtext("link", "").partition("#")[2]: item.findtext(content, "") for item in items
    }
    return found.__getitem__


def api_of(made: Path) -> Mapping[str, str]:
    """Give the bodies by their words, with and without the fence."""
    (incident,) = json.loads((made / "api/v2/incidents/unresolved.json").read_bytes())["incidents"]
    bodies = [str(update["body"]) for update in incident["incident_updates"]]
    bare = {words(re.sub(r"\A~+\n|\n~+\Z", "", body)): body for body in bodies}
    return {words(body): body for body in bodies} | bare


def test_every_string_is_read_as_it_was_typed(site: Path, run: Run) -> None:
    ours = [*OURS, *payloads()[::8], *MANY_LINES]
    longer = [text for text in naughty_strings()[::SAMPLE] if text.strip()]
    assert_read(site, posted([*ours, *longer], run))


@pytest.mark.parametrize("text", REFUSED)
def test_what_may_not_be_read_is_refused_by_its_name(text: str, site: Path, run: Run) -> None:
    before = (site / "incidents" / f"{ID}.md").read_bytes()
    for args in (["update", "-F", "-"], ["update", "-m", f"a {text}"]):
        answer = run(*args, stdin=f"first line\n{text}")
        assert answer.code == 2
        assert REFUSED[text] in answer.err
    assert (site / "incidents" / f"{ID}.md").read_bytes() == before


@pytest.mark.parametrize("text", ["", "  \n\t\n"])
def test_nothing_is_not_posted(text: str, run: Run) -> None:
    answer = run("update", "-F", "-", stdin=text)
    assert answer.code == 2
    assert "empty" in answer.err


def test_every_title_is_read_as_it_was_typed(site: Path, run: Run) -> None:
    """In the page, in its head, in the feed, the API and the calendar's like; quotes and all."""
    longer = naughty_strings()[::SAMPLE]
    titles = [line(text) for text in [*OURS, *payloads()[::3], *longer] if line(text) != "-"]
    for number, title in enumerate(titles):
        said = OPEN_INCIDENT.replace(
            "title: Card payments fail", f"title: {json.dumps(title, ensure_ascii=False)}"
        )
        (site / "incidents" / f"2026-11-03-t{number}.md").write_text(said, encoding="utf-8")
    made = built(site)
    feed = json.loads((made / "feed.json").read_bytes())
    names = {item["_statuspage"]["incident"]: item["title"] for item in feed["items"]}
    api = json.loads((made / "api/v2/incidents/unresolved.json").read_bytes())["incidents"]
    named = {one["x_statuspage"]["id"]: one["name"] for one in api}
    for number, title in enumerate(titles):
        id_ = f"2026-11-03-t{number}"
        page = (made / "incidents" / id_ / "index.html").read_text(encoding="utf-8")
        (shown,) = re.findall(r'<h1 id="title"><bdi>(.*?)</bdi></h1>', page, re.DOTALL)
        (linked,) = re.findall(r'property="og:title" content="([^"]*)"', page)
        (data,) = re.findall(r'application/ld\+json">(.*?)</script>', page)
        assert unescape(shown) == unescape(linked) == json.loads(data)["headline"] == title
        assert bare(names[id_]) == bare(f"[Looking for the cause] {words(title)}")
        assert named[id_] == title


@pytest.mark.long
@pytest.mark.parametrize("start", range(0, 520, AT_ONCE))
def test_every_string_of_the_long_list_is_read_as_it_was_typed(
    start: int, site: Path, run: Run
) -> None:
    strings = [text for text in naughty_strings()[start : start + AT_ONCE] if text.strip()]
    if not strings:
        pytest.skip("STATUSPAGE_SHARED is not set, or its list is shorter")
    assert_read(site, posted(strings, run))
