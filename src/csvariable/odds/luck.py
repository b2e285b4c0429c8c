"""What luck alone does to pay that rests on few answers: exact chances, no draws (language, section 17).

The answers are taken to be independent, at the level that was measured. Of n answers each count of good
ones then has an exact chance, and each is paid by the plan itself, all else as it was.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Final

from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.facts.typed import range_of
from csvariable.kernel.purpose import Purpose
from csvariable.measures.model import Measured
from csvariable.measures.owner import Owner
from csvariable.odds.answers import AnswerLevel, Chances, GradeLevel, mapped, mean, spread
from csvariable.odds.equal import EqualPeople, equal_people
from csvariable.odds.noise import HeavyAccount, Luck, LuckFigure, LuckReason, Noise, NotTold, Remedy
from csvariable.odds.ranked import LevelOfAnswers, RankLevel
from csvariable.statement.otherwise import Otherwise
from csvariable.statement.points import within

MOST: Final = 200
"""Answers above which luck is not computed: exact chances grow too long to wait for, and luck grows small."""
WAYS: Final = 400
"""Different values that answers may come to: more are not told, for the same reason."""
WINDOW: Final = 4
"""How many periods a longer window has."""
CREDIBILITY: Final = 64
"""How many answers weigh as much as the mean of the others, where the plan says nothing."""


def noise(plans: Plans, results: Results) -> Noise:
    """Return what luck does to pay, for every KPI whose values have exact chances."""
    luck: list[Luck] = []
    equal: list[EqualPeople] = []
    left: list[NotTold] = []
    for kpi in plans.kpi_ids:
        some, why = _of_kpi(plans, results, kpi)
        luck += [one.luck for one in some if one.luck is not None]
        left += why
        left += [refused for one in some for refused in one.refused]
        known = [one.alike for one in some if one.alike is not None]
        if known and len(known) == len(some):
            equal.append(equal_people(kpi, known, {one.incentive for one in some}))
    heavy = list(_heavy(plans, results))
    left += [why for _, why in heavy if why is not None]
    return Noise(luck, equal, left, [one for one, _ in heavy])


def _heavy(plans: Plans, results: Results) -> Iterator[tuple[HeavyAccount, NotTold | None]]:
    """Yield, of each ratio of each person, the account without which it would be least."""
    facts = results.facts
    for at, person in enumerate(facts.people):
        for kpi in plans.kpi_ids:
            one = facts.measured.get((kpi, Owner("person", person.id)))
            if one is None or one.heaviest is None or one.value is None:
                continue
            without = one.value - one.heaviest.top / one.over
            payer = _Payer(plans, results, at, kpi)
            paid = payer.paid(without)
            change = None if paid is None else paid - payer.base
            why = None
            if payer.sampled:
                why = NotTold(kpi, "sample", person.id, None, ("account",))
            elif paid is None:
                why = NotTold(kpi, "unpaid", person.id, without, ("account",))
            yield HeavyAccount(person.id, kpi, one.heaviest.name, one.value, without, change), why


class _Payer:
    """Pays a person other values of a KPI, and keeps the first one that the plan refuses for each figure."""

    def __init__(
        self, plans: Plans, results: Results, at: int, kpi: str, most: Fraction | None = None
    ) -> None:
        """Take whose pay it is; `most` is the greatest value that answers can come to."""
        self.kpi = kpi
        self.base = results.people[Purpose.TOTAL.value][at] or Fraction(0)
        self.most = most
        self.refused: dict[LuckFigure, Fraction] = {}
        self._otherwise = Otherwise(results, plans, at)
        self._row = _last(plans, self._otherwise.base, self._otherwise.rows, kpi)
        self._spec = plans.of(self._otherwise.base.facts.roles[self._row]).kpis[kpi]
        self._currency = plans.base.currency

    @property
    def sampled(self) -> bool:
        """Whether the plan judges the number of answers, which nobody knows of another value."""
        return self._spec.is_sampled

    @property
    def range(self) -> tuple[Fraction | None, Fraction | None]:
        """The least and the greatest value of the KPI, where the plan knows them."""
        return range_of(self._spec, self._currency)

    def paid(self, value: Fraction) -> Fraction | None:
        """Return what is paid with another value; None where it cannot be had or paid."""
        beyond = self.most is not None and abs(value) > self.most
        if beyond or not within(self._spec, self._currency, value):
            return None
        after = self._otherwise.computed(self.kpi, self._row, value)
        return None if after is None else self.base + self._otherwise.gain(after)

    def exactly(self, figure: LuckFigure, value: Fraction) -> Fraction | None:
        """Return what one value pays."""
        found = self.paid(value)
        if found is None:
            self.refused[figure] = value
        return found

    def by_chance(self, figure: LuckFigure, chances: Chances) -> Chances | None:
        """Return what values pay, with their chances; None where one of them cannot be paid."""
        found: dict[Fraction, Fraction] = {}
        for value, chance in chances.items():
            pay = self.exactly(figure, value)
            if pay is None:
                return None
            found[pay] = found.get(pay, Fraction(0)) + chance
        return found


def _last(plans: Plans, results: Results, rows: Sequence[int], kpi: str) -> int:
    """Return the last row of a person whose role has a KPI that is measured for them."""
    return [row for row in rows if kpi in plans.of(results.facts.roles[row]).kpis][-1]


@dataclass(frozen=True, slots=True)
class _Person:
    """What luck does to a person, what it would at the level of all, and what of it cannot be told."""

    luck: Luck | None
    alike: Chances | None
    incentive: Fraction | None
    refused: Sequence[NotTold]


def _of_kpi(plans: Plans, results: Results, kpi: str) -> tuple[list[_Person], list[NotTold]]:
    """Return the luck of everybody by a KPI, with what each would be paid at the common level."""
    facts = results.facts
    found: list[_Person] = []
    why: dict[LuckReason, NotTold] = {}
    measured = [facts.measured.get((kpi, Owner("person", one.id))) for one in facts.people]
    levels = [None if one is None else _level(one) for one in measured]
    of_all = zip(measured, levels, strict=True)
    known = [(one.n, level) for one, level in of_all if one is not None and level is not None]
    common = _common(known)
    whole = int(sum((n for n, _ in known), Fraction(0)))
    for at, (person, one, level) in enumerate(zip(facts.people, measured, levels, strict=True)):
        if one is None or not one.n:
            continue
        spec = plans.of(facts.roles[_last(plans, results, person.rows, kpi)]).kpis[kpi]
        if level is None or one.n.denominator != 1:
            reason: LuckReason = "ratio" if one.word == "ratio" else "kind"
            why[reason] = NotTold(kpi, reason)
        elif one.n > MOST:
            why["answers"] = NotTold(kpi, "answers")
        elif level.ways(int(one.n)) > WAYS:
            why["ways"] = NotTold(kpi, "ways")
        elif spec.is_sampled:
            why["sample"] = NotTold(kpi, "sample")
        else:
            found.append(_person(plans, results, at, one, level, (common or level, whole)))
    return found, list(why.values())


def _level(one: Measured) -> LevelOfAnswers | None:
    """Return the level of answers of a value; None where they are no yes or no, no grades and no ranks."""
    if one.word == "share" and one.n and one.bottom == one.n:
        return AnswerLevel(Fraction(one.top, one.bottom))
    if one.word == "nps" and one.halves is not None and one.n:
        return AnswerLevel(*(Fraction(part) / one.n for part in one.halves))
    if one.word == "mean" and one.grades is not None and one.n:
        return GradeLevel({grade: Fraction(count) / one.n for grade, count in one.grades.items()})
    if one.word in {"median", "percentile"} and one.grades:
        return RankLevel(one.grades, one.part)
    return None


def _common(levels: Sequence[tuple[Fraction, LevelOfAnswers]]) -> LevelOfAnswers | None:
    """Return the level of all answers of all people together, from how many each has and their level."""
    if not levels:
        return None
    whole = sum((n for n, _ in levels), Fraction(0))
    sides = [(n, level) for n, level in levels if isinstance(level, AnswerLevel)]
    if sides:
        good = sum((n * level.good for n, level in sides), Fraction(0)) / whole
        return AnswerLevel(good, sum((n * level.bad for n, level in sides), Fraction(0)) / whole)
    ranks = [level for _, level in levels if isinstance(level, RankLevel)]
    if ranks:
        return ranks[0].beside(ranks[1:])
    grades: dict[Fraction, Fraction] = {}
    for n, level in levels:
        for grade, part in level.grades.items() if isinstance(level, GradeLevel) else ():
            grades[grade] = grades.get(grade, Fraction(0)) + n * part / whole
    return GradeLevel(grades)


def _person(  # noqa: PLR0913, PLR0917 - a person, a value, and the level of all
    plans: Plans,
    results: Results,
    at: int,
    one: Measured,
    level: LevelOfAnswers,
    common: tuple[LevelOfAnswers, int],
) -> _Person:
    scale = Fraction(100) if one.word == "nps" else Fraction(1)
    payer = _Payer(plans, results, at, one.kpi, scale if isinstance(level, AnswerLevel) else None)
    if isinstance(level, GradeLevel):
        level = replace(level, worst=payer.range[0], best=payer.range[1])
    row = _last(plans, results, results.facts.people[at].rows, one.kpi)
    n = int(one.n)
    targets = results.rows.get(Purpose.TARGET.named(one.kpi))
    incentives = results.rows.get(Purpose.TARGET_INCENTIVE.value)
    incentive = None if incentives is None else incentives[row]
    pay = payer.by_chance("pay", level.chances(n, scale))
    luck = None
    if pay is not None:
        aim = None if targets is None else targets[row]
        after = _remedies(level, n, scale, aim, common)
        left = {
            remedy: spread(paid)
            for remedy, values in after.items()
            if (paid := payer.by_chance(remedy, values)) is not None
        }
        truly = None if aim is None else _on_target(payer, level, n, scale, aim)
        exactly = None if aim is None else payer.exactly("on_target", aim)
        who = results.facts.people[at].id
        luck = Luck(who, one.kpi, n, scale * level.value, incentive, pay, truly, exactly, left)
    shared, whole = common
    alike = payer.by_chance("equal", shared.chances(n, scale)) if whole > n else None
    return _Person(luck, alike, incentive, list(_refusals(results.facts.people[at].id, payer)))


def _refusals(who: str, payer: _Payer) -> Iterator[NotTold]:
    """Yield each value that cannot be paid, with the figures that rest on it."""
    by: dict[Fraction, list[LuckFigure]] = {}
    for figure, value in payer.refused.items():
        by.setdefault(value, []).append(figure)
    for value, figures in by.items():
        yield NotTold(payer.kpi, "unpaid", who, value, tuple(figures))


def _remedies(
    level: LevelOfAnswers, n: int, scale: Fraction, aim: Fraction | None, common: tuple[LevelOfAnswers, int]
) -> dict[Remedy, Chances]:
    """Return the values that there would be under each remedy, with their chances."""
    (shared, whole), chances = common, level.chances(n, scale)
    actual, middle = scale * level.value, scale * shared.value
    weight = Fraction(n, n + CREDIBILITY)
    after: dict[Remedy, Chances] = {
        "wider": mapped(chances, lambda value: (value + (aim if aim is not None else actual)) / 2),
        "credibility": mapped(chances, lambda value: weight * value + (1 - weight) * middle),
    }
    if whole <= MOST and shared.ways(whole) <= WAYS:
        after["pooled"] = shared.chances(whole, scale)
    if n * WINDOW <= MOST and level.ways(n * WINDOW) <= WAYS:
        after["window"] = level.chances(n * WINDOW, scale)
    return after


def _on_target(
    payer: _Payer, level: LevelOfAnswers, n: int, scale: Fraction, aim: Fraction
) -> Fraction | None:
    """Return what is paid on average to somebody truly on target; None where no answers have that level."""
    if not level.reaches(aim / scale):
        payer.refused["truly_on_target"] = aim
        return None
    paid = payer.by_chance("truly_on_target", level.moved(aim / scale).chances(n, scale))
    return None if paid is None else mean(paid)
