"""What the response policy demands of an incident's report, where each demand comes from, and what is missing.

Pure functions over an incident and a policy. Language is for the rules beside this; here a thing is
there or it is not.
"""

from mkdocs_statuspage.review.demands.demand import Asked, Demand, Stage
from mkdocs_statuspage.review.demands.listing import (
    DEMANDS,
    demands_of,
    is_complete,
    missing_for,
    owes_a_report,
)

__all__ = [
    "DEMANDS",
    "Asked",
    "Demand",
    "Stage",
    "demands_of",
    "is_complete",
    "missing_for",
    "owes_a_report",
]
