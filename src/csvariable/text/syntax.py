"""Errors of the YAML parser in plain words, at the line where the mistake is.

The parser names the token at which it gave up, which is often on the next line. Each cause
below recognises one mistake by the characters around that place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from csvariable.kernel.diagnostic import Diagnostic, Label, error
from csvariable.kernel.message import Message, msg
from csvariable.text.node import Span
from csvariable.text.scene import Scene, SyntaxFault
from csvariable.text.texts import SPACES, first_line, line_around, offset, one_line

if TYPE_CHECKING:
    from collections.abc import Callable

    import yaml

    from csvariable.text.document import Document


_NO_SPACE = re.compile(r"(?:- +)?([A-Za-z_][A-Za-z0-9_-]*):(?=[^\s:/])(.*)")
_FALSE = re.compile(rf"[ \t]*[{SPACES}]")
_QUOTED = re.compile(r"""'(?:[^'\r\n]|'')*'|"(?:[^"\\\r\n]|\\.)*\"""")


def explain(document: Document, problem: yaml.MarkedYAMLError) -> Diagnostic:
    """Return a diagnostic for an error of the parser."""
    text = document.text
    at = offset(problem.problem_mark)
    since = offset(problem.context_mark) if problem.context_mark else at
    scene = Scene(text, at, since, f"{problem.context}: {problem.problem}")
    cause = next((cause for look in _CAUSES if (cause := look(scene))), None) or _unknown(scene)
    also = (Label(document.locate(cause.also[0]), cause.also[1]),) if cause.also else ()
    return error(cause.rule, cause.message, document.locate(cause.at), also=also, help=cause.help)


def missing_space(line: str) -> Message | None:
    """Return the help for a line whose colon lacks its space, or None."""
    found = _NO_SPACE.match(line)
    return (
        msg("a colon needs a space after it: `{line}: {value}`", line=found[1], value=found[2].strip())
        if found
        else None
    )


def _false_space(scene: Scene) -> SyntaxFault | None:
    for index in (scene.at, scene.since):
        start, _ = line_around(scene.text, index)
        found = _FALSE.match(scene.text, start)
        if found:
            return SyntaxFault(
                msg("a non-breaking space stands where YAML needs an ordinary one"),
                Span(*found.span()),
                msg("replace it by a space; such spaces come with text pasted from a document or a page"),
                rule="non-breaking-space",
            )
    return None


def _tab(scene: Scene) -> SyntaxFault | None:
    start, end = line_around(scene.text, scene.at)
    first = end - len(scene.text[start:end].lstrip(" \t"))
    if "\t" not in scene.text[start:first] or scene.at >= first:
        return None
    return SyntaxFault(
        msg("a tab indents this line; YAML is indented with spaces"),
        Span(start, first),
        msg("replace the tab by two spaces"),
    )


def _comparison(scene: Scene) -> SyntaxFault | None:
    for index in (scene.since, scene.at):
        if scene.text[index : index + 1] in (">", "|") and (
            "block scalar" in scene.said or "token" in scene.said
        ):
            span, written = scene.word(index)
            bare = written.lstrip(">|= ")
            return SyntaxFault(
                msg(
                    "`{sign}` begins a block of text in YAML, so `{written}` cannot be read",
                    sign=written[:1],
                    written=written,
                ),
                span,
                msg(
                    "a bound is a word: `{{from: {bare}}}` for at least, `{{above: {same}}}` for more than",
                    bare=bare,
                    same=bare,
                ),
            )
    return None


def _sign(scene: Scene) -> SyntaxFault | None:
    """Return a cause for a value that begins with a sign YAML keeps for itself."""
    index = scene.at if "token" in scene.said else scene.since
    char = scene.text[index : index + 1]
    wanted = {
        "%": ("token", "directive"),
        "@": ("token",),
        "`": ("token",),
        "*": ("alias",),
        "&": ("anchor",),
    }
    if not any(word in scene.said for word in wanted.get(char, ())):
        return None
    start, _ = line_around(scene.text, index)
    before = scene.text[start:index].rstrip()
    if before.endswith(("'", '"')):
        return _after_quotes(scene)
    span, written = scene.word(index)
    number = re.fullmatch(r"%\s*([0-9][0-9.]*)", written)
    advice = (
        msg("write the sign after the number: `{number} %`", number=number[1])
        if number
        else msg('put the text in quotes: `"{written}"`', written=written)
    )
    return SyntaxFault(msg("a value cannot begin with `{char}` without quotes", char=char), span, advice)


def _unclosed_quote(scene: Scene) -> SyntaxFault | None:
    if "quoted scalar" not in scene.said or "unexpected" not in scene.said:
        return None
    mark = scene.text[scene.since : scene.since + 1]
    line = first_line(scene.text[scene.since :])
    return SyntaxFault(
        msg("the quote `{mark}` that opens here is never closed", mark=mark),
        Span(scene.since, scene.since + len(line.rstrip())),
        msg("close it with `{mark}` at the end of the text", mark=mark),
    )


def _escape(scene: Scene) -> SyntaxFault | None:
    if "quoted scalar" not in scene.said or not any(word in scene.said for word in ("escape", "hex")):
        return None
    index = scene.text.rindex("\\", scene.since, scene.at + 1)
    return SyntaxFault(
        msg("a backslash in double quotes begins an escape, and this is none"),
        Span(index, index + 2),
        msg("double the backslash, or use single quotes"),
    )


