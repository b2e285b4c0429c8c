"""What the parts of a plan are called in a sentence: «the factor of gate quality», «the cap of the plan»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from csvariable.kernel.diagnostic import Route
from csvariable.kernel.message import Message, in_context, msg
from csvariable.kernel.quantity import NotAQuantity, read_quantity
from csvariable.plan import Plan
from csvariable.plan.curve import KINDS
from csvariable.plan.model import title_at
from csvariable.scenario.differences import exceeds, level_of, list_of, written_bound
from csvariable.speech.catalogue import in_schema
from csvariable.speech.written import BOUND, PlanWords
from csvariable.text import Node

HOLDERS: Final[Mapping[str, Message]] = {
    "gates": msg("gate {id}"),
    "modifiers": msg("modifier {id}"),
    "bonuses": msg("bonus {id}"),
    "pool": msg("pool {id}"),
    "objectives": msg("objective {id}"),
    "columns": msg("column {id}"),
    "sources": msg("source {id}"),
    "roles": msg("role {id}"),
}
"""What an entry of a section is called, before its id."""
HOLDERS_OF: Final[Mapping[str, Message]] = {
    "modifiers": in_context("of", "modifier {id}"),
    "bonuses": in_context("of", "bonus {id}"),
}
"""The same behind «of»."""

_KPI: Final[Mapping[str, Message]] = {
    "weight": msg("the weight of {kpi}"),
    "target": msg("the target of {kpi}"),
    "target.annual": msg("the yearly target of {kpi}"),
    "baseline": msg("the baseline of {kpi}"),
    "cap": msg("the cap of {kpi}"),
    "floor": msg("the floor of {kpi}"),
    "unit": msg("the unit of {kpi}"),
    "range": msg("the range of {kpi}"),
    "direction": msg("the better side of {kpi}"),
    "attainment": msg("the way the attainment of {kpi} is computed"),
    "scope": msg("the scope of {kpi}"),
    "objective": msg("the objective of {kpi}"),
    "curve": msg("the curve of {kpi}"),
    "curve.of": msg("what the curve of {kpi} reads"),
    "curve.cap": msg("the cap of the curve of {kpi}"),
    "curve.beyond": msg("what the curve of {kpi} does after its last point"),
    "curve.threshold": msg("the threshold of {kpi}"),
    "matrix": msg("the matrix of {kpi}"),
    "matrix.pays": msg("what the matrix of {kpi} pays"),
    "matrix.rows.from": msg("the rows of the matrix of {kpi}"),
    "matrix.columns.from": msg("the columns of the matrix of {kpi}"),
    "missing": msg("what holds where {kpi} has no value"),
    "additive": msg("whether {kpi} grows with the time present"),
    "reading": msg("how bare numbers of {kpi} are read"),
    "measure": msg("how {kpi} is measured"),
}
_OF: Final[Mapping[str, Mapping[str, Message]]] = {
    "gates": {
        "when": msg("what gate {id} asks"),
        "otherwise.of": msg("what gate {id} acts on"),
        "otherwise.times": msg("the factor of gate {id}"),
        "otherwise.cap": msg("the cap of gate {id}"),
        "otherwise": msg("what gate {id} does when it is closed"),
        "missing": msg("what gate {id} does without a value"),
    },
    "modifiers": {
        "by": msg("what modifier {id} reads"),
        "of": msg("what modifier {id} acts on"),
        "curve": msg("the curve of modifier {id}"),
        "curve.cap": msg("the cap of modifier {id}"),
        "curve.threshold": msg("the threshold of modifier {id}"),
        "missing": msg("what modifier {id} does without a value"),
    },
    "bonuses": {
        "pays": msg("what bonus {id} pays"),
        "pays.share": msg("the share that bonus {id} pays"),
        "pays.of": msg("what bonus {id} is a share of"),
        "when": msg("what bonus {id} asks"),
        "of": msg("what bonus {id} reads"),
        "per": msg("what bonus {id} counts"),
        "cap": msg("the cap of bonus {id}"),
        "floor": msg("the floor of bonus {id}"),
        "threshold": msg("the threshold of bonus {id}"),
        "scope": msg("the scope of bonus {id}"),
        "rank.top": msg("the places that bonus {id} pays"),
        "rank.by": msg("what bonus {id} ranks by"),
        "rank.at_least": msg("the least that bonus {id} asks for a place"),
        "rank.within": msg("who is ranked together by bonus {id}"),
        "gives": msg("what bonus {id} gives"),
    },
    "pool": {
        "amount": msg("the amount of pool {id}"),
        "amount.share": msg("the share that fills pool {id}"),
        "amount.of": msg("what pool {id} is a share of"),
        "by": msg("the key that pool {id} is shared by"),
        "for": msg("who shares pool {id}"),
        "scope": msg("the scope of pool {id}"),
    },
    "objectives": {"weight": msg("the weight of objective {id}")},
}
_PLAN: Final[Mapping[str, Message]] = {
    "target_incentive": msg("the target incentive"),
    "target_incentive.annual": msg("the yearly target incentive"),
    "target_incentive.split": msg("the split of the target incentive"),
    "target_incentive.share": msg("the share that is the target incentive"),
    "target_incentive.of": msg("what the target incentive is a share of"),
    "cap": msg("the cap of the plan"),
    "cap_total": msg("the cap of the total"),
    "floor": msg("the floor of the plan"),
    "currency": msg("the currency"),
    "period": msg("the period of the plan"),
    "year_starts": msg("the first day of the year"),
    "effective.from": msg("the first day of the plan"),
    "effective.to": msg("the last day of the plan"),
    "guarantee": msg("the guarantee"),
    "guarantee.pays": msg("the rate of the guarantee"),
    "guarantee.months": msg("the months of the guarantee"),
    "guarantee.periods": msg("the periods of the guarantee"),
    "proration": msg("the proration"),
    "proration.amount": msg("the proration of amounts"),
    "proration.targets": msg("the proration of targets"),
    "absences": msg("the absences"),
    "ramp": msg("the ramp"),
    "accumulate": msg("the accumulation over the year"),
    "accumulate.target": msg("the target of the accumulation"),
    "accumulate.below_zero": msg("what happens to a balance below zero"),
    "draw": msg("the draw"),
    "draw.amount": msg("the amount of the draw"),
    "draw.recover": msg("the share that repays the draw"),
    "corrections": msg("the corrections of closed periods"),
    "missing": msg("what holds where a value is missing"),
    "rounding": msg("the rounding"),
    "rounding.money": msg("the unit of rounded money"),
    "rounding.total": msg("the unit of the total"),
    "rounding.mode": msg("the way of rounding"),
    "zone": msg("the time zone"),
}
_POINTS: Final[Mapping[str, Message]] = {
    "lookup": msg("the tier of {kpi} from {at}"),
    "linear": msg("what {kpi} pays at {at}"),
    "marginal": msg("the rate of {kpi} from {at}"),
    "whole": msg("the rate of {kpi} from {at}"),
}
POINT: Final[Mapping[str, Message]] = {
    "lookup": msg("the tier of {kpi}"),
    "linear": msg("the point of {kpi}"),
    "marginal": msg("the band of {kpi}"),
    "whole": msg("the band of {kpi}"),
}
_TIER_PAST = msg("the tier of {kpi} that begins {past}")
_TIER_UNDER = msg("the tier of {kpi} {bound}")
_RATE_PAST = msg("the rate of {kpi} that holds {past}")
_ACCELERATOR = msg("the accelerator of {kpi} above {at}")
_FIRST = msg("the first rate of {kpi}")
_JUST_BEFORE = msg("what {kpi} pays just before {at}")
_ASKED = msg("what gate {id} asks of {kpi}")
_ASKED_FOR = msg("what bonus {id} asks of {kpi}")
_ABSENCE = msg("what happens to absences for {reason}")
_RAMP = msg("the ramp of {kpi}")
_LIST = msg("the points of {kpi}")
_INSIDE = msg("{whole}, {part}")


def part_name(route: Route, plan: PlanWords) -> str:
    """Return what stands at a route of a plan, named so that no route needs to be read."""
    found = _of_points(route, plan) or _by_pattern(route, plan)
    return found if found is not None else _by_titles(route, plan)


def holder(route: Route, plan: PlanWords, *, of: bool = False) -> str:
    """Return the KPI, gate, bonus... that a route lies in; as it stands behind «of» where `of`."""
    section, name = str(route[0]), str(route[1]) if len(route) > 1 else ""
    if section == "kpis":
        return plan.name(name)
    if of and section in HOLDERS_OF:
        return plan.say(HOLDERS_OF[section], id=plan.called(section, name))
    named = section in HOLDERS and name
    return plan.say(HOLDERS[section], id=plan.called(section, name)) if named else ""


def _of_points(route: Route, plan: PlanWords) -> str | None:
    if route and route[-1] in KINDS and len(route) > 2:
        return plan.say(_LIST, kpi=holder(route, plan, of=True))
    found = list_of(route)
    if found is None:
        return None
    listed, at = found
    kind, rest, kpi = str(listed[-1]), route[len(listed) + 1 :], holder(route, plan, of=True)
    node = plan.document.node((*listed, at))
    bound = None if node is None else written_bound(node)
    if bound is None:
        return plan.say(_FIRST, kpi=kpi)
    shown = plan.value(bound[1], (*listed, at, bound[0]))
    if rest == ("before",):
        return plan.say(_JUST_BEFORE, kpi=kpi, at=shown)
    if kind == "lookup" and bound[0] in {"up_to", "below"}:
        return plan.say(_TIER_UNDER, kpi=kpi, bound=plan.say(BOUND[bound[0]], level=shown))
    if _exceeds_another(plan, listed, at):
        past = plan.say(BOUND[bound[0]], level=shown)
        return plan.say(_TIER_PAST if kind == "lookup" else _RATE_PAST, kpi=kpi, past=past)
    if bound[0] == "is":
        return plan.say(_POINTS["linear"], kpi=kpi, at=shown)
    steeper = KINDS[kind].per_unit and _steeper(plan, listed, at)
    return plan.say(_ACCELERATOR if steeper else _POINTS[kind], kpi=kpi, at=shown)


def _exceeds_another(plan: PlanWords, listed: Route, at: int) -> bool:
    """Whether a point begins past a level at which another one stands."""
    node = plan.document.node(listed)
    points = node.value if node is not None and isinstance(node.value, tuple) else ()
    return exceeds(points[at]) and sum(level_of(one) == level_of(points[at]) for one in points) > 1


def _steeper(plan: PlanWords, listed: Route, at: int) -> bool:
    """Whether a band pays at a higher rate than the one before it; the first has none."""
    here, before = (plan.document.value((*listed, one, "rate")) for one in (at, at - 1))
    if here is None or before is None or at == 0:
        return False
    try:
        return read_quantity(here.text).value > read_quantity(before.text).value
    except NotAQuantity:
        return False


def _by_pattern(route: Route, plan: PlanWords) -> str | None:
    section = str(route[0])
    keys = [str(key) for key in route]
    if section in {"gates", "bonuses"} and len(route) > 3 and route[2] == "when":
        if route[3] in {"any", "all"}:
            return plan.say(_OF[section]["when"], id=plan.called(section, keys[1]))
        asked = _ASKED if section == "gates" else _ASKED_FOR
        return plan.say(asked, id=plan.called(section, keys[1]), kpi=plan.name(keys[3]))
    if section == "absences" and len(route) == 2:
        return plan.say(_ABSENCE, reason=keys[1])
    if section == "ramp" and len(route) == 2 and isinstance(route[1], str):
        return plan.say(_RAMP, kpi=plan.name(keys[1]))
    if section == "kpis" and len(route) > 2:
        found = _KPI.get(".".join(keys[2:]))
        return None if found is None else plan.say(found, kpi=plan.name(keys[1]))
    if section in _OF and len(route) > 2:
        found = _OF[section].get(".".join(keys[2:]))
        return None if found is None else plan.say(found, id=plan.called(section, keys[1]))
    found = _PLAN.get(".".join(keys))
    return None if found is None else plan.say(found)


def _by_titles(route: Route, plan: PlanWords) -> str:
    """Return the titles of the keys on the way, behind what holds them: `bonus podium, rank, ties`."""
    whole = holder(route, plan)
    if whole and len(route) == 2:
        return whole
    for depth in range(3 if whole else 1, len(route) + 1):
        title = title_at(Plan, route[:depth])
        key = route[depth - 1]
        if title is not None:
            part = in_schema(title, plan.language)
            part = part if part[1:2].isupper() else part[:1].lower() + part[1:]
        elif isinstance(key, int):
            continue
        else:
            part = plan.name(str(key))
        whole = part if not whole else plan.say(_INSIDE, whole=whole, part=part)
    return whole


def bound_text(node: Node, route: Route, plan: PlanWords) -> str:
    """Return the bound of a point or a test as a value, or nothing where it has none."""
    bound = written_bound(node)
    return "" if bound is None else plan.value(bound[1], (*route, bound[0]))
