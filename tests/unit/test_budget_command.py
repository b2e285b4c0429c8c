"""`csvariable budget` from the command line: what it prints, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from shared_plans import PAID

from csvariable.cli import run
from csvariable.commands.progress import ProgressLine
from csvariable.facts.load import load

PLAN = (
    PAID
    + """\
kpis:
  nrr:
    weight: 60 %
    unit: percent
    target: 100 %
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}, {at: 110 %, pays: 150 %}]}
  csat:
    weight: 40 %
    unit: percent
    target: 90 %
    curve: {of: actual, lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 100 %}]}
roles:
  head: {target_incentive: 2000}
"""
)
HISTORY = """participant,role,team,period,nrr,csat
ana,head,n,2026-Q1,95 %,92 %
ben,,n,2026-Q1,100 %,85 %
ana,head,n,2026-Q2,99 %,88 %
ben,,n,2026-Q2,90 %,91 %
"""
ONE = "participant,nrr,csat\nana,95 %,92 %\nben,100 %,85 %\n"
MODEL = "odds:\n  nrr: {normal: {mean: 98 %, sd: 4 %}}\n  csat: {share: {p: 88 %, n: 20}}\n"


@pytest.fixture(autouse=True)
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("plan.yaml", PLAN),
        ("history.csv", HISTORY),
        ("kpis.csv", ONE),
        ("odds.yaml", MODEL),
        ("stated.yaml", PLAN + MODEL),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def called(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["budget", *arguments])
    out, err = capsys.readouterr()
    return code, out.replace("\u00a0", " "), err


AS_PLANNED = (
    "For a person who is there for the whole period, with the amounts, weights and targets of the plan."
)


def test_a_plan_alone_is_bounded_for_one_person_of_each_role(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "plan.yaml")
    assert code == 0
    assert "€1,300.00" in out
    assert "€2,600.00" in out
    assert "Total" not in out
    assert AS_PLANNED in out


def test_facts_give_a_total_and_the_cost_of_the_last_period(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "plan.yaml", "history.csv", "--limit", "3000")
    assert code == 0
    assert "€3,900.00" in out
    assert AS_PLANNED not in out
    assert "On the facts of 2026-Q2" in out
    assert "can be passed, by €900.00 at most" in out


def test_json_has_exact_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(
        capsys, "plan.yaml", "history.csv", "--draws", "200", "--limit", "2000", "--format", "json"
    )
    found = json.loads(out)
    assert code == 0
    assert list(found)[:4] == ["schema_version", "tool", "plan", "currency"]
    assert found["bounds"]["total"]["most"] == {"amount": "3900.00", "reached": True}
    assert found["odds"]["source"] == "history"
    assert found["odds"]["periods"] == ["2026-Q1", "2026-Q2"]
    assert set(found["odds"]["percentiles"]) == {"p5", "p10", "p50", "p90", "p95"}
    assert found["solve"] is None


def test_the_same_seed_prints_the_same_bytes(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("plan.yaml", "history.csv", "--draws", "300", "--seed", "7")
    first = called(capsys, *arguments)
    assert called(capsys, *arguments) == first
    assert called(capsys, *arguments[:-1], "8")[1] != first[1]


def test_a_model_is_read_from_the_plan_or_from_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    own = called(capsys, "stated.yaml", "kpis.csv", "--draws", "100", "--format", "json")
    given = called(
        capsys, "plan.yaml", "kpis.csv", "--odds", "odds.yaml", "--draws", "100", "--format", "json"
    )
    assert own[0] == given[0] == 0
    assert json.loads(own[1])["odds"] == json.loads(given[1])["odds"]
    assert json.loads(own[1])["odds"]["source"] == "model"


def test_draws_without_history_or_model_are_refused(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = called(capsys, "plan.yaml", "kpis.csv", "--draws", "100")
    assert (code, out) == (2, "")
    assert "--odds" in err


def test_a_model_that_is_wrong_is_shown_at_its_place(capsys: pytest.CaptureFixture[str], files: Path) -> None:
    (files / "odds.yaml").write_text("odds:\n  nps: {share: {p: 1 %, n: 3}}\n", encoding="utf-8")
    code, out, err = called(capsys, "plan.yaml", "kpis.csv", "--odds", "odds.yaml", "--draws", "9")
    assert (code, out) == (1, "")
    assert "odds.yaml:2" in err


def test_the_value_that_fits_is_told_with_the_next_one(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(
        capsys, "plan.yaml", "history.csv", "--limit", "2000", "--solve", "target_incentive", "--grain", "10"
    )
    assert code == 0
    assert "is the largest value within €2,000.00" in out
    assert "One grain further" in out


def test_the_value_that_fits_p90_is_found_on_the_draws(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(
        capsys,
        *("plan.yaml", "history.csv", "--limit", "2000", "--draws", "50"),
        *("--solve", "target_incentive", "--grain", "100", "--format", "json"),
    )
    found = json.loads(out)["solve"]
    assert code == 0
    assert found["ending"] == "found"
    assert float(found["value"]["cost"]) <= 2000 < float(found["further"]["cost"])


def test_the_way_of_drawing_is_said_and_both_spreads_where_they_differ(
    capsys: pytest.CaptureFixture[str],
) -> None:
    asked = ("plan.yaml", "history.csv", "--draws", "200")
    periods, people = called(capsys, *asked)[1], called(capsys, *asked, "--draw", "people")[1]
    assert "Each draw is one whole past period for everybody" in periods
    assert "Each draw is a past period of each person by themselves" in people
    found = [
        json.loads(called(capsys, *asked, *more, "--format", "json")[1])["odds"]
        for more in ((), ("--draw", "people"))
    ]
    assert [one["draw"] for one in found] == ["periods", "people"]
    assert found[0]["other"] == {
        "draw": "people",
        "p10": found[1]["percentiles"]["p10"],
        "p90": found[1]["percentiles"]["p90"],
    }
    assert (
        called(capsys, *asked, "--lang", "fr")[1].count("Chaque tirage est une période passée entière") == 1
    )


def test_spreads_that_differ_are_both_shown(capsys: pytest.CaptureFixture[str], files: Path) -> None:
    """Twenty people who rise and fall together, by periods; one by one they level out."""
    rows = [
        f"p{at:02d},2026-Q{quarter},{value} %,50 %"
        for at in range(20)
        for quarter, value in ((1, 90), (2, 100))
    ]
    rows.append("late,2026-Q2,95 %,50 %")
    (files / "many.csv").write_text(
        "participant,period,nrr,csat\n" + "\n".join(rows) + "\n", encoding="utf-8"
    )
    asked = ("plan.yaml", "many.csv", "--draws", "200")
    periods, people = called(capsys, *asked)[1], called(capsys, *asked, "--draw", "people")[1]
    assert "with `--draw people`, €" in periods
    assert "with `--draw periods`, €" in people
    assert "1 person was not there in every period" in periods
    assert "1 person has one period only" in people


def test_the_value_that_fits_p90_is_proved_on_the_draws(
    capsys: pytest.CaptureFixture[str], files: Path
) -> None:
    """The value, and the next one, are those of the draws themselves; shared money is tried alone."""
    asked = ("plan.yaml", "history.csv", "--limit", "2000", "--draws", "50", "--solve", "target_incentive")
    for way in ("periods", "people"):
        found = json.loads(called(capsys, *asked, "--draw", way, "--format", "json")[1])["solve"]
        assert (found["ending"], found["proved"]) == ("found", True)
        for one in (found["value"], found["further"]):
            text = (files / "plan.yaml").read_text(encoding="utf-8")
            (files / "other.yaml").write_text(
                text.replace("target_incentive: 1000", f"target_incentive: {one['value']}"), encoding="utf-8"
            )
            drawn = called(capsys, "other.yaml", *asked[1:6], "--draw", way, "--format", "json")[1]
            assert json.loads(drawn)["odds"]["percentiles"]["p90"] == one["cost"]
    pool = (files / "plan.yaml").read_text(
        encoding="utf-8"
    ) + "pool: {p: {amount: 90, by: uniform, scope: company}}\n"
    (files / "pool.yaml").write_text(pool, encoding="utf-8")
    found = json.loads(called(capsys, "pool.yaml", *asked[1:], "--format", "json")[1])["solve"]
    assert (found["ending"], found["proved"]) == ("found", False)
    out = called(capsys, "pool.yaml", *asked[1:])[1]
    assert "values tried" in out
    assert "Of the others nothing is proved." in out


@pytest.mark.parametrize(
    ("route", "value", "draws"),
    [
        ("target_incentive", "1000", ()),
        ("guarantee.pays", "100 %", ()),
        ("target_incentive", "1000", ("--draws", "3")),
    ],
    ids=["facts kept", "facts read again", "a stated model"],
)
def test_a_value_is_priced_with_the_adjustments(
    capsys: pytest.CaptureFixture[str], files: Path, route: str, value: str, draws: tuple[str, ...]
) -> None:
    """Ana gets 1,000.00 and, with the adjustment, 700.00: a limit of 700 is kept by the plan as it is."""
    (files / "ana.csv").write_text("participant,entry,nrr\nana,2026-01-01,80 %\n", encoding="utf-8")
    (files / "less.csv").write_text("participant,amount,reason\nana,-300,late\n", encoding="utf-8")
    (files / "new.yaml").write_text(
        PAID + "kpis:\n  nrr: {weight: 100 %, unit: percent, curve: {of: actual, lookup: "
        "[{from: 80 %, pays: 100 %}]}}\nguarantee: {periods: 1, pays: 100 %}\n"
        + "odds: {nrr: {share: {p: 100 %, n: 1}}}\n",
        encoding="utf-8",
    )
    asked = ("new.yaml", "ana.csv", "--adjustments", "less.csv", "--period", "2026-Q1", *draws)
    found = json.loads(called(capsys, *asked, "--limit", "700", "--solve", route, "--format", "json")[1])
    assert found["paid"] == "700.00"
    assert found["solve"]["value"] == {"value": value, "cost": "700.00"}


def test_a_limit_that_cannot_be_met_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    route = "kpis.nrr.curve.linear[2].pays"
    code, out, _ = called(capsys, "plan.yaml", "history.csv", "--limit", "1", "--solve", route)
    assert code == 1
    assert "no value that the plan takes stays within" in out


def test_values_without_an_end_are_null_in_json(capsys: pytest.CaptureFixture[str]) -> None:
    """The last point can be as far as one likes: every value fits, and none is the largest."""
    asked = ("plan.yaml", "kpis.csv", "--limit", "100000", "--solve", "kpis.nrr.curve.linear[2].at")
    code, out, _ = called(capsys, *asked, "--format", "json")
    found = json.loads(out)["solve"]
    assert code == 0
    assert (found["ending"], found["proved"], found["value"], found["from"]) == ("every", True, None, None)
    assert "every value that the plan takes stays within €100,000.00" in called(capsys, *asked)[1]
    assert "toute valeur que le plan accepte" in called(capsys, *asked, "--lang", "fr")[1]


def test_a_limit_fails_on_p90_or_on_the_most(capsys: pytest.CaptureFixture[str]) -> None:
    history = ("plan.yaml", "history.csv", "--fail-on-limit")
    assert called(capsys, *history, "--limit", "3900")[0] == 0
    assert called(capsys, *history, "--limit", "3899")[0] == 1
    assert called(capsys, *history, "--limit", "3000", "--draws", "50")[0] == 0
    assert called(capsys, *history, "--limit", "1500", "--draws", "50")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("plan.yaml", "--draws", "5"),
        ("plan.yaml", "kpis.csv", "--solve", "target_incentive"),
        ("plan.yaml", "kpis.csv", "--limit", "-1"),
        ("plan.yaml", "kpis.csv", "--limit", "1,000"),
        ("plan.yaml", "kpis.csv", "--grain", "1"),
        ("plan.yaml", "history.csv", "--draw", "people"),
        ("stated.yaml", "kpis.csv", "--draws", "9", "--draw", "people"),
        ("plan.yaml", "kpis.csv", "--limit", "1", "--solve", "kpis.nrr.unit"),
        ("plan.yaml", "kpis.csv", "--limit", "1", "--solve", "kpis..nrr"),
        ("none.yaml",),
    ],
)
def test_a_command_that_cannot_run_ends_with_2(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = called(capsys, *arguments)
    assert (code, out) == (2, "")
    assert err


def test_facts_that_are_refused_end_with_1(capsys: pytest.CaptureFixture[str], files: Path) -> None:
    (files / "kpis.csv").write_text("participant,nrr,csat\nana,95 %,\n", encoding="utf-8")
    code, out, err = called(capsys, "plan.yaml", "kpis.csv")
    assert (code, out) == (1, "")
    assert "csat" in err


def test_markdown_hides_names_when_asked(capsys: pytest.CaptureFixture[str], files: Path) -> None:
    code, out, _ = called(
        capsys, "plan.yaml", "history.csv", "--draws", "20", "--format", "markdown", "--redact", "names"
    )
    assert code == 0
    assert "ana" not in out
    assert "Names and what few people are paid are hidden." in out
    assert called(capsys, "plan.yaml", "history.csv", "--output", "b.md")[0] == 0
    assert (files / "b.md").read_text(encoding="utf-8").startswith("**What it can cost")


def test_it_is_said_in_french(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = called(capsys, "plan.yaml", "history.csv", "--lang", "fr", "--draws", "20", "--limit", "9")
    assert code == 0
    assert "Ce que cela peut coûter" in out
    assert "tirages" in out


def test_progress_is_for_terminals(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    silent = ProgressLine()
    silent.say("10 %")
    silent.done()
    assert capsys.readouterr().err == ""
    shown = ProgressLine()
    monkeypatch.setattr(shown, "shown", True)
    monkeypatch.setattr(shown, "begun", -10.0)
    monkeypatch.setattr(shown, "last", -10.0)
    shown.say("10 %")
    shown.done()
    assert capsys.readouterr().err == "\r10 %\r    \r"


@pytest.mark.parametrize(
    ("route", "often"),
    [("target_incentive", False), ("kpis.csat.range[1]", True)],
)
@pytest.mark.parametrize("draws", [(), ("--draws", "9"), ("--draws", "9", "--odds", "odds.yaml")])
def test_a_search_reads_files_again_only_where_a_value_decides_how_they_are_read(
    files: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    draws: tuple[str, ...],
    route: str,
    *,
    often: bool,
) -> None:
    loads: list[object] = []

    def counted(*given: Any) -> Any:
        loads.append(given)
        return load(*given)

    text = (files / "plan.yaml").read_text("utf-8")
    (files / "plan.yaml").write_text(text.replace("target: 90 %", "range: [0 %, 150 %]"), "utf-8")
    (files / "odds.yaml").write_text(MODEL, "utf-8")
    monkeypatch.setattr("csvariable.engine.run.load", counted)
    asked = ("plan.yaml", "history.csv", *draws, "--limit", "2000", "--solve", route, "--format", "json")
    found = json.loads(called(capsys, *asked)[1])["solve"]
    assert found["tried"] > 3
    assert (len(loads) > 8) is often
