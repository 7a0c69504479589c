"""Five sites on which every kind of page is looked at: the example, day one, an import, much at once, right to left."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from browser.library import PAGE_TYPES, ROOT, built

Paths = Mapping[str, str]
"""Where one of each kind of page stands on a site, by the name of the kind."""

GROUPS = {
    "Frankfurt": 9,
    "Virginia": 9,
    "Singapore": 9,
    "Network": 12,
    "Account": 6,
    "Builds": 8,
    "Mail": 7,
}
MKDOCS = """\
site_name: {name}
site_url: https://status.northwind.example/
docs_dir: incidents
theme: {{name: material, font: false}}
plugins: [search, statuspage]
"""


def write(path: Path, tree: Mapping[str, Any]) -> None:
    """Write a file of a site."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(dict(tree), allow_unicode=True, sort_keys=False), "utf-8")


def _component_ids() -> Iterator[tuple[str, str, int]]:
    for group, count in GROUPS.items():
        for number in range(count):
            yield f"{group.lower()}-{number}", group, number


def _incident(name: str, statuses: dict[str, str], minute: int, **more: object) -> dict[str, Any]:
    first = {"id": "a", "at": f"2026-11-18T08:{minute}:00Z", "status": "investigating"}
    word = {"message": f"{name}. We are looking for the cause.", "components": statuses}
    return {"title": name, "components": list(statuses), "updates": [first | word], **more}


def _statuses() -> dict[str, str]:
    """Give the states of thirteen components: one region is down, and a part of another is slow."""
    down = {f"frankfurt-{n}": "major_outage" for n in range(9)}
    return down | {f"virginia-{n}": "degraded_performance" for n in range(4)}


MAJOR = _incident(
    "Virtual machines in Frankfurt do not start",
    _statuses(),
    12,
    affected={
        "who": "Your machines run in Frankfurt, and their disk is a volume. About 3,400 customers.",
        "not_affected": "Machines with local disks, and everything in Singapore.",
        "how_to_tell": "The console shows “waiting for volume” for longer than two minutes.",
        "what_to_do": "Start a copy in zone D from last night's snapshot.",
    },
)
OTHERS = (
    _incident("Payouts are late", {"account-0": "partial_outage"}, 20),
    _incident("Search is slow", {"builds-1": "degraded_performance"}, 30),
)


