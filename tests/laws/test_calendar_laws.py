"""Laws of time: what holds for every entry, exit, period and absence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction as F
from functools import cache

import pytest
from growth import growth
from hypothesis import assume, given, settings, strategies as st
from oracle import compute, periods as other_periods
from oracle.facts import Facts as OtherFacts
from oracle.measures import Measures
from oracle.people import Calendar as OtherCalendar, Part, parts_of
from oracle.plans import load

from csvariable.kernel.unit import rounded
from csvariable.plan import Plan
from csvariable.text import parse
from csvariable.time.calendar import Calendar
from csvariable.time.period import Days, add_months, months_of, parse_period, period_of
from csvariable.time.stays import Stay, counted_periods
from csvariable.time.window import Window, window_of

KPI = "k: {weight: 100 %, unit: money, target: 100, curve: {linear: [{at: 100 %, pays: 100 %}]}}"
ABSENCES = "absences: {sick: neutralise, care: peer-average}\n"
SOME_YEARS = (date(2023, 1, 1), date(2029, 12, 31))

days = st.dates(*SOME_YEARS)
maybe_days = st.none() | days
kinds = st.sampled_from(["month", "quarter", "half", "year"])
starts = st.sampled_from(["01-01", "04-01", "07-01", "04-15"])
modes = st.sampled_from(["calendar-days", "months", "none"])
prorations = st.builds(
    "proration: {{amount: {}, targets: {}}}\n".format, modes, st.sampled_from(["additive", "none"])
)
spans = st.sampled_from(["", "elapsed", "whole"]).map(
    lambda target: f"accumulate: {{since: year, target: {target}, below_zero: zero}}\n" if target else ""
)
ramps = st.sampled_from(["", "ramp: [25 %]\n", "ramp: [0 %, 50 %, 75 %]\n", "ramp: {k: [10, 40]}\n"])


def text_of(more: str, kind: str = "quarter", start: str = "01-01") -> str:
    """Write a plan with one additive KPI."""
    head = f"csvariable: 1\nname: t\ncurrency: EUR\nperiod: {kind}\nyear_starts: {start}\n"
    return f"{head}target_incentive: 1000000\n{more}kpis:\n  {KPI}\n{ABSENCES}"


@cache
def plan_of(text: str) -> Plan:
    """Read the shape of a plan."""
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    return Plan.model_validate(document.plain(), context={"currency": "EUR"})


def count(text: str, inside: date, *stays: Stay) -> list[dict[str, F]]:
    """Return the columns of each stay in the period that holds a day."""
    plan = plan_of(text)
    found = Calendar(lambda _: plan, period_of(inside, plan)).times(stays)
    assert found.problems == ()
    return [dict(columns) for columns in found.columns]


@st.composite
def stays(draw: st.DrawFn, inside: date, text: str, *, absent: bool = True) -> Stay:
    """Draw a row with absences that fit between its entry and its exit."""
    entry, left = draw(maybe_days), draw(maybe_days)
    if entry is not None and left is not None and left < entry:
        entry, left = left, entry
    plan = plan_of(text)
    bare = Stay(None, entry, left)
    active = bare.within(period_of(inside, plan).span).count if absent else 0
    sick = draw(st.integers(0, active))
    care = draw(st.integers(0, active - sick))
    return Stay(None, entry, left, {"sick": F(sick), "care": F(care)} if absent else {})


def career(changes: list[date]) -> list[Stay]:
    """Return the rows of somebody who enters on a day and changes role on some others."""
    changes.sort()
    return [
        Stay(None, first, None if after is None else after - timedelta(1))
        for first, after in zip(changes, [*changes[1:], None], strict=True)
    ]


careers = st.lists(days, min_size=1, max_size=4, unique=True).map(career)


@st.composite
def cases(draw: st.DrawFn, more: st.SearchStrategy[str]) -> tuple[str, date, Stay]:
    """Draw a plan, a day of the period paid, and somebody's row."""
    kind = draw(kinds)
    text = text_of(draw(more), kind, draw(starts))
    inside = draw(days)
    return text, inside, draw(stays(inside, text))


