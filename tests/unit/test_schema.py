"""The schemas: what an editor underlines is what `validate` refuses."""
# ruff: noqa: E501 - plans and sentences stand on one line, as they are written and printed

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import jsonschema
import pytest
from mutated import mutated
from pydantic import TypeAdapter, ValidationError

from csvariable.plan import Plan
from csvariable.plan.model import Model
from csvariable.reading import read
from csvariable.reading.result_schema import result_schema
from csvariable.reading.schema import plan_schema, sentences, spoken
from csvariable.reading.schema_examples import exemplify, texts_of_examples
from csvariable.reading.shape import shape
from csvariable.rules.manual import whole
from csvariable.speech.catalogue import SOURCE, in_schema, languages
from csvariable.text import Plain, Scalar, parse

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
RIGHT = {"csvariable: 1": (True, True)}


def plan_with(case: str) -> str:
    text = whole("name: Example\n" if case.startswith("csvariable") else case + "\n")
    return text.replace("csvariable: 1", case) if case.startswith("csvariable") else text


def test_broken_plans_are_broken_for_both() -> None:
    assert len(CASES) >= 60
    assert {case: both for case in CASES if any(both := agreed(plan_with(case)))} == RIGHT


def test_the_schemas_are_schemas() -> None:
    for schema in (plan_schema(), result_schema()):
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
        assert json.loads(json.dumps(schema)) == schema


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
    jsonschema.validate(RESULT, result_schema())


RIGHT_PLANS = """\
target_incentive: 0 || target_incentive: 0.5 || target_incentive: {share: 5 %, of: salary} || target_incentive: {annual: 0}
name: {fr: Un} || name: {fr: Un, en: One} || name: 5 || name: true || cap: 150 % || cap: 3000 || cap: 0 || cap: {share: 50 %, of: salary}
cap: [150 %, 3000, {share: 50 %, of: salary}] || proration: none || proration: calendar-days || proration: months || proration: {} || proration: {amount: months, targets: additive}
guarantee: {months: 0, pays: 100 %} || guarantee: {months: 999999, pays: 100 %} || guarantee: {periods: '1', pays: 100 %}
rounding: {actual: 0} || rounding: {actual: 12} || rounding: {actual: '2'} || rounding: {money: 0.05, mode: half-even} || rounding: {}
kpis: {k: {unit: percent, leading: true}} || kpis: {k: {unit: percent, leading: false}} || kpis: {k: {unit: percent, leading: 'true'}}
kpis: {k: {unit: percent, range: [0 %, 1 %]}} || kpis: {k: {unit: number, measure: {count: rows, where: {Type: [a, b], any: [{n: {known: true}}]}}}}
kpis: {k: {unit: percent}, m: {unit: percent, matrix: {rows: {of: k, from: [1 %]}, columns: {of: k, from: [{above: 1 %}]}, pays: [[1 %]]}}}
bonuses: {b: {gives: {leave_days: 0.5}}} || bonuses: {b: {gives: {badge: x}}} || bonuses: {b: {rank: {by: k, top: 1}, pays: [1]}}
bonuses: {b: {of: k, lookup: [{from: 90 %, pays: 0}]}} || bonuses: {b: {pays: {share: 5 %, of: salary}}}
kpis: {k: {unit: percent, curve: {linear: [{at: 1 %, pays: 1 %}]}}} || kpis: {k: {unit: percent, curve: {marginal: [{from: 1 %, rate: 1 %}]}}}
kpis: {k: {unit: percent, curve: {whole: [{from: 1 %, rate: 1 %}]}}} || bonuses: {b: {of: k, linear: [{at: 1 %, pays: 1}]}}
bonuses: {b: {of: k, marginal: [{from: 1, rate: 1}]}} || bonuses: {b: {of: k, whole: [{from: 1, rate: 1}]}}
bonuses: {b: {matrix: {rows: {of: k, from: [1 %]}, columns: {of: k, from: [1 %]}, pays: [[1]]}}} || bonuses: {b: {gives: {item: x}}} || bonuses: {b: {gives: {voucher: 5}}} || bonuses: {b: {badge: {by: k, lookup: [{from: 1 %, gives: 1}]}}}
kpis: {k: {unit: number}, m: {unit: number, measure: {sum: {k: -1/2}}}} || kpis: {k: {unit: number}, m: {unit: number, measure: {least: [k]}}}
kpis: {k: {unit: number}, m: {unit: number, measure: {greatest: [k]}}} || period: year || rounding: {attainment: 12, payout_rate: 12}
gates: {g: {when: {k: {from: 1 %, below: 2 %}}, otherwise: {of: plan, cap: 1 %}}} || gates: {g: {when: {any: [{k: {from: 1 %}}]}, otherwise: {of: [k], cap: 1 %}}}
gates: {g: {when: {all: [{k: {up_to: 1 %}}]}, otherwise: {of: k, times: 0 %}}} || pool: {p: {amount: earned, by: uniform, for: [r]}}
ramp: [50 %, 100 %] || ramp: {k: [50 %]} || x-anything: {a: [1, {b: c}]} || languages: [fr, en] || languages: []
objectives: {o: {}} || columns: {seniority: {unit: number}} || roles: {r: {}} || absences: {illness: ignore} || allow: {}"""


