"""A small plan of one KPI, run on texts of files: what is paid, or what is refused and where."""

# ruff: noqa: E501 - plans stand on one line, as they are written

from __future__ import annotations

import pytest
from engine import Ran, compute

from csvariable.kernel.diagnostic import CellPlace, Diagnostic
from csvariable.tables import reading

HEAD = "csvariable: 1\nname: P\ncurrency: EUR\nperiod: quarter\n"
NRR = "  nrr: {weight: 100 %, unit: percent, curve: {of: actual, linear: [{at: 0 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}}\n"
PLAN = HEAD + "target_incentive: 1000\nkpis:\n" + NRR


def run(plan: str, kpis: str | list[str], **files: str) -> Ran:
    """Pay the people of some KPI files, beside `people`, `adjustments` and the `period` paid.

    The files are read by rows and, as large ones are, by whole columns: both must find the same.
    """
    sheets = [kpis] if isinstance(kpis, str) else kpis
    more = {name: text.encode() for name, text in files.items() if name != "period"}
    found = []
    for large in (10**9, 0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(reading, "LARGE", large)
            found.append(compute(plan, [one.encode() for one in sheets], **more, period=files.get("period")))  # type: ignore[arg-type]
    by_rows, by_columns = found
    assert by_columns.diagnostics == by_rows.diagnostics
    if by_rows.results is None or by_columns.results is None:
        assert by_rows.results is by_columns.results is None
        return by_rows
    one, other = by_rows.results.facts, by_columns.results.facts
    assert {**one.columns} == {**other.columns}
    for name in ("people", "roles", "teams", "present", "period", "texts"):
        assert getattr(other, name) == getattr(one, name)
    for row in range(len(one.roles)):
        for column in (None, *one.columns):
            assert other.place(row, column) == one.place(row, column)
    return by_rows


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
