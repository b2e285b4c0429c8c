"""How often the past reached what a plan asks (section 18b)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from math import isqrt
from typing import Any

from . import curves, periods
from .facts import Facts
from .people import Calendar, parts_of
from .pipeline import Table, compute, ids_of
from .plans import Node, kpis, load, scope
from .values import ONE, ZERO, Refused, of_unit, rate

LEAST = 4
"""The fewest periods that odds are told from."""
FEWEST = 8
"""The fewest results that anything is called from."""
Z = Fraction("1.959963984540054")
"""The normal distribution has 95 % within so many standard deviations."""
PRACTICE = {"threshold": ("0.70", "1"), "target": ("0.45", "0.85"), "top": ("0.02", "0.30")}
CALLS = {"threshold": ("rare", "common"), "target": ("too-hard", "too-easy"), "top": ("rare", "common")}


@dataclass(frozen=True)
class Odds:
    """How many results reached a mark, of how many."""

    reached: int
    n: int

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """Wilson's interval at 95 %, to four decimals."""
        part, n = Fraction(self.reached, self.n), Fraction(self.n)
        under = 1 + Z * Z / n
        middle = (part + Z * Z / (2 * n)) / under
        square = part * (1 - part) / n + Z * Z / (4 * n * n)
        half = Z * Fraction(isqrt(int(square * 10**30)), 10**15) / under
        low, high = max(ZERO, middle - half), min(ONE, middle + half)
        return Fraction(round(low * 10**4), 10**4), Fraction(round(high * 10**4), 10**4)

    def call(self, mark: str) -> str | None:
        """What it is called, with `perhaps` before it unless the whole interval lies beyond the limit."""
        low, high = (Fraction(one) for one in PRACTICE[mark])
        share = Fraction(self.reached, self.n)
        if self.n < FEWEST or low <= share <= high:
            return None
        ends = self.ends
        sure = ends[1] < low if share < low else ends[0] > high
        return ("" if sure else "perhaps ") + CALLS[mark][share > high]


Found = dict[tuple[str, str], dict[str, Odds]]


def feasible(plan_text: str, rows: Table, people: Table | None) -> Found:
    """The odds of each KPI and role, by mark, from every period of the file that can be paid."""
    plan = load(plan_text)
    starts = plan.get("year_starts")
    named = {(row.get("period") or "").strip() for row in rows} - {""}
    seen: dict[tuple[str, str], dict[tuple[str, Any], Mapping[str, bool | None]]] = {}
    paid = 0
    for period in sorted(named, key=lambda one: periods.parse(one, starts).first):
        found = _of_period(plan_text, plan, rows, people, period)
        paid += found is not None
        for key, owner, marks in found or []:
            seen.setdefault(key, {}).setdefault((period, owner), marks)
    if paid < LEAST:
        raise Refused(f"{paid} periods")
    return {key: _odds(list(each.values())) for key, each in seen.items()}


def _odds(seen: Sequence[Mapping[str, bool | None]]) -> dict[str, Odds]:
    found = {}
    for mark in PRACTICE:
        own = [one[mark] for one in seen if one[mark] is not None]
        if own:
            found[mark] = Odds(sum(map(bool, own)), len(own))
    return found


Seen = tuple[tuple[str, str], Any, Mapping[str, bool | None]]


def _of_period(
    plan_text: str, plan: Node, rows: Table, people: Table | None, period: str
) -> list[Seen] | None:
    """Every result of a period: the KPI and the role, whose it is, and the marks that it reached."""
    ever = {row["participant"] for row in rows}
    here = {row["participant"] for row in rows if row.get("period") in {None, "", period}}
    staff = None if people is None else [one for one in people if one["participant"] not in ever - here]
    try:
        paid = compute(plan_text, rows, staff, None, period)
    except Refused:
        return None
    if not paid.people:
        return None
    calendar = Calendar(plan, period)
    found: list[Seen] = []
    for who, parts in parts_of(plan, Facts(rows, ids_of(plan), period), staff).items():
        person = paid.people[who]
        for at, part in enumerate(calendar.counted_rows(parts)):
            steps = person.parts[at].steps if person.parts else person.steps
            for key, kpi in kpis(part.plan).items():
                marks = _marks(kpi, key, steps) if "curve" in kpi else None
                owner = {"person": who, "team": ("", part.team), "company": ()}[scope(kpi)]
                if marks is not None:
                    found.append(((key, part.role), owner, marks))
    return found


def _marks(kpi: Node, key: str, steps: Mapping[str, Fraction]) -> dict[str, bool | None] | None:
    """Which marks the value of a KPI reaches on its curve; None of a mark that the curve has not."""
    curve = kpi["curve"]
    attained = str(curve.get("of", "attainment" if "target" in kpi else "actual")) == "attainment"
    x = steps.get(f"{key}.{'attainment' if attained else 'actual'}")
    if x is None:
        return None
    unit = "percent" if attained else str(kpi["unit"])
    lower = not attained and kpi.get("direction") == "lower"
    scale = curves.Scale(partial(of_unit, unit=unit), lower=lower)
    cap = rate(curve["cap"]) if "cap" in curve else None
    pays = curves.value(curve, x, scale)
    pays = pays if cap is None else min(pays, cap)
    paid, near = _most(curve, scale, cap)
    full = paid is None or paid >= 1
    return {
        "threshold": pays > 0,
        "target": pays >= 1 if full else None,
        "top": None if near is None or (near == 1 and full) else pays >= near,
    }


def _most(curve: Node, scale: curves.Scale, cap: Fraction | None) -> tuple[Fraction | None, Fraction | None]:
    """The most that a curve pays, and that it pays or comes near to; None where it goes on for ever."""
    edges = _edges(curve, scale)
    far = (min(edges) if scale.lower else max(edges)) + (-1 if scale.lower else 1) * 10**9

    def value(x: Fraction) -> Fraction:
        return curves.value(curve, x, scale)

    if value(far * 2) > value(far):
        return cap, cap
    # A line that passes two values near a bound on one side of it comes to its height at the bound.
    heights = [2 * value(one + step) - value(one + 2 * step) for one in edges for step in (-TINY, TINY)]
    beside = [value(one + step) for one in edges for step in (-TINY, ZERO, TINY)]
    paid, near = max(*beside, value(far)), max(*heights, *map(value, edges), value(far))
    return (paid, near) if cap is None else (min(paid, cap), min(near, cap))


TINY = Fraction(1, 10**9)


def _edges(curve: Node, scale: curves.Scale) -> list[Fraction]:
    """The bounds of a curve."""
    kind = next(kind for kind in curves.KINDS if kind in curve)
    found = []
    for point in curve[kind]:
        word = next(word for word in ("at", *curves.BOUNDS) if word in point)
        found.append(scale.read(point[word]))
    if "threshold" in curve:
        edge, _ = curves.bound(curve["threshold"], scale)
        found.append(-edge if scale.lower else edge)
    return found
