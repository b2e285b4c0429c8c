"""Files as tools write them: however a file says it, the product measures what the oracle measures."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import NamedTuple

from hypothesis import given, settings, strategies as st
from measuring import by_oracle, read_as_said
from oracle.values import Refused

PLAN = """\
csvariable: 1
name: P
currency: EUR
period: quarter
zone: Europe/Paris
target_incentive: 1000
rates: {USD: 0.92, JPY: 0.0061}
sources:
  rows:
    file: rows.csv
    participant: {columns: [Owner, Co-owner], shares: [60 %, 40 %]}
    nobody: [No Agent]
    missing: [none]
    key: id
    keep: latest
    account: client
    date: {column: When, zone: America/New_YorkFORMAT}
FRAME    columns:
      id: {column: "Row.Id", id: salesforce}
      client: {column: Client, id: salesforce}
      arr: {column: Amount, unit: money, currency: Cur, times: {column: Per, by: {month: 12, year: 1}}}
      fee: {column: Fee, unit: money, times: 1.2, negative: parentheses}
      wait: {column: Wait, unit: UNIT, in: IN}
      late: {column: Late, unit: days, in: d}
      part: {column: "Part (%)", unit: percent}
      mood: {column: Mood, unit: score, range: [0, 2], values: {"Good, thanks": 2, So-so: 1, Bad: 0}}
      nps: {like: "How likely*", unit: score, range: [0, 10]}
      tags: {column: Tags, split: "|"}
      phone: {column: Phone, guard: strip}
kpis:
  arr:
    unit: money
    scope: SCOPE
    measure: {sum: rows.arr}
    weight: 100 %
    curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}
  fee: {unit: money, scope: SCOPE, measure: {mean: rows.fee}}
  wait: {unit: UNIT, scope: SCOPE, measure: {mean: rows.wait}}
  part: {unit: percent, scope: SCOPE, measure: {mean: rows.part}}
  late: {unit: days, scope: SCOPE, measure: {sum: rows.late, where: {tags: {has: VIP}}}}
  mood: {unit: percent, scope: SCOPE, measure: {share: rows, that: {mood: {from: 2}}}}
  nps: {unit: points, scope: SCOPE, measure: {nps: rows.nps, where: {phone: {not: ["+33", "-1"]}}}}
  client: {unit: number, scope: SCOPE, measure: {count: rows, where: {client: [0015000000AbcdE, x]}}}
  clear: {unit: number, scope: SCOPE, measure: {count: rows, where: {wait: {known: false}}}}
