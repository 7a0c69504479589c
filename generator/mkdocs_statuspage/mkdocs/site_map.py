"""A site map that is too long: an index of its parts, by the year that an address begins with, so that each part is small and few change."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

NAME = "sitemap.xml"
PART = "sitemap/{name}.xml"
"""Where a part stands on the site."""
AT_MOST = 1500
"""How many pages are in one file."""
_ENTRY = re.compile(r"<url>.*?</url>", re.DOTALL)
_PLACE = re.compile(r"<loc>(.*?)</loc>")
_DAY = re.compile(r"<lastmod>(.*?)</lastmod>")
_YEAR = re.compile(r"/incidents/(\d{4})-")
_INDEX = """\
<?xml version="1.0" encoding="UTF-8"?>
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{parts}
</sitemapindex>
"""


def parted(xml: str, root: str) -> tuple[str, Mapping[str, str]]:
    """Return a site map and no parts, or where it is too long the index of its parts, and these by where they stand.

    Args:
        xml: the site map as MkDocs drew it, whatever other plugins added.
        root: the whole address of the site.
    """
    entries = _ENTRY.findall(xml)
    if len(entries) <= AT_MOST or not root:
        return xml, {}
    head, foot = xml[: xml.index("<url>")].rstrip(), xml[xml.rindex("</url>") + len("</url>") :]
    parts = dict(_parts(entries))
    listed = (_listed(root + PART.format(name=name), part) for name, part in parts.items())
    made = {
        PART.format(name=name): "\n".join([head, *part, foot.strip(), ""])
        for name, part in parts.items()
    }
    return _INDEX.format(parts="\n".join(listed)), made


def _parts(entries: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield parts under their names, filled from the oldest, so that a new page changes the last of its year alone."""
    for name, found in groupby(sorted(entries, key=_key), key=lambda entry: _key(entry)[0]):
        of_it = list(found)
        for number, start in enumerate(range(0, len(of_it), AT_MOST), 1):
            part = of_it[start : start + AT_MOST]
            yield name if number == 1 else f"{name}-{number}", part


def _key(entry: str) -> tuple[str, str]:
    place = _PLACE.search(entry)
    year = _YEAR.search(entry)
    return year[1] if year else "pages", place[1] if place else ""


def _listed(address: str, part: Sequence[str]) -> str:
    days = [found[1] for entry in part if (found := _DAY.search(entry))]
    day = f"<lastmod>{max(days)}</lastmod>" if days else ""
    return f"<sitemap><loc>{address}</loc>{day}</sitemap>"
