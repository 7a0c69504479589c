"""What a build need not make again: texts that were read, files of incidents, pages that were drawn, and what stands in the former site.

Only where nobody but this package has a say in our pages: no other plugin, hook or template of the owner's. Each thing
stands under a key of everything that it depends on; where that differs, it is made.
"""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from importlib import metadata
from itertools import islice
from pathlib import Path
from typing import TypeVar
from zoneinfo import TZPATH

from mkdocs.config.defaults import MkDocsConfig

from mkdocs_statuspage.desk.kept_reading import kept_reading
from mkdocs_statuspage.language import Words
from mkdocs_statuspage.mkdocs.drawn_images import content_of
from mkdocs_statuspage.mkdocs.theme import theme_dir
from mkdocs_statuspage.outputs import UNREAD, Part, files_of, outline_of
from mkdocs_statuspage.outputs.pages.search_index import index, is_searched, parts, words_of
from mkdocs_statuspage.outputs.view.excerpt import Excerpt
from mkdocs_statuspage.outputs.view.page import Files, Page, PageView
from mkdocs_statuspage.outputs.view.previews import Preview
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.site import Site
from mkdocs_statuspage.timeline.course import Course
from mkdocs_statuspage.timeline.watched_now import Validity
from mkdocs_statuspage.writing.kept_results import (
    KeptResults,
    Remembered,
    digest,
    form_of,
    form_of_package,
)
from mkdocs_statuspage.writing.locks import is_own
from mkdocs_statuspage.writing.next_folder import keep_if_same

OURS = ("statuspage", "search", "material/search")
"""The plugins that leave our pages as they are."""
LIBRARIES = """
    Babel comrak feedgen icalendar Jinja2 lxml MarkupSafe mkdocs mkdocs-material nh3 pillow pydantic pydantic-core PyYAML tzdata
""".split()
"""Whose other version may make other files of the same."""
T = TypeVar("T")
Draw = Callable[[Page], str]
Stamp = tuple[int, int, int]
"""Size, time of change and number of a file, as the disk has them."""
Left = Sequence[tuple[str, Stamp | None]]
"""How files were left, by where they stand on the site."""


def is_ours_alone(config: MkDocsConfig) -> bool:
    """Tell whether nobody else has a say in what our pages are."""
    has_others = any(name not in OURS for name in config.plugins)
    return not (has_others or config.hooks or config.theme.custom_dir)


def form_of_program(zone: str) -> bytes:
    """Return what tells this program, with its templates, libraries and clocks, from any other."""
    clocks = next((path for folder in TZPATH if (path := Path(folder, zone)).is_file()), None)
    versions = repr([(name, _version(name)) for name in LIBRARIES])
    clock = clocks.read_bytes() if clocks else b""
    return digest(sys.version, versions, clock, form_of_package(), form_of(theme_dir()))


def form_of_pages(config: MkDocsConfig) -> str:
    """Return what else pages are drawn from: what stands around each of them, and what templates take of MkDocs' configuration."""
    said = (config.site_name, config.site_description, config.copyright, config.site_url)
    edited = (config.repo_url, config.edit_uri, config.edit_uri_template)
    scripts = [one if isinstance(one, str) else dict(one) for one in config.extra_javascript]
    return repr((config.extra["statuspage"], said, edited, scripts))


def _version(name: str) -> str:
    with suppress(metadata.PackageNotFoundError):
        return metadata.version(name)
    return ""


DRAWN, TEMPLATES, WORDS = "drawn", "templates", "words"
"""The kinds of results that hold what is in the files of incidents, templates as they were compiled, and what search looks through."""
ALL = "all"
"""How all files of a site were left is found at once: to ask for each thousand times takes longer."""


@dataclass(frozen=True, slots=True)
class _Bundle:
    """Files that are made together: those of one incident, or a page of some; pages as they are before they are drawn."""

    key: bytes
    files: Files
    validity: Validity | None
    """How long they stay as they are; None where that is not known before they are made."""
    again: Callable[[Validity], Files] | None
    """Makes the files; None where these are made."""

    @property
    def made(self) -> "_Bundle":
        """The same with files that can be drawn."""
        if self.again is None:
            return self
        validity = Validity()
        return replace(self, files=self.again(validity), validity=validity, again=None)

    @property
    def is_known(self) -> bool:
        """Whether they are as they were."""
        return self.again is not None and self.validity is not None

    @property
    def paths(self) -> Iterator[str]:
        """Its files, but for the pictures, which several have together."""
        return (path for path, made in self.files.items() if not isinstance(made, Preview))


