"""Rows that no value stands on: a filter that lets none through, owners and dates that are not there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, advice, warning
from csvariable.kernel.message import Filling, Message, counted, listed, msg
from csvariable.measures.model import Measured, Reason
from csvariable.plan import Plan

_TOLD = (
    (Reason.NO_DATE, counted("{count} row without a date", "{count} rows without a date")),
    (Reason.NO_OWNER, counted("{count} row without an owner", "{count} rows without an owner")),
)


def left_out(values: Iterable[Measured], plan: Plan) -> Iterator[Diagnostic]:
    """Yield what is told of the rows that are left out, once for each source."""
    of: dict[str, list[Measured]] = {}
    for one in values:
        of.setdefault(one.source, []).append(one)
    for source, some in of.items():
        kpis: dict[str, list[Measured]] = {}
        for one in some:
            kpis.setdefault(one.kpi, []).append(one)
        for kpi, own in kpis.items():
            filtered = max(one.left.get(Reason.FILTERED, Fraction(0)) for one in own)
            if filtered and not any(one.n for one in own):
                yield _none_left(source, kpi, filtered, plan)
        told: list[Message] = []
        for reason, said in _TOLD:
            count = max(one.left.get(reason, Fraction(0)) for one in some)
            told += [said.given(count=_number(count))] if count else []
        if told:
            message = msg("left out of `{source}`: {told}", source=source, told=listed(told))
            yield advice("rows-left-out", message, PlanPlace(("sources", source), key=True))


def _none_left(source: str, kpi: str, filtered: Fraction, plan: Plan) -> Diagnostic:
    route: Route = ("sources", source)
    written = plan.sources.get(source)
    if written is not None and written.where:
        route = (*route, "where")
    message = counted(
        "no row of `{source}` counts for `{kpi}`: {count} is filtered out",
        "no row of `{source}` counts for `{kpi}`: {count} are filtered out",
        source=source,
        kpi=kpi,
    )
    help_ = msg("does `where` say the words of the file, letter by letter?")
    return warning(
        "all-filtered", message.given(count=_number(filtered)), PlanPlace(route, key=True), help=help_
    )


def _number(count: Fraction) -> Filling:
    return int(count) if count.denominator == 1 else count
