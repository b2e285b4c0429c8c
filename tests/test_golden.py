"""Every amount that the specification gives: paid by the product in both of its ways, and by the oracle."""

# ruff: noqa: E501 - a plan stands in one piece

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import pytest
from both import agreed as compute
from engine import compute as run
from oracle import Outcome, Person, Refused
from oracle.feasible import Odds, feasible
from oracle.progress import progress
from shared_plans import CSM_EUROPE

from csvariable.documents.result import FactsFile, Heading, PlanFile, result
from csvariable.tables.dialect import Dialect

Table = list[dict[str, str]]
HEAD = "csvariable: 1\nname: t\ncurrency: EUR\nperiod: quarter\n"
LADDER = "[{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}]"
LADDER_KPI = f"{{weight: 100 %, unit: number, target: 100, curve: {{linear: {LADDER}}}}}"


def amount(text: str) -> Fraction:
    """An expected amount, as written in the specification."""
    return Fraction(text.replace(",", ""))


def one(plan: str, **cells: str) -> Person:
    """The only person of a wide file of one row."""
    return compute(plan, [{"participant": "ana", **cells}]).people["ana"]


def picked(steps: dict[str, Fraction], *names: str) -> list[object]:
    """Some steps, to compare with a list."""
    return [steps[name] for name in names]


def effects_add_up(outcome: Outcome) -> None:
    """Section 10: the effects of the lines add up to the total, exactly."""
    names = {"earned", "modified", "gated", "floor", "cap", "guarantee", "already_paid"}
    names |= {"cap_total", "adjustments", "earned_replaced", "rounding", "draw.advance"}
    for person in outcome.people.values():
        steps = person.steps
        lines = [v for k, v in steps.items() if k in names or k.startswith(("pool.", "bonuses."))]
        assert sum(lines) - steps.get("draw.repaid", 0) == steps["total"]


# -- sections 2 and 15


def test_minimal_plan_step_by_step() -> None:
    steps = one(CSM_EUROPE, nrr="108 %", csat="92 %").steps
    assert steps == {
        "nrr.actual": Fraction(27, 25),
        "nrr.target": Fraction(21, 20),
        "nrr.attainment": Fraction(36, 35),
        "nrr.payout_rate": Fraction(8, 7),
        "nrr.part": 1500,
        "nrr.payout": amount("1714.29"),
        "csat.actual": Fraction(23, 25),
        "csat.payout_rate": 1,
        "csat.part": 1000,
        "csat.payout": 1000,
        "plan.payout_rate": Fraction(3, 5) * Fraction(8, 7) + Fraction(2, 5),
        "target_incentive": 2500,
        "earned": amount("2714.29"),
        "total": amount("2714.29"),
    }


def test_minimal_plan_at_target() -> None:
    assert one(CSM_EUROPE, nrr="105 %", csat="92 %").steps["total"] == 2500


# -- section 15

PRINTED = """{"schema_version": 1,
 "tool": {"name": "csvariable", "version": "-"},
 "plan": {"path": "plan.yaml", "name": "CSM Europe", "sha256": "..."},
 "facts": [{"path": "kpis.csv", "sha256": "...", "rows": 1}],
 "period": null, "currency": "EUR",
 "people": [
   {"id": "ana", "name": null, "role": null, "team": null,
    "target_incentive": "2500.00", "total": "2714.29",
    "steps": {"nrr.actual": "1.08", "nrr.target": "1.05", "nrr.attainment": "1.028571428571",
              "nrr.payout_rate": "1.142857142857", "nrr.part": "1500.00", "nrr.payout": "1714.29",
              "csat.actual": "0.92", "csat.payout_rate": "1", "csat.part": "1000.00", "csat.payout": "1000.00",
              "plan.payout_rate": "1.085714285714", "earned": "2714.29", "total": "2714.29"},
    "rewards": [],
    "notes": []}],
 "totals": {"payout": "2714.29", "rewards_value": "0.00", "target_incentive": "2500.00"},
 "diagnostics": []}"""


class Kpis(NamedTuple):
    """A file of one row."""

    name: str = "kpis.csv"
    sha256: str = "..."
    height: int = 1
    dialect: Dialect = Dialect("utf-8", ",", ".", sep_line=False, bom=False)


def test_the_result_is_printed_as_section_15_prints_it() -> None:
    ran = run(CSM_EUROPE, [b"participant,nrr,csat\nana,108 %,92 %\n"])
    assert ran.results is not None
    heading = Heading(
        PlanFile("plan.yaml", "..."), "CSM Europe", (FactsFile("kpis.csv", Kpis()),), None, "EUR"
    )
    found = result(ran.results, heading, [0], [])
    found["tool"]["version"] = "-"
    assert json.dumps(found) == json.dumps(json.loads(PRINTED))


# -- section 13

BANDS = "[{from: 0 %, rate: 100 %}, {from: 100 %, rate: 150 %}, {from: 120 %, rate: 200 %}]"
POINTS = "[{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}, {from: 120 %, pays: 150 %}]"
GOLDEN_CURVES = [
    f"lookup: {POINTS}",
    f"linear: {LADDER}",
    f"linear: {LADDER}, beyond: continue",
    f"marginal: {BANDS}, threshold: 80 %",
    f"marginal: {BANDS.replace('from: 0 %', 'from: 80 %')}",
    f"whole: {BANDS}, threshold: 80 %",
]
GOLDEN = {
    "79.99": "0 0 0 0 0 0",
    "80": "50 50 50 80 0 80",
    "90": "50 75 75 90 10 90",
    "99.99": "50 99.975 99.975 99.99 19.99 99.99",
    "100": "100 100 100 100 20 150",
    "110": "100 125 125 115 35 165",
    "120": "150 150 150 130 50 240",
    "130": "150 150 175 150 70 260",
}
ROWS = {x: [Fraction(cell) for cell in row.split()] for x, row in GOLDEN.items()}
COLUMNS = range(len(GOLDEN_CURVES))


