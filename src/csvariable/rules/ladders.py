"""The rungs of a plan's curves and matrices, each with its place: what rules about order and bounds read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.quantity import Quantity
from csvariable.plan import Plan
from csvariable.plan.curve import KINDS, CurveKind, RateCurve
from csvariable.plan.kpi import Kpi
from csvariable.plan.point import Bounded, OneBound

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus
    from csvariable.plan.matrix import TwoAxes


class BoundPlace(NamedTuple):
    """A bound of a ladder, an axis or a threshold, where it is written."""

    route: Route
    word: str
    """`from`, `above`, `up_to`, `below`; `at` for a point of a line; "" where none is written."""
    level: Quantity


class Ladder(NamedTuple):
    """Bounds in a row, and the step they are compared with."""

    route: Route
    kind: CurveKind
    places: tuple[BoundPlace, ...]
    threshold: BoundPlace | None
    step: str
    """"" where the curve of a KPI does not say what it reads."""
    pays: str
    """What comes out: rate, money, factor, count."""
    of_target: bool = False
    """Whether its bounds are parts of the target of the KPI that the step is of."""

    @property
    def all_places(self) -> tuple[BoundPlace, ...]:
        """The points, and the threshold."""
        return self.places if self.threshold is None else (*self.places, self.threshold)


def ladders(plan: Plan) -> tuple[Ladder, ...]:
    """Return the curves of KPIs, modifiers and bonuses, the badges, and the axes of matrices.

    Many rules ask for those of one plan, one after the other: the last ones are kept.
    """
    for known, found in _LAST:
        if known is plan:
            return found
    made = tuple(_ladders(plan))
    _LAST[:] = [(plan, made)]
    return made


_LAST: list[tuple[Plan, tuple[Ladder, ...]]] = []


def _ladders(plan: Plan) -> Iterator[Ladder]:
    for name, kpi in plan.kpis.items():
        if kpi.curve is not None:
            yield _curve(("kpis", name, "curve"), kpi.curve, _curve_step(name, kpi), "rate")
        if kpi.matrix is not None:
            yield from _axes(("kpis", name, "matrix"), kpi.matrix)
    for name, modifier in plan.modifiers.items():
        yield _curve(("modifiers", name, "curve"), modifier.curve, modifier.by, "factor")
    for name, bonus in plan.bonuses.items():
        yield from _bonus_ladders(("bonuses", name), bonus)


def _curve_step(name: str, kpi: Kpi) -> str:
    if kpi.reads_attainment:
        return f"{name}.attainment"
    return name if kpi.reads_actual else ""


def _bonus_ladders(route: Route, bonus: Bonus) -> Iterator[Ladder]:
    if bonus.of is not None:
        yield _curve(route, bonus, bonus.of, "money")._replace(of_target=bonus.bands is not None)
    if bonus.matrix is not None:
        yield from _axes((*route, "matrix"), bonus.matrix)
    if bonus.badge is not None:
        inside = (*route, "badge", "lookup")
        places = tuple(_bounded((*inside, index), point) for index, point in enumerate(bonus.badge.lookup))
        yield Ladder((*route, "badge"), KINDS["lookup"], places, None, bonus.badge.by, "count")


def _curve(route: Route, curve: RateCurve | Bonus, step: str, pays: str) -> Ladder:
    kind = curve.kind
    places = tuple(
        _bounded((*route, kind.word, index), point)
        if isinstance(point, OneBound)
        else BoundPlace((*route, kind.word, index, point.word), point.word, point.start)
        for index, point in enumerate(curve.points)
    )
    threshold = None if curve.threshold is None else _threshold((*route, "threshold"), curve.threshold)
    return Ladder(route, kind, places, threshold, step, pays)


def _axes(route: Route, matrix: TwoAxes) -> Iterator[Ladder]:
    for word, axis in (("rows", matrix.rows), ("columns", matrix.columns)):
        inside = (*route, word, "from")
        places = tuple(_threshold((*inside, index), item) for index, item in enumerate(axis.from_))
        yield Ladder((*route, word), KINDS["lookup"], places, None, axis.of, "rate")


def _bounded(route: Route, point: Bounded) -> BoundPlace:
    bound = point.bound
    return BoundPlace((*route, bound.word), bound.word, bound.value)


def _threshold(route: Route, item: Quantity | OneBound) -> BoundPlace:
    return BoundPlace(route, "", item) if isinstance(item, Quantity) else _bounded(route, item)
