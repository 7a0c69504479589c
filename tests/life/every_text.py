"""A site in which every text that an incident can have is a word of its own, with a file that it links to."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from mkdocs_statuspage.model.incident import Incident, Section
from mkdocs_statuspage.model.scalars import Model
from mkdocs_statuspage.model.texts import TextUse, fields_of, types_in, use_in

A_KEY = "a-key"
"""What a text is kept under, where that is its writer's to choose."""
FOLDER = "2026"
"""The incidents stand in a folder of their own, so that links must be resolved from there."""
CONFIG = {
    "site_id": "tiny",
    "organisation": {"name": "Tiny"},
    "components": {"api": {"name": "API"}},
    "people": {"ana": {"name": "Ana Reis", "role": "Head", "reply_to": "ana@tiny.example"}},
    "policy": {
        "classes": {
            "affecting": {
                "sections": [],
                "needs": [],
                "prevention": {"at_least": 0, "owner": "optional", "due_on": "optional"},
                "reviewers": 0,
            }
        }
    },
    "clock": "2026-11-10T08:30:00Z",
}
CLOSED = {
    "started_at": "2026-11-02T09:00:00Z",
    "signed_by": "ana",
    "components": ["api"],
    "report": {"published_at": "2026-11-05T09:00:00Z"},
}
Say = Callable[[str], str]


def declared(kind: type = Incident, path: tuple[str, ...] = ()) -> Iterator[tuple[str, TextUse]]:
    """Give each text that an incident can have, as `updates.message`, with its declaration."""
    for _, key, hint in fields_of(kind):
        use = use_in(hint)
        if use is not None and not use.is_elsewhere:
            yield ".".join((*path, key)), use
        for inner in set(types_in(hint)) if use is None else ():
            if inner is Section or issubclass(inner, Model):
                yield from declared(inner, (*path, key))


def word_of(name: str) -> str:
    """Give the word that stands in a text and nowhere else."""
    return "q" + name.replace(".", "").replace("_", "")


def samples(say: Say, line: Say, link: Say) -> Mapping[str, dict[str, Any]]:
    """Give incidents that have every text between them; `prose.*` is the body's."""
    updates = [
        {
            "at": "2026-11-02T09:10:00Z",
            "status": "investigating",
            "message": say("updates.message"),
        },
        {
            "at": "2026-11-02T09:20:00Z",
            "message": "Taken back.",
            "retracted": {"at": "2026-11-02T09:30:00Z", "why": say("updates.retracted.why")},
        },
        {"at": "2026-11-02T10:00:00Z", "status": "resolved", "message": "It works."},
    ]
    kept = {"due_on": "2026-11-08", "kept_on": "2026-11-07"}
    words = {key: say(f"updates.earlier.{key}") for key in ("why", "message", "do")}
    updates[0]["earlier"] = [{"until": "2026-11-02T09:15:00Z"} | words]
    full = CLOSED | {
        "title": line("title"),
        "summary": say("summary"),
        "class_reason": line("class_reason"),
        "affected": {
            key: say(f"affected.{key}")
            for key in ("who", "not_affected", "how_to_tell", "what_to_do")
        },
        "correction": {key: say(f"correction.{key}") for key in ("said", "correct")},
        "causes": [line("causes")],
        "updates": updates,
        "prevention": [
            {"id": "a", "promise": say("prevention.promise"), "owner": line("prevention.owner")}
            | kept
            | {"evidence": link("prevention.evidence"), "ticket": link("prevention.ticket")},
            {"id": "b", "promise": "B", "due_on": "2026-11-08"}
            | _changed("prevention", say, line, link)
            | {"withdrawn": {"on": "2026-11-07", "why": say("prevention.withdrawn.why")}},
        ],
        "make_good": [
            {"id": "c", "promise": say("make_good.promise"), "for": say("make_good.for")}
            | kept
            | {"evidence": link("make_good.evidence"), "ticket": link("make_good.ticket")},
            {"id": "d", "promise": "D", "for": "All", "due_on": "2026-11-08"}
            | _changed("make_good", say, line, link)
            | {"withdrawn": {"on": "2026-11-07", "why": say("make_good.withdrawn.why")}},
        ],
        "corrections": [{"at": "2026-11-06T09:00:00Z", "what": say("corrections.what")}],
        "waive": [{"rule": "no-apology", "why": line("waive.why")}],
        "body": f"## {line('prose.heading')}\n\n{say('prose.text')}\n",
    }
    nothing = CLOSED | {
        "title": "Nothing to promise",
        "updates": updates[:1] + updates[2:],
        "prevention": {"none": say("prevention.none")},
        "make_good": {"none": say("make_good.none")},
        "body": "## What happened\n\nIt fell over.\n",
    }
    return {
        "2026-11-02-full": full,
        "2026-11-03-nothing": nothing,
        "2026-11-09-open": _open(say),
        "2025-11-02-imported": _imported(line, link),
        "2026-11-12-planned": _planned(say),
        "2026-11-04-personal": _personal(line),
    }


