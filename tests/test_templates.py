"""Every plan that ships is valid, proves its examples, uses all it says, and pays its people."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path
from typing import get_args

import pytest
import yaml
from engine import compute, plans_of
from pydantic import BaseModel
from pydantic.fields import FieldInfo

import csvariable.plan
from csvariable.cases import cases_in, coverage, verdict
from csvariable.commands.init import choose
from csvariable.plan.values import Prose, Text
from csvariable.speech.catalogue import in_template
from csvariable.speech.templates import page_retold, plan_retold, texts_of
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
    heading = yaml.load((folder / "template.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    kpis = data(folder, "kpis.csv")
    assert kpis is not None
    ran = compute(
        (folder / "plan.yaml").read_bytes(), [kpis], data(folder, "people.csv"), None, heading["period"]
    )
    assert ran.results is not None, [(one.rule, str(one.message)) for one in ran.diagnostics]
    assert ran.total() > 0


@pytest.mark.parametrize("folder", TEMPLATES, ids=names)
def test_in_french_it_is_the_same_plan_in_other_words(folder: Path) -> None:
    english, french = (choose(folder.name).files(language) for language in ("en", "fr"))
    assert english["plan.yaml"] == (folder / "plan.yaml").read_bytes()
    assert english["README.md"] == (folder / "README.md").read_bytes()
    assert french.keys() == english.keys()
    texts = texts_of(english["plan.yaml"].decode(), english["README.md"].decode())
    same = [text for text in texts if in_template(text, "fr") == text]
    assert [text for text in same if not text.startswith(("satisfaction ", "Satisfaction (CSAT)"))] == []
    document, _ = parse(french["plan.yaml"], "plan.yaml")
    assert document is not None
    plans, problems = plans_of(french["plan.yaml"])
    assert plans is not None
    assert [str(one.message) for one in problems if one.severity == "error"] == []
    verdicts = [verdict(case, plans) for case in cases_in(document)]
    assert len(verdicts) > 5
    assert [one.case.name for one in verdicts if not one.passed] == []
    assert coverage(verdicts, plans)[1] == []
    period = choose(folder.name).period
    paid = [
        compute(plan["plan.yaml"], [plan["kpis.csv"]], plan["people.csv"], None, period)
        for plan in (english, french)
    ]
    assert paid[0].total() == paid[1].total() > 0


RETOLD = """\
# yaml-language-server: $schema=./plan.schema.json
csvariable: 1

# First line
# and second.
#   set  out
name: A plan   # beside
kpis:
  k: {name: Speed, weight: 100 %}
examples:
  one: {given: {k: 1}, expect: {total: 0}}
"""


def test_only_words_of_a_plan_are_said_otherwise() -> None:
    assert plan_retold(RETOLD, str) == RETOLD
    assert texts_of(RETOLD, "# Head\n\nA line\nand more.\n\n    code\n") == [
        "A plan", "Speed", "First line and second.", "set  out", "beside", "one", "Head", "A line and more."
    ]  # fmt: skip
    assert plan_retold(RETOLD, lambda text: f"({text})") == (
        "# yaml-language-server: $schema=./plan.schema.json\ncsvariable: 1\n\n"
        "# (First line and second.)\n#   (set  out)\nname: (A plan)   # (beside)\nkpis:\n"
        "  k: {name: (Speed), weight: 100 %}\nexamples:\n  (one): {given: {k: 1}, expect: {total: 0}}\n"
    )
    assert page_retold("# Head\n\nA line\nand more.\n\n    code\n", str.upper) == (
        "# HEAD\n\nA LINE AND MORE.\n\n    code\n"
    )


def test_all_that_people_read_of_a_plan_is_said_otherwise() -> None:
    """Every key of a plan that holds a text for people, but those that name a thing elsewhere too."""
    keys = {name for model in models() for name, field in model.model_fields.items() if _is_said(field)}
    assert keys >= {"name", "reasons", "owner", "disputes"}
    elsewhere = {"source", "badge", "status", "allow"}
    assert [
        key for key in sorted(keys - elsewhere) if "Said so" not in texts_of(f"{key}: Said so\n", "")
    ] == []


def models() -> set[type[BaseModel]]:
    """The shapes of a plan."""
    for module in pkgutil.iter_modules(csvariable.plan.__path__, "csvariable.plan."):
        importlib.import_module(module.name)
    found, todo = set(), [BaseModel]
    while todo:
        below = todo.pop().__subclasses__()
        found |= {one for one in below if one.__module__.startswith("csvariable.plan.")}
        todo += below
    return found


def _is_said(field: FieldInfo) -> bool:
    return bool({Text, Prose} & {field.annotation, *get_args(field.annotation)})


def test_what_is_no_plan_is_left_as_it_is() -> None:
    assert plan_retold("a: [", str.upper) == "a: ["
