"""What Pillow draws: the pictures of shared links, and the icon of a phone's home screen.

The letters are those of a font that MkDocs brings, or of one that the owner names. What a font has no letters for is
left out: never a row of boxes.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import bidirectional, category, normalize

from mkdocs_statuspage.mkdocs.shape_outlines import outlines
from mkdocs_statuspage.outputs.pages.assets import Colour, brand_colour, parse_colour, readable
from mkdocs_statuspage.outputs.view.looks import LOOKS, State
from mkdocs_statuspage.outputs.view.page import Files, Page
from mkdocs_statuspage.outputs.view.previews import HEIGHT, WIDTH, Preview
from mkdocs_statuspage.timeline.headline import Level

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

NONE = Path()
"""Where no file is named."""
MARGIN = 80
ROOM = WIDTH - 2 * MARGIN
PAPER: Colour = (255, 255, 255)
INK: Colour = (25, 27, 32)
TITLE_SIZES = (92, 80, 70, 60, 52)
"""The largest with which a title has room is taken; with the last a longer one ends early."""
TITLE_HEIGHT = 300
LEADING = 1.18
UNSPOKEN = frozenset(["So", "Sk", "Mn", "Me", "Cf", "Cc", "Co", "Cn"])
"""Emoji, accents on their own, and what nobody sees: a text without them says the same."""
SHADES = 16
"""Of how many shades an edge is made."""
SHAPE = 84
NAME_SIZE = 40
WORD_SIZE = 56


class NoFont(Exception):
    """A file that should be a font is none."""


class Letters:
    """A font, and what it can write."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cache  # noqa: B019 - there is one for a build
    def sized(self, size: int, *, shaped: bool = False) -> "ImageFont.FreeTypeFont":
        """Return the font in one size; `shaped` where letters join or run to the left."""
        from PIL import ImageFont

        layout = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
        return ImageFont.truetype(str(self.path), size, layout_engine=layout)

    def writable(self, text: str) -> str:
        """Return what can be written of a text: without its emoji; nothing where a letter lacks, or nobody can join the letters."""
        kept = "".join(sign for sign in normalize("NFC", text) if self._is_kept(sign))
        text = " ".join(kept.split())
        is_written = all(sign == " " or self._has(sign) for sign in text)
        return text if is_written and (not is_shaped(text) or self._can_shape) else ""

    def _is_kept(self, sign: str) -> bool:
        return category(sign) not in UNSPOKEN or self._has(sign)

    @cache  # noqa: B019
    def _has(self, sign: str) -> bool:
        font = self.sized(16)
        return bytes(font.getmask(sign)) != self._lacking and font.getlength(sign) > 0

    @cached_property
    def _lacking(self) -> bytes:
        return bytes(self.sized(16).getmask("\U0010fffe"))

    @cached_property
    def _can_shape(self) -> bool:
        from PIL import features

        return bool(features.check("raqm"))


@cache
def letters_of(owners: Path = NONE) -> Letters:
    """Return the owner's font, or Lato as MkDocs has it: Latin, Greek and Cyrillic letters.

    Raises:
        NoFont: the owner's file is none.
    """
    fonts = files("mkdocs") / "themes" / "readthedocs" / "css" / "fonts"
    letters = Letters(Path(str(fonts / "lato-bold.woff")) if owners == NONE else owners)
    try:
        letters.sized(NAME_SIZE)
    except OSError as error:
        raise NoFont(f"{letters.path} is no font that can be read: {error}") from None
    return letters


def content_of(path: Path) -> bytes:
    """Return what is in a font or a logo; nothing of none, or of one that cannot be read."""
    with suppress(OSError):
        return path.read_bytes() if path.is_file() else b""
    return b""


DrawPicture = Callable[[Preview], bytes]
"""Draws the picture of a link."""


def drawn(made: Files, draw: DrawPicture) -> dict[str, str | bytes | Page]:
    """Draw the pictures of links among some files; what else there is stays as it is."""
    return {
        path: draw(content) if isinstance(content, Preview) else content
        for path, content in made.items()
    }


def texts_in(made: Files) -> Iterator[str]:
    """Yield what the pictures among some files are to say."""
    for one in made.values():
        if isinstance(one, Preview):
            yield from filter(None, one.texts)


def left_out(made: Files, font: Path = NONE) -> str:
    """Return the first text that the pictures cannot say; empty where they say all."""
    letters = letters_of(font)
    return next((text for text in texts_in(made) if not letters.writable(text)), "")


