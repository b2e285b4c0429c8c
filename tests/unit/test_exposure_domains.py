"""What the facts of somebody can be: ranges of results, and what other rows give at least and at most."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction as F
from itertools import combinations_with_replacement as any_of, product as choices

import pytest
from engine import plans_of
from small import facts

from csvariable.bounds import Interval, exactly
from csvariable.bounds.interval import NOTHING
from csvariable.engine.exact import across
from csvariable.engine.reach import over_group, pot_of, prizes_of, shares_of
from csvariable.engine.run import programs_of
from csvariable.exposure.domains import Somebody, of_facts, of_plan, ranges
from csvariable.facts.load import Tables, load
from csvariable.facts.model import Value
from csvariable.facts.plans import Plans
from csvariable.kernel.figure import told
from csvariable.kernel.formula import Over, Placed, Shared
from csvariable.program.compilation import compile_plan
from csvariable.program.samples import withheld
from csvariable.tables.reading import read_table
from csvariable.time.calendar import NEUTRAL

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
LINE = "linear: [{at: 50 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"
STEP = "of: actual, lookup: [{from: 10, pays: 100 %}]"
CENT = F(1, 100)


def plans(text: str) -> Plans:
    found, problems = plans_of(HEAD + text)
    assert found is not None, [str(problem.message) for problem in problems]
    return found


def people(text: str, kpis: str, staff: str | None = None) -> dict[str, Somebody]:
    """The people of files, by their ids."""
    read = plans(text)
    tables = [read_table(data.encode(), "f.csv")[0] for data in (kpis, staff) if data is not None]
    facts, problems = load(Tables(tables[:1], *tables[1:]), read)  # type: ignore[arg-type]
    assert facts is not None, [str(problem.message) for problem in problems]
    return {one.id: one for one in of_facts(read, programs_of(read, facts), facts)}


# --------------------------------------------------------------------------------- a plan without facts

FULL = f"""columns: {{seniority: {{unit: number}}}}
proration: {{amount: calendar-days}}
guarantee: {{pays: 100 %, months: 3}}
ramp: {{sales: [10, 20]}}
kpis:
  whole: {{unit: money, measure: {{sum: {{sales: 100 %}}}}}}
  sales: {{weight: 60 %, unit: money, target: 100, curve: {{{LINE}}}}}
  nps: {{weight: 40 %, unit: points, missing: zero, curve: {{{STEP}}}}}
  stars: {{unit: score, range: [1, 5]}}
gates: {{g: {{when: {{seniority: {{from: 1}}}}, otherwise: {{of: plan, times: 50 %}}}}}}
bonuses:
  b: {{pays: {{share: 10 %, of: salary}}}}
  c: {{when: {{stars: {{from: 3}}, whole: {{from: 9}}}}, pays: 7}}
target_incentive: {{share: 10 %, of: annual_salary}}
roles:
  head: {{target_incentive: 2000, kpis.nps.range: "[0, 50]", kpis.nps.missing: error}}
