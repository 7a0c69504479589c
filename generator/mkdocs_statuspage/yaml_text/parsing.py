"""Running PyYAML's parsers, and saying in people's words what stopped them."""

import re

import yaml

from mkdocs_statuspage.model.conflict import conflict_markers
from mkdocs_statuspage.yaml_text.lines import place
from mkdocs_statuspage.yaml_text.refusals import CannotEdit

# libyaml reads 5,000 front matters in 0.6 s, PyYAML's own parser in 5; not every system has it.
FAST: type = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The loader that incident files are read with."""
LOADERS: tuple[type, ...] = tuple(dict.fromkeys((FAST, yaml.SafeLoader)))
"""All that have to agree: what one refuses or reads otherwise is broken for whoever reads with it."""

# Neither parser takes these, and each reports them in its own way or not at all.
_UNREADABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def refuse_unreadable(text: str) -> None:
    """Raise `CannotEdit` for a character that YAML does not know."""
    found = _UNREADABLE.search(text)
    if found:
        code = f"U+{ord(found.group()):04X}"
        reason = f"the character {code} is not allowed in YAML; remove it"
        raise CannotEdit(*place(text, found.start()), reason)


def refuse_broken(text: str, loader: type) -> None:
    """Raise `CannotEdit` with place and reason when a loader's parser cannot read a text."""
    try:
        read_events(text, loader)
    except yaml.YAMLError as error:
        raise broken(text, error) from error


def read_events(text: str, loader: type) -> list[yaml.Event]:
    """Parse a text into events."""
    return list(yaml.parse(text, Loader=loader))


def broken(text: str, error: yaml.YAMLError) -> CannotEdit:
    """Say what the parser met, or what people know it by: a conflict, a tab, an open quote."""
    conflict = conflict_markers(text)
    if conflict:
        return CannotEdit(conflict, 1, "git left a conflict here; resolve it first")
    at, problem = _problem(text, error)
    if text[at : at + 1] == "\t":
        problem = "a tab stands where only spaces may"
    return CannotEdit(*place(text, at), f"not valid YAML: {problem}; mend this first")


def _problem(text: str, error: yaml.YAMLError) -> tuple[int, str]:
    """Give where the trouble is; for a quote that is never closed, where it was opened."""
    mark, context = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "context", None) or str(error)
    if context and mark and mark.index >= len(text.rstrip()):
        return context.index, f"{getattr(error, 'context', '')}, {problem}"
    return (min(mark.index, len(text)) if mark else 0), problem
