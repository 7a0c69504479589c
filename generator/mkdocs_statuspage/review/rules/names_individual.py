"""One person is the cause: human error, "an engineer mistakenly", a name beside the fault.

Why: "Don't point fingers" [S1] [S2]. A system that one slip can bring down was built by many, and a
name in a permanent archive is a punishment. Who signs a report is named, as the one to answer to.

Mend: describe the system that let it happen, and write "we".

Before: An engineer accidentally ran the clean-up on production.

After: The clean-up accepted a production target without asking, and we ran it there.
"""

import re
from collections.abc import Iterator
from functools import cache

from mkdocs_statuspage.model.finding import Severity
from mkdocs_statuspage.review.hits import first_in_each_block, hit_of
from mkdocs_statuspage.review.numbers import CLOCK
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.rule import EVERYWHERE, Facts, Hit, Rule
from mkdocs_statuspage.review.text import Sentence, Text

NAME = "names-individual"

NAMED = re.compile(
    r"(?<![\w@#/.-])(?P<name>[A-Z][a-zà-ÿ]+)(?:(?: [A-Z]\.)? [A-Z][a-zà-ÿ]+)?"
    r"(?:, (?:our|the|an?|from|of|in) [\w' -]{2,40},| (?:in|from|of) (?:our |the )?\w+(?: team)?)?,?"
    r" (?:(?:then|also|later|had|has|who|and [A-Z][a-z]+) )*(?P<verb>[a-z]+)\b"
)
"""A capitalised name, perhaps with a second one and an office, and the word after it."""

ENTRY = re.compile(r"^[ \t*_|•+-]*(?:\d{4}-\d\d-\d\d[ T]?)?\(?\d{1,2}[:.]\d\d", re.MULTILINE)
"""A line of a timeline: it begins with a time."""

MESSAGE = "a person is named as the one who did it"

MEND = 'Write "we", and describe the system that let it happen'


def check(text: Text, facts: Facts) -> Iterator[Hit]:
    """Find individuals as causes, and people named in a timeline."""
    for match in phrasebook(NAME, facts.language).matches(text):
        yield hit_of(match)
    yield from first_in_each_block(text, _named(text, facts))


def _named(text: Text, facts: Facts) -> Iterator[Hit]:
    known = first_names(facts.language) | {name.split()[0].lower() for name in facts.names if name}
    named = {sentence.index for sentence in text.with_any(known)}
    timed = _timed_blocks(text)
    for sentence in text.sentences:
        if sentence.index in named or sentence.block in timed:
            entry = sentence.block in timed or CLOCK.search(text.of(sentence)) is not None
            yield from _in_sentence(text, sentence, known, entry, facts.language)


def _in_sentence(
    text: Text, sentence: Sentence, known: frozenset[str], timed: bool, language: str
) -> Iterator[Hit]:
    for match in NAMED.finditer(text.prose, sentence.start, sentence.end):
        if _acts(match["name"].lower(), match["verb"], known, timed, language):
            yield Hit(match.start(), match.end(), MESSAGE, MEND)


def _timed_blocks(text: Text) -> frozenset[int]:
    """Give the blocks that are entries of a timeline."""
    lines = {match.end() for match in ENTRY.finditer(text.prose)}
    return frozenset(
        s.block for s in text.sentences if any(s.start <= end <= s.end for end in lines)
    )


def _acts(name: str, verb: str, known: frozenset[str], timed: bool, language: str) -> bool:
    if name in known:
        return verb in words("fault-verbs", language) or (
            timed and verb in words("deed-verbs", language)
        )
    only_people = words("people-verbs", language)
    return timed and verb in only_people and name not in words("not-names", language)


@cache
def words(group: str, language: str) -> frozenset[str]:
    """Give a list of single words from `names.txt`."""
    groups = {found.name: found for found in phrasebook("names", language).groups}
    return frozenset(word for phrase in groups[group].phrases for word in phrase.keys)


def first_names(language: str) -> frozenset[str]:
    """Give the first names that are nothing else as well."""
    return words("first-names", language)


RULE = Rule(NAME, Severity.WARNING, EVERYWHERE, check, __doc__ or "")
