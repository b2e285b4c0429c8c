"""Matrices as written: a payout rate from two measures (language, section 5)."""

from fractions import Fraction
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from csvariable.kernel.message import counted, msg
from csvariable.plan.curve import Threshold
from csvariable.plan.model import Model
from csvariable.plan.shared import ReadBy
from csvariable.plan.values import Factor, Money, OneOf, problem


class Axis(Model, title="Axis"):
    """An axis of a matrix: the step it reads and where its rows or columns start."""

    of: ReadBy
    from_: tuple[Threshold, ...] = Field(
        alias="from",
        min_length=1,
        title="From",
        description="Where each row or column starts.",
        examples=[["80 %", "100 %"]],
    )
    read: Annotated[Literal["lookup", "linear"], OneOf] = Field(
        default="lookup",
        title="Read",
        description="`lookup`: the last one reached counts; `linear`: a straight line between two.",
    )


def _shown(*pays: list[Any]) -> dict[str, Any]:
    """Return an example of a matrix: two rows and two columns."""
    rows, columns = ({"of": step, "from": ["80 %", "100 %"]} for step in ("nrr", "csat"))
    return {"examples": [{"rows": rows, "columns": columns, "pays": list(pays)}]}


class TwoAxes(Model):
    """Two axes, and one list of cells for each row."""

    rows: Axis = Field(title="Rows", description="The measure that chooses the row.")
    columns: Axis = Field(title="Columns", description="The measure that chooses the column.")

    @property
    def cells(self) -> tuple[tuple[Fraction, ...], ...]:
        """What each cell pays."""
        return self.pays  # type: ignore[attr-defined, no-any-return]

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        rows, columns = len(self.rows.from_), len(self.columns.from_)
        if len(self.cells) != rows:
            raise problem(
                "matrix-shape",
                msg(
                    "`pays` has {lists} and the matrix {rows}",
                    lists=counted("{count} list", "{count} lists", len(self.cells)),
                    rows=counted("{count} row", "{count} rows", rows),
                ),
            )
        for line in self.cells:
            if len(line) != columns:
                rates = counted("{count} cell", "{count} cells", len(line))
                message = msg(
                    "a list of `pays` has {rates} and the matrix {columns}",
                    rates=rates,
                    columns=counted("{count} column", "{count} columns", columns),
                )
                raise problem("matrix-shape", message)
        return self


class Matrix(TwoAxes, title="Matrix", json_schema_extra=_shown(["0 %", "50 %"], ["50 %", "100 %"])):
    """A payout rate from two measures, one list of rates for each row."""

    pays: tuple[tuple[Factor, ...], ...] = Field(
        min_length=1,
        title="Pays",
        description="One list of payout rates for each row.",
        examples=[[["50 %", "80 %"], ["80 %", "120 %"]]],
    )


class MoneyMatrix(TwoAxes, title="Matrix of amounts", json_schema_extra=_shown([0, 500], [500, 1000])):
    """An amount from two measures, one list of amounts for each row."""

    pays: tuple[tuple[Money, ...], ...] = Field(
        min_length=1,
        title="Pays",
        description="One list of amounts for each row.",
        examples=[[[200, 400], [400, 800]]],
    )
