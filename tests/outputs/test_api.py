"""The API: what Statuspage's clients read is there, is right, and keeps its ids."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator

from mkdocs_statuspage.model.statuses import ComponentStatus
from mkdocs_statuspage.outputs.api.api_incidents import incident_extras
from mkdocs_statuspage.outputs.view.standpoint import Standpoint
from mkdocs_statuspage.outputs.view.update_views import next_word
from mkdocs_statuspage.site import Site, load_site
from outputs.library import NOW, URL, as_bytes, copied, made, site

SCHEMAS = Path(__file__).parent / "schemas"
SCHEMA_OF = {
    "incidents/unresolved": "incidents",
    "scheduled-maintenances/upcoming": "scheduled-maintenances",
    "scheduled-maintenances/active": "scheduled-maintenances",
}
LISTS = (
    "summary",
    "status",
    "components",
    "incidents",
    "incidents/unresolved",
    "scheduled-maintenances",
    "scheduled-maintenances/upcoming",
    "scheduled-maintenances/active",
)
STATUSES = {
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
}
"""What Statuspage's clients know of a component; they stop at any other word."""
SHARED = os.environ.get("STATUSPAGE_SHARED")


def api(of: Site) -> dict[str, Any]:
    """Give every document of the API by its name."""
    return {
        path.removeprefix("api/v2/").removesuffix(".json"): json.loads(text)
        for path, text in made(of).items()
        if path.startswith("api/v2/")
    }


def validator(name: str) -> Draft202012Validator:
    single = name.startswith("incidents/") and name not in SCHEMA_OF
    schema = SCHEMAS / f"{'incident' if single else SCHEMA_OF.get(name, name)}.json"
    return Draft202012Validator(json.loads(schema.read_text("utf-8")))


@pytest.mark.parametrize("name", ["rich", "well", "incident", "maintenance"])
def test_every_document_fits_its_schema(name: str) -> None:
    """Each document has all of Statuspage's keys, and none besides but our one."""
    documents = api(site(name))
    assert set(LISTS) <= documents.keys()
    for path, document in documents.items():
        validator(path).validate(document)


@pytest.mark.skipif(not SHARED, reason="STATUSPAGE_SHARED names no folder of real documents")
def test_the_schemas_fit_real_documents() -> None:
    """What real Statuspages said fits the schemas, so these are no invention of ours."""
    folder = Path(SHARED or "") / "data" / "statuspage"
    for file in [*folder.glob("discord-docs/*.json"), *folder.glob("github-stactus/*.json")]:
        name = file.stem.replace("_", "/", 1)
        if name in LISTS:
            document = json.loads(file.read_text("utf-8"))
            page = {"id": "00000000", "name": "x", "url": "", "time_zone": "UTC"}
            page["updated_at"] = "2020-01-01T00:00:00.000Z"
            validator(name).validate({"page": page} | document)


def test_nothing_that_clients_take_for_granted_is_null() -> None:
    """Names, states, impacts and lists are always there."""
    strict = {"components", "impact", "incidents", "name", "scheduled_maintenances", "status"}

    def walk(tree: Any) -> None:
        if isinstance(tree, dict):
            for key, value in tree.items():
                assert key not in strict or value is not None, key
                walk(value)
        elif isinstance(tree, list):
            for value in tree:
                walk(value)

    walk(api(site()))


@pytest.mark.parametrize(
    ("name", "indicator", "description"),
    [
        ("well", "none", "All Systems Operational"),
        ("incident", "critical", "Major Service Outage"),
        ("maintenance", "maintenance", "Service Under Maintenance"),
    ],
)
def test_the_status_is_in_statuspages_words(name: str, indicator: str, description: str) -> None:
    """Clients compare with these very words."""
    status = api(site(name))["status"]["status"]
    assert status == {"indicator": indicator, "description": description}


def test_what_is_watched_is_not_all_well(tmp_path: Path) -> None:
    """While a fix is watched the indicator is no greener than the open incident."""
    folder = copied("incident", tmp_path)
    with (folder / "2026-11-10-checkout-down.yml").open("a", encoding="utf-8") as file:
        file.write(
            "  - id: third\n    at: 2026-11-10T08:29:00Z\n    status: monitoring\n"
            "    components: {shop: operational}\n    message: It works again.\n"
        )
    documents = api(load_site(folder, NOW, URL))
    assert documents["status"]["status"]["indicator"] == "minor"
    assert documents["components"]["components"][0]["status"] == "operational"


