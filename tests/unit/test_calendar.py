"""Time as columns: periods, presence, months, absences, ramp, guarantee, accumulation, several rows.

Every expected value is counted by hand from section 6 of the language.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction as F

import pytest

from csvariable.plan import Plan
from csvariable.speech.saying import in_language
from csvariable.text import parse
from csvariable.time.calendar import Calendar, Times
from csvariable.time.period import (
    Days,
    NotAPeriod,
    Period,
    add_months,
    is_period,
    months_of,
    parse_period,
    period_of,
    spelled,
)
from csvariable.time.stays import Stay, first_entry, needs_period
from csvariable.time.window import Window, window_of

KPIS = """
kpis:
  k: {weight: 100 %, unit: number, additive: true, target: 100, curve: {linear: [{at: 80 %, pays: 50 %}]}}
  ratio: {unit: percent, target: 90 %}
  arr: {unit: money, target: 3000}
  group: {unit: money, target: 9000, scope: team}
"""
BY_DAYS = "proration: {amount: calendar-days, targets: additive}\n"
BY_MONTHS = "proration: {amount: months, targets: additive}\n"
ELAPSED = "accumulate: {since: year, target: elapsed, below_zero: zero}\n"
WHOLE = ELAPSED.replace("elapsed", "whole")
SICK = "absences: {sick: neutralise, parental: peer-average, holiday: ignore}\n"


def plan(more: str = "", period: str = "quarter", incentive: str = "3000", kpis: str = KPIS) -> Plan:
    """Read the shape of a plan."""
    money = f"target_incentive: {incentive}\n" if incentive else ""
    text = f"csvariable: 1\nname: t\ncurrency: EUR\nperiod: {period}\n{money}{more}{kpis}"
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    return Plan.model_validate(document.plain(), context={"currency": "EUR"})


def day(text: str | None) -> date | None:
    """Read a date, or none."""
    return date.fromisoformat(text) if text else None


def stay(
    entry: str | None = None, left: str | None = None, /, role: str | None = None, **absences: int
) -> Stay:
    """Return a row of a person."""
    return Stay(role, day(entry), day(left), {reason: F(days) for reason, days in absences.items()})


def times(written: Plan, period: str | None, *stays: Stay) -> Times:
    """Count the stays of one person in one plan."""
    named = None if period is None else parse_period(period, written)
    return Calendar(lambda _: written, named).times(stays or (stay(),))


def count(written: Plan, period: str | None, *stays: Stay) -> dict[str, F]:
    """Return the columns of the last stay of somebody who can be counted."""
    found = times(written, period, *stays)
    assert found.problems == ()
    return dict(found.columns[-1])


def problems(written: Plan, period: str | None, *stays: Stay) -> list[tuple[int, str | None, str]]:
    """Return stay, column and rule of what cannot be counted."""
    return [(one.stay, one.column, one.rule) for one in times(written, period, *stays).problems]


# --------------------------------------------------------------------- days and months


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2028-01-31", 1, "2028-02-29"),
        ("2026-01-31", 2, "2026-03-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-30", -1, "2026-02-28"),
        ("2026-03-30", -3, "2025-12-30"),
        ("9999-12-15", 1, "9999-12-31"),
        ("0001-01-15", -1, "0001-01-01"),
        ("9999-03-15", 1, "9999-04-15"),
        ("0001-03-15", -1, "0001-02-15"),
    ],
)
def test_same_day_of_another_month(start: str, count: int, end: str) -> None:
    assert add_months(date.fromisoformat(start), count) == day(end)


def test_days_have_both_ends_and_are_never_negative() -> None:
    july = Days(date(2026, 7, 1), date(2026, 7, 31))
    assert july.count == 31
    assert july.between(date(2026, 8, 1), None).count == 0
    assert july.between(None, date(2026, 7, 1)).count == 1
    assert july.meet(Days(date(2026, 7, 20), date(2026, 9, 1))).count == 12


def test_months_of_a_period_start_on_its_day() -> None:
    quarter = Days(date(2026, 4, 15), date(2026, 7, 14))
    assert [(month.first.day, month.count) for month in months_of(quarter)] == [(15, 30), (15, 31), (15, 30)]


# --------------------------------------------------------------------- periods


@pytest.mark.parametrize(
    ("kind", "starts", "text", "first", "last", "index", "days"),
    [
        ("year", "01-01", "2026", "2026-01-01", "2026-12-31", 0, 365),
        ("year", "01-01", "2028", "2028-01-01", "2028-12-31", 0, 366),
        ("year", "04-01", "2027", "2027-04-01", "2028-03-31", 0, 366),
        ("half", "01-01", "2026-H2", "2026-07-01", "2026-12-31", 1, 184),
        ("half", "04-01", "2026-H2", "2026-10-01", "2027-03-31", 1, 182),
        ("quarter", "01-01", "2026-Q3", "2026-07-01", "2026-09-30", 2, 92),
        ("quarter", "01-01", "2026-Q1", "2026-01-01", "2026-03-31", 0, 90),
        ("quarter", "01-01", "2028-Q1", "2028-01-01", "2028-03-31", 0, 91),
        ("quarter", "04-01", "2026-Q3", "2026-10-01", "2026-12-31", 2, 92),
        ("quarter", "04-01", "2026-Q4", "2027-01-01", "2027-03-31", 3, 90),
        ("quarter", "04-15", "2026-Q4", "2027-01-15", "2027-04-14", 3, 90),
        ("month", "01-01", "2026-07", "2026-07-01", "2026-07-31", 6, 31),
        ("month", "04-01", "2026-02", "2026-02-01", "2026-02-28", 10, 28),
        # a month is one of the calendar, so a year that starts on the 6th starts on the 1st
        ("month", "04-06", "2026-04", "2026-04-01", "2026-04-30", 0, 30),
    ],
)
def test_periods_count_from_the_start_of_the_year(  # noqa: PLR0917 - a case is these seven things
    kind: str, starts: str, text: str, first: str, last: str, index: int, days: int
) -> None:
    written = plan(f"year_starts: {starts}\n", kind)
    found = parse_period(f" {text} ", written)
    assert (found.text, found.first, found.last) == (text, day(first), day(last))
    assert (found.index, found.days, found.kind) == (index, days, kind)
    assert len(found.year) == written.periods_per_year
    assert period_of(found.first, written) == period_of(found.last, written) == found


@pytest.mark.parametrize(
    ("kind", "text", "suggestion"),
    [
        ("quarter", "2026-07", "2026-Q3"),
        ("half", "2026-Q4", "2026-H2"),
        ("year", "2026-H2", "2026"),
    ],
)
def test_what_names_no_period_of_the_plan(kind: str, text: str, suggestion: str) -> None:
    with pytest.raises(NotAPeriod) as raised:
        parse_period(text, plan("", kind))
    assert raised.value.suggestion == suggestion
    assert str(raised.value).endswith(f": write `--period {suggestion}`")


@pytest.mark.parametrize(
    ("kind", "text", "suggestion"),
    [("quarter", "2026", "2026-Q1"), ("month", "2026-Q4", "2026-10"), ("half", "2026", "2026-H1")],
)
def test_of_several_periods_one_is_named_as_such(kind: str, text: str, suggestion: str) -> None:
    with pytest.raises(NotAPeriod, match=f": write one such as `--period {suggestion}`$"):
        parse_period(text, plan("", kind))


@pytest.mark.parametrize(
    ("kind", "text", "example"),
    [
        ("quarter", "2024-Q5", "2024-Q3"),
        ("quarter", "2026-Q3-Q4", "2026-Q3"),
        ("quarter", "Q2", "2026-Q3"),
        ("quarter", "Q22 2026", "2026-Q3"),
        ("quarter", "P2 2027", "2027-Q3"),
        ("month", "2026-13", "2026-07"),
        ("month", "2025-00", "2025-07"),
        ("month", "2026-007", "2026-07"),
        ("month", "nivose 2026", "2026-07"),
        ("month", "07/2026/2027", "2026-07"),
        ("month", "01/07/2026", "2026-07"),
        ("month", "2026+07", "2026-07"),
        ("half", "2026-H0", "2026-H2"),
        ("year", "1826", "2026"),
        ("year", "٢٠٢٦", "2026"),
    ],
)
def test_what_names_no_period_is_answered_with_one_that_shows_how(kind: str, text: str, example: str) -> None:
    with pytest.raises(NotAPeriod) as raised:
        parse_period(text, plan("", kind))
    assert str(raised.value) == f"`{text}` is not a period: write one such as `--period {example}`"
    assert spelled(f" {text} ") == text
    assert not is_period(text)


@pytest.mark.parametrize(
    ("kind", "texts", "name"),
    [
        (
            "quarter",
            "2026-q2 · Q2 2026 · T2 2026 · 2026-T2 · t2-2026 · 2026Q2 · Q2/2026 · 2026 q2",
            "2026-Q2",
        ),
        ("quarter", "2e trimestre 2026 · trimestre 2 2026 · 2nd quarter 2026 · Quarter 2 of 2026", "2026-Q2"),
        ("half", "S1 2026 · 2026-s1 · H1 2026 · 1er semestre 2026 · 1st half 2026", "2026-H1"),
        (
            "month",
            "2026-7 · 07/2026 · 7-2026 · juillet 2026 · July 2026 · Jul. 2026 · 2026 JUILLET",
            "2026-07",
        ),
        ("month", "août 2026 · Aout 2026 · aug 2026 · 2026.08", "2026-08"),
        ("month", "février 2026 · FÉVRIER 2026 · feb-2026", "2026-02"),
        ("year", "2026 · year 2026 ·  2026 ", "2026"),
    ],
)
def test_a_period_is_understood_as_people_write_it(kind: str, texts: str, name: str) -> None:
    for text in texts.split("·"):
        assert (spelled(text), parse_period(text, plan("", kind)).text) == (name, name)
        assert is_period(text)


def test_a_month_that_two_years_of_the_plan_share_is_that_of_its_first_day() -> None:
    with pytest.raises(NotAPeriod) as raised:
        parse_period("2026-04", plan("year_starts: 04-02\n"))
    assert raised.value.suggestion == "2025-Q4"


def test_a_period_of_another_length_is_said_to_be_one() -> None:
    with pytest.raises(
        NotAPeriod, match=r"^`2026-07` is a month, and the plan is paid by the quarter: write"
    ):
        parse_period("2026-07", plan())


@pytest.mark.parametrize(
    ("on", "count", "end"),
    [("2026-08-15", 1, "2026-09-30"), ("2026-08-15", 2, "2026-12-31"), ("2026-07-01", 0, "2026-06-30"),
     ("2024-02-29", 1, "2024-03-31"), ("2027-01-01", 1, "2027-03-31"), ("0001-01-01", 0, "0001-01-01")],
)  # fmt: skip
def test_the_end_of_a_period_counted_from_a_day(on: str, count: int, end: str) -> None:
    period: Period = parse_period("2026-Q3", plan())
    assert period.end_of(date.fromisoformat(on), count) == day(end)


# --------------------------------------------------------------------- presence by days


@pytest.mark.parametrize(
    ("entry", "left", "active"),
    [
        (None, None, 92),
        ("2026-07-01", "2026-09-30", 92),
        ("2026-07-02", None, 91),
        (None, "2026-09-29", 91),
        ("2026-08-16", None, 46),
        (None, "2026-08-15", 46),
        ("2026-09-30", None, 1),
        (None, "2026-07-01", 1),
        ("2026-08-01", "2026-08-01", 1),
        ("2026-10-01", None, 0),
        (None, "2026-06-30", 0),
        ("2020-01-01", "2030-12-31", 92),
    ],
)
def test_presence_by_calendar_days(entry: str | None, left: str | None, active: int) -> None:
    found = count(plan(BY_DAYS), "2026-Q3", stay(entry, left))
    share = F(active, 92)
    assert [found[name] for name in ("@presence", "@presence.days", "@time")] == [share] * 3
    assert found["@presence.split"] == share / 4
    there, full = F(active > 0), F(active == 92)
    assert [found[name] for name in ("@present", "@present.period", "@present.person")] == [there] * 3
    assert [found[name] for name in ("@full_period", "@full_period.person")] == [full] * 2


def test_a_leap_year_has_a_day_more() -> None:
    assert count(plan(BY_DAYS), "2028-Q1", stay("2028-02-29"))["@presence"] == F(32, 91)
    assert count(plan(BY_DAYS), "2026-Q1", stay("2026-03-01"))["@presence"] == F(31, 90)
    yearly = plan(BY_DAYS, "year")
    assert count(yearly, "2028", stay(None, "2028-02-29"))["@presence"] == F(60, 366)


def test_presence_in_a_year_that_starts_in_april() -> None:
    written = plan(BY_DAYS + "year_starts: 04-01\n")
    assert count(written, "2026-Q4", stay("2027-03-01"))["@presence"] == F(31, 90)


@pytest.mark.parametrize(
    ("proration", "presence", "targets", "present"),
    [
        ("proration: {amount: calendar-days}\n", F(46, 92), 1, 1),
        ("proration: {targets: additive}\n", 1, F(46, 92), 1),
        ("proration: {amount: months}\n", F(2, 3), 1, 1),
        ("proration: {amount: months, targets: additive}\n", F(2, 3), F(2, 3), 1),
        ("proration: none\n", 1, 1, 1),
    ],
)
def test_what_is_not_prorated_counts_in_full(proration: str, presence: F, targets: F, present: int) -> None:
    found = count(plan(proration), "2026-Q3", stay("2026-08-16"))
    assert [found["@presence"], found["@time"], found["@present"]] == [presence, targets, present]
    assert found["@presence.days"] == F(46, 92)
    assert found["@full_period"] == 0


def test_nobody_there_is_absent_where_only_targets_are_prorated_too() -> None:
    found = count(plan("proration: {targets: additive}\n"), "2026-Q3", stay("2026-10-01"))
    assert [found["@presence"], found["@time"], found["@present"]] == [1, 0, 0]
    wanted = count(plan("proration: none\n"), "2026-Q3", stay("2026-10-01"))
    assert [wanted["@presence"], wanted["@present"], wanted["@present.period"]] == [1, 1, 0]


def test_without_a_period_everybody_is_there() -> None:
    written = plan()
    assert count(written, None, stay("2026-08-16")) == {
        "@presence": 1, "@presence.days": 1, "@presence.split": F(1, 4), "@present": 1, "@present.period": 1,
        "@present.person": 1, "@full_period": 1, "@full_period.person": 1, "@periods": 1, "@periods.all": 1,
        "@counted": 1, "@time": 1,
        "@guarantee.share": 0, "@absent.peer": 0,
    }  # fmt: skip
    assert set(count(written, "2026-Q3")) == set(count(written, None))
    assert times(written, None).texts == ({},)


def test_equal_stays_are_counted_once() -> None:
    calendar = Calendar(lambda _: plan(BY_DAYS), parse_period("2026-Q3", plan(BY_DAYS)))
    assert calendar.times([stay("2026-08-16")]) is calendar.times([stay("2026-08-16")])
    assert calendar.times([stay("2026-08-16")]) is not calendar.times([stay("2026-08-16", role="senior")])
    assert calendar.times([]).columns == ()


# --------------------------------------------------------------------- presence by months


@pytest.mark.parametrize(
    ("entry", "left", "months"),
    [
        (None, None, 3),
        ("2026-07-16", None, 3),  # 16 days of 31
        ("2026-07-17", None, 2),  # 15 days of 31
        ("2026-09-16", None, 1),  # 15 days of 30: half is enough
        ("2026-09-17", None, 0),
        (None, "2026-07-15", 0),
        (None, "2026-07-16", 1),
        ("2026-07-20", "2026-08-16", 1),
        ("2026-07-20", "2026-08-15", 0),
    ],
)
def test_a_month_counts_when_half_of_its_days_are_active(
    entry: str | None, left: str | None, months: int
) -> None:
    found = count(plan(BY_MONTHS), "2026-Q3", stay(entry, left))
    assert found["@presence"] == found["@time"] == F(months, 3)
    assert found["@present"] == (months > 0)
    assert found["@present.person"] == 1


def test_half_of_a_leap_february() -> None:
    written = plan(BY_MONTHS, "month")
    assert count(written, "2028-02", stay("2028-02-15"))["@presence"] == 1  # 15 of 29
    assert count(written, "2028-02", stay(None, "2028-02-14"))["@presence"] == 0  # 14 of 29
    assert count(written, "2026-02", stay(None, "2026-02-14"))["@presence"] == 1  # 14 of 28


def test_months_of_a_year_that_starts_inside_a_month() -> None:
    written = plan(BY_MONTHS + "year_starts: 04-15\n")
    # from 15 May on: the month from 15 April is out, two remain
    assert count(written, "2026-Q1", stay("2026-05-15"))["@presence"] == F(2, 3)
    assert count(written, "2026-Q1", stay("2026-04-30"))["@presence"] == 1  # 15 days of 30


@pytest.mark.parametrize(
    ("left", "entry", "first", "second"),
    [
        ("2026-08-15", "2026-08-16", 1, 2),  # 15 days against 16
        ("2026-08-16", "2026-08-17", 2, 1),  # 16 against 15
        ("2026-09-15", "2026-09-16", 3, 0),  # 15 against 15: the first
        ("2026-09-07", "2026-09-22", 2, 1),  # 7 + 9 days reach half of September
        ("2026-09-07", "2026-09-24", 2, 0),  # 7 + 7 do not
    ],
)
def test_a_month_of_two_rows_counts_once(left: str, entry: str, first: int, second: int) -> None:
    found = times(plan(BY_MONTHS), "2026-Q3", stay(None, left), stay(entry))
    assert [columns["@presence"] for columns in found.columns] == [F(first, 3), F(second, 3)]


def test_the_order_of_rows_does_not_matter_for_months() -> None:
    found = times(plan(BY_MONTHS), "2026-Q3", stay("2026-09-16"), stay(None, "2026-09-15"))
    assert [columns["@presence"] for columns in found.columns] == [0, 1]


# --------------------------------------------------------------------- absences


def test_neutralised_days_reduce_presence() -> None:
    found = count(plan(BY_DAYS + SICK), "2026-Q3", stay(sick=23))
    assert found["@presence"] == found["@presence.days"] == found["@time"] == F(69, 92)
    assert [found["@full_period"], found["@full_period.person"], found["@present"]] == [0, 0, 1]
    part = count(plan(BY_DAYS + SICK), "2026-Q3", stay("2026-08-16", sick=10))
    assert part["@presence"] == F(36, 92)


def test_neutralised_days_with_months() -> None:
    # two months of three, of which 10 of 46 active days are taken out
    found = count(plan(BY_MONTHS + SICK), "2026-Q3", stay("2026-08-16", sick=10))
    assert found["@presence"] == F(2, 3) * F(36, 46)
    assert found["@presence.days"] == F(36, 92)


def test_absent_all_the_time_is_presence_zero() -> None:
    found = count(plan(BY_DAYS + SICK), "2026-Q3", stay(sick=92))
    assert [found[name] for name in ("@presence", "@present", "@present.period", "@present.person")] == [
        0
    ] * 4


def test_neutralised_days_leave_an_amount_that_is_not_prorated() -> None:
    found = count(plan("proration: {targets: additive}\n" + SICK), "2026-Q3", stay(sick=23))
    assert [found["@presence"], found["@time"]] == [1, F(3, 4)]


def test_ignored_days_change_nothing() -> None:
    found = count(plan(BY_DAYS + SICK), "2026-Q3", stay(holiday=92))
    assert [found["@presence"], found["@absent.peer"], found["@full_period"]] == [1, 0, 1]


def test_days_paid_like_the_peers_do_not_reduce_presence() -> None:
    found = count(plan("proration: none\n" + SICK), "2026-Q3", stay(parental=46))
    assert [found["@absent.peer"], found["@presence"], found["@full_period"]] == [F(1, 2), 1, 0]
    part = count(plan(BY_DAYS + SICK), "2026-Q3", stay("2026-08-16", parental=23, sick=23))
    assert [part["@absent.peer"], part["@presence"], part["@present"]] == [1, F(23, 92), 1]


def test_days_out_and_days_like_the_peers_do_not_cancel_out() -> None:
    found = count(plan(BY_DAYS + SICK), "2026-Q3", stay(parental=5, sick=5))
    assert [found["@full_period"], found["@full_period.person"]] == [0, 0]


# --------------------------------------------------------------------- ramp


def test_ramp_by_days() -> None:
    """10 days of June in the first month of tenure, 20 in the second."""
    found = count(plan("ramp: [25 %, 50 %]\nproration: none\n", "month"), "2026-06", stay("2026-05-11"))
    assert found["@time.k"] == found["@time.arr"] == F(10, 30) * F(1, 4) + F(20, 30) * F(1, 2)
    assert "@time.ratio" not in found
    assert "@time.group" not in found
    assert "@ramp.k" not in found
    assert found["@time"] == 1


def test_ramp_to_the_full_target() -> None:
    written = plan("ramp: [25 %, 50 %, 75 %]\nproration: none\n")
    # 15 August: 14 days of Q4 in month 2 (15 September to 14 October), 31 in month 3, 47 after
    found = count(written, "2026-Q4", stay("2026-08-15"))
    assert found["@time.k"] == F(14, 92) / 2 + F(31, 92) * F(3, 4) + F(47, 92)
    assert count(written, "2027-Q1", stay("2026-08-15"))["@time.k"] == 1


def test_ramp_after_the_31st() -> None:
    # month 1 from 31 January to 27 February, month 2 from 28 February to 30 March
    found = count(plan("ramp: [0 %, 50 %]\nproration: none\n"), "2026-Q1", stay("2026-01-31"))
    assert found["@time.k"] == F(31, 90) / 2 + F(1, 90)
    leap = count(plan("ramp: [0 %, 50 %]\nproration: none\n"), "2028-Q1", stay("2028-01-31"))
    assert leap["@time.k"] == F(31, 91) / 2 + F(1, 91)


def test_days_before_the_entry() -> None:
    factors = "ramp: [20 %, 60 %]\n"
    # 46 days before 16 August and 31 from it to 15 September in month 1, 15 in month 2
    apart = count(plan(factors + "proration: {amount: calendar-days}\n"), "2026-Q3", stay("2026-08-16"))
    assert apart["@time.k"] == F(77, 92) / 5 + F(15, 92) * F(3, 5)
    both = count(plan(factors + BY_DAYS), "2026-Q3", stay("2026-08-16"))
    assert both["@time.k"] == F(31, 92) / 5 + F(15, 92) * F(3, 5)


def test_days_after_the_exit_and_neutralised_days() -> None:
    written = plan("ramp: [20 %, 60 %]\n" + SICK + BY_DAYS)
    # 31 days in month 1 and 10 in month 2 before the exit on 25 September; 41 active, 10 out
    found = count(written, "2026-Q3", stay("2026-08-16", "2026-09-25", sick=10))
    assert found["@time.k"] == (F(31, 92) / 5 + F(10, 92) * F(3, 5)) * F(31, 41)
    alone = plan("ramp: [20 %, 60 %]\n" + SICK + "proration: {amount: calendar-days}\n")
    unscaled = count(alone, "2026-Q3", stay("2026-08-16", "2026-09-25", sick=10))
    assert unscaled["@time.k"] == F(77, 92) / 5 + F(15, 92) * F(3, 5)


def test_ramp_stays_by_days_where_presence_is_by_months() -> None:
    found = count(plan("ramp: [50 %]\n" + BY_MONTHS), "2026-Q3", stay("2026-08-16"))
    assert found["@time"] == F(2, 3)
    assert found["@time.k"] == F(31, 92) / 2 + F(15, 92)


def test_ramp_of_values() -> None:
    written = plan("ramp: {arr: [500, 1500]}\n" + BY_DAYS)
    found = count(written, "2026-Q4", stay("2026-09-16"))
    # 15 days of October in month 1, 31 in month 2 (to 15 November), 46 after
    assert found["@ramp.arr"] == F(15, 92) * 500 + F(31, 92) * 1500
    assert found["@time.arr"] == F(46, 92)
    assert "@time.k" not in found


@pytest.mark.parametrize(("ramp", "value"), [("[25 %]", None), ("{arr: [500]}", 0)])
def test_no_entry_no_ramp(ramp: str, value: int | None) -> None:
    found = count(plan(f"ramp: {ramp}\n" + BY_DAYS), "2026-Q3", stay(None, "2026-08-15"))
    assert found["@time.arr"] == found["@time"] == F(46, 92)
    assert found.get("@ramp.arr") == value


def test_a_row_that_cannot_be_counted_has_neutral_ramps() -> None:
    found = times(plan("ramp: {arr: [500]}\n" + BY_DAYS), None)
    assert [found.columns[0]["@time.arr"], found.columns[0]["@ramp.arr"]] == [1, 0]


# --------------------------------------------------------------------- guarantee

MONTHS_3 = "guarantee: {months: 3, pays: 100 %}\n"


@pytest.mark.parametrize(
    ("proration", "period", "entry", "share"),
    [
        (BY_DAYS, "2026-Q4", "2026-08-15", F(45, 92)),  # 1 October to 14 November
        (BY_DAYS, "2027-Q1", "2026-08-15", 0),
        (BY_DAYS, "2026-Q3", "2026-08-15", 1),  # 47 of 47 active days
        ("proration: none\n", "2026-Q3", "2026-08-15", F(47, 92)),
        ("proration: {targets: additive}\n", "2026-Q3", "2026-08-15", F(47, 92)),
        ("proration: none\n", "2026-Q3", "2026-07-01", 1),
        (BY_DAYS, "2026-Q3", None, 0),
        (BY_DAYS, "2026-Q3", "2026-10-01", 0),
        (BY_DAYS, "2026-Q1", "2025-11-30", F(58, 90)),  # to 27 February: 28 February is day one of month 4
    ],
)
def test_guarantee_for_the_days_covered(proration: str, period: str, entry: str | None, share: F) -> None:
    assert count(plan(MONTHS_3 + proration), period, stay(entry))["@guarantee.share"] == share


def test_the_guaranteed_amount_of_the_language() -> None:
    share = count(plan(MONTHS_3 + BY_DAYS), "2026-Q4", stay("2026-08-15"))["@guarantee.share"]
    assert round(share * 3000, 2) == F("1467.39")


@pytest.mark.parametrize(
    ("periods", "period", "share"),
    [(1, "2026-Q3", 1), (1, "2026-Q4", 0), (2, "2026-Q4", 1), (2, "2027-Q1", 0), (0, "2026-Q3", 0)],
)
def test_guarantee_by_periods_begins_with_the_period_of_entry(periods: int, period: str, share: F) -> None:
    written = plan(f"guarantee: {{periods: {periods}, pays: 100 %}}\n" + BY_DAYS)
    assert count(written, period, stay("2026-08-10"))["@guarantee.share"] == share
    whole = plan(f"guarantee: {{periods: {periods}, pays: 100 %}}\nproration: none\n")
    expected = F(52, 92) if period == "2026-Q3" else 1
    assert count(whole, period, stay("2026-08-10"))["@guarantee.share"] == share * expected


def test_a_guarantee_without_a_length_covers_nothing() -> None:
    written = plan("guarantee: {pays: 100 %}\n" + BY_DAYS)
    assert count(written, "2026-Q3", stay("2026-08-10"))["@guarantee.share"] == 0


def test_absences_and_exit_in_a_guarantee() -> None:
    written = plan(MONTHS_3 + SICK + BY_DAYS)
    # covered 1 October to 14 November, there until 30 November: 45 of 61 days, absences left in
    found = count(written, "2026-Q4", stay("2026-08-15", "2026-11-30", sick=20))
    assert found["@guarantee.share"] == F(45, 61)


# --------------------------------------------------------------------- accumulation


def test_accumulated_periods_since_the_start_of_the_year() -> None:
    for period, periods in (("2026-Q1", 1), ("2026-Q3", 3), ("2026-Q4", 4)):
        found = count(plan(ELAPSED), period)
        assert found["@periods"] == found["@presence"] == found["@time"] == periods
        assert found["@presence.split"] == F(periods, 4)
        whole = count(plan(WHOLE), period)
        assert whole["@periods"] == whole["@presence"] == whole["@time"] == 4


def test_accumulated_presence_is_the_sum_of_each_period() -> None:
    found = count(plan(ELAPSED + BY_DAYS), "2026-Q4", stay("2026-05-17"))
    assert found["@periods"] == 3  # the period of entry counts, the one before does not
    assert found["@presence"] == F(45, 91) + 2
    assert found["@presence.split"] == (F(45, 91) + 2) / 4
    assert found["@presence.days"] == 1
    last_day = count(plan(ELAPSED + BY_DAYS), "2026-Q3", stay("2026-06-30"))
    assert [last_day["@periods"], last_day["@presence"]] == [2, F(1, 91) + 1]
    months = count(plan(ELAPSED + BY_MONTHS), "2026-Q4", stay("2026-05-17"))
    assert months["@presence"] == F(1, 3) + 2  # 15 days of May are fewer than half


def test_days_are_told_apart_as_the_role_that_looks_furthest_needs() -> None:
    """One role accumulates over the year, another looks back over the months of a guarantee."""
    paid, own = plan(), plan(ELAPSED)
    far = plan("guarantee: {months: 3, pays: 100 %}\n")
    quarter = parse_period("2026-Q3", paid)
    assert window_of([paid], quarter) == Window(date(2026, 6, 30), date(2026, 10, 1))
    assert window_of([paid, own], quarter) == Window(date(2025, 12, 31), date(2027, 1, 1))
    assert window_of([paid, far], quarter) == Window(date(2026, 2, 28), date(2026, 10, 1))


def test_accumulation_without_proration_counts_each_period_once() -> None:
    found = count(plan(ELAPSED + "proration: none\n"), "2026-Q3", stay("2026-05-17"))
    assert [found["@periods"], found["@presence"], found["@time"]] == [2, 2, 2]


def test_accumulation_in_a_year_that_starts_in_april() -> None:
    written = plan(ELAPSED + BY_DAYS + "year_starts: 04-01\n")
    found = count(written, "2026-Q4", stay("2026-07-16"))
    assert [found["@periods"], found["@presence"]] == [3, F(77, 92) + 2]


def test_somebody_who_has_left_is_still_settled() -> None:
    found = count(plan(ELAPSED + BY_DAYS), "2026-Q3", stay(None, "2026-03-31"))
    assert [found["@presence"], found["@present"], found["@present.period"]] == [1, 1, 0]
    assert [found["@present.person"], found["@full_period"]] == [0, 0]


def test_somebody_who_has_not_come_yet_has_a_day_in_no_period() -> None:
    found = count(plan(ELAPSED + BY_DAYS), "2026-Q3", stay("2026-10-01"))
    assert [found["@periods"], found["@presence"], found["@present"]] == [0, 0, 0]


def test_a_row_of_one_accumulated_period_counts_beside_the_others() -> None:
    found = times(plan(ELAPSED + BY_DAYS), "2026-Q3", stay(None, "2026-01-31"), stay("2026-02-01"))
    assert [columns["@presence"] for columns in found.columns] == [F(31, 90), F(59, 90) + 2]
    assert [columns["@counted"] for columns in found.columns] == [1, 1]


def test_absences_are_taken_from_all_the_days_counted() -> None:
    # 273 days in three quarters, 39 out: a seventh of each
    found = count(plan(ELAPSED + BY_DAYS + SICK), "2026-Q3", stay(sick=39))
    assert found["@presence"] == 3 * F(6, 7)
    assert found["@presence.days"] == F(6, 7)
    peers = count(plan(ELAPSED + BY_DAYS + SICK), "2026-Q3", stay(parental=91))
    assert [peers["@absent.peer"], peers["@presence"]] == [F(1, 3), 3]


def test_ramp_over_accumulated_periods() -> None:
    # month 1 is 16 June to 15 July: 15 of 91 days of the second quarter, 15 of 92 of the third
    found = count(plan("ramp: [50 %]\n" + ELAPSED + BY_DAYS), "2026-Q3", stay("2026-06-16"))
    assert found["@time.k"] == F(15, 91) / 2 + F(15, 92) / 2 + F(77, 92)
    assert found["@time"] == F(15, 91) + 1
    # not prorated: the 76 days of the second quarter before the entry are in month 1
    apart = count(plan("ramp: [50 %]\n" + ELAPSED + "proration: none\n"), "2026-Q3", stay("2026-06-16"))
    assert apart["@time.k"] == F(1, 2) + F(15, 92) / 2 + F(77, 92)


def test_guarantee_over_accumulated_periods() -> None:
    # 16 June to 15 September: 15 + 77 days covered; 15 + 92 active, or 91 + 92 in all
    found = count(plan(MONTHS_3 + ELAPSED + BY_DAYS), "2026-Q3", stay("2026-06-16"))
    assert found["@guarantee.share"] == F(92, 107)
    unscaled = count(plan(MONTHS_3 + ELAPSED + "proration: none\n"), "2026-Q3", stay("2026-06-16"))
    assert unscaled["@guarantee.share"] == F(92, 183)


# --------------------------------------------------------------------- a yearly amount split by hand

SPLIT = "{annual: 10000, split: [10 %, 20 %, 30 %, 40 %]}"


def test_split_of_a_yearly_amount() -> None:
    written = plan(BY_DAYS, incentive=SPLIT)
    shares = [count(written, f"2026-Q{n}")["@presence.split"] for n in (1, 2, 3, 4)]
    assert shares == [F(1, 10), F(2, 10), F(3, 10), F(4, 10)]
    assert count(written, "2026-Q3", stay("2026-08-16"))["@presence.split"] == F(3, 10) / 2
    even = plan(BY_DAYS, incentive="{annual: 10000}")
    assert count(even, "2026-Q3", stay("2026-08-16"))["@presence.split"] == F(1, 8)


def test_split_over_accumulated_periods() -> None:
    written = plan(BY_DAYS + ELAPSED, incentive=SPLIT)
    assert count(written, "2026-Q3")["@presence.split"] == F(6, 10)
    found = count(written, "2026-Q4", stay("2026-08-16"))
    assert found["@presence.split"] == F(3, 10) / 2 + F(4, 10)
    started = plan(BY_DAYS + "year_starts: 04-01\n", incentive=SPLIT)
    assert count(started, "2026-Q4")["@presence.split"] == F(4, 10)


# --------------------------------------------------------------------- several rows of one person


def test_rows_of_one_person_share_a_period() -> None:
    found = times(plan(BY_DAYS), "2026-Q3", stay(None, "2026-07-31"), stay("2026-08-01"))
    assert [columns["@presence"] for columns in found.columns] == [F(31, 92), F(61, 92)]
    assert [columns["@full_period"] for columns in found.columns] == [0, 0]
    assert [columns["@full_period.person"] for columns in found.columns] == [1, 1]


def test_a_gap_is_not_the_full_period() -> None:
    found = times(plan(BY_DAYS), "2026-Q3", stay(None, "2026-07-30"), stay("2026-08-01"))
    assert [columns["@full_period.person"] for columns in found.columns] == [0, 0]


def test_absence_in_one_row_is_of_the_person() -> None:
    found = times(plan(BY_DAYS + SICK), "2026-Q3", stay(None, "2026-07-31", sick=31), stay("2026-08-01"))
    assert [columns["@present"] for columns in found.columns] == [0, 1]
    assert [columns["@present.person"] for columns in found.columns] == [1, 1]
    assert [columns["@full_period.person"] for columns in found.columns] == [0, 0]


def test_tenure_runs_from_the_first_entry() -> None:
    stays = stay("2026-07-01", "2026-07-31"), stay("2026-08-01")
    found = times(plan(MONTHS_3 + "ramp: [0 %]\n" + BY_DAYS), "2026-Q3", *stays).columns
    assert [columns["@time.k"] for columns in found] == [0, F(61, 92)]
    assert [columns["@guarantee.share"] for columns in found] == [1, 1]
    unknown = times(
        plan(MONTHS_3 + "ramp: [0 %]\n" + BY_DAYS), "2026-Q3", stay(None, "2026-07-31"), stay("2026-08-01")
    )
    assert [columns["@time.k"] for columns in unknown.columns] == [F(31, 92), F(61, 92)]
    assert [columns["@guarantee.share"] for columns in unknown.columns] == [0, 0]


def test_first_entry_over_all_rows() -> None:
    assert first_entry([stay("2026-08-01"), stay("2026-07-01", "2026-07-31")]) == date(2026, 7, 1)
    assert first_entry([stay("2026-08-01"), stay(None, "2026-07-31")]) is None
    assert first_entry([]) is None


def test_each_row_has_the_plan_of_its_role() -> None:
    plans = {None: plan(BY_DAYS), "head": plan(BY_MONTHS)}
    calendar = Calendar(lambda role: plans[role], parse_period("2026-Q3", plans[None]))
    found = calendar.times([stay(None, "2026-07-31"), stay("2026-08-01", role="head")])
    assert [columns["@presence"] for columns in found.columns] == [F(31, 92), F(2, 3)]


def test_a_row_of_the_past_is_no_part_of_the_period() -> None:
    rows = stay("2020-01-01", "2026-06-30"), stay("2026-07-01")
    for more in ("", "proration: none\n", BY_DAYS, "ramp: [50 %]\nproration: none\n"):
        found = times(plan(more), "2026-Q3", *rows)
        assert found.problems == ()
        assert [columns["@presence"] for columns in found.columns] == [0, 1]
        assert [columns["@time"] for columns in found.columns] == [0, 1]
        assert [columns.get("@time.k") for columns in found.columns] in ([None, None], [0, 1])
        assert [columns["@present"] for columns in found.columns] == [0, 1]
        assert [columns["@counted"] for columns in found.columns] == [0, 1]
    late = problems(plan(), "2026-Q3", stay("2020-01-01", "2026-06-30"), stay("2026-07-02"))
    assert late == [(1, "entry", "presence-unsaid")]
    gone = times(plan(BY_DAYS), "2026-Q4", stay(None, "2026-07-31"), stay("2026-08-01", "2026-09-30"))
    assert [columns["@presence"] for columns in gone.columns] == [0, 0]
    assert [columns["@counted"] for columns in gone.columns] == [1, 1]


# --------------------------------------------------------------------- texts


def said(found: Times) -> dict[str, str]:
    return {column: in_language(text, "fr") for column, text in found.texts[0].items()}


def test_figures_say_what_they_were_counted_from() -> None:
    written = plan(MONTHS_3 + SICK + "ramp: [50 %]\n" + BY_DAYS)
    found = times(written, "2026-Q3", stay("2026-08-16", sick=6, parental=4))
    assert said(found) == {
        "@presence": "46 jours actifs sur 92, moins 6 d’absence sur 46 jours actifs",
        "@time": "46 jours actifs sur 92, moins 6 d’absence sur 46 jours actifs",
        "@guarantee.share": "46 jours garantis sur 46",
        "@absent.peer": "4 jours d’absence sur 40",
        "@time.k": "mois par mois depuis l’entrée le 16\u00a0août\u00a02026",
        "@time.arr": "mois par mois depuis l’entrée le 16\u00a0août\u00a02026",
    }
    by_months = times(plan(ELAPSED + "proration: {amount: months}\n"), "2026-Q3", stay("2026-05-17"))
    assert said(by_months) == {
        "@presence": "4 mois sur 6",
        "@periods": "2 périodes du 1er\u00a0avril\u00a02026 au 30\u00a0septembre\u00a02026",
    }
    assert times(plan("ramp: [50 %]\nproration: none\n"), "2026-Q3").texts == ({},)


# --------------------------------------------------------------------- what cannot be counted


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ("proration: {amount: months}\n", "proration"),
        ("proration: {targets: additive}\n", "proration"),
        ("absences: {sick: ignore}\n", "absences"),
        ("ramp: [50 %]\n", "ramp"),
        (ELAPSED, "accumulate"),
        (MONTHS_3, "guarantee"),
    ],
)
def test_a_period_is_needed_and_not_given(more: str, word: str) -> None:
    written = plan(more)
    assert str(needs_period(written)) == f"the plan uses `{word}`, and the period paid is not named"
    assert times(written, None).problems == ()  # it is told once for all, where the period is read


def test_other_reasons_to_name_the_period() -> None:
    assert needs_period(plan()) is None
    assert needs_period(plan("proration: none\n")) is None
    assert "`split`" in str(needs_period(plan(incentive=SPLIT)))
    assert needs_period(plan(incentive="{annual: 10000}")) is None


@pytest.mark.parametrize(
    ("entry", "left", "columns"),
    [
        ("2026-07-02", None, ["entry"]),
        (None, "2026-09-29", ["exit"]),
        ("2026-08-01", "2026-08-31", ["entry", "exit"]),
        ("2026-10-01", None, ["entry"]),
        (None, "2026-06-30", ["exit"]),
        ("2026-07-01", "2026-09-30", []),
        ("2020-01-01", None, []),
    ],
)
def test_arriving_late_or_leaving_early_must_be_said(
    entry: str | None, left: str | None, columns: list[str]
) -> None:
    expected = [(0, column, "presence-unsaid") for column in columns]
    assert problems(plan(), "2026-Q3", stay(entry, left)) == expected
    assert problems(plan("proration: none\n"), "2026-Q3", stay(entry, left)) == []


def test_the_sentence_about_an_arrival() -> None:
    (found,) = times(plan(), "2026-Q3", stay("2026-08-16")).problems
    assert str(found.message) == (
        "the entry 2026-08-16 is after the first day counted for 2026-Q3, 2026-07-01, "
        "and the plan does not say whether presence counts"
    )
    assert "`proration: {amount: calendar-days}`" in str(found.help)
    assert "`proration: none`" in str(found.help)


def test_an_arrival_in_an_earlier_period_counted() -> None:
    assert problems(plan(ELAPSED), "2026-Q3", stay("2026-05-17")) == [(0, "entry", "presence-unsaid")]
    assert problems(plan(ELAPSED), "2026-Q3", stay("2026-04-01")) == []


def test_absence_days_in_a_plan_that_says_nothing() -> None:
    silent = plan("absences: {sick: ignore}\n")
    assert problems(silent, "2026-Q3", stay(sick=3)) == [(0, "absence_days.sick", "presence-unsaid")]
    assert problems(silent, "2026-Q3", stay(sick=0)) == []


def test_an_absence_for_a_reason_that_the_plan_does_not_know() -> None:
    written = plan(BY_DAYS + SICK)
    assert problems(written, "2026-Q3", stay(strike=3)) == [(0, "absence_days.strike", "absence-unsaid")]
    assert problems(written, "2026-Q3", stay(strike=0)) == []


@pytest.mark.parametrize("days", [F(1, 2), F(-1), F("2.5")])
def test_absences_are_whole_days(days: F) -> None:
    found = problems(plan(BY_DAYS + SICK), "2026-Q3", Stay(absences={"sick": days}))
    assert found == [(0, "absence_days.sick", "absence-not-whole")]


def test_more_absence_days_than_active_days() -> None:
    written = plan(BY_DAYS + SICK)
    assert problems(written, "2026-Q3", stay("2026-08-16", sick=46)) == []
    found = times(written, "2026-Q3", stay("2026-08-16", sick=0, holiday=40, parental=7)).problems
    assert [(one.column, one.rule) for one in found] == [("absence_days.holiday", "too-many-absence-days")]
    assert str(found[0].message) == "47 absence days, and only 46 active days to be absent from"
    assert problems(written, "2026-Q3", stay("2026-10-01", sick=1))[0][2] == "too-many-absence-days"
    assert problems(plan(BY_DAYS + SICK + ELAPSED), "2026-Q3", stay(sick=273)) == []


def test_an_exit_before_the_entry() -> None:
    found = problems(plan(BY_DAYS), "2026-Q3", stay("2026-08-16", "2026-08-15"))
    assert found == [(0, "exit", "exit-before-entry")]
    assert problems(plan(), None, stay("2026-08-16", "2026-08-15")) == found


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((None, "2026-07-31"), ("2026-08-01", None), []),
        ((None, "2026-08-01"), ("2026-08-01", None), [(1, "entry", "overlapping-stays")]),
        ((None, None), ("2026-08-01", None), [(1, "entry", "overlapping-stays")]),
        ((None, "2026-07-31"), (None, "2026-08-31"), [(1, "entry", "overlapping-stays")]),
        (("2026-08-01", None), (None, "2026-08-01"), [(0, "entry", "overlapping-stays")]),
    ],
)
def test_rows_of_one_person_do_not_overlap(
    first: tuple[str | None, str | None],
    second: tuple[str | None, str | None],
    expected: list[tuple[int, str, str]],
) -> None:
    assert problems(plan(BY_DAYS), "2026-Q3", stay(*first), stay(*second)) == expected


def test_the_sentences_about_an_overlap() -> None:
    (dated,) = times(plan(BY_DAYS), "2026-Q3", stay(None, "2026-08-01"), stay("2026-07-31")).problems
    assert str(dated.message).endswith("this one begins on 2026-07-31, the one before ends on 2026-08-01")
    (open_,) = times(plan(BY_DAYS), "2026-Q3", stay(), stay()).problems
    assert str(open_.message).endswith("this one has no entry, the one before does not end")


@pytest.mark.parametrize(
    ("more", "incentive", "kpis", "refused"),
    [
        ("", "3000", KPIS, True),
        ("proration: none\n", "3000", KPIS, True),
        ("proration: {targets: additive}\n", "3000", KPIS, True),
        ("proration: none\n", "{share: 10 %, of: ote}", KPIS, True),
        ("proration: none\n", "", KPIS, True),  # the amount stands in a column of the person
        ("proration: none\n", "", KPIS.replace("weight: 100 %, ", ""), False),  # nothing is weighted
        ("proration: none\n", "{share: 10 %, of: salary}", KPIS, False),  # the salary of the row is its own
        (BY_DAYS, "3000", KPIS, False),
        (BY_MONTHS, "3000", KPIS, False),
    ],
)
def test_several_rows_are_not_each_paid_in_full(
    more: str, incentive: str, kpis: str, *, refused: bool
) -> None:
    found = times(
        plan(more, incentive=incentive, kpis=kpis), None, stay(None, "2026-07-31"), stay("2026-08-01")
    )
    assert ("parts-without-proration" in [one.rule for one in found.problems]) is refused


def test_the_row_that_would_be_paid_in_full_is_named() -> None:
    plans = {None: plan(BY_DAYS), "head": plan("proration: none\n")}
    calendar = Calendar(lambda role: plans[role], parse_period("2026-Q3", plans[None]))
    found = calendar.times([stay(None, "2026-07-31"), stay("2026-08-01", role="head")]).problems
    assert [(one.stay, one.rule) for one in found] == [(1, "parts-without-proration")]


def test_every_problem_is_said_at_once() -> None:
    found = problems(plan(), "2026-Q3", stay("2026-08-16", "2026-08-01", sick=1))
    assert [rule for _, _, rule in found] == [
        "exit-before-entry", "absence-unsaid", "too-many-absence-days", "presence-unsaid", "presence-unsaid",
    ]  # fmt: skip
