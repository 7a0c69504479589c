"""Something that must not leave the house: keys, tokens, card numbers, internal hosts and links.

Why: a report is written in the middle of logs and chats, and its archive is permanent. This rule
reads everything, code, links and comments included, in any language and any kind of text. A private
address tells an attacker little and the reader nothing; inside code it is a warning.

Mend: take it out; a key that was written down is burnt, so replace it too.

Before: The queue at db-3.prod.internal (10.2.3.4) filled up.

After: The queue that takes your orders filled up.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import ReviewText

NAME = "leak"

TAKE_OUT = "Take it out"

BURNT = "Take it out, and replace it: what was written down once is known"


@dataclass(frozen=True, slots=True)
class Leak:
    """One kind of thing that must not be there."""

    source: str
    """The expression, compiled when a text first holds one of the hints."""
    message: str
    help: str = TAKE_OUT
    in_code: Severity | None = None
    """How much it stops inside code, when that is less."""
    hints: tuple[str, ...] = ()
    """Strings of which the text holds one when the pattern can match; empty means always look."""
    really: Callable[[str, re.Match[str]], bool] | None = None


def _passes_luhn(_: str, match: re.Match[str]) -> bool:
    """Tell a card number from any other long number by its check digit."""
    digits = [int(char) for char in match.group() if char.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0 and len(set(digits)) > 1


def _is_random(_: str, match: re.Match[str]) -> bool:
    """Tell a token from the words of a link: `sk-telecom-breach-what-happened` is no key."""
    return not re.fullmatch(
        r"[A-Za-z]+[-_](?:[a-z]+|\d{1,4})(?:[-_](?:[a-z]+|\d{1,4}))*", match.group()
    )


def _is_somewhere(raw: str, match: re.Match[str]) -> bool:
    """Tell an address from a version, a whole network and an example."""
    before = raw[max(0, match.start() - 30) : match.start()]
    return raw[match.end() : match.end() + 1] != "/" and not re.search(
        r"(?i)\b(?:v|version |release |build |example|e\.g\.|such as|like|ffff:)\W*$", before
    )


TOKEN_HINTS = tuple(
    """
    AKIA ASIA AROA AIDA ghp_ gho_ ghu_ ghs_ ghr_ github_pat_ glpat- xox _live_ _test_ whsec_
    sk- AIza ya29. npm_ pypi- SG. hf_ dop_v1_ eyJ shpat_ AC key-
    """.split()
)

LEAKS = (
    Leak(
        (
            r"\b(?:AKIA|ASIA|AROA|AIDA)[0-9A-Z]{16}\b"
            r"|\bgh[opusr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}|\bglpat-[\w-]{16,}"
            r"|\bxox[abposr]-[\w-]{10,}|\b(?:sk|rk|pk)_(?:live|test)_\w{10,}|\bwhsec_\w{16,}"
            r"|\bsk-(?:proj-|ant-)?[\w-]{20,}|\bAIza[\w-]{30,}|\bya29\.[\w-]{20,}"
            r"|\bnpm_\w{30,}|\bpypi-[\w-]{20,}|\bSG\.[\w-]{16,}\.[\w-]{16,}|\bhf_\w{20,}|\bdop_v1_\w{20,}"
            r"|\beyJ[\w-]{10,}\.[\w-]{8,}(?:\.[\w-]*)?|\bshpat_\w{20,}|\bAC[0-9a-f]{32}\b"
            r"|\bkey-[0-9a-f]{32}\b"
        ),
        "this looks like a key or token",
        BURNT,
        hints=TOKEN_HINTS,
        really=_is_random,
    ),
    Leak(
        r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----",
        "this is a private key",
        BURNT,
        hints=("-----BEGIN",),
    ),
    Leak(
        (
            r"(?i)(?:passw(?:or)?d|passphrase|secret|(?:api|access)[_ -]?key|token|bearer|pwd)"
            r"[\"']?\s*(?:=|:=|:|\bis\b|\bwas\b)\s*"
            r"[\"'`]?(?=[^\s\"'`]*\d)(?=[^\s\"'`]*[a-z])(?!https?:)[^\s\"'`,;]{8,}"
            r"|\b(?i:bearer)\s+(?=\S*\d)[\w.~+/=-]{16,}"
        ),
        "this looks like a password or token",
        BURNT,
        hints=tuple(
            """
            pass Pass PASS ecret ECRET key KEY oken OKEN earer pwd
            """.split()
        ),
    ),
    Leak(
        r"\b[a-z][a-z0-9+.-]*://[^\s/:@]+:[^\s/@]+@[^\s/]+",
        "this address has a password in it",
        BURNT,
        hints=("@",),
    ),
    Leak(
        (
            r"https?://hooks\.slack\.com/\S+|https?://\S+\.webhook\.office\.com/\S+"
            r"|https?://(?:\w+\.)?discord(?:app)?\.com/api/webhooks/\S+"
        ),
        "anybody can post with this address",
        BURNT,
        hints=("hooks.slack", "webhook"),
    ),
    Leak(
        (
            r"1(?<![\w.]1)(?:0(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}"
            r"|92\.168(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){2}"
            r"|72\.(?:1[6-9]|2\d|3[01])(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){2}"
            r"|69\.254(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){2}"
            r"|00\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){2})(?![\w.]*\d)"
        ),
        "this is a private address",
        in_code=Severity.WARNING,
        really=_is_somewhere,
    ),
    Leak(
        (r"(?<![\w:])(?:fd[0-9a-f]{2}|fe80):(?:[0-9a-f]{0,4}:){1,6}[0-9a-f]{0,4}(?![\w:])"),
        "this is a private address",
        in_code=Severity.WARNING,
        hints=("fe80:", "::"),
    ),
    Leak(
        (
            r"(?i)(?<![\w@/-])(?:[a-z0-9][a-z0-9_-]*\.)+(?:internal|intranet|corp|lan|localdomain|intra"
            r"|home\.arpa|cluster\.local|consul)\b(?![.-]?\w)"
            r"|(?<![\w@/.-])(?:[a-z0-9][a-z0-9-]*\.)+[a-z0-9-]*\d*\.local\b(?![.\w-])"
            r"|(?<![\w@/.-])[a-z0-9]+-[a-z0-9-]+\.local\b(?![.\w-])"
            r"|(?<=//)[\w.-]+\.(?:internal|intranet|corp|lan|local|localdomain)\b"
        ),
        "this is a host inside your network",
        in_code=Severity.WARNING,
        hints=(".internal", ".intranet", ".corp", ".lan", ".local", ".intra", ".home", ".consul"),
    ),
    Leak(
        (
            r"(?i)(?:https?://)?[\w-]+\.slack\.com/(?:archives|files|team|messages|client)\S*"
            r"|https?://app\.slack\.com/\S+"
            r"|https?://[\w-]+\.atlassian\.net/(?:browse|wiki|jira)\S*"
            r"|https?://[\w-]+\.(?:pagerduty|opsgenie|victorops)\.com/\S*(?:incident|alert)\S*"
            r"|https?://(?:app\.)?(?:\w+\.)?datadoghq\.(?:com|eu)/\S+"
            r"|https?://(?:\w+\.)*console\.(?:aws\.amazon|cloud\.google)\.com/\S+"
            r"|https?://portal\.azure\.com/\S+|https?://one\.newrelic\.com/\S+"
            r"|https?://ui\.honeycomb\.io/\S+|https?://[\w-]+\.sentry\.io/\S+"
            r"|https?://linear\.app/\S+|https?://app\.asana\.com/\S+"
            r"|https?://[\w-]+\.sharepoint\.com/\S+|https?://teams\.microsoft\.com/\S+"
            r"|https?://app\.(?:frontapp|intercom|hubspot)\.com/\S+|https?://[\w-]+\.zendesk\.com/agent/\S+"
            r"|https?://[\w-]+\.zoom\.us/j/\S+|https?://meet\.google\.com/\S+"
            r"|https?://(?:jira|confluence|wiki|intranet|kibana|splunk|jenkins|vault|gitlab|grafana"
            r"|prometheus|argocd|sentry)\.(?:int|internal|corp|prod|staging|ops|infra|eng|dev)\.[\w.-]+\S*"
            r"|https?://(?:jira|confluence|kibana|splunk|intranet)\.[\w.-]+/\S*"
            r"|https?://[\w-]+\.notion\.so/\S+|https?://(?:www\.)?notion\.so/[\w-]+/\S+"
        ),
        "this link opens only inside your house",
        hints=tuple(
            """
            slack.com atlassian.net pagerduty opsgenie victorops datadoghq console.
            portal.azure newrelic honeycomb sentry linear.app asana.com sharepoint
            teams.microsoft zoom.us meet.google notion.so jira confluence wiki intranet
            kibana splunk jenkins vault gitlab grafana prometheus argocd zendesk
            app.front app.intercom app.hubspot
            """.split()
        ),
    ),
    Leak(
        (
            r"(?:3(?=[04678])|4|5(?=[1-5])|2(?=[2-7])|6(?=[0245]))(?<![\w.=/&%+#-].)"
            r"[ -]?(?:\d[ -]?){11,17}\d(?![\w./-]*\d)"
        ),
        "this is a valid card number",
        really=_passes_luhn,
    ),
)


def check(text: ReviewText, _: Facts) -> Iterator[Hit]:
    """Look through the text as written, with nothing masked."""
    taken: list[tuple[int, int]] = []
    for leak in LEAKS:
        for match in _matches(text.raw, leak):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                softened = leak.in_code if leak.in_code and _is_code(text, match) else None
                yield Hit(match.start(), match.end(), leak.message, leak.help, softened)


def may_leak(raw: str) -> bool:
    """Tell whether a text, or one of several in a row, may hold anything that must not leave the house.

    One look over all that an incident says tells of nearly every one that it does not.
    """
    return any(_may_match(raw, leak) for leak in LEAKS)


def _may_match(raw: str, leak: Leak) -> bool:
    if leak.hints:
        return any(hint in raw for hint in leak.hints)
    return _pattern(leak.source).search(raw) is not None


_pattern = cache(re.compile)


def _is_code(text: ReviewText, match: re.Match[str]) -> bool:
    return any(start <= match.start() < end for start, end in text.code)


def _matches(raw: str, leak: Leak) -> Iterable[re.Match[str]]:
    if not _may_match(raw, leak):
        return
    for match in _pattern(leak.source).finditer(raw):
        if leak.really is None or leak.really(raw, match):
            yield match


RULE = Rule(NAME, Severity.ERROR, EVERYWHERE, check, __doc__ or "")
