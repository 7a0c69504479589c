"""Asking an address that somebody else wrote: in the public web alone, within limits of time, by nobody's password.

A name is looked up once; what it leads to is checked, and what was checked is connected to, so that a name
server cannot lead elsewhere in between. No proxy is asked, which would look the name up again.
"""

import html
import re
import socket
import ssl
import time
import zlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from enum import StrEnum
from http.client import HTTPConnection, HTTPException, HTTPResponse, HTTPSConnection
from ipaddress import IPv6Address, ip_address, ip_network
from threading import Timer
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from mkdocs_statuspage import __version__

LARGEST = 200_000
"""More bytes than that are read of no page."""
MOST_LEADS = 10
"""How often one is led elsewhere, until it is called a circle."""
MOST_ADDRESSES = 3
"""How many of the addresses that a name has are tried."""
_LEADS = frozenset([301, 302, 303, 307, 308])
_FOR_GOOD = frozenset([301, 308])
_BUSY = frozenset([408, 425, 429, 500, 502, 503, 504])
_HEADERS = {
    "User-Agent": f"Mozilla/5.0 (compatible; mkdocs-statuspage/{__version__}; looks at evidence)",
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "identity",
    "Connection": "close",
}
_NOT_PUBLIC = tuple(
    ip_network(one)
    for one in (
        "0.0.0.0/8",
        "100.64.0.0/10",
        "192.0.0.0/24",  # Oracle's metadata among it
        "192.88.99.0/24",
        "168.63.129.16/32",  # Azure's own, in every network of theirs
        "64:ff9b:1::/48",
        "fec0::/10",
    )
)
"""What `ipaddress` of some Python calls public, or everybody does, and is not."""


