"""All that is told of curves, matrices and modifiers: places, other places, advice, and mends."""
# ruff: noqa: E501, ISC004 - plans and what is told of them stand on one line, as they are written and printed

from __future__ import annotations

import pytest
from findings import told

TOLD = [
    (
        "curves that may read two things",
        "curve-of-unsaid",
        "kpis:\n"
        "  a: {weight: 30 %, unit: percent, target: 1 %, curve: {lookup: [{from: 1 %, pays: 100 %}]}}\n"
        "  b: {weight: 30 %, unit: percent, curve: {of: attainment, lookup: [{from: 1 %, pays: 100 %}]}}\n"
        "  c: {unit: percent}\n"
        "  d: {weight: 40 %, unit: percent, curve: {lookup: [{from: 1 %, pays: 100 %}]}}\n",
        [
            "kpis.d.curve (key): `d` has no target in the plan, so its curve must say what it reads",
            "  help: write `of: actual` (bounds are values of it) or `of: attainment` (targets are in the files)",
        ],
    ),
    (
        "axes with one bound twice",
        "equal-bounds matrix-order",
        "kpis:\n"
        "  t: {unit: hours, direction: lower}\n"
        "  k: {weight: 50 %, unit: percent, matrix: {rows: {of: nrr, from: [5 %, 5 %]}, columns: {of: nrr, from: [5 %, {above: 5 %}, {from: 5 %}]}, pays: [[1 %, 2 %, 3 %], [1 %, 2 %, 3 %]]}}\n"
        "  l: {weight: 50 %, unit: percent, matrix: {rows: {of: t, from: [{up_to: 8 h}, {below: 8 h}, {below: 8 h}]}, columns: {of: t, from: [{up_to: 8 h}, {up_to: 9 h}]}, pays: [[1 %, 2 %], [1 %, 2 %], [1 %, 2 %]]}}\n"
        "  nrr: {unit: percent}\n",
        [
            "kpis.k.matrix.rows.from[1]: two points start at `5 %`",
            "  kpis.k.matrix.rows.from[0]: the same bound",
            "  help: keep one of them",
            "kpis.k.matrix.columns.from[2].from: columns rise: `5 %` comes after `5 %`",
            "  kpis.k.matrix.columns.from[1].above: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
            "kpis.l.matrix.rows.from[2].below: two points start at `8 h`",
            "  kpis.l.matrix.rows.from[1].below: the same bound",
            "  help: keep one of them",
            "kpis.l.matrix.columns.from[1].up_to: columns fall, because lower is better: `9 h` comes after `8 h`",
            "  kpis.l.matrix.columns.from[0].up_to: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
        ],
    ),
    (
        "points with one bound twice",
        "equal-bounds points-not-in-order",
        "kpis:\n"
        "  a: {weight: 50 %, unit: percent, curve: {of: actual, linear: [{at: 5 %, pays: 1 %}, {at: 5 %, pays: 2 %}, {at: 6 %, pays: 3 %}]}}\n"
        "  b: {weight: 50 %, unit: percent, direction: lower, curve: {of: actual, lookup: [{below: 9 %, pays: 1 %}, {up_to: 9 %, pays: 2 %}, {up_to: 9 %, pays: 3 %}, {up_to: 9.5 %, pays: 4 %}]}}\n"
        "bonuses:\n"
        "  b: {of: a, lookup: [{from: 5 %, pays: 1}, {above: 5 %, pays: 2}, {from: 4 %, pays: 3}]}\n"
        "  c: {badge: {by: a, lookup: [{from: 5 %, gives: 1}, {from: 5 %, gives: 2}]}}\n",
        [
            "kpis.a.curve.linear[1].at: two points start at `5 %`",
            "  kpis.a.curve.linear[0].at: the same bound",
            "  help: write `before:` on one point where the line jumps",
            "kpis.b.curve.lookup[1].up_to: points fall, because lower is better: `9 %` comes after `9 %`",
            "  kpis.b.curve.lookup[0].below: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
            "kpis.b.curve.lookup[2].up_to: two points start at `9 %`",
            "  kpis.b.curve.lookup[1].up_to: the same bound",
            "  help: keep one of them",
            "kpis.b.curve.lookup[3].up_to: points fall, because lower is better: `9.5 %` comes after `9 %`",
            "  kpis.b.curve.lookup[2].up_to: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
            "bonuses.b.lookup[2].from: points rise: `4 %` comes after `5 %`",
            "  bonuses.b.lookup[1].above: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
            "bonuses.c.badge.lookup[1].from: two points start at `5 %`",
            "  bonuses.c.badge.lookup[0].from: the same bound",
            "  help: keep one of them",
        ],
    ),
    (
        "bounds that look to the wrong side",
        "wrong-bound-word",
        "kpis:\n"
        "  t: {unit: hours, direction: lower, weight: 50 %, curve: {of: actual, threshold: 8 h, lookup: [{from: 8 h, pays: 50 %}, {above: 4 h, pays: 60 %}, {up_to: 3 h, pays: 70 %}, {below: 2 h, pays: 80 %}]}}\n"
        "  k: {unit: percent, weight: 50 %, curve: {of: actual, threshold: {up_to: 8 %}, lookup: [{below: 8 %, pays: 50 %}, {above: 9 %, pays: 60 %}]}}\n"
        "  l: {unit: percent, matrix: {rows: {of: t, from: [8 h, {above: 4 h}]}, columns: {of: k, from: [8 %]}, pays: [[1 %], [2 %]]}}\n",
        [
            "kpis.t.curve.threshold: lower is better here: say how the bound is meant, `{up_to: 8 h}`",
            "  help: write `{up_to: 8 h}`",
            "kpis.t.curve.lookup[0].from (key): lower is better here: `from` would pay the bad results",
            "  help: write `up_to` for reached, `below` for exceeded: a point says where its pay starts, and the next one where it ends",
            "kpis.t.curve.lookup[1].above (key): lower is better here: `above` would pay the bad results",
            "  help: write `up_to` for reached, `below` for exceeded: a point says where its pay starts, and the next one where it ends",
            "kpis.k.curve.threshold.up_to (key): higher is better here: `up_to` would pay the bad results",
            "  help: write `from` for reached, `above` for exceeded",
            "kpis.k.curve.lookup[0].below (key): higher is better here: `below` would pay the bad results",
            "  help: write `from` for reached, `above` for exceeded: a point says where its pay starts, and the next one where it ends",
            "kpis.l.matrix.rows.from[0]: lower is better here: say how the bound is meant, `{up_to: 8 h}`",
            "  help: write `{up_to: 8 h}`",
            "kpis.l.matrix.rows.from[1].above (key): lower is better here: `above` would pay the bad results",
            "  help: write `up_to` for reached, `below` for exceeded: a point says where its pay starts, and the next one where it ends",
        ],
    ),
    (
        "two bounds of a contest",
        "wrong-bound-word",
        "kpis: {t: {unit: hours, direction: lower}}\n"
        "bonuses: {r: {rank: {by: t, top: 1, at_least: {from: 4 h, up_to: 8 h}}, pays: [1]}}\n",
        [
            "bonuses.r.rank.at_least.from (key): lower is better here: `from` would pay the bad results",
            "  help: write `up_to` for reached, `below` for exceeded",
        ],
    ),
    (
        "counting what should be few",
        "wrong-kind-for-direction money-curve-in-kpi",
        "kpis:\n"
        "  a: {unit: percent, direction: lower, weight: 50 %, curve: {of: actual, whole: [{below: 5 %, rate: 100 %}]}}\n"
        "  b: {unit: percent, direction: lower, target: 5 %, attainment: distance, weight: 50 %, curve: {marginal: [{from: 5 %, rate: 100 %}]}}\n"
        "bonuses: {b: {of: a, marginal: [{below: 5 %, rate: 1}]}}\n",
        [
            "kpis.a.curve.whole (key): lower is better here: `whole` would pay more for each unit that is too many",
            "  help: write one of `lookup`, `linear`, or read the attainment",
            "bonuses.b.marginal (key): lower is better here: `marginal` would pay more for each unit that is too many",
            "  help: write one of `lookup`, `linear`, or read the attainment",
        ],
    ),
    (
        "bands under a KPI",
        "money-curve-in-kpi",
        "kpis:\n"
        "  a: {unit: percent, weight: 20 %, curve: {of: actual, linear: [{at: 5 %, pays: 1 %}]}}\n"
        "  b: {unit: money, weight: 20 %, curve: {of: actual, lookup: [{from: 5, pays: 1 %}]}}\n"
        "  c: {unit: number, weight: 20 %, curve: {whole: [{from: 5, rate: 1 %}]}}\n"
        "  d: {unit: number, weight: 20 %, target: 5, curve: {whole: [{from: 5 %, rate: 1 %}]}}\n"
        "  e: {unit: percent, weight: 5 %, curve: {of: actual, marginal: [{from: 5 %, rate: 1 %}]}}\n"
        "  f: {unit: money, weight: 5 %, curve: {of: actual, marginal: [{from: 5, rate: 1 %}]}}\n"
        "  h: {unit: hours, weight: 10 %, curve: {of: actual, whole: [{from: 5 h, rate: 1 %}]}}\n"
        "bonuses: {b: {of: b, marginal: [{from: 5, rate: 1 %}]}}\n",
        [
            "kpis.f.curve.marginal (key): `marginal` under a KPI reads a rate, and `f` holds amounts",
            "  help: a commission is a bonus: `bonuses: {f-commission: {of: f, marginal: [...]}}`",
            "kpis.h.curve.whole (key): `whole` under a KPI reads a rate, and `h` holds values in hours",
            "  help: a commission is a bonus: `bonuses: {h-commission: {of: h, whole: [...]}}`",
        ],
    ),
    (
        "lines and steps that go on",
        "linear-too-short beyond-without-line",
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  b: {unit: percent, weight: 50 %, curve: {of: actual, beyond: continue, linear: [{at: 5 %, pays: 1 %}, {at: 6 %, pays: 2 %}]}}\n"
        "  c: {unit: percent, weight: 50 %, curve: {of: actual, linear: [{at: 5 %, pays: 1 %}]}}\n"
        "modifiers:\n"
        "  m: {by: a, of: plan, curve: {beyond: continue, linear: [{at: 5 %, pays: 1 %}]}}\n"
        "  p: {by: a, of: plan, curve: {beyond: continue, lookup: [{from: 5 %, pays: 1 %}]}}\n"
        "bonuses:\n"
        "  b: {of: a, beyond: continue, linear: [{at: 5 %, pays: 1}]}\n"
        "  c: {of: a, beyond: continue, lookup: [{from: 5 %, pays: 1}]}\n"
        "  d: {pays: 3}\n",
        [
            "modifiers.m.curve.beyond (key): `beyond: continue` keeps the last slope, and a line of one point has none",
            "  help: write a second point, or leave `beyond` out",
            "modifiers.p.curve.beyond (key): `beyond: continue` keeps the slope of a `linear` curve, and this is none",
            "  help: leave it out",
            "bonuses.b.beyond (key): `beyond: continue` keeps the last slope, and a line of one point has none",
            "  help: write a second point, or leave `beyond` out",
            "bonuses.c.beyond (key): `beyond: continue` keeps the slope of a `linear` curve, and this is none",
            "  help: leave it out",
        ],
    ),
    (
        "axes in disorder",
        "matrix-order points-not-in-order",
        "kpis:\n"
        "  t: {unit: hours, direction: lower}\n"
        "  nrr: {unit: percent}\n"
        "  k: {weight: 100 %, unit: percent, matrix: {rows: {of: t, from: [{up_to: 4 h}, {up_to: 8 h}]}, columns: {of: nrr, from: [9 %, 8 %, 8.5 %]}, pays: [[1 %, 1 %, 1 %], [1 %, 1 %, 1 %]]}}\n",
        [
            "kpis.k.matrix.rows.from[1].up_to: rows fall, because lower is better: `8 h` comes after `4 h`",
            "  kpis.k.matrix.rows.from[0].up_to: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
            "kpis.k.matrix.columns.from[1]: columns rise: `8 %` comes after `9 %`",
            "  kpis.k.matrix.columns.from[0]: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
        ],
    ),
    (
        "what a modifier reads",
        "modifier-curve-of",
        "modifiers:\n"
        "  a: {by: nrr, of: plan, curve: {of: actual, lookup: [{from: 1 %, pays: 1 %}]}}\n"
        "  b: {by: nrr, of: plan, curve: {of: attainment, lookup: [{from: 1 %, pays: 1 %}]}}\n"
        "  c: {by: nrr.attainment, of: plan, curve: {of: attainment, lookup: [{from: 1 %, pays: 1 %}]}}\n"
        "  d: {by: nrr.attainment, of: plan, curve: {of: actual, lookup: [{from: 1 %, pays: 1 %}]}}\n"
        "  e: {by: nrr, of: plan, curve: {lookup: [{from: 1 %, pays: 1 %}]}}\n"
        "  f: {by: nrr, of: plan, curve: {of: actual, lookup: [{from: 1 %, pays: 1 %}]}}\n",
        [
            "modifiers.a.curve.of (key): a modifier reads `by` as it stands (`nrr`): its curve has no `of`",
            "  help: leave it out",
            "  fix: modifiers.a.curve.of goes",
            "modifiers.b.curve.of (key): a modifier reads `by` as it stands (`nrr`): its curve has no `of`",
            "  help: write `by: nrr.attainment` and leave `of` out",
            "modifiers.c.curve.of (key): a modifier reads `by` as it stands (`nrr.attainment`): its curve has no `of`",
            "  help: leave it out",
            "  fix: modifiers.c.curve.of goes",
            "modifiers.d.curve.of (key): a modifier reads `by` as it stands (`nrr.attainment`): its curve has no `of`",
            "  help: leave it out",
            "modifiers.f.curve.of (key): a modifier reads `by` as it stands (`nrr`): its curve has no `of`",
            "  help: leave it out",
            "  fix: modifiers.f.curve.of goes",
        ],
    ),
    (
        "factors of modifiers",
        "modifier-kind",
        "modifiers:\n"
        "  a: {by: nrr, of: plan, curve: {linear: [{at: 1 %, pays: 1 %}]}}\n"
        "  b: {by: nrr, of: plan, curve: {marginal: [{from: 1 %, rate: 1 %}]}}\n"
        "  c: {by: nrr, of: plan, curve: {whole: [{from: 1 %, rate: 1 %}]}}\n",
        [
            "modifiers.b.curve.marginal (key): the points of a modifier are factors: `marginal` would multiply `nrr` itself",
            "  help: write one of `lookup`, `linear`",
            "modifiers.c.curve.whole (key): the points of a modifier are factors: `whole` would multiply `nrr` itself",
            "  help: write one of `lookup`, `linear`",
        ],
    ),
    (
        "steps of a quarter of the target incentive, and above",
        "cliff",
        "kpis:\n"
        "  a: {unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 200 %}]}}\n"
        "  b: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 50 %}, {from: 2 %, pays: 90 %}]}}\n"
        "  c: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 40 %}, {from: 2 %, pays: 91 %}, {from: 3 %, pays: 100 %}]}}\n",
        [
            "advice kpis.c.curve.lookup[1]: one step at `2 %` decides 25.5 % of the target incentive",
            "  help: pay in proportion (`linear`), or write steps between",
        ],
    ),
    (
        "a step after points in disorder",
        "cliff points-not-in-order",
        "kpis:\n"
        "  a: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 2 %, pays: 1 %}, {from: 1 %, pays: 9 %}]}}\n"
        "  b: {weight: 50 %, unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 51 %}]}}\n",
        [
            "kpis.a.curve.lookup[1].from: points rise: `1 %` comes after `2 %`",
            "  kpis.a.curve.lookup[0].from: the point before starts here",
            "  help: go from the easiest to the hardest to reach",
            "advice kpis.b.curve.lookup[0]: one step at `1 %` decides 25.5 % of the target incentive",
            "  help: pay in proportion (`linear`), or write steps between",
        ],
    ),
    (
        "steps under a cap",
        "cliff",
        "kpis: {a: {weight: 100 %, unit: percent, curve: {of: actual, cap: 20 %, lookup: [{from: 1 %, pays: 100 %}]}}}\n",
        [],
    ),
    (
        "caps and points",
        "cap-below-top",
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  b: {weight: 20 %, unit: percent, cap: 90 %, curve: {of: actual, lookup: [{from: 1 %, pays: 90 %}, {from: 2 %, pays: 91 %}, {from: 3 %, pays: 92 %}]}}\n"
        "  c: {weight: 20 %, unit: percent, cap: 9 %, curve: {of: actual, cap: 80 %, linear: [{at: 1 %, pays: 0 %}, {at: 2 %, pays: 90 %}]}}\n"
        "  d: {weight: 20 %, unit: percent, curve: {of: actual, lookup: [{from: 1 %, pays: 90 %}]}}\n"
        "  e: {weight: 20 %, unit: percent, cap: 9 %, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}\n",
        [
            "warning kpis.b.curve.lookup[1].pays: this is never paid in full: a cap lies below it",
            "  kpis.b.cap: the cap",
            "warning kpis.c.curve.linear[1].pays: this is never paid in full: a cap lies below it",
            "  kpis.c.curve.cap: the cap",
        ],
    ),
    (
        "targets that pay another rate",
        "target-not-100",
        "kpis:\n"
        "  a: {unit: percent, target: 100 %, curve: {lookup: [{from: 1 %, pays: 50 %}]}}\n"
        "  b: {weight: 10 %, unit: percent, curve: {of: attainment, lookup: [{from: 1 %, pays: 50 %}]}}\n"
        "  c: {weight: 10 %, unit: percent, target: 9, curve: {of: actual, lookup: [{from: 1 %, pays: 50 %}]}}\n"
        "  d: {weight: 10 %, unit: percent, target: 9 %, curve: {of: actual, lookup: [{from: 1 h, pays: 50 %}]}}\n"
        "  e: {weight: 10 %, unit: money, target: {annual: 9}, curve: {of: actual, lookup: [{from: 1, pays: 50 %}]}}\n"
        "  f: {weight: 10 %, unit: percent, target: 9 %, curve: {of: actual, lookup: [{from: 1 %, pays: 50 %}, {from: 10 %, pays: 100 %}]}}\n"
        "  h: {weight: 10 %, unit: percent, target: 9 %, curve: {lookup: [{from: 1 %, pays: 50 %}]}}\n"
        "  i: {weight: 10 %, unit: percent, target: 9 %, matrix: {rows: {of: i, from: [1 %]}, columns: {of: i, from: [1 %]}, pays: [[1 %]]}}\n"
        "  j: {weight: 10 %, unit: percent, curve: {lookup: [{from: 1 %, pays: 50 %}]}}\n"
        "bonuses: {f: {of: a, lookup: [{from: 1 %, pays: 50}]}}\n",
        [
            "warning kpis.f.curve (key): at its target, `f` pays 50 %, not 100 %",
            "  kpis.f.target: target",
            "warning kpis.h.curve (key): at its target, `h` pays 50 %, not 100 %",
            "  kpis.h.target: target",
        ],
    ),
    (
        "pay without an end",
        "uncapped",
        "kpis:\n"
        "  a: {unit: percent, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}\n"
        "  b: {weight: 30 %, unit: percent, cap: 90 %, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}\n"
        "  c: {weight: 30 %, unit: percent, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}\n"
        "  d: {weight: 40 %, unit: percent, matrix: {rows: {of: a, from: [1 %]}, columns: {of: a, from: [1 %]}, pays: [[1 %]]}}\n"
        "  m: {unit: money}\n"
        "  q: {unit: number}\n"
        "modifiers: {c: {by: a, of: plan, curve: {beyond: continue, linear: [{at: 1 %, pays: 1 %}, {at: 2 %, pays: 2 %}]}}}\n"
        "bonuses:\n"
        "  a: {of: m, marginal: [{from: 0, rate: 5 %}]}\n"
        "  b: {of: m, cap: 90, marginal: [{from: 0, rate: 5 %}]}\n"
        "  c: {of: m, marginal: [{from: 0, rate: 5 %}, {from: 9, rate: 0 %}]}\n"
        "  d: {per: q, pays: 1}\n"
        "  e: {per: q, pays: 1, cap: 5}\n"
        "  f: {of: q, beyond: continue, linear: [{at: 1, pays: 1}, {at: 2, pays: 2}]}\n"
        "  h: {badge: {by: q, lookup: [{from: 1, gives: 1}]}}\n"
        "  i: {of: zzz, marginal: [{from: 0, rate: 5 %}]}\n",
        [
            "advice kpis.c.curve (key): nothing limits what `c` can pay",
            "advice bonuses.a (key): nothing limits what `a` can pay",
            "advice bonuses.d (key): nothing limits what `d` can pay",
            "advice bonuses.f (key): nothing limits what `f` can pay",
        ],
    ),
    (
        "pay that the cap of the plan ends",
        "uncapped",
        "cap: 150 %\n"
        "kpis: {c: {weight: 100 %, unit: percent, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}}\n"
        "bonuses: {d: {per: c, pays: 1}}\n",
        [
            "advice bonuses.d (key): nothing limits what `d` can pay",
        ],
    ),
    (
        "pay that the cap of all ends",
        "uncapped",
        "cap_total: 150 %\n"
        "kpis: {c: {weight: 100 %, unit: percent, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}}\n"
        "bonuses: {d: {per: c, pays: 1}}\n",
        [],
    ),
    (
        "pay whose caps cannot be read",
        "uncapped",
        "kpis: {c: {weight: 100 %, unit: percent, cap: 3, curve: {of: actual, whole: [{from: 1 %, rate: 90 %}]}}}\n",
        [],
    ),
    (
        "rates that fall in a matrix",
        "non-monotonic",
        "kpis:\n"
        "  a: {unit: percent}\n"
        "  k: {weight: 100 %, unit: percent, matrix: {rows: {of: a, from: [1 %, 2 %]}, columns: {of: a, from: [1 %, 2 %, 3 %]}, pays: [[1 %, 1 %, 2 %], [1 %, 2 %, 1 %]]}}\n"
        "bonuses: {k: {of: a, lookup: [{from: 1 %, pays: 2}, {from: 2 %, pays: 1}]}}\n",
        [
            "warning kpis.k.matrix.pays[1][2]: pay falls in this row, although the result improves",
        ],
    ),
]


@pytest.mark.parametrize(("rules", "plan", "lines"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_what_is_told_of_curves(rules: str, plan: str, lines: list[str]) -> None:
    assert told(plan, *rules.split()) == lines
