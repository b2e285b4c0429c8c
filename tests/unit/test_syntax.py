"""Texts that no parser of YAML reads: the mistake in plain words, underlined where it was made."""

# ruff: noqa: E501 - texts and sentences stand on one line, as they are written and printed

from __future__ import annotations

from typing import NamedTuple

import pytest
from documents import marked, problem
from findings import plain

from csvariable.kernel.diagnostic import TextPlace
from csvariable.text import parse


class Told(NamedTuple):
    """What is underlined (`line:column words`), the sentence, what to do, the place beside."""

    at: str
    message: str
    help: str
    also: str | None = None


def begins(sign: str) -> str:
    return f"a value cannot begin with `{sign}` without quotes"


def a_block(written: str) -> str:
    return f"`{written[0]}` begins a block of text in YAML, so `{written}` cannot be read"


def bounds(value: str) -> str:
    return f"a bound is a word: `{{from: {value}}}` for at least, `{{above: {value}}}` for more than"


TAB = "a tab indents this line; YAML is indented with spaces"
NO_TAB = "replace the tab by two spaces"
CLOSED = "the quote is closed before the end of the text"
APOSTROPHE = "the apostrophe closes the quote before the end of the text"
WHOLE = "put the whole text in quotes, or nothing of it"
DOUBLE = 'write a text with an apostrophe in double quotes: `"l\'objectif"`'
COMMAS = "values between brackets are separated by commas; a text with commas or brackets needs quotes"
COLON = "a second colon on this line; a text that holds `: ` needs quotes"
DEEPER = "this line is indented deeper than the one above, which already has a value"
ALIGN = "align it with the line above, or give that line no value of its own"
UNEVEN = "this line is not aligned with the others of its block"
COLUMN = "lines of one block begin in the same column"
NO_KEY = "this line has no key: `: ` (a colon and a space) is missing"
NO_DASH = "a list goes on here without a dash"
DASH = "begin the item with `- `, or indent the line as its key's neighbours are"
AMONG_KEYS = "a list item stands among keys"
UNDER = "indent it under the key it belongs to"
NO_LIST = "a list item (`- `) cannot stand here"
OWN_LINE = "begin the list on its own line under the key, or write `[a, b]`"
NO_ESCAPE = "a backslash in double quotes begins an escape, and this is none"
BACKSLASH = "double the backslash, or use single quotes"
NOT_OPENED = "delete it, or open the bracket"
COMMA = "a comma stands where a value is due"
BEFORE = "write the value before it, or put a text with commas in quotes"
UNREAD = "this cannot be read as YAML"
SIGNS = "a text with signs needs quotes; `key: value` needs its space"


def open_quote(mark: str) -> tuple[str, str]:
    return (
        f"the quote `{mark}` that opens here is never closed",
        f"close it with `{mark}` at the end of the text",
    )


def open_bracket(opening: str, close: str) -> tuple[str, str]:
    return f"the bracket `{opening}` that opens here is never closed", f"close it with `{close}`"


def missing(close: str) -> str:
    return f"a comma or the closing `{close}` is missing before this"


