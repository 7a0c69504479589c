"""The tests are run by hooks too, before each push."""

import os
import subprocess
import sys
from pathlib import Path


def test_a_hook_does_not_lead_the_tests_to_its_own_repository() -> None:
    """Git tells a hook where its repository is; a test that runs git there would change it."""
    found = subprocess.run(
        [sys.executable, "-c", "import conftest, os; print(os.environ.get('GIT_DIR'))"],
        cwd=Path(__file__).parent,
        env=os.environ | {"GIT_DIR": "/nowhere", "GIT_INDEX_FILE": "/nowhere/index"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout.strip() == "None"
