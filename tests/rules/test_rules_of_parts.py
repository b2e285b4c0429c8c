"""A rule in the folder of a part says nothing of a plan without it, and is not imported for one."""

from __future__ import annotations

from pathlib import Path

from csvariable import rules
from csvariable.plan import Plan
from csvariable.reading.shape import shape
from csvariable.rules.manual import examples, whole
from csvariable.text import parse

TEMPLATES = sorted((Path(__file__).parents[2] / "plans").glob("*/plan.yaml"))
OF_PARTS = {name: rule for name, rule in rules.rules().items() if rule.__name__.count(".") == 3}


def part_of(rule: str) -> str:
    """The key whose folder a rule stands in."""
    return OF_PARTS[rule].__name__.split(".")[2]


def plans() -> list[str]:
    """The plans of all pages, those that fail and those that pass, and the templates."""
    of_pages = [whole(example.text) for name in rules.names() for example in examples(rules.page(name) or "")]
    return [*of_pages, *(path.read_text("utf-8") for path in TEMPLATES)]


def test_folders_are_called_as_keys_of_a_plan() -> None:
    keys = {info.alias or name for name, info in Plan.model_fields.items()}
    assert {part_of(rule) for rule in OF_PARTS} <= keys
    assert len(OF_PARTS) >= 30


def test_a_plan_without_a_part_breaks_no_rule_of_it() -> None:
    asked = 0
    for text in plans():
        document, _ = parse(text, "plan.yaml")
        plan = None if document is None else shape(document).plan
        if document is None or plan is None:
            continue
        for name, rule in OF_PARTS.items():
            if document.node((part_of(name),)) is None:
                asked += 1
                assert not list(rule.check(plan, document)), (name, text)
    assert asked > 1000
