"""Plan texts: what is refused and where, what an address leads to, what an edit changes."""

from __future__ import annotations

import pytest
from documents import PLAN, at, problem, read, shown, told
from findings import plain

from csvariable.kernel.diagnostic import FilePlace, PlanPlace, Route, Severity, TextPlace
from csvariable.text import (
    Scalar,
    Span,
    parse,
    parse_route,
    route_text,
)

# The hazards of YAML, one by one


def test_y1_a_key_given_twice_is_an_error_with_both_lines() -> None:
    document, problems = parse("cap: 100\nb: 1\ncap: 500\nb: 2\ncap: 7\n", "plan.yaml")
    assert [(p.rule, at(p)) for p in problems] == [
        ("duplicate-key", (3, 1)),
        ("duplicate-key", (4, 1)),
        ("duplicate-key", (5, 1)),
    ]
    assert [label.at for label in problems[0].also] == [TextPlace("plan.yaml", 1, 1, 1, 4)]
    assert document is not None
    assert document.value(("cap",)) == Scalar("100")


def test_y2_words_and_numbers_of_yaml_1_1_stay_what_was_written(loader: str) -> None:
    words = ["NO", "on", "yes", "2:35:10", "190:20:30.15", "010", "08", "1_000", "1e3", "1.e+3", "0o17"]
    document = read("".join(f"k{index}: {word}\n" for index, word in enumerate(words)))
    assert [scalar for _, scalar in document.routes()] == [Scalar(word) for word in words], loader


def test_y3_digits_are_kept_as_written() -> None:
    document = read("a: 0.1\nb: 100.10\nc: 12345678901234567890.12345\n")
    assert document.plain() == {
        "a": Scalar("0.1"),
        "b": Scalar("100.10"),
        "c": Scalar("12345678901234567890.12345"),
    }


def test_y4_infinities_are_texts() -> None:
    assert read("a: .inf\nb: .nan\n").plain() == {"a": Scalar(".inf"), "b": Scalar(".nan")}


def test_y5_an_unknown_key_is_kept_for_the_reader_to_refuse() -> None:
    document = read("thresold: 80 %\n")
    assert shown(document, "thresold", key=True) == "1: thresold"


def test_y6_keys_are_texts(loader: str) -> None:
    document = read("1: a\ntrue: b\n1.0: c\n~: d\n'': e\n")
    assert [route for route, _ in document.routes()] == [("1",), ("true",), ("1.0",), ("~",), ("",)], loader
    assert told("? [a]\n: 1\n")[0] == "non-text-key"
    assert told("? {a: 1}\n: 1\n")[0] == "non-text-key"
    assert told("a: {? : 1}\n")[0] == "non-text-key"
    assert told("a: &a 1\n*a : 2\n") == ("non-text-key", 2, 1)


def test_y7_a_second_colon_is_said_in_plain_words(loader: str) -> None:
    diagnostic = problem("x: 1\na: b: c\n")
    assert (diagnostic.rule, at(diagnostic)) == ("yaml-syntax", (2, 5)), loader
    assert "second colon" in str(diagnostic.message)
    assert plain(diagnostic.help) == 'write `"b: c"`'
    assert read("a: 50#x\nb: 50 #x\n").plain() == {"a": Scalar("50#x"), "b": Scalar("50")}


def test_y8_an_alias_bomb_is_refused_before_it_grows(loader: str) -> None:
    rows = [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 12)]
    diagnostic = problem("\n".join(["a0: &a0 [x]", *rows]))
    assert diagnostic.rule == "too-many-nodes", loader
    assert at(diagnostic)[0] == 7  # long before the last row, which stands for 9 to the power of 11 nodes


def test_y9_merge_keys_are_refused(loader: str) -> None:
    document, problems = parse("a: &a {x: 1}\nb:\n  <<: *a\nc:\n  <<: *a\n", "p")
    assert document is None, loader
    assert [(p.rule, at(p)) for p in problems] == [("merge-key", (3, 3)), ("merge-key", (5, 3))]
    assert read("'<<': 1\n").plain() == {"<<": Scalar("1")}


STEPS = "\n".join(f"{' ' * level}k:" for level in range(2_000))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[" * 100_000, (1, 51)),
        ("a: " + "[" * 100_000, (1, 53)),
        ("a:\n  - b: " + "[" * 2_000 + "]" * 2_000 + "\nc: [", (2, 55)),
        ("{a: " * 3_000, (1, 201)),
        ("[{a: " * 500, (1, 126)),
        ("- " * 100_000, (1, 101)),
        (STEPS, (51, 51)),
    ],
)
def test_y10_deep_nesting_is_refused_at_once(loader: str, text: str, place: tuple[int, int]) -> None:
    diagnostic = problem(text)
    assert (diagnostic.rule, at(diagnostic)) == ("too-deep", place), loader
    assert str(diagnostic.message) == "more than 50 levels are nested here"


