"""Incidents in git become a status page, a blog of reports, and feeds."""

__version__ = "0.1.0"
