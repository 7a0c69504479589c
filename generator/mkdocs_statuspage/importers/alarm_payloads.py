"""What monitoring systems send when something fires or ends, read into alarms.

No word of a payload is ever shown to anybody: it only names what fires, since when, and until when.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from mkdocs_statuspage.importers.foreign_values import read_instant
from mkdocs_statuspage.importers.history import CannotImport


@dataclass(frozen=True)
class Alarm:
    """One thing that monitoring says."""

    fingerprint: str
    """What the system knows it by, however often it fires."""
    names: tuple[str, ...]
    """What it is called, by which a component is found."""
    is_firing: bool
    began_at: datetime | None = None
    """None where the system does not say."""
    ended_at: datetime | None = None


class _Part(BaseModel):
    """A part of a payload; what else stands in it is not read."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


class _Alert(_Part):
    status: Literal["firing", "resolved"]
    labels: Mapping[str, str] = {}
    starts_at: str = Field("", alias="startsAt")
    ends_at: str = Field("", alias="endsAt")
    fingerprint: str = ""

    def alarm(self) -> Alarm:
        labels = sorted(self.labels.items())
        wanted = ("alertname", "component", "service", "job")
        return Alarm(
            self.fingerprint or json.dumps(labels),
            tuple(self.labels[key] for key in wanted if self.labels.get(key)),
            self.status == "firing",
            _instant(self.starts_at),
            _instant(self.ends_at) if self.status == "resolved" else None,
        )


class _Alerts(_Part):
    """Alertmanager's form, which Grafana has too."""

    alerts: tuple[_Alert, ...]

    def alarms(self) -> Iterator[Alarm]:
        return (alert.alarm() for alert in self.alerts)


class _Monitor(_Part):
    id: str
    name: str


class _Heartbeat(_Part):
    status: int
    time: str = ""


class _Kuma(_Part):
    """Uptime Kuma's: 0 is down, 1 is up; its times are UTC. A trial of the address has neither part."""

    monitor: _Monitor | None
    heartbeat: _Heartbeat | None

    def alarms(self) -> Iterator[Alarm]:
        if self.monitor is None or self.heartbeat is None or self.heartbeat.status not in (0, 1):
            return
        is_down, at = self.heartbeat.status == 0, _instant(self.heartbeat.time)
        yield Alarm(
            self.monitor.id,
            (self.monitor.name,),
            is_down,
            at if is_down else None,
            None if is_down else at,
        )


class _Gatus(_Part):
    """What the guide tells to write as the body of Gatus' custom alert."""

    endpoint: str
    group: str = ""
    state: Literal["TRIGGERED", "RESOLVED"]

    def alarms(self) -> Iterator[Alarm]:
        name = f"{self.group}/{self.endpoint}" if self.group else self.endpoint
        yield Alarm(name, (name, self.endpoint), self.state == "TRIGGERED")


class _Named(_Part):
    id: str
    name: str = ""


class _ForeignIncident(_Named):
    status: str
    created_at: str = ""
    resolved_at: str | None = None
    components: tuple[_Named, ...] = ()


class _ForeignComponent(_Named):
    status: str


class _ComponentChange(_Part):
    created_at: str = ""


class _Statuspage(_Part):
    """What another's status page tells its subscribers: of an incident, or of a component."""

    incident: _ForeignIncident | None = None
    component: _ForeignComponent | None = None
    component_update: _ComponentChange = _ComponentChange()

    def alarms(self) -> Iterator[Alarm]:
        if (it := self.incident) is not None:
            yield Alarm(
                it.id,
                (it.name, *(component.name for component in it.components)),
                it.status not in ("resolved", "postmortem", "completed"),
                _instant(it.created_at),
                _instant(it.resolved_at),
            )
        elif (part := self.component) is not None:
            works, at = part.status == "operational", _instant(self.component_update.created_at)
            yield Alarm(
                part.id, (part.name,), not works, None if works else at, at if works else None
            )


class _Simple(_Part):
    """Our own form, for whatever can send JSON."""

    id: str
    name: str = ""
    component: str = ""
    state: Literal["firing", "ended"]
    since: str = ""
    until: str = ""

    def alarms(self) -> Iterator[Alarm]:
        names = tuple(filter(None, (self.component, self.name))) or (self.id,)
        is_firing = self.state == "firing"
        ended_at = None if is_firing else _instant(self.until)
        yield Alarm(self.id, names, is_firing, _instant(self.since), ended_at)


SYSTEMS: Mapping[str, type[_Alerts | _Kuma | _Gatus | _Statuspage | _Simple]] = {
    "alertmanager": _Alerts,
    "grafana": _Alerts,
    "kuma": _Kuma,
    "gatus": _Gatus,
    "statuspage": _Statuspage,
    "json": _Simple,
}
"""The form of each system's payload, by the name that the command line knows."""


def read_alarms(system: str, payload: bytes) -> tuple[Alarm, ...]:
    """Read what a system has sent.

    Raises:
        CannotImport: it is not JSON, or not of that system's form; says where.
    """
    form = SYSTEMS[system]
    try:
        content = json.loads(payload.decode("utf-8-sig"))
        parts = content if isinstance(content, list) else [content]
        return tuple(a for part in parts for a in form.model_validate(part).alarms())
    except UnicodeDecodeError as error:
        message = f"the payload is not UTF-8 at byte {error.start}"
    except json.JSONDecodeError as error:
        message = f"the payload is not JSON at {error.lineno}:{error.colno}: {error.msg}"
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "its beginning"
        message = f"this is no payload of {system}: {place}: {first['msg']}"
    except (RecursionError, ValueError):
        message = "the payload is nested too deep, or holds too long a number"
    raise CannotImport(
        message, f"send what {system} sent as it is: statuspage hook {system} < FILE"
    )


def _instant(value: str | None) -> datetime | None:
    """Read a moment of a payload; those before 1970 stand for none there."""
    return read_instant(value, UTC, "its time", [])
