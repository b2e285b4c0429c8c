"""The golden numbers of the language, and the amounts its sections give as examples."""

# ruff: noqa: E501 - a plan stands in one piece

from __future__ import annotations

import json
from fractions import Fraction as F
from typing import NamedTuple

import pytest
from engine import Ran, compute, plans_of
from shared_plans import CSM_EUROPE

from csvariable.documents.result import FactsFile, Heading, PlanFile, result
from csvariable.tables.dialect import Dialect

HEAD = "csvariable: 1\nname: t\ncurrency: EUR\nperiod: quarter\n"
POINTS = "[{{{word}: 80 %, pays: 50 %}}, {{{word}: 100 %, pays: 100 %}}, {{{word}: 120 %, pays: 150 %}}]"
BANDS = "[{from: 0 %, rate: 100 %}, {from: 100 %, rate: 150 %}, {from: 120 %, rate: 200 %}]"
FROM_80 = "[{from: 80 %, rate: 100 %}, {from: 100 %, rate: 150 %}, {from: 120 %, rate: 200 %}]"
CURVES = {
    "lookup": f"lookup: {POINTS.format(word='from')}",
    "linear": f"linear: {POINTS.format(word='at')}",
    "beyond": f"linear: {POINTS.format(word='at')}, beyond: continue",
    "marginal": f"marginal: {BANDS}, threshold: 80 %",
    "from 80": f"marginal: {FROM_80}",
    "whole": f"whole: {BANDS}, threshold: 80 %",
}
TABLE = """
79.99 0   0      0      0     0     0
80    50  50     50     80    0     80
90    50  75     75     90    10    90
99.99 50  99.975 99.975 99.99 19.99 99.99
100   100 100    100    100   20    150
110   100 125    125    115   35    165
120   150 150    150    130   50    240
130   150 150    175    150   70    260
"""
CELLS = [
    (attainment, name, expected)
    for attainment, *row in (line.split() for line in TABLE.strip().splitlines())
    for name, expected in zip(CURVES, row, strict=True)
]


def run(plan: str, kpis: str, people: str | None = None, period: str | None = None, head: str = HEAD) -> Ran:
    """Compute from texts."""
    extra = None if people is None else people.encode()
    ran = compute(head + plan, [kpis.encode()], extra, None, period)
    assert ran.results is not None, [(one.rule, str(one.message)) for one in ran.diagnostics]
    return ran


def pay(plan: str, kpis: str, people: str | None = None, period: str | None = None) -> dict[str, str]:
    """The steps of ana."""
    return run(plan, kpis, people, period).steps("ana")


@pytest.mark.parametrize(("attainment", "name", "expected"), CELLS)
def test_a_cell_of_the_golden_table_is_paid_of_the_attainment(
    attainment: str, name: str, expected: str
) -> None:
    kpi = f"k: {{weight: 100 %, unit: percent, target: 80 %, curve: {{{CURVES[name]}}}}}"
    actual = F(attainment) * 80 / 100
    steps = pay(f"target_incentive: 10000\nkpis:\n  {kpi}\n", f"participant,k\nana,{float(actual):.3f}0 %\n")
    assert F(steps["k.payout_rate"]) * 100 == F(expected)
    assert F(steps["total"]) == F(expected) * 100


@pytest.mark.parametrize(("attainment", "name", "expected"), CELLS)
def test_a_cell_of_the_golden_table_is_paid_of_the_actual(attainment: str, name: str, expected: str) -> None:
    kpi = f"k: {{weight: 100 %, unit: percent, curve: {{of: actual, {CURVES[name]}}}}}"
    steps = pay(f"target_incentive: 10000\nkpis:\n  {kpi}\n", f"participant,k\nana,{attainment} %\n")
    assert F(steps["total"]) == F(expected) * 100


@pytest.mark.parametrize(("attainment", "name", "expected"), CELLS)
def test_a_cell_of_the_golden_table_is_paid_as_a_bonus(attainment: str, name: str, expected: str) -> None:
    money = name in {"marginal", "from 80", "whole"}
    text = CURVES[name]
    if money:
        for percent in ("80 %", "0 %", "100 %", "120 %"):
            text = text.replace(f"from: {percent}", f"from: {percent.removesuffix(' %')}")
        text = text.replace("threshold: 80 %", "threshold: 80")
    else:
        for rate in ("50 %", "100 %", "150 %"):
            text = text.replace(f"pays: {rate}", f"pays: {rate.removesuffix(' %')}")
    unit, cell = ("money", attainment) if money else ("percent", f"{attainment} %")
    plan = f"kpis:\n  k: {{unit: {unit}}}\nbonuses:\n  b: {{of: k, {text}}}\n"
    steps = pay(plan, f"participant,k\nana,{cell}\n")
    cents = F(round(F(expected) * 100 + F(1, 1000)), 100)
    assert F(steps["bonuses.b"]) == cents


