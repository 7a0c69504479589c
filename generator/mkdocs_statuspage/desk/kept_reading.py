"""What incident files were understood as before: a file whose text is known is neither parsed nor judged again."""

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import TypeVar

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.policy.demand import Asked
from mkdocs_statuspage.policy.incident_review import Calm
from mkdocs_statuspage.policy.published import Look, View
from mkdocs_statuspage.reading.attachments import Linked, links_of
from mkdocs_statuspage.reading.file_list import CONFIG_NAME
from mkdocs_statuspage.reading.folder import IncidentFile, parse_incident
from mkdocs_statuspage.site import Memory
from mkdocs_statuspage.timeline.final_course import FinalCourse, final_course_of
from mkdocs_statuspage.timeline.watched_now import Validity, WatchedNow
from mkdocs_statuspage.writing.kept_results import KeptResults, Remembered, digest, form_of_package
from mkdocs_statuspage.yaml_text.source import SourceFile, UnheldText, read_source
from mkdocs_statuspage.yaml_text.tree import Marks

LIBRARIES = ("comrak", "pydantic", "pydantic-core", "PyYAML")
"""Whose other version may read other incidents from the same texts."""

T = TypeVar("T")
_Held = tuple[Incident, Marks, Linked, FinalCourse | None]


@dataclass
class KeptTexts:
    """Remembers incidents in which nothing is wrong."""

    texts: KeptResults
    versions: dict[str, bytes] = field(default_factory=dict)
    """What tells the text of each file from any other, by its path."""
    links: dict[str, Linked] = field(default_factory=dict)
    """Where its texts lead."""
    read: dict[str, Incident] = field(default_factory=dict)
    """The incidents as they were read, by their path."""
    final_courses: dict[str, FinalCourse] = field(default_factory=dict)
    """What becomes of them, where that is known, by their path."""

    def parse(self, source: SourceFile, relative: str, config: SiteConfig | None) -> IncidentFile:
        """Make of a file's text the incident that it describes, or find it."""
        version = self.versions[relative] = digest(relative, source.text)
        held: _Held | None = self.texts.find(relative, version)
        if held is None:
            file = parse_incident(source, relative, config)
            if file.incident is not None:
                self.read[relative] = file.incident
            if file.incident is None or file.findings:
                return file
            held = self._held(file.incident, file.marks, config)
            self.texts.keep(relative, version, held)
        self.read[relative], marks, self.links[relative], final = held
        if final is not None:
            self.final_courses[relative] = final
        return IncidentFile(replace(marks, source=source), self.read[relative])

    def _held(self, incident: Incident, marks: Marks, config: SiteConfig | None) -> "_Held":
        bare = replace(marks, source=SourceFile("", ""))
        return incident, bare, links_of(incident), self.final(incident, config)

    def final(self, incident: Incident, config: SiteConfig | None) -> FinalCourse | None:
        """Return what becomes of an incident; commands do not ask."""
        return None

    def close(self) -> None:
        """Write down what is new."""
        self.texts.close(is_whole=True)


