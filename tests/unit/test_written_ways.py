"""One table in many ways of writing: what `inspect` prints of it is read rightly, or refused at its place."""
# ruff: noqa: E501 - a way of writing stands on one line

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Sequence
from fractions import Fraction as F

import pytest
from openpyxl import Workbook
from pasted import Pasted, pasted

from csvariable.kernel.diagnostic import Route

Row = list[str]
HEADER = ["CSM", "Date", "NPS", "CSAT", "Montant", "Délai"]
VALUES = [("Zoé Martin", 1, 9, "95", "1234.50", 2), ("Karim Benali", 13, 7, "86.5", "12.00", 107),
          ("Zoé Martin", 28, 10, "100", "1234567.89", 0)]  # fmt: skip
MEANS = {
    "rows": F(3),
    "nps": F(26, 3),
    "csat": F(563, 600),
    "montant": F(41193813, 100),
    "delai": F(2195),
}
"""What all of them say: means in the plan's units; times in minutes."""


def rows(
    day: Callable[[int], str] = "2025-02-{:02}".format,
    percent: Callable[[str], str] = "{} %".format,
    money: Callable[[str], str] = str,
    time: Callable[[int], str] = "{}:15:00".format,
) -> list[Row]:
    """The rows, each kind of cell written in its own way."""
    return [[who, day(on), str(nps), percent(part), money(sum_), time(took)]
            for who, on, nps, part, sum_, took in VALUES]  # fmt: skip


def text(some: Sequence[Row], header: Row | None = HEADER, mark: str = ",", end: str = "\n") -> str:
    """A file of them."""
    out = io.StringIO()
    write = csv.writer(out, delimiter=mark, lineterminator=end)
    write.writerows([*([header] if header else []), *some])
    return out.getvalue()


def grouped(blank: str, sign: str = "") -> Callable[[str], str]:
    """Amounts as French sheets write them."""
    return lambda sum_: f"{float(sum_):,.2f}".replace(",", blank).replace(".", ",") + sign


def comma(part: str) -> str:
    return f"{part} %".replace(".", ",")


