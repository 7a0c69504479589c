"""Finds the cases, and reads one as it would be read on a site."""

import shutil
from pathlib import Path

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.reading.folder import Reading, read_folder

HERE = Path(__file__).parent
CASES = HERE / "cases"
EXPECTED = "expected.txt"
NO_CONFIG = "config-with-another-suffix"
"""The one case that is about there being no config."""


def case_names() -> list[str]:
    """Give the names of all cases."""
    return sorted(path.name for path in CASES.iterdir() if path.is_dir())


def read_case(name: str, folder: Path) -> Reading:
    """Read a copy of a case's files, with the common config where it has none."""
    ignored = shutil.ignore_patterns(EXPECTED)
    shutil.copytree(CASES / name, folder, dirs_exist_ok=True, ignore=ignored)
    if name != NO_CONFIG and not (folder / "statuspage.yml").exists():
        shutil.copy(HERE / "statuspage.yml", folder)
    return read_folder(folder)


def told(reading: Reading) -> str:
    """Give what `check` tells, one finding on each line; warnings are marked."""
    return "".join(
        f"{finding}{' (warning)' if finding.severity is Severity.WARNING else ''}\n"
        for finding in reading.findings
    )
