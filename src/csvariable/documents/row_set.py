"""A table of values, as formats for programs are given it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from csvariable.kernel.unit import Unit

if TYPE_CHECKING:
    from fractions import Fraction

    from csvariable.documents.whole import WholeColumn

CellValue: TypeAlias = "str | Fraction | None"


@dataclass(frozen=True)
class RowSet:
    """A table of values: each column has a name and a unit, None for text; rows are made as they are read."""

    columns: tuple[tuple[str, Unit | None], ...]
    rows: Iterable[Sequence[CellValue]]
    currency: str
    whole: Callable[[], Mapping[str, WholeColumn] | None] | None = None
    """The same cells as whole columns, where there is a way; it may find that there is none."""
    titles: Callable[[], Sequence[str]] | None = None
    """What people call the columns, in their language; without it, the names."""