R = rows()
QUOTED = [[row[0], 'so\nso, "fine"', *row[1:]] for row in R]
READ = {
    "pipes": text(R, mark="|"),
    "tabs": text(R, mark="\t"),
    "semicolons": text(R, mark=";"),
    "a sep line": "sep=;\n" + text(R, mark=";"),
    "lines end in CR": text(R, end="\r"),
    "lines end in CRLF, with a BOM": "\ufeff" + text(R, end="\r\n"),
    "French amounts": text(rows(percent=comma, money=grouped(" ", " €")), mark=";"),
    "narrow blanks": text(rows(percent=comma, money=grouped("\u202f", "\u00a0EUR")), mark=";"),
    "Swiss amounts": text(rows(money=lambda sum_: f"{float(sum_):,.2f}".replace(",", "'"))),
    "the euro before the amount": text(rows(money=lambda sum_: f"€{float(sum_):,.2f}")),
    "a code before the amount": text(rows(money="EUR {}".format)),
    "a sign without a blank": text(rows(percent="{}%".format)),
    "a sign in the header": text(rows(percent=str), [*HEADER[:3], "CSAT (%)", *HEADER[4:]]),
    "day, month, year": text(rows(day="{:02}/02/2025".format)),
    "month, day, year": text(rows(day="02/{:02}/2025".format)),
    "points in dates": text(rows(day="{:02}.02.2025".format)),
    "strokes, year first": text(rows(day="2025/02/{:02}".format)),
    "dates without marks": text(rows(day="202502{:02}".format)),
    "French months": text(rows(day="{} févr. 2025".format)),
    "long French months": text(rows(day=lambda on: f"{on}{'er' if on == 1 else ''} février 2025")),
    "English months": text(rows(day="{:02}-Feb-2025".format)),
    "American months": text(rows(day="Feb {}, 2025".format)),
    "months with times": text(rows(day="{:02} Feb 2025 02:05 PM".format), [*HEADER[:1], "Date (UTC)", *HEADER[2:]]),
    "times of UTC": text(rows(day="2025-02-{:02}T14:05:00.123Z".format)),
    "times with an offset": text(rows(day="2025-02-{:02} 14:05:00 +01:00".format)),
    "months alone": text(rows(day=lambda _: "2025-02")),
    "hours in words": text(rows(time="{} h 15 min".format)),
    "2h15": text(rows(time="{}h15".format)),
    "2h 15m": text(rows(time="{}h 15m".format)),
    "seconds by the header": text(rows(time=lambda h: str(h * 3600 + 900)), [*HEADER[:5], "Délai (s)"]),
    "hours by the header": text(rows(time="{}.25".format), [*HEADER[:5], "Délai (in hrs)"]),
    "a title": "Équipe Nord\n\n" + text(R),
    "a title as wide as the table": "Équipe Nord,,,,,\nExport du 1 mars,,,,,\n" + text(R),
    "a note below a blank line": text(R) + "\nExport du 3 mars\n",
    "a total": text([*R, ["TOTAL", "", "26", "", "1235814.39", ""]]),
    "a total and a note": text([*R, ["Total", "", "26", "", "1.00", ""]]) + "\nConfidentiel,,,,,\n",
    "headers on two lines": text(
        [["CSM", "", "NPS", "", "", "Délai"], *R], ["", "Date", "", "CSAT", "Montant", ""]
    ),
    "line ends within cells": text(QUOTED, ["CSM", "Commentaire", *HEADER[1:]]),
    "a column without header and cells": text([[*row, ""] for row in R], [*HEADER, ""]),
    "an empty column": text([[*row[:3], "", *row[3:]] for row in R], [*HEADER[:3], "Note", *HEADER[3:]]),
    "blanks around cells": text([[f" {cell} " for cell in row] for row in R], [f" {one} " for one in HEADER]),
    "a blank line in the middle": text([R[0], [], *R[1:]]),
    "a line of commas in the middle": text([R[0], [""] * 6, *R[1:]]),
    "very many columns": text([[*row, *["x"] * 400] for row in R], [*HEADER, *(f"x{at}" for at in range(400))]),
    "ids that begin with 0": text([[f"00{at}", *row] for at, row in enumerate(R)], ["Ticket", *HEADER]),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_it_is_read_rightly_as_inspect_prints_it(name: str) -> None:
    found = pasted(READ[name].encode(), "x.csv")
    assert found.refused == []
    assert {key.partition("-")[0]: value for key, value in found.means.items()} == MEANS


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-8-sig"])
def test_it_is_read_rightly_in_each_encoding(encoding: str) -> None:
    assert pasted(text(R, mark=";").encode(encoding), "x.csv").means == MEANS


def test_amounts_below_zero_are_read_rightly() -> None:
    for way in ("({})", "\u2212{}", "-{}"):
        found = pasted(text(rows(money=way.format)).encode(), "x.csv")
        assert (found.refused, found.means["montant"]) == ([], -MEANS["montant"])


def refused(found: Pasted) -> str:
    """The first thing that is refused."""
    return found.refused[0] if found.refused else ""


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (text(rows(day=lambda on: f"{min(on, 9):02}/02/2025")), "2:12 `01/02/2025` can be 2025-02-01 or 2025-01-02"),
        (text(rows(day="2025-02-{:02} 14:05".format)), "2:12 the times have no offset, and nothing says in which zone"),
        (text(rows(time="{}:15".format)), "2:38 `2:15` can be hours and minutes, or minutes and seconds"),
        (text(rows(money="${}".format)), "2:30 `$1234.50` is an amount in $, the plan pays in EUR"),
        (text(rows(money="¥{}".format)), "2:30 `¥1234.50` is an amount in ¥, the plan pays in EUR"),
        (text([[*R[0][:3], "95", *R[0][4:]], *R[1:]]), "2:25 `95` has no % sign: nothing shows whether 1 means 1 %"),
        (text([[*R[0][:4], "1,234.50", "0:00:01"], [*R[1][:4], "1.234,50", "0:00:01"]]), "3:34 `1,234.50` and `1.234,50` do not"),
        (text([[*row, "5"] for row in R], [*HEADER, "NPS"]), "1:33 two columns have the header `NPS`"),
        (text(R, ["", *HEADER[1:]]), "1:1 column 1 has values and no header"),
        (text([*R, R[0][:2]]), "5:22 the row has 2 of 6 cells"),
        (text([*R, [*R[0], "z"]]), "5:46 the row has 7 cells, the header has 6"),
        (text(R) + '"Confidential Information"\n', "5:27 the row has 1 of 6 cells"),
        (text([]), "1:1 the file has a header and no row"),
        (text(R).replace("Zoé", "Zo\0é"), "2:3 a NUL character stands in the text"),
    ],
    ids=["two days", "no zone", "short clock", "dollars", "yen", "mixed percent", "two marks", "one header twice",
         "no header", "a short row", "a long row", "a legal line", "no row", "NUL"],
)  # fmt: skip
def test_it_is_refused_at_its_place(written: str, said: str) -> None:
    assert refused(pasted(written.encode(), "x.csv")).startswith(said)


