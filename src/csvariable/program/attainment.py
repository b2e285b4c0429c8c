"""A KPI's attainment, and what has none (language, section 3)."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Known,
    Product,
    Quotient,
    Ref,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.segment import BoundWord
from csvariable.kernel.step import Demand
from csvariable.kernel.unit import Unit
from csvariable.plan.kpi import Kpi
from csvariable.program.build import NOTHING, ONE, ZERO, Build, minus, product
from csvariable.program.conditions import names_in
from csvariable.program.names import (
    line_names,
    read_by_bonuses,
    read_by_rules,
    route_of,
)
from csvariable.program.targets import has_target


def has_attainment(build: Build, kpi_id: str) -> bool:
    """Whether the KPI has an attainment at all (language, section 3)."""
    kpi = build.plan.kpis[kpi_id]
    based = kpi.baseline is not None or f"{kpi_id}.baseline" in build.columns
    said = kpi.direction == "higher" or based or kpi.attainment is not None
    return has_target(build, kpi_id) and said


def attainment_formula(kpi: Kpi, actual: Formula, target: Formula, baseline: Formula | None) -> Formula:
    """Return A / T, T / A, 2 - A / T or (A - Y) / (T - Y) (language, section 3)."""
    if baseline is not None:
        return Quotient(Sum((actual, minus(baseline))), Sum((target, minus(baseline))))
    match kpi.attainment or "ratio":
        case "inverse":
            return Quotient(target, actual)
        case "distance":
            return Greatest((ZERO, Sum((Given(Fraction(2)), minus(Quotient(actual, target))))))
        case _:
            return Quotient(actual, target)


def own_baseline(build: Build, kpi_id: str, kpi: Kpi) -> Formula | None:
    """Return the baseline that some people have of their own where the plan gives the others none."""
    return None if kpi.baseline is not None else build.column_or(f"{kpi_id}.baseline", None)


def by_baseline(own: Formula | None, with_it: Formula, without: Formula) -> Formula:
    """Return what holds for who has a baseline of their own, and for who has none."""
    return without if own is None else Choose(Known(own), with_it, without)


def attainment_step(build: Build, kpi_id: str, kpi: Kpi, names: frozenset[str]) -> None:
    """Add the attainment of a KPI, where it has a target or somebody reads it."""
    if not has_attainment(build, kpi_id):
        return
    actual, target = Ref(f"{kpi_id}.actual"), Ref(f"{kpi_id}.target")
    given = (
        None
        if kpi.baseline is None
        else Given(build.level(kpi.baseline, kpi.measured_in), route_of(kpi_id, "baseline"))
    )
    baseline = build.column_or(f"{kpi_id}.baseline", given)
    formula = attainment_formula(kpi, actual, target, baseline)
    defined = _is_defined(kpi, actual, target, baseline)
    if (own := own_baseline(build, kpi_id, kpi)) is not None:
        formula = by_baseline(own, formula, attainment_formula(kpi, actual, target, None))
        defined = by_baseline(own, defined, _is_defined(kpi, actual, target, None))
    formula = build.rounded(formula, build.places(kpi, "attainment"))
    read = names | _conditions_read(build)
    if f"{kpi_id}.attainment" not in read or build.plan.choose is not None or build.prorates:
        formula = Choose(defined, formula, NOTHING)
    build.step(Purpose.ATTAINMENT, Unit.RATE, formula, route_of(kpi_id), kpi=kpi_id)
    if f"{kpi_id}.attainment" in read:
        _demand_attainment(build, kpi_id, kpi, baseline)


def _is_defined(kpi: Kpi, actual: Formula, target: Formula, baseline: Formula | None) -> Formula:
    """Return 1 where there is an attainment: what would refuse it is no error while nothing reads it."""
    if baseline is not None:
        return Holds(target, "below" if kpi.lower_is_better else "above", baseline)
    if kpi.lower_is_better and kpi.attainment is None:
        return ZERO
    positive: Formula = Holds(target, "above", ZERO)
    return product([positive, Holds(actual, "above", ZERO)]) if kpi.attainment == "inverse" else positive


def _demand_attainment(build: Build, kpi_id: str, kpi: Kpi, baseline: Formula | None) -> None:
    """Refuse what has no attainment, naming the person and the KPI (language, section 3)."""
    actual, target = Ref(f"{kpi_id}.actual"), Ref(f"{kpi_id}.target")
    column, route = f"{kpi_id}.target", route_of(kpi_id, "target")
    if f"{kpi_id}.target" in build.columns or kpi.target == "members":
        build.demands.append(
            Demand(
                "target-missing",
                Known(target),
                msg("`{kpi}` has no target", kpi=kpi_id),
                route_of(kpi_id),
                column,
                msg("fill the column `{column}.target`, or write `target` in the plan", column=kpi_id),
            )
        )
    if baseline is not None:
        _demand_side(build, kpi_id, kpi, baseline)
    own = own_baseline(build, kpi_id, kpi)
    if baseline is not None and own is None:
        return
    build.demands.append(
        Demand(
            "target-not-positive",
            by_baseline(
                own, ONE, Choose(Product((Known(actual), Known(target))), Holds(target, "above", ZERO), ONE)
            ),
            msg("the target of `{kpi}` is not above 0, so there is no attainment", kpi=kpi_id),
            route,
            column,
            msg("give a target above 0, or let the curve read the actual (`of: actual`)"),
        )
    )
    if kpi.attainment == "inverse":
        _demand_inverse(build, kpi_id, kpi, own)


def _demand_side(build: Build, kpi_id: str, kpi: Kpi, baseline: Formula) -> None:
    """Refuse a target on the wrong side of its baseline."""
    actual, target = Ref(f"{kpi_id}.actual"), Ref(f"{kpi_id}.target")
    side: BoundWord = "below" if kpi.lower_is_better else "above"
    words = msg("under") if kpi.lower_is_better else msg("above")
    build.demands.append(
        Demand(
            "baseline-side",
            Choose(
                Product((Known(actual), Known(target), Known(baseline))),
                Holds(target, side, baseline),
                ONE,
            ),
            msg("the target of `{kpi}` must stand {side} its baseline", kpi=kpi_id, side=words),
            route_of(kpi_id, "target"),
            f"{kpi_id}.target",
        )
    )


def _demand_inverse(build: Build, kpi_id: str, kpi: Kpi, own: Formula | None) -> None:
    actual = Ref(f"{kpi_id}.actual")
    capped = (kpi.curve is not None and kpi.curve.cap is not None) or kpi.cap is not None
    word: BoundWord = "from" if capped else "above"
    said = msg("is below 0") if capped else msg("is 0 or below, and nothing caps its payout rate")
    holds: Formula = Holds(actual, word, ZERO)
    own_cap = f"{kpi_id}.cap"
    if own_cap in build.columns:
        holds = Choose(Known(Fact(own_cap)), Holds(actual, "from", ZERO), holds)
    build.demands.append(
        Demand(
            "actual-not-positive",
            by_baseline(own, ONE, Choose(Known(actual), holds, ONE)),
            msg("`{kpi}` {said}: an inverse attainment divides by it", kpi=kpi_id, said=said),
            route_of(kpi_id, "attainment"),
            f"{kpi_id}.actual",
            msg("use `attainment: distance`, a `cap`, or a curve `of: actual`"),
        )
    )
    if f"{kpi_id}.attainment" in _conditions_read(build):
        build.demands.append(
            Demand(
                "actual-not-positive",
                by_baseline(own, ONE, Choose(Known(actual), Holds(actual, "above", ZERO), ONE)),
                msg(
                    "`{kpi}` is 0: it has no inverse attainment, and more than its own curve reads it",
                    kpi=kpi_id,
                ),
                route_of(kpi_id, "attainment"),
                f"{kpi_id}.actual",
            )
        )


def _conditions_read(build: Build) -> frozenset[str]:
    """Return the names that conditions, modifiers, matrices and bonuses read, `plan.attainment` in parts."""
    plan = build.plan
    found = {*read_by_rules(build), *read_by_bonuses(build)}
    found |= {name for gate in build.gates.values() for name in names_in(gate.when)}
    found |= {modifier.by for modifier in build.modifiers.values()}
    found |= {name for kpi_id, kpi in plan.kpis.items() if kpi.matrix for name in line_names(build, kpi_id)}
    if "plan.attainment" in found:
        found |= {f"{kpi_id}.attainment" for kpi_id in build.weighted}
    return frozenset(found)