@dataclass
class KeptReading(KeptTexts):
    """Remembers also that readers may have an incident whole, and what follows from some of them together; holds no text."""

    incidents_dir: Path = field(kw_only=True)
    verdicts: KeptResults = field(kw_only=True)
    figures: KeptResults = field(kw_only=True)

    @property
    def memory(self) -> Memory:
        """What a site is read by."""
        links, final_courses = self.links, self.final_courses
        return Memory(self.parse, self.judge, self.versions, links, final_courses, self.keep)

    def parse(self, source: SourceFile, relative: str, config: SiteConfig | None) -> IncidentFile:
        """Make of a file's text the incident, or find it, and let go of the text."""
        file = super().parse(source, relative, config)
        unheld = UnheldText(source.path, relative, self._read_again)
        return replace(file, marks=replace(file.marks, source=unheld))

    def _read_again(self, relative: str) -> str:
        """Read a file's text once more; nothing where it has become another meanwhile."""
        source = read_source(self.incidents_dir / relative, relative)
        text = source.text if isinstance(source, SourceFile) else ""
        return text if digest(relative, text) == self.versions[relative] else ""

    def final(self, incident: Incident, config: SiteConfig | None) -> FinalCourse | None:
        """Return what becomes of an incident."""
        return final_course_of(incident, config.current_ids, config.zone) if config else None

    def judge(self, asked: Asked, look: Look) -> View:
        """Return what a look at an incident gives, or remember that it gave the whole."""
        one = asked.incident
        # What is not all that its file says, since some of that lies ahead, is another thing at another time.
        if any(self.read.get(i.path) is not i for i in (one, *asked.earlier)):
            return look(asked)
        key = digest(*(self.versions[incident.path] for incident in (one, *asked.earlier)))
        held: Validity | None = self.verdicts.find(one.path, key)
        if held is not None and held.holds(asked.now):
            return one, ()
        validity = Validity()
        view = look(replace(asked, now=WatchedNow.of(asked.now, validity)))
        if view[0] is one:
            self.verdicts.keep(one.path, key, validity)
        return view

    def keep(self, name: str, key: bytes, now: datetime, make: Callable[[Validity], T]) -> T:
        """Make something of some incidents, or find it."""
        held: tuple[Validity, T] | None = self.figures.find(name, key)
        if held is None or not held[0].holds(now):
            validity = Validity()
            held = validity, make(validity)
            self.figures.keep(name, key, held)
        return held[1]

    def close(self) -> None:
        """Write down what is new."""
        super().close()
        self.verdicts.close(is_whole=True)
        self.figures.close(is_whole=True)


@dataclass
class KeptReviews:
    """Remembers in which incidents the review found nothing."""

    results: KeptResults
    text_of: Callable[[str], str]
    """Returns the text of a file."""

    def find(self, incident: Incident, earlier: Sequence[str]) -> Calm | None:
        """Return what was said of one, if that is known."""
        found: Calm | None = self.results.find(incident.path, self._key(incident, earlier))
        return found

    def keep(self, incident: Incident, earlier: Sequence[str], calm: Calm) -> None:
        """Keep what is said of one that was not known."""
        if self.find(incident, earlier) is None:
            self.results.keep(incident.path, self._key(incident, earlier), calm)

    def _key(self, incident: Incident, earlier: Sequence[str]) -> bytes:
        return digest(incident.path, self.text_of(incident.path), *earlier)

    def close(self) -> None:
        """Write down what is new."""
        self.results.close(is_whole=True)


def kept_reading(
    state_dir: Path, incidents_dir: Path, package: bytes, remembered: Remembered | None = None
) -> KeptReading:
    """Open what is remembered of a site.

    Args:
        state_dir: where the site keeps what git ignores.
        incidents_dir: its folder of incidents.
        package: what tells this version of the package from any other.
        remembered: what this process has in its memory.
    """
    form = _form(package, incidents_dir)
    return KeptReading(
        KeptResults(state_dir, "texts", form, remembered),
        incidents_dir=incidents_dir,
        verdicts=KeptResults(state_dir, "verdicts", form, remembered),
        figures=KeptResults(state_dir, "figures", form, remembered),
    )


def kept_texts(state_dir: Path, incidents_dir: Path) -> KeptTexts:
    """Open what commands remember of the texts, which is less than builds depend on."""
    return KeptTexts(KeptResults(state_dir, "read", _form(_program(), incidents_dir)))


def kept_reviews(
    state_dir: Path, incidents_dir: Path, text_of: Callable[[str], str]
) -> KeptReviews:
    """Open what commands remember of reviews; `text_of` returns the text of a file."""
    results = KeptResults(state_dir, "reviewed", _form(_program(), incidents_dir))
    return KeptReviews(results, text_of)


def _form(package: bytes, incidents_dir: Path) -> bytes:
    config = incidents_dir / CONFIG_NAME
    return digest(package, config.read_bytes() if config.is_file() else b"")


@cache
def _program() -> bytes:
    """Return what tells this package, with the libraries that it reads by and its clocks, from any other."""
    versions = repr([(name, metadata.version(name)) for name in LIBRARIES])
    return digest(sys.version, versions, form_of_package())
