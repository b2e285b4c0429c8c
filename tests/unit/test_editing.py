"""Values set, added and removed in a document, and where they then point."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from documents import read, shown

from csvariable.diagnostic import PlanPlace, Route, TextPlace
from csvariable.source import (
    Scalar,
    Setting,
    merged,
    parse_route,
)

PLAN = """\
# plan
csvariable: 1   # v
kpis:   # the kpis
  nrr:
    weight: 60 %  # w
    curve: {linear: [{at: 90 %, pays: 0 %}, {at: 100 %, pays: 100 %}]}
    tags:
    - a  # A
    - b

    # c
    - c
  csat: &c
    weight: 40 %
    empty:
  other: *c
x: {p}
note: |
  two
  lines
"""


def test_values_are_set_added_and_removed() -> None:
    document = read("a: 1\nb: {c: 2, d: [x, y, z]}\nempty:\n")
    by = Setting("--set")
    edited = document.edited(
        {
            ("a",): "85 %",
            ("b", "c"): None,
            ("b", "d", 0): None,
            ("b", "d", 1): None,
            ("n", "m"): {"k": [True, 3, Decimal("1.50"), Fraction(1, 3), None, "a: b", Scalar("w")]},
            ("l", 0): "first",
            ("empty", "now"): "full",
            ("absent", "x"): None,
            ("gone",): None,
        },
        by,
    )
    assert edited.plain() == {
        "a": Scalar("85 %"),
        "b": {"d": [Scalar("z")]},
        "empty": {"now": Scalar("full")},
        "n": {
            "m": {
                "k": [
                    Scalar("true"),
                    Scalar("3"),
                    Scalar("1.50"),
                    Scalar("1/3"),
                    Scalar(""),
                    Scalar("a: b", quoted=True),
                    Scalar("w"),
                ],
            },
        },
        "l": [Scalar("first")],
    }
    assert edited.setting(("a",)) == by
    assert edited.setting(("b",)) is None
    assert document.plain() == read("a: 1\nb: {c: 2, d: [x, y, z]}\nempty:\n").plain()


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("a.x", "`a` is a text"),
        ("b[0]", "`b` is a mapping"),
        ("l.x", "`l` is a list"),
        ("l[5]", "`l` is a list of 1"),
        ("[0]", "the document is a mapping"),
    ],
)
def test_a_route_that_cannot_exist_is_refused(route: str, words: str) -> None:
    with pytest.raises(ValueError, match="cannot be set") as refused:
        read("a: 1\nb: {}\nl: [1]\n").edited({parse_route(route): "1"}, Setting("x"))
    assert words in str(refused.value)


def test_a_document_is_not_replaced_and_holds_no_binary_float() -> None:
    with pytest.raises(ValueError, match="whole document"):
        read("a: 1\n").edited({(): "1"}, Setting("x"))
    for value in (0.1, Decimal("NaN"), object()):
        with pytest.raises(TypeError, match="cannot hold"):
            read("a: 1\n").edited({("a",): value}, Setting("x"))


def test_a_value_set_from_an_option_points_to_the_key_it_replaces() -> None:
    edits: dict[Route, object] = {("kpis", "nrr", "weight"): "x", ("kpis", "nrr", "new"): "y"}
    document = read(PLAN).edited(edits, Setting("--set"))
    assert shown(document, "kpis.nrr.weight") == "5: weight"
    assert shown(document, "kpis.nrr.new") == "4: nrr"
    assert document.place(PlanPlace(("kpis", "nrr", "weight"))).file == "plan.yaml"


CSAT: Route = ("kpis", "csat", "curve")


def test_a_value_set_by_a_document_points_into_it() -> None:
    scenario = read("name: s\nset:\n  weight: 70 %\n  curve: {cap: 5 %}\n", "scenario.yaml")
    graft = scenario.node(("set", "curve"))
    line = Setting("scenario", scenario, ("set", "weight"))
    document = read(PLAN).edited({("kpis", "nrr", "weight"): "70 %"}, line)
    place = document.place(PlanPlace(("kpis", "nrr", "weight")))
    assert place == TextPlace("scenario.yaml", 3, 11, 3, 15)
    by = Setting("scenario", scenario, ("set", "curve"))
    document = document.edited({CSAT: graft, ("kpis", "nrr", "curve"): {"cap": "5 %"}}, by)
    for kpi in ("csat", "nrr"):
        place = document.place(PlanPlace(("kpis", kpi, "curve", "cap")))
        assert place == TextPlace("scenario.yaml", 4, 16, 4, 19)
    assert document.place(PlanPlace((*CSAT, "x"))) == TextPlace("scenario.yaml", 4, 3, 4, 8)
    again = document.edited({(*CSAT, "cap"): "6 %"}, Setting("--set"))
    assert again.place(PlanPlace((*CSAT, "cap"))) == TextPlace("scenario.yaml", 4, 11, 4, 14)


def test_a_list_item_set_from_an_option_points_to_the_list() -> None:
    document = read("l: [a, b]\n").edited({("l", 0): "z"}, Setting("--set"))
    assert shown(document, "l[0]") == "1: l"


def test_merged_edits_forget_what_is_overwritten() -> None:
    assert merged({("a", "b"): 1, ("c",): 2}, {("a",): 3}) == {("c",): 2, ("a",): 3}
