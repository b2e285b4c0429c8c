"""Where an address points: into the file, into the text that set a value, or to the nearest key."""

from __future__ import annotations

import pytest
from documents import marked, read, shown

from csvariable.kernel.diagnostic import PlanPlace, Route
from csvariable.text import Document, Setting, Span

PLAN = """\
name: P
kpis:
  nrr: {weight: 60 %, curve: {cap: 5 %}}
  csat:
    weight: 40 %
list: [{a: 1}, x]
"""
SCENARIO = """\
name: s
set:
  weight: 70 %
  curve: {cap: 9 %, floor: &f [1, 2], more: *f}
"""
OPTION = Setting("--set")


def scenario(key: str) -> Setting:
    """A line of a scenario that sets a value."""
    return Setting(f"line {key}", read(SCENARIO, "scenario.yaml"), ("set", key))


def pointed(document: Document, route: Route, *, key: bool = False) -> str:
    """`file line:column what is underlined`."""
    place = document.place(PlanPlace(route, key=key))
    text = PLAN if place.file == "plan.yaml" else SCENARIO
    return f"{place.file.removesuffix('.yaml')} {marked(text, place)}"


def test_a_route_past_a_key_that_is_missing_leads_no_further() -> None:
    document = read(PLAN)
    assert shown(document, "kpis.absent.nrr") == "2: kpis"
    assert document.node(("kpis", "absent", "nrr")) is None
    assert document.value(("kpis", "nrr")) is None
    assert document.value(("absent",)) is None
    assert document.walk(("kpis", "tag", "nrr", 0, "weight", "x"))[0] == ("kpis", "nrr", "weight")


def test_the_whole_document_is_its_first_key_or_itself() -> None:
    assert shown(read(PLAN), "nothing") == "1: name"
    brackets = read("{a: 1, b: 2}\n")
    assert marked(brackets.text, brackets.place(PlanPlace(()))) == "1:1 {a: 1, b: 2}"
    assert shown(brackets, "nothing") == "1: a"
    block = read("\na: 1\nb: 2\n")
    assert marked(block.text, block.place(PlanPlace(()))) == "2:1 a"


def test_a_value_is_underlined_and_what_is_above_it_by_its_key() -> None:
    document = read(PLAN)
    assert pointed(document, ("kpis", "nrr")) == "plan 3:8 {weight: 60 %, curve: {cap: 5 %}}"
    assert pointed(document, ("kpis", "nrr"), key=True) == "plan 3:3 nrr"
    assert pointed(document, ("kpis", "nrr", "x")) == "plan 3:3 nrr"
    assert pointed(document, ("kpis", "nrr", "weight")) == "plan 3:17 60 %"
    assert pointed(document, ("kpis", "nrr", "weight", "x")) == "plan 3:9 weight"
    assert pointed(document, ("kpis", "csat")) == "plan 4:3 csat"
    assert pointed(document, ("list", 0)) == "plan 6:8 {a: 1}"
    assert pointed(document, ("list", 0, "b")) == "plan 6:9 a"
    assert pointed(document, ("list", 1), key=True) == "plan 6:16 x"
    assert pointed(document, ("list", 1, "b")) == "plan 6:16 x"
    assert pointed(document, ("list", -1)) == "plan 6:1 list"


@pytest.mark.parametrize("route", [("name",), ("kpis", "nrr", "weight"), ("kpis", "new", "deep", "weight")])
def test_a_value_set_by_a_line_of_another_text_points_there(route: Route) -> None:
    document = read(PLAN).edited({route: "70 %"}, scenario("weight"))
    assert pointed(document, route) == "scenario 3:11 70 %"
    assert pointed(document, route, key=True) == "scenario 3:3 weight"
    assert pointed(document, (*route, "x")) == "scenario 3:3 weight"


def test_a_block_set_by_a_line_of_another_text_points_into_it() -> None:
    by = scenario("curve")
    assert isinstance(by.document, Document)
    for value in (by.document.node(by.route), {"cap": "9 %", "floor": ["1", "2"]}):
        document = read(PLAN).edited({("kpis", "nrr", "curve"): value}, by)
        assert pointed(document, ("kpis", "nrr", "curve", "cap")) == "scenario 4:16 9 %"
        assert pointed(document, ("kpis", "nrr", "curve", "cap"), key=True) == "scenario 4:11 cap"
        assert pointed(document, ("kpis", "nrr", "curve", "floor", 1)) == "scenario 4:35 2"
        assert pointed(document, ("kpis", "nrr", "curve", "absent")) == "scenario 4:3 curve"
        assert pointed(document, ("kpis", "nrr", "weight")) == "plan 3:17 60 %"