def at_each_point(plan: str, cell: Callable[[str, int], str]) -> list[Person]:
    """The people of the golden table: one for each row, with a value of each KPI."""
    rows = [{"participant": f"p{x}", **{f"k{at}": cell(x, at) for at in COLUMNS}} for x in GOLDEN]
    return list(compute(HEAD + plan, rows).people.values())


@pytest.mark.parametrize(("reads", "target"), [("actual", 100), ("attainment", 100), ("attainment", 80)])
def test_golden_table(reads: str, target: int) -> None:
    kpi = f"weight: 1/6, unit: percent, target: {target} %, curve: {{of: {reads}, "
    kpis = "".join(f"  k{at}: {{{kpi}{curve}}}}}\n" for at, curve in enumerate(GOLDEN_CURVES))
    plan = f"target_incentive: 6000\nkpis:\n{kpis}"
    people = at_each_point(plan, lambda x, _: f"{float(x) * target / 100:.4f} %")
    for one, row in zip(people, ROWS.values(), strict=True):
        assert [one.steps[f"k{at}.payout_rate"] for at in COLUMNS] == [rate / 100 for rate in row]
        assert [one.steps[f"k{at}.payout"] for at in COLUMNS] == [rate * 10 for rate in row]


def test_golden_table_as_bonuses() -> None:
    """A point pays an amount; bands are of money, each with its rate."""
    bands = ["rate" in curve for curve in GOLDEN_CURVES]
    kpis = "".join(f"  k{at}: {{unit: {'money' if bands[at] else 'percent'}}}\n" for at in COLUMNS)
    amounts = [
        re.sub("(from: |threshold: )([0-9]+) %" if bands[at] else "(pays: )([0-9]+) %", r"\1\2", curve)
        for at, curve in enumerate(GOLDEN_CURVES)
    ]
    bonuses = "".join(f"  b{at}: {{of: k{at}, {curve}}}\n" for at, curve in enumerate(amounts))
    people = at_each_point(f"kpis:\n{kpis}bonuses:\n{bonuses}", lambda x, at: x if bands[at] else f"{x} %")
    for one, row in zip(people, ROWS.values(), strict=True):
        cents = [Fraction(round(rate * 100 + Fraction(1, 1000)), 100) for rate in row]
        assert [one.steps[f"bonuses.b{at}"] for at in COLUMNS] == cents


def test_a_curve_that_leaves_higher_than_it_arrives_jumps_at_its_point() -> None:
    points = "[{at: 90 %, pays: 0 %}, {at: 95 %, pays: 60 %, before: 40 %}, {at: 100 %, pays: 100 %}]"
    plan = f"{HEAD}target_incentive: 1000\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, linear: {points}}}}}\n"
    found = [one(plan, k=f"{x} %").steps["total"] for x in ("94.9999", "95", "97.5")]
    assert found == [amount("399.99"), 600, 800]


@pytest.mark.parametrize(
    ("hours", "pays"),
    [("20", 0), ("8", 500), ("6", 750), ("4", 1000), ("3", 1250), ("1.5", 1500), ("", 0)],
)
def test_lower_is_better(hours: str, pays: int) -> None:
    curve = "[{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}, {at: 2 h, pays: 150 %}]"
    plan = (
        HEAD + "target_incentive: 1000\nkpis:\n  delay: {weight: 100 %, unit: hours, "
        f"direction: lower, missing: zero, curve: {{of: actual, linear: {curve}}}}}\n"
    )
    assert one(plan, delay=hours).steps["total"] == pays
    clock = f"{hours}:00:00" if hours.isdigit() else hours
    assert one(plan, delay=clock).steps["total"] == pays


# -- section 11


def weighted(target: str, weight: str, curve: str = f"linear: {LADDER}") -> str:
    """One KPI of a given weight, and a second that pays nothing."""
    rest = 100 - int(weight)
    return (
        HEAD + f"target_incentive: {target}\nkpis:\n"
        f"  k: {{weight: {weight} %, unit: percent, target: 100 %, curve: {{{curve}}}}}\n"
        f"  z: {{weight: {rest} %, unit: number, target: 1, curve: {{linear: {LADDER}}}}}\n"
    )


def ratio(plan: str, above: str, under: str) -> Fraction:
    """What a KPI given as counts pays."""
    cells = {"k.numerator": above, "k.denominator": under, "z": "0"}
    return one(plan, **cells).steps["k.payout"]


PROPORTION = "linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]"


def test_tie_at_a_cent() -> None:
    assert ratio(weighted("2500", "30"), "23", "24") == amount("671.88")


def test_in_proportion() -> None:
    assert ratio(weighted("5841", "10", PROPORTION), "7", "12") == amount("340.73")


def test_product_of_a_quotient() -> None:
    plan = weighted("1206", "100", PROPORTION)
    assert ratio(plan, "37", "48") == amount("929.63")


@pytest.mark.parametrize(
    ("mode", "pays"),
    [("half-up", ".63"), ("half-even", ".62"), ("half-down", ".62"), ("up", ".63"), ("down", ".62")],
)
def test_modes(mode: str, pays: str) -> None:
    plan = weighted("1206", "100", PROPORTION) + f"rounding: {{mode: {mode}}}\n"
    assert ratio(plan, "37", "48") == amount("929" + pays)


