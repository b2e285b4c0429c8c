"""Programs: named steps, demands on the facts, and what a statement must say besides.

A program is a list of named steps; running it fills one value per step and person. The
results, the explanation, the bounds, the words and the exact check are readings of that
list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Final, Literal, TypeAlias

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import Curve, Formula, Given, Grid
from csvariable.kernel.message import Message
from csvariable.kernel.purpose import PRIVATE, Purpose
from csvariable.kernel.reads import Reads
from csvariable.kernel.unit import Unit

ALWAYS: Final = Given(Fraction(1))
"""A condition that holds for everybody."""


@dataclass(frozen=True, slots=True)
class Turn:
    """From what to what a rule turned an amount; the step's value is the difference.

    `limits` are what a cap, a floor or a guarantee held it to.
    """

    before: Formula
    after: Formula
    limits: tuple[Formula, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A named value: column of the results, key of the JSON, line of the explanation."""

    name: str
    purpose: Purpose
    unit: Unit
    formula: Formula
    route: Route
    """The line of the plan that asked for it."""
    kpi: str | None = None
    of: str | None = None
    """The gate, modifier, pool or bonus that it belongs to."""
    curve: Curve | Grid | None = None
    """The curve or matrix of the plan that it reads."""
    turn: Turn | None = None
    """What it changes, where it is an effect of a rule."""
    when: Formula = ALWAYS
    """The condition that a bonus waits for."""

    @property
    def public(self) -> bool:
        """Whether it stands in the results; the others serve the explanation."""
        return self.purpose not in PRIVATE


@dataclass(frozen=True, slots=True)
class Demand:
    """A condition on the facts that must hold before anything is paid.

    `holds` is 1 where all is well; a row where it is 0 or nothing is refused with `message`,
    at the cell of `column` where there is one, else at the row.
    """

    rule: str
    holds: Formula
    message: Message
    route: Route
    column: str | None = None
    help: Message | None = None
    scope: Literal["person", "team", "company"] = "person"
    """Whose the value is that is asked for."""


@dataclass(frozen=True, slots=True)
class Reward:
    """What a bonus gives in kind, as many times as its step says."""

    bonus: str
    step: str
    item: dict[str, str] | None
    kind: Literal["item", "voucher", "leave_days", "badge"]
    quantity: Fraction
    value: Fraction
    route: Route


NoteKind: TypeAlias = Literal[
    "held",
    "zero",
    "at-target",
    "reweighted",
    "absent",
    "taken-as-reached",
    "taken-as-not-reached",
    "factor-of-missing",
    "not-taken-back",
    "paid-later",
    "owed",
]


@dataclass(frozen=True, slots=True)
class Note:
    """What must be said of a line: which policy was used, who was absent, what is not taken back."""

    kind: NoteKind
    kpi: str | None
    unless: Formula
    """1 where there is nothing to say."""
    route: Route
    of_person: bool = False
    """Whether it is read of the person, as bonuses are, and not of each row."""


@dataclass(frozen=True)
class Program:
    """What a plan computes: steps of each row, then steps of each person."""

    row_steps: tuple[Step, ...]
    person_steps: tuple[Step, ...]
    demands: tuple[Demand, ...] = ()
    person_demands: tuple[Demand, ...] = ()
    rewards: tuple[Reward, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps in the order of the pipeline."""
        return self.row_steps + self.person_steps

    @cached_property
    def by_name(self) -> Mapping[str, Step]:
        """The steps, by name."""
        return {step.name: step for step in self.steps}

    @cached_property
    def curves(self) -> Mapping[str, Step]:
        """The first step of each KPI that reads its curve or matrix."""
        return {step.kpi: step for step in reversed(self.row_steps) if step.kpi and step.curve is not None}

    def level(self, *, person: bool) -> tuple[Step, ...]:
        """Return the steps of a row, or those of a person."""
        return self.person_steps if person else self.row_steps

    def places(self, *, person: bool) -> Mapping[str, int]:
        """Return the place of each step on its level."""
        return self._person_places if person else self._row_places

    def reads(self, *, person: bool) -> Reads:
        """Return who reads what among the steps of a level."""
        return self._person_reads if person else self._row_reads

    def asked(self, *, person: bool) -> tuple[tuple[Demand, ...], Reads]:
        """Return the demands on a level, and who reads what among them."""
        return self._person_asked if person else self._row_asked

    @cached_property
    def _row_places(self) -> Mapping[str, int]:
        return {step.name: at for at, step in enumerate(self.row_steps)}

    @cached_property
    def _person_places(self) -> Mapping[str, int]:
        return {step.name: at for at, step in enumerate(self.person_steps)}

    @cached_property
    def _row_reads(self) -> Reads:
        return Reads([step.formula for step in self.row_steps])

    @cached_property
    def _person_reads(self) -> Reads:
        return Reads([step.formula for step in self.person_steps])

    @cached_property
    def _row_asked(self) -> tuple[tuple[Demand, ...], Reads]:
        return self.demands, Reads([demand.holds for demand in self.demands])

    @cached_property
    def _person_asked(self) -> tuple[tuple[Demand, ...], Reads]:
        return self.person_demands, Reads([demand.holds for demand in self.person_demands])
