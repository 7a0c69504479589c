"""What monitoring systems send, as their own documentation shows it, is read into alarms."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import pytest

from mkdocs_statuspage.importers.alarm_payloads import SYSTEMS, Alarm, read_alarms
from mkdocs_statuspage.importers.history import CannotImport

BEGAN = datetime(2026, 11, 3, 9, 12, tzinfo=UTC)
ENDED = datetime(2026, 11, 3, 9, 31, tzinfo=UTC)
LABELS = {"alertname": "CheckoutErrors", "component": "checkout", "team": "blue"}
ALERT = {
    "status": "firing",
    "labels": LABELS,
    "annotations": {"summary": "<script>alert(1)</script>"},
    "startsAt": "2026-11-03T10:12:00.5+01:00",
    "endsAt": "0001-01-01T00:00:00Z",
    "generatorURL": "https://prometheus.internal/graph",
    "fingerprint": "c6eadffa33fcdf37",
}
OVER = ALERT | {"status": "resolved", "endsAt": "2026-11-03T09:31:00Z"}
KUMA = {"id": 7, "name": "Checkout", "url": "https://internal", "type": "http"}
PAGE = {"id": "y2", "status_indicator": "major", "status_description": "Partial outage"}
PAYLOADS: Mapping[str, tuple[str, Any, list[Alarm]]] = {
    "an alert": (
        "alertmanager",
        {"version": "4", "status": "firing", "groupKey": "{}", "alerts": [ALERT]},
        [
            Alarm(
                "c6eadffa33fcdf37",
                ("CheckoutErrors", "checkout"),
                True,
                BEGAN.replace(microsecond=500_000),
            )
        ],
    ),
    "two of a group, one over": (
        "grafana",
        {"receiver": "x", "orgId": 1, "state": "alerting", "alerts": [ALERT, OVER]},
        [
            Alarm(
                "c6eadffa33fcdf37",
                ("CheckoutErrors", "checkout"),
                firing,
                BEGAN.replace(microsecond=500_000),
                None if firing else ENDED,
            )
            for firing in (True, False)
        ],
    ),
    "a monitor that is down": (
        "kuma",
        {"heartbeat": {"status": 0, "time": "2026-11-03 09:12:00.000"}, "monitor": KUMA},
        [Alarm("7", ("Checkout",), True, BEGAN)],
    ),
    "a monitor that is up again": (
        "kuma",
        {"heartbeat": {"status": 1, "time": "2026-11-03 09:31:00"}, "monitor": KUMA, "msg": "ok"},
        [Alarm("7", ("Checkout",), False, None, ENDED)],
    ),
    "a monitor that is looked at again": (
        "kuma",
        {"heartbeat": {"status": 2, "time": "2026-11-03 09:12:00"}, "monitor": KUMA},
        [],
    ),
    "a trial of the address": (
        "kuma",
        {"heartbeat": None, "monitor": None, "msg": "Testing"},
        [],
    ),
    "an endpoint of a group": (
        "gatus",
        {"endpoint": "checkout", "group": "core", "state": "TRIGGERED"},
        [Alarm("core/checkout", ("core/checkout", "checkout"), True)],
    ),
    "an endpoint that answers again": (
        "gatus",
        {"endpoint": "checkout", "group": "", "state": "RESOLVED", "errors": "x"},
        [Alarm("checkout", ("checkout", "checkout"), False)],
    ),
    "another's incident": (
        "statuspage",
        {
            "meta": {"generated_at": "x"},
            "page": PAGE,
            "incident": {
                "id": "lbkhbwn21v5q",
                "name": "Cards are declined",
                "status": "identified",
                "impact": "major",
                "created_at": "2026-11-03T09:12:00.000Z",
                "resolved_at": None,
                "components": [{"id": "a", "name": "Acquirer", "status": "major_outage"}],
            },
        },
        [Alarm("lbkhbwn21v5q", ("Cards are declined", "Acquirer"), True, BEGAN)],
    ),
    "another's component that works again": (
        "statuspage",
        {
            "page": PAGE,
            "component_update": {
                "created_at": "2026-11-03T09:31:00Z",
                "new_status": "operational",
                "old_status": "major_outage",
                "component_id": "a",
            },
            "component": {"id": "a", "name": "Acquirer", "status": "operational"},
        },
        [Alarm("a", ("Acquirer",), False, None, ENDED)],
    ),
    "our own form, several at once": (
        "json",
        [
            {"id": "c1", "component": "checkout", "state": "firing", "since": "2026-11-03T09:12Z"},
            {"id": "c2", "name": "Web", "state": "ended", "until": "2026-11-03T09:31Z"},
        ],
        [
            Alarm("c1", ("checkout",), True, BEGAN),
            Alarm("c2", ("Web",), False, None, ENDED),
        ],
    ),
}


@pytest.mark.parametrize("case", PAYLOADS)
def test_a_payload_is_read(case: str) -> None:
    """What fires, what it is called, since when and until when."""
    system, payload, expected = PAYLOADS[case]
    assert list(read_alarms(system, json.dumps(payload).encode())) == expected


def test_each_system_has_a_payload_here() -> None:
    """A form that nobody has tried is a guess."""
    assert {system for system, _, _ in PAYLOADS.values()} == set(SYSTEMS)


@pytest.mark.parametrize("system", SYSTEMS)
@pytest.mark.parametrize(
    ("payload", "said"),
    [
        (b"", "not JSON at 1:1"),
        (b"<html>Log in</html>", "not JSON at 1:1"),
        (b'{"alerts": [', "not JSON"),
        (b"\xff\xfe{", "not UTF-8 at byte 0"),
        (b"null", "no payload of"),
        (b'{"unknown": 1, "alerts": {}, "monitor": 3, "component": 4, "id": {}}', "no payload of"),
        (b"[" * 100_000, "nested too deep"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_payload_is_told(system: str, payload: bytes, said: str) -> None:
    """The place, and what to send instead."""
    with pytest.raises(CannotImport, match=said) as refused:
        read_alarms(system, payload)
    assert f"statuspage hook {system}" in refused.value.help
