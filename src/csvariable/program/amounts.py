"""The amounts of a row: target incentive, weights, parts and payouts (language, sections 6, 10 and 11)."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Choose,
    Fact,
    Formula,
    Given,
    Holds,
    Known,
    Part,
    Product,
    Quotient,
    Ref,
    Split,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Note
from csvariable.kernel.unit import Unit
from csvariable.plan.amounts import AnnualAmount, ShareOfPay
from csvariable.program.attainment import has_attainment
from csvariable.program.build import NOTHING, ZERO, Build, product, total
from csvariable.program.conditions import names_in
from csvariable.program.menu import demand_choice, if_chosen, weight_formula
from csvariable.program.names import as_the_curve_gives, route_of
from csvariable.program.rates import known_line, policy


def incentive_step(build: Build) -> None:
    """Add the target incentive: person > role > plan, then presence and fte, rounded once."""
    written = build.plan.target_incentive
    route: Route = ("target_incentive",)
    given = None if written is None else _written_incentive(build, written, route)
    column = "target_incentive"
    if column in build.columns:
        own = product([Fact(column), *presence_factors(build)])
        given = own if given is None else Choose(Known(Fact(column)), own, given)
    if given is None:
        if build.weighted:
            build.demands.append(_no_incentive())
            given = NOTHING
        else:
            return
    if isinstance(written, ShareOfPay) or (written is None and column in build.columns and build.weighted):
        build.demands.append(_no_incentive_of(written, given))
    build.step(Purpose.TARGET_INCENTIVE, Unit.MONEY, build.money(given), route)


def _no_incentive() -> Demand:
    return Demand(
        "target-incentive-missing",
        ZERO,
        msg("there is no target incentive for weighted KPIs"),
        ("target_incentive",),
        help=msg("write `target_incentive` in the plan or the role, or a column `target_incentive`"),
    )


def _no_incentive_of(written: object, given: Formula) -> Demand:
    """Refuse a person whose target incentive rests on an empty cell."""
    column = written.of if isinstance(written, ShareOfPay) else "target_incentive"
    return Demand(
        "target-incentive-missing",
        Known(given),
        msg("no `{column}`, so no target incentive", column=column),
        ("target_incentive",),
        column,
        msg("fill the column `{column}`", column=column),
    )


def presence_factors(build: Build, *, of_person: bool = False) -> list[Formula]:
    """The share of a period's amount that this row, or all rows of the person, stand for."""
    rule = build.plan.proration
    if (rule is not None and rule.amount != "none") or build.plan.accumulate is not None:
        return [Fact(Figure.PRESENCE_OF_PERSON if of_person else Figure.PRESENCE)]
    return []


def _written_incentive(build: Build, written: object, route: Route) -> Formula:
    periods = build.plan.periods_per_year
    amount_fte = [Fact("fte")] if "fte" in build.columns else []
    match written:
        case AnnualAmount(annual=annual, split=None):
            return product(
                [Given(annual / periods, (*route, "annual")), *presence_factors(build), *amount_fte]
            )
        case AnnualAmount(annual=annual):
            return product([Given(annual, (*route, "annual")), Fact(Figure.PRESENCE_SPLIT), *amount_fte])
        case ShareOfPay(share=share, of="salary"):
            periods_counted = [Fact(Figure.PERIODS)] if build.plan.accumulate is not None else []
            return product([Given(share, (*route, "share")), Fact("salary"), *periods_counted])
        case ShareOfPay(share=share, of=column):
            yearly = Product((Fact(column), Given(Fraction(1, periods))))
            return product([Given(share, (*route, "share")), yearly, *presence_factors(build)])
        case _:
            return product([Given(written, route), *presence_factors(build), *amount_fte])  # type: ignore[arg-type]


