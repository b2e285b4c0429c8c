"""What a text of YAML may not hold: each told by its rule, its place, its sentence and its help."""

from __future__ import annotations

from typing import NamedTuple

import pytest
import yaml
from documents import marked, problem, read, shown, told
from findings import plain

from csvariable.kernel.diagnostic import FilePlace, PlanPlace, TextPlace
from csvariable.text import Scalar, events, parse, parsing


class Told(NamedTuple):
    """What is underlined, the sentence, what to do."""

    rule: str
    at: str
    message: str
    help: str | None = None


TEXT_KEY = "a key must be a text, not a list or a mapping"
KEY_HERE = ("a key must be a text written here", "write the key as a text")
TAG = ("a tag (`!`) is not part of the language", "delete the tag; a text that begins with `!` needs quotes")
MERGE = (
    "`<<` (a merge of blocks) is not part of the language",
    "write the keys out, or repeat a whole block with `*name`",
)
DEEP = "more than 50 levels are nested here"
TWO_NAMES = ("the name `&x` is given to two blocks", "give one another name")
SECOND = (
    "a second document begins here; a file holds one",
    "delete the `---` line, or put what follows into its own file",
)
FALSE_SPACE = (
    "a non-breaking space stands where YAML needs an ordinary one",
    "replace it by a space; such spaces come with text pasted from a document or a page",
)
FIRST_LINE = "write `key: value` on the first line"
LIST = "the file is a list; it must hold keys with values"
WORDS = "the file is a text; it must hold keys with values"


def comma(left: str, right: str, number: str) -> tuple[str, str]:
    return (
        f"`{left},{right}` is read as two values, `{left}` and `{right}`",
        f"for one number write `{number}`; for two, a space: `{left}, {right}`",
    )


def no_anchor(name: str) -> tuple[str, str]:
    sentence = f"`*{name}` repeats a block named `&{name}`, and there is none above"
    return sentence, "a text that begins with `*` needs quotes"


TEXTS: dict[str, list[Told]] = {
    "? [a]\n: 1\n": [Told("non-text-key", "1:3 [", TEXT_KEY, "put the key in quotes")],
    "{{ x }}: 1\n": [Told("non-text-key", "1:1 {", TEXT_KEY, "put the key in quotes")],
    "a: &a 1\n*a : 2\n": [Told("non-text-key", "2:1 *a", *KEY_HERE)],
    "b:\n  <<: {a: 1}\n": [Told("merge-key", "2:3 <<", *MERGE)],
    "x: " + "[" * 50 + "1" + "]" * 50: [Told("too-deep", "1:53 [", DEEP)],
    "x: &x [[1]]\ny: " + "[" * 48 + "*x" + "]" * 48: [Told("too-deep", "2:52 *x", DEEP)],
    "a: &a [*a]": [Told("recursive-alias", "1:8 *a", "`*a` stands inside the block that it repeats")],
    "a: *csv\n": [Told("unknown-anchor", "1:4 *csv", *no_anchor("csv"))],
    "a: !!set {x}\n": [Told("explicit-tag", "1:4 !!set", *TAG)],
    "a: !x 5\nb: ! foo\n": [Told("explicit-tag", "1:4 !x", *TAG), Told("explicit-tag", "2:4 !", *TAG)],
    "a: &n !t [1]\nb: [!t x]\n": [Told("explicit-tag", "1:7 !t", *TAG), Told("explicit-tag", "2:5 !t", *TAG)],
    "a: 1\n--- \nb: 1\n": [Told("several-documents", "2:1 ---", *SECOND)],
    "a: &x 1\nb: &x 2\n": [Told("duplicate-anchor", "2:7 2", *TWO_NAMES)],
    "a: &x [1]\nb: &x [2]\n": [Told("duplicate-anchor", "2:7 [", *TWO_NAMES)],
    "a: [0,5, 1,2]\n": [Told("flow-comma", "1:5 0,5", *comma("0", "5", "0.5"))],
    "a: [[1,2],[3,4]]\n": [
        Told("flow-comma", "1:6 1,2", *comma("1", "2", "1.2")),
        Told("flow-comma", "1:12 3,4", *comma("3", "4", "3.4")),
    ],
    "{b: 2,500: 1}\n": [Told("flow-comma", "1:5 2,500", *comma("2", "500", "2500"))],
    "a: {b: 12345,67: 8,9}\n": [Told("flow-comma", "1:8 12345,67", *comma("12345", "67", "12345.67"))],
    "a: {b: 2,500, c: 60,5 %}\n": [],
    "[1,2]\n": [
        Told("flow-comma", "1:2 1,2", *comma("1", "2", "1.2")),
        Told("not-a-mapping", "1:1 [1,2]", LIST, FIRST_LINE),
    ],
    "a: [5,x]\nb: [x,5]\nc: [0, 5]\nd: 0,5\ne: {1: 2, 3: 4}\n": [],
    "a:\n\u00a0\u00a0b: 1\n": [Told("non-breaking-space", "2:1 \u00a0\u00a0b", *FALSE_SPACE)],
    "poids\u00a0: 60 %\n": [Told("non-breaking-space", "1:1 poids\u00a0", *FALSE_SPACE)],
    "'poids\u00a0': 1\nseuil\u00a080: 2\na: 85\u00a0%\n": [],
    "\n- a\n- b\n": [Told("not-a-mapping", "2:1 - a", LIST, FIRST_LINE)],
    "x" * 100: [Told("not-a-mapping", f"1:1 {'x' * 80}", WORDS, FIRST_LINE)],
    "a: [0,5]\n" + "# a long text\n" * 9: [Told("flow-comma", "1:5 0,5", *comma("0", "5", "0.5"))],
    "hello\n": [Told("not-a-mapping", "1:1 hello", WORDS, FIRST_LINE)],
    "# c\n": [Told("empty-file", "1:1 ", "the file holds nothing", "`csvariable init` writes a first plan")],
}


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_what_is_no_part_of_the_language_is_told_where_it_stands(loader: str, text: str) -> None:
    _, problems = parse(text, "plan.yaml")
    found = [
        Told(
            one.rule,
            marked(text, one.at),
            str(one.message),
            plain(one.help),
        )
        for one in problems
    ]
    assert found == TEXTS[text], loader


