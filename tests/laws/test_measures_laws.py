"""Generated rows: the product measures what the oracle measures, in any order, from however many files."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings, strategies as st
from measuring import by_oracle, measured

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
    participant: {column: Owner, by: BY}
    date: {column: When, zone: America/New_York}
    columns:
      answer: {column: Answer, unit: score, range: [0, 10]}
      old: {column: Old, unit: money}
      new: {column: New, unit: money}
    where: {Kind: {not: [test, bot]}}
kpis:
  nps:
    weight: 100 %
    unit: points
    scope: SCOPE
    missing: zero
    measure: {nps: rows.answer}
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
  good: {unit: percent, scope: SCOPE, measure: {share: rows, that: {answer: {from: 7, below: 10}}}}
  told: {unit: percent, scope: SCOPE, measure: {share: rows, that: {answer: {known: true}}}}
  kept: {unit: percent, scope: SCOPE, measure: {ratio: {of: {least: [rows.new, rows.old]}, over: rows.old}}}
  mean: {unit: money, scope: SCOPE, measure: {mean: {minus: [rows.new, rows.old]}}}
  sum:
    unit: money
    scope: SCOPE
    measure: {sum: rows.new, where: {any: [{Kind: [a, b]}, {old: {above: 5}}]}}
  count: {unit: number, scope: SCOPE, measure: {count: rows, where: {answer: [9, 10]}}}
"""
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


@settings(deadline=None)
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


@settings(deadline=None)
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
