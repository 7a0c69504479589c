"""Reads a folder of incidents: `statuspage.yml`, every incident file, and what lies beside them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.sightings import NOTHING_SEEN, Sightings
from mkdocs_statuspage.model.slips import SlipCount, SlipCounts
from mkdocs_statuspage.model.statuses import Kind
from mkdocs_statuspage.reading.attachments import check_asset
from mkdocs_statuspage.reading.checks import (
    ABSENCE_RULES,
    KIND_RULES,
    check_folder,
    check_incident,
    check_names,
)
from mkdocs_statuspage.reading.decode import Settled, decode_what_holds, settle_updates
from mkdocs_statuspage.reading.file_list import (
    CONFIG_NAME,
    EVIDENCE_NAME,
    SLIPS_NAME,
    Listing,
    has_words,
    in_order,
    is_named_as_incident,
    shown,
    survey,
)
from mkdocs_statuspage.reading.noted import Known, Noted
from mkdocs_statuspage.reading.parts import Parts, read_parts
from mkdocs_statuspage.reading.seen_evidence import read_beside
from mkdocs_statuspage.reading.settings import Settings, read_settings
from mkdocs_statuspage.yaml_text.nodes import MAX_FINDINGS, TOO_MANY, Refused
from mkdocs_statuspage.yaml_text.source import SourceFile, check_source, read_source
from mkdocs_statuspage.yaml_text.tree import Marks, Tree


@dataclass(frozen=True, slots=True)
class IncidentFile:
    """What one file says: its text with the place of everything in it, and the incident."""

    marks: Marks
    """Where everything stands, while there is an incident; `marks.source` is the text."""
    incident: Incident | None = None
    """None when anything is wrong with it."""
    findings: tuple[Finding, ...] = ()
    """Everything that is wrong with it."""


Parse = Callable[[SourceFile, str, SiteConfig | None], IncidentFile]
"""Makes of a file's text what it says, see `parse_incident`."""


def _nothing(name: str) -> IncidentFile:
    return IncidentFile(_nowhere(Path(name)))


@dataclass(frozen=True)
class Reading:
    """What stands in a folder: the model, and everything wrong with it."""

    incidents_dir: Path
    """The folder."""
    config: SiteConfig | None = None
    """Who we are; None when that file is invalid."""
    incidents: tuple[Incident, ...] = ()
    """Every valid incident, drafts and unpublished classes too, in the order of their paths."""
    assets: tuple[str, ...] = ()
    """Pictures and other files beside the incidents, relative, with forward slashes."""
    pages: tuple[str, ...] = ()
    """The site's ordinary pages and what they show, with `pages/` before each."""
    sightings: Sightings = NOTHING_SEEN
    """What was last seen of the addresses that promises name."""
    slips: tuple[SlipCount, ...] = ()
    """The slips that were let go, without their words."""
    findings: tuple[Finding, ...] = field(default=())
    """All problems of all files, in the order of their places."""
    names: Sequence[str] = ()
    """Every incident file, valid or not, read or not, in the order of their paths."""
    marks: Mapping[str, Marks] = field(default_factory=dict)
    """Every read file's text and the places in it, by its path from the folder, with forward slashes."""
    noted: Mapping[str, Noted] = field(default_factory=dict)
    """What is known of valid incidents whose files were not read, by their paths."""
    read_later: Callable[[str], IncidentFile] = field(default=_nothing, compare=False)
    """Reads a file that was not."""

    @cached_property
    def known(self) -> Sequence[Known]:
        """Every valid incident, read or not, in the order of their paths."""
        if not self.noted:
            return self.incidents
        read = {incident.path: incident for incident in self.incidents}
        found: dict[str, Known] = {**self.noted, **read}
        return [found[name] for name in self.names if name in found]

    @cached_property
    def by_id(self) -> Mapping[str, Known]:
        """The incidents by each id that they have or had; the first one where several do."""
        found: dict[str, Known] = {}
        for one in self.known:
            for id_ in (one.id, *one.formerly):
                found.setdefault(id_, one)
        return found

    def whole(self, known: Known) -> Incident | None:
        """Return an incident, read now where it was not; None where it cannot be any more."""
        return known if isinstance(known, Incident) else self.read_later(known.path).incident

    def marks_of(self, name: str) -> Marks:
        """Look up where everything stands in a file; nothing does in one that could not be read."""
        if name in self.noted:
            return self.read_later(name).marks
        return self.marks.get(name) or _nowhere(self.incidents_dir / name)

    @property
    def is_valid(self) -> bool:
        """Whether a site may be built from it."""
        return self.config is not None and not has_errors(self.findings)


