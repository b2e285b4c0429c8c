"""KPIs measured on raw rows: which rows count, whose they are, what they come to."""

from __future__ import annotations

from fractions import Fraction as F

import pytest
from measuring import PEOPLE, by_oracle, measured

from csvariable.kernel.diagnostic import CellPlace, PlanPlace

HEAD = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
proration: none
"""
NONE_IN_PERIOD = (
    "no row of `csat` lies between 2026-07-01 and 2026-09-30: they go from 2025-07-02 to 2025-07-02"
)
HEADER = "Agent,Answered,How satisfied?,Type\n"
CSAT = (
    HEAD
    + """\
sources:
  csat:
    file: csat.csv
    participant: Agent
    date: {column: Answered, zone: UTC}
    columns: {score: {column: "How satisfied?", unit: score, range: [1, 5]}}
    where: {Type: survey}
kpis:
  csat:
    weight: 100 %
    unit: percent
    missing: zero
    measure: {share: csat, that: {score: {from: 4}}}
    curve: {of: actual, lookup: [{from: 80 %, pays: 100 %}]}
"""
)
ROWS = """\
Agent,Answered,How satisfied?,Type
ana,2026-07-01 10:00,5,survey
ana,2026-06-30 22:30,5,survey
ana,2026-07-02,3,survey
ana,2026-09-30 22:30,3,survey
ben,2026-07-02,4,survey
,2026-07-02,4,survey
zoe,2026-07-02,4,survey
ben,2026-07-02,,survey
ben,2026-07-02,1,other
ben,,1,survey
"""


def test_a_share_counts_each_row_under_one_reason() -> None:
    found = measured(CSAT, {"csat": [ROWS]})
    ana, ben, cleo = (found.of("csat", name) for name in ("ana", "ben", "cleo"))
    assert (ana.top, ana.bottom, ana.n, ana.value) == (2, 3, F(3), F(2, 3))
    assert (ben.value, ben.n) == (F(1), F(1))
    assert (cleo.value, cleo.n, cleo.bottom) == (None, F(0), 0)
    assert {reason.value: count for reason, count in ana.left.items()} == {
        "filtered": 1,
        "no-date": 1,
        "outside": 1,
        "not-answered": 1,
        "no-owner": 1,
        "unknown-owner": 1,
    }
    assert [(one.table.name, one.place().line) for one in ana.rows] == [
        ("csat.csv", 2),
        ("csat.csv", 3),
        ("csat.csv", 4),
    ]
    assert [str(one.message) for one in found.problems] == [
        "1 owner of rows of `csat` is nobody who is paid: `zoe`",
        "2 values of `csat` stand on fewer than 30 answers; that of `ben` on 1",
        "left out of `csat`: 1 row without a date, 1 row without an owner",
    ]


def test_the_oracle_measures_the_same() -> None:
    found, other = measured(CSAT, {"csat": [ROWS]}), by_oracle(CSAT, {"csat": [ROWS]})
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }
    left = found.of("csat", "ana").left
    assert {reason.value: count for reason, count in left.items()} == dict(
        other["csat", "person", "ana"].left
    )


DEALS = (
    HEAD
    + """\
sources:
  deals:
    file: deals.csv
    participant: {column: Owner, by: name}
    columns:
      amount: {column: Amount, unit: money}
      open: {column: Start, unit: money}
      close: {column: End, unit: money}
      answer: {column: Answer, unit: score, range: [0, 10]}
kpis:
  nps:
    weight: 100 %
    unit: points
    scope: SCOPE
    missing: zero
    measure: {nps: deals.answer}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
  booked: {unit: money, scope: SCOPE, measure: {sum: deals.amount}}
  size: {unit: money, scope: SCOPE, measure: {mean: deals.amount}}
  grr:
    unit: percent
    scope: SCOPE
    measure: {ratio: {of: {least: [deals.close, deals.open]}, over: deals.open}}
  nrr: {unit: percent, scope: SCOPE, measure: {ratio: {of: deals.close, over: deals.open}}}
  grown: {unit: money, scope: SCOPE, measure: {sum: {minus: [deals.close, deals.open]}}}
  best: {unit: money, scope: SCOPE, measure: {sum: {greatest: [deals.close, deals.open]}}}
  lines:
    unit: number
    scope: SCOPE
    measure: {count: deals, where: {any: [{amount: {above: 10}}, {Owner: [Ben Roy]}]}}
