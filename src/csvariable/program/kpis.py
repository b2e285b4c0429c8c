"""A KPI's steps: actual, target, attainment, payout rate (language, sections 3, 4 and 10)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, TypeAlias

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
    Over,
    Product,
    Quotient,
    Ref,
    Sum,
    Word,
)
from csvariable.plan import kpi as written
from csvariable.plan.kpi import Kpi
from csvariable.program.build import ONE, ZERO, Build, minus, product, total
from csvariable.program.conditions import names_in
from csvariable.program.curves import grid, payout_curve, threshold_of
from csvariable.program.names import (
    as_the_curve_gives,
    curve_rate,
    is_shaped,
    line_names,
    needed,
    read_by_bonuses,
    read_by_rules,
    split,
)
from csvariable.quantity import Quantity, Unit

NoteKind: TypeAlias = Literal["held", "zero", "at-target", "reweighted", "absent"]


def kpi_steps(build: Build) -> None:
    """Add the steps of every KPI up to its payout rate as the curve gives it."""
    names = needed(build)
    for kpi_id, kpi in build.plan.kpis.items():
        _actual(build, kpi_id, kpi)
        _target(build, kpi_id, kpi)
        _attainment(build, kpi_id, kpi, names)
        if kpi.curve is not None or kpi.matrix is not None:
            _curve_rate(build, kpi_id, kpi)
    _demand_values(build, names)


def route_of(kpi_id: str, *more: str | int) -> Route:
    """Return the route of a part of a KPI."""
    return ("kpis", kpi_id, *more)


def _actual(build: Build, kpi_id: str, kpi: Kpi) -> None:
    resolve = as_the_curve_gives(build)
    formula: Formula
    match kpi.measure:
        case written.Sum(sum=factors):
            terms = [
                product([Given(rate, route_of(kpi_id, "measure", "sum", name)), resolve(name)[0]])
                for name, rate in factors.items()
            ]
            formula = total(terms)
        case written.Least(least=names):
            formula = Least(tuple(resolve(name)[0] for name in names))
        case written.Greatest(greatest=names):
            formula = Greatest(tuple(resolve(name)[0] for name in names))
        case _:
            formula = Fact(f"{kpi_id}.actual")
    formula = build.rounded(formula, build.places(kpi, "actual"))
    build.step(f"{kpi_id}.actual", Kind.ACTUAL, kpi.measured_in, formula, route_of(kpi_id), kpi=kpi_id)


def target_formula(build: Build, kpi_id: str, kpi: Kpi) -> Formula | None:
    """Return the target of a person, scaled by ramp, presence and fte, or None where there is none."""
    if kpi.target == "members":
        return Over(f"{kpi_id}.target_of_member", "sum", "company" if kpi.scope == "company" else "team")
    column = f"{kpi_id}.target"
    given: Formula | None = None
    if kpi.target is not None:
        given = _written_target(build, kpi_id, kpi)
    scaled = kpi.scope == "person" and kpi.is_additive
    if not scaled:
        written_ = build.column_or(column, given)
        if written_ is None or build.plan.accumulate is None or not kpi.is_additive:
            return written_
        return Product((written_, Fact("periods.all")))
    time, ramped = _time(build, kpi_id), _ramp_value(build, kpi_id)
    rule = build.plan.proration
    fte = [Fact("fte")] if "fte" in build.columns and rule is not None and rule.targets == "additive" else []
    if given is not None:
        given = total([product([given, *time, *fte]), *[product([value, *fte]) for value in ramped]])
    if column not in build.columns:
        return given
    own: Formula = total([product([Fact(column), *time]), *ramped])
    return own if given is None else Choose(Known(Fact(column)), own, given)


def _written_target(build: Build, kpi_id: str, kpi: Kpi) -> Given:
    """The target of one period: as written, or the share of a yearly one."""
    route = route_of(kpi_id, "target")
    if isinstance(kpi.target, written.YearlyTarget):
        yearly = build.level(kpi.target.annual, kpi.measured_in)
        return Given(yearly / build.plan.periods_per_year, (*route, "annual"))
    if not isinstance(kpi.target, Quantity):  # pragma: no cover - a target of members has no figure
        raise TypeError(kpi_id)
    return Given(build.level(kpi.target, kpi.measured_in), route)


def _time(build: Build, kpi_id: str) -> list[Formula]:
    """The share of a period's target that the days of this row stand for."""
    plan = build.plan
    targets = plan.proration is not None and plan.proration.targets == "additive"
    if targets or plan.ramp is not None or plan.accumulate is not None:
        ramped = plan.ramp is not None and (plan.ramp.factors or kpi_id in plan.ramp.values)
        return [Fact(f"time.{kpi_id}" if ramped else "time.targets")]
    return []