def is_shaped(text: str) -> bool:
    """Tell whether letters run to the left or join others, so that they cannot be put side by side."""
    return any(bidirectional(s) in {"R", "AL", "AN"} or category(s) == "Mc" for s in text)


@lru_cache(maxsize=256)
def preview_png(preview: Preview, letters: Letters, brand: str = "") -> bytes:
    """Draw the picture of a shared link: the state by its shape, word and colour, the title, and whose page it is."""
    sheet = Sheet(letters, to_left=preview.direction == "rtl")
    if preview.state:
        sheet.state(preview.state)
        sheet.title(preview.title)
        sheet.name(preview.name)
    else:
        sheet.heading(preview.title)
        sheet.title(preview.name)
    return sheet.png(_colour(preview.state, brand))


def _colour(state: State | None, brand: str) -> Colour:
    if state:
        return parse_colour(LOOKS[Level(state.mark)].badge.colour) or INK
    return readable(brand_colour(brand) or INK, PAPER)


def forget_letters() -> None:
    """Let go of fonts, which weigh much, and of pictures."""
    for known in (letters_of, preview_png, Letters.sized):
        known.cache_clear()


TOUCH_SIZE = 180
LOGO_KINDS = frozenset([".png", ".jpg", ".jpeg", ".webp", ".gif"])
"""The pictures of which an icon can be made; a drawing in SVG is none."""
MOST_PIXELS = 4_000_000


def touch_icon(name: str, font: Path = NONE, brand: str = "", logo: Path = NONE) -> bytes:
    """Draw the icon of a phone's home screen: the owner's logo, or the first letter in the owner's colour."""
    letters = letters_of(font)
    return _of_logo(logo) or _of_letter(letters.writable(name)[:1].upper(), letters, brand)


