"""Who is paid: roles, dates, absences, weights of a person; and what two files say of one."""

from __future__ import annotations

import pytest
from findings import plain
from loading import HEAD, NRR, PLAN, refused, run, told

from csvariable.kernel.diagnostic import CellPlace
from csvariable.kernel.figure import Figure


def test_rows_that_name_nobody_pay_nobody() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, scope: team")
    ran = run(plan, "participant,team,nrr\n,North,90 %\n")
    problem = told(ran, "nobody")
    assert str(problem.message) == "no row names a participant, so nobody is paid"
    assert getattr(problem.at, "name", getattr(problem.at, "file", None)) == "kpis.csv"


NAMES = "Nom,Équipe,nrr\nAna,Nord,90 %\nBen,Sud,80 %\n"


@pytest.mark.parametrize("before", [[], ["team,nrr\nEst,90 %\n"]])
def test_names_are_no_ids(before: list[str]) -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, scope: team")
    ran = run(plan, [*before, NAMES])
    assert [one.rule for one in ran.diagnostics if one.severity != "advice"] == [
        "nobody"
    ]  # and no word of teams without people
    problem = told(ran, "nobody")
    assert str(problem.message) == (
        "nobody is paid: the column `Nom` holds names to show, and no column holds ids"
    )
    assert (
        plain(problem.help)
        == "where no two people share a name, call it `participant`; else add a column of ids"
    )
    assert problem.at == CellPlace(f"kpis{len(before) or ''}.csv", 1, 1, "Nom", "Nom")


def test_names_beside_ids_that_are_empty_are_not_taken_for_ids() -> None:
    plan = PLAN.replace("unit: percent", "unit: percent, scope: team")
    problem = told(run(plan, "participant,name,team,nrr\n,Ana,North,90 %\n"), "nobody")
    assert str(problem.message) == "no row names a participant, so nobody is paid"


def test_a_row_that_names_neither_a_person_nor_a_team_is_refused() -> None:
    assert refused(PLAN, "participant,team,nrr\nana,,90 %\n,,80 %\n", "nobody") == (
        "this row names neither a participant nor a team",
        ("kpis.csv", 3, 1),
    )


@pytest.mark.parametrize(
    ("kpis", "message", "at"),
    [
        (
            ["participant,salary,nrr\nana,100,90 %\n", "participant,salary\nana,200\n"],
            "`ana` has two different values of `salary`",
            ("kpis1.csv", 2, 5),
        ),
        (
            ["participant,team,nrr\nana,North,90 %\n", "participant,team\nana,South\n"],
            "`ana` has two different values of `team`",
            ("kpis1.csv", 2, 5),
        ),
    ],
)
def test_two_files_that_say_two_things_of_a_person(
    kpis: list[str], message: str, at: tuple[str, int, int]
) -> None:
    assert refused(PLAN, kpis, "two-values") == (message, at)


def test_what_the_first_file_leaves_open_the_second_may_say() -> None:
    plan = PLAN.replace("target_incentive: 1000", "target_incentive: {share: 10 %, of: salary}")
    ran = run(
        plan, ["participant,salary,team,nrr\nana,,,90 %\n", "participant,salary,team\nana,2000,North\n"]
    )
    assert ran.steps("ana")["total"] == "180.00"
    assert ran.results is not None
    assert ran.results.facts.teams == ["North"]


def test_an_empty_working_time_is_all_of_it() -> None:
    ran = run(PLAN, "participant,fte,nrr\nana,,90 %\nben,50 %,90 %\n")
    assert [ran.steps(one)["total"] for one in ("ana", "ben")] == ["900.00", "450.00"]


def test_rows_that_look_like_totals_are_refused_each() -> None:
    ran = run(PLAN, "participant,nrr\nana,90 %\n", people="participant\nTOTAL\nana\nAverage\n")
    totals = [getattr(one.at, "line", None) for one in ran.diagnostics if one.rule == "total-row"]
    assert totals == [2, 4]


@pytest.mark.parametrize(
    ("role", "advice"),
    [
        ("snr", "did you mean `senior`?"),
        ("x", "the roles of the plan are: `senior`; leave the cell empty for none"),
    ],
)
def test_a_role_that_the_plan_has_not_is_refused(role: str, advice: str) -> None:
    plan = PLAN + "roles: {senior: {target_incentive: 2000}}\n"
    problem = told(run(plan, f"participant,role,nrr\nana,{role},90 %\n"), "unknown-role")
    assert (str(problem.message), plain(problem.help)) == (
        f"`{role}` is not a role of the plan",
        advice,
    )


