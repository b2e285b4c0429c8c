"""Bonuses and rewards outside the weights (language, section 7)."""

from __future__ import annotations

from fractions import Fraction

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.figure import Figure, of_scope
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Known,
    Least,
    Placed,
    Product,
    Ref,
)
from csvariable.kernel.message import Message, msg
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.segment import Segment
from csvariable.kernel.step import Demand, Purpose, Reward
from csvariable.kernel.unit import Unit
from csvariable.plan.amounts import ShareOf
from csvariable.plan.bonus import Bonus
from csvariable.plan.condition import Condition
from csvariable.plan.steps import PAY_COLUMNS
from csvariable.program.attainment import attainment_formula
from csvariable.program.build import ONE, ZERO, Build, product
from csvariable.program.conditions import Resolve, condition, names_in
from csvariable.program.names import as_paid, split
from csvariable.program.rates import policy
from csvariable.program.segments import segments

POINTS = 100
"""One unit of a percentage is one point: `per` and bands count in points (section 7)."""
RATES = frozenset({Unit.PERCENT, Unit.RATE})


def bonus_steps(build: Build) -> list[Formula]:
    """Add each bonus and return the lines that count in money."""
    return [_bonus(build, name, bonus) for name, bonus in build.plan.bonuses.items()]


def _bonus(build: Build, name: str, bonus: Bonus) -> Ref:
    route: Route = ("bonuses", name)
    holds = _holds(build, bonus, route)
    formula: Formula = ZERO
    curve: Curve | None = None
    match bonus.source:
        case "gives" | "badge":
            _in_kind(build, name, bonus, holds, route)
        case "rank":
            formula = _rank(build, name, bonus, holds, route)
        case _:
            curve = _curve(build, bonus, route)
            formula = _amount(build, bonus, route) if curve is None else curve
            if isinstance(bonus.pays, ShareOf) and bonus.pays.of in PAY_COLUMNS:
                build.person_demands.append(_no_pay(build, name, bonus.pays.of, holds))
            if bonus.floor is not None:
                formula = Greatest((formula, Given(bonus.floor, (*route, "floor"))))
            if bonus.cap is not None:
                formula = Least((formula, Given(bonus.cap, (*route, "cap"))))
            formula = build.money(formula)
            if holds != ONE:
                formula = Choose(holds, formula, ZERO)
            if not isinstance(bonus.pays, Fraction) or bonus.per is not None:
                formula = Choose(Known(formula), formula, ZERO)
    return build.person_step(Purpose.BONUS, formula, route, of=name, curve=curve, when=holds)


def _no_pay(build: Build, name: str, column: str, holds: Formula) -> Demand:
    """Refuse a share of a salary that nobody wrote, where the bonus is due."""
    known = Known(as_paid(build)(column)[0])
    return Demand(
        "column-missing",
        known if holds == ONE else Choose(holds, known, ONE),
        msg("no `{column}`, and the bonus `{name}` is a share of it", column=column, name=name),
        ("bonuses", name, "pays", "of"),
        column,
        msg("fill the column `{column}`", column=column),
    )


def _holds(build: Build, bonus: Bonus, route: Route) -> Formula:
    """1 where the condition of the bonus holds for this person, or for the team it looks at."""
    there: list[Formula] = []
    if bonus.present == "full-period":
        there.append(Fact(Figure.PERSON_FULL_PERIOD))
    elif build.plan.proration is not None and (
        bonus.scope != "person" or bonus.source in {"rank", "gives", "badge"}
    ):
        there.append(Fact(Figure.PERSON_PRESENT))
    if bonus.when is None:
        return product(there)
    resolve = as_paid(build)
    if bonus.scope != "person":
        resolve = _as_a_group(build, bonus.scope)
        whose = msg("the team") if bonus.scope == "team" else msg("the company")
        _demand_values_of_the_group(build, whose, bonus.when, resolve, route)
    return product([*there, condition(build, bonus.when, resolve, "fails")])


def _demand_values_of_the_group(
    build: Build, whose: Message, when: Condition, resolve: Resolve, route: Route
) -> None:
    for read in dict.fromkeys(names_in(when)):
        if policy(build, build.plan.kpis[split(read)[0]]) == "error":
            build.person_demands.append(
                Demand(
                    "measure-missing",
                    Known(resolve(read)[0]),
                    msg(
                        "the bonus `{name}` reads `{step}` of {whose}, which has no value",
                        name=route[1],
                        step=read,
                        whose=whose,
                    ),
                    (*route, "when"),
                    help=msg("add the row of {whose} to the KPI file", whose=whose),
                )
            )