def test_parts_by_largest_remainder() -> None:
    kpis = "".join(
        f"  {key}: {{weight: {weight}, unit: number, target: 1, curve: {{linear: {LADDER}}}}}\n"
        for key, weight in (("c", "40/75"), ("b", "25/75"), ("a", "10/75"))
    )
    steps = one(HEAD + "target_incentive: 100\nkpis:\n" + kpis, a="1", b="1", c="1").steps
    assert [steps[f"{key}.part"] for key in "abc"] == [
        amount("13.34"), amount("33.33"), amount("53.33"),
    ]  # fmt: skip
    assert steps["total"] == 100


def test_declared_rounding_comes_before_comparing() -> None:
    curve = "lookup: [{from: 90 %, pays: 100 %}]"
    plan = weighted("1000", "100", curve)
    assert one(plan, k="89.9960 %", z="0").steps["total"] == 0
    rounded = plan + "rounding: {attainment: 4, total: 1, money: 0.05}\n"
    assert one(rounded, k="89.9960 %", z="0").steps["total"] == 1000
    assert one(rounded, k="89.9940 %", z="0").steps["total"] == 0


@pytest.mark.parametrize(("currency", "pays"), [("JPY", "333"), ("KWD", "333.333"), ("EUR", "333.33")])
def test_minor_units(currency: str, pays: str) -> None:
    plan = weighted("1000", "100", PROPORTION).replace("EUR", currency)
    assert ratio(plan, "1", "3") == amount(pays)


# -- section 6


def test_guarantee_for_the_days_covered() -> None:
    plan = (
        HEAD + f"target_incentive: 3000\nkpis:\n  k: {LADDER_KPI}\n"
        "guarantee: {months: 3, pays: 100 %}\nproration: {amount: calendar-days}\n"
    )
    people = [{"participant": "ana", "entry": "2026-08-15"}]
    kpis = [{"participant": "ana", "k": "0"}]
    steps = compute(plan, kpis, people, period="2026-Q4").people["ana"].steps
    assert steps["guarantee"] == steps["total"] == amount("1,467.39")
    assert compute(plan, kpis, people, period="2027-Q1").people["ana"].steps["total"] == 0
    better = [{"participant": "ana", "k": "100"}]
    assert compute(plan, better, people, period="2026-Q4").people["ana"].steps["guarantee"] == 0


@pytest.mark.parametrize(
    ("proration", "pays"),
    [
        ("{amount: calendar-days, targets: none}", 0),
        ("{amount: calendar-days, targets: additive}", 2250),
        ("{amount: none, targets: additive}", 4500),
        ("{amount: months, targets: additive}", 2250),
        ("none", 0),
    ],
)
def test_arriving_in_the_middle(proration: str, pays: int) -> None:
    """T = 100, A = 60, V = 3,000; attainment 60 % or 120 %."""
    kpi = LADDER_KPI.replace("unit: number", "unit: number, additive: true")
    plan = HEAD + f"target_incentive: 3000\nkpis:\n  k: {kpi}\nproration: {proration}\n"
    plan = plan.replace("period: quarter", "period: month")
    people = [{"participant": "ana", "entry": "2026-06-16"}]
    if "months" in proration:
        plan = plan.replace("period: month", "period: half")
        people = [{"participant": "ana", "entry": "2026-04-01"}]
    period = "2026-H1" if "months" in proration else "2026-06"
    actual = "60"
    outcome = compute(plan, [{"participant": "ana", "k": actual}], people, period=period)
    assert outcome.people["ana"].steps["total"] == pays
    effects_add_up(outcome)


def test_caps_have_the_last_word() -> None:
    plan = (
        HEAD + "target_incentive: 1000\nkpis:\n  k: {weight: 100 %, unit: percent, target: 100 %, "
        "curve: {linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]}}\ncap: 150 %\n"
        "  \nmodifiers:\n  m: {by: k, of: plan, curve: {lookup: [{from: 0 %, pays: 120 %}]}}\n"
    )
    steps = one(plan, k="160 %").steps
    assert picked(steps, "earned", "modified", "cap") == [1600, 320, -420]
    assert steps["total"] == 1500


def test_bonuses_stand_outside_the_cap() -> None:
    base = (
        HEAD + "target_incentive: 1000\nkpis:\n  k: {weight: 100 %, unit: percent, target: 100 %, "
        "curve: {linear: [{at: 0 %, pays: 0 %}, {at: 200 %, pays: 200 %}]}}\ncap: 150 %\n"
        "bonuses: {b: {pays: 800}}\n"
    )
    assert one(base, k="150 %").steps["total"] == 2300
    bound = one(base + "cap_total: [180 %, 5000]\n", k="150 %").steps
    assert picked(bound, "cap_total", "total") == [-500, 1800]


def test_draw() -> None:
    plan = HEAD + f"target_incentive: 1000\nkpis:\n  k: {LADDER_KPI}\ndraw: {{amount: 600, recover: 50 %}}\n"
    low = one(plan, k="80").steps
    assert picked(low, "draw.advance", "draw.balance", "total") == [100, 100, 600]
    high = one(plan, k="100", draw_balance="150").steps
    assert picked(high, "draw.repaid", "draw.balance", "total") == [150, 0, 850]
    some = one(plan, k="100", draw_balance="500").steps
    assert picked(some, "draw.repaid", "draw.balance", "total") == [200, 300, 800]


