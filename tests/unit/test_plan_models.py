"""What a plan can be: shapes that are refused, each with its sentence; values by their units; keys by their place."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from engine import plans_of
from findings import said, told
from pydantic import ValidationError
from small import PLAN

from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.curve import KINDS, RateCurve
from csvariable.plan.effective import Effective
from csvariable.plan.gift import InKind
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.plan.model import keys_at
from csvariable.plan.point import Point
from csvariable.plan.pool import Pool
from csvariable.plan.steps import money_step_unit, step_names, step_unit
from csvariable.plan.values import text_of

# ------------------------------------------------------------------------------------- shapes

NO_KIND = "a curve has one kind: write one of `lookup`, `linear`, `marginal`, `whole`"
TWO_KINDS = "this curve has two kinds: keep one of `lookup`, `linear`, `marginal`, `whole`"
TWO_BOUNDS = "a condition has at most one lower and one upper bound"
NOTHING_TESTED = "this condition tests nothing: write a step and a bound"
ANOTHER_BOUND = "two bounds stand here; a point has one, and the next point says where it ends"
SOURCES = "a bonus has one source: `pays`, `per`, `of`, `matrix`, `rank`, `gives` or `badge`"
MONEY = "`{}` is said of an amount, and nothing in money is paid"
PRIZES = "a list of amounts goes with `rank`, one amount for each place"
OF_TEAM = "`by` says how the prize of a team is shared: it needs `rank: {of: team}`"


def empty(key: str) -> str:
    return f"`{key}` is empty: write at least one entry"


OF_A_KPI = [
    ("curve: {}", "curve", NO_KIND),
    *((f"curve: {{{kind}: []}}", f"curve.{kind}", empty(kind)) for kind in KINDS),
    ("curve: {lookup: [{from: 1, above: 1, pays: 1 %}]}", "curve.lookup[0]", ANOTHER_BOUND),
    ("curve: {lookup: [{from: 1, up_to: 2, pays: 1 %}]}", "curve.lookup[0]", ANOTHER_BOUND),
    ("measure: {sum: {}}", "measure.sum", empty("sum")),
    ("measure: {least: []}", "measure.least", empty("least")),
    ("measure: {greatest: []}", "measure.greatest", empty("greatest")),
    ("matrix: {rows: {of: k, from: []}, columns: {of: k, from: [1]}, pays: [[5 %]]}", "matrix.rows.from", empty("from")),
    ("matrix: {rows: {of: k, from: [1]}, columns: {of: k, from: [1]}, pays: [[5 %], [6 %]]}", "matrix", "`pays` has 2 lists and the matrix 1 row"),
    ("matrix: {rows: {of: k, from: [1]}, columns: {of: k, from: [1]}, pays: [[5 %, 6 %]]}", "matrix", "a list of `pays` has 2 cells and the matrix 1 column"),
    ("matrix: {rows: {of: k, from: [1, 2]}, columns: {of: k, from: [1, 2]}, pays: [[1 %, 2 %]]}", "matrix", "`pays` has 1 list and the matrix 2 rows"),
    ("matrix: {rows: {of: k, from: [1, 2]}, columns: {of: k, from: [1, 2]}, pays: [[], [1 %]]}", "matrix", "a list of `pays` has 0 cells and the matrix 2 columns"),
]  # fmt: skip
OF_A_BONUS = [
    ("of: k", "", NO_KIND),
    ("of: k, lookup: [{from: 1, pays: 1}], linear: [{at: 1, pays: 1}]", "", TWO_KINDS),
    *((f"of: k, {kind}: []", f".{kind}", empty(kind)) for kind in KINDS),
    ("badge: {by: k, lookup: []}", ".badge.lookup", empty("lookup")),
    ("per: k, gives: {voucher: 5}, pays: 1", "", f"{SOURCES}; here stand `per` and `gives`"),
    ("pays: 1, gives: {voucher: 5}", "", f"{SOURCES}; here stand `gives` and `pays`"),
    ("rank: {by: k, top: 1}", "", "`rank` needs `pays`"),
    ("rank: {by: k, top: 1}, pays: 1", "", PRIZES),
    ("per: k, pays: [1]", "", PRIZES),
    ("pays: 1, bands: target", "", "`bands` needs `of` and a curve, whose bounds it speaks of"),
    ("rank: {by: k, top: 1}, pays: [1], floor: 1", "", "a contest has no `floor`: its prizes are written"),
    ("rank: {by: k, top: 1}, gives: {badge: x}, cap: 1", "", MONEY.format("cap")),
    ("gives: {badge: x}, cap: 1", "", MONEY.format("cap")),
    ("gives: {badge: x}, floor: 1", "", MONEY.format("floor")),
    ("gives: {badge: x}, accumulate: true", "", MONEY.format("accumulate")),
    ("gives: {badge: x}, below_zero: pay", "", MONEY.format("below_zero")),
    ("gives: {badge: x}, paid: [{share: 100 %}]", "", MONEY.format("paid")),
    ("pays: 1, by: presence", "", OF_TEAM),
    ("rank: {of: team, by: k, top: 1}, gives: {badge: x}, by: presence", "", OF_TEAM),
    (
        "gives: {badge: x, one: true}",
        "",
        "`one` is said of what a team is given: it needs `rank: {of: team}`",
    ),
    ("gives: [{badge: x}]", "", "a list of gifts goes with `rank`, one for each place"),
    (
        "gives: {value: 5}",
        ".gives",
        "`gives` names nothing: write `item`, `voucher`, `leave_days` or `badge`",
    ),
]
OF_A_GATE = [
    ("{}", "", NOTHING_TESTED),
    ("{k: {}}", ".k", "a condition needs a bound: `from`, `above`, `up_to` or `below`"),
    ("{k: {up_to: 1, below: 1}}", ".k", TWO_BOUNDS),
    ("{k: {from: 1, up_to: 2, below: 2}}", ".k", TWO_BOUNDS),
    ("{k: {is: high, from: 1}}", ".k", "`is` says all: no bound stands beside it"),
    ("{any: []}", ".any", empty("any")),
    ("{all: []}", ".all", empty("all")),
    ("{any: [{k: {from: 1}}, {}]}", ".any[1]", NOTHING_TESTED),
]
NUMBER = "kpis: {k: {unit: number, additive: true%s}}\n"
REFUSED = [
    *((NUMBER % f", {text}", f"kpis.k.{place}", why) for text, place, why in OF_A_KPI),
    *(
        (f"{NUMBER % ''}bonuses: {{b: {{{text}}}}}\n", f"bonuses.b{place}", why)
        for text, place, why in OF_A_BONUS
    ),
    *(
        (
            f"{NUMBER % ''}gates: {{g: {{when: {text}, otherwise: {{of: plan, cap: 1 %}}}}}}\n",
            f"gates.g.when{place}",
            why,
        )
        for text, place, why in OF_A_GATE
    ),
    ("rounding: {attainment: 13}\n", "rounding.attainment", "at most 12 is allowed here"),
    ("rounding: {payout_rate: 13}\n", "rounding.payout_rate", "at most 12 is allowed here"),
]


def test_a_shape_is_refused_at_its_place_and_nothing_else_is() -> None:
    found = {plan: said(plan) for plan, _, _ in REFUSED}
    assert found == {plan: [f"{place}: {why}"] for plan, place, why in REFUSED}


HEADS = [
    (
        "csvariable: 2\nname: P\ncurrency: EUR\nperiod: year\nkpis: {k: {unit: percent}}",
        ["csvariable: version `2` of the language is not known: write `csvariable: 1`"],
    ),
    (
        "currency: eur",
        [
            "currency: `eur` is not the code of a currency, such as `EUR`",
            "  help: write `EUR`",
            "  fix: currency = EUR",
        ],
    ),
    ("currency: euro", ["currency: `euro` is not the code of a currency, such as `EUR`"]),
    ("year_starts: 4-1", ["year_starts: `4-1` is not a month and a day such as `04-01`"]),
    ("year_starts: 02-29", ["year_starts: `02-29` is not a month and a day such as `04-01`"]),
    ("year_starts: 00-01", ["year_starts: `00-01` is not a month and a day such as `04-01`"]),
]


@pytest.mark.parametrize(("line", "lines"), HEADS)
def test_the_head_of_a_plan_is_refused_with_what_to_write(line: str, lines: list[str]) -> None:
    assert told(f"{line}\n") == lines


def test_plans_do_not_change() -> None:
    plans, _ = plans_of(PLAN)
    assert plans is not None
    with pytest.raises(ValidationError, match="frozen"):
        plans.base.currency = "USD"


def test_what_is_read_already_stays_as_it_is() -> None:
    level = Quantity(Fraction(9, 10), Kind.RATE, "90 %")
    point = Point.model_validate({"from": level, "pays": Fraction(1)})
    assert RateCurve(lookup=(point,)).lookup == (point,)
    assert Kpi(unit="number", weight=Fraction(1), leading=True).leading
    assert Pool.model_validate({"amount": Fraction(1), "by": "uniform"}).amount == 1
    assert InKind(leave_days=Fraction(1)).leave_days == 1
    assert Effective.model_validate({"from": dt.date(2026, 1, 1)}).from_ == dt.date(2026, 1, 1)


# ------------------------------------------------------------------------------- units and texts


def test_units_of_steps() -> None:
    plans, problems = plans_of(
        f"{PLAN}  sales: {{unit: money, target: 5}}\ncolumns: {{seniority: {{unit: number}}}}\n"
    )
    assert plans is not None, problems
    whole = plans.base
    assert step_unit(whole, "sales") == step_unit(whole, "sales.target") == Unit.MONEY
    assert step_unit(whole, "sales.payout_rate") == step_unit(whole, "plan.attainment") == Unit.RATE
    assert step_unit(whole, "seniority") == Unit.NUMBER
    assert step_unit(whole, "sales.payout") is None
    assert step_unit(whole, "nothing") is None
    assert money_step_unit(whole, "sales.payout") == money_step_unit(whole, "salary") == Unit.MONEY
    assert money_step_unit(whole, "nrr") == Unit.PERCENT
    assert "nrr.attainment" in step_names(whole)


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("90 %", Unit.PERCENT, Fraction(9, 10)),
        ("90 %", Unit.RATE, Fraction(9, 10)),
        ("90 min", Unit.HOURS, Fraction(3, 2)),
        ("1 h 30 min", Unit.MINUTES, 90),
        ("2 d", Unit.DAYS, 2),
        ("42", Unit.NUMBER, 42),
        ("-4.5", Unit.POINTS, Fraction(-9, 2)),
        ("5 EUR", Unit.MONEY, 5),
        ("5.25", Unit.MONEY, Fraction(21, 4)),
    ],
)
def test_levels(text: str, unit: Unit, value: Fraction) -> None:
    assert in_unit(read_quantity(text), unit) == value


@pytest.mark.parametrize(
    ("text", "unit", "readings"),
    [
        ("90", Unit.PERCENT, ("90 %",)),
        ("4", Unit.PERCENT, ("4 %", "400 %")),
        ("0", Unit.RATE, ("0 %",)),
        ("4 h", Unit.RATE, ()),
        ("90", Unit.HOURS, ("90 h", "90 min")),
        ("90", Unit.MINUTES, ("90 min", "90 h")),
        ("2 d", Unit.HOURS, ()),
        ("2 h", Unit.DAYS, ()),
        ("2", Unit.DAYS, ("2 d",)),
        ("5 USD", Unit.MONEY, ()),
        ("5 %", Unit.MONEY, ()),
        ("5.001", Unit.MONEY, ()),
        ("5 %", Unit.SCORE, ()),
    ],
)
def test_levels_of_another_unit(text: str, unit: Unit, readings: tuple[str, ...]) -> None:
    with pytest.raises(NotAQuantity) as caught:
        in_unit(read_quantity(text), unit)
    assert caught.value.readings == readings


def test_texts_by_language() -> None:
    assert text_of({"fr": "Un", "en": "One"}, "fr", "id") == "Un"
    assert text_of({"en": "One"}, "fr", "id") == "One"
    assert text_of({"": "Both"}, "fr", "id") == "Both"
    assert text_of(None, "fr", "id") == "id"


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        (("kpis", "a", "curve", "linear", 0), ("at", "above", "below", "pays", "before")),
        (("gates", "g", "when", "any", 0, "nrr"), ("from", "above", "up_to", "below", "is")),
        (("gates", "g", "when", "tests", "nrr"), ("from", "above", "up_to", "below", "is")),
        (("target_incentive", "annual-amount"), ("annual", "split", "share", "of")),
        (("pool", "p", "amount"), ("share", "of")),
        (("roles", "r"), ()),
        (("nothing",), ()),
    ],
)
def test_keys_at_a_path(path: tuple[str | int, ...], keys: tuple[str, ...]) -> None:
    assert keys_at(Plan, path) == keys


def test_keys_of_the_plan() -> None:
    assert keys_at(Plan, ())[:4] == ("csvariable", "name", "currency", "period")
