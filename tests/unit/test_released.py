"""Parts of a bonus that closed periods left unpaid, paid by later ones (docs/spec/ledger.md, section 5)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import pytest
from ledgers import PLAN, closed, wrote

from csvariable.cli import run

Text = pytest.CaptureFixture[str]
HEAD = "participant,nrr,arr,cash"
PARTS = "{share: 60 %}, {share: 30 %, when: {cash: {from: 80 %}}}, {share: 10 %, after: {periods: 2}}"
RELEASED = "bonuses.upsell.released"


def bonus(parts: str = PARTS, more: str = "") -> str:
    return (
        f"{PLAN}  arr: {{unit: money}}\n  cash: {{unit: percent}}\n"
        f"bonuses:\n  upsell: {{per: arr, pays: 1, paid: [{parts}]}}\n{more}"
    )


def after(count: int) -> str:
    return f"{{share: 40 %}}, {{share: 60 %, after: {{periods: {count}}}}}"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def files(plan: str, *rows: str) -> list[str]:
    return wrote(plan, *rows, head=HEAD)


def steps(given: Sequence[str], capsys: Text, *more: str) -> dict[str, dict[str, str]]:
    capsys.readouterr()
    assert run(["compute", *given, "--ledger", "pay", "--format", "json", *more]) == 0
    found = json.loads(capsys.readouterr().out)
    return {one["id"]: one["steps"] | {"total": one["total"]} for one in found["people"]}


def told(capsys: Text, *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert run(list(arguments)) == code
    said = capsys.readouterr()
    return " ".join(f"{said.out} {said.err}".split())


def test_parts_are_paid_when_their_time_and_their_condition_come(capsys: Text) -> None:
    closed(files(bonus(), "ana,100 %,100,70 %", "ben,100 %,50,90 %"), "2024-Q1")
    second = files(bonus(), "ana,100 %,0,75 %", "ben,100 %,0,90 %")
    assert steps(second, capsys)["ana"][RELEASED] == "0.00"
    assert RELEASED not in steps(second, capsys)["ben"]  # the condition held at once, the time is to come
    closed(second, "2024-Q2")
    third = files(bonus(), "ana,100 %,200,85 %", "ben,100 %,0,10 %", "eva,100 %,0,90 %")
    found = steps(third, capsys)
    assert (found["ana"]["bonuses.upsell"], found["ana"][RELEASED]) == ("180.00", "40.00")
    assert (found["ana"]["total"], found["ben"]["total"]) == ("1220.00", "1005.00")
    assert RELEASED not in found["eva"]
    closed(third, "2024-Q3")
    assert run(["verify", "pay"]) == 0
    closed(files(bonus(), "ana,100 %,0,99 %", "ben,100 %,0,99 %"), "2024-Q4")  # nothing is paid twice
    people = json.loads(Path("pay/2024-Q4/result.json").read_text("utf-8"))["people"]
    assert [one["total"] for one in people] == ["1000.00", "1000.00"]
    due = steps(files(bonus(), "ana,100 %,0,1 %"), capsys)["ana"]
    assert due[RELEASED] == "20.00"  # 10 % of 200, two quarters later, in the next year


def test_what_waits_is_told_named_and_explained(capsys: Text) -> None:
    first = files(bonus(), "ana,100 %,100,70 %")
    said = told(capsys, "close", *first, "--period", "2024-Q1", "--ledger", "pay", "--first")
    assert "`ana`: 2024-Q1, bonus `upsell`: €30.00 waits for the condition of part 2" in said
    assert "`ana`: 2024-Q1, bonus `upsell`: €10.00 is paid with 2024-Q3" in said
    assert "2024-Q1, bonus `upsell`: €10.00 is paid with 2024-Q3" in told(capsys, "history", "pay")
    second = files(bonus(), "ana,100 %,0,80 %")
    why = told(capsys, "explain", *second, "--ledger", "pay", "--csm", "ana", "--why", RELEASED)
    assert "€30.00 (left by 2024-Q1)" in why
    assert "cash.actual" in why
    shown = told(capsys, "compute", *second, "--ledger", "pay", "--csm", "ana")
    assert "paid of earlier periods, bonus upsell" in shown
    assert "au titre de périodes antérieures" in told(
        capsys, "compute", *second, "--ledger", "pay", "--csm", "ana", "--lang", "fr"
    )
    closed(second, "2024-Q2")
    history = told(capsys, "history", "pay")
    assert f"2024-Q2 {RELEASED} +€30.00 2024-Q2 Total €1,030.00" in history
    assert f"`bonuses.upsell`: −€60.00 `{RELEASED}`: +€30.00" in history
    payroll = told(capsys, "payroll", "pay", "--period", "2024-Q2")
    assert f"{RELEASED} 1 €30.00 Paid in cash €1,030.00" in payroll


def test_other_questions_know_what_is_due_too(capsys: Text) -> None:
    closed(files(bonus(after(1)), "ana,100 %,100,70 %"), "2024-Q1")
    second = files(bonus(after(1)), "ana,100 %,0,80 %")
    said = told(capsys, "simulate", *second, "--ledger", "pay", "--set", "target_incentive=2000")
    assert "€1,060.00" in said
    assert "€2,060.00" in said
    assert "€1,060.00" in told(capsys, "budget", *second, "--ledger", "pay")


def test_parts_of_two_periods_that_are_due_at_once(capsys: Text) -> None:
    both = "{share: 50 %}, {share: 30 %, after: {periods: 1}}, {share: 20 %, after: {periods: 2}}"
    closed(files(bonus(both), "ana,100 %,100,70 %"), "2024-Q1")
    closed(files(bonus(both), "ana,100 %,1000,70 %"), "2024-Q2")
    assert steps(files(bonus(both), "ana,100 %,0,70 %"), capsys)["ana"][RELEASED] == "320.00"


def test_a_part_is_bound_by_the_cap_of_the_period_that_pays_it(capsys: Text) -> None:
    plan = bonus(after(1), "cap_total: 1050\n")
    closed(files(plan, "ana,50 %,100,70 %"), "2024-Q1")
    found = steps(files(plan, "ana,100 %,0,70 %"), capsys)["ana"]
    assert (found[RELEASED], found["cap_total"], found["total"]) == ("60.00", "-10.00", "1050.00")
    closed(files(plan, "ana,100 %,0,70 %"), "2024-Q2")
    assert RELEASED not in steps(files(plan, "ana,100 %,0,70 %"), capsys)["ana"]


def test_what_the_plan_promised_counts_when_it_says_otherwise_later(capsys: Text) -> None:
    closed(files(bonus(after(1)), "ana,100 %,100,70 %"), "2024-Q1")
    for plan in (bonus(after(3)), bonus().replace(f", paid: [{PARTS}]", "")):
        assert steps(files(plan, "ana,100 %,0,70 %"), capsys)["ana"][RELEASED] == "60.00"


@pytest.mark.parametrize(
    ("parts", "now"),
    [
        (PARTS, "kpis: {}"),
        (PARTS, after(1)),
        ("{share: 40 %}, {share: 60 %, when: {cash: {from: 80 %}}}", "{share: 100 %}"),
    ],
)
def test_a_part_that_the_plan_has_no_longer_is_told_and_kept(capsys: Text, parts: str, now: str) -> None:
    closed(files(bonus(parts), "ana,100 %,100,70 %"), "2024-Q1")
    plan = bonus(now) if "share" in now else PLAN + "  arr: {unit: money}\n  cash: {unit: percent}\n"
    second = files(plan, "ana,100 %,0,90 %")
    said = told(capsys, "close", *second, "--period", "2024-Q2", "--ledger", "pay")
    assert "of `upsell` from 2024-Q1 wait for `ana`, and the plan does not pay them now" in said
    assert "`pay` keeps it" in said
    again = steps(files(bonus(parts), "ana,100 %,0,90 %"), capsys)["ana"]
    assert Fraction(again[RELEASED]) > 0
    assert run(["verify", "pay"]) == 0


def test_somebody_who_is_away_is_told_and_paid_on_return(capsys: Text) -> None:
    closed(files(bonus(after(1)), "ana,100 %,100,70 %", "ben,100 %,0,70 %"), "2024-Q1")
    second = files(bonus(after(1)), "ben,100 %,0,70 %")
    said = told(capsys, "close", *second, "--period", "2024-Q2", "--ledger", "pay")
    assert "parts of bonuses of 1 person are due, who is not paid in this run: ana" in said
    assert "€60.00 was due with 2024-Q2 and is not paid" in told(capsys, "history", "pay", "--csm", "ana")
    assert steps(files(bonus(after(1)), "ana,100 %,0,70 %"), capsys)["ana"][RELEASED] == "60.00"


def test_a_correction_reaches_what_was_deferred(capsys: Text) -> None:
    plan = bonus(after(1))
    closed(files(plan, "ana,100 %,100,70 %"), "2024-Q1")
    closed(files(plan, "ana,100 %,0,70 %"), "2024-Q2")
    Path("new.csv").write_text(f"{HEAD}\nana,100 %,200,70 %\n", "utf-8")
    said = told(capsys, "correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "forgotten")
    assert "ana 2024-Q1 bonuses.upsell +€40.00" in said
    assert f"ana 2024-Q2 {RELEASED} +€60.00" in said
    found = steps(files(plan, "ana,100 %,0,70 %"), capsys)["ana"]
    assert (found["corrections"], found["total"]) == ("100.00", "1100.00")
    assert run(["verify", "pay"]) == 0


def test_a_part_that_a_correction_adds_reaches_a_period_that_had_none(capsys: Text) -> None:
    plan = bonus(after(1))
    closed(files(plan, "ana,100 %,0,70 %"), "2024-Q1")
    closed(files(plan, "ana,100 %,0,70 %"), "2024-Q2")
    Path("new.csv").write_text(f"{HEAD}\nana,100 %,100,70 %\n", "utf-8")
    said = told(capsys, "correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "forgotten")
    assert f"ana 2024-Q2 {RELEASED} +€60.00" in said
    assert run(["verify", "pay"]) == 0


def test_a_correction_before_the_time_of_a_part_is_paid_with_it(capsys: Text) -> None:
    plan = bonus(after(2))
    closed(files(plan, "ana,100 %,100,70 %"), "2024-Q1")
    closed(files(plan, "ana,100 %,0,70 %"), "2024-Q2")
    Path("new.csv").write_text(f"{HEAD}\nana,100 %,200,70 %\n", "utf-8")
    told(capsys, "correct", "pay", "new.csv", "--period", "2024-Q1", "--reason", "forgotten")
    found = steps(files(plan, "ana,100 %,0,70 %"), capsys)["ana"]
    assert (found["corrections"], found[RELEASED], found["total"]) == ("40.00", "120.00", "1160.00")


def test_a_part_that_a_correction_leaves_to_a_closed_period_is_paid_by_it() -> None:
    closed(files(bonus(after(1)), "ana,100 %,0,70 %", "ben,100 %,100,70 %"), "2024-Q1")
    closed(files(bonus(after(1)), "ana,100 %,0,70 %", "ben,100 %,0,70 %"), "2024-Q2")
    again = files(bonus(after(1)), "ana,100 %,100,70 %", "ben,100 %,100,70 %")[1]
    assert run(["correct", "pay", again, "--period", "2024-Q1", "--reason", "late deal"]) == 0
    lines = Path("pay/corrections/0001/lines.csv").read_text("utf-8").splitlines()[1:]
    assert [one.split(",")[:2] + one.split(",")[-2:] for one in sorted(lines)] == [
        ["ana", "40.00", "2024-Q1", "bonuses.upsell"],
        ["ana", "60.00", "2024-Q2", RELEASED],
    ]


def test_a_part_that_a_closed_period_has_no_bonus_for_changes_nothing_in_it() -> None:
    closed(files(bonus(after(1)), "ana,100 %,0,70 %"), "2024-Q1")
    closed(wrote(PLAN, "ana,90 %"), "2024-Q2")
    again = files(bonus(after(1)), "ana,100 %,100,70 %")[1]
    assert run(["correct", "pay", again, "--period", "2024-Q1", "--reason", "late deal"]) == 0
    assert sorted(one.name for one in Path("pay/corrections/0001").iterdir() if one.is_dir()) == [
        "2024-Q1",
        "inputs",
    ]
