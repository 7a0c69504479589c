"""A post of Hugo: front matter in YAML, TOML or JSON, the comments in it, and the text below; read, or why it cannot be."""

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs_statuspage.model.finding import Finding
from mkdocs_statuspage.yaml_text.nodes import Refused
from mkdocs_statuspage.yaml_text.source import (
    SourceFile,
    count_breaks,
    read_source,
    split_front_matter,
)
from mkdocs_statuspage.yaml_text.tree import read_tree

_TOML = re.compile(r"\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"(?:^|(?<=\s))#[^\n\r]*", re.MULTILINE)
_TEMPLATE = re.compile(r"\bdown\b.*\bnotice\b")
"""What cState's own template says in a comment, in every post that was made from it."""


@dataclass(frozen=True, slots=True)
class Post:
    """What one file holds."""

    path: str
    """The file, as the user would know it."""
    fields: Mapping[str, Any]
    """The front matter, its keys in small letters, as Hugo reads them; values of YAML are strings."""
    comments: tuple[str, ...]
    """The comments in it."""
    body: str
    """The Markdown below."""
    whole: str
    """All of the file."""


class NoPost(Exception):
    """A file is none; says where in it, and why."""


def read_post(path: Path, shown: str) -> Post:
    """Read a file.

    Raises:
        NoPost: it cannot be read, or has no front matter.
    """
    source = read_source(path, shown)
    if isinstance(source, Finding):
        raise NoPost(_said(source))
    tree, front, body = _parts(source)
    if not isinstance(tree, dict):
        raise NoPost(f"{shown}:1:1: its front matter has no fields")
    fields = {str(key).lower(): value for key, value in tree.items()}
    comments = (found[0] for found in _COMMENT.finditer(front) if not _TEMPLATE.search(found[0]))
    return Post(shown, fields, tuple(comments), body, source.text)


def read_settings(path: Path, shown: str) -> Mapping[str, Any]:
    """Read a file of settings, YAML or TOML.

    Raises:
        NoPost: it cannot be read.
    """
    source = read_source(path, shown)
    if isinstance(source, Finding):
        raise NoPost(_said(source))
    is_toml = path.suffix == ".toml"
    tree = _toml(source, source.text, 0) if is_toml else _yaml(source, source.text, 1)
    if isinstance(tree, list) and all(isinstance(item, dict) for item in tree):
        # Upptime's older files have a dash before each key.
        tree = {key: value for item in tree for key, value in item.items()}
    if not isinstance(tree, dict):
        raise NoPost(f"{shown}:1:1: it has no settings")
    return tree


def _parts(source: SourceFile) -> tuple[Any, str, str]:
    """Return the front matter, its text where it may have comments, and the text below."""
    document = split_front_matter(source.text)
    if document:
        return _yaml(source, document.yaml, document.first_line), document.yaml, document.body
    toml = _TOML.match(source.text)
    if toml:
        return _toml(source, toml[1], 1), toml[1], source.text[toml.end() :]
    if source.text.startswith("{"):
        tree, end = _json(source)
        return tree, "", source.text[end:]
    raise NoPost(f"{source.path}:1:1: no front matter, so nothing says what it is and when it was")


def _yaml(source: SourceFile, text: str, first_line: int) -> Any:
    try:
        return read_tree(source, text, first_line)[0]
    except Refused as refused:
        raise NoPost(_said(refused.finding)) from None


def _toml(source: SourceFile, text: str, before: int) -> Any:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"line (\d+)", str(error))
        line = int(place[1]) if place else 1 + count_breaks(text)
        raise NoPost(f"{source.path}:{line + before}: not TOML: {error}") from None


def _json(source: SourceFile) -> tuple[Any, int]:
    try:
        return json.JSONDecoder().raw_decode(source.text)
    except json.JSONDecodeError as error:
        place = f"{source.path}:{error.lineno}:{error.colno}"
        raise NoPost(f"{place}: not JSON: {error.msg}") from None


def _said(finding: Finding) -> str:
    return f"{finding.place}: {finding.message}"