def test_accumulate() -> None:
    kpi = LADDER_KPI.replace("unit: number", "unit: number, additive: true")
    plan = (
        HEAD + f"target_incentive: 1000\nkpis:\n  k: {kpi}\n"
        "accumulate: {since: year, target: elapsed, below_zero: carry}\n"
    )
    row = {"participant": "ana", "k": "240", "already_paid": "2500"}
    steps = compute(plan, [row], period="2026-Q3").people["ana"].steps
    assert picked(steps, "k.target", "target_incentive", "earned") == [300, 3000, 1500]
    assert picked(steps, "already_paid", "total") == [-2500, -1000]
    kept = compute(plan.replace("carry", "zero"), [row], period="2026-Q3").people["ana"].steps
    assert picked(kept, "already_paid", "total") == [-1500, 0]


def test_ramp_by_days() -> None:
    plan = (
        "csvariable: 1\nname: t\ncurrency: EUR\nperiod: month\ntarget_incentive: 1000\n"
        "kpis:\n  s: {weight: 100 %, unit: money, target: 30000, "
        f"curve: {{linear: {LADDER}}}}}\nramp: [25 %, 50 %]\n"
    )
    people = [{"participant": "ana", "entry": "2026-05-11"}]
    kpis = [{"participant": "ana", "s": "12500"}]
    steps = compute(plan, kpis, people, period="2026-06").people["ana"].steps
    # 10 days of June in the first month at 250 a day, 20 in the second at 500
    assert picked(steps, "s.target", "s.attainment", "total") == [12500, 1, 1000]


def test_two_rows_of_one_person() -> None:
    plan = (
        HEAD + f"target_incentive: 1000\nkpis:\n  k: {LADDER_KPI}\n"
        "proration: {amount: calendar-days}\nroles: {senior: {target_incentive: 2000}}\n"
    )
    people = [
        {"participant": "ana", "exit": "2026-07-31"},
        {"participant": "ana", "entry": "2026-08-01", "role": "senior"},
    ]
    outcome = compute(plan, [{"participant": "ana", "k": "100"}], people, period="2026-Q3")
    person = outcome.people["ana"]
    assert [part.steps["earned"] for part in person.parts] == [amount("336.96"), amount("1326.09")]
    assert person.steps["total"] == amount("1663.05")


def test_rows_that_all_begin_later_are_all_parts_of_nothing() -> None:
    plan = (
        HEAD + f"target_incentive: 1000\nkpis:\n  k: {LADDER_KPI}\n"
        "proration: {amount: calendar-days}\nroles: {senior: {target_incentive: 2000}}\n"
    )
    people = [
        {"participant": "ana", "entry": "2026-07-01", "exit": "2026-07-31"},
        {"participant": "ana", "entry": "2026-08-01", "role": "senior"},
    ]
    person = compute(plan, [{"participant": "ana", "k": "100"}], people, period="2026-Q2").people["ana"]
    assert [part.steps["earned"] for part in person.parts] == [0, 0]
    assert person.steps["total"] == 0


def test_peer_average() -> None:
    plan = (
        HEAD + f"target_incentive: 1000\nkpis:\n  k: {LADDER_KPI}\n"
        "proration: none\nabsences: {parental: peer-average}\n"
    )
    names = ("ana", "ben", "cid")
    people = [{"participant": name, "team": "a"} for name in names]
    people[0]["absence_days.parental"] = "46"
    kpis = [{"participant": n, "k": k} for n, k in zip(names, ("80", "100", "120"), strict=True)]
    outcome = compute(plan, kpis, people, period="2026-Q3")
    assert outcome.people["ana"].steps["k.payout_rate"] == Fraction(7, 8)
    with pytest.raises(Refused):
        compute(plan, kpis[:1], people[:1], period="2026-Q3")


POOLED = HEAD + f"target_incentive: 1000\nkpis:\n  k: {LADDER_KPI}\n"


@pytest.mark.parametrize(
    ("pool", "totals"),
    [
        ("{amount: 100, by: uniform, scope: company}", ["1033.34", "533.33", "1533.33"]),
        ("{amount: 100, by: k, scope: company}", ["1033.33", "526.67", "1540"]),
        ("{amount: earned, by: uniform}", ["750", "750", "1500"]),
        ("{amount: 2000, by: earned, scope: company, at_most: true}", ["666.67", "333.33", "1000"]),
        ("{amount: 9000, by: earned, scope: company, at_most: true}", ["1000", "500", "1500"]),
        ("{amount: 9000, by: earned, scope: company}", ["3000", "1500", "4500"]),
    ],
)
def test_pools(pool: str, totals: list[str]) -> None:
    rows = [
        {"participant": "ana", "team": "x", "k": "100"},
        {"participant": "ben", "team": "x", "k": "80"},
        {"participant": "cid", "team": "y", "k": "120"},
    ]
    outcome = compute(POOLED + f"pool: {{p: {pool}}}\n", rows)
    assert [p.steps["total"] for p in outcome.people.values()] == [Fraction(t) for t in totals]
    effects_add_up(outcome)


# -- section 7


def test_commission_ladder_and_piece_rate() -> None:
    plan = HEAD + (
        "kpis: {arr: {unit: money}, reviews: {unit: number}}\nbonuses:\n"
        "  upsell: {of: arr, marginal: [{from: 0, rate: 5 %}, {from: 10000, rate: 7 %}, "
        "{from: 25000, rate: 10 %}]}\n"
        "  five: {per: reviews, pays: 10, cap: 200}\n"
        "  ladder: {of: reviews, lookup: [{from: 20, pays: 300}, {from: 30, pays: 600}]}\n"
    )
    steps = one(plan, arr="30000", reviews="29").steps
    assert steps["bonuses.upsell"] == 500 + 1050 + 500
    assert picked(steps, "bonuses.five", "bonuses.ladder") == [200, 300]
    assert steps["total"] == 2550


