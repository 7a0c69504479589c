"""Feed readers that subscribed before an incident tell of each of its updates, once."""

import re
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from html import escape, unescape
from pathlib import Path

import feedparser
import pytest

from followers.tools import program, run, served, write
from mkdocs_statuspage.site import load_site
from outputs.library import NOW, copied

INCIDENT = "2026-11-09-lights.yml"
OPENED = """\
title: The lights are out
started_at: 2026-11-09T10:00:00Z
components: [lending]
updates:
  - id: first
    at: 2026-11-09T10:05:00Z
    status: investigating
    components: {lending: major_outage}
    message: It is dark in the reading room.
"""
FOUND = """\
  - id: second
    at: 2026-11-09T10:20:00Z
    status: identified
    message: A fuse has blown.
"""
RESOLVED = """\
  - id: third
    at: 2026-11-09T11:00:00Z
    status: resolved
    message: The lights are on.
"""


@dataclass
class Followed:
    """A site under somebody's eyes: its files, and where it is served from."""

    folder: Path
    www: Path
    url: str
    moment: int = field(default=0)

    def publish(self) -> None:
        """Build the site as it is now."""
        self.moment += 1
        write(load_site(self.folder, NOW, self.url), self.www, self.moment)

    def append(self, text: str) -> None:
        """Add to the incident, and publish."""
        with (self.folder / INCIDENT).open("a", encoding="utf-8") as file:
            file.write(text)
        self.publish()

    def edit(self, old: str, new: str) -> None:
        """Change words of the incident, and publish."""
        file = self.folder / INCIDENT
        file.write_text(file.read_text("utf-8").replace(old, new), "utf-8")
        self.publish()


@pytest.fixture
def followed(tmp_path: Path) -> Iterator[Followed]:
    www = tmp_path / "www"
    www.mkdir()
    with served(www) as url:
        site = Followed(copied("well", tmp_path), www, url)
        site.publish()
        yield site


Look = Callable[[], list[str]]
"""Fetches once, and gives the titles of what the reader tells of."""


def newsboat(url: str, home: Path) -> Look:
    """Subscribe newsboat; what it tells of is what is unread, and then is read."""
    command = program("newsboat")
    (home / "urls").write_text(f"{url}\n")
    (home / "config").touch()

    def look() -> list[str]:
        files = ("-u", "urls", "-c", "cache.db", "-C", "config")
        run(command, "-q", *files, "-x", "reload", cwd=home)
        with sqlite3.connect(home / "cache.db") as cache:
            told = cache.execute("select title from rss_item where unread = 1 order by pubDate")
            titles = [str(title) for (title,) in told]
            cache.execute("update rss_item set unread = 0")
        return titles

    return look


def rss2email(url: str, home: Path) -> Look:
    """Subscribe rss2email; what it tells of is what it mails, into a folder here."""
    command, inbox = program("r2e"), home / "Maildir" / "new"
    files = ("-c", "rss2email.cfg", "-d", "rss2email.json")
    run(command, *files, "new", "reader@example.org", cwd=home)
    config = home / "rss2email.cfg"
    text = re.sub(r"(?m)^email-protocol = .*", "email-protocol = maildir", config.read_text())
    text = re.sub(r"(?m)^maildir-path = .*", f"maildir-path = {home}/Maildir", text)
    text = re.sub(r"(?m)^maildir-mailbox = .*", "maildir-mailbox =", text)
    config.write_text(text)
    run(command, *files, "add", "harbour", url, cwd=home)

    def look() -> list[str]:
        run(command, *files, "run", cwd=home)
        mails = [mail.read_text("utf-8") for mail in sorted(inbox.glob("*"))]
        for mail in inbox.glob("*"):
            mail.unlink()
        return [match[1] for mail in mails if (match := re.search(r"(?m)^Subject: (.*)$", mail))]

    return look


@pytest.mark.parametrize("path", ["feed.xml", "feed.atom", "components/lending/feed.xml"])
@pytest.mark.parametrize("reader", [newsboat, rss2email])
def test_a_reader_tells_of_each_update_once(
    reader: Callable[[str, Path], Look], path: str, followed: Followed, tmp_path: Path
) -> None:
    """One notice for each update and the resolution, none for an edit or for a build of the same."""
    home = tmp_path / "home"
    home.mkdir()
    look = reader(followed.url + path, home)
    look()
    followed.append(OPENED)
    assert look() == ["[Looking for the cause] The lights are out"]
    followed.publish()
    assert look() == []
    followed.append(FOUND)
    assert look() == ["[Cause found] The lights are out"]
    followed.edit("It is dark", "It is quite dark")
    assert look() == []
    followed.append(RESOLVED)
    assert look() == ["[It works again] The lights are out"]
    followed.edit("title: The lights are out", "title: The lights were out")
    assert look() == []


def test_who_follows_an_incident_too_hears_of_it_once(followed: Followed, tmp_path: Path) -> None:
    """A reader that keeps items of all feeds in one list has each update once, whichever feed brought it."""
    home = tmp_path / "home"
    home.mkdir()
    followed.append(OPENED)
    own = f"{followed.url}incidents/{INCIDENT.removesuffix('.yml')}/feed.xml"
    look = newsboat(own, home)
    assert look() == ["[Looking for the cause] The lights are out"]
    (home / "urls").write_text(f"{own}\n{followed.url}feed.xml\n")
    assert "[Looking for the cause] The lights are out" not in look()
    followed.append(FOUND)
    assert look() == ["[Cause found] The lights are out"]


SIGNS = "Values where a<b are wrong, type `<iframe>` and `<script>` as before."
READ = "Values where a<b are wrong, type <iframe> and <script> as before."


def read(markup: str) -> str:
    """Give what somebody reads of markup, in one line."""
    return " ".join(unescape(re.sub(r"<[^>]*>", "", markup)).split())


@pytest.mark.parametrize("path", ["feed.xml", "feed.atom"])
def test_signs_of_markup_are_read_as_they_were_written(
    path: str, followed: Followed, tmp_path: Path
) -> None:
    """In newsboat, rss2email, sfeed and feedparser: nothing that follows `a<b` is lost."""
    home = tmp_path / "home"
    home.mkdir()
    for reader in (newsboat, rss2email):
        reader(followed.url + path, home)()
    followed.append(OPENED.replace("It is dark in the reading room.", SIGNS))
    run("newsboat", "-q", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload", cwd=home)
    with sqlite3.connect(home / "cache.db") as cache:
        [(stored,)] = cache.execute("select content from rss_item where title like '%lights%'")
    assert READ in read(stored)
    run("r2e", "-c", "rss2email.cfg", "-d", "rss2email.json", "run", cwd=home)
    [letter] = (home / "Maildir" / "new").iterdir()
    mail = message_from_bytes(letter.read_bytes(), policy=default)
    assert READ in " ".join(mail.get_content().replace("`", "").split())
    feed = (followed.www / path).read_bytes()
    told = feedparser.parse(feed).entries[0]
    is_text = told.summary_detail.type == "text/plain"
    for markup in (escape(told.summary) if is_text else told.summary, told.content[0].value):
        assert READ in read(markup)
    listed = subprocess.run([program("sfeed")], input=feed, capture_output=True, check=True).stdout
    assert READ in read(listed.decode().replace("\\n", " "))
