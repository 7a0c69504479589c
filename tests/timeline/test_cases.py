"""Every file in `cases/` is an incident, and what became of it by some moments.

To add one: write the incident under `incident:`, and under `at:` a moment with the lines that are
expected of it: where the incident stands, then a line for each stretch in which a component was not well.
"""

import pytest
from tests.timeline.case_files import case_names, lines_of, read_case


@pytest.mark.parametrize("name", case_names())
def test_a_course_is_as_expected(name: str) -> None:
    incident, expected = read_case(name)
    assert {now: lines_of(incident, now) for now in expected} == dict(expected)
