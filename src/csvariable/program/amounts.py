"""The amounts of a row: target incentive, parts, payouts, and what limits them (sections 5, 6 and 10)."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from csvariable.diagnostic import Route
from csvariable.formula import (
    Choose,
    Demand,
    Fact,
    Formula,
    Given,
    Greatest,
    Holds,
    Kind,
    Known,
    Least,
    Note,
    Part,
    Product,
    Quotient,
    Ref,
    Sum,
)
from csvariable.plan.amounts import AnnualAmount, Limit, ShareOfPay
from csvariable.program.build import ONE, ZERO, Build, minus, product, total
from csvariable.program.conditions import condition, names_in
from csvariable.program.curves import factor_curve
from csvariable.program.kpis import has_attainment, known_line, policy, route_of
from csvariable.program.names import as_the_curve_gives, split
from csvariable.quantity import Unit

RUNNING = ("earned", "modified", "floor", "gated", "cap", "guarantee")
"""The lines of a row that add up to what it reached, in the order of the pipeline."""


def gate_and_modifier_steps(build: Build) -> None:
    """Add each gate (1 open, 0 closed) and each modifier (its factor)."""
    resolve = as_the_curve_gives(build)
    for name, gate in build.plan.gates.items():
        route: Route = ("gates", name)
        formula = _neutral_when_away(build, condition(build, gate.when, resolve, gate.missing))
        build.step(f"gates.{name}", Kind.GATE, Unit.FLAG, formula, route)
        if gate.missing is None:
            build.demands.append(_unmeasured(name, "gate", Ref(f"gates.{name}"), (*route, "when")))
    for name, modifier in build.plan.modifiers.items():
        route = ("modifiers", name)
        read, unit = resolve(modifier.by)
        kpi = build.plan.kpis.get(split(modifier.by)[0])
        falling = kpi is not None and kpi.lower_is_better and split(modifier.by)[1] in {"actual", "target"}
        factor: Formula = factor_curve(
            modifier.curve, read, partial(build.level, unit=unit), (*route, "curve"), falling=falling
        )
        if modifier.missing is not None:
            factor = Choose(Known(read), factor, Given(modifier.missing, (*route, "missing")))
        factor = _neutral_when_away(build, factor)
        build.step(f"modifiers.{name}", Kind.MODIFIER, Unit.RATE, factor, route)
        if modifier.missing is None:
            build.demands.append(_unmeasured(name, "modifier", Ref(f"modifiers.{name}"), (*route, "by")))


def _neutral_when_away(build: Build, formula: Formula) -> Formula:
    """Return a rule that is 1 where it reads what somebody with presence 0 does not owe."""
    if not build.prorates:
        return formula
    return Choose(Known(formula), formula, Choose(Fact("present"), Quotient(ONE, ZERO), ONE))


def _unmeasured(name: str, what: str, read: Formula, route: Route) -> Demand:
    says = "`missing: holds` or `missing: fails`" if what == "gate" else "`missing: 100 %`"
    return Demand(
        "measure-missing",
        Known(read),
        f"the {what} `{name}` reads a measure that has no value",
        route,
        help=f"fill the value, or say what holds without it: {says}",
    )


def incentive_step(build: Build) -> None:
    """Add the target incentive: person > role > plan, then presence and fte, rounded once."""
    written = build.plan.target_incentive
    route: Route = ("target_incentive",)
    given = None if written is None else _written_incentive(build, written, route)
    column = "target_incentive"
    if column in build.columns:
        own = product([Fact(column), *_presence(build)])
        given = own if given is None else Choose(Known(Fact(column)), own, given)
    if given is None:
        if build.weighted:
            build.demands.append(_no_incentive())
            given = Quotient(ONE, ZERO)
        else:
            return
    if isinstance(written, ShareOfPay) or (written is None and column in build.columns and build.weighted):
        build.demands.append(_no_incentive_of(written))
    build.step(column, Kind.TARGET_INCENTIVE, Unit.MONEY, build.money(given), route)


def _no_incentive() -> Demand:
    return Demand(
        "target-incentive-missing",
        ZERO,
        "there is no target incentive for weighted KPIs",
        ("target_incentive",),
        help="write `target_incentive` in the plan or the role, or a column `target_incentive`",
    )


def _no_incentive_of(written: object) -> Demand:
    column = written.of if isinstance(written, ShareOfPay) else "target_incentive"
    return Demand(
        "target-incentive-missing",
        Known(Fact(column)),
        f"no `{column}`, so no target incentive",
        ("target_incentive",),
        column,
        f"fill the column `{column}`",
    )


def _presence(build: Build, *, of_person: bool = False) -> list[Formula]:
    """The share of a period's amount that this row, or all rows of the person, stand for."""
    rule = build.plan.proration
    if (rule is not None and rule.amount != "none") or build.plan.accumulate is not None:
        return [Fact("presence.person" if of_person else "presence")]
    return []


