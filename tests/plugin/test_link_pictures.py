"""The pictures of shared links, as Pillow reads them back, and the pages that name them, as lxml reads those."""

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from lxml import html
from PIL import Image

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.mkdocs.drawn_images import (
    NoFont,
    left_out,
    letters_of,
    preview_png,
    shape_mask,
    touch_icon,
)
from mkdocs_statuspage.outputs import all_files as files
from mkdocs_statuspage.outputs.pages.assets import parse_colour
from mkdocs_statuspage.outputs.view.looks import LOOKS, level_state
from mkdocs_statuspage.outputs.view.page import Page
from mkdocs_statuspage.outputs.view.previews import Preview
from mkdocs_statuspage.site import NEWEST, load_site
from mkdocs_statuspage.timeline.headline import Level
from pages.library import NOW, SITES, URL
from plugin.library import Built

DOWN = level_state(Level.MAJOR, load_words("en"))
LATO = letters_of()


def picture(title: str, **values: str) -> bytes:
    """Draw an outage of that title, not as it was kept from an earlier test."""
    drawn = preview_png.__wrapped__
    return drawn(Preview(name="Harbour Mail", state=DOWN, title=title, **values), LATO)


def tags(page: str) -> dict[str, str]:
    """Read what the head says, as who shows links does."""
    found = html.fromstring(page.encode()).xpath("//head/meta[@property or @name]")
    return {m.get("property") or m.get("name"): m.get("content") for m in found}


@pytest.mark.parametrize("path", ["", "incidents/2026-11-02-letters-late/", "record/", "reports/"])
def test_a_link_shows_a_picture(well: Built, path: str) -> None:
    """At a whole address, of the size that it is said to have, light, and in the words of who cannot see it."""
    said = tags(well.read(f"{path}index.html"))
    address = said["og:image"]
    assert address.startswith("https://status.harbour.example/previews/")
    file = well.site_dir / address.removeprefix("https://status.harbour.example/")
    with Image.open(file) as read:
        size = (said["og:image:width"], said["og:image:height"])
        assert (read.format, read.mode, tuple(map(str, read.size))) == ("PNG", "P", size)
        assert read.info.keys() <= {"gamma", "srgb"}
    assert file.stat().st_size < 30_000
    assert said["og:image:alt"].endswith("Harbour Mail")
    assert said["og:url"] == f"https://status.harbour.example/{path}"
    assert said["twitter:card"] == "summary_large_image"


def test_a_page_of_the_owners_has_the_sites_picture(busy: Built) -> None:
    """Material names its title already; each tag stands once."""
    about = busy.read("about/index.html")
    assert tags(about)["og:image"] == tags(busy.read("record/index.html"))["og:image"]
    assert about.count('property="og:title"') == about.count('property="og:image"') == 1


def test_the_front_page_and_each_incident_have_their_own() -> None:
    """With the state and the title; another state has another address, and every other page the site's own."""
    made = files(load_site(SITES / "busy", NOW, URL))
    alts = {
        path: page.view().link_picture.alt  # type: ignore[union-attr]
        for path, page in made.items()
        if isinstance(page, Page) and page.is_listed
    }
    assert alts["index.md"] == "Down: 2 things are open now – Harbour Mail"
    assert alts["incidents/2026-11-10-post-down.md"] == "Down: No letters leave – Harbour Mail"
    others = {alt for path, alt in alts.items() if path.startswith(("history", "record", "comp"))}
    assert others == {"Status – Harbour Mail"}
    one, other = (Preview(name="x", state=DOWN, title=title) for title in ("a", "b"))
    well = level_state(Level.OPERATIONAL, load_words("en"))
    assert len({one.path, other.path, Preview(name="x", state=well, title="a").path}) == 3


def test_without_an_address_there_is_none() -> None:
    """What shows links elsewhere cannot follow a relative one."""
    made = files(load_site(SITES / "busy", NOW))
    assert not [one for one in made.values() if isinstance(one, Preview)]
    pages = [page for page in made.values() if isinstance(page, Page)]
    assert {page.view().link_picture for page in pages} == {None}


def test_their_number_does_not_grow_with_the_history(tmp_path: Path) -> None:
    """Old incidents share one for each state, and what is open has its own however old it is."""
    (tmp_path / "statuspage.yml").write_text((SITES / "well/statuspage.yml").read_text())
    for number in range(NEWEST + 10):
        closed = ", {at: 2024-05-01T10:00:00Z, status: resolved, message: b}" if number else ""
        (tmp_path / f"{number:03}.yml").write_text(
            f"title: Fog {number}\nclass: affecting\nstarted_at: 2024-05-01T08:{number:02}:00Z\n"
            f"updates: [{{at: 2024-05-01T09:00:00Z, status: investigating, message: a}}{closed}]\n"
        )
    made = files(load_site(tmp_path, NOW, URL))
    titles = {one.title for one in made.values() if isinstance(one, Preview)}
    assert {"Fog 0", f"Fog {NEWEST + 9}", "Fog 10", ""} <= titles
    assert not titles & {f"Fog {number}" for number in range(1, 10)}


@pytest.mark.parametrize("title", ["Cards fail", "Störung – «ação»", "Платежи", "Πληρωμές", "Lỗi"])
def test_a_title_is_written_in_its_letters(title: str) -> None:
    """Latin with its accents, Greek and Cyrillic; the same bytes for the same words."""
    assert LATO.writable(title) == title
    assert picture(title) == picture(title) != picture("")