def weight_steps(build: Build) -> dict[str, Formula]:
    """Return each weighted KPI's weight in effect; spread where `reweight` may apply."""
    kpis = build.plan.kpis
    demand_choice(build)
    plain = {kpi_id: weight_formula(build, kpi_id) for kpi_id in build.weighted}
    spread = [kpi_id for kpi_id in build.weighted if policy(build, kpis[kpi_id]) == "reweight"]
    if not spread:
        return plain
    kept = {
        kpi_id: product([weight, known_line(build, kpi_id)]) if kpi_id in spread else weight
        for kpi_id, weight in plain.items()
    }
    whole = build.step(Purpose.PLAN_WEIGHT, Unit.RATE, total(list(kept.values())), ("kpis",))
    build.demands.append(
        Demand(
            "no-weight-left",
            Holds(whole, "above", ZERO),
            msg("no KPI is left to carry the weights"),
            ("kpis",),
            help=msg("every weighted KPI of this person is missing and says `missing: reweight`"),
        )
    )
    return {
        kpi_id: build.step(
            Purpose.WEIGHT,
            Unit.RATE,
            Choose(Holds(whole, "above", ZERO), Quotient(weight, whole), ZERO)
            if build.prorates
            else Quotient(weight, whole),
            route_of(kpi_id, "weight"),
            kpi=kpi_id,
        )
        for kpi_id, weight in kept.items()
    }


def line_steps(build: Build, weights: dict[str, Formula]) -> None:
    """Add part and payout of each weighted KPI, the plan's rates, and what is earned."""
    kpis = build.plan.kpis
    if build.prorates:
        build.notes.append(Note("absent", None, Fact(Figure.PRESENT), ("proration",)))
    if not weights:
        build.step(Purpose.EARNED, Unit.MONEY, ZERO, ("kpis",))
        return
    can_pay = (
        weights if build.plan.choose is None else [one for one in kpis if kpis[one].curve or kpis[one].matrix]
    )
    if all(has_attainment(build, kpi_id) for kpi_id in can_pay):
        terms = [
            if_chosen(
                build,
                kpi_id,
                product([weight_formula(build, kpi_id), Ref(f"{kpi_id}.attainment")]),
                ZERO,
            )
            for kpi_id in weights
        ]
        formula = build.rounded(total(terms), build.places(None, "attainment"))
        build.step(Purpose.PLAN_ATTAINMENT, Unit.RATE, formula, ("kpis",))
    _plan_rates(build, weights)
    exact = build.rounding.parts == "exact"
    split = Split(Ref("target_incentive"), tuple(weights.values()), tuple(weights), build.money_unit)
    for kpi_id, weight in weights.items():
        route = route_of(kpi_id, "weight")
        cut: Formula = Product((split.total, weight)) if exact else Part(split, kpi_id)
        cut = if_chosen(build, kpi_id, cut, NOTHING)
        ref = build.step(Purpose.PART, Unit.MONEY, cut, route, kpi=kpi_id)
        payout = build.money(Product((ref, Ref(f"{kpi_id}.payout_rate"))))
        if policy(build, kpis[kpi_id]) in {"reweight", "hold"}:
            payout = Choose(known_line(build, kpi_id), payout, ZERO)
        if build.prorates:
            payout = Choose(Fact(Figure.PRESENT), payout, ZERO)
        payout = if_chosen(build, kpi_id, payout, NOTHING)
        build.step(Purpose.PAYOUT, Unit.MONEY, payout, route_of(kpi_id), kpi=kpi_id)
    paid = [if_chosen(build, kpi_id, Ref(f"{kpi_id}.payout"), ZERO) for kpi_id in weights]
    build.step(Purpose.EARNED, Unit.MONEY, total(paid), ("kpis",))


def _plan_rates(build: Build, weights: dict[str, Formula]) -> None:
    """Sum of weight x payout rate, as paid and, where a rule reads it, as the curves give it."""
    read = any("plan.payout_rate" in list(names_in(gate.when)) for gate in build.gates.values())
    read = read or any(modifier.by == "plan.payout_rate" for modifier in build.modifiers.values())
    if read:
        build.step(
            Purpose.PLAN_CURVE_RATE,
            Unit.RATE,
            _weighted_rate(build, weights, curve=True),
            ("kpis",),
        )
    build.step(
        Purpose.PLAN_PAYOUT_RATE,
        Unit.RATE,
        _weighted_rate(build, weights, curve=False),
        ("kpis",),
    )


def _weighted_rate(build: Build, weights: dict[str, Formula], *, curve: bool) -> Formula:
    terms: list[Formula] = []
    for kpi_id, weight in weights.items():
        rate: Formula = Ref(f"{kpi_id}.payout_rate")
        if curve:
            rate = as_the_curve_gives(build)(f"{kpi_id}.payout_rate")[0]
        term: Formula = Product((weight, rate))
        if policy(build, build.plan.kpis[kpi_id]) == "reweight":
            term = Choose(known_line(build, kpi_id), term, ZERO)
        terms.append(if_chosen(build, kpi_id, term, ZERO))
    return total(terms)
