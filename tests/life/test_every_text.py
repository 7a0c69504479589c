"""Every text that an incident can have reaches each reader that it is declared for, and no other."""

import re
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest
import yaml
from tests.life import every_text as given

from mkdocs_statuspage.model.texts import ReviewedAs, TextUse, texts_of
from mkdocs_statuspage.policy.incident_review import review_incidents
from mkdocs_statuspage.reading.folder import read_folder
from plugin.library import CONFIG, Built, run

DECLARED = sorted(dict(given.declared()).items())
SHOWN = [pair for pair in DECLARED if pair[1].is_published]
WITH_REPORT = ("report", "prevention", "make_good", "prose")
HELD_BACK, DRAFT = "held", "drafted"


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the site, beside it a report that is not published and an incident that is a draft."""
    folder = tmp_path_factory.mktemp("texts")
    incidents = folder / "incidents"
    given.write(incidents, given.with_links(incidents))
    held = given.with_links(incidents, HELD_BACK)["2026-11-02-full"] | {"report": {}}
    draft = given.with_links(incidents, DRAFT)["2026-11-02-full"] | {"draft": True}
    given.write(incidents, {"2026-11-05-held": held, "2026-11-06-draft": draft})
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    site = Built(folder)
    result = run(site)
    assert result.returncode == 0, result.stdout + result.stderr
    return site


def texts(built: Built, pattern: str) -> str:
    return "\n".join(
        p.read_text(errors="replace") for p in sorted(built.site_dir.rglob(pattern)) if p.is_file()
    )


def feeds(built: Built) -> str:
    return texts(built, "feed.*") + texts(built, "history.rss")


def test_the_sample_has_every_text_that_is_declared(tmp_path: Path) -> None:
    """Add a new field of text to `every_text.samples`: what follows here proves its readers."""
    given.write(tmp_path, given.with_links(tmp_path))
    reading = read_folder(tmp_path)
    assert reading.is_valid, reading.findings
    found = {
        ".".join(step for step in told.path if isinstance(step, str) and step != given.A_KEY)
        for incident in reading.incidents
        for told in texts_of(incident)
    }
    assert found == {name for name, _ in DECLARED}, "add it to samples in tests/life/every_text.py"


@pytest.mark.parametrize(
    ("name", "use"), SHOWN, ids=lambda part: part if isinstance(part, str) else ""
)
def test_a_published_text_is_on_a_page(name: str, use: TextUse, built: Built) -> None:
    """What people wrote for readers stands where readers look."""
    is_shown = given.word_of(name) in texts(built, "*.html")
    assert is_shown, f"{name}: draw it in outputs/pages/ (cards.py, incident_page.py) and theme/"


@pytest.mark.parametrize("name", [name for name, use in SHOWN if use.is_prose])
def test_a_link_leads_to_a_file_that_is_there(name: str, built: Built) -> None:
    """A file beside an incident is copied, and the way to it holds from each page and feed."""
    target = re.compile(rf'href="([^"]*{given.word_of(name)}\.txt)"')
    ways = [
        normpath(join(dirname(path), way))
        for path, html in built.pages()
        for way in target.findall(html)
    ]
    assert ways, f"{name}: no page has its link; give it to a template as Markdown (`here.html`)"
    for way in ways:
        assert (built.site_dir / way).is_file(), way


@pytest.mark.parametrize(("name", "use"), DECLARED)
def test_search_finds_what_is_declared_for_it(name: str, use: TextUse, built: Built) -> None:
    """A title is found as the title of its page."""
    index = texts(built, "search/*.json")
    is_found = given.word_of(name) in index
    told = (
        f"{name}: `in_search` of model/texts.py is not what outputs/pages/incident_page.py puts in"
    )
    assert is_found == (use.in_search or name == "title"), told


@pytest.mark.parametrize(("name", "use"), DECLARED)
def test_feeds_have_what_is_declared_for_them(name: str, use: TextUse, built: Built) -> None:
    """Whoever follows a feed is told what the page tells, as far as it is declared."""
    is_told = given.word_of(name) in feeds(built)
    told = f"{name}: `in_feeds` of model/texts.py is not what outputs/feeds/item_text.py tells"
    assert is_told == use.in_feeds, told


@pytest.mark.parametrize(("name", "use"), DECLARED)
def test_what_is_not_published_is_nowhere(name: str, use: TextUse, built: Built) -> None:
    """A draft, a report that is held back, a note and a talk in private leave no word in any file."""
    everything = texts(built, "*.*")
    assert DRAFT + given.word_of(name) not in everything
    if name.startswith(WITH_REPORT):
        assert HELD_BACK + given.word_of(name) not in everything
    if not use.is_published:
        assert given.word_of(name) not in everything


@pytest.mark.parametrize(("name", "use"), DECLARED)
def test_a_secret_in_it_is_found(name: str, use: TextUse, tmp_path: Path) -> None:
    """An internal host is a finding of `leak`, at the line on which it stands."""
    given.write(tmp_path, given.with_secret(name))
    reading = read_folder(tmp_path)
    assert reading.config is not None
    marks_of = reading.marks_of
    reviewed = review_incidents(reading.incidents, reading.config, lambda i: marks_of(i.path))
    leaks = [f for one in reviewed.values() for f in one.findings if f.rule == "leak"]
    told = f"{name}: `reviewed_as` of model/texts.py is not what policy/incident_review.py reads"
    assert bool(leaks) == (use.reviewed_as is not ReviewedAs.NOTHING), told
    for found in leaks:
        line = Path(found.place.path).read_text().splitlines()[found.place.line - 1]
        assert "db-3.prod.internal" in line[found.place.column - 1 :]
