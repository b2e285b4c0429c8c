"""Plans that several tests pay, as they are written."""

from __future__ import annotations

PAID = """\
csvariable: 1
name: P
currency: EUR
period: quarter
target_incentive: 1000
"""
"""The head of a plan that pays each quarter, whatever it pays for."""

CSM_EUROPE = """\
csvariable: 1
name: CSM Europe
currency: EUR
period: quarter
target_incentive: 2500
kpis:
  nrr:
    weight: 60 %
    unit: percent
    target: 105 %
    curve:
      linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]
  csat:
    weight: 40 %
    unit: percent
    curve:
      of: actual
      lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]
"""
"""Two weighted KPIs: one by its target, one by its value."""
NRR_AND_CSAT = """\
csvariable: 1
name: Team
currency: EUR
period: quarter
target_incentive: 1000
kpis:
  nrr:
    weight: 60 %
    unit: percent
    target: 100 %
    curve: {linear: [{at: 80 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 120 %, pays: 200 %}]}
  csat:
    weight: 40 %
    unit: percent
    missing: hold
    curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}
"""
"""The same pair of KPIs, of which one may be missing."""
ROWS_OF_A_TEAM = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  rows:
    file: rows.csv
    participant: {column: Owner, by: BY}
    date: {column: When, zone: ZONE}
    columns:
      answer: {column: Answer, unit: score, range: [0, 10]}
      old: {column: Old, unit: money}
      new: {column: New, unit: money}
    where: {Kind: {not: [test, bot]}}
kpis:
  nps:
    weight: 100 %
    unit: points
    scope: SCOPE
    missing: zero
    measure: {nps: rows.answer}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
  good: {unit: percent, scope: SCOPE, measure: {share: rows, that: {answer: {from: 7, below: 10}}}}
  told: {unit: percent, scope: SCOPE, measure: {share: rows, that: {answer: {known: true}}}}
"""
"""KPIs on raw rows; a test says the ZONE of their dates, BY which column owners are known, and the SCOPE."""
