"""`/build.json`: when and by what the site was built, for whoever watches that it is."""

import json

from mkdocs_statuspage import __version__
from mkdocs_statuspage.model.scalars import format_instant
from mkdocs_statuspage.outputs.view.page import Files
from mkdocs_statuspage.site import Site


def files(site: Site) -> Files:
    """Return `build.json`; besides the status page the only file that changes with the clock."""
    data = {"built_at": format_instant(site.now), "generator": f"mkdocs-statuspage {__version__}"}
    return {"build.json": json.dumps(data, indent=1) + "\n"}
