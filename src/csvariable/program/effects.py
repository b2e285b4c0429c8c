"""Gates, modifiers and the lines between what is earned and what is reached (sections 5, 6 and 10)."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Least,
    Over,
    Product,
    Ref,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Turn
from csvariable.kernel.unit import Unit
from csvariable.plan.amounts import Limit
from csvariable.program.amounts import presence_factors
from csvariable.program.build import ONE, ZERO, Build, product, total, turned
from csvariable.program.conditions import behind, condition
from csvariable.program.factors import factor_of, gate_notes, modifier_note, neutral_when_away, unmeasured
from csvariable.program.menu import if_chosen
from csvariable.program.names import as_the_curve_gives
from csvariable.program.rates import known_line, policy

RUNNING = frozenset(
    {
        Purpose.EARNED,
        Purpose.MODIFIED,
        Purpose.FLOOR,
        Purpose.GATED,
        Purpose.CAP,
        Purpose.GUARANTEE,
    }
)
"""The lines of a row that add up to what it reached."""


def gate_and_modifier_steps(build: Build) -> None:
    """Add each gate (1 open, 0 closed) and each modifier (its factor)."""
    resolve = as_the_curve_gives(build)
    for name, gate in build.gates.items():
        if not build.concerns_rows(gate.otherwise.of):
            continue
        route: Route = ("gates", name)
        formula = condition(build, gate.when, resolve, gate.missing)
        formula = neutral_when_away(build, formula)
        build.step(Purpose.GATE, Unit.FLAG, formula, route, of=name)
        if gate.missing is None:
            build.demands.append(unmeasured(name, "gate", Ref(f"gates.{name}"), (*route, "when")))
        else:
            build.notes += gate_notes(build, name, gate, resolve)
    for name, modifier in build.modifiers.items():
        if not build.concerns_rows(modifier.of):
            continue
        route = ("modifiers", name)
        factor, curve = factor_of(build, name, modifier, resolve)
        build.step(Purpose.MODIFIER, Unit.RATE, factor, route, of=name, curve=curve)
        if modifier.missing is None:
            build.demands.append(unmeasured(name, "modifier", Ref(f"modifiers.{name}"), (*route, "by")))
        else:
            build.notes.append(modifier_note(build, name, modifier, resolve))


def effect_steps(build: Build) -> None:
    """Add modifiers, floor, gates, cap and guarantee of the plan as lines, then what was reached."""
    free = _free(build)
    _modified(build)
    _limit(build, Purpose.FLOOR, free)
    _gated(build)
    _limit(build, Purpose.CAP, free)
    _guarantee(build, free)
    build.step(Purpose.REACHED, Unit.MONEY, running(build), ("kpis",))


def running(build: Build) -> Formula:
    """Return the sum of the lines written so far."""
    return total([Ref(step.name) for step in build.row_steps if step.purpose in RUNNING])


def _effect(build: Build, purpose: Purpose, turn: Turn, route: Route) -> None:
    build.step(purpose, Unit.MONEY, turned(turn), route, turn=turn)


def _modified(build: Build) -> None:
    factors = [Ref(f"modifiers.{name}") for name, one in build.modifiers.items() if one.of == "plan"]
    if any(one.of == "plan" for one in build.plan.modifiers.values()):
        before = running(build)
        _effect(
            build, Purpose.MODIFIED, Turn(before, build.money(product([before, *factors]))), ("modifiers",)
        )


def _gated(build: Build) -> None:
    gates = {name: gate for name, gate in build.gates.items() if gate.otherwise.of == "plan"}
    if not any(gate.otherwise.of == "plan" for gate in build.plan.gates.values()):
        return
    before = running(build)
    after = behind(gates, before, lambda rate: Product((rate, Ref("target_incentive"))))
    _effect(build, Purpose.GATED, Turn(before, build.money(after)), ("gates",))


def limit_formula(build: Build, limit: Limit, route: Route, incentive: Formula) -> Formula:
    """Return a cap or a floor as money: a rate of the target incentive, an amount, a share of pay."""
    if limit.amount is not None:
        return build.money(Given(limit.amount, route))
    if limit.rate is not None:
        return build.money(Product((Given(limit.rate, route), incentive)))
    share = limit.share
    if share is None:  # pragma: no cover - a limit is one of three things
        raise AssertionError(route)
    of_person = route[0] == "cap_total"
    accumulates = build.plan.accumulate is not None
    column: Formula = Fact(share.of)
    if share.of == "salary" and of_person:
        column = Fact(Figure.SALARY_COUNTED if accumulates else Figure.SALARY_OF_PERSON)
    build.demands.append(
        Demand(
            "column-missing",
            Known(column),
            msg("no `{column}`, and `{name}` is a share of it", column=share.of, name=route[0]),
            route,
            share.of,
            msg("fill the column `{column}`", column=share.of),
        )
    )
    factors: list[Formula] = [Given(share.share, (*route, "share")), column]
    if share.of != "salary":
        factors += [
            Given(Fraction(1, build.plan.periods_per_year)),
            *presence_factors(build, of_person=of_person),
        ]
    elif accumulates and not of_person:
        factors.append(Fact(Figure.PERIODS))
    return build.money(product(factors))


def limits_of(build: Build, name: str, incentive: Formula) -> list[Formula]:
    """Return the amounts of a list of limits of the plan."""
    limits: tuple[Limit, ...] = getattr(build.plan, name)
    alone = len(limits) == 1
    return [
        limit_formula(build, one, (name,) if alone else (name, at), incentive)
        for at, one in enumerate(limits)
    ]


def _free(build: Build) -> Formula:
    """1 where no line of the person is held: floor and guarantee wait for the last of their parts."""
    plan = build.plan
    held = [kpi_id for kpi_id in build.weighted if policy(build, plan.kpis[kpi_id]) == "hold"]
    free = product([if_chosen(build, kpi_id, known_line(build, kpi_id), ONE) for kpi_id in held])
    if Figure.PARTS not in build.columns or not (held or plan.floor or plan.guarantee):
        return free
    of_row = ZERO if free == ONE else Choose(free, ZERO, ONE)
    row = build.step(Purpose.HELD_OF_ROW, Unit.NUMBER, of_row, ("missing",))
    person = build.step(Purpose.HELD_OF_PERSON, Unit.NUMBER, Over(row.step, "sum", "person"), ("missing",))
    return Holds(person, "up_to", ZERO)


def _limit(build: Build, purpose: Literal[Purpose.FLOOR, Purpose.CAP], free: Formula) -> None:
    before = running(build)
    if not build.weighted:
        _idle(build, purpose, before)
        return
    limits = limits_of(build, purpose, Ref("target_incentive"))
    if not limits:
        return
    after: Formula
    if purpose is Purpose.CAP:
        after = Least((before, *limits))
    else:
        after = _unless_held(free, Greatest((before, *limits)), before)
    _effect(build, purpose, Turn(before, after, tuple(limits)), (purpose.value,))


def _idle(build: Build, purpose: Purpose, before: Formula) -> None:
    """Add a limit of the plan that changes nothing: the KPIs of this role have no weight (section 6)."""
    if getattr(build.plan, purpose):
        _effect(build, purpose, Turn(before, before), (purpose.value,))


def _unless_held(free: Formula, lifted: Formula, before: Formula) -> Formula:
    return lifted if free == ONE else Choose(free, lifted, before)


def _guarantee(build: Build, free: Formula) -> None:
    rule = build.plan.guarantee
    if rule is None:
        return
    before = running(build)
    if not build.weighted:
        _idle(build, Purpose.GUARANTEE, before)
        return
    least = build.money(
        Product((Given(rule.pays, ("guarantee", "pays")), Ref("target_incentive"), Fact(Figure.GUARANTEED)))
    )
    after = _unless_held(free, Greatest((before, least)), before)
    after = Choose(Holds(Fact(Figure.GUARANTEED), "above", ZERO), after, before)
    _effect(build, Purpose.GUARANTEE, Turn(before, after, (least,)), ("guarantee",))
