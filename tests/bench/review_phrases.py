"""Which phrases readers let pass: candidates for the sign of doubt, from labelled texts.

`python -m tests.bench.review_phrases FILE...`, files as `review_texts` reads them. For each phrase that counts in
whole texts it shares a text's finding among the phrases that make it, and lists those that add more wrong than
right. Decision record 12 says what a doubtful phrase is.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mkdocs_statuspage.review import RULES, review_text
from mkdocs_statuspage.review.phrase_files import PHRASES_DIR
from mkdocs_statuspage.review.phrasebook import phrasebook
from mkdocs_statuspage.review.text import Text, read_text
from tests.bench.review_texts import Labelled, read_texts

LISTED = [rule.name for rule in RULES if (PHRASES_DIR / "en" / f"{rule.name}.txt").exists()]

LET_PASS = 0.6
"""A phrase is listed when what it adds wrongly is more than this share of what it adds rightly."""


def makers(text: Text, labelled: Labelled) -> Iterator[tuple[str, frozenset[str]]]:
    """Give, for each rule that fires, the phrases that make it fire."""
    hits = review_text(labelled.text, labelled.kind)
    for rule in LISTED:
        spans = [(h.start, h.end) for h in hits if h.rule == rule and not h.missing]
        found = frozenset(
            phrase.written
            for group in phrasebook(rule).groups
            for phrase in group.phrases
            for match in phrase.pattern.finditer(text.lower)
            if any(match.start() < end and match.end() > start for start, end in spans)
        )
        if found:
            yield rule, found


def main() -> None:
    """Print the phrases of each rule that add more wrong than right."""
    right: Counter[tuple[str, str]] = Counter()
    wrong: Counter[tuple[str, str]] = Counter()
    for path in sys.argv[1:]:
        for labelled in read_texts(Path(path)):
            text = read_text(labelled.text)
            for rule, found in makers(text, labelled) if text.is_long else ():
                counts = right if rule in labelled.expected else wrong
                counts.update({(rule, phrase): 1 / len(found) for phrase in found})  # type: ignore[arg-type]
    for (rule, phrase), added in sorted(wrong.items()):
        if added > LET_PASS * right[rule, phrase]:
            print(f"{rule}: {right[rule, phrase]:.1f} right, {added:.1f} wrong: {phrase.strip()}")


if __name__ == "__main__":
    main()
