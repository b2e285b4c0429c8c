"""`csvariable compare`: two results side by side, and the adjustments between them."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.files import PLAN_LIMIT, TABLE_LIMIT, read_bytes
from csvariable.commands.grouped import grouped
from csvariable.commands.options import form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.problem_output import print_problems
from csvariable.documents.formats import Paged, Shown, Structured, Tabular

if TYPE_CHECKING:
    from csvariable.documents.compared import ComparedPerson
    from csvariable.kernel.diagnostic import Diagnostic
    from csvariable.ledger.why import RolePrograms

WRITTEN = (Shown, Structured, Tabular, Paged)
"""What can be asked of ComparedResults."""


@grouped
def command(
    before: Annotated[
        Path,
        typer.Argument(
            help="A result: JSON of `compute`, or of a ledger.", metavar="BEFORE", show_default=False
        ),
    ],
    after: Annotated[
        Path, typer.Argument(help="The result to compare with it.", metavar="AFTER", show_default=False)
    ],
    *,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Of the adjustments; else the steps.")
    ] = "",
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    look: LookOptions,
) -> int:
    """Compare two results: who came, who left, who is paid otherwise, and by which steps.

    The steps of a person add up to the difference exactly. As CSV it is a file of adjustments.
    """
    chosen = format_of(form, to.output, WRITTEN)
    read = [_result(path) for path in (before, after)]
    problems = [one for one in read if not isinstance(one, dict)]
    results = [one for one in read if isinstance(one, dict)]
    if not problems:
        problems = _alike(results, after)
    if problems:
        print_problems(problems, [], look)
        return 1
    from csvariable.documents.compared import ComparedResults

    first, second = results
    names = (str(before), str(after))
    programs = _programs(before, first), _programs(after, second)
    report = ComparedResults(
        names, _people(first, second, programs), first["currency"], reason, look.language
    )
    deliver(report, chosen, to, look)
    return 0


def _result(path: Path) -> dict[str, Any] | Diagnostic:
    """Read a result, or say why it is none."""
    from csvariable.kernel.diagnostic import FilePlace, error
    from csvariable.kernel.message import msg
    from csvariable.ledger.manifest import NotOfALedger, read_json
    from csvariable.ledger.shape import is_result, newer_schema

    at = FilePlace(str(path))
    advice = msg("write one with `csvariable compute ... --format json`")
    try:
        found = read_json(read_bytes(path, limit=TABLE_LIMIT))
    except NotOfALedger as problem:
        return error("not-a-result", problem.said, at, help=advice)
    newer = newer_schema(found)
    if newer is not None:
        return error("newer-ledger", newer, at, help=msg("install a newer csvariable"))
    if not is_result(found):
        return error("not-a-result", msg("it is no result of csvariable"), at, help=advice)
    return dict(found)


def _alike(results: list[dict[str, Any]], after: Path) -> list[Diagnostic]:
    from csvariable.kernel.diagnostic import FilePlace, error
    from csvariable.kernel.message import msg

    one, other = (result["currency"] for result in results)
    if one == other:
        return []
    said = msg("the result is in {other}, and the first one in {one}", one=one, other=other)
    return [error("other-currency", said, FilePlace(str(after)))]


def _programs(path: Path, result: dict[str, Any]) -> RolePrograms:
    """Return the programs of the plan that a result names, where a ledger keeps it beside."""
    from csvariable.commands.history import programs_in
    from csvariable.ledger.manifest import digest
    from csvariable.ledger.names import PLAN

    for folder in (path.parent, path.parent.parent):
        if (folder / PLAN).is_file():
            data = read_bytes(folder / PLAN, limit=PLAN_LIMIT)
            if digest(data) == result["plan"]["sha256"]:
                return programs_in(data)
    return {}


def _people(
    before: dict[str, Any], after: dict[str, Any], programs: tuple[RolePrograms, RolePrograms]
) -> list[ComparedPerson]:
    from csvariable.documents.compared import ComparedPerson
    from csvariable.ledger.why import causes

    one, other = ({person["id"]: person for person in result["people"]} for result in (before, after))
    currency = before["currency"]
    return [
        ComparedPerson(
            name,
            Fraction(one[name]["total"]) if name in one else None,
            Fraction(other[name]["total"]) if name in other else None,
            causes(one.get(name), other.get(name), programs, currency),
        )
        for name in dict.fromkeys((*other, *one))
    ]