def test_days_of_absence_count_in_whichever_file_they_stand() -> None:
    plan = PLAN + "proration: {amount: calendar-days}\nabsences: {sick: neutralise}\n"
    values, days = "participant,nrr\nana,90 %\n", "participant,absence_days.sick\nana,46\n"
    for kpis in ([values, days], [days, values]):
        assert run(plan, kpis, period="2026-Q3").steps("ana")["total"] == "450.00"
    none = days.replace("46", "0")
    assert refused(plan, [values, days, none], "two-values", period="2026-Q3") == (
        "`ana` has two different values of `absence_days.sick`",
        ("kpis2.csv", 2, 5),
    )


def test_a_kpi_file_says_of_people_what_the_people_file_does_not() -> None:
    plan = PLAN + "columns: {years: {unit: number}}\nroles: {senior: {target_incentive: 2000}}\n"
    plan += "bonuses: {old: {when: {years: {from: 2}}, pays: 30}}\n"
    kpis = "participant,team,role,Years,name,nrr\nana,North,senior,2,A.,50 %\nben,,,,,50 %\n"
    ran = run(plan, kpis, people="participant,name,years\nana,Ana,\nben,Ben,3\n")
    assert [ran.steps(one)["total"] for one in ("ana", "ben")] == ["1030.00", "530.00"]
    facts = ran.results.facts if ran.results else None
    assert facts is not None
    assert ([one.name for one in facts.people], facts.teams) == (["Ana", "Ben"], ["North", None])
    time = PLAN + "proration: {amount: calendar-days}\nabsences: {sick: neutralise}\n"
    away = "participant,nrr,absence_days.sick\nana,90 %,46\n"
    assert run(time, away, people="participant\nana\n", period="2026-Q3").steps("ana")["total"] == "450.00"


@pytest.mark.parametrize(
    ("column", "said", "other"),
    [
        ("role", "senior", "junior"),
        ("team", "North", "South"),
        ("salary", "3000", "3001"),
        ("fte", "80 %", "50 %"),
        ("entry", "2026-01-01", "2026-01-02"),
        ("absence_days.sick", "3", "4"),
    ],
)
def test_two_files_that_disagree_about_a_person_are_refused(column: str, said: str, other: str) -> None:
    plan = PLAN + "proration: {amount: calendar-days}\nabsences: {sick: neutralise}\n"
    plan += "roles: {senior: {target_incentive: 2000}, junior: {target_incentive: 500}}\n"
    kpis, people = f"participant,{column},nrr\nana,{other},50 %\n", f"participant,{column}\nana,{said}\n"
    found = told(run(plan, kpis, people=people, period="2026-Q3"), "two-values")
    assert str(found.message) == f"`ana` has two different values of `{column}`"
    assert found.at == CellPlace("kpis.csv", 2, 5, column, other)
    same = run(plan, kpis.replace(other, said), people=people, period="2026-Q3")
    assert same.results is not None


def test_somebody_of_several_rows_is_written_in_the_people_file() -> None:
    plan = PLAN + "proration: {amount: calendar-days}\nabsences: {sick: neutralise}\n"
    plan += "roles: {senior: {target_incentive: 2000}}\n"
    people = "participant,role,entry,exit,fte,absence_days.sick\nana,,,2026-08-15,80 %,1\n"
    people += "ana,senior,2026-08-16,,80 %,1\n"
    same = run(
        plan, "participant,fte,absence_days.sick,nrr\nana,80 %,1,50 %\n", people=people, period="2026-Q3"
    )
    assert same.results is not None
    kpis = "participant,role,fte,absence_days.sick,nrr\nana,senior,50 %,2,50 %\n"
    ran = run(plan, kpis, people=people, period="2026-Q3")
    assert [
        (one.rule, str(one.message), plain(one.help)) for one in ran.diagnostics if one.rule == "several-rows"
    ] == [
        (
            "several-rows",
            f"`ana` has several rows in the people file: `{name}` could be of any of them",
            "write it in each row of the people file",
        )
        for name in ("role", "fte", "absence_days.sick")
    ]


@pytest.mark.parametrize(
    ("column", "first", "second", "said", "refused_"),
    [
        ("role", "senior", "senior", "senior", False),
        ("role", "", "senior", "senior", True),
        ("fte", "80 %", "50 %", "80 %", True),
        ("absence_days.sick", "1", "2", "1", True),
    ],
)
def test_what_is_said_of_several_rows_holds_for_each(
    column: str, first: str, second: str, said: str, *, refused_: bool
) -> None:
    plan = PLAN + "proration: {amount: calendar-days}\nabsences: {sick: neutralise}\n"
    plan += "roles: {senior: {target_incentive: 2000}}\n"
    people = f"participant,entry,exit,{column}\nana,,2026-08-15,{first}\nana,2026-08-16,,{second}\n"
    ran = run(plan, f"participant,{column},nrr\nana,{said},50 %\n", people=people, period="2026-Q3")
    assert ["several-rows" in [one.rule for one in ran.diagnostics]] == [refused_]