def test_podium_shares_ties_and_badges() -> None:
    plan = POOLED + (
        "bonuses:\n"
        "  podium: {rank: {by: k.attainment, top: 3, at_least: {from: 90 %}, ties: share}, "
        "pays: [500, 300, 200]}\n"
        "  stars: {badge: {by: k.payout_rate, lookup: [{from: 50 %, gives: 1}, "
        "{from: 100 %, gives: 2}]}}\n"
    )
    values = {"ana": "110", "ben": "100", "cid": "100", "dan": "100", "eve": "89"}
    outcome = compute(plan, [{"participant": n, "k": v} for n, v in values.items()])
    podium = [p.steps["bonuses.podium"] for p in outcome.people.values()]
    assert podium == [500, amount("166.67"), amount("166.67"), amount("166.66"), 0]
    counts = [[r["quantity"] for r in p.rewards] for p in outcome.people.values()]
    assert counts == [[2], [2], [2], [2], [1]]


# -- sections 3, 5 and 9


@pytest.mark.parametrize(
    ("policy", "total", "plan_rate"),
    [("zero", 600, "3/5"), ("at-target", 1000, "1"), ("reweight", 1000, "1"), ("hold", 600, None)],
)
def test_missing_policies(policy: str, total: int, plan_rate: str | None) -> None:
    kpi = "unit: number, target: 100, curve: {linear: " + LADDER + "}"
    plan = HEAD + (
        f"target_incentive: 1000\nmissing: {policy}\nkpis:\n"
        f"  a: {{weight: 60 %, {kpi}}}\n  b: {{weight: 40 %, {kpi}}}\n"
    )
    person = one(plan, a="100", b="N/A")
    assert person.steps["total"] == total
    expected = None if plan_rate is None else Fraction(plan_rate)
    assert person.steps.get("plan.payout_rate") == expected
    assert person.notes[0]["kpi"] == "b"
    with pytest.raises(Refused):
        one(plan.replace(policy, "error"), a="100", b="N/A")


@pytest.mark.parametrize(
    ("how", "target", "actual", "rate"),
    [
        ("attainment: distance", "4 h", "6", "50"),
        ("attainment: inverse", "4 h", "5", "80"),
        ("baseline: 8 h", "4 h", "6", "50"),
        ("attainment: inverse, cap: 180 %", "4 h", "0", "180"),
    ],
)
def test_attainments(how: str, target: str, actual: str, rate: str) -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  k: {weight: 100 %, unit: hours, direction: lower, "
        f"target: {target}, {how}, curve: {{{PROPORTION}}}}}\n"
    )
    assert one(plan, k=actual).steps["k.payout_rate"] == Fraction(rate) / 100


def test_refused_attainments() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  k: {weight: 100 %, unit: hours, direction: lower, "
        f"target: 4 h, attainment: inverse, curve: {{{PROPORTION}}}}}\n"
    )
    with pytest.raises(Refused):
        one(plan, k="0")
    with pytest.raises(Refused):
        one(weighted("100", "100", PROPORTION), k="5 %", z="1", **{"k.target": "0 %"})


def test_matrix() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  a: {unit: percent}\n"
        "  b: {unit: hours, direction: lower}\n  m: {weight: 100 %, unit: number, matrix: {"
        "rows: {of: a, from: [80 %, {above: 90 %}]}, "
        "columns: {of: b, read: linear, from: [{up_to: 8 h}, {up_to: 4 h}]}, "
        "pays: [[10 %, 50 %], [20 %, 100 %]]}}\n"
    )
    table = [("80 %", "9", 0), ("79 %", "4", 0), ("90 %", "6", 300), ("91 %", "6", 600)]
    for a, b, pays in [*table, ("91 %", "1", 1000)]:
        assert one(plan, a=a, b=b).steps["total"] == pays


def test_gates_of_section_5() -> None:
    plan = CSM_EUROPE + (
        "gates:\n  quality: {when: {csat: {from: 80 %}}, otherwise: {of: [nrr], times: 0 %}}\n"
        "  blocked: {when: {csat: {from: 95 %}}, otherwise: {of: [nrr], cap: 100 %}}\n"
    )
    closed = one(plan, nrr="120 %", csat="70 %").steps
    assert picked(closed, "nrr.payout", "total", "gates.quality") == [0, 0, 0]
    capped = one(plan, nrr="120 %", csat="92 %").steps
    assert picked(capped, "nrr.payout", "gates.quality", "gates.blocked") == [1500, 1, 0]


def test_team_scope_and_targets_of_members() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  s: {weight: 100 %, unit: money, target: 100, "
        f"curve: {{linear: {LADDER}}}}}\n"
        "roles: {head: {kpis.s.scope: team, kpis.s.target: members}}\n"
    )
    people = [
        {"participant": "ana", "team": "x", "s.target": "50"},
        {"participant": "ben", "team": "x", "fte": "80 %"},
        {"participant": "hal", "team": "x", "role": "head"},
    ]
    rows: Table = [
        {"participant": "ana", "s": "50"},
        {"participant": "ben", "s": "100"},
        {"participant": "", "team": "x", "s": "165"},
    ]
    outcome = compute(plan, rows, people)
    steps = outcome.people["hal"].steps
    assert picked(steps, "s.actual", "s.target", "s.attainment") == [165, 150, Fraction(11, 10)]
    assert outcome.people["ben"].steps["total"] == 800


