"""Two snapshots of one list: retention from what accounts were worth on the first day and are worth now."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from engine import plans_of
from measuring import by_oracle, measured
from shared_plans import PAID

from csvariable.cli import run

PLAN = (
    PAID
    + """\
sources:
  accounts:
    file: now.csv
    opening: first.csv
    key: Account
    participant: Owner
    columns: {arr: {column: ARR, unit: money}, region: Region}
kpis:
  grr:
    weight: 100 %
    unit: percent
    missing: zero
    measure: {ratio: {of: {least: [accounts.arr, accounts.opening.arr]}, over: accounts.opening.arr}}
    curve: {of: actual, lookup: [{from: 0 %, pays: 100 %}]}
  nrr:
    unit: percent
    measure: {ratio: {of: accounts.arr, over: accounts.opening.arr}, where: {opening.arr: {known: true}}}
  new: {unit: number, measure: {count: accounts, where: {opening.arr: {known: false}}}}
  lost: {unit: number, measure: {count: accounts, where: {arr: {known: false}}}}
  moved: {unit: number, measure: {count: accounts, where: {region: UK, opening.region: FR}}}
"""
)
FIRST = "Account,Owner,ARR,Region\na1,ana,100.00,FR\na2,ana,50,FR\na3,ben,80,UK\n"
NOW = "Account,Owner,ARR,Region\na1,ana,120,UK\na3,ana,60,UK\na4,ben,40,FR\n"


def files(now: str = NOW, first: str = FIRST) -> dict[str, list[str]]:
    """The two snapshots."""
    return {"accounts": [now], "accounts.opening": [first]}


def test_what_left_counts_as_0_now_and_what_is_new_as_0_on_the_first_day() -> None:
    found = measured(PLAN, files())
    assert found.errors == []
    # ana: a1 100 of 100, a3 60 of 80, a2 is gone: 160 of 230. ben: a4 is new: nothing below.
    assert found.of("grr", "ana").value == Fraction(160, 230)
    assert found.of("grr", "ben").value is None
    assert found.of("nrr", "ana").value == Fraction(180, 230)
    assert {name: found.of("new", name).value for name in ("ana", "ben")} == {"ana": 0, "ben": 1}
    assert {name: found.of("lost", name).value for name in ("ana", "ben")} == {"ana": 1, "ben": 0}
    assert found.of("moved", "ana").value == 1
    assert [(one.place(0).file, one.before) for one in found.of("lost", "ana").rows] == [
        ("accounts.opening.csv", None)
    ]
    (kept, _, again) = found.of("grr", "ana").rows
    assert [one.before and one.before[1] for one in (kept, again)] == [0, None]
    other = by_oracle(PLAN, files())
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }


def test_the_first_day_may_have_several_files_each_with_a_footer() -> None:
    """Gone are the last row of the first file, and the first and the last of the second."""
    head = "Account,Owner,ARR,Region\n"
    north = f"{head}a1,ana,100,FR\na2,ana,50,FR\nTotal,,150,\n"
    south = f"{head}a5,ben,30,UK\na3,ben,80,UK\na6,ben,5,UK\n"
    given = {"accounts": [NOW], "accounts.opening": [north, south]}
    plan = PLAN.replace("    key: Account\n", "    key: Account\n    ends: {column: Account, is: Total}\n")
    found = measured(plan, given)
    assert found.errors == []
    gone = {
        name: [(one.place(0).cell, one.place(0).line) for one in found.of("lost", name).rows]
        for name in ("ana", "ben")
    }
    assert gone == {"ana": [("a2", 3)], "ben": [("a5", 2), ("a6", 4)]}
    assert found.of("grr", "ben").value == 0
    other = by_oracle(plan, given)
    assert {(kpi, *owner): (one.value, one.n) for (kpi, owner), one in found.values.items()} == {
        key: (one.value, one.n) for key, one in other.items()
    }


def test_an_empty_cell_of_a_row_that_is_there_is_not_answered() -> None:
    found = measured(PLAN, files(now=NOW.replace("a3,ana,60", "a3,ana,")))
    assert found.of("grr", "ana").value == Fraction(100, 150)
    assert found.of("lost", "ana").value == 2


def test_cells_and_keys_of_the_first_day_are_told_where_they_stand() -> None:
    found = measured(PLAN, files(first=FIRST.replace("100.00", "x") + "a2,ana,1,FR\n,ana,5,FR\n"))
    keyless = "the row has no key: nothing says which row of the other day it is"
    assert found.errors == ["the key `a2` has two rows", keyless]
    assert measured(PLAN, files(now=f"{NOW},ana,5,FR\n")).errors == [keyless]
    both = measured(PLAN, files(first=f"{FIRST},ana,5,FR\na2,ana,1,FR\n"))
    assert both.errors == [keyless, "the key `a2` has two rows"]
    found = measured(PLAN, files(first=FIRST.replace("100.00", "x")))
    assert found.errors == ["`x` is not a number"]
    (place,) = {one.at for one in found.problems if one.severity == "error"}
    assert str(place).startswith("CellPlace(file='accounts.opening.csv', line=2, column=8")


def test_what_stands_below_the_end_of_a_snapshot_needs_no_key() -> None:
    plan = PLAN.replace("key: Account", "key: Account\n    ends: {column: Owner, is: Total}")
    found = measured(plan, files(now=f"{NOW},Total,220,\n", first=f"{FIRST},Total,230,\n"))
    assert found.errors == []
    assert found.of("grr", "ana").value == Fraction(160, 230)


def test_a_list_of_the_first_day_is_due_and_is_matched_by_a_key() -> None:
    found = measured(PLAN, {"accounts": [NOW]})
    assert found.errors == ["nothing says where the rows of `accounts.opening` are"]
    _, problems = plans_of(PLAN.replace("    key: Account\n", "").encode())
    assert [str(one.message) for one in problems if one.rule == "missing-key"] == [
        "`opening` is matched by `key`: write the header of a row's own id"
    ]
    _, problems = plans_of(PLAN.replace("    opening: first.csv\n", "").encode())
    assert [one.rule for one in problems if one.severity == "error"] == ["unknown-source"] * 3


@pytest.mark.parametrize("given", [[], ["--source", "accounts.opening=first.csv"]])
def test_both_lists_are_read_from_the_plan_or_from_the_command_line(
    given: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    plan = PLAN.replace("first.csv", "lost-*.csv") if given else PLAN
    for name, text in (("plan.yaml", plan), ("first.csv", FIRST), ("now.csv", NOW)):
        Path(name).write_text(text)
    Path("people.csv").write_text("participant\nana\nben\n")
    assert run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3", *given]) == 0
    assert "ana,,grr,69.565217391304 %,160,230,3" in capsys.readouterr().out
    asked = [
        "explain",
        "plan.yaml",
        "--people",
        "people.csv",
        "--period",
        "2026-Q3",
        "--csm",
        "ana",
        "--rows",
    ]
    assert run([*asked, "--width", "100", *given]) == 0
    said = capsys.readouterr().out
    assert "ratio of sums of 3 rows from now.csv and first.csv" in said
    assert "now.csv:3  ARR: 60  |  first.csv:4  ARR: 80" in said
    assert "first.csv:3  ARR: 50\n" in said
    Path("plan.yaml").write_text(PLAN.replace("first.csv", "lost-*.csv"))
    assert run(["kpis", "plan.yaml", "--people", "people.csv", "--period", "2026-Q3"]) == 1
    assert "no file fits `lost-*.csv`" in capsys.readouterr().err
