"""A closed period as payroll takes it over: a row for each person and pay element (ledger, section 10)."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, NamedTuple

from csvariable.kernel.diagnostic import Diagnostic, FilePlace, PlanPlace, Route, error
from csvariable.kernel.message import Message, msg, quoted
from csvariable.kernel.purpose import Purpose
from csvariable.ledger.lines import OF_CLOSED, PersonResult, lines_of
from csvariable.tables.csv_writing import DIALECTS, DialectName
from csvariable.text import Document, Scalar

FIELDS: Final = ("id", "name", "code", "element", "kind", "amount", "period", "currency", "comment")
"""What a column of the file can hold; `kind` is `cash` or `in-kind`."""
BASE: Final = "base"
"""What KPIs earned, and what the rules of the plan made of it."""
OWN: Final = frozenset(
    {
        BASE,
        "draw",
        *(one.value for one in (Purpose.CAP_TOTAL, Purpose.ADJUSTMENTS, Purpose.ROUNDING)),
        Purpose.CORRECTIONS.value,
    }
)
HEADS: Final = ("bonuses.", "pool.", "rewards.")
"""How elements begin that are of one bonus, pool or reward."""


class PayElement(NamedTuple):
    """An amount that payroll books for a person."""

    id: str
    name: str | None
    element: str
    amount: Fraction
    comment: str = ""

    @property
    def kind(self) -> str:
        """Whether it is money, or given in kind with a value to declare."""
        return "in-kind" if self.element.startswith("rewards.") else "cash"


@dataclass(frozen=True)
class PayrollLayout:
    """How payroll wants it: codes of elements, columns in order with their headers, the dialect."""

    codes: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=lambda: {name: name for name in FIELDS})
    """Header -> what it holds."""
    dialect: DialectName = "plain"


def elements(result: Mapping[str, Any]) -> list[PayElement]:
    """Return the elements of everybody, in the order of the result; what is 0 is left out, the base never.

    The cash of each person adds up to the total, exactly.
    """
    return [one for person in result["people"] for one in _of(person)]


def _of(person: PersonResult) -> Iterator[PayElement]:
    amounts: dict[str, Fraction] = {BASE: Fraction(0)}
    for step, value in lines_of(person).items():
        name = _element(step)
        amounts[name] = amounts.get(name, Fraction(0)) + value
    said = "; ".join(
        f"{one['period']} {one['step']}: {one['reason']}" for one in person.get("corrections", ())
    )
    for name, amount in amounts.items():
        if amount or name == BASE:
            comment = said if name == Purpose.CORRECTIONS else ""
            yield PayElement(person["id"], person["name"], name, amount, comment)
    for one in person["rewards"]:
        comment = f"{one['quantity']} × {one['item']}"
        yield PayElement(
            person["id"], person["name"], f"rewards.{one['bonus']}", Fraction(one["value"]), comment
        )


def _element(step: str) -> str:
    if step.startswith(HEADS) or step in {Purpose.CAP_TOTAL, Purpose.ADJUSTMENTS, Purpose.ROUNDING}:
        return step
    if step in OF_CLOSED:
        return Purpose.CORRECTIONS.value
    return "draw" if step in {Purpose.ADVANCE, Purpose.REPAID} else BASE


def uncoded(found: Sequence[PayElement], layout: PayrollLayout, at: FilePlace) -> list[Diagnostic]:
    """Refuse elements without a code, where others have one."""
    lacking = [one for one in dict.fromkeys(part.element for part in found) if one not in layout.codes]
    if not layout.codes or not lacking:
        return []
    return [
        error(
            "no-code",
            msg("no code is given for {elements}", elements=quoted(lacking)),
            at,
            help=msg("write a line for each under `codes`, or `--code {element}=...`", element=lacking[0]),
        )
    ]


# ----------------------------------------------------------------------------- the layout


def read_layout(document: Document) -> tuple[PayrollLayout, tuple[Diagnostic, ...]]:
    """Return the layout that a `payroll.yaml` asks for, beside everything that is wrong with it."""
    reader = _LayoutReader(document)
    return reader.layout(), tuple(reader.problems)


class _LayoutReader:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Diagnostic] = []

    def refuse(
        self, route: Route, message: Message, advice: Message | None = None, *, key: bool = False
    ) -> None:
        at = PlanPlace(route, key=key, file=self.document.name)
        self.problems.append(error("wrong-payroll-file", message, at, help=advice))

    def layout(self) -> PayrollLayout:
        codes: dict[str, str] = {}
        columns: dict[str, str] = {}
        dialect: DialectName = "plain"
        for route, value in self.document.routes():
            match route:
                case ("codes", str(element)):
                    self.element(element, route)
                    codes[element] = value.text
                case ("columns", str(header)):
                    columns[header] = self.field(value, route)
                case ("dialect",):
                    dialect = self.dialect(value, route)
                case _:
                    known = quoted(("codes", "columns", "dialect"))
                    said = msg("`{key}` is no key of a payroll file", key=".".join(map(str, route)))
                    self.refuse(route, said, msg("the keys are {known}", known=known), key=True)
        default = PayrollLayout()
        return PayrollLayout(codes, columns or default.columns, dialect)

    def element(self, name: str, route: Route) -> None:
        if name in OWN or name.startswith(HEADS):
            return
        self.refuse(
            route,
            msg("`{name}` is no pay element", name=name),
            msg(
                "the elements are {known}, and `bonuses.<id>`, `pool.<id>`, `rewards.<id>`",
                known=quoted(sorted(OWN)),
            ),
            key=True,
        )

    def field(self, value: Scalar, route: Route) -> str:
        if value.text in FIELDS:
            return value.text
        close = difflib.get_close_matches(value.text, FIELDS, n=1)
        advice = (
            msg("did you mean `{meant}`?", meant=close[0])
            if close
            else msg("a column holds one of {known}", known=quoted(FIELDS))
        )
        self.refuse(route, msg("`{text}` is nothing that a column can hold", text=value.text), advice)
        return FIELDS[0]

    def dialect(self, value: Scalar, route: Route) -> DialectName:
        for known in DIALECTS:
            if value.text == known:
                return known
        self.refuse(
            route,
            msg("`{text}` is no dialect", text=value.text),
            msg("the dialects are {known}", known=quoted(DIALECTS)),
        )
        return "plain"
