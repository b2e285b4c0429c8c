"""Demands on the facts that do not hold, as problems at their cells (language, sections 3, 5 and 9)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from csvariable.engine.results import Results
from csvariable.facts.model import Facts
from csvariable.kernel.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.kernel.formula import Given
from csvariable.kernel.message import Filling, Message, counted, msg, quoted
from csvariable.kernel.step import Demand

MANY = 4
"""People from whom on one thing that they all lack is told once."""
SHOWN = 3
"""How many people of one cause are named."""
NEVER = Given(Fraction(0))
"""A demand that nobody can meet."""


def refused(facts: Facts, failing: Iterable[tuple[int, Demand]]) -> list[Diagnostic]:
    """Return an error for every row and demand, the same thing of a person or of the plan once."""
    failing = list(failing)
    if not failing:
        return []
    ids = facts.ids()
    found: dict[tuple[str, str, Message | None], Diagnostic] = {}
    alike: dict[tuple[str, Message, Message | None], list[Diagnostic]] = {}
    valueless = {(ids[row], _measured_as(one)) for row, one in failing if one.rule == "missing-value"}
    # A column that no file has is one cause, whatever the scopes of those who lack it.
    lacking = Counter(demand.column for _, demand in failing if _is_unmeasured(facts, demand))
    untold = _values_of_groups(facts, failing)
    failing = [one for one in failing if not _follows(facts, untold, *one)]
    groups = [one for one in failing if not lacking[one[1].column] and _is_of_a_group(facts, *one)]
    failing = [one for one in failing if lacking[one[1].column] or not _is_of_a_group(facts, *one)]
    nowhere = _nowhere(facts, [one for one in failing if not lacking[one[1].column]])
    missing = [_absent(facts, ids, names, rows) for names, rows in nowhere.items()]
    absent = {(ids[row], name) for names, rows in nowhere.items() for row in rows for name in names}
    for row, demand in failing:
        if (ids[row], _measured_as(demand)) in absent and demand.rule == "missing-value":
            continue
        if demand.rule == "pool-key-missing" and (ids[row], _measured_as(demand)) in valueless:
            continue
        if demand.holds == NEVER:
            found.setdefault((demand.rule, "", demand.message), _of_the_plan(demand))
            continue
        if lacking[demand.column] > 1:
            nobody = (demand.rule, demand.column or "", None)
            found.setdefault(nobody, _unmeasured(facts, row, demand, lacking[demand.column]))
            continue
        key = (demand.rule, ids[row], demand.message)
        if key not in found:
            at = facts.place(row, demand.column)
            also = (Label(PlanPlace(demand.route), msg("asked for here")),) if demand.route else ()
            message = msg("`{person}`: {problem}", person=ids[row], problem=demand.message)
            found[key] = error(demand.rule, message, at, also=also, help=demand.help)
            alike.setdefault((demand.rule, demand.message, demand.help), []).append(found[key])
    return [*missing, *_of_groups(facts, groups), *_once(found.values(), alike.values())]


def _once(found: Iterable[Diagnostic], alike: Iterable[Sequence[Diagnostic]]) -> Iterator[Diagnostic]:
    """Yield problems in their order, what many people lack once, where the first of them is."""
    first = {id(same[0]): same for same in alike if len(same) >= MANY}
    later = {id(one) for same in first.values() for one in same[1:]}
    for one in found:
        if id(one) not in later:
            yield _together(first[id(one)]) if id(one) in first else one


def _together(same: Sequence[Diagnostic]) -> Diagnostic:
    """Return what many people lack as the first of their problems, with a count and the next places."""
    first, *others = same
    message = counted(
        "{problem} (the same of {count} more person)",
        "{problem} (the same of {count} more people)",
        len(others),
        problem=first.message,
    )
    labels = (Label(one.at, msg("the same here")) for one in others[: SHOWN - 1])
    return replace(first, message=message, also=(*first.also, *labels))


def _is_of_a_group(facts: Facts, row: int, demand: Demand) -> bool:
    """Whether a value is that of a team or the company; who has no team lacks it by themselves."""
    return demand.scope == "company" or (demand.scope == "team" and facts.teams[row] is not None)


def _of_groups(facts: Facts, failing: Iterable[tuple[int, Demand]]) -> list[Diagnostic]:
    """Return an error for each team, or the company, without a value: its row is lacking, no cell."""
    found: dict[tuple[str | None, Demand], Diagnostic] = {}
    for row, demand in failing:
        team = _group(facts, row, demand)
        who = msg("the team `{team}`", team=team) if team else msg("the company")
        message = msg("{who}: {problem}", who=who, problem=demand.message)
        at = facts.place(row, "team" if team else None)
        also = (Label(PlanPlace(demand.route), msg("asked for here")),)
        found.setdefault((team, demand), error(demand.rule, message, at, also=also, help=demand.help))
    return list(found.values())


def _values_of_groups(facts: Facts, failing: Iterable[tuple[int, Demand]]) -> set[tuple[str | None, str]]:
    """Return the values of teams, and of the company (None), that are asked for as such."""
    return {
        (_group(facts, row, one), _measured_as(one))
        for row, one in failing
        if one.rule == "missing-value" and one.scope != "person"
    }


def _group(facts: Facts, row: int, demand: Demand) -> str | None:
    return facts.teams[row] if demand.scope == "team" else None


def _follows(facts: Facts, untold: Container[tuple[str | None, str]], row: int, demand: Demand) -> bool:
    """Whether a bonus lacks what the KPI of the same team lacks itself: one cause, told at the KPI."""
    if demand.rule != "measure-missing" or demand.column is None:
        return False
    return (_group(facts, row, demand), _measured_as(demand)) in untold


def _measured_as(demand: Demand) -> str:
    return (demand.column or "").removesuffix(".actual")


def _nowhere(facts: Facts, failing: Iterable[tuple[int, Demand]]) -> dict[tuple[str, ...], list[int]]:
    """Return the values that no cell gives, with the rows of those who lack them; several only."""
    lacks: dict[int, dict[str, None]] = {}
    for row, demand in failing:
        named = demand.rule == "missing-value" and demand.column is not None and demand.holds != NEVER
        if named and facts.place(row, demand.column) == facts.place(row, None):
            lacks.setdefault(row, {})[_measured_as(demand)] = None
    found: dict[tuple[str, ...], list[int]] = {}
    for row, names in lacks.items():
        found.setdefault(tuple(sorted(names)), []).append(row)
    return {names: rows for names, rows in found.items() if len(names) > 1 or len(rows) > 1}


def _absent(facts: Facts, ids: Sequence[str], names: Sequence[str], rows: Sequence[int]) -> Diagnostic:
    """Say once that no file gives some people some values: the usual cause is a row that is not there."""
    people = list(dict.fromkeys(ids[row] for row in rows))
    more = len(people) - SHOWN
    who: Filling = (
        quoted(people, "and")
        if more <= 0
        else counted(
            "{people} and {count} more person",
            "{people} and {count} more people",
            more,
            people=quoted(people[:SHOWN]),
        )
    )
    labels = [Label(facts.place(row, None), msg("the same here")) for row in rows[1:SHOWN]]
    return error(
        "missing-value",
        msg("no file gives {people} a value of {names}", people=who, names=quoted(names, "and")),
        facts.place(rows[0], None),
        also=(
            *labels,
            *(Label(PlanPlace(("kpis", name), key=True), msg("asked for here")) for name in names[:1]),
        ),
        help=msg(
            "add the row to the KPI file, or say in the plan what holds: `missing: zero`, `at-target`, "
            "`reweight` or `hold`"
        ),
    )


def _of_the_plan(demand: Demand) -> Diagnostic:
    """Say once, at the line of the plan, what holds for nobody whatever the files say."""
    return error(demand.rule, demand.message, PlanPlace(demand.route, key=True), help=demand.help)


def _is_unmeasured(facts: Facts, demand: Demand) -> bool:
    """Whether a value is missing because no file gives it to anybody."""
    named = demand.rule == "missing-value" and demand.column is not None
    return named and demand.column not in facts.columns


def _unmeasured(facts: Facts, row: int, demand: Demand, people: int) -> Diagnostic:
    column = (demand.column or "").removesuffix(".actual")
    return error(
        demand.rule,
        counted(
            "no file gives a value of `{column}`, and {count} row needs one",
            "no file gives a value of `{column}`, and {count} rows need one",
            people,
            column=column,
        ),
        PlanPlace(demand.route, key=True),
        also=(Label(facts.place(row, None), msg("the first of them")),),
        help=demand.help,
    )


def without_total(results: Results) -> list[Diagnostic]:
    """Return an error for everybody whose total has no value, naming the first step that has none."""
    found = []
    for at in _without("total", results):
        person = results.facts.people[at]
        last = person.rows[-1]
        values = {**results.steps_of_row(last), **results.steps_of_person(at)}
        program = results.program_of(last)
        step = next(
            step for step in program.steps if values[step.name] is None and (step.public or step.kpi is None)
        )
        also = (Label(PlanPlace(step.route), msg("asked for here")),) if step.route else ()
        message = msg(
            "`{person}`: `{step}` has no value, so there is no total", person=person.id, step=step.name
        )
        found.append(error("no-total", message, results.facts.place(last, None), also=also))
    return found


def _without(step: str, results: Results) -> list[int]:
    """Return the people who have no value of a step of theirs."""
    if results.by_columns is not None:
        return results.by_columns.without(step)
    return [at for at, value in enumerate(results.people[step]) if value is None]
