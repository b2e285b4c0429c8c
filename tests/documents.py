"""Plan texts read for a test: the document, the one thing that is wrong, what a place underlines."""

from __future__ import annotations

from csvariable.kernel.diagnostic import Diagnostic, PlanPlace, TextPlace
from csvariable.text import Document, parse, parse_route

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
"""Comments, a list, an anchor and its alias, an empty value, a folded text, something in brackets."""


def read(text: str, name: str = "plan.yaml") -> Document:
    """A text that can be read."""
    document, problems = parse(text, name)
    assert document is not None, problems
    return document


def problem(source: str | bytes) -> Diagnostic:
    """The only problem of a text."""
    _, problems = parse(source, "plan.yaml")
    assert len(problems) == 1, problems
    return problems[0]


def at(diagnostic: Diagnostic) -> tuple[int, int]:
    """Line and column of a problem."""
    place = diagnostic.at
    assert isinstance(place, TextPlace)
    return place.line, place.column


def told(source: str | bytes) -> tuple[str, int, int]:
    """Rule, line and column of the only problem of a text."""
    diagnostic = problem(source)
    return (diagnostic.rule, *at(diagnostic))


def marked(text: str, place: object) -> str:
    """`line:column what is underlined` of a place on one line."""
    assert isinstance(place, TextPlace)
    assert place.line == place.end_line
    line = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[place.line - 1]
    assert place.end_column <= len(line) + 1
    return f"{place.line}:{place.column} {line[place.column - 1 : place.end_column - 1]}"


def shown(document: Document, route: str, *, key: bool = False) -> str:
    """`line: what is underlined` for a route."""
    place = document.place(PlanPlace(parse_route(route), key=key))
    line, _, words = marked(document.text, place).partition(" ")
    return f"{line.partition(':')[0]}: {words}"