"""


def test_without_facts_somebody_of_each_role_is_there_all_the_time_with_any_pay_and_results() -> None:
    anybody, head = of_plan(plans(FULL.replace('"[0, 50]"', "[0, 50]")))
    assert (anybody.id, anybody.name, anybody.role, anybody.rows) == ("", None, None, ())
    assert (head.id, head.name, head.role, head.rows) == ("head", None, "head", ())
    [found] = anybody.person.domains
    money, some = Interval(None, None), Interval(F(0), None)
    assert found == {
        **{column: exactly(value) for column, value in NEUTRAL.items()},
        "@team": exactly(F(1)),
        "@guarantee.share": Interval(F(0), F(1)),
        "@presence.split": Interval(F(0), F(1)),
        "@time.sales": exactly(F(1)),
        "@ramp.sales": exactly(F(0)),
        "seniority": Interval(None, None, absent=True),
        "annual_salary": some,
        "@salary.person": some,
        "sales.actual": money,
        "sales.actual@team": money.maybe(absent=True),
        "sales.actual@company": money.maybe(absent=True),
        "nps.actual": Interval(F(-100), F(100), absent=True),
        "nps.actual@team": Interval(F(-100), F(100), absent=True),
        "nps.actual@company": Interval(F(-100), F(100), absent=True),
        "stars.actual": Interval(F(1), F(5)),
        "stars.actual@team": Interval(F(1), F(5), absent=True),
        "stars.actual@company": Interval(F(1), F(5), absent=True),
    }
    [other] = head.person.domains
    assert other["nps.actual"] == Interval(F(0), F(50))
    assert "annual_salary" not in other


def test_a_result_may_be_missing_where_nothing_demands_it() -> None:
    read = plans(
        "target_incentive: 1000\n"
        f"kpis: {{x: {{weight: 100 %, unit: percent, target: 90 %, curve: {{{LINE}}}}}}}"
    )
    program = compile_plan(read.of(None), None)
    some = Interval(F(0), None)
    perhaps = some.maybe(absent=True)
    scopes = {"x.actual@team": perhaps, "x.actual@company": perhaps}
    assert ranges(read, None, program) == {"x.actual": some, **scopes}
    assert ranges(read, None, program, present=True) == {"x.actual": some, **scopes}
    assert ranges(read, None, program, present=False) == {"x.actual": perhaps, **scopes}


# ------------------------------------------------------------------------------------ people of the files

SOLO = (
    f"target_incentive: 1000\nkpis: {{x: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}}}\n"
)


def test_people_of_the_files_keep_everything_but_their_results() -> None:
    found = people(
        SOLO + "roles: {head: {target_incentive: 3000}}\nbonuses: {b: {pays: {share: 10 %, of: salary}}}\n",
        "participant,x\nana,95 %\nben,100 %\n",
        "participant,name,role,salary\nana,Ana,head,700\nben,Ben,,900\n",
    )
    assert [(one.id, one.name, one.role, one.rows) for one in found.values()] == [
        ("ana", "Ana", "head", (0,)),
        ("ben", "Ben", None, (1,)),
    ]
    assert [one.person.domains[0]["@salary.person"] for one in found.values()] == [
        exactly(F(700)),
        exactly(F(900)),
    ]
    assert [one.person.domains[0]["x.actual"] for one in found.values()] == [Interval(F(0), None)] * 2


def test_a_target_of_members_is_the_sum_of_those_of_the_own_team() -> None:
    text = (
        "target_incentive: 1000\nkpis:\n"
        f"  x: {{weight: 100 %, unit: number, target: 5, curve: {{{LINE}}}}}\n"
        "roles: {head: {kpis.x.scope: team, kpis.x.target: members}}\n"
    )
    found = people(
        text,
        "participant,team,x\nana,,\nben,,3\neva,,4\nzoe,,\n,n,30\n,s,40\n",
        "participant,role,team,x.target\nana,head,n,\nben,,n,10\neva,,n,15\nzoe,head,s,\nida,,s,7\n",
    )
    targets = {"ana": 25, "ben": 10, "eva": 15, "zoe": 7, "ida": 7}
    for who, one in found.items():
        rows = one.person.reading().rows
        assert rows is not None
        assert rows[0].step("x.target").interval.point == targets[who], who


def test_a_pool_is_that_of_the_own_team_and_only_for_its_roles() -> None:
    text = (
        SOLO
        + "roles: {head: {target_incentive: 1000}}\npool: {pot: {amount: 900, by: salary, for: [head]}}\n"
    )
    found = people(
        text,
        "participant,x\nana,95 %\nben,95 %\neva,95 %\nzoe,95 %\n",
        "participant,role,team,salary\nana,head,n,200\nben,head,n,100\neva,head,s,50\nzoe,,n,500\n",
    )
    shares = {who: one.person.domains[0].get(told("pool.pot")) for who, one in found.items()}
    assert shares == {
        "ana": exactly(F(600)),
        "ben": exactly(F(300)),
        "eva": exactly(F(900)),
        "zoe": None,
    }


def test_an_award_of_a_limited_pool_is_never_more_than_was_earned() -> None:
    text = SOLO + "pool: {pot: {amount: 5000, by: earned, scope: company, at_most: true}}\n"
    found = people(text, "participant,x\nana,95 %\nben,95 %\n")
    assert [one.person.domains[0][told("pool.pot")] for one in found.values()] == [
        Interval(F(0), F(1000))
    ] * 2


# ------------------------------------------------------------------------------------- sums and means

ONE, TWO, DEBT = Interval(F(1), F(3)), Interval(F(2), F(6)), Interval(F(-4), F(-1))


def maybe(one: Interval) -> Interval:
    return one.maybe(absent=True)


def values(one: Interval) -> Iterator[Value]:
    """The ends of an interval, something far out where it has none, and nothing where that can be."""
    if not one.empty:
        yield one.low if one.low is not None else F(-1000)
        yield one.high if one.high is not None else F(1000)
    if one.absent:
        yield None


@pytest.mark.parametrize(
    ("group", "whole", "mean"),
    [
        ([ONE], ONE, ONE),
        ([ONE, TWO], Interval(F(3), F(9)), Interval(F(3, 2), F(9, 2))),
        ([ONE, maybe(TWO)], Interval(F(1), F(9)), Interval(F(1), F(6))),
        ([maybe(TWO), ONE, NOTHING], Interval(F(1), F(9)), Interval(F(1), F(6))),
        ([ONE, maybe(DEBT)], Interval(F(-3), F(3)), Interval(F(-4), F(3))),
        ([ONE, DEBT], Interval(F(-3), F(2)), Interval(F(-3, 2), F(1))),
        ([maybe(ONE), maybe(TWO)], Interval(F(0), F(9), absent=True), Interval(F(1), F(6), absent=True)),
        ([ONE, Interval(F(2), None)], Interval(F(3), None), Interval(F(3, 2), None)),
        ([Interval(None, F(2)), TWO], Interval(None, F(8)), Interval(None, F(4))),
        ([ONE, maybe(Interval(F(2), None))], Interval(F(1), None), Interval(F(1), None)),
        ([ONE, maybe(Interval(None, F(2)))], Interval(None, F(5)), Interval(None, F(3))),
        ([NOTHING, NOTHING], NOTHING, NOTHING),
    ],
)
def test_a_sum_or_a_mean_goes_from_the_least_to_the_most_of_those_who_count(
    group: list[Interval], whole: Interval, mean: Interval
) -> None:
    rows = {at: [one] for at, one in enumerate(group)}
    for fold, found in (("sum", whole), ("mean", mean)):
        node = Over("s", "sum" if fold == "sum" else "mean", "team")
        assert over_group(node, rows, facts(len(group))) == found
        for given in choices(*map(values, group)):
            paid = across.over(node, given, [None] * len(group), facts(len(group)))[0]
            assert found.holds(paid), (fold, given, paid)


def test_only_rows_that_a_column_flags_count() -> None:
    flagged = facts(3, there=[F(1), F(0), F(1)])
    rows = {0: [ONE], 1: [TWO], 2: [TWO]}
    assert over_group(Over("s", "sum", "team", "there"), rows, flagged) == Interval(F(3), F(9))
    assert over_group(Over("s", "sum", "team"), rows, flagged) == Interval(F(5), F(15))
    assert over_group(Over("s", "sum", "team", "else"), rows, flagged) == NOTHING
    assert over_group(Over("s", "sum", "team", "there"), {1: [ONE]}, flagged) == NOTHING


# --------------------------------------------------------------------------------------------- shares

YES, NO, PERHAPS = exactly(F(1)), exactly(F(0)), Interval(F(0), F(1))
POT = Interval(F(10), F(20))
Row = tuple[Interval, Interval, Interval]


def pool(*, pooled: bool = False, at_most: bool = False) -> Shared:
    return Shared("amount", pooled, "key", "member", "team", at_most, CENT)


def shares(node: Shared, *rows: Row) -> list[Interval]:
    group = dict(enumerate(rows))
    return [*shares_of(node, group).values()]


def upto(most: int | str | F | None, *, absent: bool = False) -> Interval:
    return Interval(F(0), None if most is None else F(most), absent)


def span(low: int | str, most: int | str | None, *, absent: bool = False) -> Interval:
    return Interval(F(low), None if most is None else F(most), absent)


KEY, KEYS = Interval(F(1), F(2)), Interval(F(3), F(4))
BOTH = [span(2, 20, absent=True), span(6, 20, absent=True)]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([(POT, KEY, YES)], [span(10, 20)]),
        ([(POT, KEY, YES), (POT, KEYS, YES)], [span(2, 8), span(6, 16)]),
        (
            [(POT, exactly(F(1)), YES), (POT, exactly(F(2)), YES)],
            [span("3.33", "6.67"), span("6.66", "13.34")],
        ),
        ([(POT, KEY, YES), (POT, KEYS, PERHAPS)], [span(2, 20), upto(16)]),
        ([(POT, KEY, YES), (POT, KEYS, NO)], [span(10, 20), exactly(F(0))]),
        ([(POT, KEY, YES), (POT, KEYS, NOTHING)], [span(10, 20), NOTHING]),
        ([(POT, NO, YES), (POT, KEYS, YES)], [upto(0), span(10, 20)]),
        ([(POT, NO, YES), (POT, NO, YES)], [upto(20), upto(20)]),
        ([(POT, KEY, YES), (POT, Interval(None, F(4)), YES)], [upto(20), upto(16)]),
        ([(POT, Interval(F(1), None), YES), (POT, KEYS, YES)], [upto(20), upto(16)]),
        ([(Interval(F(10), None), KEY, YES), (POT, KEYS, YES)], [span(2, None), span(6, None)]),
        ([(Interval(F(10), F(50)), KEY, YES), (POT, KEYS, YES)], [span(2, 20), span(6, 40)]),
        ([(POT, KEY, YES), (NOTHING, NOTHING, NO)], [span(10, 20), exactly(F(0))]),
        ([(POT, KEY, YES), (maybe(POT), KEYS, YES)], BOTH),
        ([(POT, maybe(KEY), YES), (POT, KEYS, YES)], BOTH),
        ([(POT, KEY, maybe(YES)), (POT, KEYS, YES)], [upto(20, absent=True), BOTH[1]]),
        ([(Interval(F(-1), F(20)), KEY, YES), (POT, KEYS, YES)], [Interval(None, None, absent=True)] * 2),
        ([(Interval(F(-1), F(20)), KEY, NO), (POT, KEYS, YES)], [exactly(F(0)), span(10, 20)]),
        ([(Interval(None, F(20)), KEY, YES)], [Interval(None, None, absent=True)]),
        ([(Interval(F(0), F(20)), KEY, YES)], [upto(20)]),
    ],
)
def test_a_share_goes_from_its_part_beside_the_greatest_keys_to_that_beside_the_least(
    rows: list[Row], found: list[Interval]
) -> None:
    assert shares(pool(), *rows) == found


def test_pooled_amounts_add_up() -> None:
    rows = ((POT, KEY, YES), (POT, KEYS, YES), (POT, KEY, PERHAPS), (POT, KEY, NO))
    assert shares(pool(pooled=True), *rows) == [
        span("2.85", 24),
        span("8.57", 48),
        upto(20),
        exactly(F(0)),
    ]
    pots = [POT, POT, Interval(F(10), F(30))]
    assert (pot_of(pool(pooled=True), pots), pot_of(pool(), pots)) == (F(70), F(30))
    assert [pot_of(pool(pooled=pooled), [Interval(F(-9), F(-5))]) for pooled in (False, True)] == [0, 0]
    assert [pot_of(pool(pooled=pooled), [POT, Interval(F(1), None)]) for pooled in (False, True)] == [
        None
    ] * 2
    assert [pot_of(pool(pooled=pooled), []) for pooled in (False, True)] == [0, 0]


def test_an_award_bounds_the_share_of_a_limited_pool() -> None:
    node = pool(at_most=True)
    assert shares(node, (POT, KEY, YES), (POT, KEYS, YES)) == [span(1, 2), span(3, 4)]
    assert shares(node, (POT, exactly(F("1.005")), YES)) == [span("1.005", "1.01")]
    assert shares(node, (Interval(F(10), None), KEY, YES)) == [span(1, 2)]
    assert shares(node, (POT, Interval(F(0), None), YES)) == [upto(20)]
    assert shares(node, (POT, exactly(F(900)), YES)) == [span(10, 20)]


def limited(each: str, *, again: bool, pooled: bool = False) -> Shared:
    return replace(pool(pooled=pooled), each=F(each), again=again)


def test_nobody_gets_more_than_the_limit_of_each_nor_is_sure_of_it() -> None:
    rows = ((POT, KEY, YES), (POT, KEYS, YES))
    assert shares(limited("7.005", again=False), *rows) == [span(2, 7), span(6, 7)]
    # what is over goes to the first, whose part would be 8 at most
    assert shares(limited("9", again=True), *rows) == [span(2, 9), span(6, 9)]
    assert shares(limited("5", again=True), (POT, KEY, YES)) == [exactly(F(5))]
    assert shares(limited("5", again=True), (Interval(F(10), None), KEY, YES)) == [exactly(F(5))]


@pytest.mark.parametrize(
    "node",
    [
        *(pool(pooled=pooled, at_most=at_most) for pooled in (False, True) for at_most in (False, True)),
        *(
            limited(each, again=again, pooled=pooled)
            for pooled in (False, True)
            for again in (False, True)
            for each in ("0.005", "3.335", "6", "12")
        ),
    ],
)
def test_no_share_of_any_facts_is_beyond_its_bounds(node: Shared) -> None:
    spans: Sequence[Row] = [
        (exactly(F(10)), Interval(F(0), F(7)), YES),
        (exactly(F(10)), Interval(F(0), F(3)), PERHAPS),
        (exactly(F(10)), Interval(F(1), F(3), absent=True), PERHAPS),
        (exactly(F(10)), exactly(F(0)), YES),
    ]
    for rows in any_of(spans, 3):
        found = shares(node, *rows)
        for keys, members in choices(
            choices(*(values(key) for _, key, _ in rows)), choices(*(values(flag) for *_, flag in rows))
        ):
            table: Mapping[str, Sequence[Value]] = {"amount": [F(10)] * 3, "key": keys, "member": members}
            paid = across.shared(node, table, [None] * 3, ["a", "b", "c"])
            assert all(one.holds(value) for one, value in zip(found, paid, strict=True)), (
                rows,
                keys,
                members,
            )


def test_prizes_are_told_where_all_that_ranks_is_known() -> None:
    node = Placed("by", "flag", (F(50), F(30)), "company", CENT, falling=False, route=())
    three = facts(3)
    sure = [([exactly(F(3))], YES), ([exactly(F(5))], YES), ([NOTHING], NO)]
    assert prizes_of(node, sure, three) == [exactly(F(30)), exactly(F(50)), exactly(F(0))]
    assert prizes_of(node, [*sure[:2], ([KEY], YES)], three) is None
    assert prizes_of(node, [*sure[:2], ([exactly(F(1))], PERHAPS)], three) is None


def test_the_number_of_answers_of_a_sample_may_be_any() -> None:
    read = plans(
        "target_incentive: 1000\nkpis: {x: {weight: 100 %, unit: percent, target: 90 %, "
        f"sample: {{min: 30, below: at-target}}, curve: {{{LINE}}}}}}}"
    )
    found = ranges(read, None, compile_plan(read.of(None), None))
    answers, value = Interval(F(0), None, absent=True), Interval(F(0), None, absent=True)
    assert {step: one for step, one in found.items() if not step.startswith("x.actual")} == {
        "x.n": answers,
        "x.n@team": answers,
        "x.n@company": answers,
        withheld("x"): value,
    }


def test_prizes_of_teams_are_not_bounded() -> None:
    node = Placed("by", "flag", (F(50),), "company", CENT, falling=False, route=(), teams="share")
    assert prizes_of(node, [([exactly(F(3))], YES), ([exactly(F(5))], YES)], facts(2)) is None