def _ramp_value(build: Build, kpi_id: str) -> list[Formula]:
    ramp = build.plan.ramp
    return [Fact(f"ramp.{kpi_id}")] if ramp is not None and kpi_id in ramp.values else []


def _target(build: Build, kpi_id: str, kpi: Kpi) -> None:
    formula = target_formula(build, kpi_id, kpi)
    if formula is None:
        return
    rule = build.plan.proration
    prorated = rule is not None and rule.targets == "additive"
    member: Formula = Ref(f"{kpi_id}.target")
    if "parts" in build.columns:
        member = Choose(Fact("parts.last"), member, ZERO)
    if "parts" in build.columns and kpi.scope == "person" and kpi.is_additive and prorated:
        row = build.step(
            f"{kpi_id}.target_of_row",
            Kind.INTERNAL,
            kpi.measured_in,
            formula,
            route_of(kpi_id, "target"),
            kpi=kpi_id,
            public=False,
        )
        formula = Over(row.step, "sum", "person")
        member = row
    build.step(
        f"{kpi_id}.target", Kind.TARGET, kpi.measured_in, formula, route_of(kpi_id, "target"), kpi=kpi_id
    )
    if kpi.scope == "person":
        build.step(
            f"{kpi_id}.target_of_member",
            Kind.INTERNAL,
            kpi.measured_in,
            member,
            route_of(kpi_id, "target"),
            kpi=kpi_id,
            public=False,
        )


def has_target(build: Build, kpi_id: str) -> bool:
    """Whether a target is written in the plan or in a column."""
    return build.plan.kpis[kpi_id].target is not None or f"{kpi_id}.target" in build.columns


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


def _attainment(build: Build, kpi_id: str, kpi: Kpi, names: frozenset[str]) -> None:
    if not has_attainment(build, kpi_id):
        if f"{kpi_id}.attainment" in names:
            build.demands.append(_no_target(build, kpi_id))
            build.step(
                f"{kpi_id}.attainment",
                Kind.ATTAINMENT,
                Unit.RATE,
                Quotient(ONE, ZERO),
                route_of(kpi_id),
                kpi=kpi_id,
            )
        return
    actual, target = Ref(f"{kpi_id}.actual"), Ref(f"{kpi_id}.target")
    given = (
        None
        if kpi.baseline is None
        else Given(build.level(kpi.baseline, kpi.measured_in), route_of(kpi_id, "baseline"))
    )
    baseline = build.column_or(f"{kpi_id}.baseline", given)
    formula = attainment_formula(kpi, actual, target, baseline)
    formula = build.rounded(formula, build.places(kpi, "attainment"))
    read = names | _conditions_read(build)
    if f"{kpi_id}.attainment" not in read:
        formula = Choose(_is_defined(kpi, actual, target, baseline), formula, Quotient(ONE, ZERO))
    build.step(f"{kpi_id}.attainment", Kind.ATTAINMENT, Unit.RATE, formula, route_of(kpi_id), kpi=kpi_id)
    if f"{kpi_id}.attainment" in read:
        _demand_attainment(build, kpi_id, kpi, baseline)


def _is_defined(kpi: Kpi, actual: Formula, target: Formula, baseline: Formula | None) -> Formula:
    """Return 1 where there is an attainment: what would refuse it is no error while nothing reads it."""
    if baseline is not None:
        return Holds(target, "below" if kpi.lower_is_better else "above", baseline)
    positive: Formula = Holds(target, "above", ZERO)
    return product([positive, Holds(actual, "above", ZERO)]) if kpi.attainment == "inverse" else positive


def _no_target(build: Build, kpi_id: str) -> Demand:
    return Demand(
        "target-missing",
        ZERO,
        f"`{kpi_id}` has no target, and its attainment is read",
        route_of(kpi_id),
        help=f"write `target` in the plan or the role, or a column `{kpi_id}.target`",
    )


