"""Plan and tables of a run: read, computed, and everything that is wrong with them, said at once."""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import PLAN_LIMIT, TABLE_LIMIT, read_bytes
from csvariable.commands.output_options import LookOptions
from csvariable.commands.problem_output import print_problems, to_tell
from csvariable.commands.run_options import RunOptions, SourceOptions
from csvariable.commands.source_files import SourceTables, no_kpis, source_tables
from csvariable.commands.usage_error import UsageError

if TYPE_CHECKING:
    from datetime import date

    from csvariable.commands.ledger_run import OpenLedger
    from csvariable.documents.result import Heading
    from csvariable.engine.results import Results
    from csvariable.facts.load import Tables
    from csvariable.facts.opening import LedgerOpening
    from csvariable.facts.plans import Plans
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.tables.table import Table
    from csvariable.text import Document


@dataclass(frozen=True)
class Inputs:
    """What was read and computed, without any error."""

    document: Document
    plans: Plans
    tables: tuple[Table, ...]
    results: Results
    diagnostics: tuple[Diagnostic, ...]
    """Warnings and advice."""
    content: tuple[bytes, ...] = ()
    """The bytes of the plan and of the tables, in this order."""
    opened: OpenLedger | None = None
    """The ledger that the run goes on from."""
    rows: SourceTables = field(default_factory=SourceTables)
    """The raw rows that KPIs were measured on."""
    given: Tables | None = None
    """The tables, as the run was given them."""

    def chosen(self, ids: Sequence[str]) -> Sequence[int]:
        """Return the people that are named, or everybody.

        Raises:
            UsageError: for an id that nobody has, with the nearest one.
        """
        if not ids:
            return range(len(self.results.facts.people))
        people = {person.id: at for at, person in enumerate(self.results.facts.people)}
        for one in ids:
            if one not in people:
                raise UsageError("no-such-person", id=one, known=nearest(one, tuple(people)))
        return sorted({people[one] for one in ids})

    def documents(self) -> Mapping[str | None, Document]:
        """Return the document of each role that somebody has: the plan with the role's values."""
        from csvariable.reading.roles import role_document

        return {
            role: self.document if role is None else role_document(self.document, role) or self.document
            for role in dict.fromkeys(self.results.facts.roles)
        }

    def heading(self) -> Heading:
        """Return plan, files, period and currency, for the head of a result."""
        from csvariable.documents.result import heading_of

        return heading_of(self.document, self.plans, (*self.tables, *self.rows.later), self.results)


def nearest(word: str, known: Sequence[str]) -> str:
    """Return the nearest of some words, or the first of them, to be written after «known are»."""
    close = difflib.get_close_matches(word.casefold(), [one.casefold() for one in known], n=1)
    if close:
        return next(one for one in known if one.casefold() == close[0])
    return ", ".join(known[:8]) + (", ..." if len(known) > 8 else "")


def read_from(
    ledger: Path | None,
    asked: RunOptions,
    csv: CsvOptions,
    look: LookOptions,
    raw: SourceOptions | None = None,
    *,
    renamed: bool = False,
    until: date | None = None,
    here: bool = False,
    later: bool = False,
) -> Inputs | None:
    """Read and compute, going on from a ledger where there is one; print what is wrong.

    With `until` rows count up to that day of the period; rows that lie in engines come `here` for who
    shows them one by one, and large files of rows are read `later`, in blocks, for who does not.
    """
    if ledger is None:
        return read_inputs(asked, csv, look, raw, until=until, here=here, later=later)
    from csvariable.commands.ledger_run import Unread, open_ledger

    try:
        opened = open_ledger(ledger, asked.plan, asked.kpis, asked.period, csv, look, renamed=renamed)
    except Unread:
        return read_inputs(asked, csv, look, raw, until=until, here=here, later=later)
    if opened is None:
        return None
    paid = replace(asked, period=opened.period)
    found = read_inputs(paid, csv, look, raw, opening=opened.opening, until=until, here=here, later=later)
    return None if found is None else replace(found, opened=opened)


