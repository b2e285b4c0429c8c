"""Periods closed on raw rows: every file kept, computed again, corrected row by row."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from ledgers import every_file, forged

from csvariable.cli import run

Text = pytest.CaptureFixture[str]
PLAN = """\
csvariable: 1
name: Deals
currency: EUR
period: quarter
target_incentive: 1000
sources:
  deals:
    file: exports/deals-*.csv
    participant: Owner
    date: {column: Closed}
    columns:
      amount: {column: Amount, unit: money}
      status: Status
kpis:
  won:
    weight: 100 %
    unit: money
    measure: {sum: deals.amount, where: {status: Won}}
    curve: {of: actual, linear: [{at: 0, pays: 0 %}, {at: 1000, pays: 100 %}], beyond: continue}
"""
HEAD = "Deal,Owner,Closed,Amount,Status\n"
ROWS = "D-1,ana,2024-01-10,500,Won\nD-2,ana,2024-02-10,300,Won\nD-3,ben,2024-03-10,700,Won\n"
RUN = ("plan.yaml", "--people", "people.csv", "--ledger", "pay")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("exports").mkdir()
    Path("plan.yaml").write_text(PLAN, "utf-8")
    Path("exports/deals-1.csv").write_bytes(HEAD.replace("\n", "\r\n").encode() + ROWS.encode())
    Path("exports/deals-2.csv").write_text(HEAD + "D-4,ben,2024-05-01,400,Won\n", "utf-8")
    Path("people.csv").write_text("participant,team\nana,north\nben,south\n", "utf-8")
    return tmp_path


def told(capsys: Text, *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == code
    said = capsys.readouterr()
    return " ".join(f"{said.out} {said.err}".split())


def of_deals(name: str, deals: Iterable[tuple[str, str]]) -> tuple[str, str]:
    """Write deals of one euro and what became of them, and return the options that name the file."""
    Path(name).write_text(
        HEAD + "".join(f"{deal},ana,2024-01-10,1,{state}\n" for deal, state in deals), "utf-8"
    )
    return "--source", f"deals={name}"


@pytest.fixture
def closed() -> None:
    assert run(["close", *RUN, "--period", "2024-Q1", "--first"]) == 0


def totals(result: Path) -> list[str]:
    return [one["total"] for one in json.loads(result.read_text("utf-8"))["people"]]


@pytest.mark.usefixtures("closed")
def test_every_source_file_is_kept_byte_for_byte_and_computed_again(capsys: Text) -> None:
    assert totals(Path("pay/2024-Q1/result.json")) == ["800.00", "700.00"]
    manifest = json.loads(Path("pay/2024-Q1/manifest.json").read_text("utf-8"))
    assert [(one["kind"], one.get("source"), one["file"]) for one in manifest["inputs"]] == [
        ("people", None, "inputs/people.csv"),
        ("source", "deals", "inputs/source-deals-1.csv"),
        ("source", "deals", "inputs/source-deals-2.csv"),
    ]
    kept = Path("pay/2024-Q1/inputs/source-deals-1.csv").read_bytes()
    assert kept == Path("exports/deals-1.csv").read_bytes()
    for one in Path("exports").iterdir():
        one.unlink()
    assert "bytes and amounts" in told(capsys, "verify", "pay")


@pytest.mark.usefixtures("closed")
def test_verifying_computes_from_the_kept_rows(capsys: Text) -> None:
    name = "inputs/source-deals-1.csv"
    path = Path("pay/2024-Q1", name)
    path.write_bytes(path.read_bytes().replace(b"300,Won", b"301,Won"))
    assert f"{name}" in told(capsys, "verify", "pay", code=1)
    path.write_bytes(path.read_bytes().replace(b"301,Won", b"300,Won"))
    forged(Path("pay/2024-Q1"), name, lambda text: text.replace("300,Won", "301,Won"))
    said = told(capsys, "verify", "pay", code=1)
    assert "`ana`, `won.actual`: 800.00 was closed" in said


def test_hashes_alone_are_kept_of_rows_where_that_is_asked(capsys: Text) -> None:
    assert run(["close", *RUN, "--period", "2024-Q1", "--first", "--without-inputs"]) == 0
    assert not Path("pay/2024-Q1/inputs").exists()
    assert "bytes and amounts" not in told(capsys, "verify", "pay")
    rows = ("--source", "deals=exports/deals-1.csv", "--reason", "x")
    assert "without its files: people, source deals" in told(
        capsys, "correct", "pay", "--period", "2024-Q1", "--reason", "x", "--plan", "plan.yaml", code=1
    )
    assert "without its files: people" in told(capsys, "correct", "pay", "--period", "2024-Q1", *rows, code=1)


@pytest.mark.usefixtures("closed")
def test_a_clawback_is_a_correction_whose_reason_is_the_row(capsys: Text) -> None:
    churned = (HEAD + ROWS).replace("300,Won", "300,Churned")
    Path("now.csv").write_text(churned, "utf-8")
    given = ("--source", "deals=now.csv", "--source", "deals=exports/deals-2.csv")
    said = told(capsys, "correct", "pay", "--period", "2024-Q1", *given)
    assert "2024-Q1, corrected: now.csv:3 D-2: Status Won → Churned" in said
    assert "ana 2024-Q1 won.payout −€300.00" in said
    assert "bytes and amounts" in told(capsys, "verify", "pay")
    assert run(["close", *RUN, "--period", "2024-Q2"]) == 0
    assert totals(Path("pay/2024-Q2/result.json")) == [
        "0.00",
        "400.00",
    ]  # ana has earned nothing to take from
    assert "€300.00" in told(capsys, "history", "pay", "--csm", "ana")
    assert run(["verify", "pay"]) == 0


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (ROWS.replace("D-3,ben,2024-03-10,700,Won\n", ""), "deals-1.csv:4 − D-3, ben, 2024-03-10, 700, Won"),
        (f"{ROWS}D-9,ana,2024-03-11,5,Won\n", "now.csv:5 + D-9, ana, 2024-03-11, 5, Won"),
        (
            ROWS.replace("Won", "Lost") + "D-8,ana,2024-03-11,5,Won\n",
            "; ".join(f"now.csv:{at + 1} D-{at}: Status Won → Lost" for at in (1, 2, 3)) + "; +1",
        ),
    ],
)
def test_rows_that_came_left_or_changed_are_the_reason(capsys: Text, rows: str, reason: str) -> None:
    Path("now.csv").write_text(HEAD + rows, "utf-8")
    given = ("--source", "deals=now.csv", "--source", "deals=exports/deals-2.csv")
    assert f"corrected: {reason}" in told(capsys, "correct", "pay", "--period", "2024-Q1", *given)


@pytest.mark.usefixtures("closed")
def test_each_file_is_compared_with_those_of_its_kind(capsys: Text) -> None:
    Path("people.csv").write_text("participant,team\nana,north\nben,north\n", "utf-8")
    Path("now.csv").write_text(HEAD + ROWS.replace("300,Won", "300,Churned"), "utf-8")
    given = ("--people", "people.csv", "--source", "deals=now.csv", "--source", "deals=exports/deals-2.csv")
    said = told(capsys, "correct", "pay", "--period", "2024-Q1", *given)
    assert "people.csv:3 ben: team south → north; now.csv:3 D-2: Status Won → Churned" in said


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--source", "deal=exports/deals-1.csv"), "the plan has no source `deal`"),
        (("--source", "deals=exports/deals-1.csv"), "no reason is given"),
        (("--source", "deals=lost.csv"), "no reason is given"),  # and the second file is gone
        (("--plan", "other.yaml"), "no reason is given"),
        (("--source", "deals=other.csv", "--source", "deals=exports/deals-2.csv"), "no reason is given"),
        (("--source", "deals=many.csv", "--source", "deals=exports/deals-2.csv"), "no reason is given"),
        (("--source", "deals=same.csv", "--source", "deals=exports/deals-2.csv"), "no reason is given"),
        (("--plan", "bare.yaml", "--source", "deals=exports/deals-1.csv"), "the plan has no source `deals`"),
    ],
)
def test_what_the_rows_do_not_tell_is_asked(capsys: Text, given: tuple[str, ...], said: str) -> None:
    Path("other.yaml").write_text(PLAN.replace("1000\n", "2000\n"), "utf-8")
    Path("same.csv").write_text(HEAD + ROWS, "utf-8")  # the same rows, other ends of lines
    lost = ROWS.replace("500,Won", "500,Lost")
    Path("other.csv").write_text(HEAD.replace("Deal,", "Id,") + lost, "utf-8")
    Path("lost.csv").write_text(HEAD + lost, "utf-8")
    Path("many.csv").write_text(
        HEAD + "".join(f"M-{one},ana,2024-01-10,1,Won\n" for one in range(2100)), "utf-8"
    )
    bare = PLAN[: PLAN.index("sources:")] + "kpis: {won: {unit: money}}\n"
    Path("bare.yaml").write_text(bare, "utf-8")
    before = every_file(Path("pay"))
    assert said in told(capsys, "correct", "pay", "--period", "2024-Q1", *given, code=1)
    assert every_file(Path("pay")) == before


@pytest.mark.usefixtures("closed")
def test_a_plan_that_measures_no_more_leaves_the_rows_out(capsys: Text) -> None:
    plan = PLAN[: PLAN.index("sources:")] + PLAN[PLAN.index("kpis:") :]
    Path("files.yaml").write_text(
        plan.replace("    measure: {sum: deals.amount, where: {status: Won}}\n", ""), "utf-8"
    )
    Path("kpis.csv").write_text("participant,won\nana,1000\nben,700\n", "utf-8")
    said = told(
        capsys,
        "correct",
        "pay",
        "kpis.csv",
        "--plan",
        "files.yaml",
        "--period",
        "2024-Q1",
        "--reason",
        "by hand",
    )
    assert "ana 2024-Q1 won.payout +€200.00 Total +€200.00" in said
    assert run(["verify", "pay"]) == 0


@pytest.mark.usefixtures("closed")
def test_a_measured_value_is_disputed_in_a_file_of_its_own(capsys: Text) -> None:
    about = ("--csm", "ana", "--period", "2024-Q1", "--kpi", "won")
    said = told(capsys, "dispute", "pay", *about, "--says", "900", "--because", "D-7 was left out")
    assert "it would change €100.00" in said
    said = told(capsys, "dispute", "pay", *about, "--accept")
    assert "ana 2024-Q1 won.payout +€100.00 Total +€100.00" in said
    assert run(["verify", "pay"]) == 0


def test_a_file_of_values_stands_before_the_rows_and_is_told(capsys: Text) -> None:
    Path("kpis.csv").write_text("participant,won\nana,1000\nben,700\n", "utf-8")
    said = told(capsys, "close", "plan.yaml", "kpis.csv", *RUN[1:], "--period", "2024-Q1", "--first")
    assert "`won` is taken from a KPI file, and the plan measures it on rows" in said
    assert totals(Path("pay/2024-Q1/result.json")) == ["1000.00", "700.00"]
    assert run(["verify", "pay"]) == 0


def test_the_rows_of_a_kpi_file_are_a_reason_too(capsys: Text) -> None:
    Path("kpis.csv").write_text("participant,won\nana,1000\nben,700\n", "utf-8")
    assert run(["close", "plan.yaml", "kpis.csv", *RUN[1:], "--period", "2024-Q1", "--first"]) == 0
    Path("kpis.csv").write_text("participant,won\nana,1000\nben,750\n", "utf-8")
    said = told(capsys, "correct", "pay", "kpis.csv", "--period", "2024-Q1")
    assert "2024-Q1, corrected: kpis.csv:3 ben: won 700 → 750" in said


def test_as_many_rows_are_compared_as_one_can_look_over(capsys: Text) -> None:
    """Those between the first and the last that differ: 2,000 of both files, which may be longer."""
    deals = [(f"D-{at}", "Won") for at in range(1701)]
    assert run(["close", *RUN, "--period", "2024-Q1", "--first", *of_deals("old.csv", deals[:1700])]) == 0
    lost = [(name, "Lost") for name, _ in deals]
    given = ("correct", "pay", "--period", "2024-Q1", "--dry-run")
    more = of_deals("now.csv", [*deals[:700], *lost[700:]])
    assert "no reason is given" in told(capsys, *given, *more, code=1)
    said = told(capsys, *given, *of_deals("now.csv", [*deals[:700], *lost[700:1700]]))
    assert "now.csv:702 D-700: Status Won → Lost" in said
    assert "; +997" in said


def test_rows_that_are_alike_are_no_reason_wherever_they_stand(capsys: Text) -> None:
    kept = [("A", "Won"), ("B", "Won"), *[("C", "Won")] * 250, ("D", "Won"), ("E", "Won")]
    deals = [*kept, ("F", "Won"), ("G", "Won")]
    assert run(["close", *RUN, "--period", "2024-Q1", "--first", *of_deals("old.csv", deals)]) == 0
    given = ("correct", "pay", "--period", "2024-Q1", "--dry-run")
    said = told(capsys, *given, *of_deals("now.csv", kept))
    assert "old.csv:256 − F, ana, 2024-01-10, 1, Won; old.csv:257 − G, ana, 2024-01-10, 1, Won" in said
    said = told(capsys, *given, *of_deals("now.csv", [*deals, ("H", "Won"), ("I", "Won")]))
    assert "now.csv:258 + H, ana, 2024-01-10, 1, Won; now.csv:259 + I, ana, 2024-01-10, 1, Won" in said
    now = [("A", "Won"), ("B", "Lost"), *[("C", "Won")] * 250, ("D", "Lost"), *deals[-3:-1]]
    said = told(capsys, *given[:-1], *of_deals("now.csv", now))
    lost = "now.csv:3 B: Status Won → Lost; now.csv:254 D: Status Won → Lost"
    assert f"corrected: {lost}; old.csv:257 − G, ana, 2024-01-10, 1, Won" in said


def test_the_file_of_a_source_can_be_named(capsys: Text) -> None:
    given = ("--source", "deals=exports/deals-1.csv")
    assert run(["close", *RUN, "--period", "2024-Q1", "--first", *given]) == 0
    assert not Path("pay/2024-Q1/inputs/source-deals-2.csv").exists()
    assert "NAME=FILE" in told(capsys, "close", *RUN, "--period", "2024-Q2", "--source", "deals", code=2)
