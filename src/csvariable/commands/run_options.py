"""What a run reads and how it shows people: options of the commands that pay, each group one value."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from csvariable.commands.options import (
    AdjustmentsOption,
    PeopleOption,
    PeriodOption,
    PeriodsOption,
    PlanArgument,
    Redact,
    SomeKpisArgument,
    SourceFileOption,
)
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.usage_error import UsageError
from csvariable.speech.catalogue import languages
from csvariable.speech.language import Language
from csvariable.tables.csv_writing import DialectName

if TYPE_CHECKING:
    from csvariable.documents.formats import Format, Look


@dataclass(frozen=True, kw_only=True)
class SourceOptions:
    """Where raw rows are, and which values count where files give them too."""

    source: SourceFileOption = None
    prefer: Annotated[
        Literal["files", "rows"] | None,
        typer.Option(
            "--prefer",
            help="Of KPIs that KPI files give and sources measure: which value counts.",
            show_default=False,
        ),
    ] = None


@dataclass(frozen=True, kw_only=True)
class PaidFiles:
    """The plan and the files that are paid by it."""

    plan: PlanArgument
    some_kpis: SomeKpisArgument = None
    people: PeopleOption = None
    adjustments: AdjustmentsOption = None

    @property
    def kpis(self) -> list[Path]:
        """The KPI files."""
        return self.some_kpis or []


@dataclass(frozen=True, kw_only=True)
class RunOptions(PaidFiles):
    """The plan and the files of a run."""

    period: PeriodOption = None


@dataclass(frozen=True, kw_only=True)
class RunsOptions(PaidFiles):
    """The plan and the files of a run of each of several periods."""

    period: PeriodsOption = None

    @property
    def periods(self) -> list[str]:
        """The periods that are named; none where all in the files are meant."""
        return self.period or []

    @property
    def tables(self) -> list[Path]:
        """The KPI files, and that of the people behind them."""
        return [*self.kpis, *([self.people] if self.people else [])]


@dataclass(frozen=True, kw_only=True)
class SheetOptions(FileOptions):
    """Where what is written goes, and how, where it is a table of values."""

    dialect: Annotated[
        DialectName | None,
        typer.Option(
            "--dialect",
            help="How CSV is written: for Excel (signs and headers of the language), or strictly.",
            show_default=False,
        ),
    ] = None

    def look(self, look: Look, form: Format) -> Look:
        """Return how what is written in a format looks, in the dialect that is asked for.

        Raises:
            UsageError: for a dialect of what is no CSV.
        """
        if self.dialect is None:
            return look
        if form.name != "csv":
            raise UsageError("dialect-of-csv", dialect=self.dialect, form=form.name)
        return replace(look, dialect=self.dialect)

    def language(self, look: LookOptions) -> Language:
        """Return the language of what is written: as asked, else that of the dialect."""
        _, _, own = (self.dialect or "").partition("-")
        return own if look.lang is None and own in languages() else look.language


@dataclass(frozen=True, kw_only=True)
class PeopleOptions:
    """How much of people is shown."""

    details: Annotated[
        bool, typer.Option("--details", help="Everybody, each scenario, one more point for each person.")
    ] = False
    redact: Annotated[
        Redact | None,
        typer.Option(
            "--redact",
            help="Hide names and small groups in pages to share; else when `CI` is set.",
            show_default=False,
        ),
    ] = None

    @property
    def redacted(self) -> bool:
        """Whether names are hidden where others will read them."""
        return (self.redact or ("names" if os.environ.get("CI") else "none")) == "names"
