"""Payout rates: policies, curves, modifiers, gates, caps (sections 4, 5, 9 and 10)."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from . import curves
from .measures import Measures
from .people import Part
from .plans import Node, kpis, lower_is_better, product, section, split_step, unit_of, weights
from .values import LEVEL, ONE, ZERO, Refused, fact, of_unit, rate


class Rates:
    """The payout rate of each KPI, as the curve gives it (raw) and as it is paid (final)."""

    def __init__(self, measures: Measures) -> None:
        self.measures = measures
        self._raw: dict[tuple[str, int, str], Fraction | None] = {}
        self._final: dict[tuple[str, int, str], Fraction | None] = {}
        self._weights: dict[tuple[str, int], dict[str, Fraction]] = {}

    # -- which policy, which weight

    def replaced(self, part: Part, key: str) -> str | None:
        """The missing policy in force for a KPI, None when it is measured (section 9)."""
        kpi = kpis(part.plan)[key]
        if "matrix" in kpi:
            names = [kpi["matrix"]["rows"]["of"], kpi["matrix"]["columns"]["of"]]
            missing = any(self._is_missing(part, name) for name in names)
        else:
            missing = self.measures.actual(part, key) is None
        return self.measures.policy(part, key) if missing else None

    def _is_missing(self, part: Part, name: str) -> bool:
        """Whether a step has no value because a fact is missing."""
        found = split_step(part.plan, name)
        if found is None:
            return self.step(part, name) is None
        if found[1] == "payout_rate":
            return self.raw(part, found[0]) is None
        return found[1] != "target" and self.measures.actual(part, found[0]) is None

    def base_weights(self, part: Part) -> dict[str, Fraction]:
        """Weights of the plan, or the person's own columns (section 3)."""
        own = {key: self.measures.own(part, key, "weight") for key in kpis(part.plan)}
        if "choose" in part.plan:
            return self._chosen(part, {key: value or ZERO for key, value in own.items()})
        if all(value is None for value in own.values()):
            return weights(part.plan)
        return {key: value or ZERO for key, value in own.items()}

    def _chosen(self, part: Part, own: dict[str, Fraction]) -> dict[str, Fraction]:
        """The weights of a person's row, of which so many are of the menu."""
        menu = part.plan["choose"]
        count = sum(1 for key in menu["of"] if own[key] > 0)
        if not int(menu["from"]) <= count <= int(
            menu["up_to"]
        ) and not self.measures.calendar.absent_all_along(part):
            raise Refused(f"{part.person}: {count} chosen")
        return own

    def passed_over(self, part: Part, key: str) -> bool:
        """Whether a person has not chosen a KPI, where people choose theirs."""
        return "choose" in part.plan and not self.base_weights(part)[key]

    def weights(self, part: Part) -> dict[str, Fraction]:
        """Weights after reweighting (section 9)."""
        if part.key in self._weights:
            return self._weights[part.key]
        base = self.base_weights(part)
        gone = {k for k, w in base.items() if w and self.replaced(part, k) == "reweight"}
        left = sum((w for k, w in base.items() if k not in gone), ZERO)
        if gone and left == 0 and not self.measures.calendar.absent_all_along(part):
            raise Refused(f"{part.person}: no KPI left to take the weight")
        if gone:
            base = {k: ZERO if k in gone or not w else w / left for k, w in base.items()}
        self._weights[part.key] = base
        return base

    def held(self, part: Part) -> bool:
        """Whether a weighted line is held (section 9)."""
        return any(
            weight and self.replaced(part, key) == "hold" for key, weight in self.base_weights(part).items()
        )

    # -- reading steps

    def step(self, part: Part, name: str, *, final: bool = False) -> Fraction | None:
        """A step that a condition, a modifier or a bonus names (section 5)."""
        found = split_step(part.plan, name)
        if found:
            key, field = found
            if field == "payout_rate":
                return self.final(part, key) if final else self._seen(part, key)
            return self.measures.step(part, name)
        if name.startswith("plan.") and not any(self.base_weights(part).values()):
            raise Refused(f"{part.person}: no weight makes {name}")
        if name == "plan.payout_rate":
            return self.plan_rate(part, final=final)
        if name == "plan.attainment":
            return self.plan_attainment(part)
        unit = unit_of(part.plan, name)
        text = part.text(name)
        if text is None:
            return None
        return rate(text) if unit == "percent" else of_unit_or_number(text, unit)

    def _seen(self, part: Part, key: str) -> Fraction | None:
        """The raw rate, rounded as declared before it is compared (section 11)."""
        raw = self.raw(part, key)
        return None if raw is None else part.rounding.step(key, "payout_rate", raw)

    def plan_rate(self, part: Part, *, final: bool) -> Fraction | None:
        """Sum of weight x payout rate, none while a line is held."""
        total = ZERO
        for key, weight in self.weights(part).items():
            if not weight:
                continue
            value = self.final(part, key) if final else self._seen(part, key)
            if value is None:
                return None
            total += weight * value
        return total

    def plan_attainment(self, part: Part) -> Fraction | None:
        """The weighted attainment, when every weighted KPI has one; of a menu, every one that can pay."""
        if "choose" in part.plan:
            paying = [kpi for kpi in kpis(part.plan).values() if "curve" in kpi or "matrix" in kpi]
            if any("target" not in kpi for kpi in paying):
                return None
        total = ZERO
        for key, weight in self.base_weights(part).items():
            if weight:
                value = self.measures.attainment(part, key)
                if value is None:
                    return None
                total += weight * value
        return part.rounding.step(None, "attainment", total)

    # -- raw rates

    def raw(self, part: Part, key: str) -> Fraction | None:
        """Threshold and curve, or matrix, or the missing policy; None when held or reweighted."""
        at = (*part.key, key)
        if at not in self._raw:
            self._raw[at] = self._compute_raw(part, key)
        return self._raw[at]

    def _compute_raw(self, part: Part, key: str) -> Fraction | None:
        chosen = self.replaced(part, key)
        if chosen == "error":
            raise Refused(f"{part.person}, {key}: missing")
        if chosen is not None:
            return {"zero": ZERO, "at-target": ONE}.get(chosen)
        kpi = kpis(part.plan)[key]
        return self._matrix(part, key) if "matrix" in kpi else self._curve(part, key)

    def _reads(self, part: Part, key: str) -> str:
        """``of`` of a curve: the attainment as soon as the plan gives a target (section 3)."""
        kpi = kpis(part.plan)[key]
        return str(kpi["curve"].get("of", "attainment" if "target" in kpi else "actual"))

    def _cap(self, part: Part, key: str) -> Fraction | None:
        """The cap of a KPI's final rate: the person's, else the plan's."""
        own = self.measures.own(part, key, "cap")
        kpi = kpis(part.plan)[key]
        return own if own is not None else rate(kpi["cap"]) if "cap" in kpi else None

    def _limitless(self, part: Part, key: str) -> Fraction:
        """An inverse attainment at 0 gives the curve's cap, or the KPI's (section 3)."""
        curve = kpis(part.plan)[key].get("curve", {})
        cap = rate(curve["cap"]) if "cap" in curve else self._cap(part, key)
        if cap is None:
            raise Refused(f"{part.person}, {key}: inverse at 0 without a cap")
        return cap

    def _position(self, part: Part, key: str) -> tuple[Fraction, curves.Scale]:
        """What the curve of a KPI reads: x, and how its bounds are read."""
        kpi = kpis(part.plan)[key]
        if self._reads(part, key) == "attainment":
            x = self.measures.attainment(part, key)
            read, lower = partial(of_unit, unit="percent"), False
        else:
            x = self.measures.actual(part, key)
            read, lower = partial(of_unit, unit=kpi["unit"]), kpi.get("direction") == "lower"
        assert x is not None
        return x, curves.Scale(read, lower=lower)

    def _boundless(self, part: Part, key: str) -> bool:
        return self._reads(part, key) == "attainment" and self.measures.unbounded(part, key)

    def _curve(self, part: Part, key: str) -> Fraction:
        if self._boundless(part, key):
            return self._limitless(part, key)
        curve = kpis(part.plan)[key]["curve"]
        given = curves.value(curve, *self._position(part, key))
        return min(given, rate(curve["cap"])) if "cap" in curve else given

    def _matrix(self, part: Part, key: str) -> Fraction:
        node = kpis(part.plan)[key]["matrix"]
        axes = []
        for side in ("rows", "columns"):
            name = node[side]["of"]
            found = split_step(part.plan, name)
            if found and found[1] == "attainment" and self.measures.unbounded(part, found[0]):
                raise Refused(f"{part.person}, {found[0]}: no attainment at 0 for a matrix")
            x = self.step(part, name)
            assert x is not None
            read = partial(of_unit, unit=unit_of(part.plan, name))
            axes.append((x, curves.Scale(read, lower=lower_is_better(part.plan, name))))
        return curves.matrix(node, axes[0], axes[1])

    # -- modifiers and gates

    def factor(self, part: Part, modifier: Node, *, final: bool = False) -> Fraction:
        """The factor of a modifier; 1 for somebody away whose measures are not known."""
        try:
            return self._factor(part, modifier, final=final)
        except Refused:
            if self.measures.calendar.absent_all_along(part):
                return ONE
            raise

    def _factor(self, part: Part, modifier: Node, *, final: bool) -> Fraction:
        """Below its first point a modifier keeps that point's factor (section 5)."""
        name = modifier["by"]
        x = self.step(part, name, final=final)
        if x is None:
            if "missing" not in modifier:
                raise Refused(f"{part.person}: modifier by {name}: missing")
            return rate(modifier["missing"])
        read = partial(of_unit, unit=unit_of(part.plan, name))
        scale = curves.Scale(read, lower=lower_is_better(part.plan, name), keep_first=True)
        curve = modifier["curve"]
        given = curves.value(curve, x, scale)
        return min(given, rate(curve["cap"])) if "cap" in curve else given

    def leaf(
        self,
        part: Part,
        name: str,
        bounds: Mapping[str, str] | str,
        missing: str | None,
        *,
        final: bool = False,
    ) -> bool:
        """One name of a condition of a gate."""
        x = self.step(part, name, final=final)
        if x is None:
            if missing is None:
                raise Refused(f"{part.person}: gate on {name}: missing")
            return missing == "holds"
        return curves.within(bounds, x, partial(of_unit, unit=unit_of(part.plan, name)))

    def gate_open(self, part: Part, gate: Node, *, final: bool = False) -> bool:
        """Whether a gate is open for this person, or does not concern somebody away."""
        missing = gate.get("missing")
        try:
            return curves.holds(gate["when"], lambda n, b: self.leaf(part, n, b, missing, final=final))
        except Refused:
            if self.measures.calendar.absent_all_along(part):
                return True
            raise

    def effects(self, part: Part, of: str) -> tuple[Fraction, list[Fraction], list[Fraction]]:
        """(product of modifiers, caps of closed gates, factors of closed gates) on one thing."""
        factors = [
            self.factor(part, m) for m in section(part.plan, "modifiers").values() if names(m["of"], of)
        ]
        caps, times = [], []
        for gate in section(part.plan, "gates").values():
            then = gate["otherwise"]
            if names(then["of"], of) and not self.gate_open(part, gate):
                caps += [rate(then["cap"])] if "cap" in then else []
                times += [rate(then["times"])] if "times" in then else []
        return product(factors), caps, times

    # -- final rates

    def final(self, part: Part, key: str) -> Fraction | None:
        """Modifiers -> floor -> gates -> cap -> declared rounding (section 10).

        Then the peers' mean for the days of a ``peer-average`` absence.
        """
        at = (*part.key, key)
        if at not in self._final:
            away = self._away(part)
            own = None if away == 1 else self._alone(part, key)
            if away and (own is not None or away == 1):
                mean = self._peers(part, key)
                mixed = (ZERO if own is None else own) * (1 - away) + mean * away
                own = part.rounding.step(key, "payout_rate", mixed)
            self._final[at] = own
        return self._final[at]

    def _alone(self, part: Part, key: str) -> Fraction | None:
        """The final rate of a person's own measures."""
        value = self.raw(part, key)
        if value is None:
            return None
        kpi = kpis(part.plan)[key]
        factor, caps, times = self.effects(part, key)
        value *= factor
        if "floor" in kpi and self.replaced(part, key) is None and self._started(part, key):
            value = max(value, rate(kpi["floor"]))
        value = min([value, *caps]) * product(times)
        cap = self._cap(part, key)
        value = value if cap is None else min(value, cap)
        return part.rounding.step(key, "payout_rate", value)

    def _started(self, part: Part, key: str) -> bool:
        """False for a KPI whose threshold is not reached: its floor does not apply."""
        curve = kpis(part.plan)[key].get("curve")
        if curve is None or "threshold" not in curve or self._boundless(part, key):
            return True
        return curves.threshold_reached(curve, *self._position(part, key))

    def _away(self, part: Part) -> Fraction:
        """Share of the active days, those neutralised left out, under ``peer-average``."""
        days = self.measures.calendar.all_active(part) - part.absent("neutralise")
        if self.measures.calendar.span is None or days <= 0:
            return ZERO
        return min(ONE, part.absent("peer-average") / days)

    def _peers(self, part: Part, key: str) -> Fraction:
        """Mean rate of the people of the same role and team present the whole period."""
        found = []
        for parts in self.measures.people.values():
            for other in parts:
                same = (other.role, other.team) == (part.role, part.team)
                if other.person == part.person or not same:
                    continue
                if self.measures.calendar.full_period(other):
                    value = self.final(other, key)
                    found += [] if value is None else [value]
        if not found:
            raise Refused(f"{part.person}, {key}: no peer for the absence")
        return sum(found, ZERO) / len(found)


def names(of: Any, thing: str) -> bool:
    """Whether ``of`` (a list of KPIs, or ``plan``) names a thing."""
    return thing in of if isinstance(of, list) else bool(of == thing)


def of_unit_or_number(text: str, unit: str) -> Fraction:
    """A cell of a column declared by the plan: durations may be bare numbers."""
    if unit == "yes-no" or unit.startswith(LEVEL):
        return fact(text, unit, None)
    try:
        return of_unit(text, unit)
    except ValueError:
        return of_unit(text, "number")