@pytest.mark.parametrize(
    ("hours", "paid"),
    [("20", 0), ("8", 500), ("6", 750), ("4", 1000), ("3", 1250), ("1.5", 1500), ("", 0)],
)
def test_lower_is_better_pays_what_section_13_says(hours: str, paid: int) -> None:
    points = "[{at: 8 h, pays: 50 %}, {at: 4 h, pays: 100 %}, {at: 2 h, pays: 150 %}]"
    kpi = f"weight: 100 %, unit: hours, direction: lower, missing: zero, curve: {{of: actual, linear: {points}}}"
    steps = pay(f"target_incentive: 1000\nkpis:\n  frt: {{{kpi}}}\n", f"participant,frt\nana,{hours}\n")
    assert F(steps["total"]) == paid


LADDER = "[{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}]"


def test_a_share_of_counts_stays_exact_until_money() -> None:
    kpi = f"k: {{weight: 30 %, unit: percent, curve: {{of: actual, linear: {LADDER}}}}}"
    other = "x: {weight: 70 %, unit: number, curve: {of: actual, lookup: [{from: 5, pays: 100 %}]}}"
    steps = pay(
        f"target_incentive: 2500\nkpis:\n  {kpi}\n  {other}\n",
        "participant,k.numerator,k.denominator,x\nana,23,24,0\n",
    )
    assert steps["k.payout"] == "671.88"
    assert F(23, 24) * F(5, 2) - F(3, 2) == F("671.875") / 750


@pytest.mark.parametrize(
    ("incentive", "weight", "counts", "paid"),
    [("5841", 10, "7,12", "340.73"), ("1206", 100, "37,48", "929.63")],
)
def test_in_proportion_pays_the_cent_of_section_11(
    incentive: str, weight: int, counts: str, paid: str
) -> None:
    kpi = "unit: percent, curve: {of: actual, whole: [{from: 0 %, rate: 100 %}]}"
    rest = f"  x: {{weight: {100 - weight} %, {kpi}}}\n" if weight < 100 else ""
    plan = f"target_incentive: {incentive}\nkpis:\n  k: {{weight: {weight} %, {kpi}}}\n{rest}"
    header = "participant,k.numerator,k.denominator" + (",x\n" if rest else "\n")
    assert pay(plan, f"{header}ana,{counts}{',0 %' if rest else ''}\n")["k.payout"] == paid


def test_parts_share_the_odd_cent_to_the_smallest_id() -> None:
    shares = {"c": "2/15", "b": "1/3", "a": "8/15"}
    kpis = "".join(
        f"  {name}: {{weight: {weight}, unit: percent, curve: {{of: actual, lookup: [{{from: 0 %, pays: 100 %}}]}}}}\n"
        for name, weight in shares.items()
    )
    steps = pay(f"target_incentive: 100\nkpis:\n{kpis}", "participant,a,b,c\nana,1 %,1 %,1 %\n")
    assert [steps[f"{name}.part"] for name in shares] == ["13.33", "33.33", "53.34"]
    assert steps["total"] == "100.00"


def test_the_plan_cap_has_the_last_word_over_a_modifier() -> None:
    plan = (
        "target_incentive: 1000\ncap: 150 %\nkpis:\n"
        "  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 160 %}]}}\n"
        "modifiers:\n  up: {by: k, of: plan, curve: {lookup: [{from: 0 %, pays: 120 %}]}}\n"
    )
    steps = pay(plan, "participant,k\nana,1 %\n")
    assert [steps[name] for name in ("earned", "modified", "cap", "total")] == [
        "1600.00",
        "320.00",
        "-420.00",
        "1500.00",
    ]


def test_a_bonus_stands_outside_the_cap() -> None:
    plan = (
        "target_incentive: 1000\ncap: 150 %\nkpis:\n"
        "  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 150 %}]}}\n"
        "bonuses:\n  b: {pays: 800}\n"
    )
    assert pay(plan, "participant,k\nana,1 %\n")["total"] == "2300.00"


def test_the_guarantee_of_somebody_who_entered_in_august() -> None:
    plan = (
        "target_incentive: 3000\nproration: {amount: calendar-days}\nguarantee: {months: 3, pays: 100 %}\nkpis:\n"
        "  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 50 %, pays: 100 %}]}}\n"
    )
    steps = pay(plan, "participant,k,entry\nana,0 %,2026-08-15\n", period="2026-Q4")
    assert steps["guarantee"] == "1467.39"


