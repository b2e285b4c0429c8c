"""Plans with small changes, as authors make them: a value replaced, a key lost, renamed or added."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TypeAlias

from csvariable.text import Plain, Scalar

Path: TypeAlias = tuple[str | int, ...]

VALUES = """\
7|0|-3|0.5|1/3|50 %|150%|-5 %|+5 %|3000|2500.50|2500 EUR|5 USD|4 h|1 h 30 min|90 min|2 d|1e3|0x1F|007\
|1_000|2,5|.inf|true|false|yes|null|~||hello|plan|earned|members|none|calendar-days|months|nrr\
|nrr.attainment|2026-07-01\
|2026-02-30|04-01|fr|person|team|company|zero|error|percent|money|lower|13|1000000|12345678901234|Ünïcode\
| 5 % |100 %\
""".split("|")
KEYS = """\
from above up_to below at pays rate before of by when any all annual split share times cap floor name
why fr en unit target weight curve matrix lookup linear marginal whole threshold
beyond rank gives badge x-note weird BAD
""".split()


def mutated(plan: Plain, order: random.Random) -> Plain:
    """Return a plan with one to three changes at random places."""
    for _ in range(order.randrange(1, 4)):
        path = order.choice([path for path, _ in _places(plan) if path])
        plan = _changed(plan, path, order)
    return plan


def _places(value: Plain, above: Path = ()) -> Iterator[tuple[Path, Plain]]:
    yield above, value
    children = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for key, child in children:
        yield from _places(child, (*above, key))


def _at(value: Plain, path: Path, change: Callable[[Plain], Plain]) -> Plain:
    if not path:
        return change(value)
    head, *rest = path
    if isinstance(value, dict):
        return {key: _at(one, tuple(rest), change) if key == head else one for key, one in value.items()}
    assert isinstance(value, list)
    return [_at(one, tuple(rest), change) if index == head else one for index, one in enumerate(value)]


def _changed(plan: Plain, path: Path, order: random.Random) -> Plain:
    scalar = Scalar(order.choice(VALUES), quoted=order.random() < 0.1)
    key = order.choice(KEYS)
    changes: list[tuple[Path, Callable[[Plain], Plain]]] = [
        (path, lambda _: scalar),
        (path, lambda _: scalar),
        (path, lambda _: {}),
        (path, lambda _: []),
        (path, lambda value: [value]),
        (path, lambda value: {key: value}),
        (path[:-1], lambda value: _without(value, path[-1])),
        (path[:-1], lambda value: _with(value, key, scalar)),
    ]
    return _at(plan, *order.choice(changes))


def _without(value: Plain, gone: str | int) -> Plain:
    if isinstance(value, dict):
        return {key: one for key, one in value.items() if key != gone}
    assert isinstance(value, list)
    return [one for index, one in enumerate(value) if index != gone]


def _with(value: Plain, key: str, more: Plain) -> Plain:
    return (
        {**value, key: more}
        if isinstance(value, dict)
        else [*value, more]
        if isinstance(value, list)
        else value
    )
