"""Laws of statements, on the starting plans with random facts."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from readers import ROOT, table

from csvariable.evaluate.run import run
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.reading import read
from csvariable.source.parsing import parse
from csvariable.statement import next_tier, statement, why

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
        for row in one.rows:
            for kpi in plans.of(done.results.facts.roles[row]).kpis:
                tier = next_tier(done.results, row, kpi)
                assert tier is None or tier.pays >= 0


def _turned(line: str, by: int) -> str:
    """Turn the last digit of every number of a line."""
    turned = []
    for at, char in enumerate(line):
        inside = char.isdigit() and at > 0 and line[at - 1].isdigit()
        later = at + 1 == len(line) or not line[at + 1].isalnum()
        turned.append(str((int(char) + by) % 10) if inside and later else char)
    return "".join(turned)
