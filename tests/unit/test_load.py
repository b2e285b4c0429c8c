"""Facts: what is refused in the files of a run, each at its place; and what two writings of it mean."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from engine import Ran
from findings import plain
from loading import HEAD, NRR, PLAN, refused, run, told

from csvariable.kernel.diagnostic import CellPlace, Diagnostic, PlanPlace

# ------------------------------------------------------------------------------------- adjustments

KPIS = "participant,nrr\nana,100 %\nben,50 %\n"


def test_adjustments_are_added_to_what_is_paid() -> None:
    ran = run(PLAN, KPIS, adjustments="participant,amount,reason\nana,-10.50,Q1\nana,0.25,Q2\n")
    assert ran.results is not None
    assert ran.steps("ana")["total"] == "989.75"
    assert ran.steps("ben")["total"] == "500.00"


@pytest.mark.parametrize(
    ("adjustments", "rule", "message", "at"),
    [
        (
            "participant,reason\nana,late\n",
            "no-participant",
            "adjustments need the columns `participant` and `amount`",
            ("adjustments.csv", 1, 1),
        ),
        (
            "participant,amount,reason\nanna,10,late\n",
            "unknown-participant",
            "`anna` is not paid in this run",
            ("adjustments.csv", 2, 1),
        ),
        (
            "participant,amount,reason\nana,,late\n",
            "missing-value",
            "an adjustment needs an amount",
            ("adjustments.csv", 2, 5),
        ),
        (
            "participant,amount,reason\nana,5,\n",
            "missing-value",
            "an adjustment needs a reason",
            ("adjustments.csv", 2, 7),
        ),
        (
            "participant,amount\nana,5\n",
            "missing-value",
            "an adjustment needs a reason",
            ("adjustments.csv", 2, 1),
        ),
    ],
)
def test_adjustments_that_are_refused(
    adjustments: str, rule: str, message: str, at: tuple[str, int, int]
) -> None:
    assert refused(PLAN, KPIS, rule, adjustments=adjustments) == (message, at)


def test_an_adjustment_of_somebody_unknown_suggests_who_is_meant() -> None:
    def advice(who: str) -> str | None:
        ran = run(PLAN, KPIS, adjustments=f"participant,amount,reason\n{who},10,late\n")
        return plain(told(ran, "unknown-participant").help)

    assert advice("anna") == "did you mean `ana`?"
    assert advice("zzz") is None


# ------------------------------------------------------------------------------------- period paid


def test_a_version_of_the_plan_pays_the_periods_it_holds_for() -> None:
    def paid(effective: str, period: str) -> Diagnostic | None:
        ran = run(PLAN + f"effective: {effective}\n", KPIS, period=period)
        return None if ran.results is not None else told(ran, "outside-effective-dates")

    assert paid("{from: 2026-01-01}", "2026-Q1") is None
    assert paid("{from: 2026-01-01, to: 2026-03-31}", "2026-Q1") is None
    late = paid("{from: 2026-01-02}", "2026-Q1")
    assert late is not None
    assert str(late.message) == (
        "this version of the plan holds from 2026-01-02, and 2026-Q1 is 2026-01-01 to 2026-03-31"
    )
    assert late.at == PlanPlace(("effective",), key=True)
    early = paid("{from: 2026-01-01, to: 2026-03-30}", "2026-Q1")
    assert early is not None
    assert str(early.message) == (
        "this version of the plan holds from 2026-01-01 to 2026-03-30, "
        "and 2026-Q1 is 2026-01-01 to 2026-03-31"
    )


def test_a_plan_that_counts_days_asks_for_the_period() -> None:
    problem = told(run(PLAN + "proration: {amount: months}\n", KPIS), "period-missing")
    assert str(problem.message) == "the plan uses `proration`, and the period paid is not named"
    assert plain(problem.help) == "name it, as in `--period 2026-Q3`"


BY_MONTHS = PLAN + "proration: {amount: months}\n"


@pytest.mark.parametrize(("period", "rule"), [(None, "period-missing"), ("2026-Q9", "wrong-period")])
def test_what_is_wrong_with_the_period_hides_nothing_else(period: str | None, rule: str) -> None:
    more = {} if period is None else {"period": period}
    ran = run(BY_MONTHS, "participant,nrr,entry,exit\nana,ninety,,\nben,90 %,2026-03-01,2026-02-01\n", **more)
    assert ran.results is None
    assert [one.rule for one in ran.diagnostics if one.severity != "advice"] == [
        rule,
        "wrong-cell",
        "exit-before-entry",
    ]


def test_a_file_without_periods_beside_one_that_has_them_is_not_read_either() -> None:
    rows = "participant,period,nrr\nana,2026-Q1,90 %\nana,2026-Q1,ninety\n"
    ran = run(BY_MONTHS, [rows, "participant,entry\nana,2020-01-01\n"])
    assert [one.rule for one in ran.diagnostics if one.severity != "advice"] == ["period-missing"]


def test_rows_of_no_period_are_not_read() -> None:
    ran = run(BY_MONTHS, "participant,period,nrr\nana,2026-Q1,90 %\nana,2026-Q1,ninety\n")
    assert [one.rule for one in ran.diagnostics if one.severity != "advice"] == ["period-missing"]


PERIODS = "participant,period,nrr\nana,2026-Q1,100 %\nana,2026-Q2,50 %\n"


def test_the_rows_of_the_period_paid_are_paid() -> None:
    assert run(PLAN, PERIODS, period="2026-Q2").steps("ana")["total"] == "500.00"
    assert run(PLAN, PERIODS, period=" 2026-Q1 ").steps("ana")["total"] == "1000.00"


def test_a_text_that_names_no_period_is_refused() -> None:
    problem = told(run(PLAN, PERIODS, period="soon"), "wrong-period")
    assert str(problem.message) == "`soon` is not a period: write one such as `--period 2026-Q3`"


def test_a_file_of_several_periods_needs_the_name_of_one() -> None:
    message, at = refused(PLAN, PERIODS, "period-needed")
    assert (message, at) == ("the file holds several periods: `2026-Q1`, `2026-Q2`", ("kpis.csv", 2, 5))
    assert (
        told(run(PLAN, PERIODS), "period-needed").help and str(told(run(PLAN, PERIODS), "period-needed").help)
    ) == "name the period paid: `--period 2026-Q1`"


def test_a_file_of_one_period_needs_no_name_of_it() -> None:
    assert run(PLAN, "participant,period,nrr\nana,2026-Q2,50 %\n").steps("ana")["total"] == "500.00"


def test_a_period_that_no_row_has_is_told_with_those_there_are() -> None:
    assert refused(PLAN, PERIODS, "period-not-found", period="2026-Q3") == (
        "no row of the period `2026-Q3`; the file holds `2026-Q1`, `2026-Q2`",
        ("kpis.csv", 2, 5),
    )


# ------------------------------------------------------------------------------------------- cells


def test_declared_columns_are_read_in_their_unit() -> None:
    plan = (
        HEAD
        + "columns: {deals: {unit: number}, other: {unit: money}}\ntarget_incentive: 1000\nkpis:\n"
        + NRR
        + "bonuses: {each: {per: deals, pays: 5}}\n"
    )
    ran = run(plan, "participant,nrr,Deals\nana,100 %,7\n")
    assert ran.steps("ana")["total"] == "1035.00"


def test_two_headers_of_one_meaning_are_refused() -> None:
    ran = run(PLAN, "participant,matricule,nrr\nana,ana,90 %\n")
    problem = told(ran, "duplicate-column")
    assert str(problem.message) == "the columns `participant` and `matricule` mean the same"
    assert isinstance(problem.at, CellPlace)
    assert (problem.at.line, problem.at.column) == (1, 13)
    assert [
        (str(label.text), label.at.column) for label in problem.also if isinstance(label.at, CellPlace)
    ] == [("first written here", 1)]


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("number", "`1,000` can be read in two ways: is the mark a decimal point?"),
        ("money", "`1,000` has 3 decimals, EUR has 2, unless its mark parts thousands"),
    ],
)
def test_a_number_with_two_readings_is_asked_about(unit: str, said: str) -> None:
    plan = (
        HEAD
        + "target_incentive: 1000\nkpis:\n  sales: {weight: 100 %, unit: UNIT, curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 2000, pays: 100 %}]}}\n"
    ).replace("UNIT", unit)
    message, at = refused(plan, "participant;sales\nana;1,000\n", "ambiguous-decimal")
    assert message == said
    assert at == ("kpis.csv", 2, 5)


@pytest.mark.parametrize(("column", "cell"), [("salary", "-1"), ("nrr.weight", "-1 %")])
def test_amounts_and_rates_of_a_person_are_not_below_nothing(column: str, cell: str) -> None:
    assert refused(PLAN, f"participant,nrr,{column}\nana,90 %,{cell}\n", "negative-amount") == (
        f"`{column}` is below 0",
        ("kpis.csv", 2, 10),
    )


HOURS = (
    HEAD + "target_incentive: 1000\nkpis:\n"
    "  frt: {weight: 100 %, unit: hours, direction: lower, curve: {of: actual, lookup: [{up_to: 4 h, pays: 100 %}]}}\n"
)


def test_a_header_with_a_unit_is_converted_between_hours_and_minutes() -> None:
    ran = run(HOURS, "participant,frt (min)\nana,240\nben,241\n")
    assert [ran.steps(one)["frt.actual"] for one in ("ana", "ben")] == ["4", "4.016666666667"]
    assert [ran.steps(one)["total"] for one in ("ana", "ben")] == ["1000.00", "0.00"]
    minutes = HOURS.replace("unit: hours", "unit: minutes").replace("4 h", "240 min")
    assert run(minutes, "participant,frt (h)\nana,4\n").steps("ana")["frt.actual"] == "240"


def test_seconds_and_the_currency_may_stand_in_a_header() -> None:
    assert run(HOURS, "participant,frt (s)\nana,14400\n").steps("ana")["frt.actual"] == "4"
    assert run(PLAN, "participant,nrr,salary (EUR)\nana,90 %,100\n").results is not None
    assert refused(HOURS, "participant,frt (EUR)\nana,2\n", "other-unit") == (
        "the header `frt (EUR)` says a unit that `frt` is not in",
        ("kpis.csv", 1, 13),
    )


@pytest.mark.parametrize(
    ("row", "message", "at"),
    [
        ("TOTAL,,90 %", "`TOTAL` would be paid as a person: this row looks like a total of the others", 1),
        (",,90 %", "this row does not say its period, and others of the file do", 2),
    ],
)
def test_a_total_needs_no_period(row: str, message: str, at: int) -> None:
    ran = run(PLAN, f"participant,period,nrr\nana,2026-Q1,90 %\n{row}\n", period="2026-Q1")
    found = [one for one in ran.diagnostics if one.severity == "error"]
    assert [(str(one.message), one.at.line, one.at.column) for one in found] == [(message, 3, at)]  # type: ignore[union-attr]


def test_a_period_of_another_length_is_told() -> None:
    ran = run(PLAN, "participant,period,nrr\nana,2026-Q1,90 %\nben,2026-01,80 %\n", period="2026-Q1")
    assert told(ran, "unread-period").at == CellPlace("kpis.csv", 3, 5, "period", "2026-01")


def test_who_may_be_a_total_is_asked_about_and_a_formula_is_no_id() -> None:
    ran = run(PLAN, "participant,nrr\nTotal Karim,90 %\n")
    assert [str(one.message) for one in ran.diagnostics if one.rule == "total-row"] == [
        "`Total Karim` is paid as a person: is it a total?"
    ]
    message, at = refused(PLAN, 'participant,nrr\nana,90 %\n"=""007""",90 %\n', "formula-id")
    assert (message, at) == ('`="007"` is a formula that holds a text', ("kpis.csv", 3, 1))


