"""Every folder in `cases/` is read, and `check` tells exactly what its `expected.txt` says.

To add one: make a folder, put incident files into it as they would stand under `incidents/`, and
beside them `expected.txt` with a line for each problem; an empty one says that nothing is wrong.
"""

from pathlib import Path

import pytest
from tests.reading.case_files import CASES, EXPECTED, case_names, read_case, told


@pytest.mark.parametrize("name", case_names())
def test_a_case_is_told_as_expected(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everything wrong is told in one run, with its place and the next step."""
    monkeypatch.chdir(tmp_path)
    reading = read_case(name, tmp_path)
    expected = (CASES / name / EXPECTED).read_text(encoding="utf-8")
    assert told(reading) == expected
    assert reading.is_valid == all(line.endswith(" (warning)") for line in expected.splitlines())
    for finding in reading.findings:
        assert finding.help, finding


def test_every_case_says_what_is_expected() -> None:
    """A case without its outcome would test nothing."""
    assert [name for name in case_names() if not (CASES / name / EXPECTED).is_file()] == []
