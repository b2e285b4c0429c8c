"""Every bound of every plan that ships: on it, one unit under it, one unit over it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction as F
from pathlib import Path
from typing import Any

import pytest
import yaml
from agreement import answer_of, ask_engine, judged
from engine import plans_of
from hypothesis import HealthCheck, assume, given, settings
from oracle.values import of_unit
from strategies import Scenario, scenarios, shifted
from strategies.dice import decimal
from strategies.kpis import Kpi, at_attainment
from strategies.words import WordKpi

from csvariable.cases import rows_of_given
from csvariable.engine.run import once

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PLANS = sorted(path for base in ("plans", "examples") for path in (ROOT / base).glob("*/plan.yaml"))
WORDS = ("from", "above", "up_to", "below", "at", "threshold")
NEAR = (F(0), F(1), F(-1))


def texts_under(node: object) -> Iterator[str]:
    """Every text that stands at a word of bounds."""
    if isinstance(node, Mapping):
        for key, value in node.items():
            if key in WORDS and isinstance(value, str):
                yield value
            yield from texts_under(value)
    elif isinstance(node, list):
        for item in node:
            yield from texts_under(item)


def read(text: str, unit: str) -> F | None:
    """A bound in a unit, None where it is one of another unit."""
    try:
        return of_unit(text, unit)
    except (ValueError, KeyError):
        return None


def words_of(node: Mapping[str, Any]) -> list[str]:
    """The words of a KPI that is counted in them, from the worst to the best."""
    if node["unit"] == "yes-no":
        return ["no", "yes"]
    return [one if isinstance(one, str) else one["id"] for one in node.get("levels", ())]


def edges(plan: Mapping[str, Any], name: str, node: Mapping[str, Any]) -> Iterator[F]:
    """Actuals of a KPI on the bounds of its curve, of gates, modifiers and bonuses; each of its words."""
    if words := words_of(node):
        yield from map(F, range(len(words)))
        return
    kpi = Kpi(name, node["unit"], node.get("direction") == "lower", 2, dict(node))
    target = read(str(node.get("target", "")), kpi.unit)
    kpi.target, kpi.baseline = target, read(str(node.get("baseline", "")), kpi.unit)
    others = [plan.get(part, {}) for part in ("gates", "modifiers", "bonuses", "roles")]
    for text in dict.fromkeys(texts_under([node, *others])):
        if (value := read(text, kpi.unit)) is not None:
            yield value
        if (share := read(text, "percent")) is not None and (found := at_attainment(kpi, share)) is not None:
            yield found


def cell(kpi: Mapping[str, Any], value: F) -> str:
    """A value as a file writes it, with decimals that cannot be taken for thousands; a word by its place."""
    if words := words_of(kpi):
        return words[min(max(round(value), 0), len(words) - 1)]
    exact = F(round(value * 10**10), 10**10) if kpi["unit"] != "money" else F(round(value * 100), 100)
    number = decimal(exact * (100 if kpi["unit"] == "percent" else 1))
    number += "0" if len(number.partition(".")[2]) == 3 else ""
    return f"{number} %" if kpi["unit"] == "percent" else number


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.parent.name)
def test_engine_and_oracle_agree_around_every_bound(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    plan = yaml.load(text, yaml.CBaseLoader)  # noqa: S506 - text only, no objects
    plans, _ = plans_of(text)
    assert plans is not None
    examples = list(plan.get("examples", {}).values())
    given_ = dict(examples[0]["given"]) if examples else {}
    period = given_.pop("period", None)
    for name, kpi in plan["kpis"].items():
        if "measure" not in kpi and "matrix" not in kpi:
            given_.setdefault(name, cell(kpi, F(1)))
    tried = 0
    for name, kpi in plan["kpis"].items():
        unit = F(1, 100) if kpi["unit"] == "money" else F(1, 10**6)
        for edge in dict.fromkeys(edges(plan, name, kpi)) if name in given_ else ():
            for near in (unit * one for one in NEAR):
                rows = rows_of_given(given_ | {name: cell(kpi, edge + near)}, plans)
                scenario = Scenario(plan, rows, period=period, written=text)
                assert judged(scenario, ask_engine(scenario, once)).differences() == []
                tried += 1
    assert tried >= 3


@settings(max_examples=40, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(scenarios(alone=True, timed=False))
def test_a_better_value_never_pays_less_where_no_rule_warns(drawn: Scenario) -> None:
    """A line of a plan that is not said to fall does not fall when its own KPI gets better."""
    others = ("gates", "modifiers", "bonuses", "rounding")
    scenario = shifted(drawn, plan={key: part for key, part in drawn.plan.items() if key not in others})
    _, problems = plans_of(scenario.text)
    assume(not any(one.rule == "non-monotonic" or one.severity == "error" for one in problems))
    before = ask_engine(scenario, once)
    assume(before.results is not None)
    assert before.results is not None
    paid = answer_of(before.results)
    for kpi in scenario.specs:
        rows = [better(row, kpi) for row in scenario.kpis]
        after = ask_engine(shifted(scenario, kpis=rows), once)
        if kpi.measured and "curve" in kpi.node and after.results is not None:
            name = f"{kpi.id}.payout_rate"
            for who, found in answer_of(after.results).items():
                if f"{kpi.id}.actual" in paid[who]:
                    assert found.get(name, F(0)) >= paid[who].get(name, F(0))


def spellings(kpi: WordKpi, place: int) -> set[str]:
    """Every way in which the strategies write the word of a place."""
    return {kpi.cell(F(place) + F(more, 20)) for more in range(20)}


def better(row: dict[str, str], kpi: Kpi) -> dict[str, str]:
    """A row with a better value of one KPI."""
    text = row.get(kpi.id, "")
    if text in ("", "-", "N/A"):
        return row
    if isinstance(kpi, WordKpi):
        places = [place for place in range(len(kpi.words)) if text in spellings(kpi, place)]
        return row | {kpi.id: kpi.cell(kpi.clamp(F(places[0] + 1)))}
    value = of_unit(text, "percent") if kpi.unit == "percent" else F(text)
    step = F(1, 8) if kpi.unit == "percent" else F(7, 2)
    return row | {kpi.id: kpi.cell(kpi.clamp(value - step if kpi.lower else value + step))}
