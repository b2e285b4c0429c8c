"""A KPI's payout rate: curve or matrix, modifiers, floor, gates and cap (language, sections 4, 5, 10)."""

from __future__ import annotations

from collections.abc import Mapping

from csvariable.kernel.figure import Figure
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Holds,
    Known,
    Least,
    Over,
    Ref,
    Sum,
)
from csvariable.kernel.message import msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand, Note, NoteKind
from csvariable.kernel.unit import Unit
from csvariable.plan.kpi import POLICIES, Kpi
from csvariable.program.attainment import by_baseline, own_baseline
from csvariable.program.build import ONE, ZERO, Build, minus, product
from csvariable.program.conditions import behind
from csvariable.program.curves import grid, payout_curve
from csvariable.program.menu import if_chosen
from csvariable.program.names import (
    as_the_curve_gives,
    curve_rate,
    is_shaped,
    line_names,
    route_of,
    split,
)
from csvariable.program.segments import BoundReader, threshold_of


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


def _paying(build: Build, kpi_id: str, kpi: Kpi) -> Curve | Grid:
    """Return the curve or the matrix that a KPI is paid by."""
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
            BoundReader(unit, build.currency),
            route,
            falling=kpi.lower_is_better,
        )
    return payout_curve(
        curve, Ref(f"{kpi_id}.attainment"), BoundReader(Unit.RATE, build.currency), route, falling=False
    )


def _with_inverse_at_zero(build: Build, kpi_id: str, kpi: Kpi, paying: Curve | Grid) -> Formula:
    """Return the curve; where an inverse attainment would divide by 0, its cap (language, section 3)."""
    if not isinstance(paying, Curve) or not kpi.reads_attainment or kpi.attainment != "inverse":
        return paying
    route = route_of(kpi_id, "curve", "cap")
    cap = own_cap(build, kpi_id, kpi) if paying.cap is None else Given(paying.cap, route)
    if cap is None:
        return paying
    at_zero = Choose(Holds(Ref(f"{kpi_id}.actual"), "up_to", ZERO), cap, paying)
    return by_baseline(own_baseline(build, kpi_id, kpi), paying, at_zero)


def own_cap(build: Build, kpi_id: str, kpi: Kpi) -> Formula | None:
    """Return the cap of a KPI: the person's, or the plan's."""
    given = None if kpi.cap is None else Given(kpi.cap, route_of(kpi_id, "cap"))
    return build.column_or(f"{kpi_id}.cap", given)


def own_policy(build: Build, kpi: Kpi) -> str:
    """The policy of a KPI for a missing value: its own, or the plan's."""
    return kpi.missing or build.plan.missing


def policy(build: Build, kpi: Kpi) -> str:
    """The policy where a line has no value: that of a missing one, or of one on few answers.

    Where both say something other than an error they say the same, which a rule demands.
    """
    found, sample = own_policy(build, kpi), kpi.sample
    few = sample.below if sample is not None and sample.min is not None else None
    return few if found == "error" and few in POLICIES else found


def curve_rate_step(build: Build, kpi_id: str, kpi: Kpi) -> None:
    """Add what the curve of a KPI pays, with what holds where a value is missing."""
    paying = _paying(build, kpi_id, kpi)
    formula = _with_inverse_at_zero(build, kpi_id, kpi, paying)
    said: Mapping[str, NoteKind] = {
        "zero": "zero",
        "at-target": "at-target",
        "reweight": "reweighted",
        "hold": "held",
    }
    if (kind_said := said.get(policy(build, kpi))) is not None:
        unless = if_chosen(build, kpi_id, known_line(build, kpi_id), ONE)
        build.notes.append(Note(kind_said, kpi_id, unless, route_of(kpi_id, "missing")))
    replaced = {"zero": ZERO, "at-target": ONE}.get(policy(build, kpi))
    if replaced is not None:
        formula = Choose(known_line(build, kpi_id), formula, replaced)
    where = route_of(kpi_id, "matrix" if kpi.matrix is not None else "curve")
    purpose = Purpose.CURVE_RATE if is_shaped(build, kpi_id) else Purpose.PAYOUT_RATE
    build.step(purpose, Unit.RATE, formula, where, kpi=kpi_id, curve=paying)


