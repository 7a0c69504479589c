"""Posts are as long as their network takes, counted as it counts, and the link always fits."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
import regex

from mkdocs_statuspage.desk.drafts import faults_in, reviewed_as
from mkdocs_statuspage.messages.page_facts import PageFacts
from mkdocs_statuspage.messages.post_length import NETWORKS, PostLimit, signs
from mkdocs_statuspage.messages.posts import (
    PostDraft,
    kept_post,
    kind_now,
    post_of,
)
from mkdocs_statuspage.messages.replies import read_complaint, reply
from mkdocs_statuspage.model.statuses import PostKind
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site, load_site

INCIDENTS = Path(__file__).parents[2] / "incidents"
LINK = "https://status.acme.example/incidents/2026-11-03-card-payments/"


@pytest.fixture(scope="module")
def site() -> Site:
    return load_site(INCIDENTS, datetime(2026, 11, 18, tzinfo=UTC), "https://status.acme.example/")


@pytest.mark.parametrize(
    ("network", "text", "length"),
    [
        ("mastodon", "a" * 10, 10),
        ("mastodon", f"See {LINK}", 4 + 23),
        ("mastodon", "See https://a.b/c", 4 + 23),
        ("mastodon", "@ana@social.example hello", len("@ana hello")),
        ("mastodon", "👩‍👩‍👧‍👦🇵🇹é", 3),
        ("bluesky", f"See {LINK}", 4 + len(LINK)),
        ("bluesky", "👍🏽 e\u0301", 3),
        ("x", "Olá – “x”…", 11),
        ("x", "日本語", 6),
        ("x", f"See {LINK}", 4 + 23),
        ("x", "at a.co now", 3 + 23 + 4),
        ("x", "👩‍👩‍👧‍👦", 2),
        ("threads", "a👍", 1 + 4),
        ("linkedin", "a👍", 1 + 2),
    ],
)
def test_a_length_is_what_the_network_counts(network: str, text: str, length: int) -> None:
    """As its documentation says; an address is as long for Mastodon and X wherever it leads."""
    assert NETWORKS[network].count(text) == length


def test_signs_are_never_fewer_than_readers_see() -> None:
    """Beside another program that knows Unicode's rules."""
    for text in (
        "e\u0301a",
        "👩🏽‍🚒",
        "🇵🇹🇧🇷🇵",
        "नमस्ते",
        "각각",
        "שָׁלוֹם",
        "a\r\nb",
        "❤️‍🔥",
        "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
        "ကြောင်",
    ):
        assert signs(text) >= len(regex.findall(r"\X", text))


def test_every_post_of_the_example_fits_and_passes_the_review(site: Site) -> None:
    """In each network, for whatever there is to tell; its link is whole, and nothing in it differs from the page."""
    here, made = Standpoint.of(site), 0
    for course in site.courses:
        page = PageFacts(course, site)
        for kind in PostKind:
            is_former = kind is PostKind.OPEN and kind_now(course) is PostKind.UPDATE
            post = None if is_former else post_of(course, kind, here)
            texts = {post.within(limit) for limit in NETWORKS.values()} if post else set()
            assert post is None or all(lim.fits(post.within(lim)) for lim in NETWORKS.values())
            for text in texts:
                assert text.endswith(
                    f"\n\nhttps://status.acme.example/incidents/{course.incident.id}/"
                )
                found = faults_in(text, "post", page, kind=reviewed_as(kind))
                assert [str(finding) for finding in found] == []
                made += 1
    assert made > 50


def test_every_kept_promise_and_every_reply_passes_the_review(site: Site) -> None:
    """Those of imported history too."""
    here = Standpoint.of(site)
    for given in site.promises:
        post = kept_post(given, here)
        assert (post is not None) == given.state.is_kept
        if post is not None:
            page = PageFacts(site.by_id[given.incident.id], site)
            for text in {post.within(limit) for limit in NETWORKS.values()}:
                assert [str(f) for f in faults_in(text, "kept", page)] == []
    for course in site.courses:
        signer = site.config.people[course.incident.signed_by or "marta"]
        page = PageFacts(course, site)
        assert all(lim.fits(reply(course, here, signer, "Zoë", lim)) for lim in NETWORKS.values())
        for text in {reply(course, here, signer, "Zoë", limit) for limit in NETWORKS.values()}:
            assert f"/incidents/{course.incident.id}/" in text
            assert [str(f) for f in faults_in(text, "reply", page)] == []


