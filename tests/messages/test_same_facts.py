"""The same facts everywhere: what differs from the page is found, and an honest text is let be."""

import random
import re
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from mkdocs_statuspage.desk.drafts import page_of
from mkdocs_statuspage.language import Words, languages, load_words
from mkdocs_statuspage.messages.letter import NOBODY, LetterWriter
from mkdocs_statuspage.messages.page_facts import PageFacts
from mkdocs_statuspage.messages.same_facts import differences
from mkdocs_statuspage.messages.told_figures import FigureKind, day_number, figures_in
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site, load_site

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(
        HERE.parents[1] / "incidents", datetime(2026, 11, 18, tzinfo=UTC), "https://a.example/"
    )


PAGES: dict[str, PageFacts] = {}


def facts(id_: str, site: Site) -> PageFacts:
    """Give what a page says, which is read once."""
    return PAGES.setdefault(id_, page_of(site.by_id[id_], site))


def told(name: str) -> list[tuple[str, str]]:
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    parts = (line.partition(": ") for line in lines if not line.startswith("#"))
    return [(id_, text) for id_, _, text in parts]


@pytest.mark.parametrize(("id_", "text"), told("honest.txt"))
def test_an_honest_text_is_let_be(id_: str, text: str, site: Site) -> None:
    """Rounded, in another zone, in other words: nothing is found in it."""
    assert [hit.message for hit in differences(text, facts(id_, site))] == []


def test_there_are_forty_honest_texts() -> None:
    """As many as were asked for."""
    assert len(told("honest.txt")) >= 40


@pytest.mark.parametrize(("id_", "text"), told("wrong.txt"))
def test_what_differs_is_shown_beside_what_the_page_says(id_: str, text: str, site: Site) -> None:
    """One finding, with both."""
    text, _, wanted = text.partition(" => ")
    [hit] = differences(text, facts(id_, site))
    assert wanted in hit.message
    assert text[hit.start : hit.end]


def test_the_page_never_differs_from_itself(site: Site) -> None:
    """Neither its updates and sections nor the letters that are made of it."""
    for course in site.told:
        incident = course.incident
        texts = [update.message for update in incident.updates if not update.retracted]
        texts += [section.text for section in incident.prose] + [letter(course.incident.id, site)]
        for text in filter(None, texts):
            assert [hit.message for hit in differences(text, facts(incident.id, site))] == []


def letter(id_: str, site: Site) -> str:
    course = site.by_id[id_]
    signer = site.config.people[course.incident.signed_by or "priya"]
    return LetterWriter(course, Standpoint.of(site), signer).to(NOBODY).text


ALIKE = [
    words.split()
    for words in (
        "two three four five six seven eight nine ten eleven twelve nineteen twenty thirty forty fifty sixty ninety",
        "três quatro cinco seis sete oito nove dez onze doze trinta quarenta cinquenta",
        "January February March April June July August September October November December",
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira",
        "UTC CET",
        "automatically formally",
    )
]
"""Words of which one may be put for another, so that a text says something else."""
NO_FACT = re.compile(
    r"https?://\S+|#\d+|\bR[12]\b|\d+ min read|\d/\d (?=[A-Z])|\+\d[\d ]+|order \d+|wait .*|[Yy]our call .* line|for 7 years|In the last.*|seven days",
)
"""What is no fact of the page, so that nobody can find that it was changed."""


