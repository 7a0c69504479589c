"""Reads a folder of incidents: `statuspage.yml`, every incident file, and what lies beside them."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs_statuspage.language import Words, load_words
from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.finding import Finding, Place, Severity
from mkdocs_statuspage.model.front_matter import opens_front_matter, split_front_matter
from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.status import SectionKind
from mkdocs_statuspage.reading.checks import (
    ABSENCE_RULES,
    check_folder,
    check_incident,
    check_names,
)
from mkdocs_statuspage.reading.decode import decode, decode_what_holds
from mkdocs_statuspage.reading.identity import settle_updates
from mkdocs_statuspage.reading.prose import HEADINGS, split_sections
from mkdocs_statuspage.reading.source import SourceFile, read_source
from mkdocs_statuspage.reading.tree import Marks, Refused, Tree, read_tree

CONFIG_NAME = "statuspage.yml"
PAGES_DIR = "pages"
INCIDENT_SUFFIXES = frozenset([".md", ".yml", ".yaml"])
POLICY_FILE = Path(__file__).parent.parent / "policy.yml"


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
    findings: tuple[Finding, ...] = field(default=())
    """All problems of all files, in the order of their places."""

    @property
    def is_valid(self) -> bool:
        """Whether a site may be built from it."""
        return self.config is not None and not any(
            finding.severity is Severity.ERROR for finding in self.findings
        )


def read_folder(incidents_dir: Path) -> Reading:
    """Read everything below a folder of incidents."""
    config, findings = read_config(incidents_dir)
    incidents: list[Incident] = []
    assets: list[str] = []
    for path in walk(incidents_dir):
        if path.suffix in INCIDENT_SUFFIXES:
            incident, found = read_incident(path, incidents_dir, config)
            findings += found
            incidents += [incident] if incident else []
        else:
            assets.append(path.relative_to(incidents_dir).as_posix())
    findings += check_folder(incidents, lambda i: shown(incidents_dir / i.path))
    return Reading(incidents_dir, config, tuple(incidents), tuple(assets), tuple(sorted(findings)))


def walk(incidents_dir: Path) -> Iterator[Path]:
    """Give the files of the incident tree in a fixed order; hidden ones and `pages/` left out."""
    for folder, names, files in os.walk(incidents_dir):
        here = Path(folder)
        at_top = here == incidents_dir
        names[:] = sorted(
            n for n in names if not n.startswith(".") and not (at_top and n == PAGES_DIR)
        )
        for name in sorted(files):
            if not name.startswith(".") and not (at_top and name == CONFIG_NAME):
                yield here / name


def shown(path: Path) -> str:
    """Give a path as the user would type it: relative to where they stand, where that is shorter."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)


def read_config(incidents_dir: Path) -> tuple[SiteConfig | None, list[Finding]]:
    """Read `statuspage.yml`, the default policy beneath what it overrides."""
    path = incidents_dir / CONFIG_NAME
    if not path.is_file():
        help_text = "run `statuspage init` for a ready site, or name another folder with -C"
        place = Place(shown(path))
        return None, [Finding(place, "no-config", "there is no such file", help_text)]
    read = _read_yaml(path)
    if isinstance(read, Finding):
        return None, [read]
    tree, marks = read
    if not isinstance(tree, dict):
        help_text = "write `site_id:` and `organisation:` first"
        return None, [Finding(Place(shown(path)), "wrong-type", "keys belong here", help_text)]
    merged = {**tree, "policy": merge(default_policy(), tree.get("policy") or {})}
    config, findings = decode(SiteConfig, _without_nulls(merged), marks)
    return config, findings + ([] if config is None else _check_config(config, marks))


def read_incident(
    path: Path, incidents_dir: Path, config: SiteConfig | None
) -> tuple[Incident | None, list[Finding]]:
    """Read one incident file; with a config, its components and people are checked too."""
    source = read_source(path, shown(path))
    if isinstance(source, Finding):
        return None, [source]
    return parse_incident(source, path.relative_to(incidents_dir).as_posix(), config)


