"""Workbooks computed again by LibreOffice: the same cents as the engine, from formulas alone."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

from hypothesis import given, settings
from openpyxl import load_workbook
from readers import ROOT
from statements import CASES, random_statements, statements_of_case
from strategies import DRAWN, Scenario, scenarios

from csvariable.documents.paper.workbook import write_workbook
from csvariable.documents.pay_statement import PayStatement
from csvariable.kernel.unit import Unit, minor_units, rounded

NEAR = Fraction(1, 10**9)


def computed(statements: Sequence[PayStatement], folder: Path) -> list[dict[tuple[object, object], object]]:
    """What LibreOffice computes of workbooks that hold formulas without values."""
    before, after = folder / "before", folder / "after"
    before.mkdir()
    for number, one in enumerate(statements):
        with (before / f"{number}.xlsx").open("wb") as file:
            write_workbook(one.paper(), one.workings(), file, cached=False)
    books = sorted(before.glob("*.xlsx"), key=lambda path: int(path.stem))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", "--headless", profile, "--convert-to", "xlsx", "--outdir", str(after)]
    subprocess.run([*command, *map(str, books)], check=True, capture_output=True, timeout=600)
    found: list[dict[tuple[object, object], object]] = []
    for book in books:
        sheet = load_workbook(after / book.name, data_only=True).worksheets[1]
        rows = sheet.iter_rows(min_row=2, values_only=True)
        found.append({(str(row[0]), row[2]): row[3] for row in rows})
    return found


def assert_same(one: PayStatement, found: dict[tuple[object, object], object]) -> int:
    """Every step is what the engine computed: amounts to the cent, all else to nine places."""
    workings = one.workings()
    minor = Fraction(1, 10 ** minor_units(workings.currency))
    for step in workings.steps:
        if step.value is None:
            continue
        value = found[step.name, step.part]
        assert isinstance(value, int | float), (step.name, value)
        room = NEAR if abs(step.value) < 1 else NEAR * abs(step.value)
        if step.unit is Unit.MONEY and (step.value / minor).denominator == 1:
            assert rounded(Fraction(value), minor) == step.value, step
        assert abs(Fraction(value) - step.value) <= room, step
    return len(workings.steps)


def test_every_published_case_is_computed_again(tmp_path: Path) -> None:
    statements = [one for folder in CASES for one in statements_of_case(folder)]
    books = computed(statements, tmp_path)
    assert sum(map(assert_same, statements, books)) > 1900


def test_random_plans_are_computed_again(tmp_path: Path) -> None:
    drawn: list[PayStatement] = []

    @settings(DRAWN, max_examples=40)
    @given(scenarios())
    def draw(scenario: Scenario) -> None:
        drawn.extend(random_statements(scenario))

    draw()
    assert len(drawn) > 40
    for one, book in zip(drawn, computed(drawn, tmp_path), strict=True):
        assert_same(one, book)


def test_the_suite_stands_in_the_repository() -> None:
    assert (ROOT / ".ci" / "run").read_text("utf-8").endswith("make outside\n")
