"""A site whose clock is moved by hand, its commands, and an editor that writes what a person would."""

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from cli.conftest import Result, Run, run  # noqa: F401
from mkdocs_statuspage.cli.terminal import console
from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.outputs import all_files
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.policy.published import published_among
from mkdocs_statuspage.policy.silent_changes import like_before, silent_changes
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.reading.parts import HEADINGS
from mkdocs_statuspage.site import Site, load_site
from mkdocs_statuspage.timeline.facts import facts_of
from mkdocs_statuspage.yaml_text.tree import Marks

CONFIG = """\
site_id: tiny
organisation: {name: Tiny, mission: We keep small shops' tills ringing.}
timezone: Europe/Lisbon
components:
  checkout: {name: Checkout, group: Payments}
  api: {name: API, group: Payments}
people:
  ana: {name: Ana Reis, role: Head of Payments, reply_to: ana@tiny.example}
  eva: {name: Eva Pinto, role: Head of Risk, reply_to: eva@tiny.example}
  rui: {name: Rui Lima, role: Founder and chief executive, reply_to: rui@tiny.example}
clock: 2026-11-03T09:20:00Z
"""
MKDOCS = """\
site_name: Tiny status
site_url: https://status.tiny.example/
docs_dir: incidents
theme: {name: material, font: false}
plugins: [search, statuspage]
"""
# An editor takes the file's name as its last argument. This one does what a person does in theirs: it puts
# words in the place of each guidance, and fields at the head in the place of those that were left blank.
EDITOR = """\
import json, os, pathlib, re, sys
told = json.loads(os.environ["TO_WRITE"])
path = pathlib.Path(sys.argv[-1])
text = path.read_text(encoding="utf-8")
parts = re.split(r"(?m)^(?=## )", text)
for heading, words in told["sections"].items():
    parts = [
        re.sub(r"(?s)<!--.*?-->", lambda _: words, part) if part.startswith(heading) else part
        for part in parts
    ]
text = "".join(parts)
head, fence, rest = text[4:].partition("\\n---\\n")
for key in re.findall(r"(?m)^(\\w+):", told["head"]):
    head = re.sub(rf"(?m)^{key}:.*\\n?(?:[ -].*\\n?)*", "", head + "\\n").rstrip("\\n")
path.write_text("---\\n" + head + "\\n" + told["head"] + "---\\n" + rest, encoding="utf-8")
"""


@dataclass(frozen=True)
class Life:
    """A site, and what happens to it in the course of time."""

    folder: Path
    run: Run
    monkeypatch: pytest.MonkeyPatch

    def at(self, moment: str, *args: str) -> Result:
        """Run a command at a moment of 3 November 2026, or at any `2026-11-04T09:00`."""
        self.move_clock(moment)
        return self.run(*args)

    def move_clock(self, moment: str) -> None:
        """Set the site's clock."""
        day = moment if "T" in moment else f"2026-11-03T{moment}"
        config = self.folder / "incidents" / "statuspage.yml"
        seconds = "" if day.count(":") > 1 else ":00"
        text = re.sub(r"clock: .*", f"clock: {day}{seconds}Z", config.read_text())
        config.write_text(text)
        console.cache_clear()

    def writes(self, head: str, language: str = "en", **sections: str) -> None:
        """Say what the person writes whose editor opens next."""
        words = load_words(language)
        headings = {kind.value: f"## {words(heading)}" for kind, heading in HEADINGS.items()}
        told = {"head": head, "sections": {headings[key]: text for key, text in sections.items()}}
        editor = self.folder / ".editor.py"
        editor.write_text(EDITOR)
        self.monkeypatch.setenv("TO_WRITE", json.dumps(told))
        self.monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
        self.monkeypatch.delenv("VISUAL", raising=False)

    def site(self) -> Site:
        """Compute the site as it would be built now."""
        url = "https://status.tiny.example/"
        return load_site(self.folder / "incidents", datetime.now(UTC), url)

    def output(self) -> str:
        """Give everything that would be put out, pages by their data, as one text."""
        return "\n".join(
            f"{path}\n{whole(content)!r}" for path, content in all_files(self.site()).items()
        )

    def status(self, moment: str) -> dict[str, tuple[bool, int]]:
        """Give what `status` says is owed: whether it is late, and the minutes."""
        told = json.loads(self.at(moment, "status", "--json").out)
        return {
            one["owed"] + (f" {one['promise']}" if one["promise"] else ""): (
                one["late"],
                one["minutes"],
            )
            for one in told["owed"]
        }


def whole(content: str | bytes | Page) -> object:
    """Give a file's content, or everything that a page is drawn from."""
    if not isinstance(content, Page):
        return content
    return (content.title, content.description, content.source, content.view(), content.text())


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site without any incident."""
    (tmp_path / "incidents").mkdir()
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    (tmp_path / "incidents" / "statuspage.yml").write_text(CONFIG)
    return tmp_path


@pytest.fixture
def life(site: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> Life:  # noqa: F811
    """Give the site with its clock and its commands; what readers had changes by none of them in silence."""

    def watched(*args: str, stdin: str = "") -> Result:
        before = readers_have(site)
        done = run(*args, stdin=stdin)
        after = readers_have(site)
        for id_, (was, marks, _) in before.items():
            _, now_marks, now = after[id_]
            assert silent_changes(was, like_before(was, marks, now, now_marks)) == (), args
        return done

    return Life(site, watched, monkeypatch)


def readers_have(site: Path) -> Mapping[str, tuple[Incident, Marks, Incident]]:
    """Give each incident as readers have it, with its places, and as it stands in its file."""
    reading = read_folder(site / "incidents")
    if reading.config is None or reading.config.clock is None:
        return {}
    config, now = reading.config, reading.config.clock
    whole = {one.id: one for one in reading.incidents}
    happened = filter(None, (facts_of(one, now, config.zone) for one in reading.incidents))
    shown = published_among(happened, config, now, lambda one: reading.marks_of(one.path))
    return {one.id: (one, reading.marks_of(one.path), whole[one.id]) for one in shown.incidents}