all_of_it = st.tuples(prorations, spans, ramps).map("".join)


# --------------------------------------------------------------------- periods


@given(days, kinds, starts)
def test_a_period_holds_its_day_and_is_read_back(day: date, kind: str, start: str) -> None:
    plan = plan_of(text_of("", kind, start))
    period = period_of(day, plan)
    assert period.first <= day <= period.last
    assert parse_period(period.text, plan) == period
    for before, after in zip(period.year, period.year[1:], strict=False):
        assert before.last + timedelta(1) == after.first
    assert sum(month.count for month in months_of(period.span)) == period.days


@given(days, kinds, starts)
def test_periods_are_those_of_the_oracle(day: date, kind: str, start: str) -> None:
    assume(kind != "month" or start != "04-15")  # the oracle gives such a year no calendar months
    plan = plan_of(text_of("", kind, start))
    period = period_of(day, plan)
    other = other_periods.parse(period.text, start)
    assert (other.first, other.last) == (period.first, period.last)
    year = other_periods.spans_of_year(other, kind, start)
    assert [(one.first, one.last) for one in year] == [(one.first, one.last) for one in period.year]


@given(days, st.integers(-30, 30))
def test_months_are_those_of_the_oracle(day: date, months: int) -> None:
    assert add_months(day, months) == other_periods.add_months(day, months)


# --------------------------------------------------------------------- bounds


@given(cases(all_of_it))
def test_presence_lies_between_nothing_and_the_periods_counted(case: tuple[str, date, Stay]) -> None:
    text, inside, stay = case
    (found,) = count(text, inside, stay)
    plan = plan_of(text)
    counted = len(counted_periods(plan, period_of(inside, plan), stay.entry))
    for name in ("@presence", "@time"):
        assert 0 <= found[name] <= counted
    for name in ("@presence.split", "@presence.days", "@guarantee.share", "@absent.peer"):
        assert 0 <= found[name] <= 1
    assert 0 <= found.get("@time.k", F(0)) <= counted
    assert found["@periods"] <= counted <= plan.periods_per_year
    assert {found[name] for name in found if name.startswith(("present.", "full"))} <= {0, 1}
    assert found["@present"] == (found["@time"] > 0 if "amount: none" in text else found["@presence"] > 0)


@given(days, kinds, starts, all_of_it)
def test_full_presence_is_like_no_proration(inside: date, kind: str, start: str, more: str) -> None:
    scaled = text_of(more, kind, start)
    rest = more.split("\n", 1)[1]
    (found,) = count(scaled, inside, Stay())
    (bare,) = count(text_of("proration: none\n" + rest, kind, start), inside, Stay())
    assert found == bare
    assert found["@presence"] == found["@periods"]
    assert [found["@full_period"], found["@presence.days"]] == [1, 1]


# --------------------------------------------------------------------- parts


@given(days, kinds, starts, st.tuples(spans, ramps).map("".join), careers)
def test_the_parts_of_a_period_add_up(
    inside: date, kind: str, start: str, more: str, rows: list[Stay]
) -> None:
    """The same person with one row, and with rows that change role on some days."""
    text = text_of("proration: {amount: calendar-days, targets: additive}\n" + more, kind, start)
    parts = count(text, inside, *rows)
    (whole,) = count(text, inside, Stay(None, rows[0].entry))
    for name in {"@presence", "@presence.days", "@presence.split", "@time", "@time.k", "@ramp.k"} & set(
        whole
    ):
        assert sum(part[name] for part in parts) == whole[name]
    for name in ("@present.person", "@full_period.person"):
        assert {part[name] for part in parts} == {whole[name]}


@given(days, kinds, starts, careers)
def test_no_month_is_paid_twice_or_lost(inside: date, kind: str, start: str, rows: list[Stay]) -> None:
    text = text_of("proration: {amount: months, targets: additive}\n", kind, start)
    (whole,) = count(text, inside, Stay(None, rows[0].entry))
    assert sum(part["@presence"] for part in count(text, inside, *rows)) == whole["@presence"]