def _demand_attainment(build: Build, kpi_id: str, kpi: Kpi, baseline: Formula | None) -> None:
    """Refuse what has no attainment, naming the person and the KPI (language, section 3)."""
    actual, target = Ref(f"{kpi_id}.actual"), Ref(f"{kpi_id}.target")
    column, route = f"{kpi_id}.target", route_of(kpi_id, "target")
    if f"{kpi_id}.target" in build.columns or kpi.target == "members":
        build.demands.append(
            Demand(
                "target-missing",
                Known(target),
                f"`{kpi_id}` has no target",
                route_of(kpi_id),
                column,
                f"fill the column `{kpi_id}.target`, or write `target` in the plan",
            )
        )
    if baseline is not None:
        side: Word = "below" if kpi.lower_is_better else "above"
        words = "under" if kpi.lower_is_better else "above"
        build.demands.append(
            Demand(
                "baseline-side",
                Choose(Product((Known(target), Known(baseline))), Holds(target, side, baseline), ONE),
                f"the target of `{kpi_id}` must stand {words} its baseline",
                route,
                column,
            )
        )
        return
    build.demands.append(
        Demand(
            "target-not-positive",
            Choose(Known(target), Holds(target, "above", ZERO), ONE),
            f"the target of `{kpi_id}` is not above 0, so there is no attainment",
            route,
            column,
            "give a target above 0, or let the curve read the actual (`of: actual`)",
        )
    )
    if kpi.attainment == "inverse":
        _demand_inverse(build, kpi_id, kpi, actual)


def _demand_inverse(build: Build, kpi_id: str, kpi: Kpi, actual: Formula) -> None:
    capped = (kpi.curve is not None and kpi.curve.cap is not None) or kpi.cap is not None
    word: Word = "from" if capped else "above"
    said = "is below 0" if capped else "is 0 or below, and nothing caps its payout rate"
    holds: Formula = Holds(actual, word, ZERO)
    own_cap = f"{kpi_id}.cap"
    if not capped and own_cap in build.columns:
        holds = Choose(Known(Fact(own_cap)), Holds(actual, "from", ZERO), holds)
    build.demands.append(
        Demand(
            "actual-not-positive",
            Choose(Known(actual), holds, ONE),
            f"`{kpi_id}` {said}: an inverse attainment divides by it",
            route_of(kpi_id, "attainment"),
            f"{kpi_id}.actual",
            "use `attainment: distance`, a `cap`, or a curve `of: actual`",
        )
    )
    if f"{kpi_id}.attainment" in _conditions_read(build):
        build.demands.append(
            Demand(
                "actual-not-positive",
                Choose(Known(actual), Holds(actual, "above", ZERO), ONE),
                f"`{kpi_id}` is 0: it has no inverse attainment, and more than its own curve reads it",
                route_of(kpi_id, "attainment"),
                f"{kpi_id}.actual",
            )
        )


def _conditions_read(build: Build) -> frozenset[str]:
    """Return the names that conditions, modifiers, matrices and bonuses read, `plan.attainment` taken apart."""
    plan = build.plan
    found = {*read_by_rules(build), *read_by_bonuses(build)}
    found |= {name for gate in plan.gates.values() for name in names_in(gate.when)}
    found |= {modifier.by for modifier in plan.modifiers.values()}
    found |= {name for kpi_id, kpi in plan.kpis.items() if kpi.matrix for name in line_names(build, kpi_id)}
    if "plan.attainment" in found:
        found |= {f"{kpi_id}.attainment" for kpi_id in build.weighted}
    return frozenset(found)


def known_line(build: Build, kpi_id: str) -> Formula:
    """Return 1 where what the line of a KPI reads has been measured."""
    resolve = as_the_curve_gives(build)
    kpi = build.plan.kpis[kpi_id]
    if kpi.matrix is not None:
        return product([Known(_measured(build, name)) for name in dict.fromkeys(line_names(build, kpi_id))])
    return Known(resolve(kpi_id)[0])


def _measured(build: Build, name: str) -> Formula:
    kpi_id, _ = split(name)
    return Ref(f"{kpi_id}.actual") if kpi_id in build.plan.kpis else as_the_curve_gives(build)(name)[0]


