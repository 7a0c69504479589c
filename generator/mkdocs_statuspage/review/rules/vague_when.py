"""A time that nobody can plan with: soon, shortly, in the coming days, as soon as possible.

Why: "regular updates", "even if there's nothing to report", and set timings [S0]. People decide by
the time, not by the mood. The rule is silent beside a time that one can be held to, and in a text
that says when its next update comes. An update that only promises to keep people informed is told
so by `no-next-update`, once.

Mend: give a time and a zone for the next word, even if there is nothing new then.

Before: We will keep you updated as soon as we know more.

After: Next update by 14:30 UTC, whether or not it is mended.
"""

import re
from collections.abc import Iterator

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.evidence import DEADLINE, has_dated_next_update
from mkdocs_statuspage.review.hits import hit_of
from mkdocs_statuspage.review.phrasebook import Match, phrasebook
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Kind, Rule
from mkdocs_statuspage.review.text import Text

NAME = "vague-when"

WORD = "word"
"""The group of phrases that promise to tell more."""

ASAP = "asap"
"""The group of phrases that also tell how something was done."""

AHEAD = re.compile(
    r"\b(?:will|ll|wo|are|re|is|am|m|hope|plan|aim|want|expect|anticipate|try|trying|please|can|continue|ask)\b"
)
"""What stands before "as soon as possible" when it is still to come."""

DONE = re.compile(r"\b(?:was|were|had|did|has|done|continued|worked|moved|acted|tried|felt|able)\b")
"""What stands there when it is told."""


def check(text: Text, facts: Facts) -> Iterator[Hit]:
    """Find times that are none, in a text that does not say when its next update comes."""
    if has_dated_next_update(text, facts.language):
        return
    for match in phrasebook(NAME, facts.language).matches(text):
        told_already = match.group.name == WORD and facts.kind is Kind.UPDATE
        past = match.group.name == ASAP and _is_told(text, match)
        if not told_already and not past and not DEADLINE.search(text.of(match.sentence)):
            yield hit_of(match)


def _is_told(text: Text, match: Match) -> bool:
    """Tell whether the sentence looks back: "we worked as quickly as possible"."""
    before = text.lower[match.sentence.start : match.end]
    done, ahead = (max((m.end() for m in p.finditer(before)), default=-1) for p in (DONE, AHEAD))
    return done > ahead


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "")
