"""Speaking to a program on the web: a request is tried again while nobody answers, and led nowhere else."""

import json
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, build_opener
from urllib.request import Request as WebRequest

from mkdocs_statuspage.model.scalars import host_in
from mkdocs_statuspage.writing.mail_server import OWN_HOSTS
from mkdocs_statuspage.writing.notice_message import NotTold

SECONDS = 10.0
"""How long a server may take to answer."""
PAUSES = (0.5, 2.0)
"""Seconds before it is asked again."""
NO_ADDRESS = "its address is none on the web: correct it"
LARGEST = 5_000_000
_BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])


class _Straight(HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        """Follow nothing: what is sent is for the address that was given."""


_OPENER = build_opener(_Straight)


def asked(
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
    *,
    again: bool = True,
) -> Any:
    """Send a request, and return what the answer's JSON says; None where it holds none.

    Args:
        method: GET, POST or PUT.
        url: the address.
        headers: those beyond the usual.
        body: what is sent.
        again: ask again where nobody answers; not for what would then be done twice.

    Raises:
        NotTold: it was not taken; says why, without the address, which may hold a secret.
    """
    if not host_in(url):
        raise NotTold(NO_ADDRESS)
    parts = urlsplit(url)
    if parts.scheme != "https" and (parts.scheme != "http" or parts.hostname not in OWN_HOSTS):
        raise NotTold("its address does not begin with https://")
    told = {"User-Agent": "mkdocs-statuspage", "Content-Type": "application/json"} | dict(headers)
    request = WebRequest(url, body, told, method=method)  # noqa: S310 - looked at above
    for pause in PAUSES if again else ():
        with suppress(_Busy):
            return _answer(request)
        time.sleep(pause)
    return _answer(request)


class _Busy(NotTold):
    """Nobody answers now, and may in a moment."""


def _answer(request: WebRequest) -> Any:
    """Send a request once."""
    try:
        with _OPENER.open(request, timeout=SECONDS) as answer:
            return _json(answer.read(LARGEST))
    except HTTPError as error:
        error.close()
        kind = _Busy if error.code in _BUSY else NotTold
        raise kind(f"it answers {error.code} {error.reason}") from None
    except (URLError, OSError, HTTPException) as error:
        raise _Busy(f"it does not answer: {getattr(error, 'reason', error)}") from None
    except ValueError:  # a letter that no request may have
        raise NotTold(NO_ADDRESS) from None


def _json(text: bytes) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return None