def cases(text: str) -> list[str]:
    return [one.strip() for line in text.splitlines() for one in line.split("||")]


def shape_of(case: str, schema: jsonschema.Draft7Validator) -> tuple[bool, bool]:
    """Whether a schema and the reader of shapes take a plan with a key more."""
    base = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\nkpis: {k: {unit: percent}}\n"
    key = case.partition(":")[0]
    lines = [line for line in base.splitlines() if not line.startswith(f"{key}:")]
    document, problems = parse("\n".join([*lines, case, ""]), "plan.yaml")
    assert document is not None, problems
    return schema.is_valid(typed(document.plain())), not shape(document).diagnostics


def test_shapes_on_the_edge_are_right_for_both() -> None:
    schema = jsonschema.Draft7Validator(plan_schema())
    assert {case: both for case in cases(RIGHT_PLANS) if not all(both := shape_of(case, schema))} == {}


WRONG_SHAPES = """\
target_incentive: -0.5 || name: {fr: Un, de: Eins} || guarantee: {months: 1000000, pays: 1 %} || guarantee: {months: 0.5, pays: 1 %}
rounding: {actual: -1} || bonuses: {b: {gives: {leave_days: 0}}} || bonuses: {b: {gives: {leave_days: 0.25}}} || name: {fr: [a]}
kpis: {k: {unit: percent, curve: {lookup: [{from: 1 %, pays: 1 %}]}, matrix: {rows: {of: k, from: [1 %]}, columns: {of: k, from: [1 %]}, pays: [[1 %]]}}}
kpis: {k: {unit: percent, range: [0 %, 1 %, 2 %]}} || gates: {g: {when: {k: {from: 1 %, up_to: 2 %, below: 2 %}}, otherwise: {of: plan, cap: 1 %}}}
gates: {g: {when: {all: []}, otherwise: {of: plan, cap: 1 %}}} || gates: {g: {when: {any: [{}]}, otherwise: {of: plan, cap: 1 %}}}
gates: {g: {when: {any: [{k: {min: 1}}]}, otherwise: {of: plan, cap: 1 %}}} || kpis: {k: {unit: percent, measure: {least: []}}}
kpis: {k: {unit: percent, measure: {sum: {}}}} || kpis: {k: {unit: percent, leading: 1}} || ramp: {k: 5} || objectives: {O: {}}
bonuses: {b: {of: k, whole: []}} || cap: {share: 50, of: salary} || proration: {x: 1} || absences: [a] || backlog: {o: {weigth: 1 %}}"""


def test_shapes_past_the_edge_are_wrong_for_both() -> None:
    schema = jsonschema.Draft7Validator(plan_schema())
    assert {case: both for case in cases(WRONG_SHAPES) if any(both := shape_of(case, schema))} == {}


