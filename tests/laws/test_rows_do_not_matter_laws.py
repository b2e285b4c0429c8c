"""What must not matter in raw rows does not: how they are cut, scaled and dated, and who else is there.

And of KPIs: a weight that is spread adds up, a team shares one attainment, one of no weight changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction as F
from typing import NamedTuple

from agreement import Answer, answer_of
from engine import compute
from hypothesis import given, settings, strategies as st
from measuring import Outcome, measured

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
sources:
  rows:
    file: rows.csv
    participant: Owner
    date: {column: When, zone: America/New_York}
    columns: {part: {column: Part, unit: money}, whole: {column: Whole, unit: money}}
kpis:
  ratio:
    weight: 100 %
    unit: percent
    missing: zero
    measure: {ratio: {of: rows.part, over: rows.whole}}
    curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}
  sum: {unit: money, measure: {sum: rows.whole}}
  count: {unit: number, measure: {count: rows}}
"""
PEOPLE = "participant\nana\nben\n"
DAYS = {
    2026: ("2026-07-01", "2026-08-31T23:59:59", "2026-09-30", "2026-06-30T18:00", "2026-09-30T17:59:59"),
    2030: ("2030-07-01", "2030-08-31T23:59:59", "2030-09-30", "2030-06-30T18:00", "2030-09-30T17:59:59"),
}
"""Of all of them some New York evenings are days of Paris in the next month."""


class Line(NamedTuple):
    """A row; amounts are cents."""

    owner: str
    day: int
    part: int
    whole: int

    def text(self, year: int = 2026) -> str:
        """The row of the file."""
        return f"{self.owner},{DAYS[year][self.day]},{self.part / 100:.2f},{self.whole / 100:.2f}"


