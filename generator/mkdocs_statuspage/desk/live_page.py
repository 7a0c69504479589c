"""The page as visitors get it: whether it answers, how old it is, and what a server's clock says."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request as WebRequest
from urllib.request import urlopen

SECONDS = 10.0
"""How long a server may take to answer."""
LARGEST = 5_000_000
"""More bytes than that are read of nothing."""


@dataclass(frozen=True)
class LivePage:
    """What was seen of a page."""

    url: str
    problem: str = ""
    """Why nothing was seen; empty where something was."""
    built_at: datetime | None = None
    """When it was built; None where it does not say, as a page of another program."""
    newest: str | None = None
    """The id of the newest thing that its feed says; None where it says nothing."""
    server_time: datetime | None = None
    """What the server's clock said when it answered."""


def look_at(url: str) -> LivePage:
    """Look at the page at an address, past caches."""
    try:
        build, server_time = _fetched(f"{url}build.json")
        feed, _ = _fetched(f"{url}feed.json")
    except HTTPError as error:
        return LivePage(url, f"it answers {error.code} {error.reason}")
    except URLError as error:
        return LivePage(url, f"it does not answer: {error.reason}")
    except (OSError, HTTPException, TypeError, ValueError) as error:
        return LivePage(url, f"it answers with something else: {error}"[:200])
    items = feed.get("items") or [{}]
    return LivePage(url, "", _instant(build.get("built_at")), items[0].get("id"), server_time)


def _fetched(url: str) -> tuple[dict[str, Any], datetime | None]:
    if not url.startswith(("http://", "https://")):
        raise ValueError(f"{url} is no address of the web")
    asked = f"{url}?{datetime.now(UTC):%Y%m%d%H%M%S%f}"
    request = WebRequest(asked, headers={"Cache-Control": "no-cache"})  # noqa: S310
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        data = json.loads(answer.read(LARGEST))
        date = answer.headers.get("Date")
    if not isinstance(data, dict):
        raise TypeError(f"{url} holds no object")
    return data, parsedate_to_datetime(date) if date else None


def _instant(value: object) -> datetime | None:
    moment = datetime.fromisoformat(str(value)) if value else None
    return moment if moment and moment.tzinfo else None
