"""What engines count, and why rows are fetched: the reason is told, and the values are the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction as F

import ibis  # type: ignore[import-untyped]
import pytest
from measuring import PEOPLE
from warehouse import HEAD, Both, assert_equal, both, in_duckdb, row

from csvariable.measures.grouped.asking import Answer, StaysHere
from csvariable.measures.grouped.columns import RawNumber, compared
from csvariable.measures.grouped.days import first_moment
from csvariable.measures.grouped.expression import AskedMeasure, GroupQuestion
from csvariable.measures.grouped.lines import groups
from csvariable.speech.measured import measured_on

PLAN = (
    HEAD
    + """\
sources:
  tickets:
    table: {connect: 'duckdb:///x', name: tickets}
    participant: owner
    date: instant
    columns:
      score: {column: score, unit: score, range: [0, 10]}
      amount: {column: amount, unit: money}
      half: {column: amount, unit: money, times: 0.5}
      paid: {column: paid, unit: money}
      minutes: {column: minutes, unit: minutes}
      grade: {column: grade, unit: score, values: {Good: 1, Bad: 0}}
      region: region
MORE
kpis:
  one:
    {unit: money, weight: 100 %, missing: zero, MEASURE,
     curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}}
"""
)
SUM = "measure: {sum: tickets.amount}"
OWN = "measure: {sum: tickets.own}"


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")  # of the library to itself


def asked(
    measure: str = SUM,
    more: str = "",
    sql: str = "",
    period: str | None = "2026-Q3",
    bonus: str = "",
    **cells: object,
) -> Both:
    """Measure one row in DuckDB, or the rows of a query over it."""
    plan = PLAN.replace("MEASURE", measure).replace("MORE\n", f"    {more}\n" if more else "") + bonus
    return both(plan, in_duckdb([row(**cells)], sql or "select * from tickets"), period=period)


SPRINT = "bonuses: {sprint: {window: {from: 2026-07-01, to: 2026-07-14}, when: {one: {from: 1}}, pays: 60}}\n"
AMOUNT = "select * replace ({} as amount) from tickets"
TWICE = "select * from tickets union all select * replace (amount + 1 as amount) from tickets"
THREE = """\
select * from tickets
union all select * replace ('ben' as owner, 'globex' as account, 3 as amount) from tickets
union all select * replace ('cleo' as owner, null as account, null as amount) from tickets
"""
FEW = "select t.* replace (i::text as owner) from tickets t, range(1001) as r(i)"
LONG = "select * replace ('99999999999.99999999' as minutes) from tickets"
FINE = "select * replace (0.0000000000001::decimal(18, 13) as minutes) from tickets"
HOURS = 'select *, minutes as "reply (h)" from tickets'
LATE = "measure: {sum: tickets.amount, where: {own: {from: 3 min}}}"
TYPED = "select * replace ('2026-07-15' as instant) from tickets"


def where(test: str) -> str:
    """The sum, of some rows."""
    return f"measure: {{sum: tickets.amount, where: {{{test}}}}}"


def own_h(column: str) -> str:
    """A further column, of which the header may say hours."""
    return f"  own: {{{column}, unit: minutes}}"


def own(column: str) -> str:
    """A further column of the source."""
    return f"  own: {{column: amount, {column}}}"


@pytest.mark.parametrize(
    ("reason", "found"),
    [
        ("holds binary fractions", lambda: asked(sql=AMOUNT.format("amount::double"))),
        ("`amount` is of the type `date`", lambda: asked(sql=AMOUNT.format("day"))),
        ("converted by the words", lambda: asked(OWN, own("unit: money, currency: region"))),
        ("do not say what they mean", lambda: asked(where("own: {from: 3 %}"), own("unit: percent"))),
        ("a row has to be refused", lambda: asked(sql=AMOUNT.format("1.001::decimal(12, 3)"))),
        ("more than 1,000 different texts", lambda: asked(where("owner: ana"), sql=FEW)),
        ("numbers under `reply (h)` do not say", lambda: asked(LATE, own_h("column: reply (h)"), HOURS)),
        ("numbers under `reply (h)` do not say", lambda: asked(LATE, own_h("like: reply*"), HOURS)),
        ("is a missing word", lambda: asked(more="missing: ['0']")),
        ("number of `amount` is a missing word", lambda: asked(more="decimal: ','\n    missing: ['99,5']")),
        ("date of `instant` is a missing word", lambda: asked(more="missing: ['2026-07-15 10:00:00+00:00']")),
        ("`instant` is of the type `string`", lambda: asked(sql=TYPED)),
        ("`ends` needs its rows", lambda: asked(more="ends: {column: owner, is: Total}")),
        ("two rows may have one `account`", lambda: asked(more="key: account", sql=TWICE)),
        ("two rows may have one `account`", lambda: asked(more="key: account", account="Acmé")),
        ("two rows may have one `amount`", lambda: asked(more="key: amount")),
        ("it has a second snapshot", lambda: asked(more="key: account\n    opening: first.csv")),
        ("a bonus measures it over a window", lambda: asked(bonus=SPRINT)),
        (
            "a row has to be refused",
            lambda: asked(f"{SUM[:-1]}, cap_per: {{by: account, most: 1}}}}", sql=TWICE),
        ),
        ("a row has to be refused", lambda: asked(f"{SUM[:-1]}, distinct: account}}", sql=TWICE)),
        ("a row has to be refused", lambda: asked("measure: {only: tickets.amount}", sql=TWICE)),
        ("in different units", lambda: asked("measure: {sum: {minus: [tickets.amount, tickets.half]}}")),
        ("a row has to be refused", lambda: asked(where("score: {from: 3}"), score=11)),
        ("a row has to be refused", lambda: asked(sql=AMOUNT.format("10000000000000::bigint"))),
        ("a row has to be refused", lambda: asked(sql=AMOUNT.format("10000000000000::decimal(16, 2)"))),
        ("a row has to be refused", lambda: asked(where("minutes: {from: 1 min}"), sql=FINE)),
        ("a row has to be refused", lambda: asked(where("grade: 1"), grade="Odd")),
        ("the table has no row", lambda: asked(sql="select * from tickets limit 0")),
    ],
)
def test_what_an_engine_cannot_count_is_measured_on_rows_and_told(
    reason: str, found: Callable[[], Both]
) -> None:
    said = found()
    assert any(reason in one for one in said.reasons), said.there


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (SUM, F(100)),
        ("measure: {sum: tickets.half}", F(50)),
        ("measure: {sum: {greatest: [tickets.amount, tickets.amount]}}", F(100)),
        ("measure: {sum: tickets.amount, where: {grade: 1, region: {not: UK}}}", F(100)),
        ("measure: {sum: tickets.amount, where: {minutes: {known: true, above: 12.4 min}}}", F(100)),
        ("measure: {sum: tickets.amount, where: {minutes: {known: false}}}", F(0)),
        ("measure: {sum: tickets.amount, where: {minutes: {known: false, from: 1 min}}}", F(0)),
        ("measure: {sum: tickets.amount, where: {minutes: {not: 12.5 min}}}", F(0)),
        ("measure: {sum: tickets.amount, where: {minutes: [12.501 min, 3 min]}}", F(0)),
        ("measure: {sum: tickets.amount, where: {any: [{region: UK}, {billed: 'true'}]}}", F(100)),
    ],
)
def test_what_an_engine_counts_is_what_rows_say(measure: str, value: F) -> None:
    found = asked(measure)
    assert_equal(found)
    assert found.reasons == []
    assert found.there.of("one", "ana").value == value


def test_a_date_that_the_plan_writes_in_another_order_is_read_here() -> None:
    plan = PLAN.replace("MEASURE", SUM).replace("MORE\n", "")
    plan = plan.replace("date: instant", "date: {column: instant, format: DD/MM/YYYY hh:mm}")
    found = both(plan, in_duckdb([row()]))
    assert_equal(found)
    assert "`instant` are written year first" in found.reasons[0]
    assert found.here.errors == ["`2026-07-15 10:00:00+00:00` is not written as `DD/MM/YYYY hh:mm`"]


def test_texts_of_numbers_too_large_to_add_are_read_here() -> None:
    plan = PLAN.replace("MORE\n", "").replace("unit: money, weight", "unit: minutes, weight")
    plan = plan.replace("from: 0,", "from: 0 min,").replace("MEASURE", "measure: {sum: tickets.minutes}")
    found = both(plan, in_duckdb([row()], LONG))
    assert "`minutes` has numbers too large to add" in found.reasons[0]
    assert_equal(found)


def test_columns_that_nothing_reads_may_hold_anything_until_rows_are_fetched() -> None:
    lists = "select *, [1] as more from tickets"
    assert asked(sql=lists).there.of("one", "ana").value == 100
    found = asked(more="ends: {column: owner, is: Total}", sql=lists)
    assert found.there.errors == ["the column `more` holds lists or bytes, and no values"]


def test_a_portfolio_in_an_engine_is_fetched() -> None:
    plan = PLAN.replace("participant: owner", "account: account\n    assign: held").replace("MEASURE", SUM)
    plan = plan.replace("MORE\n", "  held: {table: {connect: 'duckdb:///x', name: held}}\n")
    held = "select account, 'ben' as participant from tickets"
    found = both(plan, in_duckdb([row()]), more={"held": in_duckdb([row()], held)})
    assert found.reasons == []
    assert found.there.of("one", "ben").value == 100


def test_zeros_that_only_a_type_writes_are_no_decimals_of_a_currency() -> None:
    for kind in ("decimal(18, 4)", "bigint", "integer"):
        found = asked(sql=AMOUNT.format(f"amount::{kind}"))
        assert_equal(found)
        assert found.reasons == []
        assert found.there.of("one", "ana").value == 100


def test_decimals_that_are_no_numbers_are_looked_for_where_an_engine_has_them() -> None:
    engine = in_duckdb([row()])
    engine.odd_numbers = True
    found = both(PLAN.replace("MORE\n", "").replace("MEASURE", SUM), engine)
    assert_equal(found)
    assert found.reasons == []


def test_words_are_the_numbers_that_they_stand_for() -> None:
    plan = PLAN.replace("MORE\n", "").replace("unit: money, weight", "unit: score, range: [0, 10], weight")
    plan = plan.replace("MEASURE", "measure: {mean: tickets.grade}")
    for grades, value in ((["Good", "Bad", None], F(1, 2)), ([None], None)):
        found = both(plan, in_duckdb([row(grade=one) for one in grades]))
        assert_equal(found)
        assert found.reasons == []
        assert found.there.of("one", "ana").value == value


def test_a_source_without_date_holds_the_period_as_it_is() -> None:
    plan = PLAN.replace("    date: instant\n", "").replace("MORE\n", "").replace("MEASURE", SUM)
    found = both(plan, in_duckdb([row(), row(amount=None)]))
    assert_equal(found)
    assert found.reasons == []


def test_a_source_without_owners_serves_the_company() -> None:
    plan = PLAN.replace("    participant: owner\n", "").replace("MORE\n", "")
    found = both(plan.replace("MEASURE", f"scope: company, {SUM}"), in_duckdb([row()]))
    assert_equal(found)
    assert found.reasons == []


def test_owners_of_another_source_are_found_by_what_both_have() -> None:
    plan = PLAN.replace("participant: owner", "owner_from: {source: held, by: account}")
    plan = plan.replace("MORE\n", "  held: {file: h.csv, participant: Who}\n").replace("MEASURE", SUM)
    found = both(plan, in_duckdb([row()]), {"held": ["account,Who\nacme,ben\n"]})
    assert_equal(found)
    assert found.reasons == []
    assert found.there.of("one", "ben").value == 100


def test_the_year_so_far_counts_from_the_entry() -> None:
    plan = (
        PLAN.replace("MORE\n", "")
        .replace("MEASURE", SUM)
        .replace(
            "period: quarter\n",
            "period: quarter\naccumulate: {since: year, target: elapsed, below_zero: zero}\n",
        )
    )
    people = PEOPLE.replace("ana@x.com,north,,", "ana@x.com,north,2026-07-10,")
    late = dt.datetime(2026, 7, 9, 12, tzinfo=dt.UTC)
    found = both(
        plan.replace("kpis:", "proration: none\nkpis:"), in_duckdb([row(), row(instant=late)]), people=people
    )
    assert_equal(found)
    assert found.reasons == []


def test_a_growth_needs_the_period_before() -> None:
    before = dt.datetime(2026, 5, 1, tzinfo=dt.UTC)
    plan = (
        PLAN.replace("MORE\n", "")
        .replace("unit: money, weight", "unit: percent, weight")
        .replace("from: 0,", "from: 0 %,")
    )
    plan = plan.replace("MEASURE", "measure: {growth: {sum: tickets.amount}}")
    found = both(plan, in_duckdb([row(), row(instant=before, amount=Decimal(50))]))
    assert_equal(found)
    assert found.reasons == []
    assert found.there.of("one", "ana").value == 1


def test_dates_are_asked_for_and_told() -> None:
    none = asked(instant=None)
    assert none.there.errors == none.here.errors == ["no row of `tickets` has a date"]
    old = asked(instant=dt.datetime(2025, 12, 31, 23, 30, tzinfo=dt.UTC))
    assert old.there.errors == old.here.errors
    assert "they go from 2026-01-01 to 2026-01-01" in old.there.errors[0]
    assert asked(period=None).there.errors == asked(period=None).here.errors


def test_what_is_wrong_with_a_source_is_told_without_its_rows() -> None:
    plan = PLAN.replace("MORE\n", "      lost: {like: 'no*'}\n").replace("MEASURE", SUM)
    for wrong in (
        plan.replace("participant: owner", "participant: lost"),
        plan.replace("participant: owner", "participant: ower"),
        plan.replace("{column: amount", "{column: amonut"),
        plan.replace("date: instant", "date: clock"),
        plan.replace("date: instant", "date: when"),
    ):
        found = both(wrong, in_duckdb([row()]))
        assert found.reasons == []
        assert found.there.errors == found.here.errors != []


def test_two_people_called_the_same_are_looked_for_in_rows() -> None:
    twins = PEOPLE.replace("Ben Roy", "Ana Diaz")
    plan = PLAN.replace("MORE\n", "").replace("MEASURE", SUM)
    named = plan.replace("participant: owner", "participant: {column: owner, by: name}")
    found = both(named, in_duckdb([row(owner="Ana Diaz")]), people=twins)
    assert found.reasons
    assert found.there.errors == found.here.errors != []


def test_a_day_that_begins_in_a_jump_of_the_clock_has_no_one_moment() -> None:
    with pytest.raises(StaysHere, match="the clock jumps where 2026-04-24 begins"):
        first_moment(dt.date(2026, 4, 24), "Africa/Cairo", "Africa/Cairo")
    with pytest.raises(StaysHere):
        first_moment(dt.date(9999, 12, 31), "Europe/Paris", "UTC")
    assert first_moment(dt.date(2026, 7, 1), "Europe/Paris", "UTC") == dt.datetime(2026, 6, 30, 22)  # noqa: DTZ001


def test_a_bound_without_end_of_decimals_is_no_literal() -> None:
    raw = ibis.table({"x": "decimal"}).x
    number = RawNumber(raw, F(3), None, raw.isnull())
    with pytest.raises(StaysHere, match="no end of decimals"):
        compared(number, "from", F(1))
    assert "0.5" in str(ibis.to_sql(compared(number, "up_to", F(3, 2)), dialect="duckdb"))


@pytest.mark.parametrize(
    "measure",
    [
        "share: tickets, that: {region: EMEA}",
        "share: tickets, that: {score: {from: 7}, grade: {from: 1}}",
        "share: tickets.amount, that: {region: {not: UK}}",
        "median: tickets.amount",
        "percentile: {of: {greatest: [tickets.amount, tickets.paid]}, at: 25 %}",
        "sum: tickets.amount, distinct: account",
        "only: tickets.amount",
        "nps: tickets.score",
    ],
)
@pytest.mark.parametrize("date", ["    date: instant\n", ""])
def test_measures_of_single_rows_are_counted_where_they_lie(measure: str, date: str) -> None:
    plan = PLAN.replace("MORE", "    key: account").replace("MEASURE", f"measure: {{{measure}}}")
    plan = plan.replace("    date: instant\n", date)
    if "nps" in measure:
        plan = plan.replace("unit: money, weight", "unit: points, weight")
    if "share" in measure:
        plan = plan.replace("unit: money, weight", "unit: percent, weight").replace("from: 0,", "from: 0 %,")
    found = both(plan, in_duckdb([row()], THREE))
    assert found.reasons == []
    assert_equal(found)
    assert len(found.there.values) == 3


LATER = """\
select * from tickets
union all select * replace (instant + interval 1 hour as instant, amount + 1 as amount) from tickets
union all select * replace (instant + interval 2 hours as instant, amount + 10 as amount) from tickets
union all select * replace (instant + interval 2 hours as instant, amount + 10 as amount) from tickets
union all select * replace ('globex' as account, 'ben' as owner) from tickets
union all select * replace (null as account, 3 as amount) from tickets
union all select * replace (null as account, 3 as amount) from tickets
"""


@pytest.mark.parametrize(
    ("more", "sums", "left"),
    [
        ("distinct: account, keep: latest", (F(116), F(100)), {"duplicate": 3}),
        ("distinct: account, keep: first", (F(106), F(100)), {"duplicate": 3}),
        ("cap_per: {by: account, most: 1}", (F(116), F(100)), {"over-cap": 3}),
        ("cap_per: {by: account, most: 3}", (F(327), F(100)), {"over-cap": 1}),
        ("cap_per: {by: account, most: 9}", (F(427), F(100)), {}),
        ("distinct: account, keep: latest, cap_per: {by: region, most: 1}", (F(110), F(100)), {}),
    ],
)
def test_which_of_several_rows_counts_is_decided_on_what_they_need_alone(
    more: str, sums: tuple[F, F], left: dict[str, int]
) -> None:
    found = asked(f"{SUM[:-1]}, {more}}}", sql=LATER)
    assert found.reasons == []
    assert_equal(found)
    assert (found.there.of("one", "ana").value, found.there.of("one", "ben").value) == sums
    own = {reason.value: int(count) for reason, count in found.there.of("one", "ana").left.items()}
    assert left.items() <= own.items()


def test_rows_at_one_instant_are_ordered_by_their_key_there_too() -> None:
    later = "select * from tickets union all select * replace ('T-2' as ticket, 7 as amount) from tickets"
    found = asked(f"{SUM[:-1]}, cap_per: {{by: account, most: 1}}}}", "key: ticket", later, ticket="T-1")
    assert found.reasons == []
    assert_equal(found)
    assert found.there.of("one", "ana").value == 7


def test_a_key_of_whole_numbers_is_looked_at_where_it_lies() -> None:
    assert asked(more="key: score").reasons == []
    assert asked(more="key: score", score=None).reasons == []
    assert "two rows may have one `score`" in asked(more="key: score", sql=TWICE).reasons[0]


def test_a_sum_that_is_no_number_is_not_taken_for_one() -> None:
    question = GroupQuestion(None, (), [AskedMeasure({"sum": F(1)}, flagged=False)])
    for odd in ("NaN", "Infinity", "many"):
        with pytest.raises(StaysHere, match="no number"):
            groups(question, Answer([(0, 0, 0, "1", "1", "0", odd)], [[""] * 7]), 0)


def test_a_value_counted_in_an_engine_says_where() -> None:
    assert str(measured_on(asked().there.of("one", "ana"))) == "sum of 1 row from tickets in DuckDB"
