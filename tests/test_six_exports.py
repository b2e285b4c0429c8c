"""From the exports of seven tools to pay: zones, own units, words, currencies, titles, footers, by hand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from csvariable.cli import run

EXPORTS = Path(__file__).parent / "data" / "exports"
PLAN = """\
csvariable: 1
name: Exports
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 2000
rates: {USD: 0.92, JPY: 0.006}
sources:
  csat:
    file: exports/intercom_csat.csv
    date: {column: Updated at (America/New_York), zone: America/New_York}
    columns: {score: {column: Conversation rating, unit: score, range: [1, 5]}}
    where: {Agent rated type: Teammate}
  nps:
    file: exports/typeform_nps.csv
    key: "#"
    date: {column: Submit Date (UTC), zone: UTC}
    columns: {score: {like: "*how likely*", unit: score, range: [0, 10]}}
    where: {Response Type: completed}
  monkey:
    file: exports/surveymonkey_two_row_header.csv
    header: {rows: 2}
    participant: Custom Data 1
    date: {column: End Date, zone: UTC, format: MM/DD/YYYY hh:mm:ss AM}
    columns: {score: {like: "How likely*Response", unit: score, range: [0, 10]}}
  tickets:
    file: exports/freshdesk_tickets.csv
    participant: {column: Agent, by: name}
    nobody: No Agent
    date: {column: Created time, zone: Europe/Paris}
    columns:
      solved: {column: Resolution time (in hrs), unit: hours, in: "h:mm:ss"}
      tags: {column: Tags, split: ","}
  deals:
    file: exports/salesforce_report_details.csv
    participant: {column: Opportunity Owner, by: name}
    ends: blank
    date: {column: Close Date, format: MM/DD/YYYY}
    columns:
      due: {column: ARR to Renew, unit: money, currency: ARR to Renew Currency}
      won: {column: Amount, unit: money, currency: Amount Currency}
  subs:
    file: exports/stripe_subscriptions.csv
    participant: {column: csm (metadata), by: name}
    columns:
      arr:
        column: Amount
        unit: money
        currency: Currency
        times: {column: Interval, by: {month: 12, year: 1}}
    where: {Status: active}
  zendesk:
    file: exports/zendesk_tickets_legacy_csv.csv
    participant: {column: Assignee, by: name}
    columns:
      good:
        column: Satisfaction Score
        unit: number
        values: {"Good, I'm satisfied": 1, "Bad, I'm unsatisfied": 0}
    missing: [Offered, Not Offered]
kpis:
  csat: {unit: percent, scope: company, measure: {share: csat, that: {score: {from: 4}}}}
  nps: {unit: points, scope: company, measure: {nps: nps.score}}
  own-nps: {unit: points, missing: zero, measure: {nps: monkey.score}}
  solving: {unit: hours, missing: zero, direction: lower, measure: {median: tickets.solved}}
  urgent: {unit: number, measure: {count: tickets, where: {tags: {has: urgent}}}}
  renewals:
    weight: 60 %
    unit: percent
    measure: {ratio: {of: {least: [deals.won, deals.due]}, over: deals.due}}
    curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
  arr: {unit: money, measure: {sum: subs.arr}}
  good:
    weight: 40 %
    unit: number
    missing: zero
    measure: {mean: zendesk.good}
    curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 1, pays: 100 %}]}
"""
KPIS = """\
participant,team,kpi,value,numerator,denominator,n
*,,csat,100 %,1,1,1
*,,nps,0,0,2,2
zoe,,own-nps,100,100,1,1
karim,,own-nps,-100,-100,1,1
zoe,,solving,2.586111111111,931,360,1
karim,,solving,107.25,429,4,1
zoe,,urgent,0,0,1,0
karim,,urgent,1,1,1,1
zoe,,renewals,68.493150684932 %,24000,35040,2
karim,,renewals,93.75625 %,15001,16000,1
zoe,,arr,26160,26160,1,2
karim,,arr,0,0,1,0
zoe,,good,0.5,1,2,2
karim,,good,,,,0
"""
"""By hand: 21:05 on 31 March in New York is April in Paris; 12,000 dollars due are 11,040 euros; 2,000 euros
and 30,000 yen a month are 24,000 and 2,160 euros a year; `Offered` is no answer."""


def test_the_exports_of_seven_tools_come_to_pay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copytree(EXPORTS, "exports")
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("people.csv").write_text("participant,name\nzoe,Zo\u00e9 Martin\nkarim,Karim Benali\n", "utf-8")
    asked = ["plan.yaml", "--people", "people.csv", "--period", "2025-Q1"]
    assert run(["kpis", *asked]) == 0
    assert capsys.readouterr().out == KPIS
    assert run(["compute", *asked, "-o", "pay.csv"]) == 0
    paid = Path("pay.csv").read_text("utf-8")
    assert "1221.92" in paid
    assert "1125.08" in paid
    assert run(["explain", *asked, "--csm", "zoe", "--width", "160"]) == 0
    assert "ratio of sums of 2 rows from salesforce_report_details.csv" in capsys.readouterr().out
