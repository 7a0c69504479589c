"""What stands behind an address that a promise names: a page for everybody, one elsewhere, none, or a closed door.

A server that has nothing often says so in words alone, with the code of a page that is there; and one that wants a
log-in sends to another page. Both are told by what the page says; where that leaves a doubt, an address beside it
that nobody has is asked too: who answers that in the same way, answers so to everything.
"""

import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html import unescape
from typing import Protocol
from urllib.parse import SplitResult, urljoin, urlsplit

from mkdocs_statuspage.model.sightings import Found
from mkdocs_statuspage.writing.public_web import FinalAnswer, Trouble, Unanswered

SHORT = 1500
"""A page of fewer letters says little besides what its title says."""
LONGEST_HEAD = 300
"""So much of a title is read."""
NAME = 3
"""So many words beside what a title says may be the name of the site."""
_TROUBLES = {Trouble.PRIVATE: Found.CLOSED}
_REFUSED = frozenset([401, 403, 407])
_NOT_FOUND = frozenset([404, 410, 451])
_LOG_IN = re.compile(
    r"/(?:\w+-)?(?:log[-_]?[io]n|sign[-_]?[io]n|sso|saml2?|oauth2?|authorize|authenticate|auth|adfs|cas|session/new)"
    r"(?:\.\w+)?(?:/|$)",
    re.IGNORECASE,
)
"""A step of a path that lets in whom it knows."""
_LOG_IN_HOSTS = re.compile(
    r"(?:^|\.)(?:accounts\.google\.com|login\.microsoftonline\.com|okta\.com|auth0\.com"
    r"|id\.atlassian\.com|onelogin\.com)$"
)
_LOG_IN_TITLE = re.compile(
    r"(?:please )?(?:log ?in|log ?on|sign ?in|login|log-in|sign-in|authentication required)(?: to .*|"
    r" required)?|(?:403\W*)?(?:access denied|forbidden|permission denied)|(?:401\W*)?unauthori[sz]ed|you need (?:access|permission)"
    r"|anmelden|(?:iniciar|entrar na|início de) sessão|entrar|(?:se )?connexion|iniciar sesión",
    re.IGNORECASE,
)
_THING = r"(?:page|file or directory|file|document|article|post|item|issue|ticket|change|resource|content|site|url|link|record|entry)"
_NOTHING_THERE = re.compile(
    rf"(?:http )?(?:error:? ?)?404(?:\W*(?:error|not found|{_THING} not found|{_THING}))?"
    rf"|(?:http )?(?:error:? ?)?410(?:\W*gone)?"
    rf"|(?:oops\W*|sorry\W*|whoops\W*)?(?:error\W*)?(?:404\W*)?(?:the |that |this |your )?(?:requested )?{_THING}?"
    r" ?(?:you (?:requested|are looking for|were looking for) )?"
    r"(?:(?:was|is|could|can|does|has been|may have been) ?)?(?:not|n[o’']t|no longer)"
    r" ?(?:be |been )?(?:found|exist|exists|available|there|here)(?: anymore| any more| on this server)?"
    rf"|(?:oops\W*|sorry\W*)?(?:we |i )(?:couldn|can|could)(?:[’']t| ?not) find (?:the |that |this |your )?{_THING}.*"
    rf"|(?:oops\W*|sorry\W*)?(?:the |that |this )?{_THING} (?:(?:you (?:requested|are looking for|were looking for)) )?"
    r"(?:doesn[’']t|does not|didn[’']t|no longer) exists?(?: anymore| any more)?"
    rf"|(?:the |that |this )?{_THING} (?:has been|was) (?:removed|deleted)"
    r"|nothing (?:was )?found(?: here)?|gone"
    r"|(?:a )?página (?:não|no) (?:foi )?(?:encontrada|existe)|(?:conteúdo|artigo|documento) não encontrado"
    r"|(?:this |the |your )?(?:account|site|website|page) (?:has been |is )?suspended"
    r"|buy this domain(?: name)?"
    r"|(?:this|the) domain(?: name)?(?: [\w.-]+)? (?:(?:is|may be|has) )?(?:for sale|parked|expired)"
    r"|[\w-]+(?:\.[\w-]+)+ (?:is|may be) (?:for sale|parked)"
    r"|seite (?:wurde )?nicht gefunden|page (?:non trouvée|introuvable|inexistante)"
    r"|página no encontrada|pagina non trovata|pagina niet gevonden|sidan hittades inte",
    re.IGNORECASE,
)
"""A title, a heading or a sentence that says as a whole that there is nothing."""
_NO_PAGE = re.compile(
    r"/(?:errors?/)?(?:404|410|not-?found|page-not-found|notfound|error)(?:\.\w+)?/?$",
    re.IGNORECASE,
)
_FRONT = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|home|default)(?:\.\w+)?/?)?", re.IGNORECASE
)
_BETWEEN = re.compile(r"\s+[|·•–—»«:-]+\s+|\s*[|·•»«]\s*")
_SENTENCE = re.compile(r"[.!?]+(?:\s+|$)|\n+")