def _raw_rate(build: Build, kpi_id: str, kpi: Kpi) -> Formula:
    resolve = as_the_curve_gives(build)
    if kpi.matrix is not None:
        route = route_of(kpi_id, "matrix")
        return grid(
            kpi.matrix, resolve(kpi.matrix.rows.of), resolve(kpi.matrix.columns.of), route, build.currency
        )
    curve = kpi.curve
    if curve is None:  # pragma: no cover - the caller asks only for KPIs that pay
        raise AssertionError(kpi_id)
    route = route_of(kpi_id, "curve")
    if not kpi.reads_attainment:
        unit = kpi.measured_in
        return payout_curve(
            curve,
            Ref(f"{kpi_id}.actual"),
            lambda value: build.level(value, unit),
            route,
            falling=kpi.lower_is_better,
        )
    formula: Formula = payout_curve(
        curve, Ref(f"{kpi_id}.attainment"), lambda value: build.level(value, Unit.RATE), route, falling=False
    )
    if kpi.attainment == "inverse" and kpi.baseline is None:
        cap = Given(curve.cap, (*route, "cap")) if curve.cap is not None else _own_cap(build, kpi_id, kpi)
        if cap is not None:
            actual = Ref(f"{kpi_id}.actual")
            formula = Choose(Holds(actual, "up_to", ZERO), cap, formula)
    return formula


def _own_cap(build: Build, kpi_id: str, kpi: Kpi) -> Formula | None:
    given = None if kpi.cap is None else Given(kpi.cap, route_of(kpi_id, "cap"))
    return build.column_or(f"{kpi_id}.cap", given)


def policy(build: Build, kpi: Kpi) -> str:
    """The policy of a KPI for a missing value: its own, or the plan's."""
    return kpi.missing or build.plan.missing


def _curve_rate(build: Build, kpi_id: str, kpi: Kpi) -> None:
    formula = _raw_rate(build, kpi_id, kpi)
    said: Mapping[str, NoteKind] = {
        "zero": "zero",
        "at-target": "at-target",
        "reweight": "reweighted",
        "hold": "held",
    }
    if (kind_said := said.get(policy(build, kpi))) is not None:
        build.notes.append(Note(kind_said, kpi_id, known_line(build, kpi_id), route_of(kpi_id, "missing")))
    replaced = {"zero": ZERO, "at-target": ONE}.get(policy(build, kpi))
    if replaced is not None:
        formula = Choose(known_line(build, kpi_id), formula, replaced)
    where = route_of(kpi_id, "matrix" if kpi.matrix is not None else "curve")
    kind = Kind.CURVE_RATE if is_shaped(build, kpi_id) else Kind.PAYOUT_RATE
    build.step(
        curve_rate(build, kpi_id),
        kind,
        Unit.RATE,
        formula,
        where,
        kpi=kpi_id,
        public=kind is Kind.PAYOUT_RATE,
    )


def threshold_reached(build: Build, kpi_id: str, kpi: Kpi) -> Formula:
    """Return 1 where the KPI has no threshold, or has reached it."""
    if kpi.curve is None or kpi.curve.threshold is None:
        return ONE
    unit = Unit.RATE if kpi.reads_attainment else kpi.measured_in
    word, at = threshold_of(kpi.curve.threshold, lambda value: build.level(value, unit))
    read = Ref(f"{kpi_id}.attainment" if kpi.reads_attainment else f"{kpi_id}.actual")
    reached: Formula = Holds(read, word, Given(at, route_of(kpi_id, "curve", "threshold")))
    if kpi.reads_attainment and kpi.attainment == "inverse":
        reached = Choose(Known(read), reached, ONE)
    return reached


def payout_rate_steps(build: Build) -> None:
    """Add what stands between the curve of a KPI and its payout rate, in the order of section 10."""
    for kpi_id, kpi in build.plan.kpis.items():
        if (kpi.curve is None and kpi.matrix is None) or not is_shaped(build, kpi_id):
            continue
        rate: Formula = Ref(curve_rate(build, kpi_id))
        rate = _modified(build, kpi_id, rate)
        rate = _floored(build, kpi_id, kpi, rate)
        rate = _gated(build, kpi_id, rate)
        cap = _own_cap(build, kpi_id, kpi)
        if cap is not None:
            limited = Least((rate, cap))
            unlimited = kpi.cap is None
            rate = _stage(
                build,
                kpi_id,
                "capped_rate",
                Choose(Known(cap), limited, rate) if unlimited else limited,
                "cap",
            )
        if "peer-average" in build.plan.absences.values():
            rate = _with_peers(build, kpi_id, rate)
        formula = build.rounded(rate, build.places(kpi, "payout_rate"))
        build.step(
            f"{kpi_id}.payout_rate", Kind.PAYOUT_RATE, Unit.RATE, formula, route_of(kpi_id), kpi=kpi_id
        )


def _stage(build: Build, kpi_id: str, name: str, formula: Formula, *where: str) -> Ref:
    return build.step(
        f"{kpi_id}.{name}", Kind.RATE, Unit.RATE, formula, route_of(kpi_id, *where), kpi=kpi_id, public=False
    )


