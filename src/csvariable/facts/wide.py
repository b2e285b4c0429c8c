"""Large plain files, read by columns: the same grammar, or else the reading that explains.

A file is plain when every row has the same width, nothing is quoted and every cell is an
ordinary number; then whole columns are checked at once. Anything else (a quote, a stray
sign, a person twice, a value out of range) is left to the reading by rows, which says where
it stands. So this module accepts or declines; it never reports.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import polars as pl

from csvariable.facts.headers import TOTALS, is_total
from csvariable.facts.plans import Plans
from csvariable.facts.sheet import Sheet, open_sheet
from csvariable.facts.typed import range_of
from csvariable.kernel.diagnostic import Diagnostic, has_errors
from csvariable.kernel.unit import Unit, minor_units
from csvariable.plan.kpi import Kpi
from csvariable.tables.decoding import MAX_BYTES
from csvariable.tables.dialect import MAX_ROWS
from csvariable.tables.table import MAX_CELL, Table, read_table

HEAD = 8 * 1024
"""Bytes of the file whose dialect stands for all of it; every row is then held to it."""
PLACES = 2
"""Decimals of a plain cell: three could be thousands, and need the reading by rows."""
AMOUNTS = ("target_incentive", "salary", "annual_salary", "ote")
_CONTROLS = bytes({*range(32), 127} - set(b"\t\r\n"))
"""Characters that drive terminals, which only the reading by rows keeps harmless."""
_MAYBE_TOTAL = rf"(?:^|[_-])(?:{'|'.join(sorted(TOTALS))})(?:[_-]|$)"
"""Ids with the word of a total: few enough to ask of each whether it is one."""
_GUARD = re.compile(rb"'[=+@-]")
"""The apostrophe that spreadsheets put before a formula: the reading by rows removes it, and says so."""
WORDS = ("name", "team")
_PARTICIPANT = r"^(?:[0-9]+|[a-hj-km-np-z][a-z0-9._-]*|[0-9oil]+[a-hj-km-np-z._-][a-z0-9._-]*)$"
"""Lower-case ids without blanks or marks, so that two which differ differ to the eye; and either digits
alone or with a sign that cannot be taken for a digit, as `o`, `i` and `l` can."""


@dataclass(frozen=True, slots=True)
class Wide:
    """A plain file as columns: whole numbers over one denominator; null is missing."""

    frame: pl.DataFrame
    """Columns `participant`, perhaps `name` and `team`, as text."""
    numerators: Mapping[str, pl.Series]
    denominators: Mapping[str, int]
    table: Table
    """The head of the file: its header and dialect."""
    rows: int
    notices: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class _Number:
    """How the cells of a column are written, and what they mean."""

    header: str
    name: str
    pattern: str
    mark: str
    denominator: int
    least: Fraction | None = None
    most: Fraction | None = None


def read_wide(data: bytes, name: str, plans: Plans) -> Wide | None:
    """Read a large plain wide file of one plan, or decline with None."""
    if plans.roles or len(data) > MAX_BYTES or not _is_plain(data):
        return None
    head, problems = read_table(data[: data.rfind(b"\n", None, HEAD) + 1] or data, name)
    if head is None or head.blank_lines:
        return None
    if head.dialect.delimiter != "\t" and b"\t" in data:
        return None
    sheet, more = open_sheet(head, plans.kpi_ids, plans.columns)
    numbers = _numbers(sheet, plans)
    if has_errors(more) or not numbers or "participant" not in sheet:
        return None
    words = {one: head.header[sheet.index[one]] for one in WORDS if one in sheet}
    if words and len(data.translate(None, _CONTROLS)) != len(data):
        return None
    frame = _frame(data, head)
    participant = head.header[sheet.index["participant"]]
    if (
        frame is None
        or _has_a_large_cell(frame)
        or not _cells_are_plain(frame, participant, [*words.values()], numbers)
    ):
        return None
    read = _read(frame, numbers)
    if read is None:
        return None
    texts = [pl.col(participant).alias("participant")]
    texts += [pl.col(header).str.strip_chars().alias(one) for one, header in words.items()]
    return Wide(
        frame.select(texts),
        read,
        {one.name: one.denominator for one in numbers},
        head,
        frame.height,
        (*problems, *more),
    )


def _is_plain(data: bytes) -> bool:
    """Whether lines are records: nothing quoted or guarded, no stray line end, ASCII alone."""
    if b'"' in data or b"\0" in data or not data.isascii():
        return False
    if b"'" in data and _GUARD.search(data):
        return False
    return b"\r" not in data or data.count(b"\r") == data.count(b"\r\n") == data.count(b"\n")


def _numbers(sheet: Sheet, plans: Plans) -> list[_Number] | None:
    """Return the columns of numbers, or None where one needs the reading by rows."""
    found: list[_Number] = []
    currency = plans.base.currency
    for at, column in enumerate(sheet.columns):
        if column is None or column.name in {"participant", *WORDS}:
            continue
        header, mark = sheet.table.header[at], sheet.marks.get(at) or "."
        if column.name in AMOUNTS:
            found.append(_money(header, column.name, mark, currency, signed=False))
            continue
        kpi = plans.base.kpis.get(column.kpi or "")
        if (
            kpi is None
            or (column.unit is not None and column.unit != kpi.measured_in)
            or column.field not in {None, "target"}
            or kpi.scope != "person"
        ):
            return None
        name = column.name if column.field else f"{column.name}.actual"
        number = _kpi(header, name, mark, kpi, column.reading is not None, currency)
        if number is None:
            return None
        found.append(number)
    return found


def _money(header: str, name: str, mark: str, currency: str, *, signed: bool) -> _Number:
    places = min(PLACES, minor_units(currency))
    return _Number(header, name, _digits(mark, places, signed=signed), mark, 10**PLACES)


def _digits(mark: str, places: int, *, signed: bool = True) -> str:
    """The pattern of a plain number: no group, no exponent, no leading zero twice."""
    sign = "-?" if signed else ""
    decimals = rf"(?:[{mark}][0-9]{{1,{places}}})?" if places else ""
    return rf"^{sign}(?:0|[1-9][0-9]{{0,12}}){decimals}$"


def _kpi(  # noqa: PLR0913, PLR0917 - a column, and what its cells mean
    header: str,
    name: str,
    mark: str,
    kpi: Kpi,
    marked: bool,  # noqa: FBT001
    currency: str,
) -> _Number | None:
    unit = kpi.measured_in
    least, most = range_of(kpi, currency) if name.endswith(".actual") else (None, None)
    if unit is Unit.MONEY:
        return _Number(
            header, name, _digits(mark, min(PLACES, minor_units(currency))), mark, 10**PLACES, least, most
        )
    if unit is Unit.PERCENT:
        if kpi.reading == "ratio":
            return None
        sign = " ?%" if not (marked or kpi.reading == "percent") else "(?: ?%)?"
        return _Number(
            header, name, _digits(mark, PLACES).replace("$", f"{sign}$"), mark, 100 * 10**PLACES, least, most
        )
    return _Number(header, name, _digits(mark, PLACES), mark, 10**PLACES, least, most)


def _frame(data: bytes, head: Table) -> pl.DataFrame | None:
    """Read all cells as text; None where a row is short, long or blank."""
    separator = head.dialect.delimiter
    try:
        frame = pl.read_csv(data, separator=separator, infer_schema=False, quote_char=None, glob=False)
    except pl.exceptions.PolarsError:
        return None
    width = len(head.header)
    if tuple(frame.columns) != head.header or frame.height > MAX_ROWS:
        return None
    # A long row is an error above; so as many separators as full rows need means no short one.
    return frame if data.count(separator.encode()) == (frame.height + 1) * (width - 1) else None


def _has_a_large_cell(frame: pl.DataFrame) -> bool:
    """Whether a cell, also of a column that is not used, is longer than any reader takes."""
    sizes = frame.select(pl.all().str.len_bytes().max()).row(0)
    return any(size is not None and size > MAX_CELL for size in sizes)


def _cells_are_plain(frame: pl.DataFrame, participant: str, words: list[str], numbers: list[_Number]) -> bool:
    """Whether every id is there once, trimmed, and none can be taken for another; and every number plain.

    Ids are compared in lower case: two that differ by case alone are one to a reader.
    A word that starts with a blank could be one of blanks alone, which says nothing.
    """
    ids = pl.col(participant).str.to_lowercase()
    rising, totals, *plain = frame.select(
        # Rising ids, as exports have them, are seen to differ without being gathered.
        (ids.shift(1) < ids).all().alias("rising"),
        ids.filter(ids.str.contains(_MAYBE_TOTAL)).implode().alias("totals"),
        ids.is_not_null().all().alias("given"),
        ids.str.contains(_PARTICIPANT).all().alias("clear"),
        *(pl.col(one).str.starts_with(" ").any().not_().alias(f"{one} is trimmed") for one in words),
        *(pl.col(one.header).str.contains(one.pattern).all().alias(one.name) for one in numbers),
    ).row(0)
    if not all(plain) or any(map(is_total, totals)):
        return False
    return bool(rising) or frame.get_column(participant).str.to_lowercase().n_unique() == frame.height


def _read(frame: pl.DataFrame, numbers: list[_Number]) -> dict[str, pl.Series] | None:
    """Return whole numbers in hundredths of what is written, or None where one is out of its range."""
    typed = pl.Decimal(scale=PLACES)
    read = frame.select(
        _text(one).cast(typed).to_physical().cast(pl.Int64).alias(one.name) for one in numbers
    )
    edges = read.select(
        *(pl.col(one.name).min().alias(f"{one.name} min") for one in numbers),
        *(pl.col(one.name).max().alias(f"{one.name} max") for one in numbers),
    ).row(0, named=True)
    for one in numbers:
        low, high = edges[f"{one.name} min"], edges[f"{one.name} max"]
        if low is None:
            continue
        if (one.least is not None and Fraction(low, one.denominator) < one.least) or (
            one.most is not None and Fraction(high, one.denominator) > one.most
        ):
            return None
    return {one.name: read.get_column(one.name) for one in numbers}


def _text(one: _Number) -> pl.Expr:
    text = pl.col(one.header)
    if "%" in one.pattern:
        text = text.str.strip_chars_end("% ")
    return text.str.replace(",", ".", literal=True) if one.mark == "," else text
