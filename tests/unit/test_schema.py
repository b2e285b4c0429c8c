"""The schemas: what an editor underlines is what `validate` refuses."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from csvariable.reading import read
from csvariable.reading.schema import plan_schema, schema_text
from csvariable.rules.manual import whole
from csvariable.source import Plain, Scalar, parse

ROOT = Path(__file__).parents[2]
PLANS = sorted(
    path
    for folder in ("plans", "examples", "tests/cases", "tests/data", "bench")
    for path in (ROOT / folder).rglob("*.yaml")
    if re.match(rb"(\s*#[^\n]*\n|\s*\n)*csvariable:", path.read_bytes())
)
SCHEMA = jsonschema.Draft7Validator(plan_schema())


def typed(value: Plain) -> Any:
    """A document as an editor types it: the core schema of YAML 1.2."""
    if isinstance(value, dict):
        return {key: typed(child) for key, child in value.items()}
    if isinstance(value, list):
        return [typed(child) for child in value]
    return value.text if value.quoted else typed_text(value)


def typed_text(scalar: Scalar) -> Any:
    text = scalar.text
    if text in {"true", "false"}:
        return text == "true"
    if text in {"", "~", "null"}:
        return None
    if re.fullmatch(r"[-+]?\d+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?", text):
        return float(text)
    return text


def agreed(text: str) -> tuple[bool, bool]:
    """Whether the schema and the reader take a plan."""
    document, problems = parse(text, "plan.yaml")
    assert document is not None, problems
    errors = [problem for problem in read(document).diagnostics if problem.severity == "error"]
    return SCHEMA.is_valid(typed(document.plain())), not errors


def test_there_are_plans() -> None:
    assert len(PLANS) > 20


@pytest.mark.parametrize("path", PLANS, ids=lambda path: str(path.relative_to(ROOT)))
def test_plans_that_are_right_are_right_for_both(path: Path) -> None:
    assert agreed(path.read_text("utf-8")) == (True, True)


BROKEN = """\
csvariable: 2 || csvariable: 1 || name: || name: {de: x} || name: [a] || currency: euro || currency: 3 || period: week
period: 3 || target_incentive: 5 % || target_incentive: -5 || target_incentive: [1] || target_incentive: {annual: 5, x: 1}
target_incentive: {share: 5, of: salary} || target_incentive: {share: 5 %, of: wage} || kpis: {} || kpis: [] || kpis: 3
kpis: {N: {unit: percent}} || kpis: {total: {unit: percent}} || kpis: {k: {}} || kpis: {k: {unit: pct}} || kpis: {k: 3}
kpis: {k: {unit: percent, weight: 1}} || kpis: {k: {unit: percent, weight: -5 %}} || kpis: {k: {unit: percent, colour: red}}
kpis: {k: {unit: percent, range: [1]}} || kpis: {k: {unit: percent, direction: up}} || kpis: {k: {unit: percent, scope: all}}
kpis: {k: {unit: percent, leading: yes}} || kpis: {k: {unit: percent, curve: {}}} || kpis: {k: {unit: percent, missing: skip}}
kpis: {k: {unit: percent, curve: {of: x, lookup: [{from: 1 %, pays: 1 %}]}}} || kpis: {k: {unit: percent, target: [1]}}
kpis: {k: {unit: percent, curve: {lookup: []}}} || kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %}]}}}
kpis: {k: {unit: percent, curve: {lookup: [{pays: 1 %}]}}} || kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %, pays: 1}]}}}
kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %, above: 1 %, pays: 1 %}]}}} || kpis: {k: {unit: percent, target: 5 apples}}
kpis: {k: {unit: percent, curve: {linear: [{from: 1 %, pays: 1 %}]}}} || kpis: {k: {unit: percent, measure: {sum: {a: 1}}}}
kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %, pays: 1 %}], linear: [{at: 1 %, pays: 1 %}]}}}
kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %, pays: 1 %}], threshold: [1 %]}}}
kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %, pays: 1 %}], beyond: stop}}}
kpis: {k: {unit: percent, matrix: {rows: {of: k, from: []}, columns: {of: k, from: [1 %]}, pays: [[1 %]]}}}
gates: {g: {}} || gates: {g: {when: {}, otherwise: {of: plan, times: 0 %}}} || gates: {g: {when: {nrr: {}}, otherwise: {of: plan, cap: 1 %}}}
gates: {g: {when: {nrr: {from: 1 %}}, otherwise: {times: 0 %}}} || gates: {g: {when: {any: []}, otherwise: {of: plan, cap: 1 %}}}
gates: {g: {when: {nrr: {from: 1 %}}, otherwise: {of: plan, times: 0}}} || gates: {g: {when: {nrr: {min: 1 %}}, otherwise: {of: plan, cap: 1 %}}}
modifiers: {m: {by: nrr, of: plan}} || modifiers: {m: {of: plan, curve: {lookup: [{from: 1 %, pays: 1 %}]}}} || cap: x || cap: [x] || cap: {a: 1}
proration: days || proration: {amount: days} || absences: {a: pay} || ramp: 3 || ramp: [3] || accumulate: {since: year} || draw: {amount: 5}
guarantee: {months: -1, pays: 1 %} || guarantee: {months: 3} || pool: {p: {amount: 3}} || pool: {p: {amount: many, by: uniform}}
bonuses: {b: {}} || bonuses: {b: {pays: x}} || bonuses: {b: {gives: {}}} || bonuses: {b: {gives: {leave_days: 0.3}}} || bonuses: {b: {scope: x, pays: 1}}
bonuses: {b: {badge: {by: nrr}}} || bonuses: {b: {rank: {by: nrr}, pays: [1]}} || bonuses: {B: {pays: 1}} || columns: {c: {}} || columns: {c: {unit: x}}
rounding: {actual: 13} || rounding: {mode: nearest} || rounding: {cents: 1} || examples: {a: {given: {}}} || examples: {a: {given: {}, expect: {}}}
examples: {a: 3} || roles: {r: 3} || roles: [] || effective: {to: 2026-01-01} || effective: {from: 01/01/2026} || year_starts: 4-1
communicated_on: 2026-13-01 || profile: uk || nature: oral || objectives: {o: {priority: high}} || objectives: {o: {weight: 3}} || missing: skip
bonus: {} || kpi: {} || allow: [] || allow: {a: [1]} || languages: fr"""
CASES = [case.strip() for line in BROKEN.splitlines() for case in line.split("||")]
RIGHT = {"csvariable: 1"}


def plan_with(case: str) -> str:
    text = whole("name: Example\n" if case.startswith("csvariable") else case + "\n")
    return text.replace("csvariable: 1", case) if case.startswith("csvariable") else text


def test_there_are_enough_broken_plans() -> None:
    assert len(CASES) >= 60


@pytest.mark.parametrize("case", CASES)
def test_broken_plans_are_broken_for_both(case: str) -> None:
    assert agreed(plan_with(case)) == ((case in RIGHT), (case in RIGHT))


def test_the_schemas_are_schemas() -> None:
    for kind in ("plan", "result"):
        schema = json.loads(schema_text("plan" if kind == "plan" else "result"))
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert '"title"' not in json.dumps(schema.get("definitions", {}))


STEPS = {"nrr.actual": "1.08", "nrr.payout": "1714.29", "earned": "2714.29", "total": "2714.29"}
RESULT = {
    "schema_version": 1,
    "tool": {"name": "csvariable", "version": "0.1.0"},
    "plan": {"path": "plan.yaml", "name": "CSM Europe", "sha256": "0" * 64},
    "facts": [{"path": "kpis.csv", "sha256": "0" * 64, "rows": 1}],
    "period": None,
    "currency": "EUR",
    "people": [
        {
            "id": "ana", "name": None, "role": None, "team": None, "target_incentive": "2500.00", "total": "2714.29",
            "steps": STEPS,
            "rewards": [{"bonus": "team-tshirt", "item": "T-shirt", "quantity": "1", "value": "25.00"}],
            "notes": [{"kind": "held", "kpi": "nps", "route": "kpis.nps.missing"}],
        }
    ],
    "totals": {"payout": "2714.29", "rewards_value": "0.00", "target_incentive": "2500.00"},
    "diagnostics": [],
}  # fmt: skip


def test_a_result_fits_its_schema() -> None:
    jsonschema.validate(RESULT, json.loads(schema_text("result")))


@pytest.mark.parametrize("key", list(RESULT))
def test_a_result_has_all_its_keys(key: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(
            {name: value for name, value in RESULT.items() if name != key}, json.loads(schema_text("result"))
        )