def parse_incident(
    source: SourceFile, relative: str, config: SiteConfig | None
) -> tuple[Incident | None, list[Finding]]:
    """Give the incident that a file's text describes, or everything that is wrong with it."""
    try:
        tree, marks, prose = _parts(source, load_words(config.language if config else "en"))
    except Refused as refused:
        return None, [refused.finding]
    if not isinstance(tree, dict):
        place = Place(source.path)
        return None, [Finding(place, "wrong-type", "keys belong here", "begin with `title:`")]
    given = _without_nulls(tree)
    own = {"id": Path(relative).stem, "path": relative, "prose": prose}
    incident, findings = decode_what_holds(Incident, given | own, marks)
    findings += [_not_written(key, marks) for key in own if key in given]
    findings += check_names(given, config, marks) if config else []
    if incident is not None:
        incident, more = settle_updates(incident, marks)
        # What was left out because it is wrong is there all the same; nobody need be told to add it.
        absent = () if not findings else ABSENCE_RULES
        found = check_incident(incident, marks)
        findings += more + [finding for finding in found if finding.rule not in absent]
    is_valid = not any(finding.severity is Severity.ERROR for finding in findings)
    return incident if is_valid else None, findings


def _not_written(key: str, marks: Marks) -> Finding:
    help_text = "delete the line; an incident's id is the name of its file"
    place = marks.place((key,), key=True)
    return marks.source.finding(place, "unknown-key", f"unknown key `{key}`", help_text)


def _parts(source: SourceFile, words: Words) -> tuple[Tree, Marks, tuple[Section, ...]]:
    if not source.path.endswith(".md"):
        tree, marks = read_tree(source, source.text)
        return tree, marks, _yaml_sections(tree, marks, words)
    document = split_front_matter(source.text)
    if document is None:
        raise Refused(_no_front_matter(source))
    tree, marks = read_tree(source, document.yaml, document.first_line)
    return tree, marks, split_sections(document.body, document.body_line, headings_in(words))


def _no_front_matter(source: SourceFile) -> Finding:
    if opens_front_matter(source.text):
        message, help_text = "the front matter never ends", "close it with a line of ---"
    else:
        message = "there is no front matter"
        help_text = f"begin with a line of ---, or move the page to {PAGES_DIR}/"
    return source.finding(Place(source.path), "no-front-matter", message, help_text)


def _yaml_sections(tree: Tree, marks: Marks, words: Words) -> tuple[Section, ...]:
    sections = tree.get("sections") if isinstance(tree, dict) else None
    if not isinstance(sections, dict):
        return ()
    return tuple(
        Section(kind, words(HEADINGS[kind]), text, marks.place(("sections", kind.value)).line)
        for kind in SectionKind
        if isinstance(text := sections.get(kind.value), str)
    )


@cache
def headings_in(words: Words) -> Mapping[str, SectionKind]:
    """Give the headings of a report, in small letters: in a language, and always in English."""
    english = {heading.casefold(): kind for kind, heading in HEADINGS.items()}
    return english | {words(heading).casefold(): kind for kind, heading in HEADINGS.items()}


@cache
def default_policy() -> Tree:
    """Give the default response policy as a tree of strings."""
    text = POLICY_FILE.read_text(encoding="utf-8")
    return read_tree(SourceFile(str(POLICY_FILE), text), text)[0]


def merge(default: Any, override: Any) -> Any:
    """Give a tree in which every key of `override` replaces that of `default`, at any depth."""
    if not isinstance(default, dict) or not isinstance(override, dict):
        return override
    return default | {
        key: merge(default[key], value) if key in default else value
        for key, value in override.items()
    }


def _without_nulls(tree: Tree) -> Tree:
    """Give a tree without the keys that were left empty; an empty key is one not filled in yet."""
    if isinstance(tree, dict):
        return {key: _without_nulls(value) for key, value in tree.items() if value is not None}
    if isinstance(tree, list):
        return [_without_nulls(item) for item in tree]
    return tree


def _read_yaml(path: Path) -> tuple[Tree, Marks] | Finding:
    source = read_source(path, shown(path))
    if isinstance(source, Finding):
        return source
    try:
        return read_tree(source, source.text)
    except Refused as refused:
        return refused.finding


def _check_config(config: SiteConfig, marks: Marks) -> list[Finding]:
    taken: dict[str, str] = {}
    findings: list[Finding] = []
    for id_, component in config.components.items():
        for name in (id_, *component.formerly):
            if name in taken:
                message = f"`{name}` is the id of `{taken[name]}` already"
                place = marks.place(("components", id_), key=True)
                findings.append(
                    marks.source.finding(place, "duplicate-id", message, "an id is used once")
                )
            taken[name] = id_
    return findings


__all__ = ["Reading", "parse_incident", "read_config", "read_folder", "read_incident"]
