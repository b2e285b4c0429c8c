"""How the value that fits a limit is looked for where nothing is proved: which values are tried, and what is told."""
# ruff: noqa: E501 - cases stand on one line

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction as F
from itertools import pairwise

import pytest

from csvariable.kernel.quantity import read_quantity
from csvariable.solve import Goal, NotSolvable, Pricing, Solved, Tried, grid_of, solve
from csvariable.text import Document, parse


def document_of(text: str) -> Document:
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    return document


@dataclass
class Search:
    """A search over one value, with the values that it tries in their order."""

    price: Callable[[F], F | int | None]
    written: str = "10"
    grain: str | None = None
    tried: list[str] = field(default_factory=list)
    told: list[int] = field(default_factory=list)

    def cost(self, document: Document) -> F | None:
        scalar = document.value(("value",))
        assert scalar is not None
        if document.setting(("value",)) is not None:
            assert document.setting(("value",)).by == "--solve value"  # type: ignore[union-attr]
            self.tried.append(scalar.text)
        found = self.price(read_quantity(scalar.text).value)
        return None if found is None else F(found)

    def run(self, limit: int, goal: Goal = "largest") -> Solved:
        document = document_of(f"value: {self.written}\n")
        grid = grid_of(document, ("value",), self.grain)
        pricing = Pricing(lambda _: None, lambda costs: costs[0][0], self.cost)
        return solve(document, grid, pricing, F(limit), goal, self.told.append)


def below(most: int, price: Callable[[F], F | int]) -> Callable[[F], F | int | None]:
    """A price that there is up to a value; beyond it the plan is refused."""
    return lambda value: None if value > most else price(value)


def times_100(value: F) -> F:
    return 100 * value


def bumpy(*known: tuple[int, int]) -> Callable[[F], F | int | None]:
    """A price of 900 but at these values."""
    return lambda value: dict(known).get(int(value), 900)


@pytest.mark.parametrize(
    ("price", "written", "limit", "goal", "tried", "value", "further"),
    [
        # Outward by 1, 2, 4 past the limit; back by 1, 2, 4, 8 to 0; then between 12 and 14.
        (times_100, "10", 1250, "largest", "10 11 12 14 9 8 6 2 0 13", "12", "13"),
        (times_100, "10", 1300, "largest", "10 11 12 14 9 8 6 2 0 13", "13", "14"),
        (times_100, "10", 1099, "largest", "10 11 9 8 6 2 0", "10", "11"),
        (times_100, "10", 1000, "largest", "10 11 9 8 6 2 0", "10", "11"),
        (times_100, "10", 50, "largest", "10 11 9 8 6 2 0 1", "0", "1"),
        (times_100, "0", 250, "largest", "0 1 2 4 3", "2", "3"),
        # The other way: 40 - value, refused past 30.
        (below(30, lambda value: 100 * (40 - value)), "10", 3250, "smallest", "10 9 8 6 11 12 14 18 26 42 7", "8", "7"),
        (below(30, lambda value: 100 * (40 - value)), "10", 3300, "smallest", "10 9 8 6 11 12 14 18 26 42 7", "7", "6"),
        # Too much up to 15, never more and more: of all that is too much, the nearest is looked at.
        (below(30, lambda value: 1100 if value < 16 else 900), "10", 1000, "smallest", "10 9 8 6 2 0 11 12 14 18 26 42 16 15 17", "16", "15"),
        # One grain further is no plan.
        (below(13, times_100), "10", 5000, "largest", "10 11 12 14 9 8 6 2 0 13", "13", "14"),
        (below(10, times_100), "10", 5000, "largest", "10 11 9 8 6 2 0", "10", "11"),
        # A limit that is reached exactly, and costs above it that stay or fall: the search goes on.
        (bumpy((11, 1000), (12, 1100), (14, 1100), (18, 1200)), "10", 1000, "largest", "10 11 12 9 8 6 2 0", "11", "12"),
        (bumpy((11, 1100), (12, 1100), (14, 1100), (18, 1200)), "10", 1000, "largest", "10 11 9 8 6 2 0", "10", "11"),
        (bumpy((10, 1100), (11, 1100), (12, 1050), (14, 1050), (18, 1200)), "10", 1000, "largest", "10 11 12 14 18 9 8 6 2 0", "9", "10"),
        # What is written is refused by its grain: the first cost is compared with none.
        (lambda value: None if value == 10 else 1100 if value < 15 else 1200, "10", 1000, "largest", "10 11 12 14 18 9 8 6 2 0", None, None),
    ],
)  # fmt: skip
def test_the_search_doubles_its_steps_on_both_sides_then_halves_what_is_between(  # noqa: PLR0917 - a case
    price: Callable[[F], F | int | None],
    written: str,
    limit: int,
    goal: Goal,
    tried: str,
    value: str | None,
    further: str | None,
) -> None:
    search = Search(price, written)
    solved = search.run(limit, goal)
    assert " ".join(search.tried) == tried
    assert solved.tried == len(search.tried)
    assert search.told == list(range(1, solved.tried + 1))
    assert (solved.value and solved.value.text, solved.further and solved.further.text) == (value, further)
    assert (solved.route, solved.goal, solved.limit) == (("value",), goal, F(limit))
    for one in (solved.value, solved.further):
        if one is not None:
            cost = price(read_quantity(one.text).value)
            assert one.cost == cost
            assert (cost is not None and cost <= limit) is (one is solved.value)


