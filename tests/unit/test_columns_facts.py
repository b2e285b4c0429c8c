"""Facts as columns: what is kept of the files, and the same facts in fractions again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction as F

import polars as pl
import pytest

from csvariable.engine.columns.facts import ColumnFacts, Lazily, Peek
from csvariable.facts.model import Facts, Participant
from csvariable.facts.ratio import Overflow, Ratio
from csvariable.kernel.diagnostic import FilePlace


def facts(*people: Sequence[int]) -> Facts:
    """Three rows, of these people."""
    return Facts(
        people=tuple(Participant(name, None, tuple(rows)) for name, rows in zip("cab", people, strict=False)),
        roles=["lead", "agent", "lead"],
        teams=["n", None, "s"],
        columns={"x": [F(1, 2), None, F(2)], "huge": [F(2**130), F(0), F(1)]},
        present=[True, False, True],
        place=lambda _row, _column: FilePlace("facts"),
    )


def listed(series: pl.Series | None) -> list[object] | None:
    return None if series is None else series.to_list()


def test_rows_become_columns() -> None:
    given = facts([0], [1], [2])
    found = ColumnFacts.of(given)
    assert (found.count, found.people, found.ids.to_list()) == (3, 3, ["c", "a", "b"])
    assert (found.roles, listed(found.role_of)) == (("lead", "agent"), [0, 1, 0])
    assert (listed(found.teams), listed(found.present)) == (["n", None, "s"], [True, False, True])
    assert (found.person_of, found.last) == (None, None)
    assert found.columns["x"].values() == [F(1, 2), None, F(2)]
    assert list(found.columns) == ["x", "huge"]
    with pytest.raises(Overflow):
        found.columns["huge"]
    assert (found.facts, found.exact) == (given, given.columns)


def test_one_role_needs_no_column() -> None:
    found = ColumnFacts.of(replace(facts([0], [1], [2]), roles=["lead"] * 3))
    assert (found.roles, found.role_of) == (("lead",), None)
    nobody = Facts((), [], [], {}, [], lambda _row, _column: FilePlace("facts"))
    assert (ColumnFacts.of(nobody).roles, ColumnFacts.of(nobody).count) == ((None,), 0)


@pytest.mark.parametrize(
    ("people", "person_of", "last"),
    [
        ([[0], [1, 2]], [0, 1, 1], [0, 2]),
        ([[0], [2, 1]], [0, 1, 1], [0, 1]),
        ([[1, 2], [0]], [1, 0, 0], [2, 0]),
        ([[0, 1, 2]], [0, 0, 0], [2]),
        ([[1], [0], [2]], [1, 0, 2], [1, 0, 2]),
    ],
)
def test_people_of_other_rows_than_their_own_number_are_told(
    people: list[list[int]], person_of: list[int], last: list[int]
) -> None:
    found = ColumnFacts.of(facts(*people))
    assert (listed(found.person_of), listed(found.last)) == (person_of, last)
    assert found.people == len(people)
    assert replace(found, given=None).facts.people == found.facts.people


def direct() -> ColumnFacts:
    numbers = pl.Series([1, None, 4], dtype=pl.Int64)
    return ColumnFacts(count=3, columns={"x": Ratio(numbers, 2)}, ids=pl.Series(["c", "a", "b"]))


def test_columns_become_rows_of_one_person_each() -> None:
    found = direct().facts
    assert found.people == tuple(Participant(one, None, (at,)) for at, one in enumerate("cab"))
    assert (list(found.roles), list(found.teams), list(found.present)) == ([None] * 3, [None] * 3, [True] * 3)
    assert list(found.columns["x"]) == [F(1, 2), None, F(2)]


def test_columns_become_rows_with_all_that_they_say() -> None:
    found = replace(
        direct(),
        ids=pl.Series(["c", "a"]),
        roles=("lead", "agent"),
        role_of=pl.Series([1, 0, 1]),
        teams=pl.Series(["n", None, "s"]),
        present=pl.Series([True, False, True]),
        person_of=pl.Series([1, 1, 0]),
        last=pl.Series([2, 0]),
    ).facts
    assert found.people == (Participant("c", None, (2,)), Participant("a", None, (1, 0)))
    assert found.roles == ["agent", "lead", "agent"]
    assert (found.teams, found.present) == (["n", None, "s"], [True, False, True])


def test_a_mapping_makes_a_value_when_it_is_first_read() -> None:
    made: list[str] = []

    def make(name: str) -> list[str]:
        made.append(name)
        return [name]

    found = Lazily(("a", "b"), make)
    assert (list(found), len(found), "a" in found, "c" in found, made) == (["a", "b"], 2, True, False, [])
    assert found["b"] is found["b"]
    assert (found["b"], made) == (["b"], ["b"])
    with pytest.raises(KeyError):
        found["c"]
    assert made == ["b"]


def test_a_peek_reads_one_value_at_a_time() -> None:
    read: list[int] = []

    def square(at: int) -> F:
        read.append(at)
        return F(at * at)

    found = Peek(3, square)
    assert (len(found), found[2], read) == (3, F(4), [2])
    assert (found[1:], list(found)) == ([F(1), F(4)], [F(0), F(1), F(4)])
    with pytest.raises(IndexError):
        found[3]
