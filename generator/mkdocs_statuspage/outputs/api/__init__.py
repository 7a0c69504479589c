"""`/api/v2/`: the site as Atlassian Statuspage's v2 API says it, so that its clients work unchanged.

What goes beyond Statuspage stands under the one key `x_statuspage`, which strict clients never see.
"""

from mkdocs_statuspage.outputs.api.documents import files

__all__ = ["files"]