def _written_incentive(build: Build, written: object, route: Route) -> Formula:
    periods = build.plan.periods_per_year
    amount_fte = [Fact("fte")] if "fte" in build.columns else []
    match written:
        case AnnualAmount(annual=annual, split=None):
            return product([Given(annual / periods, (*route, "annual")), *_presence(build), *amount_fte])
        case AnnualAmount(annual=annual):
            return product([Given(annual, (*route, "annual")), Fact("presence.split"), *amount_fte])
        case ShareOfPay(share=share, of="salary"):
            periods_counted = [Fact("periods")] if build.plan.accumulate is not None else []
            return product([Given(share, (*route, "share")), Fact("salary"), *periods_counted])
        case ShareOfPay(share=share, of=column):
            yearly = Product((Fact(column), Given(Fraction(1, periods))))
            return product([Given(share, (*route, "share")), yearly, *_presence(build)])
        case _:
            return product([Given(written, route), *_presence(build), *amount_fte])  # type: ignore[arg-type]


def weight_formula(build: Build, kpi_id: str) -> Formula:
    """Return the weight of a KPI: the person's, or the plan's, before any is spread."""
    given = Given(build.weight(build.plan.kpis[kpi_id]), route_of(kpi_id, "weight"))
    return build.column_or(f"{kpi_id}.weight", given) or given


def weight_steps(build: Build) -> dict[str, Formula]:
    """Return each weighted KPI's weight in effect; spread where `reweight` may apply."""
    kpis = build.plan.kpis
    plain = {kpi_id: weight_formula(build, kpi_id) for kpi_id in build.weighted}
    spread = [kpi_id for kpi_id in build.weighted if policy(build, kpis[kpi_id]) == "reweight"]
    if not spread:
        return plain
    kept = {
        kpi_id: product([weight, known_line(build, kpi_id)]) if kpi_id in spread else weight
        for kpi_id, weight in plain.items()
    }
    whole = build.step(
        "plan.weight", Kind.INTERNAL, Unit.RATE, total(list(kept.values())), ("kpis",), public=False
    )
    build.demands.append(
        Demand(
            "no-weight-left",
            Holds(whole, "above", ZERO),
            "no KPI is left to carry the weights",
            ("kpis",),
            help="every weighted KPI of this person is missing and says `missing: reweight`",
        )
    )
    return {
        kpi_id: build.step(
            f"{kpi_id}.weight",
            Kind.WEIGHT,
            Unit.RATE,
            Choose(Holds(whole, "above", ZERO), Quotient(weight, whole), ZERO)
            if build.prorates
            else Quotient(weight, whole),
            route_of(kpi_id, "weight"),
            kpi=kpi_id,
            public=False,
        )
        for kpi_id, weight in kept.items()
    }


def line_steps(build: Build, weights: dict[str, Formula]) -> None:
    """Add part and payout of each weighted KPI, the plan's rates, and what is earned."""
    kpis = build.plan.kpis
    if build.prorates:
        build.notes.append(Note("absent", None, Fact("present"), ("proration",)))
    if not weights:
        build.step("earned", Kind.EARNED, Unit.MONEY, ZERO, ("kpis",))
        return
    if all(has_attainment(build, kpi_id) for kpi_id in weights):
        terms = [product([weight_formula(build, kpi_id), Ref(f"{kpi_id}.attainment")]) for kpi_id in weights]
        formula = build.rounded(total(terms), build.places(None, "attainment"))
        build.step("plan.attainment", Kind.PLAN_ATTAINMENT, Unit.RATE, formula, ("kpis",))
    _plan_rates(build, weights)
    for kpi_id, weight in weights.items():
        route = route_of(kpi_id, "weight")
        part: Formula = Ref("target_incentive")
        if len(weights) > 1 or weight != ONE:
            part = Part(
                Ref("target_incentive"), tuple(weights.values()), tuple(weights), kpi_id, build.money_unit
            )
        ref = build.step(f"{kpi_id}.part", Kind.PART, Unit.MONEY, part, route, kpi=kpi_id)
        payout = build.money(Product((ref, Ref(f"{kpi_id}.payout_rate"))))
        if policy(build, kpis[kpi_id]) in {"reweight", "hold"}:
            payout = Choose(known_line(build, kpi_id), payout, ZERO)
        if build.prorates:
            payout = Choose(Fact("present"), payout, ZERO)
        build.step(f"{kpi_id}.payout", Kind.PAYOUT, Unit.MONEY, payout, route_of(kpi_id), kpi=kpi_id)
    build.step(
        "earned", Kind.EARNED, Unit.MONEY, total([Ref(f"{kpi_id}.payout") for kpi_id in weights]), ("kpis",)
    )


