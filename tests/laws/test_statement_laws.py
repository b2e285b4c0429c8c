"""Laws of statements, on the starting plans with random facts."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml
from agreement import ask_engine
from engine import compute_folder, plans_of as random_plans
from hypothesis import HealthCheck, given, settings, strategies as st
from readers import ROOT, table
from strategies import Scenario, scenarios

from csvariable.engine.results import Results
from csvariable.engine.run import run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Curve, Given, Grid, Product, Sum, walk
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Step
from csvariable.reading import read
from csvariable.speech.language import Language
from csvariable.speech.naming import Voice
from csvariable.speech.telling import tell
from csvariable.statement import Otherwise, ValueReader, next_tier, statement, why
from csvariable.text.parsing import parse

pytestmark = pytest.mark.slow

PLANS = sorted(path for path in (ROOT / "plans").iterdir() if path.is_dir())


@cache
def plans_of(folder: Path) -> Plans:
    document, _ = parse((folder / "plan.yaml").read_bytes(), "plan.yaml")
    assert document is not None
    reading = read(document)
    assert reading.plan is not None
    return Plans(reading.plan, reading.roles)


def card(folder: Path) -> str | None:
    text = (folder / "template.yaml").read_text("utf-8")
    line = next((line for line in text.splitlines() if line.startswith("period:")), "")
    found = line.partition(":")[2].strip()
    return found if found and found != "null" else None


@pytest.mark.parametrize("folder", PLANS, ids=lambda path: path.name)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_effects_add_up_to_the_total(folder: Path, data: st.DataObject) -> None:
    """Numbers of the sample file are replaced by others of the same shape."""
    kpis = (folder / "kpis.csv").read_text("utf-8")
    changed = data.draw(st.integers(0, 10**6))
    lines = kpis.splitlines()
    shuffled = [lines[0], *(_turned(line, changed + at) for at, line in enumerate(lines[1:]))]
    people = table((folder / "people.csv").read_text("utf-8"), "people.csv")
    plans = plans_of(folder)
    done = run(plans, Tables([table("\n".join(shuffled) + "\n", "kpis.csv")], people), card(folder))
    if done.results is None:
        return
    for at, one in enumerate(done.results.facts.people):
        read_back = statement(done.results, at)
        effects = [line.effect for line in read_back.every if line.effect is not None]
        assert sum(effects, Fraction(0)) == read_back.total
        assert {line.step.name for line in why(read_back, "total")} <= {
            line.step.name for line in read_back.every
        }
        pay = Otherwise(done.results, plans, at)
        for row, own in zip(one.rows, pay.rows, strict=True):
            for kpi in plans.of(done.results.facts.roles[row]).kpis:
                tier = next_tier(pay, own, kpi)
                assert tier is None or tier.pays >= 0


def _turned(line: str, by: int) -> str:
    """Turn the last digit of every number of a line."""
    turned = []
    for at, char in enumerate(line):
        inside = char.isdigit() and at > 0 and line[at - 1].isdigit()
        later = at + 1 == len(line) or not line[at + 1].isalnum()
        turned.append(str((int(char) + by) % 10) if inside and later else char)
    return "".join(turned)


CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())


@pytest.mark.parametrize("folder", CASES, ids=lambda path: path.name)
def test_every_published_case_can_be_told(folder: Path) -> None:
    """Each line of each person has its sentence in both languages, and the effects add up."""
    for one in yaml.load((folder / "expected.yaml").read_text("utf-8"), yaml.CSafeLoader)["runs"]:
        document, _ = parse((folder / one["plan"]).read_bytes(), "plan.yaml")
        assert document is not None
        reading = read(document)
        assert reading.plan is not None
        plans = Plans(reading.plan, reading.roles)
        done = compute_folder(folder, one)
        assert done.results is not None
        assert_told(done.results, plans)


@settings(max_examples=25)
@given(scenarios())
def test_every_line_of_any_plan_can_be_told(scenario: Scenario) -> None:
    """What a line is made of has a value wherever the line has one: no sentence makes it up."""
    plans, _ = random_plans(scenario.text)
    ran = ask_engine(scenario)
    if plans is not None and ran.results is not None:
        assert_told(ran.results, plans)


def assert_told(results: Results, plans: Plans) -> None:
    """Every line has a sentence in both languages, and the effects add up."""
    for program in results.programs.values():
        for step in program.steps:
            assert_knows_its_purpose(step)
    for at in range(len(results.facts.people)):
        read_back = statement(results, at)
        effects = [line.effect for line in read_back.every if line.effect is not None]
        assert sum(effects, Fraction(0)) == read_back.total
        for line in read_back.every:
            person = line.row is None
            reader = ValueReader(results, at if line.row is None else line.row, person=person)
            for language in get_args(Language):
                said = tell(Voice(language, plans, reader), line)
                assert said.strip()
                assert "{" not in said


NUMBERED = {Purpose.BONUS_UNPAID, Purpose.BONUS_KEPT, Purpose.PRIZE}
"""What a bonus has several steps of: parts paid later, the prizes of a contest."""


def assert_knows_its_purpose(step: Step) -> None:
    """What a step says of itself is what its name and its formula say."""
    name = step.purpose.named(step.kpi or step.of)
    part = step.name.removeprefix(f"{name}.") if step.purpose in NUMBERED else ""
    assert step.name == (f"{name}.{part}" if part.isdecimal() else name)
    if step.turn is not None:
        assert step.formula == Sum((step.turn.after, Product((Given(Fraction(-1)), step.turn.before))))
        assert all(limit in walk(step.turn.after) for limit in step.turn.limits)
    curves = dict.fromkeys(node for node in walk(step.formula) if isinstance(node, Curve | Grid))
    assert list(curves) == ([] if step.curve is None else [step.curve])
