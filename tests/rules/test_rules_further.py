"""All that is told of what further plans say."""
# ruff: noqa: E501, ISC004 - plans and what is told of them stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import told

STEP = "curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}"
THIRDS = f"kpis:\n  a: {{weight: 1/3, unit: percent, {STEP}}}\n  b: {{weight: 2/3, unit: percent, {STEP}}}\n"
CENTS = (
    "  help: write `rounding: {parts: cents}`, or, as most spreadsheets do, `rounding: {parts: exact}`: "
    "each payout alone is rounded, and they may add up to a cent more or less"
)
SHARED = "does not cut {} in multiples of {}: the parts are shared so that they add up to it"

TOLD = [
    ("parts that come out", "parts-in-cents", f"target_incentive: 900\n{THIRDS}", []),
    (
        "a yearly amount",
        "parts-in-cents",
        f"target_incentive: {{annual: 4000.02}}\n{THIRDS}",
        [f"advice kpis.a.weight: the weight of `a` {SHARED.format('1000.01 EUR', '0.01 EUR')}", CENTS],
    ),
    (
        "a unit of money of its own",
        "parts-in-cents",
        f"target_incentive: 90\nrounding: {{money: 20}}\n{THIRDS}",
        [f"advice kpis.a.weight: the weight of `a` {SHARED.format('90 EUR', '20 EUR')}", CENTS],
    ),
    (
        "an amount of each period",
        "parts-in-cents",
        "target_incentive: {annual: 100.01, split: [25 %, 25 %, 25 %, 25 %]}\n" + THIRDS,
        [],
    ),
    ("said", "parts-in-cents", f"target_incentive: 100\nrounding: {{parts: cents}}\n{THIRDS}", []),
    (
        "jumps of a line",
        "jump-without-before",
        "kpis:\n"
        "  a: {weight: 50 %, unit: percent, curve: {of: actual, linear: [{above: 1 %, pays: 5 %}, {above: 2 %, pays: 9 %}]}}\n"
        "  b: {weight: 50 %, unit: percent, curve: {of: actual, linear: [{at: 1 %, before: 0 %, pays: 5 %}, {above: 2 %, before: 7 %, pays: 9 %}]}}\n"
        "modifiers: {m: {by: a, of: plan, curve: {linear: [{at: 0 %, before: 3 %, pays: 80 %}, {at: 1 %, pays: 90 %}]}}}\n"
        "bonuses: {x: {of: b, linear: [{at: 1 %, pays: 5}, {above: 2 %, pays: 9}]}, y: {of: b, lookup: [{from: 1 %, pays: 5}]}}\n",
        [
            "kpis.a.curve.linear[1]: nothing says what is paid at `2 %` itself",
            "  help: write `before:`, or `at: 2 %` where the point pays at it",
            "warning modifiers.m.curve.linear[0].before: before the first point nothing is paid: its `before` changes nothing",
            "  help: leave it out, or write a point before it",
            "bonuses.x.linear[1]: nothing says what is paid at `2 %` itself",
            "  help: write `before:`, or `at: 2 %` where the point pays at it",
        ],
    ),
    (
        "a jump and a point at one value",
        "equal-bounds",
        "kpis:\n"
        "  a: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 1 %, pays: 5 %}, {above: 1 %, before: 5 %, pays: 9 %}]}}\n",
        [
            "kpis.a.curve.linear[1].above: two points start at `1 %`",
            "  kpis.a.curve.linear[0].at: the same bound",
            "  help: write `before:` on one point where the line jumps",
        ],
    ),
    (
        "a jump to the wrong side",
        "wrong-bound-word",
        "kpis:\n"
        "  a: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 1 %, pays: 5 %}, {below: 2 %, before: 5 %, pays: 9 %}]}}\n",
        [
            "kpis.a.curve.linear[1].below (key): higher is better here: `below` would pay the bad results",
            "  help: write `from` for reached, `above` for exceeded: a point says where its pay starts, and the next one where it ends",
        ],
    ),
    (
        "limits of pools",
        "pool-limits",
        "pool:\n"
        "  a: {amount: 5, by: earned, at_most: true, each_at_most: 2, excess: lost}\n"
        "  b: {amount: 5, by: {uniform: {at_least: 2 %}}}\n"
        "  c: {amount: 5, by: {salary: {at_least: 2, at_most: 1}}}\n"
        "  d: {amount: 5, by: {salary: {at_least: 2, at_most: 2}}, each_at_most: 2, excess: others}\n"
        "  e: {amount: 5, by: {salary: {at_least: 2 %, at_most: 1}}}\n"
        "  f: {amount: 5, by: {earned: {at_least: 2}}, at_most: true}\n",
        [
            "pool.a.each_at_most: `at_most` cuts all awards in proportion, and `each_at_most` would raise some again",
            "  help: keep one of the two",
            "pool.b.by.uniform (key): `uniform` is the same for everybody: there is no key to bound",
            "  help: write `by: uniform`, or a key such as `salary`",
            "pool.c.by.salary.at_least: `at_least` is above `at_most`: no key is between them",
            "pool.f.by.earned (key): with `at_most` the key is the award itself: a bound would be an award of its own",
            "  help: write `by: earned`",
        ],
    ),
    (
        "bounds of keys in another unit",
        "wrong-unit",
        "pool:\n"
        "  a: {amount: 5, by: {salary: {at_least: 2 %}}}\n"
        "  b: {amount: 5, by: {presence: {at_most: 2}}}\n"
        "  c: {amount: 5, by: {nrr: {at_most: 2 %}}}\n",
        [
            "pool.a.by.salary.at_least: `2 %` stands where an amount such as `2500` is due: `salary` is in money",
            "pool.b.by.presence.at_most: `2` stands where a rate such as `90 %` is due: `presence` is a rate",
            "  help: write `2 %` or `200 %`",
        ],
    ),
    (
        "a bounded key that is none",
        "pool-key",
        "pool: {a: {amount: 5, by: {nrx: {at_most: 2}}}}\n",
        ["pool.a.by.nrx (key): a pool cannot be shared by `nrx`; did you mean `nrr`?", "  help: write `nrr`"],
    ),
    (
        "a second step of a contest",
        "unknown-step",
        "bonuses: {a: {rank: {by: [nrr, nrx], top: 1}, pays: [5]}}\n",
        [
            "bonuses.a.rank.by[1]: there is no step `nrx`; did you mean `nrr`?",
            "  help: write `nrr`",
        ],
    ),
    (
        "menus",
        "menu",
        "choose: {of: [nrr, nrx, nrr, bare, zzzzz], from: 3, up_to: 2}\n"
        "objectives: {o: {statement: s, weight: 100 %}}\n"
        "kpis:\n  nrr: {unit: percent, weight: 100 %, objective: o, " + STEP + "}\n  bare: {unit: percent}\n",
        [
            "choose (key): objectives with weights leave nothing to choose: the weight of a KPI would be a product",
            "  help: leave the weights of the objectives out",
            "choose.of[1]: there is no KPI `nrx`",
            "  help: write `nrr`",
            "choose.of[2]: `nrr` stands twice in the menu",
            "choose.of[3]: `bare` has no curve: who chooses it would be paid nothing",
            "choose.of[4]: there is no KPI `zzzzz`",
            "  help: KPIs of this plan: nrr, bare",
            "choose.up_to: from 3 to 2 of 5 KPIs cannot be chosen",
        ],
    ),
    (
        "those that may be chosen together count",
        "too-many-kpis",
        "choose: {of: [a, b, c], from: 1, up_to: 2}\n"
        "kpis:\n" + "".join(f"  {one}: {{unit: percent, {STEP}}}\n" for one in "abcd"),
        [],
    ),
    (
        "a menu of which too many may be chosen",
        "too-many-kpis",
        "choose: {of: [a, b, c], from: 1, up_to: 3}\n"
        "kpis:\n" + "".join(f"  {one}: {{unit: percent, {STEP}}}\n" for one in "abcd"),
        [
            "warning kpis (key): 4 KPIs decide what a person is paid; people keep 3 in mind",
            "  help: keep the ones that matter, give the others weight 0 %",
        ],
    ),
    (
        "the weights of a plan with a menu count for nobody",
        "weight-too-small",
        "choose: {of: [a], from: 1, up_to: 1}\n"
        "kpis:\n" + "".join(f"  {one}: {{unit: percent, weight: 2 %, {STEP}}}\n" for one in "ab"),
        [],
    ),
    (
        "names of objectives",
        "key-results",
        "objectives:\n"
        "  a: {statement: A, parent: b, key_results: {x: {kpi: nrx}, y: {kpi: nrr}}}\n"
        "  b: {statement: B, parent: a}\n"
        "  c: {statement: C, parent: a}\n"
        "backlog: {d: {statement: D, parent: zzzz, key_results: {x: {kpi: zzzz}}}}\n",
        [
            "objectives.a.parent: `a` is a part of itself",
            "objectives.a.key_results.x.kpi: there is no KPI `nrx`",
            "  help: write `nrr`",
            "objectives.b.parent: `b` is a part of itself",
            "backlog.d.parent: there is no objective `zzzz`",
            "  help: known here: a, b, c",
            "backlog.d.key_results.x.kpi: there is no KPI `zzzz`",
            "  help: known here: nrr",
        ],
    ),
    (
        "a parent where there are no objectives",
        "key-results",
        "backlog: {d: {statement: D, parent: zzzz}}\n",
        ["backlog.d.parent: there is no objective `zzzz`"],
    ),
    (
        "retention by a KPI of a role, or by a name",
        "no-retention",
        "name: {en: Customer success}\n"
        "kpis:\n  csat: {weight: 100 %, unit: percent, " + STEP + "}\n"
        "roles: {senior: {kpis.churn: {unit: percent}}}\n",
        [],
    ),
    (
        "retention in the words of a KPI",
        "no-retention",
        "name: CSM\nkpis:\n  k: {name: {fr: Taux de rétention}, weight: 100 %, unit: percent, "
        + STEP
        + "}\n",
        [],
    ),
    (
        "another plan",
        "no-retention",
        "name: Shops\nkpis:\n  csat: {weight: 100 %, unit: percent, " + STEP + "}\n",
        [],
    ),
    (
        "engagement in a plan of who leads",
        "engagement-of-nobody",
        "name: Heads\nkpis:\n  engagement: {weight: 100 %, unit: percent, " + STEP + "}\n",
        [],
    ),
    (
        "gifts of contests, badges and bonuses in money",
        "gift-without-condition",
        "bonuses:\n"
        "  a: {badge: {by: nrr, lookup: [{from: 1 %, gives: 1}]}}\n"
        "  b: {pays: 5}\n"
        "  c: {gives: {badge: Cup}}\n",
        [
            "advice bonuses.c (key): `c` is given to everybody, whatever the result",
            "  help: write what it thanks for: `when:`",
        ],
    ),
    (
        "names of the legal scheme",
        "profit-sharing-word",
        "bonuses: {interessement: {pays: 5}, b: {name: Prime, pays: 5}}\n"
        "pool: {p: {name: {fr: Intéressement}, amount: 5, by: uniform}}\n",
        [
            f"advice {where} (key): `intéressement` is a legal scheme: collective, uncertain, by an agreement; a bonus on one's own objectives is pay"
            if line
            else "  help: call it a bonus or a variable pay, unless it is the legal scheme"
            for where in ("bonuses.interessement", "pool.p")
            for line in (True, False)
        ],
    ),
    (
        "contests of teams",
        "scoped-condition",
        "kpis:\n  nrr: {unit: percent, " + STEP + "}\n"
        "bonuses:\n"
        "  a: {rank: {of: team, by: [nrr, nrr.payout_rate], top: 1}, pays: [5]}\n"
        "  b: {rank: {of: team, by: salary, top: 1, within: role}, pays: [5]}\n",
        [
            "bonuses.a.rank.by[1]: `a` is a contest of teams, and `nrr.payout_rate` is a figure of one person",
            "  help: rank by the value of a KPI of the team",
            "bonuses.b.rank.by: `b` is a contest of teams, and `salary` is a figure of one person",
            "  help: rank by the value of a KPI of the team",
            "bonuses.b.rank.within: teams are compared with each other, not inside a team or a role",
            "  help: leave `within` out",
        ],
    ),
    (
        "gifts of places",
        "rank-amounts",
        "bonuses:\n"
        "  a: {rank: {by: nrr, top: 2}, gives: {badge: Cup}}\n"
        "  b: {rank: {by: nrr, top: 2}, gives: [{badge: Cup}, {badge: Cup}]}\n",
        [
            "bonuses.a.gives: `a` rewards the first 2, and has 1 gifts",
            "  bonuses.a.rank.top: places",
        ],
    ),
    (
        "gifts of places without a value",
        "unvalued-reward",
        "bonuses: {b: {rank: {by: nrr, top: 2}, gives: [{badge: Cup}, {item: Cup}]}}\n",
        [
            "warning bonuses.b.gives[1].item: `b` gives something, and nothing says what it costs",
            "  help: write `value:`, 0 if it costs nothing",
        ],
    ),
    (
        "an effect on gifts of places",
        "effect-on-a-gift",
        "bonuses: {b: {rank: {by: nrr, top: 1}, gives: {badge: Cup}}}\n"
        "gates: {a: {when: {nrr: {from: 1 %}}, otherwise: {of: [bonuses.b], times: 0 %}}}\n",
        [
            "gates.a.otherwise.of[0]: `bonuses.b` is given, not paid: there is no amount to change",
            "  help: write the condition in its `when`",
        ],
    ),
    (
        "names of gates and modifiers",
        "unknown-kpi",
        "bonuses: {club: {pays: 5}}\n"
        "gates:\n"
        "  a: {when: {nrr: {from: 1 %}}, otherwise: {of: [club, bonuses.club, nrr], times: 0 %}}\n"
        "  b: {when: {nrr: {from: 1 %}}, otherwise: {of: bonuses.clubs, times: 0 %}}\n"
        "modifiers: {m: {by: nrr, of: [nrx], curve: {lookup: [{from: 0 %, pays: 80 %}]}}}\n",
        [
            "gates.a.otherwise.of[0]: `club` is a bonus, and stands here among KPIs",
            "  help: write `bonuses.club`",
            "  fix: gates.a.otherwise.of[0] = bonuses.club",
            "gates.b.otherwise.of: there is no bonus `clubs`",
            "  help: bonuses of this plan: bonuses.club",
            "modifiers.m.of[0]: there is no KPI `nrx`; did you mean `nrr`?",
            "  help: write `nrr`",
        ],
    ),
    (
        "a gate on a bonus in a plan without any",
        "unknown-kpi",
        "gates: {b: {when: {nrr: {from: 1 %}}, otherwise: {of: bonuses.club, times: 0 %}}}\n",
        ["gates.b.otherwise.of: there is no bonus `club`"],
    ),
    (
        "a cap on a bonus",
        "gate-cap-of-a-bonus",
        "bonuses: {club: {pays: 5}}\n"
        "gates:\n"
        "  a: {when: {nrr: {from: 1 %}}, otherwise: {of: [nrr], cap: 50 %}}\n"
        "  b: {when: {nrr: {from: 1 %}}, otherwise: {of: [nrr, bonuses.club], cap: 50 %}}\n",
        [
            "gates.b.otherwise.cap: the bonus `club` has no payout rate to limit",
            "  help: write `times`, the `cap` of the bonus in money, or a gate of its own for the KPIs",
        ],
    ),
    (
        "effects on gifts",
        "effect-on-a-gift",
        "bonuses: {cup: {gives: {badge: Cup}}, stars: {badge: {by: nrr, lookup: [{from: 1 %, gives: 1}]}}, paid: {pays: 5}}\n"
        "gates: {a: {when: {nrr: {from: 1 %}}, otherwise: {of: [bonuses.paid, bonuses.cup], times: 0 %}}}\n"
        "modifiers:\n"
        "  m: {by: nrr, of: [bonuses.stars], curve: {lookup: [{from: 0 %, pays: 80 %}]}}\n"
        "  n: {by: nrr, of: plan, curve: {lookup: [{from: 0 %, pays: 80 %}]}}\n",
        [
            "gates.a.otherwise.of[1]: `bonuses.cup` is given, not paid: there is no amount to change",
            "  help: write the condition in its `when`",
            "modifiers.m.of[0]: `bonuses.stars` is given, not paid: there is no amount to change",
            "  help: write the condition in its `when`",
        ],
    ),
    (
        "bands of what has no target",
        "bands-of-a-target",
        "bonuses:\n"
        "  a: {of: salary, bands: target, lookup: [{from: 0 %, pays: 5}]}\n"
        "  b: {of: nrr.payout_rate, bands: target, lookup: [{from: 0 %, pays: 5}]}\n"
        "  c: {of: nrr, bands: target, lookup: [{from: 0 %, pays: 5}]}\n"
        "  d: {of: salary, lookup: [{from: 0, pays: 5}]}\n",
        [
            "bonuses.a.of: `salary` is not the value of a KPI, so no target is its own",
            "bonuses.b.of: `nrr.payout_rate` is not the value of a KPI, so no target is its own",
            "  help: write `of: nrr`, or leave `bands` out",
        ],
    ),
    (
        "bounds of bands",
        "wrong-unit",
        "kpis:\n  nrr: {weight: 100 %, unit: percent, "
        + STEP
        + "}\n  arr: {unit: money, target: 5, range: [0, 9]}\n"
        "bonuses: {a: {of: arr, bands: target, marginal: [{from: 0 %, rate: 5 %}, {from: 100000, rate: 8 %}]}}\n",
        [
            "bonuses.a.marginal[1].from: `100000` stands where a rate such as `90 %` is due: `arr` is read in parts of its target",
            "  help: write parts of the target, such as `100 %`; for bounds of `arr` itself, leave `bands` out",
        ],
    ),
    (
        "bands stand outside the range of the KPI",
        "value-outside-range",
        "kpis:\n  nrr: {weight: 100 %, unit: percent, "
        + STEP
        + "}\n  arr: {unit: money, target: 5, range: [2, 9]}\n"
        "bonuses: {a: {of: arr, bands: target, marginal: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 8 %}]}}\n",
        [],
    ),
    (
        "amounts that are never negative, and words that say so",
        "below-zero",
        "kpis:\n  nrr: {weight: 100 %, unit: percent, " + STEP + "}\n  arr: {unit: money}\n"
        "bonuses:\n"
        "  a: {pays: 5, below_zero: pay}\n"
        "  b: {of: arr, below_zero: carry, marginal: [{from: 5, rate: 5 %}]}\n"
        "  c: {per: arr, pays: 5, below_zero: pay, floor: 5, accumulate: true, paid: [{share: 100 %}]}\n"
        "  d: {of: arr, below_zero: pay, threshold: 3, whole: [{above: 0, rate: 5 %}]}\n"
        "  e: {pays: {share: 5 %, of: arr}, below_zero: pay}\n"
        "  f: {per: arr, pays: 5, below_zero: zero, floor: 5}\n",
        [
            "bonuses.a.below_zero: this bonus is never below 0",
            "  help: leave `below_zero` out, or pay a rate (`marginal`, `whole`), a price or a share",
            "bonuses.b.marginal[0]: the first band does not start at 0: no rate holds below it",
            "  help: write a first band `from: 0`, with the rate that holds below 0 too",
            "bonuses.c.floor: `floor` never lets a bonus be below 0, and `below_zero` says that it is",
            "  help: keep one of the two",
            "bonuses.c.accumulate: `accumulate` never lets a bonus be below 0, and `below_zero` says that it is",
            "  help: keep one of the two",
            "bonuses.c.paid: `paid` never lets a bonus be below 0, and `below_zero` says that it is",
            "  help: keep one of the two",
            "bonuses.d.threshold: `threshold` never lets a bonus be below 0, and `below_zero` says that it is",
            "  help: keep one of the two",
        ],
    ),
    (
        "parts of a bonus",
        "paid-parts",
        "bonuses:\n"
        "  a: {pays: 5, paid: [{share: 60 %}, {share: 50 %}]}\n"
        "  b: {pays: 5, paid: [{share: 100 %}, {share: 0 %, after: {periods: 1}, when: {nrr: {from: 1 %}}}]}\n"
        "  c: {pays: 5, paid: [{share: 100 %}]}\n",
        [
            "bonuses.a.paid (key): the parts add up to 110 %, not 100 %",
            "bonuses.b.paid[1]: a part waits for a time or for a condition, not for both",
            "  help: keep `after` or `when`",
            "bonuses.b.paid[1].share: a part is more than 0 %, not 0 %",
        ],
    ),
    (
        "a commission of the year so far says so",
        "commission-year-to-date",
        "accumulate: {since: year, target: elapsed}\n"
        "kpis:\n  nrr: {weight: 100 %, unit: percent, " + STEP + "}\n  arr: {unit: money}\n"
        "bonuses: {a: {of: arr, accumulate: true, marginal: [{from: 0, rate: 5 %}]}}\n",
        [],
    ),
    (
        "the rows of a matrix of amounts",
        "matrix-order",
        "bonuses: {a: {matrix: {rows: {of: nrr, from: [90 %, 80 %]}, columns: {of: nrr, from: [0 %]}, pays: [[1], [2]]}}}\n",
        [
            "bonuses.a.matrix.rows.from[1]: rows rise: `80 %` comes after `90 %`",
            "  bonuses.a.matrix.rows.from[0]: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
        ],
    ),
    (
        "what parts of a team's bonus wait for",
        "scoped-condition",
        "kpis:\n  nrr: {weight: 100 %, unit: percent, " + STEP + "}\n  csat: {unit: percent, scope: team}\n"
        "bonuses: {a: {scope: team, when: {csat: {from: 1 %}}, pays: 5, paid: [{share: 100 %, when: {nrr.payout_rate: {from: 1 %}}}]}}\n",
        [],
    ),
    (
        "a step that a matrix reads and a part waits for",
        "unknown-step",
        "bonuses:\n"
        "  a: {matrix: {rows: {of: nrx, from: [0 %]}, columns: {of: nrr, from: [0 %]}, pays: [[1]]}}\n"
        "  b: {pays: 5, paid: [{share: 100 %, when: {collected: {from: 1}}}]}\n",
        [
            "bonuses.a.matrix.rows.of: there is no step `nrx`; did you mean `nrr`?",
            "  help: write `nrr`",
            "bonuses.b.paid[0].when.collected (key): there is no step `collected`",
            "  help: steps of this plan: nrr, nrr.target, nrr.attainment, nrr.payout_rate, plan.attainment, plan.payout_rate",
        ],
    ),
    (
        "a limit of each member without what becomes of the excess",
        "one-source",
        "pool: {pot: {scope: company, amount: 100, by: salary, each_at_most: 20}}\n",
        [
            "pool.pot (key): `each_at_most` and `excess` go together: say what becomes of what is over the limit"
        ],
    ),
    (
        "examples name what is paid and owed of bonuses",
        "example-names",
        "bonuses: {a: {per: nrr, pays: 5, below_zero: carry}}\n"
        "examples: {e: {given: {nrr: 1 %, owed.a: 3}, expect: {bonuses.a: 0, bonuses.a.owed: 3}}}\n",
        [],
    ),
    (
        "bonuses and pools with the name of the legal scheme, or with its id",
        "profit-sharing-word",
        "bonuses:\n  interessement: {pays: 5}\n  b: {name: {fr: Prime d'intéressement, en: Bonus}, pays: 5}\n  c: {pays: 5}\n"
        "pool: {interessement: {amount: 5, by: uniform}}\n",
        [
            line
            for place in ("bonuses.interessement", "bonuses.b", "pool.interessement")
            for line in (
                f"advice {place} (key): `intéressement` is a legal scheme: collective, uncertain, by an agreement; a bonus on one's own objectives is pay",
                "  help: call it a bonus or a variable pay, unless it is the legal scheme",
            )
        ],
    ),
    (
        "a cap over what a gate leaves",
        "idle-amount",
        "kpis: {k: {weight: 100 %, unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}}\ncap: 300 %\n"
        "gates: {g: {when: {k: {from: 50 %}}, otherwise: {of: plan, times: 50 %}}}\n",
        [
            "advice cap (key): a cap of 300 % has nothing to cut: before it the KPIs come to 100 % of the target incentive at most",
            "  help: write a lower cap, or leave it out",
        ],
    ),
]


@pytest.mark.parametrize(("rule", "plan", "lines"), [one[1:] for one in TOLD], ids=[one[0] for one in TOLD])
def test_what_is_told(rule: str, plan: str, lines: list[str]) -> None:
    assert told(plan, rule) == lines
