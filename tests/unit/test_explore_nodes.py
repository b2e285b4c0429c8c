"""The interpreter of the page knows every field of every node: a new one fails here until it does."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from engine import plans_of
from small import PAID

from csvariable.documents.explore.program_data import ProgramData
from csvariable.kernel.formula import Curve, Formula
from csvariable.program.compilation import compile_plan

TOLD = {
    "Given": {"value"},
    "Fact": {"column"},
    "Ref": {"step"},
    "OfParts": {"step", "fold"},
    "Sum": {"terms"},
    "Product": {"factors"},
    "Quotient": {"top", "bottom"},
    "Least": {"of"},
    "Greatest": {"of"},
    "Curve": {"of", "segments", "before", "cap", "falling"},
    "Grid": {"row", "column", "rows", "columns", "pays", "linear"},
    "Holds": {"left", "word", "right"},
    "Known": {"of"},
    "Choose": {"when", "then", "otherwise"},
    "Rounded": {"of", "unit", "mode"},
    "Part": {"split", "name"},
    "Over": {"step", "fold", "within", "where"},
    "Shared": {
        "amount", "key", "member", "pooled", "within", "unit", "each", "again", "at_most",
    },
    "Placed": {"by", "eligible", "prizes", "within", "unit", "falling", "then", "teams", "tells"},
}  # fmt: skip
"""What `program_data` writes of each node, and `interpreter.js` reads."""
WORDS = {"route", "kind", "words", "name"}
"""Fields that say where a node comes from, which pay nothing."""


def test_the_page_knows_every_field_of_every_node() -> None:
    found = {node.__name__: {one.name for one in fields(node)} for node in get_args(Formula)}
    assert found.keys() == TOLD.keys()
    assert {name: own - TOLD[name] - WORDS for name, own in found.items() if own - TOLD[name] - WORDS} == {}


def test_what_a_curve_rests_on_is_asked_of_its_kind_and_not_of_what_the_kpi_is_called() -> None:
    """Two tiers that pay the same stay two: between them is no line that moves with a bound."""
    tiers = "{lookup: [{from: 80 %, pays: 50 %}, {from: 90 %, pays: 50 %}]}"
    for kpi in ("nrr", "linear", "marginal"):
        plans, _ = plans_of(
            f"{PAID}kpis: {{{kpi}: {{weight: 100 %, unit: percent, target: 1 %, curve: {tiers}}}}}"
        )
        assert plans is not None
        curve = compile_plan(plans.base).curves[kpi].curve
        assert isinstance(curve, Curve)
        *_, segments = ProgramData().node(curve)
        assert [len(one) for one in segments] == [4, 4]
        assert [one[3] for one in segments] == [1, 4]
