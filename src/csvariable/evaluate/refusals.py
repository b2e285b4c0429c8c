"""Demands on the facts that do not hold, each at its cell (language, sections 3, 5 and 9)."""

from __future__ import annotations

from collections.abc import Iterator

from csvariable.diagnostic import Diagnostic, Label, PlanPlace, error
from csvariable.evaluate.exact import reader
from csvariable.evaluate.results import Results
from csvariable.formula import Demand


def refusals(results: Results) -> list[Diagnostic]:
    """Return an error for every demand that does not hold; rows without a day present are exempt."""
    facts = results.facts
    ids = facts.ids()
    found: dict[tuple[str, str, str], Diagnostic] = {}
    for row, demand in _failing(results):
        key = (demand.rule, ids[row], demand.message)
        if key not in found:
            found[key] = _refusal(results, row, ids[row], demand)
    return list(found.values())


def _refusal(results: Results, row: int, who: str, demand: Demand) -> Diagnostic:
    at = results.facts.place(row, demand.column)
    also = (Label(PlanPlace(demand.route), "asked for here"),) if demand.route else ()
    return error(demand.rule, f"`{who}`: {demand.message}", at, also=also, help=demand.help)


def _failing(results: Results) -> Iterator[tuple[int, Demand]]:
    facts = results.facts
    table = {name: list(values) for name, values in results.rows.items()}
    sheet = {name: list(values) for name, values in results.people.items()}
    for role, program in results.programs.items():
        mine = [row for row, other in enumerate(facts.roles) if other == role and facts.present[row]]
        for demand in program.demands:
            holds = reader(demand.holds, facts.columns, table, None)
            yield from ((row, demand) for row in mine if not holds(row))
        people = [
            at
            for at, one in enumerate(facts.people)
            if facts.roles[one.rows[-1]] == role and facts.present[one.rows[-1]]
        ]
        for demand in program.person_demands:
            holds = reader(demand.holds, facts.columns, sheet, (facts, table))
            yield from ((facts.people[at].rows[-1], demand) for at in people if not holds(at))