def _of_logo(logo: Path) -> bytes | None:
    """Return a logo on white, as phones know nothing transparent; None of what is no such picture."""
    from PIL import Image

    if logo.suffix.lower() not in LOGO_KINDS or not logo.is_file():
        return None
    room, size = TOUCH_SIZE - 2 * 16, (TOUCH_SIZE, TOUCH_SIZE)
    try:
        with Image.open(logo) as read:
            if read.width * read.height > MOST_PIXELS:
                return None
            drawn = read.convert("RGBA")
    except (OSError, ValueError, SyntaxError):
        return None
    scale = room / max(drawn.size)
    width, height = (max(1, round(side * scale)) for side in drawn.size)
    drawn = drawn.resize((width, height), Image.Resampling.LANCZOS)
    ground = Image.new("RGB", size, PAPER)
    ground.paste(drawn, ((TOUCH_SIZE - width) // 2, (TOUCH_SIZE - height) // 2), drawn)
    return saved(ground)


def _of_letter(letter: str, letters: Letters, brand: str) -> bytes:
    from PIL import Image, ImageDraw

    icon = Image.new("RGB", (TOUCH_SIZE, TOUCH_SIZE), _colour(None, brand))
    font = letters.sized(112, shaped=is_shaped(letter))
    middle = TOUCH_SIZE // 2
    box = font.getbbox(letter, anchor="ms") if letter else (0, 0, 0, 0)
    ImageDraw.Draw(icon).text(
        (middle, middle - (box[1] + box[3]) // 2), letter, fill=PAPER, font=font, anchor="ms"
    )
    return saved(icon)


class Sheet:
    """A picture while it is drawn: what stands in ink, and what in the one colour."""

    def __init__(self, letters: Letters, *, to_left: bool) -> None:
        from PIL import Image, ImageDraw

        self.letters, self.to_left = letters, to_left
        self.ink = Image.new("L", (WIDTH, HEIGHT))
        self.colour = Image.new("L", (WIDTH, HEIGHT))
        self.in_ink, self.in_colour = ImageDraw.Draw(self.ink), ImageDraw.Draw(self.colour)

    def heading(self, word: str, indent: int = 0) -> None:
        """Draw the line that every picture begins with, and a word below it."""
        self.in_colour.rectangle((0, 0, WIDTH, 23), fill=255)
        self._line(self.in_colour, word, WORD_SIZE, MARGIN + 72, indent)

    def state(self, state: State) -> None:
        """Draw a state at the top."""
        self.heading(state.word, SHAPE + 28)
        left = WIDTH - MARGIN - SHAPE if self.to_left else MARGIN
        self.colour.paste(shape_mask(state.shape, SHAPE), (left, MARGIN + 10))

    def title(self, title: str) -> None:
        """Draw the title as large as it has room."""
        size, lines = self._fitting(self.letters.writable(title))
        for number, line in enumerate(lines):
            self._line(self.in_ink, line, size, 190 + round((number + 0.95) * size * LEADING))

    def name(self, name: str) -> None:
        """Draw at the bottom whose page it is."""
        for line in self._cut(self._broken(self.letters.writable(name), NAME_SIZE), 1, NAME_SIZE):
            self._line(self.in_ink, line, NAME_SIZE, HEIGHT - 56)

    def png(self, colour: Colour) -> bytes:
        """Return the picture as a file, in the shades of two colours."""
        from PIL import ImageChops

        sheet = ImageChops.add(
            self.ink.point([v * (SHADES - 1) // 255 for v in range(256)]),
            self.colour.point([SHADES + v * (SHADES - 1) // 255 if v else 0 for v in range(256)]),
        )
        sheet.putpalette([part for tint in (INK, colour) for part in shades(tint)])
        return saved(sheet)

    def _line(
        self, draw: "ImageDraw.ImageDraw", text: str, size: int, base: int, indent: int = 0
    ) -> None:
        text = self.letters.writable(text)
        edge, anchor = MARGIN + indent, "ls"
        if self.to_left:
            edge, anchor = WIDTH - MARGIN - indent, "rs"
        font = self.letters.sized(size, shaped=is_shaped(text))
        direction = "rtl" if self.to_left and is_shaped(text) else None
        draw.text((edge, base), text, fill=255, font=font, anchor=anchor, direction=direction)

    def _fitting(self, text: str) -> tuple[int, list[str]]:
        for size in TITLE_SIZES:
            lines = self._broken(text, size)
            most = int(TITLE_HEIGHT / (size * LEADING))
            if len(lines) <= most:
                return size, lines
        return size, self._cut(lines, most, size)

    def _cut(self, lines: list[str], most: int, size: int) -> list[str]:
        """Return as many lines as there may be, the last with a sign that there were more."""
        if len(lines) <= most:
            return lines
        last, font = lines[most - 1], self.letters.sized(size, shaped=is_shaped(lines[most - 1]))
        while last and font.getlength(f"{last}…") > ROOM:
            last = last.rpartition(" ")[0] or last[:-1]
        return [*lines[: most - 1], f"{last.rstrip('.,;:–—- ')}…"]

    def _broken(self, text: str, size: int) -> list[str]:
        """Break a text into lines between its words, and a word that has no room in one within it."""
        font = self.letters.sized(size, shaped=is_shaped(text))
        lines = [""]
        for piece in self._pieces(text, font):
            longer = f"{lines[-1]}{piece}"
            if font.getlength(longer.rstrip()) <= ROOM:
                lines[-1] = longer
            else:
                lines.append(piece)
        return [line.strip() for line in lines if line.strip()]

    @staticmethod
    def _pieces(text: str, font: "ImageFont.FreeTypeFont") -> Iterator[str]:
        for word in text.split(" "):
            if font.getlength(word) <= ROOM:
                yield f"{word} "
            else:
                yield from f"{word} "


def shape_mask(path: str, size: int) -> "Image.Image":
    """Draw a shape of a state, whose path lies within 16 by 16."""
    from PIL import Image, ImageChops, ImageDraw

    fine = size * 4
    mask = Image.new("L", (fine, fine))
    for outline in outlines(path):
        part = Image.new("L", (fine, fine))
        points = [(x * fine / 16, y * fine / 16) for x, y in outline]
        ImageDraw.Draw(part).polygon(points, fill=255)
        mask = ImageChops.difference(mask, part)
    return mask.resize((size, size), Image.Resampling.BOX)


def shades(colour: Colour) -> Iterator[int]:
    """Yield the parts of the shades from paper to a colour."""
    for step in range(SHADES):
        for ground, tint in zip(PAPER, colour, strict=True):
            yield round(ground + (tint - ground) * step / (SHADES - 1))


def saved(image: "Image.Image") -> bytes:
    """Return an image as a file that holds nothing but the image."""
    written = BytesIO()
    image.save(written, "PNG", optimize=False, compress_level=6)
    return written.getvalue()
