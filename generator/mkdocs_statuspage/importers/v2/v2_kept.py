"""What the v2 JSON has that has no place here: fields that nobody here reads, kept as they were."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from mkdocs_statuspage.importers.v2.gather import Raw, objects_of, text_of

_READ = frozenset(
    "id name status impact shortlink created_at started_at resolved_at scheduled_for scheduled_until components"
    " incident_updates postmortem_body postmortem_published_at body display_at affected_components".split()
)
_MACHINERY = frozenset(
    "page_id incident_id updated_at monitoring_at reminder_intervals deliver_notifications tweet_id twitter_updated_at"
    " wants_twitter_update backfilled impact_override scheduled_remind_prior scheduled_reminded_at scheduled_auto_in_progress"
    " scheduled_auto_completed auto_transition_deliver_notifications_at_end auto_transition_deliver_notifications_at_start"
    " auto_transition_to_maintenance_state auto_transition_to_operational_state postmortem_body_last_updated_at"
    " postmortem_ignored postmortem_notified_subscribers postmortem_notified_twitter".split()
)
"""What Statuspage needs for itself: who was notified, when a text was last touched, what it is to do by the clock."""


def kept_fields(raw: Raw) -> Iterator[tuple[str, str]]:
    """Yield every field of an incident and of its updates that has no place here, by its name there."""
    yield from _beyond(raw, "")
    for number, update in enumerate(objects_of(raw, "incident_updates", []), 1):
        yield from _beyond(update, f"update {text_of(update, 'id') or number}: ")


def _beyond(raw: Raw, where: str) -> Iterable[tuple[str, str]]:
    for key, value in raw.items():
        if key not in _READ | _MACHINERY and value not in (None, "", False, [], {}):
            yield f"{where}{key}", _as_text(value)


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
