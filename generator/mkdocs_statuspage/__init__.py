"""Incidents in git become a status page, a blog of reports, and feeds."""

__version__ = "0.1.0"

DOCUMENTATION = "https://pypi.org/project/mkdocs-statuspage/"
"""Where everything is explained. Once the site of `make documentation` has an address, it is changed here and in pyproject.toml."""
_INDEX = "https://pypi.org/"


def explained_at(page: str = "") -> str:
    """Return where a page of the documentation is, such as `hosting/`; an index of packages has one page for all."""
    return DOCUMENTATION if DOCUMENTATION.startswith(_INDEX) else DOCUMENTATION + page
