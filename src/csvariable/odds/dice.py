"""Draws that are the same on every machine: whole numbers of 64 bits from SHAKE-256.

A stream is named by the seed and by what it is for (a person, a KPI). So a stream never depends
on who else is paid, in which order people stand or how many draws are asked for: two plans that
are compared see the same luck, and the first draws of a longer run are those of a shorter one.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from csvariable.engine.columns.draws import Draws, Wholes, chosen, fallen

BITS = 64
WHOLE = 2**BITS


def stream(seed: int, count: int, *names: str) -> Draws:
    """Return `count` whole numbers of 64 bits, each value as likely as any other."""
    return Draws(digest(seed, count, *names))


def digest(seed: int, count: int, *names: str) -> bytes:
    """Return a stream as bytes, eight for each number."""
    head = hashlib.shake_256(b"csvariable odds 1")
    for name in (str(seed), *names):
        text = name.encode("utf-8", "surrogatepass")
        head.update(struct.pack(">Q", len(text)) + text)
    return head.digest(count * 8)


def choices(draws: Sequence[int], sides: int) -> Wholes[int]:
    """Return which of some equally likely things each draw is; none is off by more than 2^-64 a side."""
    return chosen(draws, sides)


@dataclass(frozen=True, slots=True)
class DiceTable:
    """A measure with finitely many values: each value and the chance to be at or below it.

    `marks[i]` is 2^64 times the chance of the values up to `values[i]`, rounded down; the last
    is 2^64. So every chance is off by less than 2^-64 from the model.
    """

    values: tuple[Fraction, ...]
    marks: tuple[int, ...]

    def drawn(self, draws: Sequence[int]) -> Wholes[int]:
        """Return the index of the value of each draw."""
        return fallen(draws, self.marks[:-1])

    @property
    def chances(self) -> tuple[Fraction, ...]:
        """The chance of each value, as it is drawn."""
        before = (0, *self.marks[:-1])
        return tuple(Fraction(mark - last, WHOLE) for mark, last in zip(self.marks, before, strict=True))


def table(values: Sequence[Fraction], up_to: Sequence[Fraction]) -> DiceTable:
    """Return a table of values and the chances to be at or below each."""
    marks = [min(WHOLE, max(0, (chance * WHOLE).__floor__())) for chance in up_to]
    marks[-1] = WHOLE
    kept = [at for at, mark in enumerate(marks) if mark > (marks[at - 1] if at else 0)]
    return DiceTable(tuple(values[at] for at in kept), tuple(marks[at] for at in kept))
