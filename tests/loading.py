"""A small plan of one KPI, run on texts of files: what is paid, or what is refused and where."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

from engine import Ran, compute

from csvariable.kernel.diagnostic import CellPlace, Diagnostic

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
NRR = "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
PLAN = HEAD + "target_incentive: 1000\nkpis:\n" + NRR


def run(plan: str, kpis: str | list[str], **files: str) -> Ran:
    """Pay the people of some KPI files, beside `people`, `adjustments` and the `period` paid."""
    sheets = [kpis] if isinstance(kpis, str) else kpis
    more = {name: text.encode() for name, text in files.items() if name != "period"}
    return compute(plan, [one.encode() for one in sheets], **more, period=files.get("period"))  # type: ignore[arg-type]


def told(ran: Ran, rule: str) -> Diagnostic:
    """The one problem of a rule."""
    found = [one for one in ran.diagnostics if one.rule == rule]
    assert len(found) == 1, [(one.rule, str(one.message)) for one in ran.diagnostics]
    return found[0]


def refused(
    plan: str, kpis: str | list[str], rule: str, **files: str
) -> tuple[str, tuple[str, int, int] | None]:
    """The message of the only error, and its file, line and column."""
    ran = run(plan, kpis, **files)
    assert ran.results is None
    errors = [one for one in ran.diagnostics if one.severity == "error"]
    assert [one.rule for one in errors] == [rule], [(one.rule, str(one.message)) for one in errors]
    at = errors[0].at
    return str(errors[0].message), (at.file, at.line, at.column) if isinstance(at, CellPlace) else None