def test_the_last_who_set_a_value_is_named_and_pointed_at() -> None:
    first, second = scenario("curve"), scenario("weight")
    document = read(PLAN).edited({("kpis", "nrr"): {"a": {"b": "1"}, "c": "2"}}, first)
    document = document.edited({("kpis", "nrr", "a"): {"b": "3"}}, second)
    assert document.setting(("kpis", "nrr", "a", "b")) is second
    assert document.setting(("kpis", "nrr", "c")) is first
    assert document.setting(("kpis", "nrr", "absent")) is first
    assert document.setting(("kpis", "csat")) is None
    assert pointed(document, ("kpis", "nrr", "a", "b")) == "scenario 3:3 weight"
    assert pointed(document, ("kpis", "nrr", "c")) == "scenario 4:3 curve"


def test_an_option_has_no_text_so_the_key_that_it_replaced_is_shown() -> None:
    document = read(PLAN).edited({("kpis", "nrr", "weight"): {"a": {"b": "1"}}}, OPTION)
    assert pointed(document, ("kpis", "nrr", "weight", "a", "b")) == "plan 3:9 weight"
    document = read(PLAN).edited({("kpis", "new", "weight"): "1"}, OPTION)
    assert pointed(document, ("kpis", "new", "weight")) == "plan 2:1 kpis"
    document = read(PLAN).edited({("new",): {"a": "1"}}, OPTION)
    assert pointed(document, ("new", "a")) == "plan 1:1 name"
    document = read(PLAN).edited({("list", 0, "new"): "1", ("list", 0, "a"): None}, OPTION)
    assert pointed(document, ("list", 0, "absent")) == "plan 6:8 {a: 1}"


def test_an_option_inside_a_block_of_another_text_shows_the_key_there() -> None:
    by = scenario("curve")
    assert isinstance(by.document, Document)
    document = read(PLAN).edited({("kpis", "nrr", "curve"): by.document.node(by.route)}, by)
    document = document.edited({("kpis", "nrr", "curve", "cap"): "1 %"}, OPTION)
    assert pointed(document, ("kpis", "nrr", "curve", "cap")) == "scenario 4:11 cap"
    document = document.edited({("kpis", "nrr", "curve", "new"): "1 %"}, OPTION)
    assert pointed(document, ("kpis", "nrr", "curve", "new")) == "scenario 4:3 curve"


def test_places_of_a_block_that_an_option_sets_are_not_taken_for_places_of_the_file() -> None:
    by = scenario("curve")
    assert isinstance(by.document, Document)
    document = read(PLAN).edited({("kpis", "nrr", "curve"): by.document.node(by.route)}, OPTION)
    assert pointed(document, ("kpis", "nrr", "curve", "cap")) == "plan 3:23 curve"
    assert pointed(document, ("kpis", "nrr", "curve")) == "plan 3:23 curve"
    assert document.uses(("kpis", "nrr", "curve", "more")) == ()
    document = read(PLAN).edited({("new",): by.document.node(by.route)}, OPTION)
    assert pointed(document, ("new",)) == "plan 1:1 name"


def test_an_alias_is_used_where_its_text_stands() -> None:
    by = scenario("curve")
    assert isinstance(by.document, Document)
    document = read(PLAN).edited({("kpis", "nrr", "curve"): by.document.node(by.route)}, by)
    (use,) = document.uses(("kpis", "nrr", "curve", "more", 0))
    assert (use.file, marked(SCENARIO, use)) == ("scenario.yaml", "4:45 *f")
    assert document.uses(("kpis", "nrr", "curve", "floor")) == ()


def test_a_stretch_is_told_by_its_first_and_its_last_line() -> None:
    document = read(PLAN)
    place = document.locate(Span(6, 13))
    assert (place.line, place.column, place.end_line, place.end_column) == (1, 7, 2, 6)
    place = document.locate(Span(len(PLAN), len(PLAN) + 1))
    assert (place.line, place.column, place.end_line, place.end_column) == (7, 1, 7, 1)