def _as_a_group(build: Build, scope: str) -> Resolve:
    """Return the reading of names for a bonus whose condition is the team's or the company's.

    Such a condition names KPIs alone: what else there is belongs to one person.
    """
    mine = as_paid(build)

    def resolve(name: str) -> tuple[Formula, Unit]:
        kpi_id, field = split(name)
        kpi = build.plan.kpis[kpi_id]
        if kpi.scope in {scope, "company"}:
            return mine(name)
        actual = Fact(of_scope(f"{kpi_id}.actual", scope))
        if field == "actual":
            return actual, kpi.measured_in
        written = kpi.target if isinstance(kpi.target, Quantity) else None
        target: Formula = ZERO if written is None else Given(build.level(written, kpi.measured_in))
        target = build.rounded(target, build.places(kpi, "target"))
        if field == "target":
            return target, kpi.measured_in
        baseline = None if kpi.baseline is None else Given(build.level(kpi.baseline, kpi.measured_in))
        return attainment_formula(kpi, actual, target, baseline), Unit.RATE

    return resolve


def _curve(build: Build, bonus: Bonus, route: Route) -> Curve | None:
    """Return the curve of a bonus that has one."""
    if bonus.of is None:
        return None
    read, unit = as_paid(build)(bonus.of)
    kpi_id, field = split(bonus.of)
    kpi = build.plan.kpis.get(kpi_id)
    falling = kpi is not None and kpi.lower_is_better and field == "actual"
    found = segments(bonus, lambda value: build.level(value, unit), route, falling=falling)
    return Curve(read, found, falling=falling, route=route)


def _amount(build: Build, bonus: Bonus, route: Route) -> Formula:
    resolve = as_paid(build)
    if bonus.per is not None:
        read, unit = resolve(bonus.per)
        price = Given(bonus.pays * POINTS if unit in RATES else bonus.pays, (*route, "pays"))  # type: ignore[operator, arg-type]
        return Greatest((ZERO, Product((price, read))))
    if isinstance(bonus.pays, ShareOf):
        read, _ = resolve(bonus.pays.of)
        return Greatest((ZERO, product([Given(bonus.pays.share, (*route, "pays", "share")), read])))
    return Given(bonus.pays, (*route, "pays"))  # type: ignore[arg-type]


def _rank(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> Formula:
    rank = bonus.rank
    if rank is None or not isinstance(bonus.pays, tuple):  # pragma: no cover - the model has checked it
        raise AssertionError(name)
    read, unit = as_paid(build)(rank.by)
    kpi_id, field = split(rank.by)
    kpi = build.plan.kpis.get(kpi_id)
    falling = kpi is not None and kpi.lower_is_better and field == "actual"
    by = build.person_step(Purpose.RANKED_BY, read, route, unit=unit, of=name)
    eligible = holds
    if rank.at_least is not None:
        at_least = Condition.model_validate({rank.by: rank.at_least})
        eligible = product([eligible, condition(build, at_least, as_paid(build), "fails")])
    flag = build.person_step(Purpose.RANKABLE, eligible, route, unit=Unit.FLAG, of=name)
    prizes = bonus.pays[: rank.top]
    return Placed(by.step, flag.step, prizes, rank.within or "company", build.money_unit, falling, route)


def _in_kind(build: Build, name: str, bonus: Bonus, holds: Formula, route: Route) -> None:
    given = holds
    curve: Curve | None = None
    if bonus.badge is not None:
        read, unit = as_paid(build)(bonus.badge.by)
        kpi_id, field = split(bonus.badge.by)
        kpi = build.plan.kpis.get(kpi_id)
        falling = kpi is not None and kpi.lower_is_better and field == "actual"
        stars = tuple(
            Segment(
                build.level(point.bound.value, unit),
                point.bound.word in {"from", "up_to"},
                Fraction(point.gives),
                Fraction(0),
                (*route, "badge", "lookup", at),
            )
            for at, point in enumerate(bonus.badge.lookup)
        )
        curve = Curve(read, stars, falling=falling, route=(*route, "badge"))
        given = product([holds, curve])
    given = Choose(Known(given), given, ZERO)
    step = build.person_step(Purpose.REWARD, given, route, unit=Unit.NUMBER, of=name, curve=curve, when=holds)
    build.rewards += _rewards(name, bonus, step.step, route)


def _rewards(name: str, bonus: Bonus, step: str, route: Route) -> list[Reward]:
    one, none = Fraction(1), Fraction(0)
    if bonus.badge is not None:
        return [Reward(name, step, bonus.name, "badge", one, none, route)]
    gift = bonus.gives
    if gift is None:  # pragma: no cover - the model has checked it
        raise AssertionError(name)
    found: list[Reward] = []
    if gift.item is not None:
        found.append(Reward(name, step, gift.item, "item", one, gift.value or none, route))
    if gift.voucher is not None:
        found.append(Reward(name, step, bonus.name, "voucher", one, gift.voucher, route))
    if gift.leave_days is not None:
        worth = gift.value if gift.item is None and gift.value is not None else none
        found.append(Reward(name, step, bonus.name, "leave_days", gift.leave_days, worth, route))
    if gift.badge is not None:
        found.append(Reward(name, step, gift.badge, "badge", one, none, route))
    return found
