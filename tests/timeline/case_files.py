"""Reads an incident of a case, and says what became of it in a few lines."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from mkdocs_statuspage.model.config import SiteConfig
from mkdocs_statuspage.model.incident import Incident
from mkdocs_statuspage.model.scalars import format_instant, parse_instant
from mkdocs_statuspage.reading.folder import parse_incident
from mkdocs_statuspage.reading.settings import default_policy
from mkdocs_statuspage.timeline.course import Course, course_by
from mkdocs_statuspage.yaml_text.source import SourceFile

CASES = Path(__file__).parent / "cases"
CONFIG = SiteConfig.model_validate(
    {
        "site_id": "cases",
        "organisation": {"name": "Cases"},
        "timezone": "Europe/Lisbon",
        "components": {
            "checkout": {"name": "Checkout"},
            "api": {"name": "API", "formerly": ["rest-api"]},
        },
        "policy": default_policy(),
    }
)
CURRENT_IDS = CONFIG.current_ids


def case_names() -> list[str]:
    """Give the names of all cases."""
    return sorted(path.stem for path in CASES.glob("*.yml"))


def read_case(name: str) -> tuple[Incident, Mapping[str, Any]]:
    """Give a case's incident, and by moment what is expected of it."""
    case = yaml.load((CASES / f"{name}.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return read_incident(case["incident"], name), case["at"]


def read_incident(text: str, name: str = "a") -> Incident:
    """Read an incident from YAML, as from a file."""
    file = parse_incident(SourceFile(f"{name}.yml", text), f"{name}.yml", None)
    assert file.incident is not None, [str(finding) for finding in file.findings]
    return file.incident


def moment(text: str) -> datetime:
    """Give an instant from its text."""
    return parse_instant(text)


def lines_of(incident: Incident, now: str) -> list[str]:
    """Say what became of an incident by a moment: where it stands, and a line for each spell."""
    course = course_by(incident, moment(now), CONFIG)
    if course is None:
        return ["nothing yet"]
    return [_standing(course), *_lasted(course), *_spells(course)]


def _lasted(course: Course) -> Iterator[str]:
    """Say when all worked again, where that was before it was over."""
    works = course.works_since
    if works and works != course.ended_at:
        yield f"works since {format_instant(works)}"


def _standing(course: Course) -> str:
    if course.is_withdrawn:
        state = "withdrawn"
    elif course.is_cancelled:
        state = "cancelled"
    else:
        state = "open" if course.is_open else "ahead" if course.is_upcoming else "over"
    ended = format_instant(course.ended_at) if course.ended_at else "..."
    began = format_instant(course.began_at)
    return f"{state}, {course.status}, impact {course.impact}, {began} to {ended}"


def _spells(course: Course) -> Iterator[str]:
    for spell in course.spells:
        end = format_instant(spell.end) if spell.end else "..."
        yield f"{spell.component} {spell.status}, {format_instant(spell.start)} to {end}"