def test_kpi_made_of_kpis_in_long_form() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  a: {unit: money}\n  b: {unit: money}\n"
        "  s: {weight: 100 %, unit: money, target: 100, measure: {sum: {a: 100 %, b: -50 %}}, "
        f"curve: {{linear: {LADDER}}}}}\n"
    )
    rows = [
        {"participant": "ana", "kpi": "a", "value": "120", "period": "2026-Q1"},
        {"participant": "ana", "kpi": "b", "value": "40", "period": "2026-Q1"},
        {"participant": "ana", "kpi": "b", "value": "99", "period": "2026-Q2"},
    ]
    adjustments = [{"participant": "ana", "amount": "-10.50", "reason": "last quarter"}]
    outcome = compute(plan, rows, None, adjustments, "2026-Q1")
    assert outcome.people["ana"].steps["total"] == amount("989.50")
    effects_add_up(outcome)


# -- section 14

POSTHOG = HEAD + (
    "target_incentive: 5000\nkpis:\n  nrr: {weight: 100 %, unit: percent, curve: {of: actual, "
    "linear: [{at: 100 %, pays: 0 %}, {at: 110 %, pays: 100 %}, {at: 120 %, pays: 200 %}], "
    "beyond: continue}}\nguarantee: {months: 3, pays: 100 %}\nproration: none\n"
)


@pytest.mark.parametrize(
    ("nrr", "entry", "pays"),
    [("99 %", "", 0), ("105 %", "", 2500), ("110 %", "", 5000), ("130 %", "", 15000),
     ("105 %", "2026-07-01", 5000), ("120 %", "2026-07-01", 10000)],
)  # fmt: skip
def test_new_hires_are_guaranteed(nrr: str, entry: str, pays: int) -> None:
    row = {"participant": "ana", "nrr": nrr, "entry": entry}
    assert compute(POSTHOG, [row], period="2026-Q3").people["ana"].steps["total"] == pays


@pytest.mark.parametrize(("x", "pays"), [("106 %", 4000), ("90 %", 0), ("130 %", 20000)])
def test_bonus_in_proportion_never_below_zero(x: str, pays: int) -> None:
    plan = HEAD + (
        "target_incentive: 10000\nkpis:\n  x: {weight: 100 %, unit: percent, curve: {of: actual, "
        "linear: [{at: 100 %, pays: 0 %}, {at: 115 %, pays: 100 %}], beyond: continue}}\n"
    )
    assert one(plan, x=x).steps["total"] == pays


FRENCH = """
csvariable: 1
name: {fr: Prime variable CSM, en: CSM variable pay}
currency: EUR
period: quarter
target_incentive: 3000
objectives:
  satisfaire: {statement: Des clients qui nous recommandent, priority: main, origin: bottom-up}
  fideliser:  {statement: Des clients qui restent et grandissent, priority: main, origin: top-down}
kpis:
  nps:
    objective: satisfaire
    weight: 25 %
    unit: points
    curve:
      of: actual
      lookup: [{from: 30, pays: 50 %}, {from: 50, pays: 100 %}, {above: 70, pays: 150 %}]
  csat:
    objective: satisfaire
    weight: 35 %
    unit: percent
    curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}
  retention:
    objective: fideliser
    weight: 40 %
    unit: percent
    target: 95 %
    curve:
      of: actual
      linear: [{at: 85 %, pays: 0 %}, {at: 95 %, pays: 100 %}, {at: 100 %, pays: 150 %}]
  nrr-entreprise: {unit: percent, scope: company}
modifiers:
  resultat-entreprise:
    by: nrr-entreprise
    of: plan
    curve: {lookup: [{from: 0 %, pays: 80 %}, {from: 95 %, pays: 100 %}, {from: 105 %, pays: 120 %}]}
bonuses:
  club-nps: {when: {nps: {above: 70}}, pays: {share: 5 %, of: salary}}
  tee-shirts: {scope: team, when: {csat: {from: 90 %}}, gives: {item: T-shirt brodé, value: 25}}
  jour-de-repos: {when: {plan.payout_rate: {from: 110 %}}, gives: {leave_days: 1}}
"""


@pytest.mark.parametrize(("nps", "earned", "club", "total", "things"), [
    ("72", 3375, 450, 4500, ["tee-shirts", "jour-de-repos"]),
    ("70", 3000, 0, 3600, ["tee-shirts"]),
])  # fmt: skip
def test_french_plan(nps: str, earned: int, club: int, total: int, things: list[str]) -> None:
    rows = [
        {"participant": "ana", "team": "est", "nps": nps, "csat": "92 %", "retention": "95 %",
         "nrr-entreprise": "", "salary": "9000"},
        {"participant": "", "team": "est", "csat": "92 %"},
        {"participant": "*", "nrr-entreprise": "106 %"},
    ]  # fmt: skip
    outcome = compute(FRENCH, rows)
    person = outcome.people["ana"]
    assert picked(person.steps, "earned", "bonuses.club-nps") == [earned, club]
    assert person.steps["modifiers.resultat-entreprise"] == Fraction(6, 5)
    assert person.steps["total"] == total
    assert [reward["bonus"] for reward in person.rewards] == things
    effects_add_up(outcome)


# -- rules without an amount of their own in the text


def test_guarantee_by_periods_and_plan_floor_wait_for_a_held_line() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nmissing: hold\nproration: none\nfloor: [20 %, 300]\n"
        f"guarantee: {{periods: 1, pays: 100 %}}\nkpis:\n  k: {LADDER_KPI}\n"
    )
    people = [{"participant": "ana", "entry": "2026-08-10"}]
    low = compute(plan, [{"participant": "ana", "k": "1"}], people, period="2026-Q3")
    # 52 days of 92 are covered, after a floor of 300
    expected = [300, amount("565.22") - 300, amount("565.22")]
    assert picked(low.people["ana"].steps, "floor", "guarantee", "total") == expected
    held = compute(plan, [{"participant": "ana", "k": ""}], people, period="2026-Q3")
    assert picked(held.people["ana"].steps, "floor", "guarantee", "total") == [0, 0, 0]
    later = compute(plan, [{"participant": "ana", "k": "1"}], people, period="2026-Q4")
    assert picked(later.people["ana"].steps, "guarantee", "total") == [0, 300]