def test_a_long_file_may_name_a_kpi_as_the_plan_shows_it() -> None:
    named = PLAN.replace("nrr: {", "nrr: {name: {en: Net revenue, fr: Revenu net}, ", 1)
    rows = "participant,kpi,value\nana,Revenu net,90 %\nben,net revenue,80 %\n"
    assert run(named, rows).steps("ben") == run(named, rows.replace("net revenue", "nrr")).steps("ben")
    problem = told(run(named, "participant,kpi,value\nana,Net revenu,90 %\n"), "unknown-kpi")
    assert plain(problem.help) == "did you mean `nrr`?"


@pytest.mark.parametrize(("header", "sign"), [("participant:nrr", ":"), ("a^nrr^csm", "^"), ("nrr/x", None)])
def test_cells_parted_by_another_sign_are_told(header: str, sign: str | None) -> None:
    found = told(run(PLAN, f"{header}\n1\n"), "no-participant")
    wanted = "name the column of the ids `participant` (or `collaborateur`)"
    if sign is not None:
        wanted = f"are the cells parted by `{sign}`? part them by `;`, `,`, a tab or `|`"
    assert plain(found.help) == wanted


def test_days_are_never_converted() -> None:
    assert refused(HOURS, "participant,frt (days)\nana,2\n", "wrong-cell") == (
        "the header counts in days and the KPI in hours; days are never converted",
        ("kpis.csv", 2, 5),
    )


