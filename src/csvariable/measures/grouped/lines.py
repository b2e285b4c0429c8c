"""What comes back of a question to an engine: groups of rows, or single rows where each one decides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from csvariable.kernel.message import msg
from csvariable.measures.grouped.asking import Answer, GroupSums, StaysHere
from csvariable.measures.grouped.expression import COUNTS, AskedMeasure, GroupQuestion
from csvariable.measures.kinds import THAT
from csvariable.measures.model import Reason

_REASONS = list(Reason)


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One line that came back."""

    owners: tuple[str, ...]
    reason: Reason | None
    stretch: int | None
    sums: GroupSums
    cells: tuple[str, ...] = ()
    """What decides between this row and others, where it is one row."""


@dataclass(frozen=True, slots=True)
class RowGroups:
    """The lines that came back, and what they say together."""

    lines: Sequence[RowGroup]
    rows: int
    inside: int
    """How many rows lie in the period paid, whatever else they are."""


def groups(asked: GroupQuestion, answer: Answer, at: int) -> RowGroups:
    """Return the lines that came back, of one of the measures that were asked about.

    Raises:
        StaysHere: where a row is among them that the definition would refuse, or there is no row at all.
    """
    width, own = len(asked.owners), asked.measures[at]
    told = width + 1 + 2 * len(asked.measures)
    first = told + asked.told + 2
    place = first + sum(1 + len(one.factors) for one in asked.measures[:at])
    found: dict[tuple[object, ...], tuple[int, list[Fraction]]] = {}
    rows = inside = 0
    for values, texts in zip(answer.lines, answer.texts, strict=True):
        reason, part = values[width + 1 + 2 * at : width + 3 + 2 * at]
        count, within = _whole(values[first - 2]), _whole(values[first - 1])
        refused, *sums = values[place : place + 1 + len(own.factors)]
        if _whole(refused):
            raise StaysHere(msg("a row has to be refused"))
        rows, inside = rows + count, inside + within
        counts = reason == COUNTS
        cells = texts[told : told + asked.told]
        key = (reason, *((part, values[width], *texts[:width], *cells) if counts else ()))
        before, totals = found.get(key, (0, [Fraction(0)] * len(sums)))
        added = [one + _exact(total) for one, total in zip(totals, sums, strict=True)] if counts else totals
        found[key] = before + count, added
    if not rows:
        raise StaysHere(msg("the table has no row"))
    lines = [_group(asked, own, key, *sums) for key, sums in found.items()]
    return RowGroups([*_rows(lines)] if asked.cells else lines, rows, inside)


def _rows(lines: Sequence[RowGroup]) -> Iterator[RowGroup]:
    """Yield each row that counts by itself: those of one group are the same in all that tells rows apart."""
    for one in lines:
        alone = one if one.reason is not None else replace(one, sums=one.sums._replace(rows=1))
        yield from [alone] * (1 if one.reason is not None else one.sums.rows)


def _group(
    asked: GroupQuestion, own: AskedMeasure, key: tuple[object, ...], count: int, totals: Sequence[Fraction]
) -> RowGroup:
    """Return a line, with the mean of what is read of its rows, so that its weight times it is their sum."""
    reason, *rest = key
    if reason != COUNTS:
        return RowGroup((), _REASONS[_whole(reason) - 1], None, GroupSums(count, {}))
    part, stretch, *texts = rest
    read = {
        name: total * factor / count
        for (name, factor), total in zip(own.factors.items(), totals, strict=True)
    }
    if own.flagged:
        read[THAT] = Fraction(_whole(part))
    width = len(asked.owners)
    return RowGroup(
        tuple(map(str, texts[:width])),
        None,
        None if stretch is None else _whole(stretch),
        GroupSums(count, read),
        tuple(map(str, texts[width : width + len(asked.cells)])),
    )


def _exact(text: object) -> Fraction:
    """Return a sum that an engine wrote.

    Raises:
        StaysHere: where it is no number: it grew too large.
    """
    try:
        return Fraction(Decimal(str(text)))
    except (InvalidOperation, ValueError, OverflowError):
        raise StaysHere(msg("a sum is no number there")) from None


def _whole(value: object) -> int:
    return int(str(value))
