"""What ends a process at somebody's wish, held back while something is done that must not stay half done.

A mask of signals would hold for one thread alone, and the system hands a signal to any other; so handlers are put in place.
"""

import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from math import inf
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
"""What ends a process and may be held back; some systems lack some."""
ONE_WISH = 1.0
"""Seconds in which several signals are one wish: Ctrl-C comes from the terminal and from the program around."""


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let a wish to end this process wait until what is begun is done; a second wish ends it at once.

    Whoever begins it bounds how long it takes, by the time that a server has to answer. What is ignored stays so. Within
    another `undisturbed` it is that one's end which is waited for, and in any thread but the main one nothing is held.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    held = _HeldSignals()
    try:
        held.take()
        yield
    finally:
        held.let_go()


class _HeldSignals:
    """A handler that notes signals, and has them act later by the handlers that were there before."""

    def __init__(self) -> None:
        self._former: dict[int, signal.Handlers | Callable[[int, FrameType | None], object]] = {}
        self._noted: dict[int, None] = {}
        self._acts_from = inf
        """When another signal acts at once."""

    def take(self) -> None:
        """Stand in for each handler that would end the process."""
        for number in filter(None, (getattr(signal, name, None) for name in _NAMES)):
            former = signal.getsignal(number)
            is_ours = isinstance(former, _HeldSignals)
            if former is signal.SIG_DFL or (callable(former) and not is_ours):
                self._former[number] = former
                signal.signal(number, self)

    def __call__(self, number: int, _: FrameType | None) -> None:
        """Note a signal; one that comes a while after the first has all of them act."""
        now = time.monotonic()
        self._noted[number] = None
        if now >= self._acts_from:
            self.let_go()
        else:
            self._acts_from = min(self._acts_from, now + ONE_WISH)

    def let_go(self) -> None:
        """Put the former handlers back, and have what was noted act, the first one first.

        One of them may raise at any moment from here on: a handler that is still ours then does the same as soon as it is called.
        """
        self._acts_from = -inf
        noted, self._noted = self._noted, {}
        with ExitStack() as at_last:
            for number in reversed(noted):
                at_last.callback(signal.raise_signal, number)
            for number, former in self._former.items():
                if signal.getsignal(number) is self:
                    signal.signal(number, former)