def test_a_wrong_duration_is_refused_whatever_the_header_counts_in() -> None:
    message, at = refused(HOURS, "participant,frt (min)\nana,soon\n", "wrong-cell")
    assert message.startswith("`soon` is not a ")
    assert at == ("kpis.csv", 2, 5)


def counted(cells: str, value: str = "") -> Ran:
    header = "participant,nrr.numerator,nrr.denominator" + (",nrr" if value else "")
    return run(PLAN, f"{header}\nana,{cells}{',' + value if value else ''}\n")


def test_counts_give_an_exact_ratio() -> None:
    assert counted("1,3").steps("ana")["total"] == "333.33"
    assert counted("1,3", "33.33 %").steps("ana")["total"] == "333.33"
    assert counted("1,1").steps("ana")["total"] == "1000.00"
    for half_a_percent_off in ("12%", "13 %"):
        assert counted("1,8", half_a_percent_off).steps("ana")["total"] == "125.00"
    assert str(told(counted("0,0"), "missing-value").message) == "`ana`: `nrr` has no value"


def test_a_value_beside_no_count_at_all_is_told_and_missing() -> None:
    ran = counted("0,0", "0 %")
    assert str(told(ran, "missing-value").message) == "`ana`: `nrr` has no value"
    found = told(ran, "value-of-none")
    assert (found.severity, str(found.message)) == (
        "warning",
        "`0 %` stands beside a denominator of 0: taken as missing",
    )
    assert found.at == CellPlace("kpis.csv", 2, 9, "nrr", "0 %")
    assert "value-of-none" not in [one.rule for one in counted("0,0").diagnostics]