def write_sixty(folder: Path, count: int) -> None:
    """Write a site of sixty components on which so many things are open, up to three."""
    (folder / "incidents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS.format(name="Northwind Cloud"))
    config = {
        "site_id": "cloud",
        "clock": "2026-11-18T10:12:00Z",
        "organisation": {"name": "Northwind Cloud"},
        "timezone": "Europe/Berlin",
        "components": {
            id_: {"name": f"Service {number}", "group": group, "since": "2026-01-01"}
            for id_, group, number in _component_ids()
        },
    }
    write(folder / "incidents/statuspage.yml", config)
    for number, one in enumerate([MAJOR, *OTHERS][:count]):
        write(folder / f"incidents/2026-11-18-{number}.yml", one)


def _write_first_day(folder: Path) -> None:
    """Make what `statuspage init` makes."""
    url = ("--url", "https://status.northwind.example/")
    _statuspage(folder.parent, "init", folder.name, "--name", "Harbour Books", *url)


def _write_import(folder: Path) -> None:
    """Bring the history of another system's whole page, as its owner does."""
    source = ROOT / "tests/importers/cases/whole-page/source"
    _write_first_day(folder)
    _statuspage(folder, "import", "statuspage", str(source), "--into", ".", "--write")


def _statuspage(folder: Path, *args: str) -> None:
    program = Path(sys.executable).with_name("statuspage")
    environment = os.environ | {"GIT_CEILING_DIRECTORIES": str(folder.parent)}
    command = [str(program), *args]
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def _write_right_to_left(folder: Path) -> None:
    """Write a site in Hebrew, whose components, people and addresses are partly in Latin letters."""
    (folder / "incidents").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(MKDOCS.format(name="נמל ספרים"), "utf-8")
    for name, text in RIGHT_TO_LEFT.items():
        (folder / "incidents" / name).write_text(text, "utf-8")


RIGHT_TO_LEFT = {
    "statuspage.yml": """\
site_id: harbour
clock: 2026-11-18T10:12:00Z
organisation: {name: נמל ספרים, url: "https://harbour.example", mission: ספרים לכל בית.}
language: he
timezone: Asia/Jerusalem
contact: help@harbour.example
people:
  ana: {name: Ana Reis, role: מנכ״לית, reply_to: ana@harbour.example}
components:
  shop: {name: החנות, description: קנייה באתר, since: 2026-01-01}
  checkout: {name: Checkout API v2, group: API, since: 2026-01-01}
  search: {name: Search, group: API, since: 2026-01-01}
""",
    "2026-11-18-card-payments.md": """\
---
title: תשלומים בכרטיס נכשלים ב-Checkout API v2
started_at: 2026-11-18T08:05:00Z
components: [checkout]
affected:
  who: שילמתם בכרטיס Visa מאז 10:05. כ-40 הזמנות.
  not_affected: תשלומים ב-PayPal.
  how_to_tell: ההודעה `card_declined` מופיעה.
  what_to_do: נסו שוב עם כרטיס אחר.
updates:
  - {id: a, at: 2026-11-18T08:10:00Z, status: investigating, components: {checkout: partial_outage}, message: "אנחנו בודקים את https://pay.example/status."}
  - {id: b, at: 2026-11-18T09:40:00Z, status: identified, next_update_by: 2026-11-18T11:00:00Z, message: "הסיבה היא תעודה שפגה (certificate expired)."}
---
""",
    "2026-10-20-search.md": """\
---
title: החיפוש לא מצא ספרים
started_at: 2026-10-20T10:00:00Z
detected_at: 2026-10-20T10:20:00Z
resolved_at: 2026-10-20T12:00:00Z
class: affecting
signed_by: ana
components: [search]
affected: {who: חיפשתם ספר. כ-120 לקוחות., not_affected: מי שקנה ישר., how_to_tell: הרשימה הייתה ריקה.}
updates:
  - {id: a, at: 2026-10-20T10:30:00Z, status: investigating, components: {search: major_outage}, message: החיפוש ריק.}
  - {id: b, at: 2026-10-20T12:00:00Z, status: resolved, components: {search: operational}, message: החיפוש חזר.}
report: {published_at: 2026-10-22T10:00:00Z}
source: {system: before}
prevention:
  - {id: p, promise: בדיקה של ה-index בכל לילה, owner: ana, due_on: 2026-11-01, kept_on: 2026-10-30, evidence: "https://harbour.example/index-check"}
  - {id: q, promise: התראה תוך חמש דקות, owner: ana, due_on: 2026-12-01}
---
## מה קרה

מ-12:00 עד 14:00 החיפוש ב-`search-2` לא מצא דבר.

| API | חיפושים | נכשלו | חלק |
|---|---|--:|:-:|
| search-2 | 1,200 | 120 | 10 |

- API נפל

### 2026

## למה

ה-index נמחק בטעות.

## Root cause

- Somebody deleted the index.

| Name | Searches |
|---|---|
| search-2 | 1,200 |
""",
    "2026-11-25-move.yml": """\
title: העברת מסד הנתונים (PostgreSQL 17)
kind: maintenance
components: [shop, checkout]
scheduled: {start: 2026-11-25T01:00:00Z, end: 2026-11-25T03:00:00Z}
updates:
  - {id: s, at: 2026-11-17T09:00:00Z, status: scheduled, message: החנות תהיה סגורה שעתיים.}
""",
}


def pages_in(site: Path) -> Paths:
    """Find one page of each kind of a built site, by where it stands; of incidents, all."""
    found: dict[str, str] = {"status": "", "not found": "no-such-page/"}
    for path in sorted(site.rglob("index.html")):
        address = path.parent.relative_to(site).as_posix()
        if address == "." or 'http-equiv="refresh"' in path.read_text("utf-8"):
            continue
        first, _, rest = address.partition("/")
        is_single = first != "incidents" and bool(rest)
        found.setdefault(f"{first} one" if is_single else address.replace("/", " "), f"{address}/")
    return found


MADE: Mapping[str, Callable[[Path], None]] = {
    "day one": _write_first_day,
    "import": _write_import,
    "sixty": lambda folder: write_sixty(folder, 3),
    "right to left": _write_right_to_left,
}
"""What writes each of the sites but the example."""
SITES = ("example", *MADE)


def made_site(name: str, folder: Path) -> Paths:
    """Build one of the five sites into `FOLDER/site`, and say where its pages are."""
    if name == "example":
        built(ROOT, folder / "site")
        return PAGE_TYPES
    MADE[name](folder / "owner")
    built(folder / "owner", folder / "site")
    return pages_in(folder / "site")