TEXTS: dict[str, Told] = {
    "a: 1\nmin: >= 4\n": Told("2:6 >= 4", a_block(">= 4"), bounds("4")),
    "{min: >= 4}\n": Told("1:7 >= 4", a_block(">= 4"), bounds("4")),
    "a: >= 4, b\n": Told("1:4 >= 4", a_block(">= 4"), bounds("4")),
    "a: |= 4 # c\n": Told("1:4 |= 4", a_block("|= 4"), bounds("4")),
    "a: %5\n": Told("1:4 %5", begins("%"), "write the sign after the number: `5 %`"),
    "a: [% 5.5 , 1]\n": Told("1:5 % 5.5", begins("%"), "write the sign after the number: `5.5 %`"),
    "%5: a\n": Told("1:1 %5: a", begins("%"), 'put the text in quotes: `"%5: a"`'),
    "a: @x\n": Told("1:4 @x", begins("@"), 'put the text in quotes: `"@x"`'),
    "a: [@b, c]\n": Told("1:5 @b", begins("@"), 'put the text in quotes: `"@b"`'),
    "a: `x`\n": Told("1:4 `x`", begins("`"), 'put the text in quotes: `"`x`"`'),
    "f: *.csv\n": Told("1:4 *.csv", begins("*"), 'put the text in quotes: `"*.csv"`'),
    "f: *\r\nb: 1\r\n": Told("1:4 *", begins("*"), 'put the text in quotes: `"*"`'),
    "f: &.x\n": Told("1:4 &.x", begins("&"), 'put the text in quotes: `"&.x"`'),
    "a:\n\tb: 1\n": Told("2:1 \t", TAB, NO_TAB),
    "a:\n  b: 1\n\tc: 2\n": Told("3:1 \t", TAB, NO_TAB),
    "a: 1\n\t b: 2\n": Told("2:1 \t ", TAB, NO_TAB),
    "a: 1\r\nb:\r\n \tc: 1\r\n": Told("3:1  \t", TAB, NO_TAB),
    "a: |\n\tx\n": Told("2:1 \t", TAB, NO_TAB),
    "x: 1\na: 'foo\nb: 1\n": Told("2:4 'foo", *open_quote("'")),
    'a: "foo \nb: 1\n': Told('1:4 "foo', *open_quote('"')),
    "a: 'x\n---\n": Told("1:4 'x", *open_quote("'")),
    "a: [1, 2\nb: 3\n": Told("1:4 [", *open_bracket("[", "]"), "2:1 b: 3 read as still inside it"),
    "a: [1, 2\n  b: c: 3  \n": Told("1:4 [", *open_bracket("[", "]"), "2:3 b: c: 3 read as still inside it"),
    "a: [1,\n2\n": Told("1:4 [", *open_bracket("[", "]")),
    "a: [1, 2": Told("1:4 [", *open_bracket("[", "]")),
    "a: {x: 1\nb: 3\n": Told("1:4 {", *open_bracket("{", "}"), "2:1 b: 3 read as still inside it"),
    "a: {x: 1\rb: 3\r": Told("1:4 {", *open_bracket("{", "}"), "2:1 b: 3 read as still inside it"),
    "a: [[1] [2], 3]\n": Told("1:9 [2", missing("]"), COMMAS, "1:4 [ the bracket opens here"),
    "a: {b: [1, 2}\n": Told("1:13 }", missing("]"), COMMAS, "1:8 [ the bracket opens here"),
    "a: {b: c: d}\n": Told("1:9 : d", missing("}"), COMMAS, "1:4 { the bracket opens here"),
    "a: {x: 'a' 'b', y: 1}\n": Told("1:8 'a' 'b', y: 1}", CLOSED, WHOLE),
    'a: "50" %\nb: 1\n': Told('1:4 "50" %', CLOSED, WHOLE),
    "a: 'x' @y\n": Told("1:4 'x' @y", CLOSED, WHOLE),
    "a: 'x'\ty\n": Told("1:4 'x'\ty", CLOSED, WHOLE),
    "a: 'x' y  \n": Told("1:4 'x' y", CLOSED, WHOLE),
    'a: "x"y\n': Told('1:4 "x"y', CLOSED, WHOLE),
    "a: 'x'@\n": Told("1:4 'x'@", CLOSED, WHOLE),
    "a: ['x' 'y']\n": Told("1:5 'x' 'y']", CLOSED, WHOLE),
    "a: 1\nb: 'l'objectif'\nc: 1\n": Told("2:4 'l'objectif'", APOSTROPHE, DOUBLE),
    "{a: 'l'objectif', b: 1}\n": Told("1:5 'l'objectif', b: 1}", APOSTROPHE, DOUBLE),
    'a: b: "c"\n': Told("1:5 :", COLON, "write `'b: \"c\"'`"),
    "a: b: c\n": Told("1:5 :", COLON, 'write `"b: c"`'),
    "  a: 1\n  b:  c: d\n": Told("2:8 :", COLON, 'write `"c: d"`'),
    "a: b: c  # note\n": Told("1:5 :", COLON, 'write `"b: c"`'),
    "a: b: it's \"c\"\n": Told("1:5 :", COLON, "write `'b: it''s \"c\"'`"),
    "a: 1\n b: 2\n": Told("2:2 b: 2", DEEPER, ALIGN, "1:1 a: 1 the value stands here"),
    "x: 1\na: b\n\n\n   c: d\n": Told("5:4 c: d", DEEPER, ALIGN, "2:1 a: b the value stands here"),
    "a: weight:60\n b: 1\n": Told("2:2 b: 1", DEEPER, ALIGN, "1:1 a: weight:60 the value stands here"),
    "weight:60 a: 1\n b: 1\n": Told("2:2 b: 1", DEEPER, ALIGN, "1:1 weight:60 a: 1 the value stands here"),
    "a: 1\n\n# c\n b: 2\n": Told("4:2 b: 2", UNEVEN, COLUMN, "1:1 a: 1 the block begins here"),
    "a:\n  b: 1\n c: 2\n": Told("3:2 c: 2", UNEVEN, COLUMN, "1:1 a: the block begins here"),
    "a: 1\nweight 60\nname: x\n": Told("2:1 weight 60", NO_KEY, "write `key: value`"),
    "weight 60\nname: x\n": Told("1:1 weight 60", NO_KEY, "write `key: value`"),
    " weight 60  \nname: x\n": Told("1:2 weight 60", NO_KEY, "write `key: value`"),
    "weight 60\n\nname: x\n": Told("1:1 weight 60", NO_KEY, "write `key: value`"),
    "a: 1\nhttp://x\nb: 2\n": Told("2:1 http://x", NO_KEY, "write `key: value`"),
    "a: 1\nweight:60\nname: x\n": Told("2:1 weight:60", NO_KEY, "a colon needs a space after it: `weight: 60`"),
    "a: 1\n- weight:60\n": Told("2:1 - weight:60", AMONG_KEYS, UNDER),
    "a:\n  - 1\n  b: 2\n": Told("3:3 b: 2", NO_DASH, DASH),
    "a: 1\n- 2 \n": Told("2:1 - 2", AMONG_KEYS, UNDER),
    "a: - b\n": Told("1:1 a: - b", NO_LIST, OWN_LINE),
    'a: "C:\\path"\n': Told("1:7 \\p", NO_ESCAPE, BACKSLASH),
    'a: "\\\\\\q"\n': Told("1:7 \\q", NO_ESCAPE, BACKSLASH),
    'a: "\\x4"\n': Told("1:5 \\x", NO_ESCAPE, BACKSLASH),
    "a: [1]]\n": Told("1:7 ]", "`]` closes a bracket that was never opened", NOT_OPENED),
    "}\n": Told("1:1 }", "`}` closes a bracket that was never opened", NOT_OPENED),
    "a: [, b]\n": Told("1:5 ,", COMMA, BEFORE),
    "a: , b\n": Told("1:4 ,", COMMA, BEFORE),
    "a: !<x\n": Told("1:1 a: !<x", UNREAD, SIGNS),
    "@x: 1\n": Told("1:1 @x: 1", begins("@"), 'put the text in quotes: `"@x: 1"`'),
    'a: "\\q\\\\"\n': Told("1:5 \\q", NO_ESCAPE, BACKSLASH),
    "a\n b: 1\n": Told("1:1 a", NO_KEY, "write `key: value`"),
    "a: 1\n'x'\nb: 2\n": Told("2:1 'x'", NO_KEY, "write `key: value`"),
    "a: @x": Told("1:4 @x", begins("@"), 'put the text in quotes: `"@x"`'),
    "|\n.-": Told("2:1 .", f"{UNREAD} at `.-`", SIGNS),
    "a: ? b\n": Told("1:4 ?", f"{UNREAD} at `? b`", SIGNS),
}  # fmt: skip


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_a_syntax_error_names_the_mistake_where_it_was_made(loader: str, text: str) -> None:
    found = problem(text)
    (also,) = found.also or (None,)
    beside = None if also is None else f"{marked(text, also.at)} {also.text}"
    assert found.rule == "yaml-syntax", loader
    assert Told(marked(text, found.at), str(found.message), str(found.help), beside) == TEXTS[text], loader