class KeptBuild:
    """What one build finds, and leaves to the next."""

    def __init__(
        self,
        state_dir: Path,
        incidents_dir: Path,
        program: bytes,
        remembered: Remembered | None = None,
    ) -> None:
        """Open what is known of a site."""
        self.state_dir, self.program, self.remembered = state_dir, program, remembered
        self.reading = kept_reading(state_dir, incidents_dir, program, remembered)
        self.bundles: dict[str, _Bundle] = {}
        self.searched: dict[str, Page] = {}
        self.again: dict[str, Callable[[Validity], Files] | None] = {}
        self.opened: list[KeptResults] = []
        self.pictures: KeptResults | None = None

    def results(self, kind: str, *form: str | bytes) -> KeptResults:
        """Open results of a kind, which depend on the program and on this."""
        held = self.remembered if kind not in (DRAWN, WORDS) else None  # all pages are many
        found = KeptResults(self.state_dir, kind, digest(self.program, *form), held)
        self.opened.append(found)
        return found

    def begin(self, site: Site) -> None:
        """Open what is known of files."""
        self.bundles.clear()
        self.searched.clear()
        self.now, self.links = site.now, Standpoint.of(site).links
        self.form = digest(site.config.model_dump_json(), site.url, site.address)
        self.known, self.words = self.results("files", self.form), self.results(WORDS, self.form)

    def files_of(self, course: Course, site: Site) -> Files:
        """Return the files of an incident without what is in them; it is made when they are put out, one after the other."""
        id_, key = course.incident.id, site.version_around(course.incident)
        validity, known = self._known(id_, key)
        outline = known or outline_of(course, site)
        files = {path: UNREAD for path, one in outline.items() if not isinstance(one, Preview)}
        self.bundles[id_] = _Bundle(key, files, validity, partial(files_of, course, site))
        return outline

    def part(self, name: str, part: Part) -> Files:
        """Return files that are made of some incidents; of what is known, without what is in them."""
        key = part.version
        validity, known = self._known(name, key)
        if validity:
            self.bundles[name] = _Bundle(key, known, validity, part)
            return known
        bundle = self.bundles[name] = _Bundle(key, {}, None, part).made
        return bundle.files

    def _known(self, name: str, key: bytes) -> tuple[Validity | None, Files]:
        """Return what is known of files, and how long; none where that is over."""
        held: tuple[Validity, Files] | None = self.known.find(name, key)
        is_known = held is not None and held[0].holds(self.now) and self._has_words(held[1])
        return held if held is not None and is_known else (None, {})

    def _has_words(self, files: Files) -> bool:
        """Tell whether what search looks through is known of all pages among some."""
        pages = (page for page in files.values() if isinstance(page, Page))
        return all(self.words.knows(p.path, p.html) for p in pages if isinstance(p.html, bytes))

    def know_pages(self, made: Files) -> None:
        """Find out which pages that are made of some incidents need not be made, and which are searched."""
        for path, page in made.items():
            if isinstance(page, Page) and is_searched(page):
                self.searched[path] = page
            if isinstance(page, Page) and isinstance(page.data, Excerpt):
                said = (page.template, page.title, page.description, page.link_picture)
                key = digest(page.data.version, repr(said))
                validity, _ = self._known(path, key)
                self.bundles[path] = _Bundle(key, {path: page}, validity, partial(_made, page))

    def search(self, words: Words) -> Iterator[tuple[str, str | bytes]]:
        """Yield what search looks through, part after part, once everything is put out."""
        yield from index(self.searched.values(), words, self._parts)
        self.searched.clear()
        self.again.clear()

    def _parts(self, pages: Sequence[Page], words: Words) -> Iterator[bytes]:
        """Yield what search looks through of a year, found where all its pages say what they said."""
        key = digest(*(repr((p.path, p.title, p.day, _digest_of_words(p))) for p in pages))
        name, known = f"{pages[0].day:%Y}", 0
        count = self.words.find(name, key) or 0
        while known < count and (part := self.words.find(f"{name} {known}", key)):
            yield part
            known += 1
        if known == count > 0:
            return
        made = parts(pages, words, self._words_of)
        for number, part in islice(enumerate(made), known, None):
            self.words.keep(f"{name} {number}", key, part)
            yield part
            known = number + 1
        self.words.keep(name, key, known)

    def _words_of(self, page: Page) -> bytes:
        """Return what is looked through for a page, made once more where what was kept is damaged."""
        if not isinstance(page.html, bytes):
            return words_of(page)
        found: bytes | None = self.words.find(page.path, page.html)
        again = self.again[page.path] if found is None else None
        made = again(Validity())[page.path] if again else None
        return words_of(made) if isinstance(made, Page) else found or b""

    def drawn_once(self, name: str, key: bytes, look: tuple[Path, str], draw: Callable[[], T]) -> T:
        """Draw something, or find it.

        Args:
            name: what it is called.
            key: what it depends on.
            look: the file of the font, which may be none, and the colour.
            draw: draws it.
        """
        if self.pictures is None:
            font, brand = look
            self.pictures = self.results("pictures", content_of(font), brand)
        found: T | None = self.pictures.find(name, key)
        if found is None:
            found = draw()
            self.pictures.keep(name, key, found)
        return found

    def put_out(self, form: str, draw: Draw, place: "SiteToBe") -> None:
        """Put files in their place: the former ones, those that were drawn before, or new ones.

        Args:
            form: what else drawn pages depend on.
            draw: draws a page.
            place: where they belong.
        """
        drawn = self.results(DRAWN, self.form, form)
        there = self.results("there", str(place.former), drawn.form)
        were: dict[str, tuple[bytes, Left]] = there.find(ALL, b"") or {}
        are = {}
        for id_ in list(self.bundles):
            bundle = self.bundles.pop(id_)  # what is put out leaves the memory
            self.again |= {path: bundle.again for path in bundle.paths if path in self.searched}
            version = place.version_of(bundle) if bundle.is_known else b""
            was = were.get(id_) if version else None
            if was is not None and was[0] == version and place.take(was[1]):
                are[id_] = was
                drawn.spare(id_)  # a build without this site asks for it
                continue
            held = drawn.find(id_, version) if version else None
            if held is None:
                with self.links.apart():
                    bundle = bundle.made
                    contents = self._drawn(id_, bundle, draw)
                held = {path: contents[path] for path in contents if path in place.addresses}
                version = place.version_of(bundle)
                drawn.keep(id_, version, held)
            are[id_] = version, place.write(held)
        there.keep(ALL, b"", are)

    def _drawn(self, id_: str, bundle: _Bundle, draw: Draw) -> Mapping[str, bytes]:
        """Draw files that are made, and keep what is known of them without what is in them."""
        contents = {path: _drawn(bundle.files[path], draw) for path in bundle.paths}
        light = {path: self._light(content) for path, content in bundle.files.items()}
        self.known.keep(id_, bundle.key, (bundle.validity, light))
        return contents

    def _light(self, content: str | bytes | Page | Preview) -> bytes | Page | Preview:
        """Return what is known of a file without what is in it, and keep a page's words apart: it has their digest."""
        if not isinstance(content, Page):
            return content if isinstance(content, Preview) else UNREAD
        html: str | bytes = ""
        if is_searched(content):
            said = words_of(content)
            html = digest(said)
            self.words.keep(content.path, html, said)
        light = replace(content, data=PageView, html=html, preview=None, link_picture=None)
        if content.path in self.searched:
            self.searched[content.path] = light
        return light

    def close(self, *, is_whole: bool) -> None:
        """Write down what is new; where the build came to its end, forget what nobody asked for."""
        if is_whole:
            self.reading.close()
        for results in self.opened:  # a template stays where no page of its kind was new
            results.close(is_whole=is_whole and results.kind != TEMPLATES)
        self.opened.clear()


