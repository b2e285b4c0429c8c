"""Problems as values: which stop a run, and that they can be kept in sets."""

from __future__ import annotations

import pytest

from csvariable.kernel.diagnostic import (
    CellPlace,
    Diagnostic,
    FilePlace,
    Label,
    PlanPlace,
    advice,
    error,
    has_errors,
    warning,
)
from csvariable.kernel.message import msg

AT = FilePlace("plan.yaml")


@pytest.mark.parametrize(
    ("found", "stops"),
    [
        ((), False),
        ((warning("a", msg("A"), AT), advice("b", msg("B"), AT)), False),
        ((advice("a", msg("A"), AT), error("b", msg("B"), AT), warning("c", msg("C"), AT)), True),
        ([error("a", msg("A"), AT), error("b", msg("B"), AT)], True),
    ],
)
def test_one_error_stops_a_run(found: tuple[Diagnostic, ...], stops: bool) -> None:
    assert has_errors(found) is stops


def test_the_place_of_a_whole_line_is_its_first_column() -> None:
    found = warning("a", msg("A"), CellPlace("kpis.csv", 3))
    assert found.at == CellPlace("kpis.csv", 3, 1)


def test_problems_that_say_the_same_are_one_in_a_set_whatever_mends_them() -> None:
    at = PlanPlace(("kpis", "nrr", "target"))
    first, again = (
        error("wrong-unit", msg("A"), at, fix={at.route: "5 %"}, also=(Label(AT, msg("here")),))
        for _ in (1, 2)
    )
    assert len({first, again, warning("wrong-unit", msg("A"), at, fix={at.route: "6 %"})}) == 2
