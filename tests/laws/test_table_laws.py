"""Laws of tables: no bytes make the reader fail, and what is written is read back or refused."""

from __future__ import annotations

import csv
import io
from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given, settings, strategies as st

from csvariable.facts.headers import canonical, look_alike
from csvariable.kernel.diagnostic import CellPlace, FilePlace, has_errors
from csvariable.tables.cells import CellError, NoValue, read_duration, read_money, read_number
from csvariable.tables.dates import read_date
from csvariable.tables.reading import read_table

DELIMITERS = (";", ",", "\t", "|")
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
ENDS = ("\n", "\r\n", "\r")
HEADER = ["participant", "équipe", "valeur"]

texts = st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Cs")), max_size=12).map(str.strip)
quoted = st.text(st.sampled_from('aé ;,\t|"\n\r'), max_size=8).map(str.strip)
cells = st.one_of(texts, quoted, st.sampled_from(["95,5 %", "1 234,50 €", "-20", "007", "n/a"]))
rows = st.lists(st.lists(cells, min_size=3, max_size=3).filter(any), min_size=1, max_size=6)


def written(table: list[list[str]], delimiter: str, end: str) -> str:
    """Write a table as RFC 4180 has it."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL).writerows(table)
    return out.getvalue()


def unguarded(cell: str) -> str:
    """Return a cell without the apostrophe that spreadsheets write."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


@given(st.binary(max_size=400))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    table, problems = read_table(data, "kpis.csv")
    assert (table is None) == has_errors(problems)


@given(
    st.text(st.sampled_from("ab1;,\t|\"\n\r\\\0\ufeff\u00a0é'=sep"), max_size=60),
    st.sampled_from([None, *DELIMITERS]),
)
def test_no_text_makes_the_reader_fail(text: str, delimiter: str | None) -> None:
    table, problems = read_table(text.encode(), "kpis.csv", delimiter=delimiter)
    assert (table is None) == has_errors(problems)
    if table is not None:
        assert all(len(row) == len(table.header) and any(row) for row in table.rows)
        assert len(table.rows) == len(table.lines)
        for index, row in enumerate(table.rows):
            for column in range(len(row)):
                table.place(index, column)


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("end", ENDS)
@settings(max_examples=15)
@given(body=rows)
def test_a_table_is_read_back_in_every_dialect(
    delimiter: str, encoding: str, end: str, body: list[list[str]]
) -> None:
    data = written([HEADER, *body], delimiter, end).encode(encoding)
    forced = "cp1252" if encoding == "cp1252" else None
    table, problems = read_table(data, "kpis.csv", delimiter=delimiter, encoding=forced)
    assert table is not None, problems
    assert table.rows == [[unguarded(cell) for cell in row] for row in body]
    assert table.dialect.delimiter == delimiter
    text = data.decode("utf-8" if encoding == "utf-8-sig" else encoding).removeprefix("\ufeff")
    strict = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    assert [[unguarded(cell.strip()) for cell in row] for row in strict[1:]] == table.rows


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("mark", [",", "."])
@given(values=st.lists(st.decimals(0, 99, places=1), min_size=1, max_size=5))
def test_numbers_are_read_back_in_every_dialect(
    delimiter: str, mark: Literal[",", "."], values: list[object]
) -> None:
    body = [[f"p{place}", "x", str(value).replace(".", mark)] for place, value in enumerate(values)]
    table, problems = read_table(written([HEADER, *body], delimiter, "\n").encode(), "kpis.csv")
    assert table is not None, problems
    assert table.dialect.decimal == mark
    assert [read_number(row[2], mark) for row in table.rows] == [Fraction(str(value)) for value in values]


def _mutants(text: str, delimiter: str) -> list[str]:
    """Drop each separator and quote, and add one of both at each edge of each field."""
    edges = [place for place, letter in enumerate(text) if letter in {delimiter, "\n"}]
    starts = [0, *(place + 1 for place in edges)]
    dropped = [
        text[:place] + text[place + 1 :] for place, letter in enumerate(text) if letter in {delimiter, '"'}
    ]
    places = sorted({*edges, *starts, len(text)})
    return [
        *dropped,
        *(text[:place] + added + text[place:] for place in places for added in (delimiter, '"')),
    ]


@pytest.mark.parametrize("delimiter", DELIMITERS)
@pytest.mark.parametrize("quote", ["", '"'])
def test_a_lost_or_added_mark_is_refused_at_its_place(delimiter: str, quote: str) -> None:
    table = [["id", "nrr", "csat"], ["ana", "95", "80 %"], ["bob", "", "70 %"], ["eve", "90", "60 %"]]
    text = "".join(delimiter.join(f"{quote}{cell}{quote}" for cell in row) + "\n" for row in table)
    for mutant in _mutants(text, delimiter):
        found, problems = read_table(mutant.encode(), "kpis.csv")
        if found is None:
            assert all(isinstance(one.at, CellPlace) for one in problems), mutant
        else:
            assert [[*found.header], *found.rows] == table, mutant


@given(st.text(max_size=100), st.sampled_from([None, ",", "."]))
def test_no_text_makes_a_cell_fail(text: str, mark: str | None) -> None:
    values = [
        read_number(text, mark),
        read_money(text, mark, "EUR", 2),
        read_duration(text, mark, "hours"),
        read_duration(text, mark, "days"),
    ]
    assert all(isinstance(value, (Fraction, CellError, NoValue)) for value in values)
    read_date(text)
    canonical(text, ("nrr",))
    look_alike([text, text.upper()])


@given(st.text(st.sampled_from("0123456789.,' ()-+%:hmind€EURe"), max_size=16))
def test_a_text_has_the_same_value_whatever_is_known_unless_it_is_ambiguous(text: str) -> None:
    unknown = read_number(text, None)
    if isinstance(unknown, Fraction):
        known = {value for mark in ",." if isinstance(value := read_number(text, mark), Fraction)}
        assert known == {unknown}


def test_a_problem_of_a_whole_file_has_no_line() -> None:
    assert read_table(b"", "kpis.csv")[1][0].at == FilePlace("kpis.csv")
