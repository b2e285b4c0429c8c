"""Large plain files: whole columns pay what rows pay, and what is not plain is left to the rows."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction as F

import pytest
from engine import compute, plans_of

from csvariable.engine import cross_check as opinion
from csvariable.engine.columns import evaluation as columns, large
from csvariable.engine.columns.large import run_large
from csvariable.facts.plans import Plans
from csvariable.facts.wide import Wide, read_wide
from csvariable.kernel.step import Program
from csvariable.plan import Role
from csvariable.program.compilation import compile_plan

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
CURVE = "curve: {of: actual, linear: [{at: 80 %, pays: 0 %}, {at: 120 %, pays: 200 %}]}"
NRR = f"  nrr: {{weight: 100 %, unit: percent, {CURVE}}}\n"
PLAN = HEAD + NRR
FILE = (
    "participant,name,team,salary,nrr\na1,Ana,North,3000.5,100 %\nb2,Ben,,2500,90.25 %\nc3,,South,0,130 %\n"
)


def plans(text: str = PLAN) -> Plans:
    found, problems = plans_of(text)
    assert found is not None, [str(one.message) for one in problems]
    return found


def wide(data: str | bytes, plan: str = PLAN) -> Wide | None:
    return read_wide(data if isinstance(data, bytes) else data.encode(), "kpis.csv", plans(plan))


def amounts(found: Wide, name: str) -> list[F | None]:
    """What a column says, exact."""
    under = found.denominators[name]
    return [None if top is None else F(top, under) for top in found.numerators[name].to_list()]


def unit(text: str) -> str:
    """A plan of one KPI of another unit."""
    return (
        HEAD
        + f"  nrr: {{weight: 100 %, unit: {text}, curve: {{of: actual, lookup: [{{from: 1, pays: 100 %}}]}}}}\n"
    )


# --------------------------------------------------------------------------------------- the same pay

PLANS = {
    "a curve": (PLAN, FILE),
    "a salary": (
        PLAN.replace("target_incentive: 1000", "target_incentive: {share: 10 %, of: salary}"),
        FILE.replace("0,130 %", "1,130 %"),
    ),
    "own targets": (
        HEAD + NRR.replace("percent,", "percent, target: 100 %,").replace("of: actual", "of: attainment"),
        "participant,nrr,nrr.target\na1,90 %,95 %\nb2,100 %,90 %\n",
    ),
    "decimal commas": (PLAN, FILE.replace(",", ";").replace("3000.5", "3000,5").replace("90.25", "90,25")),
    "line ends of another system": (PLAN, FILE.replace("\n", "\r\n")),
    "signs in the header": (PLAN, "participant,nrr (%)\na1,100\nb2,90.25\n"),
    "tabulators": (PLAN, FILE.replace(",", "\t")),
    "money": (
        HEAD
        + "  nrr: {weight: 100 %, unit: money, curve: {of: actual, lookup: [{from: 100, pays: 100 %}]}}\n",
        "participant,nrr\na1,100\nb2,99.99\nc3,-5\n",
    ),
    "a score": (unit("score, range: [0, 5]"), "participant,nrr\na1,1\nb2,0.99\n"),
    "hours": (
        HEAD + "  nrr: {weight: 100 %, unit: hours, direction: lower, "
        "curve: {of: actual, lookup: [{up_to: 4 h, pays: 100 %}]}}\n",
        "participant,nrr\na1,4\nb2,4.01\n",
    ),
}


@pytest.mark.parametrize("name", PLANS)
def test_whole_columns_pay_what_rows_pay(name: str) -> None:
    plan, kpis = PLANS[name]
    found = run_large(kpis.encode(), "kpis.csv", plans(plan))
    assert found is not None
    rows = compute(plan, [kpis.encode()]).results
    assert rows is not None
    assert found.wide.frame.get_column("participant").to_list() == rows.facts.ids()
    for step, values in rows.rows.items():
        assert found.results.rows[step].values() == values, step
    for step, values in rows.people.items():
        assert found.results.people[step].values() == values, step
    assert found.differences == ()


def test_a_large_file_is_whole_numbers_over_one_denominator() -> None:
    found = wide(FILE)
    assert found is not None
    assert (found.rows, found.frame.columns) == (3, ["participant", "name", "team"])
    assert found.frame.rows() == [("a1", "Ana", "North"), ("b2", "Ben", None), ("c3", None, "South")]
    assert amounts(found, "salary") == [F(6001, 2), F(2500), F(0)]
    assert amounts(found, "nrr.actual") == [F(1), F(361, 400), F(13, 10)]
    assert found.table.header == ("participant", "name", "team", "salary", "nrr")


def test_a_column_without_any_value_has_none() -> None:
    found = wide("participant,salary,nrr\na1,,100 %\nb2,,90 %\n")
    assert found is not None
    assert amounts(found, "salary") == [None, None]


@pytest.mark.parametrize(("lines", "people"), [(3, ["a1", "b2", "c3"]), (2, ["a1", "c3"])])
def test_what_the_two_evaluations_disagree_on_is_told_of_all_or_of_a_sample(
    lines: int, people: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Columns that pay another plan: everybody is compared in a run of three lines, else whom the sample has."""
    monkeypatch.setattr(opinion, "CHECKED_LINES", lines)
    monkeypatch.setattr(large, "sample_of", lambda _people: [0, 2])
    other: dict[Role, Program] = {
        None: compile_plan(plans(PLAN.replace("1000", "3000")).base, None, {"nrr.actual"})
    }
    real = columns.evaluate
    monkeypatch.setattr(columns, "evaluate", lambda _programs, facts: real(other, facts))
    found = run_large(FILE.encode(), "kpis.csv", plans())
    assert found is not None
    wrong = [one for one in found.differences if one.step == "total"]
    assert [one.person for one in wrong] == people
    assert (wrong[0].exact, wrong[0].columns) == (F(1000), F(3000))