def threshold_reached(build: Build, kpi_id: str, kpi: Kpi) -> Formula:
    """Return 1 where the KPI has no threshold, or has reached it."""
    if kpi.curve is None or kpi.curve.threshold is None:
        return ONE
    unit = Unit.RATE if kpi.reads_attainment else kpi.measured_in
    word, at = threshold_of(kpi.curve.threshold, BoundReader(unit, build.currency))
    read = Ref(f"{kpi_id}.attainment" if kpi.reads_attainment else f"{kpi_id}.actual")
    reached: Formula = Holds(read, word, Given(at, route_of(kpi_id, "curve", "threshold")))
    if kpi.attainment == "inverse":
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
        cap = own_cap(build, kpi_id, kpi)
        if cap is not None:
            limited = Least((rate, cap))
            unlimited = kpi.cap is None
            rate = _stage(
                build,
                kpi_id,
                Purpose.CAPPED_RATE,
                Choose(Known(cap), limited, rate) if unlimited else limited,
                "cap",
            )
        if "peer-average" in build.plan.absences.values():
            rate = _with_peers(build, kpi_id, rate)
        formula = build.rounded(rate, build.places(kpi, "payout_rate"))
        build.step(Purpose.PAYOUT_RATE, Unit.RATE, formula, route_of(kpi_id), kpi=kpi_id)


def _stage(build: Build, kpi_id: str, purpose: Purpose, formula: Formula, *where: str) -> Ref:
    return build.step(purpose, Unit.RATE, formula, route_of(kpi_id, *where), kpi=kpi_id)


def _modified(build: Build, kpi_id: str, rate: Formula) -> Formula:
    factors = [
        Ref(f"modifiers.{name}")
        for name, one in build.modifiers.items()
        if one.of != "plan" and kpi_id in one.of
    ]
    return _stage(build, kpi_id, Purpose.MODIFIED_RATE, product([rate, *factors])) if factors else rate


def _floored(build: Build, kpi_id: str, kpi: Kpi, rate: Formula) -> Formula:
    if kpi.floor is None:
        return rate
    lifted: Formula = Greatest((rate, Given(kpi.floor, route_of(kpi_id, "floor"))))
    reached = threshold_reached(build, kpi_id, kpi)
    if reached != ONE:
        lifted = Choose(reached, lifted, rate)
    if policy(build, kpi) in {"zero", "at-target", "reweight", "hold"}:
        lifted = Choose(known_line(build, kpi_id), lifted, rate)
    return _stage(build, kpi_id, Purpose.FLOORED_RATE, lifted, "floor")


def _gated(build: Build, kpi_id: str, rate: Formula) -> Formula:
    gates = {
        name: gate
        for name, gate in build.gates.items()
        if gate.otherwise.of != "plan" and kpi_id in gate.otherwise.of
    }
    if not gates:
        return rate
    return _stage(build, kpi_id, Purpose.GATED_RATE, behind(gates, rate, lambda cap: cap))


def _with_peers(build: Build, kpi_id: str, rate: Formula) -> Formula:
    """For the days absent, the mean rate of the people of the same role and team present throughout."""
    own = _stage(
        build,
        kpi_id,
        Purpose.OWN_RATE,
        build.rounded(rate, build.places(build.plan.kpis[kpi_id], "payout_rate")),
    )
    peers = _stage(
        build, kpi_id, Purpose.PEERS_RATE, Over(own.step, "mean", "role and team", Figure.FULL_PERIOD)
    )
    share = Fact(Figure.WITH_PEERS)
    # A line that is held, or whose weight is spread, takes no mean; days absent throughout need no own rate.
    paid = Greatest((Known(own), Holds(share, "from", ONE)))
    build.demands.append(
        Demand(
            "no-peers",
            Choose(product([Holds(share, "above", ZERO), paid]), Known(peers), ONE),
            msg(
                "nobody of the same role and team was present the whole period, "
                "so `{kpi}` has no peer average",
                kpi=kpi_id,
            ),
            ("absences",),
        )
    )
    blended = Sum((product([own, Sum((ONE, minus(share)))]), product([peers, share])))
    return Choose(Holds(share, "above", ZERO), blended, own)
