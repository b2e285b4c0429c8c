"""How much more work a larger input takes, counted in calls, so that no clock and no other work has a say."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType


def calls_of(work: Callable[[], object]) -> int:
    """Return how often functions are called, and generators resumed, while something is done."""
    count = 0

    def counted(_frame: FrameType, event: str, _about: object) -> None:
        nonlocal count
        if event in {"call", "c_call"}:
            count += 1

    before, collects = sys.getprofile(), gc.isenabled()
    gc.disable()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
        if collects:
            gc.enable()
    return count


def growth(work: Callable[[int], object], size: int) -> float:
    """Return how many times more calls the step from 2 to 4 times a size costs than that from 1 to 2 times.

    What grows with the size gives 2, what grows with its square 4.
    """
    work(size)  # what is imported or remembered once is no part of the growth
    one, two, four = (calls_of(lambda times=times: work(times * size)) for times in (1, 2, 4))  # type: ignore[misc]
    return (four - two) / (two - one)