_NAT64 = ip_network("64:ff9b::/96")
_TEXTS = ("text/", "application/xhtml", "application/json", "application/xml")
_META = re.compile(r"<meta\b([^<>]*)>", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?refresh\b", re.IGNORECASE)
_AT_ONCE = re.compile(
    r"content\s*=\s*[\"']?\s*[0-5](?:\.\d*)?\s*[;,]\s*url\s*=\s*[\"']?([^\"'>]+)", re.IGNORECASE
)
_CHARSET = re.compile(
    r"us-ascii|iso-8859-(?:[1-9]|1[0-13-6])|windows-125[0-8]|koi8-[ru]|shift_jis|euc-(?:jp|kr)|gbk|gb2312|gb18030|big5"
)
"""What pages are written in besides UTF-8; Python knows others that are slow, or no text."""
_LONGEST_HOST = 253
_IN_PATHS = "/%:@!$&'()*+,;=~"


class Trouble(StrEnum):
    """Why there is no answer."""

    PRIVATE = "private"
    """It is in no public network, so it was not asked."""
    NO_SUCH_HOST = "no_such_host"
    """There is no such name."""
    UNREACHED = "unreached"
    """Nobody is there, or not in time."""
    UNTRUSTED = "untrusted"
    """Its certificate is not valid: browsers warn of it."""
    CIRCLE = "circle"
    """It leads elsewhere without end."""


class Unanswered(Exception):
    """An address gave no answer; says why in our own words."""

    def __init__(self, trouble: Trouble, why: str) -> None:
        super().__init__(why)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Lead:
    """Where an address led."""

    url: str
    is_for_good: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FinalAnswer:
    """What an address answered in the end."""

    url: str
    """Which address it was that answered."""
    status: int
    text: str
    """The beginning of what it sent, where that is text."""
    is_empty: bool
    """Whether it sent nothing."""
    leads: tuple[Lead, ...] = ()
    """Where it was led, in order."""
    wait: float | None = None
    """How many seconds it wants to be left alone."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long an answer is waited for, in seconds."""

    answer: float = 10.0
    """Until an answer has come, whole."""
    whole: float = 60.0
    """With all that is tried again."""
    pauses: tuple[float, ...] = (2.0, 8.0)
    """Before it is asked again."""
    longest_pause: float = 30.0
    """For how long a server may want to be left alone; one that wants longer is asked another time."""


class _Got(NamedTuple):
    """One answer, as it came."""

    status: int
    headers: Message
    data: bytes


@dataclass(frozen=True, slots=True)
class PublicWeb:
    """Who is asked, and how patiently."""

    patience: Patience = field(default_factory=Patience)
    allowed: Collection[str] = ()
    """Hosts that are asked though they are in a network of ours."""
    look_up: Callable[..., Any] = socket.getaddrinfo
    """Returns the addresses that a name has."""

    def asked(self, url: str) -> FinalAnswer:
        """Ask an address, follow where it leads, and ask again where it is busy.

        Raises:
            Unanswered: there was none, or it must not be asked.
        """
        until = time.monotonic() + self.patience.whole
        for pause in (*self.patience.pauses, None):
            outcome = self._outcome(url)
            wait = _wait(outcome, pause)
            too_long = wait is None or wait > self.patience.longest_pause
            if wait is None or too_long or time.monotonic() + wait > until:
                break
            time.sleep(wait)
        if isinstance(outcome, Unanswered):
            raise outcome
        return outcome

    def _outcome(self, url: str) -> FinalAnswer | Unanswered:
        try:
            return self._followed(url)
        except Unanswered as trouble:
            return trouble

    def _followed(self, url: str) -> FinalAnswer:
        leads: list[Lead] = []
        cookies: dict[str, dict[str, str]] = {}
        been: set[tuple[str, str]] = set()
        while len(leads) <= MOST_LEADS and (url, str(cookies)) not in been:
            been.add((url, str(cookies)))
            got = self._got(url, cookies)
            text = _text(got)
            target = _target(got, text)
            if target is None:
                wait = _seconds(got.headers.get("Retry-After"))
                return FinalAnswer(
                    url=url,
                    status=got.status,
                    text=text,
                    is_empty=not got.data.strip(),
                    leads=tuple(leads),
                    wait=wait,
                )
            url = urljoin(url, target)
            leads.append(Lead(url, got.status in _FOR_GOOD))
        raise Unanswered(Trouble.CIRCLE, "it leads elsewhere without end")

    def _got(self, url: str, cookies: dict[str, dict[str, str]]) -> _Got:
        """Ask once, with the cookies of its host, and keep those that it sets."""
        parts, host, port = _parts(url)
        own = cookies.setdefault(host, {})
        told = {"Cookie": "; ".join(f"{k}={v}" for k, v in own.items())} if own else {}
        try:
            with self._connected(parts.scheme, host, port) as (connection, is_late):
                connection.request("GET", _path(parts), headers=_HEADERS | told)
                with connection.getresponse() as answer:
                    if is_late or answer.headers.defects:
                        raise TimeoutError if is_late else HTTPException
                    data = _read(answer, time.monotonic() + self.patience.answer)
        except ssl.SSLCertVerificationError:
            raise Unanswered(Trouble.UNTRUSTED, "its certificate is not valid") from None
        except TimeoutError:
            raise Unanswered(Trouble.UNREACHED, "it does not answer in time") from None
        except (OSError, HTTPException, ValueError) as error:
            kind = (
                "nobody is there" if isinstance(error, ConnectionRefusedError) else "it breaks off"
            )
            raise Unanswered(Trouble.UNREACHED, kind) from None
        for line in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            own[name.strip()] = value.strip()
        return _Got(answer.status, answer.headers, data)

    @contextmanager
    def _connected(
        self, scheme: str, host: str, port: int
    ) -> Iterator[tuple[HTTPConnection, list[bool]]]:
        """Connect to an address that was checked, and hang up when it takes too long, which is then in the list."""
        plain = _first_open(self._addresses(host, port), port, self.patience.answer)
        kind = HTTPSConnection if scheme == "https" else HTTPConnection
        connection = kind(host, port)
        is_late: list[bool] = []
        timer = Timer(self.patience.answer, _hang_up, (connection, plain, is_late))
        timer.start()
        try:
            connection.sock = plain
            if scheme == "https":
                connection.sock = _CONTEXT.wrap_socket(
                    plain, server_hostname=host, do_handshake_on_connect=False
                )
                connection.sock.do_handshake()
            yield connection, is_late
        except (OSError, HTTPException, ValueError, AttributeError) as error:
            if is_late:
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()
            connection.close()

    def _addresses(self, host: str, port: int) -> Sequence[str]:
        """Look a name up, and return what of it may be connected to."""
        try:
            found = self.look_up(host, port, type=socket.SOCK_STREAM)
        except socket.gaierror as error:
            is_none = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
            trouble = Trouble.NO_SUCH_HOST if is_none else Trouble.UNREACHED
            raise Unanswered(trouble, "its host is not found") from None
        except (OSError, UnicodeError):
            raise Unanswered(Trouble.UNREACHED, "its host cannot be looked up") from None
        addresses = [str(one[4][0]) for one in found]
        if host in self.allowed:
            return addresses
        public = [address for address in addresses if is_public(address)]
        if not public:
            raise Unanswered(Trouble.PRIVATE, "it is in no public network, so it was not asked")
        return public


_CONTEXT = ssl.create_default_context()


def is_public(address: str) -> bool:
    """Tell whether an IP address is one of the public web, and leads into no other network by another way."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ip_address(int(ip) & 0xFFFFFFFF)  # type: ignore[assignment]
        if inner is not None:
            return is_public(str(inner))
    is_other = ip.is_private or ip.is_multicast or ip.is_reserved or ip.is_link_local
    return ip.is_global and not is_other and not any(ip in one for one in _NOT_PUBLIC)


def _wait(outcome: FinalAnswer | Unanswered, pause: float | None) -> float | None:
    """Return in how many seconds it is asked again; None where that would not help."""
    if pause is None:
        return None
    if isinstance(outcome, Unanswered):
        return pause if outcome.trouble is Trouble.UNREACHED else None
    if outcome.status not in _BUSY:
        return None
    return pause if outcome.wait is None else outcome.wait


def _seconds(after: str | None) -> float | None:
    """Read for how long a server wants to be left alone: seconds, or a date."""
    if not after:
        return None
    if after.strip().isdecimal():
        return float(after.strip()[:9])
    try:
        moment = parsedate_to_datetime(after)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())


def _parts(url: str) -> tuple[SplitResult, str, int]:
    """Take an address apart: its parts, the host as the name servers know it, and the port."""
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = parts.hostname or ""
        host = host if host.isascii() else host[:_LONGEST_HOST].encode("idna").decode("ascii")
    except (ValueError, UnicodeError):
        raise Unanswered(Trouble.UNREACHED, "it is no address of the web") from None
    if parts.scheme not in ("http", "https") or not 0 < len(host) <= _LONGEST_HOST:
        raise Unanswered(Trouble.UNREACHED, "it leads to what is no page of the web")
    return parts, host, port


def _path(parts: SplitResult) -> str:
    query = f"?{quote(parts.query, safe=_IN_PATHS + '?')}" if parts.query else ""
    return (quote(parts.path, safe=_IN_PATHS) or "/") + query


def _first_open(addresses: Sequence[str], port: int, seconds: float) -> socket.socket:
    """Connect to the first address that takes it; none of them is looked up again."""
    last: OSError = OSError()
    for address in addresses[:MOST_ADDRESSES]:
        try:
            return socket.create_connection((address, port), timeout=seconds)
        except OSError as error:
            last = error
    raise last


def _hang_up(connection: HTTPConnection, plain: socket.socket, is_late: list[bool]) -> None:
    """End a connection from another thread, whatever it waits for."""
    is_late.append(True)
    for one in (connection.sock, plain):
        with suppress(OSError, TypeError):
            socket.socket.shutdown(one, socket.SHUT_RDWR)


def _read(answer: HTTPResponse, until: float) -> bytes:
    """Read the beginning of an answer; of one that comes slowly, what has come of it in time."""
    is_text = answer.headers.get_content_type().startswith(_TEXTS)
    wanted, data = (LARGEST if is_text else 1), b""
    while len(data) < wanted:
        try:
            more = answer.read1(wanted - len(data))
        except (OSError, HTTPException, ValueError, AttributeError):
            if data:
                break
            raise
        if not more or time.monotonic() > until:
            data += more
            break
        data += more
    if not data and answer.length:
        raise HTTPException  # more was announced
    return data


def _text(got: _Got) -> str:
    """Return what came as text; nothing of a picture or another file."""
    if not got.headers.get_content_type().startswith(_TEXTS):
        return ""
    data = got.data
    if got.headers.get("Content-Encoding", "").lower() in ("gzip", "deflate"):
        with suppress(zlib.error):
            data = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(data, LARGEST)
    charset = got.headers.get_content_charset() or ""
    return data.decode(charset if _CHARSET.fullmatch(charset) else "utf-8", "replace")


def _target(got: _Got, text: str) -> str | None:
    """Return where an answer leads, by its head or as its page says; None where it stays."""
    if got.status in _LEADS and (location := got.headers.get("Location")):
        return str(location).encode("latin-1", "replace").decode("utf-8", "replace")
    metas = _META.findall(text[:20_000]) if got.status == 200 else ()
    refresh = next((one for one in metas if _REFRESH.search(one)), "")
    at_once = _AT_ONCE.search(refresh)
    return html.unescape(at_once[1]).strip() if at_once else None