def _plan_rates(build: Build, weights: dict[str, Formula]) -> None:
    """Sum of weight x payout rate, as paid and, where a rule reads it, as the curves give it."""
    read = any("plan.payout_rate" in list(names_in(gate.when)) for gate in build.plan.gates.values())
    read = read or any(modifier.by == "plan.payout_rate" for modifier in build.plan.modifiers.values())
    if read:
        build.step(
            "plan.curve_rate",
            Kind.INTERNAL,
            Unit.RATE,
            _weighted_rate(build, weights, curve=True),
            ("kpis",),
            public=False,
        )
    build.step(
        "plan.payout_rate",
        Kind.PLAN_PAYOUT_RATE,
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
        terms.append(term)
    return total(terms)


# ---------------------------------------------------------------------- after the lines are added


def effect_steps(build: Build) -> None:
    """Add modifiers, floor, gates, cap and guarantee of the plan as lines, then what was reached."""
    if not any(step.name == "earned" for step in build.row_steps):
        return
    _modified(build)
    _limit(build, "floor")
    _gated(build)
    _limit(build, "cap")
    _guarantee(build)
    build.step("reached", Kind.INTERNAL, Unit.MONEY, running(build), ("kpis",), public=False)


def running(build: Build) -> Formula:
    """Return the sum of the lines written so far."""
    written = {step.name for step in build.row_steps}
    return total([Ref(name) for name in RUNNING if name in written])


def _effect(build: Build, name: str, after: Formula, before: Formula, route: Route) -> None:
    build.step(name, Kind.EFFECT, Unit.MONEY, Sum((after, minus(before))), route)


def _modified(build: Build) -> None:
    factors = [Ref(f"modifiers.{name}") for name, one in build.plan.modifiers.items() if one.of == "plan"]
    if factors:
        before = running(build)
        _effect(build, "modified", build.money(product([before, *factors])), before, ("modifiers",))


def _gated(build: Build) -> None:
    gates = {name: gate for name, gate in build.plan.gates.items() if gate.otherwise.of == "plan"}
    if not gates:
        return
    before = running(build)
    limits: list[Formula] = [
        Choose(
            Ref(f"gates.{name}"),
            before,
            Product(
                (Given(gate.otherwise.cap, ("gates", name, "otherwise", "cap")), Ref("target_incentive"))
            ),
        )
        for name, gate in gates.items()
        if gate.otherwise.cap is not None
    ]
    factors: list[Formula] = [
        Choose(Ref(f"gates.{name}"), ONE, Given(gate.otherwise.times, ("gates", name, "otherwise", "times")))
        for name, gate in gates.items()
        if gate.otherwise.times is not None
    ]
    limited = Least((before, *limits)) if limits else before
    _effect(build, "gated", build.money(product([limited, *factors])), before, ("gates",))


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
    column: Formula = Fact("salary.person" if share.of == "salary" and of_person else share.of)
    build.demands.append(
        Demand(
            "column-missing",
            Known(column),
            f"no `{share.of}`, and `{route[0]}` is a share of it",
            route,
            share.of,
            f"fill the column `{share.of}`",
        )
    )
    factors: list[Formula] = [Given(share.share, (*route, "share")), column]
    if share.of != "salary":
        factors += [Given(Fraction(1, build.plan.periods_per_year)), *_presence(build, of_person=of_person)]
    elif build.plan.accumulate is not None:
        factors.append(Fact("periods"))
    return build.money(product(factors))


def limits_of(build: Build, name: str, incentive: Formula) -> list[Formula]:
    """Return the amounts of a list of limits of the plan."""
    limits: tuple[Limit, ...] = getattr(build.plan, name)
    alone = len(limits) == 1
    return [
        limit_formula(build, one, (name,) if alone else (name, at), incentive)
        for at, one in enumerate(limits)
    ]


def _held(build: Build) -> Formula:
    """1 where no line of the row is held."""
    held = [kpi_id for kpi_id in build.weighted if policy(build, build.plan.kpis[kpi_id]) == "hold"]
    return product([known_line(build, kpi_id) for kpi_id in held])


def _limit(build: Build, name: str) -> None:
    limits = limits_of(build, name, Ref("target_incentive"))
    if not limits:
        return
    before = running(build)
    after: Formula = Greatest((before, *limits)) if name == "floor" else Least((before, *limits))
    if name == "floor" and (free := _held(build)) != ONE:
        after = Choose(free, after, before)
    _effect(build, name, after, before, (name,))


def _guarantee(build: Build) -> None:
    rule = build.plan.guarantee
    if rule is None:
        return
    before = running(build)
    least = build.money(
        Product((Given(rule.pays, ("guarantee", "pays")), Ref("target_incentive"), Fact("guarantee.share")))
    )
    after: Formula = Greatest((before, least))
    if (free := _held(build)) != ONE:
        after = Choose(free, after, before)
    after = Choose(Holds(Fact("guarantee.share"), "above", ZERO), after, before)
    _effect(build, "guarantee", after, before, ("guarantee",))
