"""Every plan that ships is valid, proves its examples, uses all it says, and pays its people."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from engine import compute, plans_of

from csvariable.cases import cases_in, coverage, verdict
from csvariable.text import parse

ROOT = Path(__file__).parents[1]
TEMPLATES = sorted(path.parent for path in (ROOT / "plans").glob("*/plan.yaml"))
PLANS = sorted([*TEMPLATES, *(path.parent for path in (ROOT / "examples").glob("*/plan.yaml"))])


def names(path: Path) -> str:
    """The name of a folder, as the id of a test."""
    return path.name


def data(folder: Path, name: str) -> bytes | None:
    """A file of a folder, None where there is none."""
    path = folder / name
    return path.read_bytes() if path.exists() else None


@pytest.mark.parametrize("folder", PLANS, ids=names)
def test_it_is_valid(folder: Path) -> None:
    plans, problems = plans_of((folder / "plan.yaml").read_bytes())
    assert plans is not None
    assert [(one.rule, str(one.message)) for one in problems if one.severity == "error"] == []


@pytest.mark.parametrize("folder", PLANS, ids=names)
def test_its_examples_pass_and_leave_nothing_unused(folder: Path) -> None:
    document, _ = parse((folder / "plan.yaml").read_bytes(), "plan.yaml")
    assert document is not None
    plans, _ = plans_of((folder / "plan.yaml").read_bytes())
    assert plans is not None
    cases = cases_in(document)
    if folder in TEMPLATES:
        assert cases
    verdicts = [verdict(case, plans) for case in cases]
    failed = [
        (one.case.name, one.mismatches, [str(p.message) for p in one.problems])
        for one in verdicts
        if not one.passed
    ]
    assert failed == []
    if cases:
        _, unused = coverage(verdicts, plans)
        assert unused == []


@pytest.mark.parametrize("folder", TEMPLATES, ids=names)
def test_its_sample_files_are_paid(folder: Path) -> None:
    heading = yaml.safe_load((folder / "template.yaml").read_text(encoding="utf-8"))
    kpis = data(folder, "kpis.csv")
    assert kpis is not None
    ran = compute(
        (folder / "plan.yaml").read_bytes(), [kpis], data(folder, "people.csv"), None, heading["period"]
    )
    assert ran.results is not None, [(one.rule, str(one.message)) for one in ran.diagnostics]
    assert ran.total() > 0
