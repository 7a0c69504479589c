"""What is still to be said of a site itself: its address, its people, its language."""

from pathlib import Path

import pytest

from mkdocs_statuspage.language import languages
from mkdocs_statuspage.policy.placeholders import placeholders, unread, unspoken
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.folder import Reading, read_folder

SITE = """\
site_id: tiny
organisation: {{name: {company}, url: {url}}}
language: {language}
people:
  sam: {{name: {name}, role: {role}, reply_to: {mail}}}
"""
OWN = {
    "company": "Tiny",
    "url": "https://tiny.example/",
    "language": "en",
    "name": "Rui Reis",
    "mail": "rui@tiny.pt",
    "role": "Founder",
}


def read(folder: Path, **values: str) -> Reading:
    """Read a site with some values."""
    (folder / CONFIG_NAME).write_text(SITE.format(**OWN | values), encoding="utf-8")
    return read_folder(folder)


def told(reading: Reading, url: str = "https://status.tiny.pt/") -> list[str]:
    """Give what is still to be said."""
    assert reading.config is not None
    marks = reading.marks_of(CONFIG_NAME)
    return [f.message for f in placeholders(reading.config, url, "mkdocs.yml", marks)]


def test_a_site_of_ones_own_lacks_nothing(tmp_path: Path) -> None:
    """Nothing is said of an address, people and mailboxes of one's own."""
    assert told(read(tmp_path)) == []


@pytest.mark.parametrize("url", ["https://www..tiny.pt/", "https://[::1/"])
def test_an_address_at_which_nobody_can_be_asked_is_told(tmp_path: Path, url: str) -> None:
    """Visitors would not find the page there."""
    assert told(read(tmp_path), url) == [f"nobody can be asked at `site_url`, {url}"]


def test_a_channel_at_which_nobody_can_be_told_is_told(tmp_path: Path) -> None:
    """Each of its addresses; a file of a closed list is none."""
    read(tmp_path)
    path = tmp_path / CONFIG_NAME
    path.write_text(
        path.read_text("utf-8")
        + "mail: {host: localhost}\n"
        + "notify:\n"
        + "  hook: {to: webhook, at: 'https://a.pt https://b..pt', secret_in: KEY}\n"
        + "  open: {to: listmonk, at: lists.a.pt, secret_in: KEY}\n"
        + "  list: {to: mail, at: readers.csv, sender: sam}\n",
        "utf-8",
    )
    found = read_folder(tmp_path)
    assert told(found) == [
        "nobody can be told at 'https://b..pt'",
        "nobody can be told at 'lists.a.pt'",
    ]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("url", "https://example.com"),
        ("company", "Your organisation"),
        ("company", "My Company"),
        ("name", "Sam Doe"),
        ("name", "Your Name"),
        ("name", "TODO"),
        ("name", "Joe Bloggs"),
        ("name", "Fulano de Tal"),
        ("role", "tbd"),
        ("url", "https://your-company.com"),
        ("mail", "sam@example.com"),
        ("mail", "sam@mail.example.org"),
    ],
)
def test_what_stands_for_something_else_is_told(tmp_path: Path, key: str, value: str) -> None:
    """Each of the starter's values, and what people write in their place, is told with its value."""
    assert told(read(tmp_path, **{key: value})) == [
        f"{value!r} stands here for something of your own"
    ]


def test_an_address_of_nobody_is_told(tmp_path: Path) -> None:
    """The address that a new site has is told; one that only begins like it is somebody's."""
    reading = read(tmp_path)
    assert len(told(reading, "https://status.example.com/")) == 1
    assert told(reading, "https://example.com.pt/") == []
    assert told(reading, "https://myexample.com/") == []


def test_a_language_without_words_is_told(tmp_path: Path) -> None:
    """The finding names the languages that there are; a regional form of one of them is spoken."""
    reading = read(tmp_path, language="cy")
    assert reading.config is not None
    (finding,) = unspoken(reading.config, reading.marks_of(CONFIG_NAME))
    assert finding.place.line == 3
    assert ", ".join(languages()) in finding.help
    spoken = read(tmp_path, language="pt-BR")
    assert spoken.config is not None
    assert list(unspoken(spoken.config, spoken.marks_of(CONFIG_NAME))) == []


@pytest.mark.parametrize(("language", "rules"), [("en", 0), ("pt-BR", 8), ("fr", 13)])
def test_what_the_review_cannot_read_is_told(tmp_path: Path, language: str, rules: int) -> None:
    """Where the review has no phrases in a language, `check` names the rules, so that silence is no praise."""
    reading = read(tmp_path, language=language)
    assert reading.config is not None
    found = list(unread(reading.config, reading.marks_of(CONFIG_NAME)))
    assert [len(f.message.partition(": ")[2].split(", ")) for f in found] == (
        [rules] if rules else []
    )
    assert all(f.place.line == 3 for f in found)