def _digest_of_words(page: Page) -> bytes:
    """Return what tells a page's words from any others, which of a page that was put out is known."""
    return page.html if isinstance(page.html, bytes) else digest(words_of(page))


def _drawn(content: str | bytes | Page | Preview, draw: Draw) -> bytes:
    if isinstance(content, bytes):
        return content
    text = draw(content) if isinstance(content, Page) else str(content)
    return text.encode("utf-8", "xmlcharrefreplace")


def _made(page: Page, validity: Validity) -> Files:
    """Make what a page of some incidents is drawn from."""
    data = page.data
    return {page.path: replace(page, data=data(validity)) if isinstance(data, Excerpt) else page}


@dataclass(frozen=True)
class SiteToBe:
    """A site in the making, and the former one beside it."""

    site_dir: Path
    former: Path
    addresses: Mapping[str, str]
    """Where each of our files stands below the root; none for what the owner has in its place."""
    there: Mapping[str, Stamp]
    """What stands there already."""

    def version_of(self, bundle: _Bundle) -> bytes:
        """Return what tells the contents of an incident's files, and where they stand, from any other."""
        at = [(path, self.addresses.get(path)) for path in bundle.paths]
        return digest(bundle.key, repr((bundle.validity, at)))

    def take(self, found: Left) -> bool:
        """Take files over, from what stands there or the former site, their times too; tell whether they were all as they were left."""
        former = f"{self.former}{os.sep}"
        missing = [(at, stamp) for at, stamp in found if self.there.get(at) != stamp]
        with suppress(OSError):
            if all(stamp and _stamp(former + at) == stamp for at, stamp in missing):
                for at, _ in missing:
                    self._put(at, partial(os.link, former + at))
                return True
        return False

    def write(self, contents: Mapping[str, bytes]) -> Left:
        """Write files, but for those that say what they said, and return how each was left."""
        left = []
        for name, content in contents.items():
            at = self.addresses[name]
            self._put(at, partial(_write_new, content=content))
            keep_if_same(self.former / at, self.site_dir / at)
            left.append((at, _stamp(f"{self.site_dir}{os.sep}{at}")))
        return left

    def _put(self, at: str, put: Callable[[str], object]) -> None:
        """Put a file in its place, and never into one that is there: that may be one with the former site's."""
        path = f"{self.site_dir}{os.sep}{at}"
        try:
            put(path)
        except FileNotFoundError:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            put(path)
        except FileExistsError:
            Path(path).unlink()
            put(path)


