"""A KPI's steps up to its payout rate as the curve gives it (language, sections 3 and 10)."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from csvariable.kernel.formula import Fact, Formula, Given, Greatest, Known, Least, Ref
from csvariable.kernel.message import Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand
from csvariable.plan.kpi import Kpi
from csvariable.program.attainment import attainment_step
from csvariable.program.build import ONE, Build, product, total
from csvariable.program.menu import if_chosen
from csvariable.program.names import (
    as_the_curve_gives,
    line_names,
    needed,
    read_by_bonuses,
    read_by_rules,
    route_of,
    split,
)
from csvariable.program.rates import curve_rate_step, known_line, own_policy, policy
from csvariable.program.samples import missing_beside, sampled
from csvariable.program.targets import target_step


def kpi_steps(build: Build) -> None:
    """Add the steps of every KPI up to its payout rate as the curve gives it."""
    names = needed(build)
    read = _read_beside(build)
    for kpi_id, kpi in build.plan.kpis.items():
        asked = len(build.demands)
        if kpi.sample is not None and kpi.sample.towards == "target":
            target_step(build, kpi_id, kpi)
            _actual(build, kpi_id, kpi)
        else:
            _actual(build, kpi_id, kpi)
            target_step(build, kpi_id, kpi)
        attainment_step(build, kpi_id, kpi, names)
        if kpi.curve is not None or kpi.matrix is not None:
            curve_rate_step(build, kpi_id, kpi)
        if kpi_id not in read:
            _only_of_chosen(build, kpi_id, asked)
    _demand_values(build, names)


def _read_beside(build: Build) -> set[str]:
    """Return the KPIs that rules or bonuses read: of them a value is asked of everybody."""
    return {split(name)[0] for name in (*read_by_rules(build), *read_by_bonuses(build))}


def _only_of_chosen(build: Build, kpi_id: str, asked: int) -> None:
    """Ask the demands from a place on of those alone who have chosen a KPI."""
    build.demands[asked:] = [
        replace(one, holds=if_chosen(build, kpi_id, one.holds, ONE)) for one in build.demands[asked:]
    ]


def _actual(build: Build, kpi_id: str, kpi: Kpi) -> None:
    formula = build.rounded(_measured(build, kpi_id, kpi), build.places(kpi, "actual"))
    build.step(Purpose.ACTUAL, kpi.measured_in, formula, route_of(kpi_id), kpi=kpi_id)


def _measured(build: Build, kpi_id: str, kpi: Kpi) -> Formula:
    """Return the value of a KPI: made of others, or a fact."""
    if kpi.measure is not None:
        from csvariable.plan import measure as written

        resolve = as_the_curve_gives(build)
        match kpi.measure:
            case written.SumOf(sum=factors):
                terms = [
                    product([Given(rate, route_of(kpi_id, "measure", "sum", name)), resolve(name)[0]])
                    for name, rate in factors.items()
                ]
                return total(terms)
            case written.LeastOf(least=names):
                return Least(tuple(resolve(name)[0] for name in names))
            case written.GreatestOf(greatest=names):
                return Greatest(tuple(resolve(name)[0] for name in names))
            case _:
                pass
    return Fact(f"{kpi_id}.actual") if kpi.sample is None else sampled(build, kpi_id, kpi, kpi.sample)


def _unmeasured_matrix(build: Build, kpi_id: str) -> Demand:
    return Demand(
        "missing-value",
        known_line(build, kpi_id),
        msg("the matrix of `{kpi}` reads a measure that has no value", kpi=kpi_id),
        route_of(kpi_id, "missing"),
        help=msg(
            "fill the value, or say what holds: `missing: zero`, `at-target`, "
            "`reweight` or `hold` under `{kpi}`",
            kpi=kpi_id,
        ),
    )


def _demand_values(build: Build, names: frozenset[str]) -> None:
    """Refuse missing values, but for the lines whose policy says what to do."""
    lines = {name for kpi_id in build.plan.kpis for name in line_names(build, kpi_id)}
    by_rules = {
        kpi_id for kpi_id, field in map(split, read_by_rules(build)) if field in {"actual", "attainment"}
    }
    read = {kpi_id for kpi_id, field in map(split, names) if field in {"actual", "attainment"}}
    beside_lines = _read_beside(build)
    for kpi_id, kpi in build.plan.kpis.items():
        asked = len(build.demands)
        if kpi.matrix is not None and policy(build, kpi) == "error":
            build.demands.append(_unmeasured_matrix(build, kpi_id))
        beside = missing_beside(kpi_id, kpi)
        if beside is not None and own_policy(build, kpi) == "error":
            build.demands.append(replace(_no_value(kpi_id, kpi.scope), holds=beside))
        is_line = bool({kpi_id, f"{kpi_id}.attainment"} & lines)
        strict = policy(build, kpi) == "error" and (is_line or kpi_id in read)
        if strict or (kpi_id in by_rules and not kpi.is_of_steps):
            build.demands.append(_no_value(kpi_id, "person" if kpi.is_of_steps else kpi.scope))
        if kpi_id not in beside_lines:
            _only_of_chosen(build, kpi_id, asked)


def _no_value(kpi_id: str, scope: Literal["person", "team", "company"]) -> Demand:
    return Demand(
        "missing-value",
        Known(Ref(f"{kpi_id}.actual")),
        msg("`{kpi}` has no value", kpi=kpi_id),
        route_of(kpi_id, "missing"),
        f"{kpi_id}.actual",
        _fill(kpi_id, scope),
        scope,
    )


def _fill(kpi_id: str, scope: str) -> Message:
    """Say where a value that is lacking is to be written."""
    match scope:
        case "team":
            return msg(
                "add a row of the team (`team` filled, `participant` empty) with `{kpi}`, or say in the plan "
                "what holds: `missing: zero`, `at-target`, `reweight` or `hold` under `{kpi}`",
                kpi=kpi_id,
            )
        case "company":
            return msg(
                "add a row of the company (`participant` is `*`) with `{kpi}`, or say in the plan "
                "what holds: `missing: zero`, `at-target`, `reweight` or `hold` under `{kpi}`",
                kpi=kpi_id,
            )
        case _:
            return msg(
                "fill the cell, or say in the plan what holds: `missing: zero`, `at-target`, "
                "`reweight` or `hold` under `{kpi}`",
                kpi=kpi_id,
            )
