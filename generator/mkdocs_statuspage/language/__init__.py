"""The site's own words, in its language, and how that language writes days, times and numbers.

Babel's room. What people wrote in incident files is theirs and is never translated.
"""

from mkdocs_statuspage.language.words import Words, languages, load_words, phrase

__all__ = ["Words", "languages", "load_words", "phrase"]
