"""`csvariable kpis`: the KPIs that a plan measures on raw rows, as a KPI file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import (
    PLAN_LIMIT,
    STANDARD,
    TABLE_LIMIT,
    is_device,
    read_bytes,
    write_whole,
)
from csvariable.commands.grouped import grouped
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import all_but_fetching, print_problems
from csvariable.commands.run_options import RunOptions, SourceOptions
from csvariable.commands.source_files import source_tables
from csvariable.commands.usage_error import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.measures.model import Measured
    from csvariable.measures.owner import Owner
    from csvariable.tables.table import Table


@grouped
def command(
    asked: RunOptions, *, raw: SourceOptions, to: FileOptions, csv: CsvOptions, look: LookOptions
) -> int:
    """The KPIs that a plan measures on raw rows, as the long KPI file that `compute` reads."""
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.measures.long import as_long
    from csvariable.reading import read
    from csvariable.text.parsing import parse

    output = to.output or STANDARD
    if output != STANDARD and output.suffix.lower() != ".csv" and not is_device(output):
        raise UsageError("unknown-suffix", path=output, known=".csv")
    document, problems = parse(read_bytes(asked.plan, limit=PLAN_LIMIT), str(asked.plan))
    found: list[Diagnostic] = list(problems)
    reading = read(document, opinions=False) if document is not None else None
    found += reading.diagnostics if reading is not None else ()
    if document is None or reading is None or reading.plan is None or has_errors(found):
        print_problems(found, [document] if document else [], look)
        return 1
    plans = Plans(reading.plan, reading.roles)
    tables: list[Table] = []
    paths = [*asked.kpis, *([asked.people] if asked.people else [])]
    for path in paths:
        table, said = csv.read(read_bytes(path, limit=TABLE_LIMIT), path)
        found += said
        tables += [table] if table is not None else []
    measured = _measured(plans, asked, tables, (raw, csv), found)
    print_problems(all_but_fetching(found), [document], look)
    if measured is None:
        return 1
    data = as_long(
        ((None, one) for one in measured.values()),
        lambda kpi: plans.kpi(kpi).measured_in,
        plans.base.currency,
    )
    write_whole(output, data, force=to.force)
    return 0


def _measured(
    plans: Plans,
    asked: RunOptions,
    tables: list[Table],
    how: tuple[SourceOptions, CsvOptions],
    found: list[Diagnostic],
) -> Mapping[tuple[str, Owner], Measured] | None:
    """Return what the KPIs come to on rows, and add what is wrong to what was found."""
    from csvariable.facts.load import Tables, load
    from csvariable.kernel.diagnostic import has_errors

    raw, csv = how
    files = tables[: len(asked.kpis)]
    rows = source_tables(plans, asked.plan, raw, csv, files, later=True)
    found += rows.problems
    if has_errors(found):
        return None
    people = tables[-1] if asked.people else None
    given = Tables(files, people, sources=rows.tables, engines=rows.engines, prefer=raw.prefer)
    facts, told = load(given, plans, asked.period)
    found += told
    return facts.measured if facts is not None else None
