"""All that is told of gates, amounts, pools and bonuses."""
# ruff: noqa: E501, ISC004 - plans and what is told of them stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import told

STEP = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"

TOLD = [
    (
        "gates that do nothing",
        "gate-without-effect",
        "gates:\n"
        "  a: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  b: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, cap: 100 %}}\n"
        "  c: {when: {nrr: {from: 1 %}}, otherwise: {of: plan}}\n"
        "  d: {when: {nrr: {from: 1 %}}, otherwise: {of: [], times: 0 %}}\n"
        "  e: {when: {nrr: {from: 1 %}}, otherwise: {of: [nrr], times: 0 %, cap: 100 %}}\n",
        [
            "gates.c.otherwise (key): the gate `c` does nothing when it is closed",
            "  help: write `times: 0 %` (nothing is paid) or `cap: 100 %` (nothing above target)",
            "gates.d.otherwise (key): the gate `d` applies to no KPI",
            "  help: write `of: plan` or a list of KPIs",
        ],
    ),
    (
        "gates that are never closed",
        "idle-factor",
        "kpis:\n"
        "  nrr: {weight: 100 %, unit: percent, range: [0 %, 200 %], curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "  sum: {unit: percent, measure: {sum: {nrr: 50 %}}}\n"
        "  wait: {unit: hours, direction: lower}\n"
        "  pay: {unit: money}\n"
        "gates:\n"
        "  a: {when: {nrr: {from: 0 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  b: {when: {nrr: {above: 0 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  c: {when: {nrr.actual: {from: 0 %, up_to: 200 %}, wait: {from: 0 h}}, otherwise: {of: plan, times: 0 %}}\n"
        "  d: {when: {nrr: {from: 0 %, below: 200 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  e: {when: {any: [{pay: {from: 0}}, {wait: {from: 0 h}}]}, otherwise: {of: plan, times: 0 %}}\n"
        "  f: {when: {all: [{pay: {from: 0}}, {wait: {from: 0 h}}]}, otherwise: {of: plan, times: 0 %}}\n"
        "  g: {when: {nrr: {from: 0 %}}, otherwise: {of: plan, times: 0 %}, missing: fails}\n"
        "  h: {when: {sum: {from: 0 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  i: {when: {nrr.payout_rate: {from: 0 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  j: {when: {nrr: {from: 0 h}}, otherwise: {of: plan, times: 0 %}}\n"
        "  k: {when: {nrr: {up_to: 199 %}}, otherwise: {of: plan, times: 0 %}}\n"
        "  l: {when: {wait: {up_to: 10 h}}, otherwise: {of: plan, times: 0 %}}\n",
        [
            line
            for gate in "ace"
            for line in (
                f"warning gates.{gate}.when (key): every value meets the condition of the gate `{gate}`: it is never closed",
                "  help: ask for more than the least value that there can be, or leave the gate out",
            )
        ],
    ),
    (
        "modifiers and a ramp of 100 %",
        "idle-factor",
        "gates:\n"
        "  a: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, times: 100 %}}\n"
        "modifiers:\n"
        "  b: {by: nrr, of: plan, curve: {lookup: [{from: 80 %, pays: 100 %}]}}\n"
        "  c: {by: nrr, of: plan, missing: 100 %, curve: {linear: [{at: 0 %, pays: 100 %}, {at: 90 %, pays: 150 %}], cap: 100 %}}\n"
        "  d: {by: nrr, of: plan, curve: {linear: [{at: 0 %, pays: 130 %}, {at: 90 %, pays: 150 %}], cap: 100 %}}\n"
        "  e: {by: nrr, of: plan, missing: 90 %, curve: {lookup: [{from: 80 %, pays: 100 %}]}}\n"
        "  f: {by: nrr, of: plan, curve: {threshold: 80 %, lookup: [{from: 80 %, pays: 100 %}]}}\n"
        "  g: {by: nrr, of: plan, curve: {lookup: [{from: 80 %, pays: 100 %}, {from: 90 %, pays: 101 %}]}}\n"
        "ramp: [100 %, 100 %]\n",
        [
            "warning gates.a.otherwise.times: a closed gate `a` leaves 100 %: it changes nothing",
            "  help: write the factor that remains, such as `times: 50 %`, or leave the gate out",
            "warning modifiers.b (key): the modifier `b` is 100 % at every value: it changes nothing",
            "  help: write another factor at one of its points, or leave the modifier out",
            "warning ramp (key): a ramp of 100 % in every month changes nothing",
            "  help: write the part of the target that is due in the first months, such as `25 %`",
        ],
    ),
    (
        "an even split",
        "split-does-not-sum",
        "target_incentive: {annual: 100, split: [25 %, 25 %, 25 %, 25 %]}\n",
        [],
    ),
    (
        "a split that is none",
        "split-does-not-sum",
        "target_incentive: {annual: 100}\n",
        [],
    ),
    (
        "a split of three parts, one of nothing",
        "split-does-not-sum",
        "target_incentive: {annual: 100, split: [0 %, 100.5 %, -0.5 %]}\n",
        [
            "target_incentive.split: a year has 4 periods of a quarter, and the split 3 parts",
            "target_incentive.split[2]: a part of the year is 0 % or more, not -0.5 %",
        ],
    ),
    (
        "a split of too much",
        "split-does-not-sum",
        "target_incentive: {annual: 100, split: [1 %, 1 %, 99 %, 0 %]}\n",
        [
            "target_incentive.split: the parts of the year add up to 101 %, not 100 %",
        ],
    ),
    (
        "rates of a target incentive that nobody has",
        "rate-limit-without-incentive",
        "csvariable: 1\n"
        "name: x\n"
        "currency: EUR\n"
        "period: month\n"
        "kpis: {k: {unit: money}}\n"
        "cap_total: [100, 150 %]\n"
        "bonuses: {b: {of: k, marginal: [{from: 0, rate: 5 %}]}}\n",
        [
            "cap_total: `cap_total` is a rate of the target incentive, and this plan has none",
            "  help: write an amount, or `{share: 50 %, of: salary}`",
        ],
    ),
    (
        "rates of target incentives in the files",
        "rate-limit-without-incentive",
        "csvariable: 1\n"
        "name: x\n"
        "currency: EUR\n"
        "period: month\n"
        f"kpis: {{k: {{weight: 100 %, unit: percent, {STEP}}}}}\n"
        "cap: 150 %\n"
        "guarantee: {months: 3, pays: 100 %}\n",
        [],
    ),
    (
        "rates of a target incentive beside weights of 0 %",
        "rate-limit-without-incentive",
        "csvariable: 1\n"
        "name: x\n"
        "currency: EUR\n"
        "period: month\n"
        "kpis: {k: {unit: money}}\n"
        "target_incentive: 100\n"
        "cap: 150 %\n",
        [],
    ),
    (
        "absences that change presence, without proration",
        "needs-proration",
        "absences: {a: ignore, b: neutralise, c: peer-average, d: neutralise}\n",
        [
            "absences.b: `b` reduces presence, and nothing says what presence changes",
            "  help: write `proration:` with `amount` and `targets`, or `ignore` the absence",
            "absences.d: `d` reduces presence, and nothing says what presence changes",
            "  help: write `proration:` with `amount` and `targets`, or `ignore` the absence",
        ],
    ),
    (
        "absences, and targets that are scaled",
        "needs-proration",
        "absences: {b: neutralise}\nproration: {amount: none, targets: additive}\n",
        [],
    ),
    (
        "absences, and amounts that are scaled",
        "needs-proration",
        "absences: {b: neutralise}\nproration: {amount: months, targets: none}\n",
        [],
    ),
    (
        "absences, and nothing that is scaled",
        "needs-proration",
        "absences: {b: neutralise}\nproration: {amount: none, targets: none}\n",
        [
            "absences.b: `b` reduces presence, and nothing says what presence changes",
            "  help: write `proration:` with `amount` and `targets`, or `ignore` the absence",
        ],
    ),
    (
        "pools beside a year to date",
        "accumulate-with-earned-pool",
        "accumulate: {since: year, target: whole, below_zero: zero}\n"
        "pool:\n"
        "  a: {amount: 100, by: uniform}\n"
        "  b: {amount: 100, by: earned}\n"
        "  c: {amount: earned, by: salary}\n",
        [
            "pool.b.by: the pool `b` shares what was earned, which a plan that accumulates cannot tell",
            "  accumulate (key): values are counted since the start of the year",
            "pool.c.amount: the pool `c` shares what was earned, which a plan that accumulates cannot tell",
            "  accumulate (key): values are counted since the start of the year",
        ],
    ),
    (
        "limits that are pools",
        "at-most-needs-earned",
        "pool:\n"
        "  a: {amount: 100, by: uniform}\n"
        "  b: {amount: 100, by: earned, at_most: true}\n"
        "  c: {amount: 100, by: nrr, at_most: true}\n",
        [
            "pool.c.by: the pool `c` limits what was earned, so it shares by it: `by: earned`",
            "  help: write `by: earned`",
        ],
    ),
    (
        "pools that replace what people earned",
        "several-earned-pools",
        "roles: {x: {}, y: {}}\n"
        "pool:\n"
        "  a: {amount: earned, by: uniform, for: [x]}\n"
        "  b: {amount: 100, by: earned, for: [y]}\n"
        "  c: {amount: 100, by: uniform}\n"
        "  d: {amount: 100, by: earned, at_most: true, for: [x]}\n",
        [
            "pool.d (key): the pools `a` and `d` both replace what the same people earned",
            "  pool.a (key): the other pool",
            "  help: say with `for:` which roles are in each",
        ],
    ),
    (
        "a pool of roles beside one for all",
        "several-earned-pools",
        "roles: {x: {}}\npool: {a: {amount: earned, by: uniform, for: [x]}, b: {amount: 100, by: earned}}\n",
        [
            "pool.b (key): the pools `a` and `b` both replace what the same people earned",
            "  pool.a (key): the other pool",
            "  help: say with `for:` which roles are in each",
        ],
    ),
    (
        "a pool for all beside one of roles",
        "several-earned-pools",
        "roles: {x: {}}\npool: {a: {amount: earned, by: uniform}, b: {amount: 100, by: earned, for: [x]}}\n",
        [
            "pool.b (key): the pools `a` and `b` both replace what the same people earned",
            "  pool.a (key): the other pool",
            "  help: say with `for:` which roles are in each",
        ],
    ),
    (
        "keys of pools",
        "pool-key",
        "pool:\n"
        "  a: {amount: 100, by: uniform}\n"
        "  b: {amount: 100, by: nrr}\n"
        "  c: {amount: 100, by: target_incentve}\n"
        "  d: {amount: 100, by: zzz}\n",
        [
            "pool.c.by: a pool cannot be shared by `target_incentve`; did you mean `target_incentive`?",
            "  help: write `target_incentive`",
            "pool.d.by: a pool cannot be shared by `zzz`",
            "  help: write one of: `uniform`, `salary`, `presence`, `target_incentive`, `earned`, `nrr`",
        ],
    ),
    (
        "shares of pools",
        "pool-share-scope",
        "kpis:\n"
        "  a: {unit: money}\n"
        "  b: {unit: money, scope: team}\n"
        "  c: {unit: percent, scope: company}\n"
        "pool:\n"
        "  p: {amount: 100, by: uniform}\n"
        "  q: {amount: {share: 1 %, of: b}, by: uniform}\n"
        "  r: {amount: {share: 1 %, of: a.target}, by: uniform}\n"
        "  s: {amount: {share: 1 %, of: c}, by: uniform}\n"
        "  t: {amount: {share: 1 %, of: earned}, by: uniform}\n"
        "  u: {amount: {share: 1 %, of: zzz}, by: uniform}\n",
        [
            "pool.r.amount.of: `a.target` is of each person: a pool takes an amount of a team or of the company",
            "  help: give the KPI `scope: team` or `scope: company`",
            "pool.s.amount.of: `c` is in percent, not an amount of money",
            "pool.t.amount.of: `earned` is of each person: a pool takes an amount of a team or of the company",
            "  help: give the KPI `scope: team` or `scope: company`",
        ],
    ),
    (
        "units of rounding",
        "rounding-money-multiple",
        "rounding: {money: 0.05, total: 0.12}\n",
        [
            "rounding.total: `total: 0.12` is not a multiple of `money`, 0.05",
        ],
    ),
    (
        "a unit of the total that is nothing",
        "rounding-money-multiple",
        "rounding: {total: 0}\n",
        ["rounding.total: `total: 0` is not a multiple of the smallest coin, 0.01"],
    ),
    (
        "units of rounding that fit",
        "rounding-money-multiple",
        "rounding: {money: 0.05, total: 0.15}\n",
        [],
    ),
    (
        "a unit of nothing",
        "rounding-money-multiple",
        "rounding: {money: 0, total: 0}\n",
        [
            "rounding.money: `money: 0` is not a multiple of the smallest coin, 0.01",
            "rounding.total: `total: 0` is not a multiple of the smallest coin, 0.01",
        ],
    ),
    (
        "a unit of the total alone",
        "rounding-money-multiple",
        "currency: JPY\n"
        "rounding: {total: 1}\n"
        "kpis: {nrr: {unit: percent}, k: {unit: percent, rounding: {money: 5, total: 7}}}\n",
        [
            "kpis.k.rounding.total: `total: 7` is not a multiple of `money`, 5",
        ],
    ),
    (
        "coins of three decimals",
        "rounding-money-multiple",
        "currency: TND\nrounding: {money: 0.001, total: 0.005}\n",
        [],
    ),
    (
        "what is rounded for the whole plan",
        "rounding-of-the-plan",
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  k: {unit: percent, rounding: {actual: 2, mode: up, money: 5, total: 10}}\n",
        [
            "kpis.k.rounding.mode (key): `mode` of `k` is said for the whole plan, under `rounding`",
            "  help: move `mode` to the plan's `rounding`",
            "kpis.k.rounding.money (key): `money` of `k` is said for the whole plan, under `rounding`",
            "  help: move `money` to the plan's `rounding`",
            "kpis.k.rounding.total (key): `total` of `k` is said for the whole plan, under `rounding`",
            "  help: move `total` to the plan's `rounding`",
        ],
    ),
    (
        "ramps",
        "ramp-needs-additive",
        "ramp: [50 %]\nkpis: {k: {unit: money, target: 5}, p: {unit: percent}}\n",
        [],
    ),
    (
        "ramps of a KPI whose target something reads",
        "ramp-needs-additive",
        "ramp: [50 %]\nkpis: {k: {unit: money}}\n"
        "bonuses: {b: {of: k, bands: target, marginal: [{from: 0 %, rate: 5 %}]}}\n",
        [],
    ),
    (
        "ramps of a KPI whose attainment something reads",
        "ramp-needs-additive",
        "ramp: [50 %]\nkpis: {k: {unit: money}}\n"
        "bonuses: {b: {when: {k.attainment: {from: 90 %}}, pays: 5}}\n",
        [],
    ),
    (
        "ramps where a commission reads the value alone",
        "ramp-needs-additive",
        "ramp: [50 %]\nkpis: {k: {unit: money}}\nbonuses: {b: {of: k, marginal: [{from: 0, rate: 5 %}]}}\n",
        [
            "ramp (key): a ramp scales targets, and no KPI that grows with time has one",
            "  help: write a `target` of a KPI, or leave `ramp` out: what bonuses pay by the value stays as it is",
        ],
    ),
    (
        "ramps of a number that is not decided",
        "ramp-needs-additive",
        "ramp: [50 %]\nkpis: {k: {unit: number, target: 5}}\n",
        [],
    ),
    (
        "ramps of a number that is not additive, and of a team",
        "ramp-needs-additive",
        "ramp: [50 %]\nkpis: {k: {unit: number, additive: false}, l: {unit: money, scope: team}}\n",
        [
            "ramp (key): no KPI of this plan has a target that a ramp can scale",
            "  help: only targets of `scope: person` with `additive: true` are scaled; amounts of money are additive",
        ],
    ),
    (
        "values of a ramp",
        "ramp-needs-additive",
        "ramp: {k: [5], l: [5], m: [5], q: [5], zzz: [5], p: [5 %]}\n"
        "kpis:\n"
        "  k: {unit: number, target: 5}\n"
        "  l: {unit: money, scope: team}\n"
        "  m: {unit: money, target: 5}\n"
        "  q: {unit: money}\n"
        "  p: {unit: percent}\n",
        [
            "ramp.l (key): the target of `l` does not grow with time: a ramp cannot scale it",
            "  help: only targets of `scope: person` with `additive: true` are scaled; amounts of money are additive",
            "ramp.q (key): nothing reads a target of `q`: a ramp of it changes nothing",
            "  help: write a `target` of a KPI, or leave `ramp` out: what bonuses pay by the value stays as it is",
            "ramp.p (key): the target of `p` does not grow with time: a ramp cannot scale it",
            "  help: only targets of `scope: person` with `additive: true` are scaled; amounts of money are additive",
        ],
    ),
    (
        "guarantees of two lengths",
        "guarantee-length",
        "guarantee: {months: 3, periods: 1, pays: 100 %}\n",
        [
            "guarantee.periods (key): a guarantee lasts `months` or `periods`, not both",
        ],
    ),
    (
        "guarantees of no length",
        "guarantee-length",
        "guarantee: {pays: 100 %}\n",
        [
            "guarantee (key): nothing says how long the guarantee lasts",
            "  help: write `months: 3` or `periods: 1`",
        ],
    ),
    (
        "guarantees of a length of 0",
        "guarantee-length",
        "guarantee: {periods: 0, pays: 100 %}\n",
        [
            "guarantee (key): nothing says how long the guarantee lasts",
            "  help: write `months: 3` or `periods: 1`",
        ],
    ),
    (
        "guarantees of periods",
        "guarantee-length",
        "guarantee: {periods: 1, pays: 100 %}\n",
        [],
    ),
    (
        "shares that bonuses pay",
        "bonus-share-of",
        "kpis: {q: {unit: hours}, nrr: {unit: percent}}\n"
        "bonuses:\n"
        "  a: {pays: 3}\n"
        "  b: {pays: {share: 0 %, of: salary}}\n"
        "  c: {pays: {share: -0.5 %, of: salary}}\n"
        "  d: {pays: {share: 0.5 %, of: nrr.attainment}}\n"
        "  e: {pays: {share: 5 %, of: q}}\n"
        "  f: {pays: {share: 5 %, of: zzz}}\n",
        [
            "bonuses.c.pays.share: a share that is paid is 0 % or more",
            "bonuses.d.pays.of: `nrr.attainment` is a rate: a share is taken of an amount of money",
            "  help: write for instance `of: salary` or `of: target_incentive`",
            "bonuses.e.pays.of: `q` is in hours: a share is taken of an amount of money",
            "  help: write for instance `of: salary` or `of: target_incentive`",
        ],
    ),
    (
        "rates that bonuses pay",
        "bonus-rate-kind",
        "kpis: {q: {unit: number}, p: {unit: percent}, m: {unit: money}}\n"
        "bonuses:\n"
        "  a: {pays: 3}\n"
        "  b: {of: zzz, marginal: [{from: 0, rate: 5}]}\n"
        "  c: {of: q, marginal: [{from: 0, rate: 0}, {from: 1, rate: 0.5}, {from: 2, rate: -0.5}, {from: 3, rate: 5 USD}, {from: 4, rate: 5 EUR}, {from: 5, rate: 5 %}, {from: 6, rate: 5 h}]}\n"
        "  d: {of: m, whole: [{from: 0, rate: 0 %}, {from: 1, rate: 5}, {from: 2, rate: 5 EUR}, {from: 3, rate: -5 %}]}\n"
        "  e: {of: p.attainment, whole: [{from: 0 %, rate: 5 %}]}\n"
        "  f: {of: p, marginal: [{from: 0 %, rate: 5}]}\n"
        "  h: {of: q, lookup: [{from: 1, pays: 5}]}\n",
        [
            "bonuses.c.marginal[2].rate: a rate that is paid is 0 or more",
            "bonuses.c.marginal[3].rate: `5 USD` is not in the plan's currency, EUR",
            "bonuses.c.marginal[5].rate: `q` counts number: its rate is an amount for each, such as `10`",
            "bonuses.c.marginal[6].rate: `q` counts number: its rate is an amount for each, such as `10`",
            "bonuses.d.whole[1].rate: `m` is an amount: its rate needs a sign, such as `5 %`",
            "  help: write `5 %` or `500 %`",
            "bonuses.d.whole[2].rate: `m` is an amount: its rate needs a sign, such as `5 %`",
            "bonuses.d.whole[3].rate: a rate that is paid is 0 or more",
            "bonuses.e.whole[0].rate: `p.attainment` is a rate: a bonus cannot pay a rate of it; use one of `lookup`, `linear` with amounts",
            "bonuses.f.marginal[0].rate: `p` is a rate: a bonus cannot pay a rate of it; use one of `lookup`, `linear` with amounts",
        ],
    ),
    (
        "amounts of a contest",
        "rank-amounts",
        "bonuses:\n"
        "  a: {pays: 3}\n"
        "  b: {rank: {by: nrr, top: 3}, pays: [3, 3, 2]}\n"
        "  c: {rank: {by: nrr, top: 3}, pays: [3, 2, 5, 6]}\n",
        [
            "bonuses.c.pays: `c` pays the first 3, and has 4 amounts",
            "  bonuses.c.rank.top: places",
            "bonuses.c.pays[2]: place 3 would be paid more than place 2",
            "bonuses.c.pays[3]: place 4 would be paid more than place 3",
        ],
    ),
    (
        "contests of people",
        "rank-scope",
        "bonuses:\n"
        "  a: {scope: team, pays: 3}\n"
        "  b: {rank: {by: nrr, top: 1}, pays: [3]}\n"
        "  c: {scope: company, rank: {by: nrr, top: 1}, pays: [3]}\n",
        [
            "bonuses.c.scope: `c` ranks people, not a company",
            "  help: leave `scope` out; `within: team` ranks the people of each team",
        ],
    ),
    (
        "figures of one person in a reward of a team",
        "scoped-condition",
        "columns: {years: {unit: number}}\n"
        "kpis: {k: {unit: percent, scope: team, target: 5 %}}\n"
        "bonuses:\n"
        "  a: {scope: team, when: {k: {from: 1 %}, k.attainment: {from: 1 %}, years: {from: 1}}, pays: 3}\n"
        "  b: {when: {years: {from: 1}, plan.payout_rate: {from: 1 %}}, pays: 3}\n"
        "  c: {scope: company, when: {any: [{plan.attainment: {from: 1 %}}, {k.payout_rate: {from: 1 %}}]}, pays: 3}\n"
        "gates: {g: {when: {years: {from: 1}}, otherwise: {of: plan, times: 0 %}}}\n",
        [
            "bonuses.a.when.years (key): `a` is a reward of a team, and `years` is a figure of one person",
            "  help: read the value of a KPI of the team, or leave `scope` out",
            'bonuses.c.when.any[0]."plan.attainment" (key): `c` is a reward of a company, and `plan.attainment` is a figure of one person',
            "  help: read the value of a KPI of the company, or leave `scope` out",
            'bonuses.c.when.any[1]."k.payout_rate" (key): `c` is a reward of a company, and `k.payout_rate` is a figure of one person',
            "  help: read the value of a KPI of the company, or leave `scope` out",
        ],
    ),
    (
        "gifts and what they cost",
        "unvalued-reward",
        "bonuses:\n"
        "  a: {pays: 3}\n"
        "  b: {gives: {leave_days: 1}}\n"
        "  c: {gives: {item: Cup, value: 0}}\n"
        "  d: {gives: {item: Cup}}\n",
        [
            "warning bonuses.d.gives.item: `d` gives something, and nothing says what it costs",
            "  help: write `value:`, 0 if it costs nothing",
        ],
    ),
    (
        "amounts of 0",
        "idle-amount",
        "kpis:\n"
        "  nrr: {weight: 100 %, unit: percent, floor: 0 %, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "  sales: {unit: money, scope: company}\n"
        "  upsell: {unit: money}\n"
        "floor: [0 %, 0, {share: 0 %, of: salary}]\n"
        "guarantee: {months: 3, pays: 0 %}\n"
        "proration: calendar-days\n"
        "pool:\n"
        "  a: {amount: 0, by: uniform}\n"
        "  b: {amount: {share: 0 %, of: sales}, by: uniform}\n"
        "  c: {amount: 0, by: earned, scope: company}\n"
        "bonuses:\n"
        "  d: {pays: 0}\n"
        "  e: {pays: {share: 0 %, of: salary}}\n"
        "  f: {pays: 10, cap: 0}\n"
        "  g: {pays: 0, floor: 10}\n"
        "  h: {pays: 10, floor: 0}\n"
        "  i: {of: upsell, marginal: [{from: 0, rate: 0 %}]}\n"
        "  j: {of: nrr, lookup: [{from: 90 %, pays: 0}]}\n"
        "  k: {of: nrr, lookup: [{from: 90 %, pays: 0}, {from: 95 %, pays: 1}]}\n"
        "  l: {matrix: {rows: {of: nrr, from: [0 %]}, columns: {of: upsell, from: [0]}, pays: [[0]]}}\n"
        "  m: {rank: {by: nrr, top: 2}, pays: [0, 0]}\n"
        "  p: {rank: {by: nrr, top: 2}, pays: [1, 0]}\n"
        "  o: {when: {nrr: {from: 1 %}}, gives: {voucher: 0}}\n",
        [
            "warning kpis.nrr.floor (key): what a floor lifts is never below 0: one of 0 lifts nothing",
            "  help: write the least that is paid, or leave the floor out",
            "warning floor (key): what a floor lifts is never below 0: one of 0 lifts nothing",
            "  help: write the least that is paid, or leave the floor out",
            "warning guarantee (key): a guarantee of 0 % guarantees nothing",
            "  help: write the part that is guaranteed, or leave the guarantee out",
            *(
                line
                for pool in "ab"
                for line in (
                    f"warning pool.{pool} (key): the pool `{pool}` shares 0: nobody is paid anything of it",
                    "  help: write what is shared, or leave the pool out",
                )
            ),
            *(
                line
                for bonus in "def"
                for line in (
                    f"warning bonuses.{bonus} (key): the bonus `{bonus}` pays 0 in any case",
                    "  help: write what it pays, or leave the bonus out",
                )
            ),
            "warning bonuses.h.floor (key): what a floor lifts is never below 0: one of 0 lifts nothing",
            "  help: write the least that is paid, or leave the floor out",
            *(
                line
                for bonus in "ijlm"
                for line in (
                    f"warning bonuses.{bonus} (key): the bonus `{bonus}` pays 0 in any case",
                    "  help: write what it pays, or leave the bonus out",
                )
            ),
        ],
    ),
    (
        "caps above the most",
        "idle-amount",
        "kpis:\n"
        "  a: {weight: 100 %, unit: percent, cap: 150 %, curve: {of: actual, cap: 140 %, lookup: [{from: 90 %, pays: 130 %}]}}\n"
        "  b: {unit: percent, cap: 130 %, curve: {of: actual, cap: 130 %, lookup: [{from: 90 %, pays: 130 %}]}}\n"
        "  c: {unit: percent, cap: 201 %, curve: {of: actual, cap: 200 %, linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}], beyond: continue}}\n"
        "  d: {unit: hours, direction: lower, cap: 110 %, curve: {of: actual, cap: 120 %, linear: [{at: 9 h, pays: 90 %}, {at: 5 h, pays: 50 %, before: 100 %}]}}\n"
        "  e: {unit: percent, cap: 90 %, floor: 80 %, matrix: {rows: {of: a, from: [0 %]}, columns: {of: b, from: [0 %]}, pays: [[70 %]]}}\n"
        "  f: {unit: percent, cap: 90 %, missing: at-target, curve: {of: actual, lookup: [{from: 90 %, pays: 80 %}]}}\n"
        "  g: {unit: hours, direction: lower, attainment: inverse, target: 4 h, cap: 300 %, curve: {cap: 200 %, lookup: [{from: 90 %, pays: 80 %}]}}\n"
        "  h: {unit: percent, cap: 130 %, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "  i: {unit: percent, cap: 130 %, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}\n"
        "gates: {j: {when: {a: {from: 50 %}}, otherwise: {of: [h], times: 120 %}}}\n"
        "modifiers: {k: {by: a, of: [i], curve: {lookup: [{from: 0 %, pays: 120 %}]}}}\n"
        "cap: 900 %\n",
        [
            line
            for place, cap, most in (
                ("kpis.a.cap", 150, 130),
                ("kpis.a.curve.cap", 140, 130),
                ("kpis.c.cap", 201, 200),
                ("kpis.d.cap", 110, 100),
                ("kpis.d.curve.cap", 120, 100),
                ("kpis.e.cap", 90, 80),
            )
            for line in (
                f"advice {place} (key): a cap of {cap} % cuts nothing: what it limits comes to {most} % at most",
                "  help: write a lower cap, or leave it out",
            )
        ],
    ),
    (
        "caps of the plan above the most of every KPI",
        "idle-amount",
        f"kpis: {{nrr: {{weight: 100 %, unit: percent, cap: 120 %, {STEP.replace('100 %}', '150 %}')}}}}}\n"
        "floor: 125 %\n"
        "guarantee: {months: 3, pays: 200 %}\n"
        "cap: [125 %, 126 %, 3000]\n",
        [
            "advice cap[1] (key): a cap of 126 % has nothing to cut: "
            "before it the KPIs come to 125 % of the target incentive at most",
            "  help: write a lower cap, or leave it out",
        ],
    ),
    *(
        (
            "a cap of the plan that may cut",
            "idle-amount",
            f"kpis: {{nrr: {{weight: 100 %, unit: percent, {STEP}}}}}\ncap: 150 %\n{more}",
            [],
        )
        for more in (
            "rounding: {payout_rate: 2}\n",
            "floor: 3000\n",
            "modifiers: {m: {by: nrr, of: plan, curve: {lookup: [{from: 0 %, pays: 120 %}]}}}\n",
            "gates: {g: {when: {nrr: {from: 50 %}}, otherwise: {of: plan, times: 120 %}}}\n",
        )
    ),
]


@pytest.mark.parametrize(("rules", "plan", "lines"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_is_told_of_amounts(rules: str, plan: str, lines: list[str]) -> None:
    assert told(plan, *rules.split()) == lines