def _after_quotes(scene: Scene) -> SyntaxFault | None:
    """Return a cause for something that follows a closed quote on the same line."""
    start, end = line_around(scene.text, scene.at)
    for found in _QUOTED.finditer(scene.text, start, end):
        rest = scene.text[found.end() : scene.at]
        if not rest.strip() and found.end() <= scene.at and scene.char not in ",]}:":
            apostrophe = not rest and found[0].startswith("'") and scene.char.isalnum()
            advice = (
                msg('write a text with an apostrophe in double quotes: `"l\'objectif"`')
                if apostrophe
                else msg("put the whole text in quotes, or nothing of it")
            )
            what = msg("the apostrophe closes the quote") if apostrophe else msg("the quote is closed")
            return SyntaxFault(
                msg("{what} before the end of the text", what=what),
                Span(found.start(), start + len(scene.text[start:end].rstrip())),
                advice,
            )
    return None


def _unclosed_bracket(scene: Scene) -> SyntaxFault | None:
    if "parsing a flow" not in scene.said:
        return None
    opening = scene.text[scene.since : scene.since + 1]
    close = {"[": "]", "{": "}"}.get(opening)
    if close is None:
        return None
    ends = scene.at == len(scene.text)
    if not ends and one_line(scene.text[scene.since : scene.at].rstrip()):
        return SyntaxFault(
            msg("a comma or the closing `{close}` is missing before this", close=close),
            scene.word(scene.at)[0],
            msg(
                "values between brackets are separated by commas; a text with commas or brackets needs quotes"
            ),
            (Span(scene.since, scene.since + 1), msg("the bracket opens here")),
        )
    return SyntaxFault(
        msg("the bracket `{opening}` that opens here is never closed", opening=opening),
        Span(scene.since, scene.since + 1),
        msg("close it with `{close}`", close=close),
        None if ends else (scene.line(scene.at)[0], msg("read as still inside it")),
    )


def _stray_bracket(scene: Scene) -> SyntaxFault | None:
    if scene.char not in ("]", "}", ","):
        return None
    if scene.char == ",":
        return SyntaxFault(
            msg("a comma stands where a value is due"),
            Span(scene.at, scene.at + 1),
            msg("write the value before it, or put a text with commas in quotes"),
        )
    return SyntaxFault(
        msg("`{char}` closes a bracket that was never opened", char=scene.char),
        Span(scene.at, scene.at + 1),
        msg("delete it, or open the bracket"),
    )


def _colons(scene: Scene) -> SyntaxFault | None:
    if "mapping values" not in scene.said:
        return None
    start, end = line_around(scene.text, scene.at)
    first = re.search(r":\s+", scene.text[start : scene.at])
    if first:
        value = re.sub(r"\s+#.*", "", scene.text[start + first.end() : end]).rstrip()
        single = value.replace("'", "''")
        return SyntaxFault(
            msg("a second colon on this line; a text that holds `: ` needs quotes"),
            Span(scene.at, scene.at + 1),
            msg('write `"{shown}"`', shown=value)
            if '"' not in value
            else msg("write `'{shown}'`", shown=single),
        )
    above, line = scene.line(len(scene.text[:start].rstrip(" \t\r\n")) - 1)
    if not re.search(r":(?:\s|$)", line):
        return _no_colon(above, line)
    return SyntaxFault(
        msg("this line is indented deeper than the one above, which already has a value"),
        scene.line(scene.at)[0],
        msg("align it with the line above, or give that line no value of its own"),
        (above, msg("the value stands here")),
    )


def _simple_key(scene: Scene) -> SyntaxFault | None:
    if "simple key" not in scene.said:
        return None
    return _no_colon(*scene.line(scene.since))


def _no_colon(span: Span, line: str) -> SyntaxFault:
    return SyntaxFault(
        msg("this line has no key: `: ` (a colon and a space) is missing"),
        span,
        missing_space(line) or msg("write `key: value`"),
    )


def _alignment(scene: Scene) -> SyntaxFault | None:
    if not any(word in scene.said for word in ("block mapping", "block collection", "sequence entries")):
        return None
    span, line = scene.line(scene.at)
    if "sequence entries" in scene.said:
        return SyntaxFault(
            msg("a list item (`- `) cannot stand here"),
            span,
            msg("begin the list on its own line under the key, or write `[a, b]`"),
        )
    if "collection" in scene.said:
        return SyntaxFault(
            msg("a list goes on here without a dash"),
            span,
            msg("begin the item with `- `, or indent the line as its key's neighbours are"),
        )
    if line.startswith("- "):
        return SyntaxFault(
            msg("a list item stands among keys"), span, msg("indent it under the key it belongs to")
        )
    return SyntaxFault(
        msg("this line is not aligned with the others of its block"),
        span,
        msg("lines of one block begin in the same column"),
        (Span(scene.since, scene.since + len(scene.word(scene.since)[1])), msg("the block begins here")),
    )


def _unknown(scene: Scene) -> SyntaxFault:
    span, line = scene.line(scene.at)
    inside = span.start <= scene.at < span.end
    shown = msg(" at `{word}`", word=scene.word(scene.at)[1] or scene.char) if inside and line else ""
    at = Span(scene.at, scene.at + 1) if inside else span
    return SyntaxFault(
        msg("this cannot be read as YAML{where}", where=shown),
        at,
        msg("a text with signs needs quotes; `key: value` needs its space"),
    )


_CAUSES: tuple[Callable[[Scene], SyntaxFault | None], ...] = (
    _false_space,
    _tab,
    _comparison,
    _sign,
    _unclosed_quote,
    _escape,
    _after_quotes,
    _unclosed_bracket,
    _stray_bracket,
    _colons,
    _simple_key,
    _alignment,
)
