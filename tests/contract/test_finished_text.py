"""What people read of a problem is made as a message everywhere, never as finished text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "csvariable"

PLACES = {
    "error": 1, "warning": 1, "advice": 1, "Label": 1, "Diagnostic": 2, "Demand": 2,
    "NotAQuantity": 0, "Told": 0, "SyntaxFault": 0, "problem": 1,
}  # fmt: skip
"""What makes problems, and which of its arguments is the sentence."""
NAMES = frozenset({"message", "help", "text", "said"})
"""The keywords that hold sentences."""


def finished(tree: ast.AST) -> Iterator[ast.expr]:
    """Yield what stands as text where a message is due."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)) if name in PLACES:
                at = PLACES[name]
                sentences = [*node.args[at : at + 1], *(k.value for k in node.keywords if k.arg in NAMES)]
                yield from filter(is_text, sentences)


def is_text(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.Constant(value=str()) | ast.Call(func=ast.Name(id="str")):
            return True
        case ast.BinOp(left=one, right=two) | ast.IfExp(body=one, orelse=two):
            return is_text(one) or is_text(two)
        case ast.BoolOp(values=parts):
            return any(map(is_text, parts))
        case _:
            return False


def test_no_problem_is_made_of_finished_text() -> None:
    found = [
        f"{path.relative_to(SOURCE)}:{node.lineno}: {ast.unparse(node)}"
        for path in sorted(SOURCE.rglob("*.py"))
        for node in finished(ast.parse(path.read_text("utf-8")))
    ]
    assert found == []


@pytest.mark.parametrize(
    ("code", "count"),
    [
        ("error('r', 'a sentence', at)", 1),
        ("warning('r', f'{n} sentences', at)", 1),
        ("advice('r', msg('m'), at, help='write ' + word)", 1),
        ("Label(at, 'here' if one else msg('there'))", 1),
        ("Diagnostic('r', severity, str(problem), at)", 1),
        ("NotAQuantity(said or 'none')", 1),
        ("diagnostic.error('r', 'a sentence', at)", 1),
        ("error('r', msg('a sentence'), at, help=msg('write it'), also=(Label(at, msg('here')),))", 0),
        ("NotAQuantity(msg('`{text}` is not a number', text=text), text)", 0),
    ],
)
def test_finished_text_is_found_where_it_stands(code: str, count: int) -> None:
    assert len(list(finished(ast.parse(code)))) == count
