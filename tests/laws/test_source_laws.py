"""Laws of plan texts: nothing raises, everything has a place, edits are what a hand would do."""

from __future__ import annotations

import re
from collections.abc import Mapping

from hypothesis import assume, example, given, settings, strategies as st

from csvariable.documents.clean import clean
from csvariable.documents.problems import render
from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, Route, TextPlace
from csvariable.text import (
    Document,
    Node,
    Scalar,
    Setting,
    Span,
    merged,
    parse,
    parse_route,
    route_text,
    written,
)

BY = Setting("a hand")
SIGNS = "abc:- \n\t[]{},\"'#&*!|>%@`?.0159é\u2028\u00a0😀\r\\"
PIECES = [*SIGNS, "<<", "---", "...", "\n  ", "\n- ", ": ", "a: ", "&a ", "*a"]
ODD = ["a: b", "x # y", "[", "- a", "", "'", '"', "l'objectif", "\u2028", "\x1b"]

noise = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
ids = st.from_regex(r"[a-z][a-z0-9_-]{0,3}", fullmatch=True)
keys = ids | st.sampled_from(["a b", "x.y", "true", "1", "é", "-"])
scalars = st.sampled_from(["85 %", "1/3", "2500 EUR", *ODD])
values = st.recursive(
    scalars | st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=8,
)
trees = st.dictionaries(keys, values, min_size=1, max_size=4)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A plan as people write it: blocks and brackets mixed, with comments and empty lines."""
    return _block(draw, dict(draw(trees)), 0)


def _block(draw: st.DrawFn, value: Mapping[str, object], indent: int) -> str:
    result = ""
    for key, child in value.items():
        result += draw(st.sampled_from(["", "", "# a note\n", "\n"]))
        name = key if re.fullmatch(r"[a-z][a-z0-9_ -]*", key) else f'"{key}"'
        result += " " * indent + _entry(draw, f"{name}:", child, indent)
    return result


def _entry(draw: st.DrawFn, head: str, child: object, indent: int) -> str:
    end = draw(st.sampled_from(["\n", "  # said\n"]))
    if isinstance(child, dict) and child and draw(st.booleans()):
        return f"{head}{end}{_block(draw, child, indent + 2)}"
    if isinstance(child, list) and child and draw(st.booleans()):
        return f"{head}{end}" + "".join(" " * indent + _entry(draw, "-", item, indent + 2) for item in child)
    return f"{head} {_flow(child)}{end}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}": {_flow(child)}' for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(child) for child in value) + "]"
    text = str(value)
    if re.fullmatch(r"[a-z0-9][a-z0-9 %/]*", text) and text == text.strip():
        return text
    return '"' + "".join(f"\\U{ord(c):08x}" if not c.isprintable() or c in '"\\' else c for c in text) + '"'


def read(text: str) -> Document:
    document, problems = parse(text, "plan.yaml")
    assert document is not None, (text, problems)
    assert problems == ()
    return document


def every_route(node: Node, route: Route = ()) -> list[Route]:
    below: list[Route] = [route]
    if isinstance(node.value, dict):
        for key, child in node.value.items():
            below += every_route(child, (*route, key))
    elif isinstance(node.value, tuple):
        for index, child in enumerate(node.value):
            below += every_route(child, (*route, index))
    return below


def spans(node: Node) -> list[Span]:
    children = node.value.values() if isinstance(node.value, dict) else node.value
    below = [] if isinstance(children, Scalar) else [span for child in children for span in spans(child)]
    return [*below, *node.via, *(span for span in (node.span, node.key) if span is not None)]


def check_inside(text: str, place: object) -> None:
    assert isinstance(place, TextPlace)
    lines = re.split(r"\r\n|\n|\r", text)
    assert 1 <= place.line <= place.end_line <= len(lines)
    assert (place.line, place.column) <= (place.end_line, place.end_column)
    assert 1 <= place.column <= len(lines[place.line - 1]) + 1
    assert 1 <= place.end_column <= len(lines[place.end_line - 1]) + 2


def check_told(text: str, problems: tuple[Diagnostic, ...]) -> None:
    for problem in problems:
        check_inside(text, problem.at)
        for label in problem.also:
            check_inside(text, label.at)
    shown = render(problems, {"plan.yaml": text})
    assert clean(shown.replace("\n", "")) == shown.replace("\n", "")


@given(st.text() | noise)
@example("\"\n  {\u2028} ,<<'\xa0b: \\")
@example("? .&a  }?'\n  \u2028-|b\r")
@settings(max_examples=400)
def test_any_text_gives_a_document_or_a_located_problem(text: str) -> None:
    document, problems = parse(text, "plan.yaml")
    assert document is not None or problems
    check_told(text.removeprefix("\ufeff"), problems)
    if document is not None:
        assert all(0 <= span.start <= span.end <= len(document.text) for span in spans(document.root))
        for route in every_route(document.root):
            for key in (True, False):
                check_inside(document.text, document.place(PlanPlace(route, key=key)))
                check_inside(document.text, document.place(PlanPlace((*route, "absent", 3), key=key)))


@given(st.binary(max_size=60) | noise.map(lambda text: text.encode("cp1252", "ignore")))
def test_any_bytes_give_a_document_or_a_problem(source: bytes) -> None:
    document, problems = parse(source, "plan.yaml")
    assert document is not None or problems
    assert render(problems, {}) or not problems


@given(texts())
def test_a_plan_as_people_write_it_is_read_whole(text: str) -> None:
    document = read(text)
    found = dict(document.routes())
    assert all(document.value(route) == scalar for route, scalar in found.items())
    for route in every_route(document.root)[1:]:
        assert parse_route(route_text(route)) == route
        assert document.walk(("tag", *route, "tag"))[0] == route


@given(texts(), st.data())
def test_an_edited_document_is_the_file_edited_by_hand(text: str, data: st.DataObject) -> None:
    document = read(text)
    before = document.plain()
    edits = {route: data.draw(values) for route in data.draw(some_routes(document, new=True))}
    edited = document.edited(edits, BY)
    by_hand = read(written(document, edits))
    assert texts_of(by_hand.root) == texts_of(edited.root)
    assert document.plain() == before
    for route in edits:
        check_inside(text, edited.place(PlanPlace(route)))


@given(texts(), st.data())
def test_what_is_removed_is_gone_and_the_rest_stays(text: str, data: st.DataObject) -> None:
    document = read(text)
    route = data.draw(st.sampled_from(every_route(document.root)[1:]))
    again = read(written(document, {route: None}))
    assert texts_of(again.root) == texts_of(document.edited({route: None}, BY).root)
    node = document.node(route)
    if len(route) == 1 and again.plain() and node is not None and node.key is not None:
        assert again.text.startswith(text[: node.key.start])


@given(texts(), st.data())
def test_editing_twice_is_editing_once_with_the_merged_edits(text: str, data: st.DataObject) -> None:
    document = read(text)
    first = {route: data.draw(values) for route in data.draw(some_routes(document, new=True))}
    middle = document.edited(first, BY)
    second = {route: data.draw(values) for route in data.draw(some_routes(middle, new=True))}
    twice = middle.edited(second, BY)
    assert twice.plain() == document.edited(merged(first, second), BY).plain()


@given(texts())
def test_no_edit_changes_nothing(text: str) -> None:
    document = read(text)
    assert written(document, {}) == text
    assert document.edited({}, BY).root is document.root


@given(st.lists(st.text() | st.integers(0, 999_999_999), min_size=1).map(tuple))
def test_a_route_survives_its_text(route: Route) -> None:
    assume(not any(isinstance(key, str) and re.search("[\ud800-\udfff]", key) for key in route))
    assert parse_route(route_text(route)) == route


@given(st.text())
def test_a_route_is_read_or_refused_with_a_sentence(text: str) -> None:
    try:
        route = parse_route(text)
    except ValueError as refused:
        assert "route" in str(refused)  # noqa: PT017 - both outcomes are lawful
    else:
        assert parse_route(route_text(route)) == route


@st.composite
def some_routes(draw: st.DrawFn, document: Document, *, new: bool) -> list[Route]:
    """Routes of which none is inside another: existing ones, and new keys of mappings."""
    known = every_route(document.root)
    fresh: list[Route] = []
    for route in known:
        node = document.node(route)
        if new and node is not None and isinstance(node.value, dict):
            fresh.append((*route, draw(keys)))
    drawn = draw(st.lists(st.sampled_from([*known[1:], *fresh]), max_size=3, unique=True))
    return [r for r in drawn if not any(o != r and (o[: len(r)] == r or r[: len(o)] == o) for o in drawn)]


def texts_of(node: Node) -> object:
    """Return the values with the texts alone: a text that needs quotes has them once written."""
    if isinstance(node.value, dict):
        return {key: texts_of(child) for key, child in node.value.items()}
    if isinstance(node.value, tuple):
        return [texts_of(item) for item in node.value]
    return node.value.text