"""
)
DEAL_ROWS = """\
Owner,Amount,Start,End,Answer
Ana Diaz,10.50,100,120,10
Ana Diaz,20,200,50,6
Ana Diaz,0.01,0,5,7
Ben Roy,-5,10,10,9
Nobody Here,1000,1000,1000,0
"""


def of(scope: str, name: str) -> dict[str, F | None]:
    plan = DEALS.replace("SCOPE", scope)
    found = measured(plan, {"deals": [DEAL_ROWS]}, period=None)
    assert found.errors == []
    return {kpi: one.value for (kpi, owner), one in found.values.items() if owner.name == name}


def test_each_kind_for_a_person() -> None:
    assert of("person", "ana") == {
        "nps": 0,
        "booked": F(3051, 100),
        "size": F(1017, 100),
        "grr": F(150, 300),
        "nrr": F(175, 300),
        "grown": -125,
        "best": 325,
        "lines": 2,
    }
    assert of("person", "cleo") == {
        "nps": None,
        "booked": 0,
        "size": None,
        "grr": None,
        "nrr": None,
        "grown": 0,
        "best": 0,
        "lines": 0,
    }


def test_a_team_is_measured_on_the_rows_of_its_people_and_the_company_on_all() -> None:
    team, company = of("team", "north"), of("company", "*")
    assert (team["nps"], team["booked"], team["grr"]) == (F(25), F(2551, 100), F(160, 310))
    assert (company["nps"], company["booked"], company["lines"]) == (F(0), F(102551, 100), F(4))


def test_somebody_who_left_the_team_has_rows_there_until_then() -> None:
    plan = CSAT.replace("unit: percent", "unit: percent\n    scope: team")
    rows = HEADER + "ben,2026-08-15,5,survey\nben,2026-08-16,1,survey\nana,2026-09-01,1,survey\n"
    left = PEOPLE.replace("BEN@x.com,north,,", "BEN@x.com,north,,2026-08-15")
    found = measured(plan, {"csat": [rows]}, left)
    assert (found.of("csat", "north").value, found.of("csat", "south").value) == (F(1, 2), None)
    assert {reason.value: count for reason, count in found.of("csat", "north").left.items()} == {"no-team": 1}


def test_people_without_a_team_are_no_team() -> None:
    people = PEOPLE.replace("cleo@x.com,south", "cleo@x.com,").replace("BEN@x.com,north", "BEN@x.com,")
    found = measured(DEALS.replace("SCOPE", "team"), {"deals": [DEAL_ROWS]}, people, None)
    assert {owner.name for _, owner in found.values} == {"north"}
    assert found.of("booked", "north").value == F(3051, 100)


def test_emails_are_compared_without_regard_to_case() -> None:
    plan = CSAT.replace("participant: Agent", "participant: {column: Agent, by: email}")
    rows = HEADER + "ben@X.com,2026-08-15,5,survey\nANA@x.com,2026-08-16,1,survey\n"
    found = measured(plan, {"csat": [rows]})
    assert (found.of("csat", "ben").value, found.of("csat", "ana").value) == (F(1), F(0))


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2026-07-01", 1),
        ("2026-07-01T00:30:00+02:00", 1),
        ("2026-07-01 00:30 +0200", 1),
        ("2026-06-30T21:59:59Z", 0),
        ("2026-06-30 22:00:00.123 UTC", 1),
        ("2026-06-30 22:00:00+00", 1),
        ("2026-06-30 21:59:59+00", 0),
        ("2026/07/01 12:30:00 AM GMT+2", 1),
        ("2026/06/30 11:59:59 PM GMT+2", 0),
        ("2026-06-30 18:00 UTC-04:00", 1),
        ("2026-07-01 03:29 GMT+5:30", 0),
        ("2026-07-01 03:30 GMT+5:30", 1),
        ("2026-07-01 03:30 +05:30", 1),
        ("2026-06-30 12:29 GMT-9:30", 0),
        ("2026-06-30 12:30 GMT-9:30", 1),
        ("2026-09-30T21:59", 1),
        ("2026-09-30T22:00", 0),
        ("2026-07", 1),
    ],
)
def test_a_time_is_a_day_of_the_plan(written: str, day: int) -> None:
    rows = HEADER + f"ana,{written},5,survey\nana,2026-08-01,5,survey\n"
    assert measured(CSAT, {"csat": [rows]}).of("csat", "ana").n == day + 1


def test_of_an_hour_that_comes_twice_the_first_counts_and_one_that_never_comes_is_after_the_jump() -> None:
    plan = CSAT.replace("zone: UTC", "zone: Europe/Paris").replace("zone: Europe/Paris\nt", "zone: UTC\nt")
    plan = plan.replace("period: quarter", "period: month")
    rows = HEADER + "ana,2026-10-25 02:30,5,survey\nana,2026-03-29 02:30,5,survey\n"
    assert measured(plan, {"csat": [rows]}, period="2026-10").of("csat", "ana").n == 1
    assert measured(plan, {"csat": [rows]}, period="2026-03").of("csat", "ana").n == 1


# ------------------------------------------------------------------------------------ bad input


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("ana,2026-07-02,11,survey\n", ["11 is outside the range of its column, 1 to 5"]),
        ("ana,2026-07-02,five,survey\n", ["`five` is not a number"]),
        ("ana,2026-07-02,11,other\nana,2026-08-01,5,survey\n", []),
        ("ana,2025-07-02,11,survey\nana,2026-08-01,5,survey\n", []),
        ("ana,02/07/2026,5,survey\n", ["`02/07/2026` can be 2026-07-02 or 2026-02-07"]),
        ("ana,July 2,5,survey\n", ["`July 2` is not a date written year first"]),
        ("ana,2/7,5,other\n", ["`2/7` is not a date written year first"]),
        ("ana,02/07/2026,5,survey\nana,17/07/2026 10:00,5,survey\n", []),
        ("ana,2026-02-30,5,survey\n", ["`2026-02-30` is not a day of the calendar, or not a time"]),
        ("ana,0001-01-01 00:00,5,survey\nana,2026-08-01,5,survey\n", []),
        (
            "ana,2025-07-02,5,survey\n",
            [NONE_IN_PERIOD],
        ),
        ("ana,,5,survey\n", ["no row of `csat` has a date"]),
    ],
)
def test_what_is_wrong_with_rows_is_told(rows: str, said: list[str]) -> None:
    found = measured(CSAT, {"csat": [HEADER + rows]})
    assert found.errors == said
    assert bool(found.values) == (not said)


def test_a_wrong_cell_has_its_place() -> None:
    found = measured(
        CSAT, {"csat": [HEADER + "ana,2026-07-02,5,survey\n", HEADER + "ana,2026-07-02,0,survey\n"]}
    )
    (problem,) = [one for one in found.problems if one.severity == "error"]
    assert (problem.rule, problem.at) == (
        "wrong-cell",
        CellPlace("csat1.csv", 2, 16, "How satisfied?", "0"),
    )


def test_many_wrong_cells_are_counted() -> None:
    found = measured(CSAT, {"csat": [HEADER + "ana,2026-07-02,9,survey\n" * 25]})
    assert len(found.errors) == 21
    assert found.errors[-1] == "5 more of the same under `How satisfied?`"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "zone: Europe/Paris\n",
            "",
            "the dates have times, and the plan does not say where its days begin and end",
        ),
        (", zone: UTC", "", "the times have no offset, and nothing says in which zone they are"),
        ("participant: Agent", "participant: agent", "the source `csat` has no column `agent`"),
        ("Type: survey", "Kind of thing: survey", "the source `csat` has no column `Kind of thing`"),
    ],
)
def test_what_the_plan_must_say_is_asked_once(old: str, new: str, said: str) -> None:
    rows = HEADER + "ana,2026-07-02 10:00,5,survey\n"
    assert set(measured(CSAT.replace(old, new), {"csat": [rows]}).errors) == {said}


def test_a_source_with_dates_needs_the_period_and_a_source_its_file() -> None:
    assert measured(CSAT, {"csat": [ROWS]}, period=None).errors == [
        "the rows of `csat` have dates: which period is paid?"
    ]
    assert measured(CSAT, {}).errors == ["nothing says where the rows of `csat` are"]


def test_a_name_of_two_people_is_an_error_where_a_row_has_it() -> None:
    people = PEOPLE.replace("Ben Roy", "Ana Diaz")
    plan = DEALS.replace("SCOPE", "person")
    assert measured(plan, {"deals": [DEAL_ROWS]}, people, None).errors == [
        "`Ana Diaz` is the name of two people: `ana` and `ben`"
    ]
    others = "Owner,Amount,Start,End,Answer\nCleo Ma,10.50,100,120,10\n"
    assert measured(plan, {"deals": [others]}, people, None).errors == []


def test_a_denominator_below_zero_is_an_error() -> None:
    plan = DEALS.replace("SCOPE", "person")
    rows = "Owner,Amount,Start,End,Answer\nAna Diaz,1,-5,5,10\n"
    found = measured(plan, {"deals": [rows]}, period=None)
    assert found.errors == [
        "the denominator of `grr` is -5 for `ana`: below 0",
        "the denominator of `nrr` is -5 for `ana`: below 0",
    ]
    assert [one.at for one in found.problems if one.severity == "error"] == [
        PlanPlace(("kpis", kpi, "measure"), key=True) for kpi in ("grr", "nrr")
    ]


def test_a_comma_that_can_be_read_in_two_ways_is_asked_for() -> None:
    plan = DEALS.replace("SCOPE", "person")
    rows = 'Owner,Amount,Start,End,Answer\nAna Diaz,"1,234",5,5,10\n'
    assert measured(plan, {"deals": [rows]}, period=None).errors == [
        "`1,234` can be read in two ways: is the mark a decimal point?"
    ]