# ------------------------------------------------------------------------------------ what is declined

ROLES = PLAN + "roles:\n  head: {target_incentive: 2000}\n"

NOT_PLAIN: dict[str, tuple[str, str | bytes]] = {
    "a plan of roles": (ROLES, FILE),
    "a quote": (PLAN, FILE.replace("Ana", '"Ana"')),
    "a letter beyond ASCII": (PLAN, FILE.replace("Ana", "Ané")),
    "a NUL": (PLAN, FILE.replace("Ana", "A\0")),
    "a stray carriage return": (PLAN, FILE.replace("Ana", "A\rna")),
    "no row": (PLAN, "participant,nrr\n"),
    "nothing at all": (PLAN, ""),
    "a line that names the separator": (PLAN, "sep=,\n" + FILE),
    "a blank line first": (PLAN, "\n" + FILE),
    "a blank line among the rows": (PLAN, FILE.replace("b2", "\nb2")),
    "a tabulator in a cell": (PLAN, FILE.replace("Ana", "A\tna")),
    "two headers of one meaning": (PLAN, "participant,matricule,nrr\na1,a1,90 %\n"),
    "nobody": (PLAN, "team,nrr\nNorth,90 %\n"),
    "a control character in a name": (PLAN, FILE.replace("Ana", "A\x1bna")),
    "a short row": (PLAN, FILE.replace(",130 %", "")),
    "a long row": (PLAN, FILE.replace("130 %", "130 %,x")),
    "two ids that differ by case": (PLAN, FILE.replace("b2", "A1")),
    "no id": (PLAN, FILE.replace("b2", "")),
    "an id twice": (PLAN, FILE.replace("c3", "a1")),
    "an id that can be taken for a number": (PLAN, FILE.replace("b2", "1o")),
    "a total": (PLAN, FILE.replace("b2", "total")),
    "a thousands mark": (PLAN, FILE.replace("3000.5", "3 000.5")),
    "three decimals": (PLAN, FILE.replace("3000.5", "3000.500")),
    "an amount below nothing": (PLAN, FILE.replace("2500", "-2500")),
    "a rate without its sign": (PLAN, FILE.replace("100 %", "1")),
    "a value under its range": (PLAN, FILE.replace("100 %", "-1 %")),
    "a value over its range": (
        PLAN.replace("unit: percent", "unit: percent, range: [0 %, 120 %]"),
        FILE,
    ),
    "a KPI of a team": (PLAN.replace("unit: percent", "unit: percent, scope: team"), FILE),
    "a weight of a person": (PLAN, "participant,nrr,nrr.weight\na1,90 %,100 %\n"),
    "a column of absences": (PLAN, "participant,nrr,entry\na1,90 %,2026-01-01\n"),
    "a unit in the header": (
        PLANS["hours"][0],
        "participant,nrr (min)\na1,240\n",
    ),
    "a ratio without a sign": (PLAN.replace("unit: percent", "unit: percent, reading: ratio"), FILE),
}


@pytest.mark.parametrize("name", NOT_PLAIN)
def test_what_is_not_plain_is_left_to_the_rows(name: str) -> None:
    plan, kpis = NOT_PLAIN[name]
    data = kpis if isinstance(kpis, bytes) else kpis.encode()
    assert read_wide(data, "kpis.csv", plans(plan)) is None
    assert run_large(data, "kpis.csv", plans(plan)) is None


@pytest.mark.parametrize(
    ("plan", "kpis"),
    [
        (PLAN + "proration: {amount: calendar-days}\n", FILE),
        (PLAN + "bonuses:\n  podium: {rank: {by: nrr, top: 1}, pays: [500]}\n", FILE),
        (PLAN, FILE.replace("130 %", "")),
    ],
    ids=["a plan that needs a period", "people compared with one another", "a value that is demanded"],
)
def test_a_plain_file_of_a_plan_that_columns_do_not_pay(plan: str, kpis: str) -> None:
    assert run_large(kpis.encode(), "kpis.csv", plans(plan)) is None


LONG = "participant,nrr\n" + "".join(f"p{at},{at % 130} %\n" for at in range(6000))


def test_every_row_of_a_long_file_is_read() -> None:
    found = wide(LONG)
    assert found is not None
    assert found.rows == 6000
    assert amounts(found, "nrr.actual")[-1] == F(5999 % 130, 100)


@pytest.mark.parametrize(
    "end",
    ["x,1 %,\n", "x\n", "\n", "x,1\n", "p7,1 %\n", "7o,1 %\n"],
    ids=["too long", "too short", "blank", "no sign", "somebody twice", "a letter for a digit"],
)
def test_the_last_row_of_a_long_file_counts_like_the_first(end: str) -> None:
    assert wide(LONG + end) is None


def test_a_header_with_blanks_around_it_is_left_to_the_rows() -> None:
    assert wide("participant, nrr\na1,90 %\n") is None


def test_a_large_run_pays_a_sample_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opinion, "CHECKED_LINES", 1)
    monkeypatch.setattr(opinion, "SAMPLE", 2)
    for data in (FILE, "participant,nrr\na1,100 %\nb2,90.25 %\nc3,130 %\n"):
        found = run_large(data.encode(), "kpis.csv", plans())
        assert found is not None
        assert found.differences == ()
        assert found.results.values("total", range(3)) == [F(1000), F("512.50"), F(2000)]