@pytest.mark.parametrize(
    ("text", "trusted"),
    [
        ("a: 1\na: 2\n", True),
        ("a: !t 1\n", True),
        ("a: [1,2]\n", True),
        ("a: {<<: 1}\n", False),
        ("a\u00a0: 1\n", False),
        ("a: b\n \u00a0c\n", False),
        ("a: *b\n", False),
    ],
    ids=range(7),
)
def test_a_text_whose_values_cannot_be_trusted_gives_no_document(text: str, trusted: bool) -> None:
    document, problems = parse(text, "plan.yaml")
    assert len(problems) == 1
    assert (document is not None) == trusted


def test_a_key_given_twice_is_told_beside_the_first(loader: str) -> None:
    text = "a: {cap: 1, b: 2}\nb: 3\na: 4\na: 5\n"
    document, problems = parse(text, "plan.yaml")
    assert document is not None, loader
    assert [
        (
            marked(text, one.at),
            str(one.message),
            plain(one.help),
        )
        for one in problems
    ] == [
        ("3:1 a", "the key `a` is given twice", "keep one of them"),
        ("4:1 a", "the key `a` is given twice", "keep one of them"),
    ]
    assert [[(marked(text, label.at), str(label.text)) for label in one.also] for one in problems] == [
        [("1:1 a", "first given here")]
    ] * 2
    assert document.value(("a", "b")) == Scalar("2")


def test_a_false_space_at_the_end_of_an_indent_underlines_the_whole_text(loader: str) -> None:
    assert problem("a: b\n \u00a0 c\n").at == TextPlace("plan.yaml", 1, 4, 2, 5), loader


LARGE = "a: &a [" + ", ".join("x" * 999) + "]\nb: [" + ", ".join(["*a"] * 198)


def test_two_hundred_thousand_values_are_allowed_and_one_more_is_not() -> None:
    """The repeated ones count: 4 + 999 of the first key, 2 + 198 x 1,000 and the rest of the second."""
    document, problems = parse(f"{LARGE}{', y' * 996}]\n", "plan.yaml")
    assert document is not None
    assert problems == ()
    found = problem(f"{LARGE}{', y' * 997}]\n")
    assert found.rule == "too-many-nodes"
    assert str(found.message) == "the file holds more than 200,000 values, repeated blocks included"
    assert isinstance(found.at, TextPlace)
    assert (found.at.line, found.at.end_column - found.at.column) == (2, 1)