def test_maintenance_is_never_among_incidents() -> None:
    """Planned work has lists of its own."""
    documents = api(site("maintenance"))
    assert [i["name"] for i in documents["incidents"]["incidents"]] == ["Search was slow"]
    assert documents["summary"]["incidents"] == []
    assert [m["status"] for m in documents["summary"]["scheduled_maintenances"]] == [
        "in_progress",
        "scheduled",
    ]
    (active,) = documents["scheduled-maintenances/active"]["scheduled_maintenances"]
    (upcoming,) = documents["scheduled-maintenances/upcoming"]["scheduled_maintenances"]
    assert (active["name"], upcoming["name"]) == (
        "New shelves for the shop",
        "A new roof for lending",
    )


def test_a_group_stands_before_its_components() -> None:
    """Clients draw groups from the ids that components and groups hold of each other."""
    group, shop, payments, lending = api(site())["components"]["components"]
    assert group["group"]
    assert group["components"] == [shop["id"], payments["id"]]
    assert shop["group_id"] == payments["group_id"] == group["id"]
    assert lending["group_id"] is None
    assert group["status"] == "major_outage"


def test_a_retired_component_is_not_listed() -> None:
    """What no longer exists has no status."""
    assert "Telegraph" not in [c["name"] for c in api(site())["components"]["components"]]


def test_a_published_report_is_a_postmortem() -> None:
    """An incident whose report is out says so as Statuspage does, with the report on top."""
    incidents = api(site())["incidents"]["incidents"]
    lent = next(i for i in incidents if i["name"] == "214 books were lent twice")
    assert lent["status"] == "postmortem"
    assert [u["status"] for u in lent["incident_updates"]] == [
        "postmortem",
        "resolved",
        "monitoring",
        "investigating",
    ]
    assert lent["x_statuspage"]["report_url"] == f"{URL}incidents/2026-09-01-books-lent-twice/"
    assert lent["x_statuspage"]["retracted"][0]["why"] == "It was not the scanner."
    assert [p["id"] for p in lent["x_statuspage"]["promises"]] == ["one-reader", "rehearse", "fees"]


@pytest.mark.parametrize("status", ComponentStatus)
def test_a_status_is_one_that_clients_know(status: ComponentStatus, tmp_path: Path) -> None:
    """Of a component, of its group, and from one update to the next; a status of our own is said in their words."""
    folder = copied("incident", tmp_path)
    config, file = folder / "statuspage.yml", folder / "2026-11-10-checkout-down.yml"
    config.write_text(config.read_text("utf-8").replace("{name: Shop}", "{name: Shop, group: All}"))
    file.write_text(file.read_text("utf-8").replace("major_outage", status))
    documents = api(load_site(folder, NOW, URL))
    said = set(re.findall(r'"(?:old|new)_status": "(\w+)"', json.dumps(documents)))
    said |= {one["status"] for one in documents["components"]["components"]}
    assert said - STATUSES == set(), "map it in outputs/api/: api_components.py, api_incidents.py"


def test_an_update_says_what_changed() -> None:
    """Each update names the components that it concerns, from one status to the next."""
    documents = api(site("incident"))
    (incident,) = documents["incidents/unresolved"]["incidents"]
    changes = [
        (c["old_status"], c["new_status"])
        for update in incident["incident_updates"][::-1]
        for c in update["affected_components"]
    ]
    assert changes == [("operational", "major_outage"), ("major_outage", "major_outage")]


def test_what_came_from_statuspage_keeps_its_ids() -> None:
    """Clients that remember an incident know it again after the move."""
    incident = api(site())["incidents/k2m4v8x1q7c3"]["incident"]
    assert incident["id"] == "k2m4v8x1q7c3"
    assert [u["id"] for u in incident["incident_updates"]] == ["t9w3n6b5h2zd", "p4r8j1s6y0fg"]


