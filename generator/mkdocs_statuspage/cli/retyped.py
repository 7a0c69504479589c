"""The command line to type next: the one that was typed, with what was wrong in it put right."""

import shlex
from collections.abc import Iterator, Sequence
from pathlib import Path

from mkdocs_statuspage.reading.folder import shown

TEXTS = ("-m", "--message", "-F", "--file")
LONGEST = 60


def retyped(
    words: Sequence[str],
    wrong: str | None,
    right: str | tuple[str, ...],
    kept: Path | None = None,
) -> str:
    """Return a command line with one word put right, or put in after the command's name.

    A text that is kept is read from where it is.
    """
    line = list(words)
    better = (right,) if isinstance(right, str) else right
    at = next((n for n, word in enumerate(line) if wrong and _holds(word, wrong)), None)
    if wrong and at is not None:
        option = line[at][: len(line[at]) - len(wrong)]
        line[at : at + 1] = [option + better[0], *better[1:]]
    else:
        at = command_at(line) + 1
        line[at:at] = better
    if kept is not None:
        line = [*_without_text(line), "-F", shown(kept)]
    return as_typed(line)


def as_typed(words: Sequence[str]) -> str:
    """Return words as they are typed after the program's name."""
    return shlex.join(["statuspage", *words])


def _holds(word: str, wrong: str) -> bool:
    """Tell whether a word is the one that was wrong, or an option that has it as its value."""
    return word == wrong or (word.startswith("-") and word.endswith(wrong))


def command_at(words: Sequence[str]) -> int:
    """Return where the command's name stands: the first word that is no option and no option's value."""
    options = [n for n, word in enumerate(words) if word == "-C"]
    return next(
        (n for n, w in enumerate(words) if not w.startswith("-") and n - 1 not in options), -1
    )


def _without_text(words: Sequence[str]) -> Iterator[str]:
    skips = False
    for word in words:
        if skips:
            skips = False
        elif word in TEXTS:
            skips = True
        elif not word.startswith(("--message=", "--file=", "-m", "-F")):
            yield word


def with_quotes(words: Sequence[str], stray: str | None) -> str:
    """Return the line with a text in quotes when a stray word stands right behind it; else nothing."""
    for at, option in enumerate(words[:-2]):
        if option in ("-m", "--message") and stray and words[at + 2] == stray:
            text = " ".join(words[at + 1 : at + 3])
            return as_typed([*words[: at + 1], text, *words[at + 3 :]])
    return ""
