"""`csvariable payroll`: a closed period as payroll takes it over."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import PLAN_LIMIT, STANDARD, read_bytes, write_whole
from csvariable.commands.grouped import grouped
from csvariable.commands.ledger_run import read_folder
from csvariable.commands.misuse import Misuse
from csvariable.commands.options import ClosedPeriodOption, LedgerArgument, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.commands.run_options import SheetOptions
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Lacking, Shown, Structured, Tabular
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.documents.payroll import PayrollReport
    from csvariable.ledger.closed import ClosedPeriod
    from csvariable.ledger.payroll import PayrollLayout
    from csvariable.text import Document

WRITTEN = (Shown, Structured, Tabular)
"""What can be asked of PayrollReport."""


@dataclass(frozen=True, slots=True)
class LayoutOptions:
    """How payroll names and lays out what it takes over."""

    layout: Annotated[
        Path | None,
        typer.Option(
            "--layout",
            metavar="FILE",
            help="Codes, columns and dialect: a payroll.yaml; else the one in the ledger, if there is one.",
            show_default=False,
        ),
    ] = None
    code: Annotated[
        list[str] | None,
        typer.Option(
            "--code",
            metavar="ELEMENT=CODE",
            help="The code of a pay element; repeatable.",
            show_default=False,
        ),
    ] = None


@grouped
def command(
    ledger: LedgerArgument,
    *,
    period: ClosedPeriodOption,
    written: LayoutOptions,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: SheetOptions,
    look: LookOptions,
) -> int:
    """Hand a closed period to payroll: a row for each person and pay element.

    The cash adds up to what was closed. Rewards in kind are rows too, with their value to declare.
    An --output that ends in .xlsx is a workbook.
    """
    from csvariable.time.period import spelled

    period = spelled(period)
    book = form is None and to.output is not None and to.output.suffix.lower() == ".xlsx"
    chosen = format_of("text" if book else form, to.output, WRITTEN)
    if book and to.dialect is not None:
        raise UsageError("dialect-of-csv", dialect=to.dialect, form="xlsx")
    found = read_folder(ledger, look, period)
    if found is None:
        return 1
    wanted, documents = _layout(written.layout, ledger / "payroll.yaml", look)
    if wanted is None:
        return 1
    wanted = replace(wanted, codes={**wanted.codes, **_codes(written.code or ())})
    if chosen.name == "csv" and to.dialect is None:
        to = replace(to, dialect=wanted.dialect)
    closed = next(one for one in found[0].periods if one.name == period)
    report = _reported(closed, wanted, documents, (to, look))
    if report is None:
        return 1
    if book:
        _write_book(report, to)
    else:
        deliver(report, chosen, to, look)
    if to.output not in {None, STANDARD}:
        _say_sums(replace(report, language=look.language), look)
    return 0


def _reported(
    closed: ClosedPeriod,
    wanted: PayrollLayout,
    documents: Sequence[Document],
    how: tuple[SheetOptions, LookOptions],
) -> PayrollReport | None:
    """Return what is handed over; None where an element has no code, which is printed."""
    from csvariable.documents.payroll import PayrollReport
    from csvariable.kernel.diagnostic import FilePlace
    from csvariable.ledger.payroll import elements, uncoded

    to, look = how
    own = elements(closed.account.result)
    problems = uncoded(own, wanted, FilePlace(documents[0].name if documents else ""))
    if problems:
        print_problems(problems, documents, look)
        return None
    report = PayrollReport(closed.name, closed.manifest.family.currency, own, wanted, to.language(look))
    if report.total("cash") != Fraction(closed.account.result["totals"]["payout"]):  # pragma: no cover
        message = "the elements do not add up to what was closed"
        raise ValueError(message)
    return report


def _write_book(report: PayrollReport, to: SheetOptions) -> None:
    try:
        data = report.workbook()
    except Lacking as problem:
        raise UsageError(problem.name, **problem.values) from None
    write_whole(to.output or STANDARD, data, force=to.force)


def _layout(
    named: Path | None, usual: Path, look: LookOptions
) -> tuple[PayrollLayout | None, Sequence[Document]]:
    from csvariable.kernel.diagnostic import has_errors
    from csvariable.ledger.payroll import PayrollLayout, read_layout
    from csvariable.text import parse

    path = named if named is not None or not usual.is_file() else usual
    if path is None:
        return PayrollLayout(), ()
    document, problems = parse(read_bytes(path, limit=PLAN_LIMIT), str(path))
    if document is None:
        print_problems(problems, [], look)
        return None, ()
    layout, more = read_layout(document)
    problems = (*problems, *more)
    print_problems(problems, [document], look)
    return (None if has_errors(problems) else layout), [document]


def _codes(texts: Sequence[str]) -> dict[str, str]:
    found = {}
    for text in texts:
        element, sign, code = text.partition("=")
        if not (element and sign and code):
            raise Misuse(msg("write the element and its code, as base=1410"), "--code")
        found[element] = code
    return found


def _say_sums(report: PayrollReport, look: LookOptions) -> None:
    """Print the sums of a file, which it does not hold itself."""
    from csvariable.documents.formats import formats

    deliver(report, formats()["text"], FileOptions(), look)
    sys.stdout.flush()
