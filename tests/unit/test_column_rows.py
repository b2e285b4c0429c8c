"""Columns of text: those that say few different texts are kept once for each, and mean the same."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl
import pytest

from csvariable.tables.column_rows import FEW, PLAIN, ColumnRows, says_few
from csvariable.tables.columns import parted
from csvariable.tables.decoding import Decoded, decode


def rows_of(*texts: str) -> ColumnRows:
    return ColumnRows(pl.DataFrame({"0": texts}, schema={"0": pl.String}))


def test_few_texts_are_kept_once_in_order_of_first_appearance() -> None:
    texts = ["b", "a", "", "b", "c", "a", "é", "b"] * 3
    found = rows_of(*texts).coded(0)
    assert found is not None
    assert found.texts.to_list() == ["b", "a", "", "c", "é"]
    assert [found.texts[code] for code in found.codes] == texts


def test_columns_do_not_share_their_texts() -> None:
    frame = pl.DataFrame({"0": ["x", "y"] * 9, "1": ["y", "z"] * 9})
    rows = ColumnRows(frame)
    found = [rows.coded(at) for at in (0, 1, 0)]
    assert [one and one.texts.to_list() for one in found] == [["x", "y"], ["y", "z"], ["x", "y"]]
    assert found[0] is found[2]


@pytest.mark.parametrize(
    ("texts", "few"),
    [
        (range(1_000), False),
        ([at % 600 for at in range(1_000)], True),
        ([at % 960 for at in range(1_000)], False),
        ([at if at < 1_500 else 0 for at in range(40_000)], True),
        ([at % 1_700 if at < 2_000 else at for at in range(40_000)], False),
        ([min(at // 2, 8_000) for at in range(260_000)], False),
        ([min(at // 2, 7_999) for at in range(260_000)], True),
        ([7], False),
        ([7, 7, 7], True),
    ],
)
def test_the_first_texts_show_whether_a_column_says_few(texts: Sequence[int], few: bool) -> None:
    column = pl.Series(list(texts)).cast(pl.String)
    assert says_few(column) is few
    rows = ColumnRows(column.to_frame())
    assert rows.different(0).unique().sort().to_list() == column.unique().sort().to_list()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("0", True),
        ("-12.5", True),
        ("999999999999.99", True),
        ("1000000000000", False),
        ("01", False),
        ("1.234", False),
        ("1,5", False),
        ("1.", False),
        (".5", False),
        ("+1", False),
        ("1 %", False),
        ("", False),
        ("1.5.2", False),
    ],
)
def test_a_plain_number_has_one_reading(text: str, plain: bool) -> None:
    assert rows_of(text).matching(0, PLAIN).to_list() == [plain]


def test_what_is_asked_of_a_column_does_not_depend_on_how_it_is_kept() -> None:
    texts = ["12.5", "1.234", "x,y", "", "12.5"]
    few, many = rows_of(*texts * 3), rows_of(*texts, *map(str, range(100)))
    assert few.coded(0) is not None
    assert many.coded(0) is None
    for rows in (few, many, rows_of(*texts * 3)):
        assert rows.holding(0, ".") == ["12.5", "1.234"]
        assert rows.has(0, ["", "z"])
        assert not rows.has(0, ["z"])
        assert sorted(rows.telling(0)) == ["1.111", "11.1"]
        assert rows.texts(0)[:5] == texts
        assert rows.distinct(0)[:4] == texts[:4]


@pytest.mark.parametrize(("cell", "mark"), [("p9", "."), ("1,5", None), ("2.5", "."), ("o,5", ".")])
def test_ids_at_the_head_of_a_column_do_not_speak_for_the_marks_of_all(cell: str, mark: str | None) -> None:
    rows = "".join(f"p{at};{at}.25\n" for at in range(FEW))
    data = f"id;value\n{rows}{cell};7.25\n".encode()
    decoded = decode(data, "file.csv", None)
    assert isinstance(decoded, Decoded)
    found = parted(data, decoded, ";", None)
    assert found is not None
    assert found.mark == mark


def test_a_column_of_few_texts_says_the_same_when_it_is_kept_as_categories() -> None:
    texts = ["b", "a", "", "b", "c.d", "a", "é", "b"] * 3
    before, after = (ColumnRows(pl.DataFrame({"0": texts, "1": [*map(str, range(24))]})) for _ in range(2))
    assert after.coded(0) is not None
    assert isinstance(after.frame.to_series(0).dtype, pl.Categorical)
    for rows in (before, after):
        assert rows.text(0).equals(pl.Series("0", texts))
        assert rows[4] == ["c.d", "4"]
        assert rows[3:5] == [["b", "3"], ["c.d", "4"]]
        assert rows.texts(0) == texts
        assert rows.distinct(0) == ["b", "a", "", "c.d", "é"]
        assert rows.holding(0, ".") == ["c.d"]
        assert (rows.has(0, ["é"]), rows.has(0, ["f"])) == (True, False)
        assert rows.text(1).to_list() == [*map(str, range(24))]
    assert before == after


def test_whether_all_texts_have_a_pattern_is_asked_without_numbering_them() -> None:
    rows = rows_of(*["a1", "b2"] * 20)
    assert rows.all_match(0, "^[a-z][0-9]$")
    assert not rows.all_match(0, "^a")
    assert rows.frame.to_series(0).dtype == pl.String
    assert rows.coded(0) is not None
    assert rows.all_match(0, "[12]$")
