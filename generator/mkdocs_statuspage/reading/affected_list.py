"""The list of the people who were hit: a CSV file with a name, an address and fields, read row by row.

A row that no letter can be written to is named by its line, and the others are read.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from mkdocs_statuspage.csv_text import decoded, read_rows
from mkdocs_statuspage.model.scalars import is_host
from mkdocs_statuspage.yaml_text.source import FORBIDDEN

NAME = frozenset(["name", "full name", "nome", "nome completo"])
ADDRESS = frozenset(
    ["address", "email", "e-mail", "mail", "email address", "e-mail address", "endereço", "correio"]
)
"""What the two columns may be called."""
_LOCAL = r"[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*"
_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
_MAILBOX = re.compile(rf"(?=.{{3,254}}$){_LOCAL}@{_LABEL}(?:\.{_LABEL})+")


@dataclass(frozen=True, slots=True)
class AffectedPerson:
    """Somebody who was hit, and what the list says of them."""

    line: int
    """The line of the list on which they begin."""
    name: str
    address: str
    fields: Mapping[str, str]
    """What else the list says, by its column's name; what is empty is not there."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """A row that no letter can be written to."""

    line: int
    why: str


@dataclass(frozen=True, slots=True)
class AffectedList:
    """A list as read."""

    people: tuple[AffectedPerson, ...]
    broken: tuple[BrokenRow, ...]


class NoList(Exception):
    """A file is no list of people; says why."""


def read_affected(data: bytes) -> AffectedList:
    """Read a list.

    Raises:
        NoList: its first line does not name the columns.
    """
    people: dict[str, AffectedPerson] = {}
    broken: list[BrokenRow] = []
    for read in _rows(decoded(data)):
        if isinstance(read, AffectedPerson) and read.address.casefold() in people:
            first = people[read.address.casefold()].line
            read = BrokenRow(read.line, f"{read.address} stands on line {first} already")  # noqa: PLW2901
        if isinstance(read, BrokenRow):
            broken.append(read)
        else:
            people[read.address.casefold()] = read
    return AffectedList(tuple(people.values()), tuple(broken))


def _rows(text: str) -> Iterator[AffectedPerson | BrokenRow]:
    """Yield what each row says; after one that cannot be read, the next line begins a row again."""
    columns: Sequence[str] | None = None
    for line, cells in read_rows(text):
        if isinstance(cells, str):
            yield BrokenRow(line, cells)
        elif columns is None:
            columns = _columns(cells)
        else:
            yield _row(line, columns, cells)
    if columns is None:
        raise NoList("it is empty")


def _columns(cells: Sequence[str]) -> Sequence[str]:
    columns = [" ".join(cell.split()) for cell in cells]
    folded = [column.casefold() for column in columns]
    for what, names in (("name", NAME), ("address", ADDRESS)):
        if sum(column in names for column in folded) != 1:
            raise NoList(f"its first line has to name one column `{what}`; it says {cells!r:.200}")
    return columns


def _row(line: int, columns: Sequence[str], cells: Sequence[str]) -> AffectedPerson | BrokenRow:
    if len(cells) > len(columns):
        return BrokenRow(line, f"{len(cells)} columns, and the first line names {len(columns)}")
    said = {column: cell.strip() for column, cell in zip(columns, cells, strict=False)}
    if any(FORBIDDEN.search(cell) for cell in cells):
        return BrokenRow(line, "it has characters that no text may have, or is not UTF-8")
    name = next((said.pop(column) for column in columns if column.casefold() in NAME), "")
    address = next((said.pop(c) for c in columns if c.casefold() in ADDRESS and c in said), "")
    why = _wrong_with(name, address)
    if why:
        return BrokenRow(line, why)
    return AffectedPerson(line, name, address, {key: value for key, value in said.items() if value})


def _wrong_with(name: str, address: str) -> str:
    """Say why nobody can be written to; empty where they can."""
    if not any(char.isalpha() for char in name):
        return "it has no name" if not name else f"{name!r:.60} is no name"
    if "@" in name or "\n" in name or "\r" in name:
        return f"{name!r:.60} is no name"
    if not address:
        return "it has no address"
    if _MAILBOX.fullmatch(address) is None or not is_host(address.rpartition("@")[2]):
        return f"{address!r:.60} is no mail address"
    return ""
