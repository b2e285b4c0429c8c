"""Edits written into the text of their author: comments, order and spelling survive."""

from __future__ import annotations

import pytest
from documents import read

from csvariable.source import (
    Node,
    Scalar,
    Setting,
    parse_route,
    written,
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


def lines(edits: dict[str, object], text: str = PLAN) -> list[str]:
    """Return the lines that an edit of the text takes away (-) and brings (+)."""
    routes = {parse_route(route): value for route, value in edits.items()}
    new = written(read(text), routes)
    assert read(new).plain() == read(text).edited(routes, Setting("fix")).plain()
    before, after = text.splitlines(), new.splitlines()
    while before and after and before[0] == after[0]:
        del before[0], after[0]
    while before and after and before[-1] == after[-1]:
        del before[-1], after[-1]
    return [f"-{line}" for line in before] + [f"+{line}" for line in after]


def test_a_value_is_replaced_in_its_place() -> None:
    assert lines({"kpis.nrr.weight": "55 %"}) == ["-    weight: 60 %  # w", "+    weight: 55 %  # w"]
    assert lines({"x.p": "1 %"}) == ["-x: {p}", "+x: {p: 1 %}"]
    assert lines({"a": "v"}, "a:\nb: 1\n") == ["-a:", "+a: v"]
    assert lines({"l[0]": "v"}, "l:\n-\n- 1\n") == ["--", "+- v"]
    assert lines({"note": "one"})[-1] == "+note: one"
    assert lines({"kpis.nrr.tags": ["x", "a: \u200b"]})[-1] == '+    tags: [x, "a: \\U0000200b"]'
    block = "kpis:  # c\n  x: 1\n"
    assert lines({"kpis": {"a b": {}}}, block) == [
        "-kpis:  # c",
        "-  x: 1",
        "+kpis: {a b: {}}  # c",
    ]


def test_a_value_is_added_after_the_last() -> None:
    assert lines({"kpis.new.weight": "1 %"}) == ["+  new: {weight: 1 %}"]
    assert lines({"kpis.nrr.tags[3]": "d"}) == ["+    - d"]
    assert lines({"x.q": 5}) == ["-x: {p}", "+x: {p, q: 5}"]
    assert lines({"x.q[0]": 5}) == ["-x: {p}", "+x: {p, q: [5]}"]
    assert lines({"m.q": 5}, "m: {}\n") == ["-m: {}", "+m: {q: 5}"]
    assert lines({"m.q.r": 5}, "m:\n") == ["-m:", "+m: {q: {r: 5}}"]
    assert lines({"m[0]": 5}, "m:\n") == ["-m:", "+m: [5]"]
    assert lines({"b": 2}, "a: 1") == ["+b: 2"]
    assert written(read("a: 1\r\nc: 2\r\n"), {("b",): "2"}) == "a: 1\r\nc: 2\r\nb: 2\r\n"


def test_a_value_is_removed_with_its_lines() -> None:
    assert lines({"kpis.nrr.weight": None}) == ["-    weight: 60 %  # w"]
    assert lines({"kpis.nrr.tags[1]": None}) == ["-    - b"]
    assert lines({"kpis.nrr.curve.linear[0]": None})[1] == "+    curve: {linear: [{at: 100 %, pays: 100 %}]}"
    assert lines({"kpis.nrr.curve.linear[1]": None})[1] == "+    curve: {linear: [{at: 90 %, pays: 0 %}]}"
    assert lines({"x.p": None}) == ["-x: {p}", "+x: {}"]
    assert lines({"l[0]": None, "l[1]": None}, "l: [1, 2]\n") == ["-l: [1, 2]", "+l: []"]
    assert lines({"l[0].a": None}, "l:\n- a: 1\n  b: 2\n") == ["-- a: 1", "-  b: 2", "+- b: 2"]
    assert lines({"b": None}, "a: 1\nb: 2") == ["-b: 2"]
    assert lines({"absent": None}) == []
    assert lines({"a": None}, "a: 1\n") == ["-a: 1", "+{}"]


def test_the_use_of_an_alias_becomes_a_value_of_its_own() -> None:
    text = "a: &a {p: 1, q: 2}\nb: *a\n"
    assert lines({"b.p": "3"}, text) == ["-b: *a", "+b: {p: 3, q: 2}"]
    assert lines({"b": "3"}, text) == ["-b: *a", "+b: 3"]


def test_what_cannot_be_written_in_its_place_is_refused() -> None:
    with pytest.raises(ValueError, match="change it by hand"):
        written(read("a: &a {p: 1}\nb: *a\n"), {("a", "p"): "2"})
    edited = read("a: 1\n").edited({("a",): "2"}, Setting("--set"))
    with pytest.raises(ValueError, match="not written in plan"):
        written(edited, {("a",): "3"})
    with pytest.raises(ValueError, match="change it by hand"):
        written(read("a: 1\n"), {("a",): "\ud800"})


def test_a_node_without_text_has_no_place_of_its_own() -> None:
    assert Node(Scalar("x")).site is None
