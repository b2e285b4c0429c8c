"""Conditions as formulas: comparisons that hold (1) or not (0) (language, section 5)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.formula import Choose, Formula, Given, Greatest, Holds, Known, Least, Ref
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.unit import Unit
from csvariable.plan.point import PlaceWord
from csvariable.program.build import ONE, ZERO, Build, product

if TYPE_CHECKING:
    from csvariable.plan.condition import Condition
    from csvariable.plan.gate import Gate

Resolve = Callable[[str], tuple[Formula, Unit]]
"""Finds the formula and the unit of a step that a condition names."""


def condition(build: Build, when: Condition, resolve: Resolve, missing: str | None = None) -> Formula:
    """Return 1 where all tests hold, one of `any` and each of `all`.

    With `missing` (`holds` or `fails`) each test whose measure has no value holds or fails;
    without it the whole condition has no value.
    """
    parts: list[Formula] = []
    for name, test in when.tests.items():
        left, unit = resolve(name)
        for bound in test.bounds:
            at = build.level(bound.value, unit)
            tests = [Holds(left, word, Given(at)) for word in _sides(bound.word, at, unit)]
            parts.append(_with_missing(left, product(tests), missing))
    if when.any is not None:
        parts.append(Greatest(tuple(condition(build, one, resolve, missing) for one in when.any)))
    if when.all is not None:
        parts += [condition(build, one, resolve, missing) for one in when.all]
    return product(parts)


def _sides(word: PlaceWord, at: Fraction, unit: Unit) -> tuple[BoundWord, ...]:
    """Return the bounds that a test is; one word of several is both, but at the ends one is enough."""
    if word != "is":
        return (word,)
    if at == len(unit.words) - 1:
        return ("from",)
    return ("up_to",) if not at else ("from", "up_to")


def flag_of(name: str) -> Ref:
    """Return the step that tells whether a gate is open, as KPIs and the plan see it."""
    return Ref(f"gates.{name}")


def behind(
    gates: Mapping[str, Gate],
    value: Formula,
    limit: Callable[[Formula], Formula],
    flag: Callable[[str], Ref] = flag_of,
) -> Formula:
    """Return what closed gates leave of a value: the lowest cap first, then the product of the factors.

    `limit` makes of a gate's rate what it limits the value to; `flag` finds the step of a gate.
    """
    caps = [
        Choose(
            flag(name),
            value,
            limit(Given(gate.otherwise.cap, ("gates", name, "otherwise", "cap"))),
        )
        for name, gate in gates.items()
        if gate.otherwise.cap is not None
    ]
    factors = [
        Choose(flag(name), ONE, Given(gate.otherwise.times, ("gates", name, "otherwise", "times")))
        for name, gate in gates.items()
        if gate.otherwise.times is not None
    ]
    return product([Least((value, *caps)) if caps else value, *factors])


def names_in(when: Condition) -> Iterator[str]:
    """Yield the names that a condition reads, each once per use."""
    yield from when.tests
    for one in (*(when.any or ()), *(when.all or ())):
        yield from names_in(one)


def _with_missing(left: Formula, test: Formula, missing: str | None) -> Formula:
    if missing is None:
        return test
    return Choose(Known(left), test, ONE if missing == "holds" else ZERO)