@pytest.mark.parametrize(
    ("text", "place"), [("? " * 2_000, (1, 3)), ("[{" * 500, (1, 3)), ("a: {[" + "[" * 2_000, (1, 5))]
)
def test_y10_a_deep_key_is_refused_as_a_key(loader: str, text: str, place: tuple[int, int]) -> None:
    assert told(text) == ("non-text-key", *place), loader


def test_y10_fifty_levels_are_allowed_and_aliases_count() -> None:
    assert list(read("x: " + "[" * 49 + "1" + "]" * 49).routes()) == [(("x", *[0] * 49), Scalar("1"))]
    assert told("x: " + "[" * 50 + "1" + "]" * 50) == ("too-deep", 1, 53)
    half, back = "[" * 30, "]" * 30
    assert told(f"a: &a {half}1{back}\nb: {half}*a{back}\n") == ("too-deep", 2, 34)


def test_y11_dates_and_long_numbers_are_texts() -> None:
    assert read(f"a: 2025-02-30\nb: {'9' * 5000}\n").plain() == {
        "a": Scalar("2025-02-30"),
        "b": Scalar("9" * 5000),
    }


@pytest.mark.parametrize(("text", "place"), [("a: &a [*a]", (1, 8)), ("a: &a\n  b: *a\n", (2, 6))])
def test_y12_a_block_inside_itself_is_refused(loader: str, text: str, place: tuple[int, int]) -> None:
    assert told(text) == ("recursive-alias", *place), loader


def test_y13_explicit_tags_are_refused(loader: str) -> None:
    document, problems = parse("a: !!set {x}\nb: !x 5\nc: ! foo\nd: &n !t [1]\ne: &m !t\n  k: 1\n", "p")
    assert [(p.rule, at(p)) for p in problems] == [
        ("explicit-tag", (1, 4)),
        ("explicit-tag", (2, 4)),
        ("explicit-tag", (3, 4)),
        ("explicit-tag", (4, 7)),
        ("explicit-tag", (5, 7)),
    ], loader
    assert document is not None
    assert shown(document, "b") == "2: 5"


def test_y14_odd_digits_are_left_to_the_typed_field() -> None:
    assert read("a: ١٢\nb: １２\nc: 1e999999\n").value(("a",)) == Scalar("١٢")


def test_y15_escapes_of_quoted_texts_are_read_and_raw_control_characters_refused() -> None:
    assert read('a: "\\e[1m\\u202E"\n').value(("a",)) == Scalar("\x1b[1m\u202e", quoted=True)
    assert told("a: 1\nb: \x1b[1m\n") == ("control-character", 2, 4)
    assert told("a: \x1b\x1b\n") == ("control-character", 1, 4)
    assert told("a: \x00\n") == ("control-character", 1, 4)
    assert told("\ufeff\ufeffa: 1\n") == ("control-character", 1, 1)
    assert told("a: \ud800\n") == ("control-character", 1, 4)
    assert read("\ufeffa: 1\n").plain() == {"a": Scalar("1")}


# Files that are no plan


def test_a_file_larger_than_the_limit_is_not_read() -> None:
    assert problem(b"x" * (5 * 1024 * 1024 + 1)) == problem("x" * (5 * 1024 * 1024 + 1))
    assert problem(b"x" * (5 * 1024 * 1024 + 1)).at == FilePlace("plan.yaml")


def test_text_that_is_not_utf8_says_what_it_seems_to_be() -> None:
    diagnostic = problem("a: 1\r\nb: déjà\n".encode("cp1252"))
    assert (diagnostic.rule, at(diagnostic)) == ("not-utf8", (2, 5))
    assert "line 2 holds the byte 0xE9, it looks like Windows-1252: `é`" in str(diagnostic.message)
    assert str(problem(b"a: \x81\n").message).endswith("0x81")
    assert problem(b"\xef\xbb\xbfa: \xe9\n").at == TextPlace("plan.yaml", 1, 4, 1, 5)
    assert "UTF-16" in str(problem("a: 1\n".encode("utf-16")).message)


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\n\n"])
def test_an_empty_file_is_told(text: str) -> None:
    assert told(text) == ("empty-file", 1, 1)


