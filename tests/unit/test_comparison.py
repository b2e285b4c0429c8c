"""Two runs side by side: who is there, what each line adds, who gains, how pay is distributed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F

import pytest

from csvariable.engine.results import Results
from csvariable.facts.model import Facts, Participant, Value
from csvariable.kernel.diagnostic import FilePlace
from csvariable.kernel.formula import Given
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program, Reward, Step
from csvariable.kernel.unit import Unit
from csvariable.plan import Role
from csvariable.scenario import Amounts, Comparison, Driver, Spread, compare
from csvariable.scenario.persons import Person, effects, merged, people_of, ranked

NOTHING = Given(F(0))


def step(name: str, purpose: Purpose) -> Step:
    return Step(name, purpose, Unit.MONEY, NOTHING, ())


ROW_STEPS = (
    step("target_incentive", Purpose.TARGET_INCENTIVE),
    step("nrr.rate", Purpose.CAPPED_RATE),
    step("nrr.payout", Purpose.PAYOUT),
    step("cap", Purpose.CAP),
)
PERSON_STEPS = (
    step("bonuses.badge", Purpose.REWARD),
    step("bonuses.best", Purpose.BONUS),
    step("draw", Purpose.ADVANCE),
    step("repaid", Purpose.REPAID),
    step("total", Purpose.TOTAL),
)
STEPS = {one.name: one for one in (*ROW_STEPS, *PERSON_STEPS)}
GIFT = Reward("badge", "bonuses.badge", None, "voucher", F(1), F(50), ())
PLAIN = Program(ROW_STEPS, PERSON_STEPS)
GIVING = replace(PLAIN, rewards=(GIFT,))


def facts(
    ids: str,
    *,
    teams: Sequence[str | None] | None = None,
    roles: Sequence[Role] | None = None,
    parts: Sequence[tuple[int, ...]] | None = None,
    names: Mapping[str, str] | None = None,
    period: str | None = None,
) -> Facts:
    """People of one letter each; one row each unless parts say otherwise."""
    rows = [(at,) for at in range(len(ids))] if parts is None else parts
    count = sum(map(len, rows))
    return Facts(
        people=tuple(
            Participant(one, (names or {}).get(one), own) for one, own in zip(ids, rows, strict=True)
        ),
        roles=[None] * count if roles is None else roles,
        teams=[None] * count if teams is None else teams,
        columns={},
        present=[True] * count,
        place=lambda _row, _column: FilePlace("facts"),
        period=period,
    )


def results(
    given: Facts,
    totals: Sequence[int | None],
    *,
    programs: Mapping[Role, Program] | None = None,
    rows: Mapping[str, Sequence[int | None]] | None = None,
    people: Mapping[str, Sequence[int | None]] | None = None,
) -> Results:
    """A run that pays these totals; its other steps have nothing unless they are said."""

    def columns(
        names: Sequence[str], said: Mapping[str, Sequence[int | None]], size: int
    ) -> dict[str, list[Value]]:
        return {
            name: [None if one is None else F(one) for one in said.get(name, [None] * size)] for name in names
        }

    people = {**(people or {}), "total": totals}
    return Results(
        programs or {None: PLAIN},
        given,
        columns([one.name for one in ROW_STEPS], rows or {}, len(given.roles)),
        columns([one.name for one in PERSON_STEPS], people, len(given.people)),
    )


def told(found: Comparison) -> dict[str, tuple[int, int]]:
    """Everybody's cash, in order."""
    return {one.id: (int(one.cash.before), int(one.cash.after)) for one in found.people}


def amounts(before: int, after: int) -> Amounts:
    return Amounts(F(before), F(after))


# ------------------------------------------------------------------------------------------- amounts


def test_amounts_change_by_what_comes_after_less_what_was_before() -> None:
    one = amounts(200, 250)
    assert (one.change, one.share) == (F(50), F(1, 4))
    assert amounts(0, 7).share is None
    assert one + amounts(1, 2) == amounts(201, 252)
    assert Amounts() == amounts(0, 0)


# ------------------------------------------------------------------------------------------- people


