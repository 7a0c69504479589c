"""Standard output as it may be: closed, full, a pipe that ends early, an encoding of few signs.

Nothing that is printed ever fails, so whoever prints need not think of it: what was done stays true. What
became of the output is known at the end.
"""

import codecs
import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

OWN_SIGNS = {"→": "->", "·": "-", "…": "...", "‘": "'", "’": "'", "“": '"', "”": '"'}
"""What our own sentences are set with, for a terminal that has not these signs."""
LEGIBLE = "statuspage-legible"
"""How signs are written that an encoding lacks: so that no word is lost."""
NOT_WANTED = frozenset([errno.EPIPE, errno.ESHUTDOWN])
"""What comes of reading only the beginning of an output, which is meant."""


def _legible(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lacking = error.object[error.start : error.end]
    return "".join(OWN_SIGNS.get(sign) or _escaped(sign) for sign in lacking), error.end


def _escaped(sign: str) -> str:
    return sign.encode("ascii", "backslashreplace").decode("ascii")


codecs.register_error(LEGIBLE, _legible)


class Sink(io.RawIOBase):
    """Passes on what is written until that fails; from then on it takes everything, and remembers why."""

    def __init__(self, stream: TextIO) -> None:
        super().__init__()
        self.stream = stream
        """Kept, because it closes what is below it when nobody has it any more."""
        self.below = getattr(stream.buffer, "raw", stream.buffer)
        self.error: OSError | None = None
        """Why the output is not whole."""

    @property
    def failure(self) -> str:
        """Why it could not be written, in words; empty where nobody wanted more of it."""
        error = self.error
        return str(error.strerror) if error and error.errno not in NOT_WANTED else ""

    def write(self, data: object) -> int:
        """Write what can be written."""
        view = memoryview(data)  # type: ignore[arg-type]
        if self.error is None:
            try:
                return int(self.below.write(view) or 0)
            except OSError as error:
                self.error = error
        return view.nbytes

    def writable(self) -> bool:
        """Tell that it is."""
        return True

    def isatty(self) -> bool:
        """Tell whether somebody looks at it."""
        return bool(self.below.isatty())

    def fileno(self) -> int:
        """Return the descriptor, for programs that are run from here."""
        return int(self.below.fileno())


@contextmanager
def sturdy_streams() -> Iterator[Sink]:
    """Make printing safe until the end, and yield where standard output goes."""
    before = sys.stdin, sys.stdout, sys.stderr
    _fill_closed()
    sys.stdin = sys.stdin or _nothing("r")
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(
            errors="surrogateescape"
        )  # bytes that are no text are told by what reads them
    sys.stdout, output = _wrapped(sys.stdout or _nothing("w"))
    sys.stderr, _ = _wrapped(sys.stderr or _nothing("w"))
    try:
        yield output
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        sys.stdin, sys.stdout, sys.stderr = before


def _fill_closed() -> None:
    """Open what is closed onto nothing: the next file would get the number, and be printed into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _nothing(mode: str) -> TextIO:
    return open(os.devnull, mode, encoding="utf-8")  # type: ignore[return-value] # noqa: PTH123


def _wrapped(stream: TextIO) -> tuple[TextIO, Sink]:
    stream.flush()
    sink = Sink(stream)
    text = io.TextIOWrapper(
        io.BufferedWriter(sink),
        encoding=stream.encoding,
        errors=LEGIBLE,
        line_buffering=sink.isatty() or stream is sys.stderr,
    )
    return text, sink
