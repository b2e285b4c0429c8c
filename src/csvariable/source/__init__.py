"""Plan texts: parsed into addressed values, edited as values, written back as text."""

from csvariable.source.document import Document
from csvariable.source.editing import merged
from csvariable.source.node import Node, Plain, Scalar, Setting, Span
from csvariable.source.parsing import parse
from csvariable.source.routes import parse_route, route_text
from csvariable.source.texts import line_starts
from csvariable.source.writing import written

__all__ = [
    "Document",
    "Node",
    "Plain",
    "Scalar",
    "Setting",
    "Span",
    "line_starts",
    "merged",
    "parse",
    "parse_route",
    "route_text",
    "written",
]
