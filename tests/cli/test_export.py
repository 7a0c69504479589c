"""`export` gives a history back: Markdown for any MkDocs, and JSON that `import` reads again."""

import json
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from cli.conftest import Run, git
from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import CannotImport
from mkdocs_statuspage.importers.plan import plan, read_existing
from mkdocs_statuspage.reading.folder import read_folder
from mkdocs_statuspage.site import load_site

EXAMPLE = Path(__file__).parents[2] / "incidents"


@pytest.fixture
def example(site: Path) -> Path:
    """Give the project's own example, which has every sort of field, in a site's place."""
    shutil.rmtree(site / "incidents")
    shutil.copytree(EXAMPLE, site / "incidents")
    return site


def test_what_is_exported_and_imported_again_is_the_same(example: Path, run: Run) -> None:
    """Every field of every incident, the prose, and the settings; and a second import changes nothing."""
    assert run("export", "out", "--json").code == 0
    assert run("import", "export", "out/history.json", "--into", "again", "--write").code == 0
    before, after = (read_folder(example / name) for name in ("incidents", "again/incidents"))
    assert after.config == before.config
    assert run("-C", "again", "export", "--json").out == (example / "out/history.json").read_text()
    told = [
        [one.model_dump(exclude={"path", "prose"}) for one in reading.incidents]
        for reading in (before, after)
    ]
    assert told[0] == told[1]
    prose = [
        [[(part.kind, part.heading, part.text) for part in one.prose] for one in reading.incidents]
        for reading in (before, after)
    ]
    assert prose[0] == prose[1]
    history = IMPORTERS["export"](example / "out")
    again = plan(history, read_existing(example / "again" / "incidents"))
    assert (again.files, len(again.skipped)) == ({}, len(before.incidents))


def test_what_the_remote_has_is_exported_where_the_folder_cannot_follow(
    site: Path, remote: Path, tmp_path_factory: pytest.TempPathFactory, run: Run
) -> None:
    """As Markdown and as JSON alike: an update and an incident of somebody else, and the component that it names."""
    other = tmp_path_factory.mktemp("other") / "clone"
    subprocess.run(["git", "clone", "-q", str(remote), str(other)], check=True)
    config = other / "incidents" / "statuspage.yml"
    config.write_text(config.read_text().replace("people:", "  fax: {name: Fax}\npeople:"))
    for words in (
        ("update", "card", "-m", "Swordfish."),
        ("open", "Fax is down", "-c", "fax=major", "-m", "Trout."),
    ):
        assert run("-C", str(other), *words, "--no-publish").code == 0
    git(other, "add", ".")
    git(other, "-c", "user.name=b", "-c", "user.email=b@b", "commit", "-qm", "Theirs")
    git(other, "push", "-q")
    (site / "mkdocs.yml").write_text((site / "mkdocs.yml").read_text() + "# mine\n")
    git(site, "commit", "-qam", "Mine")
    document = json.loads(run("export", "--json").out)
    said = [one["message"] for i in document["incidents"] for one in i["fields"]["updates"]]
    assert [text for text in said if "Swordfish" in text or "Trout" in text] == [
        "Swordfish.\n",
        "Trout.\n",
    ]
    assert "fax" in document["config"]["components"]
    assert run("export", "out").code == 0
    assert "Trout." in (site / "out/docs/incidents/2026-11-03-fax-is-down.md").read_text()


def test_without_a_folder_json_is_printed(site: Path, run: Run) -> None:
    """The same document as the file."""
    document = json.loads(run("export", "--json").out)
    assert document["format"] == "mkdocs-statuspage history 1"
    assert [one["id"] for one in document["incidents"]] == [
        one.id for one in read_folder(site / "incidents").incidents
    ]


def test_mkdocs_alone_builds_what_is_exported(example: Path, run: Run) -> None:
    """Each published incident has its page with every word that was said, and no draft has one."""
    assert run("export", "out").code == 0
    config = load_config(str(example / "out" / "mkdocs.yml"), plugins=[])
    assert "theme" not in (example / "out" / "mkdocs.yml").read_text(), "Zensical has not MkDocs'"
    build(config)
    site = load_site(example / "incidents", datetime(2026, 11, 27, tzinfo=UTC))
    pages = {
        path.parent.name for path in (example / "out" / "site" / "incidents").glob("*/index.html")
    }
    assert pages == {one.id for one in site.incidents}
    for one in site.incidents:
        text = (example / "out" / "docs" / "incidents" / f"{one.id}.md").read_text("utf-8")
        assert all(update.message in text for update in one.updates if not update.retracted)


def test_nothing_is_written_over(site: Path, run: Run) -> None:
    """A folder that has something in it stays as it is; without one the remedy is told."""
    result = run("export", "incidents")
    assert (result.code, "is there already" in result.err) == (2, True)
    assert "name one" in run("export").err


def test_drafts_are_not_exported_into_the_site(site: Path, run: Run) -> None:
    """The document has them, and a page of the owner's would be published with it."""
    result = run("export", "incidents/pages/history", "--json")
    assert (result.code, "lies in the site" in result.err) == (2, True)
    assert not (site / "incidents/pages/history").exists()


def test_a_folder_with_errors_is_not_exported_as_json(site: Path, run: Run) -> None:
    """What cannot be read would be missing."""
    (site / "incidents" / "broken.md").write_text("---\ntitle: [\n---\n")
    result = run("export", "--json")
    assert (result.code, result.out, "broken.md:" in result.err) == (2, "", True)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"format": "mkdocs-statuspage history 2"}, "is no export"),
        ([], "is no export"),
        ({"format": "mkdocs-statuspage history 1", "config": {}}, "no `config` or no `incidents`"),
        (
            {"format": "mkdocs-statuspage history 1", "config": {}, "incidents": [{"id": "a"}]},
            r"incidents\[0\] has no",
        ),
        (
            {
                "format": "mkdocs-statuspage history 1",
                "config": {},
                "incidents": [{"id": "../../a", "fields": {"title": "A"}}],
            },
            r"incidents\[0\]: '../../a' can be no",
        ),
    ],
)
def test_another_file_is_no_export(content: object, said: str, tmp_path: Path) -> None:
    """A newer form, another shape, and an incident without its parts are refused with their place."""
    path = tmp_path / "history.json"
    path.write_text(json.dumps(content))
    with pytest.raises(CannotImport, match=said):
        IMPORTERS["export"](path)
