"""Copies of people: each group is a company of its own, and pays what it would pay alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F

import pytest
from six_rows import facts, step

from csvariable.engine import drawn as module
from csvariable.engine.columns.evaluation import ColumnFacts
from csvariable.engine.drawn import Drawn, Paid, averages, copied, shares_money
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.frozen import frozen
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Known,
    OfParts,
    Over,
    Placed,
    Ref,
    Shared,
    Sum,
    Within,
)
from csvariable.kernel.step import Program, Reward
from csvariable.plan import Role

CENT = F(1, 100)
X, Y, ONE = Fact("x"), Fact("y"), Given(F(1))
Programs = dict[Role, Program]


def reward(step_: str, worth: F | int) -> Reward:
    return Reward(step_, step_, None, "voucher", F(1), F(worth), ())


def plan(within: Within, also: Within = "person", *, mean: bool = False) -> Programs:
    """A pool, a podium, sums and rewards in kind; `also` is where a second sum looks."""
    rows = (
        step("y", Y),
        step("z", Fact("z")),
        step("s", Sum((X, Choose(Known(Y), Y, Given(F(0)))))),
        step("member", ONE),
        step("pot", Given(F(10))),
        step("pool", Shared("pot", False, "s", "member", within, False, CENT)),
        step("all", Over("s", "mean" if mean else "sum", within)),
        step("own", Over("s", "sum", also)),
        step("pay", Sum((Ref("pool"), Ref("all"), Ref("own"), Y))),
    )
    people = (
        step("by", OfParts("s", "last")),
        step("there", ONE),
        step("prize", Placed("by", "there", (F(100), F(50)), within, CENT, False, ())),
        step("club", OfParts("s", "last")),
        step("gift", Choose(Known(OfParts("z", "last")), OfParts("z", "last"), Given(F(0)))),
        step("total", Sum((OfParts("pay", "sum"), OfParts("y", "last"), Ref("prize")))),
    )
    return {
        "a": Program(rows, people, rewards=(reward("club", F(1, 3)), reward("gift", 5))),
        "b": Program(rows, people, rewards=(reward("club", 2), reward("gift", 0))),
    }


def worth(programs: Programs, given: Facts) -> list[Value]:
    """What each person of some facts costs: the total, and the rewards of the role of the last row."""
    found = evaluate(programs, given)
    costs: list[Value] = []
    for at, person in enumerate(given.people):
        total = found.people["total"][at]
        rewards = programs[given.roles[person.rows[-1]]].rewards
        kind = sum((found.people[one.step][at] * one.value for one in rewards), F(0))  # type: ignore[operator]
        costs.append(None if total is None else total + kind)
    return costs


def alone(given: Facts, people: Sequence[int], drawn: Sequence[Mapping[str, Value]]) -> Facts:
    """The facts of some people alone, each with drawn values in all of their rows."""
    rows = [(row, at) for at, person in enumerate(people) for row in given.people[person].rows]
    own: list[Participant] = []
    for person in people:
        start = sum(len(one.rows) for one in own)
        old = given.people[person]
        own.append(Participant(old.id, None, tuple(range(start, start + len(old.rows)))))
    columns = {
        name: [drawn[at].get(name, given.columns[name][row]) for row, at in rows] for name in given.columns
    }
    return Facts(
        tuple(own),
        [given.roles[row] for row, _ in rows],
        [given.teams[row] for row, _ in rows],
        columns,
        [True] * len(rows),
        given.place,
    )


def costs(paid: Paid) -> list[Value]:
    return [None if top is None else F(top, paid.bottom) for top in paid.tops]


PARTS: Sequence[Sequence[Sequence[int]] | None] = (None, [[0, 1, 2], [3], [5, 4]])
PLANS: Mapping[str, Programs] = {
    "in a team": plan("team"),
    "in a team and a role": plan("role and team"),
    "in teams of either kind": plan("team", "role and team"),
    "in a role": plan("role"),
    "in the company": plan("company"),
    "in the company and in roles": plan("company", "role", mean=True),
    "in a team and in the company": plan("team", "company"),
    "in the role and in its teams": plan("role", "role and team"),
}
DRAWN = [F(3), F(8), None, F(1, 7), F(3), F(9, 2), F(0)]


@pytest.mark.parametrize("parts", PARTS, ids=["one row each", "several rows"])
@pytest.mark.parametrize("name", PLANS)
def test_each_group_of_copies_pays_what_it_pays_alone(
    name: str, parts: Sequence[Sequence[int]] | None
) -> None:
    """Three draws, the last of them of some people only; ties go to the smallest id, as without copies."""
    given, programs = facts(parts), PLANS[name]
    everybody = list(range(len(given.people)))
    groups = [*everybody, *everybody, 2, 0]
    names = [4] * len(everybody) + [7] * len(everybody) + [11, 11]
    picks = [at % len(DRAWN) for at in range(len(groups))]
    drawn = {"y": Drawn(DRAWN, picks)}
    found = copied(programs, ColumnFacts.of(given), groups, names, drawn)
    expected: list[Value] = []
    for draw in (4, 7, 11):
        copies = [at for at, own in enumerate(names) if own == draw]
        own = alone(given, [groups[at] for at in copies], [{"y": DRAWN[picks[at]]} for at in copies])
        expected += worth(programs, own)
    assert costs(found) == expected
    assert None in expected


@pytest.mark.parametrize("parts", PARTS, ids=["one row each", "several rows"])
def test_copies_without_groups_are_one_company(parts: Sequence[Sequence[int]] | None) -> None:
    given, programs = facts(parts), plan("team", "company")
    people = [1, 0, 2]
    found = copied(programs, ColumnFacts.of(given), people)
    assert costs(found) == worth(programs, alone(given, people, [{}] * 3))


def test_groups_of_copies_need_nothing_drawn() -> None:
    given, programs = facts(), plan("team", "company")
    found = copied(programs, ColumnFacts.of(given), [0, 1, 0, 1], [0, 0, 1, 1])
    assert costs(found) == worth(programs, alone(given, [0, 1], [{}] * 2)) * 2


def test_a_column_that_no_file_gives_can_be_drawn() -> None:
    programs: Programs = {
        role: Program((step("s", Sum((X, Fact("new")))),), (step("total", OfParts("s", "sum")),))
        for role in ("a", "b")
    }
    drawn = {"new": Drawn([F(10), F(20)], [1, 0])}
    assert costs(copied(programs, ColumnFacts.of(facts()), [0, 2], None, drawn)) == [23, F(21, 2)]
    rows = (step("t", Over("s", "sum", "team")), step("c", Over("s", "sum", "company")))
    mixed: Programs = {
        role: replace(one, row_steps=(*one.row_steps, *rows)) for role, one in programs.items()
    }
    assert costs(copied(mixed, ColumnFacts.of(facts()), [0, 2], [0, 1], drawn)) == [23, F(21, 2)]


@pytest.mark.parametrize("name", PLANS)
def test_only_rules_of_teams_beside_rules_of_the_company_need_the_long_way(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[int] = []

    def long_way(*given: object) -> Paid:
        calls.append(len(given))
        return Paid([], 1)

    monkeypatch.setattr(module, "_one_by_one", long_way)
    base = ColumnFacts.of(facts())
    copied(PLANS[name], base, [0, 1], [0, 0])
    copied(PLANS[name], base, [0, 1])
    assert len(calls) == (name in {"in a team and in the company", "in the role and in its teams"})


@pytest.mark.parametrize("roles", [["a", "b", "a", "b", "b", "a"], ["a"] * 6], ids=["two roles", "one role"])
def test_what_copies_cost_is_told_in_the_largest_unit_that_counts_it(roles: Sequence[Role]) -> None:
    """Over 2, with a reward over 3; then over 2 and 6, so that a factor is 2 and another 3."""
    row, person = (step("s", Fact("half")),), (step("club", ONE), step("total", OfParts("s", "sum")))
    half = replace(facts(half=[F(1, 2), F(3, 2), F(1), None, F(0), F(2)]), roles=roles)
    for worth_, bottom, tops in (
        (F(1, 3), 6, [5, None, 11]),
        (F(1), 2, [3, None, 5]),
        (F(1, 4), 4, [3, None, 7]),
    ):
        own = Program(row, person, rewards=(reward("club", worth_),))
        paid = copied({"a": own, "b": own}, ColumnFacts.of(half), [0, 3, 1])
        assert paid == Paid(tops, bottom)


def test_whole_amounts_are_counted_in_ones() -> None:
    own = Program((step("s", X),), (step("total", OfParts("s", "sum")),))
    given = ColumnFacts.of(facts(x=[F(3), F(1), None, F(0), F(5), F(7)]))
    assert copied({"a": own, "b": own}, given, [0, 2, 5]) == Paid([3, None, 7], 1)


def test_copies_over_denominators_by_row_have_one_unit() -> None:
    """No denominator of 18 digits holds 1 / 10^10 and 1 / (10^10 + 1)."""
    under = [10**10, 10**10 + 1]
    own = Program((step("s", Fact("long")),), (step("total", OfParts("s", "sum")),))
    given = facts(long=[F(1, under[0]), F(2, under[1]), None, F(1), F(1), F(1)])
    paid = copied({"a": own, "b": own}, ColumnFacts.of(given), [0, 1, 2])
    assert paid == Paid([under[1], 2 * under[0], None], under[0] * under[1])


# -------------------------------------------------------------------------------------- what plans do


def programs(*formulas: Formula) -> Programs:
    """A plan of one role whose row has only a value, and of another with these steps."""
    steps = [step(f"t{at}", formula) for at, formula in enumerate(formulas)]
    rows = tuple(one for one in steps if not isinstance(one.formula, Placed))
    people = tuple(one for one in steps if isinstance(one.formula, Placed))
    return {"a": Program((step("s", X),), ()), "b": Program((step("s", X), *rows), people)}


SUM, MEAN = Over("s", "sum", "company"), Over("s", "mean", "team")
POOL = Shared("s", True, "s", "s", "team", False, CENT)
PODIUM = Placed("s", "s", (F(1),), "company", CENT, False, ())


@pytest.mark.parametrize(
    ("formulas", "shares", "means"),
    [
        ((), False, False),
        ((X,), False, False),
        ((SUM,), False, False),
        ((SUM, MEAN), False, True),
        ((POOL, SUM), True, False),
        ((PODIUM,), True, False),
        ((POOL, MEAN, X), True, True),
    ],
)
def test_what_a_plan_takes_from_others_is_known(
    formulas: Sequence[Formula], shares: bool, means: bool
) -> None:
    plans = programs(*formulas)
    assert (shares_money(plans), averages(plans)) == (shares, means)


def test_only_sums_and_means_over_others_are_kept_as_they_were() -> None:
    plans = programs(Over("s", "sum", "person"), SUM, POOL, MEAN, PODIUM)
    made, names = frozen(plans)
    assert names == {"t1", "t3"}
    assert made["a"] == plans["a"]
    assert [one.formula for one in made["b"].row_steps] == [
        X,
        Over("s", "sum", "person"),
        Fact("as it was: t1"),
        POOL,
        Fact("as it was: t3"),
    ]
    assert made["b"].person_steps == plans["b"].person_steps
