"""CSV as spreadsheets write it: any line end, what stands between columns, and the line of each row."""

import csv
import re
from collections.abc import Iterator, Sequence

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def decoded(data: bytes) -> str:
    """Return the text of a list; bytes that are not UTF-8 stay in it as halves of characters."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):  # a spreadsheet's "Unicode text"
        return data.decode("utf-16", "replace")
    return data.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "surrogateescape")


def read_rows(text: str) -> Iterator[tuple[int, Sequence[str] | str]]:
    """Yield the line on which each row begins and its cells, or why it has none; empty rows are passed over.

    After a row that cannot be read the next line begins one again.
    """
    lines, begins = _LINES.findall(text), 0
    delimiter = _delimiter(lines)
    while begins < len(lines):
        reader = csv.reader(lines[begins:], delimiter=delimiter, strict=True, skipinitialspace=True)
        start = begins
        try:
            for cells in reader:
                if any(cell.strip() for cell in cells):
                    yield begins + 1, cells
                begins = start + reader.line_num
        except csv.Error as error:
            yield begins + 1, f"it is no row of a CSV file: {error}"
            begins += 1


def _delimiter(lines: Sequence[str]) -> str:
    """Return what stands between columns: a comma, or what spreadsheets write in its place."""
    head = next((line for line in lines if line.strip()), "")
    return max(",;\t", key=head.count)