def test_who_gains_loses_and_stays() -> None:
    given = facts("abcdef")
    found = compare(
        results(given, [100, 100, 100, 100, 100, None]), results(given, [101, 90, 100, 130, 99, None])
    )
    assert [one.id for one in found.ordered] == ["d", "a", "e", "b"]
    assert [one.id for one in found.gainers] == ["d", "a"]
    assert [one.id for one in found.losers] == ["b", "e"]
    assert [one.id for one in found.unchanged] == ["c", "f"]
    assert found.counts == (2, 2, 2)


def test_equal_changes_stand_in_the_order_of_ids() -> None:
    given = facts("cab")
    found = compare(results(given, [1, 1, 1]), results(given, [2, 2, 3]))
    assert [one.id for one in found.ordered] == ["b", "a", "c"]


@pytest.mark.parametrize("same_people", [True, False])
def test_a_change_below_one_counts(same_people: bool) -> None:
    """Somebody without a total had, or has, nothing; three gain and one loses a cent's part."""
    given = facts("abcde")
    other = given if same_people else facts("abcde")
    before, after = results(given, [10, 10, None, 10, 10]), results(other, [10, 10, 4, None, 10])
    column = [F(21, 2), F(19, 2), F(4), None, F(10)]
    after = replace(after, people={**after.people, "total": column})
    found = compare(before, after)
    assert found.counts == (2, 2, 1)
    assert {one.id: one.change for one in found.people} == {
        "a": F(1, 2),
        "b": F(-1, 2),
        "c": F(4),
        "d": F(-10),
        "e": F(0),
    }
    assert [one.id for one in found.gainers] == ["c", "a"]
    assert [one.id for one in found.losers] == ["d", "b"]


def test_who_is_on_one_side_alone_had_or_has_nothing() -> None:
    before = results(facts("ab", teams=["x", "y"]), [10, 20])
    after = results(facts("bc", teams=["z", None]), [25, 7])
    found = compare(before, after)
    assert told(found) == {"a": (10, 0), "b": (20, 25), "c": (0, 7)}
    assert [one.team for one in found.people] == ["x", "z", None]
    assert found.counts == (2, 1, 0)


def test_a_person_over_periods_is_one_person() -> None:
    """The team and the role are those of the last period, the name the first that is known."""
    first = facts("ab", teams=["x", "y"], period="Q1", names={"b": "Bea"})
    second = facts(
        "ba", teams=["y", "z"], roles=["head", None], period="Q2", names={"a": "Ana", "b": "Beatrice"}
    )
    programs = {None: PLAIN, "head": PLAIN}
    before: dict[str | None, Results] = {
        "Q1": results(first, [10, 20], programs=programs, rows={"target_incentive": [5, None]}),
        "Q2": results(second, [30, 40], programs=programs, rows={"target_incentive": [None, 7]}),
    }
    after: dict[str | None, Results] = {
        "Q1": results(first, [11, 21], programs=programs, rows={"target_incentive": [6, None]}),
        "Q2": results(second, [29, 45], programs=programs, rows={"target_incentive": [None, 9]}),
    }
    found = compare(before, after)
    ana, bea = found.people
    assert (ana.id, ana.name, ana.team, ana.role) == ("a", "Ana", "z", None)
    assert (bea.id, bea.name, bea.team, bea.role) == ("b", "Bea", "y", "head")
    assert told(found) == {"a": (50, 56), "b": (50, 50)}
    assert ana.incentive == amounts(12, 15)
    assert found.counts == (1, 0, 1)
    assert found.by_period == {"Q1": amounts(30, 32), "Q2": amounts(70, 74)}
    assert found.cash == amounts(100, 106)
    assert found.incentive == amounts(12, 15)
    assert found.teams == {"x": amounts(10, 11), "y": amounts(50, 50), "z": amounts(40, 45)}
    assert [one.rank for one in found.people] == [(1, 1), (1, 2)]


def test_two_runs_are_compared_in_their_own_period() -> None:
    given = facts("a", period="Q1")
    found = compare(results(given, [1]), results(given, [2]))
    assert list(found.periods) == ["Q1"]


