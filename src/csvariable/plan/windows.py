"""Bonuses that measure their KPIs over some days: such a KPI is one more, of those days (section 18.6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final

from csvariable.plan.plan import Plan

if TYPE_CHECKING:
    from csvariable.plan.bonus import Bonus, BonusWindow
    from csvariable.plan.condition import Condition
    from csvariable.plan.kpi import Kpi
    from csvariable.plan.matrix import TwoAxes

OVER: Final = "~"
"""Stands between a KPI and the bonus over whose days it is measured: `csat~sprint`."""
_OF_LINES: Final = "weight curve matrix cap floor target baseline attainment objective additive".split()
"""What a KPI says of its line, its target and its place: over some days only its actual is read."""


def steps_of(bonus: Bonus) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield the steps that a bonus reads, each with its place in it; not what later parts wait for."""
    if bonus.when is not None:
        yield from _tested(("when",), bonus.when)
    if bonus.rank is not None:
        alone = len(bonus.rank.by) == 1
        for at, step in enumerate(bonus.rank.by):
            yield ("rank", "by") if alone else ("rank", "by", at), step
    if bonus.badge is not None:
        yield ("badge", "by"), bonus.badge.by
    for word in ("per", "of"):
        if (step := getattr(bonus, word)) is not None:
            yield (word,), step
    if bonus.share is not None:
        yield ("pays", "of"), bonus.share.of
    if bonus.matrix is not None:
        yield ("matrix", "rows", "of"), bonus.matrix.rows.of
        yield ("matrix", "columns", "of"), bonus.matrix.columns.of


def _tested(route: tuple[str | int, ...], when: Condition) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for step in when.tests:
        yield (*route, step), step
    for word in ("any", "all"):
        for at, one in enumerate(getattr(when, word) or ()):
            yield from _tested((*route, word, at), one)


def window_of_kpi(plan: Plan, kpi_id: str) -> BonusWindow | None:
    """Return the days that a KPI is measured over; None for those of the period."""
    _, over, name = kpi_id.partition(OVER)
    bonus = plan.bonuses.get(name) if over else None
    return None if bonus is None else bonus.window


def with_windows(plan: Plan) -> Plan:
    """Return a plan in which each KPI of a bonus with a window is a KPI of its own."""
    kpis = dict(plan.kpis)
    bonuses = dict(plan.bonuses)
    for name, bonus in plan.bonuses.items():
        if bonus.window is None:
            continue
        named = {
            step: f"{step.partition('.')[0]}{OVER}{name}"
            for _, step in steps_of(bonus)
            if step.partition(".")[0] in plan.kpis
        }
        for step, own in named.items():
            kpis[own] = _over(plan.kpis[step.partition(".")[0]], step.partition(".")[0], bonus.window)
        bonuses[name] = _renamed(bonus, named)
    if len(kpis) == len(plan.kpis):
        return plan
    return plan.model_copy(update={"kpis": kpis, "bonuses": bonuses})


def _over(kpi: Kpi, kpi_id: str, window: BonusWindow) -> Kpi:
    days = f"({window.from_.isoformat()} – {window.to.isoformat()})"
    names = {language: f"{name} {days}" for language, name in (kpi.name or {"": kpi_id}).items()}
    return kpi.model_copy(update={**dict.fromkeys(_OF_LINES), "name": names})


def _renamed(bonus: Bonus, named: Mapping[str, str]) -> Bonus:
    update: dict[str, Any] = {}
    if bonus.when is not None:
        update["when"] = _condition(bonus.when, named)
    if bonus.rank is not None:
        by = tuple(named.get(step, step) for step in bonus.rank.by)
        update["rank"] = bonus.rank.model_copy(update={"by": by})
    if bonus.badge is not None:
        update["badge"] = bonus.badge.model_copy(update={"by": named.get(bonus.badge.by, bonus.badge.by)})
    for word in ("per", "of"):
        if (step := getattr(bonus, word)) is not None:
            update[word] = named.get(step, step)
    if (share := bonus.share) is not None:
        update["pays"] = share.model_copy(update={"of": named.get(share.of, share.of)})
    if bonus.matrix is not None:
        update["matrix"] = _axes(bonus.matrix, named)
    return bonus.model_copy(update=update)


def _condition(when: Condition, named: Mapping[str, str]) -> Condition:
    inner = {
        word: tuple(_condition(one, named) for one in found)
        for word in ("any", "all")
        if (found := getattr(when, word)) is not None
    }
    tests = {named.get(step, step): test for step, test in when.tests.items()}
    return when.model_copy(update={"tests": tests, **inner})


def _axes(matrix: TwoAxes, named: Mapping[str, str]) -> TwoAxes:
    axes = {
        word: axis.model_copy(update={"of": named.get(axis.of, axis.of)})
        for word, axis in (("rows", matrix.rows), ("columns", matrix.columns))
    }
    return matrix.model_copy(update=axes)
