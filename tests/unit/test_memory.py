"""Tables made in memory: cells with the places they would have in a file of tabs."""

from __future__ import annotations

import hashlib

from csvariable.kernel.diagnostic import CellPlace
from csvariable.tables.dialect import Dialect
from csvariable.tables.memory import table_of
from csvariable.tables.reading import read_table

ROWS = [{"participant": "ana", "nrr": " 95 % "}, {"participant": "ben", "csat": "90.5 %"}]
TEXT = "participant\tnrr\tcsat\nana\t95 %\t\nben\t\t90.5 %"


def test_a_table_of_rows_is_the_table_of_its_text() -> None:
    made = table_of(ROWS, "example")
    read, problems = read_table(TEXT.encode(), "example")
    assert read is not None, problems
    assert (made.header, made.rows) == (
        ("participant", "nrr", "csat"),
        [["ana", "95 %", ""], ["ben", "", "90.5 %"]],
    )
    assert made == read
    assert made.dialect == Dialect("utf-8", "\t", ".", sep_line=False, bom=False)
    assert made.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_its_cells_have_places() -> None:
    made = table_of(ROWS, "example")
    assert made.place(-1, 1) == CellPlace("example", 1, 13, "nrr", "nrr")
    assert made.place(0, 1) == CellPlace("example", 2, 5, "nrr", "95 %")
    assert made.place(1, 2) == CellPlace("example", 3, 6, "csat", "90.5 %")
