"""What hosts are told: short caching, CORS and types for whatever programs fetch."""

import re

from mkdocs_statuspage.outputs.hosts import TYPES, headers
from outputs.library import made, site

FOLLOWED = re.compile(
    r"(api/v2/.*|.*feed\.(xml|atom|json)|history\.\w+|.*badge\.\w+|calendar\.ics)"
)


def matching(path: str) -> list[str]:
    """Give the rules that match a path, as Netlify and Cloudflare Pages match them."""
    return [
        rule
        for rule in TYPES
        if re.fullmatch(re.sub(r":\w+", "[^/]+", rule).replace(".", r"\.").replace("*", ".*"), path)
    ]


def test_each_followed_file_has_exactly_one_rule() -> None:
    """Hosts put headers of several rules together, so no file may have two."""
    for path in made(site()):
        if FOLLOWED.fullmatch(path):
            assert len(matching(f"/{path}")) == 1, path


def test_every_rule_allows_any_page_to_read() -> None:
    """Widgets on other sites may read, and see a change within a minute."""
    blocks = headers().split("\n/")
    assert len(blocks) == len(TYPES)
    assert all("Access-Control-Allow-Origin: *\n" in block for block in blocks)
    assert all("max-age=60, must-revalidate\n" in block for block in blocks)


def test_statuspages_addresses_lead_on() -> None:
    """A link to an imported incident leads to its page here."""
    assert made(site())["_redirects"] == (
        "/incidents/k2m4v8x1q7c3 /incidents/2019-05-06-lifts/ 301\n"
    )
    assert "_redirects" not in made(site("well"))