def _modified(build: Build, kpi_id: str, rate: Formula) -> Formula:
    factors = [
        Ref(f"modifiers.{name}")
        for name, one in build.plan.modifiers.items()
        if one.of != "plan" and kpi_id in one.of
    ]
    return _stage(build, kpi_id, "modified_rate", product([rate, *factors])) if factors else rate


def _floored(build: Build, kpi_id: str, kpi: Kpi, rate: Formula) -> Formula:
    if kpi.floor is None:
        return rate
    lifted: Formula = Greatest((rate, Given(kpi.floor, route_of(kpi_id, "floor"))))
    reached = threshold_reached(build, kpi_id, kpi)
    if reached != ONE:
        lifted = Choose(reached, lifted, rate)
    if policy(build, kpi) in {"zero", "at-target", "reweight", "hold"}:
        lifted = Choose(known_line(build, kpi_id), lifted, rate)
    return _stage(build, kpi_id, "floored_rate", lifted, "floor")


def _gated(build: Build, kpi_id: str, rate: Formula) -> Formula:
    gates = {
        name: gate
        for name, gate in build.plan.gates.items()
        if gate.otherwise.of != "plan" and kpi_id in gate.otherwise.of
    }
    if not gates:
        return rate
    caps: list[Formula] = [
        Choose(Ref(f"gates.{name}"), rate, Given(gate.otherwise.cap, ("gates", name, "otherwise", "cap")))
        for name, gate in gates.items()
        if gate.otherwise.cap is not None
    ]
    factors: list[Formula] = [
        Choose(Ref(f"gates.{name}"), ONE, Given(gate.otherwise.times, ("gates", name, "otherwise", "times")))
        for name, gate in gates.items()
        if gate.otherwise.times is not None
    ]
    limited = Least((rate, *caps)) if caps else rate
    return _stage(build, kpi_id, "gated_rate", product([limited, *factors]))


def _with_peers(build: Build, kpi_id: str, rate: Formula) -> Formula:
    """For the days absent, the mean rate of the people of the same role and team present throughout."""
    own = _stage(
        build, kpi_id, "own_rate", build.rounded(rate, build.places(build.plan.kpis[kpi_id], "payout_rate"))
    )
    peers = _stage(build, kpi_id, "peers_rate", Over(own.step, "mean", "role and team", "full_period"))
    share = Fact("absent.peer")
    build.demands.append(
        Demand(
            "no-peers",
            Choose(Holds(share, "above", ZERO), Known(peers), ONE),
            f"nobody of the same role and team was present the whole period, so `{kpi_id}` has no peer average",
            ("absences",),
        )
    )
    blended = Sum((product([own, Sum((ONE, minus(share)))]), product([peers, share])))
    return Choose(Holds(share, "above", ZERO), blended, own)


def _unmeasured_matrix(build: Build, kpi_id: str) -> Demand:
    return Demand(
        "missing-value",
        known_line(build, kpi_id),
        f"the matrix of `{kpi_id}` reads a measure that has no value",
        route_of(kpi_id, "missing"),
        help=f"fill the value, or say what holds: `missing: zero`, `at-target`, `reweight` or `hold` under `{kpi_id}`",
    )


def _demand_values(build: Build, names: frozenset[str]) -> None:
    """Refuse missing values, but for the lines whose policy says what to do."""
    lines = {name for kpi_id in build.plan.kpis for name in line_names(build, kpi_id)}
    by_rules = {
        kpi_id for kpi_id, field in map(split, read_by_rules(build)) if field in {"actual", "attainment"}
    }
    read = {kpi_id for kpi_id, field in map(split, names) if field in {"actual", "attainment"}}
    for kpi_id, kpi in build.plan.kpis.items():
        if kpi.matrix is not None and policy(build, kpi) == "error":
            build.demands.append(_unmeasured_matrix(build, kpi_id))
        is_line = bool({kpi_id, f"{kpi_id}.attainment"} & lines)
        strict = policy(build, kpi) == "error" and (is_line or kpi_id in read)
        if not (strict or kpi_id in by_rules) or (kpi.measure is not None and not strict):
            continue
        build.demands.append(
            Demand(
                "missing-value",
                Known(Ref(f"{kpi_id}.actual")),
                f"`{kpi_id}` has no value",
                route_of(kpi_id, "missing"),
                f"{kpi_id}.actual",
                f"fill the cell, or say in the plan what holds: `missing: zero`, `at-target`, `reweight` or `hold` under `{kpi_id}`",
            )
        )
