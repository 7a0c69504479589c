"""Files that hosts read: `_headers` for CORS, types and short caching; `_redirects` for old addresses."""

import re
from collections.abc import Iterator

from mkdocs_statuspage.outputs.page import Files
from mkdocs_statuspage.site import Site

HEADERS = """\
# Netlify and Cloudflare Pages read this file; other hosts are set up as the documentation says.
/api/*
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=30, must-revalidate
  Content-Type: application/json; charset=utf-8
/*.xml
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60, must-revalidate
  Content-Type: application/xml; charset=utf-8
/*.atom
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60, must-revalidate
  Content-Type: application/xml; charset=utf-8
/*.rss
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60, must-revalidate
  Content-Type: application/xml; charset=utf-8
/*feed.json
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60, must-revalidate
  Content-Type: application/feed+json; charset=utf-8
/*badge.json
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60, must-revalidate
/*badge.svg
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=60, must-revalidate
/calendar.ics
  Access-Control-Allow-Origin: *
  Cache-Control: public, max-age=300, must-revalidate
  Content-Type: text/calendar; charset=utf-8
"""
_SAFE = re.compile(r"[A-Za-z0-9_-]{1,100}")


def files(site: Site) -> Files:
    """Give what hosts read besides pages."""
    moved = "".join(f"{old} {new} 301\n" for old, new in redirects(site))
    return {"_headers": HEADERS} | ({"_redirects": moved} if moved else {})


def redirects(site: Site) -> Iterator[tuple[str, str]]:
    """Give addresses that a Statuspage had for what was imported from it, and where that is now."""
    for course in site.courses:
        source = course.incident.source
        if source and source.system == "statuspage" and source.id and _SAFE.fullmatch(source.id):
            yield f"/incidents/{source.id}", f"/incidents/{course.incident.id}/"
