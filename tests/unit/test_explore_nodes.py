"""The interpreter of the page knows every field of every node: a new one fails here until it does."""

from __future__ import annotations

from dataclasses import fields
from typing import get_args

from csvariable.kernel.formula import Formula

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