@pytest.mark.parametrize(
    ("cells", "value", "rule", "message"),
    [
        ("1,", "", "half-ratio", "a numerator needs its denominator, and a denominator its numerator"),
        (",4", "", "half-ratio", "a numerator needs its denominator, and a denominator its numerator"),
        ("1,-4", "", "negative-denominator", "a denominator is below 0"),
        ("1,3", "33.5 %", "ratio-disagrees", "`33.5 %` is not 1 / 3 = 0.333333333333"),
        ("1,4", "26 %", "ratio-disagrees", "`26 %` is not 1 / 4 = 0.25"),
    ],
)
def test_counts_that_cannot_be(cells: str, value: str, rule: str, message: str) -> None:
    ran = counted(cells, value)
    assert ran.results is None
    assert [(one.rule, str(one.message)) for one in ran.diagnostics if one.severity == "error"] == [
        (rule, message)
    ]


@pytest.mark.parametrize(
    ("header", "cells", "column"),
    [
        ("participant,nrr.numerator,nrr.denominator", "ana,1,", 5),
        ("participant,nrr.numerator,nrr.denominator,nrr", "ana,1,,90 %", 8),
        ("participant,nrr.numerator,nrr", "ana,1,90 %", 7),
        ("participant,nrr.denominator,nrr", "ana,4,90 %", 7),
        ("participant,nrr.numerator", "ana,1", 5),
        ("participant,nrr.denominator", "ana,4", 1),
        ("participant,kpi,value,numerator", "ana,nrr,90 %,1", 9),
        ("participant,kpi,numerator", "ana,nrr,1", 1),
    ],
)
def test_half_a_ratio_is_refused_whichever_column_is_not_there(header: str, cells: str, column: int) -> None:
    plan = PLAN.replace("unit: percent", "missing: zero, unit: percent")
    message = "a numerator needs its denominator, and a denominator its numerator"
    assert refused(plan, f"{header}\n{cells}\n", "half-ratio") == (message, ("kpis.csv", 2, column))


