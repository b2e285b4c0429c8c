"""All that is told of names that a plan gives to what it does not hold."""
# ruff: noqa: E501, ISC004 - plans and what is told of them stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import told

TOLD = [
    (
        "pardons",
        "allow-unknown-rule allow-without-reason",
        "allow:\n"
        "  too-many-kpis: agreed\n"
        "  weights-do-not-sum: x\n"
        "  cliff: ' '\n"
        "  too-many-kpi: agreed\n"
        "  zzzzz: x\n",
        [
            "allow.weights-do-not-sum (key): `weights-do-not-sum` is an error: it cannot be pardoned",
            "allow.cliff (key): `cliff` is pardoned, and nothing says why",
            "  help: write the reason behind it",
            "allow.too-many-kpi (key): there is no rule `too-many-kpi`; did you mean `too-many-kpis`?",
            "  help: write `too-many-kpis`",
            "allow.zzzzz (key): there is no rule `zzzzz`",
            "  help: `csvariable rule` lists them",
        ],
    ),
    (
        "a pardon of a rule that is misspelt",
        "allow-unknown-rule",
        "allow: {too-many-kpi: agreed}\n",
        [
            "allow.too-many-kpi (key): there is no rule `too-many-kpi`; did you mean `too-many-kpis`?",
            "  help: write `too-many-kpis`",
        ],
    ),
    (
        "KPIs that are named",
        "unknown-kpi",
        "gates:\n"
        "  a: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  b: {when: {nrr: {from: 1 %}}, otherwise: {of: [nrr, nrx, zzz], times: 0 %}}\n"
        "  c: {when: {nrr: {from: 1 %}}, otherwise: {of: nrs, times: 0 %}}\n"
        "modifiers: {m: {by: nrr, of: [zzz], curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n"
        "ramp: {nrr: [50 %], nrx: [50 %], zzz: [5]}\n",
        [
            "gates.b.otherwise.of[1]: there is no KPI `nrx`; did you mean `nrr`?",
            "  help: write `nrr`",
            "gates.b.otherwise.of[2]: there is no KPI `zzz`",
            "  help: KPIs of this plan: nrr",
            "gates.c.otherwise.of: there is no KPI `nrs`; did you mean `nrr`?",
            "  help: write `nrr`",
            "modifiers.m.of[0]: there is no KPI `zzz`",
            "  help: KPIs of this plan: nrr",
            "ramp.nrx (key): there is no KPI `nrx`; did you mean `nrr`?",
            "  help: write `nrr`",
            "ramp.zzz (key): there is no KPI `zzz`",
            "  help: KPIs of this plan: nrr",
        ],
    ),
    (
        "objectives that are named",
        "unknown-objective",
        "objectives: {keep: {}, grow: {}}\n"
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  b: {unit: percent, objective: keep}\n"
        "  c: {unit: percent, objective: kep}\n"
        "  d: {unit: percent, objective: zzz}\n",
        [
            "kpis.c.objective: there is no objective `kep`; did you mean `keep`?",
            "  help: write `keep`",
            "kpis.d.objective: there is no objective `zzz`",
            "  help: objectives of this plan: keep, grow",
        ],
    ),
    (
        "no objective at all",
        "unknown-objective",
        "kpis: {d: {unit: percent, objective: zzz}}\n",
        [
            "kpis.d.objective: there is no objective `zzz`",
            "  help: write it under `objectives:`",
        ],
    ),
    (
        "steps that are named",
        "unknown-step unknown-column",
        "columns: {years: {unit: number}}\n"
        "kpis: {a: {unit: percent}, k: {unit: percent, measure: {least: [nrx, a]}}}\n"
        "modifiers: {m: {by: a.payout, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n"
        "bonuses:\n"
        "  b: {when: {a: {from: 1 %}, salary: {from: 1}, fte: {from: 1 %}, yars: {from: 1}, earned: {from: 1}}, pays: 1}\n"
        "  c: {pays: {share: 1 %, of: salry}}\n"
        "  d: {of: a.payot, lookup: [{from: 1, pays: 1}]}\n"
        "  e: {per: fte, pays: 1}\n"
        "  f: {of: target_incentiv, lookup: [{from: 1, pays: 1}]}\n"
        "  h: {per: zzz, pays: 1}\n"
        "  i: {pays: {share: 1 %, of: annual_salary}}\n",
        [
            "kpis.k.measure.least[0]: there is no step `nrx`",
            "  help: steps of this plan: a, a.target, a.attainment, a.payout_rate, k, k.target, k.attainment, k.payout_rate, plan.attainment, plan.payout_rate, years",
            "modifiers.m.by: `a.payout` is an amount: it can be read by bonuses and pools, not here",
            "bonuses.b.when.salary (key): the column `salary` of the people file cannot be read here",
            "  help: declare a column of your own under `columns:`, with its unit",
            "bonuses.b.when.fte (key): the column `fte` of the people file cannot be read here",
            "  help: declare a column of your own under `columns:`, with its unit",
            "bonuses.b.when.yars (key): there is no step `yars`; did you mean `years`?",
            "  help: write `years`",
            "bonuses.b.when.earned (key): `earned` is an amount: it can be read by bonuses and pools, not here",
            "bonuses.c.pays.of: there is no step `salry`; did you mean `salary`?",
            "  help: write `salary`",
            "bonuses.d.of: there is no step `a.payot`; did you mean `a.payout`?",
            "  help: write `a.payout`",
            "bonuses.e.per: the column `fte` of the people file cannot be read here",
            "  help: declare a column of your own under `columns:`, with its unit",
            "bonuses.f.of: there is no step `target_incentiv`; did you mean `target_incentive`?",
            "  help: write `target_incentive`",
            "bonuses.h.per: there is no step `zzz`",
            "  help: steps of this plan: a, a.target, a.attainment, a.payout_rate, k, k.target, k.attainment, k.payout_rate, plan.attainment, plan.payout_rate, years, salary",
        ],
    ),
    (
        "steps in money, where they can be read",
        "unknown-step unknown-column",
        "kpis:\n"
        "  a: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "bonuses:\n"
        "  b: {of: a.payout, lookup: [{from: 1, pays: 1}]}\n"
        "  c: {per: a.part, pays: 1}\n"
        "  d: {rank: {by: a.payout, top: 1}, pays: [1]}\n"
        "  e: {badge: {by: earned, lookup: [{from: 1, gives: 1}]}}\n"
        "  f: {pays: {share: 1 %, of: salary}}\n"
        "pool: {p: {amount: {share: 1 %, of: ote}, by: uniform}}\n",
        [],
    ),
    (
        "steps in money, where they cannot be read",
        "unknown-step unknown-column",
        "kpis:\n"
        "  a: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "  k: {unit: percent, matrix: {rows: {of: a.payout, from: [1]}, columns: {of: earned, from: [1]}, pays: [[1 %]]}}\n"
        "  l: {unit: money, measure: {sum: {a.payout: 100 %}}}\n",
        [
            "kpis.k.matrix.rows.of: `a.payout` is an amount: it can be read by bonuses and pools, not here",
            "kpis.k.matrix.columns.of: `earned` is an amount: it can be read by bonuses and pools, not here",
            'kpis.l.measure.sum."a.payout" (key): `a.payout` is an amount: it can be read by bonuses and pools, not here',
        ],
    ),
    (
        "steps of a KPI and of a column that cannot be read",
        "unknown-step unknown-column",
        "columns: {years: {unit: zzz}}\n"
        "kpis: {a: {unit: zzz}, b: {unit: percent}}\n"
        "gates: {g: {when: {a.attainment: {from: 1 %}, years: {from: 1}, b.zzz: {from: 1}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            'gates.g.when."b.zzz" (key): there is no step `b.zzz`',
            "  help: steps of this plan: b, b.target, b.attainment, b.payout_rate, plan.attainment, plan.payout_rate",
        ],
    ),
    (
        "a step that is read beside the one that was meant",
        "unknown-step",
        "gates: {g: {when: {nrx: {from: 1 %}, nrr: {from: 2 %}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "gates.g.when.nrx (key): there is no step `nrx`; did you mean `nrr`?",
            "  help: write `nrr`",
        ],
    ),
    (
        "roles that are named",
        "unknown-role",
        "roles: {senior: {target_incentive: 3}, head: {target_incentive: 3}}\n"
        "pool: {p: {amount: 1, by: uniform}, q: {amount: 1, by: uniform, for: [senior, senor]}}\n"
        "examples:\n"
        "  a: {given: {nrr: 1 %}, expect: {total: 1}}\n"
        "  b: {given: {role: ''}, expect: {total: 1}}\n"
        "  c: {given: {role: zzz}, expect: {total: 1}}\n",
        [
            "pool.q.for[1]: there is no role `senor`; did you mean `senior`?",
            "  help: write `senior`",
            "examples.c.given.role: there is no role `zzz`",
            "  help: roles of this plan: senior, head",
        ],
    ),
    (
        "no role at all",
        "unknown-role",
        "pool: {q: {amount: 1, by: uniform, for: [zzz]}}\n",
        [
            "pool.q.for[0]: there is no role `zzz`",
            "  help: write it under `roles:`",
        ],
    ),
    (
        "names in examples",
        "example-names",
        "columns: {years: {unit: number}}\n"
        "roles:\n"
        "  q: 3\n"
        "  r: {kpis..b: 1, kpis.own: {unit: percent}, target_incentive: 3, bonuses.club.pays: 3, kpis: {}}\n"
        "gates: {g: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}}\n"
        "modifiers: {m: {by: nrr, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n"
        "pool: {p: {amount: 1, by: uniform}}\n"
        "examples: {a: {given: {nrr: 1 %, own: 1 %, own.n: 3, years: 3, absence_days.sick: 3, nrt: 1 %, zzzzzzzz: 1, club: 1}, expect: {total: 1, own.payout: 1, gates.g: 1, modifiers.m: 1, pool.p: 1, bonuses.club: 1, gates.h: 1, totl: 1, zzzzzzzz: 1}}}\n",
        [
            "examples.a.given.nrt (key): there is no column or KPI `nrt`; did you mean `nrr`?",
            "  help: write `nrr`",
            "examples.a.given.zzzzzzzz (key): there is no column or KPI `zzzzzzzz`",
            "  help: take it out of the example; in a scenario, `examples=null` leaves them all out",
            "examples.a.given.club (key): there is no column or KPI `club`",
            "  help: take it out of the example; in a scenario, `examples=null` leaves them all out",
            'examples.a.expect."gates.h" (key): there is no step `gates.h`; did you mean `gates.g`?',
            "  help: write `gates.g`",
            "examples.a.expect.totl (key): there is no step `totl`; did you mean `total`?",
            "  help: write `total`",
            "examples.a.expect.zzzzzzzz (key): there is no step `zzzzzzzz`",
            "  help: take it out of the example; in a scenario, `examples=null` leaves them all out",
        ],
    ),
    (
        "an example of a role that writes its own KPIs",
        "example-names",
        "roles: {r: {kpis: {own: {weight: 100 %, unit: percent}}}}\n"
        "examples:\n"
        "  of the plan: {given: {nrr: 1 %}, expect: {total: 1}}\n"
        "  of the role: {given: {role: r, own: 1 %, onw: 1 %}, expect: {total: 1}}\n",
        [
            'examples."of the role".given.onw (key): there is no column or KPI `onw`; did you mean `own`?',
            "  help: write `own`",
        ],
    ),
    (
        "lines of a role inside each other",
        "routes-overlap",
        "roles:\n"
        "  r: {kpis..b: 1, target_incentive: 3, kpis.nrr.curve: {lookup: [{from: 1 %, pays: 1 %}]}, kpis.nrr.curve.cap: 3 %, kpis.nrr.weight: 100 %}\n"
        "  s: {kpis.nrr.target: 5 %}\n",
        [
            'roles.r."kpis.nrr.curve.cap" (key): `kpis.nrr.curve.cap` lies inside `kpis.nrr.curve`, which this role sets as well',
            '  roles.r."kpis.nrr.curve" (key): the other line',
            "  help: write both in one line",
        ],
    ),
    (
        "lines of a role that are the plan's",
        "role-route",
        "roles: {r: {target_incentive: 3, currency: USD, period: month}}\n",
        [
            "roles.r.currency (key): `currency` is of the whole plan: a role cannot change it",
            "roles.r.period (key): `period` is of the whole plan: a role cannot change it",
        ],
    ),
    (
        "lines of a role that lead nowhere",
        "unknown-route",
        "roles:\n"
        "  q: 3\n"
        "  r:\n"
        "    kpis.nrr.weight: 100 %\n"
        "    kpis.nrx.weight: 100 %\n"
        "    kpis.zzz.weight: 1 %\n"
        "    kpis..b: 1\n"
        "    kpis.nrr.wight: 3 %\n"
        "    kpis.nrr.poids: 3 %\n"
        "    kpis.nrr.qqqqq: 3\n"
        "    zzzzz: 3\n"
        "    targt_incentive: 3\n"
        "    x-note: 3\n"
        "    kpis.new: {unit: percent}\n"
        "    kpis.nrr.curve.lookup[7].pays: 3 %\n"
        "    kpis.nrr.curve.lookup[0].pays: 3 %\n"
        "    kpis.nrr.unit.x: 3\n"
        "    bonuses.club: null\n"
        "    kpis.nrr.target: null\n"
        "    kpis.nrr.name: ~\n"
        "    kpis.nrr.why: 'null'\n"
        "    kpis.nrr.curve.lookup[0].zzz: 1\n"
        "    kpis.nrr.curve.lookup[0].pay: 1\n"
        "    gates.g.when.zzz: 3\n",
        [
            'roles.r."kpis.nrx.weight" (key): there is no `kpis.nrx` to change; did you mean `kpis.nrr.weight`?',
            "  help: write `kpis.nrr.weight`",
            'roles.r."kpis.zzz.weight" (key): there is no `kpis.zzz` to change',
            '  help: take this line out of the role; in a scenario, `roles.r."kpis.zzz.weight"=null` does',
            'roles.r."kpis..b" (key): `kpis..b` is not a route: after `kpis` it cannot be read; write keys with dots and items with brackets, like `kpis.nrr.curve.linear[1].pays`',
            'roles.r."kpis.nrr.wight" (key): `kpis.nrr` has no key `wight`; did you mean `kpis.nrr.weight`?',
            "  help: write `kpis.nrr.weight`",
            'roles.r."kpis.nrr.poids" (key): `kpis.nrr` has no key `poids`; did you mean `kpis.nrr.weight`?',
            "  help: write `kpis.nrr.weight`",
            'roles.r."kpis.nrr.qqqqq" (key): `kpis.nrr` has no key `qqqqq`',
            "roles.r.zzzzz (key): a plan has no key `zzzzz`",
            "roles.r.targt_incentive (key): a plan has no key `targt_incentive`; did you mean `target_incentive`?",
            "  help: write `target_incentive`",
            "roles.r.x-note (key): a plan has no key `x-note`",
            'roles.r."kpis.nrr.curve.lookup[7].pays" (key): `kpis.nrr.curve.lookup[7].pays` cannot be set: `kpis.nrr.curve.lookup` is a list of 2',
            'roles.r."kpis.nrr.unit.x" (key): `kpis.nrr.unit.x` cannot be set: `kpis.nrr.unit` is a text',
            'roles.r."bonuses.club" (key): there is no `bonuses.club` to remove',
            '  help: take this line out of the role; in a scenario, `roles.r."bonuses.club"=null` does',
            'roles.r."kpis.nrr.name" (key): there is no `kpis.nrr.name` to remove',
            'roles.r."kpis.nrr.curve.lookup[0].zzz" (key): `kpis.nrr.curve.lookup[0]` has no key `zzz`',
            'roles.r."kpis.nrr.curve.lookup[0].pay" (key): `kpis.nrr.curve.lookup[0]` has no key `pay`; did you mean `kpis.nrr.curve.lookup[0].pays`?',
            "  help: write `kpis.nrr.curve.lookup[0].pays`",
            'roles.r."gates.g.when.zzz" (key): there is no `gates.g` to change',
            '  help: take this line out of the role; in a scenario, `roles.r."gates.g.when.zzz"=null` does',
        ],
    ),
    (
        "lines of a role that lead nowhere half way",
        "unknown-route",
        "roles:\n"
        "  r:\n"
        "    kpi.nrr.target: 5 %\n"
        "    kpis.nrr.curv.cap: 5 %\n"
        "    kpis.nrr.curve.lookup[2]: {from: 120 %, pays: 150 %}\n",
        [
            'roles.r."kpi.nrr.target" (key): a plan has no key `kpi`; did you mean `kpis.nrr.target`?',
            "  help: write `kpis.nrr.target`",
            'roles.r."kpis.nrr.curv.cap" (key): `kpis.nrr` has no key `curv`; did you mean `kpis.nrr.curve.cap`?',
            "  help: write `kpis.nrr.curve.cap`",
        ],
    ),
    (
        "a note of the plan in a role",
        "unknown-route",
        "x-note: 1\nroles: {r: {x-note: 2, x-other: 3}}\n",
        ["roles.r.x-other (key): a plan has no key `x-other`"],
    ),
    (
        "a line of a role that leads nowhere, alone",
        "unknown-route",
        "roles: {r: {kpis.nrx.target: 90 %, target_incentive: 3}}\n",
        [
            'roles.r."kpis.nrx.target" (key): there is no `kpis.nrx` to change; did you mean `kpis.nrr.target`?',
            "  help: write `kpis.nrr.target`",
        ],
    ),
]


@pytest.mark.parametrize(("rules", "plan", "lines"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_is_told_of_names(rules: str, plan: str, lines: list[str]) -> None:
    assert told(plan, *rules.split()) == lines
