"""Nothing grows faster than the work: twice as much of anything takes about twice as many calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from growth import growth, reads_of
from readers import Ran
from sizes import Size, kpi_file, people_file, plan

from csvariable.cli import run
from csvariable.documents.console import make_console
from csvariable.documents.result import person_of
from csvariable.documents.screen import Screen
from csvariable.documents.summary import show_summary
from csvariable.engine.rerun import affected
from csvariable.engine.results import Results
from csvariable.statement import statement

MOST = 2.2
"""The step from 2 to 4 times a size takes 2 times that from 1 to 2 where growth is linear, 4 in a square."""

GROWING = [
    ("roles", 10, "validate plan.yaml"),
    ("people", 250, "diff plan.yaml new.yaml kpis.csv --details --format markdown"),
]


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(("what", "size", "command"), GROWING, ids=[f"{row[0]}: {row[2]}" for row in GROWING])
def test_twice_as_much_takes_twice_the_calls(
    what: str, size: int, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    def work(many: int) -> None:
        of = replace(Size(), **dict.fromkeys(what.split("+"), many))
        Path("plan.yaml").write_text(plan(of), "utf-8")
        Path("new.yaml").write_text(plan(of, 1100), "utf-8")
        Path("kpis.csv").write_text(kpi_file(of), "utf-8")
        Path("people.csv").write_text(people_file(of), "utf-8")
        assert run(command.split()) == 0
        capsys.readouterr()

    assert growth(work, size) < MOST


def test_what_each_figure_moves_is_asked_of_no_demand_that_does_not_read_it() -> None:
    found = {}
    for many in (50, 100, 200):
        size = Size(kpis=many)
        found[many] = Ran(plan(size), kpi_file(size)).results.programs

    def work(many: int) -> None:
        programs = found[many]
        for kpi in range(many):
            moved = affected(programs, programs, (f"k{kpi}.actual",))
            for person in (False, True):
                moved.demands(programs[None], programs[None], person=person)

    assert growth(work, 50) < MOST


MEASURED = (
    "weight: 1/{many}, unit: percent, measure: {{share: s, that: {{score: {{from: {at}}}}}}}, "
    "curve: {{of: actual, lookup: [{{from: 0 %, pays: 0 %}}, {{from: 60 %, pays: 100 %}}]}}"
)


def test_twice_as_many_kpis_measured_on_rows_take_twice_the_calls(capsys: pytest.CaptureFixture[str]) -> None:
    columns = "{score: {column: Score, unit: score, range: [1, 99]}}"
    head = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\n"
    source = f"sources:\n  s: {{file: s.csv, participant: {{column: Who}}, columns: {columns}}}\n"
    Path("s.csv").write_text("Who,Score\np0,4\np1,50\n", "utf-8")
    Path("people.csv").write_text("participant\np0\np1\n", "utf-8")

    def work(many: int) -> None:
        kpis = "".join(f"  k{at}: {{{MEASURED.format(many=many, at=at + 1)}}}\n" for at in range(many))
        Path("plan.yaml").write_text(f"{head}{source}kpis:\n{kpis}", "utf-8")
        assert run("compute plan.yaml --people people.csv --period 2026-Q3 -f csv".split()) == 0
        capsys.readouterr()

    assert growth(work, 12) < MOST


TOGETHER = """
pool: {pot: {amount: 1000, scope: company, by: k0}}
bonuses: {podium: {rank: {by: k1, top: 2, within: team}, pays: [100, 50]}}
"""


def json(ran: Ran, results: Results) -> None:
    for at in range(len(ran.results.facts.people)):
        person_of(results, at, "EUR")


def screen(ran: Ran, results: Results) -> None:
    console = make_console(StringIO(), environ={}, width=140)
    show_summary(Screen(console), replace(ran.view(), results=results), details=False)


def statements(ran: Ran, results: Results) -> None:
    for at in range(len(ran.results.facts.people)):
        statement(results, at)


@pytest.mark.parametrize("reading", [json, screen, statements])
def test_a_person_is_told_without_reading_everybody(reading: Callable[[Ran, Results], None]) -> None:
    def read(size: int) -> int:
        of = Size(people=size, teams=2)
        ran = Ran(plan(of) + TOGETHER, kpi_file(of), people_file(of))
        return reads_of(ran.results, lambda results: reading(ran, results))

    one, two, four = read(40), read(80), read(160)
    assert four - two <= MOST * (two - one)