def test_full_time_is_the_rule_where_any_file_has_part_time() -> None:
    plan = PLAN + "proration: {amount: calendar-days}\n"
    kpis = "participant,fte,nrr\nana,50 %,100 %\nben,,100 %\n"
    ran = run(plan, kpis, people="participant\nana\nben\n", period="2026-Q3")
    assert [ran.steps(one)["total"] for one in ("ana", "ben")] == ["500.00", "1000.00"]


@pytest.mark.parametrize(
    ("column", "rules"),
    [
        ("already_paid", "accumulate: {since: year, target: elapsed, below_zero: zero}\n"),
        ("draw_balance", "draw: {amount: 100, recover: 50 %}\n"),
    ],
)
def test_an_empty_cell_of_either_file_is_not_nothing_paid(column: str, rules: str) -> None:
    kpis = f"participant,{column},nrr\nana,0,90 %\nben,,90 %\n"
    people = "participant\nana\nben\n"
    message, _ = refused(PLAN + rules, kpis, "missing-value", people=people, period="2026-Q1")
    assert message == f"`{column}` is empty: nothing paid is written `0`"


def test_full_time_and_what_was_paid_may_stand_in_one_row_of_a_long_file() -> None:
    plan = PLAN + "  csat: {unit: percent}\naccumulate: {since: year, target: elapsed, below_zero: zero}\n"
    plan = plan.replace(
        "target_incentive: 1000", "proration: {amount: calendar-days}\ntarget_incentive: 1000"
    )
    kpis = "participant,kpi,value,fte,already_paid\nana,nrr,50 %,50 %,100\nana,csat,90 %,,\nben,nrr,50 %,,0\n"
    ran = run(plan, kpis, period="2026-Q1")
    assert [ran.steps(one)["total"] for one in ("ana", "ben")] == ["150.00", "500.00"]
    wrong = run(plan, kpis.replace("50 %,50 %,100", "50 %,50 %,abc"), period="2026-Q1")
    assert [one.rule for one in wrong.diagnostics if one.severity == "error"] == ["wrong-cell"]
    empty = run(plan, kpis.replace("50 %,50 %,100", "50 %,50 %,"), period="2026-Q1")
    found = told(empty, "missing-value")
    assert str(found.message) == "`already_paid` is empty: nothing paid is written `0`"
    assert found.at == CellPlace("kpis.csv", 2, 19, "already_paid", "")


def test_ids_that_look_alike_are_told_and_paid() -> None:
    ran = run(PLAN, "participant,nrr\n100,100 %\n10O,50 %\n")
    told_ = told(ran, "look-alike")
    assert str(told_.message) == "`100` and `10O` look alike and are two people"
    assert isinstance(told_.at, CellPlace)
    assert (told_.at.line, told_.at.column) == (3, 1)
    assert [ran.steps(one)["total"] for one in ("100", "10O")] == ["1000.00", "500.00"]
    after = told(run(PLAN, "participant,nrr\nana,5 %\n100,5 %\n10O,5 %\n"), "look-alike")
    assert [getattr(one, "line", None) for one in (after.at, after.also[0].at)] == [4, 3]


def test_an_empty_cell_is_not_nothing_paid() -> None:
    plan = (
        HEAD.replace("quarter", "month")
        + "accumulate: {since: year, target: elapsed, below_zero: zero}\ntarget_incentive: 1000\nkpis:\n"
        + NRR
    )
    kpis = "participant,already_paid,nrr\nana,,100 %\n"
    assert refused(plan, kpis, "missing-value", period="2026-02") == (
        "`already_paid` is empty: nothing paid is written `0`",
        ("kpis.csv", 2, 5),
    )


def test_a_date_that_cannot_be_read_is_refused_at_its_cell() -> None:
    _, at = refused(PLAN, "participant,entry,nrr\nana,31/02/2026,100 %\n", "wrong-date", period="2026-Q1")
    assert at == ("kpis.csv", 2, 5)


def test_a_column_of_dates_has_one_order() -> None:
    """What one date shows holds for the column; where none shows it, one error asks for all of them."""
    plan = PLAN + "proration: {amount: calendar-days}\n"

    def said(*entries: str) -> object:
        people = "participant,entry\n" + "".join(f"p{at},{text}\n" for at, text in enumerate(entries))
        kpis = "participant,nrr\n" + "".join(f"p{at},100 %\n" for at in range(len(entries)))
        ran = run(plan, kpis, people=people, period="2026-Q1")
        if ran.results is None:
            return [f"{one.rule}: {one.message}" for one in ran.diagnostics if one.severity == "error"]
        return list(ran.results.facts.columns[Figure.PRESENCE])

    assert said("03/02/2026", "16/02/2026") == said("2026-02-03", "2026-02-16")
    assert said("03/02/2026", "04/02/2026") == [
        "ambiguous-date: `03/02/2026` can be 2026-02-03 or 2026-03-02: does the day or the month come first?"
    ]


