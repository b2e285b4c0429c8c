"""The options that commands share, so that each is spelt and explained once.

What belongs together is one value: a dataclass whose fields are annotated as Typer documents
its parameters. `grouped` makes of a function that takes such values one that Typer can read:
each field becomes a parameter of the command.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import typer

from csvariable.commands.completion import people_of_files
from csvariable.commands.misuse import unknown_word
from csvariable.documents.color import Color
from csvariable.speech.catalogue import language_of, languages
from csvariable.speech.language import Language
from csvariable.tables.csv_writing import DialectName

# ------------------------------------------------------------------------- single options


def _one_of(option: str, given: str, known: Iterable[str]) -> str:
    """Return a word of a list, or refuse it as a word of Typer's own lists is refused."""
    if given not in known:
        raise unknown_word(option, given, known)
    return given


def _spoken(given: str | None) -> str | None:
    return None if given is None else _one_of("--lang", given, languages())


PlanArgument: TypeAlias = Annotated[
    Path, typer.Argument(help="The plan.", metavar="PLAN", show_default=False)
]
SomeKpisArgument: TypeAlias = Annotated[
    list[Path] | None,
    typer.Argument(
        help="Files of KPIs; none where the plan measures all on its sources.",
        metavar="KPIS",
        show_default=False,
    ),
]
PeopleOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--people", metavar="FILE", help="File of the people paid.", show_default=False),
]
PeriodOption: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="The period paid: 2026, 2026-H2, 2026-Q3, 2026-07.",
        show_default=False,
    ),
]
PeriodsOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--period",
        metavar="PERIOD",
        help="A period to run, repeatable; else all in the files.",
        show_default=False,
    ),
]
LangOption: TypeAlias = Annotated[
    Language | None,
    typer.Option(
        "--lang",
        callback=_spoken,
        metavar=f"[{'|'.join(languages())}]",
        help="Language of what is printed; else `CSVARIABLE_LANG`, then the locale.",
        show_default=False,
    ),
]
OutputOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write to this file; - is the standard output.",
        show_default=False,
    ),
]
ForceOption: TypeAlias = Annotated[bool, typer.Option("--force", help="Replace files that exist.")]
Redact: TypeAlias = Literal["none", "names"]

# ------------------------------------------------------------------------ what belongs together


SourceFileOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME=FILE",
        help="The file of a source of the plan; repeatable.",
        show_default=False,
    ),
]


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


LedgerArgument: TypeAlias = Annotated[
    Path, typer.Argument(help="The folder of closed periods.", metavar="LEDGER", show_default=False)
]
ClosedPeriodOption: TypeAlias = Annotated[
    str, typer.Option("--period", metavar="PERIOD", help="The closed period.", show_default=False)
]
PERSON: Final = typer.Option(
    "--csm", help="The person, by id.", metavar="ID", show_default=False, autocompletion=people_of_files
)
"""One person of the files, where a command is about one."""
SomePeopleOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--csm",
        help="Only this person, by id; may be repeated.",
        metavar="ID",
        show_default=False,
        autocompletion=people_of_files,
    ),
]
AdjustmentsOption: TypeAlias = Annotated[
    Path | None,
    typer.Option("--adjustments", metavar="FILE", help="File of adjustments.", show_default=False),
]


@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """The plan and the files of a run."""

    plan: PlanArgument
    some_kpis: SomeKpisArgument = None
    people: PeopleOption = None
    adjustments: AdjustmentsOption = None
    period: PeriodOption = None

    @property
    def kpis(self) -> list[Path]:
        """The KPI files."""
        return self.some_kpis or []


@dataclass(frozen=True, kw_only=True)
class LookOptions:
    """How what is printed looks."""

    lang: LangOption = None
    color: Annotated[
        Color, typer.Option("--color", help="Colours: auto asks the terminal, `NO_COLOR` and `FORCE_COLOR`.")
    ] = "auto"
    width: Annotated[
        int | None,
        typer.Option(
            "--width", min=40, max=1000, metavar="N", help="Width of what is printed; else the terminal's."
        ),
    ] = None

    @property
    def language(self) -> Language:
        """The language of what is printed."""
        return language_of(self.lang, os.environ)


@dataclass(frozen=True, kw_only=True)
class FileOptions:
    """Where what is written goes."""

    output: OutputOption = None
    force: ForceOption = False


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


# ------------------------------------------------------------------------ making a command


def form_option(needs: Sequence[type]) -> Any:
    """Return the option of the formats in which what meets these needs can be written."""
    from csvariable.documents.formats import named, offered

    names = [one.name for one in offered(needs)]

    def known(name: str) -> str:
        found = named(name, needs)
        return found.name if found is not None else _one_of("--format", name, names)

    return typer.Option(
        "--format",
        "-f",
        parser=known,
        metavar=f"[{'|'.join(names)}]",
        autocompletion=lambda: names,
        help="Else by the suffix of --output; else text.",
        show_default=False,
    )