@pytest.mark.parametrize(("missing", "total"), [("holds", 1000), ("fails", 0)])
def test_gate_on_a_missing_measure(missing: str, total: int) -> None:
    kpis = f"kpis:\n  k: {LADDER_KPI}\n  q: {{unit: percent}}\n"
    gate = "gates: {g: {when: {q: {from: 1/2}}, otherwise: {of: plan, times: 0 %}}}\n"
    plan = HEAD + "target_incentive: 1000\n" + kpis + gate
    with pytest.raises(Refused):
        one(plan, k="100", q="-")
    told = plan.replace("otherwise", f"missing: {missing}, otherwise")
    assert one(told, k="100", q="-").steps["total"] == total
    assert picked(one(plan, k="100", q="49 %").steps, "gates.g", "gated") == [0, -1000]
    assert picked(one(plan, k="100", q="50 %").steps, "gates.g", "gated") == [1, 0]


def test_several_gates_caps_first_then_factors() -> None:
    then = "when: {k: {above: 500}}, otherwise: {of: plan"
    plan = POOLED + (
        f"gates:\n  a: {{{then}, cap: 120 %}}}}\n  b: {{{then}, cap: 110 %, times: 50 %}}}}\n"
        f"  c: {{{then}, times: 80 %}}}}\n"
    )
    assert picked(one(plan, k="120").steps, "earned", "gated", "total") == [1500, -1060, 440]


def test_kpi_floor_needs_the_threshold_and_modifier_keeps_its_first_factor() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  k: {weight: 100 %, unit: percent, floor: 30 %, "
        f"cap: 90 %, curve: {{of: actual, threshold: 50 %, {PROPORTION}}}}}\n  m: {{unit: number}}\n"
        "modifiers: {f: {by: m, of: [k], curve: {linear: [{at: 10, pays: 80 %}, {at: 20, pays: 120 %}]}}}\n"
    )
    rates = [("49 %", "20", 0), ("50 %", "0", 400), ("50 %", "15", 500), ("80 %", "20", 900)]
    for actual, by, pays in rates:
        assert one(plan, k=actual, m=by).steps["total"] == pays
    assert one(plan.replace("floor: 30", "floor: 70"), k="50 %", m="1").steps["total"] == 700


def test_yearly_amount_split_over_the_plan_year() -> None:
    plan = POOLED.replace(
        "target_incentive: 1000", "target_incentive: {annual: 10000, split: [10 %, 20 %, 30 %, 40 %]}"
    )
    row = [{"participant": "ana", "k": "100", "fte": "0.5"}]
    totals = [compute(plan, row, period=f"2026-Q{n}").people["ana"].steps["total"] for n in (1, 2, 3, 4)]
    assert totals == [500, 1000, 1500, 2000]
    even = POOLED.replace("target_incentive: 1000", "target_incentive: {annual: 10000}")
    assert one(even, k="100").steps["total"] == 2500


def test_shares_of_pay() -> None:
    def paid(of: str) -> Fraction:
        plan = POOLED.replace("target_incentive: 1000", f"target_incentive: {{share: 10 %, of: {of}}}")
        plan += "proration: {amount: calendar-days}\ncap: {share: 9 %, of: salary}\n"
        row = {"participant": "ana", "k": "100", "fte": "50 %", "exit": "2026-08-15"}
        row |= {"salary": "9000", "annual_salary": "36000", "target_incentive": ""}
        return compute(plan, [row], period="2026-Q3").people["ana"].steps["total"]

    assert paid("salary") == 810
    assert paid("annual_salary") == 450  # 46 days of 92


def test_ramp_of_values_and_neutralised_days() -> None:
    plan = (
        "csvariable: 1\nname: t\ncurrency: EUR\nperiod: month\ntarget_incentive: 1000\n"
        "kpis:\n  s: {weight: 100 %, unit: money, target: 30000, "
        f"curve: {{linear: {LADDER}}}}}\nramp: {{s: [3000, 15000]}}\n"
        "proration: {amount: calendar-days, targets: additive}\nabsences: {sick: neutralise}\n"
    )
    people = [{"participant": "ana", "entry": "2026-06-16", "absence_days.sick": "5", "fte": "80 %"}]
    kpis = [{"participant": "ana", "s": "800"}]
    steps = compute(plan, kpis, people, period="2026-06").people["ana"].steps
    # 10 days of 30 left, at 3,000 a month and 80 %
    assert picked(steps, "s.target", "total") == [800, amount("266.67")]


def test_yearly_target_accumulated_in_proportion() -> None:
    plan = HEAD + (
        "target_incentive: 1000\nkpis:\n  s: {weight: 100 %, unit: money, target: {annual: 330}, "
        f"curve: {{linear: {LADDER}}}}}\naccumulate: {{since: year, target: elapsed}}\n"
    )
    row = [{"participant": "ana", "s": "165", "already_paid": "1000"}]
    half = compute(plan, row, period="2026-Q2").people["ana"].steps
    assert picked(half, "s.target", "target_incentive", "total") == [165, 2000, 1000]
    whole = compute(plan.replace("elapsed", "whole"), row, period="2026-Q2").people["ana"].steps
    assert picked(whole, "s.target", "target_incentive", "total") == [330, 4000, 0]


def test_nobody_present_is_paid_lines_of_zero() -> None:
    plan = POOLED + "proration: {amount: calendar-days}\n"
    people = [{"participant": "ana", "exit": "2026-03-31"}]
    person = compute(plan, [{"participant": "ana", "k": ""}], people, period="2026-Q3").people["ana"]
    assert picked(person.steps, "target_incentive", "k.part", "k.payout", "total") == [0, 0, 0, 0]
    assert person.notes == [{"kind": "absent"}]


