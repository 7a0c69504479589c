"""The page of figures: three sentences with twelve months each, and what keeps happening."""

import re
from dataclasses import replace
from itertools import pairwise

from mkdocs_statuspage.outputs.pages.month_line import Aim, MonthPoint, month_line
from mkdocs_statuspage.outputs.view.figure_words import cause_words, summary
from pages.library import site, view

AIM = Aim(10, "aim")


def line(*values: float | None) -> str:
    """Draw some months."""
    return month_line("k", "Waits", [MonthPoint("Jan", v, f"{v} min") for v in values], AIM)


def test_a_sentence_has_its_figure_its_aim_and_its_months() -> None:
    """The first word of ten incidents, and the one promise that has come to its day."""
    first, _ = view("years", "record/index.md").statements
    *_, promises = view("well", "record/index.md").statements
    assert (first.before, first.figure, first.after) == (
        "We usually say something within",
        "10\xa0min",
        "",
    )
    assert first.aim == "Half of our first words came sooner. Our aim is 1\xa0h."
    assert re.search(
        "<desc [^>]*>Aug: 10\xa0min; Oct: [^<]*; Nov: 10\xa0min</desc>", first.line_html
    )
    assert (promises.figure, promises.after) == ("1 of 2", "promises on time")
    assert promises.aim == "1 is late. Our aim is 95\u202f%."
    assert "Nov: 1 of 2</desc>" in promises.line_html


def test_one_word_is_not_usual() -> None:
    """Of fewer than five first words nothing is said to be usual."""
    first, *_ = view("well", "record/index.md").statements
    assert first.before == "Our only first word so far came after"
    assert first.aim == "Our aim is 1\xa0h."


def test_a_month_without_a_value_is_a_gap() -> None:
    """Three runs of months, of which one is a dot alone: two lines, five dots, and zero at the bottom."""
    drawn = line(5, 0, None, 20, None, None, 10, 10)
    assert drawn.count("<circle") == 5
    assert re.findall(r'<path d="(M[^"]*)" fill="none"', drawn) == [
        "M12 35.0L26 44.0",
        "M96 26.0L110 26.0",
    ]
    assert 'cx="54" cy="8.0"' in drawn, "the most is at the top"
    assert 'class="aim" d="M2 26.0H122"' in drawn
    assert ">Jan: 5 min; Jan: 0 min; Jan: 20 min; Jan: 10 min; Jan: 10 min</desc>" in drawn


def test_twelve_months_of_nothing_are_not_drawn() -> None:
    """No axis, no aim: there is nothing to compare."""
    assert line(None, None) == ""
    assert "aim" in line(0)


def test_causes_that_came_back_stand_by_name() -> None:
    """Those that came once are folded."""
    data = view("years", "record/index.md")
    assert [cause.title for cause in data.recurring] == ["Belt, twice"]
    assert [len(cause.incidents) for cause in data.recurring] == [2]
    assert [cause.title for cause in data.once] == ["Rain"]
    assert data.once_count == "1 cause that happened once"
    assert cause_words("wrong-mailing_list") == "Wrong mailing list"
    assert cause_words("--") == "--"


def test_each_figure_names_its_incidents_by_number() -> None:
    """A number leads to the incident in the list of all, which has each once."""
    data, there = view("years", "record/index.md"), site("years")
    for shown, figure in zip(data.figures, there.record.figures, strict=True):
        numbers = [n for run in shown.runs for n in range(run.first, run.last + 1)]
        named = [data.incidents[number - 1].title for number in numbers]
        assert named == [there.by_id[id_].incident.title for id_ in figure.incidents]
        assert all(one < other for one, other in pairwise(numbers))
        assert all(one.last + 1 < other.first for one, other in pairwise(shown.runs))
        assert shown.incidents == len(numbers)


def test_the_first_day_has_one_sentence() -> None:
    """No table of nothing, and no definition of what has not been."""
    data = view("empty", "record/index.md")
    assert data.summary.startswith("Nothing to count yet. After the first incident")
    assert (data.statements, data.figures, data.charts, data.incidents) == ((), (), (), ())


def test_where_nothing_can_be_drawn_large_the_page_says_so() -> None:
    """As of an imported history whose times were stamped by a system."""
    there = site("imported")
    bare = replace(
        there.record, figures=tuple(replace(one, samples=()) for one in there.record.figures)
    )
    assert summary(bare, there.words).endswith("Too early to say how fast we speak.")
    assert summary(there.record, there.words).endswith("ago.")