def test_a_foreign_id_is_no_path() -> None:
    """An id that could lead out of the folder is replaced by one of ours."""
    whole = site()
    source = whole.by_id["2019-05-06-lifts"].incident.source
    assert source is not None
    incidents = tuple(
        one.model_copy(update={"source": source.model_copy(update={"id": "../../index"})})
        for one in whole.incidents
    )
    evil = Site(whole.config, whole.now, whole.incidents_dir, whole.url, incidents)
    assert all(len(path.split("/")) <= 4 and ".." not in path for path in made(evil))


def test_ids_have_statuspages_shape_and_stay() -> None:
    """Twelve small letters and digits, the same at another address."""
    here, there = api(site()), api(site(url="https://elsewhere.example/"))
    assert here.keys() == there.keys()
    found = [c["id"] for c in here["components"]["components"]]
    assert all(len(id_) == 12 and id_.isalnum() and id_ == id_.lower() for id_ in found)
    assert len(set(found)) == len(found)


def test_every_listed_incident_has_a_document() -> None:
    """A client that asks for one incident by the id in the list gets it."""
    documents = api(site())
    for incident in documents["incidents"]["incidents"]:
        assert documents[f"incidents/{incident['id']}"]["incident"] == incident


def test_no_client_gets_markup() -> None:
    """A body that was written with tags has only their words."""
    (incident,) = api(site())["incidents/unresolved"]["incidents"]
    assert incident["incident_updates"][0]["body"] == (
        "Still looking, at the card terminal’s clock now."
    )


LINKING = """\
title: The till is wrong
started_at: 2026-11-09T10:00:00Z
affected: {who: TEXT, not_affected: TEXT, how_to_tell: TEXT, what_to_do: TEXT, count: 3}
correction: {said: TEXT, correct: TEXT}
updates:
  - {id: a, at: 2026-11-09T10:05:00Z, do: TEXT, message: TEXT}
  - {id: b, at: 2026-11-09T10:06:00Z, message: TEXT, retracted: {at: 2026-11-09T10:07:00Z, why: TEXT}}
  - {id: c, at: 2026-11-09T11:00:00Z, status: resolved, message: Right.}
prevention: [{id: p, promise: TEXT, due_on: 2026-12-01, withdrawn: {on: 2026-11-09, why: TEXT}}]
make_good: [{id: m, promise: TEXT, due_on: 2026-12-01}]
signed_by: ana
report: {published_at: 2026-11-09T12:00:00Z}
"""
LENIENT = """
people: {ana: {name: Ana Reis, role: Head of Shops, reply_to: ana@harbour.example}}
policy:
  classes:
    affecting: {sections: [], needs: [], prevention: {at_least: 0, owner: optional, due_on: optional}, make_good: null, reviewers: 0}
"""


def test_no_text_of_ours_has_markup_or_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    """What stands under our own key, and of components, reads as the body of an update does."""
    folder, text = copied("well", tmp_path), '"See *the* [search](2026-10-01-slow-search.yml)."'
    (folder / "2026-11-09-till.yml").write_text(LINKING.replace("TEXT", text), "utf-8")
    config = folder / "statuspage.yml"
    described = config.read_text("utf-8").replace(
        "{name: Shop}", f"{{name: Shop, description: {text}}}"
    )
    config.write_text(described + LENIENT)
    documents = api(load_site(folder, NOW, URL))
    (told,) = (i for i in documents["incidents"]["incidents"] if i["name"] == "The till is wrong")
    said = json.dumps(
        [told["x_statuspage"], [u["x_statuspage"] for u in told["incident_updates"][1:]]]
    )
    plain = f"See the search ({URL}incidents/2026-10-01-slow-search/)."
    assert said.count(plain) == 11
    assert documents["components"]["components"][0]["description"] == plain
    assert not re.search(r"[*\[]{1}\w|\.yml", json.dumps(documents))


def test_a_page_left_open_finds_the_headline() -> None:
    """The status page's own script reads what to say from the summary."""
    extras = api(site("incident"))["summary"]["x_statuspage"]
    assert extras == {
        "headline": {"level": "major", "title": "Nobody can pay"},
        "next_update_by": "2026-11-10T08:50:00Z",
    }