lines = st.lists(
    st.builds(
        Line,
        st.sampled_from(["ana", "ben"]),
        st.integers(0, 4),
        st.integers(0, 10**6),
        st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=8,
)
Values = Mapping[tuple[str, str], tuple[F | None, F]]


def values(found: Outcome) -> Values:
    """The value and n of each KPI and person."""
    assert found.errors == []
    return {(kpi, owner.name): (one.value, one.n) for (kpi, owner), one in found.values.items()}


def of_rows(  # noqa: PLR0917 - rows, and what may be otherwise
    some: Sequence[Line],
    year: int = 2026,
    people: str = PEOPLE,
    period: str | None = None,
    plan: str = PLAN,
    more: Sequence[str] = (),
) -> Values:
    """What the rows come to."""
    text = "\n".join(["Owner,When,Part,Whole", *(one.text(year) for one in some), *more, ""])
    return values(measured(plan, {"rows": [text]}, people, period or f"{year}-Q3"))


@settings(deadline=None, max_examples=15)
@given(lines, st.data())
def test_rows_may_be_cut_scaled_and_dated_otherwise(some: list[Line], data: st.DataObject) -> None:
    base = of_rows(some)
    # Counts and amounts in two rows are those of one; only the number of rows is another one.
    cut = data.draw(st.integers(0, len(some) - 1))
    whole = some[cut]
    one = whole._replace(part=whole.part // 3, whole=whole.whole // 4)
    other = whole._replace(part=whole.part - one.part, whole=whole.whole - one.whole)
    parted = of_rows([*some[:cut], one, other, *some[cut + 1 :]])
    for kpi in ("ratio", "sum"):
        assert {name: parted[kpi, name][0] for name in ("ana", "ben")} == {
            name: base[kpi, name][0] for name in ("ana", "ben")
        }
    assert parted["count", whole.owner][0] == (base["count", whole.owner][0] or F(0)) + 1
    # (a, b) and (k a, k b) are one ratio, and k times the sum.
    k = data.draw(st.integers(2, 9))
    scaled = of_rows([row._replace(part=k * row.part, whole=k * row.whole) for row in some])
    for name in ("ana", "ben"):
        assert scaled["ratio", name] == base["ratio", name]
        assert scaled["sum", name][0] == k * (base["sum", name][0] or F(0))
    # All dates and the period four years later.
    assert of_rows(some, 2030) == base


@settings(deadline=None, max_examples=15)
@given(lines)
def test_three_months_are_one_quarter(some: list[Line]) -> None:
    base = of_rows(some)
    sums: dict[tuple[str, str], F] = {}
    monthly = PLAN.replace("period: quarter", "period: month")
    for month in ("07", "08", "09"):
        # A row outside the quarter keeps a month without rows from being taken for the wrong file.
        found = of_rows(some, period=f"2026-{month}", plan=monthly, more=[f"zoe,2026-{month}-15,0,0"])
        for key, (value, _) in found.items():
            sums[key] = sums.get(key, F(0)) + (value or F(0))
    for kpi in ("sum", "count"):
        assert {name: sums[kpi, name] for name in ("ana", "ben")} == {
            name: base[kpi, name][0] for name in ("ana", "ben")
        }


@settings(deadline=None, max_examples=15)
@given(lines)
def test_who_else_is_there_and_what_else_is_written_does_not_matter(some: list[Line]) -> None:
    base = of_rows(some)
    mine = {key: value for key, value in base.items() if key[1] == "ana"}
    own = [row for row in some if row.owner == "ana"]
    alone = of_rows(own, people="participant\nana\n", more=["zoe,2026-08-01,0,0"])
    assert {key: value for key, value in alone.items() if key[1] == "ana"} == mine
    twins = [row._replace(owner="twin") for row in some if row.owner == "ana"]
    copied = of_rows([*some, *twins], people=f"{PEOPLE}twin\n")
    assert {kpi: copied[kpi, "twin"] for kpi, _ in mine} == {kpi: value for (kpi, _), value in mine.items()}
    assert {key: value for key, value in copied.items() if key[1] != "twin"} == base
    text = "\n".join(["Owner,When,Part,Whole,Mood", *(f"{one.text()},=1+1" for one in some), ""])
    assert values(measured(PLAN, {"rows": [text]}, PEOPLE)) == base


def test_an_evening_of_new_york_at_the_end_of_the_year_is_a_day_of_paris_in_the_next() -> None:
    """31 December, 23:30 in Paris, London and New York: the declared zone decides the quarter."""
    for zone, inside in (("Europe/Paris", True), ("Europe/London", False), ("America/New_York", False)):
        plan = PLAN.replace("America/New_York", zone)
        rows = "Owner,When,Part,Whole\nana,2026-12-31T23:30:00,1,1\nzoe,2026-11-01,0,0\n"
        found = values(measured(plan, {"rows": [rows]}, PEOPLE, "2026-Q4"))
        assert found["count", "ana"][0] == inside, zone


# ------------------------------------------------------------------------------------------- KPIs

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\nproration: none\ntarget_incentive: "
LINE = "linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]"


def paid(plan: str, rows: str) -> Answer:
    """The steps of everybody."""
    ran = compute(HEAD + plan, [rows.encode()], None, None, None)
    assert ran.results is not None, [str(one.message) for one in ran.diagnostics]
    return answer_of(ran.results)


@settings(deadline=None, max_examples=15)
@given(st.lists(st.tuples(st.integers(1, 300), st.booleans()), min_size=1, max_size=6), st.integers(0, 10**7))
def test_weights_of_what_is_not_measured_are_spread_and_add_up_to_the_whole(
    shares: list[tuple[int, bool]], cents: int
) -> None:
    shares = [*shares, (1, True)]
    whole = sum(weight for weight, _ in shares)
    kpis = "".join(
        f"  k{at}: {{weight: {weight}/{whole}, unit: percent, missing: reweight, curve: {{of: actual, "
        f"{LINE}}}}}\n"
        for at, (weight, _) in enumerate(shares)
    )
    names = ",".join(f"k{at}" for at in range(len(shares)))
    cells = ",".join("100 %" if there else "-" for _, there in shares)
    steps = paid(f"{cents // 100}.{cents % 100:02d}\nkpis:\n{kpis}", f"participant,{names}\nana,{cells}\n")[
        "ana"
    ]
    assert steps["total"] == F(cents, 100)
    if cents:
        assert steps["plan.payout_rate"] == 1


@settings(deadline=None, max_examples=15)
@given(
    st.lists(st.sampled_from(["n", "s"]), min_size=1, max_size=6), st.integers(0, 200), st.integers(0, 200)
)
def test_everybody_of_a_team_has_the_attainment_of_the_team(teams: list[str], north: int, south: int) -> None:
    kpi = f"k: {{weight: 100 %, unit: percent, scope: team, target: 80 %, curve: {{{LINE}}}}}"
    members = "".join(f"p{at},{team},\n" for at, team in enumerate(teams))
    rows = f"participant,team,k\n{members},n,{north} %\n,s,{south} %\n"
    found = paid(f"1000\nkpis:\n  {kpi}\n", rows)
    for at, team in enumerate(teams):
        level = F(north if team == "n" else south, 80)
        assert found[f"p{at}"]["k.attainment"] == level


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 300), st.integers(0, 300))
def test_a_kpi_without_a_weight_changes_nothing_of_the_others(one: int, other: int) -> None:
    kpi = f"  a: {{weight: 100 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    more = f"  b: {{weight: 0 %, unit: percent, curve: {{of: actual, {LINE}}}}}\n"
    alone = paid(f"1000\nkpis:\n{kpi}", f"participant,a\nana,{one} %\n")["ana"]
    both = paid(f"1000\nkpis:\n{kpi}{more}", f"participant,a,b\nana,{one} %,{other} %\n")["ana"]
    assert {name: both[name] for name in alone} == alone


def test_the_owners_007_and_7_are_two_people() -> None:
    rows = ["Owner,When,Part,Whole", "007,2026-08-01,1,2", "7,2026-08-01,3,4", "7,2026-08-02,1,4", ""]
    found = values(measured(PLAN, {"rows": ["\n".join(rows)]}, "participant\n007\n7\n"))
    assert (found["count", "007"], found["count", "7"]) == ((F(1), F(1)), (F(2), F(2)))
    assert (found["sum", "007"][0], found["sum", "7"][0]) == (F(2), F(8))