"""
HEADERS = (
    "Row.Id", "Owner", "Co-owner", "When", "Client", "Amount", "Cur", "Per", "Fee", "Wait", "Late",
    "Part (%)", "Mood",
    "How likely are you, {{field:a}}, to recommend us?", "Tags", "Phone",
)  # fmt: skip
IDS = ["0015000000AbcdE", "0015000000AbcdEIAR", "0015000000abcdE", "0015000000abcdEIAQ", "x", "X", "none"]
FORMATS = {
    "iso": ["2026-01-01", "2026-03-08T02:30", "2026-03-08 03:30:00", "2026-03", "2025-12-31T18:00:00",
            "2026-03-31T22:00:00Z", "2026-03-31 21:59:59 UTC", "2026-04-01T05:29:59+07:30"],
    "DD/MM/YYYY": ["01/01/2026", "31/12/2025", "31/03/2026", "01/04/2026", "02/03/2026"],
    "MM/DD/YYYY hh:mm AM": ["12/31/2025 06:00 PM", "12/31/2025 05:59 PM", "03/31/2026 05:59 PM",
                            "03/31/2026 06:00 PM", "03/08/2026 02:30 AM", "02/03/2026 12:00 AM",
                            "02/03/2026 12:00 PM"],
    "DD MMM YYYY hh:mm:ss": ["31 déc 2025 17:59:59", "31 Dec 2025 18:00:00", "08 mars 2026 02:30:00",
                             "05 february 2026 23:00:00", "31 March 2026 18:00:00"],
    "YYYY-MM-DD hh:mm Z": ["2025-12-31 23:30 +0100", "2026-01-01 00:00 +01:00", "2026-03-31 22:00 Z",
                           "2026-03-31 23:59 +0200"],
}  # fmt: skip
AMOUNTS = {
    None: ["0", "12.50", "(7.25)", "-3", "1000000", "\u22124.10"],
    ",": ["0", "1.234,50", "(7,25)", "-3,5", "1\u202f000", "1234,5", "12,5"],
    ".": ["0", "1,234.50", "(7.25)", "-3.5", "1'000", "1234.5", "1.2"],
}
WAITS = {
    "ms": ["0", "90000", "1"],
    "s": ["86465", "0", "59"],
    "min": ["5", "0", "12"],
    "h": ["2", "0", "107"],
    "h:mm:ss": ["107:15:00", "0:00:01", "2:35:10"],
    "h:mm": ["2:35", "0:00", "26:10"],
}
EMPTY = ["", "-", "N/A", "none"]


class Written(NamedTuple):
    """How a file is written."""

    decimal: str | None
    form: str
    wait: str
    unit: str
    skip: int
    two: bool
    ends: str


written = st.builds(
    Written,
    st.sampled_from([None, ",", "."]),
    st.sampled_from(sorted(FORMATS)),
    st.sampled_from(sorted(WAITS)),
    st.sampled_from(["minutes", "hours"]),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["", "blank", "total"]),
)


def plan_of(how: Written, scope: str) -> str:
    """The plan that says how the file is written."""
    frame = f'    decimal: "{how.decimal}"\n' if how.decimal else ""
    if how.skip or how.two:
        frame += f"    header: {{skip: {how.skip}, rows: {2 if how.two else 1}}}\n"
    frame += {"": "", "blank": "    ends: blank\n", "total": "    ends: {column: id, is: [TOTAL, SUM]}\n"}[
        how.ends
    ]
    form = "" if how.form == "iso" else f', format: "{how.form}"'
    made = PLAN.replace("FRAME", frame).replace("FORMAT", form).replace("SCOPE", scope)
    return made.replace("UNIT", how.unit).replace("IN}", how.wait + "}")


@st.composite
def lines(draw: st.DrawFn, how: Written) -> list[list[str]]:
    """Rows under the headers, one of which lies in the quarter."""

    def some(texts: Sequence[str]) -> st.SearchStrategy[str]:
        return st.sampled_from([*texts, *texts, *EMPTY])

    whole = [text for text in AMOUNTS[how.decimal] if not set(text) & set(".,") or how.decimal]
    people = some(["ana", "ben", "cleo", "zoe", "No Agent"])
    rows = st.tuples(
        some(IDS), people, people, some(FORMATS[how.form]), some(IDS), some(AMOUNTS[how.decimal]),
        st.sampled_from(["EUR", "USD"]), st.sampled_from(["month", "year"]), some(whole),
        some(WAITS[how.wait]),
        some(["1", "30", "0"]), some(["95", "95 %", "0"]),
        some(["Good, thanks", "So-so", "Bad"]), some([*map(str, range(11))]),
        some(["VIP", "a|VIP", "VIP |late", "vip"]), some(["'+33", "+33", "'-1", "'x"]),
    )  # fmt: skip
    found = [list(row) for row in draw(st.lists(rows, max_size=12))]
    for at, row in enumerate(found):
        if draw(st.integers(0, 3)):
            row[0] = f"r{at}"
        if row[5] and row[5][-1].isdigit() and draw(st.integers(0, 4)) == 0:
            row[5], row[6] = "500", "JPY"
    inside = FORMATS[how.form][{"iso": 1, "YYYY-MM-DD hh:mm Z": 1}.get(how.form, 2)]
    return [*found, ["last", "ana", "", inside, "", "", "EUR", "year", *[""] * 8]]


def file_of(how: Written, rows: Sequence[Sequence[str]]) -> str:
    """The file: a title, headers, rows, and what stands below them."""
    out = io.StringIO()
    write = csv.writer(out, lineterminator="\n")
    for at in range(how.skip):
        out.write(["Report\n", "\n", "made, by, hand\n"][at])
    if how.two:
        write.writerow([header.partition(" ")[0] for header in HEADERS])
        write.writerow([header.partition(" ")[2] for header in HEADERS])
    else:
        write.writerow(HEADERS)
    for row in rows:
        write.writerow(row)
        if how.ends != "blank" and row[0] == "r1":
            out.write("\n")
    if how.ends == "blank":
        out.write("\nGrand Totals (3 records)\n\nConfidential\n")
    if how.ends == "total":
        write.writerow(["TOTAL", *["x"] * (len(HEADERS) - 1)])
        write.writerow(["", *["?"] * (len(HEADERS) - 1)])
    return out.getvalue()


@settings(deadline=None, max_examples=40)
@given(st.data(), written, st.sampled_from(["person", "team", "company"]))
def test_a_file_is_read_as_its_source_says(data: st.DataObject, how: Written, scope: str) -> None:
    plan, files = plan_of(how, scope), {"rows": [file_of(how, data.draw(lines(how)))]}
    found = read_as_said(plan, files, period="2026-Q1")
    try:
        other = by_oracle(plan, files, period="2026-Q1")
    except Refused:  # two rows of one id at one instant
        assert found.errors
        return
    assert found.errors == []
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }
    for (kpi, owner), one in found.values.items():
        assert {reason.value: count for reason, count in one.left.items()} == +other[kpi, *owner].left