def _changed(kind: str, say: Say, line: Say, link: Say) -> dict[str, Any]:
    """Give what a promise was before it was moved and changed."""
    texts = {key: say(f"{kind}.earlier.{key}") for key in ("why", "promise", "for")}
    plain = {"owner": line(f"{kind}.earlier.owner"), "evidence": link(f"{kind}.earlier.evidence")}
    moved = {"from": "2026-11-07", "on": "2026-11-06", "why": say(f"{kind}.moved.why")}
    return {"moved": [moved], "earlier": [{"on": "2026-11-06"} | texts | plain]}


def _open(say: Say) -> dict[str, Any]:
    first = {"at": "2026-11-09T09:10:00Z", "by": "2026-11-09T12:00:00Z"}
    later = {"at": "2026-11-09T11:00:00Z", "by": "2026-11-10T12:00:00Z"}
    return {
        "title": "Still open",
        "components": ["api"],
        "updates": [
            {
                "at": "2026-11-09T09:10:00Z",
                "status": "investigating",
                "message": "It fails.",
                "do": say("updates.do"),
            }
        ],
        "expected_fix": [first, later | {"reason": say("expected_fix.reason")}],
    }


def _planned(say: Say) -> dict[str, Any]:
    earlier = {"start": "2026-11-11T22:00:00Z", "end": "2026-11-11T23:00:00Z"}
    moved = earlier | {"at": "2026-11-08T09:00:00Z", "why": say("scheduled.moved.why")}
    window = {"start": "2026-11-12T22:00:00Z", "end": "2026-11-12T23:00:00Z"}
    return {
        "title": "Planned",
        "kind": "maintenance",
        "components": ["api"],
        "scheduled": window | {"announced_at": "2026-11-05T09:00:00Z", "moved": [moved]},
    }


def _imported(line: Say, link: Say) -> dict[str, Any]:
    return {
        "title": "Long ago",
        "components": ["api"],
        "source": {
            "system": line("source.system"),
            "url": link("source.url"),
            "kept": {A_KEY: line("source.kept")},
        },
        "updates": [{"at": "2025-11-02T09:10:00Z", "status": "resolved", "message": "It failed."}],
    }


def _personal(line: Say) -> dict[str, Any]:
    talk = {"medium": "phone", "by": "ana", "at": "2026-11-04T09:00:00Z"}
    return {
        "title": "A person",
        "class": "personal",
        "updates": [{"at": "2026-11-04T09:10:00Z", "status": "resolved", "message": "We spoke."}],
        "contacts": [talk | {"agreed": line("contacts.agreed")}],
    }


def write(incidents_dir: Path, sample: Mapping[str, dict[str, Any]]) -> None:
    """Write incidents as Markdown files, and the site's config beside them."""
    (incidents_dir / FOLDER).mkdir(parents=True, exist_ok=True)
    (incidents_dir / "statuspage.yml").write_text(yaml.safe_dump(CONFIG), encoding="utf-8")
    for id_, tree in sample.items():
        head = yaml.safe_dump(
            {k: v for k, v in tree.items() if k != "body"}, sort_keys=False, width=999
        )
        text = f"---\n{head}---\n{tree.get('body', '')}"
        (incidents_dir / FOLDER / f"{id_}.md").write_text(text, encoding="utf-8")


def with_links(incidents_dir: Path, prefix: str = "") -> Mapping[str, dict[str, Any]]:
    """Give the samples with a word and a link in each text, and make the files that they link to."""
    files = incidents_dir / FOLDER / "files"
    files.mkdir(parents=True, exist_ok=True)

    def say(name: str) -> str:
        word = prefix + word_of(name)
        (files / f"{word}.txt").write_text("a list\n", encoding="utf-8")
        return f"Of {word} there is [a list](files/{word}.txt)."

    return samples(
        say,
        lambda name: prefix + word_of(name),
        lambda name: f"https://x.example/{prefix}{word_of(name)}",
    )


def with_secret(field: str) -> Mapping[str, dict[str, Any]]:
    """Give the samples with an internal host in one text, and harmless words in the others."""

    def say(name: str) -> str:
        return "db-3.prod.internal" if name == field else "x"

    return samples(say, say, lambda name: f"https://{say(name).replace('x', 'x.example')}/")