class Web(Protocol):
    """Whoever can be asked what an address answers."""

    def asked(self, url: str) -> FinalAnswer:
        """Ask an address; raises `Unanswered`."""
        ...


@dataclass(frozen=True, slots=True)
class EvidenceLook:
    """What one look at an address showed."""

    found: Found
    why: str = ""
    """What was wrong, in our own words."""
    moved_to: str | None = None
    is_unknown_host: bool = False
    """Whether there is no such name, as far as this machine can tell."""


def look_at_evidence(url: str, web: Web) -> EvidenceLook:
    """Ask an address, and tell what stands there for everybody."""
    try:
        answer = web.asked(url)
    except Unanswered as none:
        found = _TROUBLES.get(none.trouble, Found.SILENT)
        return EvidenceLook(found, str(none), is_unknown_host=none.trouble is Trouble.NO_SUCH_HOST)
    return judged(url, answer, lambda: _beside(url, web))


def _beside(url: str, web: Web) -> FinalAnswer | None:
    """Ask an address beside this one that nobody has; None without an answer."""
    parts = urlsplit(url)
    folder = parts.path.rstrip("/").rpartition("/")[0]
    name = f"{folder}/{secrets.token_hex(8)}" + ("/" if parts.path.endswith("/") else "")
    try:
        return web.asked(parts._replace(path=name, query="", fragment="").geturl())
    except Unanswered:
        return None


Beside = Callable[[], FinalAnswer | None]
Judge = Callable[[str, FinalAnswer, Beside], EvidenceLook | None]


def judged(url: str, answer: FinalAnswer, beside: Beside) -> EvidenceLook:
    """Tell what an answer means, by the first of the judges that knows it."""
    for judge in JUDGES:
        if (look := judge(url, answer, beside)) is not None:
            return look
    return EvidenceLook(Found.ANSWERS)


def _by_code(url: str, answer: FinalAnswer, beside: Beside) -> EvidenceLook | None:
    said = f"it answers {answer.status}"
    if answer.status in _NOT_FOUND:
        return EvidenceLook(Found.GONE, said)
    if answer.status == 403:
        return EvidenceLook(Found.CLOSED, f"{said}: closed to readers, or to programs alone")
    if answer.status in _REFUSED:
        return EvidenceLook(Found.CLOSED, f"{said}: it asks to log in")
    if not 200 <= answer.status < 300:
        return EvidenceLook(Found.SILENT, said)
    return EvidenceLook(Found.GONE, "its page is empty") if answer.is_empty else None


def _by_log_in(url: str, answer: FinalAnswer, beside: Beside) -> EvidenceLook | None:
    """Tell a page that only lets in whom it knows from one that has a field for a password besides."""
    if _is_log_in(url):
        return None
    page = _page_of(answer.text)
    is_sent = bool(answer.leads) and _is_log_in(answer.url)
    is_short = len(page.words) < SHORT
    is_titled = is_short and page.is_titled(_LOG_IN_TITLE)
    if is_sent or is_titled or (is_short and page.has_password and _is_same(answer, beside())):
        return EvidenceLook(Found.CLOSED, "it asks to log in")
    return None


def _is_log_in(url: str) -> bool:
    parts = urlsplit(url)
    return bool(_LOG_IN.search(parts.path) or _LOG_IN_HOSTS.search(parts.hostname or ""))


def _by_words(url: str, answer: FinalAnswer, beside: Beside) -> EvidenceLook | None:
    """Hear a page that says that there is none: in its title, or in a line that a missing page has too."""
    page = _page_of(answer.text)
    if len(page.words) > SHORT:
        return None
    if any(map(_NOTHING_THERE.fullmatch, _errors_in(answer.text))):
        return EvidenceLook(Found.GONE, "it says that there is nothing")
    is_told = any(map(_NOTHING_THERE.fullmatch, (*page.said, *page.lines)))
    if page.is_titled(_NOTHING_THERE) or (is_told and _is_same(answer, beside())):
        return EvidenceLook(Found.GONE, "its page says that there is none")
    return None


def _errors_in(text: str) -> list[str]:
    """Return what an answer in JSON says went wrong; nothing where it is none."""
    try:
        tree = json.loads(text) if text.lstrip().startswith("{") else None
    except (ValueError, RecursionError):
        return []
    tree = tree if isinstance(tree, dict) else {}
    inner = tree["error"] if isinstance(tree.get("error"), dict) else {}
    keys = ("error", "message", "detail", "title", "code", "status")
    return [str(one[key]).strip(" .!") for one in (tree, inner) for key in keys if key in one]


