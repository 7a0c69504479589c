"""What `export --json` writes is the whole of what was written: imported again, nothing differs."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.desk.exported_history import as_json
from mkdocs_statuspage.desk.workspace import Workspace
from mkdocs_statuspage.importers import IMPORTERS
from mkdocs_statuspage.importers.history import (
    ForeignIncident,
    ForeignReport,
    ForeignUpdate,
    History,
)
from mkdocs_statuspage.importers.plan import plan
from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.model.statuses import ComponentStatus, Impact, Kind, UpdateStatus
from mkdocs_statuspage.reading.folder import Reading, read_folder

START = datetime(2024, 5, 1, 9, tzinfo=UTC)
CONFIG = {"site_id": "moved", "organisation": {"name": "Moved"}, "timezone": "Europe/Lisbon"}
LIKE_SOMETHING_ELSE = st.sampled_from(
    ["no", "12:30", "2024-05-01", "2024-05-01T09:00:00Z", "1e3", "null", "~", "---", "- a", "a: b", "a #b", "'", '"', "{{x}}", "é"]
)  # fmt: skip
LINE = LIKE_SOMETHING_ELSE | st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"]), min_size=1, max_size=30
).map(str.strip).filter(bool)
TEXT = LINE | st.lists(LINE | st.just(""), min_size=1, max_size=4).map("\n".join).filter(str.strip)


@st.composite
def _incidents(draw: st.DrawFn) -> ForeignIncident:
    messages = draw(st.lists(TEXT, min_size=1, max_size=3))
    said = [(START + timedelta(minutes=number), text) for number, text in enumerate(messages)]
    here = {"api": draw(st.sampled_from(ComponentStatus))}
    updates = [
        ForeignUpdate(f"u{number}", at, UpdateStatus.IDENTIFIED, text, here if number else {})
        for number, (at, text) in enumerate(said)
    ]
    prose = draw(st.none() | st.lists(TEXT | st.just("## What happened"), min_size=1, max_size=4))
    return ForeignIncident(
        draw(st.text("abc-", min_size=1, max_size=8)),
        draw(LINE),
        draw(st.sampled_from([Kind.INCIDENT, Kind.NOTICE])),
        started_at=START,
        resolved_at=draw(st.none() | st.just(START + timedelta(hours=1))),
        impact=draw(st.none() | st.sampled_from(Impact)),
        components=("api",),
        updates=tuple(updates),
        report=ForeignReport("\n\n".join(prose) + "\n") if prose else None,
        is_draft=draw(st.booleans()),
        kept=draw(st.dictionaries(LINE, TEXT, max_size=2)),
    )


def _written(history: History, folder: Path) -> Reading:
    folder.mkdir(parents=True)
    for path, text in plan(history).files.items():
        (folder / path).write_bytes(text.encode())
    return read_folder(folder)


@settings(max_examples=25)
@given(st.lists(_incidents(), min_size=1, max_size=3, unique_by=lambda one: one.source_id))
def test_an_export_imported_again_is_the_same(incidents: list[ForeignIncident]) -> None:
    """Whatever the texts are, and however YAML would read them bare: the settings, each field, the prose, and the export of it."""
    history = History("export", CONFIG, {"api": {"name": "API"}}, tuple(incidents))
    with TemporaryDirectory() as name:
        here, there = Path(name, "here", "incidents"), Path(name, "there", "incidents")
        before = _written(history, here)
        assert not [str(one) for one in before.findings if one.severity is Severity.ERROR]
        told = as_json(Workspace(here.parent, here, ""))
        saved = Path(name, "history.json")
        saved.write_text(told, encoding="utf-8")
        after = _written(IMPORTERS["export"](saved), there)
        assert after.config == before.config
        assert [one.model_dump() for one in after.incidents] == [
            one.model_dump() for one in before.incidents
        ]
        assert as_json(Workspace(there.parent, there, "")) == told
