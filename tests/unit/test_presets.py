"""Presets: each reads the sample export of its tool, once its gaps are filled, and asks for them before."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from engine import plans_of

from csvariable.catalog.preset import preset, preset_ids
from csvariable.cli import run
from csvariable.plan.row_owner import OwnerColumn
from csvariable.plan.source import SourceOfRows
from csvariable.plan.source_column import DateColumn
from csvariable.speech.catalogue import in_catalog

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
PEOPLE = """\
participant,name,email
zoe,Zoé Martin,zoe@corp.example
karim,Karim Benali,karim@corp.example
lea,Léa Dupont-Moreau,lea@corp.example
zoe.martin,Zoe M,
karim.benali,Karim B,
"""
PORTFOLIO = """\
account,participant
Acme,zoe
Globex,karim
0015g00000XyZaBAAV,zoe
0015g00000XyZaCAAV,karim
007,zoe
"""
HEAD = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
rates: {USD: 0.92, JPY: 0.006}
sources:
  portfolio: {file: portfolio.csv}
  rows:
    file: FILE
    preset: PRESET
"""
KPI = """\
kpis:
  x:
    weight: 100 %
    missing: zero
    curve: {of: actual, CURVE}
"""
CURVES = {
    "points": "lookup: [{from: 1, pays: 100 %}]",
    "number": "lookup: [{from: 1, pays: 100 %}]",
    "money": "lookup: [{from: 1, pays: 100 %}]",
    "percent": "lookup: [{from: 50 %, pays: 100 %}]",
    "score": "lookup: [{from: 1, pays: 100 %}]",
    "minutes": "lookup: [{up_to: 5 min, pays: 100 %}]",
    "hours": "lookup: [{up_to: 5 h, pays: 100 %}]",
}

CASES: dict[str, tuple[str, str, str, dict[str, str]]] = {
    "hubspot-deals": (
        "hubspot_deals.csv",
        "    date: {zone: Europe/Paris}\n    where: {Deal Stage: Closed won}",
        "unit: money\n    measure: {sum: rows.amount}",
        {"zoe": "24000", "karim": "7500.5", "lea": "0"},
    ),
    "hubspot-surveys": (
        "hubspot_survey_responses.csv",
        (
            "    date: {zone: Europe/Paris}\n    where: {Survey type: NPS}\n"
            "    columns: {score: {column: Rating, unit: score, range: [0, 10]}}"
        ),
        "unit: points\n    measure: {nps: rows.score}",
        {"zoe": "100", "karim": "-100", "lea": ""},
    ),
    "hubspot-tickets": (
        "hubspot_tickets.csv",
        "    date: {column: Close date, zone: Europe/Paris}",
        "unit: minutes\n    direction: lower\n    measure: {mean: rows.reply}",
        {"zoe": "60", "lea": "5.166666666667", "karim": ""},
    ),
    "salesforce-report": (
        "salesforce_report_details.csv",
        "    date: {column: Close Date, format: MM/DD/YYYY}\n    where: {Stage: [Closed Won, Closed Lost]}",
        "unit: money\n    measure: {sum: rows.amount}",
        {"zoe": "24000", "karim": "7500.5", "lea": "0"},
    ),
    "zendesk-tickets": (
        "zendesk_tickets_legacy_csv.csv",
        (
            "    date: {column: Solved at, zone: Europe/Paris}\n"
            "    columns: {reply: {column: First reply time in minutes, unit: minutes}}"
        ),
        "unit: minutes\n    direction: lower\n    measure: {median: rows.reply}",
        {"zoe": "12", "karim": "180", "lea": ""},
    ),
    "zendesk-agents": (
        "zendesk_explore_agents.csv",
        "    decimal: '.'",
        "unit: percent\n    measure: {ratio: {of: rows.good, over: rows.rated}}",
        {"zoe": "95 %", "karim": "86.5 %", "lea": ""},
    ),
    "intercom-ratings": (
        "intercom_csat.csv",
        "    date: {column: Updated at (America/New_York), zone: America/New_York}",
        "unit: score\n    range: [1, 5]\n    scope: company\n    measure: {mean: rows.score}",
        {"*": "5"},
    ),
    "intercom-conversations": (
        "intercom_conversations.csv",
        "    date: {column: Conversation started at (America/New_York), zone: America/New_York}",
        "unit: score\n    range: [1, 5]\n    measure: {mean: rows.score}",
        {"zoe": "5", "karim": "", "lea": ""},
    ),
    "freshdesk-tickets": (
        "freshdesk_tickets.csv",
        "    date: {column: Resolved time, zone: Europe/Paris}",
        "unit: hours\n    direction: lower\n    measure: {mean: rows.solved}",
        {"zoe": "2.586111111111", "karim": "107.25", "lea": ""},
    ),
    "front-messages": (
        "front_messages.csv",
        "    unowned: company",
        "unit: minutes\n    direction: lower\n    measure: {mean: rows.reply}",
        {"zoe": "5.166666666667", "karim": ""},
    ),
    "gainsight-responses": (
        "gainsight_nps_responses.csv",
        "    assign: portfolio\n    where: {Survey Name: NPS H1}",
        "unit: points\n    measure: {nps: rows.score}",
        {"zoe": "100", "karim": "-100"},
    ),
    "gainsight-salesforce": (
        "gainsight_nps_load_sfdc.csv",
        "    assign: portfolio",
        "unit: points\n    measure: {nps: rows.score}",
        {"zoe": "100", "karim": "-100"},
    ),
    "planhat-companies": (
        "planhat_companies.csv",
        "    participant: {columns: [Owner, Co-Owner], shares: [50 %, 50 %], by: name}",
        "unit: money\n    measure: {sum: rows.arr}",
        {"zoe": "24000", "karim": "7500.5"},
    ),
    "churnzero-accounts": (
        "churnzero_accounts.csv",
        "    where: {active: ['true', 'True']}",
        "unit: money\n    measure: {sum: rows.amount}",
        {"zoe.martin": "24000", "karim.benali": "7500.5"},
    ),
    "vitally-accounts": (
        "vitally_accounts.csv",
        "    where: {isActive: 'true'}",
        "unit: money\n    measure: {sum: rows.mrr}",
        {"zoe": "2000", "karim": "625.04"},
    ),
    "delighted-responses": (
        "delighted_responses.csv",
        "    where: {survey_type: nps}\n    columns: {score: {column: score, unit: score, range: [0, 10]}}",
        "unit: points\n    measure: {nps: rows.score}",
        {"zoe": "100", "karim": "-100"},
    ),
    "surveymonkey-answers": (
        "surveymonkey_two_row_header.csv",
        (
            "    participant: Custom Data 1\n"
            "    date: {column: End Date, format: 'MM/DD/YYYY hh:mm:ss AM', zone: Europe/Paris}"
        ),
        "unit: points\n    measure: {nps: rows.score}",
        {"zoe": "100", "karim": "-100"},
    ),
    "typeform-answers": (
        "typeform_nps.csv",
        "    participant: Network ID",
        "unit: points\n    scope: company\n    measure: {nps: rows.score}",
        {"*": "0"},
    ),
    "stripe-subscriptions": (
        "stripe_subscriptions.csv",
        "    date: {column: Current Period Start (UTC), zone: UTC}\n    where: {Status: active}",
        "unit: money\n    measure: {sum: rows.arr}",
        {"zoe": "26160", "karim": "0"},
    ),
    "chargebee-subscriptions": (
        "chargebee_subscriptions.csv",
        (
            "    assign: portfolio\n    unowned: company\n"
            "    date: {column: subscriptions.cancelled_at, format: DD-MMM-YYYY hh:mm, zone: UTC}"
        ),
        "unit: number\n    scope: company\n    measure: {count: rows}",
        {"*": "1"},
    ),
}


