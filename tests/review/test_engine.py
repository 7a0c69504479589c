"""The review as a whole: what it gives for any text, which rules read what, and its limits."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_statuspage.markdown_text import read_markdown
from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review import NOTHING_FOUND, review_text, unread_rules
from mkdocs_statuspage.review import rules as rules_package
from mkdocs_statuspage.review.rule import Facts, TextKind
from mkdocs_statuspage.review.rules import RULES
from mkdocs_statuspage.review.rules.leak import may_leak
from mkdocs_statuspage.review.rules.near_copy import apology_of
from mkdocs_statuspage.review.text import read_text

LEAK_CASES = Path(__file__).parent / "cases" / "leak"
ALARMING = st.lists(
    st.sampled_from(
        [
            "We",
            "apologise",
            "sorry",
            "if",
            "but",
            "any",
            "inconvenience",
            "users",
            "failed",
            "our",
            "provider",
            "seriously",
            "at",
            "10:02",
            "`",
            ">",
            "#",
            "-",
            "\n",
            "\n\n",
            "“",
            "”",
            '"',
            "'",
            ".",
            ";",
            "10.2.3.4",
            "AKIA",
            "@",
            "soon",
            "never",
            "again",
            "mistakes",
            "were",
            "made",
        ]
    ),
    max_size=40,
).map(" ".join)


@settings(deadline=None)
@given(st.one_of(st.text(max_size=200), ALARMING), st.sampled_from(TextKind))
def test_any_text_gives_hits_within_it(text: str, kind: TextKind) -> None:
    """Whatever is written, there is nothing but hits, within the text, each with a way to mend it."""
    for hit in review_text(text, kind):
        assert 0 <= hit.start <= hit.end <= len(text)
        assert hit.message
        assert hit.help
        assert hit.severity is not None


def test_every_rule_file_is_listed() -> None:
    """A rule that is not in the list would be silent for ever."""
    folder = Path(str(rules_package.__file__)).parent
    files = {path.stem.replace("_", "-") for path in folder.glob("*.py")} - {"--init--"}
    assert {rule.name for rule in RULES} == files, "add it to RULES in review/rules/__init__.py"


def test_kinds_choose_the_rules() -> None:
    """What is missing is asked of reports alone; an update's next time is a field."""
    missing = {kind: {hit.rule for hit in review_text("Hello.", kind)} for kind in TextKind}
    assert {"apology", "no-ownership", "no-affected", "no-prevention"} <= missing[TextKind.REPORT]
    assert missing[TextKind.UPDATE] == set()
    assert missing[TextKind.SOCIAL] == set()


@pytest.mark.parametrize(
    ("facts", "rule"),
    [
        (Facts(has_affected=True), "no-affected"),
        (Facts(has_prevention=True), "no-prevention"),
        (Facts(has_make_good=True), "no-make-good"),
    ],
)
def test_a_field_answers_for_the_text(facts: Facts, rule: str) -> None:
    """What a field carries is not looked for in the words."""
    assert rule not in {hit.rule for hit in review_text("Hello.", TextKind.REPORT, facts)}


def test_an_empty_field_is_missing_whatever_the_text_says() -> None:
    """A promise in prose alone has no owner and no date."""
    facts = Facts(has_prevention=False)
    hits = review_text("We have added an alarm.", TextKind.REPORT, facts)
    assert "no-prevention" in {hit.rule for hit in hits}


def test_a_language_without_phrases_is_searched_for_leaks_and_fields() -> None:
    """English phrases say nothing about a German text; a key is a key, and a field is a field."""
    text = "We apologise for any inconvenience. AKIAABCDEFGHIJKLMNOP."
    facts = Facts(language="de", has_prevention=False)
    hits = review_text(text, TextKind.REPORT, facts)
    assert [hit.rule for hit in hits] == ["no-prevention", "leak"]
    assert "apology" in unread_rules("de")
    assert unread_rules("en-GB") == ()


def test_portuguese_is_read_in_portuguese() -> None:
    """Its own phrases, numbers and times count, in either spelling, and English ones do not."""
    text = "Pedimos desculpa por qualquer incómodo. Voltamos em breve. Sorry if anyone was hit."
    hits = review_text(text, TextKind.REPORT, Facts(language="pt-BR"))
    assert {hit.rule for hit in hits} == {"apology", "stock-phrase", "vague-when", "no-ownership"}
    dated = "Voltamos em breve, até às 15:00 de sexta-feira. Errámos."
    assert review_text(dated, TextKind.UPDATE, Facts(language="pt")) == ()
    assert "vague-when" not in unread_rules("pt")
    assert "minimising" in unread_rules("pt")


