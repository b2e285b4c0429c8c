"""The KPI file: wide or long rows turned into cells (section 9)."""

from __future__ import annotations

import re
from fractions import Fraction

from .plans import Node
from .values import Refused, fact, is_missing, number

Row = dict[str, str]
FIELDS = {"target", "baseline", "cap", "weight", "numerator", "denominator", "n"}
LONG = ("value", "target", "baseline", "cap", "weight", "numerator", "denominator", "n")
Owner = tuple[str, str]


def says(column: str, text: str | None) -> bool:
    """Whether a cell says something; a word for nothing can be the id of a role."""
    return bool(text and text.strip()) if column == "role" else not is_missing(text)


class Facts:
    """Cells by owner (``person``, ``team`` or ``all``) and KPI; other columns by person."""

    def __init__(self, rows: list[Row], ids: set[str], period: str | None) -> None:
        self.cells: dict[tuple[Owner, str], Row] = {}
        self.columns: dict[str, Row] = {}
        for row in rows:
            written = (row.get("period") or "").strip()
            if period and written and written != period:
                continue
            owner = self.owner_of(row)
            if owner[0] == "person":
                attributes = self.columns.setdefault(owner[1], {})
                attributes.update({k: v for k, v in row.items() if says(k, v)})
            if "kpi" in row:
                self._long(owner, row)
            else:
                self._wide(owner, row, ids)

    @staticmethod
    def owner_of(row: Row) -> Owner:
        """Whose a row is."""
        name = (row.get("participant") or "").strip()
        if name == "*":
            return "all", ""
        return ("person", name) if name else ("team", (row.get("team") or "").strip())

    def _put(self, owner: Owner, key: str, field: str, text: str | None) -> None:
        cell = self.cells.setdefault((owner, key), {})
        if text is not None and not is_missing(text):
            cell[field] = text.strip()

    def measured(self, reach: str, name: str, key: str, found: tuple[Fraction | None, Fraction]) -> None:
        """Put a value that was measured on rows, with the number of answers it stands on."""
        owner = {"person": ("person", name), "team": ("team", name), "company": ("all", "")}[reach]
        value, size = found
        cell = self.cells.setdefault((owner, key), {})
        cell["n"] = f"{size.numerator}/{size.denominator}"
        if value is not None:
            cell |= {"numerator": str(value.numerator), "denominator": str(value.denominator)}
            cell["reading"] = "ratio"

    def _long(self, owner: Owner, row: Row) -> None:
        for field in LONG:
            self._put(owner, row["kpi"].strip(), field, row.get(field))

    def _wide(self, owner: Owner, row: Row, ids: set[str]) -> None:
        for header, text in row.items():
            bare = re.sub(r"\s*(\(%\)|%)$", "", header.strip())
            key, _, field = bare.partition(".")
            if key not in ids or (field and field not in FIELDS):
                continue
            self._put(owner, key, field or "value", text)
            if bare != header.strip():
                self._put(owner, key, "reading", "percent")

    def people(self) -> list[str]:
        """Participants in order of first appearance."""
        return list(self.columns)

    def has(self, owner: Owner, key: str) -> bool:
        """Whether the file has a row of its own for an owner, empty or not."""
        return (owner, key) in self.cells

    def cell(self, owner: Owner, key: str) -> Row:
        """One cell, empty when the file has none."""
        return self.cells.get((owner, key), {})


def measured(cell: Row, kpi: Node) -> Fraction | None:
    """The value of a cell; counts stay an exact fraction, over 0 there is none."""
    if "numerator" in cell and "denominator" in cell:
        under = number(cell["denominator"])
        result = None if under == 0 else number(cell["numerator"]) / under
        if result is not None and kpi["unit"] == "points":
            reading = cell.get("reading", kpi.get("reading"))
            if reading is None:
                raise Refused("counts of points have two readings")
            result *= 100 if reading == "share" else 1
    elif "value" in cell:
        result = fact(cell["value"], kpi["unit"], cell.get("reading", kpi.get("reading")))
    else:
        return None
    if result is not None:
        _check_range(result, kpi)
    return result


def _check_range(value: Fraction, kpi: Node) -> None:
    """Facts outside the range of their KPI are errors (section 3)."""
    unit = kpi["unit"]
    low: Fraction | None = None
    high: Fraction | None = None
    if "range" in kpi:
        low, high = (fact(text, unit, "percent") for text in kpi["range"])
    elif unit == "points":
        low, high = Fraction(-100), Fraction(100)
    elif unit != "money":
        low = Fraction(0)
    if (low is not None and value < low) or (high is not None and value > high):
        raise Refused(f"value {value} outside its range")


def too_few(cell: Row, kpi: Node) -> bool:
    """Whether a sample is smaller than the KPI asks for (``sample``)."""
    node = kpi.get("sample") or {}
    if "min" not in node or "below" not in node:
        return False
    size = answers(cell)
    return size is not None and size < number(node["min"])


def answers(cell: Row) -> Fraction | None:
    """How many answers a value stands on: ``n``, else the denominator (section 17)."""
    text = cell.get("n") or cell.get("denominator")
    if text is None or is_missing(text):
        return None
    above, slash, under = text.partition("/")
    return Fraction(int(above), int(under)) if slash else number(text)
