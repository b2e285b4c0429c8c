"""Work on several things at the same time, for what leaves Python alone while it runs."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

Item = TypeVar("Item")
Ready = TypeVar("Ready")
Made = TypeVar("Made")


def side_by_side(
    prepare: Callable[[Item], Ready], work: Callable[[Ready], Made], items: Iterable[Item], workers: int
) -> Iterator[tuple[Item, Callable[[], Made]]]:
    """Yield each item in order, with what gives its result or raises its error.

    Items are prepared here, one after the other; only `work` runs beside it, in threads: it reads
    nothing that is made or imported when it is first asked for. No more are kept than wait for
    one before them.
    """
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[tuple[Item, Callable[[], Made]]] = deque()
        try:
            for one in items:
                waiting.append((one, _begun(pool, prepare, work, one)))
                if len(waiting) > workers:
                    yield waiting.popleft()
            yield from waiting
        finally:
            pool.shutdown(cancel_futures=True)


def _begun(
    pool: ThreadPoolExecutor, prepare: Callable[[Item], Ready], work: Callable[[Ready], Made], one: Item
) -> Callable[[], Made]:
    try:
        return pool.submit(work, prepare(one)).result
    except Exception as problem:  # noqa: BLE001 - it is raised where the result is asked for
        return partial(_failed, problem)


def _failed(problem: Exception) -> Any:
    raise problem
