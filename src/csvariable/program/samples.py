"""What few answers make of a value: a pooled one, a weighed one, or none (language, section 17)."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from csvariable.kernel.figure import of_scope
from csvariable.kernel.formula import Choose, Fact, Formula, Given, Greatest, Holds, Known, Quotient, Ref, Sum
from csvariable.kernel.message import Message, msg
from csvariable.kernel.purpose import Purpose
from csvariable.kernel.step import Demand
from csvariable.kernel.terms import SCOPES
from csvariable.kernel.unit import Unit
from csvariable.plan.kpi import POLICIES, Kpi
from csvariable.program.build import ONE, ZERO, Build, product
from csvariable.program.names import route_of

if TYPE_CHECKING:
    from csvariable.plan.sample import Sample


def withheld(kpi_id: str) -> str:
    """Return the name of a fact that nobody has: a value that few answers take away."""
    return f"{kpi_id}.withheld"


def sampled(build: Build, kpi_id: str, kpi: Kpi, sample: Sample) -> Formula:
    """Return the actual of a KPI whose value may stand on few answers."""
    route = route_of(kpi_id, "sample")
    n = build.step(Purpose.SAMPLE_SIZE, Unit.NUMBER, Fact(f"{kpi_id}.n"), route, kpi=kpi_id)
    own = build.step(Purpose.MEASURED, kpi.measured_in, Fact(f"{kpi_id}.actual"), route, kpi=kpi_id)
    if not sample.changes:
        return own
    message = msg("nothing says on how many answers `{kpi}` stands", kpi=kpi_id)
    help_ = msg("add a column `n` (in a wide file `{kpi}.n`), or numerator and denominator", kpi=kpi_id)
    counted = Choose(Known(own), Known(n), ONE)
    build.demands.append(Demand("no-sample-size", counted, message, route, f"{kpi_id}.actual", help_))
    found = own if sample.credibility is None else _weighed(build, kpi_id, sample, own, n)
    if sample.min is None:
        return found
    least = Given(Fraction(sample.min), (*route, "min"))
    return _at_least(build, kpi_id, sample, found, n, least)


def _short(n: Ref, least: Given) -> Formula:
    """Return 1 where a value stands on fewer answers; where nobody knows how many, it does not."""
    return Choose(Known(n), Holds(n, "below", least), ZERO)


def _at_least(  # noqa: PLR0913, PLR0917 - a value, its answers, and how many there must be
    build: Build, kpi_id: str, sample: Sample, found: Formula, n: Ref, least: Given
) -> Formula:
    """Return a value where it stands on enough answers, else what holds below."""
    short = _short(n, least)
    below = str(sample.below)
    if below in {"team", "company"}:
        pooled, size = _pooled(kpi_id, below), Fact(of_scope(f"{kpi_id}.n", below))
        enough = product([Known(pooled), Holds(size, "from", least)])
        message = msg(
            "`{kpi}` stands on few answers, and that of the {scope} on fewer than {least} too",
            kpi=kpi_id,
            scope=SCOPES[below],
            least=sample.min or 0,
        )
        _demand(build, kpi_id, "sample-too-small", Choose(short, enough, ONE), message)
        return Choose(short, pooled, found)
    if below == "error":
        message = msg("`{kpi}` stands on fewer than {least} answers", kpi=kpi_id, least=sample.min or 0)
        _demand(build, kpi_id, "sample-too-small", Choose(short, ZERO, ONE), message)
        return found
    return Choose(short, Fact(withheld(kpi_id)), found)


def _weighed(build: Build, kpi_id: str, sample: Sample, own: Ref, n: Ref) -> Formula:
    """Return the own value and the other one, each by its weight; without answers the other one."""
    weight = Given(Fraction(sample.credibility or 0), route_of(kpi_id, "sample", "credibility"))
    towards = str(sample.towards)
    other: Formula = _pooled(kpi_id, towards)
    if towards == "target":
        target = Ref(Purpose.TARGET.named(kpi_id))
        there = any(step.name == target.step for step in build.row_steps)
        other = target if there else Fact(withheld(kpi_id))
    whole = Sum((n, weight))
    blended = Sum((product([own, Quotient(n, whole)]), product([other, Quotient(weight, whole)])))
    counts: list[Formula] = [Greatest((Known(own), Holds(n, "up_to", ZERO)))]
    if sample.min is not None:
        counts.append(Holds(n, "from", Given(Fraction(sample.min))))
    read = Choose(Known(n), product(counts), ZERO)
    message = (
        msg("`{kpi}` is drawn to its target, and there is none", kpi=kpi_id)
        if towards == "target"
        else msg(
            "`{kpi}` is drawn to the value of the {scope}, and there is none",
            kpi=kpi_id,
            scope=SCOPES[towards],
        )
    )
    _demand(build, kpi_id, "no-other-value", Choose(read, Known(other), ONE), message)
    return Choose(Holds(n, "up_to", ZERO), other, blended)


def _pooled(kpi_id: str, scope: str) -> Fact:
    return Fact(of_scope(f"{kpi_id}.actual", scope))


def _demand(build: Build, kpi_id: str, rule: str, holds: Formula, message: Message) -> None:
    build.demands.append(Demand(rule, holds, message, route_of(kpi_id, "sample"), f"{kpi_id}.actual"))


def missing_beside(kpi_id: str, kpi: Kpi) -> Formula | None:
    """Return 1 where a value is there or taken away by few answers; None where that is no question.

    A sample whose policy pays the line otherwise leaves a value that is missing for another reason an error.
    """
    sample = kpi.sample
    if sample is None or sample.min is None or sample.below not in POLICIES:
        return None
    short = _short(Ref(Purpose.SAMPLE_SIZE.named(kpi_id)), Given(Fraction(sample.min)))
    return Choose(short, ONE, Known(Ref(Purpose.MEASURED.named(kpi_id))))