@pytest.mark.parametrize(
    ("proration", "paid"),
    [
        ("proration: none", "0.00"),
        ("proration: {amount: calendar-days, targets: additive}", "2250.00"),
        ("proration: {targets: additive}", "4500.00"),
    ],
)
def test_arriving_in_the_middle_pays_by_what_is_prorated(proration: str, paid: str) -> None:
    ladder = "[{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 150 %}]"
    plan = (
        f"target_incentive: 3000\n{proration}\nkpis:\n"
        f"  k: {{weight: 100 %, unit: money, target: 100, curve: {{linear: {ladder}}}}}\n"
    )
    assert pay(plan, "participant,k,entry\nana,60,2026-08-16\n", period="2026-Q3")["total"] == paid


ARTICLES = """target_incentive: 3000
objectives:
  satisfaire: {statement: Des clients qui nous recommandent, serves: "NPS de 50", priority: main, origin: bottom-up}
  fideliser: {statement: Des clients qui restent, serves: "NRR de 110 %", priority: main, origin: top-down}
kpis:
  nps: {objective: satisfaire, weight: 25 %, unit: points, curve: {of: actual, lookup: [{from: 30, pays: 50 %}, {from: 50, pays: 100 %}, {above: 70, pays: 150 %}]}}
  csat: {objective: satisfaire, weight: 35 %, unit: percent, curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}}
  retention: {objective: fideliser, weight: 40 %, unit: percent, target: 95 %, curve: {of: actual, linear: [{at: 85 %, pays: 0 %}, {at: 95 %, pays: 100 %}, {at: 100 %, pays: 150 %}]}}
  nrr-entreprise: {unit: percent, scope: company}
modifiers:
  resultat-entreprise: {by: nrr-entreprise, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}, {from: 95 %, pays: 100 %}, {from: 105 %, pays: 120 %}]}}
bonuses:
  club-nps: {when: {nps: {above: 70}}, pays: {share: 5 %, of: salary}}
  tee-shirts: {scope: team, when: {csat: {from: 90 %}}, gives: {item: T-shirt brodé, value: 25}}
  jour-de-repos: {when: {plan.payout_rate: {from: 110 %}}, gives: {leave_days: 1}}
"""


@pytest.mark.parametrize(
    ("nps", "paid", "rewards"),
    [("72", "4500.00", {"tee-shirts", "jour-de-repos"}), ("70", "3600.00", {"tee-shirts"})],
)
def test_the_plan_of_the_articles_pays_what_section_14_says(nps: str, paid: str, rewards: set[str]) -> None:
    rows = f"participant,team,salary,nps,csat,retention,nrr-entreprise\nana,est,9000,{nps},92 %,95 %,\n,est,,,92 %,,\n*,,,,,,106 %\n"
    ran = run(ARTICLES, rows)
    assert ran.steps("ana")["total"] == paid
    assert ran.results is not None
    heading = Heading(PlanFile("plan.yaml", ""), "t", (), None, "EUR")
    given = result(ran.results, heading, [0], [])["people"][0]["rewards"]
    assert {one["bonus"] for one in given} == rewards


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
    ran = compute(CSM_EUROPE, [b"participant,nrr,csat\nana,108 %,92 %\n"])
    assert ran.results is not None
    heading = Heading(
        PlanFile("plan.yaml", "..."), "CSM Europe", (FactsFile("kpis.csv", Kpis()),), None, "EUR"
    )
    found = result(ran.results, heading, [0], [])
    found["tool"]["version"] = "-"
    assert json.dumps(found) == json.dumps(json.loads(PRINTED))


def test_a_weight_of_objectives_is_multiplied() -> None:
    kpi = "unit: percent, curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}"
    plan = (
        "target_incentive: 1000\nobjectives:\n  a: {statement: a, weight: 70 %}\n  b: {statement: b, weight: 30 %}\n"
        f"kpis:\n  x: {{objective: a, weight: 50 %, {kpi}}}\n  y: {{objective: a, weight: 50 %, {kpi}}}\n"
        f"  z: {{objective: b, weight: 100 %, {kpi}}}\n"
    )
    steps = pay(plan, "participant,x,y,z\nana,1 %,1 %,1 %\n")
    assert [steps[f"{name}.part"] for name in "xyz"] == ["350.00", "350.00", "300.00"]


def test_a_curve_that_leaves_higher_than_it_arrives_jumps_at_its_point() -> None:
    points = "[{at: 90 %, pays: 0 %}, {at: 95 %, pays: 60 %, before: 40 %}, {at: 100 %, pays: 100 %}]"
    plan = f"target_incentive: 1000\nkpis:\n  k: {{weight: 100 %, unit: percent, curve: {{of: actual, linear: {points}}}}}\n"
    found = [pay(plan, f"participant,k\nana,{x} %\n")["total"] for x in ("94.9999", "95", "97.5")]
    assert found == ["399.99", "600.00", "800.00"]


def test_plans_of_section_2_are_read() -> None:
    assert plans_of(CSM_EUROPE)[0] is not None
