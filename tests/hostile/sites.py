"""Sites with a payload in every field that people write, and twins of them with harmless words instead.

What the hostile site has and its twin has not came from a payload; so nothing needs to know how the
theme looks.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import yaml
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from mkdocs_statuspage.yaml_text.source import FORBIDDEN

MKDOCS = """\
site_name: Status
site_url: https://status.tiny.example/
docs_dir: incidents
theme: {name: material, font: false}
plugins: [search, statuspage]
"""
ABOUT = "# About this page\n\nAn ordinary page of its owner.\n"
CLOCK = "2026-11-03T12:00:00Z"
STATUSES = ("major_outage", "partial_outage", "degraded_performance")

Tree = dict[str, Any]


def line(payload: str) -> str:
    """Give a payload as it may stand in a field of one line."""
    return " ".join(text(payload).split())[:200].strip() or "-"


def text(payload: str) -> str:
    """Give a payload as it may stand in a field of many lines: reading refuses some characters."""
    allowed = FORBIDDEN.sub("", payload)
    return allowed if allowed.strip() else "-"


def link(payload: str) -> str:
    """Give an address that carries as much of a payload as an address may."""
    return "https://acme.example/?" + re.sub(r"[\s<>\"]", "", text(payload))


def config(payloads: Sequence[str]) -> Tree:
    """Give `statuspage.yml`: some payloads are the organisation, each is a component and a person."""
    several = " ".join(payloads[1:6]) or payloads[0]
    return {
        "site_id": "tiny",
        "organisation": {
            "name": line(several),
            "url": link(several),
            "mission": line(payloads[-1]),
        },
        "timezone": "Europe/Lisbon",
        "components": {
            f"c{number}": {
                "name": line(payload),
                "group": line(payloads[number // 4 * 4]),
                "description": text(payload),
            }
            for number, payload in enumerate(payloads)
        },
        "people": {
            f"p{number}": {
                "name": line(payload),
                "role": line(payload),
                "reply_to": "a?bcc=b&'x'@tiny.example",
            }
            for number, payload in enumerate(payloads)
        },
        "clock": CLOCK,
    }


def incident(number: int, payload: str) -> Tree:
    """Give an incident that is the payload in all its fields; some are open, some planned, some reported."""
    said = text(payload)
    one: Tree = {
        "title": line(payload),
        "summary": said,
        "class": "affecting",
        "class_reason": said,
        "started_at": "2026-11-02T08:00:00Z",
        "components": [f"c{number}"],
        "affected": {"who": said, "not_affected": said, "how_to_tell": said, "count": 3},
        "causes": [line(payload), "a cause that recurs"],
        "signed_by": f"p{number}",
        "waive": [{"rule": "excuse", "why": said}],
    }
    kinds: Sequence[Callable[[Tree, int, str], Tree]] = (_reported, _open, _planned, _reported)
    return kinds[number % len(kinds)](one, number, said)


def _update(at: str, said: str, **others: Any) -> Tree:
    return {"at": at, "message": said, **others}


def _reported(one: Tree, number: int, said: str) -> Tree:
    """Give it as imported history, which carries a report whatever the policy demands."""
    promise = {"promise": said, "due_on": "2026-11-20"}
    sections = ("what", "why", "fix", "prevention", "make_good", "how_we_handled_it")
    withdrawn = {"on": "2026-11-03", "why": said}
    return one | {
        "source": {"system": line(said), "id": said, "url": link(said)},
        "updates": [
            _update("2026-11-02T09:00:00Z", said, status="investigating"),
            _update(
                "2026-11-02T09:30:00Z",
                said,
                status="identified",
                retracted={"at": "2026-11-02T09:40:00Z", "why": said},
            ),
            _update("2026-11-02T10:00:00Z", said, status="resolved"),
        ],
        "prevention": [
            {"id": "one", "owner": line(said), **promise},
            {"id": "two", "kept_on": "2026-11-03", "evidence": link(said), **promise},
            {"id": "three", "withdrawn": withdrawn, **promise},
        ],
        "make_good": [{"id": "four", "for": said, "how": "claim", **promise}]
        if number % 8
        else {"none": said},
        "report": {"published_at": "2026-11-02T12:00:00Z"},
        "corrections": [{"at": "2026-11-02T13:00:00Z", "what": said}],
        "sections": dict.fromkeys(sections, said),
    }


def _open(one: Tree, number: int, said: str) -> Tree:
    status = STATUSES[number // 4 % len(STATUSES)]
    return one | {
        "correction": {"said": said, "correct": said} if number % 8 == 1 else None,
        "expected_fix": [
            {"at": "2026-11-03T09:00:00Z", "by": "2026-11-03T11:00:00Z"},
            {"at": "2026-11-03T09:30:00Z", "by": "2026-11-03T14:00:00Z", "reason": said},
        ],
        "updates": [
            _update(
                "2026-11-03T09:00:00Z",
                said,
                status="investigating",
                components={f"c{number}": status},
                next_update_by="2026-11-03T09:50:00Z",
            )
        ],
    }


def _planned(one: Tree, number: int, said: str) -> Tree:
    day = "04" if number % 8 == 2 else "03"
    return one | {
        "kind": "maintenance",
        "started_at": None,
        "scheduled": {"start": f"2026-11-{day}T11:00:00Z", "end": f"2026-11-{day}T14:00:00Z"},
        "updates": [_update("2026-11-03T09:00:00Z", said, status="scheduled")]
        if number % 3
        else [],
    }


def markdown(payload: str) -> str:
    """Give an incident of Markdown: the payload is a heading, what stands under it, and a quotation."""
    head = yaml.safe_dump(
        {
            "title": line(payload),
            "source": {"system": "statuspage", "id": "abc123"},
            "formerly": ["an-old-name"],
            "updates": [_update("2026-11-01T09:00:00Z", text(payload), status="resolved")],
            "report": {"published_at": "2026-11-01T12:00:00Z"},
        },
        allow_unicode=True,
    )
    said = text(payload)
    quoted = said.replace("\n", "\n> ")
    return f"---\n{head}---\n## {line(payload)}\n\n{said}\n\n## What happened\n\n> {quoted}\n"


def write(folder: Path, payloads: Sequence[str]) -> Path:
    """Write a site in which each payload stands in every field."""
    incidents = folder / "incidents"
    (incidents / "pages").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS)
    (incidents / "pages" / "about.md").write_text(ABOUT)
    (incidents / "statuspage.yml").write_text(_dumped(config(payloads)), encoding="utf-8")
    for number, payload in enumerate(payloads):
        path = incidents / f"2026-11-02-i{number}.yml"
        tree = {key: value for key, value in incident(number, payload).items() if value is not None}
        path.write_text(_dumped(tree), encoding="utf-8")
    first = payloads[1 % len(payloads)]
    (incidents / "2026-11-01-prose.md").write_text(markdown(first), encoding="utf-8")
    return folder


def _dumped(tree: Mapping[str, Any]) -> str:
    return yaml.dump(tree, allow_unicode=True, sort_keys=False, width=1000, Dumper=_Dumper)


class _Dumper(yaml.SafeDumper):
    """Writes what is the same twice twice: anchors are refused."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def twin(payloads: Sequence[str]) -> list[str]:
    """Give as many harmless words as there are payloads."""
    return [f"Words number {number}" for number in range(len(payloads))]


def built(folder: Path, command: Literal["build", "serve"] = "build") -> Path:
    """Build a site as `mkdocs build` or `mkdocs serve` does, and give where it stands."""
    settings = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    settings.plugins.on_startup(command=command, dirty=False)
    mkdocs_build(settings)
    return folder / "site"
