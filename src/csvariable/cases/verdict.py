"""Worked examples as tests: the facts they give, the steps they expect, the tiers they reach (section 12)."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.engine.results import Results
from csvariable.engine.run import once
from csvariable.facts.load import Tables
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, error
from csvariable.kernel.message import msg, quoted
from csvariable.kernel.quantity import Kind, NotAQuantity, Quantity, read_quantity
from csvariable.kernel.step import Step
from csvariable.kernel.unit import TIME_SIGNS, Unit, decimal_text, rounded
from csvariable.plan.levels import in_unit
from csvariable.tables.memory import table_of
from csvariable.text import Document, Scalar

WHO = "example"


@dataclass(frozen=True, slots=True)
class Case:
    """A worked example: what is given, what is expected, and where it is written."""

    name: str
    given: Mapping[str, str]
    expect: Mapping[str, str]
    route: Route
    file: str | None = None
    """Name of its document; None is the plan itself."""

    def at(self, *more: str) -> PlanPlace:
        """Return the place of the example, or of a part of it."""
        return PlanPlace((*self.route, *more), file=self.file)


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A step that is not what was expected."""

    step: str
    expected: str
    found: str | None
    """None where the step has no value."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an example."""

    case: Case
    mismatches: tuple[Mismatch, ...] = ()
    problems: tuple[Diagnostic, ...] = ()
    results: Results | None = None

    @property
    def passed(self) -> bool:
        """Whether everything expected came true."""
        return not self.mismatches and not self.problems


def cases_in(document: Document, file: str | None = None) -> list[Case]:
    """Return the examples of a plan, or of a file of cases beside it."""
    node = document.node(("examples",))
    if node is None or not isinstance(node.value, dict):
        return []
    plain = document.plain()
    written = plain.get("examples", {}) if isinstance(plain, dict) else {}
    found = []
    for name, example in written.items() if isinstance(written, dict) else ():
        if isinstance(example, dict):
            given, expect = (_texts(example.get(part)) for part in ("given", "expect"))
            found.append(Case(name, given, expect, ("examples", name), file))
    return found


def _texts(part: object) -> dict[str, str]:
    if not isinstance(part, dict):
        return {}
    return {name: value.text for name, value in part.items() if isinstance(value, Scalar)}


def verdict(case: Case, plans: Plans) -> Verdict:
    """Pay the person of an example and compare; an example that cannot be paid has problems."""
    if not case.expect:
        return Verdict(
            case,
            problems=(
                error(
                    "empty-example", msg("the example `{name}` expects nothing", name=case.name), case.at()
                ),
            ),
        )
    given = dict(case.given)
    period = given.pop("period", None)
    role = given.get("role")
    if role is not None and role not in plans.roles:
        close = difflib.get_close_matches(role, plans.roles)
        advice = msg("did you mean `{meant}`?", meant=close[0]) if close else None
        problem = error(
            "unknown-role",
            msg("`{text}` is not a role of the plan", text=role),
            case.at("given", "role"),
            help=advice,
        )
        return Verdict(case, problems=(problem,))
    done = once(
        plans, Tables([table_of(rows_of_given(given, plans), f"example {case.name}")], prefer="files"), period
    )
    if done.results is None:
        problems = [
            error(
                one.rule,
                msg("{example}: {problem}", example=case.name, problem=one.message),
                case.at("given"),
                help=one.help,
            )
            for one in done.diagnostics
            if one.severity == "error"
        ]
        return Verdict(case, problems=tuple(problems))
    found, problems = _compared(case, done.results, plans.base.currency)
    return Verdict(case, tuple(found), tuple(problems), done.results)


def rows_of_given(given: dict[str, str], plans: Plans) -> list[dict[str, str]]:
    """Return a row of the person, of the team and of the company: the example is alone in all of them.

    A target of a team or company KPI stands in the row of the team, as in a file.
    """
    plan = plans.of(given.get("role"))
    team = given.get("team", WHO)
    shared = {
        f"{kpi}.{part}"
        for kpi, spec in plan.kpis.items()
        if spec.scope != "person"
        for part in ("target", "baseline")
    }
    person = {name: text for name, text in given.items() if name not in shared}
    groups = {name: text for name, text in given.items() if name.partition(".")[0] in plan.kpis}
    return [
        {"participant": WHO, **person, "team": team},
        {"participant": "", "team": team, **groups},
        {"participant": "*", "team": "", **groups},
    ]


def _compared(case: Case, results: Results, currency: str) -> tuple[list[Mismatch], list[Diagnostic]]:
    steps = {step.name: step for step in results.program_of(0).steps if step.public}
    values = {**results.steps_of_row(0), **results.steps_of_person(0)}
    mismatches: list[Mismatch] = []
    problems: list[Diagnostic] = []
    for name, text in case.expect.items():
        if name not in steps:
            problems.append(_unknown_step(case, name, steps))
            continue
        try:
            expected, grain = _expected(text, steps[name].unit, currency)
        except NotAQuantity as problem:
            problems.append(error("wrong-number", problem.said, case.at("expect", name)))
            continue
        value = values[name]
        if value is None or not _same(value, expected, grain):
            mismatches.append(Mismatch(name, text, None if value is None else shown(value, steps[name].unit)))
    return mismatches, problems


def _unknown_step(case: Case, name: str, steps: Mapping[str, Step]) -> Diagnostic:
    close = difflib.get_close_matches(name, steps)
    advice = (
        msg("did you mean `{meant}`?", meant=close[0])
        if close
        else msg("the steps are: {names}", names=quoted(steps))
    )
    return error(
        "unknown-step",
        msg("`{name}` is not a step of this plan", name=name),
        case.at("expect", name),
        help=advice,
    )


def _expected(text: str, unit: Unit, currency: str) -> tuple[Fraction, Fraction]:
    """Return what is expected, and one of the last decimal that it is written to."""
    if unit.words:
        return in_unit(Quantity(Fraction(0), Kind.WORD, text.strip()), unit), Fraction(1)
    written = read_quantity(text)
    return _meant(written, unit, currency), _meant(replace(written, value=written.grain), unit, currency)


def _meant(written: Quantity, unit: Unit, currency: str) -> Fraction:
    return written.value if unit is Unit.FLAG else in_unit(written, unit, currency)


def _same(value: Fraction, expected: Fraction, grain: Fraction) -> bool:
    """Equal; a quotient that does not end is compared at the decimals that were written."""
    ends = (value * 10**12).denominator == 1
    return value == expected or (not ends and rounded(value, grain) == expected)


def shown(value: Fraction, unit: Unit) -> str:
    """Return a value the way an author would write it in a plan."""
    if (word := unit.word(value)) is not None:
        return word.id
    if unit in {Unit.RATE, Unit.PERCENT}:
        return f"{decimal_text(value * 100, 10)} %"
    sign = TIME_SIGNS.get(unit, "")
    return f"{decimal_text(value)} {sign}".rstrip()


# ---------------------------------------------------------------------------- coverage
