"""The options that commands share, so that each is spelt and explained once.

Each is annotated as Typer documents its parameters. What belongs together stands in dataclasses:
`output_options` for what every command asks, `run_options` for those that pay.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated, Any, Final, Literal, TypeAlias

import typer

from csvariable.commands.completion import people_of_files
from csvariable.commands.misuse import unknown_word
from csvariable.speech.catalogue import languages
from csvariable.speech.language import Language


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
LedgerOption: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--ledger",
        metavar="FOLDER",
        help="Go on from these closed periods: balances, year to date, corrections.",
        show_default=False,
    ),
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

SourceFileOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--source",
        metavar="NAME=FILE",
        help="The file of a source of the plan; repeatable.",
        show_default=False,
    ),
]


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
