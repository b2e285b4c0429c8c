"""What each rule says, at which address: the sides that the example of its page does not show."""
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
        "a payout rate that is read",
        "kpis:\n  a: {unit: percent}\n  b: {weight: 100 %, unit: percent, " + CURVE + "}\n"
        "bonuses: {c: {when: {a.payout_rate: {from: 100 %}}, pays: 10}}\n",
        ['bonuses.c.when."a.payout_rate": `a.payout_rate` is read here, and no curve says what `a` pays'],
    ),
    (
        "a KPI alone",
        "gates: {g: {when: {nrr: {from: 1 %}}, otherwise: {of: x, times: 0 %}}}\n",
        ["gates.g.otherwise.of: there is no KPI `x`"],
    ),
    (
        "modifiers and ramps",
        "ramp: {nrx: [50 %]}\nmodifiers: {m: {by: nrr, of: [nrx], curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n",
        [
            "ramp.nrx: there is no KPI `nrx`; did you mean `nrr`?",
            "modifiers.m.of[0]: there is no KPI `nrx`; did you mean `nrr`?",
        ],
    ),
    (
        "objectives",
        f"kpis:\n  k: {{objective: zzz, weight: 100 %, unit: percent, {CURVE}}}\n",
        ["kpis.k.objective: there is no objective `zzz`"],
    ),
    (
        "amounts in conditions",
        "bonuses:\n  a: {when: {nrr.payout: {from: 100}}, pays: 10}\n  b: {of: zzz, lookup: [{from: 1, pays: 1}]}\n",
        [
            'bonuses.a.when."nrr.payout": `nrr.payout` is an amount: it can be read by bonuses and pools, not here',
            "bonuses.b.of: there is no step `zzz`",
        ],
    ),
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
        "roles that are named",
        "examples: {a: {given: {nrr: 1 %, role: boss}, expect: {total: 1}}}\npool: {p: {amount: 1, by: uniform, for: [x]}}\n",
        ["examples.a.given.role: there is no role `boss`", "pool.p.for[0]: there is no role `x`"],
    ),
    (
        "names of examples",
        "roles: {r: {kpis.own: {weight: 0 %, unit: percent}}}\n"
        "examples:\n  a: {given: {own: 1 %, nrr.target: 1 %, absence_days.x: 3, salry: 1}, expect: {own.actual: 1 %, zzz: 3}}\n",
        [
            "examples.a.given.salry: there is no column or KPI `salry`; did you mean `salary`?",
            "examples.a.expect.zzz: there is no step `zzz`",
        ],
    ),
    (
        "points that fall",
        "kpis:\n  k: {weight: 100 %, unit: hours, direction: lower, curve: {of: actual, lookup: "
        "[{up_to: 4 h, pays: 50 %}, {up_to: 8 h, pays: 100 %}]}}\n",
        ["kpis.k.curve.lookup[1].up_to: points fall, because lower is better: `8 h` comes after `4 h`"],
    ),
    (
        "above before from",
        "kpis:\n  k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: "
        "[{above: 90 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}}\n",
        ["kpis.k.curve.lookup[1].from: points rise: `90 %` comes after `90 %`"],
    ),
    (
        "up_to then below",
        "kpis:\n  k: {weight: 100 %, unit: percent, direction: lower, curve: {of: actual, lookup: "
        "[{up_to: 9 %, pays: 50 %}, {below: 9 %, pays: 100 %}]}}\n",
        [],
    ),
    (
        "equal points of a line",
        "kpis:\n  k: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 9 %, pays: 50 %}, {at: 9 %, pays: 60 %}]}}\n",
        ["kpis.k.curve.linear[1].at: two points start at `9 %`"],
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
        "of in a modifier",
        "modifiers:\n  a: {by: nrr, of: plan, curve: {of: attainment, lookup: [{from: 0 %, pays: 80 %}]}}\n",
        ["modifiers.a.curve.of: a modifier reads `by` as it stands (`nrr`): its curve has no `of`"],
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
        "a range of one value",
        "kpis: {k: {unit: score, range: [3, 3]}}\n",
        ["kpis.k.range: the range of `k` ends at `3`, not above `3`"],
    ),
    (
        "attainments that contradict",
        "kpis:\n  a: {unit: hours, direction: lower, attainment: ratio}\n  b: {unit: percent, attainment: distance, baseline: 1 %, target: 2 %}\n",
        [
            "kpis.a.attainment: lower is better for `a`: its attainment is `inverse` or `distance`, not `ratio`",
            "kpis.b.attainment: `b` has a baseline, so its attainment is (A - Y) / (T - Y): leave `attainment` out",
        ],
    ),
    (
        "an attainment read by a condition on the plan",
        "kpis:\n  k: {weight: 100 %, unit: hours, direction: lower, target: 4 h, curve: {of: actual, linear: [{at: 8 h, pays: 0 %}]}}\n"
        "gates: {g: {when: {plan.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        ["kpis.k.direction: lower is better for `k`, and nothing says how its attainment is formed"],
    ),
    (
        "a baseline as target",
        "kpis: {k: {unit: percent, baseline: 5 %, target: 5 %}}\n",
        ["kpis.k.target: the target of `k` (5 %) has to lie above its baseline (5 %)"],
    ),
    (
        "numbers under a ramp and a year to date",
        "ramp: [50 %]\nkpis: {k: {unit: number, target: 5}, m: {unit: money}}\n",
        ["kpis.k: `k` is a number: say whether it grows with the time present"],
    ),
    (
        "numbers that accumulate",
        "accumulate: {since: year, target: whole, below_zero: carry}\nkpis: {k: {unit: number}, t: {unit: number, scope: team}}\n",
        ["kpis.k: `k` is a number: say whether it grows with the time present"],
    ),
    (
        "made of itself",
        "kpis: {a: {unit: number, measure: {greatest: [a]}}}\n",
        ["kpis.a.measure: `a` is made of itself: `a` -> `a`"],
    ),
    (
        "rates and percentages",
        "kpis: {a: {unit: percent, target: 5 %}, b: {unit: percent, measure: {sum: {a.attainment: 50 %}}}}\n",
        [],
    ),
    (
        "steps of the plan in a measure",
        "kpis: {b: {unit: percent, measure: {sum: {plan.payout_rate: 50 %}}}}\n",
        [
            'kpis.b.measure.sum."plan.payout_rate": `plan.payout_rate` is known only after all KPIs are measured: `b` cannot be made of it'
        ],
    ),
    (
        "a gate on nothing",
        "gates: {g: {when: {nrr: {from: 1 %}}, otherwise: {of: [], times: 0 %}}}\n",
        ["gates.g.otherwise: the gate `g` applies to no KPI"],
    ),
    (
        "a part of the year below 0",
        "target_incentive: {annual: 100, split: [-10 %, 50 %, 30 %, 30 %]}\n",
        ["target_incentive.split[0]: a part of the year is 0 % or more, not -10 %"],
    ),
    (
        "a guarantee without a target incentive",
        "csvariable: 1\nname: x\ncurrency: EUR\nperiod: month\nguarantee: {months: 3, pays: 100 %}\nkpis: {k: {unit: money}}\n",
        ["guarantee: the guarantee would be paid on top of the bonuses: no KPI has a weight"],
    ),
    (
        "absences without effect",
        "absences: {a: neutralise, b: ignore}\nproration: none\n",
        ["absences.a: `a` reduces presence, and nothing says what presence changes"],
    ),
    (
        "pools by what was earned",
        "accumulate: {since: year, target: whole, below_zero: zero}\npool: {p: {amount: 100, by: earned}}\n",
        ["pool.p.by: the pool `p` shares what was earned, which a plan that accumulates cannot tell"],
    ),
    (
        "near keys of pools",
        "pool: {p: {amount: 100, by: unifrm}}\n",
        ["pool.p.by: a pool cannot be shared by `unifrm`; did you mean `uniform`?"],
    ),
    (
        "shares of pools",
        "kpis: {s: {unit: percent, scope: team}}\npool: {a: {amount: {share: 1 %, of: s}, by: uniform}, b: {amount: {share: 1 %, of: salary}, by: uniform}}\n",
        [
            "pool.a.amount.of: `s` is in percent, not an amount of money",
            "pool.b.amount.of: `salary` is of each person: a pool takes an amount of a team or of the company",
        ],
    ),
    (
        "units of rounding",
        "rounding: {money: 0, total: 0.25}\nkpis: {k: {unit: money, rounding: {money: 0.05}}}\n",
        [
            "rounding.money: `money: 0` is not a multiple of the smallest coin, 0.01",
            "kpis.k.rounding.money: `money` of `k` is said for the whole plan, under `rounding`",
        ],
    ),
    (
        "a ramp of a ratio",
        "ramp: {nrr: [50 %]}\n",
        ["ramp.nrr: the target of `nrr` does not grow with time: a ramp cannot scale it"],
    ),
    (
        "a guarantee without an end",
        "guarantee: {pays: 100 %}\n",
        ["guarantee: nothing says how long the guarantee lasts"],
    ),
    (
        "shares of bonuses",
        "bonuses: {a: {pays: {share: -5 %, of: salary}}, b: {pays: {share: 5 %, of: nrr.attainment}}}\n",
        [
            "bonuses.a.pays.share: a share that is paid is 0 % or more",
            "bonuses.b.pays.of: `nrr.attainment` is a rate: a share is taken of an amount of money",
        ],
    ),
    (
        "rates of bonuses",
        "kpis: {q: {unit: number}, p: {unit: percent}}\nbonuses:\n  a: {of: q, marginal: [{from: 0, rate: 5 %}]}\n"
        "  b: {of: p, whole: [{from: 0 %, rate: 5}]}\n  c: {of: q, whole: [{from: 0, rate: 5 USD}]}\n"
        "  d: {of: q, whole: [{from: 0, rate: -5}]}\n  e: {of: q, whole: [{from: 0, rate: 5 EUR}]}\n",
        [
            "bonuses.a.marginal[0].rate: `q` counts number: its rate is an amount for each, such as `10`",
            "bonuses.b.whole[0].rate: `p` is a rate: a bonus cannot pay a rate of it; use one of `lookup`, `linear` with amounts",
            "bonuses.c.whole[0].rate: `5 USD` is not in the plan's currency, EUR",
            "bonuses.d.whole[0].rate: a rate that is paid is 0 or more",
        ],
    ),
    (
        "prizes that grow",
        "bonuses: {p: {rank: {by: nrr, top: 2}, pays: [100, 200]}}\n",
        ["bonuses.p.pays[1]: place 2 would be paid more than place 1"],
    ),
    (
        "pardons",
        "allow: {weights-do-not-sum: why not, zzzzz: x}\n",
        [
            "allow.weights-do-not-sum: `weights-do-not-sum` is an error: it cannot be pardoned",
            "allow.zzzzz: there is no rule `zzzzz`",
        ],
    ),
    (
        "profile fr",
        "profile: fr\nname: {en: Plan}\n",
        [
            "profile: nothing says when this plan was communicated (profile fr)",
            "name: this text has no French version (profile fr)",
        ],
    ),
    (
        "profile fr, late",
        "profile: fr\neffective: {from: 2026-01-01}\ncommunicated_on: 2026-01-02\n",
        ["communicated_on: communicated on 2026-01-02, after the plan starts on 2026-01-01"],
    ),
]