def read_inputs(
    asked: RunOptions,
    csv: CsvOptions,
    look: LookOptions,
    raw: SourceOptions | None = None,
    *,
    opening: LedgerOpening | None = None,
    until: date | None = None,
    here: bool = False,
    later: bool = False,
) -> Inputs | None:
    """Read and compute; print what is wrong on stderr, and return None where it stops the run."""
    from csvariable.engine.run import run
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.text.parsing import parse

    _check_options(csv)
    files = [asked.plan, *asked.kpis, *(path for path in (asked.people, asked.adjustments) if path)]
    content = [read_bytes(path, limit=TABLE_LIMIT if at else PLAN_LIMIT) for at, path in enumerate(files)]
    document, problems = parse(content[0], str(asked.plan))
    found: list[Diagnostic] = list(problems)
    plans = None if document is None else _plans(document, found)
    tables = [_table(data, path, csv, found) for data, path in zip(content[1:], files[1:], strict=True)]
    results, given, rows, raw = None, None, SourceTables(), raw or SourceOptions()
    if plans is not None and not has_errors(found):
        rows = _rows(plans, asked, raw, csv, tables, later=later, here=here)
        found += [*rows.problems, *no_kpis(plans, asked.kpis)]
        if not has_errors(found):
            given = replace(_given(tables, asked, rows, raw), opening=opening, until=until)
            done = run(plans, given, asked.period)
            found += done.diagnostics
            results = done.results
        found = csv.judged(found)
        results = None if has_errors(found) else results
    elif plans is None and document is not None:
        found += _of_cells(document, tables[: len(asked.kpis)], asked.period)
    _tell(found, document, look, run=results is not None)
    if document is None or plans is None or results is None:
        return None
    ready = (*(table for table in tables if table is not None), *rows.all)
    return Inputs(document, plans, ready, results, tuple(found), tuple(content), rows=rows, given=given)


def _rows(
    plans: Plans,
    asked: RunOptions,
    raw: SourceOptions,
    csv: CsvOptions,
    tables: Sequence[Table | None],
    *,
    later: bool,
    here: bool,
) -> SourceTables:
    """Return the raw rows of a run, fetched from engines where they are wanted `here`."""
    from csvariable.kernel.message import msg

    kpis = tables[: len(asked.kpis)]
    rows = source_tables(plans, asked.plan, raw, csv, kpis, later=later, intervals=True)
    return rows.here(msg("they are listed one by one")) if here else rows


def _plans(document: Document, found: list[Diagnostic]) -> Plans | None:
    """Return the plan and its roles, and add what there is to say of them."""
    from csvariable.facts.plans import Plans
    from csvariable.reading import read

    reading = read(document)
    found += reading.diagnostics
    if reading.plan is None:
        return None
    from csvariable.commands.review import past_review, today

    found += past_review(reading.plan, today(os.environ))
    return Plans(reading.plan, reading.roles)


def _tell(found: Sequence[Diagnostic], document: Document | None, look: LookOptions, *, run: bool) -> None:
    """Print what is wrong.

    Raises:
        typer.Exit: nothing ran, and only the command line is wrong.
    """
    from csvariable.kernel.diagnostic import FilePlace, Severity

    print_problems(
        to_tell(found) if run else _not_advice_on_plan(found), [document] if document else [], look
    )
    errors = [one for one in found if one.severity is Severity.ERROR]
    disagree = any(one.rule == "evaluations-disagree" for one in errors)
    if not run and not disagree and all(one.at == FilePlace("") for one in errors):
        raise typer.Exit(2)


def _not_advice_on_plan(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Leave out advice on the plan, which is for `validate`, beside what stops a run."""
    from csvariable.kernel.diagnostic import PlanPlace, Severity

    return [one for one in found if one.severity is not Severity.ADVICE or not isinstance(one.at, PlanPlace)]


def _check_options(csv: CsvOptions) -> None:
    """Refuse options that no file could be read with, before any file is."""
    from csvariable.tables.decoding import ENCODINGS, is_encoding
    from csvariable.tables.dialect import is_delimiter

    for name, value, good, known in (
        ("--encoding", csv.encoding, is_encoding, ", ".join(ENCODINGS)),
        ("--delimiter", csv.delimiter, is_delimiter, "; , | tab"),
        ("--decimal", csv.decimal, (",", ".").__contains__, ", ."),
    ):
        if value is not None and not good(value):
            raise UsageError("option-value", option=name, value=value, known=known)


def _of_cells(document: Document, tables: Sequence[Table | None], period: str | None) -> list[Diagnostic]:
    """Return what is wrong with the cells beside a wrong plan, so that one run tells all."""
    from csvariable.facts.beside import cell_problems
    from csvariable.reading.shape import shape

    plan = shape(document).plan
    return [] if plan is None else cell_problems([one for one in tables if one is not None], plan, period)


def _table(data: bytes, path: Path, csv: CsvOptions, found: list[Diagnostic]) -> Table | None:
    table, problems = csv.read(data, path)
    found += problems
    return table


def _given(
    tables: Sequence[Table | None], asked: RunOptions, rows: SourceTables, raw: SourceOptions
) -> Tables:
    """Return the tables of a run: KPI files, people, adjustments, raw rows."""
    from csvariable.facts.load import Tables

    ready = [table for table in tables if table is not None]
    count = len(asked.kpis)
    rest = iter(ready[count:])
    people = next(rest) if asked.people is not None else None
    adjustments = next(rest) if asked.adjustments is not None else None
    return Tables(
        ready[:count], people, adjustments, sources=rows.tables, engines=rows.engines, prefer=raw.prefer
    )
