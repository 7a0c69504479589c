"""What a page may load and run, said in its head: its own files, and scripts known by their hash."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from urllib.parse import urlsplit

_IS_ADDRESS = re.compile(r"(?:https?:)?//[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#]|$)", re.IGNORECASE)
"""A host and nothing that would mean something else in a policy."""
_INLINE_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


def own_policy(style: str, scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of our own pages.

    Args:
        style: the style sheet that some pages carry within them.
        scripts: addresses of the owner's own scripts.
        styles: addresses of the owner's own style sheets.
    """
    return _policy(
        script=["'self'", *origins(scripts)],
        style=["'self'", hash_of(style), *origins(styles)],
        font=["'self'", *origins(styles)],
    )


def material_policy(inline: Iterable[str], scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Return the policy of Material's pages, on which the theme's own inline scripts run.

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
