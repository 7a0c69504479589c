"""What the review says of an incident, whose report it reads as it stands among the rest of its file."""

from pathlib import Path

from mkdocs_statuspage.policy.incident_review import review_incidents
from mkdocs_statuspage.reading.folder import read_folder

CONFIG = "site_id: acme\norganisation: {name: Acme}\ntimezone: UTC\n"
FILE = """\
---
title: Cards failed
started_at: 2026-11-20T10:00:00Z
updates:
  - {id: a, at: 2026-11-20T10:05:00Z, status: resolved, message: Cards work again.}
---
## What happened
<!-- ask db-3.prod.internal
We take your security very seriously. -->

We broke it, [as we said][1].

<!-- the key is in vault.corp.internal -->
## Why it happened

We take your privacy very seriously.

[1]: https://acme.example/take-it-very-seriously
"""


def test_comments_are_read_for_secrets_alone(tmp_path: Path) -> None:
    """A file is read by others for good, so that a host in a comment has left the house; readers of the page see none."""
    (tmp_path / "statuspage.yml").write_text(CONFIG)
    (tmp_path / "2026-11-20-cards.md").write_text(FILE)
    reading = read_folder(tmp_path)
    assert reading.config
    reviewed = review_incidents(
        reading.incidents, reading.config, lambda incident: reading.marks_of(incident.path)
    )
    findings = reviewed["2026-11-20-cards"].findings
    assert [(f.rule, f.place.line, f.text) for f in findings if f.text] == [
        ("leak", 8, "db-3.prod.internal"),
        ("leak", 13, "vault.corp.internal"),
        ("stock-phrase", 16, "take your privacy very seriously"),
    ]


APOLOGY = "Pedimos desculpa por não terem conseguido pagar com cartão durante quase duas horas na segunda-feira."


def test_a_copy_is_found_in_a_language_of_a_region(tmp_path: Path) -> None:
    """A report that says sorry in the words of an earlier one says it in Brazil too."""
    (tmp_path / "statuspage.yml").write_text(f"{CONFIG}language: pt-BR\n")
    for day in (20, 21):
        text = FILE.replace("2026-11-20", f"2026-11-{day}").partition("## What")[0]
        (tmp_path / f"2026-11-{day}-cards.md").write_text(
            f"{text}## O que aconteceu\n\n{APOLOGY}\n"
        )
    reading = read_folder(tmp_path)
    assert reading.config
    reviewed = review_incidents(
        reading.incidents, reading.config, lambda i: reading.marks_of(i.path)
    )
    rules = [{finding.rule for finding in of_one.findings} for of_one in reviewed.values()]
    assert ["near-copy" in found for found in rules] == [False, True]
