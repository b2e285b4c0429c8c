"""Plan texts: parsed into addressed values, edited as values, written back as text."""

from csvariable.text.document import Document, plain
from csvariable.text.editing import NotEditable, merged
from csvariable.text.moving import NotMovable, moved
from csvariable.text.node import Node, Plain, Scalar, Setting, Span
from csvariable.text.parsing import parse
from csvariable.text.routes import NotARoute, parse_route, route_text
from csvariable.text.texts import line_starts
from csvariable.text.writing import flow_text, written

__all__ = [
    "Document",
    "Node",
    "NotARoute",
    "NotEditable",
    "NotMovable",
    "Plain",
    "Scalar",
    "Setting",
    "Span",
    "flow_text",
    "line_starts",
    "merged",
    "moved",
    "parse",
    "parse_route",
    "plain",
    "route_text",
    "written",
]
