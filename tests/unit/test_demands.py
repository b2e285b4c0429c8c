"""What must hold before anything is paid: told in the order of the file, and only of who is there."""

from __future__ import annotations

from loading import PLAN, run, told

SHARE = PLAN + "bonuses: {extra: {pays: {share: 5 %, of: salary}}}\n"
NO_SALARY = "no `salary`, and the bonus `extra` is a share of it"
NO_VALUE = "`nrr` has no value"


def test_what_is_asked_of_rows_and_of_persons_is_told_in_the_order_of_the_file() -> None:
    ran = run(SHARE, "participant,nrr,salary\nana,90 %,\nben,,100\nchloe,90 %,\ndavid,90 %,100\n")
    assert [str(one.message) for one in ran.diagnostics if one.severity == "error"] == [
        f"`ana`: {NO_SALARY}",
        f"`ben`: {NO_VALUE}",
        f"`chloe`: {NO_SALARY}",
    ]


def test_nothing_is_asked_of_somebody_who_is_not_there() -> None:
    plan = SHARE + "proration: {amount: calendar-days}\n"
    kpis = "participant,nrr\nana,90 %\n"
    people = "participant,exit,salary\nana,,1000\nben,{exit},\n"
    gone = run(plan, kpis, people=people.format(exit="2026-06-30"), period="2026-Q3")
    assert [gone.steps(one)["total"] for one in ("ana", "ben")] == ["950.00", "0.00"]
    last_day = run(plan, kpis, people=people.format(exit="2026-07-01"), period="2026-Q3")
    assert str(told(last_day, "missing-value").message) == f"`ben`: {NO_VALUE}"
    assert str(told(last_day, "column-missing").message) == f"`ben`: {NO_SALARY}"
