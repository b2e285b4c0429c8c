"""What all rules together say of a plan: each at its address, and nothing where nothing is wrong."""
# ruff: noqa: E501, ISC004 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import said

CURVE = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"


TABLE = [
    (
        "weights of objectives",
        "objectives: {a: {weight: 60 %}, b: {weight: 30 %}, c: {statement: x}}\n"
        f"kpis:\n  k: {{objective: a, weight: 100 %, unit: percent, {CURVE}}}\n"
        f"  l: {{objective: b, weight: 90 %, unit: percent, {CURVE}}}\n",
        [
            "objectives: the weights of the objectives add up to 90 %, not 100 %",
            "objectives.b: the weights of the KPIs of the objective `b` add up to 90 %, not 100 %",
            "objectives.c: the objective `c` has no weight, and others have one",
        ],
    ),
    (
        "thirds are exact",
        f"kpis:\n  a: {{weight: 1/3, unit: percent, {CURVE}}}\n  b: {{weight: 2/3, unit: percent, {CURVE}}}\n",
        [],
    ),
    (
        "thirds as decimals are not",
        f"kpis:\n  a: {{weight: 33.333333 %, unit: percent, {CURVE}}}\n  b: {{weight: 66.666666 %, unit: percent, {CURVE}}}\n",
        ["kpis: the weights add up to 99.999999 %, not 100 %"],
    ),
    ("no weight at all", "kpis: {a: {unit: number}}\nbonuses: {b: {per: a, pays: 10, cap: 100}}\n", []),
    (
        "all places that name a step",
        "kpis:\n  k: {unit: percent, matrix: {rows: {of: x1, from: [1 %]}, columns: {of: x2, from: [1 %]}, pays: [[1 %]]}}\n"
        "  l: {unit: percent, measure: {sum: {x3: 100 %}}}\n  m: {unit: percent, measure: {least: [x4]}}\n"
        "modifiers: {o: {by: x5, of: [k], curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n"
        "gates: {g: {when: {any: [{x6: {from: 1}}, {all: [{x7: {from: 1}}]}]}, otherwise: {of: [k], times: 0 %}}}\n"
        "bonuses:\n  a: {per: x8, pays: 1}\n  b: {rank: {by: x9, top: 1}, pays: [1]}\n"
        "  c: {badge: {by: y1, lookup: [{from: 1, gives: 1}]}}\n  d: {pays: {share: 1 %, of: y2}}\n"
        "pool: {p: {amount: {share: 1 %, of: y3}, by: uniform}}\n",
        [
            "kpis.k.matrix.rows.of: there is no step `x1`",
            "kpis.k.matrix.columns.of: there is no step `x2`",
            "kpis.l.measure.sum.x3: there is no step `x3`",
            "kpis.m.measure.least[0]: there is no step `x4`",
            "modifiers.o.by: there is no step `x5`",
            "gates.g.when.any[0].x6: there is no step `x6`",
            "gates.g.when.any[1].all[0].x7: there is no step `x7`",
            "bonuses.a.per: there is no step `x8`",
            "bonuses.b.rank.by: there is no step `x9`",
            "bonuses.c.badge.by: there is no step `y1`",
            "bonuses.d.pays.of: there is no step `y2`",
            "pool.p.amount.of: there is no step `y3`",
        ],
    ),
    (
        "points that fall",
        "kpis:\n  k: {weight: 100 %, unit: hours, direction: lower, curve: {of: actual, lookup: "
        "[{up_to: 4 h, pays: 50 %}, {up_to: 8 h, pays: 100 %}]}}\n",
        ["kpis.k.curve.lookup[1].up_to: points fall, because lower is better: `8 h` comes after `4 h`"],
    ),
    (
        "up_to then below",
        "kpis:\n  k: {weight: 100 %, unit: percent, direction: lower, curve: {of: actual, lookup: "
        "[{up_to: 9 %, pays: 50 %}, {below: 9 %, pays: 100 %}]}}\n",
        [],
    ),
    (
        "bounds of an axis, a threshold, a rank",
        "kpis:\n  t: {unit: hours, direction: lower}\n  q: {unit: percent}\n"
        "  k: {weight: 100 %, unit: percent, matrix: {rows: {of: t, from: [8 h, {up_to: 4 h}]}, "
        "columns: {of: q, from: [{below: 9 %}]}, pays: [[1 %], [2 %]]}}\n"
        "bonuses: {r: {rank: {by: t, top: 1, at_least: {from: 4 h}}, pays: [1]}}\n",
        [
            "kpis.k.matrix.rows.from[0]: lower is better here: say how the bound is meant, `{up_to: 8 h}`",
            "kpis.k.matrix.columns.from[0].below: higher is better here: `below` would pay the bad results",
            "bonuses.r.rank.at_least.from: lower is better here: `from` would pay the bad results",
        ],
    ),
    (
        "bands of a count under a KPI",
        "kpis:\n  k: {weight: 100 %, unit: number, curve: {of: actual, whole: [{from: 1, rate: 10 %}]}}\n",
        ["kpis.k.curve.whole: `whole` under a KPI reads a rate, and `k` holds values in number"],
    ),
    (
        "units everywhere",
        "kpis:\n  k: {weight: 100 %, unit: days, direction: lower, range: [0 d, 90], target: 4 h, attainment: distance, "
        "curve: {threshold: 80, linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
        "  m: {unit: money, target: 10 USD, baseline: 1.005}\n  q: {unit: number, additive: true, target: 4 %}\n"
        "ramp: {m: [1 h]}\nbonuses: {b: {when: {k: {up_to: 3}}, pays: 1}}\n",
        [
            "kpis.k.range[1]: `90` stands where a number of days such as `2 d` is due: `k` is in days",
            "kpis.k.target: `4 h` stands where a number of days such as `2 d` is due: `k` is in days",
            "kpis.k.curve.threshold: `80` stands where a rate such as `90 %` is due: `k.attainment` is a rate",
            "kpis.m.target: `10 USD` is not in the plan's currency, EUR: `m` is in money",
            "kpis.m.baseline: `1.005` has more decimals than EUR has (2): `m` is in money",
            "kpis.q.target: `4 %` stands where a number such as `42` is due: `q` is in number",
            "ramp.m[0]: `1 h` stands where an amount such as `2500` is due: `m` is in money",
            "bonuses.b.when.k.up_to: `3` stands where a number of days such as `2 d` is due: `k` is in days",
        ],
    ),
    (
        "ranges that are not written",
        "kpis:\n  p: {unit: points, target: 120}\n  q: {unit: number, target: -1}\n  m: {unit: money, target: -1}\n"
        "bonuses: {b: {when: {p: {from: -200}}, pays: 1}}\n",
        [
            "kpis.p.target: `120` is outside the range of `p`, from -100 to 100",
            "kpis.q.target: `-1` is outside the range of `q`, 0 or more",
            "bonuses.b.when.p.from: `-200` is outside the range of `p`, from -100 to 100",
        ],
    ),
    (
        "rates and percentages",
        "kpis: {a: {unit: percent, target: 5 %}, b: {unit: percent, measure: {sum: {a.attainment: 50 %}}}}\n",
        [],
    ),
    (
        "a guarantee without a target incentive",
        "csvariable: 1\nname: x\ncurrency: EUR\nperiod: month\nguarantee: {months: 3, pays: 100 %}\nkpis: {k: {unit: money}}\n",
        ["guarantee: the guarantee would be paid on top of the bonuses: no KPI has a weight"],
    ),
]


@pytest.mark.parametrize(("plan", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_errors(plan: str, expected: list[str]) -> None:
    assert said(plan) == expected
