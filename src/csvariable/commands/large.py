"""Large plain KPI files on their way to a CSV of payouts, by whole columns from end to end."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO

from csvariable.commands.files import PLAN_LIMIT, TABLE_LIMIT, read_bytes
from csvariable.commands.problem_output import print_problems

if TYPE_CHECKING:
    from csvariable.commands.options import CsvOptions, LookOptions, RunOptions

LARGE = 100_000
"""Bytes of a KPI file from which it is worth trying."""


def is_candidate(asked: RunOptions, csv: CsvOptions) -> bool:
    """Whether there is one KPI file, large enough, and nothing else that would change how it is read."""
    others = (asked.people, asked.adjustments, asked.period, *csv.said().values())
    if len(asked.kpis) != 1 or any(other is not None for other in others):
        return False
    path = asked.kpis[0]
    return path.is_file() and path.stat().st_size >= LARGE


def large_csv(asked: RunOptions, look: LookOptions) -> Callable[[BinaryIO], None] | None:
    """Return what writes the payouts as CSV, or None where the reading by rows has to decide."""
    from csvariable.documents.large_csv import as_large_csv
    from csvariable.engine.columns.large import run_large
    from csvariable.engine.cross_check import disagreement
    from csvariable.facts.plans import Plans, not_computed
    from csvariable.kernel.diagnostic import Severity
    from csvariable.reading import read
    from csvariable.text import parse

    document, problems = parse(read_bytes(asked.plan, limit=PLAN_LIMIT), str(asked.plan))
    reading = read(document) if document is not None else None
    if document is None or reading is None or reading.plan is None or problems:
        return None
    plans = Plans(reading.plan, reading.roles)
    path = asked.kpis[0]
    run = None if not_computed(plans) else run_large(read_bytes(path, limit=TABLE_LIMIT), str(path), plans)
    if run is None:
        return None
    if run.differences:
        print_problems(disagreement(list(run.differences)), [document], look)
        raise SystemExit(1)
    write = as_large_csv(run, plans.base.currency)
    shown = [one for one in (*reading.diagnostics, *run.wide.notices) if one.severity is Severity.WARNING]
    if write is not None:
        print_problems(shown, [document], look)
    return write
