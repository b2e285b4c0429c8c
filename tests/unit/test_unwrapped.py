"""Quotes that do nothing: where every cell has them and none needs them, the cells are the same without."""

from __future__ import annotations

import csv
import io
import re
from itertools import product

import pytest

from csvariable.tables.columns import lines_in, parted, unwrapped
from csvariable.tables.decoding import Decoded, decode
from csvariable.tables.records import fault

WHOLE = re.compile(r'"a*"(?:[,\n]"a*")*\n?')
"""Quoted cells without a sign that needs quotes."""


def test_every_short_text_of_such_cells_is_unwrapped_and_no_other() -> None:
    for text in ("".join(signs) for size in range(8) for signs in product('"a,\n', repeat=size)):
        free = unwrapped(text.encode(), ",")
        assert (free is not None) == bool(WHOLE.fullmatch(text)), text
        if free is not None:
            assert fault(text, ",") is None
            rows = [line.split(",") for line in free.decode().split("\n")]
            assert rows == list(csv.reader(io.StringIO(text, newline="")))


def test_the_lines_of_every_short_text_are_counted() -> None:
    for text in ("".join(signs) for size in range(1, 5) for signs in product('"a,\n', repeat=size)):
        assert lines_in(text.encode()) == len(text.removesuffix("\n").split("\n")), text


@pytest.mark.parametrize(
    "text",
    [
        '"a","b""c"\n"1","2"\n',
        '"a","b,c"\n"1","2"\n',
        '"a","b\nc"\n"1","2"\n',
        '"a","b"\n"1",2\n',
        '"a","b"\n1,"2"\n',
        '"a","b"\n\n"1","2"\n',
        '"a"b","\n"1","2"\n',
        '"a"b","c"\n","2"\n',
        '"a"b","c"\n"',
        '","a"b"\n"1","2"',
    ],
)
def test_a_cell_without_quotes_or_one_that_needs_them(text: str) -> None:
    assert unwrapped(text.encode(), ",") is None


@pytest.mark.parametrize(
    "text", ["a,b,c\n1,2,\n4,5\n", 'a,b,c\n"1, 2",2,\n4,5\n', '"a","b","c"\n"1","2",""\n"4","5"\n']
)
def test_a_short_row_is_left_to_the_reading_by_records(text: str) -> None:
    decoded = decode(text.encode(), "file.csv", None)
    assert isinstance(decoded, Decoded)
    assert parted(text.encode(), decoded, ",", None) is None
