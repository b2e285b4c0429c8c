"""What luck alone does to pay that rests on few answers: exact chances, no draws (language, section 17).

The answers are taken to be independent, at the level that was measured. Of n answers each count of good
ones then has an exact chance, and each is paid by the plan itself, all else as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import accumulate
from math import comb, isqrt
from typing import Final, Literal, TypeAlias

from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.step import Purpose
from csvariable.measures.model import Measured
from csvariable.measures.owner import Owner
from csvariable.statement.otherwise import Otherwise

Chances: TypeAlias = Mapping[Fraction, Fraction]
"""Values, each with its chance; the chances add up to 1."""
Remedy: TypeAlias = Literal["pooled", "window", "wider", "credibility"]

MOST: Final = 200
"""Answers above which luck is not computed: exact chances grow too long to wait for, and luck grows small."""
WINDOW: Final = 4
"""How many periods a longer window has."""
CREDIBILITY: Final = 64
"""How many answers weigh as much as the mean of the others, where the plan says nothing."""
CENT: Final = Fraction(1, 100)


@dataclass(frozen=True, slots=True)
class AnswerLevel:
    """The level of answers: the part that counts for, and the part that counts against."""

    good: Fraction
    bad: Fraction = Fraction(0)

    def chances(self, n: int, scale: Fraction) -> Chances:
        """Return the values that n answers can come to: `scale` times good less bad, over n."""
        counts = _binomial(n, self.good) if not self.bad else _trinomial(n, self.good, self.bad)
        return {scale * count / n: chance for count, chance in counts.items()}

    @property
    def value(self) -> Fraction:
        """Good less bad."""
        return self.good - self.bad

    def moved(self, value: Fraction) -> AnswerLevel:
        """Return the level of another value, with as many answers in between as the scale leaves."""
        if not self.bad and 0 <= value <= 1 and self.good == self.value:
            return AnswerLevel(value)
        told = max(min(self.good + self.bad, Fraction(1)), abs(value))
        return AnswerLevel((told + value) / 2, (told - value) / 2)


def _binomial(n: int, part: Fraction) -> dict[int, Fraction]:
    top, whole = part.numerator, part.denominator
    under = whole**n
    found = {k: Fraction(comb(n, k) * top**k * (whole - top) ** (n - k), under) for k in range(n + 1)}
    return {k: chance for k, chance in found.items() if chance}


def _trinomial(n: int, good: Fraction, bad: Fraction) -> dict[int, Fraction]:
    whole = good.denominator * bad.denominator
    up, down = int(good * whole), int(bad * whole)
    counts = {0: 1}
    for _ in range(n):
        after: dict[int, int] = {}
        for at, ways in counts.items():
            for step, weight in ((1, up), (0, whole - up - down), (-1, down)):
                if weight:
                    after[at + step] = after.get(at + step, 0) + ways * weight
        counts = after
    return {at: Fraction(ways, whole**n) for at, ways in counts.items()}


@dataclass(frozen=True, slots=True)
class Luck:
    """What luck does to the pay of one person by one KPI."""

    id: str
    kpi: str
    n: int
    actual: Fraction
    incentive: Fraction | None
    pay: Chances
    """What is paid in all, with its chance."""
    on_target: Fraction | None
    """What is paid on average to somebody truly on target; None without a target."""
    at_target: Fraction | None
    """What is paid where the target is measured exactly."""
    after: Mapping[Remedy, Fraction]
    """The spread of pay that each remedy would leave."""

    @property
    def mean(self) -> Fraction:
        """What is paid on average."""
        return mean(self.pay)

    @property
    def spread(self) -> Fraction:
        """The spread of pay, to the cent."""
        return spread(self.pay)

    def pay_within(self, chance: Fraction) -> Fraction:
        """Return the least pay that has this chance, or more, of not being passed."""
        values = sorted(self.pay)
        reached = accumulate(self.pay[value] for value in values)
        return next(value for value, so_far in zip(values, reached, strict=True) if so_far >= chance)


@dataclass(frozen=True, slots=True)
class EqualPeople:
    """What would part people who are all equally good, by luck alone."""

    kpi: str
    people: int
    gap: Fraction
    """What the best paid has more than the worst paid, on average."""
    whole: Fraction | None
    """The chance that it is a whole target incentive or more; None where these are not equal."""


@dataclass(frozen=True, slots=True)
class HeavyAccount:
    """The account that moves the ratio of a person most, and the pay that hangs on it."""

    id: str
    kpi: str
    account: str
    actual: Fraction
    without: Fraction
    """The value if the account brought nothing."""
    change: Fraction
    """What would then be paid more; less where it is below 0."""


@dataclass(frozen=True, slots=True)
class Noise:
    """Luck by person and KPI, and what was left out and why."""

    luck: Sequence[Luck]
    equal: Sequence[EqualPeople]
    left: Mapping[str, str] = field(default_factory=dict)
    """KPIs whose luck is not told, with the reason: `kind`, `answers`, `sample`."""
    heavy: Sequence[HeavyAccount] = ()


def mean(chances: Chances) -> Fraction:
    """Return the mean of values."""
    return sum((value * chance for value, chance in chances.items()), Fraction(0))


def spread(chances: Chances) -> Fraction:
    """Return the standard deviation of values, to the cent below."""
    middle = mean(chances)
    variance = sum(((value - middle) ** 2 * chance for value, chance in chances.items()), Fraction(0))
    return isqrt(int(variance / CENT**2)) * CENT


def noise(plans: Plans, results: Results) -> Noise:
    """Return what luck does to pay, for every KPI that is measured as a share or as NPS."""
    luck: list[Luck] = []
    equal: list[EqualPeople] = []
    left: dict[str, str] = {}
    for kpi in plans.kpi_ids:
        some, why = _of_kpi(plans, results, kpi)
        luck += [one for one, _ in some]
        if why is not None:
            left[kpi] = why
        if len(some) > 1:
            equal.append(_equal(kpi, some))
    return Noise(luck, equal, left, list(_heavy(plans, results)))


def _heavy(plans: Plans, results: Results) -> Iterator[HeavyAccount]:
    """Yield, of each ratio of each person, the account without which it would be least."""
    for at, person in enumerate(results.facts.people):
        for kpi in plans.kpi_ids:
            one = results.facts.measured.get((kpi, Owner("person", person.id)))
            if one is None or one.heaviest is None or one.value is None or not person.rows:
                continue
            without = one.value - one.heaviest.top / one.over
            otherwise = Otherwise(results, plans, at)
            after = otherwise.computed(kpi, otherwise.rows[-1], without)
            change = Fraction(0) if after is None else otherwise.gain(after)
            yield HeavyAccount(person.id, kpi, one.heaviest.name, one.value, without, change)


PaysFor: TypeAlias = Callable[[Fraction], Fraction | None]


def _of_kpi(plans: Plans, results: Results, kpi: str) -> tuple[list[tuple[Luck, Chances]], str | None]:
    """Return the luck of everybody by a KPI, with what each would be paid at the common level."""
    facts = results.facts
    found: list[tuple[Luck, Chances]] = []
    why: str | None = None
    measured = [facts.measured.get((kpi, Owner("person", one.id))) for one in facts.people]
    known = [one for one in measured if one is not None and _level(one) is not None and one.n]
    common = _common(known)
    whole = int(sum((one.n for one in known), Fraction(0)))
    for at, (person, one) in enumerate(zip(facts.people, measured, strict=True)):
        row = person.rows[-1] if person.rows else None
        spec = plans.of(facts.roles[row]).kpis.get(kpi) if row is not None else None
        if one is None or row is None or spec is None or not one.n:
            continue
        level = _level(one)
        if level is None or one.n.denominator != 1:
            why = "kind"
        elif one.n > MOST:
            why = "answers"
        elif spec.sample is not None and spec.sample.changes:
            why = "sample"
        else:
            found.append(_luck(plans, results, at, row, one, level, (common or level, whole)))
    return found, why


def _level(one: Measured) -> AnswerLevel | None:
    """Return the level of answers of a value, None where they are no yes or no."""
    if one.word == "share" and one.n and one.bottom == one.n:
        return AnswerLevel(Fraction(one.top, one.bottom))
    if one.word == "nps" and one.halves is not None and one.n:
        return AnswerLevel(*(Fraction(part) / one.n for part in one.halves))
    return None


def _common(some: Sequence[Measured]) -> AnswerLevel | None:
    """Return the level of all answers of all people together."""
    levels = [(one.n, level) for one in some if (level := _level(one)) is not None]
    whole = sum((n for n, _ in levels), Fraction(0))
    if not whole:
        return None
    good = sum((n * level.good for n, level in levels), Fraction(0)) / whole
    return AnswerLevel(good, sum((n * level.bad for n, level in levels), Fraction(0)) / whole)


def _luck(  # noqa: PLR0913, PLR0917 - a person, a value, and the level of all
    plans: Plans,
    results: Results,
    at: int,
    row: int,
    one: Measured,
    level: AnswerLevel,
    common: tuple[AnswerLevel, int],
) -> tuple[Luck, Chances]:
    otherwise = Otherwise(results, plans, at)
    base = results.people[Purpose.TOTAL.value][at] or Fraction(0)

    def paid(actual: Fraction) -> Fraction | None:
        after = otherwise.computed(one.kpi, otherwise.rows[-1], actual)
        return None if after is None else base + otherwise.gain(after)

    scale = Fraction(100) if one.word == "nps" else Fraction(1)
    n, (shared, whole) = int(one.n), common
    target = results.rows.get(Purpose.TARGET.named(one.kpi))
    aim = None if target is None else target[row]
    actual = scale * level.value
    chances = level.chances(n, scale)
    middle = scale * shared.value
    weight = Fraction(n, n + CREDIBILITY)
    after: dict[Remedy, Chances] = {
        "wider": _mapped(chances, lambda value: (value + (aim if aim is not None else actual)) / 2),
        "credibility": _mapped(chances, lambda value: weight * value + (1 - weight) * middle),
    }
    if whole <= MOST:
        after["pooled"] = shared.chances(whole, scale)
    if n * WINDOW <= MOST:
        after["window"] = level.chances(n * WINDOW, scale)
    incentives = results.rows.get(Purpose.TARGET_INCENTIVE.value)
    found = Luck(
        results.facts.people[at].id,
        one.kpi,
        n,
        actual,
        None if incentives is None else incentives[row],
        _paid(chances, paid),
        None if aim is None else mean(_paid(level.moved(aim / scale).chances(n, scale), paid)),
        None if aim is None else paid(aim),
        {remedy: spread(_paid(values, paid)) for remedy, values in after.items()},
    )
    return found, _paid(shared.chances(n, scale), paid)


def _mapped(chances: Chances, change: Callable[[Fraction], Fraction]) -> Chances:
    found: dict[Fraction, Fraction] = {}
    for value, chance in chances.items():
        changed = change(value)
        found[changed] = found.get(changed, Fraction(0)) + chance
    return found


def _paid(chances: Chances, paid: PaysFor) -> Chances:
    """Return what values pay, with their chances; what cannot be paid counts 0."""
    return _mapped(chances, lambda value: paid(value) or Fraction(0))


def _equal(kpi: str, some: Sequence[tuple[Luck, Chances]]) -> EqualPeople:
    """Return what parts equally good people: exact, from the chances of the greatest and the least pay."""
    pays = [chances for _, chances in some]
    values = sorted({value for chances in pays for value in chances})
    greatest = _mean_of_best(values, pays)
    turned = [_mapped(one, lambda value: -value) for one in pays]
    least = -_mean_of_best([-value for value in reversed(values)], turned)
    incentives = {one.incentive for one, _ in some}
    incentive = incentives.pop() if len(incentives) == 1 else None
    whole = None if not incentive else 1 - _chance_within(values, pays, incentive)
    return EqualPeople(kpi, len(some), greatest - least, whole)


def _up_to(chances: Chances, value: Fraction, *, below: bool = False) -> Fraction:
    """Return the chance of a value and less; with `below` of less alone."""
    found = (chance for one, chance in chances.items() if one < value or (one == value and not below))
    return sum(found, Fraction(0))


def _mean_of_best(values: Sequence[Fraction], pays: Sequence[Chances]) -> Fraction:
    """Return the mean of the greatest of independent values."""
    total, before = Fraction(0), Fraction(0)
    for value in values:
        reached = Fraction(1)
        for chances in pays:
            reached *= _up_to(chances, value)
        total += value * (reached - before)
        before = reached
    return total


def _chance_within(values: Sequence[Fraction], pays: Sequence[Chances], gap: Fraction) -> Fraction:
    """Return the chance that all of independent values lie less than a gap apart."""
    total = Fraction(0)
    for least in values:
        inside, above = Fraction(1), Fraction(1)
        for chances in pays:
            top = _up_to(chances, least + gap, below=True)
            inside *= top - _up_to(chances, least, below=True)
            above *= top - _up_to(chances, least)
        total += inside - above
    return total
