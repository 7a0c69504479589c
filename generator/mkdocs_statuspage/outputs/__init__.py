"""What is put out: each module here gives files from a `Site`, and `OUTPUTS` lists them all."""

from mkdocs_statuspage.outputs import api, badges, calendar, feeds, hosts, pages, record_json
from mkdocs_statuspage.outputs.view.page import Files, Output
from mkdocs_statuspage.site import Site

OUTPUTS: tuple[Output, ...] = (
    pages.files,
    feeds.files,
    api.files,
    calendar.files,
    badges.files,
    hosts.files,
    record_json.files,
)


def all_files(site: Site) -> Files:
    """Return every file of the site, by path below its root."""
    return {path: content for output in OUTPUTS for path, content in output(site).items()}
