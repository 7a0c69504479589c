"""Says in plain words why a text is not YAML, and where."""

from collections.abc import Mapping

import yaml
from yaml.reader import ReaderError

_HINTS: Mapping[str, str] = {
    "cannot start any token": "indent with spaces, and quote text that starts with a sign",
    "mapping values are not allowed": "a text with a colon needs quotes; else the line above lacks"
    " a blank after its colon, or this one stands too far right",
    "could not find expected ':'": "write `key: value`, with a blank after the colon",
    "did not find expected key": "check the indentation against the lines above, and the quotes",
    "did not find expected '-' indicator": "indent every line of a list alike",
    "did not find expected ',' or": "close every [ and {, with a comma between items",
    "did not find expected node content": "close every [ and {, with a comma between items",
    "unexpected end of stream": "close the quotes that open here",
    "invalid Unicode character escape": "write the character itself",
    "unknown escape character": "write two \\ for one, or use single quotes",
    "invalid leading": "indent with spaces",
}


def syntax_words(error: yaml.YAMLError, text: str) -> tuple[int, int, str, str]:
    """Give line and column as YAML counts them from 0, what is wrong, and what to do."""
    if isinstance(error, ReaderError):
        line, column = text.count("\n", 0, error.position), 0
        return line, column, f"not valid YAML: {error.reason}", "delete the character"
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, 0, "not valid YAML", "check this file with your editor"
    # Quotes that are never closed are found at the end of the file, and mended where they open.
    never_closed = "unexpected end of stream" in (error.problem or "")
    mark = (error.context_mark if never_closed else None) or error.problem_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    lines = text.splitlines() or [""]
    if error.context_mark and not "".join(lines[line:]).strip():  # found at the end, opened above
        line, column = error.context_mark.line, error.context_mark.column
    line = min(line, len(lines) - 1)
    return line, column, f"not valid YAML: {error.problem}", _hint(error)


def _hint(error: yaml.MarkedYAMLError) -> str:
    problem = f"{error.problem} {error.context}"
    found = (hint for part, hint in _HINTS.items() if part in problem)
    return next(found, "check this line and the one above it")