def test_equal_cash_has_the_same_place() -> None:
    given = facts("abcd")
    found = compare(results(given, [10, 30, 10, 5]), results(given, [5, 7, 9, 9]))
    assert [one.rank for one in found.people] == [(2, 4), (1, 3), (2, 1), (4, 1)]


def test_who_joins_or_leaves_has_no_place_where_they_are_not() -> None:
    found = compare(results(facts("ab"), [10, 30]), results(facts("bc"), [5, 7]))
    assert [(one.id, one.rank) for one in found.people] == [("a", (2, None)), ("b", (1, 2)), ("c", (None, 1))]


# -------------------------------------------------------------------------------------------- lines


def test_each_line_adds_its_effect_and_a_repayment_takes_it() -> None:
    given = facts("a", parts=[(0, 1)])
    run = results(
        given,
        [128],
        rows={
            "target_incentive": [500, 500],
            "nrr.rate": [1, 1],
            "nrr.payout": [100, 40],
            "cap": [-10, None],
        },
        people={"bonuses.best": [8], "draw": [None], "repaid": [10], "bonuses.badge": [3]},
    )
    assert effects(run, 0) == {
        "nrr.payout": F(140),
        "cap": F(-10),
        "bonuses.best": F(8),
        "draw": F(0),
        "repaid": F(-10),
    }


def test_the_program_of_a_person_is_that_of_the_last_row() -> None:
    """Her first role had a bonus, and a gift; her last one has none."""
    given = facts("a", parts=[(0, 1)], roles=["old", None], teams=["x", "y"])
    plain = replace(PLAIN, person_steps=(step("total", Purpose.TOTAL),))
    run = results(
        given,
        [7],
        programs={"old": GIVING, None: plain},
        people={"bonuses.best": [3], "bonuses.badge": [1]},
        rows={"nrr.payout": [3, 4]},
    )
    (found,) = people_of(run, run)
    assert found.lines == {"nrr.payout": amounts(7, 7), "cap": amounts(0, 0)}
    assert (found.team, found.role, found.rewards) == ("y", None, amounts(0, 0))


def test_lines_that_pay_nothing_before_and_after_are_left_out() -> None:
    given = facts("ab")
    before = results(given, [100, 3], rows={"nrr.payout": [100, 0]}, people={"bonuses.best": [0, 3]})
    after = results(given, [110, 0], rows={"nrr.payout": [120, 0], "cap": [-10, 0]})
    found = compare(before, after)
    assert found.lines == {
        "nrr.payout": amounts(100, 120),
        "cap": amounts(0, -10),
        "bonuses.best": amounts(3, 0),
    }


def test_the_cause_is_the_line_whose_effect_differs_most() -> None:
    given = facts("abc")
    before = results(
        given, [10, 10, 10], rows={"nrr.payout": [10, 10, 10]}, people={"bonuses.best": [0, 5, 0]}
    )
    after = results(
        given,
        [12, 8, 10],
        rows={"nrr.payout": [15, 12, 10], "cap": [-3, -2, 0]},
        people={"bonuses.best": [0, 1, 0]},
    )
    found = compare(before, after)
    assert [one.cause for one in found.people] == [
        Driver(STEPS["nrr.payout"], F(5)),
        Driver(STEPS["bonuses.best"], F(-4)),
        None,
    ]


def test_of_lines_that_differ_alike_the_first_is_the_cause() -> None:
    given = facts("a")
    after = results(given, [0], rows={"nrr.payout": [5], "cap": [-5]})
    found = compare(results(given, [0]), after)
    assert found.people[0].cause == Driver(STEPS["nrr.payout"], F(5))


def person(lines: Mapping[str, Amounts]) -> Person:
    cash = amounts(2, 3)
    steps = {name: STEPS[name] for name in lines}
    return Person("a", None, "x", "old", cash, amounts(1, 5), amounts(7, 9), lines, steps)