# --------------------------------------------------------------------- ramp


@given(cases(spans.map(lambda since: "proration: {amount: calendar-days, targets: additive}\n" + since)))
def test_a_ramp_of_hundred_percent_is_no_ramp(case: tuple[str, date, Stay]) -> None:
    text, inside, stay = case
    (bare,) = count(text, inside, stay)
    for ramp in ("ramp: [100 %]\n", "ramp: [100 %, 100 %, 100 %]\n"):
        (found,) = count(text.replace("kpis:", f"{ramp}kpis:"), inside, stay)
        assert found.pop("@time.k") == bare["@time"]
        assert found == bare


# --------------------------------------------------------------------- another time, another person


@given(cases(all_of_it))
def test_four_years_later_nothing_changes(case: tuple[str, date, Stay]) -> None:
    """The calendar repeats every four years between two centuries."""
    text, inside, stay = case

    def later(day: date | None) -> date | None:
        return None if day is None else day + timedelta(1461)

    moved = Stay(None, later(stay.entry), later(stay.exit), stay.absences)
    assert count(text, inside + timedelta(1461), moved) == count(text, inside, stay)


@given(days, kinds, starts, prorations, days, st.integers(1, 400))
def test_a_later_entry_is_never_a_longer_presence(  # noqa: PLR0917 - a plan, a period and two entries
    inside: date, kind: str, start: str, proration: str, entry: date, shift: int
) -> None:
    text = text_of(proration, kind, start)
    (early,) = count(text, inside, Stay(None, entry))
    (late,) = count(text, inside, Stay(None, entry + timedelta(shift)))
    for name in ("@presence", "@time", "@presence.days"):
        assert late[name] <= early[name]


# --------------------------------------------------------------------- the oracle


def cell(day: date | None) -> str:
    """Write a date of a file."""
    return "" if day is None else day.isoformat()


def others(text: str, period: str, stay: Stay) -> tuple[OtherCalendar, Part, Measures]:
    """Return what the oracle makes of the same row."""
    row = {"participant": "ana", "entry": cell(stay.entry), "exit": cell(stay.exit)}
    row |= {f"absence_days.{reason}": str(number) for reason, number in stay.absences.items()}
    node = load(text)
    calendar, facts = OtherCalendar(node, period), OtherFacts([], {"k"}, period)
    people = parts_of(node, facts, [row])
    return calendar, people["ana"][0], Measures(people, facts, calendar)


@settings(deadline=None)
@given(cases(st.tuples(prorations, spans).map("".join)))
def test_presence_is_that_of_the_oracle(case: tuple[str, date, Stay]) -> None:
    text, inside, stay = case
    assume("period: month" not in text or "04-15" not in text)
    (found,) = count(text, inside, stay)
    calendar, part, measures = others(text, period_of(inside, plan_of(text)).text, stay)
    counted = calendar.counted(part.first_entry)
    assert found["@periods"] == sum(calendar.active(part, one) > 0 for one in counted)
    assert found["@presence"] == sum(calendar.presence(part, one, part.prorates("amount")) for one in counted)
    assert found["@time"] * 100 == measures.target(part, "k")
    assert found["@present"] == (not calendar.absent_all_along(part))
    assert found["@full_period"] == calendar.full_period(part)
    assert found["@presence.days"] == calendar.presence(part, calendar.span, "calendar-days")


@settings(deadline=None)
@given(cases(st.tuples(prorations, ramps.filter(bool)).map("".join)))
def test_ramps_are_those_of_the_oracle(case: tuple[str, date, Stay]) -> None:
    text, inside, stay = case
    (found,) = count(text, inside, stay)
    _, part, measures = others(text, period_of(inside, plan_of(text)).text, stay)
    assert found["@time.k"] * 100 + found.get("@ramp.k", 0) == measures.target(part, "k")


