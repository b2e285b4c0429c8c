"""`csvariable history`: what people were paid, period by period, and why other than before."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated

from csvariable.commands.delivery import deliver, format_of
from csvariable.commands.grouped import grouped
from csvariable.commands.inputs import nearest
from csvariable.commands.ledger_run import read_folder
from csvariable.commands.options import LedgerArgument, SomePeopleOption, form_option
from csvariable.commands.output_options import FileOptions, LookOptions
from csvariable.commands.usage_error import UsageError
from csvariable.documents.formats import Paged, Shown, Structured

if TYPE_CHECKING:
    from csvariable.facts.plans import Plans
    from csvariable.ledger.why import RolePrograms

WRITTEN = (Shown, Structured, Paged)
"""What can be asked of HistoryReport."""


@grouped
def command(
    ledger: LedgerArgument,
    *,
    csm: SomePeopleOption = None,
    form: Annotated[str | None, form_option(WRITTEN)] = None,
    to: FileOptions,
    look: LookOptions,
) -> int:
    """Tell what people were paid in each closed period, and why other than in the one before.

    Each difference is made of steps whose amounts add up to it exactly.
    """
    chosen = format_of(form, to.output, WRITTEN)
    found = read_folder(ledger, look)
    if found is None:
        return 1
    closed, files = found
    from csvariable.documents.history import HistoryPeriod, HistoryReport
    from csvariable.ledger.disputes import open_notes

    kept = {one.name: plans_in(files[f"{one.folder}/plan.yaml"]) for one in closed.periods}
    periods = [
        HistoryPeriod(one.name, one.account.people, _programs(kept[one.name])) for one in closed.periods
    ]
    plans = [(name, one) for name, one in kept.items() if one is not None]
    everybody = list(dict.fromkeys(name for one in periods for name in one.people))
    for name in csm or ():
        if name not in everybody:
            raise UsageError("no-such-person", id=name, known=nearest(name, everybody))
    people = [name for name in everybody if not csm or name in csm]
    notes = open_notes(closed, files)
    deliver(
        HistoryReport(periods, people, notes, closed.family.currency, look.language, plans), chosen, to, look
    )
    return 0


def programs_in(plan: bytes) -> RolePrograms:
    """Return the programs of a plan that was kept; none where this version does not read it any more."""
    return _programs(plans_in(plan))


def _programs(plans: Plans | None) -> RolePrograms:
    from csvariable.ledger.why import programs_of

    empty: Mapping[str | None, object] = {}
    return dict(empty) if plans is None else programs_of(plans)  # type: ignore[arg-type]


def plans_in(plan: bytes) -> Plans | None:
    """Return a plan that was kept, and its roles; None where this version does not read it any more."""
    from csvariable.facts.plans import Plans
    from csvariable.reading import read
    from csvariable.text import parse

    document, _ = parse(plan, "plan.yaml")
    reading = None if document is None else read(document)
    return None if reading is None or reading.plan is None else Plans(reading.plan, reading.roles)
