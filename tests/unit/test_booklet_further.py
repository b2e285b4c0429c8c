"""What a booklet says of bonuses and pools once they are worked out."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from pathlib import Path

import pytest

from csvariable.cli import run

PLAN = """csvariable: 1
name: t
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}
  csat: {unit: percent}
  arr: {unit: money, target: 100000}
  points: {unit: number}
gates: {quality: {when: {csat: {from: 80 %}}, otherwise: {of: [nrr, bonuses.upsell], times: 50 %}}}
bonuses:
  upsell: {name: {en: Upsell}, of: arr, bands: target, marginal: [{from: 0 %, rate: 5 %}, {from: 100 %, rate: 8 %}], paid: [{share: 60 %}, {share: 20 %, after: {periods: 2}}, {share: 20 %, when: {csat: {from: 80 %}}}]}
  table: {matrix: {rows: {of: nrr, from: [70 %]}, columns: {of: csat, from: [0 %, 80 %]}, pays: [[50, 200]]}}
  debt: {per: arr, pays: 1, below_zero: carry}
  taken: {per: arr, pays: 1, below_zero: pay}
  year: {per: arr, pays: 1, accumulate: true}
pool:
  pot: {scope: company, amount: 50, by: {points: {at_least: 1, at_most: 7}}, each_at_most: 20, excess: others}
  lost: {scope: company, amount: 50, by: points, each_at_most: 20, excess: lost}
"""

SAID = """Closed, nrr and Upsell pays 50 % of what it would.
The bounds are parts of one's own target of arr.
60 % of it is paid at once.
20 % of it is paid 2 periods later.
20 % of it is paid once this holds: csat ≥ 80 %.
| ≥ 70 % | €50.00 | €200.00 |
Below zero nothing is paid, and later bonuses of this kind repay it.
Below zero it is taken off the pay.
It counts the year so far; what it paid before is taken off.
A lower key counts as 1.
A higher key counts as 7.
Nobody receives more than €20.00; what is over goes to the others.
Nobody receives more than €20.00; what is over is not paid.
"""


def test_a_booklet_says_what_becomes_of_bonuses_and_pools(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "plan.yaml").write_text(PLAN, encoding="utf-8")
    assert run(["booklet", str(tmp_path / "plan.yaml"), "-f", "markdown"]) == 0
    said = capsys.readouterr().out.replace("\u00a0", " ").replace("’", "'")
    assert [line for line in SAID.splitlines() if line not in said] == []