@pytest.mark.parametrize(("header", "cells", "column"), [("", "", 5), (",nrr", ",-25 %", 10)])
def test_counts_outside_the_range_are_told_at_their_value(header: str, cells: str, column: int) -> None:
    kpis = f"participant,nrr.numerator,nrr.denominator{header}\nana,-1,4{cells}\n"
    name = "nrr" if header else "nrr.numerator"
    message = f"-25 % is outside the range of `{name}`: 0 % to any"
    assert refused(PLAN, kpis, "outside-range") == (message, ("kpis.csv", 2, column))


@pytest.mark.parametrize(
    ("unit", "least", "below"),
    [
        ("percent", "0 %", "-0.01 %"),
        ("number", "0", "-0.01"),
        ("hours", "0", "-0.01"),
        ("minutes", "0", "-0.01"),
        ("days", "0", "-0.01"),
        ("points", "-100", "-100.01"),
        ("points", "100", "100.01"),
    ],
)
def test_a_unit_has_its_range(unit: str, least: str, below: str) -> None:
    plan = HEAD + f"kpis: {{k: {{unit: {unit}}}}}\n"
    assert run(plan, f"participant,k\nana,{least}\n").results is not None
    assert refused(plan, f"participant,k\nana,{below}\n", "outside-range")[1] == ("kpis.csv", 2, 5)


def test_a_long_file_may_give_the_target_beside_the_value() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, target: 100 %").replace(
        "of: actual", "of: attainment"
    )
    ran = run(plan, "participant,kpi,value,target\nana,nrr,60 %,80 %\nben,nrr,60 %,\n")
    assert [ran.steps(one)["total"] for one in ("ana", "ben")] == ["750.00", "600.00"]


@pytest.mark.parametrize(
    ("value", "accepted"), [("33.3", True), ("33.4", False), ("33", True), ("34", False)]
)
def test_a_value_of_percents_without_a_sign_agrees_at_its_decimals(value: str, accepted: bool) -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, reading: percent")
    ran = run(plan, f"participant,nrr.numerator,nrr.denominator,nrr\nana,1,3,{value}\n")
    assert (ran.results is not None) is accepted


@pytest.mark.parametrize(
    ("header", "value", "accepted"),
    [
        # 10.6 / 7 hours are 1 h 30 min 51.4 s
        ("frt", "1:30:51", True),
        ("frt", "1:30:52", False),
        ("frt", "1 h 31 min", True),
        ("frt", "1 h 30 min", False),
        ("frt", "1.51", True),
        ("frt", "1.52", False),
        ("frt", "1.9", False),
        ("frt", "2 h", True),
        ("frt (min)", "91", True),
        ("frt (min)", "90", False),
        ("frt (min)", "90.9", True),
        ("frt (min)", "90.8", False),
    ],
)
def test_a_duration_agrees_at_the_last_unit_written(header: str, value: str, *, accepted: bool) -> None:
    ran = run(HOURS, f"participant,frt.numerator,frt.denominator,{header}\nana,10.6,7,{value}\n")
    assert (ran.results is not None) is accepted


# ------------------------------------------------------------------------------------ what is loaded

STAYS = "proration: {amount: calendar-days}\n"
WHOLE = "is not there the whole period, and the own amount is prorated: it is read as that of a full period"


@pytest.mark.parametrize(
    ("entry", "leaves", "inside"),
    [
        ("2026-07-01", "", False),
        ("2026-07-02", "", True),
        ("2026-09-30", "", True),
        ("2026-10-01", "", False),
        ("", "2026-06-30", False),
        ("", "2026-07-01", True),
        ("", "2026-09-29", True),
        ("", "2026-09-30", False),
        ("2026-07-02", "2026-09-29", True),
        ("", "", False),
    ],
)
def test_an_own_amount_is_said_to_be_of_a_full_period(entry: str, leaves: str, *, inside: bool) -> None:
    people = f"participant,entry,exit,target_incentive\nben,2026-08-01,,\nana,{entry},{leaves},500\n"
    ran = run(PLAN + STAYS, KPIS, people=people, period="2026-Q3")
    found = [(str(one.message), one.at) for one in ran.diagnostics if one.rule == "full-period-amount"]
    column = len(f"ana,{entry},{leaves},") + 1
    assert found == (
        [(f"`ana` {WHOLE}", CellPlace("people.csv", 3, column, "target_incentive", "500"))] if inside else []
    )


