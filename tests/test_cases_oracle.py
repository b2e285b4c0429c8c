"""Published worked examples, paid by the oracle: every expected figure, exactly.

Each folder of ``tests/cases`` holds plans, KPI rows and ``expected.yaml``. A figure is compared with
the exact value; a quotient that does not end is written with 12 decimals, half away from zero.
"""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from oracle import compute

CASES = Path(__file__).parent / "cases"
VERDICTS = {"exact", "detour", "outside"}
FINEST = 10**12


def rows(folder: Path, name: str | None) -> list[dict[str, str]] | None:
    """The rows of a CSV file, None without a file."""
    if name is None:
        return None
    with (folder / name).open(newline="", encoding="utf-8") as file:
        return [dict(row) for row in csv.DictReader(file)]


def printed(value: Fraction) -> Fraction:
    """The value as it is printed: 12 decimals, half away from zero."""
    size = abs(value) * FINEST
    whole = (2 * size.numerator + size.denominator) // (2 * size.denominator)
    return Fraction(-whole if value < 0 else whole, FINEST)


def folders() -> list[Path]:
    """One folder for each published case."""
    return sorted(path for path in CASES.iterdir() if path.is_dir())


def read(folder: Path) -> dict[str, Any]:
    """What a folder expects."""
    return dict(yaml.load((folder / "expected.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader))


def all_runs() -> list[Any]:
    """Every run of every folder."""
    return [
        pytest.param(folder, run, id=f"{folder.name}-{place}")
        for folder in folders()
        for place, run in enumerate(read(folder)["runs"], start=1)
    ]


@pytest.mark.parametrize(("folder", "run"), all_runs())
def test_the_oracle_pays_the_published_case(folder: Path, run: dict[str, Any]) -> None:
    outcome = compute(
        (folder / run["plan"]).read_text(encoding="utf-8"),
        rows(folder, run.get("kpis")) or [],
        rows(folder, run.get("people")),
        rows(folder, run.get("adjustments")),
        run.get("period"),
        rows={name: [(folder / file).read_text("utf-8")] for name, file in run["rows"].items()}
        if "rows" in run
        else None,
    )
    wrong = []
    for person, steps in run["expect"].items():
        found = outcome.people[person].steps
        for name, text in steps.items():
            value = found.get(name)
            if value is None or printed(value) != Fraction(text):
                wrong.append(f"{person} {name}: expected {text}, paid {value}")
    assert not wrong, "\n".join(wrong)
    if "totals" in run:
        paid = sum((person.steps["total"] for person in outcome.people.values()), Fraction(0))
        assert paid == Fraction(run["totals"]["payout"])
    assert set(run["expect"]) == set(outcome.people), "somebody is paid and not checked"


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: folder.name)
def test_a_folder_says_what_it_is(folder: Path) -> None:
    node = read(folder)
    assert node["case"] == folder.name
    assert node["title"]
    assert node["source"].startswith(("https://", "http://"))
    assert node["verdict"] in VERDICTS
    assert ("detour" in node) == (node["verdict"] != "exact")
    named = {
        run[key] for run in node["runs"] for key in ("plan", "kpis", "people", "adjustments") if key in run
    }
    named |= {file for run in node["runs"] for file in run.get("rows", {}).values()}
    assert named == {path.name for path in folder.iterdir()} - {"expected.yaml"}


def test_nearly_all_cases_can_be_said() -> None:
    verdicts = [read(folder)["verdict"] for folder in folders()]
    assert len(verdicts) == 47
    assert sum(verdict != "outside" for verdict in verdicts) >= 45


def test_the_page_shows_lines_of_the_plans() -> None:
    """What docs/cases.md quotes stands in one plan, line for line."""
    page = (CASES.parents[1] / "docs" / "cases.md").read_text(encoding="utf-8")
    quoted = [part.split("```")[0].splitlines() for part in page.split("```yaml\n")[1:]]
    plans = [set(path.read_text(encoding="utf-8").splitlines()) for path in CASES.glob("*/plan*.yaml")]
    assert len(quoted) == 22, "eleven rules in two forms"
    assert all(any(set(lines) <= plan for plan in plans) for lines in quoted)
    counts = {word: sum(read(folder)["verdict"] == word for folder in folders()) for word in sorted(VERDICTS)}
    assert all(f"| {word} | {count} |" in page for word, count in counts.items())
