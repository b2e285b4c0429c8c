"""Lines of a text, as editors count them: with each of the three ends of a line."""

from __future__ import annotations

import pytest

from csvariable.text.texts import first_line, line_around, line_starts, one_line


@pytest.mark.parametrize(
    ("text", "starts"),
    [("", (0,)), ("a", (0,)), ("a\n", (0, 2)), ("\ra\r\nb\n\nc", (0, 1, 4, 6, 7)), ("a\u2028b\x85c", (0,))],
    ids=range(5),
)
def test_lines_begin_after_each_end(text: str, starts: tuple[int, ...]) -> None:
    assert line_starts(text) == starts


@pytest.mark.parametrize(
    ("text", "index", "line"),
    [
        ("\nab", 1, (1, 3)),
        ("\rab", 2, (1, 3)),
        ("ab\r\ncd\nef", 0, (0, 2)),
        ("ab\r\ncd\nef", 2, (0, 2)),
        ("ab\r\ncd\nef", 5, (4, 6)),
        ("ab\r\ncd\nef", 6, (4, 6)),
        ("ab\r\ncd\nef", 9, (7, 9)),
        ("ab\ncd\ref", 4, (3, 5)),
        ("ab\rcd\nef", 7, (6, 8)),
        ("", 0, (0, 0)),
    ],
    ids=range(10),
)
def test_a_line_goes_from_the_end_before_to_its_own(text: str, index: int, line: tuple[int, int]) -> None:
    assert line_around(text, index) == line


def test_the_first_line_ends_at_the_first_end() -> None:
    assert [first_line(text) for text in ("a\nb\nc", "a\r\nb", "a\rb", "\na", "a\u2028b", "")] == [
        "a",
        "a",
        "a",
        "",
        "a\u2028b",
        "",
    ]
    assert [one_line(text) for text in ("a", "", "a\n", "\ra", "a\u2028b")] == [
        True,
        True,
        False,
        False,
        True,
    ]
