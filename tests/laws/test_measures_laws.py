"""Generated rows: the product measures what the oracle measures, in any order, from however many files."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings, strategies as st
from measuring import Outcome, by_oracle, measured
from shared_plans import PAID, ROWS_OF_A_TEAM

PLAN = (
    ROWS_OF_A_TEAM.replace("ZONE", "America/New_York")
    + """\
  kept: {unit: percent, scope: SCOPE, measure: {ratio: {of: {least: [rows.new, rows.old]}, over: rows.old}}}
  mean: {unit: money, scope: SCOPE, measure: {mean: {minus: [rows.new, rows.old]}}}
  sum:
    unit: money
    scope: SCOPE
    measure: {sum: rows.new, where: {any: [{Kind: [a, b]}, {old: {above: 5}}]}}
  count: {unit: number, scope: SCOPE, measure: {count: rows, where: {answer: [9, 10]}}}
"""
)
HEADER = "Owner,When,Answer,Old,New,Kind"
EMPTY = ["", "-", "N/A"]
owners = {
    "id": st.sampled_from(["ana", "ben", "cleo", "zoe", *EMPTY]),
    "name": st.sampled_from(["Ana Diaz", "Ben Roy", "Cleo Ma", "Zoe", *EMPTY]),
    "email": st.sampled_from(["ANA@x.com", "ben@x.com", "cleo@X.com", "zoe@x.com", *EMPTY]),
}
WHENS = """2026-07-01 2026-09-30 2026-06-30 2026-10-01 2026-08-15
2026-06-30T17:59:59 2026-06-30T18:00 2026-09-30T17:59:59 2026-09-30T18:00
2026-06-30T22:00:00Z 2026-09-30T21:59:59Z 2026-10-01T05:29:59+07:30""".split()
whens = st.sampled_from([*WHENS, *WHENS, *EMPTY])
answers = st.sampled_from([*map(str, range(11)), "8.5", *EMPTY])
amounts = st.sampled_from(["0", "0.01", "5", "5.01", "10.50", "1000000", *EMPTY])
kinds = st.sampled_from(["a", "b", "test", "bot", ""])


def rows(by: str) -> st.SearchStrategy[list[str]]:
    """Rows of a file, without its header; one row lies in the quarter, so that the file is the right one."""
    row = st.tuples(owners[by], whens, answers, amounts, amounts, kinds).map(",".join)
    return st.lists(row, max_size=25).map(
        lambda some: [*some, f"{'ana' if by == 'id' else ''},2026-08-01,,,,a"]
    )


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(["person", "team", "company"]), st.sampled_from(sorted(owners)))
def test_rows_come_to_what_the_page_says(data: st.DataObject, scope: str, by: str) -> None:
    plan = PLAN.replace("SCOPE", scope).replace("BY", by)
    some = data.draw(rows(by))
    found = measured(plan, {"rows": ["\n".join([HEADER, *some, ""])]})
    assert found.errors == []
    other = by_oracle(plan, {"rows": ["\n".join([HEADER, *some, ""])]})
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }
    for (kpi, owner), one in found.values.items():
        assert {reason.value: count for reason, count in one.left.items()} == +other[kpi, *owner].left
        # Every row has one fate (a person's rows are counted beside those of the others).
        assert sum(one.left.values()) + sum(
            len(each.rows) for (name, _), each in found.values.items() if name == kpi
        ) == len(some)
        assert one.bottom >= 0
        assert one.value is None or one.value == Fraction(one.top, one.bottom)


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(["person", "team", "company"]))
def test_neither_order_nor_files_matter(data: st.DataObject, scope: str) -> None:
    plan = PLAN.replace("SCOPE", scope).replace("BY", "id")
    some = data.draw(rows("id"))
    mixed = data.draw(st.permutations(some))
    cut = data.draw(st.integers(0, len(some)))
    parts = [part for part in (mixed[:cut], mixed[cut:]) if part]
    one = measured(plan, {"rows": ["\n".join([HEADER, *some, ""])]})
    other = measured(plan, {"rows": ["\n".join([HEADER, *part, ""]) for part in parts]})
    assert {key: (value.top, value.bottom, value.n, value.left) for key, value in one.values.items()} == {
        key: (value.top, value.bottom, value.n, value.left) for key, value in other.values.items()
    }


MORE = (
    PLAN.partition("kpis:")[0]
    .replace("BY", "id")
    .replace(
        "    where:",
        """\
    key: Id
    keep: latest
    account: Client
    missing: [none]
    nobody: [No Agent, Bot]
    where:""",
    )
    + """\
kpis:
  middle:
    weight: 100 %
    unit: money
    scope: SCOPE
    missing: zero
    measure: {median: rows.new, distinct: Who, keep: latest}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
  most: {unit: money, scope: SCOPE, measure: {percentile: {of: {greatest: [rows.old, rows.new]}, at: 90 %}}}
  few:
    unit: score
    range: [0, 10]
    scope: SCOPE
    measure: {mean: rows.answer, cap_per: {by: account, most: 2}}
  first:
    unit: points
    scope: SCOPE
    measure: {nps: rows.answer, distinct: Who, keep: first, cap_per: {by: Kind, most: 3}}
  paid: {unit: percent, scope: SCOPE, measure: {share: rows.new, that: {Kind: [a, b]}}}
  more: {unit: percent, scope: SCOPE, measure: {growth: {sum: rows.new}, distinct: Who, keep: first}}
  rows: {unit: percent, scope: SCOPE, measure: {growth: {count: rows}, where: {Kind: {not: b}}}}
  kept: {unit: percent, scope: SCOPE, measure: {growth: {ratio: {of: rows.new, over: rows.old}}}}
  mean: {unit: percent, scope: SCOPE, measure: {growth: {mean: {minus: [rows.new, rows.old]}}}}
