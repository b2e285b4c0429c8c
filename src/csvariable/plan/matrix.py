"""Matrices as written: a payout rate from two measures (language, section 5)."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from csvariable.plan.curve import Threshold
from csvariable.plan.model import Model
from csvariable.plan.shared import ReadBy
from csvariable.plan.values import Factor, OneOf, problem


def _count(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


class Axis(Model, title="Axis"):
    """An axis of a matrix: the step it reads and where its rows or columns start."""

    of: ReadBy
    from_: tuple[Threshold, ...] = Field(
        alias="from", min_length=1, title="From", description="Where each row or column starts."
    )
    read: Annotated[Literal["lookup", "linear"], OneOf] = Field(
        default="lookup",
        title="Read",
        description="`lookup`: the last one reached counts; `linear`: a straight line between two.",
    )


class Matrix(Model, title="Matrix"):
    """A payout rate from two measures, one list of rates for each row."""

    rows: Axis = Field(title="Rows", description="The measure that chooses the row.")
    columns: Axis = Field(title="Columns", description="The measure that chooses the column.")
    pays: tuple[tuple[Factor, ...], ...] = Field(
        min_length=1, title="Pays", description="One list of payout rates for each row."
    )

    @model_validator(mode="after")
    def _rectangular(self) -> Self:
        rows, columns = len(self.rows.from_), len(self.columns.from_)
        if len(self.pays) != rows:
            raise problem(
                "matrix-shape",
                f"`pays` has {_count(len(self.pays), 'list')} and the matrix {_count(rows, 'row')}",
            )
        for line in self.pays:
            if len(line) != columns:
                rates = _count(len(line), "rate")
                message = f"a list of `pays` has {rates} and the matrix {_count(columns, 'column')}"
                raise problem("matrix-shape", message)
        return self
