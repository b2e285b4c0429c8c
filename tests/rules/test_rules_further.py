"""All that is told of what further plans say."""

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
]


@pytest.mark.parametrize(("rule", "plan", "lines"), [one[1:] for one in TOLD], ids=[one[0] for one in TOLD])
def test_what_is_told(rule: str, plan: str, lines: list[str]) -> None:
    assert told(plan, rule) == lines
