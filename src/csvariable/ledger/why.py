"""Why somebody is paid other than before: each step whose money changed, with what changed it.

The law: the changes add up to the difference of the totals, exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, TypeAlias

from csvariable.facts.plans import Plans
from csvariable.kernel.formula import Curve, Ref
from csvariable.kernel.message import Amount, Message, listed, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Program
from csvariable.kernel.unit import Unit
from csvariable.ledger.lines import OF_CLOSED, PersonResult, lines_of
from csvariable.program.compilation import compile_plan

ZERO: Final = Fraction(0)
LAST: Final = Fraction(1, 10**12)
"""The last decimal of a quotient in a result: nearer to a bound, nobody knows the side."""

RolePrograms: TypeAlias = Mapping[str | None, Program]
"""The program of each role, for units and tiers; empty where the plan is not known."""


@dataclass(frozen=True, slots=True)
class PayCause:
    """A step whose money is another one, and by how much; `told` says what of it changed."""

    step: str
    change: Fraction
    told: tuple[Message, ...] = ()


def programs_of(plans: Plans) -> RolePrograms:
    """Compile the plan and those of its roles."""
    return {role: compile_plan(plans.of(role), role) for role in (None, *plans.roles)}


def causes(
    before: PersonResult | None,
    after: PersonResult | None,
    programs: tuple[RolePrograms, RolePrograms] = ({}, {}),
    currency: str = "",
) -> list[PayCause]:
    """Return what makes the difference between two results of a person, KPIs first, in their order."""
    one, other = ({} if each is None else lines_of(each) for each in (before, after))
    found = []
    for step in dict.fromkeys((*other, *one)):
        change = other.get(step, ZERO) - one.get(step, ZERO)
        if change:
            sides = tuple(
                ComparedSide(each, own, currency) for each, own in zip((before, after), programs, strict=True)
            )
            found.append(PayCause(step, change, tuple(_told(step, sides))))
    return found


@dataclass(frozen=True, slots=True)
class ComparedSide:
    """One of the two results of a person, and the programs that it was computed with."""

    person: PersonResult | None
    programs: RolePrograms
    currency: str

    @property
    def steps(self) -> Mapping[str, str]:
        """The steps of the person; none where there is no such person."""
        if self.person is None:
            return {}
        parts: Sequence[Mapping[str, Any]] = self.person.get("parts", ())
        own: Mapping[str, str] = self.person["steps"]
        return {**parts[-1]["steps"], **own} if parts else own

    @property
    def program(self) -> Program | None:
        """The program of the role of the person."""
        return None if self.person is None else self.programs.get(self.person["role"])

    def value(self, step: str) -> Amount | None:
        """Return a step with its unit, a plain number where the plan is not known."""
        text = self.steps.get(step)
        if text is None:
            return None
        known = self.program.by_name.get(step) if self.program is not None else None
        unit = known.unit if known is not None else _RATES.get(step.rpartition(".")[2], Unit.NUMBER)
        return Amount(Fraction(text), unit, self.currency)

    def tier(self, kpi: str) -> Message | None:
        """Return the stretch of the curve of a KPI that its value lies in; None where it is not certain."""
        step = None if self.program is None else self.program.curves.get(kpi)
        curve = None if step is None else step.curve
        if not isinstance(curve, Curve) or not isinstance(curve.of, Ref) or not curve.segments:
            return None
        value = self.value(curve.of.step)
        if value is None:
            return None
        starts = [one.start for one in curve.segments]
        if any(abs(value.value - start) < LAST and value.value != start for start in starts):
            return None
        reached = [
            at
            for at, one in enumerate(curve.segments)
            if (one.start < value.value if not curve.falling else one.start > value.value)
            or (one.owns_start and one.start == value.value)
        ]
        return _stretch(starts, max(reached, default=-1), value.unit, self.currency)


_RATES: Final = {"attainment": Unit.RATE, "payout_rate": Unit.RATE, "part": Unit.MONEY, "payout": Unit.MONEY}


def _stretch(starts: Sequence[Fraction], at: int, unit: Unit, currency: str) -> Message:
    def shown(index: int) -> Amount:
        return Amount(starts[index], unit, currency)

    if at < 0:
        return msg("before {first}", first=shown(0))
    if at + 1 == len(starts):
        return msg("from {last}", last=shown(at))
    return msg("{one} to {other}", one=shown(at), other=shown(at + 1))


def _told(step: str, sides: tuple[ComparedSide, ...]) -> Iterator[Message]:
    kpi = Purpose.PAYOUT.kpi_of(step)
    if kpi is not None:
        yield from _kpi(kpi, sides)
    for name in _beside(step, sides):
        yield _gate(name, sides)


def _kpi(kpi: str, sides: tuple[ComparedSide, ...]) -> Iterator[Message]:
    """Tell what of a KPI is another one: actual, target, tier, rate, part."""
    before, after = sides
    for field, said in _FIELDS.items():
        was, now = (side.value(f"{kpi}.{field}") for side in sides)
        if (was and was.value) != (now and now.value):
            yield said.given(now=now or NOTHING, was=was or NOTHING)
        if field == "target":
            tiers = before.tier(kpi), after.tier(kpi)
            if tiers[0] is not None and tiers[1] is not None and tiers[0] != tiers[1]:
                yield msg("tier {now} instead of {was}", now=tiers[1], was=tiers[0])


NOTHING: Final = msg("nothing")
_FIELDS: Final[Mapping[str, Message]] = {
    "actual": msg("actual {now} instead of {was}"),
    "target": msg("target {now} instead of {was}"),
    "payout_rate": msg("pays {now} instead of {was}"),
    "part": msg("of {now} instead of {was}"),
}


def _beside(step: str, sides: tuple[ComparedSide, ...]) -> Iterator[str]:
    """Yield the gates and modifiers that are not as they were, for the lines that they act on."""
    if step in OF_CLOSED or step.startswith(("bonuses.", "pool.", "draw.")):
        return
    names = dict.fromkeys(name for side in sides for name in side.steps)
    for name in names:
        if name.startswith(("gates.", "modifiers.")):
            was, now = (side.steps.get(name) for side in sides)
            if was != now and _acts_on(name, step, sides):
                yield name


def _acts_on(name: str, step: str, sides: tuple[ComparedSide, ...]) -> bool:
    """Whether a gate or a modifier is read by the line of a KPI, or by the plan's own."""
    wanted = Purpose.MODIFIED if name.startswith("modifiers.") else Purpose.GATED
    if step == wanted:
        return True
    kpi = Purpose.PAYOUT.kpi_of(step)
    if kpi is None:
        return False
    from csvariable.kernel.formula import walk

    programs = [side.program for side in sides if side.program is not None]
    return any(
        isinstance(node, Ref) and node.step == name
        for program in programs
        for one in program.row_steps
        if one.kpi == kpi
        for node in walk(one.formula)
    )


def _gate(name: str, sides: tuple[ComparedSide, ...]) -> Message:
    was, now = (side.steps.get(name) for side in sides)
    if name.startswith("gates."):
        said = msg("gate `{name}` open") if now == "1" else msg("gate `{name}` closed")
        return said.given(name=name.removeprefix("gates."))
    return msg(
        "modifier `{name}` {now} instead of {was}",
        name=name.removeprefix("modifiers."),
        now=NOTHING if now is None else Amount(Fraction(now), Unit.RATE),
        was=NOTHING if was is None else Amount(Fraction(was), Unit.RATE),
    )


def sentence(cause: PayCause, change: str) -> Message:
    """Return a cause as one sentence with its amount, as the reader's language writes changes."""
    name = Purpose.PAYOUT.kpi_of(cause.step) or cause.step
    if not cause.told:
        return msg("`{name}`: {change}", name=name, change=change)
    return msg("`{name}`: {change} ({what})", name=name, change=change, what=listed(cause.told))