"""
)
MORE_HEADER = "Id,Owner,When,Answer,Old,New,Kind,Who,Client"
earlier = st.sampled_from(["2026-04-01", "2026-05-02T10:00", "2026-06-29", "2026-03-31"])
words = st.sampled_from(["x", "y", "z", "none", ""])
agents = st.sampled_from(["ana", "ben", "cleo", "zoe", "No Agent", "none", ""])


@st.composite
def keyed_rows(draw: st.DrawFn) -> list[str]:
    """Rows with an id each, of which some come twice, at another time."""
    found: list[str] = []
    for at in range(draw(st.integers(0, 25))):
        rest = draw(st.tuples(answers, amounts, amounts, kinds, words, words).map(",".join))
        when, owner = draw(st.one_of(whens, earlier)), draw(agents)
        found.append(f"{at:03},{owner},{when},{rest}")
        if draw(st.integers(0, 9)) == 0:
            found.append(f"{at:03},{owner},2026-08-{at + 1:02}T11:11,{rest}")
    return [*found, "none,,2026-08-01,,,,,,"]


def same(plan: str, files: dict[str, list[str]]) -> Outcome:
    """What the product measures, once it is seen that the oracle measures the same."""
    found, other = measured(plan, files), by_oracle(plan, files)
    assert found.errors == []
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }
    for (kpi, owner), one in found.values.items():
        assert {reason.value: count for reason, count in one.left.items()} == +other[kpi, *owner].left
    return found


@settings(deadline=None, max_examples=40)
@given(st.data(), st.sampled_from(["person", "team", "company"]))
def test_doubles_caps_ranks_and_growth_are_those_of_the_page(data: st.DataObject, scope: str) -> None:
    plan = MORE.replace("SCOPE", scope)
    some = data.draw(keyed_rows())
    found = same(plan, {"rows": ["\n".join([MORE_HEADER, *some, ""])]})
    mixed = "\n".join([MORE_HEADER, *data.draw(st.permutations(some)), ""])
    again = measured(plan, {"rows": [mixed]})
    assert {key: (one.value, one.n, one.left) for key, one in again.values.items()} == {
        key: (one.value, one.n, one.left) for key, one in found.values.items()
    }


HELD = (
    PAID
    + """\
sources:
  rows:
    file: rows.csv
    account: Client
    assign: held
    owner: HOW
    unowned: company
    date: When
    columns: {old: {column: Old, unit: money}, new: {column: New, unit: money}}
  held: {file: held.csv}
kpis:
  kept:
    weight: 100 %
    unit: percent
    scope: SCOPE
    missing: zero
    measure: {ratio: {of: {least: [rows.new, rows.old]}, over: rows.old}}
    curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}
  count: {unit: number, scope: SCOPE, measure: {count: rows}}
  grown: {unit: percent, scope: SCOPE, measure: {growth: {count: rows}}}
"""
)
SHARES = {"0 %": "100 %", "33.3 %": "66.7 %", "50 %": "50 %", "100 %": "0 %"}


@st.composite
def holdings(draw: st.DrawFn, *, shared: bool) -> str:
    """A portfolio in which nobody has what another one has on that day, or all share."""
    lines = ["account,participant,from,to,share"]
    for client in "ABC":
        if shared:
            one, other = draw(st.permutations(["ana", "ben", "cleo", "zoe"]))[:2]
            part = draw(st.sampled_from([*SHARES, ""]))
            lines += [f"{client},{one},,,{part}"] + ([f"{client},{other},,,{SHARES[part]}"] if part else [])
            continue
        days = sorted(draw(st.sets(st.integers(1, 28), max_size=4)))
        for at, first in enumerate(days):
            begin = "" if at == 0 and draw(st.booleans()) else f"2026-08-{first:02}"
            last = f"2026-08-{days[at + 1] - 1:02}" if at + 1 < len(days) else None
            end = last or draw(st.sampled_from(["", "2026-09-15"]))
            lines.append(f"{client},{draw(agents)},{begin},{end},")
    return "\n".join([*lines, "Z,ana,,,", ""])


row_days = st.sampled_from(["2026-07-01", "2026-08-15", "2026-09-30", "2026-05-05"])


@settings(deadline=None, max_examples=40)
@given(
    st.data(),
    st.sampled_from(["person", "team", "company"]),
    st.sampled_from(["at-date", "at-start", "days", "share"]),
)
def test_portfolios_own_as_the_page_says(data: st.DataObject, scope: str, how: str) -> None:
    plan = HELD.replace("SCOPE", scope).replace("HOW", how)
    held = data.draw(holdings(shared=how == "share"))
    row = st.tuples(st.sampled_from("AABBCD"), row_days, amounts, amounts).map(",".join)
    some = ["Client,When,Old,New", *data.draw(st.lists(row, max_size=12)), "D,2026-08-08,,", ""]
    same(plan, {"rows": ["\n".join(some)], "held": [held]})
