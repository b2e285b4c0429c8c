"""The classes of a plan: frozen, closed, and read by their annotations."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import datetime as dt
from fractions import Fraction
from typing import Annotated, Literal

import pytest
from pydantic import BeforeValidator, Field, ValidationError

from csvariable.kernel.message import msg
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.amounts import AnnualAmount, Limit, ShareOf, ShareOfPay
from csvariable.plan.bonus import Bonus
from csvariable.plan.condition import Condition
from csvariable.plan.curve import KINDS, RateCurve
from csvariable.plan.effective import Effective
from csvariable.plan.gift import InKind
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.plan.matrix import Matrix
from csvariable.plan.measure import GreatestOf, LeastOf, SumOf
from csvariable.plan.measure_of_rows import SumRows
from csvariable.plan.model import Model, keys_at
from csvariable.plan.point import Bound, OneBound, Point
from csvariable.plan.pool import Pool
from csvariable.plan.presence import Proration, Ramp
from csvariable.plan.rounding import Rounding
from csvariable.plan.steps import money_step_unit, step_names, step_unit
from csvariable.plan.values import OneOf, problem, text_of
from csvariable.text import Scalar, parse

HEAD = "csvariable: 1\nname: {fr: Un, en: One}\ncurrency: EUR\nperiod: quarter\n"


def plan_of(text: str) -> Plan:
    document, problems = parse(HEAD + text, "plan.yaml")
    assert document is not None, problems
    return Plan.model_validate(document.plain(), context={"currency": "EUR"})


ALL_TEXT = (
    """\
year_starts: 04-01
effective: {from: 2026-01-01}
target_incentive: {annual: 10000, split: [1/4, 1/4, 1/4, 1/4]}
cap: [150 %, 3000, {share: 50 %, of: salary}]
floor: 10 %
cap_total: 5000 EUR
proration: none
ramp: {sales: [10000, 20000]}
absences: {illness: ignore}
columns: {seniority: {unit: number}}
kpis:
  sales: {weight: 50 %, unit: money, target: members, scope: team, curve: {linear: [{at: 80 %, pays: 0 %, before: 1/3}]}}
  reply:
    weight: 50 %
    unit: minutes
    direction: lower
    rounding: {actual: 2, money: 0.05, mode: half-even}
    curve: {of: actual, threshold: {up_to: 2 h}, lookup: [{up_to: 90 min, pays: 50 %}, {below: 1 h 30 min, pays: 100 %}]}
  total-sales: {unit: money, measure: {sum: {sales: 100 %, refunds: -100 %}}}
  refunds: {unit: money, additive: false, measure: {sum: {minus: [rows.a, rows.b]}}}
  lowest: {unit: money, measure: {least: [sales, refunds]}}
  highest: {unit: money, measure: {greatest: [sales, refunds]}}
  both: {unit: percent, matrix: {rows: {of: sales, from: [{above: 1}, 2]}, columns: {of: reply, from: [1 h], read: linear}, pays: [[1 %], [2 %]]}}
gates:
  g: {when: {any: [{sales: {from: 1}}, {all: [{reply: {below: 1 h}}]}], sales: {from: 1, below: 9}}, otherwise: {of: sales, cap: 1}}
""".replace("cap: 1}}", "cap: 100 %}}")
    + """\
modifiers: {m: {by: sales, of: plan, curve: {lookup: [{from: 0, pays: 80 %}]}}}
pool:
  a: {amount: earned, by: uniform, for: [x]}
  b: {amount: 3000, by: sales}
  c: {amount: {share: 1 %, of: sales}, by: uniform, at_most: true}
bonuses:
  money: {pays: 0.000001}
  share: {pays: {share: 5 %, of: salary}}
  prizes: {rank: {by: sales, top: 1}, pays: [100]}
  each: {per: sales, pays: 1}
  bands: {of: sales, marginal: [{from: 0, rate: 5 %}]}
  gift: {gives: {leave_days: 0.5}}
  stars: {badge: {by: sales, lookup: [{from: 1, gives: 2}]}}