@pytest.mark.parametrize(("line", "sign"), [("\t@x]", "@x"), ("\t1, @x]", "@x")], ids=range(2))
def test_a_tab_between_brackets_is_not_what_is_wrong(line: str, sign: str) -> None:
    text = f"a: [\n{line}\n"
    found = problem(text)
    assert (str(found.message), marked(text, found.at)) == (begins("@"), f"2:{line.index('@') + 1} {sign}")


def test_an_escape_of_a_tag_is_none_of_a_text(loader: str) -> None:
    found = problem("a: !%\n")
    assert (
        str(found.message).partition(" at ")[0],
        plain(found.help),
    ) == (
        UNREAD,
        SIGNS,
    ), loader


FALSE = "a non-breaking space stands where YAML needs an ordinary one"
REPLACE = "replace it by a space; such spaces come with text pasted from a document or a page"


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("a: 1\n \u202fb: 'x\n", "2:1  \u202f"),
        ("a:\n\u00a0- x\n b: 1\n", "2:1 \u00a0"),
    ],
    ids=range(2),
)
def test_a_false_space_explains_what_cannot_be_read(loader: str, text: str, at: str) -> None:
    _, problems = parse(text, "plan.yaml")
    found = problems[-1]
    assert (
        found.rule,
        str(found.message),
        plain(found.help),
    ) == (
        "non-breaking-space",
        FALSE,
        REPLACE,
    ), loader
    assert marked(text, found.at) == at


@pytest.mark.parametrize("escape", ["\\uD800", "\\UFFFFFFFF", "\\U00110000"])
def test_an_escape_of_no_character_is_an_error(loader: str, escape: str) -> None:
    found = problem(f'a: "{escape}"\n')
    assert found.rule == "yaml-syntax", loader
    assert isinstance(found.at, TextPlace)
    assert found.at.line == 1


@pytest.mark.parametrize(
    ("line", "advice"),
    [
        ("weight:60\n", "a colon needs a space after it: `weight: 60`"),
        ("- a_b-c:[1, 2]  \n", "a colon needs a space after it: `a_b-c: [1, 2]`"),
        ("http://x\n", "write `key: value` on the first line"),
        ("12:30\n", "write `key: value` on the first line"),
    ],
    ids=range(4),
)
def test_a_colon_without_its_space_is_recognised(line: str, advice: str) -> None:
    found = problem(line)
    assert (
        found.rule,
        plain(found.help),
    ) == ("not-a-mapping", advice)
