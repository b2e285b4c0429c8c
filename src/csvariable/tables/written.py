"""What a user says about how a file is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, TypeAlias

DateOrder: TypeAlias = Literal["dmy", "mdy"]
"""Which comes first where the year stands last: the day or the month."""
Hidden: TypeAlias = Literal["read", "skip"]
"""What is done with rows and columns that a sheet hides: read like others, or left out."""


@dataclass(frozen=True, slots=True)
class HowWritten:
    """What is not said is found; where two readings fit, an error asks for it."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: str | None = None
    header_row: int | None = None
    """The line or row, from 1, of the headers; what stands above is a title."""
    sheet: str | None = None
    """The title of the sheet of a workbook."""
    hidden: Hidden | None = None
    dates: DateOrder | None = None

    def texts(self) -> dict[str, str | None]:
        """Return what was said as texts by name, to be kept."""
        return {name: None if value is None else str(value) for name, value in asdict(self).items()}

    @classmethod
    def of(cls, texts: Mapping[str, str | None]) -> HowWritten:
        """Return what was kept as texts.

        Raises:
            ValueError: a name or a text that this has not.
        """
        if unknown := set(texts) - {field.name for field in fields(cls)}:
            raise ValueError(unknown)
        row, hidden, dates = texts.get("header_row"), texts.get("hidden"), texts.get("dates")
        if hidden not in {None, "read", "skip"} or dates not in {None, "dmy", "mdy"}:
            raise ValueError(hidden, dates)
        return cls(
            texts.get("encoding"),
            texts.get("delimiter"),
            texts.get("decimal"),
            None if row is None else int(row),
            texts.get("sheet"),
            hidden,  # type: ignore[arg-type]
            dates,  # type: ignore[arg-type]
        )
