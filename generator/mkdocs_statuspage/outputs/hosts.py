"""Files that hosts and their watchers read: `_headers` for CORS, types and short caching; `_redirects` for old addresses;
`build.json` says when and by what the site was built; `robots.txt` where the site map is, on a host that is all ours.
"""

import json
from collections.abc import Mapping
from urllib.parse import quote, urlsplit

from mkdocs_statuspage import __version__
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.old_addresses import old_addresses
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.site import Site

XML, JSON, JSON_FEED = "application/xml", "application/json", "application/feed+json"
"""A feed's own type makes some browsers save it; as XML all of them show it, and readers read both."""
TYPES: Mapping[str, str] = {
    "/api/*": JSON,
    "/feed.xml": XML,
    "/feed.atom": XML,
    "/feed.json": JSON_FEED,
    "/history.rss": XML,
    "/history.atom": XML,
    "/reports/feed.xml": XML,
    "/reports/feed.atom": XML,
    "/reports/feed.json": JSON_FEED,
    "/components/:id/feed.xml": XML,
    "/components/:id/feed.atom": XML,
    "/components/:id/feed.json": JSON_FEED,
    "/incidents/:id/feed.xml": XML,
    "/record.json": JSON,
    "/record/parts/*": JSON,
    "/badge.svg": "image/svg+xml",
    "/badge.json": JSON,
    "/components/:id/badge.svg": "image/svg+xml",
    "/components/:id/badge.json": JSON,
    "/calendar.ics": "text/calendar",
    "/incidents/:id/calendar.ics": "text/calendar",
}
"""What programs fetch again and again, from anywhere. No two match one file: hosts add them up."""
UNCHANGING = ("/assets/statuspage/*", "/previews/*")
"""What has its content in its name, so that whoever has it never asks again."""
FOREVER = "public, max-age=31536000, immutable"
SECURITY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Frame-Options": "SAMEORIGIN",
}
"""What holds for every file. What a page may load stands in the page; badges, feeds and API are no frames, and may be shown anywhere.

Nothing is said of TLS: that would hold for a whole host, and for a year.
"""
PICTURES = "/incidents/*.svg"
"""Pictures that somebody else may have drawn; hosts that know no sign amid a path pass over it."""
INERT = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""What lets a picture be seen and nothing in it run, also when its own address is opened."""
SECONDS = 60
"""How long an answer may be kept."""


def files(site: Site) -> Files:
    """Return what hosts read besides pages; besides the status page `build.json` alone changes with the clock."""
    built = {"built_at": format_instant(site.now), "generator": f"mkdocs-statuspage {__version__}"}
    made = {
        "_headers": headers(site.address)
        + inert_pictures(site.address)
        + everywhere(site.address)
        + kept_forever(site.address),
        "build.json": json.dumps(built, indent=1) + "\n",
    }
    if site.url and urlsplit(site.url).path in ("", "/"):
        made["robots.txt"] = (
            f"User-agent: *\nAllow: /\n\nSitemap: {site.url.rstrip('/')}/sitemap.xml\n"
        )
    root = f"/{site.address}"
    moved = "".join(
        f"{root}{quote(one.old.rstrip('/'))} {root}{one.new} 301\n" for one in old_addresses(site)
    )
    return made | ({"_redirects": moved} if moved else {})


def headers(address: str = "") -> str:
    """Return the file that Netlify and Cloudflare Pages read; the documentation has it for other hosts."""
    return "".join(
        f"/{address}{path[1:]}\n"
        "  Access-Control-Allow-Origin: *\n"
        f"  Cache-Control: public, max-age={SECONDS}, must-revalidate\n"
        f"  Content-Type: {mime}; charset=utf-8\n"
        for path, mime in TYPES.items()
    )


def everywhere(address: str = "") -> str:
    """Return the rule for all files; it shares no header with another rule, as hosts would add them up."""
    said = "".join(f"  {name}: {value}\n" for name, value in SECURITY.items())
    return f"/{address}*\n{said}"


def kept_forever(address: str = "") -> str:
    """Return the rules for what never changes under its name."""
    return "".join(f"/{address}{path[1:]}\n  Cache-Control: {FOREVER}\n" for path in UNCHANGING)


def inert_pictures(address: str = "") -> str:
    """Return the rule that keeps whatever a picture holds from running when its own address is opened."""
    return f"/{address}{PICTURES[1:]}\n  Content-Security-Policy: {INERT}\n"
