"""Pictures of characters: two payout curves, bars of a distribution. Nothing is scaled with floats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

WIDTH: Final = 48
HEIGHT: Final = 9
OLD, NEW, BOTH = "o", "#", "="


def curves(
    old: Callable[[Fraction], Fraction],
    new: Callable[[Fraction], Fraction],
    window: tuple[Fraction, Fraction],
    label: Callable[[Fraction], str],
    rate: Callable[[Fraction], str],
) -> list[str]:
    """Draw two curves over a window: `o` the old one, `#` the new one, `=` where they are one."""
    low, high = window
    points = [low + (high - low) * at / (WIDTH - 1) for at in range(WIDTH)]
    before, after = [old(point) for point in points], [new(point) for point in points]
    top = max(*before, *after) or Fraction(1)
    rows = [[" "] * WIDTH for _ in range(HEIGHT)]
    for at, (one, other) in enumerate(zip(before, after, strict=True)):
        here, there = _row(one, top), _row(other, top)
        rows[here][at] = OLD
        rows[there][at] = BOTH if here == there and one == other else NEW
    scale = [rate(top), *[""] * (HEIGHT - 2), rate(Fraction(0))]
    margin = max(len(text) for text in scale)
    lines = [f"{text:>{margin}} ┤{''.join(row).rstrip()}" for text, row in zip(scale, rows, strict=True)]
    start, end = label(low), label(high)
    middle = " " * max(1, WIDTH - len(start) - len(end))
    return [*lines, f"{'':>{margin}} └{'─' * WIDTH}", f"{'':>{margin}}  {start}{middle}{end}"]


def _row(value: Fraction, top: Fraction) -> int:
    place = (value / top) * (HEIGHT - 1) + Fraction(1, 2)
    return HEIGHT - 1 - min(HEIGHT - 1, max(0, place.numerator // place.denominator))


def bar(count: int, most: int, width: int = 24) -> str:
    """Return a bar; a count above 0 is never without one."""
    if not count or not most:
        return ""
    return "█" * max(1, count * width // most)


def bars(counts: Sequence[int], width: int = 24) -> list[str]:
    """Return bars on one scale."""
    most = max(counts, default=0)
    return [bar(one, most, width) for one in counts]
