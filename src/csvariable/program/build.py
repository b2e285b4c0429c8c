"""A program under construction: the plan, the columns at hand, the steps found so far."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Grid,
    Known,
    Product,
    Quotient,
    Ref,
    Rounded,
    Sum,
    refs,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.quantity import Quantity
from csvariable.kernel.step import ALWAYS, Demand, Note, Reward, Step, Turn
from csvariable.kernel.unit import Mode, Unit, minor_unit
from csvariable.plan import Plan
from csvariable.plan.acts_on import bonuses_in
from csvariable.plan.kpi import Kpi
from csvariable.plan.levels import in_unit
from csvariable.plan.rounding import Rounding

if TYPE_CHECKING:
    from csvariable.plan.gate import Gate
    from csvariable.plan.modifier import Modifier
    from csvariable.plan.pool import Pool

ZERO, ONE, MINUS = Given(Fraction(0)), Given(Fraction(1)), Given(Fraction(-1))
NOTHING = Quotient(ONE, ZERO)
"""The formula that never has a value."""
UNROUNDED = Rounding()


@dataclass(slots=True)
class Build:
    """What the parts of the compiler share; nothing of it outlives `compile_plan`."""

    plan: Plan
    role: str | None
    columns: frozenset[str]
    """Columns of the files at hand; a branch for a column that nobody wrote is left out."""
    row_steps: list[Step] = field(default_factory=list)
    person_steps: list[Step] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    person_demands: list[Demand] = field(default_factory=list)
    rewards: list[Reward] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    # ------------------------------------------------------------------ what the plan says

    @property
    def currency(self) -> str:
        """The currency of the plan."""
        return self.plan.currency

    @property
    def rounding(self) -> Rounding:
        """The plan's declared rounding."""
        return self.plan.rounding or UNROUNDED

    @property
    def mode(self) -> Mode:
        """The one rounding mode of the plan."""
        return self.rounding.mode or "half-up"

    @property
    def money_unit(self) -> Fraction:
        """The unit of every money step: declared, or the currency's minor unit."""
        return self.rounding.money or minor_unit(self.currency)

    @property
    def prorates(self) -> bool:
        """Whether presence scales something in this plan."""
        rule = self.plan.proration
        return rule is not None and (rule.amount != "none" or rule.targets != "none")

    def places(self, kpi: Kpi | None, what: str) -> int | None:
        """Declared places of an intermediate step, of the KPI or of the plan."""
        own = getattr(kpi.rounding, what, None) if kpi is not None and kpi.rounding else None
        found: int | None = own if own is not None else getattr(self.rounding, what)
        return found

    def level(self, value: Quantity, unit: Unit) -> Fraction:
        """Return a written value in a unit."""
        return in_unit(value, unit, self.currency)

    def weight(self, kpi: Kpi) -> Fraction:
        """The weight of a KPI: its own, times that of its objective where objectives have one."""
        own = kpi.weight or Fraction(0)
        objective = self.plan.objectives.get(kpi.objective or "")
        return own * objective.weight if objective is not None and objective.weight is not None else own

    def is_member(self, pool: Pool) -> bool:
        """Whether a pool is for the role of this program."""
        return pool.for_ is None or self.role in pool.for_

    @property
    def weighted(self) -> tuple[str, ...]:
        """The KPIs that a share of the target incentive hangs on, in the order written."""
        return tuple(
            name
            for name, kpi in self.plan.kpis.items()
            if (self.weight(kpi) or name in self.plan.menu or f"{name}.weight" in self.columns)
            and (kpi.curve or kpi.matrix)
        )

    def concerns(self, of: str | tuple[str, ...]) -> bool:
        """Whether a gate or a modifier can change what this role is paid."""
        return self.concerns_rows(of) or any(bonus in self.plan.bonuses for bonus in bonuses_in(of))

    def concerns_rows(self, of: str | tuple[str, ...]) -> bool:
        """Whether a gate or a modifier of the plan, or of some KPIs, can change what the KPIs pay."""
        if isinstance(of, str):
            return bool(self.weighted)
        paying = (kpi for name, kpi in self.plan.kpis.items() if name in of)
        return any(kpi.curve is not None or kpi.matrix is not None for kpi in paying)

    @property
    def gates(self) -> dict[str, Gate]:
        """The gates that concern this role."""
        return {name: one for name, one in self.plan.gates.items() if self.concerns(one.otherwise.of)}

    @property
    def modifiers(self) -> dict[str, Modifier]:
        """The modifiers that concern this role."""
        return {name: one for name, one in self.plan.modifiers.items() if self.concerns(one.of)}

    # ------------------------------------------------------------------ writing steps

    def step(  # noqa: PLR0913 - a step is these things
        self,
        purpose: Purpose,
        unit: Unit,
        formula: Formula,
        route: Route,
        *,
        kpi: str | None = None,
        of: str | None = None,
        curve: Curve | Grid | None = None,
        turn: Turn | None = None,
    ) -> Ref:
        """Add a step of the row and return a reference to it."""
        name = purpose.named(kpi or of)
        self.row_steps.append(Step(name, purpose, unit, formula, route, kpi, of, curve, turn))
        return Ref(name)

    def person_step(  # noqa: PLR0913 - a step is these things
        self,
        purpose: Purpose,
        formula: Formula,
        route: Route,
        *,
        unit: Unit = Unit.MONEY,
        of: str | None = None,
        curve: Curve | Grid | None = None,
        turn: Turn | None = None,
        when: Formula = ALWAYS,
        suffix: str = "",
    ) -> Ref:
        """Add a step of the person and return a reference to it; a suffix tells several apart."""
        name = purpose.named(of) + suffix
        self.person_steps.append(Step(name, purpose, unit, formula, route, None, of, curve, turn, when))
        return Ref(name)

    def money(self, formula: Formula) -> Formula:
        """Return the formula rounded to the unit of money."""
        return Rounded(formula, self.money_unit, self.mode)

    def rounded(self, formula: Formula, places: int | None) -> Formula:
        """Return the formula with a declared rounding, or as it is."""
        return formula if places is None else Rounded(formula, Fraction(1, 10**places), self.mode)

    def column_or(self, column: str, otherwise: Formula | None) -> Formula | None:
        """Return a person's own value where there is one, else the plan's."""
        if column not in self.columns:
            return otherwise
        own = Fact(column)
        return own if otherwise is None else Choose(Known(own), own, otherwise)


def product(factors: Sequence[Formula]) -> Formula:
    """Return a product, or the one factor, or 1."""
    kept = [factor for factor in factors if factor != ONE]
    if not kept:
        return ONE
    return kept[0] if len(kept) == 1 else Product(tuple(kept))


def total(terms: Sequence[Formula]) -> Formula:
    """Return a sum, or the one term, or 0."""
    if not terms:
        return ZERO
    return terms[0] if len(terms) == 1 else Sum(tuple(terms))


def minus(formula: Formula) -> Formula:
    """Return the opposite of a formula."""
    return Product((MINUS, formula))


def turned(turn: Turn) -> Formula:
    """Return what a rule added to an amount, or took away."""
    return Sum((turn.after, minus(turn.before)))


def in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    """Return the steps so that each stands behind those it reads, else in the order given."""
    by_name = {step.name: step for step in steps}
    done: dict[str, Step] = {}

    def put(step: Step) -> None:
        if step.name in done:
            return
        for name in refs(step.formula):
            if name in by_name:
                put(by_name[name])
        done[step.name] = step

    for step in by_name.values():
        put(step)
    return tuple(done.values())
