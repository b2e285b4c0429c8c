"""The picture of a payout curve: its stretches as lines, its jumps as dots, a person's point."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Final

from csvariable.documents.paper.model import Dot, Picture, Scale, Stroke
from csvariable.engine.exact.curves import heights_of, on_curve
from csvariable.kernel.formula import Curve
from csvariable.kernel.segment import Segment

Point = tuple[Fraction, Fraction]

_MARGIN: Final = Fraction(1, 4)
"""The part of the measure's span that is shown on either side of the curve's own values."""
SAMPLES: Final = 160
"""Points at which curves are drawn that do not read the value below them."""
_ROOM: Final = Fraction(1, 9)
"""The least distance of two written values, as a part of their side."""
_LETTERS: Final = 46
"""Letters that have room beside each other under a picture."""


def picture(  # noqa: PLR0913 - a curve, its words, and who stands on it
    curve: Curve,
    *,
    title: str,
    alternative: str,
    across: Callable[[Fraction], str],
    up: Callable[[Fraction], str],
    person: Fraction | None = None,
    label: str = "",
    peers: Sequence[Fraction] = (),
    told: bool = False,
) -> Picture:
    """Return the picture of a curve; `person` and `peers` stand on it.

    `told` says that words beside it say all.
    """
    starts = [segment.start for segment in curve.segments]
    low, high = window([*starts, *([] if person is None else [person]), *peers])
    strokes, dots = traced(curve, low, high)
    heights = [height for stroke in strokes for _, height in stroke.points]
    if person is not None:
        height = on_curve(curve, person)
        dots = (*dots, Dot((person, height), "person", label))
    dots = (*dots, *(Dot(at, "peer") for at in zip(peers, heights_of(curve, peers), strict=True)))
    top = max(heights) or Fraction(1)
    levels = sorted(
        {Fraction(0), *(end[1] for stroke in strokes for end in (stroke.points[0], stroke.points[-1]))}
    )
    rungs = _spaced([Fraction(0), levels[-1], *levels], Fraction(0), top)
    return Picture(
        title,
        alternative,
        Scale(low, high, _beside(starts, low, high, across)),
        Scale(Fraction(0), top, tuple((one, up(one)) for one in rungs)),
        strokes,
        dots,
        told,
    )


def both(  # noqa: PLR0913 - two curves and their words
    before: Curve,
    after: Curve,
    ends: tuple[Fraction, Fraction],
    *,
    title: str,
    alternative: str,
    across: Callable[[Fraction], str],
    up: Callable[[Fraction], str],
    heights_at: Callable[[Fraction], tuple[Fraction, Fraction]] | None = None,
) -> Picture:
    """Return the picture of a curve before and after a change: the old one is dashed.

    `heights_at` gives both heights at a value, where the curves do not read the value itself.
    """
    low, high = ends
    old = [Stroke(stroke.points, "other") for stroke in traced(before, low, high)[0]]
    new, dots = traced(after, low, high)
    if heights_at is not None:
        values = [low + (high - low) * part / SAMPLES for part in range(SAMPLES + 1)]
        pairs = [(value, heights_at(value)) for value in values]
        old = [Stroke(tuple((value, one) for value, (one, _) in pairs), "other")]
        new, dots = (Stroke(tuple((value, other) for value, (_, other) in pairs)),), ()
    heights = [height for stroke in (*old, *new) for _, height in stroke.points]
    top = max(heights) or Fraction(1)
    starts = [one.start for curve in (after, before) for one in curve.segments]
    starts = starts if heights_at is None else [low, high, (low + high) / 2]
    levels = [Fraction(0), top, *sorted({stroke.points[0][1] for stroke in (*new, *old)})]
    rungs = _spaced(levels, Fraction(0), top)
    return Picture(
        title,
        alternative,
        Scale(low, high, _beside(starts, low, high, across)),
        Scale(Fraction(0), top, tuple((one, up(one)) for one in rungs)),
        (*old, *new),
        dots,
    )


def shares_up_to(  # noqa: PLR0913 - values in order, and their words
    ordered: Sequence[Fraction],
    marked: Sequence[Fraction],
    limit: Fraction | None,
    *,
    title: str,
    alternative: str,
    across: Callable[[Fraction], str],
    up: Callable[[Fraction], str],
) -> Picture:
    """Return which share of some values is not over each value: the marked ones as dots, a limit dashed."""
    ends = [ordered[0], ordered[-1], *([] if limit is None else [limit])]
    low, high = window(ends)
    count = len(ordered)
    last = {value: Fraction(at, count) for at, value in enumerate(ordered, start=1)}
    points = [(low, Fraction(0))]
    for value, share in last.items():
        points += [(value, points[-1][1]), (value, share)]
    strokes = [Stroke((*points, (high, Fraction(1))))]
    strokes += [] if limit is None else [Stroke(((limit, Fraction(0)), (limit, Fraction(1))), "other")]
    written = [*([] if limit is None else [limit]), *marked]
    rungs = [Fraction(part, 4) for part in range(5)]
    return Picture(
        title,
        alternative,
        Scale(low, high, _beside(written, low, high, across)),
        Scale(Fraction(0), Fraction(1), tuple((one, up(one)) for one in rungs)),
        tuple(strokes),
        tuple(Dot((value, last[value]), "owned") for value in marked),
    )


def scattered(
    points: Sequence[Point], *, title: str, alternative: str, said: Callable[[Fraction], str]
) -> Picture:
    """Return points, each a person: what they reached across, what they are paid up."""
    low, high = window([across for across, _ in points])
    heights = [up for _, up in points]
    bottom, top = min([Fraction(0), *heights]), max([Fraction(1), *heights])
    written = [Fraction(1), low, high] if low <= 1 <= high else [low, high]
    rungs = _spaced([Fraction(0), Fraction(1), top, bottom], bottom, top)
    return Picture(
        title,
        alternative,
        Scale(low, high, _beside(written, low, high, said)),
        Scale(bottom, top, tuple((one, said(one)) for one in rungs)),
        (),
        tuple(Dot(point, "peer") for point in points),
    )


def near(curve: Curve, values: Sequence[Fraction]) -> list[Fraction]:
    """Return the values that a picture of a curve can show: none that would press the curve together."""
    low, high = window([segment.start for segment in curve.segments])
    return [value for value in values if low - (high - low) <= value <= high + (high - low)]


def window(values: Sequence[Fraction]) -> Point:
    """Return from where to where a measure is shown."""
    low, high = min(values), max(values)
    span = (high - low) or abs(high) or Fraction(1)
    below = low - span * _MARGIN
    return (max(Fraction(0), below) if low >= 0 else below), high + span * _MARGIN


def traced(curve: Curve, low: Fraction, high: Fraction) -> tuple[tuple[Stroke, ...], tuple[Dot, ...]]:
    """Return the lines of a curve in a window, and the dots where it jumps."""
    pieces = list(_pieces(curve, low, high))
    dots: list[Dot] = []
    for (_, (at, arrives), _), ((start, begins), _, segment) in pairwise(pieces):
        if arrives != begins and at == start:
            owned = segment is not None and segment.owns_start
            dots += [
                Dot((start, begins), "owned" if owned else "open"),
                Dot((at, arrives), "open" if owned else "owned"),
            ]
    strokes: list[Stroke] = []
    for begin, end, _ in pieces:
        points = (begin, *_bends(curve, begin, end), end)
        strokes.append(Stroke(tuple(dict.fromkeys((x, _held(curve, y)) for x, y in points))))
    return tuple(strokes), tuple(Dot((one.at[0], _held(curve, one.at[1])), one.kind) for one in dots)


def _pieces(curve: Curve, low: Fraction, high: Fraction) -> Iterator[tuple[Point, Point, Segment | None]]:
    """Yield the ends of each stretch in the window, in the better direction, before caps."""
    worst, best = (high, low) if curve.falling else (low, high)
    first = curve.segments[0].start
    if first != worst:
        yield (worst, curve.before), (first, curve.before), None
    ends = [*(one.start for one in curve.segments[1:]), best]
    for segment, end in zip(curve.segments, ends, strict=True):
        if segment.start != end:
            arrives = segment.base + (end - segment.start) * segment.slope
            yield (segment.start, segment.base), (end, arrives), segment


def _bends(curve: Curve, begin: Point, end: Point) -> Iterator[Point]:
    """Yield where a stretch meets the cap of its curve, or 0."""
    (x, y), (far, height) = begin, end
    limits = [limit for limit in (curve.cap, Fraction(0)) if limit is not None]
    met = [limit for limit in limits if (y - limit) * (height - limit) < 0]
    for limit in sorted(met, reverse=y > height):
        yield x + (far - x) * (limit - y) / (height - y), limit


def _held(curve: Curve, height: Fraction) -> Fraction:
    kept = max(Fraction(0), height)
    return kept if curve.cap is None else min(curve.cap, kept)


def _beside(
    values: Sequence[Fraction], low: Fraction, high: Fraction, across: Callable[[Fraction], str]
) -> tuple[tuple[Fraction, str], ...]:
    """Return the values that can be written under a picture, as they are written."""
    longest = max(len(across(value)) for value in values)
    kept = _spaced(values, low, high, max(_ROOM, Fraction(longest, _LETTERS)))
    return tuple((value, across(value)) for value in kept)


def _spaced(
    values: Sequence[Fraction], low: Fraction, high: Fraction, least: Fraction = _ROOM
) -> list[Fraction]:
    """Return the values that can be written beside each other; the first ones go before others."""
    room = (high - low) * least
    kept: list[Fraction] = []
    for value in dict.fromkeys(values):
        if all(abs(value - other) >= room for other in kept):
            kept.append(value)
    return sorted(kept)


__all__ = ["both", "near", "picture", "scattered", "shares_up_to", "traced", "window"]
