"""KPIs measured on rows period by period, as one long KPI file of all (language, section 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from csvariable.facts.load import Tables, load
from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, has_errors
from csvariable.measures.long import as_long
from csvariable.measures.model import Measured
from csvariable.measures.opened import OpenSource
from csvariable.measures.work import RowFile, sources_of
from csvariable.plan.measure_of_rows import Rows
from csvariable.tables.reading import read_table
from csvariable.tables.table import Table
from csvariable.time.period import period_of

NAME = "measured rows"
"""What the file of all periods is called, which nobody wrote."""


def sources_measured(plans: Plans) -> list[str]:
    """Return the sources that some KPI is measured on."""
    kpis = (kpi for plan in plans.all for kpi in plan.kpis.values())
    names = dict.fromkeys(kpi.measure.source for kpi in kpis if isinstance(kpi.measure, Rows))
    return [name for name in names if name in plans.base.sources]


def periods_of_rows(plans: Plans, sources: Mapping[str, Sequence[RowFile]]) -> list[str]:
    """Return the periods in which every source with dates has rows, in the order of the calendar."""
    plan = plans.base
    common: set[str] | None = None
    for name in sources_measured(plans):
        source = plan.sources[name]
        read = [one for one in sources.get(name, ()) if isinstance(one, Table)]
        if source.date is None or not read:
            continue
        rows = OpenSource(name, source, read, plan.currency, plan.zone, plan.rates)
        days = {one.day for one in rows.moments() if one is not None}
        own = {period_of(day, plan).text for day in days}
        common = own if common is None else common & own
    return sorted(common or ())


def measured_over(
    plans: Plans, tables: Tables, periods: Sequence[str | None]
) -> tuple[Table | None, tuple[Diagnostic, ...]]:
    """Return the long file of what rows come to in each period; None where nothing is measured on rows."""
    if not sources_of(plans.base, sources_measured(plans)):
        return None, ()
    found: list[tuple[str | None, Measured]] = []
    problems: list[Diagnostic] = []
    for period in periods:
        facts, said = load(tables, plans, period)
        problems += said
        found += [(period, one) for one in (facts.measured.values() if facts is not None else ())]
    told = tuple(dict.fromkeys(problems))
    if has_errors(told) or not found:
        return None, told
    data = as_long(found, lambda kpi: plans.kpi(kpi).measured_in, plans.base.currency)
    table, _ = read_table(data, NAME, delimiter=",", decimal=".")
    return table, told
