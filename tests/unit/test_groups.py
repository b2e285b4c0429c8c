"""What a line that looks beyond its own row counted: members, amounts, places."""

from __future__ import annotations

from fractions import Fraction as F

from csvariable.engine.groups import Pot
from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import Formula, Given, Over, Placed, Shared
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.kernel.unit import Unit
from csvariable.statement.groups import pot_of
from csvariable.statement.used import ValueReader

CENT = F(1, 100)
TEAMS = ["n", "n", "n", "s", "n"]


def values(*written: int | None) -> list[Value]:
    return [None if one is None else F(one) for one in written]


def seen(formula: Formula, at: int, *, person: bool = False) -> Pot | None:
    """Five rows of four persons, of whom the first has rows of two teams, the last one of the second."""
    facts = Facts(
        people=tuple(Participant(f"p{at}", None, rows) for at, rows in enumerate([(0, 3), (1,), (2,), (4,)])),
        roles=[None] * 5,
        teams=TEAMS,
        columns={"flag": values(1, 0, 1, 1, 1)},
        present=[True] * 5,
        place=lambda _row, _column: FilePlace("facts"),
    )
    rows = {
        "s": values(1, 20, 300, 4000, None),
        "pot": values(7, 80, 900, 1, 2),
        "key": values(3, 40, None, 600, 5),
        "member": values(1, 1, 1, 1, 0),
    }
    people = {"by": values(5, 9, 9, 2), "low": values(5, None, 7, 7), "ok": values(1, 1, 1, 0)}
    return pot_of(
        Results({}, facts, rows, people),
        Step("share", Purpose.SETTLED, Unit.MONEY, formula, ()),
        ValueReader(Results({}, facts, rows, people), at, person=person),
    )


def test_a_sum_over_a_group_counts_rows_that_have_a_value() -> None:
    assert seen(Over("s", "sum", "team"), 1) == Pot(3, keys=F(321))
    assert seen(Over("s", "sum", "team"), 3) == Pot(1, keys=F(4000))
    assert seen(Over("s", "sum", "company"), 3) == Pot(4, keys=F(4321))
    assert seen(Over("s", "sum", "team", "flag"), 1) == Pot(2, keys=F(301))
    assert seen(Over("s", "sum", "team", "unwritten"), 1) == Pot(3, keys=F(321))
    assert seen(Over("none", "sum", "team"), 1) == Pot(0, keys=F(0))


def test_a_pool_counts_its_members() -> None:
    def pool(*, pooled: bool) -> Shared:
        return Shared("pot", pooled, "key", "member", "team", False, CENT)

    assert seen(pool(pooled=False), 1) == Pot(3, F(7), F(40), F(43))
    assert seen(pool(pooled=True), 1) == Pot(3, F(987), F(40), F(43))
    assert seen(pool(pooled=True), 3) == Pot(1, F(1), F(600), F(600))


def test_a_podium_counts_who_may_stand_on_it() -> None:
    def podium(by: str, at: int, *, falling: bool = False) -> Pot | None:
        prizes = Placed(by, "ok", (F(1),), "company", CENT, falling, ())
        return seen(prizes, at, person=True)

    assert podium("by", 0) == Pot(3, key=F(5), place=3)
    assert podium("by", 1) == Pot(3, key=F(9), place=1, tied=2)
    assert podium("by", 3) == Pot(3, key=F(2))
    assert podium("by", 0, falling=True) == Pot(3, key=F(5), place=1)
    assert podium("by", 2, falling=True) == Pot(3, key=F(9), place=2, tied=2)
    assert podium("low", 1) == Pot(2)
    assert podium("low", 0, falling=True) == Pot(2, key=F(5), place=1)
    assert podium("low", 2) == Pot(2, key=F(7), place=1)


def test_a_podium_of_a_team_counts_people_by_their_last_row() -> None:
    prizes = Placed("by", "ok", (F(1),), "team", CENT, False, ())
    assert seen(prizes, 0, person=True) == Pot(1, key=F(5), place=1)
    assert seen(prizes, 1, person=True) == Pot(2, key=F(9), place=1, tied=2)


def test_one_who_ties_with_nobody_stands_alone() -> None:
    assert Pot(1).tied == 1
    assert seen(Given(F(1)), 0) is None
