"""What somebody may have meant by a word that is not known."""

from collections.abc import Iterable
from difflib import get_close_matches

from mkdocs_statuspage.yaml_text.source import one_line

MANY = 12
"""More names than this in a message help nobody."""


def near(word: str, known: Iterable[str], otherwise: str = "see the reference") -> str:
    """Return the help for a word that is not known: the near match, else all that are, if few."""
    names = list(known)
    close = closest(word, names)
    if close:
        return f"did you mean `{one_line(close)}`?"
    if names and len(names) <= MANY:
        return "use one of: " + ", ".join(names)
    return otherwise if names or otherwise != "see the reference" else "none is declared yet"


def allowed(word: str, names: Iterable[str]) -> str:
    """Return the help for a word from a closed list: the near match, and the list."""
    listed = ", ".join(names)
    close = closest(word, listed.split(", "))
    return f"did you mean `{close}`? allowed: {listed}" if close else f"use one of: {listed}"


def closest(word: str, names: Iterable[str]) -> str | None:
    """Return the name that is most like a word; None when none is."""
    wanted = one_line(word)
    same = {name.casefold(): name for name in names}
    close = get_close_matches(wanted.casefold().replace(" ", "_"), same, n=1, cutoff=0.6)
    return same[close[0]] if close else None


def unknown(word: str, known: Iterable[str], what: str) -> str:
    """Return the help for a name that should have been declared in the site's config."""
    help_text = near(word, known, otherwise="")
    where = f"declare it under `{what}:` in statuspage.yml"
    if help_text.startswith("did you mean"):
        return help_text
    return f"{help_text}, or {where}" if help_text else where