def plan_of(name: str, gaps: str, kpi: str, file: str) -> str:
    unit = kpi.partition("unit: ")[2].partition("\n")[0]
    body = KPI.replace("CURVE", CURVES[unit])
    return HEAD.replace("FILE", file).replace("PRESET", name) + f"{gaps}\n{body}    {kpi}\n"


@pytest.mark.parametrize("name", preset_ids())
def test_a_preset_reads_the_sample_of_its_tool(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file, gaps, kpi, expected = CASES[name]
    monkeypatch.chdir(tmp_path)
    Path("plan.yaml").write_text(plan_of(name, gaps, kpi, str(EXPORTS / file)), "utf-8")
    Path("people.csv").write_text(PEOPLE, "utf-8")
    Path("portfolio.csv").write_text(PORTFOLIO, "utf-8")
    code = run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2025-Q1"])
    out, err = capsys.readouterr()
    assert code == 0, err
    found = {row["participant"]: row["value"] for row in csv.DictReader(io.StringIO(out))}
    assert {name: found.get(name) for name in expected} == expected, out


@pytest.mark.parametrize("name", [name for name in preset_ids() if preset(name).gaps])
def test_what_a_preset_cannot_know_is_asked_for(name: str) -> None:
    _, _, kpi, _ = CASES[name]
    plans, problems = plans_of(plan_of(name, "", kpi, "x.csv"))
    assert plans is None
    said = next(str(one.message) for one in problems if one.rule == "open-gap")
    assert all(f"`{route}`: {gap.asks}, such as" in said for route, gap in preset(name).gaps.items())


def test_an_unknown_preset_names_those_there_are() -> None:
    plans, problems = plans_of(plan_of("zendesk", "", CASES["hubspot-deals"][2], "x.csv"))
    assert plans is None
    assert any(
        "there is no preset `zendesk`; there are `chargebee-subscriptions`" in str(one.message)
        for one in problems
    )
    with pytest.raises(KeyError):
        preset("zendesk")


def test_every_sentence_of_a_preset_is_there_in_french() -> None:
    english = {text for name in preset_ids() for text in preset(name).texts()}
    assert {text for text in english if in_catalog(text, "fr") == text} == set()


def test_what_a_plan_writes_of_a_source_comes_before_its_preset() -> None:
    plan = HEAD.replace("FILE", "d.csv").replace("PRESET", "hubspot-deals")
    text = f"""{plan}    participant: {{column: Owner, by: id}}
    date: {{zone: Europe/Paris}}
    where: {{Stage: won}}
{KPI.replace("CURVE", CURVES["money"])}    unit: money
    measure: {{sum: rows.amount}}
"""
    found, problems = plans_of(text)
    assert found is not None, problems
    source = found.base.sources["rows"]
    assert isinstance(source, SourceOfRows)
    assert isinstance(source.date, DateColumn)
    assert (source.participant, source.date.column) == (OwnerColumn(column="Owner", by="id"), "Close Date")