def test_hits_stand_at_the_phrase() -> None:
    """The stretch of a hit is the phrase, for the caret below it."""
    text = "Cards failed.\n\nWe apologise for any inconvenience."
    (hit,) = [h for h in review_text(text, TextKind.SOCIAL) if h.rule == "stock-phrase"]
    assert text[hit.start : hit.end] == "any inconvenience"
    assert hit.severity is Severity.WARNING


def test_apology_is_what_apologises() -> None:
    """Of an earlier report only its apology is remembered."""
    assert (
        apology_of(read_text(read_markdown("Cards failed. We are sorry. They work.")))
        == "we are sorry."
    )


def test_nothing_found_praises_nobody() -> None:
    """Silence says what it cannot see; there is no score."""
    assert "cannot tell" in NOTHING_FOUND
    assert "good" not in NOTHING_FOUND


def test_an_update_whose_fields_name_no_next_time_is_told_once() -> None:
    """One finding says all about when, be it missing or vague."""
    facts = Facts(has_next_update=False)
    for text in ("The shop is closed.", "We hope to be back soon. We will keep you posted."):
        found = [hit.rule for hit in review_text(text, TextKind.UPDATE, facts)]
        assert found == ["vague-when"], text


def test_the_same_words_again_are_found_once() -> None:
    """A reader would say it once; the zone is asked for once whatever times there are."""
    text = (
        "Down at 10:02. Thank you for your patience.\n\nUp at 11:30. Thank you for your patience."
    )
    assert [hit.rule for hit in review_text(text, TextKind.UPDATE)] == [
        "time-no-zone",
        "stock-phrase",
    ]


def test_no_advice_on_an_update() -> None:
    """While somebody is waiting, only what is nearly always right is said."""
    text = "Mistakes were made. It was a perfect storm, and our hosting provider failed."
    assert review_text(text, TextKind.UPDATE) == ()
    assert {hit.severity for hit in review_text(text, TextKind.REPORT)} >= {Severity.ADVICE}


def test_only_a_report_is_held_back() -> None:
    """What is an error in a report is a warning in an update, and a key is an error everywhere."""
    text = "We take this very seriously. The key is AKIAABCDEFGHIJKLMNOP."
    severities = {
        kind: {hit.rule: hit.severity for hit in review_text(text, kind)} for kind in TextKind
    }
    assert severities[TextKind.REPORT]["stock-phrase"] is Severity.ERROR
    assert severities[TextKind.UPDATE] == {"stock-phrase": Severity.WARNING, "leak": Severity.ERROR}


def test_a_private_address_inside_code_is_a_warning() -> None:
    """A log that shows one is often there on purpose."""
    (inside,) = review_text("The log: `GET 10.2.3.4`.", TextKind.UPDATE)
    (outside,) = review_text("The log: GET 10.2.3.4.", TextKind.UPDATE)
    assert (inside.severity, outside.severity) == (Severity.WARNING, Severity.ERROR)


def test_there_are_fifteen_rules() -> None:
    """Whoever adds one takes one away, or says in a decision record why not."""
    assert len(RULES) == 15, "generator/decisions/0012-few-rules-nearly-always-right.md says why"


def test_plain_words_are_not_parsed() -> None:
    """Nearly every update is such a text: it is looked through for words of the rules, and has none."""
    said = read_markdown("Cards fail in Spain. We look for the cause.")
    assert review_text(read_text(said), TextKind.UPDATE, Facts(has_next_update=True)) == ()
    assert "html" not in vars(said)


@pytest.mark.parametrize(
    "time",
    """at 9:30 / at 9.30 pm / at 9 a.m. / at 9pm / by 17h / from 17h30 / at 4 o'clock / at 0200 hours / at 09.30 hrs
    """.split(" / "),
)
def test_a_time_is_never_overlooked(time: str) -> None:
    """What is looked for first, because that is quick, stands in every time of day."""
    hits = review_text(f"Cards failed {time.strip()} on Monday.", TextKind.SOCIAL)
    assert "time-no-zone" in {hit.rule for hit in hits}


@pytest.mark.parametrize("name", sorted(path.name for path in LEAK_CASES.glob("bad-*.md")))
def test_a_leak_is_never_overlooked(name: str) -> None:
    """One look over all that an incident says finds what each of its texts would have."""
    text = (LEAK_CASES / name).read_text().split("---\n", 2)[-1]
    hits = review_text(text, TextKind.SOCIAL)
    leaks = [text[hit.start : hit.end] for hit in hits if hit.rule == "leak"]
    assert leaks
    for leak in leaks:
        assert may_leak(f"Cards fail.\n\n{leak}\n\nThey work."), leak