@pytest.mark.parametrize(
    ("price", "limit", "goal", "ending"),
    [
        (times_100, 1250, "largest", "found"),
        (times_100, 0, "largest", "found"),
        (times_100, -1, "largest", "none"),
        (times_100, 0, "smallest", "every"),
        (times_100, 5000, "smallest", "every"),
        (below(13, times_100), 1200, "largest", "found"),
        (below(13, times_100), 1300, "largest", "edge"),
        (below(13, lambda _: 5), 4, "largest", "none"),
        (below(13, lambda _: 5), 5, "smallest", "every"),
        (lambda value: None if value < 4 else 1, 1, "smallest", "edge"),
        (lambda _: None, 1, "largest", "refused"),
    ],
)
def test_how_a_search_ends(price: Callable[[F], F | int | None], limit: int, goal: Goal, ending: str) -> None:
    solved = Search(price).run(limit, goal)
    assert solved.ending == ending
    assert (solved.value is None) is (ending in {"none", "every", "refused"})
    assert (solved.further is None) is (ending in {"none", "every", "refused"})
    assert not solved.proved


def test_the_search_goes_as_far_as_numbers_of_the_language() -> None:
    """44 doublings on each side: the last number has 13 digits, as many as a plan may hold."""
    search = Search(lambda _: 1)
    solved = search.run(1)
    assert solved.ending == "every"
    assert search.tried[:4] == ["10", "11", "12", "14"]
    assert search.tried[44] == str(10 + 2**43)
    assert search.tried[45:] == ["9", "8", "6", "2", "0"]
    assert solved.value is None


@pytest.mark.parametrize(
    ("written", "last"),
    [("-10", str(-10 - 2**43)), ("-0.5", str(F(-5 - 2**43, 10).numerator / 10)), ("0", "0"), ("3", "0")],
)
def test_a_value_below_0_is_tried_only_beside_one_that_is_written(written: str, last: str) -> None:
    search = Search(lambda _: 1, written)
    search.run(1, "smallest")
    assert min(read_quantity(text).value for text in search.tried) == F(last)


def test_what_is_written_is_told_as_it_is_written() -> None:
    """Between two multiples of the grain the search starts at the lower one."""
    search = Search(times_100, "10", "4")
    solved = search.run(1250)
    assert solved.written == Tried("10", F(1000))
    assert search.tried[0] == "8"
    assert (solved.value, solved.further) == (Tried("12", F(1200)), Tried("16", F(1600)))


@pytest.mark.parametrize(
    ("price", "steady"),
    [
        (times_100, True),
        (below(12, times_100), True),
        (lambda value: -value, True),
        (lambda _: 5, True),
        (lambda value: min(value, F(10)), True),
        (lambda value: max(-value, F(-10)), True),
        (lambda value: abs(value - 10), False),
        (lambda value: -abs(value - 10), False),
        (lambda value: value if value != 12 else 0, False),
        (lambda value: -value if value != 9 else 0, False),
    ],
)
def test_a_cost_is_steady_where_it_only_rises_or_only_falls(
    price: Callable[[F], F | int | None], steady: bool
) -> None:
    search = Search(price)
    assert search.run(1250).steady is steady
    costs = [found for at in sorted(map(int, search.tried)) if (found := price(F(at))) is not None]
    rises, falls = (all(way * one <= way * two for one, two in pairwise(costs)) for way in (1, -1))
    assert (rises or falls) is steady


# -------------------------------------------------------------------------------------------- grid