@pytest.mark.parametrize("rule", ["proration: {amount: none, targets: additive}\n"])
def test_an_own_amount_that_is_not_prorated_is_what_it_is(rule: str) -> None:
    people = "participant,entry,target_incentive\nana,2026-08-01,500\nben,,\n"
    ran = run(PLAN + rule, KPIS, people=people, period="2026-Q3")
    assert "full-period-amount" not in [one.rule for one in ran.diagnostics]
    assert ran.steps("ana")["total"] == "500.00"


@pytest.mark.parametrize(
    ("headers", "shown"),
    [
        ("a,b,c,d,e,f,g,h", "`a`, `b`, `c`, `d`, `e`, `f`, `g`, `h`"),
        (
            ",".join("h" * 9 + str(at) for at in range(100)),
            ", ".join(f"`{'h' * 9}{at}`" for at in range(40)) + ", …",
        ),
    ],
)
def test_a_file_without_ids_is_refused_with_as_many_headers_as_fit(headers: str, shown: str) -> None:
    ran = run(PLAN, [KPIS, f"{headers}\n{headers}\n"])
    found = told(ran, "no-participant")
    assert str(found.message) == f"no column names the participant; the headers are {shown}"
    first = headers.partition(",")[0]
    assert found.at == CellPlace("kpis1.csv", 1, 1, first, first)
    assert plain(found.help) == "name the column of the ids `participant` (or `collaborateur`)"


def test_a_people_file_without_ids_is_refused() -> None:
    found = told(run(PLAN, KPIS, people="name\nAna\n"), "no-participant")
    assert found.at == CellPlace("people.csv", 1, 1, "name", "name")


def test_without_a_file_nobody_is_paid() -> None:
    assert str(told(run(PLAN, []), "nobody").message) == "no row names a participant, so nobody is paid"


def test_who_is_not_in_the_people_file_is_told_by_the_start_of_a_long_id() -> None:
    def of(who: str) -> tuple[str, str | None]:
        found = told(run(PLAN, f"{KPIS}{who},1 %\n", people="participant\nana\nben\n"), "unknown-participant")
        return str(found.message), plain(found.help)

    assert of("anna") == ("`anna` is not in the people file", "did you mean `ana`?")
    assert of("x" * 100) == (
        f"`{'x' * 79}…` is not in the people file",
        "add the person to the people file, or remove the row",
    )


def test_a_team_of_nobody_is_told_and_not_refused() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, scope: team")
    kpis = f"participant,team,nrr\nana,North,\n,North,50 %\n,{'x' * 100},1 %\n*,,90 %\n"
    ran = run(plan, kpis)
    found = told(ran, "unknown-team")
    assert (found.severity, str(found.message)) == ("warning", f"nobody paid is in the team `{'x' * 79}…`")
    assert isinstance(found.at, CellPlace)
    assert (found.at.line, found.at.column, found.at.header) == (4, 2, "team")
    assert ran.steps("ana")["total"] == "500.00"