@pytest.mark.parametrize("name", ["rich", "well", "incident", "maintenance"])
def test_the_next_word_is_due_when_the_page_says_so(name: str) -> None:
    """The API and each incident's page take it from one clock."""
    here = Standpoint.of(site(name))
    for course in here.site.told:
        told, shown = incident_extras(course, here), next_word(course, here)
        assert told["next_update_by"] == (shown.time.at if shown else None), course.incident.id


def test_no_word_is_due_for_what_nobody_waits_for(tmp_path: Path) -> None:
    """A notice and planned work owe no update, however long they stay open."""
    folder, begun = copied("well", tmp_path), "started_at: 2026-11-03T10:00:00Z\n"
    said = "updates:\n  - {id: a, at: 2026-11-03T10:05:00Z, message: It is so.}\n"
    window = "scheduled: {start: 2026-11-03T10:00:00Z, end: 2026-12-12T12:00:00Z}\n"
    (folder / "2026-11-03-note.yml").write_text(f"title: Hours\nkind: notice\n{begun}{said}")
    (folder / "2026-11-03-work.yml").write_text(f"title: Work\nkind: maintenance\n{window}{said}")
    documents = api(load_site(folder, NOW, URL))
    summary = documents["summary"]
    for listed in (*summary["incidents"], *summary["scheduled_maintenances"]):
        assert listed["x_statuspage"]["next_update_by"] is None, listed["name"]
    assert len(summary["incidents"]) == len(summary["scheduled_maintenances"]) == 1
    for name in ("summary", "status"):
        assert documents[name]["x_statuspage"]["next_update_by"] is None


def test_nothing_unpublished_is_in_it() -> None:
    """Drafts and classes that are never published are in no document."""
    assert "nobody may see" not in json.dumps(api(site()))


SAID = """\
title: The lights are out
kind: maintenance
started_at: 2026-11-09T10:00:00Z
scheduled: {start: 2026-11-09T10:00:00Z, end: 2026-11-12T12:00:00Z}
updates:
  - id: a
    at: 2026-11-09T10:05:00Z
    status: in_progress
    message: |
      ~~Ten~~ eleven, [as last time](2026-11-08-dark.yml):
      - [how](https://x.example/)
      - SIGN

      | a | b |
      |---|---|
      | 1 | 2 |
"""
TEXT = """\
~~Ten~~ eleven, as last time (https://status.example/incidents/2026-11-08-dark/):

- how (https://x.example/)
- SIGN

a | b
1 | 2"""


@pytest.mark.parametrize(("sign", "read"), [("so", "so"), ("a < b", "a < b"), ("<b>so</b>", "so")])
def test_a_text_without_markup_is_the_same_wherever_there_is_one(
    sign: str, read: str, tmp_path: Path
) -> None:
    """In the API, the calendar and JSON Feed, whether it holds a tag or not."""
    folder = copied("well", tmp_path)
    (folder / "2026-11-09-lights.yml").write_text(SAID.replace("SIGN", sign), "utf-8")
    dark = SAID.split("kind:", maxsplit=1)[0] + "started_at: 2026-11-08T10:00:00Z\n"
    update = "{id: a, at: 2026-11-08T10:00:00Z, status: resolved, message: Lit.}"
    (folder / "2026-11-08-dark.yml").write_text(f"{dark}updates:\n  - {update}\n", "utf-8")
    whole = load_site(folder, NOW, "https://status.example/")
    wanted = TEXT.replace("SIGN", read)
    (course,) = (c for c in whole.courses if c.incident.id == "2026-11-09-lights")
    (one,) = api(whole)["scheduled-maintenances/active"]["scheduled_maintenances"]
    assert one["incident_updates"][0]["body"] == wanted
    calendar = Calendar.from_ical(as_bytes(made(whole)["calendar.ics"]))
    descriptions = [str(event["description"]) for event in calendar.walk("VEVENT")]
    assert f"{wanted}\n\nhttps://status.example/incidents/{course.incident.id}/" in descriptions
    items = json.loads(as_bytes(made(whole)["feed.json"]))["items"]
    assert any(wanted in item["content_text"] for item in items)