def site_to_be(site_dir: Path, former: Path, addresses: Mapping[str, str]) -> SiteToBe:
    """Begin a site where nothing is, or the one before the former: of that stays only what stands where one of our files will."""
    there: Mapping[str, Stamp] = {}
    try:
        there = _claimed(f"{site_dir}{os.sep}", "", {*addresses.values()})
    except OSError:  # another user built it, who alone may remove what is in its folders
        site_dir.rename(site_dir.with_name("refused"))
        site_dir.mkdir()
    return SiteToBe(site_dir, former, addresses, there)


def _claimed(root: str, below: str, wanted: Set[str]) -> dict[str, Stamp]:
    """Return the files of one's own in a folder that are wanted, by where they stand, and remove all else."""
    found: dict[str, Stamp] = {}
    for entry in [*os.scandir(root + below)]:
        at = below + entry.name
        if entry.is_dir(follow_symlinks=False):
            inside = _claimed(root, f"{at}/", wanted)
            found |= inside
            if not inside:
                Path(entry.path).rmdir()
        elif at in wanted and (stamp := _stamp_of(entry.stat(follow_symlinks=False))):
            found[at] = stamp
        else:
            Path(entry.path).unlink()
    return found


def _write_new(path: str, content: bytes) -> None:
    with Path(path).open("xb") as file:
        file.write(content)


def _stamp(path: str) -> Stamp | None:
    """Return how the disk has a file of one's own; None for another's."""
    return _stamp_of(os.lstat(path))


def _stamp_of(state: os.stat_result) -> Stamp | None:
    return (state.st_size, state.st_mtime_ns, state.st_ino) if is_own(state) else None
