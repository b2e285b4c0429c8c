"""What is paid before anything is drawn, against the same draws paid without it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F

import pytest
from six_rows import facts, step

from csvariable.engine.beforehand import AHEAD, ColumnLuck, beforehand
from csvariable.engine.columns.facts import ColumnFacts
from csvariable.engine.drawn import Drawn, copied
from csvariable.facts.model import Value
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Known,
    OfParts,
    Over,
    Product,
    Ref,
    Shared,
    Sum,
)
from csvariable.kernel.step import Program, Reward
from csvariable.plan import Role

X, Y, Z = Fact("x"), Fact("y"), Fact("z")
CENT = F(1, 100)
TABLES: Sequence[Sequence[Value]] = ([F(3), F(8), F(1, 7)], [None], [F(0), F(9, 2)])
VALUES = [value for table in TABLES for value in table]
STARTS = [0, 3, 4]
OF = [0, 1, 0, 2, 2, 0]
"""The table of each of six people."""
COUNT = 12


def program(*more: Formula) -> Program:
    """Steps of nothing drawn, of `y`, of `z`, and of both."""
    rows = (
        step("fixed", Sum((X, Given(F(1))))),
        step("sure", Choose(Known(Y), Y, Given(F(0)))),
        step("y", Product((Ref("sure"), Ref("fixed")))),
        step("z", Sum((Z, Z))),
        step("unread", Product((Z, Given(F(2))))),
        step("both", Sum((Ref("y"), Ref("z"), Ref("fixed")))),
        *(step(f"more {at}", formula) for at, formula in enumerate(more)),
    )
    rewards = (Reward("club", "club", None, "voucher", F(1), F(2), ()),)
    terms = (
        OfParts("both", "sum"),
        OfParts("fixed", "last"),
        *(OfParts(f"more {at}", "sum") for at, _ in enumerate(more)),
    )
    people = (step("club", OfParts("z", "last")), step("total", Sum(terms)))
    return Program(rows, people, rewards=rewards)


def luck(people: int) -> dict[str, ColumnLuck]:
    """Every person has a table of `y`, and all have one of `z`."""
    own = OF[:people]
    return {
        "y": ColumnLuck(VALUES, [STARTS[at] for at in own], [len(TABLES[at]) for at in own]),
        "z": ColumnLuck([F(1), F(2, 3)], [0] * people, [2] * people),
    }


PLANS: Mapping[str, Mapping[Role, Program]] = {
    "two roles of one plan": {"a": program(), "b": program()},
    "what one draws, the other has": {
        "a": program(),
        "b": Program((step("both", Y), step("fixed", Z)), (step("total", OfParts("both", "sum")),)),
    },
    "what one has, the other draws": {
        "a": program(),
        "b": Program(
            (step("both", X), step("y", X), step("fixed", Given(F(1)))),
            (step("total", Sum((OfParts("both", "sum"), OfParts("fixed", "last")))),),
        ),
    },
    "the rows of a person": {role: program(Over("y", "sum", "person")) for role in ("a", "b")},
    "a pool": {
        role: program(Shared("fixed", True, "sure", "fixed", "company", False, CENT)) for role in ("a", "b")
    },
}


@pytest.mark.parametrize("parts", [None, [[0, 1, 2], [3], [5, 4]]], ids=["one row each", "several rows"])
@pytest.mark.parametrize("name", PLANS)
@pytest.mark.parametrize("count", [COUNT, 1], ids=["more draws than values", "fewer"])
def test_what_is_paid_beforehand_changes_nothing(
    name: str, parts: Sequence[Sequence[int]] | None, count: int
) -> None:
    programs, base = PLANS[name], ColumnFacts.of(facts(parts))
    found = beforehand(programs, base, luck(base.people), count)
    people = [person for person in range(base.people) for _ in range(COUNT)]
    groups = [draw for _ in range(base.people) for draw in range(COUNT)]
    picks = {
        "y": [draw % len(TABLES[OF[person]]) for person, draw in zip(people, groups, strict=True)],
        "z": [draw % 5 // 3 for draw in groups],
    }
    own = luck(base.people)
    plain = {
        name: Drawn(
            own[name].values,
            [own[name].starts[person] + pick for person, pick in zip(people, picked, strict=True)],
        )
        for name, picked in picks.items()
    }
    looked = {column: Drawn(one.values, picks[one.of], one.starts) for column, one in found.looked.items()}
    expected = copied(programs, base, people, groups, plain)
    assert copied(found.programs, found.base, people, groups, looked) == expected


def test_what_reads_one_result_is_looked_up_and_what_nobody_reads_is_left_out() -> None:
    programs, base = PLANS["two roles of one plan"], ColumnFacts.of(facts())
    found = beforehand(programs, base, luck(6), COUNT)
    assert [(one.name, one.formula) for one in found.programs["a"].row_steps] == [
        ("fixed", Fact(f"{AHEAD}fixed")),
        ("y", Fact(f"{AHEAD}y by y")),
        ("z", Fact(f"{AHEAD}z by z")),
        ("both", Sum((Ref("y"), Ref("z"), Ref("fixed")))),
    ]
    # Two rows of `a` with a table of three values and x = 3 share their cards.
    assert len(found.looked[f"{AHEAD}y by y"].values.numerator) == 3 + 3 + 2 + 2 + 1 + 3
    assert len(found.looked[f"{AHEAD}z by z"].values.numerator) == 2 + 2 + 2


def test_a_value_that_no_column_holds_is_left_to_the_draws() -> None:
    long = facts(x=[F(2**100), F(1), F(1), F(1), F(1), F(1)])
    base, steps = ColumnFacts.of(long), (step("s", Product((X, X, X))), step("t", Sum((Ref("s"), Y))))
    own: dict[Role, Program] = {
        role: Program(steps, (step("total", OfParts("t", "sum")),)) for role in ("a", "b")
    }
    found = beforehand(own, base, {"y": luck(6)["y"]}, COUNT)
    assert set(found.looked) == {"y"}
    assert found.programs["a"].row_steps == steps


def test_values_over_denominators_of_their_own_are_paid_beforehand_too() -> None:
    """No denominator of 18 digits holds both of these."""
    under = [F(1, 10**10), F(1, 10**10 + 1)]
    base, steps = ColumnFacts.of(facts(x=under * 3)), (step("s", Product((X, Y))),)
    own: dict[Role, Program] = {
        role: Program(steps, (step("total", OfParts("s", "sum")),)) for role in ("a", "b")
    }
    found = beforehand(own, base, {"y": ColumnLuck([F(2), F(3)], [0] * 6, [2] * 6)}, COUNT)
    (name,) = {*found.looked} - {"y"}
    paid = copied(
        found.programs,
        found.base,
        [0, 1],
        None,
        {name: Drawn(found.looked[name].values, [1, 0], found.looked[name].starts)},
    )
    assert [F(top or 0, paid.bottom) for top in paid.tops] == [3 * under[0], 2 * under[1]]
