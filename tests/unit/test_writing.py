"""Edits written into the text of their author: comments, order and spelling survive."""

# ruff: noqa: E501 - texts stand on one line, before and after

from __future__ import annotations

import pytest
from documents import PLAN, read

from csvariable.text import (
    Node,
    Scalar,
    Setting,
    parse_route,
    written,
)


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


EXACT: list[tuple[str, dict[str, object], str]] = [
    # replaced
    ("a: 1  # c\nb: 2\n", {"a": "3"}, "a: 3  # c\nb: 2\n"),
    ("a:  # c\nb: 2\n", {"a": "3"}, "a: 3  # c\nb: 2\n"),
    ("a :\nb: 2\n", {"a": "3"}, "a : 3\nb: 2\n"),
    ("a: &x\nb: 2\n", {"a": "3"}, "a: &x 3\nb: 2\n"),
    ("a: &x 1\nb: [*x, 2]\n", {"b[0]": "3"}, "a: &x 1\nb: [3, 2]\n"),
    ("l:\n- a: 1\n  b: 2\n- x\n", {"l[0]": "v"}, "l:\n- v\n- x\n"),
    ("l:\n- - 1\n  - 2\n- x\n", {"l[0]": {"k": ["v"]}}, "l:\n- {k: [v]}\n- x\n"),
    ("k:  # c\n  a: 1  # d\n  b: 2  # e\nz: 1\n", {"k": "v"}, "k: v  # c  # e\nz: 1\n"),
    ("k:\n\n  - a\nz: 1\n", {"k": ["b"]}, "k: [b]\nz: 1\n"),
    ("{a: 1, b: {c: 2}}\n", {"b": {}}, "{a: 1, b: {}}\n"),
    ("a: >\n  long\n  text\nb: 2\n", {"a": "x"}, "a: x\nb: 2\n"),
    # added
    ("a: 1\n", {"k.l.m": "v"}, "a: 1\nk: {l: {m: v}}\n"),
    ("a: 1\n", {"k[0].m": "v"}, "a: 1\nk: [{m: v}]\n"),
    ("a: 1\n", {"k.l[0]": "v"}, "a: 1\nk: {l: [v]}\n"),
    ("a:\n  b:\n", {"a.b.c.d": "v"}, "a:\n  b: {c: {d: v}}\n"),
    ("a:\nb: 1\n", {"a[0]": "v"}, "a: [v]\nb: 1\n"),
    ("a: 1\nb:\n  c:\n    d: 1  # d\n\n# end\n", {"b.e": "2"}, "a: 1\nb:\n  c:\n    d: 1  # d\n  e: 2\n\n# end\n"),
    ("l:\n  - a\n  - b: 1\n    c: 2\n", {"l[2]": "d", "l[1].e": "3"}, "l:\n  - a\n  - b: 1\n    c: 2\n    e: 3\n  - d\n"),
    ("l:\n- - 1\n", {"l[0][1]": "2"}, "l:\n- - 1\n  - 2\n"),
    ("a: []\nb: {}\n", {"a[0]": "x", "b.k": "y"}, "a: [x]\nb: {k: y}\n"),
    ("a: [1,\n  2]\n", {"a[2]": "3"}, "a: [1,\n  2, 3]\n"),
    ("a: {b: 1,}\n", {"a.c": ""}, 'a: {b: 1, c: "",}\n'),
    ("a: 1\n", {"b": None, '"two words"': Scalar("")}, "a: 1\ntwo words:\n"),
    ("a: 1\r\nb:\r\n  c: 1\r\n", {"b.d": "2"}, "a: 1\r\nb:\r\n  c: 1\r\n  d: 2\r\n"),
    ("a: 1\rb: 2\r", {"c": "3"}, "a: 1\rb: 2\rc: 3\r"),
    ("a: 1", {"b": "2", "c": "3"}, "a: 1\nb: 2\nc: 3"),
    # removed
    ("a: 1\n# of b\nb:\n  c: 1\n\n  d: 2  # d\n# of e\ne: 3\n", {"b": None}, "a: 1\n# of b\n# of e\ne: 3\n"),
    ("a: 1\r\nb: 2\r\nc: 3\r\n", {"b": None}, "a: 1\r\nc: 3\r\n"),
    ("a: 1\nb: 2", {"b": None}, "a: 1\n"),
    ("a: 1\nb: 2\n", {"a": None, "absent": None, "no.where": None}, "b: 2\n"),
    ("l:\n- a  # A\n\n# of b\n- b\n- c\n", {"l[1]": None}, "l:\n- a  # A\n\n# of b\n- c\n"),
    ("l:\n- a\n- b\n- c\n", {"l[0]": None, "l[1]": None}, "l:\n- c\n"),
    ("l:\n- - 1\n  - 2\n  - 3\n", {"l[0][0]": None, "l[0][2]": None}, "l:\n- - 2\n"),
    ("l:\n- a: 1\n  b: 2\n  c: 3\n", {"l[0].a": None, "l[0].c": None}, "l:\n- b: 2\n"),
    ("a: [1, 2, 3, 4]\n", {"a[0]": None, "a[3]": None}, "a: [2, 3]\n"),
    ("a: [1, 2, 3]\n", {"a[1]": None}, "a: [1, 3]\n"),
    ("a: {b: 1, c: , d: 3}\n", {"a.b": None, "a.d": None}, "a: {c: }\n"),
    ("a: {b: 1, c: 2}\n", {"a.b": None, "a.c": None}, "a: {}\n"),
    ("a:\n  b: 1\nc: 1\n", {"a.b": None}, "a: {}\nc: 1\n"),
    ("a:\n  - 1\nc: 1\n", {"a[0]": None}, "a: []\nc: 1\n"),
    # spelt
    ("a: 1\n", {"a": ["85 %", "x: y", "", Scalar("5", quoted=True), 3, True]}, 'a: [85 %, "x: y", "", "5", 3, true]\n'),
    ("a: 1\n", {"a": {"é b": "l'objectif", "c:d": "é\u2028"}}, 'a: {é b: "l\'objectif", "c:d": "é\\U00002028"}\n'),
    ("a: 1\n", {"a": "1\u202f000\u00a0€"}, "a: 1\u202f000\u00a0€\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edits", "expected"), EXACT, ids=range(len(EXACT)))
def test_an_edit_changes_what_it_says_and_nothing_else(
    text: str, edits: dict[str, object], expected: str
) -> None:
    assert written(read(text), {parse_route(route): value for route, value in edits.items()}) == expected


def test_a_value_that_an_option_set_is_not_written_beside() -> None:
    edited = read("a: 1\nb: 2\n").edited({("c",): "3"}, Setting("--set"))
    with pytest.raises(ValueError, match="`b` cannot be changed in its place; change it by hand"):
        written(edited, {("b",): "4"})
    with pytest.raises(ValueError, match="`c` is not written in"):
        written(edited, {("c",): "4"})
