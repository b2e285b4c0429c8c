"""All that is told of the design of a plan: its weights, its objectives, what it measures."""
# ruff: noqa: E501, ISC004 - plans and what is told of them stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import problems, told

from csvariable.speech.saying import in_language

STEP = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
LINE = "curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"

TOLD = [
    (
        "numbers, where the plan scales no target",
        "additive-unsaid",
        "proration: {amount: calendar-days, targets: none}\nkpis: {k: {unit: number}}\n",
        [],
    ),
    (
        "numbers of each person, under a ramp",
        "additive-unsaid",
        "proration: {amount: calendar-days, targets: none}\n"
        "ramp: [50 %]\n"
        "kpis:\n"
        "  a: {unit: number, additive: false}\n"
        "  b: {unit: number, scope: team}\n"
        "  c: {unit: money}\n"
        "  k: {unit: number}\n",
        [
            "kpis.k (key): `k` is a number: say whether it grows with the time present",
            "  ramp (key): targets that grow are scaled here",
            "  help: write `additive: true` or `additive: false`",
        ],
    ),
    (
        "numbers since the start of the year",
        "additive-unsaid",
        "accumulate: {since: year, target: whole, below_zero: zero}\nkpis: {k: {unit: number}}\n",
        [
            "kpis.k (key): `k` is a number: say whether it grows with the time present",
            "  accumulate (key): targets that grow are scaled here",
            "  help: write `additive: true` or `additive: false`",
        ],
    ),
    (
        "numbers under a proration of targets",
        "additive-unsaid",
        "ramp: [50 %]\nproration: {amount: none, targets: additive}\nkpis: {k: {unit: number}}\n",
        [
            "kpis.k (key): `k` is a number: say whether it grows with the time present",
            "  proration.targets (key): targets that grow are scaled here",
            "  help: write `additive: true` or `additive: false`",
        ],
    ),
    (
        "70 % on one KPI",
        "all-eggs-one-basket",
        "kpis:\n"
        f"  a: {{weight: 70 %, unit: percent, {STEP}}}\n"
        f"  b: {{weight: 30 %, unit: percent, {STEP}}}\n",
        [],
    ),
    (
        "just above 70 %",
        "all-eggs-one-basket",
        "kpis:\n"
        f"  a: {{weight: 29.5 %, unit: percent, {STEP}}}\n"
        f"  b: {{weight: 70.5 %, unit: percent, {STEP}}}\n",
        [
            "warning kpis.b.weight: 70.5 % of the pay depends on `b` alone",
        ],
    ),
    (
        "one KPI alone",
        "all-eggs-one-basket",
        "",
        [
            "advice kpis.nrr.weight: all pay depends on `nrr`: what else matters is not paid",
        ],
    ),
    (
        "75 % through an objective",
        "all-eggs-one-basket weight-too-small",
        "objectives: {a: {weight: 75 %}, b: {weight: 25 %}}\n"
        "kpis:\n"
        f"  k: {{objective: a, weight: 100 %, unit: percent, {STEP}}}\n"
        f"  l: {{objective: b, weight: 100 %, unit: percent, {STEP}}}\n"
        f"  m: {{weight: 50 %, unit: percent, {STEP}}}\n"
        f"  o: {{objective: zzz, weight: 50 %, unit: percent, {STEP}}}\n",
        [
            "warning kpis.k.weight: 75 % of the pay depends on `k` alone",
            "warning kpis.m.weight: `m` decides 0 % of the pay: too little to be felt",
            "warning kpis.o.weight: `o` decides 0 % of the pay: too little to be felt",
        ],
    ),
    (
        "objectives without weight",
        "all-eggs-one-basket weight-too-small",
        "objectives: {a: {statement: x}}\n"
        "kpis:\n"
        f"  k: {{objective: a, weight: 71 %, unit: percent, {STEP}}}\n"
        f"  l: {{weight: 29 %, unit: percent, {STEP}}}\n",
        [
            "warning kpis.k.weight: 71 % of the pay depends on `k` alone",
        ],
    ),
    (
        "weights of 10 % and just below",
        "weight-too-small",
        "kpis:\n"
        f"  a: {{weight: 10 %, unit: percent, {STEP}}}\n"
        f"  b: {{weight: 9.95 %, unit: percent, {STEP}}}\n"
        f"  c: {{weight: 80.05 %, unit: percent, {STEP}}}\n"
        "  d: {unit: percent, weight: 0 %}\n",
        [
            "warning kpis.b.weight: `b` decides 9.95 % of the pay: too little to be felt",
        ],
    ),
    (
        "three KPIs",
        "too-many-kpis",
        "kpis:\n"
        f"  a: {{weight: 30 %, unit: percent, {STEP}}}\n"
        f"  b: {{weight: 30 %, unit: percent, {STEP}}}\n"
        f"  c: {{weight: 40 %, unit: percent, {STEP}}}\n"
        "  d: {unit: percent, weight: 0 %}\n",
        [],
    ),
    (
        "four KPIs",
        "too-many-kpis",
        "kpis:\n"
        f"  a: {{weight: 30 %, unit: percent, {STEP}}}\n"
        f"  b: {{weight: 30 %, unit: percent, {STEP}}}\n"
        f"  c: {{weight: 30 %, unit: percent, {STEP}}}\n"
        f"  d: {{unit: percent, weight: 10 %, {STEP}}}\n",
        [
            "warning kpis (key): 4 KPIs decide what a person is paid; people keep 3 in mind",
            "  help: keep the ones that matter, give the others weight 0 %",
        ],
    ),
    (
        "two main objectives",
        "too-many-main-objectives",
        "objectives: {a: {priority: main}, b: {priority: main}, c: {priority: secondary}, d: {}}\n",
        [],
    ),
    (
        "three main objectives",
        "too-many-main-objectives",
        "objectives:\n"
        "  a: {priority: main}\n"
        "  b: {priority: main}\n"
        "  c: {priority: secondary}\n"
        "  d: {priority: main}\n",
        [
            "warning objectives (key): 3 objectives are main: choose 2",
            "  objectives.a.priority: main",
            "  objectives.b.priority: main",
            "  objectives.d.priority: main",
        ],
    ),
    (
        "objectives that are meant to be missed",
        "aspirational-paid",
        "objectives: {a: {commitment: aspirational}, b: {commitment: committed}, c: {}}\n"
        "kpis:\n"
        f"  k: {{weight: 25 %, unit: percent, {STEP}}}\n"
        f"  l: {{objective: b, weight: 25 %, unit: percent, {STEP}}}\n"
        f"  m: {{objective: c, weight: 25 %, unit: percent, {STEP}}}\n"
        "  q: {objective: a, unit: percent}\n"
        f"  o: {{objective: a, weight: 25 %, unit: percent, {STEP}}}\n",
        [
            "warning kpis.o.weight: `o` pays an objective that is meant to be out of reach",
            "  objectives.a.commitment: aspirational",
        ],
    ),
    (
        "KPIs that nobody can change",
        "uncontrollable-kpi",
        "kpis:\n"
        "  a: {controllability: none, unit: percent}\n"
        f"  b: {{controllability: influence, weight: 50 %, unit: percent, {STEP}}}\n"
        f"  c: {{controllability: none, weight: 50 %, unit: percent, {STEP}}}\n",
        [
            "warning kpis.c.controllability: `c` is paid, and the people of the plan cannot change it",
        ],
    ),
    (
        "perceived and delivered",
        "only-perceived",
        "kpis:\n"
        f"  a: {{quality: perceived, weight: 50 %, unit: percent, {STEP}}}\n"
        f"  b: {{quality: delivered, weight: 50 %, unit: percent, {STEP}}}\n",
        [],
    ),
    (
        "perceived alone, beside what is not paid",
        "only-perceived",
        "kpis:\n"
        f"  a: {{quality: perceived, weight: 50 %, unit: percent, {STEP}}}\n"
        f"  b: {{quality: perceived, weight: 50 %, unit: percent, {STEP}}}\n"
        "  c: {quality: delivered, unit: percent}\n",
        [
            "warning kpis (key): all pay depends on perceived quality: nothing that was delivered counts",
        ],
    ),
    (
        "nothing is paid by weight",
        "only-perceived",
        "kpis: {c: {quality: delivered, unit: percent}}\nbonuses: {b: {pays: 1}}\n",
        [],
    ),
    (
        "KPIs and objectives without each other",
        "orphan-kpi",
        "objectives: {a: {}, b: {}}\n"
        "kpis:\n"
        f"  k: {{objective: a, weight: 50 %, unit: percent, {STEP}}}\n"
        f"  l: {{weight: 50 %, unit: percent, {STEP}}}\n"
        "  m: {unit: percent}\n",
        [
            "warning objectives.b (key): no KPI measures the objective `b`",
            "  help: name it in a KPI, or move it to `backlog`",
            "warning kpis.l (key): `l` is paid, and serves none of the plan's objectives",
            "  help: write `objective:` with the id it serves",
        ],
    ),
    (
        "objectives that weigh",
        "orphan-kpi weight-without-objective",
        "objectives: {a: {weight: 60 %}, b: {weight: 40 %}}\n"
        "kpis:\n"
        f"  k: {{objective: a, weight: 50 %, unit: percent, {STEP}}}\n"
        f"  l: {{weight: 50 %, unit: percent, {STEP}}}\n"
        "  m: {unit: percent}\n",
        [
            "warning objectives.b (key): no KPI measures the objective `b`",
            "  help: name it in a KPI, or move it to `backlog`",
            "kpis.l (key): the objectives have weights, and the KPI `l` names no objective",
            "  help: write `objective:` with one of: a, b",
        ],
    ),
    (
        "one objective weighs, one has no weight",
        "weight-without-objective weights-do-not-sum",
        "objectives: {a: {weight: 100 %}, b: {}}\n"
        f"kpis: {{k: {{objective: a, weight: 100 %, unit: percent, {STEP}}}, l: {{weight: 5 %, unit: percent, {STEP}}}}}\n",
        [
            "objectives.b (key): the objective `b` has no weight, and others have one",
            "kpis.l (key): the objectives have weights, and the KPI `l` names no objective",
            "  help: write `objective:` with one of: a, b",
        ],
    ),
    (
        "one objective weighs all, one nothing",
        "weight-without-objective orphan-kpi",
        "objectives: {a: {weight: 100 %}, b: {weight: 0 %}}\n"
        f"kpis: {{k: {{objective: a, weight: 100 %, unit: percent, {STEP}}}, l: {{weight: 5 %, unit: percent, {STEP}}}}}\n",
        [
            "warning objectives.b (key): no KPI measures the objective `b`",
            "  help: name it in a KPI, or move it to `backlog`",
            "kpis.l (key): the objectives have weights, and the KPI `l` names no objective",
            "  help: write `objective:` with one of: a, b",
        ],
    ),
    (
        "one objective weighs 0 %",
        "orphan-kpi weight-without-objective",
        f"objectives: {{a: {{weight: 0 %}}}}\nkpis: {{k: {{weight: 100 %, unit: percent, {STEP}}}}}\n",
        [
            "warning objectives.a (key): no KPI measures the objective `a`",
            "  help: name it in a KPI, or move it to `backlog`",
            "warning kpis.k (key): `k` is paid, and serves none of the plan's objectives",
            "  help: write `objective:` with the id it serves",
        ],
    ),
    (
        "KPIs that nothing reads",
        "idle-kpi",
        "kpis:\n"
        "  a: {unit: percent}\n"
        f"  b: {{weight: 0 %, unit: percent, {STEP}}}\n"
        "  c: {unit: percent}\n"
        "  d: {unit: percent}\n"
        "  e: {unit: percent}\n"
        "  f: {unit: percent, measure: {sum: {c: 100 %}}}\n"
        f"  g: {{weight: 100 %, unit: percent, {STEP}}}\n"
        "pool: {p: {amount: 1, by: d}}\n"
        "roles: {r: {kpis.e.weight: 100 %, kpis.g.weight: 0 %}}\n",
        [
            "advice kpis.a (key): `a` has no weight, and nothing reads it",
            "  help: give it a weight, name it in a gate, a modifier or a bonus, or remove it",
            "advice kpis.b (key): `b` has no weight, and nothing reads it",
            "  help: give it a weight, name it in a gate, a modifier or a bonus, or remove it",
            "advice kpis.f (key): `f` has no weight, and nothing reads it",
            "  help: give it a weight, name it in a gate, a modifier or a bonus, or remove it",
        ],
    ),
    (
        "a KPI that a role replaces, beside lines that lead nowhere",
        "idle-kpi",
        "kpis:\n"
        "  a: {unit: percent}\n"
        f"  g: {{weight: 100 %, unit: percent, {STEP}}}\n"
        "roles: {q: 3, r: {kpis..b: 1, kpis.a: {unit: percent}}, s: {target_incentive: 3}}\n",
        [],
    ),
    (
        "weights of the plan",
        "weights-do-not-sum",
        "kpis:\n"
        f"  a: {{weight: 60 %, unit: percent, {STEP}}}\n"
        f"  b: {{weight: 41 %, unit: percent, {STEP}}}\n"
        "  c: {unit: percent}\n"
        "  d: {weight: 0 %, unit: percent}\n",
        [
            "kpis (key): the weights add up to 101 %, not 100 %",
            "  kpis.a.weight: a: 60 %",
            "  kpis.b.weight: b: 41 %",
            "  kpis.d.weight: d: 0 %",
            "  help: lower them by 1 point in all",
        ],
    ),
    (
        "weights that do not end",
        "weights-do-not-sum",
        f"kpis: {{a: {{weight: 1/3, unit: percent, {STEP}}}, b: {{weight: 1/3, unit: percent, {STEP}}}}}\n",
        [
            "kpis (key): the weights add up to 66.666666666667 %, not 100 %",
            "  kpis.a.weight: a: 33.333333333333 %",
            "  kpis.b.weight: b: 33.333333333333 %",
            "  help: raise them by 33.333333 points in all",
        ],
    ),
    (
        "weights of 0 %",
        "weights-do-not-sum",
        "kpis: {a: {weight: 0 %, unit: percent}}\n",
        [],
    ),
    (
        "weights of an objective of 0 %",
        "weights-do-not-sum",
        "objectives: {a: {weight: 100 %}, b: {weight: 0 %}, c: {weight: 0 %}}\n"
        "kpis:\n"
        f"  k: {{objective: a, weight: 100 %, unit: percent, {STEP}}}\n"
        f"  l: {{objective: c, weight: 40 %, unit: percent, {STEP}}}\n",
        [
            "objectives.c (key): the weights of the KPIs of the objective `c` add up to 40 %, not 100 %",
            "  kpis.l.weight: l: 40 %",
            "  help: raise them by 60 points in all",
        ],
    ),
    (
        "an objective without a KPI",
        "weights-do-not-sum",
        "objectives: {a: {weight: 50 %}, b: {weight: 50 %}}\n"
        f"kpis: {{k: {{objective: a, weight: 100 %, unit: percent, {STEP}}}}}\n",
        [
            "objectives.b (key): the weights of the KPIs of the objective `b` add up to 0 %, not 100 %",
            "  help: raise them by 100 points in all",
        ],
    ),
    (
        "an objective without a KPI, and a KPI without an objective",
        "weights-do-not-sum",
        "objectives: {a: {weight: 50 %}, b: {weight: 50 %}}\n"
        "kpis:\n"
        f"  k: {{objective: a, weight: 100 %, unit: percent, {STEP}}}\n"
        f"  l: {{weight: 100 %, unit: percent, {STEP}}}\n",
        [],
    ),
    (
        "KPIs without a curve",
        "weight-without-curve",
        "kpis:\n"
        "  a: {weight: 50 %, unit: percent}\n"
        "  b: {unit: percent}\n"
        "  c: {unit: percent}\n"
        f"  d: {{unit: percent, weight: 50 %, {STEP}}}\n"
        "  e: {unit: percent}\n"
        "  f: {unit: percent, matrix: {rows: {of: d, from: [1 %]}, columns: {of: d, from: [1 %]}, pays: [[1 %]]}}\n"
        "bonuses:\n"
        "  x: {when: {c.payout_rate: {from: 1 %}, d.payout_rate: {from: 1 %}, f.payout_rate: {from: 1 %}, c.target: {from: 1 %}, a.payout_rate: {from: 1 %}}, pays: 1}\n"
        "  y: {pays: {share: 5 %, of: e.payout}}\n",
        [
            "kpis.a.weight: the KPI `a` has a weight, and no curve says what it pays",
            "  help: write `curve:` with one of `lookup`, `linear`, `marginal`, `whole`, or a `matrix`",
            'bonuses.x.when."c.payout_rate" (key): `c.payout_rate` is read here, and no curve says what `c` pays',
            "  help: write `curve:` with one of `lookup`, `linear`, `marginal`, `whole`, or a `matrix`",
            "bonuses.y.pays.of: `e.payout` is read here, and no curve says what `e` pays",
            "  help: write `curve:` with one of `lookup`, `linear`, `marginal`, `whole`, or a `matrix`",
        ],
    ),
    (
        "ratios of points",
        "nps-ratio",
        "kpis:\n"
        "  a: {unit: percent, target: 5 %}\n"
        f"  b: {{unit: points, target: 5, baseline: 1, weight: 30 %, {LINE}}}\n"
        "  c: {unit: points, target: 5}\n"
        f"  d: {{unit: points, target: 5, weight: 70 %, {LINE}}}\n"
        "  e: {unit: points, target: 5}\n"
        "gates: {g: {when: {a.attainment: {from: 1 %}, e.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "warning kpis.d.curve (key): `d` is in points, which can be negative: a ratio of them says little",
            "  help: write `of: actual`, or give a `baseline`",
            'warning gates.g.when."e.attainment" (key): `e` is in points, which can be negative: a ratio of them says little',
            "  help: write `of: actual`, or give a `baseline`",
        ],
    ),
    (
        "inverse attainments",
        "inverse-without-cap",
        "kpis:\n"
        f"  a: {{unit: hours, direction: lower, target: 4 h, attainment: distance, weight: 20 %, {LINE}}}\n"
        f"  b: {{unit: hours, direction: lower, target: 4 h, attainment: inverse, cap: 150 %, weight: 20 %, {LINE}}}\n"
        "  c: {unit: hours, direction: lower, target: 4 h, attainment: inverse}\n"
        "  d: {unit: hours, direction: lower, target: 4 h, attainment: inverse}\n"
        f"  e: {{unit: hours, direction: lower, target: 4 h, attainment: inverse, weight: 20 %, {LINE}}}\n"
        "  f: {unit: hours, direction: lower, target: 4 h, attainment: inverse, weight: 40 %, curve: {cap: 150 %, linear: [{at: 50 %, pays: 0 %}]}}\n"
        "gates: {g: {when: {d.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "warning kpis.d.attainment: the attainment of `d` is T / A: when the actual is 0 there is none",
            "  help: write a `cap` in the curve, `attainment: distance`, or read the actual: `of: actual`",
            "warning kpis.e.attainment: the attainment of `e` is T / A: when the actual is 0 there is none",
            "  help: write a `cap` in the curve, `attainment: distance`, or read the actual: `of: actual`",
        ],
    ),
    (
        "speed alone",
        "speed-without-quality",
        "kpis:\n"
        "  a: {unit: hours, direction: lower, weight: 50 %, curve: {of: actual, linear: [{at: 8 h, pays: 0 %}]}}\n"
        "  b: {unit: hours, weight: 25 %, curve: {of: actual, linear: [{at: 8 h, pays: 0 %}]}}\n"
        "  c: {unit: percent}\n"
        "  d: {unit: number, weight: 25 %, curve: {of: actual, linear: [{at: 8, pays: 0 %}]}}\n"
        "bonuses: {b: {when: {c: {from: 1 %}}, pays: 1}}\n",
        [
            "warning kpis.a (key): `a` pays speed, and nothing pays or checks quality",
        ],
    ),
    (
        "speed, and quality that a gate reads",
        "speed-without-quality",
        "kpis:\n"
        "  a: {unit: hours, direction: lower, weight: 100 %, curve: {of: actual, linear: [{at: 8 h, pays: 0 %}]}}\n"
        "  c: {unit: percent}\n"
        "gates: {g: {when: {c.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [],
    ),
    (
        "speed, and a duration of quality",
        "speed-without-quality",
        "kpis:\n"
        "  a: {unit: days, direction: lower, weight: 50 %, curve: {of: actual, linear: [{at: 8 d, pays: 0 %}]}}\n"
        "  b: {unit: minutes, quality: delivered, direction: lower, weight: 50 %, curve: {of: actual, linear: [{at: 8 min, pays: 0 %}]}}\n",
        [
            "warning kpis.a (key): `a` pays speed, and nothing pays or checks quality",
            "warning kpis.b (key): `b` pays speed, and nothing pays or checks quality",
        ],
    ),
    (
        "speed, and a number of quality",
        "speed-without-quality",
        "kpis:\n"
        "  a: {unit: days, direction: lower, weight: 50 %, curve: {of: actual, linear: [{at: 8 d, pays: 0 %}]}}\n"
        "  b: {unit: number, quality: delivered, weight: 50 %, curve: {of: actual, linear: [{at: 8, pays: 0 %}]}}\n",
        [],
    ),
    (
        "no word of examples",
        "no-worked-example",
        "",
        [
            "advice name (key): no example shows what this plan pays",
            "  help: write for instance `examples: {at target: {given: {...}, expect: {total: 2500}}}`",
        ],
    ),
    (
        "an example that cannot be read",
        "no-worked-example",
        "examples: {a: 3}\n",
        [],
    ),
    (
        "no example",
        "no-worked-example",
        "examples: {}\n",
        [],
    ),
]


@pytest.mark.parametrize(("rules", "plan", "lines"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_is_told_of_a_design(rules: str, plan: str, lines: list[str]) -> None:
    assert told(plan, *rules.split()) == lines


_OF_WEIGHTS = ("weights-do-not-sum", "all-eggs-one-basket", "weight-too-small")


@pytest.mark.parametrize(
    ("weights", "french"),
    [
        ("60 % 39.9999 %", "la somme des poids est 99,9999\u00a0%, pas 100\u00a0%"),
        ("70.0001 % 29.9999 %", "70,0001\u00a0% du versement dépend du seul `a`"),
        ("90.0001 % 9.9999 %", "`b` décide de 9,9999\u00a0% du versement\u00a0: trop peu pour se sentir"),
    ],
)
def test_a_rate_in_a_problem_is_written_as_its_reader_writes_it_and_never_as_the_limit(
    weights: str, french: str
) -> None:
    one, two = weights.replace(" %", "").split()
    plan = f"kpis: {{a: {{unit: percent, weight: {one} %}}, b: {{unit: percent, weight: {two} %}}}}\n"
    assert french in [in_language(problem.message, "fr") for problem in problems(plan, *_OF_WEIGHTS)]
