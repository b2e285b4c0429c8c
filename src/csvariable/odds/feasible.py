"""How often the past reached what a plan asks: the odds of threshold, target and top of each KPI and role.

Each result of the past is one answer to «is it reached?», under the curves and targets of the plan as it
is now. Odds have Wilson's interval at 95 %: it stays between 0 % and 100 % and keeps near its level for few
answers, where the exact one (Clopper and Pearson) is wider than it says. Results of the same person, one
period after the other, are not independent as it supposes: the true interval is wider.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, TypeAlias

from csvariable.engine.exact.curves import on_curve
from csvariable.engine.results import Results
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, FilePlace, error
from csvariable.kernel.formula import Curve
from csvariable.kernel.message import listed, msg
from csvariable.odds.intervals import Ends, normal_point, wilson
from csvariable.odds.owners import Owners
from csvariable.odds.past import Past
from csvariable.plan import Role
from csvariable.statement.tiers import FULL, tier_in

PERIODS: Final = 4
"""The fewest periods from which odds are told."""
RESULTS: Final = 8
"""The fewest results from which a KPI is called easy or hard."""
LEVEL: Final = Fraction(95, 100)

CurveMark: TypeAlias = Literal["threshold", "target", "top"]
Call: TypeAlias = Literal["too-hard", "too-easy", "rare", "common"]
LIMITS: Final[Mapping[CurveMark, tuple[Fraction, Fraction]]] = {
    "threshold": (Fraction(70, 100), Fraction(1)),
    "target": (Fraction(45, 100), Fraction(85, 100)),
    "top": (Fraction(2, 100), Fraction(30, 100)),
}
"""Between which odds practice has a mark: below it is too hard, or rare; above too easy, or common."""
_CALLS: Final[Mapping[CurveMark, tuple[Call, Call]]] = {
    "threshold": ("rare", "common"),
    "target": ("too-hard", "too-easy"),
    "top": ("rare", "common"),
}


@dataclass(frozen=True, slots=True)
class MarkOdds:
    """How many results reached a mark."""

    mark: CurveMark
    reached: int
    n: int

    @property
    def share(self) -> Fraction:
        """The share of the results that did."""
        return Fraction(self.reached, self.n)

    @property
    def ends(self) -> Ends:
        """The interval of that share."""
        return wilson(self.share, Fraction(self.n), normal_point(LEVEL))

    @property
    def call(self) -> Call | None:
        """What it is called where it lies outside of practice; None within it, or of too few results."""
        low, high = LIMITS[self.mark]
        if self.n < RESULTS or low <= self.share <= high:
            return None
        return _CALLS[self.mark][self.share > high]

    @property
    def is_sure(self) -> bool:
        """Whether the whole interval lies outside of practice, on the same side."""
        low, high = LIMITS[self.mark]
        return self.ends.high < low or self.ends.low > high


@dataclass(frozen=True, slots=True)
class Feasibility:
    """The odds of a KPI for a role; a mark that its curve has not is left out."""

    kpi: str
    role: Role
    n: int
    periods: int
    odds: tuple[MarkOdds, ...]


def feasibility(plans: Plans, runs: Mapping[str, Results]) -> tuple[Feasibility, ...]:
    """Return the odds of every KPI with a curve, for each role that has results of it."""
    found: dict[tuple[str, Role], list[_Seen]] = {}
    for period, results in runs.items():
        for one in _seen(plans, period, results):
            found.setdefault((one.kpi, one.role), []).append(one)
    order = {kpi: at for at, kpi in enumerate(plans.kpi_ids)}
    roles: dict[Role, int] = {None: 0, **{role: at for at, role in enumerate(plans.roles, start=1)}}
    keys = sorted(found, key=lambda key: (order[key[0]], roles[key[1]]))
    return tuple(_of(kpi, role, found[kpi, role]) for kpi, role in keys)


def too_short(past: Past) -> list[Diagnostic]:
    """Return an error where the past is too short to tell odds from, behind what is wrong with its files.

    Where the periods that the plan cannot be paid on would be enough, what is wrong with them is the cause.
    """
    if len(past.runs) >= PERIODS:
        return []
    if past.problems and len(past.runs) + len(past.left_out) >= PERIODS:
        return [*past.problems]
    message = msg(
        "odds need {least} past periods at least, and this plan can be paid on {count} of those in the files",
        count=len(past.runs),
        least=PERIODS,
    )
    lost = msg(
        "left out, because this plan cannot be paid on its files: {periods}", periods=listed(past.left_out)
    )
    help_ = lost if past.left_out else msg("give files with a column `period`, or rows with dates")
    return [*past.problems, error("history-too-short", message, FilePlace(""), help=help_)]


@dataclass(frozen=True, slots=True)
class _Seen:
    """A result of the past: whose, and which marks of its curve it reached; None of a mark there is not."""

    kpi: str
    role: Role
    period: str
    marks: Mapping[CurveMark, bool | None]


def _seen(plans: Plans, period: str, results: Results) -> Iterator[_Seen]:
    """Yield each result once: of a team or of the company one for all its people."""
    owners = Owners(plans, results.facts)
    known: set[tuple[str, Role, object]] = set()
    ids = results.facts.ids()
    for row, role in enumerate(results.facts.roles):
        for kpi in plans.of(role).kpis:
            owner = owners.of(row, kpi)
            key = (kpi, role, owner or ids[row])
            tier = None if key in known else tier_in(results, row, kpi)
            if tier is not None:
                known.add(key)
                yield _Seen(kpi, role, period, _marks(tier.curve, tier.at))


def _marks(curve: Curve, value: Fraction) -> dict[CurveMark, bool | None]:
    """Return which marks a value reaches: pays anything, pays its whole weight, pays the most there is.

    Where the most is the whole weight, and is paid, the target is the top.
    """
    pays, most = on_curve(curve, value), _most(curve)
    full = most is None or most > FULL or (most == FULL and _pays(curve, most))
    return {
        "threshold": pays > 0,
        "target": pays >= FULL if full else None,
        "top": None if most is None or (most == FULL and full) else pays >= most,
    }


def _most(curve: Curve) -> Fraction | None:
    """Return the most that a curve pays, or comes near to before a fall; None where it goes on for ever."""
    if _rises_for_ever(curve):
        return curve.cap
    most = max(_heights(curve))
    return most if curve.cap is None else min(most, curve.cap)


def _rises_for_ever(curve: Curve) -> bool:
    slope = curve.segments[-1].slope
    return slope < 0 if curve.falling else slope > 0


def _heights(curve: Curve) -> Iterator[Fraction]:
    """Yield where each piece of a curve begins, and what it comes to where it ends."""
    yield from (one.base for one in curve.segments)
    yield from (one.base + (then.start - one.start) * one.slope for one, then in pairwise(curve.segments))


def _pays(curve: Curve, most: Fraction) -> bool:
    """Whether a value is paid the most of a curve: no line ends just below it, before a fall."""
    if _rises_for_ever(curve) or max(_heights(curve)) > most:
        return True  # the cap is the most, and is passed
    level = (one.base for one in curve.segments if not one.slope)
    return most in {*level, *(on_curve(curve, one.start) for one in curve.segments)}


def _of(kpi: str, role: Role, seen: list[_Seen]) -> Feasibility:
    marks: tuple[CurveMark, ...] = ("threshold", "target", "top")
    odds = []
    for mark in marks:
        own = [one.marks[mark] for one in seen if one.marks[mark] is not None]
        if own:
            odds.append(MarkOdds(mark, sum(map(bool, own)), len(own)))
    return Feasibility(kpi, role, len(seen), len({one.period for one in seen}), tuple(odds))