examples: {a: {given: {sales: 1}, expect: {total: 1}}}
"""
)


def everything() -> Plan:
    """A plan with nearly all that one can hold, read anew."""
    return plan_of(ALL_TEXT)


def test_values_are_exact() -> None:
    whole = everything()
    assert whole.cap == (
        Limit(rate=Fraction(3, 2)),
        Limit(amount=Fraction(3000)),
        Limit.model_validate({"share-of-pay": whole.cap[2].share}),
    )
    assert whole.floor[0].rate == Fraction(1, 10)
    assert whole.cap_total[0].amount == 5000
    assert isinstance(whole.target_incentive, AnnualAmount)
    assert whole.target_incentive.split == (Fraction(1, 4),) * 4
    assert isinstance(whole.cap[2].share, ShareOfPay)
    assert whole.proration == Proration(amount="none", targets="none")
    assert whole.periods_per_year == 4
    assert whole.ramp is not None
    assert [level.value for level in whole.ramp.values["sales"]] == [10000, 20000]


def test_unions_are_told_apart() -> None:
    whole = everything()
    kinds = {name: type(kpi.measure) for name, kpi in whole.kpis.items() if kpi.measure is not None}
    assert kinds == {"total-sales": SumOf, "refunds": SumRows, "lowest": LeastOf, "highest": GreatestOf}
    assert whole.kpis["sales"].target == "members"
    assert [
        pool.amount if not isinstance(pool.amount, ShareOf) else "share" for pool in whole.pool.values()
    ] == [
        "earned",
        3000,
        "share",
    ]
    assert [bonus.source for bonus in whole.bonuses.values()] == [
        "pays",
        "pays",
        "rank",
        "per",
        "of",
        "gives",
        "badge",
    ]
    assert whole.bonuses["bands"].kind.word == "marginal"


def test_conditions_nest() -> None:
    whole = everything()
    when = whole.gates["g"].when
    assert isinstance(when, Condition)
    assert list(when.tests) == ["sales"]
    assert when.any is not None
    assert when.any[1].all is not None
    assert when.any[1].all[0].tests["reply"].bounds[0].word == "below"
    assert whole.gates["g"].otherwise.of == ("sales",)


def test_kpis_know_what_they_read() -> None:
    whole = everything()
    sales, reply, both = (whole.kpis[name] for name in ("sales", "reply", "both"))
    assert sales.reads_attainment
    assert not reply.reads_attainment
    assert not both.reads_attainment
    assert reply.lower_is_better
    assert sales.is_additive
    assert not whole.kpis["refunds"].is_additive
    assert reply.curve is not None
    assert reply.curve.kind.word == "lookup"
    assert reply.curve.lookup is not None
    assert reply.curve.lookup[1].bound == Bound("below", read_quantity("1 h 30 min"))


def test_units_of_steps() -> None:
    whole = everything()
    assert step_unit(whole, "sales") == step_unit(whole, "sales.target") == Unit.MONEY
    assert step_unit(whole, "sales.payout_rate") == step_unit(whole, "plan.attainment") == Unit.RATE
    assert step_unit(whole, "seniority") == Unit.NUMBER
    assert step_unit(whole, "sales.payout") is None
    assert step_unit(whole, "nothing") is None
    assert money_step_unit(whole, "sales.payout") == money_step_unit(whole, "salary") == Unit.MONEY
    assert money_step_unit(whole, "reply") == Unit.MINUTES
    assert "reply.attainment" in step_names(whole)


def test_models_do_not_change() -> None:
    whole = everything()
    with pytest.raises(ValidationError, match="frozen"):
        whole.currency = "USD"
    other = whole.model_copy(update={"currency": "USD"})
    assert (whole.currency, other.currency) == ("EUR", "USD")
    assert other != whole
    assert whole.kpis["sales"] == plan_of("kpis: {sales: {unit: money}}\n").kpis["sales"].model_copy(
        update=vars(whole.kpis["sales"])
    )
    assert hash(Limit(rate=Fraction(1))) == hash(Limit(rate=Fraction(1)))


def test_models_can_be_made_by_hand() -> None:
    level = Quantity(Fraction(9, 10), Kind.RATE, "90 %")
    point = Point.model_validate({"from": level, "pays": Fraction(1)})
    assert RateCurve(lookup=(point,)).lookup == (point,)
    assert Ramp(factors=(Fraction(1, 2),)).factors == (Fraction(1, 2),)
    assert Kpi(unit="number", weight=Fraction(1), leading=True).leading
    assert Pool.model_validate({"amount": Fraction(1), "by": "uniform", "for": ("x",)}).for_ == ("x",)
    assert Rounding(actual=2).actual == 2
    assert InKind(leave_days=Fraction(1)).leave_days == 1
    assert Effective.model_validate({"from": dt.date(2026, 1, 1)}).from_ == dt.date(2026, 1, 1)
    with pytest.raises(ValidationError, match="colour"):
        RateCurve(colour="red")  # type: ignore[call-arg]


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
    whole = everything()
    assert text_of(whole.name, "fr", "id") == "Un"
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


class Wrong(Model):
    """A class with a limit and a closed list of words."""

    many: tuple[str, ...] | None = Field(default=None, min_length=2)
    words: Annotated[Literal["a"], OneOf] = "a"


def test_limits_and_words() -> None:
    assert Wrong(many=("a", "b")).many == ("a", "b")
    with pytest.raises(ValidationError):
        Wrong(many=("a",))
    with pytest.raises(ValidationError):
        Wrong.model_validate({"words": Scalar("b")})
    with pytest.raises(ValidationError):
        Rounding.model_validate({"actual": Scalar("13")})


def test_an_error_keeps_its_rule_and_its_mend() -> None:
    assert problem("some-rule", msg("sentence"), "mend", "or").context == {
        "message": msg("sentence"),
        "readings": ("mend", "or"),
    }
    assert isinstance(OneOf, BeforeValidator)


def test_a_matrix_is_a_rectangle() -> None:
    axes = {
        "rows": {"of": Scalar("a"), "from": [Scalar("1")]},
        "columns": {"of": Scalar("b"), "from": [Scalar("1")]},
    }
    wrong: list[list[list[Scalar]]] = [[], [[Scalar("1 %")], [Scalar("1 %")]], [[]]]
    for pays in wrong:
        with pytest.raises(ValidationError):
            Matrix.model_validate({**axes, "pays": pays})
    assert isinstance(Bonus(pays=Fraction(1)), Bonus)
    assert OneBound(above=read_quantity("1")).bound.word == "above"


def refused(text: str) -> list[tuple[str, str]]:
    """Place and sentence of what is wrong with a plan."""
    with pytest.raises(ValidationError) as found:
        plan_of(text)
    return [
        (".".join(map(str, error["loc"])), str(error.get("ctx", {}).get("message", error["type"])))
        for error in found.value.errors()
    ]


KPI = "kpis: {k: {unit: percent}}\n"
ONE_POINT = {
    word: f"{{{'at' if kind.joined else 'from'}: 1, {'rate' if kind.per_unit else 'pays'}: 1%s}}"
    for word, kind in KINDS.items()
}


@pytest.mark.parametrize("kind", ONE_POINT)
def test_a_curve_has_one_point_at_least(kind: str) -> None:
    curve = (
        plan_of(f"kpis: {{k: {{unit: number, curve: {{{kind}: [{ONE_POINT[kind] % ' %'}]}}}}}}\n")
        .kpis["k"]
        .curve
    )
    assert curve is not None
    assert (curve.kind.word, len(curve.points)) == (kind, 1)
    bonus = plan_of(f"{KPI}bonuses: {{b: {{of: k, {kind}: [{ONE_POINT[kind] % ''}]}}}}\n").bonuses["b"]
    assert (bonus.kind.word, len(bonus.points)) == (kind, 1)
    assert refused(f"kpis: {{k: {{unit: number, curve: {{{kind}: []}}}}}}\n") == [
        (f"kpis.k.curve.{kind}", "too_short")
    ]
    assert refused(f"{KPI}bonuses: {{b: {{of: k, {kind}: []}}}}\n") == [(f"bonuses.b.{kind}", "too_short")]


NO_KIND = "a curve has one kind: write one of `lookup`, `linear`, `marginal`, `whole`"
TWO_KINDS = "this curve has two kinds: keep one of `lookup`, `linear`, `marginal`, `whole`"


def test_the_curve_of_a_kpi_has_one_kind() -> None:
    both = "lookup: [{from: 1, pays: 1 %}], linear: [{at: 1, pays: 1 %}]"
    assert refused("kpis: {k: {unit: number, curve: {}}}\n") == [("kpis.k.curve", NO_KIND)]
    assert refused(f"kpis: {{k: {{unit: number, curve: {{{both}}}}}}}\n") == [("kpis.k.curve", TWO_KINDS)]


def test_a_bonus_that_reads_a_step_has_one_curve() -> None:
    both = "lookup: [{from: 1, pays: 1}], linear: [{at: 1, pays: 1}]"
    assert refused(f"{KPI}bonuses: {{b: {{of: k}}}}\n") == [("bonuses.b", NO_KIND)]
    assert refused(f"{KPI}bonuses: {{b: {{of: k, {both}}}}}\n") == [("bonuses.b", TWO_KINDS)]


SOURCES = "a bonus has one source: `pays`, `per`, `of`, `matrix`, `rank`, `gives` or `badge`"
MONEY = "`{}` is said of an amount, and nothing in money is paid"
PRIZES = "a list of amounts goes with `rank`, one amount for each place"


@pytest.mark.parametrize(
    ("bonus", "sentence"),
    [
        ("{}", SOURCES),
        ("{per: k, gives: {voucher: 5}, pays: 1}", f"{SOURCES}; here stand `per` and `gives`"),
        ("{pays: 1, gives: {voucher: 5}}", f"{SOURCES}; here stand `gives` and `pays`"),
        ("{per: k}", "`per` needs `pays`"),
        ("{rank: {by: k, top: 1}}", "`rank` needs `pays`"),
        ("{rank: {by: k, top: 1}, pays: 1}", PRIZES),
        ("{per: k, pays: [1]}", PRIZES),
        ("{pays: [1]}", PRIZES),
        ("{pays: 1, whole: [{from: 1, rate: 1}]}", "`whole` needs `of`, the step that it reads"),
        ("{pays: 1, bands: target}", "`bands` needs `of` and a curve, whose bounds it speaks of"),
        ("{rank: {by: k, top: 1}, pays: [1], floor: 1}", "a contest has no `floor`: its prizes are written"),
        ("{gives: {badge: x}, cap: 1}", MONEY.format("cap")),
        ("{rank: {by: k, top: 1}, gives: {badge: x}, cap: 1}", MONEY.format("cap")),
        (
            "{pays: 1, by: presence}",
            "`by` says how the prize of a team is shared: it needs `rank: {of: team}`",
        ),
        (
            "{rank: {of: team, by: k, top: 1}, gives: {badge: x}, by: presence}",
            "`by` says how the prize of a team is shared: it needs `rank: {of: team}`",
        ),
        (
            "{gives: {badge: x, one: true}}",
            "`one` is said of what a team is given: it needs `rank: {of: team}`",
        ),
        ("{gives: [{badge: x}]}", "a list of gifts goes with `rank`, one for each place"),
        ("{gives: {badge: x}, floor: 1}", MONEY.format("floor")),
        ("{gives: {badge: x}, accumulate: true}", MONEY.format("accumulate")),
        ("{gives: {badge: x}, below_zero: pay}", MONEY.format("below_zero")),
        ("{gives: {badge: x}, paid: [{share: 100 %}]}", MONEY.format("paid")),
    ],
)
def test_a_bonus_has_one_source(bonus: str, sentence: str) -> None:
    assert refused(f"{KPI}bonuses: {{b: {bonus}}}\n") == [("bonuses.b", sentence)]


@pytest.mark.parametrize("gift", ["item: x", "voucher: 5", "leave_days: 1", "badge: x"])
def test_each_kind_of_gift_is_enough(gift: str) -> None:
    assert plan_of(f"{KPI}bonuses: {{b: {{gives: {{{gift}}}}}}}\n").bonuses["b"].source == "gives"
    assert refused(f"{KPI}bonuses: {{b: {{gives: {{value: 5}}}}}}\n")[0][1].startswith(
        "`gives` names nothing"
    )


def matrix(rows: str, columns: str, pays: str) -> str:
    axes = f"rows: {{of: k, from: [{rows}]}}, columns: {{of: k, from: [{columns}]}}"
    return f"kpis: {{k: {{unit: percent, matrix: {{{axes}, pays: [{pays}]}}}}}}\n"


@pytest.mark.parametrize(
    ("pays", "sentence"),
    [
        ("[1 %, 2 %]", "`pays` has 1 list and the matrix 2 rows"),
        ("[1 %, 2 %], [1 %, 2 %], [1 %, 2 %]", "`pays` has 3 lists and the matrix 2 rows"),
        ("[1 %, 2 %], [1 %]", "a list of `pays` has 1 cell and the matrix 2 columns"),
        ("[], [1 %]", "a list of `pays` has 0 cells and the matrix 2 columns"),
    ],
)
def test_a_matrix_counts_its_rows_and_columns(pays: str, sentence: str) -> None:
    assert refused(matrix("1 %, 2 %", "1 %, 2 %", pays)) == [("kpis.k.matrix", sentence)]


def test_a_matrix_of_one_row_and_one_column_is_one() -> None:
    assert plan_of(matrix("1 %", "1 %", "[5 %]")).kpis["k"].matrix is not None
    assert refused(matrix("1 %", "1 %", "[5 %], [6 %]")) == [
        ("kpis.k.matrix", "`pays` has 2 lists and the matrix 1 row")
    ]
    assert refused(matrix("1 %", "1 %", "[5 %, 6 %]")) == [
        ("kpis.k.matrix", "a list of `pays` has 2 cells and the matrix 1 column")
    ]
    assert refused(matrix("", "1 %", "[5 %]"))[0] == ("kpis.k.matrix.rows.from", "too_short")


TWO_BOUNDS = "a condition has at most one lower and one upper bound"


@pytest.mark.parametrize(
    ("when", "place", "sentence"),
    [
        ("{k: {from: 1 %, above: 1 %}}", "tests.k", TWO_BOUNDS),
        ("{k: {up_to: 1 %, below: 1 %}}", "tests.k", TWO_BOUNDS),
        ("{k: {from: 1 %, up_to: 2 %, below: 2 %}}", "tests.k", TWO_BOUNDS),
        ("{k: {}}", "tests.k", "a condition needs a bound: `from`, `above`, `up_to` or `below`"),
        ("{}", "", "this condition tests nothing: write a step and a bound"),
        ("{any: []}", "any", "too_short"),
        ("{all: []}", "all", "too_short"),
        ("{any: [{k: {from: 1 %}}, {}]}", "any.1", "this condition tests nothing: write a step and a bound"),
    ],
)
def test_a_condition_tests_something_between_two_bounds(when: str, place: str, sentence: str) -> None:
    found = refused(f"{KPI}gates: {{g: {{when: {when}, otherwise: {{of: plan, cap: 1 %}}}}}}\n")
    assert found == [(f"gates.g.when.{place}".rstrip("."), sentence)]


@pytest.mark.parametrize(
    "when", ["{k: {from: 1 %, below: 2 %}}", "{any: [{k: {above: 1 %}}]}", "{all: [{k: {up_to: 1 %}}]}"]
)
def test_a_condition_of_one_test_is_one(when: str) -> None:
    gates = plan_of(f"{KPI}gates: {{g: {{when: {when}, otherwise: {{of: plan, cap: 1 %}}}}}}\n").gates
    assert gates["g"].otherwise.cap == Fraction(1, 100)


@pytest.mark.parametrize("step", ["actual", "attainment", "payout_rate"])
def test_a_rounding_has_twelve_places_at_most(step: str) -> None:
    rounding = plan_of(f"{KPI}rounding: {{{step}: 12}}\n").rounding
    assert getattr(rounding, step) == 12
    assert refused(f"{KPI}rounding: {{{step}: 13}}\n") == [(f"rounding.{step}", "at most 12 is allowed here")]


@pytest.mark.parametrize(("period", "count"), [("month", 12), ("quarter", 4), ("half", 2), ("year", 1)])
def test_a_year_has_its_periods(period: str, count: int) -> None:
    plan = Plan.model_validate(
        {"csvariable": Scalar("1"), "name": Scalar("P"), "currency": Scalar("EUR"), "period": Scalar(period),
         "kpis": {"k": {"unit": Scalar("percent")}}}
    )  # fmt: skip
    assert (plan.csvariable, plan.periods_per_year) == (1, count)


HEADS = [
    ("csvariable: 2", "version `2` of the language is not known: write `csvariable: 1`", ()),
    ("currency: eur", "`eur` is not the code of a currency, such as `EUR`", ("EUR",)),
    ("currency: euro", "`euro` is not the code of a currency, such as `EUR`", ()),
    ("year_starts: 4-1", "`4-1` is not a month and a day such as `04-01`", ()),
    ("year_starts: 02-29", "`02-29` is not a month and a day such as `04-01`", ()),
    ("year_starts: 00-01", "`00-01` is not a month and a day such as `04-01`", ()),
]


@pytest.mark.parametrize(("line", "sentence", "readings"), HEADS)
def test_the_head_of_a_plan_is_refused_with_what_to_write(
    line: str, sentence: str, readings: tuple[str, ...]
) -> None:
    key, _, text = line.partition(": ")
    values = {"csvariable": "1", "name": "P", "currency": "EUR", "period": "year", key: text}
    with pytest.raises(ValidationError) as found:
        Plan.model_validate(
            {name: Scalar(one) for name, one in values.items()} | {"kpis": {"k": {"unit": Scalar("percent")}}}
        )
    (error,) = found.value.errors()
    assert error["loc"] == (key,)
    assert (str(error["ctx"]["message"]), error["ctx"]["readings"]) == (sentence, readings)


@pytest.mark.parametrize(
    ("point", "sentence"),
    [
        ("pays: 1 %", "a bound is missing: write `from` (reached) or `above` (exceeded), or `up_to` and `below` where lower is better"),
        ("from: 1, above: 1, pays: 1 %", "two bounds stand here; a point has one, and the next point says where it ends"),
        ("from: 1, up_to: 2, pays: 1 %", "two bounds stand here; a point has one, and the next point says where it ends"),
    ],
)  # fmt: skip
def test_a_point_has_one_bound(point: str, sentence: str) -> None:
    found = refused(f"kpis: {{k: {{unit: number, curve: {{lookup: [{{{point}}}]}}}}}}\n")
    assert ("kpis.k.curve.lookup.0", sentence) in found


@pytest.mark.parametrize(
    ("one", "none"),
    [("sum: {k: -1/2}", "sum: {}"), ("least: [k]", "least: []"), ("greatest: [k]", "greatest: []")],
)
def test_a_measure_reads_one_step_at_least(one: str, none: str) -> None:
    kpis = "kpis: {k: {unit: number}, m: {unit: number, measure: {%s}}}\n"
    word = one.partition(":")[0]
    measure = plan_of(kpis % one).kpis["m"].measure
    assert list(getattr(measure, word)) == ["k"]
    assert refused(kpis % none) == [(f"kpis.m.measure.measure-{word}.{word}", "too_short")]


def test_a_badge_has_one_point_at_least() -> None:
    badge = (
        plan_of(f"{KPI}bonuses: {{b: {{badge: {{by: k, lookup: [{{from: 1 %, gives: 1}}]}}}}}}\n")
        .bonuses["b"]
        .badge
    )
    assert badge is not None
    assert [prize.gives for prize in badge.lookup] == [1]
    assert refused(f"{KPI}bonuses: {{b: {{badge: {{by: k, lookup: []}}}}}}\n") == [
        ("bonuses.b.badge.lookup", "too_short")
    ]