def test_a_file_without_keys_is_told() -> None:
    assert told("\n- a\n- b\n") == ("not-a-mapping", 2, 1)
    assert (
        problem("weight:60\n").help and str(problem("weight:60\n").help)
    ) == "a colon needs a space after it: `weight: 60`"
    assert (
        problem("hello\n").help and str(problem("hello\n").help)
    ) == "write `key: value` on the first line"


def test_a_second_document_is_refused() -> None:
    assert told("a: 1\n---\nb: 1\n") == ("several-documents", 2, 1)
    assert read("---\na: 1\n...\n").plain() == {"a": Scalar("1")}


def test_anchors_have_one_meaning() -> None:
    assert told("a: &x 1\nb: &x 2\n") == ("duplicate-anchor", 2, 7)
    assert told("a: &x [1]\nb: &x [2]\n") == ("duplicate-anchor", 2, 7)
    assert told("a: *csv\n") == ("unknown-anchor", 1, 4)


def test_false_spaces_are_found_where_they_matter() -> None:
    assert told("a:\n\u00a0\u00a0b: 1\n") == ("non-breaking-space", 2, 1)
    assert told("poids\u00a0: 60 %\n") == ("non-breaking-space", 1, 1)
    assert told("items:\n\u00a0 - a\n") == ("non-breaking-space", 2, 1)
    assert told("a: b\n \u00a0 c\n") == ("non-breaking-space", 1, 4)
    assert read("a: 85\u00a0%\nseuil\u00a080: 1\n").value(("a",)) == Scalar("85\u00a0%")


def test_a_comma_inside_a_number_is_a_warning() -> None:
    diagnostic = problem("a: [0,5, 1,2]\n")
    assert (diagnostic.rule, diagnostic.severity, at(diagnostic)) == ("flow-comma", Severity.WARNING, (1, 5))
    assert (
        diagnostic.help and str(diagnostic.help)
    ) == "for one number write `0.5`; for two, a space: `0, 5`"
    assert "`2500`" in str(problem("a: {b: 2,500: 1}\n").help)
    assert parse("a: 0,5\nb: [0, 5]\nc: [a,5]\nd: {x: 1, y: 2}\n", "p")[1] == ()


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: {b: 60,5 %}\n", "60,5 %"),
        ("a: {b: 60,5 %, c: 1}\n", "60,5 %"),
        ("a: {b: 2,500 EUR}\n", "2,500 EUR"),
        ("a: {b: -2,5}\n", "-2,5"),
        ("a: {b: 60, 5 %}\n", "60"),
        ("a: {b: 60 %,5 %}\n", "60 %"),
        ("a: {b: 60,5 %: 1}\n", "60"),
        ("a: {b: [60],5 %}\n", None),
    ],
)
def test_a_decimal_comma_in_braces_leaves_one_value(text: str, value: str | None) -> None:
    document = read(text)
    found = document.value(("a", "b"))
    assert (found and found.text) == value
    if value is not None:
        assert text[document.place(PlanPlace(("a", "b"))).column - 1 :].startswith(value)
    assert (document.value(("a", "5 %")) is None) == ("," not in text or (value or "").count(",") == 1)


def test_problems_are_bounded() -> None:
    document, problems = parse("k: 1\n" * 5000, "p")
    assert (document, len(problems)) == (None, 1000)


