"""Values set, added and removed in a document, and where they then point."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from documents import PLAN, read, shown

from csvariable.kernel.diagnostic import PlanPlace, Route, TextPlace
from csvariable.text import (
    Scalar,
    Setting,
    merged,
    parse_route,
)


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
    ("route", "sentence"),
    [
        ("a.x", "`a.x` cannot be set: `a` is a text"),
        ("a[0]", "`a[0]` cannot be set: `a` is a text"),
        ("b[0]", "`b[0]` cannot be set: `b` is a mapping"),
        ("b.c[0]", "`b.c[0]` cannot be set: `b.c` is a mapping"),
        ("l.x", "`l.x` cannot be set: `l` is a list"),
        ("l[2]", "`l[2]` cannot be set: `l` is a list of 1"),
        ("[0]", "`[0]` cannot be set: the document is a mapping"),
    ],
)
def test_a_route_that_cannot_exist_is_refused(route: str, sentence: str) -> None:
    with pytest.raises(ValueError, match="cannot be set") as refused:
        read("a: 1\nb: {c: {}}\nl: [1]\n").edited({parse_route(route): "1"}, Setting("x"))
    assert str(refused.value) == sentence


def test_an_empty_value_becomes_what_the_route_asks() -> None:
    document = read("a:\nb: ''\nl: [x]\n")
    edited = document.edited({("a", 0): "1", ("l", 1): "y", ("n", 0, "k"): "2"}, Setting("x"))
    assert edited.plain() == {
        "a": [Scalar("1")],
        "b": Scalar("", quoted=True),
        "l": [Scalar("x"), Scalar("y")],
        "n": [{"k": Scalar("2")}],
    }
    with pytest.raises(ValueError, match="`b` is a text"):
        document.edited({("b", "x"): "1"}, Setting("x"))


def test_numbers_of_removed_items_mean_the_list_as_it_was() -> None:
    document = read("l: [a, b, [c, d], e]\nm: [x, y]\n")
    edits: dict[Route, object] = {
        ("l", 0): None,
        ("l", 2, 0): None,
        ("m", 0): None,
        ("l", 1): None,
        ("l", 3): "f",
        ("l", 2, 1): "g",
    }
    edited = document.edited(edits, Setting("x"))
    assert edited.plain() == {"l": [[Scalar("g")], Scalar("f")], "m": [Scalar("y")]}
    assert document.edited({("absent", 0): None}, Setting("x")).plain() == document.plain()


def test_a_text_that_would_not_read_back_is_put_in_quotes() -> None:
    edited = read("a: 1\n").edited(
        {
            ("quoted",): Scalar("85 %", quoted=True),
            ("plain",): Scalar("85 %"),
            ("colon",): Scalar("a: b"),
            ("empty",): Scalar(""),
            ("nothing",): "",
            ("wide",): "1\u202f000\u00a0%",
            ("hidden",): "a\u200bb",
        },
        Setting("x"),
    )
    assert edited.plain() == {
        "a": Scalar("1"),
        "quoted": Scalar("85 %", quoted=True),
        "plain": Scalar("85 %"),
        "colon": Scalar("a: b", quoted=True),
        "empty": Scalar(""),
        "nothing": Scalar("", quoted=True),
        "wide": Scalar("1\u202f000\u00a0%"),
        "hidden": Scalar("a\u200bb", quoted=True),
    }


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
    first: dict[Route, object] = {("a", "b"): 1, ("c",): 2, ("d", 0): 3}
    assert merged(first, {("a",): 4}) == {("c",): 2, ("d", 0): 3, ("a",): 4}
    assert merged(first, {("a",): 4, ("e",): 5}) == {("c",): 2, ("d", 0): 3, ("a",): 4, ("e",): 5}
    assert merged(first, {("c", "x"): 4}) == {**first, ("c", "x"): 4}
    assert list(merged(first, {("c",): 6})) == [("a", "b"), ("d", 0), ("c",)]
    assert merged(first, {}) == first
