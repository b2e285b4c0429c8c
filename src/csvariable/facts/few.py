"""Advice where the value of a survey stands on few answers (language, section 17)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from csvariable.facts.plans import Plans
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, advice
from csvariable.kernel.message import counted, msg
from csvariable.kernel.unit import Unit, decimal_text
from csvariable.measures.model import AskedKpi, Measured
from csvariable.plan.measure_of_rows import NpsRows, ShareRows
from csvariable.plan.windows import OVER

ENOUGH: Final = 30
"""Answers below which a survey KPI is told to stand on few."""


def few_answers(values: Sequence[Measured], asked: Sequence[AskedKpi], plans: Plans) -> Iterator[Diagnostic]:
    """Advise where a value of a survey stands on few answers and the plan does not say what then holds."""
    on_few: dict[str, list[Measured]] = {}
    for one in values:
        if 0 < one.n < ENOUGH:
            on_few.setdefault(one.kpi, []).append(one)
    for kpi in dict.fromkeys(one.kpi for one in asked if _is_survey(one, plans)):
        few = on_few.get(kpi)
        if not few:
            continue
        least = min(few, key=lambda one: one.n)
        message = counted(
            "{count} value of `{kpi}` stands on fewer than {enough} answers; that of `{owner}` on {least}",
            "{count} values of `{kpi}` stand on fewer than {enough} answers; that of `{owner}` on {least}",
            len(few),
            kpi=kpi,
            enough=ENOUGH,
            owner=least.owner.name,
            least=decimal_text(least.n),
        )
        help_ = msg("say what then holds, such as `sample: {{min: {enough}, below: team}}`", enough=ENOUGH)
        _, over, bonus = kpi.partition(OVER)
        route = ("bonuses", bonus, "window") if over else ("kpis", kpi, "measure")
        yield advice("few-answers", message, PlanPlace(route, key=True), help=help_)


def _is_survey(asked: AskedKpi, plans: Plans) -> bool:
    """Whether a KPI without `sample` is measured on answers: an NPS, or what is read of a score."""
    source = plans.base.sources.get(asked.measure.source)
    if source is None or any(
        (spec := plan.kpis.get(asked.kpi)) is not None and spec.sample is not None for plan in plans.all
    ):
        return False
    if isinstance(asked.measure, NpsRows):
        return True
    names = [name.partition(".")[2] for name in asked.measure.columns]
    names += asked.measure.that.columns() if isinstance(asked.measure, ShareRows) else ()
    units = [column.measured_in for name in names if (column := source.column(name)) is not None]
    return Unit.SCORE in units
