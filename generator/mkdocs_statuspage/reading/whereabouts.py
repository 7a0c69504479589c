"""Where the fields of an incident file stand, for findings that are made after it was read."""

from pathlib import Path

from mkdocs_statuspage.model.front_matter import split_front_matter
from mkdocs_statuspage.yaml_text.source import SourceFile, read_source
from mkdocs_statuspage.yaml_text.tree import Marks, Refused, read_tree


def marks_in(path: Path, shown: str) -> Marks:
    """Give the place of every field of a file; of none, where it cannot be read any more."""
    source = read_source(path, shown)
    return marks_of(source) if isinstance(source, SourceFile) else Marks(SourceFile(shown, ""))


def marks_of(source: SourceFile) -> Marks:
    """Give the place of every field of a text."""
    yaml, first_line = source.text, 1
    if source.path.endswith(".md"):
        document = split_front_matter(source.text)
        if document is None:
            return Marks(source)
        yaml, first_line = document.yaml, document.first_line
    try:
        return read_tree(source, yaml, first_line)[1]
    except Refused:
        return Marks(source)