def test_a_reply_says_that_it_is_mended_already(site: Site) -> None:
    """To one who complains afterwards; during it, when the next word comes."""
    here, priya = Standpoint.of(site), site.config.people["priya"]
    over = reply(site.by_id["2026-11-03-card-payments"], here, priya, "Zoë")
    assert over.startswith(
        "Hello Zoë, I am sorry for what this did to you, and I answer for it. It is fixed."
    )
    assert "priya@acme.example" in over
    assert "November’s fees refunded" in over
    goes_on = reply(site.by_id["2026-11-18-older-card-readers"], here, priya)
    assert "It is not fixed yet" in goes_on
    assert "What you can do: Leave your R1 switched on" in goes_on
    assert "Next update by 10:30 Lisbon time." in goes_on


def test_the_link_stays_when_nothing_else_fits() -> None:
    """The body goes first, at the end of a sentence; then what stands behind it, then the lead."""
    post = PostDraft(
        "It fails.", "One thing. Another thing that is long.", "Next at 9.", "https://a.example/"
    )
    assert post.within(PostLimit(200, len)) == (
        "It fails. One thing. Another thing that is long. Next at 9.\n\nhttps://a.example/"
    )
    assert (
        post.within(PostLimit(55, len)) == "It fails. One thing. Next at 9.\n\nhttps://a.example/"
    )
    assert post.within(PostLimit(40, len)) == "It fails. Next at 9.\n\nhttps://a.example/"
    assert post.within(PostLimit(30, len)) == "It fails.\n\nhttps://a.example/"
    assert post.within(PostLimit(20, len)) == "https://a.example/"


@pytest.mark.parametrize(
    ("incident", "complaint", "told", "untold"),
    [
        (
            "card",
            "When do I get my money back?",
            "By 30 November 2026. You need do nothing.",
            "Hit:",
        ),
        ("card", "I want my fees back.", "November’s fees refunded", "You ask:"),
        ("card", "E quanto me devolvem?", "November’s fees refunded", "You ask:"),
        ("card", "Was my shop hit?", "How to tell: Your dashboard marks each", "What you get"),
        ("card", "What happened?", "We sent out a settings file that left out", "What you get"),
        ("card", "It still doesn't work!", "It is fixed. It has worked again since", "You ask:"),
        (
            "card",
            "Why did nobody pick up the phone?",
            "You ask: “Why did nobody pick up",
            "settings file",
        ),
        (
            "readers",
            "It's 8:31. Do I get a refund?",
            "We have not promised anything for it",
            "You ask:",
        ),
        (
            "receipts",
            "How do I know whether I was hit?",
            "a late receipt has a clock",
            "What you get",
        ),
        ("move", "Am I affected? Why is that?", "why it happened", "It is fixed"),
    ],
)
def test_a_reply_answers_what_the_complaint_asks(
    site: Site, incident: str, complaint: str, told: str, untold: str
) -> None:
    """And nothing else; what the page does not answer is said, and asked for. It passes the review."""
    ids = {"card": "2026-11-03-card-payments", "readers": "2026-11-18-older-card-readers"}
    ids |= {"receipts": "2026-11-16-text-receipts-late", "move": "2026-11-21-database-move"}
    here, course = Standpoint.of(site), site.by_id[ids[incident]]
    text = reply(course, here, site.config.people["priya"], "Ana", complaint=complaint)
    assert told in text
    assert untold not in text
    page = PageFacts(course, site)
    assert [str(f) for f in faults_in(text, "reply", page, beside=(complaint,))] == []
    short = reply(course, here, site.config.people["priya"], "Ana", NETWORKS["x"], complaint)
    assert NETWORKS["x"].fits(short)


def test_what_is_no_question_is_not_answered() -> None:
    """Each question once, in its order; without any, none."""
    topics, left = read_complaint(
        "Bread burnt. Where is my money?\nWhy? Do you sell bread? My shop!"
    )
    assert [topic.value for topic in topics] == ["back", "why"]
    assert left == ["Do you sell bread?"]
    assert read_complaint("") == ((), [])
