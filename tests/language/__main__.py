"""Adds a language, or renews its catalogue, and says what is left to do: `python -m tests.language de`."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import material

from mkdocs_statuspage.language import load_words
from mkdocs_statuspage.policy.report_sections import WORDS_IN
from mkdocs_statuspage.reading.parts import HEADINGS
from mkdocs_statuspage.review.phrasebook import LANGUAGES
from tests.language.catalogues import catalogue_text, keys, languages, path_of, untranslated

MATERIAL = Path(material.__file__).parent / "templates" / "partials" / "languages"
AN_EVENING = datetime(2026, 11, 3, 19, 12, tzinfo=UTC)


def renew(language: str) -> Iterator[str]:
    """Write the catalogue of a language, and say what it lacks."""
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(catalogue_text(language), encoding="utf-8")
    missing = list(untranslated(language))
    yield f"{path}: {len(keys()) - len(missing)} of {len(keys())} strings are there"
    yield from (f"  to translate: {english}" for english in missing)
    yield from (
        f"  a heading of reports, known by its words: {h}"
        for h in HEADINGS.values()
        if h in missing
    )
    yield from beside_the_catalogue(language)


def beside_the_catalogue(language: str) -> Iterator[str]:
    """Say what a language has from elsewhere, and what it does without."""
    words = load_words(language)
    yield f"Days, times and numbers are Babel's: {words.moment(AN_EVENING, ZoneInfo('UTC'), weekday=True)}, {words.number(1234.5, 1)}"
    if not (MATERIAL / f"{language}.html").is_file():
        yield "Material for MkDocs has no words for its own search page; it stays English"
    if language not in LANGUAGES:
        yield "Reviewed by the rules that need no phrases (`leak`); to have the others: review/phrases/"
    if language not in WORDS_IN:
        yield "Whether a report says sorry is not looked for; to have it: policy/report_sections.py"
    yield "Help, errors and answers of commands are English in every language; what they ask and put into files is not, once there is a site"


if __name__ == "__main__":
    for name in sys.argv[1:] or languages():
        print(*renew(name), sep="\n")