def test_the_value_that_is_too_much_is_pointed_at(loader: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MAX_NODES", 5)
    assert read("a: [x, y]\n").plain() == {"a": [Scalar("x"), Scalar("y")]}, loader
    assert told("a: [x, y, z]\n") == ("too-many-nodes", 1, 11)
    assert told("a: {b: {c: d}}\n") == ("too-many-nodes", 1, 9)
    assert read("a: &a b\nc: *a\n").plain() == {"a": Scalar("b"), "c": Scalar("b")}
    assert told("a: &a [b]\nc: *a\n") == ("too-many-nodes", 2, 4)


def test_fifty_levels_are_allowed_through_an_alias_too() -> None:
    inside = "[" * 47 + "*x" + "]" * 47
    document = read(f"x: &x [[1]]\ny: {inside}\n")
    assert document.value(("y", *[0] * 49)) == Scalar("1")
    inside = "[" * 49 + "*x" + "]" * 49
    assert read(f"x: &x 1\ny: {inside}\n").value(("y", *[0] * 49)) == Scalar("1")
    assert read(f"x: &x {{a: [1], b: 2}}\ny: {'[' * 47}*x{']' * 47}\n").value(
        ("y", *[0] * 47, "b")
    ) == Scalar("2")
    assert told(f"x: &x {{a: [1], b: 2}}\ny: {'[' * 48}*x{']' * 48}\n")[0] == "too-deep"


def test_a_text_in_quotes_holds_no_half_of_a_character(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "LOADER", yaml.SafeLoader)
    text = 'a: 1\nb: "x\\uD800"\n'
    found = problem(text)
    assert (found.rule, marked(text, found.at)) == ("yaml-syntax", '2:4 "x\\uD800"')
    assert str(found.message) == "an escape here stands for half a character"


@pytest.mark.parametrize(
    ("text", "place"),
    [('a: 1\nb: "\\U00110000"\n', "2:2 "), ('a: [x, "\\U00110000"]\n', "1:6 "), ('"\\U00110000"\n', "1:1 ")],
    ids=range(3),
)
def test_an_escape_of_no_character_is_told_after_the_last_value(
    monkeypatch: pytest.MonkeyPatch, text: str, place: str
) -> None:
    monkeypatch.setattr(events, "LOADER", yaml.SafeLoader)
    found = problem(text)
    assert (found.rule, marked(text, found.at)) == ("yaml-syntax", place)
    assert str(found.message).startswith("this cannot be read as YAML (")


@pytest.mark.parametrize("text", ["x\u2028y", "x\u2029y", "\ue000\u2028\ue001\u2029\ue000"])
def test_a_separator_of_lines_inside_a_text_is_kept(loader: str, text: str) -> None:
    document = read(f"a: '{text}'\nb: {text}\n")
    assert document.plain() == {"a": Scalar(text, quoted=True), "b": Scalar(text)}, loader


def test_a_value_is_underlined_without_its_name_its_tag_and_its_end(loader: str) -> None:
    document = read("a: &a   x\nb: |\n  y\n\n\nc: &c\nl:\n- &l\n- z\nf: &f {k: v}\ng: &g\n  k: v\n")
    assert shown(document, "a") == "1: x", loader
    assert shown(document, "b") == "2: b"
    assert shown(document, "c") == "6: c"
    assert document.place(PlanPlace(("l", 0))) == TextPlace("plan.yaml", 8, 5, 8, 5)
    assert shown(document, "l[1]") == "9: z"
    assert shown(document, "f") == "10: {k: v}"
    assert shown(document, "g.k") == "12: v"
    block = document.node(("b",))
    assert block is not None
    assert block.span is not None
    assert document.text[block.span.start : block.span.end] == "|\n  y"


# Bytes

MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("size", "said"),
    [(5 * MIB + 1, "5"), (int(5.2505 * MIB), "5.3"), (7 * MIB, "7"), (105 * MIB // 10, "10.5")],
)
def test_a_file_over_five_mebibytes_is_told_with_its_size(size: int, said: str) -> None:
    found = problem(b"#" * size)
    assert (found.rule, found.at) == ("too-large", FilePlace("plan.yaml"))
    assert str(found.message) == f"the file is larger than 5 MiB ({said} MiB)"
    assert plain(found.help) == "a plan is a few kilobytes; is this the right file?"


def test_a_file_of_five_mebibytes_is_read() -> None:
    assert told(b"#" * (5 * MIB)) == ("empty-file", 1, 1)


def test_the_size_of_a_text_is_that_of_its_bytes() -> None:
    document, problems = parse("# " + "é" * (5 * MIB // 2), "plan.yaml")
    assert (document, [one.rule for one in problems]) == (None, ["too-large"])
    assert told("#" + "é" * (5 * MIB // 2 - 1)) == ("empty-file", 1, 1)


def test_a_file_in_another_encoding_is_told_with_its_first_strange_byte() -> None:
    found = problem("a: 1\r\nb: 2\rcé: déjà\n".encode("cp1252"))
    assert (
        found.rule,
        found.at,
        plain(found.help),
    ) == (
        "not-utf8",
        TextPlace("plan.yaml", 3, 2, 3, 3),
        "save the file as UTF-8",
    )
    assert str(found.message) == (
        "the file is not UTF-8: line 3 holds the byte 0xE9, it looks like Windows-1252: `é`"
    )
    found = problem("a: é\n".encode("utf-16"))
    assert (found.rule, str(found.message)) == ("not-utf8", "the file is UTF-16, not UTF-8")
    assert (
        found.at,
        plain(found.help),
    ) == (
        TextPlace("plan.yaml", 1, 1, 1, 1),
        "save the file as UTF-8",
    )


def test_each_hidden_character_is_told_once() -> None:
    document, problems = parse("a: \x1b\nb: \x1b\x07\n", "plan.yaml")
    assert document is None
    assert [(one.rule, str(one.message), one.at) for one in problems] == [
        (
            "control-character",
            "the text holds an invisible character, U+001B",
            TextPlace("plan.yaml", 1, 4, 1, 5),
        ),
        (
            "control-character",
            "the text holds an invisible character, U+0007",
            TextPlace("plan.yaml", 2, 5, 2, 6),
        ),
    ]