def test_pool_of_a_share_of_company_revenue() -> None:
    plan = HEAD + (
        "kpis: {revenue: {unit: money, scope: company}}\n"
        "pool: {pot: {amount: {share: 1 %, of: revenue}, by: salary, scope: company, for: [csm]}}\n"
    )
    rows = [
        {"participant": "*", "revenue": "100001"},
        {"participant": "ana", "role": "csm", "salary": "2000"},
        {"participant": "ben", "role": "csm", "salary": "1000"},
        {"participant": "cid", "role": "boss", "salary": "9000"},
    ]
    outcome = compute(plan + "roles: {csm: {}, boss: {}}\n", rows)
    totals = [person.steps["total"] for person in outcome.people.values()]
    assert totals == [amount("666.67"), amount("333.34"), 0]


def test_team_reward_goes_to_everyone_present() -> None:
    plan = POOLED + (
        "proration: {amount: calendar-days}\nbonuses:\n  anybody: {scope: team, when: {k: {from: 90}}, "
        "gives: {item: T-shirt, value: 25}}\n  everybody: {scope: team, present: full-period, "
        "when: {k.attainment: {from: 90 %}}, pays: 50}\n"
    )
    people = [
        {"participant": "ana", "team": "x"},
        {"participant": "ben", "team": "x", "entry": "2026-08-01"},
        {"participant": "cid", "team": "x", "exit": "2026-06-30"},
        {"participant": "dan", "team": "y"},
    ]
    rows: Table = [{"participant": n, "k": "100"} for n in ("ana", "ben", "dan")]
    rows += [{"participant": "", "team": "x", "k": "90"}, {"participant": "", "team": "y", "k": "89"}]
    outcome = compute(plan, rows, people, period="2026-Q3").people.values()
    assert [len(person.rewards) for person in outcome] == [1, 1, 0, 0]
    assert [person.steps["bonuses.everybody"] for person in outcome] == [50, 0, 0, 0]


def test_team_value_repeated_on_members_in_a_wide_file() -> None:
    plan = POOLED.replace("unit: number", "unit: number, scope: team")
    rows = [{"participant": "ana", "team": "x", "k": "80"}, {"participant": "ben", "team": "x", "k": ""}]
    totals = [person.steps["total"] for person in compute(plan, rows).people.values()]
    assert totals == [500, 500]


def test_weights_of_objectives_and_of_a_person() -> None:
    kpi = "unit: number, target: 100, curve: {linear: " + LADDER + "}"
    plan = HEAD + (
        "target_incentive: 1000\nobjectives: {x: {weight: 60 %}, y: {weight: 40 %}}\nkpis:\n"
        f"  a: {{objective: x, weight: 50 %, {kpi}}}\n  b: {{objective: x, weight: 50 %, {kpi}}}\n"
        f"  c: {{objective: y, weight: 100 %, {kpi}}}\n"
    )
    cells = {"a": "100", "b": "0", "c": "0"}
    assert one(plan, **cells).steps["total"] == 300
    own = {"a.weight": "70 %", "b.weight": "20 %", "c.weight": "10 %"}
    assert one(plan, **cells, **own).steps["total"] == 700


# -- sections 18a and 18b

TEAM = (
    HEAD
    + """\
target_incentive: 1000
kpis:
  upsell:
    weight: 60 %
    unit: money
    target: 10000
    curve: {lookup: [{from: 80 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}
  csat:
    weight: 40 %
    unit: percent
    curve: {of: actual, lookup: [{from: 85 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}
"""
)
YEAR: Table = [
    {"participant": "ana", "period": period, "upsell": upsell, "csat": csat}
    for period, upsell, csat in (
        ("2025-Q2", "9000", "88 %"),
        ("2025-Q3", "12000", "91 %"),
        ("2025-Q4", "10500", "93 %"),
        ("2026-Q1", "8000", "90 %"),
        ("2026-Q2", "5000", "92 %"),
    )
]


def test_a_day_within_a_period_as_the_page_has_it() -> None:
    found = progress(TEAM, YEAR, None, "2026-Q2", date(2026, 5, 20))
    assert found.share == Fraction(50, 91)
    upsell, csat = found.courses["ana", 0, "upsell"], found.courses["ana", 0, "csat"]
    assert [upsell.to_date, upsell.attained, upsell.pace] == [5000, Fraction(1, 2), 9100]
    assert (csat.pace, csat.range) == (Fraction("0.92"), (Fraction("0.902"), Fraction("0.9245")))
    assert upsell.range == (amount("8604.40"), amount("10406.59"))
    assert [found.pace["ana"], *(found.range["ana"] or ())] == [700, 700, 1000]


def test_odds_of_the_past_as_the_page_has_them() -> None:
    assert Odds(4, 8).ends == (Fraction("0.2152"), Fraction("0.7848"))
    found = feasible(TEAM, YEAR, None)
    upsell, csat = found["upsell", ""], found["csat", ""]
    assert {mark: (one.reached, one.n) for mark, one in upsell.items()} == {
        "threshold": (4, 5),
        "target": (2, 5),
    }
    assert {mark: (one.reached, one.n) for mark, one in csat.items()} == {
        "threshold": (5, 5),
        "target": (4, 5),
    }
    assert (Odds(3, 8).call("target"), Odds(1, 20).call("target")) == ("perhaps too-hard", "too-hard")
    with pytest.raises(Refused):
        feasible(TEAM, YEAR[:3], None)
