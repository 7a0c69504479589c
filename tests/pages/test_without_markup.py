"""Text without markup keeps what the markup carried: addresses, list marks, lines, cells."""

from itertools import product

from mkdocs_statuspage.markdown_text import as_html
from mkdocs_statuspage.outputs.view.plain_text import paragraphs
from mkdocs_statuspage.outputs.view.prose import (
    Links,
    clean,
    plain,
    plain_apart,
    render,
    rooted,
)

PIECES = (
    "a| |\n|\n\n|# b\n|- [x] |> [!NOTE]\n|[^1]|\n[^1]: c|`|*|\"|'|&quot;|&#39;|&#2;|\x02|&lt;|<b>|<h1>|<script>|<!--|[d](e)|=="
).split("|")


def words(text: str) -> str:
    return paragraphs(rooted(render(text, breaks=True), "https://status.example/"))


def test_an_address_stands_behind_its_words_unless_they_say_it() -> None:
    assert (
        words("See [how to](https://example.com/dns).") == "See how to (https://example.com/dns)."
    )
    assert words("See https://example.com/dns.") == "See https://example.com/dns."
    assert words("Ask <me@example.com>.") == "Ask me@example.com."
    assert (
        words("Back on [the page](/history/)")
        == "Back on the page (https://status.example/history/)"
    )


def test_lists_keep_their_marks() -> None:
    assert words("1. one\n2. two\n   - in two\n3. three") == "1. one\n2. two\n  - in two\n3. three"
    assert words("3. third\n4. fourth") == "3. third\n4. fourth"
    assert words("- [x] done\n- [ ] open") == "- ☑ done\n- ☐ open"


def test_lines_end_where_they_did_and_code_stays_as_it_is() -> None:
    assert words("one\ntwo\n\nthree") == "one\ntwo\n\nthree"
    assert words("a:\n\n```\nx  y\n  z\n```\n\nb") == "a:\n\nx  y\n  z\n\nb"


def test_a_quotation_and_a_table_can_be_told_from_the_rest() -> None:
    assert words("> a\n> b\n\nc") == "> a\n> b\n\nc"
    assert words("| a | b |\n|---|---|\n| 1 | 2 |") == "a | b\n1 | 2"


def test_a_cell_without_words_leaves_no_line_beside_it() -> None:
    assert words("| a | b |\n|---|---|\n| | 2 |\nafter") == "a | b\n | 2\nafter"


def test_words_that_only_a_tag_kept_apart_do_not_run_together() -> None:
    """Tags that only divide a page are left out, and where they stood a line ends."""
    assert words("<details><summary>More</summary>body</details>") == "More\nbody"
    assert words("<div>a</div><div><b>b</b></div><i>c</i>d") == "a\nb\ncd"
    assert words("a<span>b</span><u>c</u>") == "abc"
    assert render("<div>a</div>") == "a"
    assert render("<div>\n\n**a**\n\n</div>\n<p>b</p>").count("<br>") == 0


def test_in_what_is_searched_a_name_does_not_run_into_a_sentence() -> None:
    """Nor an item into the next; where a sentence, a quotation or a colon ends a block, that is enough."""
    assert plain_apart("<p>Card</p>\n<p>We are <b>sorry</b>.</p><p>And</p>") == (
        "Card · We are sorry. And"
    )
    assert plain_apart(render("Some:\n\n- one\n  two\n- “no.”\n- three")) == (
        "Some: one two · “no.” three"
    )
    assert plain_apart(render("| a | b |\n|---|---|\n| | 2 |")) == "a · b · 2"
    assert plain_apart("<p></p>") == ""
    for pieces in product(PIECES, repeat=2):
        html = render("\n".join(("", *pieces)), breaks=True)
        assert plain_apart(html).replace(" · ", " ") == plain(html)


def test_what_goes_on_in_an_item_stands_below_it() -> None:
    assert words("1. a\n\n   b\n2. c\n   - d\n     > e\n     > f\n\ng") == (
        "1. a\n\n  b\n\n2. c\n\n  - d\n\n    > e\n    > f\n\ng"
    )
    assert words("> - a\n>   b") == "> - a\n>   b"
    assert words("- > a\n  > b\n- c") == "- > a\n  > b\n\n- c"
    assert words("- a\n  ```\n  x\n\n    y\n  ```") == "- a\n\n  x\n\n    y"


