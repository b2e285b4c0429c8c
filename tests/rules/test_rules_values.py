"""All that is told of targets, units, ranges, conditions and dates."""
# ruff: noqa: E501, ISC004 - plans and what is told of them stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import told

STEP = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
FALLING = "curve: {of: actual, lookup: [{up_to: 9 %, pays: 100 %}]}"
LINE = "curve: {linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}"

TOLD = [
    (
        "attainments and directions",
        "attainment-side",
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  b: {unit: hours, direction: lower, attainment: ratio}\n"
        "  c: {unit: percent, attainment: inverse}\n"
        "  d: {unit: percent, attainment: ratio, baseline: 5 %}\n"
        "  e: {unit: hours, direction: lower, attainment: distance}\n"
        "  f: {unit: percent, attainment: ratio}\n",
        [
            "kpis.b.attainment: lower is better for `b`: its attainment is `inverse` or `distance`, not `ratio`",
            "  help: write `inverse` or `distance`",
            "kpis.c.attainment: higher is better for `c`: its attainment is `ratio`, not `inverse`",
            "  help: write `ratio`",
            "kpis.d.attainment: `d` has a baseline, so its attainment is (A - Y) / (T - Y): leave `attainment` out",
        ],
    ),
    (
        "attainments that are read, and how they are formed",
        "attainment-unsaid",
        "kpis:\n"
        "  a: {unit: hours}\n"
        f"  b: {{unit: hours, direction: lower, attainment: inverse, weight: 50 %, target: 4 h, {LINE}}}\n"
        f"  c: {{unit: hours, direction: lower, baseline: 8 h, weight: 50 %, target: 4 h, {LINE}}}\n"
        f"  d: {{unit: hours, direction: lower, weight: 0 %, target: 4 h, {LINE}}}\n"
        "  e: {unit: hours, direction: lower}\n"
        "  f: {unit: hours, direction: lower}\n"
        "gates: {g: {when: {a: {from: 1 h}, e.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "kpis.d.direction: lower is better for `d`, and nothing says how its attainment is formed",
            "  kpis.d.curve (key): read here",
            "  help: write `attainment: distance` (2 - A / T) or `inverse` (T / A), or read `of: actual`",
            "kpis.e.direction: lower is better for `e`, and nothing says how its attainment is formed",
            '  gates.g.when."e.attainment" (key): read here',
            "  help: write `attainment: distance` (2 - A / T) or `inverse` (T / A), or read `of: actual`",
        ],
    ),
    (
        "the attainment of a plan",
        "attainment-unsaid",
        "kpis:\n"
        "  a: {unit: hours, direction: lower}\n"
        f"  b: {{unit: percent, direction: lower, weight: 100 %, {FALLING}}}\n"
        "gates: {g: {when: {b: {up_to: 9 %}, plan.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "kpis.b.direction: lower is better for `b`, and nothing says how its attainment is formed",
            '  gates.g.when."plan.attainment" (key): read here',
            "  help: write `attainment: distance` (2 - A / T) or `inverse` (T / A), or read `of: actual`",
        ],
    ),
    (
        "conditions and their good sides",
        "backward-condition",
        "columns: {years: {unit: number}}\n"
        "kpis:\n"
        f"  a: {{weight: 100 %, unit: percent, {STEP}}}\n"
        "  b: {unit: percent, direction: lower, target: 9 %, attainment: distance}\n"
        "gates: {g: {when: {years: {below: 1}, a: {below: 1 %}, a.target: {up_to: 5 %}, a.payout_rate: {from: 1 %, below: 9 %}, b: {above: 1 %}, b.target: {from: 1 %, up_to: 9 %}, b.attainment: {up_to: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "warning gates.g.when.a.below (key): higher is better for `a`: this condition asks for the bad side",
            'warning gates.g.when."a.target".up_to (key): higher is better for `a.target`: this condition asks for the bad side',
            "warning gates.g.when.b.above (key): lower is better for `b`: this condition asks for the bad side",
            'warning gates.g.when."b.attainment".up_to (key): higher is better for `b.attainment`: this condition asks for the bad side',
        ],
    ),
    (
        "a contest is judged by its own rule",
        "backward-condition wrong-bound-word",
        "kpis: {t: {unit: hours, direction: lower}}\n"
        "bonuses:\n"
        "  r: {rank: {by: t, top: 1, at_least: {from: 4 h}}, pays: [1]}\n"
        "  s: {rank: {by: nrr, top: 1, at_least: {below: 4 %}}, pays: [1]}\n"
        "  t: {rank: {by: nrr, top: 1}, pays: [1]}\n"
        "  u: {rank: {by: t, top: 1, at_least: {up_to: 4 h}}, pays: [1]}\n",
        [
            "bonuses.r.rank.at_least.from (key): lower is better here: `from` would pay the bad results",
            "  help: write `up_to` for reached, `below` for exceeded",
            "bonuses.s.rank.at_least.below (key): higher is better here: `below` would pay the bad results",
            "  help: write `from` for reached, `above` for exceeded",
        ],
    ),
    (
        "a KPI called at_least",
        "backward-condition unknown-step scoped-condition wrong-bound-word",
        "kpis: {at_least: {unit: percent}}\n"
        "bonuses: {b: {scope: team, when: {at_least: {below: 5 %}}, pays: 1}}\n",
        [
            "warning bonuses.b.when.at_least.below (key): higher is better for `at_least`: this condition asks for the bad side",
        ],
    ),
    (
        "targets and baselines",
        "baseline-side",
        "kpis:\n"
        "  good: {unit: percent, baseline: 4 %, target: 5 %}\n"
        "  a: {unit: percent, target: 5 %}\n"
        "  b: {unit: percent, baseline: 5 %}\n"
        "  c: {unit: percent, target: 9, baseline: 10 %}\n"
        "  d: {unit: percent, baseline: 5 %, target: {annual: 4 %}}\n"
        "  e: {unit: percent, direction: lower, baseline: 5 %, target: 5 %}\n"
        "  f: {unit: percent, baseline: 5 %, target: 4 %}\n"
        "  h: {unit: percent, direction: lower, baseline: 5 %, target: 6 %}\n"
        "  i: {unit: percent, direction: lower, baseline: 5 %, target: 4 %}\n"
        "  j: {unit: percent, baseline: 4 %, target: 5 %}\n",
        [
            "kpis.e.target: the target of `e` (5 %) has to lie below its baseline (5 %)",
            "  kpis.e.baseline: baseline",
            "kpis.f.target: the target of `f` (4 %) has to lie above its baseline (5 %)",
            "  kpis.f.baseline: baseline",
            "kpis.h.target: the target of `h` (6 %) has to lie below its baseline (5 %)",
            "  kpis.h.baseline: baseline",
        ],
    ),
    (
        "values in another unit",
        "wrong-unit",
        "columns: {years: {unit: number}}\n"
        "kpis:\n"
        "  nrr: {unit: percent, target: 105, baseline: 90, range: [0, 200 %]}\n"
        "  t: {unit: hours, target: 4}\n"
        "  m: {unit: money, target: {annual: 5}}\n"
        "ramp: {t: [4], zzz: [4]}\n"
        "modifiers:\n"
        "  m: {by: zzz, of: plan, curve: {lookup: [{from: 1, pays: 1 %}]}}\n"
        "  o: {by: nrr.attainment, of: plan, curve: {threshold: 3, lookup: [{from: 1, pays: 1 %}]}}\n"
        "bonuses:\n"
        "  r: {rank: {by: t, top: 1, at_least: {up_to: 4 %}}, pays: [1]}\n"
        "  s: {when: {years: {from: 4 h}}, pays: 1}\n",
        [
            "kpis.nrr.target: `105` stands where a percentage such as `90 %` is due: `nrr` is in percent",
            "  help: write `105 %`",
            "  fix: kpis.nrr.target = 105 %",
            "kpis.nrr.baseline: `90` stands where a percentage such as `90 %` is due: `nrr` is in percent",
            "  help: write `90 %`",
            "  fix: kpis.nrr.baseline = 90 %",
            "kpis.nrr.range[0]: `0` stands where a percentage such as `90 %` is due: `nrr` is in percent",
            "  help: write `0 %`",
            "  fix: kpis.nrr.range[0] = 0 %",
            "kpis.t.target: `4` stands where a duration such as `4 h` or `90 min` is due: `t` is in hours",
            "  help: write `4 h` or `4 min`",
            "ramp.t[0]: `4` stands where a duration such as `4 h` or `90 min` is due: `t` is in hours",
            "  help: write `4 h` or `4 min`",
            "modifiers.o.curve.threshold: `3` stands where a rate such as `90 %` is due: `nrr.attainment` is a rate",
            "  help: write `3 %` or `300 %`",
            "modifiers.o.curve.lookup[0].from: `1` stands where a rate such as `90 %` is due: `nrr.attainment` is a rate",
            "  help: write `1 %` or `100 %`",
            "bonuses.r.rank.at_least.up_to: `4 %` stands where a duration such as `4 h` or `90 min` is due: `t` is in hours",
            "bonuses.s.when.years.from: `4 h` stands where a number such as `42` is due: `years` is in number",
        ],
    ),
    (
        "scores and their ranges",
        "range-unsaid range-order",
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  b: {unit: score}\n"
        "  c: {unit: score, range: [5, 1]}\n"
        "  d: {unit: score, range: [3, 3]}\n"
        "  e: {unit: score, range: [1, 5]}\n"
        "  f: {unit: hours, range: [5, 1]}\n"
        "  h: {unit: percent, range: [9 %, 1]}\n"
        "  i: {unit: percent, range: [9, 1 %]}\n"
        "  j: {unit: percent, range: [9 %, 1 %]}\n",
        [
            "kpis.b.unit: `b` is a score, and nothing says from what to what",
            "  help: write for instance `range: [1, 5]`",
            "kpis.c.range: the range of `c` ends at `1`, not above `5`",
            "  help: write the least value first",
            "kpis.d.range: the range of `d` ends at `3`, not above `3`",
            "  help: write the least value first",
            "kpis.j.range: the range of `j` ends at `1 %`, not above `9 %`",
            "  help: write the least value first",
        ],
    ),
    (
        "values outside of what a KPI can be",
        "value-outside-range",
        "kpis:\n"
        "  a: {unit: points, target: 100, baseline: -100}\n"
        "  b: {unit: points, target: 100.5, baseline: -100.5}\n"
        "  c: {unit: score, range: [1, 5], target: 5, baseline: 1}\n"
        "  d: {unit: score, range: [1, 5], target: 5.1, baseline: 0.9}\n"
        "  e: {unit: number, target: 0}\n"
        "  f: {unit: number, target: -0.5}\n"
        "  h: {unit: money, target: -5}\n"
        "  i: {unit: number, target: -5, measure: {sum: {e: 100 %}}}\n"
        "  j: {unit: number, target: 5 %}\n"
        "  k: {unit: number, weight: 100 %, curve: {of: actual, threshold: -3, lookup: [{from: -1, pays: 1 %}]}}\n"
        "  l: {unit: percent, target: -5 %}\n"
        "bonuses:\n"
        "  r: {rank: {by: a, top: 1, at_least: {from: 101}}, pays: [1]}\n"
        "  s: {when: {a: {from: 100, below: 101}, a.attainment: {from: -50 %}}, pays: 1}\n",
        [
            "kpis.b.target: `100.5` is outside the range of `b`, from -100 to 100",
            "kpis.b.baseline: `-100.5` is outside the range of `b`, from -100 to 100",
            "kpis.d.target: `5.1` is outside the range of `d`, from 1 to 5",
            "kpis.d.baseline: `0.9` is outside the range of `d`, from 1 to 5",
            "kpis.f.target: `-0.5` is outside the range of `f`, 0 or more",
            "kpis.k.curve.threshold: `-3` is outside the range of `k`, 0 or more",
            "kpis.k.curve.lookup[0].from: `-1` is outside the range of `k`, 0 or more",
            "kpis.l.target: `-5 %` is outside the range of `l`, 0 or more",
            "bonuses.r.rank.at_least.from: `101` is outside the range of `a`, from -100 to 100",
            "bonuses.s.when.a.below: `101` is outside the range of `a`, from -100 to 100",
        ],
    ),
    (
        "targets that are divided by",
        "target-not-positive",
        "kpis:\n"
        "  a: {unit: percent}\n"
        f"  b: {{unit: number, target: 0, baseline: -1, weight: 20 %, {LINE}}}\n"
        "  c: {unit: number, target: 0}\n"
        f"  d: {{unit: number, target: 0.5, weight: 20 %, {LINE}}}\n"
        f"  e: {{unit: number, target: 0, weight: 20 %, {LINE}}}\n"
        "  f: {unit: points, target: -5}\n"
        f"  h: {{unit: money, target: {{annual: 0}}, weight: 40 %, {LINE}}}\n"
        "gates: {g: {when: {f.attainment: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "kpis.e.target: the attainment of `e` divides by its target, and `0` is not above 0",
            "  help: write `of: actual` in the curve, or a `baseline`",
            "kpis.f.target: the attainment of `f` divides by its target, and `-5` is not above 0",
            "  help: write `of: actual` in the curve, or a `baseline`",
        ],
    ),
    (
        "targets of members",
        "members-target-of-a-person",
        "kpis:\n"
        "  a: {unit: money, target: members, scope: company}\n"
        "  b: {unit: money, target: 5}\n"
        "  c: {unit: money, target: members}\n",
        [
            "kpis.c.target: `c` is of each person, and a person has no members",
            "  help: write `scope: team` or a target of its own",
        ],
    ),
    (
        "targets of a year",
        "yearly-target-of-a-ratio wrong-unit",
        "kpis:\n"
        "  a: {unit: money, target: 5}\n"
        "  b: {unit: number, additive: true, target: {annual: 5}}\n"
        "  c: {unit: number, target: {annual: 5 %}}\n"
        "  d: {unit: money, additive: false, target: {annual: 5}}\n",
        [
            "kpis.c.target.annual: `5 %` stands where a number such as `42` is due",
            "kpis.c.target.annual: `c` does not grow with time, so a period has no share of a yearly target",
            "  help: write the target itself, or `additive: true`",
            "kpis.d.target.annual: `d` does not grow with time, so a period has no share of a yearly target",
            "  help: write the target itself, or `additive: true`",
        ],
    ),
    (
        "KPIs made of themselves",
        "measure-cycle",
        "kpis:\n"
        "  a: {unit: number, measure: {sum: {b: 100 %, c: 100 %}}}\n"
        "  b: {unit: number}\n"
        "  c: {unit: number, measure: {least: [d, e]}}\n"
        "  d: {unit: number, measure: {greatest: [e]}}\n"
        "  e: {unit: number, measure: {sum: {c.target: 100 %, d: 100 %}}}\n"
        "  f: {unit: number, measure: {sum: {f: 100 %}}}\n",
        [
            "kpis.c.measure (key): `c` is made of itself: `c` -> `e` -> `c`",
            "kpis.f.measure (key): `f` is made of itself: `f` -> `f`",
        ],
    ),
    (
        "parts that are known later",
        "measure-step",
        "kpis:\n"
        f"  k: {{weight: 100 %, unit: percent, {STEP}}}\n"
        "  a: {unit: percent, measure: {sum: {k.attainment: 100 %, k.payout_rate: 100 %}}}\n"
        "  b: {unit: percent, measure: {least: [k, plan.attainment]}}\n"
        "  c: {unit: money, measure: {greatest: [k.payout, k.part]}}\n",
        [
            'kpis.a.measure.sum."k.payout_rate" (key): `k.payout_rate` is known only after all KPIs are measured: `a` cannot be made of it',
            "  help: write the KPI itself, its target or its attainment",
            "kpis.b.measure.least[1]: `plan.attainment` is known only after all KPIs are measured: `b` cannot be made of it",
            "  help: write the KPI itself, its target or its attainment",
            "kpis.c.measure.greatest[0]: `k.payout` is known only after all KPIs are measured: `c` cannot be made of it",
            "  help: write the KPI itself, its target or its attainment",
            "kpis.c.measure.greatest[1]: `k.part` is known only after all KPIs are measured: `c` cannot be made of it",
            "  help: write the KPI itself, its target or its attainment",
        ],
    ),
    (
        "parts of another unit",
        "measure-units",
        "kpis:\n"
        "  a: {unit: number}\n"
        "  h: {unit: hours}\n"
        "  p: {unit: percent, target: 5 %}\n"
        "  b: {unit: number, measure: {sum: {zzz: 100 %, a: 100 %, h: 100 %}}}\n"
        "  c: {unit: percent, measure: {least: [p.attainment, p, a]}}\n",
        [
            "kpis.b.measure.sum.h (key): `h` is in hours, and `b` in number: they cannot be put together",
            "  kpis.b.unit: unit of `b`",
            "kpis.c.measure.least[2]: `a` is in number, and `c` in percent: they cannot be put together",
            "  kpis.c.unit: unit of `c`",
        ],
    ),
    (
        "communicated on the first day",
        "late-communication",
        "effective: {from: 2026-07-01}\ncommunicated_on: 2026-07-01\n",
        [],
    ),
    (
        "communicated a day late",
        "late-communication",
        "effective: {from: 2026-07-01}\ncommunicated_on: 2026-07-02\n",
        [
            "warning communicated_on: communicated on 2026-07-02, after the plan starts on 2026-07-01",
            "  effective.from: the plan starts here",
        ],
    ),
    (
        "communicated a day late, in France",
        "late-communication",
        "profile: fr\neffective: {from: 2026-07-01}\ncommunicated_on: 2026-07-02\n",
        [
            "communicated_on: communicated on 2026-07-02, after the plan starts on 2026-07-01",
            "  effective.from: the plan starts here",
        ],
    ),
    (
        "communicated at no date, in France",
        "late-communication",
        "profile: fr\n",
        [
            "profile (key): nothing says when this plan was communicated (profile fr)",
            "  help: write `communicated_on: 2026-06-15`",
        ],
    ),
    (
        "communicated, and nobody says when it starts",
        "late-communication",
        "communicated_on: 2026-07-02\n",
        [],
    ),
    (
        "a start, and nobody says when it was communicated",
        "late-communication",
        "effective: {from: 2026-07-01}\n",
        [],
    ),
    (
        "texts in France",
        "not-in-french",
        "profile: fr\n"
        "communicated_on: 2026-01-01\n"
        "languages: [en]\n"
        "name: {fr: Prime, en: Pay}\n"
        "objectives: {a: {statement: x, why: {en: x}}}\n"
        "kpis: {nrr: {name: {en: N}, unit: percent}}\n"
        "bonuses: {b: {name: {fr: B}, pays: 3}}\n",
        [
            "languages: this plan is not in French (profile fr)",
            "  help: add `fr`, and the French texts",
            "objectives.a.why (key): this text has no French version (profile fr)",
            "  help: write `fr:` beside it",
            "kpis.nrr.name (key): this text has no French version (profile fr)",
            "  help: write `fr:` beside it",
        ],
    ),
    (
        "texts in France, in both languages",
        "not-in-french",
        "profile: fr\ncommunicated_on: 2026-01-01\nlanguages: [fr, en]\nname: Prime\n",
        [],
    ),
]


@pytest.mark.parametrize(("rules", "plan", "lines"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_is_told_of_values(rules: str, plan: str, lines: list[str]) -> None:
    assert told(plan, *rules.split()) == lines