@pytest.mark.parametrize(
    ("written", "grain", "start", "step"),
    [
        ("150 %", None, "150 %", "151 %"),
        ("12.5 %", None, "12.5 %", "12.6 %"),
        ("1/4", None, "25 %", "26 %"),
        ("1/3", None, "33 %", "34 %"),
        ("2500", None, "2500", "2501"),
        ("2500.50", None, "2500.5", "2500.51"),
        ("-2.5", "1", "-3", "-2"),
        ("2500 EUR", None, "2500 EUR", "2501 EUR"),
        ("4 h", None, "4 h", "5 h"),
        ("1.5 h", None, "90 min", "96 min"),
        ("0.55 h", None, "33 min", "33.6 min"),
        ("1 h 30 min", None, "90 min", "91 min"),
        ("90 min", None, "90 min", "91 min"),
        ("2 d", None, "2 d", "3 d"),
        ("0.5 d", None, "0.5 d", "0.6 d"),
        ("150 %", "50 %", "150 %", "200 %"),
        ("150 %", "1/4", "150 %", "175 %"),
        ("2500 EUR", "100", "2500 EUR", "2600 EUR"),
        ("2500 EUR", "100 EUR", "2500 EUR", "2600 EUR"),
        ("2500", "100 EUR", "2500", "2600"),
        ("4 h", "30 min", "4 h", "270 min"),
        ("4 h", "120 min", "4 h", "6 h"),
    ],
)
def test_values_go_by_the_last_decimal_that_is_written_or_by_the_grain(
    written: str, grain: str | None, start: str, step: str
) -> None:
    grid = grid_of(document_of(f"value: {written}\n"), ("value",), grain)
    assert (grid.text(grid.start), grid.text(grid.start + 1)) == (start, step)


@pytest.mark.parametrize(
    ("written", "grain"),
    [
        ("150 %", "5"),
        ("150 %", "5 EUR"),
        ("150 %", "0 %"),
        ("150 %", "-1 %"),
        ("2500", "1 %"),
        ("2500 EUR", "1 USD"),
        ("2500 EUR", "0"),
        ("4 h", "1 d"),
        ("4 h", "1"),
    ],
)
def test_a_grain_is_a_step_above_0_of_what_is_written(written: str, grain: str) -> None:
    with pytest.raises(NotSolvable) as refused:
        grid_of(document_of(f"value: {written}\n"), ("value",), grain)
    assert str(refused.value) == f"the grain `{grain}` is not a step of `{written}`"
    assert refused.value.suggestions == ()


def test_a_grain_that_is_no_number_says_so() -> None:
    with pytest.raises(NotSolvable) as refused:
        grid_of(document_of("value: 5\n"), ("value",), "x")
    assert str(refused.value) == "the grain: `x` is not a number"


# ------------------------------------------------------------------------------------------ routes

PLAN = """\
csvariable: 1
odds: {cap: 1}
effective: 2026
year_starts: 1
name: many
kpis:
  nrr:
    unit: percent
    target: 90 %
    targed: 91 %
    curve: {linear: [{at: 1 %, pays: 2 %}, {at: 3 %, pays: 4 %}, {at: 5 %, pays: 6 %}]}
examples: {one: {given: {nrr: 1 %}}}
"""


@pytest.mark.parametrize(
    ("route", "message", "near"),
    [
        (("kpis", "nrr", "targe"), "the plan has no `kpis.nrr.targe`", ("kpis.nrr.target", "kpis.nrr.targed")),
        (
            ("kpis", "nrr", "curve", "linear", 3, "pays"),
            "the plan has no `kpis.nrr.curve.linear[3].pays`",
            ("kpis.nrr.curve.linear[2].pays", "kpis.nrr.curve.linear[1].pays", "kpis.nrr.curve.linear[0].pays"),
        ),
        (
            ("kpis", "nrr", "unit"),
            "`kpis.nrr.unit` is `percent`, not a number",
            ("kpis.nrr.target", "kpis.nrr.targed", "kpis.nrr.curve.linear[2].at"),
        ),
        (("examples", "one", "given", "nr"), "the plan has no `examples.one.given.nr`", ()),
        (("effectiv",), "the plan has no `effectiv`", ()),
        (("year_start",), "the plan has no `year_start`", ()),
        (("odds", "caps"), "the plan has no `odds.caps`", ()),
        (("csvariabl",), "the plan has no `csvariabl`", ()),
        (
            ("kpis", "nrr", "curve", "linear"),
            "`kpis.nrr.curve.linear` holds several values",
            tuple(f"kpis.nrr.curve.linear[{at}].{key}" for at in range(3) for key in ("at", "pays"))[:5],
        ),
        (
            ("kpis", "nrr", "curve", "linear", 1),
            "`kpis.nrr.curve.linear[1]` holds several values",
            ("kpis.nrr.curve.linear[1].at", "kpis.nrr.curve.linear[1].pays"),
        ),
        (("examples",), "`examples` holds several values", ()),
    ],
)  # fmt: skip
def test_a_route_without_a_number_is_refused_with_those_that_have_one(
    route: tuple[str | int, ...], message: str, near: tuple[str, ...]
) -> None:
    with pytest.raises(NotSolvable) as refused:
        grid_of(document_of(PLAN), route)
    assert str(refused.value) == message
    assert refused.value.suggestions == near
