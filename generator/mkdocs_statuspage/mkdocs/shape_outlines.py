"""The outlines of the states' shapes, from the SVG paths that pages draw: straight lines and half circles, and nothing else."""

import re
from collections.abc import Iterator
from math import cos, pi, sin

Point = tuple[float, float]
Outline = list[Point]

_PART = re.compile(r"([MmLlHhVvAaZz])([^MmLlHhVvAaZz]*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_TAKES = {"m": 2, "l": 2, "h": 1, "v": 1, "a": 7}
_STEPS = 48
"""Of how many straight lines a half circle is made."""


def outlines(path: str) -> list[Outline]:
    """Return the closed outlines of a path; where two lie upon each other there is a hole."""
    made: list[Outline] = []
    at: Point = (0, 0)
    for command, numbers in _steps(path):
        if command in "zZ":
            at = made[-1][0]
            continue
        to = _target(command, numbers, at)
        if command in "mM":
            made.append([to])
        elif command in "aA":
            made[-1] += _half_circle(at, to, is_clockwise=bool(numbers[4]))
        else:
            made[-1].append(to)
        at = to
        # What is drawn on after a `z` without a move begins where that outline began.
    return made


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """Yield each command with its numbers; one whose numbers go on is the same again, and a move becomes a line."""
    for command, text in _PART.findall(path):
        numbers = [float(number) for number in _NUMBER.findall(text)]
        size = _TAKES.get(command.lower(), 0)
        yield command, numbers[:size]
        again = {"m": "l", "M": "L"}.get(command, command)
        for start in range(size, len(numbers), size or 1):
            yield again, numbers[start : start + size]


def _target(command: str, numbers: list[float], at: Point) -> Point:
    """Return where a command leads to."""
    x, y = at if command.islower() else (0.0, 0.0)
    if command in "hH":
        return x + numbers[0], at[1]
    if command in "vV":
        return at[0], y + numbers[0]
    return x + numbers[-2], y + numbers[-1]


def _half_circle(start: Point, end: Point, *, is_clockwise: bool) -> Iterator[Point]:
    """Yield the points from one end of a diameter to the other."""
    x, y = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    turn = pi if is_clockwise else -pi
    for step in range(1, _STEPS + 1):
        angle = turn * step / _STEPS
        dx, dy = start[0] - x, start[1] - y
        yield x + dx * cos(angle) - dy * sin(angle), y + dx * sin(angle) + dy * cos(angle)
