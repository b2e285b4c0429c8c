"""Rules asked about what they are not for, and places that few plans reach."""
# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from fractions import Fraction
from typing import Annotated

import pytest
from pydantic import BeforeValidator, ValidationError

from csvariable.kernel.diagnostic import PlanPlace, Route, TextPlace, error
from csvariable.kernel.message import msg
from csvariable.plan import Plan
from csvariable.plan.acts_on import read_scope_of
from csvariable.plan.model import Model
from csvariable.plan.values import Rate
from csvariable.reading import read
from csvariable.reading.places import once
from csvariable.reading.roles import home_of, label_at_home, role_document
from csvariable.rules import rules
from csvariable.rules.manual import BASE, whole
from csvariable.text import Document, Scalar, parse

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\ntarget_incentive: 1000\nkpis:\n"
NRR = "  nrr: {weight: 100 %, unit: percent, target: 100 %, curve: {of: actual, lookup: [{from: 90 %, pays: 50 %}, {from: 100 %, pays: 100 %}]}}\n"
PLAN = HEAD + NRR


def document(text: str) -> Document:
    found, problems = parse(text, "plan.yaml")
    assert found is not None, problems
    return found


def said(text: str) -> list[tuple[str, str]]:
    return [
        (one.rule, str(one.message)) for one in read(document(text)).diagnostics if one.severity == "error"
    ]


def _plan() -> tuple[Plan, Document]:
    found = document(PLAN)
    plan = read(found).plan
    assert plan is not None
    return plan, found


def test_few_rules_have_something_to_say_of_a_plain_plan() -> None:
    plan, found = _plan()
    speaking = {name for name, rule in rules().items() if list(rule.check(plan, found))}
    assert speaking == {"all-eggs-one-basket", "cliff", "no-worked-example"}


# -------------------------------------------------------------------------------------------- units


@pytest.mark.parametrize(
    ("text", "rule", "message"),
    [
        (
            PLAN.replace("lookup:", "threshold: 5 h, lookup:"),
            "wrong-unit",
            "`5 h` stands where a percentage such as `90 %` is due: `nrr` is in percent",
        ),
        (
            PLAN.replace("from: 90 %", "from: 4 h"),
            "wrong-unit",
            "`4 h` stands where a percentage such as `90 %` is due: `nrr` is in percent",
        ),
        (
            PLAN.replace("target: 100 %", "target: {annual: 3 h}, additive: true"),
            "wrong-unit",
            "`3 h` stands where a percentage such as `90 %` is due",
        ),
        (
            HEAD + NRR.replace("weight: 100 %, ", "") + "  csat: {unit: percent}\n"
            "  both: {unit: percent, weight: 100 %, matrix: {rows: {of: nrrr, from: [90 %]}, columns: {of: csat, from: [80 %]}, pays: [[50 %]]}}\n",
            "unknown-step",
            "there is no step `nrrr`; did you mean `nrr`?",
        ),
    ],
)
def test_a_value_of_another_unit_is_told_once(text: str, rule: str, message: str) -> None:
    assert said(text) == [(rule, message)]


def test_a_step_that_is_written_as_a_value_is_corrected_in_its_place_where_that_is_certain() -> None:
    text = (
        HEAD + NRR.replace("weight: 100 %, ", "") + "  csat: {unit: percent}\n"
        "  both: {unit: percent, weight: 100 %, matrix: {rows: {of: NRR, from: [90 %]}, columns: {of: csta, from: [80 %]}, pays: [[50 %]]}}\n"
    )
    fixes = [one.fix for one in read(document(text)).diagnostics if one.rule == "unknown-step"]
    assert fixes == [{("kpis", "both", "matrix", "rows", "of"): "nrr"}, None]


# -------------------------------------------------------------------------------------------- roles


def test_a_role_may_write_a_note_that_the_plan_has() -> None:
    found = read(document(PLAN + "x-note: 1\nroles: {head: {x-note: 2}}\n"))
    assert [one for one in found.diagnostics if one.severity == "error"] == []
    assert list(found.roles) == ["head"]


def test_a_role_whose_line_cannot_be_set_is_no_plan() -> None:
    text = (
        PLAN.replace("unit: percent", "unit: percent, name: A")
        + "roles: {head: {kpis.nrr.name.en: x, target_incentive: 3}}\n"
    )
    found = document(text)
    assert role_document(found, "head") is None
    left = role_document(found, "head", {"kpis.nrr.name.en"})
    assert left is not None
    value = left.value(("target_incentive",))
    assert isinstance(value, Scalar)
    assert value.text == "3"


def test_problems_of_a_role_stand_at_its_lines() -> None:
    lines: dict[Route, str] = {("kpis", "nrr", "target"): "kpis.nrr.target"}
    written = ("roles", "head", "kpis.nrr.target")
    assert home_of(("kpis", "nrr", "target", "annual"), "head", lines) == ((*written, "annual"), True)
    assert home_of(("kpis", "nrr"), "head", lines) == (written, True)
    assert home_of(("kpis",), "head", lines) == (("roles", "head"), False)
    text = TextPlace("plan.yaml", 3, 1, 3, 4)
    assert label_at_home(text, "head", lines) is text
    assert label_at_home(PlanPlace(("kpis", "nrr", "target")), "head", lines) == PlanPlace(written)


def test_a_problem_of_the_text_itself_is_said_once() -> None:
    at = TextPlace("plan.yaml", 3, 1, 3, 4)
    one = error("rule", msg("message"), at)
    assert once([one, one, error("rule", msg("other"), at)], document(PLAN)) == (
        one,
        error("rule", msg("other"), at),
    )


# -------------------------------------------------------------------------------------------- shapes


def test_an_example_that_is_no_mapping_stands_behind_the_base_plan() -> None:
    assert whole("- a\n") == BASE + "- a\n"


def test_what_is_read_already_stays_as_it_is() -> None:
    assert read_scope_of("plan") == "plan"
    assert read_scope_of(("nrr", "csat")) == ("nrr", "csat")


def test_a_condition_is_a_mapping() -> None:
    assert said(PLAN + "gates: {g: {when: {any: [3]}, otherwise: {of: plan, times: 50 %}}}\n") == [
        ("wrong-shape", "the text `3` stands where a mapping of keys and values is due")
    ]


def _wrapped(value: object, info: object) -> object:
    """Read a bare number as a level, and say that the reader was told of the context."""
    return {"level": value} if info is not None and isinstance(value, Fraction) else value


class Inner(Model):
    """A part of a plan."""

    level: Rate


class Outer(Model):
    """A plan whose part has a reader."""

    inner: Annotated[Inner, BeforeValidator(_wrapped)]


def test_a_reader_that_is_told_of_the_context_stands_before_a_part() -> None:
    assert Outer.model_validate({"inner": Fraction(1, 3)}).inner == Inner(level=Fraction(1, 3))
    assert Outer.model_validate({"inner": {"level": Fraction(2)}}).inner.level == 2
    with pytest.raises(ValidationError):
        Outer.model_validate({"inner": {"level": "2"}})
