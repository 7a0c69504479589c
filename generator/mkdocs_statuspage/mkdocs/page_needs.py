"""What a page may load and run, said in its head: the site's own files, scripts known by their hash, and what an owner's page has."""

import re
from base64 import b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from html.parser import HTMLParser
from urllib.parse import urlsplit

_IS_ADDRESS = re.compile(r"(?:https?:)?//[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#]|$)", re.IGNORECASE)
"""A host and nothing that would mean something else in a policy."""
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def own_policy(
    style: str, scripts: Iterable[str], styles: Iterable[str], forms: Iterable[str] = ()
) -> str:
    """Return the policy of our own pages.

    Args:
        style: the style sheet that some pages carry within them.
        scripts: addresses of the owner's own scripts.
        styles: addresses of the owner's own style sheets.
        forms: addresses that forms are sent to, when a visitor does so.
    """
    policy = _policy(
        script=["'self'", *origins(scripts)],
        style=["'self'", hash_of(style), *origins(styles)],
        font=["'self'", *origins(styles)],
    )
    return _extended(policy, {"form-action": set(origins(forms))})


def markdown_policy(inline: Iterable[str], scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of the owner's pages, whose text may have styles, and on which the theme's own inline scripts run.

    Args:
        inline: the theme's inline scripts, from its templates; never from a rendered page.
        scripts: addresses of the owner's own scripts.
        styles: addresses of the owner's own style sheets.
    """
    return _policy(
        script=["'self'", *map(hash_of, inline), *origins(scripts)],
        style=["'self'", "'unsafe-inline'", *origins(styles)],
        font=["'self'", "data:", *origins(styles)],
    )


def _policy(script: Iterable[str], style: Iterable[str], font: Iterable[str]) -> str:
    sources = {
        "default-src": "'none'",
        "script-src": " ".join(script),
        "style-src": " ".join(style),
        "font-src": " ".join(font),
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "media-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def hash_of(text: str) -> str:
    """Return the source expression that allows exactly this inline text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def inline_scripts(html: str) -> list[str]:
    """Return the inline scripts of a template's output that a browser would run."""
    return _INLINE_SCRIPT.findall(html)


def origins(addresses: Iterable[str]) -> list[str]:
    """Return the other hosts among some addresses: what the owner wrote into the configuration is meant."""
    parts = (urlsplit(address) for address in addresses if _IS_ADDRESS.match(address))
    return sorted({f"{part.scheme or 'https'}://{part.netloc}" for part in parts})


MERMAID = "https://unpkg.com"
"""Where Material gets the program that draws diagrams, on pages that have one."""
_LOADS = {
    ("img", "src"): "img-src",
    ("img", "srcset"): "img-src",
    ("image", "href"): "img-src",
    ("video", "poster"): "img-src",
    ("iframe", "src"): "frame-src",
    ("frame", "src"): "frame-src",
    ("embed", "src"): "object-src",
    ("object", "data"): "object-src",
    ("video", "src"): "media-src",
    ("audio", "src"): "media-src",
    ("track", "src"): "media-src",
    ("source", "src"): "media-src",
    ("source", "srcset"): "img-src",
    ("form", "action"): "form-action",
}
_OWN_TOO = ("frame-src", "object-src")
"""What no page loads from its own site unless it is said."""


@dataclass
class Needs:
    """What a text loads and runs."""

    sources: dict[str, set[str]] = field(default_factory=dict)
    """Where from, by the directive that allows it."""
    scripts: list[str] = field(default_factory=list)
    """The scripts that stand in the text itself."""
    fetched: list[str] = field(default_factory=list)
    """The addresses of scripts that are files."""
    handlers: list[str] = field(default_factory=list)
    """Attributes that run something."""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.needs = Needs()
        self.script: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element loads."""
        values = {name: value or "" for name, value in attrs}
        for name, value in values.items():
            if directive := _LOADS.get((tag, name)):
                self._allow(directive, _addresses(value) if name == "srcset" else [value])
            if name.startswith("on"):
                self.needs.handlers.append(f"<{tag} {name}>")
        if "mermaid" in values.get("class", "").split():
            self._allow("script-src", [MERMAID])
        if tag == "script" and "src" in values:
            self.needs.fetched.append(values["src"])
        elif tag == "script" and values.get("type", "text/javascript") in (
            "text/javascript",
            "module",
        ):
            self.script = []

    def handle_data(self, data: str) -> None:
        """Keep the text of a script."""
        if self.script is not None:
            self.script.append(data)

    def handle_endtag(self, tag: str) -> None:
        """End a script."""
        if tag == "script" and self.script is not None:
            self.needs.scripts.append("".join(self.script))
            self.script = None

    def _allow(self, directive: str, addresses: Iterable[str]) -> None:
        found = set(origins(addresses))
        if directive in _OWN_TOO and not found:
            found = {"'self'"}
        if found:
            self.needs.sources.setdefault(directive, set()).update(found)


def _addresses(srcset: str) -> list[str]:
    return [part.split()[0] for part in srcset.split(",") if part.strip()]


def needs_of(html: str) -> Needs:
    """Read what a text loads and runs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.needs


def allowing(policy: str, content: str, page: str) -> str:
    """Add to a policy what a page needs.

    Pictures, frames and the like are allowed where the owner's text has them. A script is not: what stands in a text may have
    come from anywhere. Those that a template or a plugin put around the text are.

    Args:
        policy: what all such pages may load.
        content: the text of the page.
        page: the page as it is published.
    """
    needed = needs_of(content)
    sources = {name: set(found) for name, found in needed.sources.items()}
    sources.setdefault("script-src", set()).update(_added(needed, page))
    return _extended(policy, sources)


def allowing_added(policy: str, drawn: str, page: str) -> str:
    """Add to a policy the scripts that other plugins put into a page of ours after it was drawn; none that it held before."""
    return _extended(policy, {"script-src": _added(needs_of(drawn), page)})


def _added(before: Needs, page: str) -> set[str]:
    """Return what allows the scripts of a page that were not there before."""
    whole, written = needs_of(page), {_bare(script) for script in before.scripts}
    added = {hash_of(script) for script in whole.scripts if _bare(script) not in written}
    return added | set(origins(set(whole.fetched) - set(before.fetched)))


def _bare(script: str) -> str:
    return "".join(script.split())


def _extended(policy: str, sources: dict[str, set[str]]) -> str:
    directives = dict(part.split(" ", 1) for part in policy.split("; "))
    for name, found in sources.items():
        there = directives.get(name, "").split()
        more = sorted(found - set(there))
        if more:
            directives[name] = " ".join([*there, *more])
    return "; ".join(f"{name} {value}" for name, value in directives.items())


def held_back(content: str) -> list[str]:
    """Tell what of a text the policy does not let run."""
    needs = needs_of(content)
    inline = ["a script in the page"] if needs.scripts else []
    return [
        *inline,
        *(f"the script {address}" for address in origins(needs.fetched)),
        *needs.handlers,
    ]