def test_over_periods_the_cause_is_found_again() -> None:
    """The bonus is the cause of neither period, and of both together."""
    first = {"nrr.payout": amounts(0, 10), "bonuses.best": amounts(0, 9)}
    second = {"cap": amounts(0, -10), "bonuses.best": amounts(1, 10)}
    one = person(first)
    other = replace(person(second), team="y", role="new")
    assert one.cause == Driver(STEPS["nrr.payout"], F(10))
    assert other.cause == Driver(STEPS["cap"], F(-10))
    both = merged(one, other)
    assert both.cause == Driver(STEPS["bonuses.best"], F(18))
    assert both.lines == {
        "nrr.payout": amounts(0, 10),
        "bonuses.best": amounts(1, 19),
        "cap": amounts(0, -10),
    }
    assert (both.cash, both.rewards, both.incentive) == (amounts(4, 6), amounts(2, 10), amounts(14, 18))
    assert (both.team, both.role, both.name) == ("y", "new", None)
    assert merged(replace(one, name="Ana"), replace(other, name="A.")).name == "Ana"
    assert merged(one, replace(other, name="A.")).name == "A."


def test_nobody_has_no_place() -> None:
    assert ranked(()) == ()


# ------------------------------------------------------------------------------------------ rewards


def test_rewards_are_of_the_cost_and_of_no_cash() -> None:
    """The heads alone can be given something; a plan that gives nothing is not asked."""
    given = facts("abc", roles=["head", None, "head"])
    programs = {None: PLAIN, "head": GIVING}
    before = results(given, [10, 10, 10], programs=programs, people={"bonuses.badge": [1, 9, None]})
    after = results(given, [10, 10, 10], programs=programs, people={"bonuses.badge": [2, 9, 1]})
    found = compare(before, after)
    assert found.rewards == amounts(50, 150)
    assert found.cash == amounts(30, 30)
    assert found.cost == amounts(80, 180)
    assert [one.rewards for one in found.people] == [amounts(50, 100), amounts(0, 0), amounts(0, 50)]
    assert found.counts == (0, 0, 3)


def test_a_target_incentive_of_several_parts_is_their_sum() -> None:
    given = facts("a", parts=[(0, 1, 2)])
    run = results(given, [0], rows={"target_incentive": [100, None, 20]})
    without = replace(
        run, rows={name: value for name, value in run.rows.items() if "." in name or name == "cap"}
    )
    assert compare(run, without).incentive == amounts(120, 0)


# -------------------------------------------------------------------------------------- distribution


def test_pay_is_below_at_or_above_the_target_incentive() -> None:
    given = facts("abcdefg")
    before = results(
        given, [0, 99, 100, 101, 5, 102, None], rows={"target_incentive": [100, 100, 100, 100, 0, 100, 100]}
    )
    after = results(given, [10, 20, 30, 40, 50, 60, 70])
    left, right = compare(before, after).spread
    assert left == Spread(2, 1, 1, 2, 1, (F(0), F(5, 2), F(99), F(201, 2), F(102)))
    assert right == Spread(0, 0, 0, 0, 7, (F(10), F(25), F(40), F(55), F(70)))


@pytest.mark.parametrize(
    ("totals", "quartiles"),
    [
        ([], []),
        ([7], [7, 7, 7, 7, 7]),
        ([1, 2], [1, F(5, 4), F(3, 2), F(7, 4), 2]),
        ([40, 10, 20], [10, 15, 20, 30, 40]),
        ([1, 2, 4, 8, 16], [1, 2, 4, 8, 16]),
    ],
)
def test_quartiles_stand_between_two_people_in_proportion(
    totals: list[int | None], quartiles: list[F]
) -> None:
    given = facts("abcdefgh"[: len(totals)])
    found, _ = compare(results(given, totals), results(given, totals)).spread
    assert list(found.quartiles) == quartiles


def test_each_period_of_a_person_counts_in_the_distribution() -> None:
    given = facts("a")
    found, _ = compare({"Q1": results(given, [1]), "Q2": results(given, [3])}, {}).spread
    assert (found.untold, found.quartiles[0], found.quartiles[4]) == (2, F(1), F(3))


