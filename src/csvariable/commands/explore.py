"""`csvariable explore`: a page on which results, and the plan, are moved by hand."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Annotated

import typer

from csvariable.commands.csv_options import CsvOptions
from csvariable.commands.files import STANDARD, write_whole
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import Inputs, read_inputs
from csvariable.commands.misuse import Misuse
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.run_options import RunOptions
from csvariable.kernel.message import msg

if TYPE_CHECKING:
    from csvariable.documents.explore.explorer import Explorer


@grouped
def command(
    asked: RunOptions,
    *,
    csm: Annotated[
        str | None,
        typer.Option(
            "--csm", help="Only this person, by id: nobody else's figures.", metavar="ID", show_default=False
        ),
    ] = None,
    planned: Annotated[
        bool, typer.Option("--plan", help="Sliders for the plan as well, with what the team costs.")
    ] = False,
    to: FileOptions,
    csv: CsvOptions,
    look: LookOptions,
) -> int:
    """A page with sliders: what another result would pay, line by line, counted by the plan itself."""
    if planned and csm is not None:
        raise Misuse(msg("the plan moves the pay of all: leave out `--csm`"), "--plan")
    inputs = read_inputs(asked, csv, look)
    if inputs is None:
        return 1
    found = _explorer(inputs, asked, csm, look, planned=planned)
    from csvariable.documents.explore.page import ExplorePage

    write_whole(to.output or STANDARD, ExplorePage(found).text().encode("utf-8", "replace"), force=to.force)
    return 0


def _explorer(
    inputs: Inputs, asked: RunOptions, csm: str | None, look: LookOptions, *, planned: bool
) -> Explorer:
    from csvariable.documents.explore.explorer import Explorer
    from csvariable.documents.explore.parameters import parameters
    from csvariable.documents.explore.program_data import given_away
    from csvariable.documents.explore.variants import variants
    from csvariable.documents.team_groups import FEW
    from csvariable.documents.view import View
    from csvariable.plan.values import text_of

    people = inputs.chosen([] if csm is None else [csm])
    if csm is not None and given_away(inputs.results, people):
        said = msg(
            "for days away `{person}` is paid the mean rate of fewer than {few} others, "
            "which would tell what one of them has; make the page of all, without `--csm`",
            person=csm,
            few=FEW,
        )
        raise Misuse(said, "--csm")
    name = text_of(inputs.plans.base.name, look.language, "")
    view = View(inputs.results, inputs.plans, look.language, people, name)
    facts = inputs.results.facts
    moved, refused = parameters(inputs.document, facts, look.language) if planned else ((), ())
    forms = variants(inputs.document, facts, moved, look.language) if planned else ()
    files = [str(asked.plan), *map(str, asked.kpis)]
    more = {"--people": asked.people, "--adjustments": asked.adjustments, "--period": asked.period}
    files += [str(part) for option, said in more.items() if said is not None for part in (option, said)]
    command_line = f"csvariable simulate {shlex.join(files)}"
    return Explorer(view, people, command_line, moved, tuple(forms), refused, planned)