def test_separators_of_lines_that_editors_do_not_show_shift_nothing(loader: str) -> None:
    document = read("# note\u2028cap: 9\na: 'x\u2028y\u2029'\nb: 1\n")
    assert list(dict(document.routes())) == [("a",), ("b",)], loader
    assert document.value(("a",)) == Scalar("x\u2028y\u2029", quoted=True)
    assert document.place(PlanPlace(("b",))) == TextPlace("plan.yaml", 3, 4, 3, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_counted_with_every_line_end(end: str) -> None:
    document = read(f"a: 1{end}b: 😀{end}c: x")
    assert document.place(PlanPlace(("c",))) == TextPlace("plan.yaml", 3, 4, 3, 5)


# Addresses

ROUTES: dict[str, Route] = {
    "kpis.nrr.curve.linear[1].pays": ("kpis", "nrr", "curve", "linear", 1, "pays"),
    '"two words".a-b_c': ("two words", "a-b_c"),
    'when."nrr.target"': ("when", "nrr.target"),
    '"a\\"b\\\\"': ('a"b\\',),
    "[0][12].x": (0, 12, "x"),
    '""': ("",),
}


@pytest.mark.parametrize("text", ROUTES)
def test_a_route_is_read_as_it_is_written(text: str) -> None:
    assert parse_route(text) == ROUTES[text]
    assert route_text(ROUTES[text]) == text


NO_ROUTES = ["", ".a", "a.", "a..b", "a b", "a[x]", "a[01]", "a[-1]", 'a"b"', '"a', '"\\x"', "[0]a"]


@pytest.mark.parametrize("text", NO_ROUTES)
def test_what_is_no_route_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(ValueError, match="route"):
        parse_route(text)


@pytest.mark.parametrize(
    ("text", "read"),
    [("a..b", "after `a`"), (".a", "at its beginning"), ('a."\\x"', "after `a`"), ("a[x]", "after `a`")],
)
def test_the_sentence_says_up_to_where_a_route_is_read(text: str, read: str) -> None:
    with pytest.raises(ValueError, match="route") as refused:
        parse_route(text)
    advice = "write keys with dots and items with brackets, like `kpis.nrr.curve.linear[1].pays`"
    assert str(refused.value) == f"`{text}` is not a route: {read} it cannot be read; {advice}"


def test_no_route_is_told_with_an_example() -> None:
    with pytest.raises(ValueError, match="route") as refused:
        parse_route("")
    assert str(refused.value) == "the route is empty; write it like `kpis.nrr.target`"


def test_a_route_is_written_as_people_read_it() -> None:
    assert route_text(("é", 0, "b")) == '"é"[0].b'
    assert route_text(()) == ""


def test_nodes_are_found_by_their_route() -> None:
    document = read(PLAN)
    assert document.value(parse_route("kpis.nrr.tags[2]")) == Scalar("c")
    assert [route for route, _ in read("a: [x, {b: y}]\n").routes()] == [("a", 0), ("a", 1, "b")]
    assert document.value(parse_route("note")) == Scalar("two\nlines\n", quoted=True)
    for route in ("kpis.nrr", "kpis.nrr.tags[3]", "kpis.nrr.tags.x", "kpis[0]", "kpis.nrr.weight.x"):
        assert document.value(parse_route(route)) is None
    shared = document.node(("kpis", "other"))
    anchored = document.node(("kpis", "csat"))
    assert shared is not None
    assert anchored is not None
    assert shared.value is anchored.value
    assert shared.site == Span(document.text.index("*c"), document.text.index("*c") + 2)


def test_an_error_path_of_pydantic_is_followed_past_the_tags_of_unions() -> None:
    document = read(PLAN)
    route, node = document.walk(("kpis", "nrr", "curve", "linear-curve", "linear", 1, "missing"))
    assert route == ("kpis", "nrr", "curve", "linear", 1)
    assert node is document.node(route)


def test_a_place_is_the_nearest_thing_written() -> None:
    document = read(PLAN)
    assert shown(document, "kpis.nrr.weight") == "5: 60 %"
    assert shown(document, "kpis.nrr.weight", key=True) == "5: weight"
    assert shown(document, "kpis.nrr") == "4: nrr"
    assert shown(document, "kpis.nrr.absent") == "4: nrr"
    assert shown(document, "kpis.nrr.curve.linear[1]") == "6: {at: 100 %, pays: 100 %}"
    assert shown(document, "kpis.nrr.curve.linear[1].rate") == "6: at"
    assert shown(document, "kpis.nrr.tags") == "7: tags"
    assert shown(document, "kpis.nrr.tags[1]") == "9: b"
    assert shown(document, "kpis.nrr.tags[9]") == "7: tags"
    assert shown(document, "kpis.csat.empty") == "15: empty"
    assert shown(document, "kpis.csat.empty.deeper") == "15: empty"
    assert shown(document, "absent") == "2: csvariable"
    assert shown(document, "note") == "18: note"
    assert document.place(PlanPlace(())) == TextPlace("plan.yaml", 2, 1, 2, 11)


def test_a_place_in_lists_of_blocks_stays_on_one_line() -> None:
    document = read("l:\n- a: 1\n  b: 2\n- [x,\n  y]\n- [{}, p q]\n- long\n  text\n- {}\n")
    assert shown(document, "l[0]") == "2: a"
    assert shown(document, "l[1]") == "4: [x,"
    assert shown(document, "l[2]") == "6: [{}, p q]"
    assert shown(document, "l[3]") == "7: long"
    assert shown(document, "l[4].a") == "9: {}"
    assert shown(read("{}\n"), "a") == "1: {}"


def test_the_uses_of_an_alias_are_known() -> None:
    document = read(PLAN)
    assert document.uses(parse_route("kpis.other.weight")) == (TextPlace("plan.yaml", 16, 10, 16, 12),)
    assert shown(document, "kpis.other.weight") == "14: 40 %"
    assert document.uses(parse_route("kpis.csat.weight")) == ()
