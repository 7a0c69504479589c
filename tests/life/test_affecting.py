"""A mistake that blocks people, through its whole life by commands alone."""

from life.conftest import Life
from life.reports import AFFECTING_HEAD, SECTIONS

ID = "2026-11-03-cards-fail-in-europe"


def opened(life: Life) -> None:
    given = (
        "open", "Cards fail in Europe", "-c", "checkout=major", "-m",
        "Cards in Europe are declined. Wallets work. We are looking for the cause.",
        "--started-at", "09:10", "--who", "Shops in Europe", "--not-affected", "Wallets work.",
        "--blocked", "--acted-on", "--no-stakes", "--no-one-person", "--detected-by", "us",
    )  # fmt: skip
    assert life.at("09:20", *given).code == 0


def closed(life: Life) -> None:
    opened(life)
    life.at("09:45", "update", "-m", "We are putting the earlier file back.", "-s", "identified")
    life.at("10:20", "update", "-m", "Cards work again.", "-s", "monitoring", "--next", "1h")
    life.at("10:40", "resolve", "-m", "Cards have worked since 09:50 UTC. We are sorry.")


def published(life: Life) -> None:
    closed(life)
    life.writes(AFFECTING_HEAD, **SECTIONS)
    assert life.at("2026-11-05T12:00", "report", ID, "--edit", "--signed-by", "ana").code == 0
    life.run("report", ID, "--reviewed-by", "eva")
    result = life.run("report", ID, "--final")
    assert (result.code, result.out.splitlines()[0]) == (
        0,
        f"Final: Cards fail in Europe → incidents/{ID}.md",
    )


def test_it_is_opened_by_its_answers_and_owes_the_next_word(life: Life) -> None:
    """Somebody was blocked, so it is `affecting`; the next word is due half an hour later."""
    opened(life)
    assert life.site().incidents[0].mistake_class == "affecting"
    assert life.status("09:49:59") == {"next_update": (False, 0)}
    assert life.status("09:50") == {"next_update": (False, 0)}
    assert life.status("09:50:01") == {"next_update": (True, 0)}
    assert life.at("10:02", "status", "--exit-code").code == 1
    assert "next update 12 min late" in life.run("status").out


def test_an_update_on_time_moves_the_clock_and_a_late_one_is_counted(life: Life) -> None:
    """The one at 09:45 was in time and the one at 10:20 five minutes late; the record has both."""
    opened(life)
    life.at("09:45", "update", "-m", "We have found the cause.", "-s", "identified")
    assert life.status("09:46") == {"next_update": (False, 29)}
    life.at("10:20", "update", "--nothing-new")
    figure = life.site().record.figure("next_update")
    assert [sample.value for sample in figure.samples] == [1, 0]


def test_once_it_is_over_the_report_is_owed_and_explained(life: Life) -> None:
    """Three working days from Tuesday are the end of Friday; `check --explain` names what is missing."""
    closed(life)
    assert set(life.status("10:41")) == {"report"}
    assert life.at("2026-11-06T23:59", "status", "--exit-code").code == 0
    assert life.at("2026-11-07T00:00:01", "status", "--exit-code").code == 1
    told = life.run("check", "--explain", ID).out
    assert "class affecting" in told
    assert "MISSING the section “Why it happened”   [policy: classes.affecting.sections" in told
    assert "ok      who was not hit" in told
    assert "late  first word" not in told


def test_the_report_is_filled_with_what_is_known(life: Life) -> None:
    """The timeline, how long it lasted, and the components stand there to write from."""
    closed(life)
    result = life.at("2026-11-05T12:00", "report", ID)
    assert result.code == 0
    assert "missing-section" in result.out
    text = (life.folder / "incidents" / f"{ID}.md").read_text()
    assert "| Lasted | 1 h 30 min |" in text.replace("\u00a0", " ")
    assert "| Components | Checkout |" in text
    assert text.count("<!--") == 5
    assert "| 09:20 Lisbon time | Cards in Europe are declined." in text


def test_until_it_is_published_readers_have_nothing_of_it(life: Life) -> None:
    """Neither its words nor its promises are in any output."""
    closed(life)
    life.writes(AFFECTING_HEAD, **SECTIONS)
    life.at("2026-11-05T12:00", "report", ID, "--edit")
    assert "settings of all regions" not in life.output()
    assert "drops a region" not in life.output()


def test_it_is_published_once_nothing_is_missing(life: Life) -> None:
    """From then on it is on its page, in the list of reports and in the feed."""
    published(life)
    assert [course.incident.id for course in life.site().reported] == [ID]
    assert "settings of all regions" in life.output()
    again = life.at("2026-11-05T12:01", "report", ID, "--final")
    assert again.code == 2, "what changes later is a correction"


def test_its_promises_are_kept_missed_and_told(life: Life) -> None:
    """One is kept with evidence, one is late for all to see, and one is still open."""
    published(life)
    due = life.status("2026-11-12T23:59:59")
    assert due["promise one-centre-first"] == (False, 0)
    late = life.status("2026-11-13T00:00:00")
    assert late["promise one-centre-first"] == (True, 0)
    kept = life.at("2026-11-14T10:00", "keep", "region", "--evidence", "https://tiny.example/1")
    assert kept.code == 0
    states = {one.promise.id: one.state for one in life.site().promises}
    assert states == {"one-centre-first": "late", "fees": "open", "region-guard": "kept"}
    assert life.run("status", "--exit-code").code == 1
    assert life.run("keep", "one-centre", "--evidence", "https://tiny.example/2").code == 0
    assert {g.promise.id: g.state for g in life.site().promises}["one-centre-first"] == "kept_late"
    assert life.run("status", "--exit-code").code == 0
