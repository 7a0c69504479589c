"""What pages load is as small as it can be without another program, and does the same."""

from pathlib import Path

import pytest

from mkdocs_statuspage.outputs.pages.assets import squeezed_script

THEME = Path(__file__).parents[2] / "theme" / "statuspage"


def test_a_script_loses_what_nobody_runs() -> None:
    """Comments on lines of their own, over several too, and indentation; nothing that is on a line with code."""
    script = """\
// About all of it,
/* and more: a * and a / by
   themselves */
const url = "https://x.example//y"; // stays

  /* one line */
    if (a /* b */ > 1) go("/* no comment */");
"""
    assert squeezed_script(script) == (
        'const url = "https://x.example//y"; // stays\nif (a /* b */ > 1) go("/* no comment */");\n'
    )


@pytest.mark.parametrize("name", ["script.js", "search.js"])
def test_no_text_of_a_script_goes_over_lines(name: str) -> None:
    """Else what begins its second line would be lost with the indentation."""
    lines = (THEME / name).read_text("utf-8").splitlines()
    assert [line for line in lines if line.count("`") % 2] == []
    assert [line for line in lines if line.endswith("\\")] == []