def test_an_exit_before_the_entry_is_refused_at_its_cell() -> None:
    plan = PLAN + "proration: {amount: calendar-days}\n"
    people = "participant,entry,exit\nana,2026-03-01,2026-02-01\n"
    ran = run(plan, "participant,nrr\nana,100 %\n", people=people, period="2026-Q1")
    assert ran.results is None
    found = [(one.rule, str(one.message), one.at) for one in ran.diagnostics if one.severity == "error"]
    assert [(rule, message) for rule, message, _ in found] == [
        ("exit-before-entry", "`ana`: the exit 2026-02-01 comes before the entry 2026-03-01")
    ]
    assert found[0][2] == CellPlace("people.csv", 2, 16, "exit", "2026-02-01")


@pytest.mark.parametrize(
    ("first", "second", "rule"),
    [
        (",", ",", "duplicate-person"),
        (",2026-07-31", ",", "overlapping-stays"),
        (",", ",2026-07-31", "overlapping-stays"),
        ("2026-08-01,", ",", "overlapping-stays"),
        (",", "2026-08-01,", "overlapping-stays"),
        (",2026-07-31", "2026-08-01,", None),
        ("2026-08-01,", ",2026-07-31", None),
    ],
)
def test_a_person_stands_twice_with_dates_alone(first: str, second: str, rule: str | None) -> None:
    plan = PLAN + "proration: {amount: calendar-days}\n"
    people = f"participant,entry,exit\nana,{first}\nana,{second}\n"
    ran = run(plan, "participant,nrr\nana,90 %\n", people=people, period="2026-Q3")
    assert [one.rule for one in ran.diagnostics if one.severity == "error"] == ([rule] if rule else [])


def test_the_last_row_of_a_person_is_the_last_in_time() -> None:
    plan = PLAN + "proration: {amount: calendar-days}\nbonuses: {x: {pays: 5}}\n"
    plan += "roles: {senior: {bonuses.x.pays: 50}}\n"
    rows = ["ana,,2026-07-01,2026-07-31\n", "ana,senior,2026-08-01,\n"]
    for written in (rows, rows[::-1]):
        people = "participant,role,entry,exit\n" + "".join(written)
        ran = run(plan, "participant,nrr\nana,90 %\n", people=people, period="2026-Q3")
        assert ran.steps("ana")["bonuses.x"] == "50.00"


WEIGHTED = (
    HEAD
    + "target_incentive: 1000\nkpis:\n"
    + NRR.replace("100 %, unit", "60 %, unit")
    + NRR.replace("100 %, unit", "40 %, unit").replace("nrr", "grr")
)


def test_own_weights_are_complete_and_add_up() -> None:
    ran = run(WEIGHTED, "participant,nrr,grr,nrr.weight,grr.weight\nana,100 %,0 %,25 %,75 %\n")
    assert ran.steps("ana")["total"] == "250.00"
    alone = run(WEIGHTED, "participant,nrr,grr,nrr.weight,grr.weight\nana,90 %,0 %,100 %,0 %\n")
    assert alone.steps("ana")["total"] == "900.00"
    assert refused(
        WEIGHTED, "participant,nrr,grr,nrr.weight,grr.weight\nana,100 %,0 %,25 %,\n", "weights-incomplete"
    ) == ("`ana` has own weights, but none for `grr`", ("kpis.csv", 2, 15))
    assert refused(
        WEIGHTED, "participant,nrr,grr,nrr.weight,grr.weight\nana,100 %,0 %,25 %,70 %\n", "weights-do-not-sum"
    ) == ("the weights of `ana` add up to 95 %, not 100 %", ("kpis.csv", 2, 15))


def test_a_person_s_pay_is_compared_only_where_both_files_have_it() -> None:
    ran = run(PLAN, ["participant,salary,nrr\nana,100,90 %\n", "participant,ote\nana,5\n"])
    assert ran.steps("ana")["total"] == "900.00"


def test_a_people_file_that_names_nobody_pays_nobody() -> None:
    ran = run(PLAN, "participant,nrr\nana,90 %\n", people="participant,name\n,Ana\n")
    assert ran.results is None
    assert told(ran, "nobody-named").severity == "error"
    ran = run(PLAN, "participant,nrr\nana,90 %\n", people="participant,team\n,North\n")
    assert ran.results is None
    assert told(ran, "nobody-named").severity == "warning"
    assert str(told(ran, "nobody").message) == "the people file names nobody"
