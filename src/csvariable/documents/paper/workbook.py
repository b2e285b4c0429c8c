"""A paper as a workbook: its lines, whose amounts are computed again from the facts beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from csvariable.documents.clean import clean
from csvariable.documents.paper.cells import CellFormula
from csvariable.documents.paper.model import Board, Items, Paper, Reckoning, Terms, Words
from csvariable.documents.paper.workings import Working, Workings
from csvariable.kernel.formula import Fact, OfParts, Ref
from csvariable.kernel.message import Message, msg
from csvariable.kernel.unit import Unit, minor_units
from csvariable.speech.saying import in_language

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

PAPER: Final = msg("Statement")
STEPS: Final = msg("Steps")
FACTS: Final = msg("Facts")
_RATES: Final = frozenset({Unit.RATE, Unit.PERCENT})
_NOT_A_NAME: Final = re.compile(r"[^\w.]", re.ASCII)


def write_workbook(paper: Paper, workings: Workings, out: BinaryIO, *, cached: bool = True) -> None:
    """Write the workbook: the lines of the paper, every step, every fact.

    `cached` keeps what each formula came to beside it, for readers that do not compute.
    """
    import xlsxwriter

    options = {"strings_to_formulas": False, "strings_to_urls": False, "in_memory": True}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": clean(paper.title), "subject": clean(paper.over)})
        book.set_calc_mode("auto")
        _Book(book, paper, workings, cached=cached).write()


class _Book:
    """One workbook on its way."""

    def __init__(self, book: Any, paper: Paper, workings: Workings, *, cached: bool) -> None:
        self.book, self.paper, self.workings, self.cached = book, paper, workings, cached
        self.names = [in_language(one, paper.language) for one in (PAPER, STEPS, FACTS)]
        self.sheets: list[Worksheet] = [book.add_worksheet(name) for name in self.names]
        self.facts = {(one.column, one.part): row for row, one in enumerate(workings.facts, start=2)}
        self.steps = {(one.name, one.part): row for row, one in enumerate(workings.steps, start=2)}
        self.bold = book.add_format({"bold": True})
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "font_size": 12, "bottom": 1})
        self.quiet = book.add_format({"font_color": "#55606E"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#55606E"})
        self.kept: dict[tuple[Unit, bool], Any] = {}

    def write(self) -> None:
        """Write the three sheets."""
        self._facts()
        self._steps()
        self._paper()

    def format_of(self, unit: Unit, *, strong: bool = False) -> Any:
        """Return how a value of a unit is shown."""
        if (unit, strong) not in self.kept:
            places = minor_units(self.workings.currency)
            shown = "0.##########"
            if unit in _RATES:
                shown = "0.00########%"
            elif unit is Unit.MONEY:
                shown = f'#,##0{"." + "0" * places if places else ""}" {self.workings.currency}"'
            self.kept[unit, strong] = self.book.add_format(
                {"num_format": shown, "bold": strong, "valign": "top"}
            )
        return self.kept[unit, strong]

    # ------------------------------------------------------------------ facts and steps

    def _facts(self) -> None:
        sheet = self.sheets[2]
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 2, 16)
        self._heads(sheet, (msg("Column"), msg("Part"), msg("Value")))
        for row, one in enumerate(self.workings.facts, start=1):
            sheet.write_string(row, 0, clean(one.column))
            if one.part is not None:
                sheet.write_number(row, 1, one.part)
            if one.value is not None:
                # A spreadsheet has binary numbers: the nearest to the exact value is written.
                sheet.write_number(row, 2, float(one.value))

    def _steps(self) -> None:
        sheet = self.sheets[1]
        sheet.set_column(0, 1, 34)
        sheet.set_column(2, 3, 16)
        self._heads(sheet, (msg("Step"), msg("Label"), msg("Part"), msg("Value")))
        for row, one in enumerate(self.workings.steps, start=1):
            sheet.write_string(row, 0, clean(one.name))
            sheet.write_string(row, 1, clean(one.label))
            if one.part is not None:
                sheet.write_number(row, 2, one.part)
            if one.value is not None:
                formula = CellFormula(one, partial(self._place, one)).text()
                self._formula(sheet, (row, 3), formula, one.value, self.format_of(one.unit))
            self.book.define_name(self._name(one), f"='{self.names[1]}'!$D${row + 1}")

    def _name(self, one: Working) -> str:
        """Return the name of a step in the book; the mark in front keeps it from being that of a cell."""
        part = "" if one.part is None or self.workings.parts == 1 else f".{one.part}"
        return "_" + _NOT_A_NAME.sub("_", one.name) + part

    def _place(self, of: Working, node: Fact | Ref | OfParts) -> str:
        match node:
            case Fact(column=column):
                return f"'{self.names[2]}'!$C${self.facts[column, of.part]}"
            case Ref(step=step):
                return self._cell(self.steps[step, of.part])
            case OfParts(step=step, fold=fold):
                cells = [
                    self._cell(self.steps[step, part])
                    for part in range(1, self.workings.parts + 1)
                    if (step, part) in self.steps
                ]
                return f"SUM({','.join(cells)})" if fold == "sum" and len(cells) > 1 else cells[-1]

    def _cell(self, row: int) -> str:
        return f"'{self.names[1]}'!$D${row}"

    def _formula(self, sheet: Any, at: tuple[int, int], formula: str, value: Fraction, look: Any) -> None:
        sheet.write_formula(*at, formula, look, float(value) if self.cached else "")

    def _heads(self, sheet: Any, heads: tuple[Message, ...]) -> None:
        for column, head in enumerate(heads):
            sheet.write_string(0, column, in_language(head, self.paper.language), self.head)
        sheet.freeze_panes(1, 0)

    # ------------------------------------------------------------------ the lines

    def _paper(self) -> None:
        sheet, row = self.sheets[0], 0
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 1, 78)
        sheet.set_column(2, 2, 18)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.activate()
        sheet.write_string(row, 0, clean(self.paper.title), self.title)
        sheet.write_string(row, 2, clean(self.paper.beside), self.title)
        sheet.write_string(row + 1, 0, clean(self.paper.over), self.quiet)
        sheet.write_string(row + 1, 1, clean(self.paper.under), self.quiet)
        row += 3
        shown: dict[str, int] = {}
        for chapter in self.paper.chapters:
            sheet.write_string(row, 0, clean(chapter.title), self.head)
            sheet.write_string(row, 2, clean(chapter.amount), self.head)
            row += 1
            for cells in self._lines(chapter.blocks):
                self._line(sheet, row, cells, shown)
                row += 1
            row += 1
        for line in self.paper.foot:
            sheet.write_string(row, 0, clean(line), self.quiet)
            row += 1

    @staticmethod
    def _lines(blocks: tuple[Any, ...]) -> Iterator[tuple[str, str, str, str, bool]]:
        """Yield the label, the words, the amount, the step and whether it is strong, line by line."""
        for block in blocks:
            match block:
                case Words(text=text):
                    yield text, "", "", "", False
                case Items(texts=texts):
                    yield from (("", text, "", "", False) for text in texts)
                case Terms(rows=rows):
                    yield from ((term, said, "", "", False) for term, said in rows)
                case Board():
                    for one in (tuple(head for head, _ in block.heads), *block.rows, block.foot):
                        yield one[0] if one else "", " · ".join(filter(None, one[1:])), "", "", False
                case Reckoning(entries=entries):
                    for entry in entries:
                        yield entry.label, entry.how, entry.amount, entry.key, entry.strong
                case _:
                    pass

    def _line(
        self, sheet: Any, row: int, cells: tuple[str, str, str, str, bool], shown: dict[str, int]
    ) -> None:
        label, how, amount, key, strong = cells
        sheet.write_string(row, 0, clean(label), self.bold if strong else None)
        sheet.write_string(row, 1, clean(how), self.wrapped)
        step = self._step_of(key, shown)
        if step is None or step.value is None or not amount:
            sheet.write_string(row, 2, clean(amount))
            return
        cell = self._cell(self.steps[step.name, step.part])
        self._formula(sheet, (row, 2), f"={cell}", step.value, self.format_of(step.unit, strong=strong))

    def _step_of(self, key: str, shown: dict[str, int]) -> Working | None:
        """Return the step that a line shows: of the next part, where several parts have one of its name."""
        found = [one for one in self.workings.steps if one.name == key] if key else []
        if not found:
            return None
        at = shown.get(key, 0)
        shown[key] = at + 1
        return found[min(at, len(found) - 1)]


__all__ = ["write_workbook"]
