"""Whoever wants to end a process waits until what is begun is done, whichever thread the system gives the signal to."""

import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from math import inf
from threading import Event, Thread, current_thread, main_thread
from types import FrameType

import pytest

from mkdocs_statuspage.writing import held_signals
from mkdocs_statuspage.writing.held_signals import undisturbed

ENDING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@pytest.fixture
def done() -> Iterator[list[str]]:
    """Give what is noted of all that happens; each signal that ends a process notes its name there."""
    happened: list[str] = []

    def ended(number: int, _: FrameType | None) -> None:
        happened.append(signal.Signals(number).name)

    former = {number: signal.signal(number, ended) for number in ENDING}
    yield happened
    for number, handler in former.items():
        signal.signal(number, handler)


def interrupted(number: int, _: FrameType | None) -> None:
    raise KeyboardInterrupt(number)


@pytest.fixture
def elsewhere() -> Iterator[Callable[[int], None]]:
    """Give what has another thread, which is there already, get a signal, as the system may decide."""
    asked, numbers = Event(), list[int]()

    def wait() -> None:
        asked.wait()
        for number in numbers:
            signal.raise_signal(number)

    thread = Thread(target=wait)
    thread.start()

    def get(number: int) -> None:
        numbers.append(number)
        asked.set()
        thread.join()

    yield get
    asked.set()
    thread.join()


@pytest.mark.parametrize("number", ENDING)
def test_what_is_begun_is_done_first_whichever_thread_gets_the_signal(
    done: list[str], elsewhere: Callable[[int], None], number: int
) -> None:
    """A mask of the own thread held nothing back: another one got the signal, and Python let it act here at once."""
    with undisturbed():
        elsewhere(number)
        done.append("noted")
    assert done == ["noted", signal.Signals(number).name]


def test_afterwards_all_is_as_it_was(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Several signals act once each, in the order in which they came; the next one acts at once."""
    monkeypatch.setattr(held_signals, "ONE_WISH", inf)
    former = [signal.getsignal(number) for number in ENDING]
    with undisturbed():
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.raise_signal(number)
        done.append("noted")
    assert done == ["noted", "SIGTERM", "SIGINT", "SIGHUP"]
    assert [signal.getsignal(number) for number in ENDING] == former
    signal.raise_signal(signal.SIGINT)
    assert done[4:] == ["SIGINT"]
    with undisturbed():
        done.append("again")
    assert done[5:] == ["again"]


def test_a_failure_keeps_nothing_from_ending(done: list[str]) -> None:
    """Neither one of what was begun, nor the exception of another signal."""
    signal.signal(signal.SIGINT, interrupted)

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGTERM)
            raise ValueError

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["SIGTERM"]
    assert signal.getsignal(signal.SIGINT) is interrupted


def test_a_second_wish_ends_it_at_once(done: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Ctrl-C again, as a server hangs, need not wait for it."""
    monkeypatch.setattr(held_signals, "ONE_WISH", 0.0)
    signal.signal(signal.SIGINT, interrupted)

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            done.append("waiting")
            signal.raise_signal(signal.SIGINT)
            done.append("sent")

    with pytest.raises(KeyboardInterrupt):
        work()
    assert done == ["waiting", "SIGTERM"]
    assert signal.getsignal(signal.SIGINT) is interrupted


def test_waiting_for_a_server_goes_on(done: list[str]) -> None:
    """A signal breaks off no call to the system."""
    ours, theirs = socket.socketpair()

    def answer() -> None:
        signal.pthread_kill(main_thread().ident or 0, signal.SIGTERM)
        theirs.sendall(b"250 OK")

    server = Thread(target=answer)
    with ours, theirs:
        ours.settimeout(60)
        with undisturbed():
            server.start()
            done.append(ours.recv(6).decode())
            server.join()
    assert done == ["250 OK", "SIGTERM"]


def test_within_another_it_is_waited_for_the_end_of_that(
    done: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is begun holds something smaller that is begun; a second wish ends both at once."""
    with undisturbed():
        with undisturbed():
            signal.raise_signal(signal.SIGTERM)
            done.append("inner")
        done.append("outer")
    assert done == ["inner", "outer", "SIGTERM"]
    monkeypatch.setattr(held_signals, "ONE_WISH", 0.0)
    with undisturbed(), undisturbed():
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGTERM)
        done.append("done")
    assert done[3:] == ["SIGTERM", "done"]


def test_what_is_ignored_stays_so(done: list[str]) -> None:
    """As whoever started this with `nohup` wants it; what nobody handles is not touched either."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with undisturbed():
        assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        signal.raise_signal(signal.SIGHUP)
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
    assert done == []


def test_what_ends_a_process_by_itself_ends_it_afterwards() -> None:
    """Where no handler is, the system's way is left: whoever waits for the process sees by what it ended."""
    program = (
        "import signal\n"
        "from mkdocs_statuspage.writing.held_signals import undisturbed\n"
        "signal.signal(signal.SIGTERM, signal.SIG_DFL)\n"
        "with undisturbed():\n"
        "    signal.raise_signal(signal.SIGTERM)\n"
        "    print('noted', flush=True)\n"
        "print('still there', flush=True)\n"
    )
    command = [sys.executable, "-c", program]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.stdout, ended.returncode) == ("noted\n", -signal.SIGTERM)


def test_another_thread_than_the_main_one_holds_nothing_back(done: list[str]) -> None:
    """No signal acts there."""
    before = signal.getsignal(signal.SIGTERM)

    def work() -> None:
        with undisturbed():
            assert signal.getsignal(signal.SIGTERM) is before
            done.append(str(current_thread() is main_thread()))

    thread = Thread(target=work)
    thread.start()
    thread.join()
    assert done == ["False"]


def test_who_is_called_too_late_lets_it_act(done: list[str]) -> None:
    """A handler that was not put back, as another one raised before, acts as the former one, which is then there again."""
    held = held_signals._HeldSignals()
    held.take()
    held.let_go()
    former = signal.signal(signal.SIGTERM, held)
    signal.raise_signal(signal.SIGTERM)
    assert done == ["SIGTERM"]
    assert signal.getsignal(signal.SIGTERM) is former
