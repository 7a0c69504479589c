"""Every feed in every format."""

from mkdocs_statuspage.outputs.feeds.feed_formats import files

__all__ = ["files"]
