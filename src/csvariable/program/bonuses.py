"""Bonuses outside the weights, from their source to what is paid (language, section 7)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.formula import (
    Choose,
    Curve,
    Fact,
    Formula,
    Given,
    Greatest,
    Grid,
    Known,
    Least,
    Part,
    Placed,
    Ref,
    Split,
)
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import NoteKind
from csvariable.plan.acts_on import bonuses_in
from csvariable.plan.steps import account_column
from csvariable.plan.waiting import DUE, WAITING, waiting_part
from csvariable.program.bonus_conditions import condition_of, missing_notes
from csvariable.program.bonus_effects import bonus_effect_steps, factor_of_bonuses, flag_of_bonuses
from csvariable.program.bonus_sources import not_taken_back, note_above_zero, note_below_zero, source_of
from csvariable.program.build import NOTHING, ONE, ZERO, Build, minus, product, total
from csvariable.program.conditions import behind, condition
from csvariable.program.contests import prize, prize_steps
from csvariable.program.names import as_paid
from csvariable.program.rewards import reward_steps

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus


def bonus_steps(build: Build) -> list[Formula]:
    """Add each bonus and return the lines that count in money."""
    bonus_effect_steps(build)
    lines: list[Formula] = []
    for name, bonus in build.plan.bonuses.items():
        lines.append(_bonus(build, name, bonus))
        lines += _released(build, name, bonus)
    return lines


def _bonus(build: Build, name: str, bonus: Bonus) -> Ref:
    route: Route = ("bonuses", name)
    holds = condition_of(build, bonus, route)
    build.notes += missing_notes(build, bonus, route)
    if bonus.source in {"gives", "badge"}:
        reward_steps(build, name, bonus, holds, route)
        return build.person_step(Purpose.BONUS, ZERO, route, of=name, when=holds)
    if bonus.source == "rank" and bonus.gives is not None:
        prize_steps(build, name, bonus, holds, route)
        return build.person_step(Purpose.BONUS, ZERO, route, of=name, when=holds)
    amount = _Amount(build, name, bonus, holds)
    return _paid(build, name, bonus, amount)


class _Amount:
    """The amount of a bonus in the making: the formula so far, and what tells of it."""

    def __init__(self, build: Build, name: str, bonus: Bonus, holds: Formula) -> None:
        self.build, self.name, self.bonus, self.holds = build, name, bonus, holds
        self.route: Route = ("bonuses", name)
        self.curve: Curve | Grid | None = None
        if bonus.source == "rank":
            self.formula: Formula = prize(build, name, bonus, holds, self.route)
        else:
            self.formula, self.curve = source_of(build, name, bonus, holds)
            build.notes += not_taken_back(build, bonus, self.formula, holds, self.route)
        self._changed()
        if not isinstance(self.formula, Placed):
            self._as_money()

    def _changed(self) -> None:
        """Modifiers, then the floor, then gates, then the cap: nothing lifts what a gate closed."""
        bonus, build = self.bonus, self.build
        factors = [
            factor_of_bonuses(build, one)
            for one, modifier in build.modifiers.items()
            if self.name in bonuses_in(modifier.of)
        ]
        gates = {one: gate for one, gate in build.gates.items() if self.name in bonuses_in(gate.otherwise.of)}
        if factors or gates or (isinstance(self.formula, Placed) and bonus.cap is not None):
            self._stage(Purpose.BONUS_SOURCE)
        if factors:
            self.formula = product([self.formula, *factors])
            self._stage(Purpose.BONUS_MODIFIED)
        if bonus.floor is not None:
            self.formula = Greatest((self.formula, Given(bonus.floor, (*self.route, "floor"))))
            if gates:
                self._stage(Purpose.BONUS_FLOORED)
        if gates:
            self.formula = behind(gates, self.formula, lambda cap: cap, partial(flag_of_bonuses, build))
        if bonus.cap is not None:
            if gates:
                self._stage(Purpose.BONUS_GATED)
            self.formula = Least((self.formula, Given(bonus.cap, (*self.route, "cap"))))

    def _as_money(self) -> None:
        """Round once; nothing where the condition does not hold, or where nothing was measured."""
        self.formula = self.build.money(self.formula)
        if self.holds != ONE:
            self.formula = Choose(self.holds, self.formula, ZERO)
        if not isinstance(self.bonus.pays, Fraction) or self.bonus.per is not None:
            self.formula = Choose(Known(self.formula), self.formula, ZERO)

    def _stage(self, purpose: Purpose) -> None:
        """Let the formula so far be a step of its own."""
        self.formula = self.build.person_step(
            purpose, self.formula, self.route, of=self.name, curve=self.curve, when=self.holds
        )
        self.curve = None

    def step(self, purpose: Purpose) -> Ref:
        """Add the step that holds what there is."""
        return self.build.person_step(
            purpose, self.formula, self.route, of=self.name, curve=self.curve, when=self.holds
        )


def _paid(build: Build, name: str, bonus: Bonus, amount: _Amount) -> Ref:
    """Add what is paid of a bonus now, what later, and what is still owed on it."""
    if not (bonus.accumulate or bonus.below_zero == "carry" or bonus.paid):
        return amount.step(Purpose.BONUS)
    formula: Formula = amount.step(Purpose.BONUS_AMOUNT)
    route: Route = ("bonuses", name)
    beside: list[tuple[Purpose, Formula, str]] = []
    if bonus.accumulate:
        due = total([formula, minus(_account(build, "already_paid", name))])
        build.notes.append(note_below_zero(due, amount.holds, (*route, "accumulate")))
        formula = Greatest((ZERO, due))
    elif bonus.below_zero == "carry":
        owed = _account(build, "owed", name)
        left = Greatest((ZERO, total([owed, minus(formula)])))
        beside.append((Purpose.BONUS_OWED, left, "below_zero"))
        formula = Greatest((ZERO, total([formula, minus(owed)])))
    if bonus.paid:
        if not isinstance(formula, Ref):
            formula = build.person_step(Purpose.BONUS_DUE, formula, route, of=name, when=amount.holds)
        formula, later = _parts(build, name, bonus, formula)
        beside.append((Purpose.BONUS_DEFERRED, later, "paid"))
    paid = build.person_step(Purpose.BONUS, formula, route, of=name, when=amount.holds)
    for purpose, one, key in beside:
        step = build.person_step(purpose, one, (*route, key), of=name)
        build.notes.append(note_above_zero(_TOLD[purpose], step, (*route, key)))
    return paid


_TOLD: Final[Mapping[Purpose, NoteKind]] = {Purpose.BONUS_DEFERRED: "paid-later", Purpose.BONUS_OWED: "owed"}


def _account(build: Build, word: str, name: str) -> Formula:
    """Return what a file says was paid of a bonus, or is owed on it."""
    column = account_column(word, name)
    return Fact(column) if column in build.columns else ZERO


def _parts(build: Build, name: str, bonus: Bonus, whole: Formula) -> tuple[Formula, Formula]:
    """Return what is paid now of a bonus that is paid in parts, and what is not."""
    route: Route = ("bonuses", name, "paid")
    names = tuple(str(at) for at in range(len(bonus.paid)))
    shares = tuple(Given(part.share, (*route, at, "share")) for at, part in enumerate(bonus.paid))
    split = Split(whole, shares, names, build.money_unit)
    now: list[Formula] = []
    later: list[Formula] = []
    for at, part in enumerate(bonus.paid):
        own = Part(split, str(at))
        if part.after is not None:
            later.append(own)
        elif part.when is None:
            now.append(own)
        else:
            due = condition(build, part.when, as_paid(build), "fails")
            now.append(Choose(due, own, ZERO))
            later.append(Choose(due, ZERO, own))
        if part.after is not None or part.when is not None:
            build.person_step(Purpose.BONUS_UNPAID, later[-1], (*route, at), of=name, suffix=f".{at + 1}")
    return total(now), total(later)


def _released(build: Build, name: str, bonus: Bonus) -> list[Formula]:
    """Add what closed periods left unpaid of a bonus and is paid now (ledger, section 5)."""
    route: Route = ("bonuses", name, "paid") if bonus.paid else ("bonuses", name)
    waiting = [one for one in map(waiting_part, sorted(build.columns)) if one and one.bonus == name]
    facts = [Fact(one.column) for one in waiting if one.kind == DUE]
    paid = [_there(one) for one in facts]
    for at, part in enumerate(bonus.paid):
        own = [Fact(one.column) for one in waiting if one.kind == WAITING and one.until == str(at + 1)]
        if not own or part.when is None:
            continue
        holds = condition(build, part.when, as_paid(build), "fails")
        carried = total([_there(one) for one in own])
        kept = Choose(holds, ZERO, carried)
        build.person_step(Purpose.BONUS_KEPT, kept, (*route, at), of=name, suffix=f".{at + 1}")
        paid.append(Choose(holds, carried, ZERO))
        facts += own
    if not facts:
        return []
    there = Greatest(tuple(Known(one) for one in facts))
    released = build.person_step(Purpose.BONUS_RELEASED, Choose(there, total(paid), NOTHING), route, of=name)
    return [Choose(Known(released), released, ZERO)]


def _there(fact: Fact) -> Formula:
    """Return what is carried for a person, 0 for somebody for whom nothing is."""
    return Choose(Known(fact), fact, ZERO)
