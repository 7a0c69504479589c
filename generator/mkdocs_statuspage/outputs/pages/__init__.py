"""The pages: each module gives `Page` values from a `Site`, and `PAGES` lists them all."""

from mkdocs_statuspage.outputs.page import Files, Page
from mkdocs_statuspage.site import Site


def files(site: Site) -> Files:
    """Give every page of the site."""
    return {"index.md": Page("index.md", "statuspage/status.html", "Status", "x", {"level": site.headline.level.value})}
