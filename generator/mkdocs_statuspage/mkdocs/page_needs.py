"""What one of the owner's pages loads besides the site's own files, so that its policy allows that and nothing more."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from mkdocs_statuspage.mkdocs.security import hash_of, origins

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
    needed, whole = needs_of(content), needs_of(page)
    written = {_bare(script) for script in needed.scripts}
    added = [hash_of(script) for script in whole.scripts if _bare(script) not in written]
    fetched = origins(set(whole.fetched) - set(needed.fetched))
    sources = {name: set(found) for name, found in needed.sources.items()}
    sources.setdefault("script-src", set()).update(added, fetched)
    return _extended(policy, sources)


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