def test_the_columns_of_a_person_of_two_rows() -> None:
    plan = PLAN + STAYS + "absences: {sick: neutralise}\nroles: {senior: {target_incentive: 2000}}\n"
    people = (
        "participant,role,team,entry,exit,salary,absence_days.sick,nrr.weight\n"
        "ana,,North,2026-06-01,2026-06-30,70,0,\n"
        "ana,,North,2026-07-01,2026-07-31,100,0,\n"
        "ana,senior,,2026-08-01,,200,,\n"
        "ben,,,,,,0,\n"
        "zoe,senior,,2026-04-01,2026-04-30,300,0,\n"
        "zoe,,,2026-05-01,2026-05-31,400,0,\n"
    )
    ran = run(
        plan,
        "participant,nrr\nana,100 %\nben,50 %\nzoe,1 %\n",
        people=people,
        period="2026-Q3",
        adjustments="participant,amount,reason\nana,5,a\nana,-1,b\nzoe,2,c\n",
    )
    assert ran.results is not None
    facts = ran.results.facts
    assert [(one.id, one.rows) for one in facts.people] == [("ana", (0, 1)), ("ben", (2,)), ("zoe", (3, 4))]
    assert facts.roles == [None, "senior", None, "senior", None]
    assert facts.teams == ["North", None, None, None, None]
    assert facts.present == [True, True, True, False, False]
    assert facts.period == "2026-Q3"
    assert [str(one["@presence"]) for one in facts.texts] == [
        f"{days} active days of 92" for days in (31, 61, 92, 0, 0)
    ]
    shown = {
        name: [None if value is None else str(value) for value in facts.columns[name]]
        for name in (
            "@team",
            "salary",
            "@salary.person",
            "@parts",
            "@parts.last",
            "@presence.person",
            "@adjustments",
        )
    }
    assert shown == {
        "@team": ["1", None, None, None, None],
        "salary": ["100", "200", None, "300", "400"],
        "@salary.person": ["300", "300", None, "700", "700"],
        "@parts": ["1"] * 5,
        "@parts.last": ["0", "1", "1", "0", "1"],
        "@presence.person": ["1", "1", "1", "0", "0"],
        "@adjustments": [None, "4", None, None, "2"],
    }
    assert "nrr.weight" not in facts.columns


def test_people_of_one_row_have_no_columns_of_parts() -> None:
    ran = run(PLAN, KPIS)
    assert ran.results is not None
    facts = ran.results.facts
    assert not {"@parts", "@parts.last", "@adjustments", "@salary.person", "@team"} & set(facts.columns)
    assert (facts.present, facts.period) == ([True, True], None)


def test_days_that_a_kpi_file_gives_are_refused_at_the_person_of_the_people_file() -> None:
    days = "participant,nrr,absence_days.sick\nana,90 %,3\n"
    people = "name,participant\nAna,ana\n"
    found = told(run(PLAN + STAYS, days, people=people, period="2026-Q3"), "absence-unsaid")
    assert (
        str(found.message)
        == "`ana`: absence days for `sick` occur, and the plan does not say what they change"
    )
    assert found.at == CellPlace("people.csv", 2, 5, "participant", "ana")


def test_two_rows_that_the_plan_does_not_part_are_refused_at_the_person() -> None:
    people = "name,participant,entry,exit\nAna,ana,,2026-07-31\nAna,ana,2026-08-01,\n"
    found = told(run(PLAN, KPIS, people=people, period="2026-Q3"), "parts-without-proration")
    assert found.at == CellPlace("people.csv", 2, 5, "participant", "ana")


def test_own_weights_are_checked_of_those_who_have_them() -> None:
    two = PLAN.replace("weight: 100 %", "weight: 60 %") + NRR.replace("100 %, unit", "40 %, unit").replace(
        "nrr", "grr"
    )
    kpis = "participant,nrr,grr,nrr.weight,grr.weight\nben,100 %,0 %,,\nana,100 %,0 %,25 %,75 %\n"
    ran = run(two, kpis)
    assert [ran.steps(one)["total"] for one in ("ben", "ana")] == ["600.00", "250.00"]
    assert refused(two, kpis.replace("75 %", "70 %"), "weights-do-not-sum") == (
        "the weights of `ana` add up to 95 %, not 100 %",
        ("kpis.csv", 3, 15),
    )


# ------------------------------------------------------------------------------------- periods of rows


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        ("", ["period-empty"]),
        ("n/a", ["unread-period"]),
        ("2026-07", ["unread-period"]),
        ("2026-Q9", ["unread-period"]),
        ("2026-Q2", []),
        ("Q3 2026", []),
    ],
)
def test_a_row_that_is_of_no_period_is_told_by_both_readings(text: str, rules: list[str]) -> None:
    ran = run(PLAN, f"participant,nrr,period\nana,100 %,2026-Q3\nben,50 %,{text}\n", period="2026-Q3")
    assert [one.rule for one in ran.diagnostics if "period" in one.rule] == rules
    if ran.results is not None:
        paid = ["ana", "ben"] if text == "Q3 2026" else ["ana"]
        assert [one.id for one in ran.results.facts.people] == paid
