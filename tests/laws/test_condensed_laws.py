"""Large files are condensed before they are measured: that changes nothing, whatever stands in them."""

from __future__ import annotations

from documents import read as parsed
from engine import plans_of
from hypothesis import event, example, given, settings, strategies as st
from measuring import PEOPLE, Outcome, condensed, later, measured
from shared_plans import ROWS_OF_A_TEAM

from csvariable.documents.result import heading_of, result
from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.measures.model import Measured
from csvariable.measures.owner import Owner
from csvariable.tables.later import LaterTable
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table

PLAN = (
    ROWS_OF_A_TEAM.replace("ZONE", "Asia/Kolkata")
    + """\
  paid: {unit: percent, scope: SCOPE, measure: {share: rows.old, that: {any: [{Kind: a}, {new: {above: 5}}]}}}
  kept: {unit: percent, scope: SCOPE, measure: {ratio: {of: {least: [rows.new, rows.old]}, over: rows.old}}}
  mean: {unit: money, scope: SCOPE, measure: {mean: {minus: [rows.new, rows.old]}}}
  most: {unit: money, scope: SCOPE, measure: {percentile: {of: {greatest: [rows.new, rows.old]}, at: 90 %}}}
  half: {unit: score, range: [0, 10], scope: SCOPE, measure: {median: rows.answer}}
  more: {unit: percent, scope: SCOPE, measure: {growth: {sum: rows.new}}}
  count: {unit: number, scope: SCOPE, measure: {count: rows, where: {answer: [9, 10]}}}
"""
)
HEADER = "Owner,When,Answer,Old,New,Kind"
FORMS = [
    ["2026-07-01", "2026-09-30", "2026-06-30", "2026-10-01", "2026-04-02"],
    [
        "2026-07-01 01:29:59",
        "2026-07-01 01:30:00",
        "2026-06-30 23:59:59",
        "2026-10-01 03:29:59",
        "2026-05-01 00:00:00",
    ],
    ["2026-07-01T01:29", "2026-07-01T03:30", "2026-09-30T23:59", "2026-10-01T04:00"],
    [
        "2026-06-30T22:00:00Z",
        "2026-09-30T21:59:59Z",
        "2026-06-30T23:59:59+02:00",
        "2026-10-01T05:29:59+07:30",
    ],
]
ODD = ["", "-", "N/A", "2026-07-01", "2026-08-01 10:00", "1/8/2026", "2026-08-01 10", "x"]
CELLS = {
    "owner": ["ana", "ben", "cleo", "zoe", " ana", "ben ", "-", ""],
    "answer": [*map(str, range(11)), "8.5", "", "-"],
    "money": ["0", "0.01", "5", "5.01", "10.50", "1000000", "", "EUR 7", "1 000"],
    "kind": ["a", "b", "test", "bot", ""],
}
ODD_CELLS = [
    "11",
    "x",
    "1,5",
    '"5,5"',
    '"a ""b"""',
    "'=1",
    "é",
    "e\u0301",
    "1,234",
    '"x\ny"',
    'a"b',
    "#N/A",
    "\x00",
    "a,b",
]


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file of one form of dates, with few or no odd cells, and with ends of lines of its own."""
    whens = st.sampled_from(draw(st.sampled_from(FORMS)))
    odd = draw(st.booleans())
    columns = [
        st.sampled_from(CELLS["owner"]),
        st.one_of(whens, st.sampled_from(ODD)) if odd and draw(st.booleans()) else whens,
        *(st.sampled_from(CELLS[name]) for name in ("answer", "money", "money", "kind")),
    ]
    rows = draw(st.lists(st.tuples(*columns).map(list), min_size=1, max_size=30))
    if odd:
        for _ in range(draw(st.integers(0, 2))):
            row = rows[draw(st.integers(0, len(rows) - 1))]
            row[draw(st.integers(0, 5))] = draw(st.sampled_from(ODD_CELLS))
    lines = [HEADER, *map(",".join, rows), f"ana,{FORMS[0][0]},,,,a"]
    if odd and draw(st.booleans()):
        lines.insert(draw(st.integers(1, len(lines))), draw(st.sampled_from(["", ",,,,,", "a,b", "a,,,,,,"])))
    end = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    return end.join(lines) + draw(st.sampled_from(["", end, end + end]))


def shown(found: Outcome) -> tuple[dict[tuple[str, Owner], tuple[object, ...]], list[str]]:
    """What a run comes to: each value with its counts, and everything that is said."""

    def of(one: Measured) -> tuple[object, ...]:
        return one.value, one.n, {reason: count for reason, count in one.left.items() if count}, one.halves

    said = [f"{one.rule} {one.message} {one.at}" for one in found.problems]
    return {key: of(one) for key, one in found.values.items()}, said


def paid(plan: str, file: Table | LaterTable) -> dict[str, object] | None:
    """The whole result of a run on one file, None where it stops."""
    plans, _ = plans_of(plan)
    staff, _ = read_table(PEOPLE.encode(), "people.csv")
    assert plans is not None
    results = run(plans, Tables([], staff, sources={"rows": [file]}), "2026-Q3").results
    if results is None:
        return None
    heading = heading_of(parsed(plan), plans, [file], results)
    return result(results, heading, range(len(results.facts.people)), [])


@settings(deadline=None, max_examples=60)
@given(files(), st.sampled_from(["person", "team", "company"]), st.integers(20, 300))
@example(f"{HEADER}\n ana,2026-07-01 01:29:59,9,5,5.01,a\nana,2026-07-01 01:30:00,9,5,5.01,a\n", "person", 50)
@example(f"{HEADER}\nana,2026-07-01,9,5,5.01,\n\nana,2026-07-02,9,5,5.01,a\n", "company", 300)
def test_a_condensed_file_comes_to_what_its_rows_do(text: str, scope: str, piece: int) -> None:
    plan = PLAN.replace("SCOPE", scope).replace("BY", "id")
    table, problems = read_table(text.encode(), "rows.csv")
    large = condensed(plan, {"rows": [later(text.encode(), piece=piece)]})
    event("measured" if large.values else "refused")
    if table is None:
        assert {one.rule for one in problems} <= {one.rule for one in large.problems}
        assert not large.values
    else:
        small = measured(plan, {"rows": [text]})
        told = [one.rule for one in problems]
        values, said = shown(large)
        assert values == shown(small)[0]
        assert [one for one in said if one.partition(" ")[0] not in told] == shown(small)[1]
        assert paid(plan, later(text.encode(), piece=piece)) == paid(plan, table)
