"""Which value is a person's: of the person, the team or the company; and where it stands."""

from __future__ import annotations

import pytest
from loading import HEAD, NRR, PLAN, refused, run

from csvariable.kernel.diagnostic import CellPlace

TEAM = PLAN.replace("unit: percent", "unit: percent, scope: team")
COMPANY = TEAM.replace("scope: team", "scope: company")
ATTAINED = PLAN.replace("unit: percent", "unit: percent, target: 100 %").replace(
    "of: actual", "of: attainment"
)
TEAM_ATTAINED = ATTAINED.replace("unit: percent", "unit: percent, scope: team")
# Two KPIs of the team, half of the amount each.
TWO = TEAM.replace("100 %, unit", "50 %, unit") + NRR.replace(
    "nrr: {weight: 100 %,", "csat: {weight: 50 %,"
).replace("unit: percent", "unit: percent, scope: team")


def totals(plan: str, kpis: str, **files: str) -> list[str]:
    """What each person is paid, in order."""
    ran = run(plan, kpis, **files)
    assert ran.results is not None, ran.diagnostics
    return [ran.steps(one.id)["total"] for one in ran.results.facts.people]


# ------------------------------------------------------------------------------ whose value it is


def test_the_value_of_a_team_is_of_all_its_members() -> None:
    kpis = "participant,team,nrr\n,North,90 %\n,South,50 %\n"
    people = "participant,team\nana,North\nben,South\nchloe,North\n"
    assert totals(TEAM, kpis, people=people) == ["900.00", "500.00", "900.00"]


def test_a_team_without_a_row_has_the_row_of_everybody_and_a_person_has_not() -> None:
    kpis = "participant,team,nrr\n*,,90 %\n,South,50 %\n"
    people = "participant,team\nana,North\nben,South\n"
    assert totals(TEAM, kpis, people=people) == ["900.00", "500.00"]
    kpis = "participant,team,nrr\n*,,90 %\nana,North,\n"
    assert refused(PLAN, kpis, "missing-value") == ("`ana`: `nrr` has no value", ("kpis.csv", 3, 11))


def test_members_may_repeat_the_value_of_their_team() -> None:
    kpis = "participant,team,nrr\nana,North,90 %\nben,North,90.0 %\nchloe,North,\ndavid,South,50 %\n"
    assert totals(TEAM, kpis) == ["900.00", "900.00", "900.00", "500.00"]
    assert totals(COMPANY, "participant,nrr\nana,90 %\nben,\n") == ["900.00", "900.00"]


@pytest.mark.parametrize("row", [",North,,80 %\n", ""])
@pytest.mark.parametrize("missing", ["error", "zero"])
def test_an_empty_cell_of_the_team_takes_no_repeated_value_back(row: str, missing: str) -> None:
    plan = TWO.replace("unit: percent", f"missing: {missing}, unit: percent")
    csat = "" if row else "80 %"
    kpis = f"participant,team,nrr,csat\nana,North,90 %,{csat}\nben,North,90 %,\n"
    for text in (kpis + row, kpis.replace("\nana", f"\n{row}ana")):
        assert totals(plan, text) == ["850.00", "850.00"]


def test_rows_of_a_team_must_agree_on_what_is_of_the_team() -> None:
    kpis = "participant,team,nrr\nana,North,90 %\nben,North,80 %\n"
    of_team = "`nrr` is of the team `North`, and two different values are given"
    assert refused(TEAM, kpis, "scope-disagrees") == (of_team, ("kpis.csv", 3, 11))
    of_company = "`nrr` is of the company, and two different values are given"
    assert refused(COMPANY, kpis, "scope-disagrees") == (of_company, ("kpis.csv", 3, 11))
    assert refused(TEAM, kpis + ",North,\n", "scope-disagrees") == (of_team, ("kpis.csv", 3, 11))


def test_a_bonus_of_a_team_reads_the_row_of_the_team_alone() -> None:
    plan = (
        HEAD + "kpis: {nrr: {unit: percent, missing: zero}}\n"
        "bonuses: {shared: {scope: team, when: {nrr: {from: 90 %}}, pays: 50}}\n"
    )
    people = "participant,team\nana,North\nben,South\n"
    assert totals(plan, "team,nrr\nNorth,92 %\nSouth,89 %\n", people=people) == ["50.00", "0.00"]


# ------------------------------------------------------------------------- targets, caps, weights


def test_a_person_has_no_own_target_of_a_group() -> None:
    kpis = "participant,team,nrr,nrr.target\nana,North,,80 %\n,North,90 %,\n"
    assert refused(TEAM_ATTAINED, kpis, "target-of-a-group") == (
        "`nrr` is of scope team: a person has no own target for it",
        ("kpis.csv", 2, 12),
    )
    given = "participant,team,nrr,nrr.target\nana,North,,\n,North,60 %,80 %\n"
    assert totals(TEAM_ATTAINED, given) == ["750.00"]


def test_every_own_level_of_a_group_is_refused() -> None:
    kpis = "participant,team,nrr,nrr.target,nrr.baseline\nana,North,,80 %,50 %\n,North,90 %,,\n"
    ran = run(TEAM_ATTAINED, kpis)
    assert [str(one.message) for one in ran.diagnostics if one.rule == "target-of-a-group"] == [
        "`nrr` is of scope team: a person has no own target for it",
        "`nrr` is of scope team: a person has no own baseline for it",
    ]


def test_two_files_that_give_two_targets_of_a_person() -> None:
    kpis = "participant,nrr,nrr.target\nana,90 %,80 %\n"
    people = "participant,nrr.target\nana,70 %\n"
    assert refused(ATTAINED, kpis, "two-values", people=people) == (
        "`ana` has two different values of `nrr.target` in two files",
        ("kpis.csv", 2, 10),
    )


# ----------------------------------------------------------------------------- where a value stands


def test_a_value_stands_in_the_row_of_its_scope() -> None:
    ran = run(TEAM, "participant,team,nrr\n,North,90 %\n", people="participant,team,salary\nana,North,\n")
    assert ran.results is not None
    facts = ran.results.facts

    def at(column: str | None) -> tuple[str, int, int]:
        found = facts.place(0, column)
        assert isinstance(found, CellPlace)
        return found.file, found.line, found.column

    assert at("nrr.actual") == ("kpis.csv", 2, 8)
    assert at("salary") == ("people.csv", 2, 11)
    assert at("csat.actual") == at("ote") == at(None) == ("people.csv", 2, 1)


@pytest.mark.parametrize(
    ("kpis", "people", "at"),
    [
        # beside the other KPIs of the person
        ("participant,kpi,value\nana,nrr,90 %\n", "participant,team\nana,North\n", ("kpis.csv", 2, 1)),
        ("team,participant,nrr,csat\nNorth,ana,90 %,\n", None, ("kpis.csv", 2, 16)),
        # nowhere but among the people
        ("team,nrr\nNorth,90 %\n", "team,participant\nNorth,ana\n", ("people.csv", 2, 7)),
    ],
)
def test_a_value_that_is_missing_is_asked_for_at_the_row_of_its_person(
    kpis: str, people: str | None, at: tuple[str, int, int]
) -> None:
    files = {} if people is None else {"people": people}
    assert refused(TWO, kpis, "missing-value", **files) == ("`ana`: `csat` has no value", at)
