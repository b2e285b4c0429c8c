"""From a valid plan to its program, in the fixed order of section 10."""

from __future__ import annotations

from collections.abc import Iterable

from csvariable.kernel.step import Program
from csvariable.plan import Plan
from csvariable.program.amounts import incentive_step, line_steps, weight_steps
from csvariable.program.build import Build, in_order
from csvariable.program.effects import effect_steps, gate_and_modifier_steps
from csvariable.program.kpis import kpi_steps
from csvariable.program.lacking import lacking_steps
from csvariable.program.pools import pool_steps
from csvariable.program.rates import payout_rate_steps
from csvariable.program.references import prove
from csvariable.program.settlement import settlement_steps

__all__ = ["compile_plan"]


def compile_plan(plan: Plan, role: str | None = None, columns: Iterable[str] = ()) -> Program:
    """Compile a valid plan, or the plan of a role, for files that have these columns.

    The result is total: on facts that meet its demands, every step has the value that the
    language gives it.
    """
    build = Build(plan, role, frozenset(columns))
    kpi_steps(build)
    gate_and_modifier_steps(build)
    payout_rate_steps(build)
    incentive_step(build)
    line_steps(build, weight_steps(build))
    effect_steps(build)
    pool_steps(build)
    settlement_steps(build)
    lacking_steps(build)
    return prove(
        Program(
            in_order(build.row_steps),
            in_order(build.person_steps),
            tuple(build.demands),
            tuple(build.person_demands),
            tuple(build.rewards),
            tuple(build.notes),
        )
    )
