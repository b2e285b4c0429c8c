"""The English sentences of problems, gathered from the source without running it.

A sentence is every text with words in the modules that make problems: messages, helps, labels,
and the parts that they are put together from. What nobody reads is listed here, with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from csvariable.kernel.diagnostic import Diagnostic
from csvariable.kernel.message import Message
from csvariable.speech.problems import french, in_language

SOURCE = Path(__file__).parents[1] / "src" / "csvariable"
GAP = "\0"

FLOORS = "text reading plan rules tables time facts program engine odds scenario".split()
MODULES = ["cases.py", "kernel/quantity.py", "documents/placed.py"]

SILENT = {
    "time/calendar.py": "what figures were counted from: `words.naming` has the French",
    "facts/headers.py": "names of columns in two languages",
    "facts/wide.py": "patterns and names of columns",
    "tables/records.py": "patterns",
    "engine/columns/sheet.py": "names of columns, and faults of the program",
    "engine/columns/local.py": "faults of the program",
    "engine/exact/readers.py": "faults of the program",
    "engine/schedule.py": "faults of the program",
    "plan/patterns.py": "patterns and sentences of the schema, whose tests ask for the French",
    "reading/result_schema.py": "the schema of results",
    "reading/schema.py": "the schema of plans",
    "rules/manual.py": "pages of `csvariable rule`",
    "rules/shapes.py": "pages of `csvariable rule`",
    "text/node.py": "patterns, and faults of the program",
    "text/writing.py": "why a fix was not made: the problem stays, nobody is told",
}
"""Modules whose texts are not sentences of problems."""

NO_SENTENCES = {
    "--delimiter '\0'",
    "ISO 8859-1",
    "ISO 8859-15",
    "DOS 850",
    "Mac Roman",
    "block scalar",
    "quoted scalar",
    "parsing a flow",
    "mapping values",
    "simple key",
    "block mapping",
    "block collection",
    "sequence entries",
    "role and team",
    "any loss",
    "any gain",
    "\0 or \0",
    "\0 min",
    "example \0",
    "person \0",
    "team \0",
    " with a byte-order mark",
    "cells separated by \0",
    "cells separated by \0\0",
    " (its `sep=` line)",
    "decimal comma",
    "decimal point",
    "no decimal mark seen",
    "as it was: ",
    "`\0` is no limit; write it like `cost > +5%`, `losers > 0` or `any loss > 10%`",
    "`\0` cannot be limited; there are: \0",
    "`\0`: a number of people has no sign",
}
"""Names, words of YAML, lists, amounts, how a file was read, refusals of an option by the command."""


def sentences() -> dict[str, str]:
    """Return each English sentence, gaps as `GAP`, with the place where it is said."""
    found: dict[str, str] = {}
    for path in _modules():
        name = path.relative_to(SOURCE).as_posix()
        for line, text in _texts(path):
            if name not in SILENT and _is_sentence(text) and text not in NO_SENTENCES:
                found.setdefault(text, f"{name}:{line}")
    return found


def everything() -> set[str]:
    """Return every text of these modules, words of closed lists included."""
    whole = {text for path in _modules() for _, text in _texts(path)}
    for path in _modules():
        tree = ast.parse(path.read_text("utf-8"))
        constants = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant))
        whole.update(value for value in constants if isinstance(value, str))
    return whole


def _modules() -> Iterator[Path]:
    for floor in FLOORS:
        yield from sorted((SOURCE / floor).rglob("*.py"))
    yield from (SOURCE / name for name in MODULES)


def _is_sentence(text: str) -> bool:
    """Whether there are words between blanks, outside of code; patterns are none."""
    bare = re.sub("`[^`]*`", "`", text)
    words = re.findall(r"[A-Za-z]{2,}", bare)
    pattern = "(?" in text or "[^" in text or re.search(r"\[[^\]]+\][*+]", text)
    return bool(words) and " " in text.strip(GAP) and not pattern and "tuple[" not in text


def _texts(path: Path) -> Iterator[tuple[int, str]]:
    tree = ast.parse(path.read_text("utf-8"))
    skipped = _unread(tree)
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        text = _folded(node)
        if text is not None:
            skipped.update(_consumed(node))
            grown = isinstance(node, ast.AugAssign)
            yield node.lineno, f"{GAP}{text}" if grown else text  # type: ignore[attr-defined]


def _consumed(node: ast.AST) -> set[int]:
    """Return what a text is made of; what stands in its gaps is a text of its own."""
    match node:
        case ast.JoinedStr(values=values):
            return {id(node), *(id(one) for one in values if isinstance(one, ast.Constant))}
        case ast.BinOp(left=left, right=right):
            sides = (_consumed(side) for side in (left, right) if _folded(side) is not None)
            return {id(node)}.union(*sides)
        case ast.AugAssign(value=value):
            return {id(node)} | _consumed(value)
        case _:
            return {id(node)}


def _unread(tree: ast.AST) -> set[int]:
    """Return what is no text for people: documentation, word lists, faults of the program."""
    found: set[int] = set()
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant()):
                found.update(map(id, ast.walk(node)))
            case ast.Call(func=ast.Attribute(value=value, attr="split" | "join")):
                found.update(map(id, ast.walk(value)))
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"))):
                found.update(id(deep) for one in node.args for deep in ast.walk(one))
            case ast.Call(func=ast.Name(id="msg" | "counted" | "in_context")):
                found.update(id(deep) for one in node.args for deep in ast.walk(one))
            case ast.keyword(
                arg="title" | "description" | "says"
            ):  # of the schema: its tests ask for the French
                found.update(map(id, ast.walk(node)))
            case ast.Raise(exc=ast.Call(func=ast.Name(id="AssertionError" | "TypeError" | "KeyError"))):
                found.update(map(id, ast.walk(node)))
            case ast.JoinedStr():
                specs = [one.format_spec for one in node.values if isinstance(one, ast.FormattedValue)]
                found.update(id(deep) for one in specs if one is not None for deep in ast.walk(one))
            case _:
                continue
    return found


def _folded(node: ast.AST) -> str | None:
    """Return a text with its gaps, None where a node is no text."""
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=values):
            return "".join(
                GAP if isinstance(one, ast.FormattedValue) else _folded(one) or "" for one in values
            )
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            first, second = _folded(left), _folded(right)
            if first is None and second is None:
                return None
            return (GAP if first is None else first) + (GAP if second is None else second)
        case ast.AugAssign(op=ast.Add(), value=value):
            return _folded(value)
        case _:
            return None


_ENGLISH = frozenset(
    "the of and has have had is are was were with which where what when write written cannot must stand "
    "stands this that these those from to for it its no not nothing nobody than then there their here why "
    "how by be been holds says say read reads value row cell file column people person key both each".split()
)
_LISTED = re.compile(r"(?<= : )[\w.*-]+(?:, [\w.*-]+)*$")
_FOREIGN = re.compile(r"YAML \(.*\)$")
"""What the parser says of a number that is too large is shown as it says it."""


def english_in(french: str) -> list[str]:
    """Return the English words of a French sentence, outside of code, quotations and lists of ids."""
    bare = re.sub(r"`[^`]*`|\"[^\"]*\"|\S+\.\w+", "", french.replace("\u00a0", " "))
    words = re.findall(r"[a-zà-ÿœ']+", _FOREIGN.sub("", _LISTED.sub("", bare)).lower())
    return [word for word in words if word in _ENGLISH]


def in_french(text: Message | str) -> str | None:
    """Return the French of a sentence, None where no catalogue has it."""
    if isinstance(text, str):
        return french(text)
    told = in_language(text, "fr")
    return None if told == in_language(text, "en") and english_in(told) else told


def not_french(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """Return the sentences of problems that a French reader would see in English, or half in English."""
    said = [(str(one.message), one.help or "", *(label.text for label in one.also)) for one in diagnostics]
    texts = dict.fromkeys(text for group in said for text in group if text)
    return [str(text) for text in texts if (told := in_french(text)) is None or english_in(told)]


_TOLD = re.compile(
    r"(?:erreur|avertissement|conseil)(?:\[[\w-]+\])?\u00a0: (.+)"
    r"| *= note\u00a0: \S+: (.+)"
    r"| *= aide\u00a0: (.+)"
    r"| *\| *(?:\^+|-+) (.+)"
)


def half_english(report: str) -> list[str]:
    """Return the lines of a report of problems in French that hold English words, or are all English."""
    titles = [line for line in report.splitlines() if re.match(r"(error|warning|advice)\b| *= help", line)]
    found = (_TOLD.fullmatch(line) for line in report.splitlines())
    texts = (next(filter(None, one.groups())) for one in found if one is not None)
    return [*titles, *(text for text in texts if english_in(text))]