def has_errors(findings: Sequence[Finding]) -> bool:
    """Tell whether any of these makes a file invalid."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def read_folder(
    incidents_dir: Path,
    settings: Settings | None = None,
    parse: Parse | None = None,
    newer: Mapping[Path, str | None] = MappingProxyType({}),
    listing: Listing | None = None,
    noted: Mapping[str, Noted] = MappingProxyType({}),
) -> Reading:
    """Read everything below a folder of incidents, each file once.

    Args:
        incidents_dir: the folder.
        settings: its `statuspage.yml`, where that was read already.
        parse: what makes an incident of a text, for a caller who knows some of the texts.
        newer: the text of incident files that are otherwise in the folder; None for one that is gone.
        listing: what lies there, where that was looked at already.
        noted: what is known of files that need not be read.
    """
    settings = settings or read_settings(incidents_dir)
    listing = listing or survey(incidents_dir)
    newer_texts = {path.relative_to(incidents_dir).as_posix(): text for path, text in newer.items()}

    def read(name: str) -> IncidentFile:
        path = incidents_dir / name
        return _read_as(name, path, settings.held, parse, newer_texts.get(name))

    unread = Reading(
        incidents_dir,
        settings.config,
        assets=tuple(_assets(listing)),
        pages=tuple(listing.page_names),
        names=_incident_names(listing, newer_texts),
        noted=noted,
        read_later=read,
    )
    return _with_files(unread, settings, listing.findings)


def _with_files(reading: Reading, settings: Settings, found: Sequence[Finding]) -> Reading:
    """Read every file of which nothing is noted, and check them all together."""
    files = {name: reading.read_later(name) for name in reading.names if name not in reading.noted}
    reading = replace(
        reading,
        incidents=tuple(file.incident for file in files.values() if file.incident),
        marks={name: file.marks for name, file in files.items()},
    )
    of_files = (finding for file in files.values() for finding in file.findings)
    between = check_folder(reading.known, reading.names, reading.marks_of)
    return _checked(reading, settings, (*found, *of_files, *between))


def _incident_names(listing: Listing, newer: Mapping[str, str | None]) -> Sequence[str]:
    """Return the names of all incident files in the order of their paths, as they are with newer texts."""
    if not newer:
        return listing.names
    names = {*listing.names, *filter(is_named_as_incident, newer)}
    return sorted((name for name in names if newer.get(name, "") is not None), key=in_order)


def _assets(listing: Listing) -> Iterator[str]:
    return (name for name in listing.others if not has_words(PurePosixPath(name)))


def _checked(reading: Reading, settings: Settings, found: Sequence[Finding]) -> Reading:
    """Return what was read with all findings, and the places of what is no incident."""
    seen = read_beside(reading.incidents_dir / EVIDENCE_NAME, Sightings)
    slips = read_beside(reading.incidents_dir / SLIPS_NAME, SlipCounts)
    findings = (
        *settings.findings,
        *seen.findings,
        *slips.findings,
        *found,
        *filter(None, (check_asset(reading.incidents_dir / name) for name in reading.assets)),
    )
    own = {CONFIG_NAME: settings.marks, EVIDENCE_NAME: seen.marks, SLIPS_NAME: slips.marks}
    marks = {**reading.marks, **{name: marks for name, marks in own.items() if marks}}
    return replace(
        reading,
        sightings=seen.value or NOTHING_SEEN,
        slips=slips.value.slips if slips.value else (),
        findings=_sorted(findings),
        marks=marks,
    )


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings)))


def _nowhere(path: Path) -> Marks:
    return Marks(SourceFile(shown(path), ""))


def read_file(
    path: Path,
    folder: Path,
    config: SiteConfig | None,
    parse: Parse | None = None,
    text: str | None = None,
) -> IncidentFile:
    """Read one incident file, or a text as that file's; a config has its components and people checked too."""
    return _read_as(path.relative_to(folder).as_posix(), path, config, parse, text)


