"""The past that files hold of a plan: every period that they have, under the plan of today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from csvariable.commands.csv_options import CsvOptions
    from csvariable.commands.run_options import SourceOptions
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.odds.past import Past
    from csvariable.reading import Reading
    from csvariable.text import Document


@dataclass(frozen=True)
class PastFiles:
    """A plan with the past of its files, and what is wrong with them; no past where errors stop it."""

    document: Document | None
    plans: Plans | None
    past: Past | None
    problems: list[Diagnostic]


def read_past(
    plan: Path, kpis: Sequence[Path], people: Path | None, how: tuple[SourceOptions, CsvOptions]
) -> PastFiles:
    """Read a plan, and look at every period of its files."""
    from csvariable.commands.source_files import SEVERAL_PERIODS, no_kpis, source_tables
    from csvariable.commands.stages import read_document, read_tables
    from csvariable.facts.load import Tables
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.odds.feasible import too_short
    from csvariable.odds.past import past_of
    from csvariable.reading import read

    raw, csv = how
    document, problems = read_document(plan)
    tables, wrong = read_tables([*kpis, *([people] if people else [])], csv)
    reading: Reading | None = None if document is None else read(document)
    found = [*problems, *wrong, *_errors(() if reading is None else reading.diagnostics)]
    if reading is None or reading.plan is None or has_errors(found):
        return PastFiles(document, None, None, csv.judged(found))
    plans = Plans(reading.plan, reading.roles)
    staff = tables.pop() if people is not None else None
    rows = source_tables(plans, plan, raw, csv, tables).here(SEVERAL_PERIODS)
    found += [*rows.problems, *no_kpis(plans, tables)]
    if has_errors(found):
        return PastFiles(document, plans, None, csv.judged(found))
    past = past_of(plans, Tables(tables, staff, sources=rows.tables, prefer=raw.prefer))
    return PastFiles(document, plans, past, csv.judged([*found, *too_short(past)]))


def _errors(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    return [one for one in found if one.severity == "error"]
