"""What others read of a team: nobody is found by adding tables up, or by taking them from one another."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import given, settings, strategies as some
from readers import HEAD, Ran

from csvariable.documents.paper.html import as_html
from csvariable.documents.paper.model import Board
from csvariable.documents.team_groups import FEW, ToldClasses, merged
from csvariable.documents.team_report import TeamReport
from csvariable.engine.results import Results

LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
KPI = f"{{weight: 50 %, unit: percent, curve: {{of: actual, {LINE}}}}}"
TWO = HEAD + f"target_incentive: 1000\nmissing: reweight\nkpis:\n  a: {KPI}\n  b: {KPI}\n"


def report(*periods: Ran) -> TeamReport:
    """A report that others read."""
    runs: dict[str | None, Results] = {f"2026-Q{at}": one.results for at, one in enumerate(periods, start=1)}
    return TeamReport("Plan", periods[-1].plans, runs, "en", redacted=True)


def rank(rows: Iterable[Sequence[Fraction | int]]) -> int:
    """The rank of a matrix, exactly."""
    left = [list(map(Fraction, row)) for row in rows]
    found = 0
    while left:
        row = left.pop()
        at = next((place for place, value in enumerate(row) if value), None)
        if at is None:
            continue
        found += 1
        left = [
            [other - one[at] / row[at] * own for other, own in zip(one, row, strict=True)] for one in left
        ]
    return found


@settings(max_examples=60)
@given(
    some.lists(
        some.tuples(some.integers(0, 2), some.frozensets(some.sampled_from("abc"), min_size=1)),
        min_size=5,
        max_size=10,
    )
)
def test_no_sum_of_few_is_found_from_what_is_told(people: list[tuple[int, frozenset[str]]]) -> None:
    """Of all sums that follow from those of teams, lines and all, none is of fewer people than five."""
    teams: dict[str, list[int]] = {}
    for at, (team, _) in enumerate(people):
        teams.setdefault(f"t{team}", []).append(at)
    groups = merged(teams, "smaller teams")
    names = {at: name for name, own in groups.items() for at in own}
    apart = ToldClasses([str(at) for at in range(len(people))])
    assert apart.split([names[at] for at in range(len(people))])
    told = apart.lines([held for _, held in people], "abc")
    cells = [(at, line) for at, (_, held) in enumerate(people) for line in sorted(held)]
    sums = [[int(at in own) for at, _ in cells] for own in groups.values()]
    sums += [[int(line == one) for _, line in cells] for one in told]
    whole = rank(sums)
    for few in combinations(range(len(people)), FEW - 1):
        others = [at for at, (who, _) in enumerate(cells) if who not in few]
        rest = rank([row[at] for at in others] for row in sums)
        # What is a sum of these few alone is one that vanishes where the others are.
        assert rest == whole, (told, few)


def test_a_group_that_is_called_as_the_merged_ones_is_one_of_them() -> None:
    assert merged({"rest": [1, 2], "a": [3, 4, 5, 6, 7], "b": [8, 9, 10]}, "rest") == {
        "a": [3, 4, 5, 6, 7],
        "rest": [1, 2, 8, 9, 10],
    }


def rows(*values: tuple[str, str]) -> str:
    """A file of results."""
    return "id,a,b\n" + "".join(f"p{at},{a},{b}\n" for at, (a, b) in enumerate(values))


def test_a_kpi_of_few_is_not_what_is_left_of_the_total() -> None:
    """All have the first KPI, two have the second: the total less the first would be theirs."""
    ran = Ran(TWO, rows(*[("50 %", "")] * 6, ("80 %", "90 %"), ("80 %", "70 %")))
    assert report(ran).costs.told_kpis == ()
    full = Ran(TWO, rows(*[("50 %", "60 %")] * 8))
    assert report(full).costs.told_kpis == ("a", "b")


def test_a_period_of_few_is_not_told_and_not_in_any_sum() -> None:
    few = Ran(TWO, rows(*[("40 %", "60 %")] * 3))
    full = Ran(TWO, rows(*[("50 %", "60 %")] * 6))
    other = Ran(TWO, rows(*[("70 %", "60 %")] * 6))
    told = report(few, full, other)
    assert [one["period"] for one in told.data()["periods"]] == ["2026-Q2", "2026-Q3"]
    page = as_html(told.paper())
    assert "Left out, because fewer than 5 people were paid: 2026-Q1." in page
    (change,) = told.data()["impact"]["changes"]
    assert change["change"] == "From 2026-Q2 to 2026-Q3"


def test_who_left_between_two_periods_is_not_found_between_two_means() -> None:
    """Six before, five of them after: the mean of all less that of the five would be the sixth's."""
    before = Ran(TWO, rows(*[("40 %", "60 %")] * 5, ("10 %", "60 %")))
    after = Ran(TWO, rows(*[("50 %", "60 %")] * 5))
    told = report(before, after)
    (change,) = told.data()["impact"]["changes"]
    assert {one["before"] for one in change["kpis"]} == {None}


@pytest.mark.parametrize("redacted", [True, False])
def test_what_stands_beside_the_kpis_makes_the_whole(redacted: bool) -> None:
    plan = TWO.replace("kpis:", "cap: 60 %\nkpis:")
    ran = Ran(plan, rows(*[("50 %", "90 %")] * 6))
    found = TeamReport("Plan", ran.plans, {None: ran.results}, "en", redacted, (), Fraction(4000))
    board = next(one for one in found.paper().blocks() if isinstance(one, Board) and len(one.heads) == 6)
    assert [row[:3] for row in board.rows] == [
        ("a", "6", "€1,500.00"),
        ("b", "6", "€2,700.00"),
        ("Everything else", "", "−€600.00"),
    ]
    assert [row[3:] for row in board.rows] == [
        ("€3,000.00", "50\u00a0%", "37.5\u00a0%"),
        ("€3,000.00", "90\u00a0%", "67.5\u00a0%"),
        ("", "", "−15\u00a0%"),
    ]
    assert board.foot == ("Total", "6", "€3,600.00", "€6,000.00", "60\u00a0%", "90\u00a0%")
