"""Work on several things at the same time, for what leaves Python alone while it runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

Item = TypeVar("Item")
Made = TypeVar("Made")


def side_by_side(
    work: Callable[[Item], Made], items: Iterable[Item], workers: int
) -> Iterator[tuple[Item, Callable[[], Made]]]:
    """Yield each item in order, with what gives its result or raises its error.

    As many are worked on as there are workers, and no more are kept than wait for one before them.
    """
    if workers == 1:
        for one in items:
            yield one, partial(work, one)
        return
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[Item, Callable[[], Made]]] = deque()
        try:
            for one in items:
                waiting.append((one, pool.submit(work, one).result))
                if len(waiting) > workers:
                    yield waiting.popleft()
            yield from waiting
        finally:
            pool.shutdown(cancel_futures=True)