def test_what_is_struck_out_can_be_told_from_what_holds() -> None:
    assert words("Back at ~~10:00~~ 11:00") == "Back at ~~10:00~~ 11:00"
    assert plain(render("Back at ~~10:00~~ 11:00")) == "Back at ~~10:00~~ 11:00"


def test_a_raised_number_is_no_digit_more() -> None:
    """Ordinals, formulas and keys read as they did."""
    text = (
        "10<sup>3</sup>, 10<sup>-3</sup>, 1<sup>st</sup>, H<sub>2</sub>O<br><kbd>Ctrl</kbd>+C a[^1]"
    )
    read = "10^3, 10^-3, 1st, H2O{}Ctrl+C a[1]"
    assert words(f"{text}\n\n[^1]: b").startswith(read.format("\n"))
    assert plain(render(text.removesuffix("[^1]"))) == read.format(" ").removesuffix("[1]")


def test_a_text_is_the_same_whether_it_has_a_tag_or_not() -> None:
    assert words("a < b and *c*") == "a < b and c"
    assert words("a <b>x</b> and *c*") == "a x and c"


def test_footnotes_and_alerts_are_told() -> None:
    assert words("a[^1]\n\n[^1]: b") == "a[1]\n\n1. b"
    assert words("> [!WARNING]\n> mind it") == "> Warning\n>\n> mind it"


def test_an_alert_is_called_as_the_site_speaks_and_keeps_its_kind() -> None:
    links = Links({}, {"Warning": "Aviso"})
    text = "> [!WARNING]\n> mind it\n\n> [!NOTE] Own & *title*\n> x"
    assert render(text, links).replace("\n", "") == (
        '<blockquote class="warning"><p><strong>Aviso</strong></p><p>mind it</p></blockquote>'
        '<blockquote class="note"><p><strong>Own &amp; *title*</strong></p><p>x</p></blockquote>'
    )
    assert render('<blockquote class="page">x</blockquote>') == "<blockquote>x</blockquote>"


def test_quotes_are_typographic_and_dashes_stay_as_they_were_typed() -> None:
    html = render(
        "It's \"x\", *\"y\"* and 'z' ('90s rock'n'roll) -- `it's \"w\"` [a](b.md \"t's\") --force ..."
    )
    assert "It’s “x”, <em>“y”</em> and ‘z’ (’90s rock’n’roll) -- " in html
    assert '<code>it\'s "w"</code>' in html
    assert "--force ..." in html


def test_a_quote_opens_or_closes_by_what_readers_see_before_it() -> None:
    assert render('`x`\'s "`y`" **"b"**') == (
        "<p><code>x</code>’s “<code>y</code>” <strong>“b”</strong></p>"
    )
    assert render("`f(`'s") == "<p><code>f(</code>’s</p>"
    assert render('"run `f(`"') == "<p>“run <code>f(</code>”</p>"
    assert render('"press <kbd>[</kbd>"') == "<p>“press <kbd>[</kbd>”</p>"
    assert render("- \"a\"\n- (*'b'*)") == "<ul>\n<li>“a”</li>\n<li>(<em>‘b’</em>)</li>\n</ul>"
    assert render('<a title="\'t\'" href="https://x.example">"x"</a>') == (
        '<p><a title="\'t\'" href="https://x.example">“x”</a></p>'
    )


def test_on_one_line_words_stand_as_they_were_written() -> None:
    assert (
        plain(render("See [how](https://x.example), *not* `this`.\n\n- a\n- b"))
        == "See how, not this. a b"
    )


def test_on_one_line_a_picture_is_its_words() -> None:
    text = "See ![a <chart>](/c.png) and ![](/d.png) ![b](https://x.example/e.png)."
    assert plain(render(text)) == "See a <chart> and b."


def test_no_reference_forges_the_place_of_the_sites_root() -> None:
    """A control code that a reference stands for would be taken for our own sign before addresses."""
    for typed in ("&#2;/admin/", "&#x2;/admin/", "[a](&#2;/admin/)", "`&#3;x`", "![](#x)", "&#4;"):
        html = rooted(render(typed), "https://status.example/")
        assert "https://status.example/admin/" not in html
        assert "\x02" not in html
        assert "\x03" not in html
        assert "\x04" not in html


def test_what_is_not_looked_for_is_not_there() -> None:
    """Of a text without a sign, steps are left out that only change what is written with it."""
    for text in map("".join, product(PIECES, repeat=2)):
        assert render(text) == clean(as_html(text))