def _read_as(
    name: str, path: Path, config: SiteConfig | None, parse: Parse | None, text: str | None
) -> IncidentFile:
    if text is None:
        source = read_source(path, shown(path))
    else:
        source = check_source(SourceFile(shown(path), text.removeprefix("\ufeff")))
    if isinstance(source, Finding):
        return IncidentFile(_nowhere(path), findings=(source,))
    return (parse or parse_incident)(source, name, config)


def parse_incident(source: SourceFile, relative: str, config: SiteConfig | None) -> IncidentFile:
    """Make of a file's text the incident that it describes, or everything that is wrong with it.

    Args:
        source: text that `check_source` accepts.
        relative: the file's path from the folder of incidents, with forward slashes.
        config: for what may be named; None checks no names.
    """
    try:
        parts = read_parts(source, load_words(config.language if config else "en"))
    except Refused as refused:
        return IncidentFile(Marks(source), findings=refused.findings)
    if not isinstance(parts.tree, dict):
        message = "this file is empty" if parts.tree is None else "keys belong here"
        finding = source.finding(Place(source.path), "wrong-type", message, "begin with `title:`")
        return IncidentFile(Marks(source), findings=(*parts.findings, finding))
    own = {"id": PurePosixPath(relative).stem, "path": relative, "prose": parts.prose}
    incident, findings = decode_what_holds(Incident, parts.tree | own, parts.marks)
    findings += [_not_written(key, parts) for key in own if key in parts.tree]
    unknown = check_names(parts.tree, config, parts.marks) if config else []
    places = {finding.place for finding in unknown}
    findings = [finding for finding in findings if finding.place not in places] + unknown
    if incident is None:
        return IncidentFile(Marks(source), findings=tuple(_told(parts.findings, findings)))
    settled, more = _settled(incident, parts, has_findings=bool(findings))
    told = tuple(_told(parts.findings, [*findings, *more]))
    if has_errors(told):
        return IncidentFile(Marks(source), findings=told)
    return IncidentFile(settled.marks, settled.incident, told)


def _settled(
    incident: Incident, parts: Parts, *, has_findings: bool
) -> tuple[Settled, list[Finding]]:
    """Settle the updates and check the whole, as far as what is wrong already lets one."""
    settled = settle_updates(incident, parts.marks)
    # What was left out because it is wrong is there all the same; nobody need be told to add it.
    passed_over = ABSENCE_RULES if has_findings else frozenset()
    if not _is_kind(parts.tree.get("kind")):
        passed_over |= KIND_RULES
    found = check_incident(settled.incident, settled.marks)
    return settled, [
        *settled.findings,
        *(finding for finding in found if finding.rule not in passed_over),
    ]


def _is_kind(value: Tree) -> bool:
    return value is None or value in tuple(Kind)


def _told(of_text: Sequence[Finding], of_model: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a file: one for each place, and no more than anybody reads."""
    taken = {(finding.place.line, finding.place.column) for finding in of_text}
    kept = [*of_text]
    kept += (f for f in of_model if (f.place.line, f.place.column) not in taken)
    if len(kept) < MAX_FINDINGS:
        return kept
    kept = sorted(kept)[:MAX_FINDINGS]
    return [*kept, Finding(kept[-1].place, "too-many", *TOO_MANY)]


def _not_written(key: str, parts: Parts) -> Finding:
    help_text = "delete the line; an incident's id and path are those of its file"
    place = parts.marks.place((key,), key=True)
    return parts.marks.source.finding(place, "unknown-key", f"unknown key `{key}`", help_text)
