"""Spans of pay: least, most, at target and at threshold, for each person and in total.

Least and most are bounds over every result that the ranges of the KPIs allow; all else of the
people (amounts, targets, presence) is as the files say. Nothing here is drawn by lot.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from csvariable.bounds import Extreme, PersonBounds, exactly
from csvariable.bounds.levels import Level, at_level
from csvariable.engine.exact.evaluation import evaluate
from csvariable.engine.run import Progress, programs_of
from csvariable.exposure.caps import Cap, caps_of, joined
from csvariable.exposure.costs import bounded_cost, cost_of
from csvariable.exposure.domains import AMOUNTS, GROUPS, Somebody, of_facts, of_plan
from csvariable.exposure.joint import shown_together
from csvariable.exposure.limits import Open, open_ends
from csvariable.exposure.totals import pooled, sum_of, whole_of
from csvariable.facts.model import Facts, Value
from csvariable.facts.plans import Plans
from csvariable.kernel.figure import Figure, of_scope
from csvariable.kernel.step import Program
from csvariable.plan import Role
from csvariable.statement import gifts

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class PersonSpan:
    """What one person can be paid, rewards included; None where there is no limit."""

    id: str
    name: str | None
    role: Role
    least: Extreme
    most: Extreme
    at_target: Value
    at_threshold: Value
    incentive: Value


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a plan can cost: everybody, the totals, its caps, and what it leaves open."""

    people: tuple[PersonSpan, ...]
    least: Extreme
    most: Extreme
    at_target: Value
    at_threshold: Value
    incentive: Value
    caps: Mapping[Role, tuple[Cap, ...]]
    open_: Mapping[Role, tuple[Open, ...]]
    of_facts: bool
    """Whether the people are those of files; else there is one person of each role, and no total."""

    def figures_unknown(self, role: Role) -> tuple[str, ...]:
        """Return the columns of pay that leave a role without a limit: no file says what they hold."""
        found = self.open_.get(role, ())
        return tuple(one.column for one in found if one.what == "column" and one.column in _PAY)

    def waits(self, role: Role) -> bool:
        """Whether it is these columns alone that leave a role without a limit: with them there is one."""
        return bool(found := self.figures_unknown(role)) and len(found) == len(self.open_[role])


_PAY = frozenset({*AMOUNTS, "target_incentive"})


def exposure(plans: Plans, facts: Facts | None = None, progress: Progress | None = None) -> Exposure:
    """Return what a plan can cost, to the people of the facts or to one person of each role."""
    programs: Mapping[Role, Program] = {} if facts is None else programs_of(plans, facts)
    people = of_plan(plans) if facts is None else of_facts(plans, programs, facts)
    spans: list[tuple[Extreme, Extreme]] = []
    known: dict[PersonBounds, tuple[Extreme, Extreme]] = {}
    for at, one in enumerate(people):
        if one.person not in known:
            cost = bounded_cost(one.person.programs[-1])
            known[one.person] = (one.person.extreme(cost, most=False), one.person.extreme(cost, most=True))
        spans.append(known[one.person])
        if progress is not None:
            progress(at + 1, len(people))
    standing = _of_plan(plans, people) if facts is None else _of_facts(plans, programs, facts, people)
    found = tuple(
        PersonSpan(one.id, one.name, one.role, *span, *values)
        for one, span, values in zip(people, spans, standing, strict=True)
    )
    alone = facts is None
    leasts, mosts = [one.least for one in found], [one.most for one in found]
    return Exposure(
        found,
        whole_of(leasts, None if facts is None else shown_together(leasts, people, plans, facts)),
        pooled(mosts, people, facts, None if facts is None else shown_together(mosts, people, plans, facts)),
        None if alone else sum_of(one.at_target for one in found),
        None if alone else sum_of(one.at_threshold for one in found),
        None if alone else sum_of(one.incentive for one in found),
        *_limits(people),
        of_facts=not alone,
    )


def _limits(
    people: Sequence[Somebody],
) -> tuple[dict[Role, tuple[Cap, ...]], dict[Role, tuple[Open, ...]]]:
    caps: dict[Role, list[Cap]] = {}
    opens: dict[Role, dict[Open, None]] = {}
    seen: set[PersonBounds] = set()
    for one in people:
        if one.person in seen:
            continue
        seen.add(one.person)
        mine = caps.setdefault(one.role, [])
        mine += caps_of(one.person, {cap.route for cap in mine if cap.binds})
        opens.setdefault(one.role, {}).update(
            dict.fromkeys(open_ends(one.person, cost_of(one.person.programs[-1])))
        )
    return (
        {role: tuple(joined(found)) for role, found in caps.items()},
        {role: tuple(found) for role, found in opens.items() if found},
    )


# ------------------------------------------------------------------- at target, at threshold


def _of_plan(plans: Plans, people: Sequence[Somebody]) -> list[tuple[Value, Value, Value]]:
    found: list[tuple[Value, Value, Value]] = []
    for one in people:
        person, program = one.person, one.person.programs[-1]
        whole = person.reading()
        row = (whole.rows or (whole,))[0]
        values: list[Value] = []
        for level in _LEVELS:
            levels = at_level(plans.of(one.role), program, row, level)
            box = {
                (0, column): exactly(levels.get(name))
                for column in person.domains[0]
                if (name := column.partition(".actual")[0]) != column
            }
            box[0, Figure.GUARANTEED] = exactly(ZERO)  # of somebody who has been there for long
            values.append(person.reading(box).interval(cost_of(program)).point)
        incentive = row.step("target_incentive").interval.point
        found.append((values[0], values[1], incentive))
    return found


_LEVELS: tuple[Level, Level] = ("target", "threshold")


def _of_facts(
    plans: Plans, programs: Mapping[Role, Program], facts: Facts, people: Sequence[Somebody]
) -> list[tuple[Value, Value, Value]]:
    """Pay everybody at each level with the facts as they stand, together: pools included."""
    costs = [_paid(plans, programs, facts, people, level) for level in _LEVELS]
    results = evaluate(programs, facts)
    column = results.rows.get("target_incentive")
    incentives = [None if column is None else sum_of(column[row] for row in one.rows) for one in facts.people]
    return list(zip(costs[0], costs[1], incentives, strict=True))


def _paid(
    plans: Plans, programs: Mapping[Role, Program], facts: Facts, people: Sequence[Somebody], level: Level
) -> list[Value]:
    columns: dict[str, list[Value]] = {name: list(values) for name, values in facts.columns.items()}
    known: dict[tuple[PersonBounds, int], Mapping[str, Fraction]] = {}
    for one in people:
        reading = one.person.reading()
        for at, (row, own) in enumerate(zip(one.rows, reading.rows or (), strict=True)):
            role = facts.roles[row]
            if (one.person, at) not in known:
                known[one.person, at] = at_level(plans.of(role), programs[role], own, level)
            levels = known[one.person, at]
            for kpi, spec in plans.of(role).kpis.items():
                if spec.is_of_steps:
                    continue
                value = levels.get(kpi)
                actual = f"{kpi}.actual"
                names = (actual, *(of_scope(actual, group) for group in GROUPS))
                for name in names if value is not None else ():
                    columns.setdefault(name, [None] * len(facts.roles))[row] = value
    results = evaluate(programs, replace(facts, columns=columns))
    return [
        None
        if (total := results.people["total"][at]) is None
        else total + sum((gift.value for gift in gifts(results, at)), ZERO)
        for at in range(len(facts.people))
    ]
