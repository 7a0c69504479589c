"""What a web server answers: whole, of the sort that was asked for, or not at all."""

import email.utils
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from http.client import HTTPException, HTTPMessage, HTTPResponse
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, build_opener
from urllib.request import Request as WebRequest

SECONDS = 20.0
"""How long a server may say nothing."""
LONGEST = 120.0
"""Seconds that an answer may take as a whole."""
LARGEST = 50_000_000
"""More bytes than these are no history."""
PATIENCE = 60
"""Seconds that we wait at most when a server asks for it."""
_TRIES = 4
_BUSY = frozenset([429, 503])
_NEXT = re.compile(r"<([^>]*)>\s*;[^,]*\brel=\"?next\"?")


@dataclass(frozen=True, slots=True)
class WebAnswer:
    """An answer."""

    url: str
    """Where it was found in the end."""
    data: bytes
    next_url: str = ""
    """Where it goes on, if its head says so."""

    def as_json(self) -> Any:
        """Read it as JSON.

        Raises:
            NoAnswer: it is none.
        """
        try:
            text = self.data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise NoAnswer(self.url, f"not UTF-8 at byte {error.start}") from None
        try:
            return json.loads(text, strict=False)
        except (ValueError, RecursionError) as error:
            if text.lstrip().startswith("<"):
                raise NoAnswer(
                    self.url, "a web page, and no JSON; perhaps it asks to log in"
                ) from None
            place = (
                f"{error.lineno}:{error.colno}: " if isinstance(error, json.JSONDecodeError) else ""
            )
            raise NoAnswer(self.url, f"{place}not valid JSON, perhaps cut off") from None


class NoAnswer(Exception):
    """Nothing that can be used was answered."""

    def __init__(self, url: str, why: str, code: int = 0) -> None:
        super().__init__(f"{_without_query(url)}: {why}")
        self.code = code
        """The status, where there was one."""


def fetch_answer(url: str, headers: Mapping[str, str] | None = None) -> WebAnswer:
    """Fetch what is at an address; headers go to its host alone, wherever that leads.

    Raises:
        NoAnswer: it does not answer, or not with all of it; says why, without the headers.
    """
    for left in reversed(range(_TRIES)):
        try:
            return _fetched(url, headers or {})
        except HTTPError as error:
            error.close()
            pause = _pause(error.headers) if _is_busy(error) else None
            if pause is None or pause > PATIENCE or not left:
                raise NoAnswer(url, _said(error, pause), error.code) from None
            time.sleep(pause)
        except URLError as error:
            raise NoAnswer(url, f"it does not answer: {error.reason}") from None
        except (OSError, HTTPException, ValueError) as error:
            raise NoAnswer(
                url, f"it does not answer in full: {error or type(error).__name__}"
            ) from None
    raise AssertionError


def _fetched(url: str, headers: Mapping[str, str]) -> WebAnswer:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise URLError("this is no address of the web")
    if parts.username or parts.password:
        raise URLError("a name or a password is in the address")
    usual = {"User-Agent": "mkdocs-statuspage", "Accept-Encoding": "identity"}
    request = WebRequest(url, headers=usual)  # noqa: S310 - looked at above
    for name, value in headers.items():
        request.add_unredirected_header(name, value)
    with build_opener(_Guarded).open(request, timeout=SECONDS) as answer:
        data = _whole(answer)
        following = _NEXT.search(answer.headers.get("Link") or "")
        return WebAnswer(answer.url, data, urljoin(answer.url, following[1]) if following else "")


class _Guarded(HTTPRedirectHandler):
    """Follows where an address leads; what was for its host goes to no other one, and nothing from a locked line to an open one."""

    def redirect_request(
        self, req: WebRequest, fp: Any, code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> WebRequest | None:
        """Return the request for the next address."""
        before, after = urlsplit(req.full_url), urlsplit(newurl)
        if after.scheme not in ("https", before.scheme):
            raise URLError(f"it leads from {before.scheme}:// to {after.scheme}://")
        found = super().redirect_request(req, fp, code, msg, headers, newurl)
        if found and (before.scheme, before.netloc) == (after.scheme, after.netloc):
            for name, value in req.unredirected_hdrs.items():
                if name != "Host":
                    found.add_unredirected_header(name, value)
        return found


def _whole(answer: HTTPResponse) -> bytes:
    """Read all of an answer.

    Raises:
        OSError: it is cut off, too large, takes too long, or is compressed though nobody asked for that.
    """
    packed = answer.headers.get("Content-Encoding") or "identity"
    if packed != "identity":
        raise OSError(f"it comes compressed as {packed}")
    ends, parts, size = time.monotonic() + LONGEST, [], 0
    while part := answer.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > LARGEST:
            raise OSError(f"it has more than {LARGEST:,} bytes")
        if time.monotonic() > ends:
            raise OSError(f"it takes more than {LONGEST:.0f} seconds")
    promised = answer.headers.get("Content-Length") or ""
    if promised.isdigit() and size < int(promised):
        raise OSError(f"it is cut off after {size:,} of {int(promised):,} bytes")
    return b"".join(parts)


def _is_busy(error: HTTPError) -> bool:
    """Tell whether a server asks to come again; GitHub says so with 403."""
    return error.code in _BUSY or (
        error.code == 403 and error.headers.get("Retry-After") is not None
    )


def _pause(headers: Message) -> float | None:
    """Return for how many seconds a server asks to wait; a second where it names none."""
    text = (headers.get("Retry-After") or "1").strip()
    if text.isdigit():
        return float(text)
    try:
        at = email.utils.parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (at - datetime.now(UTC)).total_seconds()) if at.tzinfo else None


def _said(error: HTTPError, pause: float | None) -> str:
    again = f", and asks to come again in {pause:,.0f} seconds" if pause is not None else ""
    reason = " ".join(str(error.reason).split())
    return f"it answers {error.code} {reason}{again}"


def _without_query(url: str) -> str:
    """Return an address without what may hold a secret."""
    return re.sub(r"//[^/?#]*@", "//", re.split(r"[?#]", url)[0])
