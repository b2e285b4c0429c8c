"""What a plan is made of, as rules see it: ladders, conditions, and the steps that are named."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from csvariable.kernel.diagnostic import Edits, Key, Route
from csvariable.kernel.message import Amount
from csvariable.kernel.unit import Unit
from csvariable.plan import Plan
from csvariable.plan.kpi import Kpi
from csvariable.plan.point import Bound
from csvariable.plan.steps import money_step_unit
from csvariable.rules.ladders import BoundPlace, Ladder
from csvariable.text import Document, Node, parse_route

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus
    from csvariable.plan.condition import Condition, Test


def percent(rate: Fraction, *against: Fraction) -> Amount:
    """Return a rate to be told in percent, with what it was compared with."""
    return Amount(rate, Unit.PERCENT, against=against)


def weighted(plan: Plan) -> dict[str, Kpi]:
    """Return the KPIs whose weight is not 0 %; where people choose theirs, all that can pay."""
    if plan.choose is not None:
        return {name: kpi for name, kpi in plan.kpis.items() if kpi.curve or kpi.matrix}
    return {name: kpi for name, kpi in plan.kpis.items() if kpi.weight}


def weights(plan: Plan) -> dict[str, Fraction]:
    """Return the weight of each weighted KPI in the plan: the product where objectives weigh."""
    shares = {name: objective.weight for name, objective in plan.objectives.items()}
    own = {name: kpi.weight for name, kpi in plan.kpis.items() if kpi.weight}
    if not any(share is not None for share in shares.values()):
        return own
    return {
        name: weight * (shares.get(plan.kpis[name].objective or "") or Fraction(0))
        for name, weight in own.items()
    }


def ids(document: Document, *section: str) -> tuple[str, ...]:
    """Return the ids written in a section, readable or not."""
    node = document.node(section)
    return tuple(node.value) if node is not None and isinstance(node.value, dict) else ()


def ids_of_roles(document: Document, section: str) -> frozenset[str]:
    """Return the ids of a section that lines of roles change or add, one by one or all in one line."""
    roles = document.node(("roles",))
    return frozenset() if roles is None else _ids_in_roles(roles, section)


@lru_cache(maxsize=8)
def _ids_in_roles(roles: Node, section: str) -> frozenset[str]:
    """Return the ids in a part that the plans of all roles share, so that it is read once."""
    found: set[str] = set()
    for lines in roles.value.values() if isinstance(roles.value, dict) else ():
        for key, line in lines.value.items() if isinstance(lines.value, dict) else ():
            try:
                route = parse_route(key)
            except ValueError:
                continue
            if route == (section,):
                found.update(line.value if isinstance(line.value, dict) else ())
            elif route[0] == section:
                found.add(str(route[1]))
    return frozenset(found)


def renamed(document: Document, route: Route, key: str) -> Edits | None:
    """Return the fix that gives a line another key, or None where that key is taken."""
    there = (*route[:-1], key)
    return {route: None, there: document.node(route)} if document.node(there) is None else None


def falls(plan: Plan, step: str) -> bool:
    """Whether a lower value of a step is a better one."""
    name, _, field = step.partition(".")
    kpi = plan.kpis.get(name)
    lower = kpi is not None and kpi.lower_is_better and not kpi.measured_in.words
    return lower and field in {"", "actual", "target"}


class Tested(NamedTuple):
    """A step in a condition, where it stands and its bounds."""

    route: Route
    step: str
    test: Test

    @property
    def places(self) -> tuple[BoundPlace, ...]:
        """Its bounds."""
        return tuple(BoundPlace((*self.route, bound.word), bound.word, bound.value) for bound in self.bounds)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Its bounds, without their places."""
        return self.test.bounds


def tests(plan: Plan) -> Iterator[Tested]:
    """Yield the tests of all conditions."""
    for name, gate in plan.gates.items():
        yield from _tests(("gates", name, "when"), gate.when)
    for name, bonus in plan.bonuses.items():
        if bonus.when is not None:
            yield from _tests(("bonuses", name, "when"), bonus.when)
        for at, part in enumerate(bonus.paid):
            if part.when is not None:
                yield from _tests(("bonuses", name, "paid", at, "when"), part.when)


def entries(plan: Plan) -> Iterator[Tested]:
    """Yield what contests ask of those who take part."""
    for name, bonus in plan.bonuses.items():
        if bonus.rank is not None and bonus.rank.at_least is not None:
            yield Tested(("bonuses", name, "rank", "at_least"), bonus.rank.by[0], bonus.rank.at_least)