def described(part: Any, whole: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key that an author can write, with what an editor shows of it."""
    if isinstance(part, list):
        for one in part:
            yield from described(one, whole, place)
    if isinstance(part, dict):
        if part.get("type") == "object":
            for key, shown in part.get("properties", {}).items():
                named = shown.get("$ref", "").rpartition("/")[2]
                yield f"{place}.{key}", {**whole["definitions"].get(named, {}), **shown}
        for key, child in part.items():
            yield from described(child, whole, key if place in {"", "definitions"} else place)


def test_every_key_has_a_title_and_a_description() -> None:
    schema = plan_schema()
    keys = dict(described(schema, schema))
    assert len(keys) > 180
    assert [key for key, shown in keys.items() if not (shown.get("title") and shown.get("description"))] == []
    parts = {name: part for name, part in schema["definitions"].items() if part.get("type") == "object"}
    assert [name for name, part in parts.items() if not (part.get("title") and part.get("description"))] == []
    inside = re.compile(r"section \d|[a-z]_\b|[A-Z][a-z]+[A-Z]")
    names = re.compile("DuckDB|PostgreSQL")
    assert not [text for text in sentences(schema) if inside.search(names.sub("", text))]


def test_every_sentence_is_said_in_every_language() -> None:
    for language in languages():
        if language != SOURCE:
            for schema in (plan_schema(), result_schema()):
                said = [(text, in_schema(text, language)) for text in sentences(schema)]
                same = {text for text, other in said if text == other}
                assert same <= SAME_WORD.get(language, set())
                assert list(sentences(spoken(schema, partial(in_schema, language=language)))) == [
                    other for _, other in said
                ]


SAME_WORD = {
    "fr": set(
        "Nature Consultation Absences Corrections Sources Horizon Cycle Badge Source Total Mode Minimum Places"
        " Bonus Condition Dates Point Participant Date Format NPS Distinct Table"
        " Plan Version Notes Route Message".split()
    )
}


def test_examples_and_defaults_are_right_for_both() -> None:
    """What an editor offers can be written."""
    schema = plan_schema()
    for name, part in schema["definitions"].items():
        whole = jsonschema.Draft7Validator({**part, "definitions": schema["definitions"]})
        assert all(whole.is_valid(one) for one in part.get("examples", [])), name
    for key, shown in described(schema, schema):
        if "default" in shown:
            inner = {**shown, "definitions": schema["definitions"]}
            assert jsonschema.Draft7Validator(inner).is_valid(shown["default"]), key
    assert (schema["properties"]["missing"]["default"], schema["properties"]["year_starts"]["default"]) == (
        "error",
        "01-01",
    )


def places(part: Any, route: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key of a schema with what stands there, wherever the schema says it."""
    for name, child in part.items() if isinstance(part, dict) else enumerate(part):
        if name == "properties":
            yield from ((f"{route}.{key}", shown) for key, shown in child.items())
        if isinstance(child, dict | list) and name != "examples":
            yield from places(child, f"{route}.{name}")


def test_every_key_shows_what_can_be_written() -> None:
    schema = plan_schema()
    keys = dict(places(schema))
    assert len(keys) > 400
    keys |= dict(places({"result": result_schema()}))
    said = {"examples", "default", "enum", "const"}
    assert [key for key, shown in keys.items() if not said & set(shown)] == []
    assert "exampleName" not in json.dumps(schema)


def test_an_example_is_what_its_field_says_or_is_made_of_the_parts() -> None:
    keys = dict(places(plan_schema()))
    assert keys[".target_incentive"]["examples"] == [
        2500, {"annual": 10000}, {"share": "12 %", "of": "salary"},
    ]  # fmt: skip
    assert keys[".gates"]["examples"] == [
        {
            "renewals": {
                "when": {"nrr": {"from": "100 %"}}, "otherwise": {"of": "plan", "times": "50 %"},
            }
        }
    ]  # fmt: skip
    assert keys[".definitions.Badge.lookup"]["examples"] == [[{"from": "90 %", "gives": 3}]]
    assert keys[".definitions.Kpi.weight"]["examples"] == ["40 %"]
    assert keys[".definitions.Kpi.missing"]["examples"][:2] == ["error", "zero"]
    assert keys[".definitions.Kpi.additive"]["examples"] == [True, False]
    assert keys[".definitions.Point.pays"]["examples"] == ["100 %"]
    assert "examples" not in keys[".missing"]


def test_the_schema_takes_each_example_where_it_shows_it() -> None:
    for schema in (plan_schema(), result_schema()):
        for place, shown in places(schema):
            inner = jsonschema.Draft7Validator(
                {"allOf": [shown], "definitions": schema.get("definitions", {})}
            )
            for example in shown.get("examples", []):
                assert inner.is_valid(example), (place, example)


def test_every_key_of_a_result_has_a_title_and_a_description() -> None:
    keys = dict(places(result_schema()))
    assert len(keys) > 60
    assert [key for key, shown in keys.items() if not (shown.get("title") and shown.get("description"))] == []


def as_read(example: Any) -> Plain:
    """An example as the reader of documents has it."""
    document, problems = parse(json.dumps({"here": example}), "plan.yaml")
    assert document is not None, problems
    whole = document.plain()
    assert isinstance(whole, dict)
    return whole["here"]


def all_models(of: type[Model] = Model) -> Iterator[type[Model]]:
    for model in of.__subclasses__():
        yield model
        yield from all_models(model)


def keys_shown(part: dict[str, Any]) -> dict[str, Any]:
    """What the schema of a part shows of its keys, also where it may be written in another way."""
    found: dict[str, Any] = part.get("properties") or next(
        (one["properties"] for one in part.get("anyOf", ()) if "properties" in one), {}
    )
    return found


def test_the_reader_takes_each_example_for_the_field_that_shows_it() -> None:
    schema = plan_schema()
    parts = {one["title"]: keys_shown(one) for one in schema["properties"].values() if "properties" in one}
    parts |= {name: keys_shown(one) for name, one in schema["definitions"].items()}
    parts["Plan"] = schema["properties"]
    read_here = 0
    for model in all_models():
        shown = parts.pop(model.__name__, None) or parts.pop(str(model.model_config.get("title")), {})
        fields = {info.alias or name: info for name, info in model.model_fields.items()}
        assert set(shown) <= set(fields), model
        for key, one in shown.items():
            kind: Any = Annotated[fields[key].annotation, key, *fields[key].metadata]
            reader: TypeAdapter[Any] = TypeAdapter(kind)
            for example in one.get("examples", []):
                reader.validate_python(as_read(example), context={"currency": "EUR"})
                read_here += 1
    assert [name for name, left in parts.items() if left] == ["Text"]
    assert read_here > 500


SMALL = """\
csvariable: 1
name: P
currency: EUR
period: quarter
target_incentive: 2500
kpis:
  nrr: {unit: percent, weight: 60 %, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  csat: {unit: percent, weight: 40 %, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  adoption: {unit: percent, curve: {of: actual, lookup: [{from: 90 %, pays: 100 %}]}}
  sales: {unit: money, target: 5000}
proration: calendar-days
"""


def test_each_example_of_a_plan_makes_a_plan_that_is_right() -> None:
    document, problems = parse(SMALL, "plan.yaml")
    assert document is not None, problems
    small = typed(document.plain())
    wrong = {}
    for key, shown in plan_schema()["properties"].items():
        for example in shown.get("examples", []):
            text = json.dumps({**small, key: example})
            given, _ = parse(text, "plan.yaml")
            assert given is not None
            found = [str(one.message) for one in read(given).diagnostics if one.severity == "error"]
            wrong.update({text: found} if found else {})
    assert wrong == {}


def test_examples_for_people_are_in_their_language_and_code_is_as_it_is() -> None:
    schema = plan_schema()
    french = spoken(schema, partial(in_schema, language="fr"))
    shown = (french["properties"], french["definitions"]["Objective"]["properties"])
    assert shown[0]["name"]["examples"] == ["Relation client, Europe"]
    assert shown[0]["objectives"]["examples"] == [
        {"keep-clients": {"statement": "Garder les clients que nous avons."}}
    ]
    assert shown[0]["allow"]["examples"] == [
        {"non-monotonic": "Plus de tickets qu’une personne n’en traite bien ne rapportent rien de plus."}
    ]
    assert shown[1]["parent"]["examples"] == ["grow"]
    code = [
        (place, one) for place, one in places(schema) if place.endswith((".of", ".by", ".curve", ".file"))
    ]
    other = dict(places(french))
    assert [place for place, one in code if other[place].get("examples") != one.get("examples")] == []


def test_a_list_of_two_places_is_shown_with_both_and_a_text_by_language_is_left() -> None:
    schema: dict[str, Any] = {
        "properties": {
            "range": {"type": "array", "items": [{"examples": [0, 1]}, {"examples": [10]}]},
            "name": {"$ref": "#/definitions/Text", "examples": ["Sales", {"fr": "Ventes"}]},
        },
        "definitions": {},
    }
    exemplify(schema, {})
    assert schema["properties"]["range"]["examples"] == [[0, 10]]
    assert list(texts_of_examples(schema)) == ["Sales"]


MUTANTS = 2_000


def test_what_the_reader_takes_no_editor_underlines() -> None:
    """Over thousands of changed plans: a plan that the schema refuses is refused by the reader too."""
    documents = [parse(path.read_text("utf-8"), "plan.yaml")[0] for path in PLANS]
    plans = [document.plain() for document in documents if document is not None]
    taken, refused = 0, 0
    for number in range(MUTANTS):
        plan = mutated(plans[number % len(plans)], random.Random(number))  # noqa: S311 - the same each time
        assert isinstance(plan, dict)
        try:
            Plan.model_validate({key: part for key, part in plan.items() if not key.startswith("x-")})
        except ValidationError:
            refused += number < 200 and not SCHEMA.is_valid(typed(plan))
        else:
            taken += 1
            assert [error.message for error in SCHEMA.iter_errors(typed(plan))] == [], number
    assert taken > 90
    assert refused > 150  # so that a schema that takes everything does not pass


def test_the_schema_says_what_each_part_is() -> None:
    schema = plan_schema()
    assert schema["required"] == ["csvariable", "name", "currency", "period", "kpis"]
    assert schema["additionalProperties"] is False
    assert schema["patternProperties"] == {"^x-": {}}
    parts = schema["definitions"]
    assert list(parts) == sorted(parts)
    point = parts["Point"]
    assert point["description"] == "A point of a `lookup`: what is paid once the bound is reached."
    assert (list(point["properties"]), point["required"]) == (
        ["from", "above", "up_to", "below", "is", "pays"],
        ["pays"],
    )
    assert [one["required"] for one in point["oneOf"]] == [
        [word] for word in ("from", "above", "up_to", "below", "is")
    ]
    assert "required" not in parts["Objective"]
    assert parts["Kpi"]["additionalProperties"] is False
    assert parts["NoKind"] == {"not": {}}
    assert parts["Kpi"]["properties"]["unit"]["enum"][:2] == ["percent", "points"]


def changed_result(*path: str | int, to: Any = None, drop: bool = False) -> Any:
    """The result with one value changed, or without it."""
    result = json.loads(json.dumps(RESULT))
    inside = result
    for key in path[:-1]:
        inside = inside[key]
    if drop:
        del inside[path[-1]]
    else:
        inside[path[-1]] = to
    return result


PERSON = ("people", 0)
RIGHT_RESULTS: list[tuple[tuple[str | int, ...], Any]] = [
    (("facts", 0, "rows"), 0),
    ((*PERSON, "parts"), [{"role": None, "team": "north", "steps": STEPS}]),
    ((*PERSON, "target_incentive"), None),
    ((*PERSON, "steps", "nrr.actual"), None),
    ((*PERSON, "total"), "-12.50"),
    (("diagnostics",), [{"rule": "r", "severity": "warning", "message": "m", "file": None}]),
]
WRONG_RESULTS: list[tuple[tuple[str | int, ...], Any]] = [
    (("schema_version",), 2),
    (("facts", 0, "rows"), -1),
    (("facts", 0, "sha256"), "0"),
    (("currency",), "euro"),
    (("more",), 1),
    (("tool", "more"), 1),
    ((*PERSON, "more"), 1),
    ((*PERSON, "total"), 2714.29),
    ((*PERSON, "total"), "1e3"),
    ((*PERSON, "steps", "nrr.actual"), 1),
    ((*PERSON, "parts"), [{}]),
    ((*PERSON, "notes"), [{"kpi": "nps"}]),
    (("totals", "more"), "1.00"),
    (("diagnostics",), [{"rule": "r", "severity": "fatal", "message": "m"}]),
]
KEYS = ("id", "name", "role", "team", "target_incentive", "total", "steps", "rewards", "notes")


def test_what_may_differ_in_a_result_and_what_not() -> None:
    schema = jsonschema.Draft7Validator(result_schema())
    assert [one for one in RIGHT_RESULTS if not schema.is_valid(changed_result(*one[0], to=one[1]))] == []
    assert [one for one in WRONG_RESULTS if schema.is_valid(changed_result(*one[0], to=one[1]))] == []


def test_a_result_and_a_person_of_it_have_all_their_keys() -> None:
    schema = jsonschema.Draft7Validator(result_schema())
    paths = [*((key,) for key in RESULT), *((*PERSON, key) for key in KEYS)]
    assert [path for path in paths if schema.is_valid(changed_result(*path, drop=True))] == []
