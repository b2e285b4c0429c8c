"""A file that is looked at, its block pasted into a plan, and what the plan then reads of each column."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from engine import plans_of

from csvariable.facts.load import Tables, load
from csvariable.inspection.block import block, source_name
from csvariable.inspection.file import InspectedFile, inspect
from csvariable.kernel.diagnostic import CellPlace, Diagnostic, Route
from csvariable.measures.source_file import read_source
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.tables.written import HowWritten
from csvariable.text import parse, written

HEAD = """\
csvariable: 1
name: P
currency: EUR
period: year
zone: Europe/Paris
target_incentive: 1000
rates: {USD: 0.9, JPY: 0.006}
"""
PEOPLE = "participant,name,email\nzoe,Zoé Martin,zoe@x.com\nkarim,Karim Benali,karim@x.com\n"
PORTFOLIO = "account,participant,from,to\nX,zoe,,\n"
COUNT = "k-rows"


class Pasted(NamedTuple):
    """The mean of each column that counts, the number of rows, and what is refused with its place."""

    means: Mapping[str, Fraction | None]
    refused: list[str]
    left: Mapping[str, Fraction]
    """Rows left out of the count, by reason."""


def said(problem: Diagnostic) -> str:
    """An error as `line:column message`, or as the cell of a sheet."""
    at = problem.at
    if not isinstance(at, CellPlace):
        return str(problem.message)
    return f"{at.reference or f'{at.line}:{at.column}'} {problem.message}"


def pasted(
    data: bytes, name: str, answers: Mapping[Route, object] | None = None, year: str = "2025"
) -> Pasted:
    """Look at a file, paste its block with the answers to what it asks, and measure each of its columns."""
    found = inspect(data, name, HowWritten())
    if not isinstance(found, InspectedFile):
        return Pasted({}, [said(one) for one in found if one.severity == "error"], {})
    source = source_name(name)
    text = block(found, name)
    for route, value in (answers or {}).items():
        document, _ = parse(text, "sources")
        assert document is not None
        text = written(document, {("sources", source, *route): value})
    portfolio = "  portfolio: {file: portfolio.csv}\n" if "assign:" in text else ""
    plan = f"{HEAD}{text}{portfolio}kpis:\n" + kpi(COUNT, "number", f"count: {source}", weight=True)
    plans, problems = plans_of(plan.encode())
    assert plans is not None, [str(one.message) for one in problems]
    for column, spec in plans.base.sources[source].columns.items():
        if not isinstance(spec, str) and spec.unit is not None:
            plan += kpi(f"k-{column}", str(spec.unit), f"mean: {source}.{column}")
    plans, problems = plans_of(plan.encode())
    assert plans is not None, [str(one.message) for one in problems]
    table, unread = read_source(data, name, plans.base.sources[source], HowWritten())
    if table is None:
        return Pasted({}, [said(one) for one in unread if one.severity == "error"], {})
    tables: dict[str, list[Table]] = {source: [table]}
    if portfolio:
        held, _ = read_table(PORTFOLIO.encode(), "portfolio.csv")
        assert held is not None
        tables["portfolio"] = [held]
    staff, _ = read_table(PEOPLE.encode(), "people.csv")
    dated = plans.base.sources[source].date is not None
    facts, told = load(Tables([], staff, sources=tables), plans, year if dated else None)
    measured = facts.measured if facts is not None else {}
    left = next((one.left for (name, _), one in measured.items() if name == COUNT), {})
    return Pasted(
        {name.removeprefix("k-"): one.value for (name, _), one in measured.items()},
        [said(one) for one in told if one.severity == "error"],
        {reason.value: count for reason, count in left.items()},
    )


def kpi(name: str, unit: str, measure: str, *, weight: bool = False) -> str:
    """A KPI of the company, so that no row needs an owner."""
    bounds = ", range: [-999999, 999999]" if unit == "score" else ""
    paid = ", weight: 100 %, curve: {of: actual, lookup: [{from: 0, pays: 100 %}]}" if weight else ""
    return f"  {name}: {{unit: {unit}{bounds}, scope: company, measure: {{{measure}}}{paid}}}\n"