def test_a_header_of_another_unit_is_asked_about_and_one_of_the_same_is_not() -> None:
    for header, in_, said in (
        ("Délai (s)", None, "2:38 the header says `s`, and the column is read in minutes"),
        ("Délai (min)", None, ""),
        ("Délai (s)", "s", ""),
    ):
        written = text(rows(time=str), [*HEADER[:5], header])
        spec = {"column": header, "unit": "minutes", **({} if in_ is None else {"in": in_})}
        columns: dict[Route, object] = {("columns", "delai-s" if "(s)" in header else "delai-min"): spec}
        assert refused(pasted(written.encode(), "x.csv", columns)) == said


def test_a_header_found_by_a_pattern_says_its_unit_too() -> None:
    written = text(rows(time=str), [*HEADER[:5], "Délai (s)"])
    columns: dict[Route, object] = {("columns", "delai-s"): {"like": "Délai*", "unit": "minutes"}}
    said = "2:38 the header says `s`, and the column is read in minutes"
    assert refused(pasted(written.encode(), "x.csv", columns)) == said


# ------------------------------------------------------------------------------------------- workbooks

SHEET: list[tuple[object, ...]] = [
    (who, dt.datetime(2025, 2, on), nps, float(part) / 100, float(sum_), dt.timedelta(hours=took, minutes=15))  # noqa: DTZ001 - spreadsheets know no zones
    for who, on, nps, part, sum_, took in VALUES
]
FORMATS = {2: "dd/mm/yyyy", 4: "0.0%", 5: '#,##0.00 "€"', 6: "[h]:mm:ss"}


def book(*below: tuple[object, ...], title: Sequence[tuple[object, ...]] = (), more: str = "") -> bytes:
    """The table in a workbook, with what stands above and below it, and one more sheet."""
    made = Workbook()
    assert made.active is not None
    for row in [*title, tuple(HEADER), *SHEET, *below]:
        made.active.append(list(row))
    for column, form in FORMATS.items():
        for at in range(len(title) + 2, len(title) + 2 + len(SHEET)):
            made.active.cell(at, column).number_format = form
    if more:
        other = made.create_sheet("Other")
        other.append(("a", "b"))
        other.sheet_state = more
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "below"),
    [
        (book(), 0),
        (book(title=[("Support, February",), ()]), 0),
        (book(more="hidden"), 0),
        (book(("TOTAL", None, 26, None, 1.0, None)), 1),
        (book((), ("Exporté le 3 mars",)), 1),
    ],
    ids=["plain", "a title", "a hidden sheet", "a total", "a note"],
)
def test_it_is_read_rightly_from_a_workbook(data: bytes, below: int) -> None:
    found = pasted(data, "x.xlsx")
    assert (found.refused, found.means, found.left) == ([], MEANS, {"footer": F(1)} if below else {})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (book(more="visible"), "the workbook has several sheets, and nothing says which one is the table"),
        (
            book(("Zoé Martin", None, "=C2+1", 0.5, 1, None)),
            "Sheet!C5 the formula `=C2+1` has no stored result",
        ),
        (book(("Zoé Martin", None, "#DIV/0!", 0.5, 1, None)), "Sheet!C5 the cell shows `#DIV/0!`"),
    ],
    ids=["two sheets", "a formula", "an error"],
)
def test_it_is_refused_at_its_cell(data: bytes, said: str) -> None:
    assert refused(pasted(data, "x.xlsx")).startswith(said)


def test_what_is_of_the_column_is_asked_once() -> None:
    for written, said in (
        (text(rows(day="2025-02-{:02} 14:05".format)), "the times have no offset"),
        (text(rows(day=lambda on: f"{min(on, 9):02}/02/2025")), "`01/02/2025` can be"),
    ):
        (one,) = pasted(written.encode(), "x.csv").refused
        assert said in one
    header = [*HEADER[:5], "Délai (s)"]
    columns: dict[Route, object] = {("columns", "delai-s"): {"column": "Délai (s)", "unit": "minutes"}}
    (one,) = pasted(text(rows(time=str), header).encode(), "x.csv", columns).refused
    assert "the header says `s`" in one
    money = {"column": "Montant", "unit": "money", "currency": "Cur"}
    foreign = text([[*row, "GBP"] for row in rows()], [*HEADER, "Cur"])
    (one,) = pasted(foreign.encode(), "x.csv", {("columns", "montant"): money}).refused
    assert "nothing says what `GBP` is worth" in one
