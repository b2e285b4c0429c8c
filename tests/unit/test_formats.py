"""Formats: one module each, asked for by name or by the ending of a file, in every command alike."""

from __future__ import annotations

import inspect
import json
import pkgutil
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Annotated

import pytest
import typer
from readers import ROOT

from csvariable import cli
from csvariable.commands import budget, compute, diff, explain, routes, schema, simulate, test, validate
from csvariable.commands.grouped import grouped
from csvariable.documents import formats
from csvariable.documents.budget_report import BudgetReport
from csvariable.documents.difference_report import DifferenceReport
from csvariable.documents.explanation import Explanation
from csvariable.documents.payments import Payments
from csvariable.documents.problems import ProblemReport
from csvariable.documents.routes import Routes
from csvariable.documents.simulation import Simulation

PLAN = str(ROOT / "plans" / "csm-saas" / "plan.yaml")
KPIS = str(ROOT / "plans" / "csm-saas" / "kpis.csv")
PEOPLE = str(ROOT / "plans" / "csm-saas" / "people.csv")


def test_every_module_is_a_format_and_no_two_share_a_name_or_an_ending() -> None:
    found = formats.formats()
    assert len(found) == len(list(pkgutil.iter_modules(formats.__path__)))
    said = Counter(name for one in found.values() for name in (one.name, *one.also, *one.endings))
    assert {name for name, times in said.items() if times > 1} == set()
    assert next(iter(found)) == "text"


@pytest.mark.parametrize(
    ("command", "written", "known"),
    [
        (compute, Payments, ["text", "csv", "html", "json", "jsonl", "markdown", "parquet", "pdf"]),
        (simulate, Simulation, ["text", "csv", "html", "json", "markdown", "parquet", "pdf"]),
        (budget, BudgetReport, ["text", "html", "json", "markdown", "pdf"]),
        (diff, DifferenceReport, ["text", "html", "json", "markdown", "pdf"]),
        (routes, Routes, ["text", "json", "markdown"]),
        (validate, ProblemReport, ["text", "concise", "github", "json", "sarif"]),
        (validate, validate.Findings, ["text", "concise", "github", "json", "sarif"]),
        (test, test.ExampleReport, ["text", "concise", "github", "json", "junit", "sarif"]),
        (explain, Explanation, ["text"]),
        (schema, schema.Schema, ["json"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_command_offers_the_formats_that_what_it_found_can_be_written_in(
    command: ModuleType, written: type, known: list[str]
) -> None:
    assert [one.name for one in formats.offered(command.WRITTEN)] == known
    assert [one.name for one in formats.formats().values() if issubclass(written, one.needs)] == known


COMMANDS = {
    "compute": [PLAN, KPIS, "--people", PEOPLE],
    "simulate": [PLAN, KPIS, "--people", PEOPLE],
    "diff": [PLAN, PLAN],
    "budget": [PLAN],
    "routes": [PLAN],
    "validate": [PLAN],
    "test": [PLAN],
}


@pytest.mark.parametrize("name", COMMANDS)
def test_the_ending_of_a_file_asks_for_its_format_and_an_unknown_one_is_refused(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target, odd = tmp_path / "found.json", tmp_path / "found.odt"
    assert cli.run([name, *COMMANDS[name], "--output", str(target)]) == 0
    assert isinstance(json.loads(target.read_text("utf-8")), dict | list)
    capsys.readouterr()
    assert cli.run([name, *COMMANDS[name], "--output", str(odd), "--lang", "en"]) == 2
    assert "no format is known for" in capsys.readouterr().err
    assert not odd.exists()


def test_problems_in_a_file_of_sarif_are_a_log(tmp_path: Path) -> None:
    target = tmp_path / "found.SARIF"
    assert cli.run(["validate", PLAN, "-o", str(target)]) == 0
    assert json.loads(target.read_text("utf-8"))["version"] == "2.1.0"


@pytest.mark.parametrize("name", ["table", "text", "full"])
def test_text_has_older_names(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["routes", PLAN, "--format", name]) == 0
    assert "csvariable" in capsys.readouterr().out


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two options."""

    first: Annotated[str, typer.Option("--first")]
    second: Annotated[int, typer.Option("--second")] = 2


def test_a_group_of_options_becomes_parameters_and_arrives_as_one_value() -> None:
    seen: list[object] = []

    @grouped
    def command(name: str, *, pair: Pair, last: bool = False) -> int:
        seen.append((name, pair, last))
        return 3

    assert command(name="n", first="a", second=5, last=True) == 3
    assert seen == [("n", Pair(first="a", second=5), True)]
    parameters = inspect.signature(command).parameters
    assert [(one.name, one.default) for one in parameters.values()] == [
        ("name", inspect.Parameter.empty),
        ("first", inspect.Parameter.empty),
        ("second", 2),
        ("last", False),
    ]