@pytest.mark.parametrize(
    "title",
    ["支払いができません", "התשלומים אינם פועלים", "الدفع لا يعمل", "ক"],
)
def test_what_the_font_has_no_letters_for_is_left_out(title: str) -> None:
    """There stands no row of boxes, but the state and whose page it is; beside other words it leaves none of them."""
    assert picture(title) == picture("") == picture(f"Down {title}")
    made = {"x": Preview(name="Harbour Mail", state=DOWN, title=title)}
    assert (left_out(made), left_out({"x": replace(made["x"], title="Over")})) == (
        title,
        "",
    )


@pytest.mark.parametrize(
    "title",
    [
        "🔥 Cards fail 🔥",
        "Cards ✈️ fail",
        "Cards \u200bfail",
        "Cards fail\u202e",
        "Cards \ue000fail\U000f0001",
    ],
)
def test_emoji_and_what_nobody_sees_are_left_out(title: str) -> None:
    """The words beside them stay."""
    assert picture(title) == picture("Cards fail")


def test_a_long_title_shrinks_and_ends_early() -> None:
    """It keeps off the edges and off the name below, also where it is one word."""
    for title in ("x" * 200, "Donaudampfschifffahrtsgesellschaftskapitän " * 4, "word " * 60):
        with Image.open(BytesIO(picture(title))) as read:
            dark = read.convert("L").point(lambda value: 255 * (value < 200))
        assert dark.crop((0, 30, 79, 630)).getbbox() is None
        assert dark.crop((1125, 30, 1200, 630)).getbbox() is None
        assert dark.crop((0, 515, 1200, 530)).getbbox() is None


@pytest.mark.parametrize("level", Level)
def test_a_state_is_seen_by_colour_and_by_shape(level: Level) -> None:
    """Each has its own of both, beside its word."""
    state = level_state(level, load_words("en"))
    drawn = preview_png(Preview(name="x", state=state, title="y"), LATO)
    with Image.open(BytesIO(drawn)) as read:
        colours = {colour for _, colour in read.convert("RGB").getcolors() or []}
    assert parse_colour(LOOKS[level].badge.colour) in colours
    others = {shape_mask(LOOKS[other].shape, 32).tobytes() for other in Level if other is not level}
    assert shape_mask(state.shape, 32).tobytes() not in others


def test_shapes_are_filled_as_browsers_fill_them() -> None:
    """By even and odd: a disc is full, a ring and a frame are open, half of a disc is."""
    middles = {level: shape_mask(LOOKS[level].shape, 64).getpixel((40, 24)) for level in Level}
    full = {Level.OPERATIONAL, Level.MAJOR, Level.MAINTENANCE, Level.PARTIAL}
    assert {level for level, shade in middles.items() if shade == 255} == full
    share = sum(shape_mask(LOOKS[Level.OPERATIONAL].shape, 64).tobytes()) / 255 / 64**2
    assert share == pytest.approx(0.601, abs=0.005)


def test_a_page_that_runs_to_the_left_is_drawn_so() -> None:
    """The shape and the words stand at the right."""
    with Image.open(BytesIO(picture("", direction="rtl"))) as read:
        dark = read.convert("L").point(lambda value: 255 * (value < 200))
    assert dark.crop((0, 30, 600, 500)).getbbox() is None
    assert dark.crop((1000, 80, 1120, 200)).getbbox()


@pytest.mark.parametrize(
    "title", ["", "…", '<b>&amp;"', "\U0010fffe\x01\ud800", "a\u0308\u0308\u0308" * 90]
)
def test_whatever_a_title_is_it_is_a_picture(title: str) -> None:
    """No text stops a build."""
    with Image.open(BytesIO(picture(title))) as read:
        assert read.size == (1200, 630)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "GIF"])
def test_a_phone_has_the_owners_logo(tmp_path: Path, kind: str) -> None:
    """In a square, whole, on white where nothing is."""
    logo = tmp_path / f"logo.{kind.lower()}"
    Image.new("RGB", (400, 100), (200, 30, 30)).save(logo, kind)
    with Image.open(BytesIO(touch_icon("Harbour", brand="#0b6e4f", logo=logo))) as icon:
        white = (255, 255, 255)
        assert (icon.format, icon.size, icon.getpixel((90, 20))) == ("PNG", (180, 180), white)
        red, *_ = icon.getpixel((90, 90))  # type: ignore[misc]
        assert red == pytest.approx(200, abs=8)


@pytest.mark.parametrize("logo", ["logo.svg", "broken.png", "none.png", ""])
def test_without_such_a_logo_a_phone_has_a_letter(tmp_path: Path, logo: str) -> None:
    """In the owner's colour; of a name that the font cannot write the colour alone."""
    (tmp_path / "logo.svg").write_text("<svg/>")
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n broken")
    drawn = touch_icon("Harbour", brand="#0b6e4f", logo=tmp_path / logo)
    assert drawn == touch_icon("harbour mail", brand="#0b6e4f") != touch_icon("支", brand="#0b6e4f")
    with Image.open(BytesIO(drawn)) as icon:
        assert (icon.size, icon.getpixel((5, 5))) == ((180, 180), (11, 110, 79))


def test_every_page_names_the_icon_of_phones(busy: Built) -> None:
    """Ours and the owner's, from where they are."""
    for path, up in (("index.html", "./"), ("about/index.html", "../")):
        link = f'<link rel="apple-touch-icon" href="{up}statuspage/touch-icon.png">'
        assert link in busy.read(path)
    assert (busy.site_dir / "statuspage/touch-icon.png").is_file()


def test_a_file_that_is_no_font_is_named(tmp_path: Path) -> None:
    """The build says which setting is wrong, and of what."""
    (tmp_path / "font.ttf").write_text("no font")
    with pytest.raises(NoFont, match=r"font\.ttf is no font that can be read"):
        letters_of(tmp_path / "font.ttf")
