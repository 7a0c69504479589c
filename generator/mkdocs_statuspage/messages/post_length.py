"""How long a post is, as each network counts: in what readers see as one sign, with every address as long as the network says."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from mkdocs_statuspage.model.config import SocialChannel

_ADDRESS = re.compile(r"https?://\S+")
_BARE_ADDRESS = re.compile(
    r"https?://\S+|(?<![\w@.])(?:[\w-]+\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE
)
"""X makes links of names of hosts too."""
_ELSEWHERE = re.compile(r"(?<!\w)(@\w+)@[\w.-]+\w")
"""Somebody on another server of Mastodon's; the server does not count."""
SHORT_ADDRESS = 23
"""How long every address is for Mastodon and X."""
_JOINER = "\u200d"
_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))
"""What X counts once, by its published configuration; everything else twice."""


def signs(text: str) -> int:
    """Count what readers see as one sign each; where it is not certain, rather too many."""
    return sum(1 for _ in _clusters(unicodedata.normalize("NFC", text)))


def _clusters(text: str) -> Iterator[str]:
    cluster = ""
    for char in text:
        if cluster and _continues(cluster, char):
            cluster += char
            continue
        if cluster:
            yield cluster
        cluster = char
    if cluster:
        yield cluster


def _continues(cluster: str, char: str) -> bool:
    """Tell whether a character belongs to the sign before it."""
    is_flag = "\U0001f1e6" <= char <= "\U0001f1ff"
    if is_flag:
        return len(cluster) == 1 and "\U0001f1e6" <= cluster <= "\U0001f1ff"
    return (
        unicodedata.category(char) in ("Mn", "Me")
        or char in (_JOINER, "\ufe0f")
        or "\U0001f3fb" <= char <= "\U0001f3ff"  # a colour of skin
        or "\U000e0020" <= char <= "\U000e007f"  # the tags of a flag
        or (cluster[-1] == _JOINER and ord(char) > 0x2000)
        or cluster + char == "\r\n"
    )


def _on_mastodon(text: str) -> int:
    return signs(_ELSEWHERE.sub(r"\1", _ADDRESS.sub("x" * SHORT_ADDRESS, text)))


def _on_x(text: str) -> int:
    left = _BARE_ADDRESS.sub("x" * SHORT_ADDRESS, unicodedata.normalize("NFC", text))
    return sum(map(_weight, _clusters(left)))


def _weight(cluster: str) -> int:
    """Return what a sign weighs for X: an emoji of many characters as much as one."""
    if len(cluster) > 1 and (_JOINER in cluster or ord(cluster[0]) > 0x1F000):
        return 2
    return sum(1 if any(a <= ord(c) <= b for a, b in _LIGHT) else 2 for c in cluster)


def _on_threads(text: str) -> int:
    """Count characters, and an emoji by the bytes that it takes."""
    return sum(len(char.encode()) if ord(char) > 0x1F000 else 1 for char in text)


def _in_units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


@dataclass(frozen=True, slots=True)
class PostLimit:
    """How long a post may be, and how that is counted."""

    limit: int
    count: Callable[[str], int]

    def fits(self, text: str) -> bool:
        """Tell whether a text may be posted."""
        return self.count(text) <= self.limit


NETWORKS: Mapping[str, PostLimit] = {
    "mastodon": PostLimit(500, _on_mastodon),
    "bluesky": PostLimit(300, signs),
    "x": PostLimit(280, _on_x),
    "threads": PostLimit(500, _on_threads),
    "linkedin": PostLimit(3000, _in_units),
    "other": PostLimit(500, signs),
}
"""Each network's own, by its published limits."""
WITHOUT_LIMIT = PostLimit(1_000_000, len)


def limit_of(channel: SocialChannel) -> PostLimit:
    """Return how long a post in a channel may be."""
    usual = NETWORKS[channel.network]
    return PostLimit(channel.limit or usual.limit, usual.count)