def changed(text: str, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Give a text with one figure, weekday, zone or state changed, for each that it has."""
    facts_of = NO_FACT.sub(lambda found: "\0" * len(found[0]), text)
    for found in re.finditer(r"\d+", facts_of):
        place = rng.randrange(found.start(), found.end())
        digit = rng.choice([digit for digit in "123456789" if digit != text[place]])
        around = text[max(0, place - 30) : place + 30]
        yield text[:place] + digit + text[place + 1 :], f"{digit} in {around!r}"
    for words in ALIKE:
        for found in re.finditer(rf"\b(?:{'|'.join(words)})\b", facts_of):
            other = rng.choice([word for word in words if word != found[0]])
            yield text[: found.start()] + other + text[found.end() :], f"{found[0]} → {other}"


@pytest.mark.parametrize("every", [5, pytest.param(1, marks=pytest.mark.long)])
def test_whatever_is_changed_in_an_honest_text_is_found_and_nothing_else(
    site: Site, every: int
) -> None:
    """In 93 of 100 at least, as one finding; what is left reads as something that the page says in another place."""
    rng, missed, several, tried = random.Random(2026), list[str](), list[str](), 0
    for id_, text in told("honest.txt")[::every]:
        for other, what in changed(text, rng):
            tried += 1
            hits = differences(other, facts(id_, site))
            missed += [] if hits else [f"{id_}: {what}"]
            several += [f"{id_}: {what}"] if len(hits) > 1 else []
    assert tried > 600 / every
    assert len(missed) <= tried * 0.07 + 4, missed
    assert len(several) <= tried * 0.01, several


def test_a_figure_that_is_changed_in_a_letter_is_found(site: Site) -> None:
    """In ninety-nine of a hundred at least; what is left reads as another figure that stands in the same words elsewhere."""
    rng = random.Random(2026)
    missed, tried = [], 0
    for course in site.told[::3]:
        page = facts(course.incident.id, site)
        said = letter(course.incident.id, site)
        for place in (
            found.start() for found in re.finditer(r"\d+", said[: said.index("https://")])
        ):
            tried += 1
            digit = rng.choice([digit for digit in "123456789" if digit != said[place]])
            if not differences(said[:place] + digit + said[place + 1 :], page):
                missed.append(f"{course.incident.id}: {digit} in {said[place - 20 : place + 20]!r}")
    assert tried > 80
    assert len(missed) <= tried / 100, missed


def test_a_portuguese_site_reads_both_languages(tmp_path: Path) -> None:
    """`Out` and `set` are months there, and words in an English text."""
    folder = shutil.copytree(HERE.parents[1] / "incidents", tmp_path / "incidents")
    config = folder / "statuspage.yml"
    config.write_text(config.read_text().replace("language: en", "language: pt"))
    here = load_site(folder, datetime(2026, 11, 18, tzinfo=UTC), "https://a.example/")
    page = page_of(here.by_id["2026-09-22-payouts-sent-twice"], here)
    for honest in (
        "They went out twice, on 22 Sep.",
        "By then 41 out of 87 had it.",
        "A 22 set. e 22/09.",
    ):
        assert differences(honest, page) == ()
    for wrong in ("On 23 Sep.", "A 23 set.", "A 22 out."):
        assert len(differences(wrong, page)) == 1, wrong


def test_what_concerns_one_person_may_have_figures_of_its_own(site: Site) -> None:
    """Their amount is on no page."""
    page = facts("2026-11-03-card-payments", site)
    assert differences("You get 12,30 €.", page)
    assert not differences("You get 12,30 €.", page, beside=["12,30 €"])


def days_and_times(words: Words) -> Iterator[tuple[str, FigureKind, float]]:
    """Give every day, time and length of time as the program writes them, each with what it means."""
    for day in (date(2028, 1, 1) + timedelta(days=n) for n in range(366)):
        number = day_number(day.month, day.day)
        yield words.short_day(day), FigureKind.DAY, number
        for said in (words.day(day), words.day(day, weekday=True), words.medium_day(day)):
            yield said, FigureKind.DAY, number + day_number(0, 0, day.year)
    for zone in map(ZoneInfo, ("UTC", "Europe/Lisbon", "Asia/Dubai")):
        for minutes in range(0, 24 * 60, 7):
            at = datetime(2026, 3, 1, minutes // 60, minutes % 60, tzinfo=zone)
            yield words.zoned_clock(at, zone), FigureKind.CLOCK, minutes
    for minutes in (*range(1, 24 * 60, 7), *range(24 * 60, 9 * 24 * 60, 60)):
        yield words.duration(timedelta(minutes=minutes)), FigureKind.LENGTH, minutes


@pytest.mark.parametrize("language", languages())
def test_what_the_program_writes_is_read_as_what_it_is(language: str) -> None:
    """A day, a time and a length are one figure each in every language, at the start of a line and within one."""
    words = load_words(language)
    for said, kind, value in days_and_times(words):
        for text in (said, f"– {said}, –"):
            read = [(one.kind, value in one.values) for one in figures_in(text, words)]
            assert read == [(kind, True)], text