def _tests(route: Route, condition: Condition) -> Iterator[Tested]:
    for step, test in condition.tests.items():
        yield Tested((*route, step), step, test)
    for word in ("any", "all"):
        for index, inner in enumerate(getattr(condition, word) or ()):
            yield from _tests((*route, word, index), inner)


class Named(NamedTuple):
    """A step that a plan names, where, and whether steps in money may be named there."""

    route: Route
    step: str
    money: bool
    key: bool = False


def named(plan: Plan) -> Iterator[Named]:
    """Yield every step that is named, wherever a plan can name one."""
    for tested in tests(plan):
        yield Named(tested.route, tested.step, money=False, key=True)
    for name, kpi in plan.kpis.items():
        yield from _named_by_kpi(("kpis", name), kpi)
    for name, modifier in plan.modifiers.items():
        yield Named(("modifiers", name, "by"), modifier.by, money=False)
    for name, bonus in plan.bonuses.items():
        yield from _named_by_bonus(("bonuses", name), bonus)
    for name, pool in plan.pool.items():
        if pool.share is not None:
            yield Named(("pool", name, "amount", "of"), pool.share.of, money=True)


def _named_by_kpi(route: Route, kpi: Kpi) -> Iterator[Named]:
    if kpi.matrix is not None:
        yield Named((*route, "matrix", "rows", "of"), kpi.matrix.rows.of, money=False)
        yield Named((*route, "matrix", "columns", "of"), kpi.matrix.columns.of, money=False)
    yield from (Named(inside, step, money=False, key=key) for inside, step, key in measured(route, kpi))


def measured(route: Route, kpi: Kpi) -> Iterator[tuple[Route, str, bool]]:
    """Yield the steps that the measure of a KPI is made of; True where the name is a key."""
    if kpi.measure is None:
        return
    from csvariable.plan.measure import GreatestOf, LeastOf, SumOf

    match kpi.measure:
        case SumOf(sum=parts):
            yield from (((*route, "measure", "sum", step), step, True) for step in parts)
        case LeastOf(least=steps) | GreatestOf(greatest=steps):
            word: Key = "least" if isinstance(kpi.measure, LeastOf) else "greatest"
            yield from (((*route, "measure", word, index), step, False) for index, step in enumerate(steps))
        case _:
            return


def _named_by_bonus(route: Route, bonus: Bonus) -> Iterator[Named]:
    if bonus.per is not None:
        yield Named((*route, "per"), bonus.per, money=True)
    if bonus.of is not None:
        yield Named((*route, "of"), bonus.of, money=True)
    if bonus.matrix is not None:
        yield Named((*route, "matrix", "rows", "of"), bonus.matrix.rows.of, money=True)
        yield Named((*route, "matrix", "columns", "of"), bonus.matrix.columns.of, money=True)
    if bonus.rank is not None:
        alone = len(bonus.rank.by) == 1
        for at, step in enumerate(bonus.rank.by):
            yield Named((*route, "rank", "by", *(() if alone else (at,))), step, money=True)
    if bonus.badge is not None:
        yield Named((*route, "badge", "by"), bonus.badge.by, money=True)
    if bonus.share is not None:
        yield Named((*route, "pays", "of"), bonus.share.of, money=True)


def unit_of(plan: Plan, step: str) -> Unit | None:
    """Return the unit of any step that a plan may name, or None where there is none."""
    return money_step_unit(plan, step)


def unit_of_bounds(plan: Plan, ladder: Ladder) -> Unit | None:
    """Return the unit that the bounds of a ladder are written in: a rate where they are parts of a target."""
    return Unit.RATE if ladder.of_target else unit_of(plan, ladder.step)


def attainment_reads(plan: Plan, kpi_id: str) -> Iterator[Route]:
    """Yield the places that read the attainment of a KPI: its curve, or a step that names it."""
    kpi = plan.kpis[kpi_id]
    if kpi.reads_attainment:
        yield ("kpis", kpi_id, "curve")
    for name in named(plan):
        if name.step == f"{kpi_id}.attainment":
            yield name.route
    if kpi.weight and any(name.step == "plan.attainment" for name in named(plan)):
        yield next(name.route for name in named(plan) if name.step == "plan.attainment")