def _by_leads(url: str, answer: FinalAnswer, beside: Beside) -> EvidenceLook | None:
    """Tell a page that has moved from one that stands in for all that are gone."""
    if not answer.leads or _is_same_address(url, answer.url):
        return None
    old, new = urlsplit(url), urlsplit(answer.url)
    if _NO_PAGE.search(new.path) and not _NO_PAGE.search(old.path):
        return EvidenceLook(Found.GONE, "it leads to a page that says that there is none")
    if _is_front(new) and not _is_front(old) and _host(old) == _host(new):
        return EvidenceLook(Found.GONE, "it leads to the first page of its site")
    other = beside()
    if other is not None and other.leads and _is_same_address(other.url, answer.url):
        return EvidenceLook(Found.GONE, "it leads where every address of its site leads")
    moved_to = _for_good(url, answer)
    return EvidenceLook(Found.MOVED, moved_to=moved_to) if moved_to else None


def _for_good(url: str, answer: FinalAnswer) -> str | None:
    """Return where an address has moved for good; None where it is only led by the way."""
    there = url
    for lead in answer.leads:
        if not lead.is_for_good:
            break
        there = lead.url
    return None if _is_same_address(url, there) else there


def _is_front(parts: SplitResult) -> bool:
    return _FRONT.fullmatch(parts.path) is not None and not parts.query


def _host(parts: SplitResult) -> str:
    return (parts.hostname or "").removeprefix("www.")


def _is_same_address(one: str, other: str) -> bool:
    """Tell whether two addresses differ at most in what nobody writes by hand."""
    a, b = urlsplit(one), urlsplit(urljoin(one, other))
    return (_host(a), a.path.rstrip("/"), a.query) == (_host(b), b.path.rstrip("/"), b.query)


def _is_same(answer: FinalAnswer, other: FinalAnswer | None) -> bool:
    """Tell whether another address has the same page, but for what in it is the address."""
    if other is None or other.status != answer.status:
        return False
    mine, theirs = (set(_page_of(one.text).words.split()) for one in (answer, other))
    return len(mine & theirs) >= 0.8 * len(mine | theirs)


JUDGES: tuple[Judge, ...] = (_by_log_in, _by_code, _by_words, _by_leads)


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)([^<>]*)>")
_PASSWORD = re.compile(r"\btype\s*=\s*[\"']?password", re.IGNORECASE)
_BLOCKS = frozenset(["p", "div", "li", "br", "h1", "h2", "h3", "td", "a", "section"])
_HEADS = frozenset(["title", "h1"])
_UNSEEN = frozenset(["script", "style", "template", "title"])


@dataclass(frozen=True)
class _Page:
    """What a page says; read by its tags alone, in one pass, whatever a server sends."""

    heads: tuple[str, ...]
    """Its title and its headings."""
    body: str
    has_password: bool
    """Whether it has a field for a password."""

    def is_titled(self, pattern: re.Pattern[str]) -> bool:
        """Tell whether its title or a heading says that and nothing besides but a name."""
        return any(
            any(map(pattern.fullmatch, said))
            and all(pattern.fullmatch(one) or len(one.split()) <= NAME for one in said)
            for said in map(_parts_of, self.heads)
        )

    @cached_property
    def words(self) -> str:
        """What it shows, on one line."""
        return " ".join(self.body.split())

    @cached_property
    def said(self) -> list[str]:
        """The parts of its title and its headings."""
        return [part for head in self.heads for part in _parts_of(head)]

    @cached_property
    def lines(self) -> list[str]:
        """Its sentences."""
        return [" ".join(one.split()) for one in _SENTENCE.split(self.body) if one.strip()]


def _parts_of(head: str) -> list[str]:
    short = " ".join(head[:LONGEST_HEAD].split())
    return [part.strip(" .!") for part in _BETWEEN.split(short)]


@lru_cache(maxsize=8)
def _page_of(text: str) -> _Page:
    heads: list[str] = []
    body: list[str] = []
    inside, has_password = "", False
    # What stands before the first tag, then for each: whether it ends, its name, its attributes, what follows.
    first, *rest = _TAG.split(_uncommented(text))
    body.append(first)
    for ends, name, attributes, after in zip(*(rest[n::4] for n in range(4)), strict=True):
        tag = name.lower()
        has_password = has_password or bool(tag == "input" and _PASSWORD.search(attributes))
        if tag == inside and ends:
            inside = ""
        elif not inside and not ends and tag in _HEADS | _UNSEEN:
            inside = tag
            heads += [""] if tag in _HEADS else []
        if inside in _HEADS:
            heads[-1] += f" {after}"
        if inside not in _UNSEEN:
            body += ["\n", after] if tag in _BLOCKS else [after]
    return _Page(tuple(map(unescape, heads)), unescape("".join(body)), has_password)


def _uncommented(text: str) -> str:
    first, *rest = text.split("<!--")
    return first + "".join(part.partition("-->")[2] for part in rest)
