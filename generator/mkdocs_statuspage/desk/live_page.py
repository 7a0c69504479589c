"""The page as visitors get it: whether it answers, how old it is, what it weighs, and what a server's clock says."""

import gzip
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from io import BytesIO
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin
from urllib.request import Request as WebRequest
from urllib.request import urlopen

from mkdocs_statuspage.model.scalars import host_in
from mkdocs_statuspage.outputs.feeds.items import AT_LEAST

SECONDS = 10.0
"""How long a server may take to answer."""
LARGEST = 5_000_000
"""More bytes than that are read of nothing."""
_LOADED = re.compile(r'<(?:script|link rel="?(?:icon|stylesheet)"?)[^>]*? (?:src|href)="?([^" >]+)')


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


@dataclass(frozen=True)
class LiveFeed:
    """What readers of the page are told by now."""

    keys: frozenset[str] = frozenset()
    """The keys of its items."""
    is_cut_before: datetime | None = None
    """Since when it has everything; what is older may have been there. None where it has all, or does not answer."""

    def has(self, key: str, published_at: datetime) -> bool:
        """Tell whether readers see something on the page."""
        is_older = self.is_cut_before is not None and published_at < self.is_cut_before
        return key in self.keys or is_older


def told_on(url: str) -> LiveFeed:
    """Look at the feed of a page, past caches; where it does not answer, readers see nothing."""
    try:
        items = _fetched(f"{url}feed.json")[0].get("items") or ()
        keys = frozenset(str(item["_statuspage"]["key"]) for item in items)
        dates = sorted(datetime.fromisoformat(item["date_published"]) for item in items)
    except (OSError, HTTPException, TypeError, ValueError, KeyError):
        return LiveFeed()
    return LiveFeed(keys, dates[-AT_LEAST] if len(dates) >= AT_LEAST else None)


@dataclass(frozen=True)
class Weight:
    """What a visitor of a page downloads, with an empty cache."""

    size: int
    """In bytes, as they come over the wire."""
    requests: int
    is_compressed: bool
    """Whether the server compresses the page."""


def weigh(url: str) -> Weight | None:
    """Weigh a page with what it loads of its own host; None where it does not answer."""
    try:
        page, encoding = _sent(url)
        whole = gzip.GzipFile(fileobj=BytesIO(page)).read(LARGEST) if encoding else page
        loaded = [urljoin(url, path) for path in _LOADED.findall(whole.decode(errors="replace"))]
        sizes = [len(_sent(one)[0]) for one in loaded if one.startswith(url)]
    except (OSError, HTTPException, ValueError, EOFError):
        return None
    return Weight(len(page) + sum(sizes), 1 + len(sizes), bool(encoding))


def _sent(url: str) -> tuple[bytes, str]:
    """Fetch what a server sends to who takes it compressed, and say how it is."""
    request = WebRequest(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310
    with urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
        return answer.read(LARGEST), answer.headers.get("Content-Encoding", "")


def _fetched(url: str) -> tuple[dict[str, Any], datetime | None]:
    if not url.startswith(("http://", "https://")) or not host_in(url):
        raise URLError("this is no address of the web")
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