def test_a_period_of_one_side_alone_counts() -> None:
    given = facts("ab")
    one, other = results(given, [1, 2]), results(given, [4, 2])
    found = compare({"Q1": one, "Q2": one}, {"Q2": other, "Q3": other})
    assert told(found) == {"a": (2, 8), "b": (4, 4)}
    assert found.counts == (1, 0, 1)
    assert found.by_period == {"Q1": amounts(3, 0), "Q2": amounts(3, 6), "Q3": amounts(0, 6)}


# ------------------------------------------------------------------------------- whole columns or not


@pytest.mark.parametrize(
    "totals",
    [
        [F(1, 2), F(5), F(7)],
        [F(2) ** 125, F(2) ** 125, F(1)],
        [F(2) ** 100, F(2) ** 100, F(1)],
        [F(1, 10**18 + 1), F(1, 10**18 + 3), F(1, 10**18 + 7)],
    ],
)
@pytest.mark.parametrize(
    "incentive", [[F(1), None, F(3)], [F(1, 3**78), F(1), F(2)], [F(1, 10**18), F(1), F(2)]]
)
def test_what_is_too_long_for_a_column_adds_up_one_by_one(
    totals: list[Value], incentive: list[Value]
) -> None:
    given = facts("abc", teams=["N", None, "N"])
    before = results(given, [1, 2, 3])
    after = replace(
        before,
        people={**before.people, "total": totals},
        rows={**before.rows, "target_incentive": incentive, "nrr.payout": totals},
    )
    found = compare(before, after)
    was, now = [F(1), F(2), F(3)], [one or F(0) for one in totals]
    targets = [one or F(0) for one in incentive]
    assert found.cash == Amounts(F(6), sum(now, F(0)))
    assert found.incentive == Amounts(F(0), sum(targets, F(0)))
    assert found.lines == {"nrr.payout": Amounts(F(0), sum(now, F(0)))}
    assert found.teams == {"N": Amounts(F(4), now[0] + now[2]), None: Amounts(F(2), now[1])}
    assert found.roles == {None: Amounts(F(6), sum(now, F(0)))}
    gain = sum(new > old for new, old in zip(now, was, strict=True))
    lose = sum(new < old for new, old in zip(now, was, strict=True))
    assert found.counts == (gain, lose, 0)
    spread = found.spread[1]
    pairs = [(total, target) for total, target in zip(now, targets, strict=True) if target]
    assert (spread.nothing, spread.untold) == (0, 3 - len(pairs))
    assert (spread.below, spread.at, spread.above) == (
        sum(total < target for total, target in pairs),
        sum(total == target for total, target in pairs),
        sum(total > target for total, target in pairs),
    )
    assert spread.quartiles[::2] == tuple(sorted(now))


def test_nobody_is_compared_with_nobody() -> None:
    nobody = results(facts(""), [])
    found = compare(nobody, replace(nobody, people=dict(nobody.people), rows=dict(nobody.rows)))
    assert found.counts == (0, 0, 0)
    assert (found.teams, found.roles) == ({}, {})
    assert found.spread == (Spread(0, 0, 0, 0, 0, ()),) * 2


def test_other_people_add_up_one_by_one() -> None:
    before = results(facts("ab"), [1, 2], rows={"target_incentive": [5, 6], "nrr.payout": [1, 2]})
    after = results(facts("bc"), [3, 4], rows={"target_incentive": [6, 7], "nrr.payout": [3, 4]})
    found = compare(before, after)
    assert found.incentive == amounts(11, 13)
    assert found.lines == {"nrr.payout": amounts(3, 7)}
    assert found.teams == found.roles == {None: amounts(3, 7)}


@pytest.mark.parametrize(
    ("before", "after", "share"),
    [(F(50), F(60), F(1, 5)), (F(50), F(-50), F(-2)), (F(0), F(10), None), (F(-50), F(-1050), None)],
)
def test_a_change_is_a_share_of_what_was_paid_never_of_a_debt(before: F, after: F, share: F | None) -> None:
    assert Amounts(before, after).share == share