lengths = st.sampled_from(["months: 3", "months: 1", "periods: 1", "periods: 2"])
guarantees = lengths.map("guarantee: {{{}, pays: 100 %}}\n".format)


@settings(deadline=None)
@given(cases(st.tuples(prorations, guarantees).map("".join)))
def test_guarantees_are_those_of_the_oracle(case: tuple[str, date, Stay]) -> None:
    text, inside, stay = case
    text = text.replace("care: peer-average", "care: ignore")
    assume("period: month" not in text or "04-15" not in text)
    (found,) = count(text, inside, stay)
    row = {"participant": "ana", "entry": cell(stay.entry), "exit": cell(stay.exit), "k": "0"}
    row |= {f"absence_days.{reason}": str(number) for reason, number in stay.absences.items()}
    steps = compute(text, [row], period=period_of(inside, plan_of(text)).text).people["ana"].steps
    incentive = rounded(found["@presence"] * 1_000_000, F(1, 100))
    assert steps["target_incentive"] == incentive
    assert steps["guarantee"] == rounded(incentive * found["@guarantee.share"], F(1, 100))


def clipped(stay: Stay, window: Window, *, several: bool) -> Stay:
    """The stay with dates that the period cannot tell apart made the same."""
    gone = stay.exit is not None and stay.exit <= window.least
    if several and (gone or (stay.entry is not None and stay.entry >= window.most)):
        return stay

    def clip(day: date | None) -> date | None:
        return None if day is None else min(max(day, window.least), window.most)

    return replace(stay, entry=clip(stay.entry), exit=clip(stay.exit))


@settings(max_examples=400)
@given(
    days, kinds, starts, st.tuples(prorations, spans, ramps, st.just("") | guarantees).map("".join), st.data()
)
def test_dates_outside_the_window_of_a_period_count_alike(
    inside: date, kind: str, start: str, more: str, data: st.DataObject
) -> None:
    """Of somebody with one row, and of somebody with several that leave no day twice."""
    text = text_of(more, kind, start)
    plan = plan_of(text)
    period = period_of(inside, plan)
    far = st.dates(date(1900, 1, 1), date(2100, 12, 31))
    near = st.dates(period.first - timedelta(150), period.last + timedelta(40))
    cuts = sorted(data.draw(st.sets(near | near | far, min_size=1, max_size=3)))
    begins: list[date | None] = [data.draw(st.none() | st.just(cuts[0])), *cuts[1:]]
    ends = [*(day - timedelta(1 + data.draw(st.integers(0, 40))) for day in cuts[1:]), None]
    if data.draw(st.booleans()):
        ends[-1] = cuts[-1] + timedelta(data.draw(st.integers(0, 400)))
    rows = [Stay(None, one, other) for one, other in zip(begins, ends, strict=True)]
    if any(row.entry and row.exit and row.exit < row.entry for row in rows):
        return
    window = window_of([plan], period)
    calendar = Calendar(lambda _: plan, period)
    same = [clipped(row, window, several=len(rows) > 1) for row in rows]
    found, other = calendar.times(rows), calendar.times(same)
    assert bool(found.problems) == bool(other.problems)
    assert found.columns == other.columns


@given(days, days)
def test_days_are_those_of_the_oracle(first: date, last: date) -> None:
    assert Days(first, last).count == other_periods.Span(first, last).days


@pytest.mark.parametrize("mode", ["calendar-days", "months"])
def test_twice_as_many_rows_of_a_person_take_twice_the_calls(mode: str) -> None:
    plan = plan_of(text_of(f"proration: {{amount: {mode}, targets: additive}}\n", "year"))
    start = date(2026, 1, 1)

    def work(many: int) -> None:
        rows = [Stay(None, start + timedelta(days=at), start + timedelta(days=at)) for at in range(many)]
        assert not Calendar(lambda _: plan, period_of(start, plan)).times(rows).problems

    assert growth(work, 20) < 2.2
