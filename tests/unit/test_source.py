"""Plan texts: what is refused and where, what an address leads to, what an edit changes."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
import yaml

from csvariable.diagnostic import Diagnostic, FilePlace, PlanPlace, Route, Severity, TextPlace
from csvariable.source import (
    Document,
    Node,
    Scalar,
    Setting,
    Span,
    merged,
    parse,
    parse_route,
    parsing,
    route_text,
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


@pytest.fixture(params=[yaml.CSafeLoader, yaml.SafeLoader], ids=["c", "python"])
def loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(parsing, "LOADER", request.param)
    return str(request.param.__name__)


def read(text: str, name: str = "plan.yaml") -> Document:
    document, problems = parse(text, name)
    assert document is not None, problems
    return document


def problem(source: str | bytes) -> Diagnostic:
    _, problems = parse(source, "plan.yaml")
    assert len(problems) == 1, problems
    return problems[0]


def at(diagnostic: Diagnostic) -> tuple[int, int]:
    place = diagnostic.at
    assert isinstance(place, TextPlace)
    return place.line, place.column


def told(source: str | bytes) -> tuple[str, int, int]:
    diagnostic = problem(source)
    return (diagnostic.rule, *at(diagnostic))


def underlined(document: Document, place: TextPlace) -> str:
    line = document.text.split("\n")[place.line - 1]
    assert place.line == place.end_line
    return line[place.column - 1 : place.end_column - 1]


def shown(document: Document, route: str, *, key: bool = False) -> str:
    place = document.place(PlanPlace(parse_route(route), key=key))
    return f"{place.line}: {underlined(document, place)}"


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
    assert "second colon" in diagnostic.message
    assert diagnostic.help == 'write "b: c"'
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


@pytest.mark.parametrize("text", ["[" * 100_000, "a: " + "[" * 100_000, "- " * 100_000])
def test_y10_deep_nesting_is_refused_at_once(loader: str, text: str) -> None:
    assert told(text)[0] == "too-deep", loader


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


def test_y16_too_many_values_are_refused_while_reading() -> None:
    assert told(f"a: [{'1, ' * 300_000}]")[0] == "too-many-nodes"


# Files that are no plan


def test_a_file_larger_than_the_limit_is_not_read() -> None:
    assert problem(b"x" * (5 * 1024 * 1024 + 1)) == problem("x" * (5 * 1024 * 1024 + 1))
    assert problem(b"x" * (5 * 1024 * 1024 + 1)).at == FilePlace("plan.yaml")


def test_text_that_is_not_utf8_says_what_it_seems_to_be() -> None:
    diagnostic = problem("a: 1\r\nb: déjà\n".encode("cp1252"))
    assert (diagnostic.rule, at(diagnostic)) == ("not-utf8", (2, 5))
    assert "line 2 holds the byte 0xE9, it looks like Windows-1252: `é`" in diagnostic.message
    assert problem(b"a: \x81\n").message.endswith("0x81")
    assert problem(b"\xef\xbb\xbfa: \xe9\n").at == TextPlace("plan.yaml", 1, 4, 1, 5)
    assert "UTF-16" in problem("a: 1\n".encode("utf-16")).message


@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "\n\n"])
def test_an_empty_file_is_told(text: str) -> None:
    assert told(text) == ("empty-file", 1, 1)


def test_a_file_without_keys_is_told() -> None:
    assert told("\n- a\n- b\n") == ("not-a-mapping", 2, 1)
    assert problem("weight:60\n").help == "a colon needs a space after it: `weight: 60`"
    assert problem("hello\n").help == "write `key: value` on the first line"


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
    assert diagnostic.help == "for one number write `0.5`; for two, a space: `0, 5`"
    assert "`2500`" in str(problem("a: {b: 2,500}\n").help)
    assert parse("a: 0,5\nb: [0, 5]\nc: [a,5]\nd: {x: 1, y: 2}\n", "p")[1] == ()


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


# Errors of syntax in plain words

SYNTAX = {
    "comparison": ("a: 1\nmin: >= 4\n", 2, 6, "block of text", "{from: 4}"),
    "comparison in brackets": ("{min: >= 4}\n", 1, 7, "block of text", "{above: 4}"),
    "percent first": ("a: %5\n", 1, 4, "`%`", "`5 %`"),
    "percent key": ("%5: a\n", 1, 1, "`%`", "quotes"),
    "at": ("a: @x\n", 1, 4, "`@`", '"@x"'),
    "glob": ("f: *.csv\n", 1, 4, "`*`", '"*.csv"'),
    "anchor": ("f: &.x\n", 1, 4, "`&`", '"&.x"'),
    "tab": ("a:\n\tb: 1\n", 2, 1, "tab", "spaces"),
    "tab later": ("a:\n  b: 1\n\tc: 2\n", 3, 1, "tab", "spaces"),
    "open quote": ("x: 1\na: 'foo\nb: 1\n", 2, 4, "never closed", "close it"),
    "open double quote": ('a: "foo\nb: 1\n', 1, 4, "never closed", "close it"),
    "open list": ("a: [1, 2\nb: 3\n", 1, 4, "never closed", "`]`"),
    "open list at the end": ("a: [1,\n2\n", 1, 4, "never closed", "`]`"),
    "open mapping": ("a: {x: 1\nb: 3\n", 1, 4, "never closed", "`}`"),
    "missing comma": ("a: {x: 'a' 'b', y: 1}\n", 1, 8, "quote is closed", "whole text"),
    "list without comma": ("a: [[1] [2], 3]\n", 1, 9, "comma", "separated"),
    "apostrophe": ("a: 1\nb: 'l'objectif'\nc: 1\n", 2, 4, "apostrophe", "double quotes"),
    "apostrophe in brackets": ("{a: 'l'objectif', b: 1}\n", 1, 5, "apostrophe", "double quotes"),
    "sign after quotes": ('a: "50" %\nb: 1\n', 1, 4, "quote is closed", "whole text"),
    "colons with quotes": ('a: b: "c"\n', 1, 5, "second colon", "write 'b: \"c\"'"),
    "too deep": ("a: 1\n b: 2\n", 2, 2, "deeper", "align"),
    "too deep after a comment": ("a: 1\n\n# c\n b: 2\n", 4, 2, "not aligned", "same column"),
    "not aligned": ("a:\n  b: 1\n c: 2\n", 3, 2, "not aligned", "same column"),
    "no colon": ("a: 1\nweight 60\nname: x\n", 2, 1, "no key", "key: value"),
    "no colon at the top": ("weight 60\nname: x\n", 1, 1, "no key", "key: value"),
    "no colon above a gap": ("weight 60\n\nname: x\n", 1, 1, "no key", "key: value"),
    "no space": ("a: 1\nweight:60\nname: x\n", 2, 1, "no key", "`weight: 60`"),
    "no dash": ("a:\n  - 1\n  b: 2\n", 3, 3, "without a dash", "- "),
    "dash among keys": ("a: 1\n- 2\n", 2, 1, "among keys", "indent"),
    "list on the line": ("a: - b\n", 1, 1, "cannot stand here", "[a, b]"),
    "escape": ('a: "C:\\path"\n', 1, 7, "backslash", "double the backslash"),
    "closing bracket": ("a: [1]]\n", 1, 7, "never opened", "delete"),
    "comma first": ("a: [, b]\n", 1, 5, "comma", "before it"),
    "comma alone": ("a: , b\n", 1, 4, "comma", "before it"),
    "something else": ("a: !<x\n", 1, 1, "cannot be read as YAML", "quotes"),
    "question": ("a: ? b\n", 1, 4, "at `? b`", "quotes"),
}


@pytest.mark.parametrize("name", SYNTAX)
def test_syntax_errors_name_the_mistake_at_its_line(loader: str, name: str) -> None:
    text, line, column, message, advice = SYNTAX[name]
    diagnostic = problem(text)
    assert (diagnostic.rule, *at(diagnostic)) == ("yaml-syntax", line, column), (loader, diagnostic)
    assert message in diagnostic.message
    assert advice in str(diagnostic.help)


@pytest.mark.parametrize("escape", ["\\uD800", "\\UFFFFFFFF", "\\U00110000"])
def test_escapes_of_impossible_characters_are_errors(loader: str, escape: str) -> None:
    assert told(f'a: "{escape}"\n')[0] == "yaml-syntax", loader


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


# Edits


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


# Writing


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
