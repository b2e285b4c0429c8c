"""Sums over draws and people, and which value a draw takes: against the plain way."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from csvariable.engine.columns import draws as module
from csvariable.engine.columns.draws import AmountsDrawn, Draws, Sums, Wholes, added, chosen, fallen, repeated
from csvariable.odds.dice import stream


@pytest.mark.parametrize("people", [1, 2, 3, 5, 6])
@pytest.mark.parametrize("form", ["a column", "a list", "a column that may not add up in 64 bits"])
def test_amounts_of_people_in_draws_add_up_both_ways(people: int, form: str) -> None:
    large = 2**61 if "64" in form else 0
    amounts = [at * at + large for at in range(people * 4)]
    sheet = AmountsDrawn(amounts if form == "a list" else Wholes(pl.Series(amounts, dtype=pl.Int128)), people)
    assert list(sheet.by_draw()) == [sum(amounts[draw::4]) for draw in range(4)]
    assert sheet.by_person() == [sum(amounts[at * 4 : at * 4 + 4]) for at in range(people)]
    assert (sheet.gaps, sheet.lacking) == (frozenset(), frozenset())


@pytest.mark.parametrize("is_column", [True, False])
def test_an_amount_that_is_missing_counts_nothing_and_is_told(*, is_column: bool) -> None:
    amounts: Sequence[int | None] = [1, None, 3, 4, None, -6]
    sheet = AmountsDrawn(Wholes(pl.Series(amounts, dtype=pl.Int64)) if is_column else amounts, 2)
    assert (list(sheet.by_draw()), sheet.by_person()) == ([5, 0, -3], [4, -2])
    assert (sheet.gaps, sheet.lacking) == (frozenset({1}), frozenset({0, 1}))
    assert AmountsDrawn(Wholes(pl.Series([None, None], dtype=pl.Int64)), 2).by_person() == [0, 0]


def test_sums_are_as_wide_as_they_need_to_be() -> None:
    found = Sums(2)
    expected = [0, 0]
    for amounts in ([2**61, -1], [2**61, 5], [2**62, -(2**62)], [2**126, 0], [2**126, 1], [2**130, 7]):
        wide = max(amounts) < 2**127
        found.add(pl.Series(amounts, dtype=pl.Int128) if wide else amounts)
        expected = [one + other for one, other in zip(expected, amounts, strict=True)]
        assert found.listed() == expected


def test_many_draws_fall_where_each_of_them_falls(monkeypatch: pytest.MonkeyPatch) -> None:
    cell = module.CELL
    marks = (cell - 1, cell, 3 * cell, 3 * cell + 5, 3 * cell + 6, 2**63 + 1, 2**64 - 1)
    edges = sorted({one + more for one in (0, *marks, 2**64 - 2) for more in (-1, 0, 1)})
    edges = [one for one in edges if 0 <= one < 2**64]
    draws = [*edges, *stream(1, 400, "x")]
    few = [sum(mark <= draw for mark in marks) for draw in draws]
    assert fallen(draws, marks) == few
    monkeypatch.setattr(module, "MANY", len(draws))
    assert fallen(draws, marks) == few
    assert fallen(draws, ()) == [0] * len(draws)


def test_numbers_are_repeated_whatever_their_size() -> None:
    assert repeated([2**40, 3], 2) == [2**40, 2**40, 3, 3]
    assert repeated([5, 3], 1) == [5, 3]


def test_draws_add_up_what_each_hand_takes() -> None:
    picks = [0, 1, 1]
    assert added([([5, 7], picks), ([1, 2], picks), ([10], [0, 0, 0])], 3) == [16, 19, 19]
    assert added([([2**63, 0], [0, 1]), ([1, 2], [1, 0])], 2) == [2**63 + 2, 1]
    assert added([([2**130, -(2**130)], [0, 1]), ([1], [0, 0])], 2) == [2**130 + 1, 1 - 2**130]
    assert added([], 2) == [0, 0]


def test_draws_are_whole_numbers_of_eight_bytes() -> None:
    found = Draws(bytes(range(16)))
    whole = (0x0001020304050607, 0x08090A0B0C0D0E0F)
    assert tuple(found) == whole
    assert (found[1], list(found[:1]), len(found)) == (whole[1], [whole[0]], 2)
    assert found == whole
    assert found != whole[:1]
    assert found != 5
    assert list(Draws(b"")) == []
    most = Draws(b"\xff" * 8 + b"\x80" + bytes(7) + b"\x7f" + b"\xff" * 7)
    assert chosen(most, 10) == [9, 5, 4]
    assert chosen(most, 2**31) == [2**31 - 1, 2**30, 2**30 - 1]