@pytest.mark.parametrize(("plan", "expected"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_errors(plan: str, expected: list[str]) -> None:
    assert said(plan) == expected


LINE = "kpis:\n  k: {weight: 100 %, unit: percent, target: 100 %, curve: {%s}}\n"

CURVES = [
    ("linear: [{at: 80 %, pays: 50 %}, {at: 100 %, pays: 100 %}]", "cliff", ["kpis.k.curve.linear[0]: one step at `80 %` decides 50 % of the target incentive"]),
    ("linear: [{at: 80 %, pays: 0 %}, {at: 90 %, pays: 60 %, before: 30 %}, {at: 100 %, pays: 100 %}]", "cliff", ["kpis.k.curve.linear[1]: one step at `90 %` decides 30 % of the target incentive"]),
    ("whole: [{from: 0 %, rate: 50 %}, {from: 100 %, rate: 100 %}]", "cliff", ["kpis.k.curve.whole[1]: one step at `100 %` decides 50 % of the target incentive"]),
    ("threshold: 60 %, marginal: [{from: 0 %, rate: 100 %}]", "cliff", ["kpis.k.curve.threshold: one step at `60 %` decides 60 % of the target incentive"]),
    ("marginal: [{from: 0 %, rate: 100 %}, {from: 50 %, rate: 100 %}]", "cliff", []),
    ("linear: [{at: 0 %, pays: 0 %}, {at: 50 %, pays: 60 %}, {at: 100 %, pays: 50 %}]", "non-monotonic", ["kpis.k.curve.linear[2]: pay falls at `100 %`, although the result improves"]),
    ("whole: [{from: 0 %, rate: 50 %}, {from: 100 %, rate: 10 %}]", "non-monotonic", ["kpis.k.curve.whole[1]: pay falls at `100 %`, although the result improves"]),
    ("marginal: [{from: 50 %, rate: 200 %}]", "target-not-100", []),
    ("whole: [{from: 50 %, rate: 100 %}]", "target-not-100", []),
    ("linear: [{at: 50 %, pays: 0 %}, {at: 75 %, pays: 50 %}], beyond: continue", "target-not-100", []),
    ("linear: [{at: 50 %, pays: 0 %}, {at: 75 %, pays: 50 %}]", "target-not-100", ["kpis.k.curve: at its target, `k` pays 50 %, not 100 %"]),
    ("linear: [{at: 110 %, pays: 100 %}]", "target-not-100", ["kpis.k.curve: at its target, `k` pays 0 %, not 100 %"]),
    ("threshold: 101 %, lookup: [{from: 90 %, pays: 100 %}]", "target-not-100", ["kpis.k.curve: at its target, `k` pays 0 %, not 100 %"]),
    ("cap: 90 %, lookup: [{from: 90 %, pays: 100 %}]", "target-not-100", ["kpis.k.curve: at its target, `k` pays 90 %, not 100 %"]),
    ("linear: [{at: 50 %, pays: 0 %}, {at: 75 %, pays: 50 %}], beyond: continue", "uncapped", ["kpis.k.curve: nothing limits what `k` can pay"]),
    ("linear: [{at: 50 %, pays: 0 %}, {at: 75 %, pays: 50 %}], beyond: continue, cap: 200 %", "uncapped", []),
]  # fmt: skip


@pytest.mark.parametrize(("curve", "rule", "expected"), CURVES)
def test_what_is_said_of_curves(curve: str, rule: str, expected: list[str]) -> None:
    assert said(LINE.replace("%s", curve), rule) == expected


def test_lower_is_better_is_judged_from_the_other_side() -> None:
    plan = (
        "kpis:\n  k: {weight: 100 %, unit: hours, direction: lower, target: 4 h, curve: {of: actual, "
        "threshold: {up_to: 8 h}, linear: [{at: 10 h, pays: 0 %}, {at: 6 h, pays: 40 %}, {at: 4 h, pays: 100 %}]}}\n"
    )
    assert said(plan, "cliff", "target-not-100", "non-monotonic") == []
    worse = plan.replace("target: 4 h", "target: 9 h")
    assert said(worse, "target-not-100") == ["kpis.k.curve: at its target, `k` pays 0 %, not 100 %"]


def test_matrices_and_modifiers_do_not_fall_either() -> None:
    plan = (
        "kpis:\n  a: {unit: percent}\n  k: {weight: 100 %, unit: percent, matrix: {rows: {of: a, from: [1 %]}, "
        "columns: {of: a, from: [1 %, 2 %]}, pays: [[50 %, 40 %]]}}\n"
        "modifiers: {m: {by: a, of: plan, curve: {lookup: [{from: 0 %, pays: 120 %}, {from: 1 %, pays: 80 %}]}}}\n"
    )
    assert said(plan, "non-monotonic") == [
        "kpis.k.matrix.pays[0][1]: pay falls in this row, although the result improves",
        "modifiers.m.curve.lookup[1]: pay falls at `1 %`, although the result improves",
    ]


def test_bonuses_without_an_end() -> None:
    plan = "kpis: {q: {unit: number}}\nbonuses: {a: {per: q, pays: 1}, b: {per: q, pays: 1, cap: 10}, c: {pays: 3}}\n"
    assert said(plan, "uncapped") == ["bonuses.a: nothing limits what `a` can pay"]
    assert said("cap_total: 100\n" + plan, "uncapped") == []


def test_a_condition_on_the_bad_side_of_a_good_kpi() -> None:
    assert said("bonuses: {b: {when: {nrr: {below: 5 %}}, pays: 1}}\n", "backward-condition") == [
        "bonuses.b.when.nrr.below: higher is better for `nrr`: this condition asks for the bad side"
    ]


def test_points_are_no_ratio_when_a_condition_reads_them() -> None:
    plan = (
        "kpis: {q: {unit: points, target: 5}}\nbonuses: {b: {when: {q.attainment: {from: 5 %}}, pays: 1}}\n"
    )
    assert said(plan, "nps-ratio") == [
        'bonuses.b.when."q.attainment": `q` is in points, which can be negative: a ratio of them says little'
    ]
